"""La actividad: su código, el significado de su fecha y lo que la base no deja pasar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cronograma.models import Actividad, Encuentro, Responsabilidad
from cronograma.models.actividad import NOTA_DE_OTRO_TEXTO
from cronograma.programacion import Tipo
from estrategia.catalogos import Modalidad
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
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


def test_actividad_sin_codigo_recibe_el_siguiente_de_su_estrategia():
    estrategia = crear_estrategia()

    codigos = [crear_actividad(estrategia=estrategia).codigo for _ in range(3)]

    assert codigos == ["01", "02", "03"]


def test_actividad_siguiente_codigo_salta_los_que_la_entidad_ya_uso():
    estrategia = crear_estrategia()
    crear_actividad(estrategia=estrategia, codigo="02")

    assert crear_actividad(estrategia=estrategia).codigo == "03"


def test_actividad_codigo_no_se_repite_en_la_estrategia():
    primera = crear_actividad(codigo="PC-01")
    repetida = Actividad(estrategia=primera.estrategia, codigo="PC-01", nombre="Foro")

    rechaza(repetida, "Ya hay una actividad con ese código en la estrategia.")


def test_actividad_guarda_lo_escrito_y_lo_que_significa():
    actividad = crear_actividad(
        estrategia=crear_estrategia(vigencia=2022), fecha_programada="1er Cuatrimestre"
    )

    assert actividad.fecha_programada == "1er Cuatrimestre"
    assert (actividad.tipo_programacion, actividad.inicio, actividad.fin) == (
        "cuatrimestre",
        date(2022, 1, 1),
        date(2022, 4, 30),
    )
    assert actividad.fecha_por_revisar is False


def test_actividad_de_fecha_no_entendida_queda_por_revisar():
    actividad = crear_actividad(fecha_programada="cuando florezcan los guayacanes")

    assert actividad.tipo_programacion == Tipo.INDETERMINADA.value
    assert list(Actividad.objects.por_revisar()) == [actividad]


def test_actividad_cambiar_el_texto_cambia_el_significado():
    actividad = crear_actividad(fecha_programada="marzo")

    actividad.fecha_programada = "junio"
    actividad.save()

    assert (actividad.inicio, actividad.fin) == (date(2026, 6, 1), date(2026, 6, 30))


def test_actividad_mientras_el_texto_no_cambie_el_significado_tampoco():
    """Cambiar la gramática no altera en silencio lo que ya se había entendido."""
    actividad = crear_actividad(fecha_programada="marzo")
    Actividad.objects.filter(pk=actividad.pk).update(inicio=date(2026, 2, 1))

    actividad.refresh_from_db()
    actividad.save()

    assert actividad.inicio == date(2026, 2, 1)


def test_actividad_lo_fijado_a_mano_manda_y_se_conserva():
    actividad = crear_actividad(
        fecha_programada="cuando florezcan los guayacanes",
        fecha_fijada="del 1 al 15 de febrero de 2026",
    )

    assert actividad.fecha_programada == "cuando florezcan los guayacanes"
    assert (actividad.inicio, actividad.fin) == (date(2026, 2, 1), date(2026, 2, 15))
    assert actividad.fecha_por_revisar is False


def test_actividad_lo_fijado_a_mano_para_otro_texto_pide_revision():
    """La entidad cambió la celda: lo fijado se conserva, pero nadie lo ha confirmado."""
    actividad = crear_actividad(
        fecha_programada="cuando florezcan los guayacanes", fecha_fijada="febrero de 2026"
    )

    actividad.fecha_programada = "marzo"
    actividad.save()
    assert (actividad.inicio, actividad.fecha_por_revisar) == (date(2026, 2, 1), True)
    assert actividad.programacion.notas == (NOTA_DE_OTRO_TEXTO,)

    actividad.fecha_fijada = ""
    actividad.save()
    assert (actividad.inicio, actividad.fecha_por_revisar) == (date(2026, 3, 1), False)


def test_actividad_sigue_a_la_vigencia_de_su_estrategia():
    actividad = crear_actividad(fecha_programada="marzo")

    actividad.estrategia.vigencia = 2027
    actividad.estrategia.save()

    actividad.refresh_from_db()
    assert (actividad.inicio, actividad.fin) == (date(2027, 3, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("presencial", "virtual", "modalidad"),
    [
        (True, True, Modalidad.MIXTA),
        (True, False, Modalidad.PRESENCIAL),
        (False, True, Modalidad.VIRTUAL),
        (False, False, None),
    ],
)
def test_actividad_modalidad_sale_de_las_marcas(presencial, virtual, modalidad):
    assert Actividad(presencial=presencial, virtual=virtual).modalidad is modalidad


def test_actividad_se_retira_con_quien_cuando_y_por_que():
    actividad = crear_actividad()

    actividad.retirada_en = timezone.now()
    rechaza(actividad, "Registre juntos quién retira, cuándo y por qué.")

    actividad.retirada_por, actividad.retirada_motivo = crear_usuario(), "Se unió a la 04"
    actividad.save()
    assert not Actividad.objects.vigentes().exists()


def test_actividad_tiene_una_sola_dependencia_lider():
    actividad = crear_actividad(dependencias=[crear_dependencia(), crear_dependencia()])
    segunda = actividad.responsabilidades.get(es_lider=False)

    segunda.es_lider = True

    rechaza(segunda, "La actividad ya tiene una dependencia líder.")


def test_responsabilidad_no_se_repite():
    dependencia = crear_dependencia()
    actividad = crear_actividad(dependencias=[dependencia])

    with pytest.raises(IntegrityError), transaction.atomic():
        Responsabilidad.objects.create(actividad=actividad, dependencia=dependencia)


@pytest.mark.parametrize("estado", ["aplazado", "cancelado"])
def test_encuentro_que_no_ocurre_dice_por_que(estado):
    encuentro = crear_encuentro()

    encuentro.estado = estado

    rechaza(encuentro, "Diga en público por qué se aplaza o se cancela.")


def test_encuentro_no_termina_antes_de_empezar():
    encuentro = Encuentro(
        actividad=crear_actividad(),
        fecha=date(2026, 6, 1),
        hora_inicio="10:00",
        hora_fin="09:00",
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        encuentro.save()


@pytest.mark.parametrize("cuantas", [1, 3])
def test_actividades_completas_en_un_numero_fijo_de_consultas(cuantas, django_assert_num_queries):
    estrategia = crear_estrategia()
    for _ in range(cuantas):
        crear_actividad(
            estrategia=estrategia, dependencias=[crear_dependencia(entidad=estrategia.entidad)]
        )

    with django_assert_num_queries(7):
        filas = [actividad.fila() for actividad in Actividad.objects.completas()]

    assert len(filas) == cuantas
