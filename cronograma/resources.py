"""La tabla llana: una fila por actividad, con columnas fijas, para ir y volver sin perder nada.

Entra y sale por el admin (Excel o CSV). Las relaciones van por su nombre, no por su número
interno, y tienen que existir en el catálogo de la entidad: lo que no existe es un error de
esa fila, nunca una fila nueva del catálogo. Para la hoja propia de la entidad está `importar`.
"""

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.widgets import ManyToManyWidget, Widget

from cronograma.celdas import Marca, leer_marca
from cronograma.models import Actividad, Responsabilidad
from estrategia import acceso
from estrategia.catalogos import Elemento, Momento, Seccion
from estrategia.models import (
    Alcance,
    Dependencia,
    Estrategia,
    Fase,
    GrupoDeValor,
    InstanciaParticipacion,
    MetaInstitucional,
    ResultadoEsperado,
)
from estrategia.resources import ConHistoria
from estrategia.texto import sin_acentos

ESTRATEGIA = "Estrategia"
SEPARADOR = ";"
LIDER = " (líder)"
# Con esto delante, Excel no toma el texto por una fórmula; al volver se quita.
COMIENZOS_DE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COMILLA = "'"


def como_texto(valor: Any) -> str:
    """El texto de una celda, nunca una fórmula."""
    texto = "" if valor is None else str(valor)
    peligroso = texto.startswith((*COMIENZOS_DE_FORMULA, COMILLA))
    return COMILLA + texto if peligroso else texto


def de_texto(valor: Any) -> str:
    """Lo contrario de `como_texto`."""
    texto = "" if valor is None else str(valor)
    return texto.removeprefix(COMILLA).strip() if texto else ""


class Texto(Widget):
    """Texto tal cual."""

    def clean(self, value, row=None, **kwargs):
        return de_texto(value)

    def render(self, value, obj=None, **kwargs):
        return como_texto(value)


class Entero(Widget):
    """Número entero; en blanco, cero."""

    def clean(self, value, row=None, **kwargs):
        texto = de_texto(value)
        try:
            return int(float(texto or 0))
        except ValueError:
            raise ValueError(f"«{texto}» no es un número entero.") from None

    def render(self, value, obj=None, **kwargs):
        return str(value or 0)


class SiNo(Widget):
    """«Sí» o en blanco; se aceptan las marcas de las hojas (x, ✓, 1)."""

    def clean(self, value, row=None, **kwargs):
        texto = de_texto(value)
        marca = leer_marca(texto).marca if texto else Marca.NO
        if marca is None:
            raise ValueError(f"«{texto}» no es sí ni no: escriba «Sí» o deje la celda en blanco.")
        return marca is Marca.SI

    def render(self, value, obj=None, **kwargs):
        return "Sí" if value else ""


class Opcion(Widget):
    """Un valor de un catálogo cerrado, por su nombre oficial."""

    def __init__(self, opciones):
        super().__init__()
        self.por_nombre = {sin_acentos(nombre): codigo for codigo, nombre in opciones.choices}
        self.nombres = dict(opciones.choices)

    def clean(self, value, row=None, **kwargs):
        texto = de_texto(value)
        if not texto:
            return ""
        try:
            return self.por_nombre[sin_acentos(texto)]
        except KeyError:
            posibles = ", ".join(self.nombres.values())
            raise ValueError(f"«{texto}» no es una opción. Las opciones son: {posibles}.") from None

    def render(self, value, obj=None, **kwargs):
        return self.nombres.get(value, "")


class DelCatalogo(Widget):
    """Una fila de un catálogo de la entidad de la estrategia, por su nombre."""

    def __init__(self, recurso, modelo, campo: str = "nombre"):
        super().__init__()
        self.recurso, self.modelo, self.campo = recurso, modelo, campo

    def clean(self, value, row=None, **kwargs):
        texto = de_texto(value)
        return self.buscar(texto, row) if texto else None

    def buscar(self, texto: str, row):
        """La fila con ese nombre, sin reparar en tildes ni mayúsculas.

        Raises:
            ValueError: si el catálogo de la entidad no la tiene.
        """
        catalogo = self.recurso.catalogo(self.modelo, self.campo, row)
        try:
            return catalogo[sin_acentos(texto)]
        except KeyError:
            nombre = self.modelo._meta.verbose_name_plural  # noqa: SLF001 -- público en Django
            raise ValueError(
                f"«{texto}» no está entre los valores de {nombre} de la entidad: corrija el "
                "nombre o agréguelo primero al catálogo."
            ) from None

    def render(self, value, obj=None, **kwargs):
        return como_texto(getattr(value, self.campo, ""))


class VariosDelCatalogo(ManyToManyWidget):
    """Varias filas de un catálogo, separadas por punto y coma."""

    def __init__(self, recurso, modelo, campo: str = "nombre"):
        super().__init__(modelo)
        self.una = DelCatalogo(recurso, modelo, campo)

    def clean(self, value, row=None, **kwargs):
        return [self.una.buscar(nombre, row) for nombre in partes(value)]

    def render(self, value, obj=None, **kwargs):
        nombres = (getattr(una, self.una.campo) for una in (value.all() if value else ()))
        return como_texto(f"{SEPARADOR} ".join(nombres))

    def cambia(self, leidas: list, gestor) -> bool:
        """¿Lo leído es distinto de lo guardado? El orden no importa."""
        return {una.pk for una in leidas} != {una.pk for una in gestor.all()}


class Responsables(VariosDelCatalogo):
    """Las dependencias en orden; la que lidera lleva «(líder)»."""

    def clean(self, value, row=None, **kwargs):
        return [
            (self.una.buscar(nombre.removesuffix(LIDER), row), nombre.endswith(LIDER))
            for nombre in partes(value)
        ]

    def render(self, value, obj=None, **kwargs):
        nombres = (
            una.dependencia.nombre + (LIDER if una.es_lider else "")
            for una in (value.all() if value else ())
        )
        return como_texto(f"{SEPARADOR} ".join(nombres))

    def cambia(self, leidas: list, gestor) -> bool:
        """¿Cambian las dependencias, su orden o quién lidera?"""
        return leidas != [(una.dependencia, una.es_lider) for una in gestor.all()]


class CampoDeResponsables(Field):
    """La relación con dependencias, que lleva orden y líder."""

    def get_value(self, instance):
        # Django no deja preguntar por la relación de una fila que todavía no existe.
        return super().get_value(instance) if instance.pk else None

    def save(self, instance, row, is_m2m=False, **kwargs):
        if not is_m2m:
            return
        instance.responsabilidades.all().delete()
        Responsabilidad.objects.bulk_create(
            Responsabilidad(
                actividad=instance, dependencia=dependencia, es_lider=es_lider, orden=orden
            )
            for orden, (dependencia, es_lider) in enumerate(self.clean(row, **kwargs))
        )


class EstrategiaPorClave(Widget):
    """La estrategia por su clave: entidad, vigencia y tipo, «hospital/2022/combinada»."""

    def __init__(self, recurso):
        super().__init__()
        self.recurso = recurso

    def clean(self, value, row=None, **kwargs):
        return self.recurso.estrategia(row)

    def render(self, value, obj=None, **kwargs):
        return clave_de(value) if value else ""


def clave_de(estrategia: Estrategia) -> str:
    """«hospital/2022/combinada»."""
    return f"{estrategia.entidad.slug}/{estrategia.vigencia}/{estrategia.tipo}"


def partes(valor: Any) -> list[str]:
    """Los nombres de una celda con varios."""
    return [parte.strip() for parte in de_texto(valor).split(SEPARADOR) if parte.strip()]


TEXTOS = {
    "codigo": "Código",
    "numero": "Número",
    "nombre": "Actividad",
    "bloque": "Bloque",
    "metas": "Metas y actividades de la gestión",
    "objetivo": "Objetivo",
    "tipo_espacio": "Tipo de espacio",
    "accion_gestion": "Acción de gestión",
    "instrumento": "Instrumento de planeación",
    "metodologia": "Metodología",
    "fecha_programada": "Fecha programada",
    "fecha_fijada": "Significado fijado a mano",
    "producto": "Meta o producto",
    "presupuesto": "Presupuesto y recursos",
    "correo": "Correo de contacto",
    "lugar": "Lugar",
    "enlace": "Enlace",
    "observaciones": "Observaciones",
}
MARCAS = {
    "es_participacion": "Participación ciudadana en la gestión",
    "es_rendicion": "Rendición de cuentas",
    "presencial": "Presencial",
    "virtual": "Virtual",
    "es_gradual": "Avanza gradualmente",
    "seccion_confirmada": "Sección confirmada",
}
OPCIONES = {
    "momento": ("Momento", Momento),
    "elemento": ("Elemento", Elemento),
    "seccion": ("Sección del menú Participa", Seccion),
}
UNO = {
    "alcance": ("Alcance", Alcance),
    "resultado": ("Resultado esperado", ResultadoEsperado),
}
VARIOS = {
    "instancias": ("Instancias de participación", InstanciaParticipacion, "nombre"),
    "grupos": ("Grupos de valor", GrupoDeValor, "nombre"),
    "fases": ("Fases y etapas", Fase, "nombre"),
    "metas_institucionales": ("Metas institucionales (código)", MetaInstitucional, "codigo"),
}
ORDEN = (
    "estrategia codigo orden bloque numero nombre momento elemento es_participacion es_rendicion"
    " instancias grupos fases metas metas_institucionales objetivo tipo_espacio presencial"
    " virtual accion_gestion instrumento alcance metodologia resultado fecha_programada"
    " fecha_fijada es_gradual producto responsabilidades presupuesto correo lugar enlace"
    " observaciones seccion seccion_confirmada"
).split()


def con_relaciones(actividades: QuerySet) -> QuerySet:
    """Las actividades con todo lo que la tabla muestra, en un número fijo de consultas."""
    return (
        actividades.select_related("estrategia__entidad", "alcance", "resultado")
        .prefetch_related(*VARIOS, "responsabilidades__dependencia")
        .order_by("estrategia", "orden", "pk")
    )


class ActividadResource(ConHistoria):
    """Las actividades que alcanza una persona, una por fila."""

    class Meta:
        model = Actividad
        export_order = ORDEN
        import_order = ORDEN
        import_id_fields = ("estrategia", "codigo")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.catalogos: dict[tuple, dict] = {}
        self.estrategias: dict[str, Estrategia] | None = None
        self.fields = {nombre: self._campo(nombre) for nombre in ORDEN}

    def _campo(self, nombre: str) -> Field:
        if nombre == "estrategia":
            return Field("estrategia", ESTRATEGIA, EstrategiaPorClave(self))
        if nombre == "orden":
            return Field("orden", "Orden", Entero())
        if nombre == "responsabilidades":
            columna = "Dependencias responsables"
            return CampoDeResponsables(nombre, columna, Responsables(self, Dependencia))
        if nombre in TEXTOS:
            return Field(nombre, TEXTOS[nombre], Texto())
        if nombre in MARCAS:
            return Field(nombre, MARCAS[nombre], SiNo())
        if nombre in OPCIONES:
            columna, opciones = OPCIONES[nombre]
            return Field(nombre, columna, Opcion(opciones))
        if nombre in UNO:
            columna, modelo = UNO[nombre]
            return Field(nombre, columna, DelCatalogo(self, modelo, "texto"))
        columna, modelo, campo = VARIOS[nombre]
        return Field(nombre, columna, VariosDelCatalogo(self, modelo, campo))

    def get_queryset(self) -> QuerySet:
        return acceso.limitar(con_relaciones(super().get_queryset()), self.usuario)

    def filter_export(self, queryset, **kwargs):
        return con_relaciones(queryset)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Valida la actividad como se guardará: con el significado de su fecha ya leído."""
        if instance.estrategia_id:
            instance.actualizar_significado()
        return super().validate_instance(instance, import_validation_errors, validate_unique)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Una fila que no cambia nada no se guarda ni se cuenta como cambiada."""
        if import_validation_errors or original.pk is None:
            return False
        return not any(
            self._cambia(campo, instance, original, row) for campo in self.get_import_fields()
        )

    def _cambia(self, campo: Field, instance, original, row) -> bool:
        if isinstance(campo.widget, VariosDelCatalogo):
            return campo.widget.cambia(campo.clean(row), campo.get_value(original))
        return campo.get_value(instance) != campo.get_value(original)

    def estrategia(self, row) -> Estrategia:
        """La estrategia que nombra la fila, si la persona la alcanza.

        Raises:
            ValueError: si no la alcanza o la clave no dice ninguna.
        """
        if self.estrategias is None:
            alcanzables = acceso.limitar(Estrategia.objects.select_related("entidad"), self.usuario)
            self.estrategias = {clave_de(una): una for una in alcanzables}
        clave = de_texto(row.get(ESTRATEGIA))
        try:
            return self.estrategias[clave]
        except KeyError:
            raise ValueError(
                f"No hay una estrategia «{clave}» entre las suyas: escriba entidad/vigencia/tipo, "
                "como sale al exportar."
            ) from None

    def catalogo(self, modelo, campo: str, row) -> dict[str, Any]:
        """Las filas de un catálogo que puede usar la entidad de la fila, por su nombre."""
        entidad = self.estrategia(row).entidad
        llave = (modelo, entidad.pk)
        if llave not in self.catalogos:
            filas = (una for una in modelo.objects.all() if not acceso.es_ajena(una, entidad))
            self.catalogos[llave] = {sin_acentos(getattr(una, campo)): una for una in filas}
        return self.catalogos[llave]
