"""Administración: la base de todas las pantallas del admin de Participa.

`AdminDeEntidad` y las tablas en línea preguntan siempre a `acceso`: qué filas se ven, qué
se puede hacer con ellas y qué se puede elegir en cada relación. Quien declara un admin no
vuelve a escribir ninguna de esas preguntas. Está aparte de `admin` porque las apps de
arriba también la usan, y nadie importa el `admin` de otro.
"""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten, get_fields_from_path, lookup_spawns_duplicates
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import Model, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.historia_en_admin import ConHistoria
from estrategia.models import Entidad

# Quien busca «rendicion» encuentra «Rendición».
LETRAS_CON_ACENTO = {
    "a": "[aáàâäã]",
    "e": "[eéèêë]",
    "i": "[iíìîï]",
    "o": "[oóòôöõ]",
    "u": "[uúùûü]",
    "n": "[nñ]",
}
SIN_DATO = "Sin dato"
CIFRAS_DE_UNA_LLAVE = 19
LETRA_SIN_ACENTO = {letra: clase for clase in LETRAS_CON_ACENTO.values() for letra in clase[1:-1]}


def puede(request, verbo: Verbo, cosa: Model | type[Model]) -> bool:
    """¿Puede hacerlo hoy quien hizo la petición? Aquí, y solo aquí, entra el reloj."""
    return acceso.puede(request.user, verbo, cosa, hoy=timezone.localdate())


def es_llave(texto: str) -> bool:
    """¿Puede ser la llave de una fila? Lo que no cabe en un entero de la base no se busca."""
    return texto.isdecimal() and len(texto) < CIFRAS_DE_UNA_LLAVE


def patron_sin_acentos(palabra: str) -> str:
    """Expresión regular que halla la palabra con o sin tildes.

    Sirve igual en SQLite y en PostgreSQL, y no pide columnas ni extensiones.
    """
    return "".join(LETRA_SIN_ACENTO.get(letra, re.escape(letra)) for letra in palabra.lower())


def alcanzables(db_field, request) -> QuerySet:
    """Las filas que la persona puede elegir en una relación."""
    return acceso.limitar(db_field.remote_field.model.objects.all(), request.user)


class FormularioDeEntidad(forms.ModelForm):
    """Formulario que no deja relacionar una fila con otra de una entidad distinta.

    El recorte de las listas ya lo impide a quien es de una entidad; esto vale también
    para quien administra todas.
    """

    def clean(self):
        datos = super().clean() or self.cleaned_data
        entidad = self.entidad_de_la_fila(datos)
        for campo, valor in list(datos.items()):
            for ajena in filas_ajenas(valor, entidad):
                self.add_error(campo, mensaje_de_ajena(ajena, entidad))
        return datos

    def entidad_de_la_fila(self, datos) -> Entidad | None:
        """La entidad que tendrá la fila: la de lo que el formulario dice que la contiene."""
        ruta = acceso.RUTAS.get(acceso.etiqueta_de(self.instance))
        if ruta is None or ruta == "pk":
            return None
        contiene = ruta.split("__")[0]
        fila = datos.get(contiene) or getattr(self.instance, contiene, None)
        return acceso.entidad_de(fila) if fila else None


class TablaDeEntidad(BaseInlineFormSet):
    """Tabla en línea que no deja relacionar sus filas con las de otra entidad."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Eliminar esta fila"

    def clean(self):
        super().clean()
        entidad = acceso.entidad_de(self.instance)
        for formulario in self.forms:
            for campo, valor in list(getattr(formulario, "cleaned_data", {}).items()):
                if campo == self.fk.name:
                    continue
                for ajena in filas_ajenas(valor, entidad):
                    formulario.add_error(campo, mensaje_de_ajena(ajena, entidad))


def filas_ajenas(valor, entidad: Entidad | None) -> list[Model]:
    """De lo elegido en un campo, lo que pertenece a otra entidad."""
    elegidas = valor if isinstance(valor, QuerySet) else [valor]
    return [una for una in elegidas if acceso.es_ajena(una, entidad)]


def mensaje_de_ajena(ajena: Model, entidad: Entidad) -> str:
    """La frase que dice qué se eligió mal y de dónde hay que elegir."""
    return f"«{ajena}» es de otra entidad. Elija una opción de {entidad}."


class FiltroDeLaEntidad(admin.RelatedFieldListFilter):
    """Filtro lateral que ofrece solo los valores que la persona alcanza."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = SIN_DATO

    def field_choices(self, field, request, model_admin):
        elegibles = acceso.condicion(field.remote_field.model, request.user)
        orden = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=orden, limit_choices_to=elegibles)


class AdminDeEntidad(ConHistoria):
    """Base de toda pantalla: cada persona ve y toca solo lo de su entidad."""

    form = FormularioDeEntidad
    list_per_page = 50
    show_full_result_count = False
    # De qué cuelga la fila: se elige al crearla y después no cambia.
    cuelga_de = "entidad"
    # Secciones del formulario que se pliegan mientras estén vacías.
    secciones_plegables: tuple[str, ...] = ()
    # De qué campo sale lo que muestra una columna calculada del formulario.
    contenido_de: dict[str, str] = {}

    def get_queryset(self, request):
        suyas = acceso.limitar(super().get_queryset(request), request.user)
        if not puede(request, Verbo.VER, self.model):
            return suyas  # La puerta está cerrada, y así lo dice.
        return acceso.limitar_a_lo_asignado(suyas, request.user, hoy=timezone.localdate())

    def changelist_view(self, request, extra_context=None):
        titulo = {"title": self.opts.verbose_name_plural.capitalize()}
        return super().changelist_view(request, titulo | (extra_context or {}))

    def has_module_permission(self, request):
        return puede(request, Verbo.VER, self.model)

    def has_view_permission(self, request, obj=None):
        return puede(request, Verbo.VER, obj or self.model)

    def has_add_permission(self, request):
        return puede(request, Verbo.AGREGAR, self.model)

    def has_change_permission(self, request, obj=None):
        return puede(request, Verbo.CAMBIAR, obj or self.model)

    def has_delete_permission(self, request, obj=None):
        return puede(request, Verbo.BORRAR, obj or self.model)

    def has_import_permission(self, request):
        return puede(request, Verbo.IMPORTAR, self.model)

    def has_preparar_permission(self, request):
        return puede(request, Verbo.PREPARAR, self.model)

    def has_publicar_permission(self, request):
        return puede(request, Verbo.PUBLICAR, self.model)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_valid_export_item_pks(self, request):
        """Lo que se puede pedir en una exportación; la biblioteca ofrece la tabla entera."""
        return self.get_queryset(request).values_list("pk", flat=True)

    def get_readonly_fields(self, request, obj=None):
        reservados = acceso.campos_de_solo_lectura(request.user, self.model)
        return (*super().get_readonly_fields(request, obj), *reservados)

    def get_prepopulated_fields(self, request, obj=None):
        reservados = acceso.campos_de_solo_lectura(request.user, self.model)
        llenados = super().get_prepopulated_fields(request, obj)
        return {campo: de for campo, de in llenados.items() if campo not in reservados}

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulario = super().get_form(request, obj, change=change, **kwargs)
        if change and self.cuelga_de in formulario.base_fields:
            fijo = formulario.base_fields[self.cuelga_de]
            fijo.disabled = True
            fijo.widget.can_add_related = fijo.widget.can_change_related = False
        return formulario

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return sin_borrar_lo_elegido(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = alcanzables(db_field, request)
        campo = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "entidad" and not acceso.administra(request.user):
            return fijar_en(campo, request.user.entidad_id)
        return campo

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = alcanzables(db_field, request)
        campo = super().formfield_for_manytomany(db_field, request, **kwargs)
        if isinstance(getattr(campo, "widget", None), AutocompleteSelectMultiple):
            # Cada valor ya trae su «quitar»; el de quitarlos todos rompe la lista para un lector
            # de pantalla, y solo así se le dice al control que no lo ponga.
            campo.widget.is_required = True
        return campo

    def get_list_filter(self, request):
        """Los filtros por una relación ofrecen solo lo que la persona alcanza."""
        filtros = []
        for filtro in super().get_list_filter(request):
            if not isinstance(filtro, str):
                filtros.append(filtro)
                continue
            relacion = get_fields_from_path(self.model, filtro)[-1].remote_field
            if relacion is None:
                filtros.append(filtro)
            elif relacion.model is not Entidad or acceso.administra(request.user):
                filtros.append((filtro, FiltroDeLaEntidad))
        return filtros

    def get_list_display(self, request):
        """La columna «entidad» sirve solo a quien ve más de una."""
        columnas = super().get_list_display(request)
        if acceso.administra(request.user):
            return columnas
        return tuple(columna for columna in columnas if columna != "entidad")

    def get_fieldsets(self, request, obj=None):
        """Pliega solo las secciones vacías: un campo lleno nunca queda escondido."""
        return [
            (
                titulo,
                self._plegada(opciones, obj) if titulo in self.secciones_plegables else opciones,
            )
            for titulo, opciones in super().get_fieldsets(request, obj)
        ]

    def _plegada(self, opciones: dict, obj: Model | None) -> dict:
        campos = [self.contenido_de.get(campo, campo) for campo in flatten(opciones["fields"])]
        if any(esta_lleno(obj, campo) for campo in campos):
            return opciones
        return {**opciones, "classes": (*opciones.get("classes", ()), "collapse")}

    def get_search_results(self, request, queryset, search_term):
        """Busca cada palabra en los campos de `search_fields`, sin reparar en tildes."""
        campos = self.get_search_fields(request)
        for palabra in search_term.split() if campos else ():
            patron = patron_sin_acentos(palabra)
            alguna = Q.create([(f"{campo}__iregex", patron) for campo in campos], Q.OR)
            queryset = queryset.filter(alguna)
        repite = any(lookup_spawns_duplicates(self.opts, campo) for campo in campos)
        return queryset, repite


class EnLinea(admin.TabularInline):
    """Base de toda tabla en línea, con las mismas preguntas a `acceso`."""

    formset = TablaDeEntidad
    extra = 0
    show_change_link = False

    def get_queryset(self, request):
        return acceso.limitar(super().get_queryset(request), request.user)

    def has_view_permission(self, request, obj=None):
        return puede(request, Verbo.VER, self.model)

    def has_add_permission(self, request, obj=None):
        return puede(request, Verbo.AGREGAR, self.model) and self._duena_editable(request, obj)

    def has_change_permission(self, request, obj=None):
        return puede(request, Verbo.CAMBIAR, self.model) and self._duena_editable(request, obj)

    def has_delete_permission(self, request, obj=None):
        return puede(request, Verbo.BORRAR, self.model) and self._duena_editable(request, obj)

    def _duena_editable(self, request, obj: Model | None) -> bool:
        return obj is None or obj.pk is None or puede(request, Verbo.CAMBIAR, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        campo = sin_borrar_lo_elegido(super().formfield_for_dbfield(db_field, request, **kwargs))
        return con_nombre(campo)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = alcanzables(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = alcanzables(db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def agregar_en_linea(modelo: type[Model], tabla: type[EnLinea]) -> None:
    """Pone una tabla de una app de arriba en la pantalla de un modelo de más abajo."""
    pantalla = admin.site.get_model_admin(modelo)
    pantalla.inlines = (*pantalla.inlines, tabla)


def con_nombre(campo: forms.Field | None) -> forms.Field | None:
    """El control con su nombre: en una tabla en línea el título de la columna no lo nombra."""
    if campo is not None:
        control = getattr(campo.widget, "widget", campo.widget)
        control.attrs["aria-label"] = str(campo.label or "")
    return campo


def fijar_en(campo: forms.ModelChoiceField, valor) -> forms.ModelChoiceField:
    """El campo, escondido y con un valor que el formulario no puede cambiar."""
    campo.widget = forms.HiddenInput()
    campo.initial, campo.disabled = valor, True
    return campo


def sin_borrar_lo_elegido(campo: forms.Field | None) -> forms.Field | None:
    """El campo sin el botón que borra la fila elegida: junto a «editar» invita al error."""
    if isinstance(getattr(campo, "widget", None), RelatedFieldWidgetWrapper):
        campo.widget.can_delete_related = False
    return campo


def esta_lleno(obj: Model | None, campo: str) -> bool:
    """¿Tiene la fila algo en ese campo? Lo que no es un campo de la fila no cuenta."""
    if obj is None or not hasattr(obj, campo):
        return False
    valor = getattr(obj, campo)
    return valor.exists() if hasattr(valor, "exists") else bool(valor)
