"""Los ítems del menú Participa como los publican las entidades (Resolución 1519 de 2020).

Los códigos son de esa edición; quien administra puede cambiarlos o agregar otra edición.
"""

from django.db import migrations

EDICION = "Resolución 1519 de 2020"
# Grupo → (código, qué pide, búsqueda del sistema que lo halla).
ITEMS = {
    "Información general": [
        ("6.1.1", "Descripción general del menú Participa", "descripcion_del_menu"),
        ("6.1.2", "Mecanismos, espacios o instancias de participación", "instancias"),
        ("6.1.3", "Estrategia de participación ciudadana", "estrategia_de_participacion"),
        ("6.1.4", "Estrategia anual de rendición de cuentas", "estrategia_de_rendicion"),
        (
            "6.1.5",
            "Programa de Transparencia y Ética Pública (antes Plan Anticorrupción)",
            "programa_de_transparencia",
        ),
        ("6.1.6", "Informes de rendición de cuentas generales", ""),
        ("6.1.7", "Convocatorias para los espacios, instancias o acciones", ""),
        ("6.1.8", "Calendario de la estrategia anual", "calendario"),
        ("6.1.9", "Formulario de inscripción ciudadana", ""),
        ("6.1.10", "Canal de interacción deliberatoria", "observaciones_al_borrador"),
    ],
    "Diagnóstico e identificación de problemas": [
        ("6.2.1.a", "Temas de interés", ""),
        ("6.2.1.b", "Caja de herramientas", ""),
        ("6.2.1.c", "Herramienta de evaluación", ""),
        ("6.2.1.d", "Resultados divulgados", ""),
    ],
    "Planeación y presupuesto participativo": [
        ("6.2.2.a", "Porcentaje del presupuesto", ""),
        ("6.2.2.b", "Canales y caja de herramientas", ""),
        ("6.2.2.c", "Información sobre las decisiones", ""),
        ("6.2.2.d", "Avance de las decisiones y su estado (semáforo)", ""),
    ],
    "Consulta ciudadana": [
        ("6.2.3.a", "Tema de la consulta y su resumen", ""),
        ("6.2.3.b", "Canales de consulta y caja de herramientas", ""),
        ("6.2.3.c", "Observaciones, comentarios y respuestas de proyectos normativos", ""),
        ("6.2.3.d", "Enlace a la sección Normativa", ""),
        ("6.2.3.e", "Herramienta de evaluación", ""),
    ],
    "Colaboración e innovación abierta": [
        ("6.2.4.a", "Espacio para consultar sobre problemáticas", ""),
        ("6.2.4.b", "Convocatoria con el reto", ""),
        ("6.2.4.c", "Retos vigentes y frecuencia de votaciones", ""),
        ("6.2.4.d", "Propuesta elegida y criterios", ""),
        ("6.2.4.e", "Plan de trabajo de la solución", ""),
        ("6.2.4.f", "Desarrollos o prototipos", ""),
    ],
    "Rendición de cuentas": [
        ("6.2.5.a", "Espacio para que la ciudadanía postule temas", ""),
        ("6.2.5.b", "Estrategia de comunicación", ""),
        ("6.2.5.c", "Calendario de eventos de diálogo", "eventos_de_dialogo"),
        ("6.2.5.d", "Informes de rendición de cuentas en el menú Transparencia", ""),
        ("6.2.5.e", "Canal para eventos de diálogo", ""),
        ("6.2.5.f", "Preguntas y respuestas de los eventos de diálogo", ""),
        ("6.2.5.g", "Memorias de cada evento", ""),
        ("6.2.5.h", "Acciones de mejora incorporadas", ""),
    ],
    "Control social": [
        ("6.2.6.a", "Modalidades de control social", ""),
        ("6.2.6.b", "Convocatoria cuando inicia un programa, proyecto o contrato", ""),
        ("6.2.6.c", "Resumen del tema objeto de vigilancia", ""),
        ("6.2.6.d", "Informes del interventor o supervisor", ""),
        ("6.2.6.e", "Herramienta de evaluación de las actividades", ""),
        ("6.2.6.f", "Registro de las observaciones de las veedurías", ""),
        ("6.2.6.g", "Acciones de mejora", ""),
    ],
}


def agregar(apps, schema_editor):
    Item = apps.get_model("estrategia", "ItemITA")
    todos = [(grupo, *item) for grupo, items in ITEMS.items() for item in items]
    Item.objects.bulk_create(
        Item(
            edicion=EDICION,
            codigo=codigo,
            grupo=grupo,
            texto=texto,
            evidencia=evidencia,
            orden=orden,
        )
        for orden, (grupo, codigo, texto, evidencia) in enumerate(todos, start=1)
    )


def quitar(apps, schema_editor):
    apps.get_model("estrategia", "ItemITA").objects.filter(edicion=EDICION).delete()


class Migration(migrations.Migration):

    dependencies = [("estrategia", "0007_ita_y_direcciones_reservadas")]

    operations = [migrations.RunPython(agregar, quitar)]
