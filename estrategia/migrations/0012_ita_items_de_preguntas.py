"""Los ítems 6.1.10, 6.2.5.a y 6.2.5.f los halla el sistema: preguntar, proponer temas y leer respuestas."""

from django.db import migrations

# Código → la búsqueda que tenía y la que lo halla ahora.
BUSQUEDAS = {
    "6.1.10": ("observaciones_al_borrador", "canal_de_interaccion"),
    "6.2.5.a": ("", "postular_temas"),
    "6.2.5.f": ("", "preguntas_y_respuestas"),
}


def poner(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, (antes, ahora) in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia=antes).update(evidencia=ahora)


def quitar(apps, schema_editor):
    items = apps.get_model("estrategia", "ItemITA").objects
    for codigo, (antes, ahora) in BUSQUEDAS.items():
        items.filter(codigo=codigo, evidencia=ahora).update(evidencia=antes)


class Migration(migrations.Migration):
    dependencies = [("estrategia", "0011_ita_item_de_convocatorias")]

    operations = [migrations.RunPython(poner, quitar)]
