"""Revisar una estrategia guardada, y aceptar con una razón lo que está bien así.

De aquí toman la administración, la orden `verificar` y los pasos de aprobación. No decide
quién puede aceptar (`acceso`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cronograma.fila import Fila
from cronograma.models import ProblemaAceptado, Version
from cronograma.plan import Plan, Publicado
from estrategia.models import Estrategia

from .reglas import revisar_plan
from .valores import Gravedad, Problema

# Los campos que el formulario de la actividad muestra como tabla aparte.
ANCLAS = {"dependencias": "responsabilidades-group"}
CAMBIO_MIENTRAS = "El problema cambió mientras usted lo miraba. Ahora dice:"


def revisar(estrategia: Estrategia, *, hoy: date) -> list[Problema]:
    """Los problemas de las filas de trabajo, con su enlace y la razón de los aceptados.

    El número de consultas no depende del de actividades.
    """
    return _completos(estrategia, revisar_plan(plan_de_trabajo(estrategia, hoy=hoy)))


def revisar_version(version: Version, *, hoy: date) -> list[Problema]:
    """Los problemas de lo que una versión congeló."""
    filas = tuple(una.fila for una in version.filas.order_by("orden", "pk"))
    plan = _plan(version.estrategia, filas, formato=version.cabecera["formato"], hoy=hoy)
    return _completos(version.estrategia, revisar_plan(plan))


def pendientes_por_problemas(estrategia: Estrategia, *, hoy: date) -> list[str]:
    """Las frases de los problemas que impiden presentar o publicar; vacía si ninguno lo impide."""
    return [problema.texto for problema in revisar(estrategia, hoy=hoy) if problema.bloquea]


def plan_de_trabajo(estrategia: Estrategia, *, hoy: date) -> Plan:
    """La estrategia en preparación, con sus actividades no retiradas, como valor."""
    actividades = estrategia.actividades.vigentes().completas()
    filas = tuple(actividad.fila() for actividad in actividades)
    return _plan(estrategia, filas, formato=estrategia.formato, hoy=hoy)


def _plan(estrategia: Estrategia, filas: tuple[Fila, ...], *, formato: str, hoy: date) -> Plan:
    instancias = estrategia.entidad.instancias.filter(activa=True).order_by("pk")
    return Plan(
        vigencia=estrategia.vigencia,
        tipo=estrategia.tipo,
        formato=formato,
        hoy=hoy,
        filas=filas,
        instancias=tuple(instancias.values_list("nombre", flat=True)),
        publicado=_primera_publicacion(estrategia),
    )


def _primera_publicacion(estrategia: Estrategia) -> Publicado | None:
    """Cuándo fue público por primera vez; de una publicación previa, lo que dice el documento."""
    primera = estrategia.versiones.publicadas().order_by("numero").first()
    if primera is None:
        return None
    if primera.es_previa:
        return Publicado(primera.fecha_documento)
    return Publicado(timezone.localdate(primera.publicada_en))


def _completos(estrategia: Estrategia, problemas: Iterable[Problema]) -> list[Problema]:
    """Cada problema con la pantalla donde se corrige y, si se aceptó tal como está, su razón."""
    aceptados = {
        (uno.codigo, uno.actividad.codigo if uno.actividad else None, uno.texto): uno.razon
        for uno in estrategia.problemas_aceptados.select_related("actividad").order_by("en", "pk")
    }
    claves = dict(estrategia.actividades.values_list("codigo", "pk"))
    return [
        replace(
            uno,
            razon=aceptados.get((uno.codigo, uno.actividad, uno.texto), ""),
            enlace=_enlace(estrategia, claves.get(uno.actividad), uno.campo),
        )
        for uno in problemas
    ]


def _enlace(estrategia: Estrategia, actividad: int | None, campo: str) -> str:
    if actividad is None:
        return reverse("admin:estrategia_estrategia_change", args=[estrategia.pk])
    pantalla = reverse("admin:cronograma_actividad_change", args=[actividad])
    return f"{pantalla}#{ANCLAS.get(campo, f'id_{campo}')}"


def aceptar_problema(
    estrategia: Estrategia,
    *,
    codigo: str,
    actividad: str | None = None,
    razon: str,
    por,
    ahora: datetime,
    hoy: date,
    visto: str = "",
) -> ProblemaAceptado:
    """Deja escrito por qué un problema está bien así; vale mientras la frase no cambie.

    Args:
        actividad: código de la actividad; ninguno si el problema es del plan.
        visto: la frase que leyó quien acepta; si ya es otra, no se acepta a ciegas.

    Raises:
        ValidationError: si el problema ya no está o cambió, no se puede aceptar o falta la razón.
    """
    problema = _el_problema(estrategia, codigo=codigo, actividad=actividad, hoy=hoy)
    if visto and visto.split() != problema.texto.split():
        raise ValidationError(f"{CAMBIO_MIENTRAS} {problema.texto}")
    aceptado = ProblemaAceptado(
        estrategia=estrategia,
        actividad=estrategia.actividades.get(codigo=actividad) if actividad else None,
        codigo=problema.codigo.value,
        texto=problema.texto,
        razon=razon.strip(),
        por=por,
        en=ahora,
    )
    aceptado.full_clean()
    aceptado.save()
    return aceptado


def _el_problema(
    estrategia: Estrategia, *, codigo: str, actividad: str | None, hoy: date
) -> Problema:
    hallado = next(
        (
            uno
            for uno in revisar(estrategia, hoy=hoy)
            if (uno.codigo, uno.actividad) == (codigo, actividad)
        ),
        None,
    )
    if hallado is None:
        raise ValidationError("Ese problema ya no está: vuelva a revisar la estrategia.")
    if not hallado.se_puede_aceptar:
        raise ValidationError(_por_que_no_se_acepta(hallado))
    return hallado


def _por_que_no_se_acepta(problema: Problema) -> str:
    if problema.gravedad is Gravedad.BLOQUEA:
        return f"Esto se corrige, no se acepta. {problema.texto}"
    return "Es una advertencia: no impide nada y no necesita razón."
