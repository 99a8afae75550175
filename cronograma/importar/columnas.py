"""Columnas: a qué campo de la actividad va cada columna, mirando título y contenido.

Cada columna de la tabla tiene destino: un campo, o un valor propio con el nombre de su título
(`extras`). Ninguna se pierde. El resultado es un dato que se puede mostrar, corregir y
recordar para la entidad (`mapa`).
"""

import re
from dataclasses import dataclass
from statistics import mean

from cronograma.celdas import es_codigo
from cronograma.formatos import FORMATOS, TABLA, Clase, Columna, Formato
from cronograma.formatos.valores import OPCIONES

from .encabezados import Encabezado, Titulada
from .libro import Hoja, letra
from .titulos import llano

# Con cuántas de sus columnas se reconoce un formato oficial.
PARTE_DEL_FORMATO = 0.75
EXTRA = ""
UNICOS = {
    "nombre", "numero", "dependencias", "fecha_programada", "inicio", "fin", "producto", "metas",
    "objetivo", "grupos", "instancias", "bloque", "momento", "elemento", "alcance", "metodologia",
    "resultado", "correo", "lugar", "enlace", "presupuesto", "observaciones", "tipo_espacio",
    "modalidad", "presencial", "virtual", "accion_gestion", "instrumento", "es_participacion",
    "es_rendicion", "fases_texto",
}  # fmt: skip
CLASES = {
    "dependencias": Clase.RESPONSABLES, "grupos": Clase.LISTA, "instancias": Clase.LISTA,
    "momento": Clase.OPCION, "elemento": Clase.OPCION, "fecha_programada": Clase.CUANDO,
    "inicio": Clase.INICIO, "fin": Clase.FIN, "periodo": Clase.PERIODO, "fases": Clase.MARCA,
    "presencial": Clase.MARCA, "virtual": Clase.MARCA, "es_participacion": Clase.MARCA,
    "es_rendicion": Clase.MARCA, "avance": Clase.AVANCE, "observacion": Clase.OBSERVACION,
}  # fmt: skip
MUESTRA = 60


@dataclass
class ColumnaLeida:
    """Una columna de la hoja con su destino. Sin `campo`, va a los valores propios."""

    numero: int
    titulo: str
    grupo: str
    campo: str
    detalle: str = ""
    seguro: int = 0
    clase: Clase = Clase.TEXTO

    @property
    def clave(self) -> str:
        return f"{self.campo}:{self.detalle}" if self.detalle else self.campo

    @property
    def rotulo(self) -> str:
        partes = (self.grupo.replace(" › ", " — "), self.titulo)
        return " — ".join(parte for parte in partes if parte) or f"Columna {letra(self.numero)}"

    @property
    def columna(self) -> Columna:
        """Como la declararía un formato."""
        return Columna(campo=self.campo, titulo=self.titulo, clase=self.clase, detalle=self.detalle)

    def como_dict(self) -> dict:
        return {
            "columna": letra(self.numero),
            "titulo": self.titulo,
            "grupo": self.grupo,
            "campo": self.campo,
            "detalle": self.detalle,
        }


def ubicar(
    hoja: Hoja, encabezado: Encabezado, filas: range, ajenas: frozenset[int] = frozenset()
) -> list[ColumnaLeida]:
    """El destino de cada columna con título o con datos bajo el encabezado.

    Args:
        ajenas: columnas que son de otra tabla puesta al lado.
    """
    tituladas = encabezado.tituladas + [
        una for una in _sin_titulo(hoja, encabezado, filas) if una.columna not in ajenas
    ]
    contenido = {una.columna: _muestra(hoja, una.columna, filas) for una in tituladas}
    leidas = [_proponer(una) for una in sorted(tituladas, key=lambda una: una.columna)]
    _repartir_compartidas(leidas, tituladas, contenido)
    _nombrar_las_de_sin_titulo(leidas, contenido, encabezado)
    _separar_codigo(leidas)
    _elegir_nombre(leidas, contenido)
    _elegir_fechas(leidas, contenido)
    _elegir_metas(leidas)
    _dejar_una_por_campo(leidas)
    return [una for una in leidas if una.titulo or una.campo or contenido[una.numero]]


def _sin_titulo(hoja: Hoja, encabezado: Encabezado, filas: range) -> list[Titulada]:
    """Las columnas con datos fuera del ancho del encabezado."""
    con_titulo = {una.columna for una in encabezado.tituladas}
    desde, hasta = min(con_titulo), max(con_titulo)
    usadas = {
        columna
        for fila, columna in hoja.celdas
        if fila in filas and columna not in con_titulo and desde - 3 <= columna <= hasta + 12
    }
    return [Titulada(columna, "") for columna in sorted(usadas)]


def _muestra(hoja: Hoja, columna: int, filas: range) -> list[str]:
    textos = (hoja.texto(fila, columna) for fila in filas[: MUESTRA * 4])
    return [texto for texto in textos if texto][:MUESTRA]


def _proponer(una: Titulada) -> ColumnaLeida:
    hallado = una.destino
    campo, detalle, seguro = hallado if hallado else (EXTRA, "", 0)
    return ColumnaLeida(
        una.columna, una.titulo, una.grupo, campo, detalle, seguro, CLASES.get(campo, Clase.TEXTO)
    )


def _cambiar(columna: ColumnaLeida, campo: str, detalle: str = "") -> None:
    columna.campo, columna.detalle = campo, detalle
    columna.clase = CLASES.get(campo, Clase.TEXTO)


def _repartir_compartidas(leidas: list, tituladas: list[Titulada], contenido: dict) -> None:
    """«Actividades» combinado sobre dos columnas: en una va el número y en la otra el texto."""
    compartidas = {una.columna for una in tituladas if una.compartida}
    for leida in leidas:
        if leida.numero not in compartidas:
            continue
        juntas = [
            una
            for una in leidas
            if (una.titulo, una.grupo) == (leida.titulo, leida.grupo) and una.titulo
        ]
        textos = {una.numero: contenido[una.numero] for una in juntas}
        principal = max(juntas, key=lambda una: _largo(textos[una.numero]))
        for una in juntas:
            if una is principal:
                continue
            codigos = [texto for texto in textos[una.numero] if es_codigo(texto)]
            es_numero = codigos and len(codigos) >= 0.7 * len(textos[una.numero])
            _cambiar(una, "numero" if es_numero and principal.campo == "nombre" else EXTRA)


def _largo(textos: list[str]) -> float:
    return mean(map(len, textos)) * len(textos) if textos else 0


def _nombrar_las_de_sin_titulo(leidas: list, contenido: dict, encabezado: Encabezado) -> None:
    hay = {una.campo for una in leidas}
    for leida in leidas:
        textos = contenido[leida.numero] + [encabezado.valores.get(leida.numero, "")]
        textos = [texto for texto in textos if texto]
        if leida.titulo or not textos:
            continue
        for campo, opciones in OPCIONES.items():
            nombres = {llano(str(opcion.label)) for opcion in opciones}
            aciertos = sum(1 for texto in textos if llano(texto) in nombres)
            if campo not in hay and aciertos and aciertos >= 0.5 * len(textos):
                _cambiar(leida, campo)
        if not leida.campo and "numero" not in hay and all(es_codigo(texto) for texto in textos):
            _cambiar(leida, "numero")


def _elegir_nombre(leidas: list[ColumnaLeida], contenido: dict) -> None:
    """Una sola columna es la actividad; las otras candidatas quedan como valores propios."""
    candidatas = [una for una in leidas if una.campo == "nombre" and contenido[una.numero]]
    subs = [una for una in leidas if una.campo == "subactividad"]
    if (
        subs
        and candidatas
        and len(contenido[subs[0].numero]) > len(contenido[candidatas[0].numero])
    ):
        # Con tareas por debajo de la actividad, cada fila es una tarea.
        for una in candidatas:
            _cambiar(una, "bloque")
        _cambiar(subs[0], "nombre")
        candidatas = [subs[0]]
    for una in subs:
        if una.campo == "subactividad":
            _cambiar(una, EXTRA if candidatas else "nombre")
    if not candidatas:
        candidatas = [una for una in leidas if una.campo == "nombre"]
    if not candidatas and (otra := _mejor_sustituta(leidas, contenido)):
        _cambiar(otra, "nombre")
        otra.seguro = 50
        candidatas = [otra]
    elegida = min(candidatas, key=_prioridad_de_nombre, default=None)
    for una in leidas:
        if una.campo == "nombre" and una is not elegida:
            _cambiar(una, EXTRA)


def _prioridad_de_nombre(columna: ColumnaLeida) -> tuple:
    titulo = llano(columna.titulo)
    return (
        "descripcion" in titulo,
        "accion" in titulo and "actividad" not in titulo,
        columna.numero,
    )


def _mejor_sustituta(leidas: list[ColumnaLeida], contenido: dict) -> ColumnaLeida | None:
    """Sin título de actividad, la columna de textos propios más largos."""
    posibles = [
        una
        for una in leidas
        if una.campo
        in ("descripcion", "seguimiento", EXTRA, "objetivo", "accion_gestion", "meta", "producto")
        and contenido[una.numero]
        and mean(map(len, contenido[una.numero])) > 12
        and len(set(contenido[una.numero])) > 0.6 * len(contenido[una.numero])
    ]
    orden = {
        "descripcion": 0,
        EXTRA: 1,
        "accion_gestion": 2,
        "objetivo": 3,
        "seguimiento": 3,
        "meta": 4,
        "producto": 5,
    }
    con_titulo = [una for una in posibles if "actividad" in llano(una.titulo)]
    return min(con_titulo or posibles, key=lambda una: (orden[una.campo], una.numero), default=None)


def _elegir_fechas(leidas: list[ColumnaLeida], contenido: dict) -> None:
    """Un solo modo de decir cuándo manda; los demás se conservan como valores propios."""
    campos = {una.campo for una in leidas}
    if "codigo" in campos:
        # La tabla ordenada trae la fecha escrita y, aparte, sus límites calculados.
        for una in leidas:
            una.detalle = "iso" if una.campo in ("inicio", "fin") else una.detalle
        return
    par = {"inicio", "fin"} <= campos
    escrita = next((una for una in leidas if una.campo == "fecha_programada"), None)
    if (
        par
        and escrita
        and len(contenido[escrita.numero])
        > sum(len(contenido[una.numero]) for una in leidas if una.campo == "inicio")
    ):
        for una in leidas:
            if una.campo in ("inicio", "fin"):
                _cambiar(una, EXTRA)
        par = False
    for una in leidas:
        if una.campo in ("inicio", "fin") and not par:
            libre = "fecha_programada" not in {otra.campo for otra in leidas}
            _cambiar(una, "fecha_programada" if libre else EXTRA)
        elif una.campo == "fecha_programada" and par:
            _cambiar(una, EXTRA)
    campos = {una.campo for una in leidas}
    con_fecha = par or "fecha_programada" in campos
    for una in leidas:
        if una.campo == "frecuencia":
            _cambiar(una, EXTRA if con_fecha or "periodo" in campos else "fecha_programada")
        elif una.campo == "periodo" and con_fecha:
            _cambiar(una, EXTRA)


def _elegir_metas(leidas: list[ColumnaLeida]) -> None:
    campos = {una.campo for una in leidas}
    for una in leidas:
        if una.campo == "meta":
            _cambiar(una, "metas" if "producto" in campos else "producto")
            campos.add(una.campo)
        elif una.campo == "descripcion":
            _cambiar(una, EXTRA)


def _separar_codigo(leidas: list[ColumnaLeida]) -> None:
    """«Código» y «Número» a la vez: el código es el que identifica la actividad entre versiones."""
    numeros = [una for una in leidas if una.campo == "numero"]
    codigos = [una for una in leidas if llano(una.titulo) == "codigo"]
    if len(codigos) == 1 and any(llano(una.titulo) == "numero" for una in numeros):
        _cambiar(codigos[0], "codigo")


def _dejar_una_por_campo(leidas: list[ColumnaLeida]) -> None:
    nombre = next((una.numero for una in leidas if una.campo == "nombre"), 0)
    for campo in UNICOS:
        repetidas = [una for una in leidas if una.campo == campo]
        if len(repetidas) < 2:
            continue
        if campo == "numero":
            # El número de la actividad es el que está pegado a ella, no el del componente.
            elegida = min(
                repetidas, key=lambda una: (una.numero > nombre, abs(nombre - una.numero))
            )
        elif campo == "dependencias":
            elegida = min(repetidas, key=_prioridad_de_responsable)
        else:
            elegida = max(repetidas, key=lambda una: (una.seguro, -una.numero))
        for una in repetidas:
            if una is not elegida:
                _cambiar(una, EXTRA)
    vistas: set[str] = set()
    for una in leidas:
        if una.detalle and una.campo in ("periodo", "fases", "avance", "observacion"):
            # Cuatro semanas bajo un mes son el mismo periodo: todas cuentan.
            if una.clave in vistas and una.campo != "periodo":
                _cambiar(una, EXTRA)
            vistas.add(una.clave)


def _prioridad_de_responsable(columna: ColumnaLeida) -> tuple:
    titulo = llano(columna.titulo)
    return (
        not re.search(r"dependencia|area|oficina|unidad|secretaria", titulo),
        "responsable" not in titulo,
        columna.numero,
    )


# --- Formato oficial ------------------------------------------------------------------------


def reconocer(columnas: list[ColumnaLeida]) -> Formato | None:
    """El formato oficial cuyas columnas son casi todas las de la tabla, si lo hay."""
    claves = {una.clave for una in columnas if una.campo}
    mejores = [
        (parte, formato)
        for formato in (*FORMATOS.values(), TABLA)
        if (parte := _coincidencia(formato, claves, columnas)) >= PARTE_DEL_FORMATO
    ]
    return max(mejores, key=lambda par: par[0])[1] if mejores else None


def _coincidencia(formato: Formato, claves: set[str], columnas: list[ColumnaLeida]) -> float:
    suyas = {columna.clave for columna in formato.columnas}
    if formato is TABLA:
        suyas = (suyas - {"fases"}) | {"fases_texto"}
    if formato.nombre == "plan" and "numero" in claves:
        suyas = suyas | {"numero"}
    comunes = len(suyas & claves)
    ajenas = sum(1 for una in columnas if una.clave not in suyas)
    # Una tabla con muchas columnas ajenas no es ese formato, aunque lo contenga.
    return min(comunes / len(suyas), comunes / max(comunes + ajenas, 1) + 0.1)


def clase_en(formato: Formato | None, columna: ColumnaLeida) -> Columna:
    """La columna como la declara el formato, o como la hoja la trae."""
    if formato:
        for declarada in formato.columnas:
            if declarada.clave == columna.clave:
                return declarada
    return columna.columna


def periodos_coloreados(hoja: Hoja, fila: int, columnas: list[ColumnaLeida]) -> set[int]:
    """Los periodos que la fila marca solo con color; una fila sombreada entera no marca nada."""
    con_color = {
        una.numero
        for una in columnas
        if (fila, una.numero) in hoja.coloreadas and (fila, una.numero) not in hoja.celdas
    }
    periodos = {una.numero for una in columnas if una.campo == "periodo"}
    return con_color if con_color <= periodos else set()
