"""Los encuentros de una evaluación: cuáles hubo, a quiénes llegaron y qué dijeron.

Entran un `Momento` y las filas del plan; salen los contenidos mínimos 1 (espacios), 2 (grupos),
3 (metas) y 4 (evaluación y recomendaciones), la anticipación y la satisfacción. Un encuentro cuenta
por su fecha. De la gente solo hay cuentas. El número de consultas no depende del de encuentros.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median

from django.db.models import Prefetch, Q, QuerySet

from cronograma.encuentros import libro
from cronograma.fila import Fila
from cronograma.models import Actividad, Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from seguimiento.avance import Cuenta
from seguimiento.hechos import (
    Anticipacion,
    Asistencia,
    Espacio,
    GrupoInvolucrado,
    MetaRendida,
    Satisfaccion,
    Soporte,
)
from seguimiento.models import Evidencia, Reporte
from seguimiento.models.encuentros import EstadoDeReporte
from seguimiento.valoraciones import PREGUNTAS, resultados_de

from .de_versiones import Plan
from .momento import Momento, dia_de

OTRAS_PERSONAS = "Otras personas"


def espacios_de(momento: Momento) -> tuple[Espacio, ...]:
    """Los encuentros con fecha hasta el último día, y los que la tenían y se movieron, por fecha."""
    encuentros = list(_consulta(momento))
    opiniones = resultados_de(encuentros)
    return tuple(_espacio(uno, momento, opiniones[uno.pk].satisfaccion) for uno in encuentros)


def _consulta(momento: Momento) -> QuerySet[Encuentro]:
    se_movieron = Q(cambios__fecha_antes__lte=momento.hasta, cambios__hecho_en__lt=momento.limite)
    elegidos = Encuentro.objects.filter(
        Q(fecha__lte=momento.hasta) | se_movieron, actividad__estrategia=momento.estrategia
    ).values("pk")
    return (
        Encuentro.objects.filter(pk__in=elegidos)
        .select_related("actividad", "convocatoria", "reporte")
        .prefetch_related(
            "cambios",
            "convocatoria__grupos",
            "reporte__asistencia__grupo",
            Prefetch("reporte__evidencias", queryset=Evidencia.objects.en_uso()),
        )
        .order_by("fecha", "hora_inicio", "pk")
    )


def _espacio(encuentro: Encuentro, momento: Momento, satisfaccion: Satisfaccion) -> Espacio:
    convocado = _convocado_el(encuentro)
    reporte = _reporte_entregado(encuentro)
    return Espacio(
        clave=encuentro.pk,
        actividad=encuentro.actividad.codigo,
        nombre_de_la_actividad=encuentro.actividad.nombre,
        nombre=encuentro.nombre,
        fecha=encuentro.fecha,
        estado=_estado_a(encuentro, momento),
        en_el_periodo=momento.desde <= encuentro.fecha <= momento.hasta,
        territorio=encuentro.territorio,
        motivo=encuentro.motivo,
        presencial=encuentro.actividad.presencial,
        virtual=encuentro.actividad.virtual,
        convocado_el=convocado,
        dias_de_convocatoria=(encuentro.fecha - convocado).days if convocado else None,
        veces_reprogramado=_veces_reprogramado(encuentro, momento),
        invitados=_invitados(encuentro),
        formato_entregado=reporte is not None,
        temas=reporte.temas if reporte else "",
        observaciones=reporte.observaciones if reporte else "",
        resultado=reporte.resultado if reporte else "",
        compromisos=reporte.compromisos_adquiridos if reporte else "",
        asistencia=_asistencia(reporte),
        satisfaccion=satisfaccion,
        soportes=tuple(soporte_de(una) for una in reporte.evidencias.all()) if reporte else (),
    )


def _estado_a(encuentro: Encuentro, momento: Momento) -> str:
    """El estado; lo que se hizo después del corte, para él todavía no se había hecho."""
    if encuentro.fecha > momento.hasta and encuentro.estado == EstadoEncuentro.REALIZADO:
        return EstadoEncuentro.CONFIRMADO.value
    return str(encuentro.estado)


def _convocado_el(encuentro: Encuentro) -> date | None:
    convocatoria = getattr(encuentro, "convocatoria", None)
    publicada = convocatoria and convocatoria.publicada_en
    return dia_de(publicada) if publicada else None


def _invitados(encuentro: Encuentro) -> tuple[str, ...]:
    convocatoria = getattr(encuentro, "convocatoria", None)
    return tuple(sorted(uno.nombre for uno in convocatoria.grupos.all())) if convocatoria else ()


def _reporte_entregado(encuentro: Encuentro) -> Reporte | None:
    """El formato interno, si salió de borrador: antes nadie lo ha firmado."""
    reporte = getattr(encuentro, "reporte", None)
    return reporte if reporte and reporte.estado != EstadoDeReporte.BORRADOR else None


def _asistencia(reporte: Reporte | None) -> tuple[Asistencia, ...]:
    if reporte is None:
        return ()
    cuentas = [
        Asistencia(grupo=una.grupo.nombre if una.grupo else OTRAS_PERSONAS, personas=una.cuantas)
        for una in reporte.asistencia.all()
    ]
    return tuple(sorted(cuentas, key=lambda una: (una.grupo == OTRAS_PERSONAS, una.grupo)))


def _veces_reprogramado(encuentro: Encuentro, momento: Momento) -> int:
    return sum(
        uno.fecha != uno.fecha_antes and uno.hecho_en < momento.limite
        for uno in encuentro.cambios.all()
    )


def soporte_de(evidencia: Evidencia) -> Soporte:
    """La evidencia como la nombra un informe: sin la ruta del archivo en el disco."""
    return Soporte(
        titulo=evidencia.titulo,
        referencia=evidencia.enlace or evidencia.nombre_original,
        huella=evidencia.sha256,
        es_enlace=bool(evidencia.enlace),
        salud=str(evidencia.salud) if evidencia.enlace else "",
        es_lista_de_asistencia=evidencia.es_lista_de_asistencia,
        es_publica=evidencia.es_publica,
        clave=evidencia.pk,
    )


# --- El libro: previstos y hechos ------------------------------------------------------------

Libros = Mapping[str, libro.Libro]


def libros_de(plan: Plan, espacios: Iterable[Espacio]) -> Libros:
    """El libro de cada actividad que es un espacio de participación, por su código.

    Lo es si lo dicen su modalidad o su tipo de espacio, o si lleva encuentros en la agenda: un
    informe o un plan no esperan ninguno. Lo previsto sale de la fecha que tenía en el plan.
    """
    con_agenda = {uno.actividad for uno in espacios}
    filas = {una.actividad_id: una.fila for una in plan.vigentes}
    de_encuentros = [
        Actividad(pk=llave, significado=fila.programacion.como_dict())
        for llave, fila in filas.items()
        if fila.tipo_espacio or fila.presencial or fila.virtual or fila.codigo in con_agenda
    ]
    return {filas[llave].codigo: suyo for llave, suyo in libro.libros_de(de_encuentros).items()}


def contar_encuentros(libros: Libros, *, hasta: date, desde: date = date.min) -> Cuenta:
    """Los realizados, de los previstos entre esos días; una ocasión es del día en que vence."""
    suma = libro.sumar(uno.cuenta(desde=desde, hasta=hasta) for uno in libros.values())
    return Cuenta(suma.encuentros_realizados, suma.previstas or 0)


# --- Lo que opinaron ------------------------------------------------------------------------


def satisfaccion_de(espacios: Iterable[Espacio]) -> Satisfaccion:
    """La de todos juntos: cada respuesta pesa igual, no cada encuentro."""
    opiniones = [uno.satisfaccion for uno in espacios if uno.satisfaccion.respuestas]
    total = sum(una.respuestas for una in opiniones)
    if not total:
        return Satisfaccion()
    medias = {
        pregunta: sum(
            ((getattr(una, pregunta) or 0) * una.respuestas for una in opiniones), Fraction(0)
        )
        / total
        for pregunta in PREGUNTAS
    }
    return Satisfaccion(respuestas=total, **medias)


# --- Lo que se cuenta de ellos --------------------------------------------------------------


def anticipacion_de(espacios: Iterable[Espacio], exigidos: int) -> Anticipacion:
    """Con cuántos días se convocaron los realizados; «cortas», con menos de los que exige la entidad."""
    hechos = [uno for uno in espacios if uno.se_realizo]
    dias = [uno.dias_de_convocatoria for uno in hechos if uno.dias_de_convocatoria is not None]
    return Anticipacion(
        convocados=Cuenta(len(dias), len(hechos)),
        minimo=min(dias, default=None),
        mediana=Fraction(median(map(Fraction, dias))) if dias else None,
        cortas=sum(uno < exigidos for uno in dias),
        dias_exigidos=exigidos,
    )


def grupos_de(filas: Sequence[Fila], espacios: Sequence[Espacio]) -> tuple[GrupoInvolucrado, ...]:
    """Cada grupo del plan o de un encuentro, por su nombre; los del plan a que no se llegó, en cero."""
    del_plan = {fila.codigo: fila.grupos for fila in filas}
    hechos = [uno for uno in espacios if uno.se_realizo]
    llegaron = [(uno, _a_quienes_llego(uno, del_plan)) for uno in hechos]
    nombres = {grupo for grupos in del_plan.values() for grupo in grupos}
    nombres |= {grupo for _, grupos in llegaron for grupo in grupos}
    return tuple(
        GrupoInvolucrado(
            nombre=nombre,
            actividades=sum(nombre in grupos for grupos in del_plan.values()),
            espacios=sum(nombre in grupos for _, grupos in llegaron),
            personas=_personas_de(nombre, hechos),
        )
        for nombre in sorted(nombres)
    )


def _a_quienes_llego(uno: Espacio, del_plan: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Los que se invitaron o fueron; si no consta ninguno, los que dice el plan."""
    fueron = {una.grupo for una in uno.asistencia if una.personas and una.grupo != OTRAS_PERSONAS}
    return fueron | set(uno.invitados) or set(del_plan.get(uno.actividad, ()))


def _personas_de(nombre: str, hechos: Iterable[Espacio]) -> int | None:
    cuentas = [una.personas for uno in hechos for una in uno.asistencia if una.grupo == nombre]
    return sum(cuentas) if cuentas else None


def metas_de(filas: Iterable[Fila], espacios: Iterable[Espacio]) -> tuple[MetaRendida, ...]:
    """Las metas de las actividades que tuvieron algún encuentro, por su código."""
    hechos: dict[str, int] = {}
    for uno in espacios:
        if uno.se_realizo:
            hechos[uno.actividad] = hechos.get(uno.actividad, 0) + 1
    rendidas: dict[tuple[str, str], list[str]] = {}
    for fila in filas:
        for meta in fila.metas_institucionales if fila.codigo in hechos else ():
            rendidas.setdefault((meta.codigo, meta.nombre), []).append(fila.codigo)
    return tuple(
        MetaRendida(
            codigo=codigo,
            nombre=nombre,
            actividades=tuple(sorted(suyas)),
            espacios=sum(hechos[una] for una in suyas),
        )
        for (codigo, nombre), suyas in sorted(rendidas.items())
    )
