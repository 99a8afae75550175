"""Hojas como las que traen otras entidades, hechas aquí: ninguna es un formato de los cinco.

Cada función devuelve el archivo y cuántas actividades tiene. Los textos son inventados.
"""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

VERBOS = [
    "Realizar la audiencia pública de rendición de cuentas",
    "Publicar el informe de gestión en la página web",
    "Capacitar a los líderes comunitarios en control social",
    "Actualizar la caracterización de los grupos de valor",
    "Consultar a la ciudadanía el plan de acción",
    "Responder las observaciones recibidas en los espacios de diálogo",
    "Evaluar los espacios de participación realizados",
    "Divulgar los mecanismos de participación en redes sociales",
]


def bytes_de(libro):
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _libro(titulo="Hoja1"):
    libro = Workbook()
    libro.active.title = titulo
    return libro, libro.active


def paac_componente():
    """Un componente del PAAC: número y actividad bajo un solo título, subcomponente combinado."""
    libro, hoja = _libro("Rendición de cuentas")
    hoja["A1"] = "PLAN ANTICORRUPCIÓN Y DE ATENCIÓN AL CIUDADANO 2024"
    hoja.merge_cells("A1:F1")
    hoja["A2"] = "Componente 3: Rendición de cuentas"
    hoja.merge_cells("A2:F2")
    hoja.append(
        ["Subcomponente", "Actividades", None, "Meta o producto", "Responsable", "Fecha programada"]
    )
    hoja.merge_cells("B3:C3")
    grupos = [
        ("Subcomponente 1\nInformación de calidad", 3),
        ("Subcomponente 2\nDiálogo de doble vía", 3),
        ("Subcomponente 3\nIncentivos", 2),
    ]
    fila, total = 4, 0
    for numero, (grupo, cuantas) in enumerate(grupos, start=1):
        hoja.cell(fila, 1, grupo)
        hoja.merge_cells(start_row=fila, start_column=1, end_row=fila + cuantas - 1, end_column=1)
        for paso in range(cuantas):
            hoja.cell(fila, 2, f"{numero}.{paso + 1}")
            hoja.cell(fila, 3, VERBOS[total])
            hoja.cell(fila, 4, f"{paso + 1} informe publicado")
            hoja.cell(fila, 5, "Oficina Asesora de Planeación")
            hoja.cell(fila, 6, f"30/0{paso + 4}/2024")
            fila, total = fila + 1, total + 1
    return bytes_de(libro), total


def paac_por_hojas():
    """Tres componentes, uno por hoja, con los mismos títulos, y una hoja de instrucciones."""
    libro, hoja = _libro("Instrucciones")
    hoja["A1"] = "Diligencie cada componente en su hoja."
    total = 0
    for numero in range(1, 4):
        hoja = libro.create_sheet(f"Componente {numero}")
        hoja.append([None, f"COMPONENTE {numero}"])
        hoja.append(
            [
                None,
                "N°",
                "ACTIVIDAD",
                "META",
                "INDICADOR",
                "ÁREA RESPONSABLE",
                "FECHA INICIO",
                "FECHA FIN",
            ]
        )
        for paso in range(numero + 1):
            hoja.append(
                [
                    None,
                    paso + 1,
                    f"{VERBOS[paso]} del componente {numero}",
                    "100%",
                    "Informes publicados / programados",
                    "Planeación",
                    date(2024, 2, 1),
                    date(2024, 11, 30),
                ]
            )
            total += 1
    return bytes_de(libro), total


def poa_de_tres_filas_de_titulos():
    """Plan operativo: tres filas de títulos; programado y ejecutado por trimestre."""
    libro, hoja = _libro("POA")
    hoja["A1"] = "ALCALDÍA DE VILLA NUEVA - PLAN DE ACCIÓN 2023"
    hoja.merge_cells("A1:P1")
    hoja["A3"], hoja["F3"], hoja["N3"] = "FORMULACIÓN", "PROGRAMACIÓN", "SEGUIMIENTO"
    hoja.merge_cells("A3:E3")
    hoja.merge_cells("F3:M3")
    hoja.merge_cells("N3:P3")
    for columna, titulo in enumerate(
        ["No.", "PROCESO", "ACTIVIDAD", "PRODUCTO", "RESPONSABLE"], start=1
    ):
        hoja.cell(4, columna, titulo)
        hoja.merge_cells(start_row=4, start_column=columna, end_row=5, end_column=columna)
    for trimestre in range(4):
        inicio = 6 + trimestre * 2
        hoja.cell(4, inicio, f"{['I', 'II', 'III', 'IV'][trimestre]} TRIMESTRE")
        hoja.merge_cells(start_row=4, start_column=inicio, end_row=4, end_column=inicio + 1)
        hoja.cell(5, inicio, "P")
        hoja.cell(5, inicio + 1, "E")
    for columna, titulo in enumerate(["% AVANCE", "EVIDENCIA", "OBSERVACIONES"], start=14):
        hoja.cell(4, columna, titulo)
        hoja.merge_cells(start_row=4, start_column=columna, end_row=5, end_column=columna)
    for paso in range(6):
        fila = 6 + paso
        for columna, valor in enumerate(
            [
                paso + 1,
                "Gestión del conocimiento",
                VERBOS[paso],
                "Acta de reunión",
                "Secretaría de Planeación",
            ],
            start=1,
        ):
            hoja.cell(fila, columna, valor)
        trimestre = paso % 4
        celda = hoja.cell(fila, 6 + trimestre * 2, 0.5)
        celda.number_format = "0%"
        celda = hoja.cell(fila, 7 + trimestre * 2, 0.25)
        celda.number_format = "0%"
        hoja.cell(fila, 14, 0.25).number_format = "0%"
        hoja.cell(fila, 15, f"Carpeta {paso}")
        hoja.cell(fila, 16, "Sin novedad")
    hoja.cell(12, 3, "TOTAL")
    hoja.cell(12, 14, 0.25).number_format = "0%"
    return bytes_de(libro), 6


def seguimiento_de_control_interno():
    """Plan a la izquierda y dos seguimientos a la derecha, con totales que parecen actividades."""
    libro, hoja = _libro("Seguimiento")
    hoja["B1"] = "OFICINA DE CONTROL INTERNO"
    hoja["B2"] = "SEGUIMIENTO A LA ESTRATEGIA DE RENDICIÓN DE CUENTAS VIGENCIA 2024"
    hoja.merge_cells("B2:L2")
    hoja["B4"], hoja["G4"], hoja["J4"] = (
        "PLANEACIÓN",
        "PRIMER SEGUIMIENTO 30 DE ABRIL",
        "SEGUNDO SEGUIMIENTO 31 DE AGOSTO",
    )
    hoja.merge_cells("B4:F4")
    hoja.merge_cells("G4:I4")
    hoja.merge_cells("J4:L4")
    titulos = [
        "Componente",
        "Actividades programadas",
        "Meta o producto",
        "Responsable",
        "Fecha programada",
        "Actividades cumplidas",
        "% de avance",
        "Observaciones",
        "Actividades cumplidas",
        "% de avance",
        "Observaciones",
    ]
    for columna, titulo in enumerate(titulos, start=2):
        hoja.cell(5, columna, titulo)
    fila = 6
    for bloque in range(2):
        hoja.cell(fila, 2, f"Componente {bloque + 1}: Diálogo")
        hoja.merge_cells(start_row=fila, start_column=2, end_row=fila + 2, end_column=2)
        for paso in range(3):
            valores = [
                f"{bloque + 1}.{paso + 1} {VERBOS[bloque * 3 + paso]}",
                "Un informe",
                "Control Interno",
                "30 de abril de 2024",
                "Se publicó el informe",
                "100%",
                "Cumple",
                "Sin cambios",
                "N/A",
                "",
            ]
            for columna, valor in enumerate(valores, start=3):
                hoja.cell(fila, columna, valor or None)
            fila += 1
        hoja.cell(fila, 3, "PORCENTAJE DE CUMPLIMIENTO DEL COMPONENTE")
        hoja.cell(fila, 8, "100%")
        fila += 1
    hoja.cell(fila, 3, "Promedio de cumplimiento")
    hoja.cell(fila, 8, "100%")
    hoja.cell(fila + 2, 2, "Elaboró: Ana Ruiz")
    hoja.cell(fila + 2, 6, "Revisó: Luis Mora")
    return bytes_de(libro), 6


def cronograma_mensual_de_marcas():
    """Doce columnas con la inicial de cada mes y una X."""
    libro, hoja = _libro("Cronograma")
    hoja["A1"] = "CRONOGRAMA DE PARTICIPACIÓN CIUDADANA AÑO 2025"
    hoja["A3"], hoja["B3"], hoja["C3"], hoja["D3"] = "ÍTEM", "ACTIVIDAD", "RESPONSABLE", "MESES"
    hoja.merge_cells("D3:O3")
    for celda in ("A3:A4", "B3:B4", "C3:C4"):
        hoja.merge_cells(celda)
    for mes, inicial in enumerate("EFMAMJJASOND"):
        hoja.cell(4, 4 + mes, inicial)
    for paso in range(8):
        hoja.cell(5 + paso, 1, paso + 1)
        hoja.cell(5 + paso, 2, VERBOS[paso])
        hoja.cell(5 + paso, 3, "Trabajo Social")
        hoja.cell(5 + paso, 4 + paso, "X")
        hoja.cell(5 + paso, 8 + paso % 4, "x")
    return bytes_de(libro), 8


def cronograma_de_colores():
    """La marca es el color de la celda."""
    libro, hoja = _libro("Gantt")
    hoja.append(["Actividad", "Responsable", "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio"])
    azul = PatternFill("solid", fgColor="FF4472C4")
    for paso in range(4):
        hoja.append([VERBOS[paso], "Planeación"])
        hoja.cell(2 + paso, 3 + paso).fill = azul
        hoja.cell(2 + paso, 4 + paso).fill = azul
    return bytes_de(libro), 4


def con_logo_y_casillas():
    """Encabezado de calidad, columnas vacías a la izquierda y subtítulos de proceso entre filas."""
    libro, hoja = _libro("FO-PL-01")
    hoja["C2"], hoja["G2"], hoja["H2"] = "E.S.E. HOSPITAL SAN RAFAEL", "CÓDIGO", "FO-PL-01"
    hoja.merge_cells("C2:F2")
    hoja["C3"], hoja["G3"], hoja["H3"] = "PLAN DE PARTICIPACIÓN SOCIAL EN SALUD", "VERSIÓN", "03"
    hoja.merge_cells("C3:F3")
    hoja["G4"], hoja["H4"] = "VIGENCIA", 2024
    hoja["C6"], hoja["D6"], hoja["E6"], hoja["F6"], hoja["G6"], hoja["H6"] = (
        "CÓDIGO",
        "ACCIÓN",
        "POBLACIÓN OBJETIVO",
        "DEPENDENCIA RESPONSABLE",
        "PERIODICIDAD",
        "RECURSOS",
    )
    fila, total = 7, 0
    for bloque in ("PROCESO DE GESTIÓN DE LA COMUNICACIÓN", "PROCESO DE ATENCIÓN AL USUARIO"):
        hoja.cell(fila, 3, bloque).font = Font(bold=True)
        hoja.merge_cells(start_row=fila, start_column=3, end_row=fila, end_column=8)
        fila += 1
        for _ in range(3):
            hoja.cell(fila, 3, f"PC-{total + 1:02d}")
            hoja.cell(fila, 4, VERBOS[total])
            hoja.cell(fila, 5, "Usuarios; Veedores")
            hoja.cell(fila, 6, "SIAU")
            hoja.cell(fila, 7, "Trimestral")
            hoja.cell(fila, 8, 1500000).number_format = '"$" #,##0'
            fila, total = fila + 1, total + 1
    return bytes_de(libro), total


def con_codigos_y_meses_de_excel():
    """Códigos en vez de números y fechas de Excel que muestran solo el mes."""
    libro, hoja = _libro("Plan 2024")
    hoja.append(["PLAN DE ACCIÓN DE PARTICIPACIÓN 2024"])
    hoja.append(["CÓDIGO", "ACTIVIDADES A DESARROLLAR", "ENTREGABLE", "LÍDER", "CRONOGRAMA"])
    for paso in range(5):
        hoja.append(
            [
                f"1.{paso + 1}.1",
                VERBOS[paso],
                "Listado de asistencia",
                "Gestión Social",
                date(2024, paso + 2, 1),
            ]
        )
        hoja.cell(3 + paso, 5).number_format = "mmm\\-yy"
    return bytes_de(libro), 5


def con_ocultas():
    """Filas y columnas ocultas con datos."""
    libro, hoja = _libro("Plan")
    hoja.append(["Actividad", "Responsable", "Nota interna", "Fecha"])
    for paso in range(5):
        hoja.append([VERBOS[paso], "Planeación", f"interna {paso}", "Primer semestre"])
    hoja.row_dimensions[3].hidden = True
    hoja.column_dimensions["C"].hidden = True
    return bytes_de(libro), 5


def con_fecha_solo_en_la_meta():
    """Ninguna columna dice cuándo: la fecha está en el texto de la meta."""
    libro, hoja = _libro("Metas")
    hoja.append(["ACTIVIDAD", "META", "RESPONSABLE"])
    hoja.append([VERBOS[0], "Una audiencia realizada antes del 30 de junio de 2024", "Gerencia"])
    hoja.append([VERBOS[1], "Publicar cuatro boletines, uno por trimestre", "Comunicaciones"])
    hoja.append([VERBOS[2], "Capacitar 50 líderes en marzo y octubre", "Comunicaciones"])
    hoja.append([VERBOS[3], "Documento actualizado", "Planeación"])
    return bytes_de(libro), 4


def dos_tablas_lado_a_lado():
    """Dos tablas de actividades distintas en las mismas filas, con una columna vacía entre ellas."""
    libro, hoja = _libro("Dos")
    hoja.append(["ACTIVIDAD", "RESPONSABLE", "FECHA", None, "ACTIVIDAD", "RESPONSABLE", "FECHA"])
    for paso in range(4):
        derecha = [VERBOS[paso + 4], "Jurídica", "Mensual"] if paso < 3 else [None, None, None]
        hoja.append([VERBOS[paso], "Planeación", "Anual", None, *derecha])
    return bytes_de(libro), 7


def partida_por_paginas():
    """Títulos repetidos y una fila cortada por el salto de página."""
    libro, hoja = _libro("Páginas")
    titulos = ["No", "Actividad", "Responsable", "Fecha", "Producto"]
    hoja.append(["PLAN DE PARTICIPACIÓN 2024"])
    hoja.append(titulos)
    hoja.append([1, VERBOS[0], "Gerencia", "Mayo", "Acta de la audiencia"])
    hoja.append(
        [
            2,
            "Publicar el informe de gestión en la página web y en las",
            "Comunicaciones",
            "Junio",
            "Informe",
        ]
    )
    hoja.append(["PLAN DE PARTICIPACIÓN 2024"])
    hoja.append(titulos)
    hoja.append([None, "redes sociales de la entidad", None, None, "publicado y divulgado"])
    hoja.append([3, VERBOS[2], "SIAU", "Julio", "Listado"])
    return bytes_de(libro), 3


def actividad_con_varios_productos():
    """La actividad se combina hacia abajo sobre varios productos."""
    libro, hoja = _libro("Productos")
    hoja.append(["Estrategia", "Actividad", "Producto", "Responsable", "Fecha de cumplimiento"])
    fila = 2
    for paso in range(3):
        hoja.cell(fila, 1, "Fortalecer la participación")
        hoja.cell(fila, 2, VERBOS[paso])
        hoja.merge_cells(start_row=fila, start_column=2, end_row=fila + 1, end_column=2)
        for extra in range(2):
            hoja.cell(fila + extra, 3, f"Producto {paso}.{extra}")
            hoja.cell(fila + extra, 4, "Planeación")
            hoja.cell(fila + extra, 5, "31/12/2024")
        fila += 2
    return bytes_de(libro), 3


def con_tareas():
    """Actividad y, debajo, tareas: cada fila es una tarea."""
    libro, hoja = _libro("Tareas")
    hoja.append(["ACTIVIDAD", "TAREAS", "RESPONSABLE", "I TRIM", "II TRIM", "III TRIM", "IV TRIM"])
    for paso in range(6):
        marcas = [None] * 4
        marcas[paso % 4] = "X"
        hoja.append(
            [
                f"Actividad general {paso // 3}" if paso % 3 == 0 else None,
                VERBOS[paso],
                "Planeación",
                *marcas,
            ]
        )
    return bytes_de(libro), 6


def con_totales_que_parecen_actividades():
    """Subtotales con texto largo y cifras en casi todas las columnas."""
    libro, hoja = _libro("Totales")
    hoja.append(["N°", "ACTIVIDAD", "META", "RESPONSABLE", "EJECUTADO", "% CUMPLIMIENTO"])
    for paso in range(3):
        hoja.append([paso + 1, VERBOS[paso], 2, "Planeación", 1, "50%"])
    hoja.append([None, "TOTAL ACTIVIDADES PROGRAMADAS", 6, None, 3, "50%"])
    for paso in range(3, 5):
        hoja.append([paso + 1, VERBOS[paso], 2, "Jurídica", 1, "50%"])
    hoja.append([None, "Total actividades ejecutadas", 4, None, 2, "50%"])
    hoja.append([None, "% DE AVANCE DEL PLAN", None, None, None, "50%"])
    return bytes_de(libro), 5


def en_csv():
    """CSV de Excel en español: punto y coma, Latin-1, comas decimales y un renglón dentro de la celda."""
    lineas = [
        "PLAN DE PARTICIPACIÓN 2024;;;;",
        "Nº;Actividad;Área responsable;Período;Presupuesto",
        '1;"Audiencia pública\nde rendición de cuentas";Planeación;Segundo trimestre;1.500,50',
        "2;Encuesta de percepción;Atención al ciudadano;Según demanda;0",
        "3;Diálogo con veedores;Control interno;Marzo, junio y septiembre;",
    ]
    return "\r\n".join(lineas).encode("cp1252"), 3


XLSX = {
    una.__name__: una
    for una in (
        paac_componente, paac_por_hojas, poa_de_tres_filas_de_titulos, seguimiento_de_control_interno,
        cronograma_mensual_de_marcas, cronograma_de_colores, con_logo_y_casillas,
        con_codigos_y_meses_de_excel, con_ocultas, con_fecha_solo_en_la_meta, dos_tablas_lado_a_lado,
        partida_por_paginas, actividad_con_varios_productos, con_tareas, con_totales_que_parecen_actividades,
    )
}  # fmt: skip


def _titular(hoja, fila, titulos, columna=1):
    for posicion, titulo in enumerate(titulos, start=columna):
        hoja.cell(fila, posicion, titulo)


def plan_de_accion_sin_columna_de_actividad():
    """Ningún título dice «actividad»: está en «Código y descripción»."""
    libro, hoja = _libro("Plan de acción")
    _titular(
        hoja,
        2,
        [
            "OBJETIVO ESTRATÉGICO",
            "ESTRATEGIA",
            "PRODUCTO",
            "No.",
            "CÓDIGO Y DESCRIPCIÓN",
            "PESO",
            "ENERO - MARZO",
            "ABRIL - JUNIO",
            "JULIO - SEPT.",
            "OCT. - DIC.",
            "FECHA INICIO",
            "FECHA FINAL",
            "EJECUTOR",
        ],
    )
    for paso in range(5):
        hoja.append(
            [
                "Fortalecer la gobernanza",
                "1.1 Optimizar la información",
                "Herramienta tecnológica",
                paso + 1,
                f"1.1.1.{paso + 1} {VERBOS[paso]}",
                "20%",
                "25%",
                "25%",
                "25%",
                "25%",
                "3/01/2024",
                "31/12/2024",
                "Dirección de Estudios",
            ]
        )
    return bytes_de(libro), 5


def componentes_en_una_sola_hoja():
    """Componentes uno debajo de otro, cada uno con sus títulos y su total, y firmas al final."""
    libro, hoja = _libro("PAAC")
    hoja["A1"] = "PLAN ANTICORRUPCIÓN Y DE ATENCIÓN AL CIUDADANO VIGENCIA 2023"
    hoja.merge_cells("A1:F1")
    fila, total = 2, 0
    for numero, nombre in enumerate(
        ["Gestión del riesgo", "Racionalización de trámites", "Rendición de cuentas"], start=1
    ):
        hoja.cell(fila, 1, f"COMPONENTE {numero}: {nombre.upper()}")
        hoja.merge_cells(start_row=fila, start_column=1, end_row=fila, end_column=6)
        titulos = [
            "SUBCOMPONENTE",
            "N°",
            "ACTIVIDADES",
            "META O PRODUCTO",
            "RESPONSABLE",
            "FECHA PROGRAMADA",
        ]
        if numero == 2:
            titulos = [
                "NOMBRE DEL TRÁMITE",
                "N°",
                "ACCIONES",
                "DESCRIPCIÓN DE LA MEJORA",
                "DEPENDENCIA RESPONSABLE",
                "FECHA DE REALIZACIÓN",
            ]
        _titular(hoja, fila + 1, titulos)
        fila += 2
        for paso in range(3):
            _titular(
                hoja,
                fila,
                [
                    "Política" if numero != 2 else "Historia clínica",
                    f"{numero}.{paso + 1}",
                    f"{VERBOS[paso]} ({nombre.lower()})",
                    "Un documento",
                    "Planeación",
                    "30/06/2023",
                ],
            )
            fila, total = fila + 1, total + 1
        hoja.cell(fila, 3, f"CUMPLIMIENTO COMPONENTE {numero}")
        hoja.cell(fila, 4, "0%")
        fila += 1
    _titular(hoja, fila + 2, ["Elaboró", None, "Revisó", None, "Aprobó"])
    _titular(hoja, fila + 3, ["Marta Díaz", None, "Luis Peña", None, "Ana Gil"])
    _titular(hoja, fila + 4, ["Profesional", None, "Jefe de Planeación", None, "Gerente"])
    return bytes_de(libro), total


def meses_bajo_trimestres():
    """Título de tres filas: programación, trimestres y meses; las barras son celdas combinadas."""
    libro, hoja = _libro("Cronograma")
    hoja["A1"] = "CRONOGRAMA 2024"
    for celda, titulo, area in (
        ("A2", "ÍTEM", "A2:A4"),
        ("B2", "ACTIVIDAD", "B2:B4"),
        ("C2", "RESPON-\nSABLE", "C2:C4"),
        ("D2", "PROGRAMACIÓN", "D2:O2"),
        ("P2", "PRODUCTO", "P2:P4"),
    ):
        hoja[celda] = titulo
        hoja.merge_cells(area)
    for trimestre in range(4):
        hoja.cell(3, 4 + trimestre * 3, f"TRIMESTRE {trimestre + 1}")
        hoja.merge_cells(
            start_row=3, start_column=4 + trimestre * 3, end_row=3, end_column=6 + trimestre * 3
        )
    for mes, nombre in enumerate("ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC".split()):
        hoja.cell(4, 4 + mes, nombre)
    for paso in range(4):
        _titular(hoja, 5 + paso, [paso + 1, VERBOS[paso], "Calidad"])
        hoja.cell(5 + paso, 16, "Informe")
        hoja.cell(5 + paso, 4 + paso * 2, "X")
        hoja.merge_cells(
            start_row=5 + paso, start_column=4 + paso * 2, end_row=5 + paso, end_column=6 + paso * 2
        )
    return bytes_de(libro), 4


def semanas_bajo_meses():
    """Cuatro semanas por mes; la marca en cualquiera es de ese mes."""
    libro, hoja = _libro("Semanas")
    hoja["A1"], hoja["B1"] = "ACTIVIDADES", "RESPONSABLES"
    hoja.merge_cells("A1:A2")
    hoja.merge_cells("B1:B2")
    for mes, nombre in enumerate(["JULIO", "AGOSTO", "SEPTIEMBRE"]):
        hoja.cell(1, 3 + mes * 4, nombre)
        hoja.merge_cells(start_row=1, start_column=3 + mes * 4, end_row=1, end_column=6 + mes * 4)
        for semana in range(4):
            hoja.cell(2, 3 + mes * 4 + semana, semana + 1)
    for paso in range(3):
        _titular(hoja, 3 + paso, [VERBOS[paso], "Comunicaciones"])
        hoja.cell(3 + paso, 4 + paso * 4, "x")
        hoja.cell(3 + paso, 5 + paso * 4, "x")
    return bytes_de(libro), 3


def con_otra_tabla_debajo():
    """Debajo del plan hay una tabla de indicadores y unas convenciones, que no son actividades."""
    libro, hoja = _libro("Plan")
    _titular(hoja, 1, ["No", "Actividad", "Responsable", "Fecha"])
    for paso in range(4):
        _titular(hoja, 2 + paso, [paso + 1, VERBOS[paso], "Planeación", "Anual"])
    _titular(hoja, 7, ["Indicador", "Meta", "Responsable", "Periodicidad"])
    _titular(hoja, 8, ["Eficacia", "90%", "Planeación", "Trimestral"])
    _titular(hoja, 9, ["Cobertura", "80%", "Calidad", "Trimestral"])
    _titular(hoja, 11, ["Convenciones:", "Verde: cumplida"])
    _titular(hoja, 12, [None, "Rojo: vencida"])
    return bytes_de(libro), 4


def con_formulas():
    """Consecutivo y avance calculados: el libro no trae el resultado guardado."""
    libro, hoja = _libro("Fórmulas")
    _titular(hoja, 1, ["Ítem", "Actividad", "Responsable", "Programado", "Ejecutado", "% Avance"])
    for paso in range(3):
        _titular(
            hoja,
            2 + paso,
            [paso + 1, VERBOS[paso], "Planeación", 4, 2, f"=E{2 + paso}/D{2 + paso}"],
        )
    return bytes_de(libro), 3


def minima():
    """Dos columnas."""
    libro, hoja = _libro("Mínima")
    _titular(hoja, 1, ["ACTIVIDAD", "FECHA"])
    for paso in range(3):
        _titular(hoja, 2 + paso, [VERBOS[paso], "Mensual"])
    return bytes_de(libro), 3


def con_titulos_mal_escritos():
    """Erratas, renglones, dos puntos y columnas de más combinadas."""
    libro, hoja = _libro("Erratas")
    hoja["A1"] = "PLAN DE PARTICIPACION CIUDADANA Y RENDICION DE CUENTAS 2024"
    _titular(
        hoja,
        3,
        [
            "N°:",
            "ACTIVDADES A\nDESARROLLAR:",
            None,
            "RESPOSABLE:",
            "FECHA DE\nCUMPLIMENTO",
            "OBSERVACION",
        ],
    )
    hoja.merge_cells("B3:C3")
    for paso in range(4):
        hoja.cell(4 + paso, 1, paso + 1)
        hoja.cell(4 + paso, 2, VERBOS[paso])
        hoja.merge_cells(start_row=4 + paso, start_column=2, end_row=4 + paso, end_column=3)
        _titular(hoja, 4 + paso, ["Planeación", "Marzo", "Ninguna"], columna=4)
    return bytes_de(libro), 4


def plan_y_seguimiento_en_dos_hojas():
    """La segunda hoja repite las actividades y agrega su avance."""
    libro, hoja = _libro("Plan")
    _titular(hoja, 1, ["No", "Actividad", "Responsable", "Fecha"])
    otra = libro.create_sheet("Seguimiento")
    _titular(otra, 1, ["No", "Actividad", "Responsable", "% de avance", "Evidencia"])
    for paso in range(5):
        _titular(hoja, 2 + paso, [paso + 1, VERBOS[paso], "Planeación", "Anual"])
        _titular(
            otra, 2 + paso, [paso + 1, VERBOS[paso], "Planeación", f"{paso}0%", f"Acta {paso}"]
        )
    return bytes_de(libro), 5


def seguimiento_que_repite_la_actividad():
    """Dos bloques lado a lado de las mismas actividades: el segundo vuelve a escribirlas."""
    libro, hoja = _libro("Matriz")
    hoja["A1"], hoja["E1"] = "PLAN DE ACCIÓN", "SEGUIMIENTO CONTROL INTERNO"
    hoja.merge_cells("A1:D1")
    hoja.merge_cells("E1:H1")
    _titular(
        hoja,
        2,
        [
            "ACTIVIDAD",
            "META",
            "RESPONSABLE",
            "FECHA",
            "ACTIVIDAD",
            "AVANCE",
            "SOPORTE",
            "OBSERVACIONES",
        ],
    )
    for paso in range(4):
        _titular(
            hoja,
            3 + paso,
            [VERBOS[paso], "100%", "Planeación", "Junio", VERBOS[paso], "50%", "Acta", "En curso"],
        )
    return bytes_de(libro), 4


def poa_de_hospital():
    """Línea, objetivo y meta combinados hacia abajo; doce meses con números; seguimiento al final."""
    libro, hoja = _libro("POA 2022")
    hoja["B1"], hoja["B2"] = "E.S.E. HOSPITAL LOCAL", "PLAN OPERATIVO ANUAL 2022"
    hoja.merge_cells("B1:X1")
    hoja.merge_cells("B2:X2")
    for area, titulo in (
        ("B4:E4", "PLANEACIÓN ESTRATÉGICA"),
        ("F4:I4", "PLAN OPERATIVO"),
        ("J4:U4", "CRONOGRAMA DE EJECUCIÓN 2022"),
        ("V4:X4", "SEGUIMIENTO"),
    ):
        hoja[area.split(":")[0]] = titulo
        hoja.merge_cells(area)
    meses = "ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC".split()
    _titular(
        hoja,
        5,
        [
            "LÍNEA ESTRATÉGICA",
            "OBJETIVO ESTRATÉGICO",
            "META",
            "ESTÁNDAR",
            "ACTIVIDADES",
            "INDICADOR",
            "RESPONSABLE",
            "RECURSOS",
            *meses,
            "PROGRAMADO",
            "EJECUTADO",
            "% CUMPLIMIENTO",
        ],
        2,
    )
    for paso in range(6):
        fila = 6 + paso
        if paso % 3 == 0:
            _titular(
                hoja, fila, ["Atención", "Mejorar la satisfacción", "Satisfacción del 90%", 0.9], 2
            )
            hoja.cell(fila, 5).number_format = "0%"
            for columna in range(2, 6):
                hoja.merge_cells(
                    start_row=fila, start_column=columna, end_row=fila + 2, end_column=columna
                )
        _titular(hoja, fila, [VERBOS[paso], "Informes", "Coordinador SIAU", "Humanos"], 6)
        for mes in range(10, 22, 2):
            hoja.cell(fila, mes, 1)
        _titular(hoja, fila, [6, 5, "83%"], 22)
    return bytes_de(libro), 6


def por_objetivos():
    """Un objetivo encima de cada tabla, y una hoja con listas desplegables."""
    libro, hoja = _libro("PLAN")
    fila, total = 1, 0
    for numero, cuantas in ((1, 2), (2, 3)):
        hoja.cell(fila, 1, f"OBJETIVO {numero}: Promover la participación")
        hoja.merge_cells(start_row=fila, start_column=1, end_row=fila, end_column=5)
        _titular(
            hoja,
            fila + 1,
            ["No.", "ESTRATEGIA / ACTIVIDAD", "INDICADOR", "RESPONSABLES", "CRONOGRAMA"],
        )
        for paso in range(cuantas):
            _titular(
                hoja,
                fila + 2 + paso,
                [
                    f"{numero}.{paso + 1}",
                    VERBOS[total],
                    "# informes",
                    "Planeación",
                    "Primer trimestre",
                ],
            )
            total += 1
        fila += cuantas + 3
    listas = libro.create_sheet("Listas")
    _titular(listas, 1, ["Responsables", "Periodicidad"])
    _titular(listas, 2, ["Planeación", "Mensual"])
    return bytes_de(libro), total


def con_cifras_sueltas():
    """Un total sin rótulo y números de orden que sobran al final."""
    libro, hoja = _libro("Cifras")
    _titular(hoja, 1, ["No", "Actividad", "Responsable", "Presupuesto"])
    for paso in range(3):
        _titular(hoja, 2 + paso, [paso + 1, VERBOS[paso], "SIAU", 1000])
    hoja.cell(5, 4, 3000)
    for paso in range(3):
        hoja.cell(6 + paso, 1, paso + 4)
    return bytes_de(libro), 3


def agenda_por_semestres():
    """Dos hojas, una por semestre, con la fecha primero y la tabla a la derecha."""
    libro, _ = _libro("Portada")
    for numero, nombre in enumerate(["1er semestre", "2do semestre"]):
        hoja = libro.create_sheet(nombre)
        hoja["D3"] = f"CRONOGRAMA DE ACTIVIDADES {nombre.upper()} 2024"
        _titular(
            hoja,
            6,
            ["Fecha", "Hora", "Actividad", "Lugar", "Dirigido a", "Responsable", "Modalidad"],
            4,
        )
        for paso in range(4):
            _titular(
                hoja,
                7 + paso,
                [
                    date(2024, 1 + numero * 6 + paso, 10),
                    "2:00 p. m.",
                    VERBOS[numero * 4 + paso],
                    "Auditorio",
                    "Usuarios",
                    "Comunicaciones",
                    "Presencial",
                ],
                4,
            )
            hoja.cell(7 + paso, 4).number_format = 'd" de "mmmm'
    return bytes_de(libro), 8


XLSX |= {
    una.__name__: una
    for una in (
        plan_de_accion_sin_columna_de_actividad, componentes_en_una_sola_hoja, meses_bajo_trimestres,
        semanas_bajo_meses, con_otra_tabla_debajo, minima, con_titulos_mal_escritos,
        plan_y_seguimiento_en_dos_hojas, seguimiento_que_repite_la_actividad, con_formulas, poa_de_hospital, por_objetivos,
        con_cifras_sueltas, agenda_por_semestres,
    )
}  # fmt: skip
