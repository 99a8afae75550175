"""«¿Se está cumpliendo?»: lo que la ciudadanía ve del avance, y lo que no."""

from datetime import date

import pytest

from estrategia.models import Fase
from seguimiento import cortes
from seguimiento.models import Informe
from tests.factories import crear_actividad, crear_dependencia, crear_estrategia, publicar
from tests.factories.cortes import (
    AHORA,
    abrir_corte,
    enviar_y_aceptar,
    planeacion_de,
    reportar,
)

pytestmark = pytest.mark.django_db

VENCIDO = date(2026, 4, 20)


@pytest.fixture
def dependencia():
    return crear_dependencia(nombre="Secretaría de Salud")


@pytest.fixture
def estrategia(dependencia):
    estrategia = crear_estrategia(entidad=dependencia.entidad, vigencia=2026)
    for numero, fecha in enumerate(("marzo", "marzo", "octubre"), start=1):
        crear_actividad(
            estrategia=estrategia,
            codigo=f"{numero:02d}",
            nombre=f"Actividad {numero}",
            fecha_programada=fecha,
            fases=[Fase.objects.get(ciclo="mipg", codigo="ejecucion")],
            dependencias=[dependencia],
        )
    publicar(estrategia)
    return estrategia


@pytest.fixture
def corte(estrategia, dependencia):
    """Abierto, con la primera aceptada al 100 % y la segunda sin reportar."""
    corte = abrir_corte(estrategia)
    reportar(corte, estrategia.actividades.get(codigo="01"), 100)
    enviar_y_aceptar(corte, dependencia)
    return corte


def cerrar(corte):
    return cortes.cerrar(corte, por=planeacion_de(corte.estrategia), ahora=AHORA, hoy=VENCIDO)


def direccion(estrategia, consulta=""):
    return f"/{estrategia.entidad.slug}/cronograma/2026/seguimiento/{consulta}"


def texto_de(client, estrategia, consulta=""):
    respuesta = client.get(direccion(estrategia, consulta))
    assert respuesta.status_code == 200
    return " ".join(respuesta.content.decode().split())


def test_antes_del_primer_corte_se_dice_cuando_cierra(client, estrategia, hoy):
    texto = texto_de(client, estrategia)

    assert "odavía no hay un corte cerrado" in texto


def test_un_corte_abierto_no_muestra_ninguna_cifra(client, corte):
    texto = texto_de(client, corte.estrategia)

    assert "odavía no hay un corte cerrado" in texto
    assert "100\N{NO-BREAK SPACE}%" not in texto


def test_cerrado_se_ve_lo_aceptado_en_palabras(client, corte):
    cerrar(corte)

    texto = texto_de(client, corte.estrategia)

    assert "1 de 2 actividades cumplidas a 31 de marzo de 2026" in texto
    assert "(1 sin reporte aceptado)" in texto
    assert "<strong>1</strong> todavía no empieza" in texto
    assert "Crítico" in texto
    assert "Secretaría de Salud" in texto
    assert "Ejecución participativa" in texto


def test_lo_reportado_que_no_se_acepto_no_se_ve(client, estrategia, dependencia):
    corte = abrir_corte(estrategia)
    avance = reportar(corte, estrategia.actividades.get(codigo="01"), 77)
    cerrar(corte)

    texto = texto_de(client, estrategia)

    assert avance.porcentaje == 77
    assert "77\N{NO-BREAK SPACE}%" not in texto
    assert "(2 sin reporte aceptado)" in texto


def test_se_puede_pedir_un_corte_anterior_y_uno_que_no_existe_se_dice(client, corte):
    cerrar(corte)

    assert "31 de marzo de 2026" in texto_de(client, corte.estrategia, "?corte=T1")
    respuesta = client.get(direccion(corte.estrategia, "?corte=T3"))
    assert respuesta.status_code == 404
    assert "No hay un corte cerrado «T3» en 2026." in respuesta.content.decode()


def test_la_portada_de_la_entidad_dice_como_va(client, corte):
    cerrar(corte)

    texto = " ".join(client.get(f"/{corte.estrategia.entidad.slug}/").content.decode().split())

    assert "¿Se está cumpliendo?" in texto
    assert "1 de 2 actividades cumplidas a 31 de marzo de 2026." in texto


def test_cerrar_un_corte_cambia_la_huella_de_la_pagina(client, corte):
    antes = client.get(direccion(corte.estrategia))["ETag"]
    igual = client.get(direccion(corte.estrategia), headers={"If-None-Match": antes})
    cerrar(corte)

    assert igual.status_code == 304
    cambiada = client.get(direccion(corte.estrategia), headers={"If-None-Match": antes})
    assert cambiada.status_code == 200


def test_un_informe_en_borrador_no_se_ofrece(client, corte):
    cerrar(corte)
    Informe.objects.create(
        estrategia=corte.estrategia,
        periodo="T1",
        tipo="seguimiento",
        creado_por=planeacion_de(corte.estrategia),
        creado_en=AHORA,
    )

    assert "<h3>Informes</h3>" not in texto_de(client, corte.estrategia)


def test_la_pagina_cuesta_lo_mismo_con_mas_actividades(
    client, corte, dependencia, django_assert_num_queries
):
    cerrar(corte)
    with django_assert_num_queries(13):
        client.get(direccion(corte.estrategia))
    otra = crear_estrategia(entidad=dependencia.entidad, vigencia=2025)
    for numero in range(1, 8):
        crear_actividad(
            estrategia=otra,
            codigo=f"{numero:02d}",
            fecha_programada="marzo",
            dependencias=[dependencia],
        )
    publicar(otra)
    cerrar(abrir_corte(otra))

    with django_assert_num_queries(13):
        client.get(f"/{otra.entidad.slug}/cronograma/2025/seguimiento/")
