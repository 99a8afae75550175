"""Interpretar: de una fila de celdas a los valores de una actividad, con sus dudas.

Los valores son un dato listo para guardar en el lote. Todo lo que traía la fila queda en un
campo, en `celdas` (el texto literal por columna) o en `extras` (las columnas sin campo, por su
título): nada se pierde.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cronograma.celdas import (
    Marca,
    es_codigo,
    leer_marca,
    leer_modalidad,
    leer_numerado,
    parece_cortada,
)
from cronograma.formatos import Clase
from cronograma.formatos.valores import OPCIONES
from estrategia.catalogos import Modalidad
from estrategia.texto import sin_acentos

from .catalogos import (
    Catalogo,
    CatalogoDeDependencias,
    dice_nada,
    entender_grupos,
    entender_instancias,
)
from .columnas import ColumnaLeida
from .cuando import cuando, proponer_de_la_meta
from .duda import Duda, Gravedad
from .hoja_leida import FilaLeida
from .lector import LectorDeCeldas
from .libro import CeldaLeida
from .opciones import fases_de, opcion_de

DE_TEXTO = {
    "nombre", "accion_gestion", "instrumento", "metas", "objetivo", "tipo_espacio", "alcance", "metodologia",
    "resultado", "producto", "presupuesto", "observaciones",
}  # fmt: skip
FRASES = ("objetivo", "metas", "metodologia", "producto", "nombre")
SUELTAS = ("es_participacion", "es_rendicion", "presencial", "virtual")
CORREO = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ENLACE = re.compile(r"^https?://\S{3,190}$")
PARECE_PRODUCTO = re.compile(
    r"^(?:plan(?:es)?|informes?|documentos?|registros?|actas?|publicaci|listados?|encuestas?|matri[zc]|boletin"
    r"|cronogramas?|evidencias?|formatos?)\b"
)
FASE_DE_ALCANCE = (
    ("formulacion", r"formular|definir|planear|decidir"),
    ("ejecucion", r"colaborar|ejecutar|implementar"),
    ("seguimiento", r"controlar|evaluar|vigilar|seguimiento"),
    ("diagnostico", r"diagnosticar|identificar|caracterizar"),
)


@dataclass
class Contexto:
    """Lo que hace falta saber fuera de la fila."""

    vigencia: int
    dependencias: CatalogoDeDependencias
    grupos: Catalogo
    instancias: Catalogo


@dataclass
class Interpretada:
    """La fila ya entendida: los valores de la actividad y lo que hay que decir."""

    fila: FilaLeida
    valores: dict[str, Any]
    dudas: list[Duda] = field(default_factory=list)

    @property
    def errores(self) -> list[Duda]:
        return [una for una in self.dudas if una.gravedad is Gravedad.ERROR]


def interpretar_filas(filas: Iterable[FilaLeida], contexto: Contexto) -> list[Interpretada]:
    """Las filas entendidas, en su orden."""
    filas = list(filas)
    contexto.dependencias.estudiar(
        celda.texto for fila in filas if (celda := fila.de("dependencias"))
    )
    return [_Lector(fila, contexto).leer() for fila in filas]


class _Lector(LectorDeCeldas):
    """Lee una fila, campo por campo."""

    def __init__(self, fila: FilaLeida, contexto: Contexto):
        super().__init__(fila)
        self.contexto = contexto

    def leer(self) -> Interpretada:
        self._guardar_celdas()
        self._formulas()
        self._textos()
        self._numero_y_nombre()
        self._opciones()
        self._marcas_sueltas()
        self._fases()
        self._modalidad()
        self._personas()
        self._cuando()
        self._contacto()
        self._bloque()
        self._recortar()
        return Interpretada(self.fila, self.valores, self.dudas)

    # -- Campo por campo

    def _textos(self) -> None:
        for campo in DE_TEXTO:
            if (campo, "") in self.tabla.por_campo:
                celda = self.fila.de(campo)
                self.valores[campo] = celda.texto.strip() if celda else ""
        for campo in FRASES:
            celda = self.fila.de(campo)
            if celda and parece_cortada(celda.texto):
                self._duda(
                    celda,
                    campo,
                    "La frase parece cortada: se importó como está. Complétela si le falta texto.",
                )

    def _numero_y_nombre(self) -> None:
        escrito = self.valores.get("nombre", "")
        celda = self.fila.de("numero")
        if ("codigo", "") in self.tabla.por_campo:
            self.valores["codigo"] = self._texto("codigo")
        if ("numero", "") in self.tabla.por_campo:
            numero, nombre = celda.texto.strip().rstrip(".") if celda else "", escrito
            if not numero:
                numero, nombre = leer_numerado(escrito)
        else:
            numero, nombre = leer_numerado(escrito)
        if es_codigo(nombre):
            numero, nombre = numero or nombre, ""
        self.valores |= {"numero": numero, "nombre": nombre}
        if not nombre and not any(d.gravedad is Gravedad.ERROR for d in self.dudas):
            self._duda(
                self.fila.de("nombre") or celda,
                "nombre",
                f"La fila {self.fila.fila} no dice la actividad: escríbala para que pueda entrar.",
                Gravedad.ERROR,
            )

    def _opciones(self) -> None:
        for campo, opciones in OPCIONES.items():
            columna = self.tabla.por_campo.get((campo, ""))
            if not columna:
                continue
            texto = self.fila.texto(columna)
            self.valores[campo] = opcion_de(texto, opciones)
            if texto and not self.valores[campo]:
                nombres = ", ".join(str(opcion.label) for opcion in opciones)
                self._duda(
                    self.fila.celdas[columna.numero],
                    campo,
                    f"No es ninguno de los valores del formato ({nombres}): quedó sin definir y el texto se"
                    " conserva.",
                )

    def _marcas_sueltas(self) -> None:
        for campo in SUELTAS:
            if columna := self.tabla.por_campo.get((campo, "")):
                self.valores[campo] = self._marcada(columna)

    def _marcada(self, columna: ColumnaLeida) -> bool:
        celda = self.fila.celdas.get(columna.numero)
        if celda is None or not celda.texto.strip():
            return False
        leida = leer_marca(celda.texto)
        if leida.marca is None:
            self._duda(
                celda,
                columna.campo,
                f"Bajo «{columna.rotulo}» no hay una marca (X) sino un texto: se entendió que no está"
                " marcada.",
            )
        elif leida.texto:
            self._texto_junto_a_marca(celda, columna, leida.texto)
        return leida.marca is Marca.SI

    def _texto_junto_a_marca(self, celda: CeldaLeida, columna: ColumnaLeida, texto: str) -> None:
        """«X Informe…»: la marca cuenta; el texto va al producto si esa celda está vacía."""
        if ("producto", "") in self.tabla.por_campo and not self.valores.get("producto"):
            self.valores["producto"] = texto
            rotulo = self.tabla.por_campo["producto", ""].rotulo
            donde = f"se entendió que el texto es «{rotulo}», que está vacío"
        else:
            self._extra(columna.rotulo, texto)
            donde = "el texto se conserva aparte"
        self._duda(
            celda, columna.campo, f"La celda trae una marca y un texto: la marca cuenta y {donde}."
        )

    def _fases(self) -> None:
        columnas = [una for una in self.tabla.columnas if una.campo == "fases"]
        if columnas:
            marcadas = [una.detalle for una in columnas if self._marcada(una)]
            self.valores["fases"] = self._segun_alcance(marcadas, columnas)
        elif columna := self.tabla.por_campo.get(("fases_texto", "")):
            self.valores["fases"] = fases_de(self.fila.texto(columna))

    def _segun_alcance(self, marcadas: list[str], columnas: list[ColumnaLeida]) -> list[str]:
        """La fase que el alcance pide, cuando la X viene corrida o no concuerda con él."""
        alcance = self.fila.de("alcance")
        if not alcance:
            return marcadas
        pedida = next(
            (
                fase
                for fase, forma in FASE_DE_ALCANCE
                if re.search(forma, sin_acentos(alcance.texto))
            ),
            "",
        )
        por_detalle = {una.detalle: una for una in columnas}
        if not pedida or pedida in marcadas or pedida not in por_detalle:
            return marcadas
        celda = next(
            (self.fila.celdas[una.numero] for una in columnas if una.detalle in marcadas), alcance
        )
        rotulo = por_detalle[pedida].titulo
        if self.fila.acomodada and len(marcadas) == 1:
            celdas = self.valores["celdas"]
            celdas[f"fases:{pedida}"] = celdas[f"fases:{marcadas[0]}"]
            celdas[f"fases:{marcadas[0]}"] = ""
            self._duda(
                celda,
                "fases",
                "La X está corrida y no se sabe bajo qué fase iba: por el alcance"
                f" («{alcance.texto.strip()}») se entendió {rotulo}. Podría ser otra de las cuatro.",
            )
            return [pedida]
        que = "no hay ninguna fase marcada" if not marcadas else "la X está bajo otra fase"
        self._duda(
            celda,
            "fases",
            f"Por el alcance («{alcance.texto.strip()}») se esperaba {rotulo}, pero {que}: se dejó como"
            " está. La X puede estar corrida.",
        )
        return marcadas

    def _modalidad(self) -> None:
        columna = self.tabla.por_campo.get(("modalidad", ""))
        if not columna:
            return
        celda = self.fila.celdas.get(columna.numero)
        leida = leer_modalidad(celda.texto) if celda else None
        self.valores["presencial"] = leida in (Modalidad.PRESENCIAL, Modalidad.MIXTA)
        self.valores["virtual"] = leida in (Modalidad.VIRTUAL, Modalidad.MIXTA)
        if celda and celda.texto.strip() and leida is None and not dice_nada(celda.texto):
            self._duda(
                celda,
                "modalidad",
                "El texto no dice si es presencial o virtual: quedó sin definir.",
            )

    def _personas(self) -> None:
        contexto = self.contexto
        if ("instancias", "") in self.tabla.por_campo:
            entendido = entender_instancias(
                self._texto("instancias"), contexto.instancias, contexto.grupos
            )
            self._avisar("instancias", entendido.avisos)
            self.valores["instancias"] = entendido.nombres
            self.valores["grupos"] = entendido.aparte
        if ("grupos", "") in self.tabla.por_campo:
            entendido = entender_grupos(self._texto("grupos"), contexto.grupos)
            self._avisar("grupos", entendido.avisos)
            self.valores["grupos"] = list(
                dict.fromkeys([*self.valores.get("grupos", []), *entendido.nombres])
            )
        if ("dependencias", "") in self.tabla.por_campo:
            self._dependencias()

    def _dependencias(self) -> None:
        texto = self._texto("dependencias")
        vacio = ("producto", "") in self.tabla.por_campo and not self.valores.get("producto")
        if vacio and PARECE_PRODUCTO.match(sin_acentos(texto)):
            self.valores |= {"producto": texto, "dependencias": []}
            self._duda(
                self.fila.de("dependencias"),
                "dependencias",
                "No parece una dependencia y la fila no dice el producto: se entendió como el producto, y la"
                " actividad quedó sin responsable.",
            )
            return
        entendido = self.contexto.dependencias.entender(texto)
        self._avisar("dependencias", entendido.avisos)
        self.valores["dependencias"] = [list(una) for una in entendido.nombres]

    def _cuando(self) -> None:
        self._colores()
        leido = cuando(self.fila, self.contexto.vigencia)
        if leido is not None:
            self.valores["fecha_programada"] = leido.texto
            for duda in leido.dudas:
                self._duda(
                    duda.celda or self.fila.de("nombre"), duda.campo, duda.mensaje, duda.gravedad
                )
        if leido is not None and leido.texto:
            return
        if propuesta := proponer_de_la_meta(self.fila, self.contexto.vigencia):
            texto, celda = propuesta
            self.valores["fecha_programada"] = texto
            self._duda(
                celda,
                "fecha_programada",
                f"La fila no dice cuándo, pero aquí aparece «{texto}»: se propone como fecha programada."
                " Si no lo es, bórrela.",
            )
        elif leido is None and campo_de_fecha_falta(self.fila):
            self.valores["fecha_programada"] = ""

    def _colores(self) -> None:
        """En algunos cronogramas la marca es el color de la celda, sin texto."""
        coloreadas = self.fila.coloreadas
        for columna in self.tabla.columnas:
            if columna.campo != "periodo" or columna.numero in self.fila.celdas:
                continue
            if columna.numero in coloreadas:
                celda = CeldaLeida(self.fila.fila, columna.numero, "X", "X")
                self.fila.celdas[columna.numero] = celda
                self.valores["celdas"].setdefault(columna.clave, "X")
                if not any(d.campo == "fecha_programada" for d in self.dudas):
                    self._duda(
                        celda,
                        "fecha_programada",
                        "La celda está coloreada y sin texto: se entendió como una marca, igual que las demás"
                        " coloreadas de la fila.",
                        texto="",
                    )

    def _contacto(self) -> None:
        if ("correo", "") in self.tabla.por_campo:
            celda = self.fila.de("correo")
            hallados = CORREO.findall(celda.texto) if celda else []
            self.valores["correo"] = hallados[0] if hallados else ""
            if celda and not dice_nada(celda.texto) and hallados != [celda.texto.strip()]:
                self._extra(self.tabla.por_campo["correo", ""].rotulo, celda.texto.strip())
                que = (
                    "trae más que un correo: se tomó el primero" if hallados else "no es un correo"
                )
                self._duda(celda, "correo", f"La celda {que}; el texto entero se conserva aparte.")
        if ("enlace", "") in self.tabla.por_campo:
            texto = self._texto("enlace")
            texto = f"https://{texto}" if texto.startswith("www.") else texto
            self.valores["enlace"] = texto if ENLACE.match(texto) else ""
            if texto and not self.valores["enlace"]:
                self._extra(self.tabla.por_campo["enlace", ""].rotulo, texto)
        if ("lugar", "") in self.tabla.por_campo:
            self.valores["lugar"] = self._texto("lugar")

    def _bloque(self) -> None:
        columna = self.tabla.por_campo.get(("bloque", ""))
        propio = self.fila.texto(columna)
        self.valores["bloque"] = self.fila.bloque or propio
        if propio and self.valores["bloque"] != propio:
            self._extra(columna.rotulo, propio)


def campo_de_fecha_falta(fila: FilaLeida) -> bool:
    """¿La tabla no tiene ninguna columna que diga cuándo?"""
    return not any(
        una.clase in (Clase.CUANDO, Clase.INICIO, Clase.PERIODO) for una in fila.tabla.columnas
    )
