"""Aprobación: los pasos de una versión entre la formulación y el público.

Cada verbo es un paso del procedimiento; lo que falta para darlo lo dice su lista
`pendientes_para_…`, que sirve al botón, al mensaje, a la comprobación y a la prueba. Cada
paso deja escrito quién lo dio, cuándo y por qué. `docs/estados.md` es la tabla de `PASOS`,
y una prueba las compara.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.cambios import CambioDeActividad, comparar
from cronograma.models import Actividad, CambioPublicado, Encuentro, Transicion, Version
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from cronograma.models.version import ClaseVersion, EstadoVersion
from cronograma.publicacion import congelar, siguiente_numero
from estrategia.models import Estrategia

MOTIVO_PREVIA = "Registro del documento que la entidad ya había publicado"
MOTIVO_PRIMERA = "Primera publicación"
MOTIVO_BORRADOR = "Borrador para recibir observaciones de la ciudadanía"


class Paso(NamedTuple):
    """De qué estados parte un verbo y a cuáles puede llevar."""

    desde: frozenset[EstadoVersion]
    hasta: frozenset[EstadoVersion]


def _paso(desde: Iterable[EstadoVersion], *hasta: EstadoVersion) -> Paso:
    return Paso(frozenset(desde), frozenset(hasta))


_E = EstadoVersion
PASOS: dict[str, Paso] = {
    "presentar_al_comite": _paso({_E.FORMULACION, _E.AJUSTE}, _E.PRESENTADA),
    "aprobar": _paso({_E.PRESENTADA}, _E.APROBADA),
    # Una entidad puede recibir observaciones también antes de ir al Comité.
    "divulgar": _paso({_E.FORMULACION, _E.APROBADA}, _E.DIVULGACION),
    "abrir_ajuste": _paso({_E.DIVULGACION}, _E.AJUSTE),
    "cerrar_sin_ajustes": _paso({_E.DIVULGACION}, _E.APROBADA, _E.FORMULACION),
    "devolver": _paso({_E.PRESENTADA, _E.APROBADA, _E.DIVULGACION}, _E.FORMULACION),
    "publicar": _paso({_E.FORMULACION, _E.APROBADA, _E.AJUSTE}, _E.PUBLICADA),
}


@transaction.atomic
def abrir_version(estrategia: Estrategia, *, por, ahora: datetime) -> Version:
    """Empieza a preparar la versión siguiente.

    Raises:
        ValidationError: si ya hay una en preparación.
    """
    version = Version(estrategia=estrategia, numero=siguiente_numero(estrategia))
    version.full_clean()
    version.save()
    _anotar(version, "abrir_version", de="", por=por, ahora=ahora)
    return version


def pendientes_para(verbo: str, version: Version) -> list[str]:
    """Lo que el estado de la versión no deja hacer; vacío si el paso se puede dar."""
    if version.estado in PASOS[verbo].desde:
        return []
    return [f"La versión está «{version.get_estado_display()}» y ese paso no sale de ahí."]


def pendientes_para_presentar(version: Version) -> list[str]:
    """Qué falta para presentar la estrategia al Comité."""
    faltan = pendientes_para("presentar_al_comite", version)
    if not version.estrategia.actividades.vigentes().exists():
        faltan.append("Agregar al menos una actividad.")
    return faltan


@transaction.atomic
def presentar_al_comite(version: Version, *, por, ahora: datetime) -> Version:
    """La versión pasa a estudio del Comité Institucional de Gestión y Desempeño."""
    version = _tomar(version)
    _exigir(pendientes_para_presentar(version))
    return _pasar(version, "presentar_al_comite", _E.PRESENTADA, por=por, ahora=ahora)


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
    version = _tomar(version)
    _exigir(pendientes_para("aprobar", version))
    version.acta, version.acta_fecha, version.acta_organo = acta, fecha, organo
    version.acta_enlace, version.acta_archivo = enlace, archivo or ""
    version.aprobada_por, version.aprobada_en = por, ahora
    return _pasar(version, "aprobar", _E.APROBADA, por=por, ahora=ahora, razon=acta)


@transaction.atomic
def divulgar(version: Version, *, por, ahora: datetime, desde: date, hasta: date) -> Version:
    """Pone a la vista un borrador congelado y abre las observaciones entre dos fechas.

    Returns:
        El borrador: una versión de clase consulta, con sus propias filas inmutables.
    """
    version = _tomar(version)
    _exigir(pendientes_para("divulgar", version))
    version.divulgada_desde, version.divulgada_hasta = desde, hasta
    _pasar(version, "divulgar", _E.DIVULGACION, por=por, ahora=ahora)
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
    version = _tomar(version)
    _exigir(pendientes_para("abrir_ajuste", version))
    version.requiere_ajustes, version.razon_ajustes = True, razon
    return _pasar(version, "abrir_ajuste", _E.AJUSTE, por=por, ahora=ahora, razon=razon)


@transaction.atomic
def cerrar_sin_ajustes(version: Version, *, por, ahora: datetime, razon: str) -> Version:
    """¿La estrategia requiere ajustes? No, por esta razón: sigue por donde iba."""
    version = _tomar(version)
    _exigir(pendientes_para("cerrar_sin_ajustes", version))
    version.requiere_ajustes, version.razon_ajustes = False, razon
    hasta = _E.APROBADA if version.tiene_acta else _E.FORMULACION
    return _pasar(version, "cerrar_sin_ajustes", hasta, por=por, ahora=ahora, razon=razon)


@transaction.atomic
def devolver(version: Version, *, por, ahora: datetime, razon: str) -> Version:
    """Regresa la versión a formulación; si había acta, queda anotada en el paso y se quita."""
    version = _tomar(version)
    _exigir(pendientes_para("devolver", version) + _sin_razon(razon))
    if version.tiene_acta:
        razon = f"{razon} (se retira la aprobación: {version.acta})"
    version.acta, version.acta_fecha, version.acta_organo = "", None, ""
    version.acta_enlace, version.acta_archivo = "", ""
    version.aprobada_por, version.aprobada_en = None, None
    return _pasar(version, "devolver", _E.FORMULACION, por=por, ahora=ahora, razon=razon)


def cambios_por_publicar(version: Version, *, hoy: date) -> list[CambioDeActividad]:
    """Lo que esta versión cambiaría frente a la que está en vigor; nada si es la primera."""
    vigente = Version.objects.en_vigor().filter(estrategia=version.estrategia_id).first()
    if vigente is None:
        return []
    confirmados = Encuentro.objects.filter(
        actividad__estrategia=version.estrategia_id, estado=EstadoEncuentro.CONFIRMADO
    )
    return comparar(
        [publicada.fila for publicada in vigente.filas.order_by("orden", "pk")],
        [una.fila() for una in version.estrategia.actividades.vigentes().completas()],
        hoy=hoy,
        con_encuentro=set(confirmados.values_list("actividad__codigo", flat=True)),
    )


def pendientes_para_publicar(
    version: Version,
    cambios: Iterable[CambioDeActividad],
    *,
    porques: Mapping[str, str],
    razon_sin_aprobacion: str = "",
) -> list[str]:
    """Qué falta para publicar: la aprobación, o su razón, y los porqués que se exigen."""
    faltan = pendientes_para("publicar", version)
    faltan += _falta_de_aprobacion(version, cambios, razon_sin_aprobacion)
    faltan += [
        f"Decir por qué cambia «{cambio.nombre}» ({cambio.codigo})."
        for cambio in cambios
        if cambio.exige_porque and not porques.get(cambio.codigo, "").strip()
    ]
    return faltan


def _falta_de_aprobacion(
    version: Version, cambios: Iterable[CambioDeActividad], razon: str
) -> list[str]:
    if version.tiene_acta:
        return []
    if not Version.objects.en_vigor().filter(estrategia=version.estrategia_id).exists():
        return ["Registrar la aprobación del Comité: acta, fecha, órgano y archivo o enlace."]
    if de_fondo := [cambio.codigo for cambio in cambios if cambio.exige_acta]:
        codigos = ", ".join(de_fondo)
        return [f"Retirar actividades o cambiar metas requiere nueva acta: {codigos}."]
    return [] if razon.strip() else ["Decir por qué esta versión no requiere nueva aprobación."]


@transaction.atomic
def publicar(
    version: Version,
    *,
    por,
    ahora: datetime,
    hoy: date,
    motivo: str = MOTIVO_PRIMERA,
    porques: Mapping[str, str] | None = None,
    razon_sin_aprobacion: str = "",
) -> Version:
    """Congela la versión y la pone en vigor, con lo que cambió y por qué.

    Args:
        motivo: por qué hay versión nueva.
        porques: por código de actividad, por qué cambió.
        razon_sin_aprobacion: en una versión posterior sin acta, por qué no la requiere.

    Raises:
        ValidationError: con la lista de lo que falta; nada queda a medias.
    """
    version = _tomar(version)
    porques = porques or {}
    cambios = cambios_por_publicar(version, hoy=hoy)
    _exigir(
        pendientes_para_publicar(
            version, cambios, porques=porques, razon_sin_aprobacion=razon_sin_aprobacion
        )
    )
    de, version.estado = version.estado, _E.PUBLICADA
    version.motivo, version.razon_sin_aprobacion = motivo, razon_sin_aprobacion
    version.publicada_por, version.publicada_en = por, ahora
    congelar(version)
    _guardar_cambios(version, cambios, porques)
    _anotar(version, "publicar", de=de, por=por, ahora=ahora, razon=motivo)
    return version


def _guardar_cambios(
    version: Version, cambios: Iterable[CambioDeActividad], porques: Mapping[str, str]
) -> None:
    CambioPublicado.objects.bulk_create(
        CambioPublicado(
            version=version,
            codigo=cambio.codigo,
            nombre=cambio.nombre,
            clase=cambio.clase.value,
            campos=[campo._asdict() for campo in cambio.campos],
            porque=porques.get(cambio.codigo, ""),
            orden=orden,
        )
        for orden, cambio in enumerate(cambios)
    )


@transaction.atomic
def retirar(actividad: Actividad, *, por, ahora: datetime, motivo: str) -> Actividad:
    """Retira una actividad: no se borra; sus encuentros por ocurrir se cancelan con el motivo.

    Los encuentros pasados, el avance y los compromisos quedan. La versión siguiente la
    muestra retirada y dice por qué.
    """
    _exigir(_sin_razon(motivo))
    actividad.retirada_por, actividad.retirada_en = por, ahora
    actividad.retirada_motivo = motivo
    actividad.full_clean()
    actividad.save()
    futuros = actividad.encuentros.filter(fecha__gte=ahora.date(), estado__in=POR_OCURRIR)
    for encuentro in futuros:
        encuentro.estado, encuentro.motivo = EstadoEncuentro.CANCELADO, motivo
        encuentro.secuencia += 1
        encuentro.save()
    return actividad


def pendientes_para_registrar_previa(estrategia: Estrategia, *, documento: str) -> list[str]:
    """Qué falta para registrar como publicado un documento que ya era público."""
    faltan = []
    if not documento.strip():
        faltan.append("Indicar el documento que la entidad ya había publicado.")
    if not estrategia.actividades.vigentes().exists():
        faltan.append("Agregar al menos una actividad.")
    if estrategia.versiones.en_preparacion().exists():
        faltan.append("Publicar o devolver la versión que está en preparación.")
    return faltan


@transaction.atomic
def registrar_publicacion_previa(
    estrategia: Estrategia,
    *,
    por,
    documento: str,
    ahora: datetime,
    etiqueta: str = "",
    fecha: date | None = None,
    motivo: str = MOTIVO_PREVIA,
) -> Version:
    """Publica lo que la entidad ya había publicado por otro medio.

    Es la entrada de una entidad que empieza a mitad de año. La aprobación del Comité no
    consta en el sistema, y las páginas y los informes lo dicen.

    Args:
        documento: nombre del documento fuente.
        etiqueta: la versión que el documento dice de sí.
        fecha: la fecha que el documento dice de sí.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    _exigir(pendientes_para_registrar_previa(estrategia, documento=documento))
    version = congelar(
        Version(
            estrategia=estrategia,
            numero=siguiente_numero(estrategia),
            estado=_E.PUBLICADA,
            motivo=motivo,
            es_previa=True,
            documento_fuente=documento,
            etiqueta=etiqueta,
            fecha_documento=fecha,
            publicada_por=por,
            publicada_en=ahora,
        )
    )
    _anotar(version, "registrar_publicacion_previa", de="", por=por, ahora=ahora, razon=motivo)
    return version


def _tomar(version: Version) -> Version:
    """La versión bajo llave: dos personas no pueden dar el mismo paso a la vez."""
    return Version.objects.select_for_update(of=("self",)).get(pk=version.pk)


def _pasar(version: Version, verbo: str, hasta: EstadoVersion, *, por, ahora, razon="") -> Version:
    de, version.estado = version.estado, hasta
    version.full_clean()
    version.save()
    _anotar(version, verbo, de=de, por=por, ahora=ahora, razon=razon)
    return version


def _anotar(
    version: Version, verbo: str, *, de: str, por, ahora: datetime, razon: str = ""
) -> None:
    Transicion.objects.create(
        version=version, verbo=verbo, de=de, a=version.estado, por=por, en=ahora, razon=razon
    )


def _exigir(faltan: list[str]) -> None:
    if faltan:
        raise ValidationError(faltan)


def _sin_razon(razon: str) -> list[str]:
    return [] if razon.strip() else ["Escribir la razón."]
