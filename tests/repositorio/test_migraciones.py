"""Los modelos y sus migraciones dicen lo mismo."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_falta_ninguna_migracion(capsys):
    falta = False
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        falta = True

    assert not falta, f"Falta una migración:\n{capsys.readouterr().out}"
