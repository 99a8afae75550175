"""Recorrido: qué es cada fila de una tabla, de arriba abajo.

Separa la actividad de lo que no lo es (títulos repetidos, subtítulos de componente, totales,
firmas, notas al pie), une la fila que un salto de página partió, baja el valor de las celdas
combinadas y acomoda las corridas. Lo que no es actividad queda anotado.
"""

import re
from collections import Counter

from cronograma.celdas import es_codigo, es_total, leer_numerado, parece_cortada

from .alinear import acomodar_corrida
from .casillas import es_casilla_o_firma
from .columnas import periodos_coloreados
from .duda import Duda, Gravedad
from .encabezados import Encabezado
from .hoja_leida import DICEN_EL_PLAN, FilaLeida, HojaLeida, Tabla, corto
from .libro import CeldaLeida, coordenada
from .rotulos import (
    ES_BLOQUE,
    bloque_de_los_titulos,
    es_titulo_repetido,
    son_firmas,
    son_titulos,
    titulos_del_documento,
)
from .titulos import llano

SOLO_CIFRAS = re.compile(r"^[\d.,%$\s-]+$")
SE_CARGAN_HACIA_ABAJO = {"momento", "elemento", "bloque"}


class Recorrido:
    """Recorre las filas de una tabla y decide qué es cada una."""

    def __init__(
        self,
        leida: HojaLeida,
        tabla: Tabla,
        encabezado: Encabezado,
        rango: range,
        ajenas: frozenset[int],
    ):
        self.leida, self.tabla, self.rango, self.ajenas = leida, tabla, rango, ajenas
        self.hoja = leida.hoja
        self.columnas = {una.numero: una for una in tabla.columnas}
        self.nombre = tabla.por_campo["nombre", ""].numero
        self.numero = tabla.por_campo.get(("numero", ""))
        self.filas = {
            fila: celdas for fila, celdas in self.hoja.por_filas().items() if fila in rango
        }
        self.llenado = Counter(c.columna for celdas in self.filas.values() for c in celdas)
        self.marca_con_texto = any(
            una.campo == "periodo" and self.llenado[una.numero] for una in tabla.columnas
        )
        self.cargado: dict[int, CeldaLeida] = {}
        self.recien_titulada = len(tabla.filas_de_titulos) > 1
        for columna, texto in encabezado.valores.items():
            if columna in self.columnas:
                self.cargado[columna] = CeldaLeida(encabezado.primera, columna, texto, texto)
        self.titulos = titulos_del_documento(self.hoja, tabla.filas_de_titulos[0][0])
        ultima = leida.filas[-1].filas[-1] if leida.filas else 0
        self.bloque = leida.subtitulo or bloque_de_los_titulos(
            self.hoja, encabezado.primera, ultima
        )
        self.anterior: FilaLeida | None = None
        self.en_pie = False

    def recorrer(self) -> None:
        if self.recien_titulada and self.leida.filas:
            ultima = self.leida.filas[-1]
            self.anterior = ultima if ultima.tabla is self.tabla else None
            if self.anterior:
                self.bloque = self.bloque or self.anterior.bloque
                for numero, celda in self.anterior.celdas.items():
                    if self.columnas[numero].campo in SE_CARGAN_HACIA_ABAJO:
                        self.cargado.setdefault(numero, celda)
        for fila in self.rango:
            celdas = self.filas.get(fila, [])
            propias = {c.columna: c for c in celdas if c.columna in self.columnas}
            self.leida.fuera.extend(
                c for c in celdas if c.columna not in self.columnas and c.columna not in self.ajenas
            )
            if propias:
                self._fila(fila, propias)

    def _fila(self, fila: int, propias: dict[int, CeldaLeida]) -> None:
        primera = next(iter(propias.values()))
        if self._es_de_documento(propias, primera):
            return
        if self._es_total(propias):
            self._anotar_total(primera, propias)
            return
        if self._es_subtitulo(fila, propias):
            self._subtitular(propias)
            return
        if self._es_pie(fila, propias):
            self.leida.fuera.extend(propias.values())
            return
        if (acomodadas := self._acomodar(propias)) is not None:
            propias, dudas = acomodadas
            self._agregar(fila, self._con_combinadas(fila, propias), dudas, acomodada=True)
            return
        celdas = self._con_combinadas(fila, propias)
        if self.nombre not in propias:
            self._sin_nombre(fila, propias, celdas)
        elif self._continua(propias):
            self._unir(fila, propias, " ")
        else:
            self._agregar(fila, celdas, [])

    # -- Lo que no es actividad

    def _es_de_documento(self, propias: dict, primera: CeldaLeida) -> bool:
        """Título repetido, firma o casilla entre tablas o al pie."""
        texto = primera.texto.strip()
        if len({c.texto for c in propias.values()}) == 1 and es_titulo_repetido(
            texto, self.titulos
        ):
            return True
        pocas = len(propias) <= 2 or not any(
            self.columnas[n].campo in ("dependencias", "fecha_programada", "inicio")
            for n in propias
        )
        firma = es_casilla_o_firma(texto) and (pocas or son_firmas(propias))
        # O los títulos de otra tabla, que no es de actividades: lo que sigue es de ella.
        if firma or (len(propias) >= 3 and son_titulos(propias)):
            self.leida.fuera.extend(propias.values())
            self.en_pie = True
            return True
        return False

    def _es_pie(self, fila: int, propias: dict[int, CeldaLeida]) -> bool:
        """Firmas, convenciones y notas al final de la hoja, que no siguen a ninguna actividad."""
        campos = {self.columnas[numero].campo for numero in propias}
        if self.en_pie:
            return not self._es_actividad_despues_del_pie(propias, campos)
        previa = self.anterior.filas[-1] if self.anterior else None
        hay_hueco = (
            previa is not None and fila > previa + 1 and not self._recien_pasa_titulos(previa)
        )
        if not hay_hueco or len(propias) > 2 or ("nombre" in campos and len(propias) > 1):
            return False
        if self._hay_actividad_despues(fila):
            return False
        self.en_pie = True
        return True

    def _es_actividad_despues_del_pie(self, propias: dict, campos: set[str]) -> bool:
        """Nombre y cargo de quien firma caen bajo «Actividad» y «Responsable» sin ser una."""
        if "nombre" not in campos or not campos & DICEN_EL_PLAN:
            return False
        numerada = self.numero is not None and es_codigo(self._texto(propias, self.numero.numero))
        return numerada or len(self._texto(propias, self.nombre).split()) > 3

    def _texto(self, propias: dict[int, CeldaLeida], numero: int) -> str:
        return propias[numero].texto.strip() if numero in propias else ""

    def _recien_pasa_titulos(self, previa: int) -> bool:
        """¿El hueco es el de los títulos repetidos de la página?"""
        return previa < self.rango.start

    def _es_total(self, propias: dict[int, CeldaLeida]) -> bool:
        rotulos = [c for c in propias.values() if es_total(c.texto)]
        if not rotulos:
            return False
        # Un total no tiene responsable; una actividad que empieza por «Total…», sí.
        responsable = self.tabla.por_campo.get(("dependencias", ""))
        if (
            responsable
            and responsable.numero in propias
            and propias[responsable.numero] not in rotulos
        ):
            return False
        rotulo = rotulos[0]
        return rotulo.columna <= self.nombre or self.nombre not in propias

    def _anotar_total(self, primera: CeldaLeida, propias: dict) -> None:
        resto = " · ".join(c.texto.strip() for c in propias.values())
        self._duda(
            primera,
            "",
            f"Es una fila de totales («{corto(resto)}»): no se importa como actividad.",
            Gravedad.NOTA,
        )

    def _es_subtitulo(self, fila: int, propias: dict[int, CeldaLeida]) -> bool:
        """Un rótulo que agrupa las filas que siguen: «Componente 3: Rendición de cuentas»."""
        textos = [c for c in propias.values() if re.search(r"[^\W\d_]{3}", c.texto)]
        if len(textos) != 1:
            return False
        rotulo = textos[0]
        if len(propias) > 2 or len(rotulo.texto) > 200:
            return False
        texto = rotulo.texto.strip()
        area = self.hoja.area(rotulo.fila, rotulo.columna)
        ancha = bool(area and area.ancho > 1 and area.ancho >= min(3, len(self.columnas) - 1))
        if ancha and area and area.alto == 1:
            return len(propias) == 1 or bool(ES_BLOQUE.match(llano(texto)))
        if area and area.alto > 1:
            return False
        en_otra = rotulo.columna != self.nombre and self.columnas[rotulo.columna].campo in (
            "", "numero", "bloque", "momento", "elemento",
        )  # fmt: skip
        parece = bool(ES_BLOQUE.match(llano(texto))) or texto.isupper()
        if en_otra:
            return len(propias) == 1 and (
                parece or not self.anterior or self._hay_actividad_despues(fila)
            )
        if rotulo.columna != self.nombre:
            return False
        numerada = any(es_codigo(c.texto) for c in propias.values() if c is not rotulo)
        return (
            parece
            and self._hay_actividad_despues(fila)
            and (len(propias) == 1 or numerada)
            and not (numerada and not ES_BLOQUE.match(llano(texto)) and not texto.isupper())
        )

    def _hay_actividad_despues(self, fila: int) -> bool:
        siguientes = [f for f in self.filas if f > fila][:3]
        return any(
            self.nombre in {c.columna for c in self.filas[f]} and len(self.filas[f]) > 1
            for f in siguientes
        )

    def _subtitular(self, propias: dict[int, CeldaLeida]) -> None:
        rotulo = max(propias.values(), key=lambda c: len(re.findall(r"[^\W\d_]", c.texto)))
        partes = [c.texto.strip() for c in propias.values()]
        self.bloque = self.leida.subtitulo = " ".join(" ".join(partes).split())
        if self.columnas[rotulo.columna].campo in SE_CARGAN_HACIA_ABAJO:
            self.cargado[rotulo.columna] = rotulo
        self.leida.fuera.append(rotulo)

    # -- Lo que sí

    def _con_combinadas(self, fila: int, propias: dict[int, CeldaLeida]) -> dict[int, CeldaLeida]:
        """Las celdas propias y las que bajan: por estar combinadas o por ser de las que se heredan."""
        celdas = dict(propias)
        for numero, columna in self.columnas.items():
            if numero in celdas:
                if columna.campo in SE_CARGAN_HACIA_ABAJO:
                    self.cargado[numero] = celdas[numero]
                continue
            area = self.hoja.area(fila, numero)
            if (
                area
                and columna.campo == "periodo"
                and area.columna < numero
                and area.columna in propias
            ):
                # Una barra combinada sobre varios periodos los marca a todos.
                celdas[numero] = propias[area.columna]
            elif area and area.fila < fila and area.columna == numero and area.fila in self.rango:
                if ancla := self.hoja.visible(fila, numero):
                    celdas[numero] = ancla
            elif columna.campo in SE_CARGAN_HACIA_ABAJO and numero in self.cargado:
                celdas[numero] = self.cargado[numero]
        return celdas

    def _acomodar(self, propias: dict[int, CeldaLeida]):
        """Si la fila viene corrida, sus celdas en el sitio que les toca y lo que hay que decir."""
        textos = {numero: celda.texto.strip() for numero, celda in propias.items()}
        acomodo = acomodar_corrida(textos, self.tabla.columnas, self.llenado)
        if not acomodo or self.nombre not in acomodo.values():
            return None
        movidas = {de: a for de, a in acomodo.items() if de != a}
        primera = propias[min(movidas)]
        detalle = "; ".join(
            f"«{corto(textos[de], 30)}» → {self.columnas[a].rotulo}"
            for de, a in sorted(movidas.items())
        )
        duda = self._hacer_duda(
            primera,
            self.columnas[movidas[primera.columna]].campo,
            f"Las celdas de esta fila están corridas. Se entendió: {detalle}. Revise que cada una esté bajo"
            " su título.",
        )
        return {acomodo[numero]: celda for numero, celda in propias.items()}, [duda]

    def _sin_nombre(self, fila: int, propias: dict, celdas: dict) -> None:
        heredada = self.nombre in celdas
        con_numero = bool(self.numero and self.numero.numero in propias)
        if (
            heredada
            and not con_numero
            and self.anterior
            and celdas[self.nombre] is self.anterior.celdas.get(self.nombre)
        ):
            self._unir(fila, propias, "\n")
        elif heredada:
            self._agregar(fila, celdas, [])
        elif all(SOLO_CIFRAS.match(celda.texto.strip()) for celda in propias.values()):
            # Un total sin rótulo, o los números que sobran al final.
            self._anotar_total(next(iter(propias.values())), propias)
        elif con_numero:
            error = self._hacer_duda(
                propias[self.numero.numero],
                "nombre",
                f"La fila {fila} tiene número pero no dice la actividad: escríbala en la celda"
                f" {coordenada(fila, self.nombre)}.",
                Gravedad.ERROR,
            )
            self._agregar(fila, celdas, [error])
        elif self.anterior and (
            fila == self.anterior.filas[-1] + 1
            or self._recien_pasa_titulos(self.anterior.filas[-1])
        ):
            primera = next(iter(propias.values()))
            self.anterior.dudas.append(
                self._hacer_duda(
                    primera,
                    self.columnas[primera.columna].campo,
                    f"La fila {fila} no dice actividad: se entendió que continúa la de la fila"
                    f" {self.anterior.fila}. Si es otra actividad, escriba su nombre.",
                )
            )
            self._unir(fila, propias, " ")
        else:
            primera = next(iter(propias.values()))
            self._duda(
                primera,
                "",
                f"La fila {fila} tiene datos pero no dice la actividad, y no sigue a ninguna: no se importó."
                " Si es una actividad, escriba su nombre.",
            )
            self.leida.fuera.extend(propias.values())

    def _continua(self, propias: dict[int, CeldaLeida]) -> bool:
        """¿Es el resto de la fila anterior, que un salto de página partió?"""
        texto = propias[self.nombre].texto.strip()
        if not self.anterior or not texto[:1].islower():
            return False
        previo = self.anterior.texto(self.columnas[self.nombre])
        sin_numero = self.numero is not None and self.numero.numero not in propias
        partida = parece_cortada(previo) or (sin_numero and self.llenado[self.numero.numero] > 2)
        if not partida and not (self.recien_titulada and self._es_primera(propias)):
            return False
        primera = propias[self.nombre]
        self.anterior.dudas.append(
            self._hacer_duda(
                primera,
                "nombre",
                f"Parece la continuación de la fila {self.anterior.fila}, partida por un salto de página: se"
                " unieron. Si es otra actividad, empiece su nombre con mayúscula.",
            )
        )
        return True

    def _es_primera(self, propias: dict) -> bool:
        return (
            self.leida.filas[-1].fila < self.rango.start
            and not leer_numerado(propias[self.nombre].texto)[0]
        )

    def _unir(self, fila: int, propias: dict[int, CeldaLeida], con: str) -> None:
        """Suma a la actividad anterior lo que esta fila agrega."""
        anterior = self.anterior
        anterior.filas.append(fila)
        for numero, celda in propias.items():
            previa = anterior.celdas.get(numero)
            if previa is None:
                anterior.celdas[numero] = celda
            elif celda.texto.strip() != previa.texto.strip():
                texto = f"{previa.texto.rstrip()}{con}{celda.texto.strip()}"
                anterior.celdas[numero] = CeldaLeida(previa.fila, numero, texto, texto)

    def _agregar(
        self,
        fila: int,
        celdas: dict[int, CeldaLeida],
        dudas: list[Duda],
        *,
        acomodada: bool = False,
    ) -> None:
        leida = FilaLeida(self.hoja.nombre, fila, self.tabla, celdas, self.bloque, dudas, [fila])
        leida.pagina = len(self.tabla.filas_de_titulos)
        leida.acomodada = acomodada
        if not self.marca_con_texto:
            leida.coloreadas = periodos_coloreados(self.hoja, fila, self.tabla.columnas)
        self.leida.filas.append(leida)
        self.leida.subtitulo = ""
        self.anterior = leida
        self.en_pie = False

    def _duda(self, celda: CeldaLeida, campo: str, mensaje: str, gravedad=Gravedad.DUDA) -> None:
        self.leida.dudas.append(self._hacer_duda(celda, campo, mensaje, gravedad))

    def _hacer_duda(
        self, celda: CeldaLeida, campo: str, mensaje: str, gravedad=Gravedad.DUDA
    ) -> Duda:
        return Duda(
            self.hoja.nombre,
            coordenada(celda.fila, celda.columna),
            campo,
            celda.texto.strip(),
            mensaje,
            gravedad,
        )
