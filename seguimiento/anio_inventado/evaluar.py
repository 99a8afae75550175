"""Las escenas de la evaluación: lo aprendido, los informes, las acciones de mejora y el cierre del año."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from seguimiento import lecciones, mejora
from seguimiento.cierre import cerrar_estrategia
from seguimiento.informes import emision
from seguimiento.models import Hallazgo, TipoDeInforme

from .reparto import Escena, Reparto, dia


def escenas(reparto: Reparto, hechos: Mapping[str, Any]) -> Iterator[Escena]:
    """Cada lección el día en que se aprendió, y en enero lo que se evaluó."""
    for una in hechos["lecciones"]:
        yield Escena(dia(una["fecha"]), lambda ahora, una=una: _aprender(reparto, una, ahora))
    yield from _informes(reparto, hechos["informes"])
    for una in hechos["acciones"]:
        yield Escena(dia(una["fecha"]), lambda ahora, una=una: _mejorar(reparto, una, ahora))
    yield Escena(
        dia(hechos["cierre"]),
        lambda ahora: cerrar_estrategia(reparto.estrategia, por=reparto.planeacion, ahora=ahora),
    )


def _aprender(reparto: Reparto, una: Mapping[str, Any], ahora: datetime) -> None:
    lecciones.anotar(
        reparto.estrategia,
        texto=una["texto"],
        actividad=reparto.actividades[una["actividad"]],
        por=reparto.planeacion,
        ahora=ahora,
    )


def _informes(reparto: Reparto, informes: Mapping[str, Any]) -> Iterator[Escena]:
    quien = {TipoDeInforme.ESTRATEGIA: reparto.planeacion, TipoDeInforme.CONTROL: reparto.control}
    for periodo, fecha in informes["seguimiento"].items():
        datos = {"periodo": periodo, "textos": {}}
        yield _emitir(TipoDeInforme.SEGUIMIENTO, reparto, reparto.planeacion, fecha, datos)
    for tipo, por in quien.items():
        datos = informes[tipo]
        yield _emitir(tipo, reparto, por, datos["fecha"], datos)


def _emitir(tipo: str, reparto: Reparto, por, fecha: str, datos: Mapping[str, Any]) -> Escena:
    def hacer(ahora: datetime) -> None:
        quien = {"por": por, "ahora": ahora}
        informe = emision.empezar(reparto.estrategia, datos["periodo"], tipo, **quien)
        for hallazgo in datos.get("hallazgos", ()):
            emision.anotar_hallazgo(informe, **hallazgo, **quien)
        firmantes = datos.get("firmantes", ())
        emision.guardar_textos(informe, datos["textos"], firmantes=firmantes, **quien)
        emision.emitir(informe, **quien)

    return Escena(dia(fecha), hacer)


def _mejorar(reparto: Reparto, una: Mapping[str, Any], ahora: datetime) -> None:
    suyos = Hallazgo.objects.filter(informe__estrategia=reparto.estrategia)
    mejora.registrar(
        reparto.estrategia,
        origen=una["origen"],
        que_se_encontro=una["que_se_encontro"],
        accion=una["accion"],
        dependencia=reparto.dependencia(una["dependencia"]),
        hasta=dia(una["hasta"]),
        encuentro=reparto.reuniones.get(una.get("encuentro", "")),
        hallazgo=suyos.filter(numero=una["hallazgo"]).first() if "hallazgo" in una else None,
        por=reparto.planeacion,
        ahora=ahora,
    )
