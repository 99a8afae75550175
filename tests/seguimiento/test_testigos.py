"""Lo reportado no se queda sin su actividad: deshacer una importación lo respeta."""

from datetime import timedelta

import pytest

from cronograma.importar import lote
from cronograma.importar.lectura import leer
from seguimiento import testigos
from tests.factories import crear_actividad, crear_dependencia, crear_estrategia, publicar
from tests.factories.cortes import AHORA, abrir_corte, reportar

pytestmark = pytest.mark.django_db

HOJA = "No;Actividad;Responsable;Fecha\n1;Realizar el encuentro de usuarios;SIAU;{}\n"


def importada(estrategia, cuando):
    contenido = HOJA.format(cuando).encode()
    preparada = lote.preparar(
        leer(contenido, "hoja.csv"),
        entidad=estrategia.entidad,
        estrategia=estrategia,
        vigencia=estrategia.vigencia,
        archivo=contenido,
    )
    return lote.confirmar(preparada, ahora=AHORA)


def test_deshacer_una_hoja_deja_la_actividad_que_ya_tiene_avance():
    estrategia = crear_estrategia(formato="")
    importada(estrategia, "marzo")
    publicar(estrategia, ahora=AHORA - timedelta(hours=1))
    reportar(abrir_corte(estrategia), estrategia.actividades.get(), 40)
    segunda = importada(estrategia, "junio")

    resultado = lote.deshacer(segunda, ahora=AHORA + timedelta(hours=1))

    assert resultado.dejadas == [
        ("01 · Realizar el encuentro de usuarios", "ya tiene avance reportado")
    ]
    assert estrategia.actividades.get().fecha_programada == "junio"


def test_una_fila_en_blanco_que_nadie_escribio_no_es_un_reporte():
    estrategia = crear_estrategia()
    actividad = crear_actividad(
        estrategia=estrategia, dependencias=[crear_dependencia(entidad=estrategia.entidad)]
    )
    publicar(estrategia)
    corte = abrir_corte(estrategia)
    corte.avances.create(actividad=actividad)

    assert testigos.tiene_reportes([actividad.pk], AHORA) == {}
