"""Informes de verdad en la base de datos: empezados, emitidos y firmados por los mismos verbos."""

from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from estrategia.models import Estrategia
from seguimiento import cortes
from seguimiento.informes import emision
from seguimiento.models import Informe

from . import crear_actividad, crear_dependencia, crear_estrategia, crear_usuario, publicar
from .evaluacion import crear_avance, crear_corte, crear_evidencia, crear_verificacion, instante
from .informes import TEXTOS_DE_CONTROL, TEXTOS_DE_ESTRATEGIA

HOY = date(2026, 5, 15)
AHORA = datetime(2026, 5, 15, 15, tzinfo=UTC)
PDF_FIRMADO = b"%PDF-1.7\nfirmado"
TEXTOS = {"estrategia": TEXTOS_DE_ESTRATEGIA, "control": TEXTOS_DE_CONTROL, "seguimiento": {}}


def crear_estrategia_con_corte(actividades=("a1", "a2"), **datos) -> Estrategia:
    """Actividades de marzo, publicadas en enero, con su corte cerrado.

    La primera, reportada en 60, aceptada en 50 y verificada en 40, con su acta; las demás, en blanco.
    """
    estrategia = crear_estrategia(**{"formato": "estrategia"} | datos)
    nombre = "Secretaría de Gobierno"
    dependencia = estrategia.entidad.dependencias.filter(nombre=nombre).first()
    dependencia = dependencia or crear_dependencia(entidad=estrategia.entidad, nombre=nombre)
    for codigo in actividades:
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=f"Actividad {codigo}",
            fecha_programada="marzo",
            dependencias=[dependencia],
        )
    publicar(estrategia, ahora=instante(2026, 1, 20))
    corte = crear_corte(estrategia, reporta_hasta=date(2026, 4, 20))
    avance = crear_avance(corte, estrategia.actividades.get(codigo=actividades[0]), 60, aceptado=50)
    crear_evidencia(avance, titulo="Acta de la mesa")
    crear_verificacion(avance, 40)
    cortes.cerrar(corte, por=de_planeacion(estrategia), ahora=AHORA, hoy=HOY)
    return estrategia


def de_planeacion(estrategia: Estrategia):
    """Ana Ejemplo, de planeación de esa entidad."""
    nombre = {"first_name": "Ana", "last_name": "Ejemplo"}
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad, **nombre)


def de_control(estrategia: Estrategia):
    """Alguien de control interno de esa entidad."""
    return crear_usuario(rol="control", entidad=estrategia.entidad)


def empezar(estrategia: Estrategia, tipo="estrategia", por=None, textos=None, periodo="T1"):
    """Un borrador con todo lo obligatorio escrito."""
    por = por or (de_control if tipo == "control" else de_planeacion)(estrategia)
    informe = emision.empezar(estrategia, periodo, tipo, por=por, ahora=AHORA)
    escritos = TEXTOS[tipo] if textos is None else textos
    return emision.guardar_textos(informe, escritos, por=por, ahora=AHORA)


def emitir(estrategia: Estrategia, tipo="estrategia", **datos) -> Informe:
    """Un informe emitido."""
    informe = empezar(estrategia, tipo, **datos)
    return emision.emitir(informe, por=informe.creado_por, ahora=AHORA)


def firmar(informe: Informe, contenido=PDF_FIRMADO, **datos) -> Informe:
    """El informe con su PDF firmado."""
    habitual = {"consecutivo": "PL-014", "firmantes": [{"nombre": "Ana", "cargo": "Jefe"}]}
    return emision.cargar_firmado(
        informe,
        SimpleUploadedFile("informe.pdf", contenido),
        por=informe.creado_por,
        ahora=AHORA,
        **habitual | datos,
    )
