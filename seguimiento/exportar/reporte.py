"""El formato interno de reporte en papel (PDF/UA) y en Excel, con los seis títulos de la estrategia.

Es de la casa: lleva la asistencia exacta y los títulos de las evidencias con su huella; de una lista
de asistencia, ni el título que le pusieron. Lo que ve el público es la memoria, que tiene su página.
"""

from datetime import datetime

from django.template.loader import render_to_string

from cronograma.exportar.disposicion import Disposicion, Estilo, Puesta
from cronograma.exportar.hoja import Propiedades, libro
from cronograma.exportar.pdf import FaltaPango, imprimir
from seguimiento.models import Reporte
from seguimiento.reportes import contenido_de, evidencias_de, lider_de

__all__ = ["FaltaPango", "excel", "html", "pdf"]

TITULO = "Formato interno de reporte"
ANCHOS = (34, 84)
# Lo que se dice de una lista de asistencia: su título y su dirección pueden nombrar a alguien.
LISTA_RESERVADA = "Lista de asistencia (reservada)"


def pdf(reporte: Reporte, *, ahora: datetime) -> bytes:
    """El PDF.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(reporte, ahora=ahora))


def html(reporte: Reporte, *, ahora: datetime) -> str:
    """La página que se imprime."""
    contexto = {
        "reporte": reporte,
        "encuentro": reporte.encuentro,
        "estrategia": reporte.encuentro.actividad.estrategia,
        "dependencia": lider_de(reporte.encuentro),
        "contenido": _contenido_para_leer(reporte),
        "ahora": ahora,
    }
    return render_to_string("pdf/reporte.html", contexto)


def excel(reporte: Reporte) -> bytes:
    """El libro de Excel: un renglón por dato, el título a la izquierda."""
    renglones = _renglones(reporte)
    puestas = [Puesta(1, 1, TITULO, Estilo.TITULO, 1, 2)]
    for fila, (titulo, texto) in enumerate(renglones, start=2):
        puestas.append(Puesta(fila, 1, titulo, Estilo.ENCABEZADO, fila, 1))
        puestas.append(Puesta(fila, 2, texto, Estilo.TEXTO, fila, 2))
    plano = Disposicion(
        hoja="Reporte",
        puestas=tuple(puestas),
        anchos=ANCHOS,
        altos={},
        primera_de_titulos=1,
        ultima_de_titulos=1,
        ultima_fila=len(renglones) + 1,
        es_una_sola_tabla=True,
    )
    estrategia = reporte.encuentro.actividad.estrategia
    return libro(plano, Propiedades(titulo=TITULO, autor=str(estrategia.entidad)))


def _contenido_para_leer(reporte: Reporte) -> dict:
    """Lo que el formato dice, para quien lo lea aunque no pueda ver sus evidencias."""
    evidencias = [
        (LISTA_RESERVADA, una.sha256)
        if una.es_lista_de_asistencia
        else (una.titulo, una.sha256 or una.enlace)
        for una in evidencias_de(reporte)
    ]
    return contenido_de(reporte) | {"evidencias": evidencias}


def _renglones(reporte: Reporte) -> list[tuple[str, str]]:
    encuentro, contenido = reporte.encuentro, _contenido_para_leer(reporte)
    return [
        ("Entidad", str(encuentro.actividad.estrategia.entidad)),
        ("Actividad", str(encuentro.actividad)),
        ("Reunión o evento", encuentro.nombre),
        ("Fecha", f"{encuentro.fecha:%d/%m/%Y}"),
        ("Dependencia que reporta", str(lider_de(encuentro) or "")),
        *contenido["contenidos"].items(),
        *((f"Asistencia: {grupo}", str(cuantas)) for grupo, cuantas in contenido["asistencia"]),
        *((f"Evidencia: {titulo}", huella) for titulo, huella in contenido["evidencias"]),
        ("Estado", reporte.get_estado_display()),
        ("Número de recibo", str(reporte.numero or "")),
        ("Huella SHA-256 de lo entregado", reporte.sha256),
    ]
