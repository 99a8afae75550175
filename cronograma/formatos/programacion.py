"""Programación y seguimiento a actividades, por fase del ciclo de la gestión.

El procedimiento nombra este formato y no muestra sus columnas: las de aquí son propuestas
del proyecto (`propio=True`), y así se dice en `docs/formatos.md`.
"""

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
    propio=True,
    columnas=(
        Columna(campo="numero", titulo="N.º"),
        Columna(campo="nombre", titulo="Actividad"),
        Columna(campo="dependencias", titulo="Dependencia responsable", clase=Clase.RESPONSABLES),
        *(
            Columna(
                campo="fases",
                titulo=titulo,
                grupo="Fase del ciclo de la gestión",
                clase=Clase.MARCA,
                detalle=codigo,
            )
            for codigo, titulo in FASES.items()
        ),
        Columna(campo="grupos", titulo="Grupos de valor", clase=Clase.LISTA),
        Columna(campo="metas", titulo="Meta institucional asociada"),
        Columna(campo="producto", titulo="Producto o entregable"),
        Columna(campo="fecha_programada", titulo="Fecha programada", clase=Clase.CUANDO),
        *(
            Columna(
                campo="avance",
                titulo=f"Trimestre {n}",
                grupo="Avance acumulado (%)",
                clase=Clase.AVANCE,
                detalle=f"T{n}",
            )
            for n in range(1, 5)
        ),
        Columna(campo="observaciones", titulo="Observaciones"),
    ),
)
