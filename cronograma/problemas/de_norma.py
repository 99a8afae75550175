"""Problemas de norma: lo que la ley pide del plan entero.

Espacios presenciales o dos audiencias (Ley 1757 de 2015, art. 53), la sesión anual de cada
instancia (art. 54) y la publicación a más tardar el 31 de enero (Ley 1474 de 2011, art. 74).
Entra un plan; salen sus problemas. Sala pura.
"""

import re
from collections.abc import Iterator
from datetime import date

from cronograma.celdas import leer_modalidad
from cronograma.fechas.significado import tramos
from cronograma.fila import Fila
from cronograma.plan import Plan
from cronograma.programacion import Tipo
from estrategia.catalogos import Modalidad
from estrategia.texto import sin_acentos

from .valores import Codigo, Problema, corto, del_plan

AUDIENCIAS_AL_ANIO = 2  # Ley 1757 de 2015, art. 53: si no hay espacios presenciales.
DIA_LIMITE = (1, 31)  # Ley 1474 de 2011, art. 74.

_NUMEROS = {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}
# La audiencia misma, no la que la convoca o la prepara: «Realizar dos audiencias públicas…».
ES_AUDIENCIA = re.compile(
    r"(?:(?:realizar|celebrar|desarrollar|adelantar|efectuar|ejecutar|hacer|llevar a cabo"
    r"|(?:realizacion|celebracion|desarrollo|ejecucion)(?: de)?) )?"
    r"(?:(?:la|las|el|una|un|gran|i|ii|iii|primera|segunda|tercera) )*"
    rf"(?P<cuantas>\d{{1,2}}|{'|'.join(_NUMEROS)})? ?audiencia(?P<plural>s?)\b"
)
PREPARA = re.compile(
    r"(?:invit|convoc|divulg|difu|encuest|prepar|publi|inform|disen|promo|promoc|socializ|segui)"
)


def sin_espacio_presencial(plan: Plan) -> Iterator[Problema]:
    """Sin espacios presenciales se hacen al menos dos audiencias al año (Ley 1757, art. 53)."""
    if not plan.rinde_cuentas() or any(es_presencial(fila) for fila in plan.filas):
        return
    cuantas = sum(audiencias(fila) for fila in plan.filas)
    if cuantas < AUDIENCIAS_AL_ANIO:
        yield del_plan(Codigo.SIN_ESPACIO_PRESENCIAL, _falta_lo_presencial(plan, cuantas))


def _falta_lo_presencial(plan: Plan, cuantas: int) -> str:
    porque = (
        "Ninguna actividad es presencial"
        if plan.pide("presencial")
        else "El formato no pide la modalidad y ninguna actividad dice ser presencial"
    )
    hay = {0: "no hay ninguna audiencia pública"}.get(cuantas, "hay una sola audiencia pública")
    return (
        f"{porque}, y {hay}. Sin espacios presenciales son al menos dos audiencias al año "
        "(Ley 1757 de 2015, art. 53): marque las que son presenciales o programe las que faltan."
    )


def es_presencial(fila: Fila) -> bool:
    """¿Consta que se asiste en persona? «Virtual o presencial», sin marca, todavía no lo dice."""
    return fila.presencial or leer_modalidad(fila.tipo_espacio) is Modalidad.PRESENCIAL


def audiencias(fila: Fila) -> int:
    """Cuántas audiencias públicas celebra la actividad; 0 si no es una audiencia."""
    nombre, espacio = sin_acentos(fila.nombre), sin_acentos(fila.tipo_espacio)
    dicha = ES_AUDIENCIA.match(nombre)
    if dicha is None and not PREPARA.match(nombre):
        dicha = ES_AUDIENCIA.match(espacio)
    if dicha is None:
        return 0
    numero = _NUMEROS.get(dicha["cuantas"] or "", 0) or int(dicha["cuantas"] or 0)
    return max(numero, _veces(fila), 2 if dicha["plural"] else 1)


def _veces(fila: Fila) -> int:
    if fila.programacion.tipo is Tipo.PERIODICA:
        return fila.programacion.veces or 1
    return len(tramos(fila.programacion))


def instancia_sin_sesion(plan: Plan) -> Iterator[Problema]:
    """Cada instancia dedica al menos una sesión al año a la rendición (Ley 1757, art. 54).

    En una estrategia que no rinde cuentas basta con que alguna actividad la invite.
    """
    if not plan.instancias:
        return
    if plan.ignora("instancias", tiene=lambda fila: fila.instancias):
        yield del_plan(
            Codigo.INSTANCIA_SIN_SESION,
            "El formato no pide la instancia de participación y ninguna actividad invita a las de "
            f"la entidad ({len(plan.instancias)}). Diga en cuál sesión se les rinde cuentas.",
        )
        return
    for instancia in plan.instancias:
        if (texto := _falta_de_sesion(plan, instancia)) is not None:
            yield del_plan(Codigo.INSTANCIA_SIN_SESION, texto)


def _falta_de_sesion(plan: Plan, instancia: str) -> str | None:
    nombre = corto(instancia)
    invitan = [fila for fila in plan.filas if instancia in fila.instancias]
    if not invitan:
        return (
            f"Ninguna actividad invita a la instancia «{nombre}». Programe su sesión anual "
            "(Ley 1757 de 2015, art. 54)."
        )
    if not plan.rinde_cuentas() or any(plan.es_de_rendicion(fila) for fila in invitan):
        return None
    cuales = ", ".join(fila.numero or fila.codigo for fila in invitan)
    return (
        f"A la instancia «{nombre}» solo la invitan actividades que no son de rendición de cuentas "
        f"({cuales}). Programe su sesión anual o marque cuál lo es (Ley 1757 de 2015, art. 54)."
    )


def publicacion_tardia(plan: Plan) -> Iterator[Problema]:
    """El plan es público a más tardar el 31 de enero de su año (Ley 1474 de 2011, art. 74)."""
    limite = date(plan.vigencia, *DIA_LIMITE)
    que_paso = _que_paso_con_la_publicacion(plan, limite)
    if que_paso:
        yield del_plan(
            Codigo.PUBLICACION_TARDIA,
            f"{que_paso} Debía ser público a más tardar el 31 de enero de {plan.vigencia} "
            "(Ley 1474 de 2011, art. 74).",
        )


def _que_paso_con_la_publicacion(plan: Plan, limite: date) -> str:
    if plan.publicado is None:
        return "El plan no se ha publicado." if plan.hoy and plan.hoy > limite else ""
    if plan.publicado.el is None:
        return "No consta cuándo se publicó el plan: el documento registrado no lleva fecha."
    if plan.publicado.el > limite:
        return f"El plan se publicó el {plan.publicado.el:%d/%m/%Y}."
    return ""
