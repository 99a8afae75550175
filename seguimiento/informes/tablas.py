"""Las tablas de cumplimiento de un informe, hechas de una `Evaluacion`: las mismas para todos.

Entra la evaluación; sale una `Tabla` con el valor exacto de cada celda. Toda columna de porcentaje
dice de quién es la cifra. Sala pura.
"""

from collections.abc import Iterable
from fractions import Fraction

from seguimiento.avance import Cifra, EstadoDeLinea, Medida, Medidas, parte
from seguimiento.desglose import Dimension
from seguimiento.evaluacion.valores import Evaluacion, Punto
from seguimiento.hechos import LineaEvaluada, Soporte

from .escrito import Clase, ClaseDeGrafica, Columna, Grafica, Tabla, Valor

SIN_MEDIR = "sin medir"
NO_SE_SUMAN = (
    "Una actividad cuenta en cada una de sus etiquetas: los renglones no se suman entre sí. "
    "El semáforo es el de la cifra aceptada, sin redondear."
)
NOMBRE_DE_REPORTE = {
    "sin_reporte": "Sin reporte",
    "guardado": "Guardado sin enviar",
    "enviado": "Enviado",
    "devuelto": "Devuelto",
    "aceptado": "Aceptado",
}
ROTULO = {
    Cifra.REPORTADO: "Reportado por las dependencias",
    Cifra.ACEPTADO: "Aceptado por planeación",
    Cifra.VERIFICADO: "Verificado por control interno",
}
PALABRA_DE_SI = {True: "Sí", False: "No", None: ""}


def marcas_de(evaluacion: Evaluacion) -> tuple[Fraction, ...]:
    """Los límites del semáforo de la entidad, como partes de 1."""
    umbrales = evaluacion.umbrales
    return Fraction(umbrales.medio, 100), Fraction(umbrales.alto, 100)


def porcentaje(titulo: str, *, vacio: str = SIN_MEDIR, grupo: str = "") -> Columna:
    """Una columna de porcentaje."""
    return Columna(titulo=titulo, clase=Clase.PORCENTAJE, vacio=vacio, grupo=grupo)


def numero(titulo: str, *, vacio: str = "") -> Columna:
    """Una columna de enteros."""
    return Columna(titulo=titulo, clase=Clase.NUMERO, vacio=vacio)


# --- Las cifras ------------------------------------------------------------------------------


def cifras(evaluacion: Evaluacion, cuales: Iterable[Cifra] = tuple(Cifra)) -> Tabla:
    """El cumplimiento según cada quien, con cuántas actividades entran y cuántas quedaron sin dato."""
    return Tabla(
        clave="Cumplimiento",
        titulo=f"Cumplimiento a {evaluacion.hasta:%d/%m/%Y}, según quién da la cifra",
        columnas=(
            Columna(titulo="Cifra"),
            porcentaje("Cumplimiento"),
            numero("Cumplidas"),
            numero("Exigibles"),
            numero("Sin dato"),
            Columna(titulo="Semáforo"),
        ),
        filas=tuple(_cifra(evaluacion, cifra) for cifra in cuales),
        nota=(
            "Exigibles son las actividades de las que ya se esperaba algo. Lo verificado cuenta solo "
            "las que control interno revisó."
        ),
        grafica=Grafica(
            titulo="Cumplimiento según quién da la cifra",
            valores=(1,),
            palabra=5,
            marcas=marcas_de(evaluacion),
        ),
    )


def _cifra(evaluacion: Evaluacion, cifra: Cifra) -> tuple[Valor, ...]:
    medida = evaluacion.medidas.de(cifra)
    return (ROTULO[cifra], *_de_medida(medida), medida.sin_dato, evaluacion.luz(cifra).palabra)


def _de_medida(medida: Medida) -> tuple[Valor, ...]:
    return (medida.cumplimiento, medida.cumplidas, medida.exigibles)


def estados(evaluacion: Evaluacion) -> Tabla:
    """Cuántas actividades hay en cada estado."""
    cuentas = evaluacion.estados
    return Tabla(
        clave="Estados",
        titulo="En qué está cada actividad del plan",
        columnas=(
            Columna(titulo="Estado"),
            numero("Actividades"),
            Columna(titulo="Qué quiere decir"),
        ),
        filas=tuple(
            (estado.nombre.capitalize(), cuentas[estado], QUE_QUIERE_DECIR[estado])
            for estado in EstadoDeLinea
        ),
        nota="El estado se calcula con la fecha programada y lo acumulado antes; nadie lo escribe.",
        grafica=Grafica(titulo="Actividades por estado", valores=(1,)),
    )


QUE_QUIERE_DECIR = {
    EstadoDeLinea.PROGRAMADA: "Alguno de sus días cae en el periodo",
    EstadoDeLinea.REZAGADA: "Debía estar cumplida antes y no llegó al 100 %",
    EstadoDeLinea.CUMPLIDA_ANTES: "Ya tenía lo que se esperaba de ella",
    EstadoDeLinea.NO_PROGRAMADA: "No le toca en este periodo: no es 0 %",
    EstadoDeLinea.POR_DEMANDA: "Se hace cuando alguien la solicita",
    EstadoDeLinea.SIN_FECHA: "Su fecha no se pudo entender: va aparte",
}


def por_dimension(evaluacion: Evaluacion, dimension: Dimension) -> Tabla:
    """El cumplimiento partido por dependencia, fase, grupo…; con su gráfica."""
    try:
        renglones = evaluacion.tabla(dimension).renglones
    except KeyError:
        renglones = ()
    return Tabla(
        clave=f"Por {dimension.value}",
        titulo=f"Por {dimension.nombre[0].lower()}{dimension.nombre[1:]}",
        columnas=(
            Columna(titulo=dimension.nombre),
            numero("Actividades"),
            porcentaje("Reportado"),
            porcentaje("Aceptado"),
            porcentaje("Verificado"),
            numero("Cumplidas"),
            numero("Exigibles"),
            Columna(titulo="Semáforo"),
        ),
        filas=tuple(
            (uno.nombre, uno.lineas, *_porcentajes(uno.medidas), *_de_medida(uno.medidas.aceptado)[1:],
             evaluacion.luz_de(uno.medidas.aceptado.cumplimiento).palabra)
            for uno in renglones
        ),
        nota=NO_SE_SUMAN,
        vacia="Ninguna actividad lleva esta etiqueta.",
        grafica=Grafica(
            titulo=f"Cumplimiento aceptado por {dimension.nombre[0].lower()}{dimension.nombre[1:]}",
            valores=(3,),
            palabra=7,
            marcas=marcas_de(evaluacion),
        ),
    )  # fmt: skip


def _porcentajes(medidas: Medidas) -> tuple[Valor, ...]:
    return tuple(medidas.de(cifra).cumplimiento for cifra in Cifra)


def tendencia(
    evaluacion: Evaluacion,
    puntos: Iterable[Punto],
    *,
    clave: str = "Tendencia",
    titulo: str = "Corte por corte",
) -> Tabla:
    """Las tres cifras en cada corte, para ver hacia dónde va."""
    return Tabla(
        clave=clave,
        titulo=titulo,
        columnas=(
            Columna(titulo="Corte"),
            Columna(titulo="A", clase=Clase.FECHA),
            porcentaje("Reportado"),
            porcentaje("Aceptado"),
            porcentaje("Verificado"),
            numero("Cumplidas"),
            numero("Exigibles"),
            Columna(titulo="Semáforo"),
        ),
        filas=tuple(
            (uno.nombre, uno.fecha, *_porcentajes(uno.medidas), *_de_medida(uno.medidas.aceptado)[1:],
             evaluacion.luz_de(uno.medidas.aceptado.cumplimiento).palabra)
            for uno in puntos
        ),
        nota="Cada corte se mide contra lo que se esperaba ese día. El semáforo es el de la cifra aceptada.",
        vacia="Todavía no hay otros cortes con que comparar.",
        grafica=Grafica(
            titulo="Cumplimiento en cada corte",
            clase=ClaseDeGrafica.LINEAS,
            valores=(2, 3, 4),
            marcas=marcas_de(evaluacion),
        ),
    )  # fmt: skip


# --- Las actividades -------------------------------------------------------------------------


def lineas(evaluacion: Evaluacion, *, titulo: str = "Todas las actividades") -> Tabla:
    """Todas las actividades con su estado, lo esperado, las tres cifras y lo observado."""
    return Tabla(
        clave="Actividades",
        titulo=titulo,
        encabeza=1,
        columnas=(
            Columna(titulo="N.º"),
            Columna(titulo="Actividad"),
            Columna(titulo="Responsable"),
            Columna(titulo="Fecha programada"),
            Columna(titulo="Estado"),
            porcentaje("Esperado", vacio="—"),
            porcentaje("Reportado", vacio="en blanco"),
            porcentaje("Aceptado", vacio="—"),
            Columna(titulo="Dato a", clase=Clase.FECHA, vacio="—"),
            Columna(titulo="Encuentros", clase=Clase.CENTRADO, vacio="—"),
            Columna(titulo="Reporte"),
            Columna(titulo="Observación de la dependencia"),
        ),
        filas=tuple(_linea(una, lugar) for lugar, una in enumerate(evaluacion.lineas, start=1)),
        nota=(
            "«En blanco» es que nadie lo dijo; 0 % se escribe, con su porqué; «—» es que no aplica o "
            "no se ha aceptado."
        ),
    )


def _linea(una: LineaEvaluada, lugar: int) -> tuple[Valor, ...]:
    linea = una.linea
    return (
        linea.numero or str(lugar),
        linea.nombre,
        "; ".join(linea.dependencias) or "Sin responsable",
        linea.fecha_programada,
        linea.estado.nombre,
        linea.esperado,
        _dicho(una),
        linea.alcanzado(Cifra.ACEPTADO),
        linea.dato_al,
        _encuentros(una),
        _reporte(una),
        observacion_de(una),
    )


def _reporte(una: LineaEvaluada) -> str:
    if not una.linea.se_pregunta:
        return "No se pidió"
    if una.reporte == "sin_reporte" and not una.linea.le_falta_reporte:
        return "En un corte anterior"
    return NOMBRE_DE_REPORTE.get(una.reporte, una.reporte)


def _dicho(una: LineaEvaluada) -> Valor:
    """Lo reportado; «no se pidió» si el corte no lo preguntaba y nadie lo dijo."""
    dicho = una.linea.alcanzado(Cifra.REPORTADO)
    if dicho is not None:
        return dicho
    return None if una.linea.se_pregunta else "—"


def _encuentros(una: LineaEvaluada) -> str:
    linea = una.linea
    if linea.encuentros_esperados is None and not linea.encuentros_realizados:
        return ""
    esperados = "?" if linea.encuentros_esperados is None else linea.encuentros_esperados
    return f"{linea.encuentros_realizados} de {esperados}"


def observacion_de(una: LineaEvaluada) -> str:
    """Lo que la dependencia dijo, con las razones que el sistema le pidió y las notas de apoyo."""
    partes = [
        una.observacion,
        una.por_que_cero != una.observacion
        and una.por_que_cero
        and f"Por qué 0 %: {una.por_que_cero}",
        una.por_que_baja and f"Por qué baja: {una.por_que_baja}",
        *(f"{nota.dependencia}: {nota.texto}" for nota in una.notas_de_apoyo),
    ]
    return "\n".join(parte for parte in partes if parte)


def verificadas(evaluacion: Evaluacion) -> Tabla:
    """Lo aceptado y, al lado, lo que control interno verificó, línea por línea."""
    revisadas = [una for una in evaluacion.lineas if una.esta_verificada]
    return Tabla(
        clave="Verificadas",
        titulo="Lo verificado frente a lo aceptado",
        columnas=(
            Columna(titulo="Actividad"),
            Columna(titulo="Responsable"),
            porcentaje("Aceptado", vacio="sin aceptar"),
            porcentaje("Verificado", vacio="no la midió"),
            Columna(titulo="Diferencia (puntos)", clase=Clase.DECIMAL, vacio="—"),
            Columna(titulo="¿Encontró evidencia?", clase=Clase.CENTRADO, vacio="—"),
            Columna(titulo="Observación de control interno"),
        ),
        filas=tuple(_verificada(una) for una in revisadas),
        vacia="Control interno no ha verificado ninguna actividad de este corte.",
    )


def _verificada(una: LineaEvaluada) -> tuple[Valor, ...]:
    linea = una.linea
    aceptado, verificado = linea.alcanzado(Cifra.ACEPTADO), parte(linea.verificado)
    diferencia = None if aceptado is None or verificado is None else (verificado - aceptado) * 100
    return (
        _nombre(una),
        "; ".join(linea.dependencias),
        aceptado,
        verificado,
        diferencia,
        PALABRA_DE_SI[una.hay_evidencia],
        una.observacion_de_control,
    )


def _nombre(una: LineaEvaluada) -> str:
    linea = una.linea
    return f"{linea.numero}. {linea.nombre}" if linea.numero else linea.nombre


def pendientes(evaluacion: Evaluacion) -> Tabla:
    """Las exigibles que no llegaron a lo esperado, con lo que se dijo de ellas."""
    faltan = [
        una
        for una in evaluacion.lineas
        if (cumplimiento := una.linea.cumplimiento(Cifra.ACEPTADO)) is not None and cumplimiento < 1
    ]
    return Tabla(
        clave="Sin cumplir",
        titulo="Actividades que no llegaron a lo esperado",
        columnas=(
            Columna(titulo="Actividad"),
            Columna(titulo="Responsable"),
            Columna(titulo="Vencía", clase=Clase.FECHA, vacio="—"),
            porcentaje("Esperado", vacio="—"),
            porcentaje("Aceptado", vacio="sin aceptar"),
            Columna(titulo="Estado"),
            Columna(titulo="Qué dijo la dependencia", vacio="No dijo nada"),
        ),
        filas=tuple(
            (_nombre(una), "; ".join(una.linea.dependencias), una.linea.vencimiento,
             una.linea.exigido, una.linea.alcanzado(Cifra.ACEPTADO), una.linea.estado.nombre,
             observacion_de(una))
            for una in faltan
        ),
        vacia="Todas las actividades exigibles llegaron a lo esperado.",
    )  # fmt: skip


def evidencias(evaluacion: Evaluacion) -> Tabla:
    """Cada actividad con sus evidencias: título y huella. La dirección, solo de las públicas."""
    filas = [
        (_nombre(una), soporte.titulo, _donde(soporte), soporte.huella)
        for una in evaluacion.lineas
        for soporte in una.soportes
    ]
    return Tabla(
        clave="Evidencias",
        titulo="Evidencias de cada actividad",
        columnas=(
            Columna(titulo="Actividad"),
            Columna(titulo="Evidencia"),
            Columna(titulo="Dónde está"),
            Columna(titulo="Huella SHA-256", vacio="—"),
        ),
        filas=tuple(filas),
        nota="Las evidencias reservadas se consultan en el expediente, con la misma huella.",
        vacia="Ninguna actividad tiene evidencias.",
    )


def _donde(soporte: Soporte) -> str:
    if soporte.es_publica:
        return soporte.referencia
    if soporte.es_lista_de_asistencia:
        return "Lista de asistencia: reservada"
    return "Dirección reservada" if soporte.es_enlace else "Archivo reservado"
