"""Los valores de catálogo que fija la norma: fases, alcances y resultados esperados.

Las fases son las de `estrategia.catalogos.FASES`. De alcances y resultados solo son
oficiales los tres que atestigua el formato de Función Pública; los demás los agrega cada
entidad. Van escritos aquí, y no importados, para que esta migración haga siempre lo mismo.
"""

from django.db import migrations

FASES = [
    ("mipg", "diagnostico", "Diagnóstico participativo"),
    ("mipg", "formulacion", "Formulación participativa"),
    ("mipg", "ejecucion", "Ejecución participativa"),
    ("mipg", "seguimiento", "Seguimiento y evaluación participativa"),
    ("murc", "aprestamiento", "Aprestamiento"),
    ("murc", "diseno", "Diseño"),
    ("murc", "preparacion", "Preparación"),
    ("murc", "ejecucion_rdc", "Ejecución"),
    ("murc", "evaluacion_rdc", "Seguimiento y Evaluación"),
]

# Alcance, lo que lee el ciudadano, y el resultado que el formato ofrece con ese alcance.
ALCANCES = [
    (
        "Al ciudadano se le va a permitir formular y definir",
        "Usted ayuda a proponer y a decidir qué se va a hacer.",
        "Un plan, programa, proyecto, presupuesto o servicio formulado",
    ),
    (
        "Al ciudadano se le va a permitir colaborar",
        "Usted trabaja con la entidad para hacer lo que se decidió.",
        "Un plan, programa, proyecto o servicio implementado",
    ),
    (
        "Al ciudadano se le va a permitir controlar y evaluar",
        "Usted vigila cómo va y dice si se cumplió.",
        "Un plan, programa, proyecto o servicio evaluado",
    ),
]


def agregar(apps, schema_editor):
    Fase = apps.get_model("estrategia", "Fase")
    Alcance = apps.get_model("estrategia", "Alcance")
    ResultadoEsperado = apps.get_model("estrategia", "ResultadoEsperado")
    Fase.objects.bulk_create(
        Fase(ciclo=ciclo, codigo=codigo, nombre=nombre, orden=orden)
        for orden, (ciclo, codigo, nombre) in enumerate(FASES, start=1)
    )
    for orden, (texto, en_palabras, resultado) in enumerate(ALCANCES, start=1):
        alcance = Alcance.objects.create(
            entidad=None, texto=texto, en_palabras=en_palabras, orden=orden
        )
        ResultadoEsperado.objects.create(entidad=None, alcance=alcance, texto=resultado)


def quitar(apps, schema_editor):
    ResultadoEsperado = apps.get_model("estrategia", "ResultadoEsperado")
    Alcance = apps.get_model("estrategia", "Alcance")
    Fase = apps.get_model("estrategia", "Fase")
    ResultadoEsperado.objects.filter(
        entidad=None, texto__in=[resultado for _, _, resultado in ALCANCES]
    ).delete()
    Alcance.objects.filter(entidad=None, texto__in=[texto for texto, _, _ in ALCANCES]).delete()
    Fase.objects.filter(codigo__in=[codigo for _, codigo, _ in FASES]).delete()


class Migration(migrations.Migration):

    dependencies = [("estrategia", "0001_initial")]

    operations = [migrations.RunPython(agregar, quitar)]
