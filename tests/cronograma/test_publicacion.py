"""Publicar congela: lo público no cambia aunque cambien las filas de trabajo."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma import publicacion
from cronograma.aprobacion import pendientes_para_registrar_previa, registrar_publicacion_previa
from cronograma.documento import Calidad, Cambio, Firmante
from cronograma.models import ActividadPublicada, Etiqueta, Version
from estrategia.models import Fase
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_firma,
    crear_formato_de_entidad,
    crear_grupo,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital de Ejemplo", slug="hospital")
    return crear_estrategia(
        entidad=entidad,
        vigencia=2022,
        nombre="Cronograma de participación",
        formato="cronograma",
        fecha_documento=date(2022, 1, 27),
        version_documento="01",
    )


def test_publicar_congela_los_nombres_como_estaban(estrategia):
    grupo = crear_grupo(entidad=estrategia.entidad, nombre="Veedores")
    crear_actividad(estrategia=estrategia, nombre="Foro", grupos=[grupo])
    version = publicar(estrategia)

    grupo.nombre = "Veedurías ciudadanas"
    grupo.save()

    assert version.filas.get().fila.grupos == ("Veedores",)


def test_publicar_numera_las_versiones_y_solo_la_ultima_esta_en_vigor(estrategia):
    crear_actividad(estrategia=estrategia)

    primera, segunda = publicar(estrategia), publicar(estrategia, motivo="Cambió una fecha")

    assert (primera.numero, segunda.numero) == (1, 2)
    assert list(Version.objects.en_vigor()) == [segunda]
    assert {una.version for una in ActividadPublicada.objects.publicas()} == {segunda}


def test_publicar_no_lleva_las_actividades_retiradas(estrategia):
    queda = crear_actividad(estrategia=estrategia)
    crear_actividad(
        estrategia=estrategia,
        retirada_en=AHORA,
        retirada_por=crear_usuario(),
        retirada_motivo="Se unió a otra",
    )

    assert [una.actividad for una in publicar(estrategia).filas.all()] == [queda]


def test_publicar_sin_actividades_se_rechaza_y_no_deja_version(estrategia):
    version = Version(estrategia=estrategia, numero=1, estado="publicada", motivo="Primera")

    with pytest.raises(ValidationError, match="sin actividades"):
        publicacion.congelar(version)

    assert not Version.objects.exists()


def test_registrar_previa_pide_documento_y_actividades(estrategia):
    faltan = pendientes_para_registrar_previa(estrategia, documento=" ")

    assert faltan == [
        "Indicar el documento que la entidad ya había publicado.",
        "Agregar al menos una actividad.",
    ]
    with pytest.raises(ValidationError) as error:
        registrar_publicacion_previa(estrategia, por=crear_usuario(), documento=" ", ahora=AHORA)
    assert error.value.messages == faltan


def test_registrar_previa_dice_que_la_aprobacion_no_consta(estrategia):
    crear_actividad(estrategia=estrategia)

    version = publicar(
        estrategia, documento="Cronograma en PDF", etiqueta="01", fecha=date(2022, 1, 27)
    )

    assert publicacion.procedencia(version) == (
        "Publicación previa: Cronograma en PDF, versión 01, del 27/01/2022. "
        "La aprobación no consta en el sistema."
    )


def test_version_publicada_sin_motivo_no_entra_en_la_base(estrategia):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(estrategia=estrategia, numero=1, estado="publicada")


def test_etiquetas_dicen_todo_por_lo_que_se_filtra(estrategia):
    fase = Fase.objects.get(codigo="diagnostico")
    crear_actividad(
        estrategia=estrategia,
        es_participacion=True,
        presencial=True,
        fases=[fase],
        grupos=[crear_grupo(entidad=estrategia.entidad, nombre="Veedores")],
        dependencias=[crear_dependencia(entidad=estrategia.entidad, nombre="Atención al usuario")],
        fecha_programada="1er trimestre",
    )

    publicar(estrategia)

    etiquetas = Etiqueta.objects.values_list("dimension", "codigo", "nombre")
    assert sorted(etiquetas) == [
        ("dependencia", "atencion-al-usuario", "Atención al usuario"),
        ("estrategia", "participacion", "Participación ciudadana"),
        ("fase", "diagnostico", "Diagnóstico participativo"),
        ("grupo", "veedores", "Veedores"),
        ("modalidad", "presencial", "Presencial"),
        ("periodo", "C1", "1.er cuatrimestre de 2022"),
        ("periodo", "M01", "enero de 2022"),
        ("periodo", "M02", "febrero de 2022"),
        ("periodo", "M03", "marzo de 2022"),
        ("periodo", "T1", "1.er trimestre de 2022"),
        ("seccion", "diagnostico", "Diagnóstico e identificación de problemas"),
    ]


@pytest.mark.parametrize(
    ("escrito", "periodo"),
    [
        ("Según solicitud", ("por_demanda", "Por solicitud")),
        ("???", ("por_definir", "Por definir")),
    ],
)
def test_etiquetas_de_lo_que_no_tiene_periodo(estrategia, escrito, periodo):
    crear_actividad(estrategia=estrategia, fecha_programada=escrito)

    publicar(estrategia)

    assert list(Etiqueta.objects.filter(dimension="periodo").values_list("codigo", "nombre")) == [
        periodo
    ]


def test_etiquetas_solo_se_guardan_de_la_version_en_vigor(estrategia):
    crear_actividad(estrategia=estrategia, virtual=True)
    publicar(estrategia)

    segunda = publicar(estrategia)

    assert {una.publicada.version for una in Etiqueta.objects.all()} == {segunda}


def test_reindexar_rehace_las_etiquetas_desde_lo_congelado(estrategia):
    crear_actividad(estrategia=estrategia, virtual=True)
    version = publicar(estrategia)
    antes = list(Etiqueta.objects.values_list("dimension", "codigo", "nombre"))
    Etiqueta.objects.all().delete()

    publicacion.reindexar(version)

    assert list(Etiqueta.objects.values_list("dimension", "codigo", "nombre")) == antes


def test_documento_de_una_version_lleva_su_encabezado_congelado(estrategia):
    crear_actividad(estrategia=estrategia, nombre="Foro")
    crear_firma(estrategia=estrategia, papel="reviso", nombre="Ana Demo", cargo="Jefe")
    crear_formato_de_entidad(entidad=estrategia.entidad, codigo="PL-FO-12", version="3")
    version = publicar(estrategia, motivo="Primera publicación")
    estrategia.nombre = "Otro nombre"
    estrategia.save()

    documento = publicacion.documento_de(version)

    assert documento.nombre == "Cronograma de participación"
    assert documento.casillas["fecha_documento"] == date(2022, 1, 27)
    assert documento.firmas == (Firmante("reviso", "Ana Demo", "Jefe", None),)
    assert documento.calidad == Calidad("PL-FO-12", "3")
    assert documento.cambios == (Cambio("1", AHORA.date(), "Primera publicación"),)
    assert [fila.nombre for fila in documento.filas] == ["Foro"]


def test_documento_de_una_version_vieja_no_cuenta_los_cambios_posteriores(estrategia):
    crear_actividad(estrategia=estrategia)
    primera = publicar(estrategia, motivo="Primera")
    publicar(estrategia, motivo="Segunda")

    assert [cambio.motivo for cambio in publicacion.documento_de(primera).cambios] == ["Primera"]


def test_documento_dice_el_dia_en_que_se_publico_en_bogota(estrategia):
    """A las 2 de la mañana de Londres, en Bogotá todavía es el día anterior."""
    crear_actividad(estrategia=estrategia)

    version = publicar(estrategia, ahora=datetime(2026, 5, 16, 2, tzinfo=UTC))

    assert publicacion.documento_de(version).cambios[0].fecha == date(2026, 5, 15)


def test_documento_de_trabajo_lee_las_filas_de_hoy(estrategia):
    crear_actividad(estrategia=estrategia, nombre="En preparación")

    documento = publicacion.documento_de_trabajo(estrategia)

    assert [fila.nombre for fila in documento.filas] == ["En preparación"]
    assert documento.version == ""


@pytest.mark.parametrize("cuantas", [1, 3])
def test_documento_de_una_version_en_dos_consultas(estrategia, cuantas, django_assert_num_queries):
    for _ in range(cuantas):
        crear_actividad(estrategia=estrategia)
    version = Version.objects.select_related("estrategia").get(pk=publicar(estrategia).pk)

    with django_assert_num_queries(2):
        assert len(publicacion.documento_de(version).filas) == cuantas
