"""Las tablas de lo que pasó: encuentros, grupos, metas, compromisos, acciones, contradicciones.

Entra una `Evaluacion`; sale una `Tabla` por cada asunto, con lo que significa que esté vacía. No
llevan datos de la ciudadanía. Sala pura.
"""

from fractions import Fraction

from cronograma.cuentas_pequenas import MINIMO, cuenta_publica
from seguimiento.avance import Cifra
from seguimiento.evaluacion.valores import Evaluacion, FrenteALaPrimera
from seguimiento.hechos import AccionEvaluada, Espacio

from .escrito import Clase, Columna, Tabla, Valor
from .tablas import PALABRA_DE_SI, numero, porcentaje

ESTADO_DE_PROMESA = {
    "abierto": "En curso",
    "por_verificar": "Cumplido, por verificar",
    "cerrado": "Cumplido y verificado",
    "incumplido": "No se cumplió",
}
ORIGEN_DE_ACCION = {
    "hallazgo": "Hallazgo de control interno",
    "organo_de_control": "Recomendación de un órgano de control",
    "encuentro": "Reunión o evento",
    "valoracion": "Valoración de la ciudadanía",
}


def espacios(evaluacion: Evaluacion) -> Tabla:
    """Los encuentros hasta el último día del corte, uno por renglón."""
    return Tabla(
        clave="Espacios",
        titulo="Espacios con fecha hasta el corte",
        encabeza=1,
        columnas=(
            Columna(titulo="Fecha", clase=Clase.FECHA),
            Columna(titulo="Espacio"),
            Columna(titulo="Actividad"),
            Columna(titulo="Estado"),
            Columna(titulo="Modalidad", vacio="sin decir"),
            numero("Personas", vacio="sin contar"),
            numero("Días de convocatoria", vacio="no consta"),
            numero("Veces reprogramado"),
            Columna(titulo="¿Entregó el formato interno?", clase=Clase.CENTRADO),
        ),
        filas=tuple(_espacio(uno) for uno in evaluacion.espacios),
        vacia="No hubo espacios con fecha hasta este corte.",
    )


def _espacio(uno: Espacio) -> tuple[Valor, ...]:
    estado = uno.estado.replace("_", " ").capitalize()
    return (
        uno.fecha,
        uno.nombre,
        uno.nombre_de_la_actividad,
        f"{estado}: {uno.motivo}" if uno.motivo else estado,
        modalidad_de(uno),
        _personas(uno.personas),
        uno.dias_de_convocatoria,
        uno.veces_reprogramado,
        PALABRA_DE_SI[uno.formato_entregado] if uno.se_realizo else "—",
    )


def _personas(cuantas: int | None) -> Valor:
    """El número o, si es tan pequeño que señalaría a alguien, «<5»."""
    return cuantas if cuantas is None or cuantas >= MINIMO else cuenta_publica(cuantas)


def modalidad_de(uno: Espacio) -> str:
    """Cómo se asistía, en palabras."""
    formas = [
        nombre for nombre, si in (("Presencial", uno.presencial), ("virtual", uno.virtual)) if si
    ]
    return " y ".join(formas).capitalize()


def grupos(evaluacion: Evaluacion) -> Tabla:
    """Cada grupo de valor: en cuántas actividades está y en cuántos espacios estuvo."""
    return Tabla(
        clave="Grupos",
        titulo="Grupos de valor de la estrategia",
        columnas=(
            Columna(titulo="Grupo de valor"),
            numero("Actividades que lo invitan"),
            numero("Espacios realizados"),
            numero("Personas que asistieron", vacio="sin contar"),
        ),
        filas=tuple(
            (uno.nombre, uno.actividades, uno.espacios, _personas(uno.personas))
            for uno in evaluacion.grupos
        ),
        nota=(
            "Una misma actividad puede invitar a varios grupos. «Sin contar»: ningún formato interno "
            "contó a sus personas."
        ),
        vacia="Las actividades de la estrategia no dicen a qué grupos de valor invitan.",
    )  # fmt: skip


def metas(evaluacion: Evaluacion) -> Tabla:
    """Las metas de las que se rindió cuentas, con los espacios en que se hizo."""
    return Tabla(
        clave="Metas",
        titulo="Metas institucionales y espacios en que se rindió cuentas de ellas",
        encabeza=1,
        columnas=(
            Columna(titulo="Código", vacio="—"),
            Columna(titulo="Meta institucional"),
            Columna(titulo="Actividades asociadas"),
            numero("Espacios realizados"),
        ),
        filas=tuple(
            (una.codigo, una.nombre, "; ".join(una.actividades), una.espacios)
            for una in evaluacion.metas
        ),
        vacia="Ninguna actividad está asociada a una meta institucional registrada.",
    )


def compromisos(evaluacion: Evaluacion) -> Tabla:
    """Lo prometido, en el estado que tenía el día del corte."""
    return Tabla(
        clave="Compromisos",
        titulo="Compromisos, como estaban el último día del corte",
        encabeza=1,
        columnas=(
            numero("N.º"),
            Columna(titulo="A qué se comprometió la entidad"),
            Columna(titulo="Responde"),
            Columna(titulo="Hasta", clase=Clase.FECHA),
            Columna(titulo="Estado"),
            Columna(titulo="Dónde se adquirió", vacio="—"),
            Columna(titulo="Cómo se cumplió", vacio="—"),
        ),
        filas=tuple(
            (uno.numero, uno.texto, uno.responsable or uno.dependencia, uno.hasta,
             _estado_de_promesa(uno.estado, vencida=uno.esta_vencido), uno.espacio, uno.como_se_cumplio)
            for uno in evaluacion.compromisos
        ),
        vacia="No se adquirieron compromisos con la ciudadanía hasta este corte.",
    )  # fmt: skip


def acciones(evaluacion: Evaluacion) -> Tabla:
    """Las acciones de mejora, cómo van y el juicio de control interno."""
    return Tabla(
        clave="Acciones de mejora",
        titulo="Acciones de mejora",
        encabeza=2,
        columnas=(
            numero("N.º"),
            Columna(titulo="Qué se encontró"),
            Columna(titulo="Qué se hará"),
            Columna(titulo="Responde"),
            Columna(titulo="Hasta", clase=Clase.FECHA),
            Columna(titulo="Cómo va"),
            Columna(titulo="¿Se hizo? (eficacia)", clase=Clase.CENTRADO, vacio="sin juzgar"),
            Columna(titulo="¿Sirvió? (efectividad)", clase=Clase.CENTRADO, vacio="sin juzgar"),
        ),
        filas=tuple(_accion(una) for una in evaluacion.acciones),
        nota="La eficacia y la efectividad las juzga control interno.",
        vacia="No hay acciones de mejora registradas.",
    )


def _accion(una: AccionEvaluada) -> tuple[Valor, ...]:
    estado = _estado_de_promesa(una.estado, vencida=una.esta_vencida)
    return (
        una.numero,
        f"{una.que_se_encontro}\n{ORIGEN_DE_ACCION.get(una.origen, una.origen)}",
        una.accion,
        una.responsable or una.dependencia,
        una.hasta,
        f"{estado}\n{una.como_va}" if una.como_va else estado,
        PALABRA_DE_SI[una.es_eficaz],
        PALABRA_DE_SI[una.es_efectiva],
    )


def _estado_de_promesa(estado: str, *, vencida: bool) -> str:
    nombre = ESTADO_DE_PROMESA.get(estado, estado)
    return f"{nombre}, vencido" if vencida else nombre


def contradicciones(evaluacion: Evaluacion) -> Tabla:
    """Lo que no puede ser cierto a la vez, con la actividad en que está."""
    nombres = {una.linea.codigo: una.linea.nombre for una in evaluacion.lineas}
    return Tabla(
        clave="Contradicciones",
        titulo="Contradicciones que el sistema encontró",
        columnas=(
            Columna(titulo="Actividad"),
            Columna(titulo="Qué se contradice"),
        ),
        filas=tuple(
            (nombres.get(una.actividad, una.actividad), una.texto)
            for una in evaluacion.contradicciones
        ),
        nota="Señalan por dónde empezar a mirar; no prueban que algo esté mal.",
        vacia="El sistema no encontró contradicciones entre lo reportado, la evidencia y los encuentros.",
    )


def preguntas(evaluacion: Evaluacion) -> Tabla:
    """Las preguntas de la ciudadanía, por su respuesta."""
    suyas = evaluacion.preguntas
    filas: tuple[tuple[Valor, ...], ...] = (
        ("Respondidas a tiempo", suyas.a_tiempo),
        ("Respondidas tarde", suyas.tarde),
        ("Vencidas sin respuesta", suyas.vencidas),
        ("Pendientes, todavía en plazo", suyas.pendientes),
        ("Trasladadas a otra entidad", suyas.trasladadas),
    )
    return Tabla(
        clave="Preguntas",
        titulo=f"Preguntas de la ciudadanía: {suyas.recibidas} recibidas",
        columnas=(Columna(titulo="Situación"), numero("Preguntas")),
        filas=filas if suyas.recibidas else (),
        nota="Las que todavía están en plazo no cuentan ni a favor ni en contra.",
        vacia="No se recibieron preguntas hasta este corte.",
    )


def satisfaccion(evaluacion: Evaluacion) -> Tabla:
    """Lo que opinaron quienes fueron, de 1 a 5."""
    suya = evaluacion.satisfaccion
    medias: tuple[tuple[str, Fraction | None], ...] = (
        ("La información fue clara", suya.claridad),
        ("Pude opinar y me escucharon", suya.escucha),
        ("Fue útil participar", suya.utilidad),
        ("Las tres preguntas", suya.media),
    )
    return Tabla(
        clave="Satisfacción",
        titulo=f"Satisfacción de quienes fueron, de 1 a 5: {suya.respuestas} respuestas",
        columnas=(
            Columna(titulo="Pregunta"),
            Columna(titulo="Media", clase=Clase.DECIMAL, vacio="sin respuestas"),
        ),
        filas=tuple(medias) if suya.se_puede_publicar else (),
        vacia=(
            "Las respuestas son muy pocas para publicar una media."
            if suya.respuestas
            else "Nadie ha valorado los espacios."
        ),
    )


def frente_a_la_primera(primera: FrenteALaPrimera, evaluacion: Evaluacion) -> Tabla:
    """La misma realidad contra la versión que regía y contra la primera del año."""
    esta = f"Versión {evaluacion.version}, la que regía" if evaluacion.version else "Plan vigente"
    return Tabla(
        clave="Frente a la primera",
        titulo="La misma realidad, medida contra la primera versión del año",
        columnas=(
            Columna(titulo="Plan con que se compara"),
            *(porcentaje(nombre) for nombre in ("Reportado", "Aceptado", "Verificado")),
            numero("Cumplidas"),
            numero("Exigibles"),
        ),
        filas=tuple(
            (nombre, *(medidas.de(cifra).cumplimiento for cifra in Cifra),
             medidas.aceptado.cumplidas, medidas.aceptado.exigibles)
            for nombre, medidas in (
                (esta, evaluacion.medidas),
                (f"Versión {primera.version}, la primera", primera.medidas),
            )
        ),
        nota="Cambiar el plan no mejora lo que se hizo: por eso se mide dos veces.",
    )  # fmt: skip


def movidas(primera: FrenteALaPrimera) -> Tabla:
    """Las reprogramadas y las retiradas, por su nombre."""
    filas: list[tuple[Valor, ...]] = [
        ("Reprogramada", una.nombre, una.antes, una.ahora, una.porque)
        for una in primera.reprogramadas
    ]
    filas += [
        ("Retirada después de vencida" if una.estaba_vencida else "Retirada", una.nombre,
         f"Vencía el {una.vencia:%d/%m/%Y}" if una.vencia else "",
         f"Se retiró el {una.retirada_el:%d/%m/%Y}" if una.retirada_el else "Se retiró", una.porque)
        for una in primera.retiradas
    ]  # fmt: skip
    return Tabla(
        clave="Cambios del plan",
        titulo="Actividades que cambiaron de fecha o salieron del plan",
        encabeza=1,
        columnas=(
            Columna(titulo="Qué pasó"),
            Columna(titulo="Actividad"),
            Columna(titulo="Antes", vacio="—"),
            Columna(titulo="Ahora", vacio="—"),
            Columna(titulo="Por qué", vacio="No se dijo"),
        ),
        filas=tuple(filas),
        vacia="Ninguna actividad cambió de fecha ni salió del plan.",
    )
