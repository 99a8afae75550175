"""Cronograma de la estrategia de rendición de cuentas: elemento, etapas y cuatrimestres (MURC)."""

from .base import Clase, Columna, Formato, Repite

ETAPAS = {
    "aprestamiento": "Aprestamiento",
    "diseno": "Diseño",
    "preparacion": "Preparación",
    "ejecucion_rdc": "Ejecución",
    "evaluacion_rdc": "Seguimiento y Evaluación",
}

RENDICION = Formato(
    nombre="rendicion",
    descripcion="Cronograma de la estrategia de rendición de cuentas",
    hoja="Cronograma RdC {vigencia}",
    titulos=("Cronograma proceso ESTRATÉGIA DE RENDICIÓN DE CUENTAS VIGENCIA {vigencia}",),
    fila_de_titulos=3,
    repite=Repite.TITULOS,
    bloque="elemento",
    columnas=(
        Columna(campo="elemento", titulo="", clase=Clase.OPCION, combina_hacia_abajo=True),
        Columna(campo="nombre", titulo="ACTIVIDADES"),
        *(
            Columna(campo="fases", titulo=titulo, grupo="ETAPAS", clase=Clase.MARCA, detalle=codigo)
            for codigo, titulo in ETAPAS.items()
        ),
        Columna(campo="producto", titulo="META/PRODUCTO"),
        *(
            Columna(
                campo="periodo",
                titulo=str(n),
                grupo="Cuatrimestre",
                clase=Clase.PERIODO,
                detalle=f"C{n}",
            )
            for n in range(1, 4)
        ),
        Columna(campo="dependencias", titulo="DEPENDENCIA RESPONSABLE", clase=Clase.RESPONSABLES),
    ),
)
