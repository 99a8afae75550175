"""El ítem 6.1.7 lo halla el sistema: la lista de convocatorias publicadas."""

from django.db import migrations

CODIGO, BUSQUEDA = "6.1.7", "convocatorias"


def poner(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    items.filter(codigo=CODIGO, evidencia="").update(evidencia=BUSQUEDA)


def quitar(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    items.filter(codigo=CODIGO, evidencia=BUSQUEDA).update(evidencia="")


class Migration(migrations.Migration):
    dependencies = [("estrategia", "0010_aviso_tomado_en")]

    operations = [migrations.RunPython(poner, quitar)]
