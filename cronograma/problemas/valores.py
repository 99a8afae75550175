"""Qué es un problema: cuál regla se rompe, qué tan grave es y la frase que lo dice.

`GRAVEDADES` es la tabla de `docs/problemas.md`, y una prueba las compara. Sala pura.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from cronograma.fila import Fila

LARGO_DEL_NOMBRE = 80


class Gravedad(StrEnum):
    """Qué impide el problema, de más a menos."""

    BLOQUEA = "bloquea"
    BLOQUEA_SALVO_RAZON = "bloquea_salvo_razon"
    ADVIERTE = "advierte"


class Codigo(StrEnum):
    """Las reglas que se revisan, por su nombre estable: con él se acepta un problema."""

    FIN_ANTES_DE_INICIO = "fin_antes_de_inicio"
    CODIGO_REPETIDO = "codigo_repetido"
    SIN_NOMBRE = "sin_nombre"
    SIN_RESPONSABLE = "sin_responsable"
    FECHA_NO_ENTENDIDA = "fecha_no_entendida"
    FUERA_DE_LA_VIGENCIA = "fuera_de_la_vigencia"
    DATO_PERSONAL = "dato_personal"
    EN_PARTE_FUERA_DE_LA_VIGENCIA = "en_parte_fuera_de_la_vigencia"
    SIN_GRUPO = "sin_grupo"
    FASE_SIN_ACTIVIDAD = "fase_sin_actividad"
    SIN_ESPACIO_PRESENCIAL = "sin_espacio_presencial"
    INSTANCIA_SIN_SESION = "instancia_sin_sesion"
    MODALIDAD_CONTRA_MARCAS = "modalidad_contra_marcas"
    FRECUENCIA_CONTRA_FECHA = "frecuencia_contra_fecha"
    ACTIVIDAD_REPETIDA = "actividad_repetida"
    PUBLICACION_TARDIA = "publicacion_tardia"


BLOQUEAN = {Codigo.FIN_ANTES_DE_INICIO, Codigo.CODIGO_REPETIDO, Codigo.SIN_NOMBRE}
BLOQUEAN_SALVO_RAZON = {
    Codigo.SIN_RESPONSABLE,
    Codigo.FECHA_NO_ENTENDIDA,
    Codigo.FUERA_DE_LA_VIGENCIA,
    Codigo.DATO_PERSONAL,
}


def _gravedad_de(codigo: Codigo) -> Gravedad:
    if codigo in BLOQUEAN:
        return Gravedad.BLOQUEA
    return Gravedad.BLOQUEA_SALVO_RAZON if codigo in BLOQUEAN_SALVO_RAZON else Gravedad.ADVIERTE


GRAVEDADES: Mapping[Codigo, Gravedad] = {codigo: _gravedad_de(codigo) for codigo in Codigo}


@dataclass(frozen=True, kw_only=True)
class Problema:
    """Un problema hallado.

    `texto` dice qué pasa, dónde y cómo se arregla. `actividad` es el código de la actividad,
    ninguno si es del plan entero; `campo`, lo que hay que corregir en ella. `razon`, por qué
    alguien aceptó dejarlo así. `enlace`, la pantalla donde se corrige.
    """

    codigo: Codigo
    gravedad: Gravedad
    texto: str
    actividad: str | None = None
    campo: str = ""
    razon: str = ""
    enlace: str = ""

    @property
    def bloquea(self) -> bool:
        """¿Impide presentar o publicar la estrategia tal como está?"""
        if self.gravedad is Gravedad.BLOQUEA:
            return True
        return self.gravedad is Gravedad.BLOQUEA_SALVO_RAZON and not self.razon

    @property
    def se_puede_aceptar(self) -> bool:
        """¿Basta con una razón para dejarlo así?"""
        return self.gravedad is Gravedad.BLOQUEA_SALVO_RAZON

    def como_dict(self) -> dict[str, object]:
        """El problema como dato, para otros programas."""
        return {**asdict(self), "bloquea": self.bloquea}


def del_plan(codigo: Codigo, texto: str) -> Problema:
    """Un problema de la estrategia entera."""
    return Problema(codigo=codigo, gravedad=GRAVEDADES[codigo], texto=texto)


def de_la_actividad(codigo: Codigo, fila: Fila, texto: str, *, campo: str) -> Problema:
    """Un problema de una actividad; la frase empieza por cuál es.

    Args:
        texto: lo que sigue a «La actividad 5 («Audiencia…»)».
        campo: el campo de la actividad con que se arregla.
    """
    return Problema(
        codigo=codigo,
        gravedad=GRAVEDADES[codigo],
        texto=f"La actividad {como_se_llama(fila)} {texto}",
        actividad=fila.codigo,
        campo=campo,
    )


def como_se_llama(fila: Fila) -> str:
    """La actividad para quien la busca en su hoja: «5 («Audiencia…»)» o ««Foro» (código 07)»."""
    nombre = corto(fila.nombre)
    if not nombre:
        return f"{fila.numero or fila.codigo} (sin nombre)"
    return f"{fila.numero} («{nombre}»)" if fila.numero else f"«{nombre}» (código {fila.codigo})"


def corto(texto: str) -> str:
    """El texto en una línea y sin pasar de ochenta letras."""
    llano = " ".join(texto.split())
    if len(llano) <= LARGO_DEL_NOMBRE:
        return llano
    return f"{llano[:LARGO_DEL_NOMBRE].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
