"""Guardar por lotes: de valores entendidos a actividades con sus relaciones, en pocas consultas.

Miles de filas se escriben en tandas. Los nombres que faltan en los catálogos se crean una sola
vez. Lo llama `lote`, siempre dentro de una transacción.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import slugify

from cronograma.formatos import Columna
from cronograma.formatos.valores import celdas_leidas
from cronograma.models import Actividad, Responsabilidad
from cronograma.models.actividad import CAMPOS_DEL_SIGNIFICADO
from estrategia.models import (
    Alcance,
    Dependencia,
    Entidad,
    Estrategia,
    Fase,
    GrupoDeValor,
    InstanciaParticipacion,
    ResultadoEsperado,
)

from .catalogos import clave
from .valores import DE_CATALOGO, DIRECTOS, LISTAS, de_actividad, fila_de

TANDA = 500


class Nombres:
    """Los catálogos de la entidad por nombre; crea los que faltan."""

    def __init__(self, entidad: Entidad):
        self.entidad = entidad
        self.dependencias = {clave(una.nombre): una for una in entidad.dependencias.all()}
        self.grupos = {clave(uno.nombre): uno for uno in entidad.grupos.all()}
        self.instancias = {clave(una.nombre): una for una in entidad.instancias.all()}
        self.fases = {una.codigo: una for una in Fase.objects.all()}
        self.alcances = _primero_lo_propio(Alcance.objects.de_entidad(entidad))
        self.resultados = _primero_lo_propio(ResultadoEsperado.objects.de_entidad(entidad))

    def completar(self, filas: Sequence[dict[str, Any]]) -> dict[str, list[int]]:
        """Crea los nombres que las filas usan y no existen; devuelve los creados, por catálogo."""
        creados = {
            "dependencias": self._crear_dependencias(filas),
            "grupos": self._crear(GrupoDeValor, self.grupos, filas, "grupos"),
            "instancias": self._crear(InstanciaParticipacion, self.instancias, filas, "instancias"),
            "alcances": self._crear_textos(Alcance, self.alcances, filas, "alcance"),
            "resultados": self._crear_textos(
                ResultadoEsperado, self.resultados, filas, "resultado"
            ),
        }
        # La base decide el orden de los nombres; lo entendido de cada celda se guarda en ese orden.
        self.orden = {
            "grupos": _posiciones(self.entidad.grupos.values_list("nombre", flat=True)),
            "instancias": _posiciones(self.entidad.instancias.values_list("nombre", flat=True)),
            "fases": _posiciones(Fase.objects.values_list("codigo", flat=True)),
        }
        return {catalogo: ids for catalogo, ids in creados.items() if ids}

    def _crear(self, modelo, conocidos: dict, filas, campo: str) -> list[int]:
        faltan = {
            clave(nombre): nombre
            for fila in filas
            for nombre in fila.get(campo, ())
            if clave(nombre) not in conocidos
        }
        nuevos = modelo.objects.bulk_create(
            modelo(entidad=self.entidad, nombre=nombre) for nombre in faltan.values()
        )
        conocidos |= {clave(uno.nombre): uno for uno in nuevos}
        return [uno.pk for uno in nuevos]

    def _crear_dependencias(self, filas) -> list[int]:
        siglas = {clave(una.sigla) for una in self.dependencias.values() if una.sigla}
        faltan: dict[str, Dependencia] = {}
        for nombre, sigla in (par for fila in filas for par in fila.get("dependencias", ())):
            llave = clave(nombre)
            if llave in self.dependencias or llave in faltan:
                continue
            propia = sigla if sigla and clave(sigla) not in siglas else ""
            siglas.add(clave(propia))
            faltan[llave] = Dependencia(entidad=self.entidad, nombre=nombre, sigla=propia[:40])
        nuevas = Dependencia.objects.bulk_create(faltan.values())
        self.dependencias |= {clave(una.nombre): una for una in nuevas}
        return [una.pk for una in nuevas]

    def _crear_textos(self, modelo, conocidos: dict, filas, campo: str) -> list[int]:
        faltan = {
            clave(texto): texto
            for fila in filas
            if (texto := fila.get(campo, "")) and clave(texto) not in conocidos
        }
        nuevos = modelo.objects.bulk_create(
            modelo(entidad=self.entidad, texto=texto) for texto in faltan.values()
        )
        conocidos |= {clave(uno.texto): uno for uno in nuevos}
        return [uno.pk for uno in nuevos]


def _primero_lo_propio(consulta) -> dict[str, Any]:
    """Por texto; lo que la entidad agregó manda sobre lo oficial."""
    return {
        clave(uno.texto): uno
        for uno in sorted(consulta, key=lambda uno: uno.entidad_id is not None)
    }


def _posiciones(nombres: Iterable[str]) -> dict[str, int]:
    return {nombre: posicion for posicion, nombre in enumerate(nombres)}


# --- Actividades ----------------------------------------------------------------------------


def crear(
    estrategia: Estrategia, filas: Sequence[tuple[dict[str, Any], list[Columna]]], nombres: Nombres
) -> list[Actividad]:
    """Las actividades nuevas, con código, significado de la fecha, relaciones y celdas."""
    codigos = _codigos_libres(estrategia, [valores for valores, _ in filas])
    creadas = []
    for (valores, columnas), codigo in zip(filas, codigos, strict=True):
        actividad = Actividad(estrategia=estrategia, codigo=codigo)
        _poner(actividad, valores, nombres)
        actividad.celdas = _celdas(actividad, valores, columnas, nombres)
        creadas.append(actividad)
    Actividad.objects.bulk_create(creadas, batch_size=TANDA)
    _relacionar(list(zip(creadas, (valores for valores, _ in filas), strict=True)), nombres)
    return creadas


def cambiar(
    filas: Sequence[tuple[Actividad, dict[str, Any], list[Columna]]], nombres: Nombres
) -> None:
    """Pone en cada actividad solo lo que la hoja trae; lo demás queda como estaba."""
    campos: set[str] = set()
    for actividad, valores, columnas in filas:
        completos = de_actividad(actividad) | valores
        campos |= set(_poner(actividad, valores, nombres))
        actividad.celdas = {
            **actividad.celdas,
            **_celdas(actividad, completos, columnas, nombres, valores["celdas"]),
        }
    if not filas:
        return
    Actividad.objects.bulk_update(
        [actividad for actividad, *_ in filas], sorted(campos | {"celdas"}), batch_size=TANDA
    )
    _soltar([(actividad, valores) for actividad, valores, _ in filas])
    _relacionar([(actividad, valores) for actividad, valores, _ in filas], nombres)


def reordenar(actividades: Sequence[Actividad]) -> None:
    """Guarda el orden nuevo de las que no cambian en nada más."""
    Actividad.objects.bulk_update(actividades, ["orden"], batch_size=TANDA)


def _poner(actividad: Actividad, valores: dict[str, Any], nombres: Nombres) -> list[str]:
    """Los valores en los campos; devuelve los campos que tocó."""
    tocados = [campo for campo in (*DIRECTOS, "orden") if campo in valores]
    for campo in tocados:
        setattr(actividad, campo, valores[campo])
    catalogos = {"alcance": nombres.alcances, "resultado": nombres.resultados}
    for campo in DE_CATALOGO:
        if campo in valores:
            setattr(
                actividad,
                campo,
                catalogos[campo].get(clave(valores[campo])) if valores[campo] else None,
            )
            tocados.append(campo)
    actividad.extras = {**actividad.extras, **valores.get("extras", {})}
    actividad.actualizar_significado()
    return [*tocados, "extras", *CAMPOS_DEL_SIGNIFICADO]


def _celdas(
    actividad: Actividad,
    valores: dict[str, Any],
    columnas: list[Columna],
    nombres: Nombres,
    textos=None,
) -> dict[str, dict[str, Any]]:
    """Lo que decía cada celda y lo que se entendió de ella."""
    entendidos = valores | {
        "alcance": actividad.alcance.texto if actividad.alcance else "",
        "resultado": actividad.resultado.texto if actividad.resultado else "",
    }
    fila = fila_de(entendidos, actividad.programacion, actividad.estrategia.vigencia, nombres.orden)
    return celdas_leidas(columnas, fila, textos if textos is not None else valores["celdas"])


def _soltar(filas: Sequence[tuple[Actividad, dict[str, Any]]]) -> None:
    """Quita las relaciones que la hoja vuelve a decir."""
    for campo in LISTAS:
        suyas = [actividad.pk for actividad, valores in filas if campo in valores]
        intermedia = getattr(Actividad, campo).through
        for tanda in _tandas(suyas):
            intermedia.objects.filter(actividad_id__in=tanda).delete()
    suyas = [actividad.pk for actividad, valores in filas if "dependencias" in valores]
    for tanda in _tandas(suyas):
        Responsabilidad.objects.filter(actividad_id__in=tanda).delete()


def _relacionar(filas: Sequence[tuple[Actividad, dict[str, Any]]], nombres: Nombres) -> None:
    por_campo = {"grupos": nombres.grupos, "instancias": nombres.instancias, "fases": nombres.fases}
    for campo, conocidos in por_campo.items():
        relacion = getattr(Actividad, campo)
        otro = relacion.field.m2m_reverse_field_name() + "_id"
        intermedia = relacion.through
        intermedia.objects.bulk_create(
            (
                intermedia(**{"actividad_id": actividad.pk, otro: conocido.pk})
                for actividad, valores in filas
                for conocido in _conocidos(conocidos, valores.get(campo, ()), campo)
            ),
            batch_size=TANDA,
        )
    Responsabilidad.objects.bulk_create(
        (
            Responsabilidad(
                actividad=actividad, dependencia=dependencia, es_lider=orden == 0, orden=orden
            )
            for actividad, valores in filas
            for orden, dependencia in enumerate(_dependencias(nombres, valores))
        ),
        batch_size=TANDA,
    )


def _conocidos(conocidos: dict, suyos: Iterable[str], campo: str) -> Iterable:
    llaves = dict.fromkeys(uno if campo == "fases" else clave(uno) for uno in suyos)
    return (conocidos[llave] for llave in llaves if llave in conocidos)


def _dependencias(nombres: Nombres, valores: dict[str, Any]) -> list[Dependencia]:
    llaves = dict.fromkeys(clave(nombre) for nombre, *_ in valores.get("dependencias", ()))
    return [nombres.dependencias[llave] for llave in llaves]


def _tandas(ids: list[int]) -> Iterable[list[int]]:
    return (ids[desde : desde + TANDA] for desde in range(0, len(ids), TANDA))


def _codigos_libres(estrategia: Estrategia, filas: Sequence[dict[str, Any]]) -> list[str]:
    """El código del documento si identifica a cada una; si no, el siguiente número libre."""
    usados = set(Actividad.objects.filter(estrategia=estrategia).values_list("codigo", flat=True))
    propios = [_codigo_propio(valores) for valores in filas]
    veces, ocupados = Counter(propios), set(propios)
    siguiente = len(usados) + 1
    codigos = []
    for propio in propios:
        codigo = propio if propio and propio not in usados and veces[propio] == 1 else ""
        while not codigo:
            candidato = f"{siguiente:02d}"
            siguiente += 1
            codigo = "" if candidato in usados or candidato in ocupados else candidato
        usados.add(codigo)
        codigos.append(codigo)
    return codigos


def _codigo_propio(valores: dict[str, Any]) -> str:
    escrito = valores.get("codigo", "")
    return (
        escrito
        if escrito == slugify(escrito) or re.fullmatch(r"[A-Za-z0-9_-]{1,30}", escrito)
        else ""
    )
