"""Trámite: los pasos de un aporte dentro de la entidad, y lo que impide cada uno.

Asignarlo a una dependencia, redactar la respuesta, aprobarla o devolverla, responder, trasladarlo a
PQRSD, publicarlo y corregirlo. Cada paso deja constancia en `MovimientoDeAporte`. Quién puede lo
dice `quien`; aquí solo se cuida que el paso tenga sentido. La fecha de la primera respuesta no
cambia nunca: es la que dice si se respondió a tiempo.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.aportes import avisos
from cronograma.aportes.usos import ABIERTOS, USOS
from cronograma.models import Aporte, MovimientoDeAporte
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.movimiento_de_aporte import QueSeHizo
from cronograma.problemas.de_datos import hallados_en
from estrategia.models import Dependencia


def requiere_aprobacion(aporte: Aporte) -> bool:
    """¿Debe otra persona aprobar lo que se le responda? Lo decide la dependencia."""
    return bool(
        aporte.uso != UsoDeAporte.COMENTARIO
        and aporte.dependencia_id
        and aporte.dependencia.quien_aprueba_id
    )


def pendientes_para_tramitar(aporte: Aporte) -> list[str]:
    """Lo que impide cualquier paso sobre lo que todavía no se ha respondido."""
    if aporte.uso not in ABIERTOS:
        return ["Una observación a un borrador se responde en su propia pantalla."]
    if aporte.trasladado_en:
        return [f"Se trasladó a PQRSD con el número {aporte.radicado}: aquí no se debe nada más."]
    if aporte.respondido_en:
        return ["Ya se respondió: lo que falte se dice con «Corregir»."]
    return []


def pendientes_para_publicar(aporte: Aporte) -> list[str]:
    """Los datos que parecen de una persona en lo que se publicaría. Ley 1581 de 2012, art. 4 f."""
    dichos = {
        "Lo que la persona escribió": aporte.texto_publico or aporte.texto,
        "La respuesta": f"{aporte.respuesta}\n{aporte.porque}",
    }
    return [
        f"{donde} parece decir un dato de una persona ({hallados}). Escriba el texto que se "
        "publica sin él, o no lo publique."
        for donde, texto in dichos.items()
        if (hallados := ", ".join(hallados_en(texto)))
    ]


@transaction.atomic
def asignar(
    aporte: Aporte, dependencia: Dependencia, *, por, ahora: datetime, nota: str = ""
) -> Aporte:
    """Dice qué dependencia responde; reemplaza a la anterior.

    Raises:
        ValidationError: si ya no espera respuesta o la dependencia es de otra entidad.
    """
    aporte = _para_cambiar(aporte)
    if dependencia.entidad_id != aporte.estrategia.entidad_id:
        raise ValidationError("Esa dependencia es de otra entidad.")
    if not dependencia.activa:
        raise ValidationError("Esa dependencia ya no está activa: escoja otra.")
    aporte.dependencia = dependencia
    aporte.save(update_fields=["dependencia"])
    return _anotar(aporte, QueSeHizo.ASIGNAR, por, ahora, dependencia=dependencia, nota=nota)


@transaction.atomic
def redactar(
    aporte: Aporte, *, por, ahora: datetime, respuesta: str, decision: str = "", porque: str = ""
) -> Aporte:
    """Deja escrita la respuesta para que otra persona la apruebe. Todavía no es una respuesta.

    Raises:
        ValidationError: si ya no espera respuesta, o le falta el texto o la decisión.
    """
    aporte = _para_cambiar(aporte)
    _escribir(aporte, respuesta, decision, porque)
    aporte.redactado_por = por
    _guardar(aporte)
    return _anotar(aporte, QueSeHizo.REDACTAR, por, ahora)


@transaction.atomic
def responder(
    aporte: Aporte,
    *,
    por,
    ahora: datetime,
    respuesta: str,
    decision: str = "",
    porque: str = "",
    publico: bool = False,
    texto_publico: str = "",
) -> Aporte:
    """Responde y avisa a quien dejó su correo.

    Args:
        publico: si cualquiera puede leer el texto y la respuesta, sin quién escribió.
        texto_publico: el texto sin los datos personales que traiga, si los trae.

    Raises:
        ValidationError: si ya no espera respuesta, falta algo, su dependencia pide aprobación o lo
            que se publicaría parece llevar datos de una persona.
    """
    aporte = _para_cambiar(aporte)
    if requiere_aprobacion(aporte):
        raise ValidationError("Su dependencia pide que otra persona apruebe la respuesta.")
    _escribir(aporte, respuesta, decision, porque)
    aporte.redactado_por = por
    return _dar_respuesta(aporte, por, ahora, publico=publico, texto_publico=texto_publico)


@transaction.atomic
def aprobar(
    aporte: Aporte, *, por, ahora: datetime, publico: bool = False, texto_publico: str = ""
) -> Aporte:
    """Aprueba lo redactado: desde ahora es la respuesta.

    Raises:
        ValidationError: si no hay nada redactado o lo redactó la misma persona.
    """
    aporte = _redactado_por_otra(aporte, por)
    return _dar_respuesta(aporte, por, ahora, publico=publico, texto_publico=texto_publico)


@transaction.atomic
def devolver(aporte: Aporte, *, por, ahora: datetime, nota: str) -> Aporte:
    """Devuelve lo redactado a quien lo redactó, con lo que hay que cambiar.

    Raises:
        ValidationError: si no hay nada redactado, lo redactó la misma persona o falta la nota.
    """
    return _anotar(_redactado_por_otra(aporte, por), QueSeHizo.DEVOLVER, por, ahora, nota=nota)


@transaction.atomic
def moderar(
    aporte: Aporte,
    *,
    por,
    ahora: datetime,
    publico: bool,
    respuesta: str = "",
    texto_publico: str = "",
) -> Aporte:
    """Revisa un comentario: se publica o no, con una respuesta si se quiere dar.

    Raises:
        ValidationError: si no es un comentario, o se publicaría un dato personal.
    """
    aporte = _para_cambiar(aporte)
    if aporte.uso != UsoDeAporte.COMENTARIO:
        raise ValidationError("Solo se revisa así un comentario: lo demás se responde.")
    aporte.respuesta = respuesta.strip()
    aporte.respondido_por, aporte.respondido_en = por, ahora
    _al_publico(aporte, publico, texto_publico)
    _guardar(aporte)
    return _anotar(aporte, QueSeHizo.MODERAR, por, ahora)


@transaction.atomic
def trasladar(aporte: Aporte, *, por, ahora: datetime, radicado: str, nota: str = "") -> Aporte:
    """Lo pasa al canal de PQRSD con el número que allí le dieron; aquí ya no se debe nada.

    Raises:
        ValidationError: si ya se respondió o trasladó, o falta el número.
    """
    aporte = _para_cambiar(aporte)
    aporte.trasladado_en, aporte.radicado = ahora, radicado.strip()
    _guardar(aporte)
    avisos.avisar_traslado(aporte, ahora=ahora)
    return _anotar(aporte, QueSeHizo.TRASLADAR, por, ahora, nota=nota)


@transaction.atomic
def publicar(aporte: Aporte, *, por, ahora: datetime, texto_publico: str = "") -> Aporte:
    """Pone a la vista lo que ya se respondió.

    Raises:
        ValidationError: si no se ha respondido, o lo publicado diría un dato personal.
    """
    aporte = _respondido(aporte)
    _al_publico(aporte, True, texto_publico)
    _guardar(aporte)
    return _anotar(aporte, QueSeHizo.PUBLICAR, por, ahora)


@transaction.atomic
def ocultar(aporte: Aporte, *, por, ahora: datetime, nota: str) -> Aporte:
    """Deja de mostrarlo; la razón queda anotada.

    Raises:
        ValidationError: si no está publicado o falta la razón.
    """
    aporte = _respondido(aporte)
    if not aporte.publico:
        raise ValidationError("No está publicado.")
    aporte.publico = False
    _guardar(aporte)
    return _anotar(aporte, QueSeHizo.OCULTAR, por, ahora, nota=nota)


@transaction.atomic
def corregir(
    aporte: Aporte,
    *,
    por,
    ahora: datetime,
    nota: str,
    respuesta: str,
    decision: str = "",
    porque: str = "",
) -> Aporte:
    """Cambia una respuesta ya dada: lo que decía y por qué se cambia quedan anotados.

    Raises:
        ValidationError: si no se ha respondido, falta la razón o algo de la respuesta.
    """
    aporte = _respondido(aporte)
    antes = aporte.respuesta
    _escribir(aporte, respuesta, decision, porque)
    _al_publico(aporte, aporte.publico, aporte.texto_publico)
    _guardar(aporte)
    _anotar(aporte, QueSeHizo.CORREGIR, por, ahora, nota=nota, antes=antes)
    avisos.avisar_respuesta(aporte, ahora=ahora)
    return aporte


def _para_cambiar(aporte: Aporte) -> Aporte:
    """La fila de ahora, que nadie más cambia mientras tanto, si todavía espera respuesta."""
    aporte = _bajo_llave(aporte)
    if faltan := pendientes_para_tramitar(aporte):
        raise ValidationError(faltan)
    return aporte


def _respondido(aporte: Aporte) -> Aporte:
    aporte = _bajo_llave(aporte)
    if aporte.uso not in ABIERTOS or aporte.respondido_en is None:
        raise ValidationError("Todavía no se ha respondido.")
    return aporte


def _bajo_llave(aporte: Aporte) -> Aporte:
    con_todo = Aporte.objects.select_related("estrategia__entidad", "dependencia")
    return con_todo.select_for_update(of=("self",)).get(pk=aporte.pk)


def _redactado_por_otra(aporte: Aporte, por) -> Aporte:
    aporte = _para_cambiar(aporte)
    if not aporte.respuesta or aporte.redactado_por_id is None:
        raise ValidationError("Todavía no hay una respuesta redactada.")
    if aporte.redactado_por_id == por.pk:
        raise ValidationError("La redactó usted: debe aprobarla otra persona.")
    return aporte


def _escribir(aporte: Aporte, respuesta: str, decision: str, porque: str) -> None:
    aporte.respuesta = respuesta.strip()
    if not aporte.respuesta:
        raise ValidationError({"respuesta": "Escriba la respuesta."})
    con_decision = USOS[aporte.uso].con_decision
    if con_decision and not decision:
        raise ValidationError({"decision": "Diga si se acoge."})
    aporte.decision, aporte.porque = (decision, porque.strip()) if con_decision else ("", "")


def _dar_respuesta(aporte: Aporte, por, ahora, *, publico: bool, texto_publico: str) -> Aporte:
    aporte.respondido_por, aporte.respondido_en = por, ahora
    _al_publico(aporte, publico, texto_publico)
    _guardar(aporte)
    _anotar(aporte, QueSeHizo.RESPONDER, por, ahora)
    avisos.avisar_respuesta(aporte, ahora=ahora)
    return aporte


def _al_publico(aporte: Aporte, publico: bool, texto_publico: str) -> None:
    aporte.publico, aporte.texto_publico = publico, texto_publico.strip()
    if publico and (reparos := pendientes_para_publicar(aporte)):
        raise ValidationError(reparos)


def _guardar(aporte: Aporte) -> None:
    aporte.full_clean()
    aporte.save()


def _anotar(aporte: Aporte, que: QueSeHizo, por, ahora, **datos) -> Aporte:
    paso = MovimientoDeAporte(aporte=aporte, que=que, por=por, en=ahora, **datos)
    paso.full_clean()
    paso.save()
    return aporte
