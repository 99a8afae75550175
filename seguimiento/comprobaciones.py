"""Comprobaciones: lo que el sistema puede decir por sí solo de un paso del procedimiento.

Cada una mira los datos de una estrategia y responde si el paso está hecho, desde cuándo y
por qué. El procedimiento de la entidad señala por su nombre cuál mira cada paso; aquí no se
sabe qué pasos hay ni en qué orden. Nada se guarda: si el dato cambia, la respuesta cambia.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from cronograma.cobertura import faltan_por_cobertura
from cronograma.models import Actividad, Encuentro, PropuestaDeActividad, Version
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.models.planeacion import EstadoDePropuesta
from cronograma.models.version import ClaseVersion
from cronograma.programacion import Tipo
from estrategia.models import Estrategia

CUANTAS_SE_NOMBRAN = 5
SIN_ACTIVIDADES = "La estrategia todavía no tiene actividades."


class Estado(StrEnum):
    """En qué va un paso."""

    HECHO = "hecho"
    PENDIENTE = "pendiente"
    NO_APLICA = "no_aplica"


class Respuesta(NamedTuple):
    """Lo que una comprobación encontró."""

    estado: Estado
    desde: date | None
    porque: str


class Comprobacion(NamedTuple):
    """Una pregunta con nombre que un paso puede señalar."""

    titulo: str
    responder: Callable[[Estrategia], Respuesta]


def hecho(desde: date | None, porque: str) -> Respuesta:
    """El paso está hecho."""
    return Respuesta(Estado.HECHO, desde, porque)


def pendiente(porque: str) -> Respuesta:
    """El paso no está hecho, por esto."""
    return Respuesta(Estado.PENDIENTE, None, porque)


def objetivos_definidos(estrategia: Estrategia) -> Respuesta:
    """El encabezado dice qué se busca."""
    campos = ("objetivos", "objetivo_estrategico", "objetivo_dependencia")
    if not any(getattr(estrategia, campo).strip() for campo in campos):
        return pendiente("Escriba los objetivos en el encabezado de la estrategia.")
    desde = None
    for anotada in estrategia.history.order_by("-history_date", "-history_id"):
        if not any(getattr(anotada, campo).strip() for campo in campos):
            break
        desde = timezone.localdate(anotada.history_date)
    return hecho(desde, "El encabezado de la estrategia tiene sus objetivos.")


def areas_consultadas(estrategia: Estrategia) -> Respuesta:
    """Las dependencias a las que se pidieron actividades respondieron, y todo se revisó."""
    solicitudes = list(estrategia.solicitudes.select_related("dependencia"))
    if not solicitudes:
        return _segun_las_sesiones(estrategia)
    faltan = [str(una.dependencia) for una in solicitudes if una.respondida_en is None]
    if faltan:
        return pendiente(f"No han respondido: {_algunas(faltan)}.")
    por_revisar = PropuestaDeActividad.objects.filter(solicitud__in=solicitudes).exclude(
        estado=EstadoDePropuesta.ACEPTADA
    )
    if cuantas := por_revisar.count():
        return pendiente(f"Propuestas sin aceptar: {cuantas}.")
    ultima = max(una.respondida_en for una in solicitudes)
    return hecho(_dia(ultima), f"Respondieron las dependencias consultadas: {len(solicitudes)}.")


def _segun_las_sesiones(estrategia: Estrategia) -> Respuesta:
    con_acta = [una for una in estrategia.sesiones.all() if una.acta or una.acta_archivo]
    if con_acta:
        dia = min(una.fecha for una in con_acta)
        return hecho(dia, f"Sesiones de trabajo con acta: {len(con_acta)}.")
    return pendiente("Pida sus actividades a las dependencias, o registre las sesiones de trabajo.")


def espacios_definidos(estrategia: Estrategia) -> Respuesta:
    """Cada actividad dice por qué medio o en qué espacio se participa."""
    sin_espacio = [
        una
        for una in _actividades(estrategia)
        if not (una.tipo_espacio or una.metodologia or una.presencial or una.virtual)
    ]
    return _de_actividades(
        estrategia,
        sin_espacio,
        bien="Cada actividad dice su espacio, su modalidad o su metodología.",
        mal="Falta decir el espacio, la modalidad o la metodología",
    )


def cobertura_verificada(estrategia: Estrategia) -> Respuesta:
    """El punto de control de grupos de valor se ejecutó y sigue diciendo lo mismo."""
    if faltan := faltan_por_cobertura(estrategia):
        return pendiente(" ".join(faltan))
    control = estrategia.controles_de_cobertura.order_by("-ejecutado_en", "-pk").first()
    razon = f" Se sigue adelante porque: {control.razon}" if control.razon else ""
    return hecho(
        timezone.localdate(control.ejecutado_en),
        f"Control ejecutado por {control.ejecutado_por}.{razon}",
    )


def aprobada_por_comite(estrategia: Estrategia) -> Respuesta:
    """Consta el acta con que el Comité aprobó una versión."""
    con_acta = _versiones(estrategia).exclude(acta="").order_by("-numero").first()
    if con_acta:
        return hecho(
            con_acta.acta_fecha,
            f"Versión {con_acta.numero}: {con_acta.acta}, {con_acta.acta_organo}.",
        )
    if _versiones(estrategia).filter(es_previa=True).exists():
        return pendiente(
            "La aprobación no consta en el sistema: se registró una publicación previa."
        )
    return pendiente("Presente la estrategia al Comité y registre el acta con que la aprueba.")


def divulgada(estrategia: Estrategia) -> Respuesta:
    """La ciudadanía pudo ver un borrador y opinar."""
    borrador = estrategia.versiones.filter(clase=ClaseVersion.CONSULTA).order_by("numero").last()
    if borrador is None:
        return pendiente("Divulgue un borrador de la estrategia y reciba observaciones.")
    if borrador.divulgada_desde:
        plazo = f"del {borrador.divulgada_desde:%d/%m/%Y} al {borrador.divulgada_hasta:%d/%m/%Y}"
    else:
        plazo = "sin plazo registrado"
    return hecho(borrador.divulgada_desde, f"Borrador {borrador.numero}: observaciones {plazo}.")


def ajustes_decididos(estrategia: Estrategia) -> Respuesta:
    """Se decidió, con razón, si la estrategia requiere ajustes."""
    version = _decidida(estrategia)
    if version is None:
        return pendiente("Decida si la estrategia requiere ajustes, y por qué.")
    respuesta = "Sí" if version.requiere_ajustes else "No"
    return hecho(_dia_del_paso(version), f"{respuesta}: {version.razon_ajustes}")


def ajustada(estrategia: Estrategia) -> Respuesta:
    """Si requería ajustes, se publicó ya ajustada; si no los requería, no aplica."""
    version = _decidida(estrategia)
    if version is None:
        return pendiente("Primero hay que decidir si la estrategia requiere ajustes.")
    if not version.requiere_ajustes:
        return Respuesta(Estado.NO_APLICA, None, f"No requiere ajustes: {version.razon_ajustes}")
    if version.publicada_en is None:
        return pendiente("Haga los ajustes y publique la versión.")
    return hecho(_dia(version.publicada_en), f"Ajustada en la versión {version.numero}.")


def publicada(estrategia: Estrategia) -> Respuesta:
    """Hay una versión en vigor que cualquiera puede leer."""
    version = Version.objects.en_vigor().filter(estrategia=estrategia).first()
    if version is None:
        return pendiente("Publique la estrategia.")
    return hecho(_dia(version.publicada_en), f"Versión {version.numero}: {version.motivo}.")


def cronograma_con_fechas(estrategia: Estrategia) -> Respuesta:
    """De cada actividad se entiende cuándo es."""
    sin_fecha = [
        una
        for una in _actividades(estrategia)
        if una.fecha_por_revisar or una.tipo_programacion == Tipo.INDETERMINADA
    ]
    return _de_actividades(
        estrategia,
        sin_fecha,
        bien="De cada actividad se entiende cuándo es.",
        mal="Falta aclarar la fecha",
    )


def encuentros_convocados(estrategia: Estrategia) -> Respuesta:
    """La agenda tiene encuentros y ninguno sigue con fecha provisional."""
    encuentros = _encuentros(estrategia)
    if not encuentros:
        return pendiente("La agenda no tiene encuentros: ponga la fecha de cada uno.")
    provisionales = [uno for uno in encuentros if uno.estado == EstadoEncuentro.PROVISIONAL]
    if provisionales:
        return pendiente(f"Encuentros con fecha provisional: {len(provisionales)}.")
    return hecho(None, f"Encuentros con fecha confirmada o ya ocurridos: {len(encuentros)}.")


def encuentros_realizados(estrategia: Estrategia) -> Respuesta:
    """Todo lo que estaba en la agenda se hizo o se canceló diciendo por qué."""
    encuentros = _encuentros(estrategia)
    if not encuentros:
        return pendiente("La agenda no tiene encuentros.")
    cerrados = {EstadoEncuentro.REALIZADO, EstadoEncuentro.CANCELADO}
    abiertos = [uno for uno in encuentros if uno.estado not in cerrados]
    if abiertos:
        return pendiente(f"Encuentros por realizar: {len(abiertos)} de {len(encuentros)}.")
    ultimo = max(uno.fecha for uno in encuentros)
    return hecho(ultimo, f"Encuentros realizados o cancelados con su motivo: {len(encuentros)}.")


COMPROBACIONES: dict[str, Comprobacion] = {
    "objetivos_definidos": Comprobacion("La estrategia tiene objetivos", objetivos_definidos),
    "areas_consultadas": Comprobacion(
        "Las dependencias dijeron sus actividades", areas_consultadas
    ),
    "espacios_definidos": Comprobacion(
        "Cada actividad dice su espacio o su medio", espacios_definidos
    ),
    "cobertura_verificada": Comprobacion(
        "El control de grupos de valor está al día", cobertura_verificada
    ),
    "aprobada_por_comite": Comprobacion("Consta el acta del Comité", aprobada_por_comite),
    "divulgada": Comprobacion("Se divulgó un borrador", divulgada),
    "ajustes_decididos": Comprobacion("Se decidió si requiere ajustes", ajustes_decididos),
    "ajustada": Comprobacion("Se ajustó, si lo requería", ajustada),
    "publicada": Comprobacion("Hay una versión publicada", publicada),
    "cronograma_con_fechas": Comprobacion(
        "Cada actividad tiene una fecha que se entiende", cronograma_con_fechas
    ),
    "encuentros_convocados": Comprobacion(
        "Los encuentros tienen fecha confirmada", encuentros_convocados
    ),
    "encuentros_realizados": Comprobacion("Los encuentros se realizaron", encuentros_realizados),
}


def _actividades(estrategia: Estrategia) -> list[Actividad]:
    return list(estrategia.actividades.vigentes().order_by("orden", "pk"))


def _encuentros(estrategia: Estrategia) -> list[Encuentro]:
    vigentes = estrategia.actividades.vigentes()
    return list(Encuentro.objects.filter(actividad__in=vigentes))


def _de_actividades(
    estrategia: Estrategia, faltan: Iterable[Actividad], *, bien: str, mal: str
) -> Respuesta:
    if not estrategia.actividades.vigentes().exists():
        return pendiente(SIN_ACTIVIDADES)
    codigos = [una.codigo for una in faltan]
    if not codigos:
        return hecho(None, bien)
    return pendiente(f"{mal} en: {_algunas(codigos)}.")


def _algunas(nombres: list[str]) -> str:
    mas = len(nombres) - CUANTAS_SE_NOMBRAN
    resto = f" y {mas} más" if mas > 0 else ""
    return ", ".join(nombres[:CUANTAS_SE_NOMBRAN]) + resto


def _versiones(estrategia: Estrategia):
    return estrategia.versiones.filter(clase=ClaseVersion.PLAN)


def _decidida(estrategia: Estrategia) -> Version | None:
    return _versiones(estrategia).exclude(requiere_ajustes=None).order_by("-numero").first()


def _dia_del_paso(version: Version) -> date | None:
    verbos = ("abrir_ajuste", "cerrar_sin_ajustes")
    paso = version.transiciones.filter(verbo__in=verbos).order_by("en").last()
    return _dia(paso.en) if paso else None


def _dia(momento) -> date:
    return timezone.localdate(momento)
