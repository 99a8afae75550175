"""Programación y seguimiento a actividades, por fase del ciclo de la gestión.

El procedimiento nombra este formato y no muestra sus columnas: las de aquí son propuestas
del proyecto (`propio=True`), y así se dice en `docs/formatos.md`.
"""

from cronograma.periodos import ClasePeriodo

from .base import Clase, Columna, Formato
from .estrategia import FASES

PROGRAMACION = Formato(
    nombre="programacion",
    descripcion="Programación y seguimiento a actividades de participación y rendición de cuentas",
    hoja="Programación {vigencia}",
    titulos=(
        "PROGRAMACIÓN Y SEGUIMIENTO A ACTIVIDADES DE PARTICIPACIÓN CIUDADANA Y RENDICIÓN DE CUENTAS",
        "VIGENCIA {vigencia}",
    ),
    periodos=ClasePeriodo.TRIMESTRE,
    propio=True,
    columnas=(
        Columna(campo="numero", titulo="N.º", ancho=6),
        Columna(campo="nombre", titulo="Actividad", ancho=40),
        Columna(
            campo="dependencias",
            titulo="Dependencia responsable",
            clase=Clase.RESPONSABLES,
            ancho=24,
        ),
        *(
            Columna(
                campo="fases",
                titulo=titulo,
                grupo="Fase del ciclo de la gestión",
                clase=Clase.MARCA,
                detalle=codigo,
                ancho=13,
            )
            for codigo, titulo in FASES.items()
        ),
        Columna(campo="grupos", titulo="Grupos de valor", clase=Clase.LISTA, ancho=24),
        Columna(campo="metas", titulo="Meta institucional asociada", ancho=30),
        Columna(campo="producto", titulo="Producto o entregable", ancho=28),
        Columna(campo="fecha_programada", titulo="Fecha programada", clase=Clase.CUANDO, ancho=18),
        *(
            Columna(
                campo="avance",
                titulo=f"Trimestre {n}",
                grupo="Avance acumulado (%)",
                clase=Clase.AVANCE,
                detalle=f"T{n}",
                ancho=10,
            )
            for n in range(1, 5)
        ),
        Columna(campo="observaciones", titulo="Observaciones", ancho=30),
    ),
)
