"""El lote: guardar lo leído y confirmarlo en una transacción. Es la puerta de la sala.

`preparar` solo escribe el lote; nada de la entidad cambia. `confirmar` aplica las filas
aceptadas, todas o ninguna. `deshacer` (en su módulo) devuelve lo que había.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from cronograma.formatos import FORMATOS, TABLA, Clase, Columna
from cronograma.models import (
    Actividad,
    FilaImportada,
    Importacion,
    MapaDeColumnas,
)
from cronograma.models.importacion import Accion, EstadoImportacion
from estrategia.models import Entidad, Estrategia

from . import encabezar, guardar
from .analisis import Analisis, FilaAnalizada, analizar, leer_para, vigencia_de
from .columnas import CLASES, ColumnaLeida, clase_en
from .deshacer import Deshecha, deshacer, que_se_desharia, testigos
from .informe import informe
from .libro import Libro, coordenada
from .valores import EN_BLANCO, de_actividad, sumar

__all__ = [
    "Deshecha",
    "confirmar",
    "deshacer",
    "guardar_lote",
    "preparar",
    "que_se_desharia",
    "testigos",
]

TANDA = 500
YA_CONFIRMADA = "Esta importación ya se confirmó o se deshizo: cargue la hoja de nuevo."

# --- Preparar -------------------------------------------------------------------------------


def preparar(
    libro: Libro,
    *,
    entidad: Entidad,
    estrategia: Estrategia | None,
    vigencia: int | None = None,
    mapa: dict | None = None,
    formato: str = "",
    por=None,
    archivo: bytes = b"",
) -> Importacion:
    """Lee el libro y guarda el lote; nada más cambia.

    Raises:
        HojaIlegible: si no hay actividades o la vigencia es otra.
    """
    leido = leer_para(libro, entidad, mapa=mapa, formato=formato)
    analisis = analizar(
        leido, entidad=entidad, estrategia=estrategia, vigencia=vigencia_de(leido, vigencia)
    )
    return guardar_lote(analisis, por=por, archivo=archivo, mapa=mapa)


@transaction.atomic
def guardar_lote(
    analisis: Analisis, *, por=None, archivo: bytes = b"", mapa: dict | None = None
) -> Importacion:
    """El lote de un análisis ya hecho."""
    leido = analisis.leido
    importacion = Importacion(
        entidad=analisis.entidad,
        estrategia=analisis.estrategia,
        nombre_archivo=leido.nombre[:250],
        sha256=hashlib.sha256(archivo).hexdigest(),
        formato=leido.nombre_del_formato,
        mapa=leido.mapa | {"corregido": bool(mapa)},
        encabezado=encabezar.leido(analisis),
        informe=informe(analisis),
        cargada_por=por,
    )
    if archivo:
        importacion.archivo.save(leido.nombre, ContentFile(archivo), save=False)
    importacion.save()
    FilaImportada.objects.bulk_create(
        (_fila(importacion, orden, una) for orden, una in enumerate(analisis.filas, start=1)),
        batch_size=TANDA,
    )
    FilaImportada.objects.bulk_create(
        (
            FilaImportada(
                importacion=importacion,
                orden=len(analisis.filas) + orden,
                valores={"nombre": una.nombre, "numero": una.numero},
                accion=Accion.AUSENTE,
                # Lo que ya no está en la hoja se conserva: retirarlo es decisión de una persona.
                aceptada=False,
                actividad=una,
            )
            for orden, una in enumerate(analisis.ausentes, start=1)
        ),
        batch_size=TANDA,
    )
    return importacion


def _fila(importacion: Importacion, orden: int, una: FilaAnalizada) -> FilaImportada:
    interpretada, leida = una.interpretada, una.interpretada.fila
    return FilaImportada(
        importacion=importacion,
        orden=orden,
        hoja=leida.hoja[:120],
        fila=leida.fila,
        celdas=_celdas_de(una),
        valores=interpretada.valores,
        dudas=[d.como_dict() for d in interpretada.dudas if d not in interpretada.errores],
        errores=[d.como_dict() for d in interpretada.errores],
        accion=una.accion,
        aceptada=una.aceptada,
        emparejada_por=una.emparejada_por,
        actividad=una.actividad,
        antes=una.antes,
    )


def _celdas_de(una: FilaAnalizada) -> dict[str, dict[str, Any]]:
    """Cada celda con su sitio en la hoja, por la clave de su columna o por su título."""
    leida, valores = una.interpretada.fila, una.interpretada.valores
    celdas: dict[str, dict[str, Any]] = {}
    for columna in leida.tabla.columnas:
        clave = (
            columna.clave
            if columna.campo and columna.clave in valores["celdas"]
            else columna.rotulo
        )
        celda = leida.celdas.get(columna.numero)
        celdas.setdefault(
            clave,
            {
                "celda": coordenada(celda.fila if celda else leida.fila, columna.numero),
                "texto": celda.texto if celda else "",
            },
        )
        if celda and celda.columna != columna.numero:
            # Estaba corrida: su sitio es donde está escrita, no donde debería.
            celdas[clave]["celda"] = coordenada(celda.fila, celda.columna)
    return celdas


# --- Confirmar ------------------------------------------------------------------------------


@transaction.atomic
def confirmar(importacion: Importacion, *, por=None, ahora: datetime) -> Importacion:
    """Aplica las filas aceptadas del lote, todas o ninguna.

    Raises:
        ValidationError: si el lote ya se confirmó o no tiene estrategia.
    """
    lote = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    if lote.estado != EstadoImportacion.POR_CONFIRMAR:
        raise ValidationError(YA_CONFIRMADA)
    if lote.estrategia is None:
        raise ValidationError(
            "Elija la estrategia a la que van las actividades antes de confirmar."
        )
    filas = list(lote.filas.exclude(accion=Accion.AUSENTE).filter(aceptada=True, errores=[]))
    nombres = guardar.Nombres(lote.entidad)
    creados = nombres.completar([fila.valores for fila in filas])
    _aplicar(lote, filas, nombres)
    lote.encabezado = lote.encabezado | {"antes": encabezar.aplicar(lote, nombres)}
    lote.informe = lote.informe | {"creados": creados}
    lote.estado = EstadoImportacion.CONFIRMADA
    lote.confirmada_por, lote.confirmada_en = por, ahora
    lote.save()
    _recordar_mapa(lote)
    importacion.refresh_from_db()
    return importacion


def _aplicar(lote: Importacion, filas: list[FilaImportada], nombres: guardar.Nombres) -> None:
    columnas = _columnas(lote)
    nuevas = [fila for fila in filas if fila.accion == Accion.NUEVA]
    for fila in nuevas:
        _marcar_tipo(lote.estrategia, fila.valores)
    creadas = guardar.crear(lote.estrategia, [(f.valores, columnas(f)) for f in nuevas], nombres)
    for fila, actividad in zip(nuevas, creadas, strict=True):
        fila.actividad = actividad
    existentes = (
        {
            una.pk: una
            for una in Actividad.objects.filter(
                pk__in=[
                    f.actividad_id for f in filas if f.accion != Accion.NUEVA and f.actividad_id
                ]
            ).completas()
        }
        if len(filas) > len(nuevas)
        else {}
    )
    for una in existentes.values():
        una.estrategia = lote.estrategia
    cambiadas = [f for f in filas if f.accion == Accion.CAMBIADA and f.actividad_id in existentes]
    for fila in cambiadas:
        # Pudo editarse entre la previsualización y ahora: lo de antes es lo de ahora mismo.
        fila.antes = de_actividad(existentes[fila.actividad_id]) | {
            "celdas": existentes[fila.actividad_id].celdas
        }
    guardar.cambiar(
        [(existentes[f.actividad_id], f.valores, columnas(f)) for f in cambiadas], nombres
    )
    _reordenar(filas, existentes)
    _anotar_despues(nuevas + cambiadas)


def _marcar_tipo(estrategia: Estrategia, valores: dict[str, Any]) -> None:
    """Sin columnas que lo digan, la actividad es de lo que es su estrategia."""
    if "es_participacion" not in valores and "es_rendicion" not in valores:
        valores["es_participacion"] = estrategia.tipo in ("participacion", "combinada")
        valores["es_rendicion"] = estrategia.tipo in ("rendicion", "combinada")


def _columnas(lote: Importacion) -> Callable[[FilaImportada], list[Columna]]:
    """Las columnas de la hoja de cada fila, como las declara su formato."""
    formato = (FORMATOS | {TABLA.nombre: TABLA}).get(lote.formato)
    hechas: dict[tuple, list[Columna]] = {}

    def de(fila: FilaImportada) -> list[Columna]:
        claves = tuple(fila.valores["celdas"])
        if claves not in hechas:
            hechas[claves] = [_columna(formato, clave) for clave in claves]
        return hechas[claves]

    return de


def _columna(formato, clave: str) -> Columna:
    campo, _, detalle = clave.partition(":")
    return clase_en(
        formato, ColumnaLeida(0, "", "", campo, detalle, clase=CLASES.get(campo, Clase.TEXTO))
    )


def _reordenar(filas: list[FilaImportada], existentes: dict[int, Actividad]) -> None:
    """Las iguales solo pueden cambiar de sitio."""
    movidas = []
    for fila in filas:
        actividad = existentes.get(fila.actividad_id)
        if fila.accion == Accion.IGUAL and actividad and actividad.orden != fila.valores["orden"]:
            actividad.orden = fila.valores["orden"]
            movidas.append(actividad)
    if movidas:
        guardar.reordenar(movidas)


def _anotar_despues(filas: list[FilaImportada]) -> None:
    """Cómo quedó cada actividad: si después alguien la edita, deshacer la deja en paz."""
    for fila in filas:
        antes = fila.antes if fila.accion == Accion.CAMBIADA else EN_BLANCO
        fila.despues = sumar(antes or EN_BLANCO, fila.valores)
    # Con tantas columnas JSON, volver a insertar cuesta la décima parte que actualizar.
    FilaImportada.objects.bulk_create(
        filas,
        batch_size=TANDA,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["actividad", "valores", "antes", "despues"],
    )


def _recordar_mapa(lote: Importacion) -> None:
    """Las columnas que una persona corrigió valen para la próxima hoja igual de la entidad."""
    if not lote.mapa.get("corregido"):
        return
    for tabla in lote.mapa.get("hojas", []):
        MapaDeColumnas.objects.update_or_create(
            entidad=lote.entidad,
            huella=tabla["huella"],
            defaults={"columnas": tabla["columnas"]},
        )
