"""Nueva vigencia: el plan del año que sigue, a partir del anterior.

Entra una estrategia y un año; sale otra con lo que se repite y la lista de lo que una persona
debe volver a mirar. Los periodos se conservan («1er Cuatrimestre»), con su año al día donde
está escrito; un día exacto se quita, porque el año que viene es otro. Lo que la hoja decía,
las firmas con fecha, los encuentros y lo publicado son del año anterior y no se copian.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.models import Actividad, Responsabilidad
from cronograma.programacion import Programacion, Tipo, interpretar
from estrategia.historia import a_nombre_de, anotar, sin_anotar
from estrategia.models import Estrategia, Firma
from estrategia.models.estrategia import VIGENCIA_MAXIMA, VIGENCIA_MINIMA

DE_LA_ESTRATEGIA = (
    "entidad tipo nombre formato politica objetivo_estrategico objetivo_dependencia iniciativa"
    " objetivos marco_legal responsables lider programa"
).split()
DE_LA_ACTIVIDAD = (
    "codigo numero orden bloque nombre momento elemento es_participacion es_rendicion"
    " accion_gestion instrumento metas objetivo tipo_espacio presencial virtual alcance"
    " metodologia resultado es_gradual producto presupuesto correo lugar enlace observaciones"
    " seccion seccion_confirmada extras"
).split()
TEXTOS_CON_ANIO = (
    "nombre metas objetivo accion_gestion instrumento metodologia producto presupuesto"
    " observaciones enlace"
).split()
# Relación, cómo se llama, y el campo que dice si la fila sigue en uso.
RELACIONES = (
    ("fases", "", None),
    ("grupos", "El grupo de valor", "activo"),
    ("instancias", "La instancia", "activa"),
    ("metas_institucionales", "La meta", "activa"),
)


class PorMirar(NamedTuple):
    """Algo de la copia que una persona debe volver a mirar; sin código, es de la estrategia."""

    codigo: str
    nombre: str
    que: str


class Copia(NamedTuple):
    """La estrategia nueva y lo que hay que mirar de ella."""

    estrategia: Estrategia
    por_mirar: list[PorMirar]


# De la estrategia copiada y la nueva, con quién y cuándo: lo que otra app pasa de una a otra, y las
# frases de lo que hay que mirar.
AlCopiar = Callable[..., Iterable[str]]
_al_copiar: list[AlCopiar] = []


def registrar(al_copiar: AlCopiar) -> None:
    """Apunta a quien tiene algo que pasar al año nuevo. Se llama desde `AppConfig.ready`.

    Se le llama con `(anterior, nueva, por=…, ahora=…)`, dentro de la misma transacción.
    """
    if al_copiar not in _al_copiar:
        _al_copiar.append(al_copiar)


class Fecha(NamedTuple):
    """La fecha de una actividad en el año nuevo."""

    programada: str
    fijada: str
    nota: str = ""


def pendientes_para_copiar(estrategia: Estrategia, vigencia: int) -> list[str]:
    """Qué impide copiar la estrategia a ese año."""
    if not VIGENCIA_MINIMA <= vigencia <= VIGENCIA_MAXIMA:
        return [f"Elegir un año entre {VIGENCIA_MINIMA} y {VIGENCIA_MAXIMA}."]
    otras = Estrategia.objects.filter(
        entidad=estrategia.entidad_id, vigencia=vigencia, tipo=estrategia.tipo
    )
    if otras.exists():
        return [f"La entidad ya tiene una estrategia de ese tipo en {vigencia}."]
    if not estrategia.actividades.vigentes().exists():
        return ["La estrategia no tiene actividades que copiar."]
    return []


@transaction.atomic
def copiar_a_vigencia(estrategia: Estrategia, vigencia: int, *, por, ahora: datetime) -> Copia:
    """Copia a otro año lo que se repite de una estrategia.

    Raises:
        ValidationError: si no se puede; nada queda a medias.
    """
    if faltan := pendientes_para_copiar(estrategia, vigencia):
        raise ValidationError(faltan)
    nueva, por_mirar = _copiar_encabezado(estrategia, vigencia, por)
    actividades = []
    for original in estrategia.actividades.vigentes().completas():
        copia, suyo = _copiar_actividad(original, nueva)
        actividades.append(copia)
        por_mirar += suyo
    razon = f"Copiada de la vigencia {estrategia.vigencia}"
    anotar(actividades, por=por, ahora=ahora, razon=razon, nuevas=True)
    for al_copiar in _al_copiar:
        frases = al_copiar(estrategia, nueva, por=por, ahora=ahora)
        por_mirar += [PorMirar("", nueva.nombre, frase) for frase in frases]
    return Copia(nueva, por_mirar)


def _copiar_encabezado(
    estrategia: Estrategia, vigencia: int, por
) -> tuple[Estrategia, list[PorMirar]]:
    de, a = estrategia.vigencia, vigencia
    nueva = Estrategia(
        vigencia=vigencia, **{campo: getattr(estrategia, campo) for campo in DE_LA_ESTRATEGIA}
    )
    nueva.nombre = poner_al_dia(estrategia.nombre, de, a)
    nueva.full_clean()
    a_nombre_de(por, nueva).save()
    nueva.apoyo.set(estrategia.apoyo.filter(activa=True))
    firmas = [
        Firma(
            estrategia=nueva, papel=una.papel, nombre=una.nombre, cargo=una.cargo, orden=una.orden
        )
        for una in estrategia.firmas.all()
    ]
    anotar(Firma.objects.bulk_create(firmas), por=por, nuevas=True)
    return nueva, list(_de_la_estrategia(estrategia, nueva))


def _de_la_estrategia(estrategia: Estrategia, nueva: Estrategia) -> Iterator[PorMirar]:
    def mirar(que: str) -> PorMirar:
        return PorMirar("", nueva.nombre, que)

    if nueva.nombre != estrategia.nombre:
        yield mirar(f"El nombre decía «{estrategia.nombre}».")
    if estrategia.firmas.exists():
        yield mirar("Quién firma: se copiaron nombres y cargos, sin fecha.")
    yield mirar("La dirección o el archivo del Plan de Acción y del programa de transparencia.")
    for campo in ("objetivos", "objetivo_estrategico", "iniciativa", "marco_legal"):
        if _nombra_el_anio(getattr(estrategia, campo), estrategia.vigencia):
            titulo = Estrategia._meta.get_field(campo).verbose_name  # noqa: SLF001 -- público
            yield mirar(f"El campo «{titulo}» nombra un año.")


def _copiar_actividad(original: Actividad, nueva: Estrategia) -> tuple[Actividad, list[PorMirar]]:
    fecha = fecha_en(original, nueva.vigencia)
    copia = Actividad(
        estrategia=nueva,
        fecha_programada=fecha.programada,
        fecha_fijada=fecha.fijada,
        **{campo: getattr(original, campo) for campo in DE_LA_ACTIVIDAD},
    )
    with sin_anotar(copia):
        copia.save()
        fuera = list(_copiar_relaciones(original, copia))
    notas = [fecha.nota, *fuera, *_textos_con_anio(original)]
    return copia, [PorMirar(copia.codigo, copia.nombre, nota) for nota in notas if nota]


def _copiar_relaciones(original: Actividad, copia: Actividad) -> Iterator[str]:
    """Copia las relaciones y dice cuáles quedaron por fuera por no estar ya en uso."""
    for relacion, titulo, en_uso in RELACIONES:
        todas = list(getattr(original, relacion).all())
        siguen = [una for una in todas if en_uso is None or getattr(una, en_uso)]
        getattr(copia, relacion).set(siguen)
        yield from (f"{titulo} «{una}» ya no está en uso." for una in todas if una not in siguen)
    responden = list(original.responsabilidades.all())
    siguen = [una for una in responden if una.dependencia.activa]
    Responsabilidad.objects.bulk_create(
        Responsabilidad(
            actividad=copia, dependencia=una.dependencia, es_lider=una.es_lider, orden=una.orden
        )
        for una in siguen
    )
    yield from (
        f"La dependencia «{una.dependencia}» ya no está en uso."
        for una in responden
        if una not in siguen
    )


def _textos_con_anio(actividad: Actividad) -> Iterator[str]:
    for campo in TEXTOS_CON_ANIO:
        if _nombra_el_anio(getattr(actividad, campo), actividad.estrategia.vigencia):
            titulo = Actividad._meta.get_field(campo).verbose_name  # noqa: SLF001 -- público
            yield f"El campo «{titulo}» nombra un año: mire si cambia."


def _nombra_el_anio(texto: str, vigencia: int) -> bool:
    return any(str(anio) in texto for anio in (vigencia - 1, vigencia, vigencia + 1))


def fecha_en(actividad: Actividad, vigencia: int) -> Fecha:
    """La fecha de la actividad en otro año: los periodos siguen; los días, no."""
    de, escrita = actividad.estrategia.vigencia, actividad.fecha_programada
    antes = actividad.programacion
    if not escrita and not actividad.fecha_fijada:
        return Fecha("", "", "No dice cuándo se hace.")
    if es_de_dias(antes):
        return Fecha("", "", f"Tenía un día exacto («{escrita}»): escriba el del nuevo año.")
    nueva = Fecha(
        poner_al_dia(escrita, de, vigencia), poner_al_dia(actividad.fecha_fijada, de, vigencia)
    )
    if antes.tipo is Tipo.INDETERMINADA:
        return nueva._replace(nota=f"No se entiende cuándo es («{escrita}»).")
    if interpretar(nueva.fijada or nueva.programada, vigencia) != corrida(antes, vigencia - de):
        return Fecha("", "", f"Decía «{escrita}» y no se pudo pasar al nuevo año.")
    return nueva


def es_de_dias(p: Programacion) -> bool:
    """¿Señala días, y no meses o periodos enteros?"""
    if p.tipo is Tipo.RANGO:
        return not (p.inicio.day == 1 and p.fin.day == _ultimo_dia(p.fin))
    return p.tipo is Tipo.FECHA or bool(p.fechas)


def corrida(p: Programacion, anios: int) -> Programacion:
    """El mismo significado, tantos años después."""
    return replace(p, inicio=_correr(p.inicio, anios), fin=_correr(p.fin, anios))


def _correr(dia: date | None, anios: int) -> date | None:
    if dia is None:
        return None
    movido = dia.replace(day=1, year=dia.year + anios)
    # El último de febrero sigue siendo el último, sea 28 o 29.
    ultimo = _ultimo_dia(movido)
    return movido.replace(day=ultimo if dia.day == _ultimo_dia(dia) else min(dia.day, ultimo))


def _ultimo_dia(dia: date) -> int:
    return calendar.monthrange(dia.year, dia.month)[1]


def poner_al_dia(texto: str, de: int, a: int) -> str:
    """El texto con el año de una vigencia cambiado por el de otra, con cuatro cifras o con dos."""
    largo = re.sub(rf"(?<!\d){de}(?!\d)", str(a), texto)
    return re.sub(rf"(?<=[-/’'])({de % 100:02d})(?![\d/-])", f"{a % 100:02d}", largo)
