"""Corrida: todo lo que hace la orden `avisos`, que se puede repetir sin mandar nada dos veces."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError

from estrategia.models import Aviso, EstadoDeAviso

from .bandeja import guardar, por_enviar
from .entrega import intentar, rescatar
from .fuentes import Correo, correos_que_se_deben, por_que_no_se_debe


@dataclass(kw_only=True)
class Resumen:
    """Cuántos avisos hubo de cada cosa. `reparos` dice lo que no se pudo preparar y por qué."""

    simulado: bool = False
    preparados: int = 0
    enviados: int = 0
    fallidos: int = 0
    dudosos: int = 0
    descartados: int = 0
    por_revisar: int = 0
    por_decidir: int = 0
    reparos: list[str] = field(default_factory=list)


CUENTA_DE = {
    EstadoDeAviso.ENVIADO: "enviados",
    EstadoDeAviso.FALLIDO: "fallidos",
    EstadoDeAviso.DUDOSO: "dudosos",
    EstadoDeAviso.DESCARTADO: "descartados",
}


def correr(*, ahora: datetime, simular: bool = False) -> Resumen:
    """Prepara lo que se debe, entrega lo que se puede y aparta lo que ya no se debe.

    Args:
        simular: dice lo que haría, sin guardar ni mandar nada.
    """
    resumen = Resumen(simulado=simular)
    nuevos = _nuevos(correos_que_se_deben(ahora))
    if simular:
        return _simulado(resumen, nuevos, ahora)
    rescatar(ahora)
    for correo in nuevos:
        _preparar(correo, ahora, resumen)
    resumen.descartados += _apartar_lo_que_no_se_debe(ahora)
    for aviso in list(por_enviar(ahora)):
        if intentar(aviso, ahora=ahora):
            _contar(aviso, resumen)
    return _con_lo_que_espera(resumen)


def _nuevos(correos: list[Correo]) -> list[Correo]:
    claves = Aviso.objects.filter(clave__in=[correo.clave for correo in correos])
    hechas = set(claves.values_list("clave", flat=True))
    return [correo for correo in correos if correo.clave not in hechas]


def _simulado(resumen: Resumen, nuevos: list[Correo], ahora: datetime) -> Resumen:
    salen = [aviso for aviso in por_enviar(ahora) if not por_que_no_se_debe(aviso, ahora)]
    resumen.preparados = len(nuevos)
    resumen.enviados = len(salen) + sum(not correo.revisar for correo in nuevos)
    resumen.descartados = len(_los_que_no_se_deben(ahora))
    return _con_lo_que_espera(resumen)


def _preparar(correo: Correo, ahora: datetime, resumen: Resumen) -> None:
    """Un correo mal escrito no detiene a los demás."""
    try:
        guardar(correo, ahora)
    except ValidationError as error:
        resumen.reparos.append(f"{correo.clave}: {' '.join(error.messages)}")
    else:
        resumen.preparados += 1


def _los_que_no_se_deben(ahora: datetime) -> dict[int, str]:
    """Los que esperan revisión y ya no tiene sentido mandar, con su razón."""
    esperan = Aviso.objects.filter(estado=EstadoDeAviso.POR_REVISAR).select_related("entidad")
    razones = {aviso.pk: por_que_no_se_debe(aviso, ahora) for aviso in esperan}
    return {clave: razon for clave, razon in razones.items() if razon}


def _apartar_lo_que_no_se_debe(ahora: datetime) -> int:
    return sum(
        Aviso.objects.filter(pk=clave, estado=EstadoDeAviso.POR_REVISAR).update(
            estado=EstadoDeAviso.DESCARTADO, detalle=razon
        )
        for clave, razon in _los_que_no_se_deben(ahora).items()
    )


def _contar(aviso: Aviso, resumen: Resumen) -> None:
    # El que tomó otro proceso sigue «entregándose»: lo cuenta él.
    if nombre := CUENTA_DE.get(EstadoDeAviso(aviso.estado)):
        setattr(resumen, nombre, getattr(resumen, nombre) + 1)


def _con_lo_que_espera(resumen: Resumen) -> Resumen:
    resumen.por_revisar = Aviso.objects.filter(estado=EstadoDeAviso.POR_REVISAR).count()
    resumen.por_decidir = Aviso.objects.filter(estado=EstadoDeAviso.DUDOSO).count()
    return resumen
