"""Fábricas: el mínimo válido de cada modelo, con nombres que lo dicen.

Cada función crea una fila y toma por palabra lo que la prueba quiera decir; lo demás es
un valor cualquiera, válido y distinto cada vez.
"""

from datetime import UTC, date, datetime
from itertools import count

from cronograma.aprobacion import registrar_publicacion_previa
from cronograma.models import Actividad, Aporte, Encuentro, FormatoEntidad, Responsabilidad
from cronograma.observaciones import nuevo_codigo
from estrategia.models import (
    Asignacion,
    Caracterizacion,
    Dependencia,
    Entidad,
    Estrategia,
    Firma,
    GrupoDeValor,
    InstanciaParticipacion,
    Usuario,
)

AHORA = datetime(2026, 5, 15, 17, tzinfo=UTC)
_serie = count(1)


def _con_entidad(datos: dict) -> dict:
    return datos | {"entidad": datos.get("entidad") or crear_entidad()}


def crear_entidad(**datos) -> Entidad:
    numero = next(_serie)
    return Entidad.objects.create(
        **{"nombre": f"Entidad de prueba {numero}", "slug": f"entidad-{numero}"} | datos
    )


def crear_dependencia(**datos) -> Dependencia:
    return Dependencia.objects.create(
        **{"nombre": f"Dependencia {next(_serie)}"} | _con_entidad(datos)
    )


def crear_grupo(**datos) -> GrupoDeValor:
    return GrupoDeValor.objects.create(
        **{"nombre": f"Grupo de valor {next(_serie)}"} | _con_entidad(datos)
    )


def crear_caracterizacion(**datos) -> Caracterizacion:
    habitual = {"documento": "Caracterización de usuarios", "fecha": date(2026, 1, 15)}
    return Caracterizacion.objects.create(**habitual | _con_entidad(datos))


def crear_instancia(**datos) -> InstanciaParticipacion:
    return InstanciaParticipacion.objects.create(
        **{"nombre": f"Instancia {next(_serie)}"} | _con_entidad(datos)
    )


def crear_usuario(*, rol: str = "", dependencia: Dependencia | None = None, **datos) -> Usuario:
    """Usuario con sesión; con `rol`, además su asignación."""
    datos = {"username": f"demo{next(_serie)}", "is_staff": True} | datos
    if not datos.get("is_superuser") and "entidad" not in datos:
        datos["entidad"] = dependencia.entidad if dependencia else crear_entidad()
    usuario = Usuario.objects.create_user(password="clave-de-prueba", **datos)
    if rol:
        Asignacion.objects.create(usuario=usuario, rol=rol, dependencia=dependencia)
    return usuario


def crear_estrategia(**datos) -> Estrategia:
    habitual = {"nombre": "Estrategia de prueba", "vigencia": 2026, "formato": "cronograma"}
    return Estrategia.objects.create(**habitual | _con_entidad(datos))


def crear_firma(**datos) -> Firma:
    datos["estrategia"] = datos.get("estrategia") or crear_estrategia()
    return Firma.objects.create(**{"papel": "elaboro"} | datos)


def crear_actividad(*, fases=(), grupos=(), instancias=(), dependencias=(), **datos) -> Actividad:
    """Actividad con sus relaciones; la primera dependencia es la líder."""
    datos["estrategia"] = datos.get("estrategia") or crear_estrategia()
    numero = next(_serie)
    actividad = Actividad.objects.create(
        **{"nombre": f"Actividad de prueba {numero}", "orden": numero} | datos
    )
    actividad.fases.set(fases)
    actividad.grupos.set(grupos)
    actividad.instancias.set(instancias)
    for orden, dependencia in enumerate(dependencias):
        Responsabilidad.objects.create(
            actividad=actividad, dependencia=dependencia, es_lider=orden == 0, orden=orden
        )
    return actividad


def crear_encuentro(**datos) -> Encuentro:
    datos["actividad"] = datos.get("actividad") or crear_actividad()
    return Encuentro.objects.create(**{"fecha": date(2026, 6, 1)} | datos)


def crear_formato_de_entidad(**datos) -> FormatoEntidad:
    return FormatoEntidad.objects.create(**{"formato": "cronograma"} | _con_entidad(datos))


def crear_aporte(**datos) -> Aporte:
    """Observación anónima a una versión, sin responder."""
    numero = next(_serie)
    if "estrategia" not in datos:
        datos["estrategia"] = datos["version"].estrategia
    habitual = {
        "texto": f"Observación {numero}",
        "codigo": nuevo_codigo(),
        "envio": f"{numero:064d}",
        "recibido_en": AHORA,
    }
    return Aporte.objects.create(**habitual | datos)


def publicar(estrategia: Estrategia, *, por: Usuario | None = None, **datos):
    """Publica la estrategia como publicación previa y devuelve la versión."""
    return registrar_publicacion_previa(
        estrategia,
        por=por or crear_usuario(entidad=estrategia.entidad),
        **{"documento": "Cronograma en PDF", "ahora": AHORA} | datos,
    )
