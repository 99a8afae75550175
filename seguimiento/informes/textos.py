"""Los textos de un informe: qué partes escribe una persona, con qué se empieza y cuáles no pueden faltar.

Entra el tipo de informe y la evaluación; salen las partes en el orden en que se leen, cada una con
su ayuda y, si la hay, una redacción inicial hecha solo de datos que el sistema tiene. Las
conclusiones, las recomendaciones y los juicios no tienen redacción inicial: son de quien firma.
Sala pura.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from seguimiento.evaluacion.valores import Evaluacion

SEGUIMIENTO, ESTRATEGIA, CONTROL = "seguimiento", "estrategia", "control"


@dataclass(frozen=True, kw_only=True)
class Parte:
    """Una parte que se escribe. `inicial` admite {nombres} de la evaluación."""

    clave: str
    titulo: str
    ayuda: str
    inicial: str = ""
    es_obligatoria: bool = False


OBJETIVO_DE_ESTRATEGIA = (
    "Evaluar la implementación de «{estrategia}» y el resultado de sus espacios de participación y "
    "rendición de cuentas hasta el {hasta}, para mejorar lo que falta del año y la formulación de la "
    "siguiente vigencia."
)
METODOLOGIA_DE_ESTRATEGIA = (
    "Se consolidaron los reportes de avance de las dependencias, revisados por planeación, los formatos "
    "internos de reporte de cada espacio, las preguntas de la ciudadanía y los compromisos registrados. "
    "El avance es acumulado desde el comienzo del año y se compara con lo que se esperaba en la fecha del "
    "dato según la {version}. Lo que no se reportó cuenta como cero y se dice aparte; lo que no estaba "
    "programado no entra en el cálculo."
)
OBJETIVO_DE_CONTROL = (
    "Evaluar y verificar el cumplimiento de «{estrategia}» hasta el {hasta}, incluyendo la eficacia y "
    "pertinencia de los mecanismos de participación ciudadana establecidos en el cronograma."
)
ALCANCE_DE_CONTROL = (
    "Las {actividades} actividades del plan según la {version}, con lo ocurrido entre el {inicio_de_anio} "
    "y el {hasta}. Control interno verificó {verificadas} actividades exigibles."
)
CRITERIOS_DE_CONTROL = (
    "Ley Estatutaria 1757 de 2015: artículos 48 a 57, rendición de cuentas, y 104, deberes de las "
    "entidades con la participación ciudadana.\n\n"
    "Ley 1712 de 2014, transparencia y acceso a la información pública.\n\n"
    "Estrategia evaluada: {version}."
)
METODOLOGIA_DE_CONTROL = (
    "Se tomó una muestra de las actividades del corte, empezando por las que tienen contradicciones y "
    "por las de avance alto sin evidencia. De cada una se revisó la evidencia y se registró una cifra "
    "propia, si se encontró evidencia y una observación. Lo verificado se presenta al lado de lo aceptado "
    "por planeación para las mismas actividades; una cifra no reemplaza a la otra."
)

PARTES: Mapping[str, tuple[Parte, ...]] = {
    SEGUIMIENTO: (
        Parte(
            clave="presentacion",
            titulo="Presentación",
            ayuda="De qué periodo se habla y qué debe mirar primero quien lo lee.",
        ),
        Parte(
            clave="observaciones",
            titulo="Observaciones de planeación",
            ayuda="Lo que explica las cifras: qué se atrasó y por qué, qué se acordó con las dependencias.",
        ),
    ),
    ESTRATEGIA: (
        Parte(
            clave="objetivo",
            titulo="Objetivo",
            ayuda="Para qué se evalúa.",
            inicial=OBJETIVO_DE_ESTRATEGIA,
            es_obligatoria=True,
        ),
        Parte(
            clave="metodologia",
            titulo="Cómo se evaluó",
            ayuda="De dónde salen los datos y cómo se calculan.",
            inicial=METODOLOGIA_DE_ESTRATEGIA,
            es_obligatoria=True,
        ),
        Parte(
            clave="resumen",
            titulo="Resumen: lo que hay que saber",
            ayuda="Dos o tres frases que acompañan las cifras de la primera página.",
        ),
        Parte(
            clave="espacios",
            titulo="1. Espacios: comentario",
            ayuda="Qué explica el número de espacios frente a lo planeado.",
        ),
        Parte(
            clave="grupos",
            titulo="2. Grupos de valor: comentario",
            ayuda="A quiénes no se llegó, y por qué.",
        ),
        Parte(
            clave="metas", titulo="3. Metas: comentario", ayuda="De qué metas faltó rendir cuentas."
        ),
        Parte(
            clave="evaluacion",
            titulo="4. Evaluación de los espacios: comentario",
            ayuda="Qué se repite en lo que la ciudadanía dijo y recomendó.",
        ),
        Parte(
            clave="compromisos",
            titulo="5. Compromisos: comentario",
            ayuda="Qué pasa con los vencidos.",
        ),
        Parte(
            clave="cumplimiento",
            titulo="6. Cumplimiento: comentario",
            ayuda="Por qué el cumplimiento es el que es.",
        ),
        Parte(
            clave="lecciones",
            titulo="Lecciones aprendidas: además de las registradas",
            ayuda="Las que las dependencias registraron durante el año ya están en el informe.",
        ),
        Parte(
            clave="conclusiones",
            titulo="Conclusiones",
            ayuda="Qué se logró y qué no, apoyado en las cifras de arriba.",
            es_obligatoria=True,
        ),
        Parte(
            clave="recomendaciones",
            titulo="Recomendaciones",
            ayuda="Qué cambiar, quién y para cuándo.",
            es_obligatoria=True,
        ),
    ),
    CONTROL: (
        Parte(
            clave="objetivo",
            titulo="Objetivo",
            ayuda="Para qué se hace esta evaluación.",
            inicial=OBJETIVO_DE_CONTROL,
            es_obligatoria=True,
        ),
        Parte(
            clave="alcance",
            titulo="Alcance",
            ayuda="Qué se miró, de qué fechas y qué quedó fuera.",
            inicial=ALCANCE_DE_CONTROL,
            es_obligatoria=True,
        ),
        Parte(
            clave="criterios",
            titulo="Criterios",
            ayuda="Las normas y los documentos frente a los que se evalúa.",
            inicial=CRITERIOS_DE_CONTROL,
            es_obligatoria=True,
        ),
        Parte(
            clave="metodologia",
            titulo="Metodología",
            ayuda="Cómo se escogió la muestra y qué se revisó.",
            inicial=METODOLOGIA_DE_CONTROL,
            es_obligatoria=True,
        ),
        Parte(
            clave="resumen",
            titulo="Resumen ejecutivo: lo que hay que saber",
            ayuda="El juicio en pocas frases; las cifras se ponen solas.",
            es_obligatoria=True,
        ),
        Parte(
            clave="eficacia",
            titulo="Eficacia de los mecanismos de participación",
            ayuda="¿Los mecanismos del cronograma lograron lo que se proponían? Apóyese en la evidencia.",
            es_obligatoria=True,
        ),
        Parte(
            clave="pertinencia",
            titulo="Pertinencia de los mecanismos de participación",
            ayuda="¿Eran los adecuados para esos grupos, temas y territorios?",
            es_obligatoria=True,
        ),
        Parte(
            clave="conclusiones",
            titulo="Conclusiones",
            ayuda="Qué se concluye de lo verificado.",
            es_obligatoria=True,
        ),
        Parte(
            clave="recomendaciones",
            titulo="Recomendaciones generales",
            ayuda="Además de las que acompañan a cada hallazgo.",
            es_obligatoria=True,
        ),
    ),
}


def partes_de(tipo: str) -> tuple[Parte, ...]:
    """Las partes que se escriben en un tipo de informe.

    Raises:
        KeyError: si el tipo no existe.
    """
    return PARTES[tipo]


def escritos(tipo: str, textos: Mapping[str, str], evaluacion: Evaluacion) -> dict[str, str]:
    """El texto de cada parte: lo escrito o, si nunca se escribió, la redacción inicial.

    Una parte que la persona dejó en blanco a propósito queda en blanco.
    """
    nombres = _nombres(evaluacion)
    return {
        parte.clave: textos.get(parte.clave, parte.inicial.format_map(nombres)).strip()
        for parte in PARTES[tipo]
    }


def por_escribir(tipo: str, textos: Mapping[str, str], evaluacion: Evaluacion) -> list[str]:
    """Los títulos de las partes obligatorias que siguen en blanco."""
    suyos = escritos(tipo, textos, evaluacion)
    return [
        parte.titulo for parte in PARTES[tipo] if parte.es_obligatoria and not suyos[parte.clave]
    ]


def _nombres(evaluacion: Evaluacion) -> dict[str, str]:
    return {
        "estrategia": evaluacion.estrategia,
        "hasta": f"{evaluacion.hasta:%d/%m/%Y}",
        "inicio_de_anio": f"01/01/{evaluacion.vigencia}",
        "version": version_en_palabras(evaluacion),
        "actividades": str(len(evaluacion.lineas)),
        "verificadas": str(evaluacion.medidas.verificadas),
    }


def version_en_palabras(evaluacion: Evaluacion) -> str:
    """Contra qué plan se midió."""
    if evaluacion.version is None:
        return "plan de trabajo, sin versión publicada en la fecha del corte"
    del_dia = f", del {evaluacion.version_del:%d/%m/%Y}" if evaluacion.version_del else ""
    return f"versión {evaluacion.version} del plan{del_dia}"
