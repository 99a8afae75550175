"""Una reunión que recibe inscripciones, y quienes se inscriben en ella."""

from datetime import date, timedelta
from itertools import count

from cronograma.codigos import nuevo_codigo
from cronograma.models import Convocatoria, Encuentro, Inscripcion

from . import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)

FECHA = date(2026, 6, 1)
_serie = count(1)


def crear_reunion(*, entidad=None, convocada=True, publicada=True, **datos) -> Encuentro:
    """Un encuentro confirmado de una actividad en vigor, con su convocatoria publicada."""
    entidad = entidad or crear_entidad()
    actividad = crear_actividad(
        estrategia=crear_estrategia(entidad=entidad),
        codigo=f"A{next(_serie)}",
        nombre="Audiencia pública",
        fecha_programada="junio",
        dependencias=[crear_dependencia(entidad=entidad)],
    )
    planeacion = crear_usuario(rol="planeacion", entidad=entidad)
    if publicada:
        publicar(actividad.estrategia, por=planeacion)
    habitual = {"fecha": FECHA, "estado": "confirmado", "recibe_inscripciones": True}
    encuentro = Encuentro.objects.create(actividad=actividad, **habitual | datos)
    if convocada:
        Convocatoria.objects.create(
            encuentro=encuentro, objetivo="Rendir cuentas", publicada_en=AHORA,
            publicada_por=planeacion,
        )  # fmt: skip
    return encuentro


def crear_inscripcion(encuentro: Encuentro, **datos) -> Inscripcion:
    """Una persona con puesto, sin pasar por el formulario ni por el correo."""
    numero = next(_serie)
    habitual = {
        "nombre": f"Persona {numero}",
        "correo": f"persona{numero}@example.org",
        "codigo": nuevo_codigo(),
        "envio": f"{numero:064d}",
        "consentimiento_version": "inscripcion-2026-1",
        "consentimiento_finalidad": "Organizar la reunión.",
        "consentimiento_responsable": "Entidad de prueba",
        "consentimiento_hasta": encuentro.fecha + timedelta(days=180),
        "consentimiento_en": AHORA,
        "creada_en": AHORA - timedelta(days=1) + timedelta(seconds=numero),
    }
    return Inscripcion.objects.create(encuentro=encuentro, **habitual | datos)
