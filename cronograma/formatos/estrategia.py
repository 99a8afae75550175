"""Estrategia de participación ciudadana en la gestión pública (formato de Función Pública)."""

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
    columnas=(
        Columna(campo="momento", titulo="Momento", clase=Clase.OPCION, combina_hacia_abajo=True),
        Columna(campo="accion_gestion", titulo="Acción de gestión institucional"),
        Columna(
            campo="instrumento",
            titulo="Instrumento de planeación asociado a la acción de gestión institucional",
        ),
        Columna(campo="grupos", titulo="Grupo(s) de valor invitado(s)", clase=Clase.LISTA),
        Columna(
            campo="instancias",
            titulo=(
                "¿Entre los grupos de valor se incluye una instancia de participación "
                "formalmente constituida? ¿Cuál (es)?"
            ),
            clase=Clase.LISTA,
        ),
        *(
            Columna(campo="fases", titulo=titulo, grupo=FASE, clase=Clase.MARCA, detalle=codigo)
            for codigo, titulo in FASES.items()
        ),
        Columna(campo="alcance", titulo="Alcance de la participación"),
        Columna(campo="nombre", titulo="Acción participativa"),
        Columna(campo="metodologia", titulo="Metodología participativa que se utilizará"),
        Columna(campo="resultado", titulo="Resultado esperado con la acción participativa"),
        Columna(
            campo="fecha_programada", titulo="Fecha de realización de acción", clase=Clase.CUANDO
        ),
        *(
            Columna(
                campo="avance", titulo=str(n), grupo=AVANCE, clase=Clase.AVANCE, detalle=f"T{n}"
            )
            for n in range(1, 5)
        ),
        Columna(
            campo="observacion",
            titulo="Observaciones primer trimestre",
            clase=Clase.OBSERVACION,
            detalle="T1",
        ),
        Columna(campo="dependencias", titulo="Dependencia responsable", clase=Clase.RESPONSABLES),
    ),
)
