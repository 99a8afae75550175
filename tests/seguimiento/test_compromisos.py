"""Los compromisos: quién los cierra, qué número llevan y cómo pasan de un año a otro."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma.nueva_vigencia import copiar_a_vigencia
from estrategia.historia import historia_de
from seguimiento import compromisos, continuidad, cumplimiento
from seguimiento.hechos import CompromisoEvaluado
from seguimiento.models import Compromiso
from seguimiento.models.compromiso import EstadoDeCompromiso
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
)
from tests.factories.prometido import HASTA, crear_accion, crear_compromiso, crear_reunion

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
EN_2027 = datetime(2027, 1, 20, 15, tzinfo=UTC)


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2026)


@pytest.fixture
def ana(estrategia):
    return crear_usuario(entidad=estrategia.entidad, first_name="Ana")


@pytest.fixture
def luis(estrategia):
    return crear_usuario(entidad=estrategia.entidad, first_name="Luis")


@pytest.fixture
def compromiso(estrategia, ana):
    return crear_compromiso(estrategia, por=ana)


def dicho(compromiso, por, como="Se pintó el 3 de mayo."):
    return compromisos.decir_cumplido(compromiso, por=por, ahora=AHORA, como=como)


# --- Registrar --------------------------------------------------------------------------------


def test_los_numeros_van_sin_saltos_en_cada_estrategia(estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2027)

    numeros = [crear_compromiso(una).numero for una in (estrategia, estrategia, otra, estrategia)]

    assert numeros == [1, 2, 1, 3]


def test_un_registro_que_falla_no_gasta_numero(estrategia):
    with pytest.raises(ValidationError):
        crear_compromiso(estrategia, texto="  ")

    assert crear_compromiso(estrategia).numero == 1


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("\u200b ", "Escriba a qué se comprometió la entidad."),
        ("Llamar a doña Rosa al 310 555 12 34", "trae lo que parece un dato personal: celular"),
        ("Escribir a rosa@correo.com", "trae lo que parece un dato personal: correo"),
    ],
)
def test_lo_que_leera_el_publico_dice_algo_y_no_nombra_a_nadie(estrategia, texto, frase):
    with pytest.raises(ValidationError) as error:
        crear_compromiso(estrategia, texto=texto)

    assert frase in str(error.value.message_dict["texto"])


def test_la_dependencia_y_la_reunion_son_de_la_misma_estrategia(estrategia):
    ajena, reunion = crear_dependencia(), crear_reunion()

    with pytest.raises(ValidationError) as error:
        crear_compromiso(estrategia, dependencia=ajena, encuentro=reunion)

    assert error.value.messages == [
        f"«{ajena}» es de otra entidad.",
        "La reunión es de otra estrategia.",
    ]


# --- Cumplir: lo cierra otra persona ----------------------------------------------------------


def test_quien_dice_que_cumplio_no_lo_verifica_y_otra_persona_si(compromiso, ana, luis):
    por_verificar = dicho(compromiso, ana)
    assert por_verificar.estado == EstadoDeCompromiso.POR_VERIFICAR

    with pytest.raises(ValidationError, match="debe hacerlo otra persona"):
        compromisos.verificar(por_verificar, por=ana, ahora=AHORA)
    cerrado = compromisos.verificar(por_verificar, por=luis, ahora=AHORA, nota="Fui y lo vi.")

    assert (cerrado.estado, cerrado.cerrado_por, cerrado.nota_de_cierre) == (
        EstadoDeCompromiso.CERRADO,
        luis,
        "Fui y lo vi.",
    )


def test_la_base_de_datos_tampoco_deja_que_lo_cierre_la_misma_persona(compromiso, ana):
    dicho(compromiso, ana)

    with (
        pytest.raises(IntegrityError, match="compromiso_lo_cierra_otra_persona"),
        transaction.atomic(),
    ):
        Compromiso.objects.update(estado="cerrado", cerrado_en=AHORA, cerrado_por=ana)


@pytest.mark.parametrize(
    "verbo", [compromisos.devolver, compromisos.declarar_incumplido], ids=lambda v: v.__name__
)
def test_quien_dijo_que_cumplio_tampoco_lo_devuelve_ni_lo_declara_incumplido(
    compromiso, ana, verbo
):
    dicho(compromiso, ana)

    with pytest.raises(ValidationError, match="debe hacerlo otra persona"):
        verbo(compromiso, por=ana, ahora=AHORA, nota="No")


def test_devuelto_vuelve_a_quedar_abierto_con_su_nota_y_lo_escrito(compromiso, ana, luis):
    dicho(compromiso, ana)

    devuelto = compromisos.devolver(compromiso, por=luis, ahora=AHORA, nota="Falta el pasillo.")

    assert (
        devuelto.estado,
        devuelto.nota_de_cierre,
        devuelto.como_se_cumplio,
        devuelto.cumplido_por,
    ) == (EstadoDeCompromiso.ABIERTO, "Falta el pasillo.", "Se pintó el 3 de mayo.", None)
    assert historia_de(devuelto)[0].razon == "Devuelto: Falta el pasillo."
    assert dicho(devuelto, ana).estado == EstadoDeCompromiso.POR_VERIFICAR


@pytest.mark.parametrize(
    ("verbo", "campo", "frase"),
    [
        ("decir_cumplido", {"como": " "}, "Diga cómo se cumplió."),
        ("devolver", {"nota": ""}, "Diga qué falta para darlo por cumplido."),
        ("declarar_incumplido", {"nota": ""}, "Diga por qué no se cumplió."),
    ],
)
def test_cada_paso_pide_lo_suyo(compromiso, ana, luis, verbo, campo, frase):
    if verbo == "devolver":
        dicho(compromiso, ana)

    with pytest.raises(ValidationError, match=frase):
        getattr(compromisos, verbo)(compromiso, por=luis, ahora=AHORA, **campo)


def test_lo_cerrado_no_admite_mas_pasos(compromiso, luis):
    incumplido = compromisos.declarar_incumplido(
        compromiso, por=luis, ahora=AHORA, nota="No hubo pintura."
    )

    assert cumplimiento.pendientes_para_decir_cumplido(incumplido) == ["Ya está cerrado."]
    assert cumplimiento.pendientes_para_declarar_incumplido(incumplido, por=luis) == [
        "Ya está cerrado."
    ]


def test_no_se_verifica_lo_que_nadie_ha_dicho(compromiso, luis):
    with pytest.raises(ValidationError, match="todavía no ha dicho que lo cumplió"):
        compromisos.verificar(compromiso, por=luis, ahora=AHORA)


# --- Quién puede ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "dice", "verifica"),
    [
        ("planeacion", True, True),
        ("dependencia", True, False),
        ("control", False, True),
        ("comunicaciones", False, False),
        ("consulta", False, False),
    ],
)
def test_quien_dice_y_quien_verifica(compromiso, rol, dice, verifica):
    dependencia = compromiso.dependencia if rol == "dependencia" else None
    usuario = crear_usuario(rol=rol, entidad=compromiso.estrategia.entidad, dependencia=dependencia)

    puede = (
        compromisos.puede_decir_cumplido(usuario, compromiso, hoy=HOY),
        compromisos.puede_verificar(usuario, compromiso, hoy=HOY),
    )

    assert puede == (dice, verifica)


def test_una_dependencia_no_habla_por_otra_ni_nadie_por_otra_entidad(compromiso):
    entidad = compromiso.estrategia.entidad
    vecina = crear_usuario(rol="dependencia", dependencia=crear_dependencia(entidad=entidad))
    ajena = crear_usuario(rol="planeacion", entidad=crear_entidad())

    for usuario in (vecina, ajena):
        assert not compromisos.puede_decir_cumplido(usuario, compromiso, hoy=HOY)


# --- De un año a otro -------------------------------------------------------------------------


def test_lo_abierto_pasa_al_anio_siguiente_una_sola_vez(estrategia, ana, luis):
    nueva = crear_estrategia(entidad=estrategia.entidad, vigencia=2027)
    crear_compromiso(nueva)
    abierto = crear_compromiso(estrategia, texto="Abierto")
    por_verificar = dicho(crear_compromiso(estrategia, texto="Dicho"), ana)
    cerrado = compromisos.verificar(
        dicho(crear_compromiso(estrategia, texto="Cerrado"), ana), por=luis, ahora=AHORA
    )

    compromisos.continuar(estrategia, nueva, por=ana, ahora=EN_2027)
    compromisos.continuar(estrategia, nueva, por=ana, ahora=EN_2027)

    pasados = list(nueva.compromisos.exclude(viene_de=None).order_by("numero"))
    assert [(una.numero, una.viene_de, una.estado, una.texto) for una in pasados] == [
        (2, abierto, "abierto", "Abierto"),
        (3, por_verificar, "por_verificar", "Dicho"),
    ]
    assert not Compromiso.objects.filter(viene_de=cerrado).exists()


def test_el_que_paso_se_sigue_en_el_anio_nuevo(compromiso, ana):
    nueva = crear_estrategia(entidad=compromiso.estrategia.entidad, vigencia=2027)
    compromisos.continuar(compromiso.estrategia, nueva, por=ana, ahora=EN_2027)

    with pytest.raises(ValidationError, match="Pasó a 2027 con el número 1: siga allá"):
        dicho(compromiso, ana)


def test_no_pasa_hacia_atras_ni_a_otra_entidad(estrategia, ana):
    anterior = crear_estrategia(entidad=estrategia.entidad, vigencia=2025)

    with pytest.raises(ValidationError, match="Elija una estrategia de un año después de 2026"):
        compromisos.continuar(estrategia, anterior, por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="entidades distintas"):
        compromisos.continuar(estrategia, crear_estrategia(vigencia=2027), por=ana, ahora=AHORA)


def test_al_copiar_antes_de_fin_de_anio_se_avisa_y_despues_pasan(estrategia, ana):
    crear_actividad(estrategia=estrategia, fecha_programada="junio")
    crear_compromiso(estrategia)
    crear_accion(estrategia)

    a_tiempo = copiar_a_vigencia(estrategia, 2027, por=ana, ahora=AHORA)
    despues = copiar_a_vigencia(estrategia, 2028, por=ana, ahora=EN_2027)

    quedan = "compromisos abiertos, 1; acciones de mejora, 1"
    assert f"Siguen en 2026: {quedan}. Páselos cuando ese año termine." in [
        una.que for una in a_tiempo.por_mirar
    ]
    assert not a_tiempo.estrategia.compromisos.exists()
    assert f"Pasaron de 2026: {quedan}." in [una.que for una in despues.por_mirar]
    assert (despues.estrategia.compromisos.count(), despues.estrategia.acciones.count()) == (1, 1)


def test_antes_de_fin_de_anio_no_se_pasan_a_mano(compromiso, ana):
    nueva = crear_estrategia(entidad=compromiso.estrategia.entidad, vigencia=2027)

    with pytest.raises(ValidationError, match="El año 2026 no ha terminado"):
        continuidad.pasar(compromiso.estrategia, nueva, por=ana, ahora=AHORA)


# --- Para la evaluación -----------------------------------------------------------------------


def test_el_estado_de_un_corte_es_el_de_su_ultimo_dia(estrategia, ana, luis):
    reunion = crear_reunion(estrategia=estrategia)
    uno = crear_compromiso(
        estrategia, encuentro=reunion, responsable="Jefe de planta", hasta=date(2026, 5, 16)
    )
    crear_compromiso(estrategia, ahora=AHORA + timedelta(days=60))
    dicho(uno, ana)
    compromisos.verificar(uno, por=luis, ahora=AHORA + timedelta(days=20))

    comun = {
        "numero": 1,
        "texto": "Pintar la sala de espera.",
        "dependencia": str(uno.dependencia),
        "responsable": "Jefe de planta",
        "hasta": date(2026, 5, 16),
        "esta_vencido": False,
        "espacio": str(reunion),
        "como_se_cumplio": "Se pintó el 3 de mayo.",
    }
    assert compromisos.estado_actual(estrategia, hasta=date(2026, 5, 31)) == (
        CompromisoEvaluado(estado="por_verificar", **comun),
    )
    assert compromisos.estado_actual(estrategia, hasta=date(2026, 6, 30)) == (
        CompromisoEvaluado(estado="cerrado", **comun),
    )
    assert compromisos.estado_actual(estrategia, hasta=date(2026, 5, 14)) == ()


def test_el_estado_actual_es_una_consulta_con_uno_o_con_tres(estrategia, django_assert_num_queries):
    for _ in range(2):
        crear_compromiso(estrategia, encuentro=crear_reunion(estrategia=estrategia))
        with django_assert_num_queries(1):
            compromisos.estado_actual(estrategia, hasta=date(2026, 12, 31))


def test_los_plazos_anteriores_salen_de_la_historia_con_su_porque(compromiso, ana):
    compromiso.hasta = HASTA + timedelta(days=30)
    cumplimiento.guardar(compromiso, por=ana, razon="Llovió toda la semana.")

    assert compromisos.plazos_anteriores(compromiso) == [(HASTA, "Llovió toda la semana.")]
