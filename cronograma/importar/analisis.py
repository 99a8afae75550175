"""Análisis: el libro leído frente a lo que la entidad ya tiene, sin escribir nada.

De aquí sale lo que se previsualiza: cada fila con lo entendido, sus dudas y su destino (nueva,
cambiada, igual), las actividades que ya no están en la hoja y los nombres que se crearían.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from cronograma.models import Actividad, MapaDeColumnas
from cronograma.models.importacion import Accion, Emparejada
from estrategia.catalogos import TipoEstrategia
from estrategia.models import Entidad, Estrategia
from estrategia.texto import sin_acentos

from .catalogos import Catalogo, CatalogoDeDependencias
from .duda import Duda, Gravedad
from .emparejar import Identidad, emparejar
from .hoja_leida import corto
from .interpretar import Contexto, Interpretada, interpretar_filas
from .libro import HojaIlegible, Libro, coordenada
from .libro_leido import LibroLeido, leer_libro
from .valores import de_actividad, diferencias

TIPO_POR_FORMATO = {
    "cronograma": TipoEstrategia.COMBINADA,
    "estrategia": TipoEstrategia.PARTICIPACION,
    "plan": TipoEstrategia.PARTICIPACION,
    "rendicion": TipoEstrategia.RENDICION,
    "programacion": TipoEstrategia.COMBINADA,
}


@dataclass
class FilaAnalizada:
    """Una fila de la hoja con su destino."""

    interpretada: Interpretada
    accion: Accion
    actividad: Any = None
    emparejada_por: str = ""
    antes: dict[str, Any] | None = None
    cambios: list[str] = field(default_factory=list)

    @property
    def por_confirmar(self) -> bool:
        """¿Espera que una persona diga si es la misma?"""
        return self.emparejada_por == Emparejada.PARECIDO

    @property
    def aceptada(self) -> bool:
        return not self.interpretada.errores and not self.por_confirmar


@dataclass
class Analisis:
    """Todo lo que la importación haría."""

    leido: LibroLeido
    entidad: Entidad | None
    estrategia: Estrategia | None
    vigencia: int
    filas: list[FilaAnalizada]
    ausentes: list[Any]
    dudas: list[Duda]
    nuevos: dict[str, list[str]]

    def cuantas(self, accion: Accion) -> int:
        """Filas con ese destino que pueden entrar; las que tienen errores no cuentan."""
        return sum(1 for una in self.filas if una.accion == accion and not una.interpretada.errores)

    @property
    def todas_las_dudas(self) -> list[Duda]:
        return self.dudas + [duda for una in self.filas for duda in una.interpretada.dudas]


def vigencia_de(leido: LibroLeido, pedida: int | None) -> int:
    """La vigencia con que se lee la hoja.

    Raises:
        HojaIlegible: si la hoja dice otra, o si nadie la dice.
    """
    encabezado = leido.encabezamiento
    if pedida is None:
        if encabezado.vigencia is None:
            raise HojaIlegible("La hoja no dice su vigencia: indíquela (--vigencia AAAA).")
        return encabezado.vigencia
    suya = encabezado.vigencia
    if encabezado.vigencia_segura and suya != pedida and pedida not in encabezado.anios:
        raise HojaIlegible(
            f"La hoja es de la vigencia {suya} y se pidió importarla en {pedida}: cambie la vigencia o revise"
            " el título de la hoja."
        )
    return pedida


def tipo_de(leido: LibroLeido) -> str:
    """Qué planea la hoja, por su formato o por lo que dicen sus títulos."""
    if leido.formato and leido.formato.nombre in TIPO_POR_FORMATO:
        return TIPO_POR_FORMATO[leido.formato.nombre]
    titulos = sin_acentos(
        " ".join(
            [celda.texto for celda in leido.encabezamiento.titulos]
            + [leido.nombre, leido.encabezamiento.texto("nombre")]
        )
    )
    participa, rinde = "participacion" in titulos, "rendicion" in titulos or "rdc" in titulos
    if participa != rinde:
        return TipoEstrategia.PARTICIPACION if participa else TipoEstrategia.RENDICION
    return TipoEstrategia.COMBINADA


def leer_para(
    libro: Libro, entidad: Entidad | None, *, mapa: dict | None = None, formato: str = ""
) -> LibroLeido:
    """El libro leído con el mapa que se pasa y los que la entidad ya corrigió."""
    mapas = [mapa] if mapa else []
    if entidad and entidad.pk:
        mapas += [
            {"huella": uno.huella, "columnas": uno.columnas}
            for uno in MapaDeColumnas.objects.filter(entidad=entidad)
        ]
    return leer_libro(libro, mapas=mapas, formato=formato)


def analizar(
    leido: LibroLeido, *, entidad: Entidad | None, estrategia: Estrategia | None, vigencia: int
) -> Analisis:
    """Lo que la importación haría, sin hacerlo.

    Args:
        entidad: None si todavía no existe; entonces todo es nuevo.
        estrategia: a la que irían las actividades; None si todavía no existe.
    """
    contexto = _contexto(entidad, vigencia)
    interpretadas = interpretar_filas(leido.filas, contexto)
    actividades = list(estrategia.actividades.vigentes().completas()) if estrategia else []
    for actividad in actividades:
        actividad.estrategia = estrategia
    filas, ausentes = _destinos(interpretadas, actividades)
    nuevos = {
        "dependencias": contexto.dependencias.nuevos,
        "grupos": contexto.grupos.nuevos,
        "instancias": contexto.instancias.nuevos,
    }
    dudas = leido.dudas + _de_entidad(leido, entidad)
    return Analisis(leido, entidad, estrategia, vigencia, filas, ausentes, dudas, nuevos)


def _contexto(entidad: Entidad | None, vigencia: int) -> Contexto:
    if entidad is None or not entidad.pk:
        return Contexto(vigencia, CatalogoDeDependencias(), Catalogo(), Catalogo())
    return Contexto(
        vigencia,
        CatalogoDeDependencias(entidad.dependencias.values_list("nombre", "sigla")),
        Catalogo(entidad.grupos.values_list("nombre", flat=True)),
        Catalogo(entidad.instancias.values_list("nombre", flat=True)),
    )


def _destinos(
    interpretadas: Sequence[Interpretada], actividades: Sequence[Actividad]
) -> tuple[list[FilaAnalizada], list[Actividad]]:
    parejas = emparejar(
        [_identidad(una.valores) for una in interpretadas],
        [Identidad(una.codigo, una.numero, una.nombre) for una in actividades],
    )
    filas = []
    for orden, (una, pareja) in enumerate(zip(interpretadas, parejas, strict=True), start=1):
        una.valores["orden"] = orden
        if pareja is None:
            filas.append(FilaAnalizada(una, Accion.NUEVA))
        else:
            filas.append(_con_pareja(una, actividades[pareja.posicion], pareja.por))
    usadas = {pareja.posicion for pareja in parejas if pareja}
    return filas, [una for posicion, una in enumerate(actividades) if posicion not in usadas]


def _identidad(valores: dict[str, Any]) -> Identidad:
    return Identidad(
        valores.get("codigo", ""), valores.get("numero", ""), valores.get("nombre", "")
    )


def _con_pareja(una: Interpretada, actividad: Actividad, por: Emparejada) -> FilaAnalizada:
    antes = de_actividad(actividad)
    if not una.valores.get("bloque"):
        # Una hoja sin tablas ni subtítulos no dice nada del bloque.
        una.valores.pop("bloque", None)
    cambios = diferencias(una.valores, antes)
    accion = Accion.CAMBIADA if cambios else Accion.IGUAL
    if por is Emparejada.PARECIDO:
        celda = una.fila.de("nombre")
        una.dudas.append(
            Duda(
                una.fila.hoja,
                coordenada(celda.fila, celda.columna) if celda else "",
                "nombre",
                celda.texto.strip() if celda else "",
                f"Parece la misma actividad que «{corto(actividad.nombre)}» ({actividad.codigo}), con otro"
                " nombre: no se cambia hasta que alguien diga si es ella.",
            )
        )
    return FilaAnalizada(una, accion, actividad, por.value, antes, cambios)


def _de_entidad(leido: LibroLeido, entidad: Entidad | None) -> list[Duda]:
    """Si la hoja nombra a otra entidad."""
    nombre = leido.encabezamiento.texto("entidad")
    celda = leido.encabezamiento.casillas.get("entidad")
    if not entidad or not nombre or celda is None:
        return []
    suyos = [_sin_sociedad(uno) for uno in (entidad.nombre, entidad.sigla) if uno]
    leida = _sin_sociedad(nombre)
    if any(fuzz.token_set_ratio(leida, suyo) >= 85 for suyo in suyos):
        return []
    return [
        Duda(
            leido.hojas[0].hoja.nombre,
            coordenada(celda.fila, celda.columna),
            "entidad",
            nombre,
            f"La hoja dice ser de otra entidad; se importa en {entidad.nombre}. Revise que sea la"
            " hoja correcta.",
            Gravedad.DUDA,
        )
    ]


def _sin_sociedad(nombre: str) -> str:
    texto = sin_acentos(nombre).replace("empresa social del estado", "ese").replace("e.s.e.", "ese")
    return " ".join(palabra for palabra in texto.replace(".", "").split() if palabra != "ese")
