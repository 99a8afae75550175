"""Datos abiertos: el documento en CSV y en JSON, para otros programas.

El CSV lleva una fila por actividad y una sola de títulos; empieza con la marca de UTF-8,
sin la que Excel daña los acentos. El JSON lleva el documento entero con su significado:
fechas ISO, listas y nombres de catálogo. Ley 1712 de 2014, art. 11, literal k.
"""

import csv as lector_csv
import io
import json
from typing import Any

from cronograma.documento import Documento
from cronograma.formatos import Columna, Formato

from .disposicion import con_extras, texto_de

BOM = "\ufeff"
INICIA_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Un CSV no puede decir «esto es texto»: el apóstrofo lo dice a Excel y a LibreOffice.
COMO_TEXTO = "'"
ESQUEMA_JSON = 1


def csv(documento: Documento, formato: Formato) -> bytes:
    """El CSV del documento con las columnas del formato."""
    salida = io.StringIO(newline="")
    escritor = lector_csv.writer(salida, lineterminator="\r\n")
    columnas = con_extras(documento, formato)
    escritor.writerow([sin_formula(titulo_completo(columna)) for columna in columnas])
    for tabla in formato.bloques(documento.filas):
        for fila in tabla:
            textos = (texto_de(documento, columna, fila) for columna in columnas)
            escritor.writerow([sin_formula(texto) for texto in textos])
    return (BOM + salida.getvalue()).encode()


def titulo_completo(columna: Columna) -> str:
    """El título en una sola línea, con el combinado de encima: «Modalidad: Virtual»."""
    partes = (columna.grupo, columna.titulo or columna.campo.capitalize())
    return ": ".join(parte for parte in partes if parte)


def sin_formula(texto: str) -> str:
    """El texto como lo muestra una hoja de cálculo sin calcularlo."""
    return COMO_TEXTO + texto if texto.startswith(INICIA_FORMULA) else texto


def como_json(documento: Documento, formato: Formato) -> bytes:
    """El JSON del documento: encabezado, versión, firmas y actividades."""
    return json.dumps(datos(documento, formato), ensure_ascii=False, indent=2).encode()


def datos(documento: Documento, formato: Formato) -> dict[str, Any]:
    """Lo que el JSON lleva, como diccionario."""
    return {
        "esquema": ESQUEMA_JSON,
        "formato": formato.nombre,
        "entidad": documento.entidad,
        "vigencia": documento.vigencia,
        "tipo": documento.tipo,
        "nombre": documento.nombre,
        "version": documento.version or None,
        "publicada_en": documento.publicada_en and documento.publicada_en.isoformat(),
        "procedencia": documento.procedencia,
        "casillas": {campo: _simple(valor) for campo, valor in documento.casillas.items()},
        "calidad": _registro(documento.calidad),
        "firmas": [_registro(firma) for firma in documento.firmas],
        "cambios": [_registro(cambio) for cambio in documento.cambios],
        "actividades": [_actividad(documento, fila) for fila in documento.filas],
    }


def _actividad(documento: Documento, fila: Any) -> dict[str, Any]:
    propios = fila.como_dict()
    del propios["celdas"]  # lo que decía la hoja sirve para reescribirla, no para analizar
    avances = documento.avances.get(fila.codigo)
    return propios | ({"avances": dict(avances)} if avances else {})


def _registro(valor: Any) -> dict[str, Any]:
    return {clave: _simple(propio) for clave, propio in valor._asdict().items()}


def _simple(valor: Any) -> Any:
    return valor.isoformat() if hasattr(valor, "isoformat") else valor
