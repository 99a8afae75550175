"""Reuniones realizadas, formatos internos, compromisos y acciones de mejora, listos para probar."""

from datetime import date

from seguimiento import compromisos, mejora, reportes
from seguimiento.models import AccionDeMejora, Compromiso, Leccion, Reporte

from . import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_usuario,
)

HASTA = date(2026, 6, 30)
LLENO = {contenido: f"Lo de {contenido}." for contenido in reportes.CONTENIDOS}


def crear_reunion(*, estrategia=None, dependencia=None, grupos=(), **datos):
    """Un encuentro realizado de una actividad con dependencia líder."""
    estrategia = estrategia or crear_estrategia()
    dependencia = dependencia or crear_dependencia(entidad=estrategia.entidad)
    actividad = crear_actividad(estrategia=estrategia, dependencias=[dependencia], grupos=grupos)
    habitual = {"fecha": date(2026, 5, 12), "estado": "realizado", "nombre": "Diálogo de mayo"}
    return crear_encuentro(actividad=actividad, **habitual | datos)


def crear_reporte(encuentro=None, *, por=None, textos=LLENO, asistencia=None) -> Reporte:
    """Un formato guardado con sus seis contenidos, sin entregar."""
    encuentro = encuentro or crear_reunion()
    por = por or crear_usuario(entidad=encuentro.actividad.estrategia.entidad)
    reporte = reportes.empezar(encuentro, por=por, ahora=AHORA)
    return reportes.guardar(
        reporte, textos=textos, asistencia=asistencia or {}, por=por, ahora=AHORA
    )


def crear_recibido(encuentro=None, **datos) -> Reporte:
    """Un formato entregado y recibido."""
    reporte = crear_reporte(encuentro, **datos)
    por = crear_usuario(entidad=reporte.encuentro.actividad.estrategia.entidad)
    entregado = reportes.entregar(reporte, por=por, ahora=AHORA)
    return reportes.recibir(entregado, por=por, ahora=AHORA)


def crear_compromiso(
    estrategia=None, *, dependencia=None, por=None, ahora=AHORA, **datos
) -> Compromiso:
    """Un compromiso abierto."""
    estrategia = estrategia or crear_estrategia()
    return compromisos.registrar(
        estrategia,
        dependencia=dependencia or crear_dependencia(entidad=estrategia.entidad),
        por=por or crear_usuario(entidad=estrategia.entidad),
        ahora=ahora,
        **{"texto": "Pintar la sala de espera.", "hasta": HASTA} | datos,
    )


def crear_accion(
    estrategia=None, *, dependencia=None, por=None, ahora=AHORA, **datos
) -> AccionDeMejora:
    """Una acción de mejora abierta, por recomendación de un órgano de control."""
    estrategia = estrategia or crear_estrategia()
    habitual = {
        "origen": "organo_de_control",
        "que_se_encontro": "Se convocó con poca anticipación.",
        "accion": "Convocar con quince días.",
        "hasta": HASTA,
    }
    return mejora.registrar(
        estrategia,
        dependencia=dependencia or crear_dependencia(entidad=estrategia.entidad),
        por=por or crear_usuario(entidad=estrategia.entidad),
        ahora=ahora,
        **habitual | datos,
    )


def crear_leccion(estrategia=None, **datos) -> Leccion:
    """Una lección de toda la estrategia."""
    estrategia = estrategia or crear_estrategia()
    por = datos.pop("por", None) or crear_usuario(entidad=estrategia.entidad)
    return Leccion.objects.create(
        estrategia=estrategia, por=por, en=AHORA, **{"texto": "Convocar antes."} | datos
    )


def filas_prometidas(estrategia, dependencia, nombre: str) -> dict:
    """Una fila de cada modelo de aquí, por la etiqueta del modelo."""
    comun = {"dependencia": dependencia}
    reunion = crear_reunion(
        estrategia=estrategia, dependencia=dependencia, nombre=f"Reunión de {nombre}"
    )
    return {
        "seguimiento.Compromiso": crear_compromiso(
            estrategia, **comun, texto=f"Compromiso de {nombre}"
        ),
        "seguimiento.AccionDeMejora": crear_accion(
            estrategia, **comun, accion=f"Acción de {nombre}"
        ),
        "seguimiento.Leccion": crear_leccion(estrategia, texto=f"Lección de {nombre}"),
        "seguimiento.Reporte": crear_reporte(reunion),
    }
