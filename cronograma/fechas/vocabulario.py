"""Vocabulario: las palabras con que se dice cuándo, sus abreviaturas y sus erratas.

Entra una palabra en minúsculas y sin tildes; sale la canónica («sept» → «septiembre», «primera» → «1º»).
Una errata se corrige sólo si se parece a una única palabra; lo demás queda como vino.
"""

from functools import lru_cache

from cronograma.periodos import NOMBRES_DE_MES

# Cada palabra canónica y las maneras de escribirla, abreviaturas y plurales incluidos. «jan», «apr»,
# «aug» y «dec» salen de las hojas hechas con un Excel en inglés.
_FORMAS = {
    "enero": "ene jan enro",
    "febrero": "feb febr",
    "marzo": "mar mzo marz",
    "abril": "abr apr",
    "mayo": "may",
    "junio": "jun",
    "julio": "jul",
    "agosto": "ago agos agto agost aug",
    "septiembre": "sep sept set setiembre septbre",
    "octubre": "oct octbre",
    "noviembre": "nov novbre",
    "diciembre": "dic dicbre dec",
    "lunes": "lun",
    "martes": "",
    "miercoles": "mie mier",
    "jueves": "jue juev",
    "viernes": "vie vier",
    "sabado": "sabados sab",
    "domingo": "domingos dom",
    "trimestre": "trim tri trimest",
    "trimestres": "trims",
    "cuatrimestre": "cuatrim cuatri cuatr cuat",
    "cuatrimestres": "",
    "semestre": "sem semest",
    "semestres": "",
    "bimestre": "bim bimest",
    "bimestres": "",
    "quincena": "quincenas",
    "semana": "semanas",
    "mes": "",
    "meses": "",
    "dia": "",
    "dias": "",
    "ano": "anio anos anualidad anualidades",
    "vigencia": "vig vigencias",
    "diaria": "diario diarios diarias diariamente",
    "semanal": "semanales semanalmente",
    "quincenal": "quincenales quincenalmente",
    "mensual": "mensuales mensualmente",
    "bimestral": "bimestrales bimestralmente",
    "bimensual": "bimensuales bimensualmente",
    "trimestral": "trimestrales trimestralmente",
    "cuatrimestral": "cuatrimestrales cuatrimestralmente",
    "semestral": "semestrales semestralmente",
    "anual": "anuales anualmente",
    "1º": "primer primero primera",
    "2º": "segundo segunda",
    "3º": "tercer tercero tercera",
    "4º": "cuarto cuarta",
    "5º": "quinto quinta",
    "6º": "sexto sexta",
    "primeros": "primeras",
    "ultimo": "ultima",
    "ultimos": "ultimas",
    "vez": "",
    "veces": "",
    "permanente": "permanentes permanentemente",
    "continua": "continuo continuos continuas continuamente",
    "constante": "constantes constantemente",
    "habiles": "habil laborales laborables",
    "durante": "",
}  # fmt: skip
LEXICO = {
    forma: canonica for canonica, formas in _FORMAS.items() for forma in (canonica, *formas.split())
}

NUMEROS = {
    palabra: str(valor)
    for valor, palabras in enumerate(
        (
            "un uno una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
            "doce", "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve",
            "veinte", "veintiuno veintiun", "veintidos", "veintitres", "veinticuatro", "veinticinco",
            "veintiseis", "veintisiete", "veintiocho", "veintinueve", "treinta",
        ),
        start=1,
    )
    for palabra in palabras.split()
}  # fmt: skip
# Palabras que se pueden corregir y palabras españolas que se les parecen y no son erratas.
_CORREGIBLES = tuple(
    palabra
    for palabra in (*NOMBRES_DE_MES, *_FORMAS, "mensuales", "trimestrales", "semestrales")
    if len(palabra) >= 5
    and palabra not in {"meses", "martes", "jueves", "lunes", "habiles", "veces"}
)
_NO_SON_ERRATAS = frozenset(
    "marco marcos marca junto junta juntos abrir abren abran entero anula anular actual mayor mayores "
    "semana semanas pertinente segunda julia julian juntas octava semestrial marte abrira agotado "
    "constancia diarios durantes primera primero ultimas ultimos diariamente".split()
)  # fmt: skip


@lru_cache(maxsize=4096)
def corregir(palabra: str) -> str:
    """La única palabra del léxico que se parece a ésta; vacío si no hay o hay varias.

    La primera letra tiene que coincidir y la distancia es de una letra (dos en las más largas): así
    «género» no es «enero» ni «manual» es «anual».
    """
    if len(palabra) < 4 or palabra in _NO_SON_ERRATAS or palabra in LEXICO or not palabra.isalpha():
        return ""
    candidatas = [c for c in _CORREGIBLES if c[0] == palabra[0] and abs(len(c) - len(palabra)) <= 2]
    distancias = {c: _distancia(palabra, c) for c in candidatas}
    cercanas = [
        c for c, d in distancias.items() if d <= (2 if len(c) >= 10 and "imestr" in c else 1)
    ]
    minima = min((distancias[c] for c in cercanas), default=0)
    mejores = [LEXICO.get(c, c) for c in cercanas if distancias[c] == minima]
    return mejores[0] if len(set(mejores)) == 1 else ""


def _distancia(una: str, otra: str) -> int:
    """Letras que hay que poner, quitar, cambiar o permutar con la vecina para pasar de una a otra."""
    previa: list[int] = []
    fila = list(range(len(otra) + 1))
    for i, a in enumerate(una, start=1):
        anterior, previa, fila = previa, fila, [i]
        for j, b in enumerate(otra, start=1):
            costo = min(previa[j] + 1, fila[j - 1] + 1, previa[j - 1] + (a != b))
            if i > 1 and j > 1 and a == otra[j - 2] and una[i - 2] == b:
                costo = min(costo, anterior[j - 2] + 1)
            fila.append(costo)
    return fila[-1]
