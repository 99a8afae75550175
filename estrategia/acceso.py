"""Acceso: qué puede ver y hacer cada persona. Es el único lugar que lo decide.

Entra una persona, un verbo y una cosa (un modelo o una fila); sale sí o no, o la consulta
recortada a lo que esa persona alcanza. Cuenta la entidad de la persona, los roles que
ejerce el día `hoy` y si administra la instalación. Qué puede cada rol está escrito en
`permisos`; lo que no está allí no se puede.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from estrategia.catalogos import Rol
from estrategia.models import Entidad, Usuario
from estrategia.permisos import (
    ADMINISTRADOR,
    CAMPOS_DE_ADMINISTRADOR,
    CON_FILAS_OFICIALES,
    DE_UNA_DEPENDENCIA,
    PERMISOS,
    ROLES_QUE_DA_PLANEACION,
    RUTAS,
    Verbo,
)


def etiqueta_de(cosa: Model | type[Model]) -> str:
    """El nombre con que las tablas de aquí llaman a ese modelo: «cronograma.Actividad»."""
    return cosa._meta.label  # noqa: SLF001 -- Django lo documenta como público


def administra(usuario) -> bool:
    """¿Administra toda la instalación? Quien no está activo no administra nada."""
    return usuario.is_active and usuario.is_superuser


def roles_de(usuario, hoy: date) -> frozenset[str]:
    """Los roles que la persona ejerce el día `hoy`, también los que tiene por encargo.

    Se leen una vez por día y por instancia: en una visita se pregunta muchas veces.
    """
    if not usuario.is_active or not usuario.is_authenticated:
        return frozenset()
    recordados = getattr(usuario, "roles_por_dia", {})
    if hoy not in recordados:
        vigentes = usuario.asignaciones.vigentes(hoy)
        recordados = {**recordados, hoy: frozenset(vigentes.values_list("rol", flat=True))}
        usuario.roles_por_dia = recordados
    return recordados[hoy]


def puede(usuario, verbo: Verbo, cosa: Model | type[Model], *, hoy: date) -> bool:
    """¿Puede la persona hacer eso con esa fila, o con alguna fila de ese modelo?"""
    if not usuario.is_active:
        return False
    es_modelo = isinstance(cosa, type)
    if usuario.is_superuser:
        return verbo in ADMINISTRADOR.get(etiqueta_de(cosa), ())
    if not usuario.entidad_id or verbo not in verbos_de(roles_de(usuario, hoy), cosa):
        return False
    if es_modelo:
        return True
    return _alcanza(usuario, verbo, cosa) and _le_toca(usuario, cosa, hoy)


def responde_por(usuario, dependencia: Model, *, hoy: date) -> bool:
    """¿Habla hoy la persona por esa dependencia, como titular o por encargo?"""
    if not usuario.is_active:
        return False
    vigentes = usuario.asignaciones.vigentes(hoy)
    return vigentes.filter(rol=Rol.DEPENDENCIA, dependencia=dependencia).exists()


def verbos_de(roles: Iterable[str], cosa: Model | type[Model]) -> frozenset[Verbo]:
    """Lo que esos roles, juntos, permiten hacer con las filas de un modelo."""
    etiqueta = etiqueta_de(cosa)
    return frozenset().union(*(PERMISOS[rol].get(etiqueta, frozenset()) for rol in roles))


def limitar(consulta: QuerySet, usuario) -> QuerySet:
    """La consulta recortada a las filas de la entidad de la persona."""
    return consulta.filter(condicion(consulta.model, usuario))


def limitar_a_lo_asignado(consulta: QuerySet, usuario, *, hoy: date) -> QuerySet:
    """La consulta recortada además a lo de su dependencia, si la persona solo habla por ella.

    De los modelos que no se reparten entre dependencias, la consulta entera.
    """
    ruta = DE_UNA_DEPENDENCIA.get(etiqueta_de(consulta.model))
    if ruta is None or puede_por_otro_cargo(usuario, Verbo.VER, consulta.model, hoy=hoy):
        return consulta
    return consulta.filter(**{f"{ruta}__in": dependencias_de(usuario, hoy=hoy)})


def dependencias_de(usuario, *, hoy: date) -> QuerySet:
    """Las llaves de las dependencias por las que la persona habla hoy."""
    suyas = usuario.asignaciones.vigentes(hoy).filter(rol=Rol.DEPENDENCIA)
    return suyas.exclude(dependencia=None).values_list("dependencia", flat=True)


def puede_por_otro_cargo(usuario, verbo: Verbo, cosa: Model | type[Model], *, hoy: date) -> bool:
    """¿Lo puede sin contar lo que le da ser de una dependencia? Así alcanza lo de todas."""
    otros = roles_de(usuario, hoy) - {Rol.DEPENDENCIA}
    return administra(usuario) or verbo in verbos_de(otros, cosa)


def condicion(modelo: type[Model], usuario) -> Q:
    """Lo que cumple una fila que la persona alcanza, para recortar consultas y listas."""
    etiqueta = etiqueta_de(modelo)
    if etiqueta not in RUTAS or not usuario.is_active:
        return Q(pk__in=[])
    ruta = RUTAS[etiqueta]
    if usuario.is_superuser or ruta is None:
        return Q()
    if not usuario.entidad_id:
        return Q(pk__in=[])
    propia = Q(**{ruta: usuario.entidad_id})
    if etiqueta in CON_FILAS_OFICIALES:
        propia |= Q(**{f"{ruta}__isnull": True})
    return propia


def entidad_de(fila: Model) -> Entidad | None:
    """La entidad de la que cuelga una fila, o una persona; None si es de todas."""
    ruta = RUTAS.get(etiqueta_de(fila))
    if ruta is None or ruta == "pk":
        return fila if isinstance(fila, Entidad) else None
    for paso in ruta.split("__"):
        fila = getattr(fila, paso, None)
        if fila is None:
            return None
    return fila


def es_ajena(fila: Any, entidad: Entidad | None) -> bool:
    """¿Es una fila de otra entidad? Relacionarla con la de `entidad` sería un error.

    Vale para cualquiera, también para quien administra: una fila oficial no es ajena.
    """
    if entidad is None or not isinstance(fila, Model):
        return False
    duena = entidad_de(fila)
    return duena is not None and duena != entidad


def campos_de_solo_lectura(usuario, modelo: type[Model]) -> tuple[str, ...]:
    """Los campos de ese modelo que la persona ve y no cambia."""
    return () if administra(usuario) else CAMPOS_DE_ADMINISTRADOR.get(etiqueta_de(modelo), ())


def roles_que_puede_dar(usuario) -> frozenset[str]:
    """Los roles que la persona puede asignar a otra.

    Control interno evalúa a planeación: quien lo ejerce lo dice quien administra.
    """
    return frozenset(Rol) if administra(usuario) else ROLES_QUE_DA_PLANEACION


def _alcanza(usuario, verbo: Verbo, fila: Model) -> bool:
    if isinstance(fila, Usuario) and verbo is not Verbo.VER:
        return _es_persona_a_cargo(usuario, fila)
    duena = entidad_de(fila)
    if duena is None:
        return verbo is Verbo.VER and _puede_ser_de_todas(fila)
    return duena.pk == usuario.entidad_id


def _le_toca(usuario, fila: Model, hoy: date) -> bool:
    """¿Es una fila que no se reparte entre dependencias, o se repartió a una de las suyas?"""
    ruta = DE_UNA_DEPENDENCIA.get(etiqueta_de(fila))
    if ruta is None or puede_por_otro_cargo(usuario, Verbo.VER, fila, hoy=hoy):
        return True
    for paso in ruta.split("__"):
        fila = getattr(fila, paso, None)
    return fila is not None and responde_por(usuario, fila, hoy=hoy)


def _puede_ser_de_todas(fila: Model) -> bool:
    etiqueta = etiqueta_de(fila)
    return RUTAS.get(etiqueta) is None or etiqueta in CON_FILAS_OFICIALES


def _es_persona_a_cargo(usuario, otra: Usuario) -> bool:
    """Nadie cambia su propia cuenta, la de quien administra ni la de control interno."""
    return (
        otra.pk != usuario.pk
        and otra.entidad_id == usuario.entidad_id
        and not otra.is_superuser
        and not otra.asignaciones.filter(rol=Rol.CONTROL).exists()
    )
