"""El ítem 6.1.6 lo halla el sistema: los informes de rendición de cuentas que se emitieron."""

from django.db import migrations

BUSQUEDAS = {"6.1.6": "informes_emitidos"}


def poner(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, busqueda in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia="").update(evidencia=busqueda)


def quitar(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, busqueda in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia=busqueda).update(evidencia="")


class Migration(migrations.Migration):
    dependencies = [("estrategia", "0013_ita_items_de_compromisos")]

    operations = [migrations.RunPython(poner, quitar)]
