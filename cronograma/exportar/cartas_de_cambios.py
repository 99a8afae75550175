"""Las cartas de un cambio: qué pasó con una reunión, a cada persona inscrita.

Se preparan en la misma transacción del paso que las motiva y esperan en la bandeja: salen muchas a
la vez y alguien las mira antes. El calendario que llevan es el mismo evento (UID) con su secuencia
más alta. Si antes de salir la reunión vuelve a cambiar, solo vale la última.
"""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from cronograma.inscripciones.salida import objeto_de
from cronograma.models import CambioDeEncuentro, Encuentro, Inscripcion
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia import avisos
from estrategia.models import Aviso

from .cartas import calendario_de, contexto_de

CLASE = "cambio-de-encuentro"
QUE_PASO = {
    EstadoEncuentro.APLAZADO: "Se aplazó",
    EstadoEncuentro.CANCELADO: "No se hará",
}


def avisar_a_inscritos(encuentro: Encuentro, cambio: CambioDeEncuentro) -> None:
    """Prepara una carta por persona inscrita o en espera; ninguna si no le cambia nada.

    Se registra en `encuentros.al_cambiar`.
    """
    if not le_importa(cambio) or ya_paso(cambio, cambio.hecho_en):
        return
    calendario = calendario_de(encuentro, cambio.hecho_en)
    for inscripcion in encuentro.inscripciones.vivas().exclude(correo="").order_by("pk"):
        # La fila que cambió, con lo recién guardado.
        inscripcion.encuentro = encuentro
        _preparar(inscripcion, cambio, calendario)


def le_importa(cambio: CambioDeEncuentro) -> bool:
    """¿Cambia algo para quien pensaba ir? Confirmar lo que ya sabía, o haberse hecho, no."""
    if cambio.estado == EstadoEncuentro.REALIZADO:
        return False
    se_movio = (cambio.fecha, cambio.hora, cambio.lugar) != (
        cambio.fecha_antes,
        cambio.hora_antes,
        cambio.lugar_antes,
    )
    va, iba = cambio.estado in POR_OCURRIR, cambio.estado_antes in POR_OCURRIR
    return se_movio or va != iba or (not va and cambio.estado != cambio.estado_antes)


def ya_paso(cambio: CambioDeEncuentro, ahora: datetime) -> bool:
    """¿Quedaron atrás el día de antes y el de ahora?"""
    return max(cambio.fecha, cambio.fecha_antes) < timezone.localdate(ahora)


def _preparar(inscripcion: Inscripcion, cambio: CambioDeEncuentro, calendario: bytes) -> None:
    contexto = contexto_de(inscripcion)
    que_paso = QUE_PASO.get(EstadoEncuentro(cambio.estado), "Cambió")
    avisos.preparar(
        contexto["entidad"],
        clave=f"cambio-{cambio.pk}-inscripcion-{inscripcion.pk}",
        destinatario=inscripcion.correo,
        asunto=f"{que_paso}: {contexto['reunion']}",
        cuerpo=render_to_string(
            "avisos/cambio_de_encuentro.txt", contexto | {"cambio": cambio, "que_paso": que_paso}
        ),
        clase=CLASE,
        ahora=cambio.hecho_en,
        # Quien espera no tiene puesto: nada que poner en su calendario.
        adjunto_ics="" if contexto["puesto"] else calendario,
        objeto=objeto_de(inscripcion),
        revisar=True,
    )


def por_que_no_se_debe(aviso: Aviso, ahora: datetime) -> str:
    """Se mira antes de entregar: la persona pudo irse, o la reunión volver a cambiar o pasar."""
    _, clave_del_cambio, _, clave_de_la_persona = aviso.clave.split("-")
    inscripcion = Inscripcion.objects.filter(pk=clave_de_la_persona).first()
    if inscripcion is None:
        return "La persona retiró su autorización."
    if inscripcion.estado == EstadoDeInscripcion.CANCELADA:
        return "La persona canceló su inscripción."
    cambio = CambioDeEncuentro.objects.filter(pk=clave_del_cambio).first()
    if cambio is None:
        return "El cambio ya no consta."
    if ya_paso(cambio, ahora):
        return "La reunión ya pasó."
    posteriores = cambio.encuentro.cambios.filter(pk__gt=cambio.pk)
    hubo_otro = any(le_importa(otro) for otro in posteriores)
    return "La reunión volvió a cambiar: vale el aviso siguiente." if hubo_otro else ""
