"""Tabla ordenada: una fila por actividad y una columna por dato, sin celdas combinadas.

No es un formato oficial (`propio=True`): es el de los datos abiertos en CSV y el ejemplo
de `docs/formatos.md` para declarar otro.
"""

from .base import Clase, Columna, Formato

TABLA = Formato(
    nombre="tabla",
    descripcion="Tabla de actividades, una por fila",
    hoja="Actividades {vigencia}",
    titulos=(),
    fila_de_titulos=1,
    propio=True,
    columnas=(
        Columna(campo="codigo", titulo="Código"),
        Columna(campo="numero", titulo="Número"),
        Columna(campo="nombre", titulo="Actividad"),
        Columna(campo="es_participacion", titulo="Participación ciudadana", clase=Clase.MARCA),
        Columna(campo="es_rendicion", titulo="Rendición de cuentas", clase=Clase.MARCA),
        Columna(campo="momento", titulo="Momento", clase=Clase.OPCION),
        Columna(campo="elemento", titulo="Elemento", clase=Clase.OPCION),
        Columna(campo="fases", titulo="Fases y etapas", clase=Clase.LISTA),
        Columna(campo="grupos", titulo="Grupos de valor", clase=Clase.LISTA),
        Columna(campo="instancias", titulo="Instancias de participación", clase=Clase.LISTA),
        Columna(campo="accion_gestion", titulo="Acción de gestión institucional"),
        Columna(campo="instrumento", titulo="Instrumento de planeación"),
        Columna(campo="metas", titulo="Metas"),
        Columna(campo="objetivo", titulo="Objetivo"),
        Columna(campo="tipo_espacio", titulo="Tipo de espacio"),
        Columna(campo="presencial", titulo="Presencial", clase=Clase.MARCA),
        Columna(campo="virtual", titulo="Virtual", clase=Clase.MARCA),
        Columna(campo="alcance", titulo="Alcance de la participación"),
        Columna(campo="metodologia", titulo="Metodología"),
        Columna(campo="resultado", titulo="Resultado esperado"),
        Columna(campo="producto", titulo="Meta o producto"),
        Columna(campo="fecha_programada", titulo="Fecha programada", clase=Clase.CUANDO),
        Columna(campo="inicio", titulo="Fecha inicial", clase=Clase.INICIO, detalle="iso"),
        Columna(campo="fin", titulo="Fecha final", clase=Clase.FIN, detalle="iso"),
        Columna(campo="dependencias", titulo="Dependencias responsables", clase=Clase.RESPONSABLES),
        Columna(campo="presupuesto", titulo="Presupuesto y recursos"),
        Columna(campo="correo", titulo="Correo de contacto"),
        Columna(campo="lugar", titulo="Lugar"),
        Columna(campo="enlace", titulo="Enlace"),
        Columna(campo="observaciones", titulo="Observaciones"),
    ),
)
