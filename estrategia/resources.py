"""La tabla de metas institucionales: una fila por meta, para ir y volver en Excel o CSV.

La meta se reconoce por su entidad y su código: la que existe se corrige y la que no, se
agrega. Quien es de una entidad puede omitir la columna «Entidad». Una celda que no se
entiende es un error de su fila, con la frase que dice cómo arreglarla.
"""

import re
from typing import Any

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from estrategia import acceso
from estrategia.catalogos import ODS
from estrategia.historia import anotar, anotar_como_estaba
from estrategia.models import Entidad, MetaInstitucional

ENTIDAD = "Entidad"
SEPARADOR = "; "
# Con esto delante, una hoja de cálculo no toma el texto por una fórmula; al volver se quita.
COMIENZOS_DE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
COMILLA = "'"
NO = {"no", "n", "0", "inactiva"}
SI = {"", "si", "sí", "s", "1", "x", "activa"}


def de_texto(valor: Any) -> str:
    """El texto de una celda, sin la comilla que la protegía."""
    return "" if valor is None else str(valor).removeprefix(COMILLA).strip()


class Texto(Widget):
    """Texto tal cual, nunca una fórmula."""

    def clean(self, value, row=None, **kwargs):
        return de_texto(value)

    def render(self, value, obj=None, **kwargs):
        texto = str(value or "")
        return COMILLA + texto if texto.startswith(COMIENZOS_DE_FORMULA) else texto


class ListaDeODS(Widget):
    """Los ODS por su número, separados por punto y coma: «3; 16»."""

    def clean(self, value, row=None, **kwargs):
        trozos = [uno for uno in re.split(r"[;,\s]+", de_texto(value)) if uno]
        for uno in trozos:
            # Excel devuelve «16.0» cuando la celda era un número.
            if not re.fullmatch(r"\d{1,2}(\.0)?", uno) or int(float(uno)) not in ODS.values:
                raise ValueError(
                    f"«{uno}» no es un ODS: escriba números del 1 al 17, como «3; 16»."
                )
        return sorted({int(float(uno)) for uno in trozos})

    def render(self, value, obj=None, **kwargs):
        return SEPARADOR.join(map(str, value or ()))


class SiNo(Widget):
    """«Sí» o «No»; en blanco, sí."""

    def clean(self, value, row=None, **kwargs):
        texto = de_texto(value).casefold()
        if texto not in SI | NO:
            raise ValueError(f"«{de_texto(value)}» no es sí ni no: escriba «Sí» o «No».")
        return texto in SI

    def render(self, value, obj=None, **kwargs):
        return "Sí" if value else "No"


class EntidadPorDireccion(Widget):
    """La entidad por su dirección corta; en blanco, la de la persona."""

    def __init__(self, recurso):
        super().__init__()
        self.recurso = recurso

    def clean(self, value, row=None, **kwargs):
        return self.recurso.entidad(de_texto(value))

    def render(self, value, obj=None, **kwargs):
        return value.slug if value else ""


class ConHistoria(ModelResource):
    """Tabla que anota lo importado una sola vez al final, y no en cada paso de cada fila."""

    def __init__(self, usuario=None, **kwargs):
        super().__init__(**kwargs)
        self.usuario = usuario
        self.guardadas: dict[bool, list[Any]] = {True: [], False: []}

    def before_save_instance(self, instance, row, **kwargs):
        """Antes de guardar: si de la fila no constaba nada, se anota cómo estaba."""
        es_nueva = instance.pk is None
        if not es_nueva and not kwargs.get("dry_run"):
            anotar_como_estaba(instance)
        instance.skip_history_when_saving = True
        self.guardadas[es_nueva].append(instance)

    def after_import(self, dataset, result, **kwargs):
        """Al final: una anotación por fila guardada, todas juntas."""
        if not kwargs.get("dry_run") and not (
            result.has_errors() or result.has_validation_errors()
        ):
            for es_nueva, filas in self.guardadas.items():
                anotar(filas, por=self.usuario, razon="Importada de una tabla", nuevas=es_nueva)


class MetaResource(ConHistoria):
    """Las metas que alcanza una persona, una por fila."""

    class Meta:
        model = MetaInstitucional
        fields = ("entidad", "codigo", "texto", "instrumento", "ods", "derechos", "activa")
        import_id_fields = ("entidad", "codigo")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.entidades: dict[str, Entidad] | None = None
        self.fields = {
            "entidad": Field("entidad", ENTIDAD, EntidadPorDireccion(self)),
            "codigo": Field("codigo", "Código", Texto()),
            "texto": Field("texto", "Meta", Texto()),
            "instrumento": Field("instrumento", "Instrumento de planeación", Texto()),
            "ods": Field("ods", "ODS", ListaDeODS()),
            "derechos": Field("derechos", "Derechos", Texto()),
            "activa": Field("activa", "Activa", SiNo()),
        }

    def get_queryset(self):
        metas = super().get_queryset().select_related("entidad")
        return acceso.limitar(metas, self.usuario).order_by("entidad__slug", "codigo")

    def before_import(self, dataset, **kwargs):
        """La columna «Entidad» puede faltar: entonces cada fila es de la entidad de la persona."""
        if ENTIDAD not in (dataset.headers or ()):
            dataset.append_col([""] * len(dataset), header=ENTIDAD)

    def entidad(self, direccion: str) -> Entidad:
        """La entidad de esa dirección, si la persona la alcanza.

        Raises:
            ValueError: si no la alcanza, o si la celda está en blanco y hay varias.
        """
        if not direccion and self.usuario.entidad_id:
            return self.usuario.entidad
        if self.entidades is None:
            alcanzables = acceso.limitar(Entidad.objects.all(), self.usuario)
            self.entidades = {una.slug: una for una in alcanzables}
        if direccion not in self.entidades:
            raise ValueError(
                f"«{direccion}» no es la dirección corta de una de sus entidades: escríbala como "
                "sale al exportar."
            )
        return self.entidades[direccion]
