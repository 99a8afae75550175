"""Lo que ya se sabe de una reunión, puesto en su formato interno para que nadie lo copie a mano.

Entra un encuentro; sale, por contenido del formato, un texto hecho solo con lo registrado: la
actividad, los grupos invitados, las metas, lo que la gente preguntó y los compromisos. De lo que no
consta no se dice nada: ese contenido queda vacío. Como el formato puede volverse memoria pública, no
lleva nombres ni correos, y de lo que la gente escribió, solo el texto que ya se decidió publicar.
"""

from collections.abc import Iterable

from django.db.models import Count

from cronograma.models import Encuentro
from cronograma.models.inscripcion import EstadoDeInscripcion

LEGIBLE = "%d/%m/%Y"


def prellenado(encuentro: Encuentro) -> dict[str, str]:
    """Los textos que se pueden escribir con lo que consta; solo los que dicen algo."""
    textos = {
        "actividades": _actividades(encuentro),
        "grupos": _grupos(encuentro),
        "temas": _temas(encuentro),
        "observaciones": _observaciones(encuentro),
        "compromisos_adquiridos": _compromisos(encuentro),
    }
    return {campo: texto for campo, texto in textos.items() if texto}


def llegadas_por_grupo(encuentro: Encuentro) -> dict[int | None, int]:
    """Cuántas personas de cada grupo se anotaron al llegar; `None`, las que no dijeron de cuál."""
    llegaron = encuentro.inscripciones.exclude(estado=EstadoDeInscripcion.CANCELADA)
    cuentas = llegaron.filter(llego_en__isnull=False).values_list("grupo")
    return dict(cuentas.annotate(cuantas=Count("pk")).order_by("grupo"))


def _actividades(encuentro: Encuentro) -> str:
    nombre = encuentro.nombre or encuentro.actividad.nombre
    partes = [f"{nombre}. Se realizó el {encuentro.fecha:{LEGIBLE}}"]
    if encuentro.hora_inicio:
        partes.append(f"a las {encuentro.hora_inicio:%H:%M}")
    partes += [f"en {lugar}" for lugar in (encuentro.lugar, encuentro.territorio) if lugar]
    return ", ".join(partes) + "."


def _grupos(encuentro: Encuentro) -> str:
    convocatoria = getattr(encuentro, "convocatoria", None)
    convocados = convocatoria.grupos.all() if convocatoria else ()
    invitados = [str(uno) for uno in convocados or encuentro.actividad.grupos.all()]
    return f"Grupos invitados: {'; '.join(invitados)}." if invitados else ""


def _temas(encuentro: Encuentro) -> str:
    metas = encuentro.actividad.metas_institucionales.all()
    return "\n".join([*(str(una) for una in metas), encuentro.actividad.metas]).strip()


def _observaciones(encuentro: Encuentro) -> str:
    aportes = list(encuentro.aportes.order_by("recibido_en", "pk"))
    publicos = [uno for uno in aportes if uno.publico]
    renglones = [f"{uno.get_uso_display()}: {uno.texto}" for uno in publicos]
    if sin_publicar := len(aportes) - len(publicos):
        renglones.append(f"Aportes recibidos que todavía no se publican: {sin_publicar}.")
    return _lista(renglones)


def _compromisos(encuentro: Encuentro) -> str:
    suyos = encuentro.compromisos.filter(estrategia=encuentro.actividad.estrategia_id)
    return _lista(
        f"Compromiso {uno.numero}: {uno.texto} Responde {uno.dependencia}, hasta el"
        f" {uno.hasta:{LEGIBLE}}."
        for uno in suyos.select_related("dependencia").order_by("numero")
    )


def _lista(renglones: Iterable[str]) -> str:
    return "\n".join(f"- {renglon}" for renglon in renglones)
