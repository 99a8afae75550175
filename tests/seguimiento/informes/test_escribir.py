"""Los informes como valor: qué secciones llevan, con qué títulos y de qué dato sale cada cifra."""

from dataclasses import replace
from fractions import Fraction

import pytest

from seguimiento.avance import Cuenta
from seguimiento.hechos import Preguntas, Satisfaccion
from seguimiento.informes import Hechos, Sello, escribir
from seguimiento.informes.escrito import Cifras, Parrafo, Tono
from seguimiento.informes.estrategia import CONTENIDOS_MINIMOS
from seguimiento.informes.hechos import Cuadro, en_bytes, huella_de
from seguimiento.informes.textos import escritos, por_escribir
from tests.factories.informes import (
    HUELLA,
    crear_evaluacion,
    crear_hechos,
    crear_sello,
)


def titulos(escrito, nivel=2):
    return [una.titulo for una in escrito.secciones if una.nivel == nivel]


def textos(escrito):
    return [
        bloque.texto
        for seccion in escrito.secciones
        for bloque in seccion.bloques
        if isinstance(bloque, Parrafo)
    ]


def cifras(escrito):
    (bloque,) = [
        bloque for s in escrito.secciones for bloque in s.bloques if isinstance(bloque, Cifras)
    ]
    return {una.rotulo: (una.texto, una.palabra, una.detalle) for una in bloque.cifras}


def test_la_evaluacion_de_la_estrategia_lleva_los_seis_contenidos_con_sus_palabras():
    escrito = escribir(crear_hechos("estrategia"), crear_sello())

    assert titulos(escrito) == [
        "Resumen",
        "Objetivo",
        "Cómo se evaluó",
        "1. Número de espacios de participación adelantados",
        "2. Grupos de valor involucrados",
        "3. Metas institucionales priorizadas sobre las que se rindió cuentas",
        "4. Evaluación y recomendaciones de cada espacio de rendición de cuentas",
        "5. Estado actual de los compromisos asumidos de cara a la ciudadanía",
        "6. Nivel de cumplimiento de las actividades establecidas en toda la estrategia",
        "Preguntas de la ciudadanía y convocatoria",
        "Lecciones aprendidas",
        "Acciones de mejora",
        "Conclusiones",
        "Recomendaciones",
        "Responsables del informe",
        "Adendas",
        "Constancia",
        "Anexo. Todas las actividades",
    ]


def test_cada_espacio_realizado_tiene_su_parte_y_el_aplazado_no():
    escrito = escribir(crear_hechos("estrategia"), crear_sello())

    partes = titulos(escrito, nivel=3)

    assert partes[:2] == [
        "Audiencia pública del primer semestre, 20/05/2026",
        "Encuentro con las juntas, abril, 18/04/2026",
    ]
    assert not any("Mesa de salud" in una for una in partes)


def test_la_de_control_interno_lleva_las_partes_de_una_evaluacion():
    escrito = escribir(crear_hechos("control"), crear_sello())

    assert titulos(escrito) == [
        "Resumen ejecutivo",
        "Objetivo",
        "Alcance",
        "Criterios",
        "Metodología",
        "Cumplimiento de la estrategia",
        "Lo verificado frente a lo aceptado",
        "Eficacia y pertinencia de los mecanismos de participación",
        "Contradicciones",
        "Hallazgos",
        "Acciones de mejora y juicio sobre las anteriores",
        "Conclusiones",
        "Recomendaciones generales",
        "Responsables del informe",
        "Adendas",
        "Constancia",
        "Anexo 1. Todas las actividades",
        "Anexo 2. La evidencia de cada actividad",
    ]


def test_lo_verificado_va_al_lado_de_lo_aceptado_de_las_mismas_actividades():
    escrito = escribir(crear_hechos("control"), crear_sello())

    assert (
        "Verificadas 5 de 10 actividades exigibles. En las mismas, lo verificado es 66\xa0% y lo "
        "aceptado por planeación, 84\xa0%." in textos(escrito)
    )
    filas = escrito.tabla("Verificadas").textos
    assert [fila[2:6] for fila in filas] == [
        ("100\xa0%", "100\xa0%", "0", "Sí"),
        ("100\xa0%", "80\xa0%", "−20", "Sí"),
        ("30\xa0%", "25\xa0%", "−5", "Sí"),
        ("60\xa0%", "0\xa0%", "−60", "No"),
        ("100\xa0%", "100\xa0%", "0", "Sí"),
    ]


def test_las_cifras_de_la_primera_pagina_dicen_de_quien_son():
    assert cifras(escribir(crear_hechos("estrategia"), crear_sello())) == {
        "Cumplimiento aceptado": ("69\xa0%", "en riesgo", "1 sin aceptar, que cuenta como cero"),
        "Actividades cumplidas": ("4 de 10", "", "de las que ya se esperaba algo"),
        "Encuentros realizados": ("5 de 8", "", "de los que el plan esperaba"),
        "Preguntas respondidas a tiempo": ("10 de 12", "", "de las que ya debían tener respuesta"),
        "Compromisos cumplidos": ("1 de 3", "", "verificados por otra persona"),
        "Satisfacción": ("4,1 de 5", "", "23 respuestas"),
    }


def test_lo_que_no_hubo_se_dice_y_no_se_vuelve_cero():
    vacia = crear_evaluacion(
        encuentros=Cuenta(0, 0),
        preguntas=Preguntas(),
        compromisos=(),
        satisfaccion=Satisfaccion(respuestas=3, claridad=Fraction(4)),
        espacios=(),
        grupos=(),
        metas=(),
        lecciones=(),
        acciones=(),
        contradicciones=(),
    )

    escrito = escribir(crear_hechos("estrategia", evaluacion=vacia), crear_sello())

    assert cifras(escrito)["Encuentros realizados"][0] == "ninguno"
    assert cifras(escrito)["Satisfacción"][::2] == ("sin medir", "muy pocas respuestas")
    assert [t.vacia for _, t in escrito.tablas if not t.filas] == [
        "No hubo espacios con fecha hasta este corte.",
        "Las actividades de la estrategia no dicen a qué grupos de valor invitan.",
        "Ninguna actividad está asociada a una meta institucional registrada.",
        "No se adquirieron compromisos con la ciudadanía hasta este corte.",
        "No se recibieron preguntas hasta este corte.",
        "No hay acciones de mejora registradas.",
    ]


def test_una_cuenta_de_personas_tan_pequena_que_senala_a_alguien_no_se_escribe():
    audiencia = crear_evaluacion().espacios[0]
    pocas = replace(
        audiencia,
        asistencia=(replace(audiencia.asistencia[0], personas=3), audiencia.asistencia[1]),
    )

    escrito = escribir(
        crear_hechos("estrategia", evaluacion=crear_evaluacion(espacios=(pocas,))), crear_sello()
    )

    assert (
        "15 personas (Juntas de acción comunal, <5; Veedurías ciudadanas, sin publicar). "
        "Satisfacción: 4,1 de 5, con 18 respuestas." in textos(escrito)
    )


def test_el_borrador_muestra_lo_que_falta_por_escribir_y_el_emitido_no_tiene_faltas():
    borrador = escribir(crear_hechos("control", textos={}), Sello())

    faltas = [
        seccion.titulo
        for seccion in borrador.secciones
        for bloque in seccion.bloques
        if isinstance(bloque, Parrafo) and bloque.tono is Tono.FALTA
    ]

    assert faltas == [
        "Resumen ejecutivo",
        "Eficacia",
        "Pertinencia",
        "Conclusiones",
        "Recomendaciones generales",
    ]
    assert por_escribir("control", crear_hechos("control").textos, crear_evaluacion()) == []


def test_la_redaccion_inicial_se_hace_con_los_datos_y_lo_borrado_a_proposito_queda_en_blanco():
    evaluacion = crear_evaluacion()

    assert escritos("control", {}, evaluacion)["alcance"] == (
        "Las 12 actividades del plan según la versión 2 del plan, del 10/02/2026, con lo ocurrido entre "
        "el 01/01/2026 y el 30/06/2026. Control interno verificó 5 de 10 actividades exigibles."
    )
    assert escritos("control", {"alcance": ""}, evaluacion)["alcance"] == ""


def test_las_evidencias_van_con_su_huella_y_la_direccion_solo_si_es_publica():
    tabla = escribir(crear_hechos("control"), crear_sello()).tabla("Evidencias")

    assert tabla.textos[:3] == (
        (
            "2. Audiencia pública de rendición de cuentas del primer semestre",
            "Acta de la actividad 2",
            "Archivo reservado",
            f"{2:064x}",
        ),
        (
            "2. Audiencia pública de rendición de cuentas del primer semestre",
            "Lista de asistencia",
            "Lista de asistencia: reservada",
            f"{92:064x}",
        ),
        (
            "2. Audiencia pública de rendición de cuentas del primer semestre",
            "Noticia en el sitio web",
            "https://ejemplo.gov.co/noticia",
            "—",
        ),
    )


def test_la_grafica_dibuja_las_celdas_de_su_tabla_y_las_dice_en_palabras():
    tabla = escribir(crear_hechos("estrategia"), crear_sello()).tabla("Por dependencia")

    assert tabla.dibujo.series[0].valores == tuple(fila[3] for fila in tabla.filas)
    assert tabla.dibujo.en_palabras == (
        "Gráfica de barras. Cumplimiento aceptado por dependencia. Secretaría de Gobierno: 58,8\xa0% "
        "(crítico); Secretaría de Planeación: 77,5\xa0% (en riesgo); Secretaría de Salud: 75\xa0% (en "
        "riesgo)."
    )


def test_el_informe_anual_trae_las_dos_lecturas_y_los_demas_no():
    evaluacion = crear_evaluacion(periodo="anual", nombre_del_periodo="año 2026")
    trimestre, _ = crear_evaluacion().tendencia
    cuatrimestre = replace(trimestre, periodo="C1", nombre="1.er cuatrimestre de 2026")
    lecturas = (trimestre, cuatrimestre)

    anual = escribir(
        crear_hechos("estrategia", evaluacion=evaluacion, lecturas=lecturas), crear_sello()
    )

    assert anual.portada.titulo == "Evaluación de la estrategia: informe anual"
    assert [fila[0] for fila in anual.tabla("Año por trimestres").textos] == [trimestre.nombre]
    assert [fila[0] for fila in anual.tabla("Año por cuatrimestres").textos] == [
        "1.er cuatrimestre de 2026"
    ]
    assert "El año, corte por corte" not in titulos(
        escribir(crear_hechos("estrategia"), crear_sello())
    )


def test_los_hechos_van_a_json_y_vuelven_iguales_con_la_misma_huella():
    cuadro = Cuadro(formato="estrategia", encabeza=0, titulos=("A",), grupos=("",), filas=(("x",),))
    hechos = crear_hechos(
        "control", cuadro=cuadro, avances={"a1": {"avance:T1": "0 %"}}, autor="Ana"
    )

    datos = hechos.como_dict()

    assert Hechos.desde_dict(datos) == hechos
    assert huella_de(Hechos.desde_dict(datos).como_dict()) == huella_de(datos)
    assert b'"autor": "Ana"' in en_bytes(datos)


def test_el_sello_dice_quien_cuando_con_que_huella_y_que_se_corrigio():
    escrito = escribir(crear_hechos("control"), crear_sello(consecutivo="CI-014"))

    assert escrito.portada.estado == "Emitido el 10/07/2026"
    assert dict(escrito.portada.datos)["Consecutivo"] == "CI-014"
    assert dict(escrito.portada.datos)["Emitido"] == "10/07/2026, 15:30, por Ana Ejemplo"
    assert HUELLA in textos(escrito)
    assert "Donde dice «cinco encuentros» léase «seis»." in textos(escrito)


@pytest.mark.parametrize("tipo", ["seguimiento", "estrategia", "control"])
def test_todo_informe_se_escribe_en_borrador_y_lo_dice(tipo):
    escrito = escribir(crear_hechos(tipo), Sello())

    assert escrito.portada.estado == "Borrador: las cifras pueden cambiar"
    assert escrito.portada.avisos == (
        "Este es un borrador. No es un informe emitido ni lo reemplaza.",
    )


def test_los_contenidos_minimos_son_seis_y_van_numerados():
    assert [uno[:2] for uno in CONTENIDOS_MINIMOS] == ["1.", "2.", "3.", "4.", "5.", "6."]
