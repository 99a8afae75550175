"""Retirar: una actividad que ya fue pública, y una versión que lleva un dato personal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cronograma import aprobacion
from cronograma.aprobacion import porques_de_retiro, retirar, retirar_version
from cronograma.cobertura import ejecutar_control
from cronograma.historial import RESERVADO, historial_de, retiro_de
from cronograma.models import Version
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion")


@pytest.fixture
def estrategia(quien):
    estrategia = crear_estrategia(entidad=quien.entidad)
    dependencia = crear_dependencia(entidad=quien.entidad)
    for codigo, nombre in (("01", "Audiencia"), ("02", "Foro"), ("03", "Mesa")):
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=nombre,
            fecha_programada="1 de junio",
            observaciones="Llame a Persona de Prueba",
            dependencias=[dependencia],
        )
    return estrategia


@pytest.fixture
def dos_versiones(estrategia, quien):
    """La 2 corrige un dato personal, retira el foro y lleva acta."""
    publicar(estrategia, por=quien)
    retirar(estrategia.actividades.get(codigo="02"), por=quien, ahora=AHORA, motivo="Se unió a 01")
    audiencia = estrategia.actividades.get(codigo="01")
    audiencia.observaciones = ""
    audiencia.save()
    version = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    ejecutar_control(estrategia, por=quien, ahora=AHORA, razon="Se caracteriza este año")
    version = aprobacion.presentar_al_comite(version, por=quien, ahora=AHORA)
    version = aprobacion.aprobar(
        version,
        por=quien,
        ahora=AHORA,
        acta="Acta 2",
        fecha=HOY,
        organo="Comité",
        enlace="https://entidad.example.org/acta",
    )
    aprobacion.publicar(
        version,
        por=quien,
        ahora=AHORA,
        hoy=HOY,
        motivo="Se corrige",
        porques={"01": "Tenía un dato que no debía"},
    )
    return list(Version.objects.publicadas().order_by("numero"))


def mensajes(funcion, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.messages


def test_porque_de_una_retirada_es_su_motivo_sin_volver_a_escribirlo(dos_versiones, estrategia):
    assert porques_de_retiro(estrategia) == {"02": "Se unió a 01"}
    cambio = dos_versiones[1].cambios.get(codigo="02")
    assert (cambio.clase, cambio.porque) == ("retirada", "Se unió a 01")


def test_retiro_dice_en_que_version_y_por_que(dos_versiones, estrategia):
    publicada, retiro = retiro_de(estrategia, "02")

    assert (publicada.version, publicada.fila.nombre) == (dos_versiones[0], "Foro")
    assert (retiro.version, retiro.porque) == (dos_versiones[1], "Se unió a 01")
    assert retiro_de(estrategia, "01") is None
    assert retiro_de(estrategia, "99") is None


def test_retirar_dos_veces_se_rechaza(estrategia, quien):
    mesa = estrategia.actividades.get(codigo="03")
    retirar(mesa, por=quien, ahora=AHORA, motivo="No se hará")

    assert mensajes(retirar, mesa, por=quien, ahora=AHORA, motivo="Otra vez") == [
        "Ya está retirada."
    ]


def test_retirar_version_exige_motivo_y_que_sea_publica(dos_versiones, estrategia, quien):
    en_preparacion = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    datos = {"por": quien, "ahora": AHORA}

    assert mensajes(retirar_version, en_preparacion, **datos, motivo="Sí") == [
        "La versión no se ha publicado: no hay nada que retirar."
    ]
    assert mensajes(retirar_version, dos_versiones[0], **datos, motivo=" ") == [
        "Escribir la razón."
    ]


def test_version_retirada_conserva_su_huella_su_motivo_y_su_paso(dos_versiones, quien):
    retirada = retirar_version(dos_versiones[0], por=quien, ahora=AHORA, motivo="Dato personal")

    assert (retirada.retirada_por, retirada.retirada_en, retirada.retirada_motivo) == (
        quien,
        AHORA,
        "Dato personal",
    )
    assert retirada.transiciones.last().verbo == "retirar_version"
    assert Version.objects.en_vigor().get() == dos_versiones[1]


def test_retirar_la_que_rige_no_revive_la_anterior(dos_versiones, estrategia, quien):
    retirar_version(dos_versiones[1], por=quien, ahora=AHORA, motivo="Dato personal")

    assert not Version.objects.en_vigor().exists()
    # La siguiente se compara con la última publicada, y no vuelve a ser «la primera».
    tercera = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    assert tercera.numero == 3
    assert aprobacion.cambios_por_publicar(tercera, hoy=HOY) == []


def test_cambios_no_muestran_lo_que_salia_de_una_version_retirada(dos_versiones, estrategia, quien):
    sin_retirar = historial_de(estrategia)[0].cambios
    assert "Persona de Prueba" in repr(sin_retirar)

    retirar_version(dos_versiones[0], por=quien, ahora=AHORA, motivo="Dato personal")
    segunda, primera = historial_de(estrategia)

    assert primera.cambios == ()
    assert "Persona de Prueba" not in repr(segunda.cambios)
    assert [(una.codigo, una.nombre) for una in segunda.cambios] == [
        ("01", "Audiencia"),
        ("02", RESERVADO),
    ]
    assert {campo.antes for una in segunda.cambios for campo in una.campos} == {RESERVADO}


def test_historial_no_consulta_mas_por_tener_mas_versiones(
    dos_versiones, estrategia, quien, django_assert_num_queries
):
    with django_assert_num_queries(3):
        historial_de(estrategia)
