"""Lo que una evaluación lee: cortes, avances, evidencias, verificaciones y lo que pasó en un encuentro."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from cronograma.models import Convocatoria, Encuentro, Version
from cronograma.publicacion import congelar
from seguimiento.models import (
    AsistenciaPorGrupo,
    Avance,
    Compromiso,
    Corte,
    Evidencia,
    Informe,
    Leccion,
    Reporte,
    Valoracion,
    Verificacion,
)

from . import crear_aporte, crear_usuario

_serie = count(1)
SEIS_CONTENIDOS = "actividades grupos temas observaciones resultado compromisos_adquiridos".split()


def instante(anio, mes, dia, hora=15):
    """Una hora de oficina de ese día en Colombia."""
    return datetime(anio, mes, dia, hora, tzinfo=UTC)


def crear_corte(estrategia, periodo="T1", fecha=date(2026, 3, 31), **datos) -> Corte:
    return Corte.objects.create(
        **{
            "estrategia": estrategia,
            "periodo": periodo,
            "fecha": fecha,
            "reporta_hasta": date(2026, 12, 31),
        }
        | datos
    )


def crear_avance(corte, actividad, porcentaje=None, *, aceptado=None, **datos) -> Avance:
    """Aceptado si se dice cuánto; enviado si solo hay cifra; en blanco si no hay ninguna."""
    quien = crear_usuario(entidad=corte.estrategia.entidad)
    cuando = instante(2026, 4, 10)
    habitual = {"estado": "sin_reporte"}
    if porcentaje is not None or "solicitudes_recibidas" in datos:
        habitual = {"estado": "enviado", "enviado_en": cuando, "enviado_por": quien}
    if aceptado is not None or datos.get("estado") == "aceptado":
        habitual |= {"estado": "aceptado", "revisado_en": cuando, "revisado_por": quien}
    return Avance.objects.create(
        **habitual
        | {
            "corte": corte,
            "actividad": actividad,
            "porcentaje": porcentaje,
            "porcentaje_aceptado": aceptado,
            "por_que_cero": "No hubo recursos" if porcentaje == 0 else "",
        }
        | datos
    )


def crear_evidencia(avance, **datos) -> Evidencia:
    numero = next(_serie)
    entidad = avance.corte.estrategia.entidad
    return Evidencia.objects.create(
        **{
            "entidad": entidad,
            "avance": avance,
            "titulo": f"Acta {numero}",
            "enlace": f"https://ejemplo.gov.co/{numero}",
            "subida_por": crear_usuario(entidad=entidad),
            "subida_en": instante(2026, 4, 9),
        }
        | datos
    )


def crear_verificacion(avance, porcentaje=None, **datos) -> Verificacion:
    return Verificacion.objects.create(
        **{
            "avance": avance,
            "porcentaje": None if porcentaje is None else Decimal(porcentaje),
            "hay_evidencia": True,
            "por": crear_usuario(rol="control", entidad=avance.corte.estrategia.entidad),
            "en": instante(2026, 4, 20),
        }
        | datos
    )


def crear_informe(estrategia, periodo="T1", tipo="control", **datos) -> Informe:
    quien = crear_usuario(entidad=estrategia.entidad)
    return Informe.objects.create(
        **{
            "estrategia": estrategia,
            "periodo": periodo,
            "tipo": tipo,
            "creado_por": quien,
            "creado_en": instante(2026, 4, 21),
        }
        | datos
    )


def emitido(estrategia) -> dict:
    """Lo que hace de un informe uno emitido."""
    return {
        "estado": "emitido",
        "hechos": {},
        "sha256": "a" * 64,
        "emitido_en": instante(2026, 4, 22),
        "emitido_por": crear_usuario(entidad=estrategia.entidad),
    }


def publicar_otra_version(estrategia, cuando: datetime) -> Version:
    """Congela el plan como está en una versión nueva, publicada ese día."""
    numero = estrategia.versiones.count() + 1
    return congelar(
        Version(
            estrategia=estrategia,
            numero=numero,
            estado="publicada",
            motivo=f"Ajuste {numero}",
            razon_sin_aprobacion="El Comité ya lo había autorizado.",
            publicada_en=cuando,
            publicada_por=crear_usuario(entidad=estrategia.entidad),
        )
    )


def convocar(encuentro: Encuentro, cuando: datetime, grupos=()) -> Convocatoria:
    convocatoria = Convocatoria.objects.create(
        encuentro=encuentro,
        objetivo="Dialogar",
        publicada_en=cuando,
        publicada_por=crear_usuario(entidad=encuentro.actividad.estrategia.entidad),
    )
    convocatoria.grupos.set(grupos)
    return convocatoria


def entregar_reporte(encuentro: Encuentro, asistencia=(), **textos) -> Reporte:
    """El formato interno entregado; `asistencia` son pares (grupo o None, personas)."""
    reporte = Reporte.objects.create(
        encuentro=encuentro,
        estado="entregado",
        numero=next(_serie),
        entregado_en=instante(2026, 4, 1),
        entregado_por=crear_usuario(entidad=encuentro.actividad.estrategia.entidad),
        **dict.fromkeys(SEIS_CONTENIDOS, "Ninguno") | textos,
    )
    for grupo, cuantas in asistencia:
        AsistenciaPorGrupo.objects.create(reporte=reporte, grupo=grupo, cuantas=cuantas)
    return reporte


def valorar(encuentro: Encuentro, *notas: tuple[int, int, int]) -> None:
    for claridad, escucha, utilidad in notas:
        Valoracion.objects.create(
            encuentro=encuentro,
            claridad=claridad,
            escucha=escucha,
            utilidad=utilidad,
            dispositivo=f"{next(_serie):064d}",
            creada_en=instante(2026, 3, 20),
        )


def crear_compromiso(estrategia, dependencia, **datos) -> Compromiso:
    return Compromiso.objects.create(
        **{
            "estrategia": estrategia,
            "dependencia": dependencia,
            "numero": estrategia.compromisos.count() + 1,
            "texto": "Publicar las actas",
            "responsable": "Jefe de la oficina",
            "hasta": date(2026, 6, 30),
            "creado_en": instante(2026, 3, 20),
        }
        | datos
    )


def preguntar(estrategia, recibida: datetime, respondida: datetime | None = None, **datos):
    respuesta = {}
    if respondida:
        respuesta = {
            "respuesta": "Sí.",
            "respondido_en": respondida,
            "respondido_por": crear_usuario(entidad=estrategia.entidad),
        }
    return crear_aporte(
        uso="pregunta", estrategia=estrategia, recibido_en=recibida, **respuesta | datos
    )


def aprender(estrategia, cuando: datetime, **datos) -> Leccion:
    return Leccion.objects.create(
        **{
            "estrategia": estrategia,
            "texto": "Convocar con más días",
            "por": crear_usuario(entidad=estrategia.entidad),
            "en": cuando,
        }
        | datos
    )


def retirar(evidencia: Evidencia) -> Evidencia:
    evidencia.retirada_en = instante(2026, 4, 11)
    evidencia.retirada_por = evidencia.subida_por
    evidencia.razon_de_retiro = "Era de otra actividad"
    evidencia.save()
    return evidencia
