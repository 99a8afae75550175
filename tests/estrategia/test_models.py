"""Las reglas que guarda la base de datos, y que llegan en español al formulario."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from estrategia.models import Alcance, Asignacion, Dependencia, Estrategia, Paso, Procedimiento
from tests.factories import (
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db


def rechaza(modelo, mensaje):
    """Comprueba que el formulario dice el mensaje y que la base tampoco lo deja pasar."""
    with pytest.raises(ValidationError) as error:
        modelo.full_clean()
    assert mensaje in error.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        modelo.save()


def test_estrategia_una_por_entidad_vigencia_y_tipo():
    primera = crear_estrategia(vigencia=2022, tipo="rendicion")
    repetida = Estrategia(
        entidad=primera.entidad, vigencia=2022, tipo="rendicion", nombre="Otra vez"
    )

    rechaza(repetida, "La entidad ya tiene una estrategia de ese tipo en esa vigencia.")


def test_estrategia_dos_tipos_en_el_mismo_anio_conviven():
    primera = crear_estrategia(vigencia=2022, tipo="rendicion")

    crear_estrategia(entidad=primera.entidad, vigencia=2022, tipo="participacion")

    assert primera.entidad.estrategias.count() == 2


def test_estrategia_de_un_anio_imposible_se_rechaza():
    estrategia = Estrategia(entidad=crear_entidad(), vigencia=22, nombre="Plan")

    rechaza(estrategia, "La vigencia es un año entre 2000 y 2100.")


def test_dependencia_no_se_repite_aunque_cambien_las_mayusculas():
    siau = crear_dependencia(nombre="Oficina de Atención", sigla="SIAU")

    rechaza(
        Dependencia(entidad=siau.entidad, nombre="OFICINA DE ATENCIÓN"),
        "La entidad ya tiene una dependencia con ese nombre.",
    )
    rechaza(
        Dependencia(entidad=siau.entidad, nombre="Otra", sigla="siau"),
        "La entidad ya tiene una dependencia con esa sigla.",
    )


def test_dependencia_dos_sin_sigla_conviven():
    entidad = crear_entidad()

    crear_dependencia(entidad=entidad, sigla="")
    crear_dependencia(entidad=entidad, sigla="")

    assert entidad.dependencias.count() == 2


def test_grupo_de_valor_visto_en_una_hoja_espera_confirmacion():
    assert crear_grupo().caracterizado is False


def test_usuario_con_sesion_administrativa_pertenece_a_una_entidad():
    usuario = crear_usuario()
    usuario.entidad = None

    rechaza(usuario, "Indique la entidad: solo quien administra la instalación puede no tenerla.")


def test_asignacion_de_dependencia_dice_cual():
    asignacion = Asignacion(usuario=crear_usuario(), rol="dependencia")

    rechaza(asignacion, "Indique la dependencia por la que la persona reporta.")


def test_asignacion_no_termina_antes_de_empezar():
    asignacion = Asignacion(
        usuario=crear_usuario(),
        rol="control",
        desde=date(2026, 3, 2),
        hasta=date(2026, 3, 1),
    )

    rechaza(asignacion, "La fecha final es anterior a la inicial.")


@pytest.mark.parametrize(
    ("desde", "hasta", "rige"),
    [
        (None, None, True),
        (date(2026, 5, 15), date(2026, 5, 15), True),
        (date(2026, 5, 16), None, False),
        (None, date(2026, 5, 14), False),
    ],
    ids=["sin límites", "el mismo día", "empieza mañana", "terminó ayer"],
)
def test_asignacion_por_encargo_rige_entre_sus_fechas(hoy, desde, hasta, rige):
    usuario = crear_usuario()
    Asignacion.objects.create(usuario=usuario, rol="planeacion", desde=desde, hasta=hasta)

    assert usuario.asignaciones.vigentes(hoy).exists() is rige


def test_alcance_oficial_no_se_repite_y_la_entidad_puede_tener_los_suyos():
    Alcance.objects.create(texto="Decidir de otro modo")
    propio = Alcance.objects.create(entidad=crear_entidad(), texto="Decidir de otro modo")

    assert not propio.es_oficial
    rechaza(Alcance(texto="Decidir de otro modo"), "Ese alcance ya existe.")


def test_paso_sin_numero_es_una_decision():
    procedimiento = Procedimiento.objects.create(
        entidad=crear_entidad(), nombre="Procedimiento", objetivo="Objetivo"
    )
    decision = Paso(
        procedimiento=procedimiento, etapa="formulacion", orden=1, nombre="¿Requiere ajustes?"
    )

    assert decision.es_decision
    decision.responsable = "Comité"
    rechaza(decision, "Una decisión no lleva responsable ni registro.")


def test_en_lo_publico_nadie_firma_con_el_usuario_con_que_entra():
    sin_nombre = crear_usuario(username="clave.interna")
    con_nombre = crear_usuario(first_name="Persona", last_name="de Ejemplo")

    assert sin_nombre.firma == "Persona sin nombre registrado"
    assert con_nombre.firma == "Persona de Ejemplo"
