"""Programación: qué significa «cuándo» para una actividad.

Entra lo que escribió la entidad («1er Cuatrimestre», «mensual», «según solicitud», una celda de fecha, una
X bajo un trimestre) y la vigencia del plan; sale una `Programacion` con su intervalo y sus notas. Nunca
adivina callada: lo que no se entiende es `indeterminada`, y todo supuesto queda escrito en `notas`. Ningún
texto la hace fallar. Es la única puerta: quien necesite fechas importa de aquí y no de `cronograma.fechas`.
Lo que se entiende está en la tabla de `fechas/gramatica.py` y, para personas, en `docs/fechas.md`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cronograma.fechas.armado import (
    anotar,
    programar_intervalo,
    programar_marcas,
    programar_meses_seguidos,
)
from cronograma.fechas.esperado import (
    esta_programada,
    ocurrencias_esperadas,
    proporcion_esperada,
    vencimientos,
)
from cronograma.fechas.lectura import (
    NOTAS_INFORMATIVAS,
    TRAE_HORA,
    avisos_de_vigencia,
    indeterminada,
    leer_texto,
)
from cronograma.fechas.redaccion import describir, eco, escribir
from cronograma.fechas.significado import (
    Periodicidad,
    Programacion,
    Tipo,
    es_mes_entero,
    limites,
    subperiodos,
    tramos,
    trimestres,
)
from cronograma.periodos import ClasePeriodo, Periodo

__all__ = [
    "ClasePeriodo",
    "Periodicidad",
    "Periodo",
    "Programacion",
    "Tipo",
    "describir",
    "eco",
    "es_mes_entero",
    "escribir",
    "esta_programada",
    "interpretar",
    "interpretar_celda",
    "interpretar_dos_celdas",
    "interpretar_marcas",
    "limites",
    "necesita_revision",
    "ocurrencias_esperadas",
    "proporcion_esperada",
    "subperiodos",
    "tramos",
    "trimestres",
    "vencimientos",
]

LARGO_MAXIMO = 600
"""Más letras que éstas no son una fecha: son un párrafo, y no se leen."""
VIGENCIAS = range(1900, 2201)
SERIALES_DE_EXCEL = range(36526, 55154)
"""Días contados desde el 30 de diciembre de 1899: del año 2000 al 2050."""
DIA_CERO_DE_EXCEL = date(1899, 12, 30)
ValorDeCelda = str | int | float | date | datetime | time | None


def interpretar(texto: str, vigencia: int) -> Programacion:
    """Lo que significa una celda de fecha en el plan de esa vigencia.

    Ningún texto lo hace fallar. Lo que no entiende es `indeterminada`, con una nota que dice por qué.
    `ValueError` sólo si la vigencia no es un año entre 1900 y 2200.
    """
    if vigencia not in VIGENCIAS:
        raise ValueError(f"La vigencia {vigencia} no es un año entre 1900 y 2200.")
    if len(texto) > LARGO_MAXIMO:
        return indeterminada("El texto es demasiado largo para ser una fecha: escriba sólo cuándo.")
    if serial := re.fullmatch(r"\s*(\d{5})(?:[.,]\d+)?\s*", texto, re.ASCII):
        return _de_serial(int(serial[1]), vigencia)
    return leer_texto(texto, vigencia)


def interpretar_celda(valor: ValorDeCelda, vigencia: int, *, formato: str = "") -> Programacion:
    """Lo que significa una celda de Excel, sea texto, fecha o número.

    Una fecha que se muestra como `ene-22` (formato `mmm-yy`) es el mes entero; como `2022`, el año.
    """
    if valor is None:
        return interpretar("", vigencia)
    if isinstance(valor, datetime):
        leida = _de_fecha(valor.date(), vigencia, formato)
        hora = [f"{TRAE_HORA}: no cambia la fecha."] if valor.time() != time() else []
        return anotar(leida, *hora)
    if isinstance(valor, date):
        return _de_fecha(valor, vigencia, formato)
    if (
        isinstance(valor, (int, float))
        and SERIALES_DE_EXCEL.start <= valor < SERIALES_DE_EXCEL.stop
    ):
        return _de_serial(int(valor), vigencia, formato)
    if isinstance(valor, float) and valor.is_integer():
        return interpretar(str(int(valor)), vigencia)
    return interpretar(str(valor), vigencia)


def interpretar_dos_celdas(
    inicial: ValorDeCelda, final: ValorDeCelda, vigencia: int
) -> Programacion:
    """Lo que significan dos columnas, fecha inicial y fecha final.

    Cada celda se lee por su cuenta. Una cadencia en cualquiera de las dos se repite en el intervalo.
    """
    primera, ultima = interpretar_celda(inicial, vigencia), interpretar_celda(final, vigencia)
    vacias = [_esta_vacia(inicial), _esta_vacia(final)]
    if all(vacias) or primera == ultima:
        return anotar(primera, *ultima.notas)
    if any(vacias):
        return _completar(primera if vacias[1] else ultima, vigencia, falta_el_fin=vacias[1])
    if Tipo.PERIODICA in {primera.tipo, ultima.tipo}:
        return _periodica_en_dos_celdas(primera, ultima)
    return _unir_extremos(primera, ultima)


def interpretar_marcas(numeros: Iterable[int], clase: ClasePeriodo, vigencia: int) -> Programacion:
    """Lo que significan las X bajo columnas de periodos: cuatrimestres 2 y 3, meses 3, 6 y 9…"""
    pedidos = sorted(set(numeros))
    marcados = [Periodo(vigencia, clase, n) for n in pedidos if 1 <= n <= clase.cuantos]
    sobran = [str(n) for n in pedidos if not 1 <= n <= clase.cuantos]
    notas = (f"Se marcó un {clase} que no existe: {', '.join(sobran)}.",) if sobran else ()
    if not marcados:
        return anotar(indeterminada("No hay ningún periodo marcado."), *notas)
    if len(marcados) == 1:
        unico = marcados[0]
        return anotar(programar_intervalo(unico.inicio, unico.fin, clase), *notas)
    return anotar(programar_marcas([(uno.inicio, uno.fin) for uno in marcados], clase), *notas)


def necesita_revision(p: Programacion) -> bool:
    """Si una persona debería mirarla: no se entendió, o se supuso algo más que el año."""
    dudas = [nota for nota in p.notas if not nota.startswith(NOTAS_INFORMATIVAS)]
    return p.tipo is Tipo.INDETERMINADA or bool(dudas)


# --- Celdas -------------------------------------------------------------------------------------------


def _de_serial(dias: int, vigencia: int, formato: str = "") -> Programacion:
    """Un número con formato de fecha es una fecha; sin él, se anota que se supuso."""
    if dias not in SERIALES_DE_EXCEL:
        return indeterminada(f"No se entendió «{dias}»: escriba un día, un mes o un periodo.")
    leida = _de_fecha(DIA_CERO_DE_EXCEL + timedelta(days=dias), vigencia, formato)
    if re.search(r"[dy]", _letras_del_formato(formato)):
        return leida
    return anotar(leida, f"Es el número {dias} con que Excel guarda esa fecha.")


def _de_fecha(dia: date, vigencia: int, formato: str) -> Programacion:
    clase = _clase_del_formato(formato)
    if clase is None:
        leida = Programacion(tipo=Tipo.FECHA, inicio=dia, fin=dia)
    else:
        numero = dia.month if clase is ClasePeriodo.MES else 1
        entero = Periodo(dia.year, clase, numero)
        leida = programar_intervalo(entero.inicio, entero.fin, clase)
    return anotar(leida, *avisos_de_vigencia(leida, vigencia))


def _clase_del_formato(formato: str) -> ClasePeriodo | None:
    """`mmm-yy` muestra un mes; `yyyy`, un año; todo lo que muestra el día es un día."""
    letras = _letras_del_formato(formato)
    if "d" in letras or "h" in letras or "y" not in letras:
        return None
    return ClasePeriodo.MES if "m" in letras else ClasePeriodo.ANIO


def _letras_del_formato(formato: str) -> str:
    """Sin el texto entre comillas, el idioma entre corchetes ni lo que va tras una barra."""
    letras = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", formato.lower())
    return "" if letras == "general" else letras.replace("aa", "yy")


def _esta_vacia(valor: ValorDeCelda) -> bool:
    return valor is None or not str(valor).strip(" -–—\n\t")


def _completar(dicha: Programacion, vigencia: int, *, falta_el_fin: bool) -> Programacion:
    """Sólo el inicio o sólo el fin: hasta el último día de la vigencia o desde el primero."""
    intervalo = limites(dicha)
    if intervalo is None or dicha.tipo is Tipo.PERIODICA:
        return dicha
    inicio, fin = intervalo
    if falta_el_fin:
        fin = max(fin, date(vigencia, 12, 31))
    else:
        inicio = min(inicio, date(vigencia, 1, 1))
    nota = f"Sólo hay fecha {'inicial' if falta_el_fin else 'final'}: se completó con la vigencia."
    return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin, notas=(*dicha.notas, nota))


def _periodica_en_dos_celdas(primera: Programacion, ultima: Programacion) -> Programacion:
    """«Mensual» y «30-nov-23»: se repite, y la otra columna dice desde o hasta cuándo."""
    periodica, otra = (primera, ultima) if primera.tipo is Tipo.PERIODICA else (ultima, primera)
    propios, ajenos = limites(periodica), limites(otra)
    se_recorta = periodica.periodicidad and not (periodica.meses or periodica.fechas)
    if propios is None or ajenos is None or otra.tipo is Tipo.PERIODICA or not se_recorta:
        return anotar(periodica, *otra.notas, "Las dos columnas dicen cosas distintas.")
    inicio = ajenos[0] if otra is primera else propios[0]
    fin = ajenos[1] if otra is ultima else propios[1]
    if inicio > fin:
        return anotar(
            periodica, *otra.notas, "La otra columna dice una fecha fuera de su intervalo."
        )
    recortada = replace(periodica, inicio=inicio, fin=fin, veces=None)
    return anotar(recortada, *otra.notas, "Una columna dice cada cuánto y la otra, un extremo.")


def _unir_extremos(primera: Programacion, ultima: Programacion) -> Programacion:
    antes, despues = limites(primera), limites(ultima)
    notas = (*primera.notas, *ultima.notas)
    if antes is None or despues is None:
        return anotar(indeterminada("Una de las dos columnas no dice una fecha."), *notas)
    if antes[0] > despues[1]:
        return anotar(indeterminada("La fecha final es anterior a la inicial."), *notas)
    if primera.tipo is ultima.tipo is Tipo.MES:
        unida = programar_meses_seguidos(antes[0], despues[1])
    else:
        unida = Programacion(tipo=Tipo.RANGO, inicio=antes[0], fin=despues[1])
    return anotar(unida, *notas)
