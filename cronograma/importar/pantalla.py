"""Cómo se ve en pantalla un número o una fecha, según el formato de la celda.

En una hoja, «ene-22» suele ser el 1 de enero guardado con formato de mes, y «25%», el número
0,25. Lo que la oficina escribió es lo que ve; eso se lee, se guarda y se vuelve a escribir.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from cronograma.periodos import NOMBRES_DE_MES

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
CORTOS = [nombre[:3] for nombre in NOMBRES_DE_MES]
# Lo que no se ve: colores, idioma, relleno y espacios de ancho fijo.
ADORNOS = re.compile(r"\[[^\]]*\]|_.|\*.|;@$")
PIEZAS = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+|a/p|am/pm)|(.)', re.IGNORECASE)


def mostrar(valor: Any, formato: str) -> str:
    """El texto que la persona ve en la celda."""
    if valor is None:
        return ""
    if isinstance(valor, str):
        return valor
    if isinstance(valor, bool):
        return "VERDADERO" if valor else "FALSO"
    if isinstance(valor, datetime | date):
        return mostrar_fecha(valor, formato)
    if isinstance(valor, time | timedelta):
        return str(valor)
    if isinstance(valor, int | float):
        return mostrar_numero(valor, formato)
    return str(valor)


def mostrar_fecha(valor: datetime | date, formato: str) -> str:
    """La fecha con las piezas del formato: «mmm-yy» → «ene-22»."""
    limpio = ADORNOS.sub("", (formato or "").split(";")[0])
    if limpio.lower().startswith(("mm-dd-yy", "m/d/yy h")):
        # El formato «fecha corta» de Excel: cada equipo lo muestra a la manera de su país.
        limpio = "dd/mm/yyyy"
    if not re.search(r"[ymd]", limpio, re.IGNORECASE):
        limpio = "dd/mm/yyyy"
    if isinstance(valor, datetime) and not (valor.hour or valor.minute or valor.second):
        limpio = re.sub(r"[\sT]*h+:?m*:?s*.*$", "", limpio, flags=re.IGNORECASE)
    piezas = [_pieza(valor, *grupos) for grupos in PIEZAS.findall(limpio)]
    return "".join(piezas).strip()


def _pieza(valor: datetime | date, literal: str, escapado: str, codigo: str, otro: str) -> str:
    if not codigo:
        return literal or escapado or otro
    letra, largo = codigo[0].lower(), len(codigo)
    if letra == "y":
        return f"{valor.year}" if largo > 2 else f"{valor.year % 100:02d}"
    if letra == "m":
        return _mes(valor.month, largo)
    if letra == "d":
        return _dia(valor, largo)
    return f"{getattr(valor, {'h': 'hour', 's': 'second'}.get(letra, 'minute'), 0):02d}"


def _mes(mes: int, largo: int) -> str:
    nombres = {3: CORTOS, 4: NOMBRES_DE_MES}
    if largo in nombres:
        return nombres[largo][mes - 1]
    return f"{mes:02d}" if largo == 2 else str(mes)


def _dia(valor: datetime | date, largo: int) -> str:
    if largo > 2:
        dia = DIAS[valor.weekday()]
        return dia if largo > 3 else dia[:3]
    return f"{valor.day:02d}" if largo == 2 else str(valor.day)


def mostrar_numero(valor: float, formato: str) -> str:
    """El número con sus decimales, sus miles y su porcentaje; coma decimal, como en Colombia."""
    limpio = ADORNOS.sub("", (formato or "General").split(";")[0])
    signo = "$ " if "$" in (formato or "") else ""
    if "%" in limpio:
        return _con_decimales(valor * 100, _decimales(limpio), miles=False) + "%"
    if re.fullmatch(r"0{2,}", limpio) and float(valor).is_integer():
        return f"{int(valor):0{len(limpio)}d}"
    if re.search(r"[0#]", limpio):
        return signo + _con_decimales(valor, _decimales(limpio), miles="," in limpio)
    if float(valor).is_integer() and abs(valor) < 1e15:
        return str(int(valor))
    return f"{valor:.10g}".replace(".", ",")


def _decimales(formato: str) -> int:
    return len(partes[1]) if (partes := re.search(r"\.([0#?]+)", formato)) else 0


def _con_decimales(valor: float, decimales: int, *, miles: bool) -> str:
    texto = f"{valor:,.{decimales}f}" if miles else f"{valor:.{decimales}f}"
    return texto.translate(str.maketrans(",.", ".,"))
