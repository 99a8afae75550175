"""Las secciones que comparten los informes: portada, resumen, cumplimiento, cierre y anexos.

Entran los hechos y el sello; salen secciones. Una frase del informe se escribe aquí una vez y con los
números exactos. Sala pura.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from seguimiento.avance import Cifra, Cuenta, como_porcentaje
from seguimiento.desglose import Dimension
from seguimiento.evaluacion.valores import Evaluacion
from seguimiento.semaforo import LUCES

from . import tablas, tablas_de_hechos
from .escrito import (
    Bloque,
    CifraGrande,
    Cifras,
    Firma,
    Firmas,
    Lista,
    Parrafo,
    Portada,
    Seccion,
    Tono,
    parrafos,
)
from .hechos import Hechos
from .sello import Sello
from .textos import escritos, partes_de, version_en_palabras

POR_ESCRIBIR = "Por escribir."
DOS_CORTES = 2  # con uno no hay marcha que mostrar
DIMENSIONES = (
    Dimension.DEPENDENCIA,
    Dimension.FASE,
    Dimension.ETAPA,
    Dimension.ELEMENTO,
    Dimension.GRUPO,
    Dimension.SECCION,
)


class Redaccion:
    """Los hechos con su sello y los textos ya resueltos: de aquí toma cada informe lo que dice."""

    def __init__(self, hechos: Hechos, sello: Sello):
        self.hechos, self.sello = hechos, sello
        self.evaluacion: Evaluacion = hechos.evaluacion
        self.textos = escritos(hechos.tipo, hechos.textos, hechos.evaluacion)
        self.obligatorias = {una.clave for una in partes_de(hechos.tipo) if una.es_obligatoria}

    def escrito(self, clave: str) -> Sequence[Bloque]:
        """Lo que la persona escribió en esa parte; en un borrador, la falta a la vista."""
        if texto := self.textos[clave]:
            return parrafos(texto)
        if clave in self.obligatorias and self.sello.es_borrador:
            return (Parrafo(texto=POR_ESCRIBIR, tono=Tono.FALTA),)
        return ()

    def seccion(self, clave: str, titulo: str, *bloques: Bloque, **opciones: Any) -> Seccion:
        """Una sección que empieza por lo escrito y sigue con los bloques."""
        return Seccion(titulo=titulo, bloques=(*self.escrito(clave), *bloques), **opciones)


def portada(una: Redaccion, titulo: str) -> Portada:
    """La primera página: entidad, qué es, de qué periodo, contra qué plan y en qué va."""
    evaluacion = una.evaluacion
    return Portada(
        entidad=evaluacion.entidad,
        titulo=titulo,
        bajada=evaluacion.estrategia,
        periodo=evaluacion.nombre_del_periodo,
        estado=una.sello.en_palabras,
        datos=(
            ("Periodo", f"Del {evaluacion.desde:%d/%m/%Y} al {evaluacion.hasta:%d/%m/%Y}"),
            ("Corte", _corte(evaluacion)),
            ("Se midió contra", f"{version_en_palabras(evaluacion).capitalize()}"),
            *una.sello.datos,
        ),
        avisos=tuple(_avisos(una)),
    )


def _corte(evaluacion: Evaluacion) -> str:
    if not evaluacion.es_corte:
        return (
            "Es otra lectura del año: cada cifra es la última reportada hasta ese día, con su fecha"
        )
    en_que_va = "cerrado" if evaluacion.esta_cerrado else "abierto, todavía recibe reportes"
    return f"{evaluacion.hasta:%d/%m/%Y}, {en_que_va}"


def _avisos(una: Redaccion) -> Iterable[str]:
    if una.sello.es_borrador:
        yield "Este es un borrador. No es un informe emitido ni lo reemplaza."
    if una.evaluacion.version is None:
        yield "En la fecha del corte no regía ninguna versión publicada del plan."


# --- El resumen ------------------------------------------------------------------------------


def cifras_grandes(evaluacion: Evaluacion, cifra: Cifra) -> Cifras:
    """Las cifras que se leen en un minuto."""
    medida = evaluacion.medidas.de(cifra)
    luz = evaluacion.luz(cifra)
    return Cifras(
        cifras=(
            CifraGrande(
                rotulo=f"Cumplimiento {cifra.value}",
                texto=como_porcentaje(medida.cumplimiento),
                palabra=luz.palabra,
                color=luz.color,
                detalle=_detalle_de_cumplimiento(evaluacion, cifra),
            ),
            _de_cuenta(
                "Actividades cumplidas",
                Cuenta(medida.cumplidas, medida.exigibles),
                "de las que ya se esperaba algo",
            ),
            _de_cuenta(
                "Encuentros realizados", evaluacion.encuentros, "de los que el plan esperaba"
            ),
            _de_cuenta(
                "Preguntas respondidas a tiempo",
                evaluacion.preguntas.en_plazo,
                "de las que ya debían tener respuesta",
            ),
            _de_cuenta(
                "Compromisos cumplidos",
                evaluacion.compromisos_cumplidos,
                "verificados por otra persona",
            ),
            _satisfaccion(evaluacion),
        )
    )


def _detalle_de_cumplimiento(evaluacion: Evaluacion, cifra: Cifra) -> str:
    if cifra is Cifra.VERIFICADO:
        return f"verificadas {evaluacion.medidas.verificadas}"
    sin_dato = evaluacion.medidas.de(cifra).sin_dato
    if not sin_dato:
        return f"ninguna {cifra.sin_dato}"
    return f"{sin_dato} {cifra.sin_dato}, que {'cuenta' if sin_dato == 1 else 'cuentan'} como cero"


def _de_cuenta(rotulo: str, cuenta: Cuenta, detalle: str) -> CifraGrande:
    if not cuenta.de and not cuenta.hechos:
        return CifraGrande(rotulo=rotulo, texto="ninguno", detalle="no había qué contar")
    return CifraGrande(rotulo=rotulo, texto=str(cuenta), detalle=detalle)


def _satisfaccion(evaluacion: Evaluacion) -> CifraGrande:
    suya = evaluacion.satisfaccion
    if suya.media is None or not suya.se_puede_publicar:
        porque = "muy pocas respuestas" if suya.respuestas else "nadie ha valorado"
        return CifraGrande(rotulo="Satisfacción", texto="sin medir", detalle=porque)
    return CifraGrande(
        rotulo="Satisfacción",
        texto=f"{float(suya.media):.1f} de 5".replace(".", ","),
        detalle=f"{suya.respuestas} respuestas",
    )


def en_una_frase(evaluacion: Evaluacion, cifra: Cifra) -> Parrafo:
    """El cumplimiento dicho como se le diría a una persona."""
    medida = evaluacion.medidas.de(cifra)
    if medida.cumplimiento is None:
        que = "ninguna fue verificada" if cifra is Cifra.VERIFICADO else "no había nada que medir"
        return Parrafo(
            texto=f"A {evaluacion.hasta:%d/%m/%Y} no hay cumplimiento {cifra.value}: {que}."
        )
    return Parrafo(
        texto=(
            f"A {evaluacion.hasta:%d/%m/%Y} se cumplieron {medida.cumplidas} de las {medida.exigibles} "
            f"actividades de las que ya se esperaba algo. El cumplimiento {cifra.value} es "
            f"{como_porcentaje(medida.cumplimiento)}: {evaluacion.luz(cifra).palabra}."
        )
    )


def rangos(evaluacion: Evaluacion) -> Parrafo:
    """La explicación que acompaña a todo semáforo."""
    partes = "; ".join(f"{luz.palabra}, {rango}" for luz, rango in evaluacion.umbrales.rangos)
    return Parrafo(
        texto=f"Semáforo de la entidad: {partes}; {LUCES[-1].palabra}, si no hay nada exigible.",
        tono=Tono.NOTA,
    )


# --- El cumplimiento -------------------------------------------------------------------------


def cumplimiento_por_partes(evaluacion: Evaluacion) -> tuple[Seccion, ...]:
    """Una parte por cada manera de agrupar las actividades que este plan usa."""
    return tuple(
        Seccion(titulo=tabla.titulo, nivel=3, bloques=(tabla,))
        for tabla in (tablas.por_dimension(evaluacion, una) for una in DIMENSIONES)
        if tabla.filas and not _nadie_la_usa(tabla.filas)
    )


def _nadie_la_usa(filas: Sequence[Sequence[object]]) -> bool:
    return len(filas) == 1 and str(filas[0][0]).startswith("Sin ")


def frente_a_la_primera(evaluacion: Evaluacion) -> tuple[Seccion, ...]:
    """La segunda medida, si el plan ha tenido más de una versión."""
    primera = evaluacion.frente_a_la_primera
    if primera is None:
        return ()
    bloques: list[Bloque] = [
        tablas_de_hechos.frente_a_la_primera(primera, evaluacion),
        tablas_de_hechos.movidas(primera),
    ]
    if primera.agregadas:
        bloques.append(Parrafo(texto="; ".join(primera.agregadas), etiqueta="Agregadas después"))
    return (
        Seccion(
            titulo="Frente a lo que se prometió al comenzar el año", nivel=3, bloques=tuple(bloques)
        ),
    )


def tendencia(una: Redaccion) -> tuple[Seccion, ...]:
    """La marcha del año, si hay más de un corte; el informe anual la cuenta en sus dos lecturas."""
    evaluacion = una.evaluacion
    if len(evaluacion.tendencia) < DOS_CORTES or una.hechos.lecturas:
        return ()
    tabla = tablas.tendencia(evaluacion, evaluacion.tendencia)
    return (Seccion(titulo="Corte por corte", nivel=3, bloques=(tabla,)),)


# --- El cierre -------------------------------------------------------------------------------


def lista_o_nada(puntos: Iterable[str], nada: str) -> Bloque:
    """Los puntos o, si no hay, la frase que lo dice."""
    todos = tuple(puntos)
    return Lista(puntos=todos) if todos else Parrafo(texto=nada)


def responsables(una: Redaccion) -> Seccion:
    """Las líneas de firma. En blanco: firmar es de quien firma."""
    return Seccion(
        titulo="Responsables del informe",
        bloques=(Firmas(firmas=una.sello.firmantes or (Firma(), Firma())),),
        va_junta=True,
    )


def adendas(una: Redaccion) -> tuple[Seccion, ...]:
    """Las correcciones posteriores, con su fecha."""
    if not una.sello.adendas:
        return ()
    return (
        Seccion(
            titulo="Adendas",
            bloques=tuple(
                Parrafo(texto=adenda.texto, etiqueta=f"{adenda.en:%d/%m/%Y}, {adenda.por}")
                for adenda in una.sello.adendas
            ),
        ),
    )


def constancia(una: Redaccion) -> Seccion:
    """Cómo comprobar que el informe es este."""
    sello = una.sello
    if sello.es_borrador:
        bloques: tuple[Bloque, ...] = (
            Parrafo(texto="Un borrador no tiene huella: la tendrá el informe cuando se emita."),
        )
    else:
        bloques = (
            Parrafo(texto=sello.huella, etiqueta="Huella SHA-256 de los hechos"),
            Parrafo(
                texto=(
                    "Es la huella del archivo «hechos.json» del expediente, del que salen la página, el PDF, "
                    "el Excel y el documento de texto. Un cambio en cualquier cifra la cambia."
                ),
                tono=Tono.NOTA,
            ),
        )
        if sello.firmado_en:
            bloques += (
                Parrafo(
                    texto=f"{sello.huella_del_firmado}, cargado el {sello.firmado_en:%d/%m/%Y}",
                    etiqueta="Huella SHA-256 del PDF firmado",
                ),
            )
    return Seccion(titulo="Constancia", bloques=bloques, va_junta=True)
