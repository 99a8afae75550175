"""Problemas de identidad: cada actividad tiene nombre, es una sola y no comparte número.

Entra un plan; salen sus problemas. Sala pura.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from cronograma.fila import Fila
from cronograma.periodos import NOMBRES_DE_MES
from cronograma.plan import Plan
from estrategia.texto import sin_acentos

from .valores import Codigo, Problema, como_se_llama, de_la_actividad

# Palabras que no distinguen una actividad de otra.
VACIAS = frozenset(
    "a al con de del e el en la las lo los para por que se su sus un una y o".split()
)
# Desde cuántas letras una de diferencia es una errata y no otra palabra («foro» y «toro»).
LETRAS_PARA_ERRATA = 5
MESES = frozenset(NOMBRES_DE_MES)  # «junio» y «julio» distan una letra y son dos meses.


def sin_nombre(plan: Plan) -> Iterator[Problema]:
    """Toda actividad se llama de algún modo; guiones y puntos no son un nombre."""
    for fila in plan.filas:
        if not any(letra.isalpha() for letra in fila.nombre):
            yield de_la_actividad(
                Codigo.SIN_NOMBRE,
                fila,
                "no tiene nombre. Escriba qué se hará.",
                campo="nombre",
            )


def codigo_repetido(plan: Plan) -> Iterator[Problema]:
    """El código identifica la actividad entre versiones; el número, dentro de su tabla."""
    yield from _repetidos(
        ((fila.codigo, fila) for fila in plan.filas if fila.codigo), "codigo", "el código"
    )
    yield from _repetidos(_numeros_por_serie(plan.filas), "numero", "el número")


def _repetidos(claves: Iterable[tuple[object, Fila]], campo: str, que: str) -> Iterator[Problema]:
    primeras: dict[object, Fila] = {}
    for clave, fila in claves:
        primera = primeras.setdefault(clave, fila)
        if primera is not fila:
            texto = (
                f"lleva {que} «{getattr(fila, campo)}», que ya tiene {como_se_llama(primera)}. "
                f"Cambie {que} de una de las dos."
            )
            yield de_la_actividad(Codigo.CODIGO_REPETIDO, fila, texto, campo=campo)


def _numeros_por_serie(filas: Iterable[Fila]) -> Iterator[tuple[tuple[int, str], Fila]]:
    """Cada número con su serie: la numeración que vuelve a empezar es otra serie."""
    numeradas = [(numero, fila) for fila in filas if (numero := fila.numero.strip().rstrip("."))]
    serie, tabla, vistos = 0, "", list[str]()
    for lugar, (numero, fila) in enumerate(numeradas):
        propia = fila.bloque or fila.elemento or tabla
        siguiente = numeradas[lugar + 1][0] if lugar + 1 < len(numeradas) else ""
        if _vuelve_a_empezar(numero, siguiente, vistos, otra_tabla=propia != tabla):
            serie, vistos = serie + 1, []
        tabla = propia
        vistos.append(numero)
        yield (serie, numero), fila


def _vuelve_a_empezar(
    numero: str, siguiente: str, vistos: Sequence[str], *, otra_tabla: bool
) -> bool:
    """¿El primer número otra vez, en otra tabla o seguido del que ya le siguió (1, 2, 3, 1, 2)?

    «1, 1, 3» no vuelve a empezar: el 1 está repetido.
    """
    return vistos[:1] == [numero] and (otra_tabla or siguiente in vistos[1:])


def actividad_repetida(plan: Plan) -> Iterator[Problema]:
    """La misma actividad no se programa dos veces en el mismo elemento y momento."""
    parecidas: dict[object, list[tuple[list[str], Fila]]] = defaultdict(list)
    for fila in plan.filas:
        palabras = _palabras(fila.nombre)
        # Solo se comparan las que coinciden en cuanto no admite erratas: así mil no son un millón.
        firmes = tuple(una for una in palabras if not _admite_errata(una))
        grupo = parecidas[fila.elemento, fila.momento, len(palabras), firmes]
        igual = next((otra for suyas, otra in grupo if _son_las_mismas(palabras, suyas)), None)
        if palabras and igual is not None:
            yield _repetida(fila, igual)
        grupo.append((palabras, fila))


def _repetida(fila: Fila, otra: Fila) -> Problema:
    texto = (
        f"se llama igual que {como_se_llama(otra)}. Si es la misma, deje una sola; si son dos "
        "ocasiones, dígalo en el nombre («primera audiencia», «segunda audiencia»)."
    )
    return de_la_actividad(Codigo.ACTIVIDAD_REPETIDA, fila, texto, campo="nombre")


def _palabras(nombre: str) -> list[str]:
    return [una for una in re.findall(r"\w+", sin_acentos(nombre)) if una not in VACIAS]


def _admite_errata(palabra: str) -> bool:
    return len(palabra) >= LETRAS_PARA_ERRATA and palabra.isalpha() and palabra not in MESES


def _son_las_mismas(unas: list[str], otras: list[str]) -> bool:
    return all(
        una == otra
        or (_admite_errata(una) and _admite_errata(otra) and OSA.distance(una, otra) <= 1)
        for una, otra in zip(unas, otras, strict=True)
    )
