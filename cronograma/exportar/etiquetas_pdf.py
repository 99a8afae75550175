"""Etiquetas del PDF: que cada celda nombre exactamente los títulos que la explican.

WeasyPrint 70 reparte mal los títulos cuando el encabezado tiene dos filas y parte en varias
la tabla que cruza una página. Aquí se corrige su árbol antes de escribirlo: los títulos de
cada celda son los que el HTML declara (`id`, `scope`, `headers`), los trozos de una tabla
vuelven a ser una, y lo que solo se repite al cambiar de página queda como adorno. Solo toca
los diccionarios de pydyf que recibe; entra y sale en memoria.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

ALCANCES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


def reparar_etiquetas(documento: Any, pdf: pydyf.PDF) -> None:
    """Corrige el árbol de etiquetas. Se pasa a WeasyPrint como `finisher`."""
    arbol = Arbol(pdf)
    vistas: dict[Any, dict] = {}
    tablas: dict[Any, dict] = {}
    for pagina in documento.pages:
        for tabla in cajas_de(pagina._page_box, {"table"}):  # noqa: SLF001 -- no hay otra puerta
            if celdas := [una for una in cajas_de(tabla, {"td", "th"}) if es_celda(una)]:
                titular(celdas)
                arbol.unir(tabla.element, celdas, tablas, vistas)
    arbol.soltar_lo_que_no_cuelga()


def cajas_de(caja: Any, etiquetas: set[str]) -> Iterator[Any]:
    """Las cajas de esas etiquetas HTML, de afuera hacia adentro y sin entrar en ellas."""
    for hija in getattr(caja, "children", ()):
        if hija.element is not None and hija.element_tag in etiquetas:
            yield hija
        else:
            yield from cajas_de(hija, etiquetas)


def es_celda(caja: Any) -> bool:
    """¿WeasyPrint le dio una etiqueta de celda?"""
    return isinstance(getattr(caja, "mark", None), dict)


def titular(celdas: list[Any]) -> None:
    """Pone en cada celda los títulos que su HTML declara, y a los títulos, nombre y alcance."""
    for celda in celdas:
        atributos = celda.mark["A"]
        nombrados = celda.element.get("headers", "").split()
        if nombrados:
            atributos["Headers"] = pydyf.Array(pydyf.String(uno) for uno in nombrados)
        else:
            atributos.pop("Headers", None)
        if celda.element_tag == "th":
            celda.mark["ID"] = pydyf.String(celda.element.get("id"))
            atributos["Scope"] = ALCANCES[celda.element.get("scope")]


class Arbol:
    """El árbol de etiquetas de un PDF que todavía no se ha escrito."""

    def __init__(self, pdf: pydyf.PDF):
        self.pdf = pdf
        self.raiz = self.objeto(pdf.catalog["StructTreeRoot"])

    def objeto(self, referencia: bytes) -> dict:
        return self.pdf.objects[int(referencia.split()[0])]

    def antecesor(self, etiqueta: dict, tipo: str) -> dict:
        """El más cercano de ese tipo, subiendo desde la etiqueta."""
        while etiqueta["S"] != tipo:
            etiqueta = self.objeto(etiqueta["P"])
        return etiqueta

    def unir(self, elemento: Any, celdas: list[Any], tablas: dict, vistas: dict) -> None:
        """Suma a la tabla del elemento las celdas que trae una página más."""
        primera = tablas.setdefault(elemento, self.antecesor(celdas[0].mark, "/Table"))
        trozo = self.antecesor(celdas[0].mark, "/Table")
        cuerpo = self.objeto(primera["K"][-1])
        for celda in celdas:
            anterior = vistas.setdefault(celda.element, celda.mark)
            fila = self.objeto(celda.mark["P"])
            grupo = self.objeto(fila["P"])
            if trozo is primera or grupo is cuerpo or grupo is self.objeto(primera["K"][0]):
                continue
            if anterior is celda.mark and grupo["S"] == "/THead":
                self.mudar([grupo.reference], primera, al_comienzo=True)
            elif anterior is celda.mark:
                self.mudar([fila.reference], cuerpo)
            elif grupo["S"] != "/THead":  # una fila más alta que la página sigue en la otra
                self.mudar(celda.mark["K"], anterior)
        if trozo is not primera:
            self.objeto(trozo["P"])["K"].remove(trozo.reference)

    def mudar(self, referencias: list[bytes], destino: dict, *, al_comienzo: bool = False) -> None:
        """Cuelga las etiquetas de otro sitio."""
        lugar = 0 if al_comienzo else len(destino["K"])
        destino["K"][lugar:lugar] = list(referencias)
        for referencia in referencias:
            self.objeto(referencia)["P"] = destino.reference

    def soltar_lo_que_no_cuelga(self) -> None:
        """Vuelve adorno lo que ya no está en el árbol: títulos repetidos, cabeza y pie de página."""
        usadas = set(self.marcas(self.raiz))
        numeros = self.objeto(self.raiz["ParentTree"])["Nums"]
        for lugar, referencia in enumerate(self.pdf.page_references):
            contenido = self.objeto(self.objeto(referencia)["Contents"]).stream
            for posicion, parte in enumerate(contenido):
                marca = parte.get("MCID") if isinstance(parte, dict) else None
                if marca is not None and (referencia, marca) not in usadas:
                    contenido[posicion - 1 : posicion + 2] = ["/Artifact", "", b"BMC"]
                    numeros[2 * lugar + 1][marca] = "null"

    def marcas(self, etiqueta: dict) -> Iterator[tuple[bytes, int]]:
        """Las marcas de contenido que cuelgan de una etiqueta: página y número."""
        for hijo in etiqueta["K"]:
            if isinstance(hijo, int):
                yield etiqueta["Pg"], hijo
            elif "K" in (objeto := self.objeto(hijo)):
                yield from self.marcas(objeto)
