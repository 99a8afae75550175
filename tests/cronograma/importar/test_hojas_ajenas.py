"""Hojas que no son de los cinco formatos: entran con todas sus filas y sin perder ninguna celda."""

import pytest

from cronograma.importar.analisis import analizar, leer_para
from cronograma.importar.lectura import leer
from tests.cronograma.importar import hojas_ajenas as ajenas

VIGENCIA = 2024


def analizada(archivo, nombre="hoja.xlsx", vigencia=VIGENCIA):
    leido = leer_para(leer(archivo, nombre), None)
    return analizar(leido, entidad=None, estrategia=None, vigencia=vigencia)


def valores(analisis):
    return [una.interpretada.valores for una in analisis.filas]


def perdidas(analisis):
    """Las celdas de las filas de actividad cuyo texto no quedó en ningún campo."""
    for una in analisis.filas:
        fila = una.interpretada.fila
        hoja = next(h.hoja for h in analisis.leido.hojas if h.hoja.nombre == fila.hoja)
        guardado = _todo(una.interpretada.valores)
        propias = {columna.numero for columna in fila.tabla.columnas}
        for numero in fila.filas:
            for (f, columna), celda in hoja.celdas.items():
                texto = " ".join((celda.formula or celda.texto).split())
                if f == numero and columna in propias and texto and texto not in guardado:
                    yield f, columna, texto


def _todo(valor):
    """Todos los textos de los valores, uno tras otro."""
    if isinstance(valor, dict):
        return " | ".join(_todo(uno) for uno in valor.values())
    if isinstance(valor, list | tuple):
        return " | ".join(_todo(uno) for uno in valor)
    return " ".join(str(valor).split())


@pytest.mark.parametrize("nombre", ajenas.XLSX)
def test_cada_hoja_entra_con_todas_sus_filas_y_celdas(nombre):
    archivo, cuantas = ajenas.XLSX[nombre]()

    analisis = analizada(archivo)

    assert len(analisis.filas) == cuantas
    assert list(perdidas(analisis)) == []
    assert [una for una in analisis.filas if una.interpretada.errores] == []


def test_el_componente_del_paac_separa_numero_y_actividad():
    archivo, _ = ajenas.paac_componente()

    primera = valores(analizada(archivo))[0]

    assert primera["numero"] == "1.1"
    assert primera["nombre"] == ajenas.VERBOS[0]
    assert primera["bloque"] == "Componente 3: Rendición de cuentas"
    assert primera["extras"] == {"Subcomponente": "Subcomponente 1\nInformación de calidad"}
    assert primera["dependencias"] == [["Oficina Asesora de Planeación", ""]]


def test_varias_hojas_de_componentes_son_un_solo_plan():
    archivo, _ = ajenas.paac_por_hojas()

    analisis = analizada(archivo)

    bloques = [una["bloque"] for una in valores(analisis)]
    assert bloques == ["COMPONENTE 1"] * 2 + ["COMPONENTE 2"] * 3 + ["COMPONENTE 3"] * 4
    assert analisis.leido.columnas_sin_ubicar == ["INDICADOR"]
    assert "Instrucciones" in analisis.leido.avisos[0]


def test_lo_programado_por_trimestre_dice_cuando_y_lo_ejecutado_se_conserva():
    archivo, _ = ajenas.poa_de_tres_filas_de_titulos()

    segunda = valores(analizada(archivo, vigencia=2023))[1]

    assert segunda["fecha_programada"] == "2.º trimestre de 2023"
    assert segunda["extras"]["PROGRAMACIÓN — II TRIMESTRE — P"] == "50%"
    assert segunda["extras"]["PROGRAMACIÓN — II TRIMESTRE — E"] == "25%"
    assert segunda["extras"]["SEGUIMIENTO — EVIDENCIA"] == "Carpeta 1"


def test_los_dos_seguimientos_quedan_con_su_actividad_y_los_totales_se_anotan():
    archivo, _ = ajenas.seguimiento_de_control_interno()

    analisis = analizada(archivo)

    primera = valores(analisis)[0]
    assert (primera["numero"], primera["nombre"]) == ("1.1", ajenas.VERBOS[0])
    assert primera["extras"]["PRIMER SEGUIMIENTO 30 DE ABRIL — % de avance"] == "100%"
    assert primera["extras"]["SEGUNDO SEGUIMIENTO 31 DE AGOSTO — % de avance"] == "N/A"
    notas = [d.celda for d in analisis.dudas if "totales" in d.mensaje]
    assert notas == ["C9", "C13", "C14"]
    papeles = [(f["papel"], f["nombre"]) for f in analisis.leido.encabezamiento.firmas]
    assert papeles == [("elaboro", "Ana Ruiz"), ("reviso", "Luis Mora")]


def test_las_marcas_por_mes_dicen_cuando():
    archivo, _ = ajenas.cronograma_mensual_de_marcas()

    assert (
        valores(analizada(archivo, vigencia=2025))[0]["fecha_programada"] == "enero y mayo de 2025"
    )


def test_una_marca_de_solo_color_se_entiende_y_se_pregunta():
    archivo, _ = ajenas.cronograma_de_colores()

    analisis = analizada(archivo)

    assert valores(analisis)[0]["fecha_programada"] == "enero y febrero de 2024"
    assert [d.celda for d in analisis.filas[0].interpretada.dudas] == ["C2"]


def test_los_subtitulos_son_el_bloque_y_el_codigo_es_el_numero():
    archivo, _ = ajenas.con_logo_y_casillas()

    analisis = analizada(archivo)

    assert [una["numero"] for una in valores(analisis)] == [f"PC-0{n}" for n in range(1, 7)]
    assert {una["bloque"] for una in valores(analisis)} == {
        "PROCESO DE GESTIÓN DE LA COMUNICACIÓN",
        "PROCESO DE ATENCIÓN AL USUARIO",
    }
    assert valores(analisis)[0]["grupos"] == ["Usuarios", "Veedores"]
    assert valores(analisis)[0]["presupuesto"] == "$ 1.500.000"
    assert valores(analisis)[0]["fecha_programada"] == "Trimestral"
    assert analisis.leido.encabezamiento.texto("version_documento") == "03"
    assert analisis.leido.encabezamiento.vigencia == 2024


def test_una_fecha_que_muestra_el_mes_es_el_mes():
    archivo, _ = ajenas.con_codigos_y_meses_de_excel()

    assert valores(analizada(archivo))[0]["fecha_programada"] == "feb-24"


def test_las_filas_y_columnas_ocultas_se_leen_y_se_dice():
    archivo, _ = ajenas.con_ocultas()

    analisis = analizada(archivo)

    assert valores(analisis)[1]["extras"] == {"Nota interna": "interna 1"}
    assert analisis.leido.avisos == [
        "Hoja «Plan»: hay filas ocultas que también se leyeron (3).",
        "Hoja «Plan»: hay columnas ocultas que también se leyeron (C).",
    ]


def test_una_fecha_que_solo_esta_en_la_meta_se_propone_y_se_pregunta():
    archivo, _ = ajenas.con_fecha_solo_en_la_meta()

    analisis = analizada(archivo)

    fechas = [una["fecha_programada"] for una in valores(analisis)]
    assert fechas == ["antes del 30 de junio de 2024", "", "en marzo y octubre", ""]
    preguntadas = [d.celda for d in analisis.todas_las_dudas if d.campo == "fecha_programada"]
    assert preguntadas[:1] == ["B2"]
    assert "B4" in preguntadas


def test_dos_tablas_una_al_lado_de_la_otra_son_dos_tablas():
    archivo, _ = ajenas.dos_tablas_lado_a_lado()

    nombres = [una["nombre"] for una in valores(analizada(archivo))]

    assert nombres == ajenas.VERBOS[:7]


def test_una_fila_partida_por_la_pagina_se_une_a_la_anterior():
    archivo, _ = ajenas.partida_por_paginas()

    analisis = analizada(archivo)

    segunda = valores(analisis)[1]
    assert segunda["nombre"].endswith("en la página web y en las redes sociales de la entidad")
    assert segunda["producto"] == "Informe publicado y divulgado"
    assert [d.celda for d in analisis.filas[1].interpretada.dudas if d.campo == "nombre"] == ["B7"]


def test_una_actividad_con_varios_productos_es_una_sola():
    archivo, _ = ajenas.actividad_con_varios_productos()

    assert valores(analizada(archivo))[0]["producto"] == "Producto 0.0\nProducto 0.1"


def test_con_tareas_cada_tarea_es_una_actividad_de_su_bloque():
    archivo, _ = ajenas.con_tareas()

    tercera = valores(analizada(archivo))[2]

    assert (tercera["nombre"], tercera["bloque"]) == (ajenas.VERBOS[2], "Actividad general 0")
    assert tercera["fecha_programada"] == "3.er trimestre de 2024"


def test_un_csv_de_excel_en_espanol_se_lee():
    archivo, cuantas = ajenas.en_csv()

    analisis = analizada(archivo, "plan.csv")

    assert len(analisis.filas) == cuantas
    assert list(perdidas(analisis)) == []
    assert valores(analisis)[0]["nombre"] == "Audiencia pública\nde rendición de cuentas"
    assert valores(analisis)[0]["presupuesto"] == "1.500,50"
    assert valores(analisis)[1]["fecha_programada"] == "Según demanda"


def test_los_componentes_de_una_sola_hoja_son_el_bloque_de_cada_actividad():
    archivo, _ = ajenas.componentes_en_una_sola_hoja()

    analisis = analizada(archivo, vigencia=2023)

    assert [una["bloque"] for una in valores(analisis)[::3]] == [
        "COMPONENTE 1: GESTIÓN DEL RIESGO",
        "COMPONENTE 2: RACIONALIZACIÓN DE TRÁMITES",
        "COMPONENTE 3: RENDICIÓN DE CUENTAS",
    ]
    firmas = [(f["papel"], f["nombre"], f["cargo"]) for f in analisis.leido.encabezamiento.firmas]
    assert firmas == [
        ("elaboro", "Marta Díaz", "Profesional"),
        ("reviso", "Luis Peña", "Jefe de Planeación"),
        ("aprobo", "Ana Gil", "Gerente"),
    ]


def test_una_barra_combinada_marca_todos_sus_meses():
    archivo, _ = ajenas.meses_bajo_trimestres()

    assert valores(analizada(archivo))[1]["fecha_programada"] == "marzo, abril y mayo de 2024"


def test_sin_titulo_de_actividad_se_toma_la_columna_que_la_trae():
    archivo, _ = ajenas.plan_de_accion_sin_columna_de_actividad()

    assert valores(analizada(archivo))[0]["nombre"] == f"1.1.1.1 {ajenas.VERBOS[0]}"


def test_la_tabla_de_debajo_no_es_de_actividades_y_se_dice():
    archivo, _ = ajenas.con_otra_tabla_debajo()

    assert "no se importó esa tabla" in analizada(archivo).leido.avisos[0]


def test_el_seguimiento_en_otra_hoja_queda_con_su_actividad():
    archivo, _ = ajenas.plan_y_seguimiento_en_dos_hojas()

    assert valores(analizada(archivo))[1]["extras"] == {
        "Seguimiento — % de avance": "10%",
        "Seguimiento — Evidencia": "Acta 1",
    }


def test_los_objetivos_encima_de_cada_tabla_son_el_bloque():
    archivo, _ = ajenas.por_objetivos()

    bloques = [una["bloque"] for una in valores(analizada(archivo))]
    assert (
        bloques
        == ["OBJETIVO 1: Promover la participación"] * 2
        + ["OBJETIVO 2: Promover la participación"] * 3
    )
