"""La vista previa de una hoja cargada: cada fila con lo que se leyó, lo entendido y lo que cambia.

Entra una fila del lote guardado; salen valores listos para mostrar. No vuelve a leer el
archivo, no consulta las actividades y no escribe nada.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Q

from cronograma.formatos.valores import OPCIONES
from cronograma.importar.valores import diferencias
from cronograma.models import Actividad, FilaImportada, Importacion
from cronograma.models.importacion import Accion, Emparejada
from cronograma.programacion import eco, interpretar
from estrategia.catalogos import FASES
from estrategia.models import Estrategia

VACIA = "—"
APARTE = "Se conserva aparte"
IGUAL = "Igual"
NOMBRES_DE_FASE = {fase.codigo: fase.nombre for fase in FASES}
# Campos que la hoja trae y la actividad no tiene tal cual.
NOMBRES_PROPIOS = {
    "inicio": "fecha inicial",
    "fin": "fecha final",
    "periodo": "marca de periodo",
    "avance": "avance",
    "observacion": "observación del avance",
    "modalidad": "modalidad",
    "fases_texto": "fases, como texto",
    "extras": "columnas propias de la hoja",
}
# Lo que se muestra aunque la hoja no tenga una columna con ese nombre.
SIEMPRE = ("fecha_programada",)
FILTROS = {
    "nuevas": ("Nuevas", Q(accion=Accion.NUEVA)),
    "cambiadas": ("Cambiadas", Q(accion=Accion.CAMBIADA)),
    "iguales": ("Iguales", Q(accion=Accion.IGUAL)),
    "ausentes": ("Ya no están en la hoja", Q(accion=Accion.AUSENTE)),
    "dudas": ("Con dudas", ~Q(dudas=[])),
    "errores": ("Con errores", ~Q(errores=[])),
    "parecidas": ("Parecen la misma", Q(emparejada_por=Emparejada.PARECIDO)),
}


class Total(NamedTuple):
    """Cuántas filas hay de una clase, y el filtro que las muestra."""

    filtro: str
    nombre: str
    cuantas: int


class Renglon(NamedTuple):
    """Una celda de la fila: qué columna es, qué decía, qué se entendió y qué había."""

    columna: str
    celda: str
    leido: str
    entendido: str
    habia: str
    cambia: bool


class FilaVista:
    """Una fila del lote, lista para la página."""

    def __init__(self, fila: FilaImportada, vigencia: int):
        self.fila, self.vigencia = fila, vigencia
        self.cambios = set(diferencias(fila.valores, fila.antes)) if fila.antes else set()

    @property
    def nombre(self) -> str:
        return self.fila.valores.get("nombre") or "(sin nombre)"

    @property
    def numero(self) -> str:
        return self.fila.valores.get("numero", "")

    @property
    def es_parecida(self) -> bool:
        """¿Espera que una persona diga si es la misma actividad?"""
        return self.fila.emparejada_por == Emparejada.PARECIDO

    @property
    def se_puede_aceptar(self) -> bool:
        return not self.fila.errores and self.fila.accion != Accion.AUSENTE

    @property
    def abierta(self) -> bool:
        """¿Hay algo que comparar en sus celdas? Las dudas ya se dicen arriba."""
        return bool(self.fila.errores or self.cambios)

    @property
    def resumen(self) -> str:
        """Cuántas celdas trae la fila y cuántas cambian."""
        celdas = sum(1 for celda in self.fila.celdas.values() if celda.get("texto"))
        cambian = f"; cambian {len(self.cambios)} campos" if len(self.cambios) > 1 else ""
        cambian = "; cambia un campo" if len(self.cambios) == 1 else cambian
        return f"{celdas} celdas con texto{cambian}"

    def renglones(self) -> Iterator[Renglon]:
        """Cada celda, y al final lo que cambia sin que la hoja tenga una columna para ello."""
        vistos = set()
        for clave, celda in self.fila.celdas.items():
            campo, _, detalle = clave.partition(":")
            propio = campo in self.fila.valores or campo in NOMBRES_PROPIOS
            vistos.add(campo)
            leido = celda.get("texto", "").strip() or VACIA
            entendido = self._entendido(campo, detalle, self.fila.valores) if propio else APARTE
            yield Renglon(
                titulo(campo, detalle) if propio else clave,
                celda.get("celda", ""),
                leido,
                IGUAL if entendido == leido and leido != VACIA else entendido,
                self._habia(campo, detalle),
                campo in self.cambios,
            )
        for campo in (*SIEMPRE, *sorted(self.cambios)):
            if campo not in vistos and campo in self.fila.valores:
                vistos.add(campo)
                yield self._sin_columna(campo)

    def _sin_columna(self, campo: str) -> Renglon:
        return Renglon(
            titulo(campo, ""),
            "",
            VACIA,
            self._entendido(campo, "", self.fila.valores),
            self._habia(campo, ""),
            campo in self.cambios,
        )

    def _habia(self, campo: str, detalle: str) -> str:
        if campo not in self.cambios:
            return ""
        return self._entendido(campo, detalle, self.fila.antes)

    def _entendido(self, campo: str, detalle: str, valores: Mapping[str, Any]) -> str:
        if campo == "fecha_programada":
            return self._fecha(valores.get(campo, ""))
        if campo in {"inicio", "fin", "periodo"}:
            return "Va en la fecha programada"
        if campo in {"avance", "observacion"}:
            return "Se conserva; el avance se reporta aparte"
        if campo == "fases" and detalle:
            return "Marcada" if detalle in valores.get(campo, ()) else "Sin marca"
        return en_palabras(campo, valores.get(campo))

    def _fecha(self, texto: str) -> str:
        leida = interpretar(texto, self.vigencia)
        notas = " ".join(leida.notas)
        frase = f"«{texto}»: {eco(leida, self.vigencia)}" if texto else eco(leida, self.vigencia)
        return f"{frase}. {notas}" if notas else frase


def titulo(campo: str, detalle: str) -> str:
    """El nombre del campo para una persona: «Fases y etapas: Diagnóstico participativo»."""
    nombre = NOMBRES_PROPIOS.get(campo) or _nombre_del_campo(campo)
    detallado = f"{nombre}: {NOMBRES_DE_FASE.get(detalle, detalle)}" if detalle else nombre
    return detallado[:1].upper() + detallado[1:]


def _nombre_del_campo(campo: str) -> str:
    if campo == "fases":
        return "fases y etapas"
    campos = {uno.name: uno for uno in Actividad._meta.get_fields()}  # noqa: SLF001 -- público en Django
    return getattr(campos.get(campo), "verbose_name", campo)


def en_palabras(campo: str, valor: Any) -> str:
    """Un valor del lote como lo lee una persona; la raya es «nada»."""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if campo in OPCIONES:
        return OPCIONES[campo](valor).label if valor else VACIA
    if campo == "fases":
        return "; ".join(NOMBRES_DE_FASE.get(codigo, codigo) for codigo in valor or ()) or VACIA
    if campo == "dependencias":
        return (
            "; ".join(f"{nombre} ({sigla})" if sigla else nombre for nombre, sigla in valor or ())
            or VACIA
        )
    if isinstance(valor, list):
        return "; ".join(map(str, valor)) or VACIA
    if isinstance(valor, Mapping):
        return "; ".join(f"{rotulo}: {texto}" for rotulo, texto in valor.items()) or VACIA
    return str(valor) if valor not in (None, "") else VACIA


def totales(importacion: Importacion) -> list[Total]:
    """Cuántas filas hay de cada clase, en una consulta."""
    cuentas = importacion.filas.aggregate(
        todas=Count("pk"),
        **{filtro: Count("pk", filter=cuales) for filtro, (_, cuales) in FILTROS.items()},
    )
    todas = [Total("", "Todas", cuentas["todas"])]
    return todas + [
        Total(f, nombre, cuentas[f]) for f, (nombre, _) in FILTROS.items() if cuentas[f]
    ]


def filas_de(importacion: Importacion, filtro: str):
    """Las filas que muestra un filtro; uno desconocido las muestra todas."""
    cuales = FILTROS[filtro][1] if filtro in FILTROS else Q()
    return importacion.filas.filter(cuales).select_related("actividad").order_by("orden")


def vigencia_de(importacion: Importacion) -> int:
    """El año con que se leyó la hoja."""
    if importacion.estrategia:
        return importacion.estrategia.vigencia
    return importacion.encabezado["vigencia"]


def estrategias_de(entidad, vigencia: int):
    """Las que la entidad ya tiene en ese año, para no crear dos veces la misma."""
    return Estrategia.objects.de_entidad(entidad).de_vigencia(vigencia)
