"""Plan de participación ciudadana, con su encabezado de política, objetivos y marco legal."""

from .base import Casilla, Clase, Columna, Formato, Repite

CASILLAS = {
    "nombre": "Formulación",
    "politica": "Política de Gestión y Desempeño Institucional",
    "objetivo_estrategico": "Objetivo estratégico",
    "objetivo_dependencia": "Objetivo dependencia",
    "iniciativa": "Iniciativa estratégica",
    "objetivos": "Objetivos del plan:",
    "marco_legal": "Marco legal:",
    "responsables": "Dependencias responsables",
}

PLAN = Formato(
    nombre="plan",
    descripcion="Plan de participación ciudadana",
    hoja="Formulación",
    titulos=("{nombre}",),
    encabezado=tuple(
        Casilla(campo=campo, fila=fila, etiqueta=etiqueta, hasta_columna=5)
        for fila, (campo, etiqueta) in enumerate(CASILLAS.items(), start=3)
    ),
    pie=(
        Casilla(campo="consolido", fila=2, etiqueta="Consolidó:", aparte=False),
        Casilla(campo="version", fila=3, etiqueta="Versión", aparte=False),
        Casilla(campo="reviso", fila=4, etiqueta="Revisó", aparte=False),
    ),
    fila_de_titulos=12,
    repite=Repite.BLANCO_Y_TITULOS,
    columnas=(
        Columna(campo="nombre", titulo="Actividades", clase=Clase.NUMERADO),
        Columna(campo="inicio", titulo="Fecha inicial", clase=Clase.INICIO),
        Columna(campo="fin", titulo="Fecha Final", clase=Clase.FIN),
        Columna(campo="dependencias", titulo="Responsable", clase=Clase.RESPONSABLES),
        Columna(campo="producto", titulo="PRODUCTO O ENTREGABLE"),
    ),
)
