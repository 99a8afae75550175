"""Cargar los documentos de ejemplo: todo lo que traen queda en la base, y solo una vez."""

from collections import Counter

import pytest

from cronograma.formatos import casillas, valores
from cronograma.models import Actividad, Encuentro
from cronograma.periodos import ClasePeriodo, periodos_de
from cronograma.programacion import esta_programada
from cronograma.publicacion import documento_de_trabajo
from estrategia.catalogos import FASES, EtapaProcedimiento
from estrategia.models import Alcance, Entidad, Estrategia, Fase, Firma, Paso, ResultadoEsperado
from seguimiento import ejemplos

pytestmark = pytest.mark.django_db


def test_cargar_guarda_todas_las_actividades(datos):
    entidad, estrategia, nueva = ejemplos.cargar(datos)

    assert nueva
    assert estrategia.entidad == entidad
    filas = [actividad.fila() for actividad in estrategia.actividades.completas()]
    assert [(fila.orden, fila.numero, fila.nombre) for fila in filas] == [
        (orden, una["numero"], una["nombre"])
        for orden, una in enumerate(datos["actividades"], start=1)
    ]
    for fila, una in zip(filas, datos["actividades"], strict=True):
        assert set(fila.grupos) == set(una.get("grupos", []))
        assert set(fila.instancias) == set(una.get("instancias", []))
        assert {fase.codigo for fase in fila.fases} == set(una.get("fases", []))
        assert [d.nombre.lower() for d in fila.dependencias] == [
            n.lower() for n in una.get("dependencias", [])
        ]
        assert [d.es_lider for d in fila.dependencias[:2]] == [True, False][
            : len(fila.dependencias)
        ]


def test_cada_celda_se_vuelve_a_escribir_como_estaba(datos, formato):
    _, estrategia, _ = ejemplos.cargar(datos)

    escritas = [
        {
            columna.clave: texto
            for columna in formato.columnas
            if (texto := valores.celda(columna, fila))
        }
        for fila in (actividad.fila() for actividad in estrategia.actividades.completas())
    ]

    assert escritas == [una["celdas"] for una in datos["actividades"]]


def test_cada_casilla_se_vuelve_a_escribir_como_estaba(datos, formato):
    _, estrategia, _ = ejemplos.cargar(datos)
    documento = documento_de_trabajo(estrategia)

    titulos = casillas.titulos(formato, documento)
    escritas = {f"titulo:{n}": titulo for n, titulo in enumerate(titulos, start=1)} | {
        casilla.campo: casillas.celda(casilla, documento)
        for casilla in (*formato.encabezado, *formato.pie)
    }

    assert escritas == datos["estrategia"]["encabezado"]
    assert estrategia.encabezado.keys() == escritas.keys()


def test_los_cuatrimestres_marcados_son_los_programados():
    datos = ejemplos.leer("003_cronograma_rendicion_alcaldia_2021.json")
    _, estrategia, _ = ejemplos.cargar(datos)
    cuatrimestres = periodos_de(2021, ClasePeriodo.CUATRIMESTRE)

    programados = [
        [c.numero for c in cuatrimestres if esta_programada(actividad.programacion, c)]
        for actividad in estrategia.actividades.order_by("orden")
    ]

    assert programados == [una["cuatrimestres"] for una in datos["actividades"]]
    assert not estrategia.actividades.por_revisar().exists()


def test_el_encabezado_del_plan_queda_en_la_estrategia():
    _, estrategia, _ = ejemplos.cargar(ejemplos.leer("002_plan_caja_honor_2023.json"))

    assert estrategia.politica == "Política de participación ciudadana en la gestión pública"
    assert estrategia.lider.sigla == "OAPLA"
    assert {una.sigla for una in estrategia.apoyo.all()} == {"ARCOM", "ASERA", "ARACF", "ARVIV"}
    assert (estrategia.version_documento, str(estrategia.fecha_documento)) == ("1", "2023-01-26")
    assert list(Firma.objects.values_list("papel", "nombre", "cargo", "fecha")) == [
        (
            "consolido",
            "Carlos Arturo Contreras",
            "Profesional Especializado Oficina Asesora de Planeación",
            None,
        ),
        ("reviso", "Lina María Rendón Lozano", "Jefe Oficina Asesora de Planeación", None),
    ]


def test_el_procedimiento_tiene_sus_pasos_y_sus_decisiones():
    entidad, estrategia, nuevo = ejemplos.cargar(ejemplos.leer("004_procedimiento.json"))

    assert nuevo
    assert estrategia is None
    pasos = entidad.procedimiento.pasos
    assert Counter(pasos.exclude(numero=None).values_list("etapa", flat=True)) == {
        EtapaProcedimiento.FORMULACION: 8,
        EtapaProcedimiento.EJECUCION: 5,
        EtapaProcedimiento.SEGUIMIENTO: 4,
    }
    assert [(paso.orden, paso.nombre) for paso in pasos.filter(numero=None)] == [
        (7, "¿La Estrategia Anual de Atención y servicio al ciudadano requiere ajustes?"),
        (
            15,
            "¿Se requiere hacer Seguimiento a la Estrategia Anual de Atención y servicio al ciudadano?",
        ),
    ]
    assert [str(paso) for paso in Paso.objects.filter(es_control=True)] == [
        "4. P.C. Verificar la participación de los ciudadanos, usuarios y grupos de interés",
        "3. P.C. Evaluar los resultados de las actividades",
    ]
    assert entidad.procedimiento.definiciones.count() == 4


def test_cargar_dos_veces_deja_lo_mismo(cuentas):
    primera = [ejemplos.cargar(datos)[2] for datos in ejemplos.documentos()]
    antes = cuentas()

    segunda = [ejemplos.cargar(datos)[2] for datos in ejemplos.documentos()]

    assert (primera, segunda) == ([True] * 5, [False] * 5)
    assert cuentas() == antes
    assert Actividad.objects.count() == 76
    assert not Encuentro.objects.exists()


def test_cargar_conserva_lo_que_una_persona_cambio():
    datos = ejemplos.leer("002_plan_caja_honor_2023.json")
    ejemplos.cargar(datos)
    Entidad.objects.update(telefono="(601) 000 0000")
    Estrategia.objects.update(nombre="Plan de participación")

    ejemplos.cargar(datos)

    assert Entidad.objects.get().telefono == "(601) 000 0000"
    assert Estrategia.objects.get().nombre == "Plan de participación"


# --- Lo que fija la norma ------------------------------------------------------------------


def test_las_fases_de_la_base_son_las_del_catalogo():
    en_la_base = Fase.objects.order_by("orden").values_list("ciclo", "codigo", "nombre")

    assert list(en_la_base) == [tuple(fase) for fase in FASES]


def test_solo_son_oficiales_los_alcances_y_resultados_que_el_formato_atestigua():
    actividades = ejemplos.leer("001_estrategia_sanatorio_contratacion_2022.json")["actividades"]
    atestiguados = [(una["alcance"], una["resultado"]) for una in actividades if "alcance" in una]

    assert [
        (r.alcance.texto, r.texto) for r in ResultadoEsperado.objects.order_by("pk")
    ] == atestiguados
    assert Alcance.objects.count() == len(atestiguados)
    assert all(alcance.es_oficial and alcance.en_palabras for alcance in Alcance.objects.all())
