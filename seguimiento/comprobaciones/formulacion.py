"""Lo que se comprueba al formular la estrategia: de los objetivos a la publicación."""

from datetime import date

from django.utils import timezone

from cronograma.cobertura import faltan_por_cobertura
from cronograma.models import PropuestaDeActividad, Version
from cronograma.models.planeacion import EstadoDePropuesta
from cronograma.models.version import ClaseVersion
from estrategia.models import Estrategia

from .respuesta import (
    Respuesta,
    actividades,
    algunas,
    de_actividades,
    dia,
    hecho,
    no_aplica,
    pendiente,
)


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
        return pendiente(f"No han respondido: {algunas(faltan)}.")
    por_revisar = PropuestaDeActividad.objects.filter(solicitud__in=solicitudes).exclude(
        estado=EstadoDePropuesta.ACEPTADA
    )
    if cuantas := por_revisar.count():
        return pendiente(f"Propuestas sin aceptar: {cuantas}.")
    ultima = max(una.respondida_en for una in solicitudes)
    return hecho(dia(ultima), f"Respondieron las dependencias consultadas: {len(solicitudes)}.")


def _segun_las_sesiones(estrategia: Estrategia) -> Respuesta:
    con_acta = [una for una in estrategia.sesiones.all() if una.acta or una.acta_archivo]
    if con_acta:
        primera = min(una.fecha for una in con_acta)
        return hecho(primera, f"Sesiones de trabajo con acta: {len(con_acta)}.")
    return pendiente("Pida sus actividades a las dependencias, o registre las sesiones de trabajo.")


def espacios_definidos(estrategia: Estrategia) -> Respuesta:
    """Cada actividad dice por qué medio o en qué espacio se participa."""
    sin_espacio = [
        una
        for una in actividades(estrategia)
        if not (una.tipo_espacio or una.metodologia or una.presencial or una.virtual)
    ]
    return de_actividades(
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
        return no_aplica(f"No requiere ajustes: {version.razon_ajustes}")
    if version.publicada_en is None:
        return pendiente("Haga los ajustes y publique la versión.")
    return hecho(dia(version.publicada_en), f"Ajustada en la versión {version.numero}.")


def publicada(estrategia: Estrategia) -> Respuesta:
    """Hay una versión en vigor que cualquiera puede leer."""
    version = Version.objects.en_vigor().filter(estrategia=estrategia).first()
    if version is None:
        return pendiente("Publique la estrategia.")
    return hecho(dia(version.publicada_en), f"Versión {version.numero}: {version.motivo}.")


def _versiones(estrategia: Estrategia):
    return estrategia.versiones.filter(clase=ClaseVersion.PLAN)


def _decidida(estrategia: Estrategia) -> Version | None:
    return _versiones(estrategia).exclude(requiere_ajustes=None).order_by("-numero").first()


def _dia_del_paso(version: Version) -> date | None:
    verbos = ("abrir_ajuste", "cerrar_sin_ajustes")
    paso = version.transiciones.filter(verbo__in=verbos).order_by("en").last()
    return dia(paso.en) if paso else None
