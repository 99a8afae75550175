#!/usr/bin/env python
"""Órdenes del proyecto: «python manage.py help» las lista."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- sin Django hay que poder decirlo
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- por lo mismo
    except ImportError as error:
        raise SystemExit(
            "No se encuentra Django: use «make run» o .venv/bin/python manage.py."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A quien instala le sirve la frase; a quien programa, la traza.
        if "--traceback" in sys.argv:
            raise
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
