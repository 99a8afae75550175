"""La preparación: de abrir una versión a recibir observaciones y pedir que se publique."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cronograma.cobertura import faltan_por_cobertura
from cronograma.models import Version
from cronograma.models.version import ClaseVersion, EstadoVersion
from cronograma.problemas import pendientes_por_problemas
from cronograma.publicacion import congelar, siguiente_numero
from estrategia.models import Estrategia

from .pasos import anotar, exigir, pasar, pendientes_para, sin_razon, tomar

MOTIVO_BORRADOR = "Borrador para recibir observaciones de la ciudadanía"
_E = EstadoVersion


@transaction.atomic
def abrir_version(estrategia: Estrategia, *, por, ahora: datetime) -> Version:
    """Empieza a preparar la versión siguiente.

    Raises:
        ValidationError: si ya hay una en preparación.
    """
    version = Version(estrategia=estrategia, numero=siguiente_numero(estrategia))
    version.full_clean()
    version.save()
    anotar(version, "abrir_version", de="", por=por, ahora=ahora)
    return version


def pendientes_para_presentar(version: Version, *, hoy: date) -> list[str]:
    """Qué falta para presentar la estrategia al Comité: actividades, problemas y cobertura."""
    faltan = pendientes_para("presentar_al_comite", version)
    if not version.estrategia.actividades.vigentes().exists():
        return [*faltan, "Agregar al menos una actividad."]
    faltan += pendientes_por_problemas(version.estrategia, hoy=hoy)
    return faltan + faltan_por_cobertura(version.estrategia)


@transaction.atomic
def presentar_al_comite(version: Version, *, por, ahora: datetime) -> Version:
    """La versión pasa a estudio del Comité Institucional de Gestión y Desempeño."""
    version = tomar(version)
    exigir(pendientes_para_presentar(version, hoy=timezone.localdate(ahora)))
    return pasar(version, "presentar_al_comite", _E.PRESENTADA, por=por, ahora=ahora)


@transaction.atomic
def aprobar(
    version: Version,
    *,
    por,
    ahora: datetime,
    acta: str,
    fecha: date,
    organo: str,
    enlace: str = "",
    archivo=None,
) -> Version:
    """Registra la aprobación del Comité: acta, fecha, órgano y archivo o enlace.

    Raises:
        ValidationError: si falta algo; la base de datos tampoco lo acepta incompleto.
    """
    version = tomar(version)
    exigir(pendientes_para("aprobar", version))
    version.acta, version.acta_fecha, version.acta_organo = acta, fecha, organo
    version.acta_enlace, version.acta_archivo = enlace, archivo or ""
    version.aprobada_por, version.aprobada_en = por, ahora
    return pasar(version, "aprobar", _E.APROBADA, por=por, ahora=ahora, razon=acta)


def pendientes_para_divulgar(version: Version) -> list[str]:
    """Qué falta para poner un borrador a la vista."""
    faltan = pendientes_para("divulgar", version)
    if not version.estrategia.actividades.vigentes().exists():
        faltan.append("Agregar al menos una actividad.")
    return faltan


@transaction.atomic
def divulgar(version: Version, *, por, ahora: datetime, desde: date, hasta: date) -> Version:
    """Pone a la vista un borrador congelado y abre las observaciones entre dos fechas.

    Returns:
        El borrador: una versión de clase consulta, con sus propias filas inmutables.
    """
    version = tomar(version)
    exigir(pendientes_para_divulgar(version))
    version.divulgada_desde, version.divulgada_hasta = desde, hasta
    pasar(version, "divulgar", _E.DIVULGACION, por=por, ahora=ahora)
    return congelar(
        Version(
            estrategia=version.estrategia,
            clase=ClaseVersion.CONSULTA,
            numero=siguiente_numero(version.estrategia, ClaseVersion.CONSULTA),
            estado=_E.PUBLICADA,
            motivo=MOTIVO_BORRADOR,
            divulgada_desde=desde,
            divulgada_hasta=hasta,
            publicada_por=por,
            publicada_en=ahora,
        )
    )


@transaction.atomic
def abrir_ajuste(version: Version, *, por, ahora: datetime, razon: str) -> Version:
    """¿La estrategia requiere ajustes? Sí, por esta razón."""
    version = tomar(version)
    exigir(pendientes_para("abrir_ajuste", version))
    version.requiere_ajustes, version.razon_ajustes = True, razon
    return pasar(version, "abrir_ajuste", _E.AJUSTE, por=por, ahora=ahora, razon=razon)


@transaction.atomic
def cerrar_sin_ajustes(version: Version, *, por, ahora: datetime, razon: str) -> Version:
    """¿La estrategia requiere ajustes? No, por esta razón: sigue por donde iba."""
    version = tomar(version)
    exigir(pendientes_para("cerrar_sin_ajustes", version))
    version.requiere_ajustes, version.razon_ajustes = False, razon
    hasta = _E.APROBADA if version.tiene_acta else _E.FORMULACION
    return pasar(version, "cerrar_sin_ajustes", hasta, por=por, ahora=ahora, razon=razon)


@transaction.atomic
def devolver(version: Version, *, por, ahora: datetime, razon: str) -> Version:
    """Regresa la versión a formulación; si había acta, queda anotada en el paso y se quita."""
    version = tomar(version)
    exigir(pendientes_para("devolver", version) + sin_razon(razon))
    if version.tiene_acta:
        razon = f"{razon} (se retira la aprobación: {version.acta})"
    version.acta, version.acta_fecha, version.acta_organo = "", None, ""
    version.acta_enlace, version.acta_archivo = "", ""
    version.aprobada_por, version.aprobada_en = None, None
    return pasar(version, "devolver", _E.FORMULACION, por=por, ahora=ahora, razon=razon)


def se_solicito_publicacion(version: Version) -> bool:
    """¿Planeación pidió publicarla, y desde entonces no ha dado otro paso?"""
    ultimo = version.transiciones.order_by("-en", "-pk").first()
    return ultimo is not None and ultimo.verbo == "solicitar_publicacion"


def pendientes_para_solicitar_publicacion(version: Version) -> list[str]:
    """Qué falta para pedir la publicación; lo demás lo mira `publicar`."""
    faltan = pendientes_para("solicitar_publicacion", version)
    if not faltan and se_solicito_publicacion(version):
        faltan.append("La publicación ya se solicitó: espera a comunicaciones.")
    return faltan


@transaction.atomic
def solicitar_publicacion(version: Version, *, por, ahora: datetime, nota: str = "") -> Version:
    """Avisa a comunicaciones de que la versión está lista para publicarse."""
    version = tomar(version)
    exigir(pendientes_para_solicitar_publicacion(version))
    anotar(version, "solicitar_publicacion", de=version.estado, por=por, ahora=ahora, razon=nota)
    return version
