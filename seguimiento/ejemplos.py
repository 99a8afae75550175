"""Ejemplos: los documentos de `fixtures/`, y personas de mentira para probarlos.

Entra un documento como dato (`fixtures/README.md` dice su forma); salen su entidad, su
estrategia con cada actividad y cada celda, o su procedimiento. Lo que ya existe no se toca:
cargar dos veces deja lo mismo, y lo que una persona haya cambiado se conserva. Vive aquí
porque solo desde aquí se ven las tres apps. No decide reglas ni imprime.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count

from cronograma.aprobacion import registrar_publicacion_previa
from cronograma.formatos import FORMATOS, casillas, valores
from cronograma.models import Actividad, Responsabilidad
from cronograma.publicacion import documento_de_trabajo
from estrategia.catalogos import Rol
from estrategia.historia import anotar, sin_anotar
from estrategia.models import (
    Alcance,
    Asignacion,
    Definicion,
    Dependencia,
    Entidad,
    Estrategia,
    Fase,
    Firma,
    GrupoDeValor,
    InstanciaParticipacion,
    Paso,
    Procedimiento,
    ResultadoEsperado,
    Usuario,
)
from estrategia.texto import sin_acentos

CARPETA = Path(settings.BASE_DIR) / "fixtures"
ADMINISTRADOR = "administrador"
RAZON_DE_CARGA = "Cargada del documento de ejemplo"

# De la actividad, lo que el documento trae ya como el modelo lo guarda.
CAMPOS_DIRECTOS = (
    "numero nombre bloque momento elemento es_participacion es_rendicion accion_gestion instrumento"
    " metas objetivo tipo_espacio presencial virtual metodologia fecha_programada producto correo"
).split()
# De la estrategia, lo que no es relación ni celda.
APARTE = {"lider", "apoyo", "firmas", "encabezado", "fecha_documento", "vigencia", "tipo"}


def documentos() -> list[dict[str, Any]]:
    """Los documentos de ejemplo, en su orden."""
    return [leer(archivo.name) for archivo in sorted(CARPETA.glob("[0-9]*.json"))]


def leer(nombre: str) -> dict[str, Any]:
    """Un documento de ejemplo, por el nombre de su archivo."""
    return json.loads((CARPETA / nombre).read_text(encoding="utf-8"))


@transaction.atomic
def cargar(datos: Mapping[str, Any]) -> tuple[Entidad, Estrategia | None, bool]:
    """Guarda un documento: su entidad y su estrategia o su procedimiento.

    Returns:
        La entidad, la estrategia (ninguna si el documento es un procedimiento) y si el
        documento es nuevo; si no lo es, no se tocó nada.
    """
    entidad = cargar_entidad(datos)
    if "procedimiento" in datos:
        return entidad, None, cargar_procedimiento(entidad, datos["procedimiento"])
    estrategia, nueva = cargar_estrategia(entidad, datos["estrategia"])
    if nueva:
        cargar_actividades(estrategia, datos["actividades"])
        guardar_encabezado(estrategia, datos["estrategia"]["encabezado"])
    return entidad, estrategia, nueva


def cargar_entidad(datos: Mapping[str, Any]) -> Entidad:
    """La entidad del documento, con las dependencias, grupos e instancias que él nombra."""
    suyos = dict(datos["entidad"])
    entidad, nueva = Entidad.objects.get_or_create(slug=suyos.pop("slug"), defaults=suyos)
    if nueva:
        for modelo, filas in (
            (Dependencia, datos.get("dependencias", [])),
            (GrupoDeValor, _con_nombre(datos.get("grupos", []))),
            (InstanciaParticipacion, _con_nombre(datos.get("instancias", []))),
        ):
            modelo.objects.bulk_create(modelo(entidad=entidad, **fila) for fila in filas)
    return entidad


def _con_nombre(nombres: Iterable[str]) -> list[dict[str, str]]:
    return [{"nombre": nombre} for nombre in nombres]


def cargar_estrategia(entidad: Entidad, datos: Mapping[str, Any]) -> tuple[Estrategia, bool]:
    """La estrategia con los campos y las firmas de su encabezado, y si es nueva."""
    estrategia, nueva = Estrategia.objects.get_or_create(
        entidad=entidad,
        vigencia=datos["vigencia"],
        tipo=datos["tipo"],
        defaults={
            **{campo: valor for campo, valor in datos.items() if campo not in APARTE},
            "fecha_documento": _dia(datos["fecha_documento"]),
            "lider": _dependencia(entidad, datos["lider"]) if "lider" in datos else None,
        },
    )
    if nueva:
        estrategia.apoyo.set(_dependencia(entidad, nombre) for nombre in datos.get("apoyo", []))
        Firma.objects.bulk_create(
            Firma(estrategia=estrategia, orden=orden, **firma | {"fecha": _dia(firma["fecha"])})
            for orden, firma in enumerate(datos["firmas"], start=1)
        )
    return estrategia, nueva


def cargar_actividades(estrategia: Estrategia, actividades: Iterable[Mapping[str, Any]]) -> None:
    """Las actividades en el orden del documento, cada una con las celdas de su fila."""
    textos = {}
    for orden, datos in enumerate(actividades, start=1):
        actividad = cargar_actividad(estrategia, orden, datos)
        textos[actividad.pk] = datos["celdas"]
    guardar_celdas(estrategia, textos)
    anotar(estrategia.actividades.all(), por=None, razon=RAZON_DE_CARGA, nuevas=True)


def cargar_actividad(estrategia: Estrategia, orden: int, datos: Mapping[str, Any]) -> Actividad:
    """Una actividad con sus relaciones; las celdas se guardan después, todas juntas."""
    entidad = estrategia.entidad
    actividad = Actividad(
        estrategia=estrategia,
        orden=orden,
        alcance=_del_catalogo(Alcance, entidad, datos.get("alcance")),
        resultado=_del_catalogo(ResultadoEsperado, entidad, datos.get("resultado")),
        **{campo: datos[campo] for campo in CAMPOS_DIRECTOS if campo in datos},
    )
    with sin_anotar(actividad):
        actividad.save()
        actividad.fases.set(Fase.objects.filter(codigo__in=datos.get("fases", [])))
        actividad.grupos.set(entidad.grupos.filter(nombre__in=datos.get("grupos", [])))
        actividad.instancias.set(entidad.instancias.filter(nombre__in=datos.get("instancias", [])))
    Responsabilidad.objects.bulk_create(
        Responsabilidad(
            actividad=actividad,
            dependencia=_dependencia(entidad, nombre),
            orden=lugar,
            es_lider=lugar == 1,
        )
        for lugar, nombre in enumerate(datos.get("dependencias", []), start=1)
    )
    return actividad


def guardar_celdas(estrategia: Estrategia, textos: Mapping[int, Mapping[str, str]]) -> None:
    """Lo que decía la hoja de cada actividad, junto a lo que de ello se entendió.

    Una celda vacía también se guarda: así vuelve vacía al exportar, aunque lo entendido
    venga de la celda de al lado.
    """
    columnas = FORMATOS[estrategia.formato].columnas
    vacias = dict.fromkeys((columna.clave for columna in columnas), "")
    actividades = list(estrategia.actividades.completas())
    for actividad in actividades:
        leidas = {**vacias, **textos[actividad.pk]}
        actividad.celdas = valores.celdas_leidas(columnas, actividad.fila(), leidas)
    Actividad.objects.bulk_update(actividades, ["celdas"])


def guardar_encabezado(estrategia: Estrategia, textos: Mapping[str, str]) -> None:
    """Lo que decía cada casilla del encabezado, junto a lo que de ella se entendió."""
    estrategia.encabezado = casillas.celdas_leidas(
        FORMATOS[estrategia.formato], documento_de_trabajo(estrategia), textos
    )
    estrategia.save(update_fields=["encabezado"])


def cargar_procedimiento(entidad: Entidad, datos: Mapping[str, Any]) -> bool:
    """El procedimiento con sus definiciones y sus pasos. Devuelve si es nuevo."""
    suyos = {campo: datos[campo] for campo in ("nombre", "objetivo", "alcance", "notas")}
    procedimiento, nuevo = Procedimiento.objects.get_or_create(entidad=entidad, defaults=suyos)
    if nuevo:
        for modelo, filas in ((Definicion, datos["definiciones"]), (Paso, datos["pasos"])):
            modelo.objects.bulk_create(
                modelo(procedimiento=procedimiento, orden=orden, **fila)
                for orden, fila in enumerate(filas, start=1)
            )
    return nuevo


def publicar(
    estrategia: Estrategia, documento: Mapping[str, Any], *, por: Usuario, ahora: datetime
) -> None:
    """Registra el documento como publicación previa: su aprobación no consta en el sistema."""
    registrar_publicacion_previa(
        estrategia,
        por=por,
        documento=documento["fuente"],
        etiqueta=estrategia.version_documento,
        fecha=estrategia.fecha_documento,
        ahora=ahora,
    )


def crear_administrador(clave: str) -> Usuario:
    """Quien administra la instalación de ejemplo; ve todas las entidades."""
    return _usuario(
        ADMINISTRADOR, clave, first_name="Administración (demo)", is_superuser=True, entidad=None
    )


def crear_usuarios(entidad: Entidad, clave: str) -> dict[Rol, Usuario]:
    """Una persona de ejemplo por cada rol de la entidad, con la misma contraseña.

    La de «dependencia» reporta por la que más actividades tiene; si la entidad no tiene
    ninguna, no se crea.
    """
    la_mas_ocupada = _dependencia_mas_ocupada(entidad)
    return {
        rol: _usuario_de_rol(
            entidad, rol, clave, la_mas_ocupada if rol is Rol.DEPENDENCIA else None
        )
        for rol in Rol
        if rol is not Rol.DEPENDENCIA or la_mas_ocupada
    }


def _usuario_de_rol(
    entidad: Entidad, rol: Rol, clave: str, dependencia: Dependencia | None
) -> Usuario:
    usuario = _usuario(
        f"{rol.value}.{entidad.slug}", clave, first_name=f"{rol.label} (demo)", entidad=entidad
    )
    if not usuario.asignaciones.exists():
        Asignacion.objects.create(usuario=usuario, rol=rol, dependencia=dependencia)
    return usuario


def _usuario(nombre: str, clave: str, **datos: Any) -> Usuario:
    usuario = Usuario.objects.filter(username=nombre).first()
    return usuario or Usuario.objects.create(
        username=nombre, password=_cifrada(clave), is_staff=True, **datos
    )


@lru_cache(maxsize=1)
def _cifrada(clave: str) -> str:
    # Cifrar es lento a propósito; la clave es una sola y pública, y basta hacerlo una vez.
    return make_password(clave)


def _dependencia_mas_ocupada(entidad: Entidad) -> Dependencia | None:
    return (
        entidad.dependencias.annotate(cuantas=Count("responsabilidades"))
        .order_by("-cuantas", "pk")
        .first()
    )


def _dependencia(entidad: Entidad, nombre: str) -> Dependencia:
    # Por su clave: un documento escribe de dos maneras la misma dependencia.
    return entidad.dependencias.get(clave=sin_acentos(nombre))


def _del_catalogo(modelo: type[Alcance] | type[ResultadoEsperado], entidad, texto: str | None):
    return modelo.objects.de_entidad(entidad).get(texto=texto) if texto else None


def _dia(texto: str | None) -> date | None:
    return date.fromisoformat(texto) if texto else None
