"""Lector de celdas: lo que se conserva de una fila tal como estaba, y las dudas que va dejando.

Toda celda queda en `celdas` (las de un campo, por la clave de su columna) o en `extras` (las
demás, por su título).
"""

from collections.abc import Iterable
from typing import Any

from .duda import Duda, Gravedad
from .hoja_leida import FilaLeida
from .libro import CeldaLeida, coordenada
from .opciones import son_fases

LARGOS = {"lugar": 250, "numero": 30, "alcance": 200, "resultado": 300}
# Campos que la actividad no tiene tal cual: se entienden y además se conservan como estaban.
SIN_CAMPO = {
    "modalidad",
    "fases_texto",
    "programado",
    "ejecutado",
    "seguimiento",
    "subactividad",
    "frecuencia",
}


class LectorDeCeldas:
    """Los valores de una fila mientras se leen, con sus dudas."""

    def __init__(self, fila: FilaLeida):
        self.fila = fila
        self.tabla = fila.tabla
        self.dudas: list[Duda] = list(fila.dudas)
        self.valores: dict[str, Any] = {"celdas": {}, "extras": {}}

    # -- Lo que se conserva como estaba

    def _guardar_celdas(self) -> None:
        oficial = self.tabla.formato is not None
        for columna in self.tabla.columnas:
            celda = self.fila.celdas.get(columna.numero)
            texto = celda.texto if celda and not celda.sin_calcular else ""
            de_formato = columna.campo and columna.campo not in SIN_CAMPO
            if columna.campo in ("avance", "observacion") and not oficial:
                de_formato = False
            if de_formato and columna.clave not in self.valores["celdas"]:
                # También las vacías: dicen que la hoja tenía la columna y no puso nada.
                self.valores["celdas"][columna.clave] = texto
            elif texto.strip() and not (columna.campo == "fases_texto" and son_fases(texto)):
                self._extra(columna.rotulo, texto.strip())
        for rotulo, texto in self.fila.otras_hojas.items():
            self._extra(rotulo, texto)

    def _extra(self, rotulo: str, texto: str) -> None:
        extras, nombre, veces = self.valores["extras"], rotulo, 1
        while nombre in extras and extras[nombre] != texto:
            veces += 1
            nombre = f"{rotulo} ({veces})"
        extras[nombre] = texto

    def _formulas(self) -> None:
        """Una fórmula sin resultado guardado no dice nada: queda vacía y su texto, aparte."""
        for numero, celda in list(self.fila.celdas.items()):
            if not celda.sin_calcular:
                continue
            columna = next(una for una in self.tabla.columnas if una.numero == numero)
            self._duda(
                celda,
                columna.campo,
                "La celda es una fórmula sin resultado guardado: se leyó vacía. Abra el libro, guárdelo"
                " y súbalo de nuevo, o escriba el valor.",
            )
            self._extra(f"{columna.rotulo} (fórmula)", celda.formula)
            self.fila.celdas[numero] = CeldaLeida(celda.fila, numero, "", None)

    def _recortar(self) -> None:
        """Lo que no cabe en su campo se conserva entero aparte."""
        for campo, largo in LARGOS.items():
            texto = self.valores.get(campo, "")
            if len(texto) > largo:
                columna = self.tabla.por_campo.get((campo, ""))
                self._extra(columna.rotulo if columna else campo, texto)
                self.valores[campo] = f"{texto[: largo - 1]}…"
        if len(self.valores["bloque"]) > 120:
            self._extra("Bloque", self.valores["bloque"])
            self.valores["bloque"] = f"{self.valores['bloque'][:119]}…"

    # -- Auxiliares

    def _texto(self, campo: str) -> str:
        celda = self.fila.de(campo)
        return celda.texto.strip() if celda else ""

    def _avisar(self, campo: str, avisos: Iterable) -> None:
        for aviso in avisos:
            self._duda(self.fila.de(campo), campo, aviso.mensaje, aviso.gravedad)

    def _duda(
        self, celda, campo: str, mensaje: str, gravedad=Gravedad.DUDA, texto: str | None = None
    ) -> None:
        donde = coordenada(celda.fila, celda.columna) if celda else f"A{self.fila.fila}"
        dicho = texto if texto is not None else (celda.texto.strip() if celda else "")
        self.dudas.append(Duda(self.fila.hoja, donde, campo, dicho, mensaje, gravedad))
