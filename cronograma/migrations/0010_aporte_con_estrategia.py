from django.db import migrations
from django.db.models import OuterRef, Subquery


def tomar_la_de_su_version(apps, schema_editor):
    Aporte = apps.get_model("cronograma", "Aporte")
    Version = apps.get_model("cronograma", "Version")
    suya = Version.objects.filter(pk=OuterRef("version")).values("estrategia")[:1]
    Aporte.objects.filter(estrategia=None).update(estrategia=Subquery(suya))


class Migration(migrations.Migration):
    """Hasta aquí todo aporte era sobre un borrador: su estrategia es la de ese borrador."""

    dependencies = [("cronograma", "0009_encuentros_convocatorias_e_inscripciones")]

    operations = [migrations.RunPython(tomar_la_de_su_version, migrations.RunPython.noop)]
