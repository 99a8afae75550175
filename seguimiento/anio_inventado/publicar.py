"""Las escenas del plan: se registra lo ya publicado, y a mitad de año entra otra versión con su acta."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from cronograma import aprobacion
from cronograma.cobertura import ejecutar_control
from cronograma.models import Version
from cronograma.problemas import aceptar_problema, revisar
from estrategia.historia import a_nombre_de

from .reparto import Escena, Reparto, dia

ORGANO = "Comité Institucional de Gestión y Desempeño"


def escenas(reparto: Reparto, hechos: Mapping[str, Any]) -> Iterator[Escena]:
    """Publicar en enero y modificar en julio."""
    yield Escena(dia(hechos["publicacion"]["fecha"]), lambda ahora: _registrar(reparto, ahora))
    modificacion = hechos["modificacion"]
    yield Escena(dia(modificacion["fecha"]), lambda ahora: _modificar(reparto, modificacion, ahora))


def _registrar(reparto: Reparto, ahora: datetime) -> Version:
    estrategia = reparto.estrategia
    return aprobacion.registrar_publicacion_previa(
        estrategia,
        por=reparto.planeacion,
        documento="Ejemplo inventado: ni la entidad ni lo que aquí ocurrió existen",
        etiqueta=estrategia.version_documento,
        fecha=estrategia.fecha_documento,
        ahora=ahora,
    )


def _modificar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> Version:
    for clave, cambio in datos["cambios"].items():
        actividad = reparto.actividades[clave]
        actividad.fecha_programada = cambio["fecha_programada"]
        a_nombre_de(reparto.planeacion, actividad).save()
    for clave, motivo in datos["retiros"].items():
        actividad = reparto.actividades[clave]
        aprobacion.retirar(actividad, por=reparto.planeacion, ahora=ahora, motivo=motivo)
    _aceptar_problemas(reparto, ahora)
    version = _aprobar(reparto, datos, ahora)
    porques = {reparto.actividades[c].codigo: uno["porque"] for c, uno in datos["cambios"].items()}
    return reparto.con_archivos(
        lambda: aprobacion.publicar(
            version,
            por=reparto.planeacion,
            ahora=ahora,
            hoy=ahora.date(),
            motivo=datos["motivo"],
            porques=porques,
        )
    )


def _aceptar_problemas(reparto: Reparto, ahora: datetime) -> None:
    """El cabildo lo convoca el Concejo: que no se sepa cuándo está bien así, y se dice por qué."""
    for problema in revisar(reparto.estrategia, hoy=ahora.date()):
        if problema.bloquea:
            aceptar_problema(
                reparto.estrategia,
                codigo=problema.codigo,
                actividad=problema.actividad,
                razon="Lo convoca el Concejo, cuando lo decide.",
                por=reparto.planeacion,
                ahora=ahora,
                hoy=ahora.date(),
            )


def _aprobar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> Version:
    quien = reparto.planeacion
    razon = "Los grupos del municipio inventado no tienen caracterización registrada."
    ejecutar_control(reparto.estrategia, por=quien, ahora=ahora, razon=razon)
    version = aprobacion.abrir_version(reparto.estrategia, por=quien, ahora=ahora)
    aprobacion.presentar_al_comite(version, por=quien, ahora=ahora)
    return aprobacion.aprobar(
        version,
        por=quien,
        ahora=ahora,
        acta=datos["acta"],
        fecha=dia(datos["fecha"]),
        organo=ORGANO,
        enlace="https://municipio-inventado.example/actas/07",
    )
