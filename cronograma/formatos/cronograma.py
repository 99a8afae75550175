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
        Columna(campo="nombre", titulo="Nombre del espacio de participación", clase=Clase.NUMERADO),
        Columna(
            campo="es_participacion",
            titulo="Participación ciudadana en la gestión",
            grupo=ESTRATEGIA,
            clase=Clase.MARCA,
        ),
        Columna(
            campo="es_rendicion", titulo="Rendición de cuentas", grupo=ESTRATEGIA, clase=Clase.MARCA
        ),
        Columna(
            campo="instancias",
            titulo="Instancia de participación legalmente constituida",
            grupo=GRUPO,
            clase=Clase.LISTA,
        ),
        Columna(
            campo="grupos", titulo="Otro espacio de participación", grupo=GRUPO, clase=Clase.LISTA
        ),
        Columna(
            campo="metas",
            titulo=(
                "Metas y actividades de la gestión institucional en la cual se involucrará el "
                "espacio de participación. (Aplica para espacios de participación diferentes a "
                "Rendición de Cuentas)"
            ),
        ),
        Columna(
            campo="objetivo",
            titulo=(
                "Objetivo del espacio de participación (Aplica para espacios de participación "
                "diferentes a Rendición de Cuentas)"
            ),
        ),
        Columna(
            campo="tipo_espacio",
            titulo=(
                "Tipo de espacio de diálogo que se desarrollará (foro, mesa de trabajo, reunión "
                "zonal, feria de la gestión, audiencia pública participativa, etc.) (Aplica para "
                "Rendición de Cuentas)"
            ),
        ),
        Columna(campo="presencial", titulo="Presencial", grupo=MODALIDAD, clase=Clase.MARCA),
        Columna(campo="virtual", titulo="Virtual", grupo=MODALIDAD, clase=Clase.MARCA),
        Columna(campo="fecha_programada", titulo="Fecha programada", clase=Clase.CUANDO),
        Columna(
            campo="dependencias", titulo="Dependencia (s) responsable (s)", clase=Clase.RESPONSABLES
        ),
        Columna(campo="correo", titulo="Correo de contacto para recibir más información"),
    ),
)
