"""Los filtros públicos del cronograma: uno solo para la página, los archivos y el calendario.

Entra la consulta de la dirección; salen las filas congeladas que la cumplen, lo que se puede
escoger con sus cuentas, y las frases de lo que no se entiende. Un valor o un filtro que no
existe se dice: nunca se devuelve una lista vacía en silencio.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django_filters import CharFilter, FilterSet, MultipleChoiceFilter

from cronograma.models import ActividadPublicada, Etiqueta
from cronograma.periodos import NOMBRES_DE_MES, ordinal
from estrategia.catalogos import FASES, Elemento, Modalidad, Momento, Seccion, TipoEstrategia
from estrategia.texto import sin_acentos

# Parámetro y dimensión de la etiqueta → cómo lo llama una persona.
DIMENSIONES = {
    "estrategia": "Para qué",
    "periodo": "Cuándo",
    "grupo": "A quién invita",
    "instancia": "Instancia de participación",
    "modalidad": "Cómo se asiste",
    "fase": "Fase o etapa",
    "elemento": "Elemento de la rendición de cuentas",
    "momento": "Momento",
    "dependencia": "Quién responde",
    "seccion": "Sección del menú Participa",
}
# Lo que la norma o el calendario fijan: existe aunque este cronograma no lo use.
OFICIALES: dict[str, dict[str, str]] = {
    "estrategia": dict(TipoEstrategia.choices[:2]),
    "modalidad": dict(Modalidad.choices),
    "fase": {fase.codigo: fase.nombre for fase in FASES},
    "elemento": dict(Elemento.choices),
    "momento": dict(Momento.choices),
    "seccion": dict(Seccion.choices),
    "periodo": {
        **{f"T{numero}": f"{ordinal(numero)} trimestre" for numero in range(1, 5)},
        **{f"C{numero}": f"{ordinal(numero)} cuatrimestre" for numero in range(1, 4)},
        **{f"M{numero:02d}": nombre for numero, nombre in enumerate(NOMBRES_DE_MES, start=1)},
        "por_demanda": "Por solicitud",
        "por_definir": "Por definir",
    },
}
# Los periodos van de lo más ancho a lo más fino; al final, los que no tienen fecha.
CLASES_DE_PERIODO = {"T": "Por trimestre", "C": "Por cuatrimestre", "M": "Por mes"}
SIN_FECHA = "Sin fecha"
SE_PLIEGAN = {CLASES_DE_PERIODO["C"], CLASES_DE_PERIODO["M"]}
# Parámetros que no filtran: los de la página y los que añaden las redes sociales a un enlace.
AJENOS = {"estrategia_de", "formato", "fbclid", "gclid", "mc_cid", "mc_eid"}
PREFIJO_DE_CAMPANA = "utm_"
LARGO_DE_BUSQUEDA = 200


class Opcion(NamedTuple):
    """Un valor que se puede escoger, con cuántas actividades quedarían."""

    codigo: str
    nombre: str
    cuantas: int
    elegida: bool


class Subgrupo(NamedTuple):
    """Opciones bajo un mismo subtítulo («» si no lo lleva); plegadas, se abren a voluntad."""

    titulo: str
    opciones: list[Opcion]
    plegado: bool = False


class Faceta(NamedTuple):
    """Un filtro con lo que ofrece."""

    parametro: str
    titulo: str
    subgrupos: list[Subgrupo]
    elegidas: int


class Ficha(NamedTuple):
    """Un filtro puesto: qué dice y a qué dirección se va al quitarlo."""

    titulo: str
    nombre: str
    sin_ella: str


class FiltroDeActividades(FilterSet):
    """Filtra `ActividadPublicada` por sus etiquetas y por texto, sin importar los acentos.

    Dentro de un filtro los valores suman («o»); entre filtros se exigen todos («y»).
    """

    q = CharFilter(method="con_texto", label="Buscar", max_length=LARGO_DE_BUSQUEDA)

    class Meta:
        model = ActividadPublicada
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **resto):
        self.pedido = data if data is not None else QueryDict()
        # Un formulario manda también los campos en blanco: no son un filtro.
        super().__init__(_sin_blancos(self.pedido), queryset, **resto)
        for dimension, titulo in DIMENSIONES.items():
            self.filters[dimension] = self._filtro(dimension, titulo)

    def _filtro(self, dimension: str, titulo: str) -> MultipleChoiceFilter:
        filtro = MultipleChoiceFilter(
            method="con_alguna",
            label=titulo,
            choices=list(self._nombres(dimension).items()),
            error_messages={"invalid_choice": f"«%(value)s» no es un valor de «{titulo}»."},
        )
        filtro.field_name, filtro.parent, filtro.model = dimension, self, ActividadPublicada
        return filtro

    @cached_property
    def _etiquetas(self) -> list[tuple[int, str, str, str]]:
        """Todas las de las filas sin filtrar: fila, dimensión, código y nombre."""
        return list(
            Etiqueta.objects.filter(publicada__in=self.queryset.order_by())
            .order_by("dimension", "nombre", "pk")
            .values_list("publicada", "dimension", "codigo", "nombre")
        )

    @cached_property
    def _valores(self) -> dict[str, dict[str, str]]:
        valores: dict[str, dict[str, str]] = defaultdict(dict)
        for _, dimension, codigo, nombre in self._etiquetas:
            valores[dimension].setdefault(codigo, nombre)
        return valores

    def _nombres(self, dimension: str) -> dict[str, str]:
        """Todo valor que se entiende: lo oficial y lo que este cronograma usa."""
        return OFICIALES.get(dimension, {}) | self._valores.get(dimension, {})

    @cached_property
    def _filas_con(self) -> dict[tuple[str, str], set[int]]:
        filas: dict[tuple[str, str], set[int]] = defaultdict(set)
        for fila, dimension, codigo, _ in self._etiquetas:
            filas[dimension, codigo].add(fila)
        return filas

    # --- Lo que filtra ---------------------------------------------------------------------

    def con_alguna(self, queryset, dimension, codigos):
        """Las filas que llevan alguno de los valores escogidos."""
        etiquetas = Etiqueta.objects.filter(dimension=dimension, codigo__in=codigos)
        return queryset.filter(pk__in=etiquetas.values("publicada")) if codigos else queryset

    def con_texto(self, queryset, _, texto):
        """Las filas que dicen todas las palabras, sin mirar acentos ni mayúsculas."""
        for palabra in sin_acentos(texto).split():
            queryset = queryset.filter(busqueda__contains=palabra)
        return queryset

    # --- Lo que no se entiende -------------------------------------------------------------

    @cached_property
    def reparos(self) -> list[str]:
        """Una frase por cada filtro que no existe o cada valor que no se entiende."""
        return [*self._parametros_desconocidos(), *self._valores_rechazados()]

    def _parametros_desconocidos(self) -> Iterator[str]:
        for parametro in self.pedido:
            conocido = parametro in self.filters or parametro in AJENOS
            if not conocido and not parametro.startswith(PREFIJO_DE_CAMPANA):
                yield f"No hay un filtro que se llame «{parametro}»."

    def _valores_rechazados(self) -> Iterator[str]:
        for parametro, errores in self.form.errors.items():
            titulo = DIMENSIONES.get(parametro, "Buscar")
            for error in errores:
                yield error if titulo in error else f"{titulo}: {error}"

    # --- Lo que se ofrece ------------------------------------------------------------------

    @cached_property
    def texto(self) -> str:
        """Lo que la persona escribió para buscar, como lo escribió."""
        return self.data.get("q", "").strip()

    @cached_property
    def elegidos(self) -> dict[str, set[str]]:
        """Los valores escogidos que existen, por dimensión."""
        return {
            dimension: set(self.data.getlist(dimension)) & self._nombres(dimension).keys()
            for dimension in DIMENSIONES
            if dimension in self.data
        }

    @property
    def esta_puesto(self) -> bool:
        """¿Hay algo filtrado?"""
        return bool(self.texto or any(self.elegidos.values()))

    @cached_property
    def facetas(self) -> list[Faceta]:
        """Los filtros que tienen valores, con cuántas actividades daría cada uno."""
        return [
            Faceta(
                dimension,
                titulo,
                list(self._subgrupos(dimension)),
                len(self.elegidos.get(dimension, ())),
            )
            for dimension, titulo in DIMENSIONES.items()
            if dimension in self._valores or self.elegidos.get(dimension)
        ]

    def _subgrupos(self, dimension: str) -> Iterator[Subgrupo]:
        opciones = self._opciones(dimension)
        if dimension != "periodo":
            yield Subgrupo("", opciones)
            return
        por_clase: dict[str, list[Opcion]] = defaultdict(list)
        for opcion in opciones:
            por_clase[CLASES_DE_PERIODO.get(opcion.codigo[0], SIN_FECHA)].append(opcion)
        for titulo in (*CLASES_DE_PERIODO.values(), SIN_FECHA):
            if suyas := por_clase.get(titulo):
                sin_elegir = not any(opcion.elegida for opcion in suyas)
                yield Subgrupo(titulo, suyas, plegado=titulo in SE_PLIEGAN and sin_elegir)

    def _opciones(self, dimension: str) -> list[Opcion]:
        elegidos = self.elegidos.get(dimension, set())
        demas = self._filas_segun_los_demas(dimension)
        nombres = {
            codigo: nombre
            for codigo, nombre in self._nombres(dimension).items()
            if codigo in elegidos or codigo in self._valores.get(dimension, ())
        }
        return [
            Opcion(codigo, nombre, self._cuantas(dimension, codigo, demas), codigo in elegidos)
            for codigo, nombre in sorted(nombres.items(), key=lambda par: _orden(dimension, *par))
        ]

    def _cuantas(self, dimension: str, codigo: str, demas: list[set[int]]) -> int:
        return len(self._filas_con[dimension, codigo].intersection(*demas))

    def _filas_segun_los_demas(self, dimension: str) -> list[set[int]]:
        """Lo que dejan pasar el texto y los otros filtros: un conjunto por cada uno."""
        conjuntos = [
            set().union(*(self._filas_con[otra, codigo] for codigo in codigos))
            for otra, codigos in self.elegidos.items()
            if otra != dimension and codigos
        ]
        return [*conjuntos, self._filas_con_texto] if self.texto else conjuntos

    @cached_property
    def _filas_con_texto(self) -> set[int]:
        return set(self.con_texto(self.queryset, "q", self.texto).values_list("pk", flat=True))

    @cached_property
    def fichas(self) -> list[Ficha]:
        """Los filtros puestos, cada uno con la dirección que lo quita."""
        fichas = [Ficha("Texto", f"«{self.texto}»", self._sin("q"))] if self.texto else []
        return fichas + [
            Ficha(
                DIMENSIONES[dimension],
                self._nombres(dimension)[codigo],
                self._sin(dimension, codigo),
            )
            for dimension, codigos in self.elegidos.items()
            for codigo in sorted(codigos)
        ]

    @property
    def consulta_valida(self) -> str:
        """Los filtros puestos que sí se entienden."""
        datos = QueryDict(mutable=True)
        if self.texto and "q" not in self.form.errors:
            datos["q"] = self.texto
        for dimension, codigos in self.elegidos.items():
            datos.setlist(dimension, sorted(codigos))
        return _como_consulta(datos)

    @property
    def consulta(self) -> str:
        """Los filtros puestos, como van en la dirección; «» si no hay ninguno."""
        return _como_consulta(self._limpios())

    def _sin(self, parametro: str, codigo: str = "") -> str:
        datos = self._limpios()
        quedan = [valor for valor in datos.getlist(parametro) if codigo and valor != codigo]
        datos.setlist(parametro, quedan)
        return _como_consulta(datos) or "?"

    def _limpios(self) -> QueryDict:
        """Una copia de los filtros puestos, que se puede cambiar."""
        datos = QueryDict(mutable=True)
        for parametro in self.data:
            if parametro in self.filters:
                datos.setlist(parametro, self.data.getlist(parametro))
        return datos


def _sin_blancos(pedido: QueryDict) -> QueryDict:
    datos = QueryDict(mutable=True)
    for parametro in pedido:
        datos.setlist(parametro, [valor for valor in pedido.getlist(parametro) if valor.strip()])
    return datos


def _orden(dimension: str, codigo: str, nombre: str) -> tuple:
    """Lo oficial en su orden; lo de la entidad, por nombre."""
    oficiales = list(OFICIALES.get(dimension, ()))
    lugar = oficiales.index(codigo) if codigo in oficiales else len(oficiales)
    return (lugar, sin_acentos(nombre))


def _como_consulta(datos: QueryDict) -> str:
    escrita = datos.urlencode()
    return f"?{escrita}" if escrita else ""
