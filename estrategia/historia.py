"""Historia: quién cambió qué y cuándo, con el antes y el después de cada campo.

Entran filas y sus tablas de historia (`models.historia`); salen anotaciones en palabras,
para la administración, para el archivo y para avisar a quien edita lo mismo que otro. Una
carga por lotes no anota fila por fila: guarda todo y al final llama a `anotar` una vez.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import BooleanField, Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.utils import timezone

LOTE = 500
EN_BLANCO = "(en blanco)"
QUE_PASO = {"+": "Creó", "~": "Cambió", "-": "Borró"}
# Lo que se anota aparte y se lee junto a su dueña, con el campo que la señala.
PARTES: dict[str, tuple[tuple[str, str], ...]] = {
    "estrategia.Estrategia": (
        ("estrategia.Firma", "estrategia_id"),
        ("estrategia.PasoQueNoAplica", "estrategia_id"),
    ),
    "estrategia.Procedimiento": (("estrategia.Paso", "procedimiento_id"),),
    "cronograma.Actividad": (
        ("cronograma.Responsabilidad", "actividad_id"),
        ("cronograma.Encuentro", "actividad_id"),
    ),
}
# Con qué campos se nombra una fila en su historia; las demás, con su nombre.
ROTULOS = {
    "estrategia.Asignacion": ("usuario", "rol"),
    "estrategia.Estrategia": ("nombre", "vigencia"),
    "estrategia.Firma": ("papel", "nombre"),
    "estrategia.MetaInstitucional": ("codigo", "texto"),
    "estrategia.Paso": ("numero", "nombre"),
    "estrategia.PasoQueNoAplica": ("paso", "razon"),
    "cronograma.Actividad": ("codigo", "nombre"),
    "cronograma.Responsabilidad": ("dependencia",),
    "cronograma.Encuentro": ("fecha", "nombre"),
}
SIN_ANTES = "Así estaba antes del primer cambio anotado"


class Cambio(NamedTuple):
    """Un campo con otro valor, en palabras."""

    campo: str
    antes: str
    ahora: str


@dataclass(frozen=True, kw_only=True)
class Anotacion:
    """Lo que alguien hizo con una fila en un momento. `numero` es su orden entre las de su clase."""

    numero: int
    cuando: datetime
    quien: str
    que: str
    clase: str
    fila: str
    razon: str
    cambios: tuple[Cambio, ...]


def tiene_historia(modelo: type[Model]) -> bool:
    """¿Se anotan los cambios de ese modelo?"""
    return hasattr(modelo._meta, "simple_history_manager_attribute")  # noqa: SLF001 -- lo pone la biblioteca


def a_nombre_de(persona, fila: Model) -> Model:
    """La fila, cuyo próximo cambio se anotará a nombre de esa persona."""
    fila._history_user = persona  # noqa: SLF001 -- así lo pide la biblioteca
    return fila


def anotar_como_estaba(fila: Model) -> None:
    """Si de la fila no consta nada, anota cómo está guardada, para que el cambio tenga un antes."""
    if not type(fila).history.filter(id=fila.pk).exists():
        guardada = type(fila)._base_manager.get(pk=fila.pk)  # noqa: SLF001 -- público en Django
        # Quien la dejó así no es quien ahora la cambia.
        anotar([a_nombre_de(None, guardada)], por=None, razon=SIN_ANTES)


@contextmanager
def sin_anotar(fila: Model) -> Iterator[Model]:
    """Guardar esa fila y sus relaciones sin una anotación por cada paso; después, `anotar`."""
    fila.skip_history_when_saving = True
    try:
        yield fila
    finally:
        del fila.skip_history_when_saving


def anotar(
    filas: Iterable[Model], *, por, ahora: datetime | None = None, razon: str = "", nuevas=False
) -> None:
    """Anota cómo quedaron unas filas del mismo modelo, todas de una vez.

    Args:
        por: la persona; None si no consta.
        razon: por qué cambiaron; por ejemplo, el nombre de la hoja importada.
        nuevas: si se acaban de crear.
    """
    filas = list(filas)
    if not filas:
        return
    historia = type(filas[0]).history
    registros = historia.bulk_history_create(
        filas,
        batch_size=LOTE,
        update=not nuevas,
        default_user=por,
        default_change_reason=razon,
        default_date=ahora,
    )
    for relacion in historia.model._history_m2m_fields:  # noqa: SLF001 -- lo documenta la biblioteca
        _anotar_relacion(relacion, {registro.id: registro for registro in registros})


def _anotar_relacion(relacion: ManyToManyField, registros: dict[int, Model]) -> None:
    intermedia = relacion.remote_field.through
    de_fila = relacion.m2m_column_name()
    tabla = _tabla_de_relacion(next(iter(registros.values())), relacion)
    campos = [campo.attname for campo in intermedia._meta.concrete_fields]  # noqa: SLF001
    actuales = intermedia.objects.filter(**{f"{de_fila}__in": list(registros)})
    tabla.objects.bulk_create(
        (
            tabla(
                history=registros[getattr(una, de_fila)],
                **{campo: getattr(una, campo) for campo in campos},
            )
            for una in actuales
        ),
        batch_size=LOTE,
    )


def historia_de(fila: Model) -> list[Anotacion]:
    """Lo anotado de una fila y de sus partes, lo más reciente primero."""
    anotaciones = anotaciones_de(type(fila).history.filter(id=fila.pk))
    for etiqueta, campo in PARTES.get(fila._meta.label, ()):  # noqa: SLF001 -- público en Django
        parte = apps.get_model(etiqueta)
        anotaciones += anotaciones_de(parte.history.filter(**{campo: fila.pk}))
    return recientes(anotaciones)


def recientes(anotaciones: Iterable[Anotacion]) -> list[Anotacion]:
    """Las anotaciones con la más nueva de primera."""
    return sorted(anotaciones, key=lambda una: una.cuando, reverse=True)


def anotaciones_de(registros: QuerySet) -> list[Anotacion]:
    """Las anotaciones de unos registros de un mismo modelo; consultas fijas.

    Un guardado que no cambió nada no se cuenta. Deben venir todos los registros de cada
    fila: el antes de uno es el después del anterior.
    """
    ordenados = list(registros.select_related("history_user").order_by("history_id"))
    if not ordenados:
        return []
    lector = _Lector(ordenados)
    return [lector.anotacion(uno) for uno in ordenados if lector.dice_algo(uno)]


class _Lector:
    """Lee registros de historia: los compara con el anterior y pone nombres a los números."""

    def __init__(self, registros: Sequence[Model]):
        modelo = registros[0].instance_type
        self.modelo = modelo
        self.campos: list[Field] = [
            campo
            for campo in modelo._meta.concrete_fields  # noqa: SLF001 -- público en Django
            if not campo.primary_key and hasattr(registros[0], campo.attname)
        ]
        self.relaciones = list(registros[0]._history_m2m_fields)  # noqa: SLF001
        self.elegidas = {
            relacion.name: _elegidas(relacion, registros) for relacion in self.relaciones
        }
        self.nombres = self._nombres(registros)
        self.anteriores = _anteriores(registros)

    def dice_algo(self, registro: Model) -> bool:
        """¿Cambió la fila, o es lo primero que de ella consta?"""
        if registro.history_type != "~" or self.anteriores[registro.history_id] is None:
            return True
        return any(self._cambios(registro))

    def anotacion(self, registro: Model) -> Anotacion:
        """El registro en palabras."""
        return Anotacion(
            numero=registro.history_id,
            cuando=registro.history_date,
            quien=str(registro.history_user) if registro.history_user else "No consta",
            que=QUE_PASO[registro.history_type],
            clase=str(self.modelo._meta.verbose_name),  # noqa: SLF001 -- público en Django
            fila=self._rotulo(registro),
            razon=registro.history_change_reason or "",
            cambios=tuple(self._cambios(registro)),
        )

    def _cambios(self, registro: Model) -> Iterator[Cambio]:
        antes = self.anteriores[registro.history_id]
        if antes is None or registro.history_type != "~":
            return
        for campo in self.campos:
            if getattr(antes, campo.attname) != getattr(registro, campo.attname):
                yield Cambio(
                    str(campo.verbose_name),
                    self._texto(campo, getattr(antes, campo.attname)),
                    self._texto(campo, getattr(registro, campo.attname)),
                )
        for relacion in self.relaciones:
            de = self.elegidas[relacion.name]
            if de[antes.history_id] != de[registro.history_id]:
                yield Cambio(
                    str(relacion.verbose_name),
                    self._lista(relacion, de[antes.history_id]),
                    self._lista(relacion, de[registro.history_id]),
                )

    def _rotulo(self, registro: Model) -> str:
        """Cómo se llamaba la fila en ese momento; sin consultas, porque son muchas."""
        nombran = ROTULOS.get(self.modelo._meta.label, ("nombre",))  # noqa: SLF001
        campos = [campo for campo in self.campos if campo.name in nombran]
        campos.sort(key=lambda campo: nombran.index(campo.name))
        valores = [(campo, getattr(registro, campo.attname)) for campo in campos]
        return " · ".join(self._texto(campo, valor) for campo, valor in valores if valor)

    def _texto(self, campo: Field, valor: Any) -> str:
        if valor in (None, "", [], {}):
            return EN_BLANCO
        if isinstance(campo, ForeignKey):
            return self._nombre(campo, valor)
        if isinstance(campo, BooleanField):
            return "Sí" if valor else "No"
        if campo.choices:
            return str(dict(campo.flatchoices).get(valor, valor))
        return _escribir(valor)

    def _lista(self, relacion: ManyToManyField, claves: frozenset[int]) -> str:
        return "; ".join(sorted(self._nombre(relacion, clave) for clave in claves)) or EN_BLANCO

    def _nombre(self, campo: Field, clave: int) -> str:
        return self.nombres[campo.related_model].get(clave, f"fila {clave}, ya borrada")

    def _nombres(self, registros: Sequence[Model]) -> dict[type[Model], dict[int, str]]:
        """El nombre de todo lo que los registros señalan: una consulta por modelo."""
        claves: dict[type[Model], set[int]] = defaultdict(set)
        for campo in self.campos:
            if isinstance(campo, ForeignKey):
                claves[campo.related_model] |= {getattr(r, campo.attname) for r in registros}
        for relacion in self.relaciones:
            for elegidas in self.elegidas[relacion.name].values():
                claves[relacion.related_model] |= elegidas
        return {
            modelo: {una.pk: str(una) for una in modelo._base_manager.filter(pk__in=suyas - {None})}  # noqa: SLF001
            for modelo, suyas in claves.items()
        }


def _anteriores(registros: Sequence[Model]) -> dict[int, Model | None]:
    """Por registro, el anterior de la misma fila."""
    ultimo: dict[int, Model] = {}
    anteriores = {}
    for registro in registros:
        anteriores[registro.history_id] = ultimo.get(registro.id)
        ultimo[registro.id] = registro
    return anteriores


def _elegidas(relacion: ManyToManyField, registros: Sequence[Model]) -> dict[int, frozenset[int]]:
    """Por registro, las claves que la relación tenía en ese momento."""
    tabla = _tabla_de_relacion(registros[0], relacion)
    elegidas: dict[int, set[int]] = {registro.history_id: set() for registro in registros}
    filas = tabla.objects.filter(history_id__in=list(elegidas))
    for registro, clave in filas.values_list("history_id", relacion.m2m_reverse_name()):
        elegidas[registro].add(clave)
    return {registro: frozenset(claves) for registro, claves in elegidas.items()}


def _tabla_de_relacion(registro: Model, relacion: ManyToManyField) -> type[Model]:
    return getattr(type(registro), relacion.name).model


def _escribir(valor: Any) -> str:
    if isinstance(valor, datetime):
        return f"{timezone.localtime(valor):%d/%m/%Y %H:%M}"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, list):
        return ", ".join(map(str, valor))
    if isinstance(valor, dict):
        return "; ".join(f"{clave}: {suyo}" for clave, suyo in valor.items())
    return str(valor)
