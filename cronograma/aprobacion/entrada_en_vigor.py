"""La entrada en vigor: qué cambia frente a la versión anterior, qué falta y publicar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from cronograma.cambios import CambioDeActividad, comparar
from cronograma.models import Aporte, CambioPublicado, Encuentro, Version
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.models.version import EstadoVersion
from cronograma.observaciones import EstadoDeConsulta, borrador_de, estado_de
from cronograma.problemas import pendientes_por_problemas
from cronograma.publicacion import congelar
from estrategia.models import Estrategia

from .pasos import anotar, exigir, pendientes_para, tomar

MOTIVO_PRIMERA = "Primera publicación"
SIN_CERRAR = {EstadoDeConsulta.POR_ABRIR, EstadoDeConsulta.ABIERTA}


def ultima_publicada(estrategia: Estrategia) -> Version | None:
    """La versión contra la que se compara, aunque se haya retirado."""
    return Version.objects.ultimas().filter(estrategia=estrategia.pk).first()


def cambios_por_publicar(version: Version, *, hoy: date) -> list[CambioDeActividad]:
    """Lo que esta versión cambiaría frente a la última publicada; nada si es la primera."""
    anterior = ultima_publicada(version.estrategia)
    if anterior is None:
        return []
    confirmados = Encuentro.objects.filter(
        actividad__estrategia=version.estrategia_id, estado=EstadoEncuentro.CONFIRMADO
    )
    return comparar(
        [publicada.fila for publicada in anterior.filas.order_by("orden", "pk")],
        [una.fila() for una in version.estrategia.actividades.vigentes().completas()],
        hoy=hoy,
        con_encuentro=set(confirmados.values_list("actividad__codigo", flat=True)),
    )


def porques_de_retiro(estrategia: Estrategia) -> dict[str, str]:
    """Por qué se retiró cada actividad, por su código: ya se dijo al retirarla."""
    retiradas = estrategia.actividades.exclude(retirada_en=None)
    return dict(retiradas.values_list("codigo", "retirada_motivo"))


def pendientes_para_publicar(
    version: Version,
    cambios: Iterable[CambioDeActividad],
    *,
    hoy: date,
    porques: Mapping[str, str],
    razon_sin_aprobacion: str = "",
) -> list[str]:
    """Qué falta para publicar: lo que la estrategia debe, la aprobación y los porqués."""
    cambios = list(cambios)
    faltan = pendientes_antes_de_publicar(version, cambios, hoy=hoy)
    if _puede_ir_sin_acta(version, cambios) and not razon_sin_aprobacion.strip():
        faltan.append("Decir por qué esta versión no requiere nueva aprobación.")
    return faltan + [
        f"Decir por qué cambia «{cambio.nombre}» ({cambio.codigo})."
        for cambio in cambios
        if cambio.exige_porque and not porques.get(cambio.codigo, "").strip()
    ]


def pendientes_antes_de_publicar(
    version: Version, cambios: Iterable[CambioDeActividad], *, hoy: date
) -> list[str]:
    """Lo que no se arregla al publicar: el estado, la consulta, el acta y los problemas."""
    faltan = pendientes_para("publicar", version)
    faltan += _falta_de_la_consulta(version.estrategia, hoy=hoy)
    if not version.estrategia.actividades.vigentes().exists():
        return [*faltan, "Agregar al menos una actividad."]
    faltan += _falta_de_acta(version, list(cambios))
    return faltan + pendientes_por_problemas(version.estrategia, hoy=hoy)


def _falta_de_la_consulta(estrategia: Estrategia, *, hoy: date) -> list[str]:
    """La consulta cerrada y cada observación respondida, antes de poner nada en vigor."""
    faltan = []
    borrador = borrador_de(estrategia)
    if borrador and estado_de(borrador, hoy=hoy) in SIN_CERRAR:
        faltan.append(
            "Esperar a que cierre la consulta: recibe observaciones hasta el "
            f"{borrador.divulgada_hasta:%d/%m/%Y}."
        )
    esperan = Aporte.objects.de_estrategia(estrategia).observaciones().sin_responder().count()
    if esperan:
        cuantas = "1 observación" if esperan == 1 else f"{esperan} observaciones"
        faltan.append(f"Responder {cuantas} de la ciudadanía al borrador.")
    return faltan


def _falta_de_acta(version: Version, cambios: list[CambioDeActividad]) -> list[str]:
    if version.tiene_acta:
        return []
    if ultima_publicada(version.estrategia) is None:
        return ["Registrar la aprobación del Comité: acta, fecha, órgano y archivo o enlace."]
    codigos = ", ".join(cambio.codigo for cambio in cambios if cambio.exige_acta)
    if codigos:
        return [f"Retirar actividades o cambiar metas requiere nueva acta: {codigos}."]
    return []


def _puede_ir_sin_acta(version: Version, cambios: list[CambioDeActividad]) -> bool:
    """¿Basta con decir por qué no la requiere?"""
    return not version.tiene_acta and not _falta_de_acta(version, cambios)


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

    Los archivos los escribe quien la llama, con `exportar.archivos.con_archivos`.

    Args:
        motivo: por qué hay versión nueva.
        porques: por código de actividad, por qué cambió; de las retiradas ya se sabe.
        razon_sin_aprobacion: en una versión posterior sin acta, por qué no la requiere.

    Raises:
        ValidationError: con la lista de lo que falta; nada queda a medias.
    """
    version = tomar(version)
    dichos = {codigo: porque for codigo, porque in (porques or {}).items() if porque.strip()}
    porques = porques_de_retiro(version.estrategia) | dichos
    cambios = cambios_por_publicar(version, hoy=hoy)
    exigir(
        pendientes_para_publicar(
            version, cambios, hoy=hoy, porques=porques, razon_sin_aprobacion=razon_sin_aprobacion
        )
    )
    de, version.estado = version.estado, EstadoVersion.PUBLICADA
    version.motivo, version.razon_sin_aprobacion = motivo, razon_sin_aprobacion
    version.etiqueta = version.estrategia.version_documento
    version.fecha_documento = version.estrategia.fecha_documento
    version.publicada_por, version.publicada_en = por, ahora
    congelar(version)
    _guardar_cambios(version, cambios, porques)
    observaciones = Aporte.objects.de_estrategia(version.estrategia).observaciones()
    observaciones.sin_recoger().update(version_que_recoge=version)
    anotar(version, "publicar", de=de, por=por, ahora=ahora, razon=motivo)
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
