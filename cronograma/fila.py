"""Fila: una actividad como valor, entera, tal como la toman páginas, archivos y diferencias.

Se hace de una fila de trabajo (`Actividad.fila()`) o de una congelada
(`ActividadPublicada.fila`): quien la recibe no distingue. Sala pura: no consulta la base.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from cronograma.programacion import Programacion

ESQUEMA = 1  # Sube cuando cambia el significado de un campo congelado.


class Nombrado(NamedTuple):
    """Valor de catálogo como estaba al congelar: código estable y nombre visible."""

    codigo: str
    nombre: str


class Responsable(NamedTuple):
    """Dependencia que responde por la actividad; una sola es líder."""

    nombre: str
    sigla: str
    es_lider: bool

    @property
    def nombre_corto(self) -> str:
        """Sigla si la tiene, que es como la entidad la nombra; si no, el nombre."""
        return self.sigla or self.nombre


class Celda(NamedTuple):
    """Una celda de la hoja de la entidad: lo que decía y lo que se entendió de ella.

    Mientras el valor de la actividad siga siendo `valor`, al exportar se escribe `texto`.
    """

    texto: str
    valor: Any


@dataclass(frozen=True, kw_only=True)
class Fila:
    """Una actividad con todos sus textos y nombres."""

    codigo: str
    vigencia: int
    numero: str = ""
    orden: int = 0
    nombre: str
    bloque: str = ""
    momento: str = ""
    elemento: str = ""
    es_participacion: bool = False
    es_rendicion: bool = False
    fases: tuple[Nombrado, ...] = ()
    grupos: tuple[str, ...] = ()
    instancias: tuple[str, ...] = ()
    dependencias: tuple[Responsable, ...] = ()
    accion_gestion: str = ""
    instrumento: str = ""
    metas: str = ""
    metas_institucionales: tuple[Nombrado, ...] = ()
    objetivo: str = ""
    tipo_espacio: str = ""
    presencial: bool = False
    virtual: bool = False
    alcance: str = ""
    alcance_en_palabras: str = ""
    metodologia: str = ""
    resultado: str = ""
    fecha_programada: str = ""
    programacion: Programacion
    es_gradual: bool = False
    producto: str = ""
    presupuesto: str = ""
    correo: str = ""
    lugar: str = ""
    enlace: str = ""
    observaciones: str = ""
    seccion: str = ""
    celdas: Mapping[str, Celda] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)

    def como_dict(self) -> dict[str, Any]:
        """Valor canónico, listo para JSON, que se congela al publicar."""
        datos = {campo.name: getattr(self, campo.name) for campo in fields(self)}
        datos["programacion"] = self.programacion.como_dict()
        datos["fases"] = [fase._asdict() for fase in self.fases]
        datos["metas_institucionales"] = [meta._asdict() for meta in self.metas_institucionales]
        datos["dependencias"] = [dependencia._asdict() for dependencia in self.dependencias]
        datos["celdas"] = {clave: celda._asdict() for clave, celda in self.celdas.items()}
        datos["extras"] = dict(self.extras)
        return datos | {"grupos": list(self.grupos), "instancias": list(self.instancias)}

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> "Fila":
        """La fila que se congeló con `como_dict`.

        Raises:
            TypeError: si los datos traen un campo que este esquema no conoce.
        """
        return cls(
            **{
                **datos,
                "programacion": Programacion.desde_dict(datos["programacion"]),
                "fases": tuple(Nombrado(**fase) for fase in datos["fases"]),
                # Lo congelado antes de que hubiera catálogo de metas no las trae.
                "metas_institucionales": tuple(
                    Nombrado(**meta) for meta in datos.get("metas_institucionales", ())
                ),
                "dependencias": tuple(Responsable(**una) for una in datos["dependencias"]),
                "grupos": tuple(datos["grupos"]),
                "instancias": tuple(datos["instancias"]),
                "celdas": {clave: Celda(**celda) for clave, celda in datos["celdas"].items()},
            }
        )

    @property
    def lider(self) -> Responsable | None:
        """La dependencia que responde; ninguna si el documento no la dice."""
        return next((una for una in self.dependencias if una.es_lider), None)
