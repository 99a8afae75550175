"""Encuentros que cualquiera puede ver, con su convocatoria y sus documentos."""

from datetime import date

from cronograma.models import Convocatoria, Encuentro, Material

from . import (
    AHORA,
    crear_actividad,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)


def crear_encuentro_en_vigor(*, actividad=None, **datos) -> Encuentro:
    """Encuentro de una actividad mensual que está en la versión en vigor del hospital."""
    if actividad is None:
        entidad = crear_entidad(slug="hospital", nombre="Hospital de Prueba")
        estrategia = crear_estrategia(entidad=entidad)
        actividad = crear_actividad(
            estrategia=estrategia, nombre="Encuentros mensuales", fecha_programada="Mensual"
        )
    encuentro = crear_encuentro(**{"actividad": actividad, "fecha": date(2026, 6, 9)} | datos)
    if not actividad.publicadas.exists():
        publicar(actividad.estrategia)
    return encuentro


def crear_convocatoria(*, encuentro=None, publicada=True, **datos) -> Convocatoria:
    """Convocatoria publicada el día de las pruebas; con `publicada=False`, un borrador."""
    encuentro = encuentro or crear_encuentro_en_vigor()
    if publicada:
        entidad = encuentro.actividad.estrategia.entidad
        datos = {
            "publicada_en": AHORA,
            "publicada_por": crear_usuario(entidad=entidad),
        } | datos
    return Convocatoria.objects.create(
        encuentro=encuentro, **{"objetivo": "Contar en qué se gastó"} | datos
    )


def crear_material(*, encuentro=None, **datos) -> Material:
    """Documento ya público; si no se dice un archivo, es un enlace."""
    habitual = {"clase": "gestion", "titulo": "Informe de gestión", "publico_en": AHORA}
    if "archivo" not in datos:
        habitual["enlace"] = "https://hospital.gov.co/informe"
    return Material.objects.create(
        encuentro=encuentro or crear_encuentro_en_vigor(), **habitual | datos
    )
