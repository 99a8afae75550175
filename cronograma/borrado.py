"""Borrado: los datos de personas cuyo tiempo terminó, también los que quedaron en la historia.

Entra una entidad y el día; salen las cuentas de lo que toca borrar o, al borrar, una constancia
que dice cuántos y de qué, nunca cuáles. Qué dato se guarda, dónde y hasta cuándo está escrito en
`docs/datos-personales.md`. Borrar dos veces el mismo día es borrar una.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from cronograma.inscripciones.salida import objeto_de
from cronograma.models import Aporte, BorradoDeDatos, Inscripcion
from estrategia import avisos
from estrategia.models import Aviso, Entidad

INSCRIPCIONES = "inscripciones"
APORTES = "nombres y correos de aportes"
AVISOS = "correos de la bandeja"


def por_borrar(entidad: Entidad, *, hoy: date) -> dict[str, int]:
    """Cuántos datos hay que borrar hoy, por clase. No cambia nada."""
    return {
        INSCRIPCIONES: inscripciones_vencidas(entidad, hoy).count(),
        APORTES: aportes_vencidos(entidad, hoy).count(),
        AVISOS: avisos_vencidos(entidad, hoy).count(),
    }


@transaction.atomic
def borrar(entidad: Entidad, *, hoy: date, ahora: datetime) -> dict[str, int]:
    """Borra lo vencido y deja constancia, si había algo; devuelve cuántos, por clase."""
    cuantos = por_borrar(entidad, hoy=hoy)
    if not any(cuantos.values()):
        return cuantos
    _olvidar_avisos(entidad, hoy)
    _borrar_inscripciones(entidad, hoy)
    _borrar_quien_aporto(entidad, hoy)
    BorradoDeDatos.objects.create(
        entidad=entidad, borrado_en=ahora, anteriores_a=limite_de(entidad, hoy), cuantos=cuantos
    )
    return cuantos


def limite_de(entidad: Entidad, hoy: date) -> date:
    """Lo que terminó antes de este día ya no se guarda."""
    return hoy - timedelta(days=entidad.conservacion_dias)


def inscripciones_vencidas(entidad: Entidad, hoy: date) -> QuerySet[Inscripcion]:
    """Las que pasaron el día que se le prometió a la persona, de reuniones que ya pasaron.

    Si la reunión se movió para más tarde, todavía hacen falta; si la entidad ahora guarda más
    tiempo, vale lo que la persona leyó al inscribirse.
    """
    return Inscripcion.objects.filter(
        encuentro__actividad__estrategia__entidad=entidad,
        consentimiento_hasta__lt=hoy,
        encuentro__fecha__lt=hoy,
    )


def aportes_vencidos(entidad: Entidad, hoy: date) -> QuerySet[Aporte]:
    """Los respondidos o pasados a PQRSD hace ese tiempo que todavía dicen quién los escribió.

    Un comentario que nadie atendió cuenta desde que llegó: nadie espera respuesta.
    """
    limite = limite_de(entidad, hoy)
    terminado = (
        Q(respondido_en__date__lt=limite)
        | Q(respondido_en=None, trasladado_en__date__lt=limite)
        | Q(respondido_en=None, uso="comentario", recibido_en__date__lt=limite)
    )
    return Aporte.objects.de_entidad(entidad).filter(terminado).exclude(nombre="", correo="")


def avisos_vencidos(entidad: Entidad, hoy: date) -> QuerySet[Aviso]:
    """Los correos que se prepararon hace ese tiempo, y los de inscripciones que se van a borrar."""
    limite = limite_de(entidad, hoy)
    viejos = Q(creado_en__date__lt=limite)
    de_vencidas = Q(objeto__in=[objeto_de(una) for una in inscripciones_vencidas(entidad, hoy)])
    return Aviso.objects.filter(viejos | de_vencidas, entidad=entidad).exclude(destinatario="")


def _olvidar_avisos(entidad: Entidad, hoy: date) -> None:
    avisos.vaciar(avisos_vencidos(entidad, hoy))


def _borrar_inscripciones(entidad: Entidad, hoy: date) -> None:
    vencidas = inscripciones_vencidas(entidad, hoy)
    claves = list(vencidas.values_list("pk", flat=True))
    historia = historia_de(Inscripcion)
    if historia is not None:
        historia.filter(id__in=claves).delete()
    Inscripcion.objects.filter(pk__in=claves).delete()


def _borrar_quien_aporto(entidad: Entidad, hoy: date) -> None:
    claves = list(aportes_vencidos(entidad, hoy).values_list("pk", flat=True))
    historia = historia_de(Aporte)
    if historia is not None:
        historia.filter(id__in=claves).update(nombre="", correo="")
    Aporte.objects.filter(pk__in=claves).update(nombre="", correo="")


def historia_de(modelo: type[Model]) -> QuerySet | None:
    """La tabla de historia de un modelo, si la guarda."""
    historia = getattr(modelo, "history", None)
    return historia.all() if historia is not None else None
