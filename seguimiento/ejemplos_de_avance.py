"""El avance que traen los documentos de ejemplo, reportado como lo haría la entidad.

Entra la estrategia ya publicada y su documento; salen sus cortes: cerrados los que la hoja trae y
abierto el que sigue. Pasa por los mismos verbos que usa la gente. «N/A» no se reporta: que la línea
no esté programada lo calcula el sistema; de ella se guarda solo su observación.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from cronograma.periodos import Periodo, periodos_de
from estrategia.catalogos import Rol
from estrategia.models import Dependencia, Estrategia, Usuario
from seguimiento import cortes
from seguimiento.mi_reporte.enviar import enviar, por_enviar
from seguimiento.mi_reporte.escrito import Escrito, leer_porcentaje
from seguimiento.mi_reporte.guardar import guardar
from seguimiento.mi_reporte.renglones import lider_de, renglones_de, responsables_de
from seguimiento.mi_reporte.revisar import aceptar
from seguimiento.models import Corte, EstadoDeAvance

NO_PROGRAMADA = "N/A"


class Personas(NamedTuple):
    """Quién reporta y quién revisa."""

    reporta: Usuario
    revisa: Usuario


def cargar_avances(
    estrategia: Estrategia,
    datos: Mapping[str, Any],
    *,
    usuarios: Mapping[Rol, Usuario],
    ahora: datetime,
    hoy: date,
) -> list[Corte]:
    """Los cortes que trae el documento, cerrados, y el siguiente, abierto; ninguno si no trae avance."""
    celdas = {
        actividad.pk: una["celdas"]
        for actividad, una in zip(
            estrategia.actividades.order_by("orden"), datos["actividades"], strict=True
        )
    }
    traidos = list(_periodos_traidos(estrategia, celdas))
    if not traidos:
        return []
    personas = Personas(usuarios[Rol.DEPENDENCIA], usuarios[Rol.PLANEACION])
    cerrados = [
        _cargar_corte(estrategia, periodo, celdas, personas, ahora=ahora, hoy=hoy)
        for periodo in traidos
    ]
    return cerrados + _abrir_el_que_sigue(estrategia, traidos[-1], personas, ahora=ahora, hoy=hoy)


def _periodos_traidos(
    estrategia: Estrategia, celdas: Mapping[int, Mapping[str, str]]
) -> Iterator[Periodo]:
    """Los periodos con alguna celda de avance escrita, en orden."""
    claves = {clave for suyas in celdas.values() for clave, texto in suyas.items() if texto}
    codigos = sorted(clave.partition(":")[2] for clave in claves if clave.startswith("avance:"))
    for codigo in codigos:
        yield Periodo.de_codigo(codigo, estrategia.vigencia)


def _cargar_corte(
    estrategia: Estrategia,
    periodo: Periodo,
    celdas: Mapping[int, Mapping[str, str]],
    personas: Personas,
    *,
    ahora: datetime,
    hoy: date,
) -> Corte:
    corte = cortes.abrir(estrategia, periodo, por=personas.revisa, ahora=ahora, hoy=hoy)
    responden = responsables_de(list(celdas))
    dependencias = {
        una.dependencia_id: una.dependencia for suyas in responden.values() for una in suyas
    }
    for actividad, suyas in celdas.items():
        guardar(
            corte,
            actividad,
            escrito_en(suyas, periodo.codigo),
            dependencia=dependencias[lider_de(responden[actividad])],
            leida="",
            por=personas.reporta,
            ahora=ahora,
            hoy=hoy,
        )
    for dependencia in dependencias.values():
        _enviar_y_aceptar(corte, dependencia, personas, ahora=ahora, hoy=hoy)
    return cortes.cerrar(corte, por=personas.revisa, ahora=ahora, hoy=hoy)


def escrito_en(celdas: Mapping[str, str], codigo: str) -> Escrito:
    """Lo que la hoja dice de una actividad en un periodo; su observación explica también el cero."""
    avance = celdas.get(f"avance:{codigo}", "")
    porcentaje = None if avance == NO_PROGRAMADA else leer_porcentaje(avance)
    observacion = celdas.get(f"observacion:{codigo}", "")
    return Escrito(
        porcentaje=porcentaje,
        observacion=observacion,
        por_que_cero=observacion if porcentaje == 0 else "",
    )


def _enviar_y_aceptar(
    corte: Corte, dependencia: Dependencia, personas: Personas, *, ahora: datetime, hoy: date
) -> None:
    if not por_enviar(renglones_de(corte, hoy=hoy, dependencia=dependencia)):
        return
    enviar(corte, dependencia, por=personas.reporta, ahora=ahora, hoy=hoy)
    enviados = corte.avances.filter(estado=EstadoDeAvance.ENVIADO)
    aceptar(corte, enviados.values_list("pk", flat=True), por=personas.revisa, ahora=ahora)


def _abrir_el_que_sigue(
    estrategia: Estrategia, ultimo: Periodo, personas: Personas, *, ahora: datetime, hoy: date
) -> list[Corte]:
    siguen = [
        uno
        for uno in periodos_de(estrategia.vigencia, ultimo.clase)
        if uno.numero == ultimo.numero + 1 and uno.inicio <= hoy
    ]
    return [
        cortes.abrir(estrategia, uno, por=personas.revisa, ahora=ahora, hoy=hoy) for uno in siguen
    ]
