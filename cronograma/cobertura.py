"""Cobertura: si el plan contempla a todos los grupos de valor caracterizados.

Es el punto de control del procedimiento (formulación, paso 4: «verificar si los grupos de
valor están contemplados en al menos una de las actividades»). Entra una estrategia; sale la
matriz de grupos × actividades y de grupos × fases, y lo que falta para presentarla al
Comité. Solo cuentan los grupos de la caracterización; los que únicamente se vieron escritos
en una hoja esperan que planeación los confirme. No decide quién puede ejecutar el control.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from cronograma.fila import Fila
from cronograma.models import ControlDeCobertura
from cronograma.plan import Plan
from estrategia.catalogos import Modalidad
from estrategia.models import Estrategia, GrupoDeValor
from estrategia.texto import sin_acentos

SIN_MODALIDAD = ""  # La actividad no dice cómo se asiste.
MODALIDADES = (*Modalidad.values, SIN_MODALIDAD)


class Contemplada(NamedTuple):
    """Una actividad que invita al grupo, con lo que se necesita para nombrarla."""

    codigo: str
    numero: str
    nombre: str


class FaseDeMatriz(NamedTuple):
    """Una columna de la matriz."""

    codigo: str
    nombre: str


@dataclass(frozen=True, kw_only=True)
class FilaDeCobertura:
    """Un grupo: qué actividades lo invitan, y cuántas por fase y por modalidad.

    `por_fase` va en el orden de las columnas de la matriz. Una actividad de dos fases
    cuenta en las dos; una sin fase, en ninguna.
    """

    grupo: str
    actividades: tuple[Contemplada, ...]
    por_fase: tuple[int, ...]
    por_modalidad: tuple[int, ...]

    @property
    def esta_cubierto(self) -> bool:
        """¿Lo contempla al menos una actividad?"""
        return bool(self.actividades)


@dataclass(frozen=True, kw_only=True)
class Cobertura:
    """La matriz de cobertura de una estrategia, y su conclusión.

    `caracterizacion` es el documento con su fecha, vacío si la entidad no lo registró.
    `filas` son los grupos caracterizados; `por_confirmar`, los que solo se vieron en una
    hoja. `sin_grupo` son las actividades que no dicen a quién se dirigen.
    """

    entidad: str
    vigencia: int
    estrategia: str
    caracterizacion: str
    fases: tuple[FaseDeMatriz, ...]
    filas: tuple[FilaDeCobertura, ...]
    por_confirmar: tuple[FilaDeCobertura, ...]
    sin_grupo: tuple[Contemplada, ...]

    @property
    def es_verificable(self) -> bool:
        """¿Hay contra qué comparar? Sin caracterización o sin grupos en ella, no se puede."""
        return bool(self.caracterizacion and self.filas)

    @property
    def descubiertos(self) -> tuple[str, ...]:
        """Los grupos caracterizados que ninguna actividad contempla."""
        return tuple(fila.grupo for fila in self.filas if not fila.esta_cubierto)

    @property
    def es_conforme(self) -> bool:
        """¿Todos los grupos caracterizados están en al menos una actividad?"""
        return self.es_verificable and not self.descubiertos

    @property
    def conclusion(self) -> str:
        """Lo que el control concluye, en una frase."""
        if not self.es_verificable:
            return f"No se puede verificar: {_por_que_no_se_puede(self)}."
        cuantos, faltan = len(self.filas), len(self.descubiertos)
        if faltan:
            return f"{cuantos - faltan} de {cuantos} grupos de valor están contemplados."
        if cuantos == 1:
            return "El único grupo de valor está contemplado."
        return f"Los {cuantos} grupos de valor están contemplados."

    def dice_lo_mismo(self, otra: "Cobertura") -> bool:
        """¿Concluyen lo mismo de los mismos grupos, con la misma caracterización?"""
        return _lo_que_concluye(self) == _lo_que_concluye(otra)

    def como_dict(self) -> dict[str, Any]:
        """Valor canónico, listo para JSON, que se congela al ejecutar el control."""
        datos = asdict(self)
        datos["fases"] = [fase._asdict() for fase in self.fases]
        datos["sin_grupo"] = [una._asdict() for una in self.sin_grupo]
        datos["filas"] = [_fila_como_dict(fila) for fila in self.filas]
        datos["por_confirmar"] = [_fila_como_dict(fila) for fila in self.por_confirmar]
        return datos

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> "Cobertura":
        """La matriz que se congeló con `como_dict`."""
        return cls(
            **{
                **datos,
                "fases": tuple(FaseDeMatriz(**fase) for fase in datos["fases"]),
                "filas": tuple(_fila_desde_dict(fila) for fila in datos["filas"]),
                "por_confirmar": tuple(_fila_desde_dict(una) for una in datos["por_confirmar"]),
                "sin_grupo": tuple(Contemplada(**una) for una in datos["sin_grupo"]),
            }
        )


def _fila_como_dict(fila: FilaDeCobertura) -> dict[str, Any]:
    return {
        "grupo": fila.grupo,
        "actividades": [una._asdict() for una in fila.actividades],
        "por_fase": list(fila.por_fase),
        "por_modalidad": list(fila.por_modalidad),
    }


def _fila_desde_dict(datos: Mapping[str, Any]) -> FilaDeCobertura:
    return FilaDeCobertura(
        grupo=datos["grupo"],
        actividades=tuple(Contemplada(**una) for una in datos["actividades"]),
        por_fase=tuple(datos["por_fase"]),
        por_modalidad=tuple(datos["por_modalidad"]),
    )


def _lo_que_concluye(matriz: Cobertura) -> tuple:
    return (
        matriz.caracterizacion,
        sorted(fila.grupo for fila in matriz.filas),
        sorted(matriz.descubiertos),
    )


def _por_que_no_se_puede(matriz: Cobertura) -> str:
    if not matriz.caracterizacion:
        return "la entidad no ha registrado el documento de caracterización de sus grupos de valor"
    return "ningún grupo de valor está marcado como parte de la caracterización"


def cobertura(estrategia: Estrategia) -> Cobertura:
    """La matriz de la estrategia como está hoy en preparación.

    El número de consultas no depende del de actividades ni del de grupos.
    """
    actividades = estrategia.actividades.vigentes().completas()
    filas = tuple(actividad.fila() for actividad in actividades)
    plan = Plan(
        vigencia=estrategia.vigencia, tipo=estrategia.tipo, formato=estrategia.formato, filas=filas
    )
    grupos = list(estrategia.entidad.grupos.filter(activo=True).order_by("nombre", "pk"))
    fases = tuple(FaseDeMatriz(una.codigo, una.nombre) for una in plan.fases_que_recorre())
    ultima = estrategia.entidad.caracterizaciones.order_by("-fecha", "-pk").first()
    return Cobertura(
        entidad=estrategia.entidad.nombre,
        vigencia=estrategia.vigencia,
        estrategia=estrategia.nombre,
        caracterizacion=str(ultima) if ultima else "",
        fases=fases,
        filas=_filas(filas, (uno for uno in grupos if uno.caracterizado), fases),
        por_confirmar=_filas(filas, (uno for uno in grupos if not uno.caracterizado), fases),
        sin_grupo=tuple(_contemplada(fila) for fila in filas if not fila.grupos),
    )


def _filas(
    filas: Iterable[Fila], grupos: Iterable[GrupoDeValor], fases: Iterable[FaseDeMatriz]
) -> tuple[FilaDeCobertura, ...]:
    invitaciones: dict[str, list[Fila]] = {}
    for fila in filas:
        for nombre in fila.grupos:
            invitaciones.setdefault(sin_acentos(nombre), []).append(fila)
    return tuple(
        _fila(grupo.nombre, invitaciones.get(sin_acentos(grupo.nombre), []), fases)
        for grupo in grupos
    )


def _fila(grupo: str, invitan: list[Fila], fases: Iterable[FaseDeMatriz]) -> FilaDeCobertura:
    modalidades = [
        Modalidad.de_marcas(presencial=fila.presencial, virtual=fila.virtual) or SIN_MODALIDAD
        for fila in invitan
    ]
    codigos = [{fase.codigo for fase in fila.fases} for fila in invitan]
    return FilaDeCobertura(
        grupo=grupo,
        actividades=tuple(_contemplada(fila) for fila in invitan),
        por_fase=tuple(sum(fase.codigo in suyas for suyas in codigos) for fase in fases),
        por_modalidad=tuple(modalidades.count(modalidad) for modalidad in MODALIDADES),
    )


def _contemplada(fila: Fila) -> Contemplada:
    return Contemplada(fila.codigo, fila.numero, fila.nombre)


def ejecutar_control(
    estrategia: Estrategia, *, por, ahora: datetime, razon: str = ""
) -> ControlDeCobertura:
    """Ejecuta el punto de control y guarda su resultado, que ya no cambia.

    Args:
        razon: por qué se sigue adelante si falta un grupo o no se puede verificar.

    Raises:
        ValidationError: si se escribe una razón y nada falta.
    """
    resultado = cobertura(estrategia)
    control = ControlDeCobertura(
        estrategia=estrategia,
        ejecutado_en=ahora,
        ejecutado_por=por,
        resultado=resultado.como_dict(),
        conforme=resultado.es_conforme,
        razon=razon.strip(),
    )
    control.full_clean()
    control.save()
    return control


def resultado_de(control: ControlDeCobertura) -> Cobertura:
    """La matriz como estaba cuando el control se ejecutó."""
    return Cobertura.desde_dict(control.resultado)


def ultimo_control(estrategia: Estrategia) -> ControlDeCobertura | None:
    """El control más reciente, si alguno se ha ejecutado."""
    controles = estrategia.controles_de_cobertura.select_related("ejecutado_por")
    return controles.order_by("-ejecutado_en", "-pk").first()


def sigue_valiendo(control: ControlDeCobertura | None, actual: Cobertura) -> bool:
    """¿Concluye el control ejecutado lo mismo que la matriz de hoy?"""
    return control is not None and resultado_de(control).dice_lo_mismo(actual)


def faltan_por_cobertura(estrategia: Estrategia) -> list[str]:
    """Qué falta del punto de control para presentar la estrategia al Comité.

    Un grupo descubierto, o no poder verificar, se puede dejar así con una razón escrita al
    ejecutar el control. La razón vale mientras la conclusión sea la misma: si después cambian
    los grupos o queda otro por fuera, el control vuelve a estar pendiente.
    """
    return lo_que_falta(cobertura(estrategia), ultimo_control(estrategia))


def lo_que_falta(actual: Cobertura, ultimo: ControlDeCobertura | None) -> list[str]:
    """Lo mismo, para quien ya tiene la matriz de hoy y el último control."""
    if ultimo and sigue_valiendo(ultimo, actual) and (actual.es_conforme or ultimo.razon):
        return []
    return _lo_que_no_cubre(actual) or [_falta_ejecutarlo(ultimo)]


def _lo_que_no_cubre(actual: Cobertura) -> list[str]:
    salida = "o ejecute el control de cobertura y escriba por qué se sigue así"
    if not actual.es_verificable:
        arreglo = "Márquelos" if actual.caracterizacion else "Regístrelo"
        return [f"{actual.conclusion} {arreglo}, {salida}."]
    return [
        f"Ninguna actividad contempla al grupo de valor «{grupo}». Inclúyalo en una, {salida}."
        for grupo in actual.descubiertos
    ]


def _falta_ejecutarlo(ultimo: ControlDeCobertura | None) -> str:
    if ultimo is None:
        return "Ejecutar el punto de control de cobertura (formulación, paso 4)."
    return (
        f"Volver a ejecutar el control de cobertura: desde el {ultimo.ejecutado_en:%d/%m/%Y} "
        "cambiaron los grupos de valor o las actividades que los contemplan."
    )
