"""La agenda fechada en PDF y en Excel, con fechas y horas que la hoja puede ordenar."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from cronograma.encuentros.agenda_fechada import Agenda, RenglonDeAgenda

from .disposicion import Disposicion, Estilo, Puesta
from .hoja import Propiedades, libro
from .pdf import A4, imprimir

TITULO = "Agenda de actividades de participación y rendición de cuentas"
COLUMNAS = (
    ("Fecha", 12),
    ("Inicio", 11),
    ("Fin", 11),
    ("Actividad", 42),
    ("Para qué", 36),
    ("Invitados", 34),
    ("Responsables", 22),
    ("Modalidad", 14),
    ("Lugar o enlace", 28),
    ("Estado", 22),
)
PRIMERA = 5
PUNTOS_POR_LINEA, ALTO_MAXIMO = 13, 400


def agenda_en_pdf(agenda: Agenda, *, ahora: datetime) -> bytes:
    """La agenda en papel A4 apaisado.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(agenda, ahora=ahora))


def html(agenda: Agenda, *, ahora: datetime) -> str:
    """La página que se imprime."""
    contexto = {"titulo": TITULO, "agenda": agenda, "papel": A4, "ahora": ahora}
    return render_to_string("pdf/agenda.html", contexto)


def agenda_en_excel(agenda: Agenda, *, ahora: datetime) -> bytes:
    """La agenda en un libro de Excel: una fila por encuentro, con los títulos fijos."""
    cuerpo = [*_renglones(agenda), *_por_fechar(agenda)]
    plano = Disposicion(
        hoja="Agenda",
        puestas=(*_arriba(agenda, ahora), *_titulos(), *cuerpo),
        anchos=tuple(ancho for _, ancho in COLUMNAS),
        altos=_altos(cuerpo),
        primera_de_titulos=PRIMERA,
        ultima_de_titulos=PRIMERA,
        ultima_fila=PRIMERA + len(agenda.renglones) + len(agenda.por_fechar),
        es_una_sola_tabla=True,
    )
    entidad = str(agenda.estrategia.entidad)
    return libro(plano, Propiedades(titulo=f"{TITULO} · {agenda.alcance}", autor=entidad))


def _arriba(agenda: Agenda, ahora: datetime) -> Iterator[Puesta]:
    textos = (
        f"{TITULO} · {agenda.estrategia.entidad}",
        f"{agenda.estrategia} · {agenda.alcance}",
        f"{len(agenda.renglones)} con fecha y {len(agenda.por_fechar)} por fechar, "
        f"el {localtime(ahora):%d/%m/%Y, %H:%M}",
    )
    for fila, texto in enumerate(textos, start=1):
        yield Puesta(fila, 1, texto, Estilo.SUELTA, fila, 1)


def _titulos() -> Iterator[Puesta]:
    for columna, (titulo, _) in enumerate(COLUMNAS, start=1):
        yield Puesta(PRIMERA, columna, titulo, Estilo.ENCABEZADO, PRIMERA, columna)


def _renglones(agenda: Agenda) -> Iterator[Puesta]:
    for fila, renglon in enumerate(agenda.renglones, start=PRIMERA + 1):
        yield from _del_renglon(fila, renglon)


def _del_renglon(fila: int, renglon: RenglonDeAgenda) -> Iterator[Puesta]:
    encuentro = renglon.encuentro
    tiempos = (renglon.fecha, encuentro.hora_inicio, encuentro.hora_fin)
    for columna, valor in enumerate(tiempos, start=1):
        texto = str(valor) if valor is not None else ""
        yield Puesta(fila, columna, texto, Estilo.CENTRADO, fila, columna, valor)
    textos = (
        renglon.actividad,
        renglon.objetivo,
        renglon.invitados,
        renglon.responsables,
        renglon.modalidad,
        renglon.donde,
        renglon.estado,
    )
    for columna, texto in enumerate(textos, start=len(tiempos) + 1):
        yield Puesta(fila, columna, texto, Estilo.TEXTO, fila, columna)


def _por_fechar(agenda: Agenda) -> Iterator[Puesta]:
    """Lo que sigue sin día va al final, sin una fecha inventada."""
    primera = PRIMERA + 1 + len(agenda.renglones)
    for fila, una in enumerate(agenda.por_fechar, start=primera):
        textos = [
            "",
            "",
            "",
            una.actividad,
            "",
            "",
            una.responsables,
            "",
            "",
            f"Por fechar: {una.ocasion}",
        ]
        for columna, texto in enumerate(textos, start=1):
            yield Puesta(fila, columna, texto, Estilo.TEXTO, fila, columna)


def _altos(cuerpo: list[Puesta]) -> dict[int, float]:
    altos: dict[int, float] = {}
    for puesta in cuerpo:
        ancho = COLUMNAS[puesta.columna - 1][1]
        lineas = sum(1 + len(linea) // ancho for linea in puesta.texto.split("\n"))
        alto = min(ALTO_MAXIMO, PUNTOS_POR_LINEA * (lineas + 0.4))
        altos[puesta.fila] = max(alto, altos.get(puesta.fila, 0))
    return altos
