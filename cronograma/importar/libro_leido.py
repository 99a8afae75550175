"""El libro leído como plan: las actividades de todas sus hojas, el formato y el encabezado.

Junta lo que cada hoja dio por su lado. Aquí se decide qué formato oficial es, en qué bloque va
cada actividad, qué columnas quedaron sin ubicar, y se aplica el mapa de columnas que una
persona corrigió. Rechaza con una frase el libro sin actividades.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from cronograma.formatos import FORMATOS, TABLA, Clase, Formato
from cronograma.formatos.valores import OPCIONES
from estrategia.texto import sin_acentos

from .casillas import Encabezamiento, leer_casillas
from .columnas import CLASES, ColumnaLeida
from .cuando import CLASE_DE_LETRA
from .duda import Duda
from .hoja_leida import FilaLeida, HojaLeida, Tabla, corto
from .libro import HojaIlegible, Libro, coordenada, letra
from .tablas import leer_hoja
from .titulos import llano

SIN_FORMATO = "otro"
CAMPOS = {
    "accion_gestion", "alcance", "avance", "bloque", "codigo", "correo", "dependencias", "elemento",
    "enlace", "es_participacion", "es_rendicion", "fases", "fases_texto", "fecha_programada", "fin",
    "grupos", "inicio", "instancias", "instrumento", "lugar", "metas", "metodologia", "modalidad",
    "momento", "nombre", "numero", "objetivo", "observacion", "observaciones", "periodo", "presencial",
    "presupuesto", "producto", "resultado", "tipo_espacio", "virtual",
}  # fmt: skip
# Se reconocen, pero la actividad no tiene dónde ponerlos: quedan como valores propios.
SIN_LUGAR = {"seguimiento", "ejecutado", "programado", "frecuencia", "subactividad"}
CAMPOS_CON_DETALLE = {"periodo", "avance", "observacion", "fases"}


@dataclass
class LibroLeido:
    """Todo lo que se sacó del libro antes de compararlo con la entidad."""

    nombre: str
    formato: Formato | None
    hojas: list[HojaLeida]
    filas: list[FilaLeida]
    encabezamiento: Encabezamiento
    dudas: list[Duda] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)

    @property
    def tablas(self) -> list[Tabla]:
        return [tabla for hoja in self.hojas for tabla in hoja.tablas]

    @property
    def nombre_del_formato(self) -> str:
        return self.formato.nombre if self.formato else SIN_FORMATO

    @property
    def columnas_sin_ubicar(self) -> list[str]:
        """Los títulos de las columnas que se conservan como valores propios."""
        usadas = {(id(fila.tabla), numero) for fila in self.filas for numero in fila.celdas}
        vistas = dict.fromkeys(
            una.rotulo
            for tabla in self.tablas
            for una in tabla.columnas
            if (id(tabla), una.numero) in usadas and (not una.campo or una.campo in SIN_LUGAR)
        )
        return list(vistas)

    @property
    def mapa(self) -> dict:
        return {
            "hojas": [
                tabla.como_dict() | {"huella": huella_de(tabla.columnas)} for tabla in self.tablas
            ]
        }

    @property
    def fuera(self) -> list[dict]:
        """Los textos que no son actividades ni casillas, con su sitio."""
        return [
            {"celda": coordenada(celda.fila, celda.columna), "texto": celda.texto.strip()}
            for celda in self.encabezamiento.sueltos
        ]


def leer_libro(libro: Libro, *, mapas: Iterable[dict] = (), formato: str = "") -> LibroLeido:
    """Las actividades del libro.

    Args:
        mapas: columnas que una persona corrigió, de lo particular a lo general: los de la
            orden primero y los que la entidad guardó después.
        formato: nombre de un formato oficial, si la oficina dice cuál es.

    Raises:
        HojaIlegible: si no hay ninguna tabla de actividades, o ninguna actividad.
    """
    corregir = _corrector(list(mapas))
    leidas = [leer_hoja(hoja, corregir) for hoja in libro.hojas]
    con_tablas = [leida for leida in leidas if leida.tablas]
    if not con_tablas:
        raise HojaIlegible(_por_que_ninguna(libro, leidas))
    if not any(leida.filas for leida in con_tablas):
        raise HojaIlegible(
            "La hoja tiene los títulos de las columnas, pero ninguna actividad debajo de ellos."
        )
    _imponer(con_tablas, formato)
    leido = LibroLeido(
        libro.nombre,
        _formato_comun(con_tablas),
        con_tablas,
        [],
        _encabezamiento(leidas),
        avisos=list(libro.avisos),
    )
    leido.filas = [fila for leida in con_tablas for fila in leida.filas]
    leido.dudas = [
        duda for leida in con_tablas for duda in leida.dudas
    ] + leido.encabezamiento.dudas
    _plegar_repetidas(leido)
    _poner_bloques(leido)
    leido.avisos += [
        f"Hoja «{leida.hoja.nombre}»: {reparo}; no se importó esa tabla."
        for leida in leidas
        for reparo in leida.reparos
    ]
    leido.avisos += [
        f"Hoja «{leida.hoja.nombre}»: no tiene una tabla de actividades; no se importó nada de ella."
        for leida in leidas
        if leida.hoja.celdas and not leida.tablas and not leida.reparos
    ]
    return leido


def _por_que_ninguna(libro: Libro, leidas: list[HojaLeida]) -> str:
    reparos = [
        f"la hoja «{leida.hoja.nombre}» {reparo}" for leida in leidas for reparo in leida.reparos
    ]
    if reparos:
        return f"No hay un cronograma que importar: {'; '.join(reparos)}."
    vistos = [corto(celda.texto, 40) for leida in leidas for celda in leida.fuera[:4]][:6]
    mirados = (
        f" Lo primero que se leyó: {', '.join(f'«{texto}»' for texto in vistos)}." if vistos else ""
    )
    return (
        "No se encontró una tabla de actividades: hace falta una fila de títulos que nombre la actividad y,"
        f" al menos, el responsable, la fecha o el producto.{mirados}"
    )


# --- Formato --------------------------------------------------------------------------------


def _imponer(leidas: list[HojaLeida], formato: str) -> None:
    if formato:
        conocidos = FORMATOS | {TABLA.nombre: TABLA}
        for leida in leidas:
            for tabla in leida.tablas:
                tabla.formato = conocidos[formato]


def _formato_comun(leidas: list[HojaLeida]) -> Formato | None:
    """El de todas las tablas; si no son del mismo, ninguno."""
    formatos = {
        tabla.formato.nombre if tabla.formato else "" for leida in leidas for tabla in leida.tablas
    }
    unico = formatos.pop() if len(formatos) == 1 else ""
    return (FORMATOS | {TABLA.nombre: TABLA}).get(unico)


# --- Encabezado -----------------------------------------------------------------------------


def _encabezamiento(leidas: list[HojaLeida]) -> Encabezamiento:
    """El de la primera hoja con actividades; de las demás, lo que ella no diga."""
    principal: Encabezamiento | None = None
    ordenadas = sorted(leidas, key=lambda leida: not leida.filas)
    for leida in ordenadas:
        primera = min(
            (t.filas_de_titulos[0][0] for t in leida.tablas), default=leida.hoja.ultima_fila + 1
        )
        unicas = {(c.fila, c.columna): c for c in leida.fuera}
        uno = leer_casillas(leida.hoja, [unicas[clave] for clave in sorted(unicas)], primera)
        if principal is None:
            principal = uno
            continue
        principal.sueltos += uno.sueltos + uno.titulos
        principal.anios |= uno.anios
        if not principal.vigencia_segura and uno.vigencia_segura and leida.filas:
            principal.vigencia, principal.vigencia_segura = uno.vigencia, True
        for campo, celda in uno.casillas.items():
            if campo not in principal.casillas and campo not in ("nombre",):
                principal.casillas[campo], principal.textos[campo] = (
                    celda,
                    uno.textos.get(campo, ""),
                )
    return principal or Encabezamiento()


# --- Bloques y repetidas --------------------------------------------------------------------


def _poner_bloques(leido: LibroLeido) -> None:
    """En qué tabla, página u hoja estaba cada actividad, si la hoja no lo dice con un subtítulo."""
    hojas = {fila.hoja for fila in leido.filas}
    paginas = {(fila.hoja, id(fila.tabla), fila.pagina) for fila in leido.filas}
    por_tabla = {
        clave: str(numero)
        for numero, clave in enumerate(dict.fromkeys(_lugar(f) for f in leido.filas), 1)
    }
    for fila in leido.filas:
        if fila.bloque:
            continue
        if opcion := _opcion_de(fila):
            fila.bloque = opcion
        elif leido.formato is None and len(hojas) > 1:
            fila.bloque = fila.hoja
        elif len(paginas) > 1 and not fila.texto(fila.tabla.por_campo.get(("bloque", ""))):
            fila.bloque = por_tabla[_lugar(fila)]


def _lugar(fila: FilaLeida) -> tuple:
    return (fila.hoja, id(fila.tabla), fila.pagina)


def _opcion_de(fila: FilaLeida) -> str:
    """El elemento o el momento, que en su formato son el bloque."""
    for campo, opciones in OPCIONES.items():
        texto = llano(fila.texto(fila.tabla.por_campo.get((campo, ""))))
        for opcion in opciones:
            if texto and texto.replace(" ", "") == llano(str(opcion.label)).replace(" ", ""):
                return str(opcion.label)
    return ""


def _plegar_repetidas(leido: LibroLeido) -> None:
    """Dos hojas con las mismas actividades (el plan y su seguimiento) son un solo plan.

    Las columnas que agrega la segunda se conservan con cada actividad, con el nombre de la hoja.
    """
    por_hoja: dict[str, dict[str, FilaLeida]] = {}
    for fila in leido.filas:
        por_hoja.setdefault(fila.hoja, {})[_identidad(fila)] = fila
    hojas = list(por_hoja)
    sobrantes: set[int] = set()
    for posicion, segunda in enumerate(hojas[1:], start=1):
        for primera in hojas[:posicion]:
            comunes = set(por_hoja[primera]) & set(por_hoja[segunda])
            if len(comunes) < 3 or len(comunes) < 0.6 * len(por_hoja[segunda]):
                continue
            for clave in comunes:
                _sumar(por_hoja[primera][clave], por_hoja[segunda][clave])
                sobrantes.add(id(por_hoja[segunda][clave]))
            leido.avisos.append(
                f"Las hojas «{primera}» y «{segunda}» traen las mismas actividades: se importaron una sola"
                f" vez, y las columnas de «{segunda}» se conservan con cada una."
            )
            break
    leido.filas = [fila for fila in leido.filas if id(fila) not in sobrantes]


def _identidad(fila: FilaLeida) -> str:
    return sin_acentos(fila.texto(fila.tabla.por_campo["nombre", ""]))


def _sumar(fila: FilaLeida, otra: FilaLeida) -> None:
    """Agrega a la fila, como columnas propias, lo que la otra dice de más."""
    dichos = {celda.texto.strip() for celda in fila.celdas.values()}
    for columna in otra.tabla.columnas:
        celda = otra.celdas.get(columna.numero)
        if celda is None or not celda.texto.strip() or celda.texto.strip() in dichos:
            continue
        fila.otras_hojas[f"{otra.hoja} — {columna.rotulo}"] = celda.texto.strip()
    fila.dudas += otra.dudas


# --- Mapa corregido -------------------------------------------------------------------------


def huella_de(columnas: list[ColumnaLeida]) -> str:
    """Lo que identifica una tabla por sus títulos, en su orden."""
    titulos = "|".join(f"{una.numero}:{llano(una.rotulo)}" for una in columnas)
    return hashlib.sha256(titulos.encode()).hexdigest()


def _corrector(mapas: list[dict]):
    if not mapas:
        return None

    def corregir(columnas: list[ColumnaLeida]) -> list[ColumnaLeida]:
        huella = huella_de(columnas)
        for mapa in reversed(mapas):
            if mapa.get("huella", huella) == huella:
                for correccion in _correcciones(mapa):
                    _aplicar(columnas, correccion)
        return columnas

    return corregir


def _correcciones(mapa: dict) -> list[dict]:
    if "hojas" in mapa:
        return [una for hoja in mapa["hojas"] for una in hoja.get("columnas", [])]
    return mapa.get("columnas", [])


def _aplicar(columnas: list[ColumnaLeida], correccion: dict) -> None:
    titulo, columna = llano(correccion.get("titulo", "")), correccion.get("columna", "").upper()
    for una in columnas:
        por_titulo = titulo and titulo in (llano(una.titulo), llano(una.rotulo))
        if (columna and letra(una.numero) == columna and (not titulo or por_titulo)) or (
            not columna and por_titulo
        ):
            campo, detalle = correccion.get("campo", ""), correccion.get("detalle", "")
            if campo and campo not in CAMPOS_CON_DETALLE:
                for otra in columnas:
                    if otra is not una and otra.campo == campo:
                        otra.campo, otra.detalle = "", ""
            una.campo, una.detalle, una.seguro = campo, detalle, 100
            una.clase = CLASES.get(campo, Clase.TEXTO)


def mapa_desde(datos) -> dict:
    """El mapa que alguien escribió, comprobado.

    Se acepta el que da el informe, una lista de columnas o un diccionario {título: campo}.

    Raises:
        HojaIlegible: con una frase, si no se entiende o nombra un campo que no existe.
    """
    if isinstance(datos, list):
        datos = {"columnas": datos}
    if not isinstance(datos, dict):
        raise HojaIlegible("El mapa de columnas debe ser un objeto JSON con «columnas».")
    if "columnas" not in datos and "hojas" not in datos:
        datos = {
            "columnas": [{"titulo": titulo, "campo": campo} for titulo, campo in datos.items()]
        }
    correcciones = _correcciones(datos)
    for una in correcciones:
        if not isinstance(una, dict):
            raise HojaIlegible(
                "Cada columna del mapa es un objeto con «titulo» o «columna», y «campo»."
            )
        campo, _, detalle = str(una.get("campo") or "").partition(":")
        una["campo"], una["detalle"] = campo, una.get("detalle") or detalle
        if campo and campo not in CAMPOS:
            raise HojaIlegible(
                f"El mapa de columnas nombra el campo «{campo}», que no existe. Los campos son:"
                f" {', '.join(sorted(CAMPOS))}; vacío conserva la columna como valor propio."
            )
        if campo == "periodo" and una["detalle"][:1] not in CLASE_DE_LETRA:
            raise HojaIlegible("Un periodo se escribe «periodo:T1», «periodo:C2» o «periodo:M03».")
    return {"columnas": correcciones}
