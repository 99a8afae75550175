"""Encabezar: lo que el documento dice de sí, en la estrategia: objetivos, versión, fecha y firmas."""

import re
from datetime import date
from typing import Any

from cronograma.documento import Documento, Firmante
from cronograma.fila import Celda
from cronograma.formatos import FORMATOS, casillas
from cronograma.models import Importacion
from estrategia.models import Estrategia, Firma

from .analisis import Analisis
from .casillas import fecha_de
from .guardar import Nombres
from .libro import coordenada

CASILLAS_DE_ESTRATEGIA = (
    "politica", "objetivo_estrategico", "objetivo_dependencia", "iniciativa", "objetivos", "marco_legal",
    "responsables",
)  # fmt: skip


def leido(analisis: Analisis) -> dict[str, Any]:
    """Las casillas leídas: lo que decía cada celda y el valor sin su etiqueta."""
    encabezado = analisis.leido.encabezamiento
    return {
        "vigencia": analisis.vigencia,
        "textos": encabezado.textos,
        "celdas": {campo: celda.texto for campo, celda in encabezado.casillas.items()},
        "sitios": {
            campo: coordenada(c.fila, c.columna) for campo, c in encabezado.casillas.items()
        },
        "titulos": [celda.texto for celda in encabezado.titulos],
        "firmas": encabezado.firmas,
    }


def aplicar(lote: Importacion, nombres: Nombres) -> dict[str, Any]:
    """Las casillas del documento en la estrategia; devuelve lo que había en las que cambian."""
    estrategia, leido = lote.estrategia, lote.encabezado
    textos = leido.get("textos", {})
    nuevos: dict[str, Any] = {
        campo: textos[campo] for campo in CASILLAS_DE_ESTRATEGIA if textos.get(campo)
    }
    if textos.get("version_documento"):
        nuevos["version_documento"] = textos["version_documento"][:40]
    if fecha := fecha_de(textos.get("fecha_documento", "")):
        nuevos["fecha_documento"] = fecha
    if not estrategia.formato and lote.formato in FORMATOS:
        nuevos["formato"] = lote.formato
    antes = {campo: getattr(estrategia, campo) for campo in nuevos}
    for campo, valor in nuevos.items():
        setattr(estrategia, campo, valor)
    if textos.get("responsables") and estrategia.lider is None:
        _lider_y_apoyo(estrategia, textos["responsables"], nombres)
    _firmar(estrategia, leido.get("firmas", []))
    antes["encabezado"] = estrategia.encabezado
    estrategia.encabezado = {**estrategia.encabezado, **_celdas_del_encabezado(estrategia, lote)}
    estrategia.save()
    return {
        campo: valor.isoformat() if isinstance(valor, date) else valor
        for campo, valor in antes.items()
    }


def _lider_y_apoyo(estrategia: Estrategia, texto: str, nombres: Nombres) -> None:
    """«Líder: Oficina… (OAPLA) con el apoyo de…»: las que se reconocen por su sigla o su nombre."""
    por_sigla = {d.sigla: d for d in nombres.dependencias.values() if d.sigla}
    nombradas = [por_sigla[s] for s in re.findall(r"\(([A-ZÑ]{2,10})\)", texto) if s in por_sigla]
    if not nombradas or not texto.lower().startswith(("líder", "lider")):
        return
    estrategia.lider = nombradas[0]
    estrategia.save()
    estrategia.apoyo.set(nombradas[1:])


def _firmar(estrategia: Estrategia, firmas: list[dict[str, Any]]) -> None:
    ya = {(una.papel, una.nombre) for una in estrategia.firmas.all()}
    Firma.objects.bulk_create(
        Firma(estrategia=estrategia, **firma)
        for firma in firmas
        if (firma["papel"], firma["nombre"]) not in ya
    )


def _celdas_del_encabezado(estrategia: Estrategia, lote: Importacion) -> dict[str, dict[str, Any]]:
    """El texto de cada casilla y título con lo que se entendió, para reescribirlos igual."""
    formato = FORMATOS.get(lote.formato)
    if formato is None:
        return {}
    textos = dict(lote.encabezado.get("celdas", {}))
    textos |= {
        f"titulo:{n}": texto for n, texto in enumerate(lote.encabezado.get("titulos", []), start=1)
    }
    return casillas.celdas_leidas(formato, _documento(estrategia), textos)


def _documento(estrategia: Estrategia) -> Documento:
    campos = (*CASILLAS_DE_ESTRATEGIA, "version_documento", "fecha_documento", "nombre")
    return Documento(
        entidad=estrategia.entidad.nombre,
        vigencia=estrategia.vigencia,
        tipo=estrategia.tipo,
        nombre=estrategia.nombre,
        casillas={campo: getattr(estrategia, campo) for campo in campos},
        celdas={clave: Celda(**celda) for clave, celda in estrategia.encabezado.items()},
        firmas=tuple(
            Firmante(una.papel, una.nombre, una.cargo, una.fecha) for una in estrategia.firmas.all()
        ),
    )
