"""Los ítems 6.2.2.d, 6.2.5.g y 6.2.5.h los halla el sistema: compromisos, memorias y mejoras."""

from django.db import migrations

BUSQUEDAS = {
    "6.2.2.d": "semaforo_de_compromisos",
    "6.2.5.g": "memorias_de_eventos",
    "6.2.5.h": "acciones_de_mejora",
}


def poner(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, busqueda in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia="").update(evidencia=busqueda)


def quitar(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, busqueda in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia=busqueda).update(evidencia="")


class Migration(migrations.Migration):
    dependencies = [("estrategia", "0012_ita_items_de_preguntas")]

    operations = [migrations.RunPython(poner, quitar)]
