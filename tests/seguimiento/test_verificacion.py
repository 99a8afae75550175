"""Control interno escribe lo suyo, y lo reportado queda como estaba."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from seguimiento.models import Avance, Verificacion
from seguimiento.verificacion import DISTINTA, SIN_BASE, pendientes_para_verificar, verificar
from tests.factories import crear_actividad, crear_estrategia, crear_usuario, publicar
from tests.factories.evaluacion import (
    crear_avance,
    crear_corte,
    crear_informe,
    emitido,
    instante,
)

pytestmark = pytest.mark.django_db
AHORA = instante(2026, 4, 20)


@pytest.fixture
def corte():
    estrategia = crear_estrategia()
    crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="15/03/2026")
    crear_actividad(estrategia=estrategia, codigo="02", fecha_programada="15/03/2026")
    publicar(estrategia, ahora=instante(2026, 1, 20))
    return crear_corte(estrategia)


@pytest.fixture
def actividad(corte):
    return corte.estrategia.actividades.get(codigo="01")


@pytest.fixture
def avance(corte, actividad):
    return crear_avance(corte, actividad, 100, aceptado=90, observacion="Se hizo")


@pytest.fixture
def control(corte):
    return crear_usuario(rol="control", entidad=corte.estrategia.entidad)


def como_esta(avance):
    return Avance.objects.filter(pk=avance.pk).values().get()


def test_queda_lo_que_control_encontro_y_el_avance_no_cambia(corte, actividad, avance, control):
    antes = como_esta(avance)

    verificacion = verificar(
        corte, actividad, por=control, ahora=AHORA,
        porcentaje=Decimal(70), hay_evidencia=True, observacion=" El acta no tiene firmas. ",
    )  # fmt: skip

    assert como_esta(avance) == antes
    assert Verificacion.objects.values().get() == {
        "id": verificacion.pk,
        "avance_id": avance.pk,
        "porcentaje": Decimal(70),
        "hay_evidencia": True,
        "observacion": "El acta no tiene firmas.",
        "por_id": control.pk,
        "en": AHORA,
    }


def test_corregirla_deja_una_sola_y_su_historia(corte, actividad, avance, control):
    verificar(corte, actividad, por=control, ahora=AHORA, porcentaje=Decimal(90))
    otra = crear_usuario(rol="control", entidad=corte.estrategia.entidad)
    despues = instante(2026, 4, 21)

    verificar(
        corte, actividad, por=otra, ahora=despues, porcentaje=Decimal(50), observacion="Revisada"
    )

    suya = avance.verificacion
    suya.refresh_from_db()
    assert (suya.porcentaje, suya.por, suya.en) == (Decimal(50), otra, despues)
    assert list(
        Verificacion.history.order_by("history_id").values_list("porcentaje", "history_user")
    ) == [(Decimal(90), control.pk), (Decimal(50), otra.pk)]


def test_lo_que_nadie_reporto_tambien_se_verifica_y_sigue_en_blanco(corte, control):
    otra = corte.estrategia.actividades.get(codigo="02")

    verificar(
        corte, otra, por=control, ahora=AHORA, porcentaje=Decimal(0), observacion="No se hizo"
    )

    avance = corte.avances.get(actividad=otra)
    assert (avance.estado, avance.porcentaje, avance.guardado_por) == ("sin_reporte", None, None)


@pytest.mark.parametrize(
    ("datos", "mensajes"),
    [
        ({}, {"__all__": ["Escriba la cifra, si encontró evidencia o una observación."]}),
        ({"observacion": "   "}, {"__all__": ["Escriba la cifra, si encontró evidencia o una observación."]}),
        ({"porcentaje": Decimal(90), "hay_evidencia": False}, {"observacion": [SIN_BASE]}),
        ({"porcentaje": Decimal(70)}, {"observacion": [DISTINTA]}),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("avance")
def test_lo_que_necesita_explicacion_no_se_guarda_sin_ella(
    corte, actividad, control, datos, mensajes
):
    with pytest.raises(ValidationError) as error:
        verificar(corte, actividad, por=control, ahora=AHORA, **datos)

    assert error.value.message_dict == mensajes
    assert not Verificacion.objects.exists()


def test_emitido_su_informe_lo_verificado_no_cambia(corte, actividad, avance, control):
    crear_informe(corte.estrategia, **emitido(corte.estrategia))

    with pytest.raises(ValidationError, match="agregue una adenda"):
        verificar(corte, actividad, por=control, ahora=AHORA, porcentaje=Decimal(90))


@pytest.mark.parametrize(
    ("periodo", "tipo", "emitir"),
    [("T1", "control", False), ("T2", "control", True), ("T1", "estrategia", True)],
)
def test_otro_informe_o_un_borrador_no_lo_impiden(corte, periodo, tipo, emitir):
    datos = emitido(corte.estrategia) if emitir else {}
    crear_informe(corte.estrategia, periodo, tipo, **datos)

    assert pendientes_para_verificar(corte) == []


def test_una_actividad_de_otra_estrategia_no_entra(corte, control):
    ajena = crear_actividad()

    with pytest.raises(ValidationError, match="no es de la estrategia"):
        verificar(corte, ajena, por=control, ahora=AHORA, porcentaje=Decimal(0))

    assert not Avance.objects.exists()
