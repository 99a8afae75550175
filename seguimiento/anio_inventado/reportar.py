"""Las escenas de cada corte: se abre, las dependencias reportan con su evidencia, se acepta y se cierra."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from cronograma.periodos import Periodo
from estrategia.models import Dependencia
from seguimiento import cortes, evidencia
from seguimiento.mi_reporte.enviar import enviar, por_enviar
from seguimiento.mi_reporte.escrito import Escrito
from seguimiento.mi_reporte.guardar import guardar
from seguimiento.mi_reporte.renglones import lider_de, renglones_de, responsables_de
from seguimiento.mi_reporte.revisar import aceptar
from seguimiento.models import Corte, EstadoDeAvance
from seguimiento.verificacion import verificar

from .reparto import Escena, Reparto, dia


def escenas(reparto: Reparto, hechos: Mapping[str, Any]) -> Iterator[Escena]:
    """Los cuatro cortes, con lo que dijo cada línea, y lo que después verificó control interno."""
    for codigo, datos in hechos["cortes"].items():
        periodo = Periodo.de_codigo(codigo, reparto.estrategia.vigencia)
        yield from _del_corte(reparto, periodo, datos)
        verificado = hechos["verificaciones"][codigo]
        yield Escena(
            dia(verificado["fecha"]),
            lambda ahora, c=codigo, v=verificado: _verificar(reparto, c, v, ahora),
        )


def _del_corte(reparto: Reparto, periodo: Periodo, datos: Mapping[str, Any]) -> Iterator[Escena]:
    yield Escena(periodo.fin, lambda ahora: _abrir(reparto, periodo, ahora))
    yield Escena(dia(datos["envio"]), lambda ahora: _reportar(reparto, periodo, datos, ahora))
    yield Escena(dia(datos["revision"]), lambda ahora: _aceptar(reparto, periodo, ahora))
    yield Escena(dia(datos["cierre"]), lambda ahora: _cerrar(reparto, periodo, ahora))


def _corte(reparto: Reparto, codigo: str) -> Corte:
    return reparto.estrategia.cortes.select_related("estrategia__entidad").get(periodo=codigo)


def _abrir(reparto: Reparto, periodo: Periodo, ahora: datetime) -> None:
    quien = reparto.planeacion
    cortes.abrir(reparto.estrategia, periodo, por=quien, ahora=ahora, hoy=ahora.date())


def _reportar(
    reparto: Reparto, periodo: Periodo, datos: Mapping[str, Any], ahora: datetime
) -> None:
    corte = _corte(reparto, periodo.codigo)
    for clave, dicho in datos["lineas"].items():
        _decir(reparto, corte, clave, dicho, ahora)
    hoy = ahora.date()
    for dependencia in reparto.entidad.dependencias.all():
        if por_enviar(renglones_de(corte, hoy=hoy, dependencia=dependencia)):
            enviar(corte, dependencia, por=reparto.reporta, ahora=ahora, hoy=hoy)


def _decir(
    reparto: Reparto, corte: Corte, clave: str, dicho: Mapping[str, Any], ahora: datetime
) -> None:
    actividad = reparto.actividades[clave]
    lider = lider_de(responsables_de([actividad.pk])[actividad.pk])
    avance = guardar(
        corte,
        actividad.pk,
        _escrito(dicho),
        dependencia=Dependencia.objects.get(pk=lider),
        leida="",
        por=reparto.reporta,
        ahora=ahora,
        hoy=ahora.date(),
    )
    for titulo in dicho.get("evidencias", ()):
        evidencia.adjuntar(
            avance, titulo=titulo, archivo=imagen_de(titulo), por=reparto.reporta, ahora=ahora
        )


def _escrito(dicho: Mapping[str, Any]) -> Escrito:
    recibidas, atendidas = dicho.get("solicitudes", (None, None))
    return Escrito(
        porcentaje=Decimal(str(dicho["porcentaje"])) if "porcentaje" in dicho else None,
        observacion=dicho.get("observacion", ""),
        por_que_cero=dicho.get("por_que_cero", ""),
        solicitudes_recibidas=recibidas,
        solicitudes_atendidas=atendidas,
    )


def imagen_de(titulo: str) -> ContentFile:
    """Una imagen que dice ser el documento de ejemplo de ese título."""
    imagen = Image.new("RGB", (640, 200), "white")
    ImageDraw.Draw(imagen).text((20, 80), f"EJEMPLO INVENTADO · {titulo}", fill="black")
    salida = io.BytesIO()
    imagen.save(salida, "PNG")
    return ContentFile(salida.getvalue(), name=f"{titulo}.png")


def _aceptar(reparto: Reparto, periodo: Periodo, ahora: datetime) -> None:
    corte = _corte(reparto, periodo.codigo)
    enviados = corte.avances.filter(estado=EstadoDeAvance.ENVIADO).values_list("pk", flat=True)
    aceptar(corte, enviados, por=reparto.planeacion, ahora=ahora)


def _cerrar(reparto: Reparto, periodo: Periodo, ahora: datetime) -> None:
    corte = _corte(reparto, periodo.codigo)
    cortes.cerrar(corte, por=reparto.planeacion, ahora=ahora, hoy=ahora.date())


def _verificar(reparto: Reparto, codigo: str, datos: Mapping[str, Any], ahora: datetime) -> None:
    corte = _corte(reparto, codigo)
    for clave, (porcentaje, hay_evidencia, observacion) in datos["lineas"].items():
        verificar(
            corte,
            reparto.actividades[clave],
            por=reparto.control,
            ahora=ahora,
            porcentaje=Decimal(str(porcentaje)),
            hay_evidencia=hay_evidencia,
            observacion=observacion,
        )
