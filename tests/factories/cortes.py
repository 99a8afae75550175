"""Cortes y reportes para las pruebas: el mínimo válido, por los mismos verbos que usa la gente."""

from datetime import UTC, date, datetime
from decimal import Decimal

from cronograma.models import Actividad
from estrategia.models import Dependencia, Estrategia
from seguimiento import cortes, ejemplos
from seguimiento.mi_reporte.enviar import enviar
from seguimiento.mi_reporte.escrito import Escrito
from seguimiento.mi_reporte.guardar import guardar
from seguimiento.mi_reporte.renglones import lider_de, responsables_de
from seguimiento.mi_reporte.revisar import aceptar
from seguimiento.models import Avance, Corte

from . import crear_usuario

HOY = date(2026, 4, 10)
AHORA = datetime(2026, 4, 10, 15, tzinfo=UTC)
SANATORIO = "001_estrategia_sanatorio_contratacion_2022.json"


def planeacion_de(estrategia: Estrategia):
    """Alguien de planeación de la entidad."""
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


def abrir_corte(estrategia: Estrategia, periodo: str = "T1", **datos) -> Corte:
    """Un corte abierto; la estrategia ya está publicada."""
    habitual = {"por": datos.get("por") or planeacion_de(estrategia), "ahora": AHORA, "hoy": HOY}
    return cortes.abrir(estrategia, periodo, **habitual | datos)


def reportar(
    corte: Corte, actividad: Actividad, porcentaje: int | str | None = None, **escrito
) -> Avance:
    """Guarda una línea en nombre de su dependencia líder, sin enviarla."""
    cifra = None if porcentaje is None else Decimal(porcentaje)
    return guardar(
        corte,
        actividad.pk,
        Escrito(porcentaje=cifra, **escrito),
        dependencia=lider(actividad),
        leida=Escrito.de(corte.avances.filter(actividad=actividad).first()).huella,
        por=crear_usuario(rol="dependencia", dependencia=lider(actividad)),
        ahora=AHORA,
        hoy=HOY,
    )


def lider(actividad: Actividad) -> Dependencia:
    """La dependencia que escribe la cifra."""
    pk = lider_de(responsables_de([actividad.pk])[actividad.pk])
    return Dependencia.objects.get(pk=pk)


def enviar_y_aceptar(corte: Corte, *dependencias: Dependencia) -> None:
    """Cada dependencia envía lo suyo y planeación lo acepta."""
    planeacion = planeacion_de(corte.estrategia)
    for una in dependencias:
        enviar(
            corte, una, por=crear_usuario(rol="dependencia", dependencia=una), ahora=AHORA, hoy=HOY
        )
        enviados = corte.avances.filter(estado="enviado").values_list("pk", flat=True)
        aceptar(corte, enviados, por=planeacion, ahora=AHORA)


def cargar_sanatorio() -> Estrategia:
    """La estrategia del Sanatorio de Contratación, publicada; sin ningún avance."""
    datos = ejemplos.leer(SANATORIO)
    entidad, estrategia, _ = ejemplos.cargar(datos)
    ejemplos.publicar(
        estrategia, datos["documento"], por=crear_usuario(entidad=entidad), ahora=AHORA
    )
    return estrategia
