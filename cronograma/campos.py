"""Los campos de los datos abiertos: nombre, tipo, significado y valor, declarados una sola vez.

De aquí salen el CSV, el JSON, el diccionario y la descripción OpenAPI. Entra una fila
publicada con lo que se sabe de dónde viene; sale el valor de cada campo. Ley 1712 de 2014,
art. 11, literal k. Sala pura. Quitar o renombrar un campo pide otra versión de la dirección.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from cronograma.fila import Fila
from cronograma.programacion import Periodicidad, Programacion
from cronograma.programacion import Tipo as TipoDeFecha
from estrategia.catalogos import Elemento, Momento, Seccion, TipoEstrategia


class TipoDeCampo(StrEnum):
    """Qué clase de valor lleva un campo; lo que no hay es `null` en JSON y vacío en CSV."""

    TEXTO = "texto"
    NUMERO = "número"
    SI_NO = "verdadero o falso"
    FECHA = "fecha"
    INSTANTE = "fecha y hora"
    LISTA = "lista"


class Origen(NamedTuple):
    """De dónde viene una fila. `publicada_en` va en ISO 8601 con su zona."""

    entidad: str
    entidad_nombre: str
    codigo_divipola: str
    tipo: str
    version: int
    publicada_en: str


class Registro(NamedTuple):
    """Una actividad publicada: su origen, su fila y la dirección completa de su página."""

    origen: Origen
    fila: Fila
    direccion: str


class Campo(NamedTuple):
    """Un campo. `opciones` son los códigos que puede tomar, si son cerrados."""

    nombre: str
    tipo: TipoDeCampo
    significado: str
    valor: Callable[[Registro], Any]
    opciones: tuple[str, ...] = ()
    siempre: bool = False


def _de_fila(nombre: str) -> Callable[[Registro], Any]:
    return lambda registro: getattr(registro.fila, nombre)


def _de_origen(nombre: str) -> Callable[[Registro], Any]:
    return lambda registro: getattr(registro.origen, nombre)


def _de_cuando(leer: Callable[[Programacion], Any]) -> Callable[[Registro], Any]:
    return lambda registro: leer(registro.fila.programacion)


def _lista(leer: Callable[[Fila], Iterable[str]]) -> Callable[[Registro], Any]:
    return lambda registro: list(leer(registro.fila))


def _identificador(registro: Registro) -> str:
    origen, fila = registro.origen, registro.fila
    return f"{origen.entidad}/{fila.vigencia}/{origen.tipo}/{fila.codigo}"


def _lider(registro: Registro) -> str:
    lider = registro.fila.lider
    return lider.nombre if lider else ""


def _dia(cual: str) -> Callable[[Registro], Any]:
    def leer(registro: Registro) -> str | None:
        dia = getattr(registro.fila.programacion, cual)
        return dia.isoformat() if dia else None

    return leer


def _texto(nombre: str, significado: str) -> Campo:
    return Campo(nombre, TipoDeCampo.TEXTO, significado, _de_fila(nombre))


def _si_no(nombre: str, significado: str) -> Campo:
    return Campo(nombre, TipoDeCampo.SI_NO, significado, _de_fila(nombre), siempre=True)


CAMPOS: tuple[Campo, ...] = (
    Campo(
        "id",
        TipoDeCampo.TEXTO,
        "Identifica la actividad en todo el sitio: entidad/vigencia/tipo/código. No cambia entre versiones.",
        _identificador,
        siempre=True,
    ),
    Campo(
        "entidad",
        TipoDeCampo.TEXTO,
        "Nombre corto de la entidad en las direcciones de este sitio.",
        _de_origen("entidad"),
        siempre=True,
    ),
    Campo(
        "entidad_nombre",
        TipoDeCampo.TEXTO,
        "Nombre de la entidad.",
        _de_origen("entidad_nombre"),
        siempre=True,
    ),
    Campo(
        "codigo_divipola",
        TipoDeCampo.TEXTO,
        "Código DANE (DIVIPOLA) del municipio de la entidad; puede empezar por cero.",
        _de_origen("codigo_divipola"),
    ),
    Campo(
        "vigencia",
        TipoDeCampo.NUMERO,
        "Año del cronograma.",
        _de_fila("vigencia"),
        siempre=True,
    ),
    Campo(
        "tipo",
        TipoDeCampo.TEXTO,
        "Qué planea la estrategia.",
        _de_origen("tipo"),
        tuple(TipoEstrategia.values),
        siempre=True,
    ),
    Campo(
        "codigo",
        TipoDeCampo.TEXTO,
        "Identifica la actividad dentro de su estrategia; puede empezar por cero.",
        _de_fila("codigo"),
        siempre=True,
    ),
    Campo(
        "version",
        TipoDeCampo.NUMERO,
        "Número de la versión publicada.",
        _de_origen("version"),
        siempre=True,
    ),
    Campo(
        "publicada_en",
        TipoDeCampo.INSTANTE,
        "Cuándo se publicó esa versión.",
        _de_origen("publicada_en"),
        siempre=True,
    ),
    Campo(
        "direccion",
        TipoDeCampo.TEXTO,
        "Página de la actividad.",
        lambda registro: registro.direccion,
        siempre=True,
    ),
    _texto("numero", "Número que la actividad lleva en el documento de la entidad."),
    Campo("orden", TipoDeCampo.NUMERO, "Lugar en el documento.", _de_fila("orden"), siempre=True),
    Campo(
        "nombre",
        TipoDeCampo.TEXTO,
        "Nombre de la actividad o del espacio de participación.",
        _de_fila("nombre"),
        siempre=True,
    ),
    _texto("bloque", "Tabla o parte del documento en que está."),
    _si_no("es_participacion", "Si pertenece a la participación ciudadana en la gestión."),
    _si_no("es_rendicion", "Si pertenece a la rendición de cuentas."),
    Campo(
        "momento",
        TipoDeCampo.TEXTO,
        "Momento según el formato de Función Pública.",
        _de_fila("momento"),
        tuple(Momento.values),
    ),
    Campo(
        "elemento",
        TipoDeCampo.TEXTO,
        "Elemento de la rendición de cuentas.",
        _de_fila("elemento"),
        tuple(Elemento.values),
    ),
    Campo(
        "fases",
        TipoDeCampo.LISTA,
        "Fases o etapas del ciclo.",
        _lista(lambda fila: (fase.nombre for fase in fila.fases)),
    ),
    Campo(
        "grupos",
        TipoDeCampo.LISTA,
        "Grupos de valor a los que invita.",
        _lista(lambda fila: fila.grupos),
    ),
    Campo(
        "instancias",
        TipoDeCampo.LISTA,
        "Instancias de participación legalmente constituidas a las que invita.",
        _lista(lambda fila: fila.instancias),
    ),
    Campo("dependencia_lider", TipoDeCampo.TEXTO, "Área que responde por la actividad.", _lider),
    Campo(
        "dependencias",
        TipoDeCampo.LISTA,
        "Todas las áreas responsables, también la que lidera.",
        _lista(lambda fila: (una.nombre for una in fila.dependencias)),
    ),
    _texto("accion_gestion", "Acción de gestión institucional en que interviene la ciudadanía."),
    _texto("instrumento", "Instrumento de planeación asociado."),
    _texto("metas", "Metas y actividades de la gestión en que interviene."),
    Campo(
        "metas_institucionales",
        TipoDeCampo.LISTA,
        "Metas del plan de la entidad a las que aporta, cada una «código: nombre».",
        _lista(lambda fila: (f"{una.codigo}: {una.nombre}" for una in fila.metas_institucionales)),
    ),
    _texto("objetivo", "Para qué se hace."),
    _texto("tipo_espacio", "Clase de espacio de diálogo: foro, mesa, audiencia…"),
    _si_no("presencial", "Si se asiste en persona."),
    _si_no("virtual", "Si se asiste a distancia."),
    _texto("alcance", "Hasta dónde puede decidir la ciudadanía, como lo dice el documento."),
    _texto("alcance_en_palabras", "Lo mismo, en palabras corrientes."),
    _texto("metodologia", "Cómo se hará."),
    _texto("resultado", "Resultado esperado."),
    _texto("fecha_programada", "Cuándo, como lo escribió la entidad."),
    Campo(
        "fecha_tipo",
        TipoDeCampo.TEXTO,
        "Qué clase de fecha se entendió; solo «fecha» es un día exacto.",
        _de_cuando(lambda cuando: cuando.tipo.value),
        tuple(uno.value for uno in TipoDeFecha),
        siempre=True,
    ),
    Campo(
        "fecha_inicio",
        TipoDeCampo.FECHA,
        "Primer día en que puede hacerse. Si la fecha no es exacta, el primero del periodo.",
        _dia("inicio"),
    ),
    Campo(
        "fecha_fin",
        TipoDeCampo.FECHA,
        "Último día en que puede hacerse. Si la fecha no es exacta, el último del periodo.",
        _dia("fin"),
    ),
    Campo(
        "fechas",
        TipoDeCampo.LISTA,
        "Los días exactos, cuando son varios.",
        _de_cuando(lambda cuando: [dia.isoformat() for dia in cuando.fechas]),
    ),
    Campo(
        "meses",
        TipoDeCampo.LISTA,
        "Los meses marcados, del 01 al 12, cuando el plan marca varios por separado.",
        _de_cuando(lambda cuando: [f"{mes:02d}" for mes in cuando.meses]),
    ),
    Campo(
        "periodicidad",
        TipoDeCampo.TEXTO,
        "Cada cuánto se repite.",
        _de_cuando(lambda cuando: cuando.periodicidad.value if cuando.periodicidad else ""),
        tuple(uno.value for uno in Periodicidad),
    ),
    Campo(
        "veces",
        TipoDeCampo.NUMERO,
        "Cuántas veces se hará, si el documento lo dice.",
        _de_cuando(lambda cuando: cuando.veces),
    ),
    _si_no("es_gradual", "Si el avance esperado crece con el tiempo."),
    _texto("producto", "Meta o producto que debe quedar."),
    _texto("presupuesto", "Presupuesto y recursos, como lo dice el documento."),
    _texto("correo", "Correo institucional de contacto."),
    _texto("lugar", "Dónde se hace."),
    _texto("enlace", "Dirección para asistir a distancia."),
    _texto("observaciones", "Observaciones del documento."),
    Campo(
        "seccion",
        TipoDeCampo.TEXTO,
        "Sección del menú Participa que puso la entidad.",
        _de_fila("seccion"),
        tuple(Seccion.values),
    ),
    Campo(
        "extras",
        TipoDeCampo.LISTA,
        "Columnas propias de la hoja de la entidad, cada una «título: texto».",
        _lista(lambda fila: (f"{titulo}: {texto}" for titulo, texto in fila.extras.items())),
    ),
)


def valores(registro: Registro) -> dict[str, Any]:
    """El valor de cada campo, listo para JSON: lo que el documento no dice es None, no «»."""
    return {campo.nombre: _o_nada(campo.valor(registro)) for campo in CAMPOS}


def _o_nada(valor: Any) -> Any:
    return None if valor == "" else valor
