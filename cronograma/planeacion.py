"""Planear entre todos: pedir actividades a las dependencias, proponerlas y aceptarlas.

Cada verbo es un paso de la formulación («identificar las actividades, en colaboración con las
áreas»); lo que le falta lo dice su `pendientes_para_…`. Nada entra en la estrategia antes de
aceptarse. No decide quién puede (`acceso`) ni lee hojas (`importar`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cronograma.models import (
    Actividad,
    PropuestaDeActividad,
    Responsabilidad,
    SolicitudDeActividades,
)
from cronograma.models.planeacion import EstadoDePropuesta
from estrategia.historia import anotar, sin_anotar
from estrategia.models import (
    Alcance,
    Dependencia,
    Estrategia,
    Fase,
    GrupoDeValor,
    InstanciaParticipacion,
    ResultadoEsperado,
)
from estrategia.texto import sin_acentos

TEXTOS = (
    "numero nombre momento elemento accion_gestion instrumento metas objetivo tipo_espacio"
    " metodologia fecha_programada producto presupuesto correo lugar enlace observaciones"
).split()
MARCAS = ("es_participacion", "es_rendicion", "presencial", "virtual")
LISTAS = ("grupos", "instancias", "fases")
DE_CATALOGO = {"alcance": Alcance, "resultado": ResultadoEsperado}
CAMPOS = (*TEXTOS, *MARCAS, *LISTAS, *DE_CATALOGO)


def pendientes_para_solicitar(
    estrategia: Estrategia, dependencias: Sequence[Dependencia], *, hasta: date, hoy: date
) -> list[str]:
    """Qué falta para pedir actividades."""
    faltan = [] if dependencias else ["Elegir al menos una dependencia."]
    if hasta < hoy:
        faltan.append("Poner como límite un día que no haya pasado.")
    ya_pedidas = set(estrategia.solicitudes.values_list("dependencia", flat=True))
    for una in dependencias:
        if una.entidad_id != estrategia.entidad_id:
            faltan.append(f"«{una}» es de otra entidad.")
        elif una.pk in ya_pedidas:
            faltan.append(f"A «{una}» ya se le pidieron sus actividades.")
    return faltan


@transaction.atomic
def solicitar_actividades(
    estrategia: Estrategia,
    dependencias: Sequence[Dependencia],
    *,
    hasta: date,
    por,
    ahora: datetime,
    hoy: date,
    mensaje: str = "",
) -> list[SolicitudDeActividades]:
    """Pide a cada dependencia sus actividades para la estrategia.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    _exigir(pendientes_para_solicitar(estrategia, dependencias, hasta=hasta, hoy=hoy))
    return SolicitudDeActividades.objects.bulk_create(
        SolicitudDeActividades(
            estrategia=estrategia,
            dependencia=una,
            hasta=hasta,
            mensaje=mensaje.strip(),
            pedida_por=por,
            pedida_en=ahora,
        )
        for una in dependencias
    )


def pendientes_para_proponer(datos: Mapping[str, Any]) -> list[str]:
    """Qué le falta a una propuesta."""
    faltan = [f"El campo «{campo}» no se conoce." for campo in datos if campo not in CAMPOS]
    if not str(datos.get("nombre", "")).strip():
        faltan.append("Escribir el nombre de la actividad.")
    return faltan


@transaction.atomic
def proponer(
    solicitud: SolicitudDeActividades, filas: Iterable[Mapping[str, Any]], *, por, ahora: datetime
) -> list[PropuestaDeActividad]:
    """La dependencia propone actividades; todas o ninguna.

    Raises:
        ValidationError: si a alguna le falta algo; dice cuál por su lugar.
    """
    filas = [dict(datos) for datos in filas]
    _exigir(
        [
            f"Actividad {lugar}: {frase}"
            for lugar, datos in enumerate(filas, start=1)
            for frase in pendientes_para_proponer(datos)
        ]
    )
    return PropuestaDeActividad.objects.bulk_create(
        PropuestaDeActividad(
            solicitud=solicitud, datos=datos, propuesta_por=por, propuesta_en=ahora
        )
        for datos in filas
    )


def pendientes_para_corregir(propuesta: PropuestaDeActividad) -> list[str]:
    """Qué impide cambiar una propuesta."""
    if propuesta.estado == EstadoDePropuesta.ACEPTADA:
        return ["La propuesta ya se aceptó: pida a planeación que cambie la actividad."]
    return []


@transaction.atomic
def corregir(
    propuesta: PropuestaDeActividad, datos: Mapping[str, Any], *, por, ahora: datetime
) -> PropuestaDeActividad:
    """La dependencia cambia lo propuesto, y vuelve a quedar por revisar."""
    propuesta = _tomar(propuesta)
    _exigir(pendientes_para_corregir(propuesta) + pendientes_para_proponer(datos))
    propuesta.datos, propuesta.estado = dict(datos), EstadoDePropuesta.PROPUESTA
    propuesta.propuesta_por, propuesta.propuesta_en = por, ahora
    propuesta.full_clean()
    propuesta.save()
    return propuesta


@transaction.atomic
def quitar(propuesta: PropuestaDeActividad) -> None:
    """La dependencia quita una propuesta que no se ha aceptado."""
    propuesta = _tomar(propuesta)
    _exigir(pendientes_para_corregir(propuesta))
    propuesta.delete()


def pendientes_para_responder(solicitud: SolicitudDeActividades, *, nota: str) -> list[str]:
    """Qué falta para dar por respondida la solicitud."""
    if solicitud.propuestas.exists() or nota.strip():
        return []
    return ["Proponer al menos una actividad, o escribir por qué la dependencia no tiene."]


@transaction.atomic
def responder(
    solicitud: SolicitudDeActividades, *, por, ahora: datetime, nota: str = ""
) -> SolicitudDeActividades:
    """La dependencia avisa que terminó; sin actividades, dice por qué."""
    solicitud = SolicitudDeActividades.objects.select_for_update(of=("self",)).get(pk=solicitud.pk)
    _exigir(pendientes_para_responder(solicitud, nota=nota))
    solicitud.respondida_por, solicitud.respondida_en = por, ahora
    solicitud.respuesta = nota.strip()
    solicitud.full_clean()
    solicitud.save()
    return solicitud


def pendientes_para_aceptar(propuesta: PropuestaDeActividad) -> list[str]:
    """Qué impide aceptar una propuesta."""
    if propuesta.estado == EstadoDePropuesta.ACEPTADA:
        return ["La propuesta ya se había aceptado."]
    return pendientes_para_proponer(propuesta.datos)


@transaction.atomic
def aceptar(propuesta: PropuestaDeActividad, *, por, ahora: datetime) -> Actividad:
    """Planeación acepta la propuesta: nace la actividad, y la dependencia responde por ella.

    Un grupo o una instancia que la entidad no tenía queda en su catálogo por confirmar.

    Raises:
        ValidationError: si algo falta, o si la actividad no es válida.
    """
    propuesta = _tomar(propuesta)
    _exigir(pendientes_para_aceptar(propuesta))
    actividad = _crear_actividad(propuesta)
    razon = f"Propuesta de {propuesta.solicitud.dependencia}"
    anotar([actividad], por=por, ahora=ahora, razon=razon, nuevas=True)
    propuesta.actividad, propuesta.estado = actividad, EstadoDePropuesta.ACEPTADA
    _revisar(propuesta, por=por, ahora=ahora)
    return actividad


@transaction.atomic
def devolver_propuesta(
    propuesta: PropuestaDeActividad, *, por, ahora: datetime, nota: str
) -> PropuestaDeActividad:
    """Planeación devuelve la propuesta y dice qué debe cambiar."""
    propuesta = _tomar(propuesta)
    _exigir(pendientes_para_devolver(propuesta, nota=nota))
    propuesta.estado, propuesta.nota = EstadoDePropuesta.DEVUELTA, nota.strip()
    return _revisar(propuesta, por=por, ahora=ahora)


def pendientes_para_devolver(propuesta: PropuestaDeActividad, *, nota: str) -> list[str]:
    """Qué falta para devolver una propuesta."""
    faltan = []
    if propuesta.estado == EstadoDePropuesta.ACEPTADA:
        faltan.append("La propuesta ya se aceptó: retire la actividad, con su motivo.")
    if not nota.strip():
        faltan.append("Escribir qué debe cambiar la dependencia.")
    return faltan


def _revisar(propuesta: PropuestaDeActividad, *, por, ahora: datetime) -> PropuestaDeActividad:
    propuesta.revisada_por, propuesta.revisada_en = por, ahora
    propuesta.full_clean()
    propuesta.save()
    return propuesta


def _crear_actividad(propuesta: PropuestaDeActividad) -> Actividad:
    estrategia, datos = propuesta.solicitud.estrategia, propuesta.datos
    entidad = estrategia.entidad
    ultimo = estrategia.actividades.aggregate(ultimo=Max("orden"))["ultimo"] or 0
    actividad = Actividad(
        estrategia=estrategia,
        orden=ultimo + 1,
        **{campo: datos[campo] for campo in (*TEXTOS, *MARCAS) if campo in datos},
        **{
            campo: _valor_de_catalogo(modelo, entidad, datos.get(campo, ""))
            for campo, modelo in DE_CATALOGO.items()
        },
    )
    actividad.codigo = actividad.siguiente_codigo()
    actividad.actualizar_significado()
    actividad.full_clean()
    with sin_anotar(actividad):
        actividad.save()
        actividad.fases.set(Fase.objects.filter(codigo__in=datos.get("fases", [])))
        actividad.grupos.set(_por_nombre(GrupoDeValor, entidad, datos.get("grupos", [])))
        instancias = _por_nombre(InstanciaParticipacion, entidad, datos.get("instancias", []))
        actividad.instancias.set(instancias)
    Responsabilidad.objects.create(
        actividad=actividad, dependencia=propuesta.solicitud.dependencia, es_lider=True
    )
    return actividad


def _por_nombre(modelo, entidad, nombres: Iterable[str]) -> list[Any]:
    """Las filas del catálogo con esos nombres; las que faltan se agregan."""
    return [
        modelo.objects.get_or_create(
            entidad=entidad, clave=sin_acentos(nombre), defaults={"nombre": nombre}
        )[0]
        for nombre in nombres
    ]


def _valor_de_catalogo(modelo, entidad, texto: str):
    if not texto:
        return None
    conocidos = {sin_acentos(uno.texto): uno for uno in modelo.objects.de_entidad(entidad)}
    try:
        return conocidos[sin_acentos(texto)]
    except KeyError:
        nombre = modelo._meta.verbose_name  # noqa: SLF001 -- público en Django
        raise ValidationError(
            f"«{texto}» no está en el catálogo de {nombre}: agréguelo primero."
        ) from None


def _tomar(propuesta: PropuestaDeActividad) -> PropuestaDeActividad:
    """La propuesta bajo llave: dos personas no la revisan a la vez."""
    propuestas = PropuestaDeActividad.objects.select_for_update(of=("self",))
    return propuestas.select_related("solicitud__estrategia__entidad").get(pk=propuesta.pk)


def _exigir(faltan: list[str]) -> None:
    if faltan:
        raise ValidationError(faltan)
