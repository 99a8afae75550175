"""El primer trimestre del Sanatorio: lo que el sistema calcula frente a lo que dice su hoja."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cronograma.documento import Documento
from cronograma.exportar.avances import con_avances
from cronograma.exportar.disposicion import texto_de
from cronograma.formatos import FORMATOS
from cronograma.publicacion import documento_de
from estrategia.catalogos import Rol
from seguimiento import cortes, ejemplos
from seguimiento.avance import Cifra, EstadoDeLinea, contar_estados, medir
from seguimiento.ejemplos_de_avance import cargar_avances
from seguimiento.models import Avance
from tests.factories.cortes import AHORA, HOY, SANATORIO, abrir_corte, cargar_sanatorio

pytestmark = pytest.mark.django_db

DE_LA_HOJA = {"N/A": EstadoDeLinea.NO_PROGRAMADA, "0%": EstadoDeLinea.PROGRAMADA}


@pytest.fixture
def estrategia():
    return cargar_sanatorio()


@pytest.fixture
def celdas():
    return [una["celdas"] for una in ejemplos.leer(SANATORIO)["actividades"]]


@pytest.fixture
def con_su_avance(estrategia):
    usuarios = ejemplos.crear_usuarios(estrategia.entidad, "clave-de-prueba")
    return cargar_avances(
        estrategia, ejemplos.leer(SANATORIO), usuarios=usuarios, ahora=AHORA, hoy=HOY
    )


def test_los_nueve_estados_se_calculan_sin_ningun_avance_y_son_los_de_la_hoja(estrategia, celdas):
    corte = abrir_corte(estrategia)

    calculados = [una.estado for una in cortes.lineas_de(corte, hoy=HOY)]

    assert not Avance.objects.exists()
    assert calculados == [DE_LA_HOJA[una["avance:T1"]] for una in celdas]
    assert calculados.count(EstadoDeLinea.PROGRAMADA) == 6
    assert calculados.count(EstadoDeLinea.NO_PROGRAMADA) == 3


def test_con_su_avance_las_seis_van_en_cero_y_el_cumplimiento_es_cero(con_su_avance):
    primero, _ = con_su_avance
    lineas = cortes.lineas_de(primero, hoy=HOY)

    assert primero.estado == "cerrado"
    assert [una.aceptado for una in lineas if una.se_pregunta] == [Decimal(0)] * 6
    assert [una.aceptado for una in lineas if not una.se_pregunta] == [None] * 3
    for cifra in (Cifra.REPORTADO, Cifra.ACEPTADO):
        medida = medir(lineas, cifra)
        assert (medida.cumplimiento, medida.cumplidas, medida.exigibles) == (Fraction(0), 0, 6)
        assert medida.sin_dato == 0


def test_en_el_segundo_trimestre_las_seis_siguen_ahi_vencidas(con_su_avance):
    _, segundo = con_su_avance

    lineas = cortes.lineas_de(segundo, hoy=HOY)

    assert (segundo.periodo, segundo.estado) == ("T2", "abierto")
    cuenta = contar_estados(lineas)
    assert (cuenta[EstadoDeLinea.REZAGADA], cuenta[EstadoDeLinea.NO_PROGRAMADA]) == (6, 3)
    assert medir(lineas, Cifra.REPORTADO).exigibles == 6


def test_de_las_no_programadas_se_guarda_su_observacion_y_ninguna_cifra(con_su_avance, celdas):
    primero, _ = con_su_avance
    sin_cifra = primero.avances.filter(porcentaje=None).order_by("actividad__orden")

    assert [uno.observacion for uno in sin_cifra] == [
        una["observacion:T1"] for una in celdas if una["avance:T1"] == "N/A"
    ]


def test_el_formato_oficial_dice_lo_mismo_que_la_hoja(con_su_avance, estrategia, celdas):
    formato = FORMATOS["estrategia"]
    version = estrategia.versiones.get()
    # Sin las celdas que trajo la hoja: lo que se lee sale de lo reportado.
    limpio = documento_de(version)
    documento = con_avances(limpio, estrategia, formato)

    assert leidas(documento, "avance:T1") == [una["avance:T1"] for una in celdas]
    assert leidas(documento, "observacion:T1") == [una["observacion:T1"] for una in celdas]
    assert leidas(documento, "avance:T2") == [""] * 9
    assert set(documento.avances["01"]) == {"avance:T1", "observacion:T1"}


def leidas(documento: Documento, clave: str) -> list[str]:
    columna = next(una for una in FORMATOS["estrategia"].columnas if una.clave == clave)
    return [texto_de(documento, columna, fila) for fila in documento.filas]


def test_cada_persona_de_ejemplo_hizo_lo_suyo(con_su_avance, estrategia):
    primero, _ = con_su_avance
    enviados = primero.avances.filter(estado="aceptado")

    assert {uno.enviado_por.asignaciones.get().rol for uno in enviados} == {Rol.DEPENDENCIA}
    assert {uno.revisado_por.asignaciones.get().rol for uno in enviados} == {Rol.PLANEACION}
    assert [uno.verbo for uno in primero.movimientos.all()] == ["abrir", "cerrar"]
    assert {uno.dependencia.nombre for uno in primero.recibos.all()} == {
        "Planeación",
        "Programa Hansen",
    }
