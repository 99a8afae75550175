"""Agenda: las actividades puestas en el calendario como las busca un ciudadano.

Entran renglones (una actividad congelada y sus encuentros) y el día de hoy; salen los
grupos de la lista, en orden. Una fecha imprecisa nunca recibe un día: va en su propio
grupo. Pura: no consulta la base ni mira el reloj.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from cronograma.fechas.significado import Periodicidad, Programacion, Tipo, es_mes_entero, tramos
from cronograma.fila import Fila
from cronograma.periodos import NOMBRES_DE_MES

# Cuánto mira hacia adelante «Próximamente».
DIAS_PROXIMOS = 30
MESES_DEL_ANIO = tuple(range(1, 13))

CADA_CUANTO = {
    Periodicidad.DIARIA: "Cada día",
    Periodicidad.SEMANAL: "Cada semana",
    Periodicidad.QUINCENAL: "Cada quince días",
    Periodicidad.MENSUAL: "Cada mes",
    Periodicidad.BIMESTRAL: "Cada dos meses",
    Periodicidad.TRIMESTRAL: "Cada tres meses",
    Periodicidad.CUATRIMESTRAL: "Cada cuatro meses",
    Periodicidad.SEMESTRAL: "Cada seis meses",
    Periodicidad.ANUAL: "Una vez al año",
}
# Las que caen con seguridad en cada mes de su intervalo.
DE_TODOS_LOS_MESES = {
    Periodicidad.DIARIA,
    Periodicidad.SEMANAL,
    Periodicidad.QUINCENAL,
    Periodicidad.MENSUAL,
}


class Cita(NamedTuple):
    """Un encuentro con fecha, como lo lee el público."""

    clave: int
    fecha: date
    hora_inicio: time | None
    hora_fin: time | None
    nombre: str
    lugar: str
    enlace: str
    estado: str
    motivo: str
    secuencia: int
    actualizado_en: Any = None

    @property
    def va(self) -> bool:
        """¿Sigue en pie? Ni aplazada, ni cancelada, ni realizada ya."""
        return self.estado in {"provisional", "confirmado"}


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """Una actividad pública: lo congelado, la clase de su estrategia y sus encuentros."""

    fila: Fila
    tipo: str
    entidad: Any = None
    citas: tuple[Cita, ...] = ()

    @property
    def cuando(self) -> Programacion:
        return self.fila.programacion

    def proxima_cita(self, hoy: date) -> Cita | None:
        """El siguiente encuentro que sigue en pie."""
        return next((cita for cita in self.citas if cita.va and cita.fecha >= hoy), None)

    def proximo_dia(self, hoy: date) -> date | None:
        """El siguiente día exacto que se conoce, de un encuentro o del cronograma."""
        cita = self.proxima_cita(hoy)
        dias = [dia for dia in dias_exactos(self.cuando) if dia >= hoy]
        return cita.fecha if cita else min(dias, default=None)


class Momento(NamedTuple):
    """Un renglón con lo que su fila muestra: el día, el próximo encuentro y si está en curso."""

    renglon: Renglon
    dia: date | None
    cita: Cita | None
    en_curso: bool


class Grupo(NamedTuple):
    """Un grupo de la lista. `nota` explica en una frase qué hay en él."""

    clave: str
    titulo: str
    nota: str
    momentos: tuple[Momento, ...]


class Lugar(NamedTuple):
    """Dónde va un renglón: el orden del grupo, su clave, su título y su nota."""

    orden: tuple[int, ...]
    clave: str
    titulo: str
    nota: str = ""


PROXIMAMENTE = Lugar((0,), "proximamente", "Próximamente", "En los próximos treinta días.")
TODO_EL_ANIO = Lugar(
    (3,), "todo-el-anio", "Durante todo el año", "Puede participar en cualquier momento del año."
)
POR_SOLICITUD = Lugar(
    (5,), "por-solicitud", "Por solicitud", "Se hacen cuando alguien las pide: escriba al contacto."
)
POR_DEFINIR = Lugar(
    (6,), "por-definir", "Por definir", "La entidad todavía no ha dicho cuándo, o no se pudo leer."
)
YA_PASARON = Lugar(
    (7,),
    "ya-pasaron",
    "Fechas que ya pasaron",
    "Según el cronograma. Los resultados, si la entidad los publica, están en cada actividad.",
)


def agrupar(renglones: Iterable[Renglon], *, vigencia: int, hoy: date) -> tuple[Grupo, ...]:
    """Los grupos de la lista, en orden; de un año terminado no se aparta lo que ya pasó."""
    situados = sorted(
        ((lugar_de(uno, vigencia=vigencia, hoy=hoy), uno) for uno in renglones),
        key=lambda par: (par[0].orden, par[0].clave, _orden_en_grupo(par[1], hoy)),
    )
    return tuple(
        Grupo(
            lugar.clave, lugar.titulo, lugar.nota, tuple(momento_de(uno, hoy) for _, uno in pares)
        )
        for lugar, pares in groupby(situados, key=lambda par: par[0])
    )


def lugar_de(renglon: Renglon, *, vigencia: int, hoy: date) -> Lugar:
    """El grupo en que una persona buscaría la actividad."""
    p = renglon.cuando
    en_marcha = vigencia >= hoy.year
    proximo = renglon.proximo_dia(hoy)
    if en_marcha and proximo and proximo <= hoy + timedelta(days=DIAS_PROXIMOS):
        return PROXIMAMENTE
    if en_marcha and not proximo and p.fin and p.fin < hoy:
        return YA_PASARON
    if p.tipo is Tipo.POR_DEMANDA:
        return POR_SOLICITUD
    if p.tipo is Tipo.INDETERMINADA:
        return POR_DEFINIR
    if p.tipo is Tipo.PERIODICA:
        return _lugar_de_periodica(p)
    exacto = proximo or next(iter(dias_exactos(p)), None)
    return _lugar_de_mes(exacto, vigencia) if exacto else _lugar_de_tramos(p, vigencia)


def momento_de(renglon: Renglon, hoy: date) -> Momento:
    """El renglón con su día exacto, si lo tiene, y si hoy está en curso."""
    cita = renglon.proxima_cita(hoy)
    exactos = dias_exactos(renglon.cuando)
    dia = renglon.proximo_dia(hoy) or (exactos[-1] if exactos else None)
    # De lo que es de todo el año o se repite no se dice «en curso»: lo estaría siempre.
    de_un_periodo = renglon.cuando.tipo not in {Tipo.VIGENCIA, Tipo.PERIODICA}
    return Momento(renglon, dia, cita, de_un_periodo and esta_en_curso(renglon.cuando, hoy))


def dias_exactos(p: Programacion) -> tuple[date, ...]:
    """Los días que el cronograma dice; ninguno si solo dice un mes o un periodo."""
    if p.fechas:
        return p.fechas
    return (p.inicio,) if p.tipo is Tipo.FECHA and p.inicio else ()


def esta_en_curso(p: Programacion, hoy: date) -> bool:
    """¿Cae hoy dentro de lo programado? Un día exacto no «está en curso»: es hoy o no."""
    return p.tipo is not Tipo.FECHA and any(inicio <= hoy <= fin for inicio, fin in tramos(p))


def meses_fijos(p: Programacion, vigencia: int) -> tuple[int, ...]:
    """Los meses de la vigencia en que con seguridad hay algo; ninguno si es «durante el año».

    «Dos veces en el año» no dice qué meses: no se reparte.
    """
    if p.tipo in {Tipo.VIGENCIA, Tipo.INDETERMINADA, Tipo.POR_DEMANDA}:
        return ()
    sin_marcas = not p.meses and not p.fechas
    if p.tipo is Tipo.PERIODICA and sin_marcas and p.periodicidad not in DE_TODOS_LOS_MESES:
        return ()
    return tuple(mes for mes in MESES_DEL_ANIO if _toca(p, vigencia, mes))


def nombre_de_mes(dia: date, vigencia: int) -> str:
    """«marzo», o «marzo de 2022» si no es del año de que se habla."""
    nombre = NOMBRES_DE_MES[dia.month - 1]
    return nombre if dia.year == vigencia else f"{nombre} de {dia.year}"


def enumerar(partes: Iterable[str]) -> str:
    """«enero», «enero y marzo», «enero, marzo y mayo»."""
    *primeras, ultima = partes
    return f"{', '.join(primeras)} y {ultima}" if primeras else ultima


def _toca(p: Programacion, vigencia: int, mes: int) -> bool:
    return any(
        (inicio.year, inicio.month) <= (vigencia, mes) <= (fin.year, fin.month)
        for inicio, fin in tramos(p)
    )


def _lugar_de_mes(dia: date, vigencia: int) -> Lugar:
    titulo = nombre_de_mes(dia, vigencia).capitalize()
    return Lugar((1, dia.year, dia.month), f"{dia:%Y-%m}", titulo)


def _lugar_de_periodica(p: Programacion) -> Lugar:
    if p.periodicidad is None:
        return Lugar((4, 99, p.veces or 0), f"{p.veces}-veces", f"{p.veces} veces en el año")
    orden = list(CADA_CUANTO).index(p.periodicidad)
    return Lugar((4, orden), p.periodicidad.value, CADA_CUANTO[p.periodicidad])


def _lugar_de_tramos(p: Programacion, vigencia: int) -> Lugar:
    """Un periodo va con su mes si cabe en uno; si no, «Entre enero y abril»."""
    pedazos = _unidos(tramos(p))
    inicio, fin = pedazos[0][0], pedazos[-1][1]
    if (inicio.year, inicio.month) == (fin.year, fin.month):
        return _lugar_de_mes(inicio, vigencia)
    if (inicio, fin) == (date(vigencia, 1, 1), date(vigencia, 12, 31)) and len(pedazos) == 1:
        return TODO_EL_ANIO
    clave = "-".join(f"{dia:%Y-%m}" for pedazo in pedazos for dia in pedazo)
    # Primero lo que antes puede terminar: es lo que antes se pierde.
    return Lugar(
        (2, fin.year, fin.month, inicio.year, inicio.month), clave, _entre(pedazos, vigencia)
    )


def _unidos(pedazos: tuple[tuple[date, date], ...]) -> tuple[tuple[date, date], ...]:
    """Los tramos que se tocan, en uno: los tres cuatrimestres marcados son el año."""
    unidos: list[tuple[date, date]] = []
    for inicio, fin in pedazos:
        if unidos and inicio - unidos[-1][1] <= timedelta(days=1):
            unidos[-1] = (unidos[-1][0], max(fin, unidos[-1][1]))
        else:
            unidos.append((inicio, fin))
    return tuple(unidos)


def _entre(pedazos: tuple[tuple[date, date], ...], vigencia: int) -> str:
    if all(_de_un_mes(*pedazo) for pedazo in pedazos):
        return f"En {enumerar(nombre_de_mes(inicio, vigencia) for inicio, _ in pedazos)}"
    frase = enumerar(
        f"entre {nombre_de_mes(inicio, vigencia)} y {nombre_de_mes(fin, vigencia)}"
        for inicio, fin in pedazos
    )
    return frase[0].upper() + frase[1:]


def _de_un_mes(inicio: date, fin: date) -> bool:
    return es_mes_entero(inicio, fin) and (inicio.year, inicio.month) == (fin.year, fin.month)


def _orden_en_grupo(renglon: Renglon, hoy: date) -> tuple[date, str, int]:
    """Lo fechado por su día; lo impreciso, por lo más tarde que puede ser; luego, la hoja."""
    dia = renglon.proximo_dia(hoy) or renglon.cuando.fin or date.max
    return (dia, renglon.tipo, renglon.fila.orden)
