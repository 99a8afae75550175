"""Publicar una convocatoria, medir su anticipación y lo que se aconseja."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from cronograma.encuentros import convocatorias
from cronograma.encuentros.convocatorias import Anticipacion
from cronograma.models import Encuentro
from cronograma.models.convocatoria import CLASES_PREVIAS
from estrategia.models import DiaNoHabilPropio
from tests.factories import AHORA, crear_actividad, crear_encuentro, crear_usuario
from tests.factories.convocatorias import (
    crear_convocatoria,
    crear_encuentro_en_vigor,
    crear_material,
)
from tests.factories.inscripciones import crear_inscripcion

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)


@pytest.fixture
def encuentro():
    return crear_encuentro_en_vigor(fecha=date(2026, 5, 25))


@pytest.fixture
def quien(encuentro):
    return crear_usuario(rol="comunicaciones", entidad=encuentro.actividad.estrategia.entidad)


def test_publicar_dice_quien_y_cuando_y_no_cambia_el_evento(encuentro, quien):
    borrador = crear_convocatoria(encuentro=encuentro, publicada=False)

    publicada = convocatorias.publicar(borrador, por=quien, ahora=AHORA)

    encuentro.refresh_from_db()
    assert (publicada.publicada_por, publicada.publicada_en) == (quien, AHORA)
    # La página cambió; el evento de la agenda es el mismo y su secuencia no sube.
    assert (encuentro.actualizado_en, encuentro.secuencia) == (AHORA, 0)


def test_publicar_dos_veces_no_cambia_la_fecha(encuentro, quien):
    convocatoria = crear_convocatoria(encuentro=encuentro)

    with pytest.raises(ValidationError, match="ya se publicó"):
        convocatorias.publicar(convocatoria, por=quien, ahora=AHORA + timedelta(days=3))

    convocatoria.refresh_from_db()
    assert convocatoria.publicada_en == AHORA


def test_no_se_convoca_a_lo_que_no_esta_en_vigor(quien):
    encuentro = crear_encuentro(actividad=crear_actividad(), fecha=date(2026, 5, 25))
    borrador = crear_convocatoria(encuentro=encuentro, publicada=False)

    with pytest.raises(ValidationError, match="versión en vigor"):
        convocatorias.publicar(borrador, por=quien, ahora=AHORA)


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"estado": "cancelado", "motivo": "Paro"}, "está cancelado"),
        ({"estado": "realizado"}, "está realizado"),
        ({"fecha": date(2026, 5, 14)}, "ya no se puede convocar"),
    ],
)
def test_no_se_convoca_a_lo_que_no_va_a_ocurrir(datos, frase, encuentro, quien):
    borrador = crear_convocatoria(encuentro=encuentro, publicada=False)
    Encuentro.objects.update(**datos)

    with pytest.raises(ValidationError, match=frase):
        convocatorias.publicar(borrador, por=quien, ahora=AHORA)


def test_la_anticipacion_se_mide_en_dias_de_calendario_y_habiles(encuentro):
    # Del viernes 15 al lunes 25 de mayo de 2026, con el lunes 18 festivo (Ascensión).
    convocatoria = crear_convocatoria(encuentro=encuentro)
    medida = convocatorias.anticipacion(convocatoria, hoy=date(2026, 5, 20))

    assert medida == Anticipacion(calendario=10, habiles=5, minimo=10)
    assert medida.alcanza
    assert medida.en_palabras == "10 días antes (5 hábiles)"

    entidad = encuentro.actividad.estrategia.entidad
    DiaNoHabilPropio.objects.create(entidad=entidad, dia=date(2026, 5, 20), motivo="Fiesta")
    assert convocatorias.anticipacion(convocatoria, hoy=HOY).habiles == 4


def test_sin_publicar_se_mide_desde_hoy(encuentro):
    borrador = crear_convocatoria(encuentro=encuentro, publicada=False)

    assert convocatorias.anticipacion(borrador, hoy=date(2026, 5, 24)).calendario == 1
    assert convocatorias.anticipacion(borrador, hoy=date(2026, 6, 1)).calendario == 0


def test_a_lo_que_no_le_falta_nada_no_se_le_aconseja_nada(encuentro):
    Encuentro.objects.update(hora_inicio=time(9), lugar="Auditorio")
    encuentro.refresh_from_db()
    convocatoria = crear_convocatoria(
        encuentro=encuentro,
        metodologia="Mesas",
        servicios=["subtitulos"],
        canales=["radio", "redes"],
    )
    for clase in CLASES_PREVIAS:
        crear_material(encuentro=encuentro, clase=clase)

    assert convocatorias.consejos(convocatoria, hoy=HOY) == []


def test_se_aconseja_cada_cosa_que_falta(encuentro):
    Encuentro.objects.update(fecha=date(2026, 5, 20))
    encuentro.refresh_from_db()
    crear_material(encuentro=encuentro, clase="gestion")
    consejos = convocatorias.consejos(crear_convocatoria(encuentro=encuentro), hoy=HOY)

    assert consejos == [
        "Se convocó 5 días antes (2 hábiles); la entidad se fijó 10. Ley 1757 de 2015, art. 104 h.",
        "Falta la hora: sin ella nadie sabe cuándo llegar.",
        "Falta dónde es: el lugar o el enlace.",
        "Falta decir cómo será. Ley 489 de 1998, art. 33.",
        "No ofrece ningún servicio de acceso, como intérprete de lengua de señas.",
        "Marque por qué canales se convoca: la ley pide todos los disponibles. Ley 1757 de 2015, art. 104 h.",
        "Falta la información previa de: «Avance de las metas», «Contratación», «Garantía de derechos», "
        "«Acciones de mejora», «Compromisos del Acuerdo de Paz», «Dónde consultar más» y "
        "«Reglas de juego». Publíquela antes de reunirse.",
    ]


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"recibe": False, "cupo": 30}, "recibe_inscripciones"),
        ({"recibe": True, "hasta": date(2026, 5, 26)}, "inscripciones_hasta"),
        ({"recibe": True, "cupo": 1}, "cupo"),
    ],
)
def test_la_inscripcion_que_se_contradice_se_rechaza(datos, campo, encuentro):
    for _ in range(2):
        crear_inscripcion(encuentro=encuentro)

    reparos = convocatorias.reparos_de_inscripcion(
        encuentro, **{"recibe": True, "cupo": None, "hasta": None} | datos
    )

    assert list(reparos) == [campo]


def test_fijar_lo_mismo_no_sube_la_secuencia(encuentro, quien):
    datos = {"recibe": True, "cupo": 30, "hasta": None, "por": quien}
    convocatorias.fijar_inscripcion(encuentro, **datos)
    convocatorias.fijar_inscripcion(encuentro, **datos)

    encuentro.refresh_from_db()
    assert (encuentro.recibe_inscripciones, encuentro.cupo, encuentro.secuencia) == (True, 30, 1)
