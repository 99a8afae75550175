"""La gráfica de una tabla como SVG en línea: la misma en la página y en el PDF.

Entra un `Dibujo`; sale el SVG con su texto alternativo. Se entiende en gris y sin distinguir colores:
cada barra lleva su número y su palabra, cada palabra su trama, cada serie su trazo y su marca. No usa
`style`, que la política de seguridad no deja pasar.
"""

import textwrap
from collections.abc import Iterable
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from seguimiento.informes.escrito import ClaseDeGrafica, Dibujo
from seguimiento.semaforo import LUCES, Color

ANCHO = 680
IZQUIERDA, DERECHA = 216, 150  # para los nombres y para lo que dice cada barra
ALTO_DE_BARRA, ENTRE_BARRAS, ARRIBA = 22, 14, 22
LETRAS_DE_NOMBRE, RENGLONES = 34, 2
LETRAS_DEL_EJE = 18
ALTO_DE_LINEAS = 220
LETRA = 'font-family="Nunito Sans, Verdana, sans-serif"'
RELLENO = {
    Color.ROJO: "#A80521",
    Color.AMARILLO: "#FDAA29",
    Color.VERDE: "#158361",
    Color.GRIS: "#FFFFFF",
}
COLOR_DE_PALABRA = {luz.palabra: luz.color for luz in LUCES}
NEUTRO = "#0943B5"
# Por serie: color, trazo y la marca de cada punto.
SERIES = (
    ("#5A6475", "2 4", "circulo"),
    ("#0943B5", "", "cuadro"),
    ("#A80521", "8 4", "rombo"),
)


def svg(dibujo: Dibujo, *, identificador: str) -> SafeString:
    """El dibujo, con identificadores que no chocan con los de otra gráfica de la página."""
    hacer = _lineas if dibujo.clase is ClaseDeGrafica.LINEAS else _barras
    alto, contenido = hacer(dibujo, identificador)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" width="{}" height="{}" '
        'aria-labelledby="{}-titulo" font-size="12" fill="currentColor" {}>'
        '<title id="{}-titulo">{}</title>{}</svg>',
        ANCHO,
        alto,
        ANCHO,
        alto,
        identificador,
        mark_safe(LETRA),  # noqa: S308 -- es una constante de este módulo
        identificador,
        dibujo.en_palabras,
        contenido,
    )


# --- Barras ----------------------------------------------------------------------------------


def _barras(dibujo: Dibujo, identificador: str) -> tuple[int, SafeString]:
    (serie,) = dibujo.series
    paso = ALTO_DE_BARRA + ENTRE_BARRAS
    alto = ARRIBA + paso * len(dibujo.nombres)
    piezas = [_tramas(identificador), _marcas(dibujo, alto)]
    for lugar, nombre in enumerate(dibujo.nombres):
        arriba = ARRIBA + lugar * paso
        palabra = dibujo.palabras[lugar] if dibujo.palabras else ""
        piezas.append(_nombre(nombre, arriba))
        piezas.append(_barra(serie.valores[lugar], dibujo.tope, palabra, arriba, identificador))
        piezas.append(_dicho(serie.textos[lugar], palabra, arriba))
    return alto, _juntas(piezas)


def _tramas(identificador: str) -> SafeString:
    """Rojo, rayas; amarillo, puntos; verde, liso. En gris se distinguen por la trama."""
    return format_html(
        '<defs><pattern id="{}-rojo" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<rect width="7" height="7" fill="#A80521"/><path d="M0 7L7 0" stroke="#FFFFFF" stroke-width="1.6"/>'
        '</pattern><pattern id="{}-amarillo" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<rect width="7" height="7" fill="#FDAA29"/><circle cx="3.5" cy="3.5" r="1.3" fill="#1F2430"/>'
        "</pattern></defs>",
        identificador,
        identificador,
    )  # fmt: skip


def _relleno(palabra: str, identificador: str) -> str:
    color = COLOR_DE_PALABRA.get(palabra)
    if color in {Color.ROJO, Color.AMARILLO}:
        return f"url(#{identificador}-{color.value})"
    return RELLENO[color] if color else NEUTRO


def _barra(
    valor: Fraction | None, tope: Fraction, palabra: str, arriba: int, identificador: str
) -> SafeString:
    if valor is None:
        return mark_safe("")
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="currentColor" stroke-width="0.8"/>',
        IZQUIERDA,
        arriba,
        f"{max(1.0, _largo(valor, tope)):.1f}",
        ALTO_DE_BARRA,
        _relleno(palabra, identificador),
    )


def _largo(valor: Fraction, tope: Fraction) -> float:
    return float(min(valor, tope) / tope) * (ANCHO - IZQUIERDA - DERECHA)


def _dicho(texto: str, palabra: str, arriba: int) -> SafeString:
    donde = ANCHO - DERECHA + 8  # todas en la misma columna, lejos de las rayas
    sobra = palabra if palabra and palabra != texto else ""
    return format_html(
        '<text x="{}" y="{}"><tspan font-weight="700">{}</tspan>{}</text>',
        donde,
        arriba + 15,
        texto,
        f" {sobra}" if sobra else "",
    )


def _nombre(nombre: str, arriba: int) -> SafeString:
    renglones = textwrap.wrap(nombre, LETRAS_DE_NOMBRE, max_lines=RENGLONES, placeholder="…") or [
        ""
    ]
    primero = arriba + (15 if len(renglones) == 1 else 9)
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        ((IZQUIERDA - 8, primero + 13 * paso, texto) for paso, texto in enumerate(renglones)),
    )


def _marcas(dibujo: Dibujo, alto: int) -> SafeString:
    """El eje y los límites del semáforo, con su número."""
    lados = format_html(
        '<path d="M{} {}V{}" stroke="currentColor" fill="none"/>', IZQUIERDA, ARRIBA - 6, alto
    )
    limites = format_html_join(
        "",
        '<path d="M{} {}V{}" stroke="currentColor" stroke-width="0.7" stroke-dasharray="2 3" fill="none"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="10">{} %</text>',
        (
            (donde, ARRIBA - 8, alto, donde, ARRIBA - 12, int(marca * 100))
            for marca in dibujo.marcas
            for donde in [f"{IZQUIERDA + _largo(marca, dibujo.tope):.1f}"]
        ),
    )
    return lados + limites


# --- Líneas ----------------------------------------------------------------------------------


def _lineas(dibujo: Dibujo, identificador: str) -> tuple[int, SafeString]:
    abajo = ALTO_DE_LINEAS - 40
    piezas = [_cuadricula(dibujo, abajo), _leyenda(dibujo)]
    piezas += [_linea(dibujo, lugar, abajo) for lugar in range(len(dibujo.series))]
    return ALTO_DE_LINEAS, _juntas(piezas)


def _x(dibujo: Dibujo, lugar: int) -> float:
    primero, ultimo = 70, ANCHO - 60
    pasos = max(1, len(dibujo.nombres) - 1)
    return primero + (ultimo - primero) * lugar / pasos


def _y(dibujo: Dibujo, valor: Fraction, abajo: int) -> float:
    return abajo - float(valor / dibujo.tope) * (abajo - 44)


def _cuadricula(dibujo: Dibujo, abajo: int) -> SafeString:
    niveles = sorted({Fraction(0), Fraction(1), *dibujo.marcas})
    rayas = format_html_join(
        "",
        '<path d="M50 {}H{}" stroke="currentColor" stroke-width="0.6" stroke-dasharray="{}" fill="none"/>'
        '<text x="44" y="{}" text-anchor="end" font-size="10">{} %</text>',
        (
            (f"{y:.1f}", ANCHO - 20, "none" if nivel in {0, 1} else "2 3", f"{y + 4:.1f}", int(nivel * 100))
            for nivel in niveles
            for y in [_y(dibujo, nivel, abajo)]
        ),
    )  # fmt: skip
    nombres = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="11">{}</text>',
        (
            (f"{_x(dibujo, lugar):.1f}", abajo + 18 + 13 * paso, renglon)
            for lugar, nombre in enumerate(dibujo.nombres)
            for paso, renglon in enumerate(textwrap.wrap(nombre, LETRAS_DEL_EJE))
        ),
    )
    return rayas + nombres


def _linea(dibujo: Dibujo, lugar: int, abajo: int) -> SafeString:
    color, trazo, marca = SERIES[lugar % len(SERIES)]
    serie = dibujo.series[lugar]
    tramo, caminos, puntos = "M", [], []
    for paso, valor in enumerate(serie.valores):
        if valor is None:
            tramo = "M"  # un corte sin dato parte la línea: no se inventa lo que hubo en medio
            continue
        x, y = _x(dibujo, paso), _y(dibujo, valor, abajo)
        caminos.append(f"{tramo}{x:.1f} {y:.1f}")
        tramo = "L"
        puntos.append(_marca(marca, x, y, color))
    camino = format_html(
        '<path d="{}" stroke="{}" stroke-width="2.2" stroke-dasharray="{}" fill="none"/>',
        "".join(caminos) or "M0 0",
        color,
        trazo or "none",
    )
    return camino + _juntas(puntos)


def _marca(cual: str, x: float, y: float, color: str) -> SafeString:
    formas = {
        "circulo": f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
        "cuadro": f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8Z",
        "rombo": f"M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z",
    }
    return format_html('<path d="{}" fill="{}" stroke="#FFFFFF"/>', formas[cual], color)


def _leyenda(dibujo: Dibujo) -> SafeString:
    piezas = []
    for lugar, serie in enumerate(dibujo.series):
        color, trazo, marca = SERIES[lugar % len(SERIES)]
        x = 60 + 130 * lugar
        raya = (
            '<path d="M{} 14h28" stroke="{}" stroke-width="2.2" stroke-dasharray="{}" fill="none"/>'
        )
        piezas.append(format_html(raya, x, color, trazo or "none"))
        piezas.append(_marca(marca, x + 14, 14, color))
        piezas.append(format_html('<text x="{}" y="18">{}</text>', x + 34, serie.nombre))
    return _juntas(piezas)


def _juntas(piezas: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((pieza,) for pieza in piezas))
