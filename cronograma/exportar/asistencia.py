"""La lista de asistencia: para firmar en papel (PDF) o llevar en una hoja (XLSX).

Lleva nombres y por eso es privada: la entrega la administración a quien lleva la lista. No lleva
correos ni teléfonos, que quedarían a la vista de todos los que firman.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from cronograma.models import Encuentro, Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion

from .disposicion import Disposicion, Estilo, Puesta
from .hoja import Propiedades, libro
from .pdf import A4, imprimir

TITULO = "Lista de asistencia"
TITULOS = ("N.º", "Nombre", "Organización", "Llegó", "Firma")
ANCHOS = (6, 44, 40, 10, 36)
RENGLONES_EN_BLANCO = 8
PRIMERA_DE_TITULOS = 5
ALTO_PARA_FIRMAR = 28


class Renglon(NamedTuple):
    """Una persona de la lista."""

    numero: int
    nombre: str
    organizacion: str
    llego: str


def renglones(encuentro: Encuentro) -> list[Renglon]:
    """Quienes tienen puesto o llegaron, por nombre; quien canceló no está."""
    personas = encuentro.inscripciones.vivas().exclude(
        estado=EstadoDeInscripcion.EN_ESPERA, llego_en=None
    )
    ordenadas = sorted(personas, key=lambda una: (una.nombre.casefold(), una.pk))
    return [
        Renglon(numero, una.nombre, una.organizacion, hora_de(una))
        for numero, una in enumerate(ordenadas, start=1)
    ]


def hora_de(inscripcion: Inscripcion) -> str:
    """A qué hora llegó; vacío si no ha llegado."""
    return f"{localtime(inscripcion.llego_en):%H:%M}" if inscripcion.llego_en else ""


def asistencia_en_pdf(encuentro: Encuentro, *, ahora: datetime) -> bytes:
    """La lista en papel A4 apaisado, con renglones en blanco para quien llega sin inscribirse.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(encuentro, ahora=ahora))


def html(encuentro: Encuentro, *, ahora: datetime) -> str:
    """La página que se imprime."""
    suyos = renglones(encuentro)
    return render_to_string(
        "pdf/asistencia.html",
        {
            "titulo": TITULO,
            "encuentro": encuentro,
            "reunion": nombre_de(encuentro),
            "entidad": encuentro.actividad.estrategia.entidad,
            "titulos": TITULOS,
            "renglones": suyos,
            "en_blanco": range(len(suyos) + 1, len(suyos) + 1 + RENGLONES_EN_BLANCO),
            "ahora": localtime(ahora),
            "papel": A4,
        },
    )


def asistencia_en_excel(encuentro: Encuentro, *, ahora: datetime) -> bytes:
    """La lista en un libro de Excel, con los títulos fijos."""
    entidad = encuentro.actividad.estrategia.entidad
    cuerpo = [(str(uno.numero), *uno[1:], "") for uno in renglones(encuentro)]
    plano = Disposicion(
        hoja="Asistencia",
        puestas=(*_arriba(encuentro, ahora), *_tabla(cuerpo)),
        anchos=ANCHOS,
        altos={PRIMERA_DE_TITULOS + n: ALTO_PARA_FIRMAR for n in range(1, len(cuerpo) + 1)},
        primera_de_titulos=PRIMERA_DE_TITULOS,
        ultima_de_titulos=PRIMERA_DE_TITULOS,
        ultima_fila=PRIMERA_DE_TITULOS + len(cuerpo),
        es_una_sola_tabla=True,
    )
    nombre = f"{TITULO} · {nombre_de(encuentro)}"
    return libro(plano, Propiedades(titulo=nombre, autor=entidad.nombre))


def nombre_de(encuentro: Encuentro) -> str:
    """El nombre propio de la reunión o el de su actividad."""
    return encuentro.nombre or encuentro.actividad.nombre


def _arriba(encuentro: Encuentro, ahora: datetime) -> Iterator[Puesta]:
    entidad = encuentro.actividad.estrategia.entidad
    textos = (
        f"{TITULO} · {entidad.nombre}",
        nombre_de(encuentro),
        " · ".join(filter(None, [f"{encuentro.fecha:%d/%m/%Y}", encuentro.lugar])),
        f"Reservada: contiene datos de personas. Hecha el {localtime(ahora):%d/%m/%Y, %H:%M}.",
    )
    for fila, texto in enumerate(textos, start=1):
        yield Puesta(fila, 1, texto, Estilo.SUELTA, fila, 1)


def _tabla(cuerpo: list[tuple[str, ...]]) -> Iterator[Puesta]:
    for columna, texto in enumerate(TITULOS, start=1):
        yield Puesta(
            PRIMERA_DE_TITULOS, columna, texto, Estilo.ENCABEZADO, PRIMERA_DE_TITULOS, columna
        )
    for fila, textos in enumerate(cuerpo, start=PRIMERA_DE_TITULOS + 1):
        for columna, texto in enumerate(textos, start=1):
            yield Puesta(fila, columna, texto, Estilo.TEXTO, fila, columna)
