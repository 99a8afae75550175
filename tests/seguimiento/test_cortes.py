"""Los cortes: sus días, contra qué se mide cada línea, y lo que se fija al cerrar."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from seguimiento import cierre, cortes
from seguimiento.avance import Cifra, EstadoDeLinea, medir
from seguimiento.cortes.vigor import rige_desde
from seguimiento.models import Avance, Informe, MovimientoDeCorte, Peso, Verificacion
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    publicar,
)
from tests.factories.cortes import (
    AHORA,
    HOY,
    abrir_corte,
    enviar_y_aceptar,
    planeacion_de,
    reportar,
)

pytestmark = pytest.mark.django_db

FECHAS = {
    "01": "30/03/2026",
    "02": "30/08/2026",
    "03": "Mensual",
    "04": "Según solicitud",
    "05": "cuando se pueda",
    "06": "15/02/2026",
}
DESPUES = date(2026, 5, 4)


@pytest.fixture
def estrategia():
    estrategia = crear_estrategia()
    lider = crear_dependencia(entidad=estrategia.entidad, nombre="Líder")
    for codigo, cuando in FECHAS.items():
        crear_actividad(
            estrategia=estrategia, codigo=codigo, fecha_programada=cuando, dependencias=[lider]
        )
    publicar(estrategia)
    return estrategia


def una(estrategia, codigo):
    return estrategia.actividades.get(codigo=codigo)


def lineas(corte, *, hoy=HOY):
    return {linea.codigo: linea for linea in cortes.lineas_de(corte, hoy=hoy)}


def cerrar(corte, *, hoy=DESPUES):
    return cortes.cerrar(corte, por=planeacion_de(corte.estrategia), ahora=AHORA, hoy=hoy)


# --- Los plazos -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fecha", "vence"),
    [
        (date(2022, 4, 30), date(2022, 5, 13)),
        (date(2022, 8, 31), date(2022, 9, 14)),
        (date(2022, 12, 31), date(2023, 1, 16)),
        (date(2022, 3, 31), date(2022, 4, 18)),
        (date(2026, 3, 31), date(2026, 4, 16)),
    ],
)
def test_se_reporta_hasta_diez_dias_habiles_despues(fecha, vence):
    assert cortes.reporta_hasta(crear_entidad(), fecha).vence == vence


def test_los_dias_propios_de_la_entidad_corren_el_plazo():
    entidad = crear_entidad()
    entidad.dias_no_habiles.create(dia=date(2022, 5, 2), motivo="Ferias del municipio")

    assert cortes.reporta_hasta(entidad, date(2022, 4, 30)).vence == date(2022, 5, 16)


def test_la_nota_dice_que_la_regla_ya_no_rige():
    assert "derogadas por el Decreto 1122 de 2024" in cortes.NOTA_DEL_PLAZO


# --- Abrir ----------------------------------------------------------------------------------


def test_se_abre_con_los_dias_de_fabrica_y_deja_rastro(estrategia):
    corte = abrir_corte(estrategia)

    assert (corte.periodo, corte.fecha) == ("T1", date(2026, 3, 31))
    assert (corte.reporta_hasta, corte.estado) == (date(2026, 4, 16), "abierto")
    assert [uno.verbo for uno in corte.movimientos.all()] == ["abrir"]


def test_las_fechas_son_dato_de_la_entidad(estrategia):
    corte = abrir_corte(estrategia, fecha=date(2026, 3, 20), reporta_hasta=date(2026, 3, 25))

    cambiado = cortes.cambiar_plazos(corte, fecha=date(2026, 3, 31), reporta_hasta=date(2026, 5, 1))

    assert (cambiado.fecha, cambiado.reporta_hasta) == (date(2026, 3, 31), date(2026, 5, 1))
    with pytest.raises(ValidationError, match="no antes"):
        cortes.cambiar_plazos(corte, fecha=date(2026, 3, 31), reporta_hasta=date(2026, 3, 1))


def test_conviven_cortes_por_trimestre_y_por_cuatrimestre(estrategia):
    abrir_corte(estrategia, "T1")

    assert abrir_corte(estrategia, "C1").fecha == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("periodo", "frase"),
    [
        ("T1", "Ya hay un corte del 1.er trimestre de 2026"),
        ("T3", "empieza el 01/07/2026"),
        ("X9", "No se reconoce el periodo"),
    ],
)
def test_lo_que_impide_abrir_se_dice(estrategia, periodo, frase):
    abrir_corte(estrategia, "T1")

    with pytest.raises(ValidationError, match=frase):
        abrir_corte(estrategia, periodo)


def test_un_corte_pide_una_version_que_rija():
    sin_publicar = crear_estrategia()
    tardia = crear_estrategia()
    crear_actividad(estrategia=tardia)
    publicar(tardia, fecha=date(2026, 4, 5))

    for estrategia in (sin_publicar, tardia):
        with pytest.raises(ValidationError, match="no regía ninguna versión"):
            abrir_corte(estrategia)


def test_el_ultimo_dia_cae_en_su_periodo(estrategia):
    with pytest.raises(ValidationError, match="entre el 01/01/2026 y el 31/03/2026"):
        abrir_corte(estrategia, fecha=date(2026, 4, 2))


# --- Las líneas -----------------------------------------------------------------------------


def test_cada_actividad_tiene_su_linea_y_su_estado_se_calcula(estrategia):
    suyas = lineas(abrir_corte(estrategia))

    assert not Avance.objects.exists()
    assert {codigo: linea.estado for codigo, linea in suyas.items()} == {
        "01": EstadoDeLinea.PROGRAMADA,
        "02": EstadoDeLinea.NO_PROGRAMADA,
        "03": EstadoDeLinea.PROGRAMADA,
        "04": EstadoDeLinea.POR_DEMANDA,
        "05": EstadoDeLinea.SIN_FECHA,
        "06": EstadoDeLinea.PROGRAMADA,
    }
    assert {codigo: linea.esperado for codigo, linea in suyas.items()} == {
        "01": Fraction(1), "02": Fraction(0), "03": Fraction(1, 4),
        "04": None, "05": None, "06": Fraction(1),
    }  # fmt: skip


def test_lo_guardado_sin_enviar_no_lo_ha_dicho_nadie(estrategia):
    corte = abrir_corte(estrategia)
    reportar(corte, una(estrategia, "01"), 40)
    assert lineas(corte)["01"].reportado is None

    enviar_y_aceptar(corte, estrategia.entidad.dependencias.get())
    linea = lineas(corte)["01"]
    assert (linea.reportado, linea.aceptado, linea.dato_al) == (40, 40, date(2026, 3, 31))
    assert linea.esta_aceptada


def test_lo_vencido_sigue_en_cada_corte_hasta_cumplirse(estrategia):
    lider = estrategia.entidad.dependencias.get()
    primero = abrir_corte(estrategia, "T1")
    reportar(primero, una(estrategia, "01"), 60)
    reportar(primero, una(estrategia, "06"), 100)
    enviar_y_aceptar(primero, lider)
    cerrar(primero)
    segundo = abrir_corte(estrategia, "T2")

    suyas = lineas(segundo)

    assert suyas["01"].estado is EstadoDeLinea.REZAGADA
    assert (suyas["01"].anterior, suyas["01"].reportado) == (60, None)
    assert suyas["06"].estado is EstadoDeLinea.CUMPLIDA_ANTES
    assert suyas["06"].alcanzado(Cifra.ACEPTADO) == 1
    # En blanco no hereda: cuenta cero y sin reporte.
    assert suyas["01"].cumplimiento(Cifra.ACEPTADO) == 0
    reportar(segundo, una(estrategia, "01"), 100)
    enviar_y_aceptar(segundo, lider)
    cerrar(segundo, hoy=date(2026, 8, 1))
    tercero = abrir_corte(estrategia, "T3", hoy=date(2026, 8, 1))
    assert lineas(tercero, hoy=date(2026, 8, 1))["01"].estado is EstadoDeLinea.CUMPLIDA_ANTES


def test_solo_lo_aceptado_cuenta_como_anterior(estrategia):
    primero = abrir_corte(estrategia, "T1")
    reportar(primero, una(estrategia, "01"), 100)
    segundo = abrir_corte(estrategia, "C1")

    assert lineas(segundo)["01"].anterior is None


def test_por_solicitud_entra_solo_si_hubo_solicitudes(estrategia):
    corte = abrir_corte(estrategia)
    assert lineas(corte)["04"].exigido is None

    reportar(corte, una(estrategia, "04"), None, solicitudes_recibidas=4, solicitudes_atendidas=3)
    enviar_y_aceptar(corte, estrategia.entidad.dependencias.get())

    assert lineas(corte)["04"].cumplimiento(Cifra.ACEPTADO) == Fraction(3, 4)


def test_los_encuentros_se_cuentan_hasta_el_ultimo_dia(estrategia):
    mensual = una(estrategia, "03")
    for ocasion, dia in ((1, date(2026, 1, 20)), (2, date(2026, 2, 20)), (4, date(2026, 4, 2))):
        crear_encuentro(actividad=mensual, fecha=dia, ocasion=ocasion, estado="realizado")

    linea = lineas(abrir_corte(estrategia))["03"]

    assert (linea.encuentros_realizados, linea.encuentros_esperados) == (2, 3)


def test_el_peso_de_la_actividad_va_en_la_linea(estrategia):
    Peso.objects.create(actividad=una(estrategia, "01"), valor=Decimal("2.5"))

    assert lineas(abrir_corte(estrategia))["01"].peso == Decimal("2.5")


def test_las_lineas_cuestan_lo_mismo_sean_una_o_seis(estrategia, django_assert_num_queries):
    otra = crear_estrategia(entidad=estrategia.entidad, tipo="rendicion")
    crear_actividad(estrategia=otra)
    publicar(otra)
    for corte in (abrir_corte(estrategia), abrir_corte(otra)):
        with django_assert_num_queries(8):
            cortes.lineas_de(corte, hoy=HOY)


def test_el_orden_en_que_se_reporta_no_cambia_la_medida(estrategia):
    corte = abrir_corte(estrategia)
    for codigo in ("06", "01", "03"):
        reportar(corte, una(estrategia, codigo), 20)
    enviar_y_aceptar(corte, estrategia.entidad.dependencias.get())
    suyas = cortes.lineas_de(corte, hoy=HOY)

    assert medir(reversed(suyas), Cifra.ACEPTADO) == medir(suyas, Cifra.ACEPTADO)


# --- Contra qué versión ---------------------------------------------------------------------


def nueva_version(estrategia, dia):
    return publicar(
        estrategia,
        fecha=dia,
        ahora=datetime.combine(dia, datetime.min.time(), UTC).replace(hour=17),
    )


def test_el_corte_abierto_sigue_la_version_nueva_y_el_cerrado_no(estrategia):
    corte = abrir_corte(estrategia, hoy=date(2026, 2, 1))
    actividad = una(estrategia, "02")
    actividad.fecha_programada = "20/03/2026"
    actividad.save()
    nueva_version(estrategia, date(2026, 3, 1))

    assert lineas(corte, hoy=date(2026, 2, 15))["02"].estado is EstadoDeLinea.NO_PROGRAMADA
    assert lineas(corte, hoy=HOY)["02"].estado is EstadoDeLinea.PROGRAMADA

    cerrado = cerrar(corte)
    actividad.fecha_programada = "20/12/2026"
    actividad.save()
    nueva_version(estrategia, date(2026, 3, 15))
    assert cerrado.version.numero == 2
    assert lineas(cerrado)["02"].estado is EstadoDeLinea.PROGRAMADA


def test_una_version_posterior_al_ultimo_dia_no_cuenta(estrategia):
    una(estrategia, "01")
    nueva_version(estrategia, date(2026, 4, 5))

    assert cortes.version_de(abrir_corte(estrategia), hoy=HOY).numero == 1


def test_lo_publicado_antes_rige_desde_su_documento_o_desde_enero(estrategia):
    (primera,) = estrategia.versiones.all()
    segunda = nueva_version(estrategia, date(2026, 4, 5))

    assert rige_desde(primera) == date(2026, 1, 1)
    assert rige_desde(segunda) == date(2026, 4, 5)


# --- Cerrar y reabrir -----------------------------------------------------------------------


def test_cerrar_da_una_fila_a_cada_linea_y_la_fija(estrategia):
    corte = abrir_corte(estrategia)
    reportar(corte, una(estrategia, "01"), 80)
    enviar_y_aceptar(corte, estrategia.entidad.dependencias.get())
    antes = cortes.lineas_de(corte, hoy=HOY)

    cerrado = cerrar(corte)

    estados = dict(cerrado.avances.values_list("actividad__codigo", "estado"))
    assert estados == dict.fromkeys(FECHAS, "sin_reporte") | {"01": "aceptado"}
    assert {uno.publicada.version for uno in cerrado.avances.all()} == {cerrado.version}
    assert medir(cortes.lineas_de(cerrado, hoy=HOY), Cifra.ACEPTADO) == medir(antes, Cifra.ACEPTADO)
    assert [linea.estado for linea in cortes.lineas_de(cerrado, hoy=HOY)] == [
        linea.estado for linea in antes
    ]


def test_en_el_cerrado_se_ve_lo_que_control_verifica_despues(estrategia):
    corte = cerrar(abrir_corte(estrategia))
    avance = corte.avances.get(actividad__codigo="01")
    Verificacion.objects.create(
        avance=avance, porcentaje=35, por=planeacion_de(estrategia), en=AHORA
    )

    assert lineas(corte)["01"].verificado == 35
    assert lineas(corte)["01"].avance == avance.pk


@pytest.mark.parametrize(
    ("hoy", "frase"),
    [
        (date(2026, 3, 30), "ciérrelo desde ese día"),
        (HOY, "Espere hasta el 16/04/2026"),
    ],
)
def test_no_se_cierra_antes_de_tiempo(estrategia, hoy, frase):
    with pytest.raises(ValidationError, match=frase):
        cerrar(abrir_corte(estrategia), hoy=hoy)


def test_no_se_cierra_con_lo_enviado_sin_revisar(estrategia):
    corte = abrir_corte(estrategia)
    avance = reportar(corte, una(estrategia, "01"), 80)
    Avance.objects.filter(pk=avance.pk).update(
        estado="enviado", enviado_en=AHORA, enviado_por=avance.guardado_por
    )

    with pytest.raises(ValidationError, match="queda 1 línea enviada sin revisar"):
        cerrar(corte)


def test_reabrir_pide_razon_y_suelta_las_lineas(estrategia):
    cerrado = cerrar(abrir_corte(estrategia))
    quien = planeacion_de(estrategia)
    with pytest.raises(ValidationError, match="Escriba por qué"):
        cortes.reabrir(cerrado, por=quien, ahora=AHORA, razon="  ")

    corte = cortes.reabrir(cerrado, por=quien, ahora=AHORA, razon="Faltó un acta")

    assert (corte.estado, corte.version, corte.cerrado_en) == ("abierto", None, None)
    assert not corte.avances.exclude(linea=None).exists()
    ultimo = MovimientoDeCorte.objects.last()
    assert (ultimo.verbo, ultimo.por, ultimo.razon) == ("reabrir", quien, "Faltó un acta")
    reportar(corte, una(estrategia, "01"), 10)


def test_cerrado_no_se_reporta_ni_se_cambia_de_fecha(estrategia):
    cerrado = cerrar(abrir_corte(estrategia))

    with pytest.raises(ValidationError, match="El corte está cerrado"):
        reportar(cerrado, una(estrategia, "01"), 10)
    with pytest.raises(ValidationError, match="El corte está cerrado"):
        cortes.cambiar_plazos(cerrado, fecha=cerrado.fecha, reporta_hasta=cerrado.reporta_hasta)
    with pytest.raises(ValidationError, match="ya está cerrado"):
        cerrar(cerrado)


# --- En blanco, cero y no programada, en la base --------------------------------------------


@pytest.mark.parametrize(
    ("datos", "cabe"),
    [
        ({"estado": "sin_reporte"}, True),
        ({"estado": "sin_reporte", "porcentaje": 0}, False),
        ({"estado": "guardado", "porcentaje": 0}, True),
        ({"estado": "enviado", "porcentaje": 0}, False),
        ({"estado": "enviado", "porcentaje": 0, "por_que_cero": "No hubo contrato"}, True),
        ({"estado": "enviado"}, False),
        ({"estado": "guardado", "porcentaje": 101}, False),
        ({"estado": "guardado", "porcentaje": -1}, False),
        ({"estado": "devuelto", "porcentaje": 5, "nota_de_revision": ""}, False),
        ({"estado": "guardado", "porcentaje_aceptado": 5}, False),
        ({"estado": "guardado", "solicitudes_recibidas": 2, "solicitudes_atendidas": 3}, False),
        ({"estado": "guardado", "solicitudes_recibidas": 2}, False),
    ],
)
def test_la_base_distingue_blanco_cero_y_no_decir(estrategia, datos, cabe):
    por = planeacion_de(estrategia)
    enviado = {"enviado_en": AHORA, "enviado_por": por} if datos["estado"] == "enviado" else {}
    avance = Avance(
        corte=abrir_corte(estrategia), actividad=una(estrategia, "01"), **enviado | datos
    )

    if cabe:
        avance.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            avance.save()


# --- Cerrar el año --------------------------------------------------------------------------


def test_el_anio_se_cierra_cuando_se_evaluo_y_no_queda_nada_abierto(estrategia):
    corte = abrir_corte(estrategia)
    por = planeacion_de(estrategia)
    assert cierre.pendientes_para_cerrar(estrategia) == [
        "Cerrar los cortes que siguen abiertos: T1.",
        "Emitir la evaluación anual de la estrategia.",
    ]
    with pytest.raises(ValidationError):
        cierre.cerrar_estrategia(estrategia, por=por, ahora=AHORA)
    cerrar(corte)
    Informe.objects.create(
        estrategia=estrategia, periodo="anual", tipo="estrategia", estado="emitido", hechos={},
        sha256="0" * 64, creado_por=por, creado_en=AHORA, emitido_por=por, emitido_en=AHORA,
    )  # fmt: skip

    cerrada = cierre.cerrar_estrategia(estrategia, por=por, ahora=AHORA)

    assert (cerrada.cerrada_en, cerrada.cerrada_por) == (AHORA, por)
    for intento in (
        lambda: abrir_corte(cerrada, "T2"),
        lambda: cortes.reabrir(cerrada.cortes.get(), por=por, ahora=AHORA, razon="Otra"),
        lambda: cierre.cerrar_estrategia(cerrada, por=por, ahora=AHORA),
    ):
        with pytest.raises(ValidationError, match="ya está cerrado"):
            intento()


def test_un_informe_en_borrador_o_de_otra_clase_no_cierra_el_anio(estrategia):
    por = planeacion_de(estrategia)
    for tipo, periodo in (("estrategia", "anual"), ("control", "anual"), ("estrategia", "T4")):
        Informe.objects.create(
            estrategia=estrategia, periodo=periodo, tipo=tipo, creado_por=por, creado_en=AHORA
        )

    assert cierre.pendientes_para_cerrar(estrategia) == [
        "Emitir la evaluación anual de la estrategia."
    ]
