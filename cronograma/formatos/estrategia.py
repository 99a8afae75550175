"""Estrategia de participación ciudadana en la gestión pública (formato de Función Pública)."""

from cronograma.periodos import ClasePeriodo

from .base import Casilla, Clase, Columna, Formato

FASE = "Fase del ciclo de la gestión"
AVANCE = "AVANCE ALCANZADO"
FASES = {
    "diagnostico": "Diagnóstico participativo",
    "formulacion": "Formulación participativa",
    "ejecucion": "Ejecución participativa",
    "seguimiento": "Seguimiento y evaluación participativa",
}

ESTRATEGIA = Formato(
    nombre="estrategia",
    descripcion="Estrategia de participación ciudadana en la gestión pública",
    hoja="Estrategia",
    titulos=("ESTRATEGIA DE PARTICIPACIÓN CIUDADANA EN LA GESTIÓN PÚBLICA",),
    encabezado=(
        Casilla(campo="entidad", fila=2, etiqueta="Entidad:"),
        Casilla(campo="version_documento", fila=2, columna=10, etiqueta="Versión:", aparte=False),
        Casilla(campo="fecha_documento", fila=3, etiqueta="Fecha:"),
    ),
    fila_de_titulos=5,
    bloque="momento",
    periodos=ClasePeriodo.TRIMESTRE,
    columnas=(
        Columna(
            campo="momento",
            titulo="Momento",
            clase=Clase.OPCION,
            combina_hacia_abajo=True,
            ancho=14,
        ),
        Columna(campo="accion_gestion", titulo="Acción de gestión institucional", ancho=26),
        Columna(
            campo="instrumento",
            titulo="Instrumento de planeación asociado a la acción de gestión institucional",
            ancho=16,
        ),
        Columna(
            campo="grupos",
            titulo="Grupo(s) de valor invitado(s)",
            clase=Clase.LISTA,
            ancho=18,
        ),
        Columna(
            campo="instancias",
            titulo=(
                "¿Entre los grupos de valor se incluye una instancia de participación "
                "formalmente constituida? ¿Cuál (es)?"
            ),
            clase=Clase.LISTA,
            ancho=22,
        ),
        *(
            Columna(
                campo="fases",
                titulo=titulo,
                grupo=FASE,
                clase=Clase.MARCA,
                detalle=codigo,
                ancho=13,
            )
            for codigo, titulo in FASES.items()
        ),
        Columna(campo="alcance", titulo="Alcance de la participación", ancho=18),
        Columna(campo="nombre", titulo="Acción participativa", ancho=36),
        Columna(campo="metodologia", titulo="Metodología participativa que se utilizará", ancho=36),
        Columna(
            campo="resultado", titulo="Resultado esperado con la acción participativa", ancho=20
        ),
        Columna(
            campo="fecha_programada",
            titulo="Fecha de realización de acción",
            clase=Clase.CUANDO,
            ancho=13,
        ),
        *(
            Columna(
                campo="avance",
                titulo=str(n),
                grupo=AVANCE,
                clase=Clase.AVANCE,
                detalle=f"T{n}",
                ancho=6,
            )
            for n in range(1, 5)
        ),
        Columna(
            campo="observacion",
            titulo="Observaciones primer trimestre",
            clase=Clase.OBSERVACION,
            detalle="T1",
            ancho=24,
        ),
        Columna(
            campo="dependencias",
            titulo="Dependencia responsable",
            clase=Clase.RESPONSABLES,
            ancho=18,
        ),
    ),
)
