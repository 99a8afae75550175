"""Recorrer un sitio por sus enlaces y buscar marcas en lo que responde, también dentro de sus archivos."""

import io
import re
import subprocess
import zipfile
from collections import Counter, deque
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pikepdf
from django.urls import Resolver404, resolve

SITIO = "http://testserver/"
CONTENIDOS_DE_ZIP = ("spreadsheet", "opendocument", "zip")
ENLACE = re.compile(r"""(?:href|src|action)=["']([^"']+)["']""")
COMPLETO = re.compile(rf"{SITIO}[^\s\"'<>\\),;\]]*")


def plano(texto: str) -> str:
    """Como se compara: sin mayúsculas, espacios ni guiones, que un código o un teléfono trae."""
    return re.sub(r"[\s\-‑–]", "", unescape(unquote(texto))).lower()


def hallados(marcas, texto: str) -> list[str]:
    """Las marcas que ese texto lleva."""
    junto = plano(texto)
    return [marca for marca in marcas if plano(marca) in junto]


def texto_de(contenido: bytes, tipo: str) -> str:
    """Lo que un archivo dice por dentro: sus partes, sus letras y sus datos."""
    if "pdf" in tipo:
        return texto_del_pdf(contenido)
    if any(clase in tipo for clase in CONTENIDOS_DE_ZIP):
        with zipfile.ZipFile(io.BytesIO(contenido)) as partes:
            leidas = [f"{una} {partes.read(una).decode('latin-1')}" for una in partes.namelist()]
        return " ".join(leidas)
    # Una línea larga de un calendario se parte en dos.
    return contenido.decode("utf-8", "replace").replace("\r\n ", "")


def texto_del_pdf(contenido: bytes) -> str:
    """Sus letras, y todo lo demás (título, autor, anexos, direcciones) sin comprimir."""
    if len(contenido) < 1000:  # El documento de prueba, que no tiene páginas.
        return contenido.decode("latin-1")
    letras = subprocess.run(["pdftotext", "-", "-"], input=contenido, capture_output=True).stdout
    suelto = io.BytesIO()
    with pikepdf.open(io.BytesIO(contenido)) as pdf:
        pdf.save(
            suelto,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return letras.decode() + suelto.getvalue().decode("latin-1")


def enlaces_de(texto: str, desde: str) -> set[str]:
    """Las direcciones de este sitio que una página nombra."""
    nombradas = {urljoin(desde, unescape(una)) for una in ENLACE.findall(texto)}
    nombradas |= {unescape(una) for una in COMPLETO.findall(texto)}
    partes = [urlsplit(urljoin(SITIO, una)) for una in nombradas]
    return {
        una.path + (f"?{una.query}" if una.query else "")
        for una in partes
        if una.netloc == "testserver" and una.scheme == "http"
    }


def recorrer(client, semillas, interesa, de_cada_vista):
    """Cada respuesta que se alcanza desde esas direcciones: `(dirección, respuesta, su texto)`.

    Las semillas se abren todas; de los enlaces que traen, hasta `de_cada_vista` de la misma vista.
    """
    semillas = list(semillas)
    vistas, por_ver, veces = set(), deque(semillas), Counter()
    while por_ver:
        direccion = por_ver.popleft()
        pagina, _, consulta = direccion.partition("?")
        if direccion in vistas or not interesa(pagina):
            continue
        vistas.add(direccion)
        cual = (nombre_de(pagina), bool(consulta))
        veces[cual] += direccion not in semillas
        if veces[cual] > de_cada_vista:
            continue
        respuesta = client.get(direccion)
        contenido = respuesta.getvalue() if respuesta.streaming else respuesta.content
        texto = texto_de(contenido, respuesta.headers.get("Content-Type", ""))
        yield direccion, respuesta, texto
        nuevas = set() if binario(respuesta) else enlaces_de(texto, direccion)
        nuevas |= enlaces_de(f'href="{respuesta.headers.get("Location", "#")}"', direccion)
        por_ver.extend(sorted(nuevas))


def nombre_de(pagina: str) -> str:
    """El nombre de su vista; el mismo para todas las que no existen."""
    try:
        return resolve(pagina).view_name
    except Resolver404:
        return ""


def binario(respuesta) -> bool:
    tipo = respuesta.headers.get("Content-Type", "")
    return any(clase in tipo for clase in ("pdf", "image/png", *CONTENIDOS_DE_ZIP))


def escapes(marcas, direccion: str, respuesta, texto: str) -> list[str]:
    """Qué se escapó en una respuesta, y por dónde: la dirección, el encabezado o el contenido."""
    sitios = {
        "dirección": direccion,
        "encabezados": f"{respuesta.headers} {respuesta.cookies.output()}",
        "contenido": texto,
    }
    return [
        f"{direccion}: {marcas[marca]} ({marca}) en {sitio}"
        for sitio, dicho in sitios.items()
        for marca in hallados(marcas, dicho)
    ]
