"""Cronograma de actividades de participación ciudadana y rendición de cuentas (13 columnas)."""

from .base import Clase, Columna, Formato, Repite

ESTRATEGIA = "Estrategia a la que pertenece la actividad"
GRUPO = "Grupo de ciudadanos a los que va principalmente dirigida la invitación"
MODALIDAD = "Modalidad del espacio"

CRONOGRAMA = Formato(
    nombre="cronograma",
    descripcion="Cronograma de actividades de participación ciudadana y rendición de cuentas",
    hoja="Cronograma {vigencia}",
    titulos=(
        "CRONOGRAMA DE ACTIVIDADES DE PARTICIPACIÓN CIUDADANA Y RENDICIÓN DE CUENTAS",
        "VIGENCIA {vigencia}",
    ),
    repite=Repite.TODO,
    columnas=(
        Columna(
            campo="nombre",
            titulo="Nombre del espacio de participación",
            clase=Clase.NUMERADO,
            ancho=34,
        ),
        Columna(
            campo="es_participacion",
            titulo="Participación ciudadana en la gestión",
            grupo=ESTRATEGIA,
            clase=Clase.MARCA,
            ancho=14,
        ),
        Columna(
            campo="es_rendicion",
            titulo="Rendición de cuentas",
            grupo=ESTRATEGIA,
            clase=Clase.MARCA,
            ancho=12,
        ),
        Columna(
            campo="instancias",
            titulo="Instancia de participación legalmente constituida",
            grupo=GRUPO,
            clase=Clase.LISTA,
            ancho=22,
        ),
        Columna(
            campo="grupos",
            titulo="Otro espacio de participación",
            grupo=GRUPO,
            clase=Clase.LISTA,
            ancho=22,
        ),
        Columna(
            campo="metas",
            titulo=(
                "Metas y actividades de la gestión institucional en la cual se involucrará el "
                "espacio de participación. (Aplica para espacios de participación diferentes a "
                "Rendición de Cuentas)"
            ),
            ancho=32,
        ),
        Columna(
            campo="objetivo",
            titulo=(
                "Objetivo del espacio de participación (Aplica para espacios de participación "
                "diferentes a Rendición de Cuentas)"
            ),
            ancho=44,
        ),
        Columna(
            campo="tipo_espacio",
            titulo=(
                "Tipo de espacio de diálogo que se desarrollará (foro, mesa de trabajo, reunión "
                "zonal, feria de la gestión, audiencia pública participativa, etc.) (Aplica para "
                "Rendición de Cuentas)"
            ),
            ancho=26,
        ),
        Columna(
            campo="presencial", titulo="Presencial", grupo=MODALIDAD, clase=Clase.MARCA, ancho=11
        ),
        Columna(campo="virtual", titulo="Virtual", grupo=MODALIDAD, clase=Clase.MARCA, ancho=9),
        Columna(campo="fecha_programada", titulo="Fecha programada", clase=Clase.CUANDO, ancho=18),
        Columna(
            campo="dependencias",
            titulo="Dependencia (s) responsable (s)",
            clase=Clase.RESPONSABLES,
            ancho=24,
        ),
        Columna(campo="correo", titulo="Correo de contacto para recibir más información", ancho=26),
    ),
)
