"""Significado: el valor que dice cuándo se hace una actividad.

Una `Programacion` es lo que se entendió de la celda de fecha: su tipo, su intervalo y, si los hay, los
meses o los días marcados y las veces que se repite. Es un valor congelado que se puede comparar, guardar
en una versión publicada y volver a leer. Rechaza con ValueError lo que se contradice (un mes que no es
un mes entero, un fin anterior al inicio). Cómo se lee del texto: `programacion.interpretar`.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from cronograma.periodos import ClasePeriodo, periodo_de, periodos_de


class Tipo(StrEnum):
    """Qué clase de «cuándo» es. El valor es estable: se guarda y se publica."""

    FECHA = "fecha"
    RANGO = "rango"
    MES = "mes"
    MESES = "meses"
    TRIMESTRE = "trimestre"
    CUATRIMESTRE = "cuatrimestre"
    SEMESTRE = "semestre"
    VIGENCIA = "vigencia"
    PERIODICA = "periodica"
    POR_DEMANDA = "por_demanda"
    INDETERMINADA = "indeterminada"


class Periodicidad(StrEnum):
    """Cada cuánto se repite."""

    DIARIA = "diaria"
    SEMANAL = "semanal"
    QUINCENAL = "quincenal"
    MENSUAL = "mensual"
    BIMESTRAL = "bimestral"
    TRIMESTRAL = "trimestral"
    CUATRIMESTRAL = "cuatrimestral"
    SEMESTRAL = "semestral"
    ANUAL = "anual"


SIN_FECHAS = frozenset({Tipo.POR_DEMANDA, Tipo.INDETERMINADA})
"""Tipos que no dicen cuándo: no llevan inicio ni fin."""

CLASE_DE_TIPO = {
    Tipo.MES: ClasePeriodo.MES,
    Tipo.TRIMESTRE: ClasePeriodo.TRIMESTRE,
    Tipo.CUATRIMESTRE: ClasePeriodo.CUATRIMESTRE,
    Tipo.SEMESTRE: ClasePeriodo.SEMESTRE,
    Tipo.VIGENCIA: ClasePeriodo.ANIO,
}
"""Tipos que son un periodo entero del calendario (o varios marcados, de la misma clase)."""

CLASE_DE_PERIODICIDAD = {
    Periodicidad.MENSUAL: ClasePeriodo.MES,
    Periodicidad.BIMESTRAL: ClasePeriodo.BIMESTRE,
    Periodicidad.TRIMESTRAL: ClasePeriodo.TRIMESTRE,
    Periodicidad.CUATRIMESTRAL: ClasePeriodo.CUATRIMESTRE,
    Periodicidad.SEMESTRAL: ClasePeriodo.SEMESTRE,
    Periodicidad.ANUAL: ClasePeriodo.ANIO,
}
MAXIMO_ANIOS_PERIODICA = 10
"""Una actividad que se repite por más años es casi siempre un año mal escrito («2203»)."""


@dataclass(frozen=True, kw_only=True)
class Programacion:
    """Cuándo se hace una actividad.

    `meses` son los meses marcados cuando el plan marca varios por separado; en una periódica, los meses
    en que cae; en una indeterminada, los probables. `fechas` son los días exactos cuando hay más de uno.
    `veces` es el número de ocurrencias. `notas` son frases para una persona y no entran en la igualdad:
    dos programaciones son iguales si significan lo mismo.
    """

    tipo: Tipo
    inicio: date | None = None
    fin: date | None = None
    meses: tuple[int, ...] = ()
    fechas: tuple[date, ...] = ()
    periodicidad: Periodicidad | None = None
    veces: int | None = None
    notas: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if reparo := _reparo(self):
            raise ValueError(reparo)
        if self.tipo is Tipo.PERIODICA and self.veces is None:
            object.__setattr__(self, "veces", veces_naturales(self))

    def como_dict(self) -> dict[str, Any]:
        """Forma canónica lista para JSON; siempre con las mismas claves y en el mismo orden."""
        return {
            "tipo": self.tipo.value,
            "inicio": self.inicio and self.inicio.isoformat(),
            "fin": self.fin and self.fin.isoformat(),
            "meses": list(self.meses),
            "fechas": [fecha.isoformat() for fecha in self.fechas],
            "periodicidad": self.periodicidad and self.periodicidad.value,
            "veces": self.veces,
            "notas": list(self.notas),
        }

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> Self:
        """Lo inverso de `como_dict`. Las claves que falten valen vacío."""
        return cls(
            tipo=Tipo(datos["tipo"]),
            inicio=_fecha_o_nada(datos.get("inicio")),
            fin=_fecha_o_nada(datos.get("fin")),
            meses=tuple(datos.get("meses") or ()),
            fechas=tuple(date.fromisoformat(texto) for texto in datos.get("fechas") or ()),
            periodicidad=Periodicidad(datos["periodicidad"]) if datos.get("periodicidad") else None,
            veces=datos.get("veces"),
            notas=tuple(datos.get("notas") or ()),
        )


def limites(p: Programacion) -> tuple[date, date] | None:
    """El intervalo completo, o nada si no dice cuándo."""
    return (p.inicio, p.fin) if p.inicio and p.fin else None


def tramos(p: Programacion) -> tuple[tuple[date, date], ...]:
    """Los pedazos de calendario en que la actividad está programada, cada uno con inicio y fin.

    Varios días, un tramo por día; varios periodos marcados, uno por periodo; lo demás, el intervalo.
    """
    intervalo = limites(p)
    if intervalo is None:
        return ()
    if p.fechas:
        return tuple((dia, dia) for dia in p.fechas)
    if p.meses:
        clase = CLASE_DE_TIPO.get(p.tipo, ClasePeriodo.MES)
        marcados = {periodo_de(date(intervalo[0].year, mes, 1), clase) for mes in p.meses}
        return tuple(
            (periodo.inicio, min(periodo.fin, intervalo[1])) for periodo in sorted(marcados)
        )
    return (intervalo,)


def trimestres(p: Programacion, vigencia: int) -> tuple[int, ...]:
    """Los trimestres de esa vigencia en que cae; vacío si cae fuera o no se sabe.

    De una fecha imposible («30 de febrero») da el trimestre probable, el de su mes.
    """
    if p.tipo is Tipo.INDETERMINADA:
        return tuple(sorted({(mes - 1) // 3 + 1 for mes in p.meses}))
    return tuple(
        periodo.numero
        for periodo in periodos_de(vigencia, ClasePeriodo.TRIMESTRE)
        if any(periodo.se_cruza(*tramo) for tramo in tramos(p))
    )


def veces_naturales(p: Programacion) -> int | None:
    """Cuántas veces ocurre una periódica por su periodicidad y sus marcas, si nadie dice otra cosa."""
    intervalo = limites(p)
    if intervalo is None or p.periodicidad is None:
        return None
    if marcas := p.fechas or p.meses:
        return len(marcas)
    return len(subperiodos(p.periodicidad, *intervalo))


def subperiodos(periodicidad: Periodicidad, inicio: date, fin: date) -> tuple[date, ...]:
    """El último día de cada subperiodo del intervalo, recortado al fin.

    Un mensual entre febrero y noviembre da diez fines de mes. Los periodos son los del calendario; las
    semanas, de siete días contados desde el inicio; las quincenas acaban el 15 y el último día del mes.
    """
    if clase := CLASE_DE_PERIODICIDAD.get(periodicidad):
        return _fines_de_periodo(clase, inicio, fin)
    if periodicidad is Periodicidad.QUINCENAL:
        return _fines_de_quincena(inicio, fin)
    paso = 1 if periodicidad is Periodicidad.DIARIA else 7
    ultimo = fin.toordinal()
    return tuple(
        date.fromordinal(dia) for dia in range(inicio.toordinal() + paso - 1, ultimo + 1, paso)
    ) or (fin,)


def _fines_de_periodo(clase: ClasePeriodo, inicio: date, fin: date) -> tuple[date, ...]:
    return tuple(
        min(periodo.fin, fin)
        for vigencia in range(inicio.year, fin.year + 1)
        for periodo in periodos_de(vigencia, clase)
        if periodo.se_cruza(inicio, fin)
    )


def _fines_de_quincena(inicio: date, fin: date) -> tuple[date, ...]:
    fines: list[date] = []
    for cierre in _fines_de_periodo(ClasePeriodo.MES, inicio, fin):
        mitad = cierre.replace(day=15) if cierre.day >= 15 else None
        if mitad and inicio <= mitad < cierre:
            fines.append(mitad)
        fines.append(cierre)
    return tuple(fines)


def es_mes_entero(inicio: date, fin: date) -> bool:
    """Si el intervalo va del primer día de un mes al último día de un mes."""
    return inicio.day == 1 and fin.day == monthrange(fin.year, fin.month)[1]


def _reparo(p: Programacion) -> str:
    """Lo que impide que exista, dicho con una frase; vacío si nada lo impide."""
    intervalo = limites(p)
    if p.tipo in SIN_FECHAS:
        return _reparo_sin_fechas(p)
    if intervalo is None:
        return f"Una programación de tipo «{p.tipo}» necesita inicio y fin."
    if intervalo[0] > intervalo[1]:
        return "El fin es anterior al inicio: corrija una de las dos fechas."
    if p.tipo is not Tipo.PERIODICA and (p.periodicidad or p.veces is not None):
        return "Sólo una programación periódica lleva periodicidad y número de veces."
    return _reparo_de_marcas(p, *intervalo) or _REPAROS.get(p.tipo, _reparo_de_periodo)(
        p, *intervalo
    )


def _reparo_sin_fechas(p: Programacion) -> str:
    if p.inicio or p.fin or p.fechas or p.periodicidad or p.veces is not None:
        return f"Una programación de tipo «{p.tipo}» no lleva fechas, periodicidad ni veces."
    if p.meses and (p.tipo is Tipo.POR_DEMANDA or not _son_meses(p.meses)):
        return "Sólo una programación indeterminada lleva meses probables, entre 1 y 12 y en orden."
    return ""


def _reparo_de_marcas(p: Programacion, inicio: date, fin: date) -> str:
    if p.meses and (p.fechas or inicio.year != fin.year or not _son_meses(p.meses)):
        return "Los meses marcados van de 1 a 12, en orden, en un solo año y sin días marcados."
    if p.meses and not (inicio.month <= p.meses[0] and p.meses[-1] <= fin.month):
        return "Los meses marcados caen fuera del intervalo."
    if list(p.fechas) != sorted(set(p.fechas)):
        return "Los días marcados van en orden y sin repetir."
    if p.fechas and not (inicio <= p.fechas[0] and p.fechas[-1] <= fin):
        return "Los días marcados caen fuera del intervalo."
    return ""


def _reparo_de_fecha(p: Programacion, inicio: date, fin: date) -> str:
    if p.meses or len(p.fechas) == 1:
        return "Una fecha lleva un solo día, o varios en «fechas»; nunca meses."
    if (inicio, fin) != ((p.fechas[0], p.fechas[-1]) if p.fechas else (inicio, inicio)):
        return "El inicio y el fin de una fecha son su primer y su último día."
    return ""


def _reparo_de_rango(p: Programacion, inicio: date, fin: date) -> str:
    return "Un rango sólo lleva inicio y fin." if p.meses or p.fechas else ""


def _reparo_de_meses(p: Programacion, inicio: date, fin: date) -> str:
    enteros = es_mes_entero(inicio, fin) and inicio.year == fin.year and not p.fechas
    cuantos = len(p.meses) or fin.month - inicio.month + 1
    if not enteros or cuantos < 2:
        return "«Meses» son dos o más meses enteros del mismo año."
    if p.meses and (inicio.month, fin.month) != (p.meses[0], p.meses[-1]):
        return "El inicio y el fin son los del primer y el último mes marcado."
    if not p.meses and cuantos == 12:
        return "De enero a diciembre es toda la vigencia: use el tipo «vigencia»."
    return ""


def _reparo_de_periodo(p: Programacion, inicio: date, fin: date) -> str:
    """Un periodo entero, o varios marcados con todos sus meses."""
    clase = CLASE_DE_TIPO[p.tipo]
    primero, ultimo = periodo_de(inicio, clase), periodo_de(fin, clase)
    if p.fechas or (inicio, fin) != (primero.inicio, ultimo.fin):
        return f"El inicio y el fin no son los de un {clase} del calendario."
    marcados = {periodo_de(date(inicio.year, mes, 1), clase) for mes in p.meses} or {primero}
    completos = sorted(mes for periodo in marcados for mes in periodo.meses)
    if p.meses and (len(marcados) < 2 or list(p.meses) != completos):
        return f"Los meses marcados no son los de dos o más {clase}s completos."
    if {primero, ultimo} - marcados:
        return f"El inicio y el fin no coinciden con los {clase}s marcados."
    return ""


def _reparo_de_periodica(p: Programacion, inicio: date, fin: date) -> str:
    if p.periodicidad is None and p.veces is None:
        return "Una programación periódica necesita periodicidad o número de veces."
    if p.veces is not None and p.veces < 1:
        return "El número de veces es 1 o más."
    if fin.year - inicio.year > MAXIMO_ANIOS_PERIODICA:
        return f"Una programación periódica no dura más de {MAXIMO_ANIOS_PERIODICA} años."
    return ""


_REPAROS = {
    Tipo.FECHA: _reparo_de_fecha,
    Tipo.RANGO: _reparo_de_rango,
    Tipo.MESES: _reparo_de_meses,
    Tipo.PERIODICA: _reparo_de_periodica,
}


def _son_meses(meses: tuple[int, ...]) -> bool:
    return list(meses) == sorted(set(meses)) and meses[0] >= 1 and meses[-1] <= 12


def _fecha_o_nada(texto: str | None) -> date | None:
    return date.fromisoformat(texto) if texto else None
