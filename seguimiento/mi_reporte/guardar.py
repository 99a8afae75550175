"""Guardar lo que se va escribiendo: línea por línea, sin enviar y sin pisar lo de otra persona.

Se guarda lo que haya, aunque le falte algo; lo que falta se exige al enviar. Quien guarda dice qué
había leído: si entre tanto otra persona guardó otra cosa, no se guarda nada y se dice quién, cuándo y
qué; guardar otra vez, ya sabiéndolo, sí queda. Cada cambio queda en la historia del avance.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from estrategia.historia import a_nombre_de
from estrategia.models import Dependencia
from seguimiento.avance import Linea
from seguimiento.cortes.lineas import lineas_de
from seguimiento.models import Avance, Corte, EstadoDeAvance, NotaDeApoyo
from seguimiento.models.corte import EstadoDeCorte

from .escrito import CAMPOS, Escrito, como_se_escribe
from .renglones import ENTREGADO, lider_de, responsables_de

CERRADO = "El corte está cerrado: pida a planeación que lo reabra."


class OtraPersonaGuardo(ValidationError):
    """Mientras se escribía, otra persona guardó otra cosa; la frase dice qué."""


@transaction.atomic
def guardar(
    corte: Corte,
    actividad: int,
    escrito: Escrito,
    *,
    dependencia: Dependencia,
    leida: str,
    por,
    ahora: datetime,
    hoy: date,
) -> Avance:
    """Guarda una línea sin enviarla. Si nada cambió, no toca nada.

    Args:
        actividad: la llave de la actividad de la línea.
        leida: la huella de lo que la persona tenía delante al empezar a escribir.

    Raises:
        OtraPersonaGuardo: si lo guardado ya no es lo que leyó ni lo que escribió.
        ValidationError: si la línea no se puede reportar o una cifra no cabe.
    """
    corte = tomar(corte)
    linea = linea_propia(corte, actividad, dependencia, hoy=hoy)
    _exigir_que_se_pregunte(linea, escrito)
    avance = Avance.objects.filter(corte=corte, actividad=actividad).first()
    guardado = Escrito.de(avance)
    if avance is not None and escrito.huella == guardado.huella:
        return avance
    _exigir_que_no_cambie(avance, guardado, leida)
    return _escribir(avance or Avance(corte=corte, actividad_id=actividad), escrito, por, ahora)


def tomar(corte: Corte) -> Corte:
    """El corte como está ahora, con turno para escribir en él.

    Raises:
        ValidationError: si está cerrado.
    """
    tomado = (
        Corte.objects.select_for_update(of=("self",))
        .select_related("estrategia__entidad")
        .get(pk=corte.pk)
    )
    if tomado.estado == EstadoDeCorte.CERRADO:
        raise ValidationError(CERRADO)
    return tomado


def linea_propia(corte: Corte, actividad: int, dependencia: Dependencia, *, hoy: date) -> Linea:
    """La línea, si la dependencia es la que escribe su cifra.

    Raises:
        ValidationError: si no es del corte, o si la cifra la escribe otra.
    """
    linea = next((una for una in lineas_de(corte, hoy=hoy) if una.clave == actividad), None)
    if linea is None:
        raise ValidationError("Esa actividad no está en la versión contra la que se mide el corte.")
    if lider_de(responsables_de([actividad]).get(actividad, ())) != dependencia.pk:
        raise ValidationError("El porcentaje lo escribe la dependencia líder; agregue una nota.")
    return linea


def _exigir_que_se_pregunte(linea: Linea, escrito: Escrito) -> None:
    if linea.se_pregunta or escrito.es_anticipado or not escrito.tiene_cifra:
        return
    raise ValidationError(
        {
            "es_anticipado": f"Esta actividad está {linea.estado.nombre} en este periodo: marque"
            " «reportar anticipado» si quiere decir su avance, o deje la cifra en blanco."
        }
    )


def _exigir_que_no_cambie(avance: Avance | None, guardado: Escrito, leida: str) -> None:
    if avance is None:
        return
    if avance.estado in ENTREGADO:
        raise ValidationError(
            "Esta línea ya se envió: para corregirla, planeación debe devolverla."
        )
    if leida != guardado.huella:
        raise OtraPersonaGuardo(_que_se_guardo(avance))


def _que_se_guardo(avance: Avance) -> str:
    quien = avance.guardado_por or "Otra persona"
    cuando = (
        f" el {localtime(avance.guardado_en):%d/%m/%Y a las %H:%M}" if avance.guardado_en else ""
    )
    cifra = "sin cifra" if avance.porcentaje is None else f"{como_se_escribe(avance.porcentaje)} %"
    observacion = f", con la observación «{avance.observacion}»" if avance.observacion else ""
    return (
        f"Mientras usted escribía, {quien} guardó esta línea{cuando}: {cifra}{observacion}. Lo que"
        " usted escribió sigue aquí y todavía no se ha guardado; si vuelve a guardar, queda lo suyo."
    )


def _escribir(avance: Avance, escrito: Escrito, por, ahora: datetime) -> Avance:
    for campo in CAMPOS:
        setattr(avance, campo, getattr(escrito, campo))
    avance.estado = (
        EstadoDeAvance.SIN_REPORTE if escrito.esta_en_blanco else EstadoDeAvance.GUARDADO
    )
    if escrito.esta_en_blanco:
        avance.enviado_en = avance.enviado_por = None
    avance.porcentaje_aceptado = None
    avance.guardado_en, avance.guardado_por = ahora, por
    avance.full_clean(exclude=["corte", "actividad"])
    a_nombre_de(por, avance).save()
    return avance


def avance_para_respaldar(corte: Corte, actividad: int) -> Avance:
    """La fila de la línea, creada en blanco si no la tenía: a ella se le cuelga lo que la respalda.

    Raises:
        ValidationError: si el corte está cerrado.
    """
    avance, _ = Avance.objects.get_or_create(corte=tomar(corte), actividad_id=actividad)
    return avance


@transaction.atomic
def agregar_nota(
    corte: Corte, actividad: int, *, dependencia: Dependencia, texto: str, por, ahora: datetime
) -> NotaDeApoyo:
    """Lo que agrega una dependencia que responde por la actividad. No cambia la cifra.

    Raises:
        ValidationError: si no responde por ella, si el corte está cerrado o si la nota va vacía.
    """
    responsables = responsables_de([actividad]).get(actividad, ())
    if dependencia.pk not in {una.dependencia_id for una in responsables}:
        raise ValidationError("Su dependencia no responde por esa actividad.")
    nota = NotaDeApoyo(
        avance=avance_para_respaldar(corte, actividad),
        dependencia=dependencia,
        texto=texto.strip(),
        por=por,
        en=ahora,
    )
    nota.full_clean()
    nota.save()
    return nota
