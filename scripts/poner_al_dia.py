"""Pone al día la base y carga los ejemplos, en un solo proceso: Django arranca una vez y no dos."""

import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError


def main():
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("demo", skip_checks=True)
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"No se pudo usar la base de datos (revise DATABASE_URL): {error}")


if __name__ == "__main__":
    main()
