"""Cumplir lo prometido: los pasos que comparten un compromiso y una acción de mejora.

La dependencia dice cómo cumplió; otra persona lo verifica y lo cierra, lo devuelve con una nota o
declara que no se cumplió. Cada paso toma la fila bajo llave y queda en su historia. Quién puede lo
dicen `compromisos` y `mejora`; aquí se cuida que nadie se verifique a sí mismo y que lo que leerá
el público no lleve datos de personas.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from cronograma.problemas.de_datos import hallados_en
from estrategia.historia import a_nombre_de
from estrategia.models import Estrategia
from estrategia.texto import sin_controles
from seguimiento.models import AccionDeMejora, Compromiso
from seguimiento.models.compromiso import EstadoDeCompromiso, Pendiente

P = TypeVar("P", Compromiso, AccionDeMejora)
SIN_CERRAR = (EstadoDeCompromiso.ABIERTO, EstadoDeCompromiso.POR_VERIFICAR)
MISMA_PERSONA = (
    "Quien dice que lo cumplió no puede ser quien lo verifica: debe hacerlo otra persona."
)


# --- Lo que falta para cada paso --------------------------------------------------------------


def pendientes_para_decir_cumplido(fila: Pendiente) -> list[str]:
    """Qué impide decir que se cumplió."""
    if sigue := _sigue_en_otro_anio(fila):
        return sigue
    match fila.estado:
        case EstadoDeCompromiso.POR_VERIFICAR:
            return ["Ya se dijo que se cumplió: falta que otra persona lo verifique."]
        case EstadoDeCompromiso.CERRADO | EstadoDeCompromiso.INCUMPLIDO:
            return ["Ya está cerrado."]
    return []


def pendientes_para_verificar(fila: Pendiente, *, por) -> list[str]:
    """Qué impide que esa persona verifique o devuelva."""
    if sigue := _sigue_en_otro_anio(fila):
        return sigue
    if fila.estado != EstadoDeCompromiso.POR_VERIFICAR:
        return ["La dependencia todavía no ha dicho que lo cumplió."]
    return [MISMA_PERSONA] if fila.cumplido_por_id == por.pk else []


def pendientes_para_declarar_incumplido(fila: Pendiente, *, por) -> list[str]:
    """Qué impide que esa persona declare que no se cumplió."""
    if sigue := _sigue_en_otro_anio(fila):
        return sigue
    if fila.estado not in SIN_CERRAR:
        return ["Ya está cerrado."]
    return [MISMA_PERSONA] if fila.cumplido_por_id == por.pk else []


def _sigue_en_otro_anio(fila: Pendiente) -> list[str]:
    siguiente = type(fila).objects.filter(viene_de=fila).select_related("estrategia").first()
    if siguiente is None:
        return []
    return [f"Pasó a {siguiente.estrategia.vigencia} con el número {siguiente.numero}: siga allá."]


# --- Los pasos --------------------------------------------------------------------------------


@transaction.atomic
def decir_cumplido(fila: P, *, por, ahora: datetime, como: str) -> P:
    """La dependencia dice cómo se cumplió. Las evidencias se adjuntan aparte (`evidencia`).

    Raises:
        ValidationError: si falta decir cómo, o ya no se espera.
    """
    fila = tomar(fila)
    exigir(pendientes_para_decir_cumplido(fila))
    fila.como_se_cumplio = texto_para_publicar(como, "como", "Diga cómo se cumplió.")
    fila.estado = EstadoDeCompromiso.POR_VERIFICAR
    fila.cumplido_por, fila.cumplido_en = por, ahora
    return guardar(fila, por=por)


@transaction.atomic
def verificar(fila: P, *, por, ahora: datetime, nota: str = "") -> P:
    """Otra persona comprueba que se cumplió, y queda cerrado.

    Raises:
        ValidationError: si es la misma persona, o no hay nada que verificar.
    """
    fila = tomar(fila)
    exigir(pendientes_para_verificar(fila, por=por))
    return _cerrar(fila, EstadoDeCompromiso.CERRADO, por, ahora, texto_limpio(nota))


@transaction.atomic
def devolver(fila: P, *, por, ahora: datetime, nota: str) -> P:
    """Otra persona mira y no le basta: vuelve a quedar abierto y se dice qué falta.

    Lo que la dependencia escribió se conserva para que lo complete; que lo dijo, en la historia.

    Raises:
        ValidationError: si es la misma persona, no hay nada que devolver o falta la nota.
    """
    fila = tomar(fila)
    exigir(pendientes_para_verificar(fila, por=por))
    fila.nota_de_cierre = texto_exigido(nota, "nota", "Diga qué falta para darlo por cumplido.")
    fila.estado = EstadoDeCompromiso.ABIERTO
    fila.cumplido_por = fila.cumplido_en = None
    return guardar(fila, por=por, razon=f"Devuelto: {fila.nota_de_cierre}")


@transaction.atomic
def declarar_incumplido(fila: P, *, por, ahora: datetime, nota: str) -> P:
    """Se cierra diciendo que no se cumplió, y por qué. El público lee la nota.

    Raises:
        ValidationError: si es quien dijo que lo cumplió, ya está cerrado o falta el porqué.
    """
    fila = tomar(fila)
    exigir(pendientes_para_declarar_incumplido(fila, por=por))
    porque = texto_para_publicar(nota, "nota", "Diga por qué no se cumplió.")
    return _cerrar(fila, EstadoDeCompromiso.INCUMPLIDO, por, ahora, porque)


def _cerrar(fila: P, estado: EstadoDeCompromiso, por, ahora: datetime, nota: str) -> P:
    fila.estado, fila.nota_de_cierre = estado, nota
    fila.cerrado_por, fila.cerrado_en = por, ahora
    return guardar(fila, por=por)


# --- Números, y pasar al año siguiente --------------------------------------------------------


def numerar(fila: P) -> P:
    """Le da el número que sigue en su estrategia, sin saltos. Dentro de una transacción."""
    # La estrategia es la llave: dos personas que registran a la vez esperan su turno.
    Estrategia.objects.select_for_update(of=("self",)).get(pk=fila.estrategia_id)
    suyas = type(fila).objects.filter(estrategia=fila.estrategia_id)
    fila.numero = (suyas.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1
    return fila


def abiertos_de(modelo: type[P], estrategia: Estrategia) -> QuerySet:
    """Lo que sigue sin cerrar y no ha pasado a otro año."""
    return modelo.objects.filter(estrategia=estrategia, estado__in=SIN_CERRAR, continua_en=None)


def pendientes_para_continuar(anterior: Estrategia, nueva: Estrategia) -> list[str]:
    """Qué impide pasar lo abierto de una estrategia a otra."""
    if anterior.entidad_id != nueva.entidad_id:
        return ["Las dos estrategias son de entidades distintas."]
    if nueva.vigencia <= anterior.vigencia:
        return [f"Elija una estrategia de un año después de {anterior.vigencia}."]
    return []


@transaction.atomic
def continuar(
    modelo: type[P],
    anterior: Estrategia,
    nueva: Estrategia,
    *,
    campos: Iterable[str],
    por,
    ahora: datetime,
) -> list[P]:
    """Copia lo abierto a la estrategia del año siguiente, una sola vez, con su nuevo número.

    Raises:
        ValidationError: si la otra estrategia no es de un año posterior de la misma entidad.
    """
    exigir(pendientes_para_continuar(anterior, nueva))
    Estrategia.objects.select_for_update(of=("self",)).get(pk=anterior.pk)
    return [
        _continuar_uno(una, nueva, campos, por, ahora)
        for una in abiertos_de(modelo, anterior).order_by("numero")
    ]


COMUNES = (
    "dependencia responsable hasta estado cumplido_en cumplido_por como_se_cumplio nota_de_cierre"
    " encuentro"
).split()


def _continuar_uno(una: P, nueva: Estrategia, campos: Iterable[str], por, ahora: datetime) -> P:
    valores = {campo: getattr(una, campo) for campo in (*COMUNES, *campos)}
    copia = type(una)(estrategia=nueva, viene_de=una, creado_en=ahora, **valores)
    return guardar(numerar(copia), por=por)


# --- Lo común ---------------------------------------------------------------------------------


def tomar(fila: P) -> P:
    """La fila bajo llave, como está guardada: dos personas no la cambian a la vez."""
    filas = type(fila).objects.select_for_update(of=("self",)).select_related("estrategia")
    return filas.get(pk=fila.pk)


def guardar(fila: P, *, por, razon: str = "") -> P:
    """Valida y guarda, a nombre de quien lo hace.

    Raises:
        ValidationError: con las frases de la base de datos.
    """
    fila.full_clean()
    if razon:
        fila._change_reason = razon  # noqa: SLF001 -- así lo pide la biblioteca de historia
    a_nombre_de(por, fila).save()
    return fila


def texto_limpio(texto: str) -> str:
    """El texto sin los caracteres que no se ven ni blancos en los extremos."""
    return sin_controles(texto).strip()


def texto_exigido(texto: str, campo: str, falta: str) -> str:
    """El texto limpio.

    Raises:
        ValidationError: en ese campo, si no dice nada.
    """
    if not (limpio := texto_limpio(texto)):
        raise ValidationError({campo: falta})
    return limpio


def texto_para_publicar(texto: str, campo: str, falta: str) -> str:
    """El texto limpio, si nada en él parece un dato de una persona. Ley 1581 de 2012.

    Raises:
        ValidationError: en ese campo, con lo que hay que quitar.
    """
    limpio = texto_exigido(texto, campo, falta)
    if hallados := ", ".join(hallados_en(limpio)):
        raise ValidationError(
            {
                campo: f"Esto lo lee el público y trae lo que parece un dato personal: {hallados}."
                " Quítelo."
            }
        )
    return limpio


def exigir(faltan: list[str]) -> None:
    """
    Raises:
        ValidationError: con lo que falta, si falta algo.
    """
    if faltan:
        raise ValidationError(faltan)


def del_anio(anio: int | None) -> Q:
    """La condición de ser de la estrategia de un año; sin año, cualquiera."""
    return Q(estrategia__vigencia=anio) if anio else Q()
