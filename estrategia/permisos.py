"""Permisos: las tablas de qué rol hace qué con qué modelo, y por dónde se llega a su entidad.

Solo hay datos: los lee `acceso`, que decide. Los modelos se nombran por su etiqueta
(«cronograma.Actividad») porque esta sala no conoce las apps que están por encima. Lo que no está
escrito aquí no se puede: un modelo nuevo queda cerrado hasta que alguien lo ponga en las dos
tablas. La tabla para personas es `docs/roles.md`.
"""

from enum import StrEnum

from estrategia.catalogos import Rol


class Verbo(StrEnum):
    """Lo que se puede querer hacer con una fila."""

    VER = "ver"
    AGREGAR = "agregar"
    CAMBIAR = "cambiar"
    BORRAR = "borrar"
    IMPORTAR = "importar"  # cargar una hoja, confirmarla y deshacerla
    PREPARAR = "preparar"  # dar los pasos de una versión hasta solicitar que se publique
    PUBLICAR = "publicar"
    REPORTAR = "reportar"  # decir cuánto se avanzó, entregar un formato, decir que se cumplió
    REVISAR = "revisar"  # aceptar o devolver lo reportado
    REABRIR = "reabrir"  # volver a recibir reportes en un corte cerrado
    VERIFICAR = "verificar"  # lo que solo dice control interno, u otra persona
    EMITIR = "emitir"  # congelar un informe y cargarlo firmado


EDITAR = frozenset({Verbo.VER, Verbo.AGREGAR, Verbo.CAMBIAR, Verbo.BORRAR})
VER = frozenset({Verbo.VER})
# Lo que queda como constancia se agrega y se completa, y no se borra.
COMPLETAR = VER | {Verbo.AGREGAR, Verbo.CAMBIAR}
NADA: frozenset[Verbo] = frozenset()

# Por dónde se llega de una fila a su entidad. «pk» es la entidad misma; None, dato de
# referencia que es igual para todas.
RUTAS: dict[str, str | None] = {
    "estrategia.Entidad": "pk",
    "estrategia.Dependencia": "entidad",
    "estrategia.DiaNoHabilPropio": "entidad",
    "estrategia.Aviso": "entidad",
    "estrategia.Usuario": "entidad",
    "estrategia.Asignacion": "usuario__entidad",
    "estrategia.Caracterizacion": "entidad",
    "estrategia.GrupoDeValor": "entidad",
    "estrategia.InstanciaParticipacion": "entidad",
    "estrategia.MetaInstitucional": "entidad",
    "estrategia.Fase": None,
    "estrategia.ItemITA": None,
    "estrategia.CumplimientoITA": "entidad",
    "estrategia.Alcance": "entidad",
    "estrategia.ResultadoEsperado": "entidad",
    "estrategia.Estrategia": "entidad",
    "estrategia.Firma": "estrategia__entidad",
    "estrategia.Procedimiento": "entidad",
    "estrategia.Definicion": "procedimiento__entidad",
    "estrategia.Paso": "procedimiento__entidad",
    "estrategia.PasoQueNoAplica": "estrategia__entidad",
    "cronograma.Actividad": "estrategia__entidad",
    "cronograma.Responsabilidad": "actividad__estrategia__entidad",
    "cronograma.Encuentro": "actividad__estrategia__entidad",
    "cronograma.FormatoEntidad": "entidad",
    "cronograma.Version": "estrategia__entidad",
    "cronograma.Transicion": "version__estrategia__entidad",
    "cronograma.ActividadPublicada": "version__estrategia__entidad",
    "cronograma.CambioPublicado": "version__estrategia__entidad",
    "cronograma.ArchivoDeVersion": "version__estrategia__entidad",
    "cronograma.CambioDeEncuentro": "encuentro__actividad__estrategia__entidad",
    "cronograma.Convocatoria": "encuentro__actividad__estrategia__entidad",
    "cronograma.Material": "encuentro__actividad__estrategia__entidad",
    "cronograma.Inscripcion": "encuentro__actividad__estrategia__entidad",
    "cronograma.DatoDiferencial": "encuentro__actividad__estrategia__entidad",
    "cronograma.BorradoDeDatos": "entidad",
    "cronograma.Aporte": "estrategia__entidad",
    "cronograma.MovimientoDeAporte": "aporte__estrategia__entidad",
    "cronograma.MapaDeColumnas": "entidad",
    "cronograma.ControlDeCobertura": "estrategia__entidad",
    "cronograma.ProblemaAceptado": "estrategia__entidad",
    "cronograma.SolicitudDeActividades": "estrategia__entidad",
    "cronograma.PropuestaDeActividad": "solicitud__estrategia__entidad",
    "cronograma.SesionDeTrabajo": "estrategia__entidad",
    "cronograma.Asistente": "sesion__estrategia__entidad",
    "cronograma.Importacion": "entidad",
    "cronograma.FilaImportada": "importacion__entidad",
    "seguimiento.Corte": "estrategia__entidad",
    "seguimiento.MovimientoDeCorte": "corte__estrategia__entidad",
    "seguimiento.Avance": "corte__estrategia__entidad",
    "seguimiento.NotaDeApoyo": "avance__corte__estrategia__entidad",
    "seguimiento.Recibo": "corte__estrategia__entidad",
    "seguimiento.Peso": "actividad__estrategia__entidad",
    "seguimiento.Reporte": "encuentro__actividad__estrategia__entidad",
    "seguimiento.AsistenciaPorGrupo": "reporte__encuentro__actividad__estrategia__entidad",
    "seguimiento.Valoracion": "encuentro__actividad__estrategia__entidad",
    "seguimiento.Compromiso": "estrategia__entidad",
    "seguimiento.AccionDeMejora": "estrategia__entidad",
    "seguimiento.SeguimientoDeAccion": "accion__estrategia__entidad",
    "seguimiento.Leccion": "estrategia__entidad",
    "seguimiento.Evidencia": "entidad",
    "seguimiento.Informe": "estrategia__entidad",
    "seguimiento.Adenda": "informe__estrategia__entidad",
    "seguimiento.Hallazgo": "informe__estrategia__entidad",
    "seguimiento.Verificacion": "avance__corte__estrategia__entidad",
}

# Catálogos con filas oficiales, sin entidad: todas las ven y las eligen; solo quien
# administra la instalación las cambia.
CON_FILAS_OFICIALES = {"estrategia.Alcance", "estrategia.ResultadoEsperado"}

PLANEACION = {
    "estrategia.Entidad": VER | {Verbo.CAMBIAR},
    "estrategia.Dependencia": EDITAR,
    "estrategia.DiaNoHabilPropio": EDITAR,
    "estrategia.Aviso": VER | {Verbo.CAMBIAR},
    "estrategia.Usuario": VER | {Verbo.AGREGAR, Verbo.CAMBIAR},
    "estrategia.Asignacion": EDITAR,
    "estrategia.Caracterizacion": EDITAR,
    "estrategia.GrupoDeValor": EDITAR,
    "estrategia.InstanciaParticipacion": EDITAR,
    "estrategia.MetaInstitucional": EDITAR | {Verbo.IMPORTAR},
    "estrategia.Fase": VER,
    "estrategia.ItemITA": VER,
    "estrategia.CumplimientoITA": EDITAR,
    "estrategia.Alcance": EDITAR,
    "estrategia.ResultadoEsperado": EDITAR,
    "estrategia.Estrategia": EDITAR | {Verbo.PREPARAR},
    "estrategia.Firma": EDITAR,
    "estrategia.Procedimiento": EDITAR,
    "estrategia.Definicion": EDITAR,
    "estrategia.Paso": EDITAR,
    "estrategia.PasoQueNoAplica": EDITAR,
    "cronograma.Actividad": EDITAR | {Verbo.IMPORTAR},
    "cronograma.Responsabilidad": EDITAR,
    "cronograma.Encuentro": EDITAR,
    "cronograma.FormatoEntidad": EDITAR,
    "cronograma.Version": VER,
    "cronograma.Transicion": VER,
    "cronograma.ActividadPublicada": VER,
    "cronograma.CambioPublicado": VER,
    "cronograma.ArchivoDeVersion": VER,
    "cronograma.CambioDeEncuentro": VER,
    "cronograma.Convocatoria": EDITAR | {Verbo.PUBLICAR},
    "cronograma.Material": EDITAR,
    "cronograma.Inscripcion": VER | {Verbo.AGREGAR, Verbo.CAMBIAR},
    # Nadie los ve uno por uno: solo se cuentan.
    "cronograma.DatoDiferencial": NADA,
    "cronograma.BorradoDeDatos": VER,
    "cronograma.Aporte": VER | {Verbo.CAMBIAR},
    "cronograma.MovimientoDeAporte": VER,
    "cronograma.MapaDeColumnas": VER,
    "cronograma.ControlDeCobertura": VER,
    "cronograma.ProblemaAceptado": VER,
    "cronograma.SolicitudDeActividades": EDITAR,
    "cronograma.PropuestaDeActividad": EDITAR,
    "cronograma.SesionDeTrabajo": EDITAR,
    "cronograma.Asistente": EDITAR,
    "cronograma.Importacion": VER | {Verbo.IMPORTAR},
    "cronograma.FilaImportada": VER,
    "seguimiento.Corte": VER | {Verbo.AGREGAR, Verbo.CAMBIAR, Verbo.REABRIR},
    "seguimiento.MovimientoDeCorte": VER,
    "seguimiento.Avance": VER | {Verbo.REVISAR},
    "seguimiento.NotaDeApoyo": VER,
    "seguimiento.Recibo": VER,
    "seguimiento.Peso": EDITAR,
    "seguimiento.Reporte": VER | {Verbo.REPORTAR, Verbo.REVISAR},
    "seguimiento.AsistenciaPorGrupo": VER,
    "seguimiento.Valoracion": VER | {Verbo.CAMBIAR},
    "seguimiento.Compromiso": COMPLETAR | {Verbo.REPORTAR, Verbo.VERIFICAR},
    "seguimiento.AccionDeMejora": COMPLETAR | {Verbo.REPORTAR},
    "seguimiento.SeguimientoDeAccion": COMPLETAR,
    "seguimiento.Leccion": EDITAR,
    "seguimiento.Evidencia": COMPLETAR,
    "seguimiento.Informe": COMPLETAR | {Verbo.EMITIR},
    "seguimiento.Adenda": VER | {Verbo.AGREGAR},
    "seguimiento.Hallazgo": VER,
    "seguimiento.Verificacion": VER,
}

# Lo planeado lo lee toda la entidad; los datos de personas y las hojas cargadas, no.
RESERVADO_A_PLANEACION = {
    "estrategia.Usuario",
    "estrategia.Asignacion",
    "estrategia.Aviso",
    "cronograma.Aporte",
    "cronograma.MovimientoDeAporte",
    "cronograma.Asistente",
    "cronograma.Inscripcion",
    "cronograma.DatoDiferencial",
    "cronograma.BorradoDeDatos",
}
# Se ven cuando se emite el informe que los contiene, o son respaldo reservado.
RESERVADO_AL_SEGUIMIENTO = {
    "seguimiento.Evidencia",
    "seguimiento.Valoracion",
    "seguimiento.Informe",
    "seguimiento.Adenda",
    "seguimiento.Hallazgo",
    "seguimiento.Verificacion",
}
# De estos, quien solo habla por una dependencia alcanza los que le asignaron: por dónde se llega
# de la fila a la dependencia.
DE_UNA_DEPENDENCIA = {
    "cronograma.Aporte": "dependencia",
    "cronograma.MovimientoDeAporte": "aporte__dependencia",
}
HOJAS_CARGADAS = {
    "cronograma.Importacion",
    "cronograma.FilaImportada",
    "cronograma.MapaDeColumnas",
}
LECTURA = dict.fromkeys(PLANEACION.keys() - RESERVADO_A_PLANEACION, VER)
LECTURA_DE_LO_PLANEADO = dict.fromkeys(
    LECTURA.keys() - HOJAS_CARGADAS - RESERVADO_AL_SEGUIMIENTO, VER
)
# Lo que una dependencia dice de lo suyo; de cuál habla lo decide `responde_por`.
LO_QUE_DICE_LA_DEPENDENCIA = {
    "cronograma.PropuestaDeActividad": EDITAR,
    "cronograma.Aporte": VER | {Verbo.CAMBIAR},
    "cronograma.MovimientoDeAporte": VER,
    "cronograma.Inscripcion": COMPLETAR,
    "seguimiento.Avance": VER | {Verbo.REPORTAR},
    "seguimiento.NotaDeApoyo": VER | {Verbo.AGREGAR},
    "seguimiento.Reporte": VER | {Verbo.REPORTAR},
    "seguimiento.AsistenciaPorGrupo": EDITAR,
    "seguimiento.Compromiso": VER | {Verbo.REPORTAR},
    "seguimiento.AccionDeMejora": VER | {Verbo.REPORTAR},
    "seguimiento.SeguimientoDeAccion": COMPLETAR,
    "seguimiento.Leccion": VER | {Verbo.AGREGAR},
    "seguimiento.Evidencia": COMPLETAR,
}
# Lo de control interno es suyo: planeación lo ve y no lo toca, y control no toca lo demás.
LO_QUE_DICE_CONTROL = {
    "seguimiento.Verificacion": VER | {Verbo.VERIFICAR},
    "seguimiento.Hallazgo": EDITAR,
    "seguimiento.Informe": COMPLETAR | {Verbo.EMITIR},
    "seguimiento.Adenda": VER | {Verbo.AGREGAR},
    "seguimiento.Compromiso": VER | {Verbo.VERIFICAR},
    "seguimiento.AccionDeMejora": VER | {Verbo.VERIFICAR},
}

# De rol a modelo a verbos. Lo que no está, no se puede.
PERMISOS: dict[str, dict[str, frozenset[Verbo]]] = {
    Rol.PLANEACION: PLANEACION,
    Rol.DEPENDENCIA: LECTURA_DE_LO_PLANEADO | LO_QUE_DICE_LA_DEPENDENCIA,
    # Planeación prepara y comunicaciones publica; quien tiene los dos roles hace las dos cosas.
    Rol.COMUNICACIONES: LECTURA_DE_LO_PLANEADO
    | {
        "estrategia.Estrategia": VER | {Verbo.PUBLICAR},
        "cronograma.Convocatoria": EDITAR | {Verbo.PUBLICAR},
        "cronograma.Material": EDITAR,
    },
    Rol.CONTROL: LECTURA | LO_QUE_DICE_CONTROL,
    Rol.CONSULTA: LECTURA_DE_LO_PLANEADO,
}

# Lo que nadie hace a mano, ni quien administra: una versión publicada es inmutable, lo que
# deja constancia se escribe al actuar, las hojas entran por su propia pantalla y las fases
# las fija la norma.
SOLO_SE_MIRAN = {
    "cronograma.Version",
    "cronograma.Transicion",
    "cronograma.ActividadPublicada",
    "cronograma.CambioPublicado",
    "cronograma.ArchivoDeVersion",
    "cronograma.Aporte",
    "cronograma.MovimientoDeAporte",
    "cronograma.MapaDeColumnas",
    "cronograma.ControlDeCobertura",
    "cronograma.ProblemaAceptado",
    "cronograma.Importacion",
    "cronograma.FilaImportada",
    "estrategia.Fase",
    "estrategia.Aviso",
    "cronograma.CambioDeEncuentro",
    "cronograma.Inscripcion",
    "cronograma.DatoDiferencial",
    "cronograma.BorradoDeDatos",
    "seguimiento.Corte",
    "seguimiento.MovimientoDeCorte",
    "seguimiento.Avance",
    "seguimiento.NotaDeApoyo",
    "seguimiento.Recibo",
    "seguimiento.Reporte",
    "seguimiento.AsistenciaPorGrupo",
    "seguimiento.Valoracion",
    "seguimiento.Compromiso",
    "seguimiento.AccionDeMejora",
    "seguimiento.SeguimientoDeAccion",
    "seguimiento.Evidencia",
    "seguimiento.Informe",
    "seguimiento.Adenda",
    "seguimiento.Hallazgo",
    "seguimiento.Verificacion",
}
ADMINISTRADOR = {
    etiqueta: verbos if etiqueta in SOLO_SE_MIRAN else verbos | EDITAR
    for etiqueta, verbos in PLANEACION.items()
}
ADMINISTRADOR["estrategia.Estrategia"] |= {Verbo.PUBLICAR}

# Campos que solo cambia quien administra la instalación: de ellos dependen las
# direcciones públicas y quién manda sobre quién.
CAMPOS_DE_ADMINISTRADOR = {
    "estrategia.Entidad": ("slug", "activa"),
    "estrategia.Usuario": ("is_superuser",),
}

ROLES_QUE_DA_PLANEACION = frozenset(Rol) - {Rol.CONTROL}
