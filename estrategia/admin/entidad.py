"""La entidad y sus dependencias."""

from django.contrib import admin

from estrategia.administracion import AdminDeEntidad, EnLinea
from estrategia.models import Caracterizacion, Dependencia, DiaNoHabilPropio, Entidad


class CaracterizacionesEnLinea(EnLinea):
    model = Caracterizacion
    fields = ("fecha", "documento", "archivo", "enlace")


@admin.register(Entidad)
class EntidadAdmin(AdminDeEntidad):
    list_display = ("nombre", "sigla", "municipio", "departamento", "activa")
    list_filter = ("activa", "departamento")
    search_fields = ("nombre", "sigla", "municipio")
    prepopulated_fields = {"slug": ("nombre",)}
    inlines = (CaracterizacionesEnLinea,)
    secciones_plegables = ("Procedencia",)
    fieldsets = (
        ("Identificación", {"fields": ("nombre", ("slug", "sigla"), ("nit", "activa"))}),
        (
            "Dónde queda",
            {"fields": (("municipio", "departamento"), ("codigo_divipola", "direccion"))},
        ),
        (
            "Cómo se comunica la ciudadanía",
            {
                "fields": (
                    ("horario", "telefono"),
                    ("correo", "correo_notificaciones"),
                    ("linea_anticorrupcion", "enlace_pqrsd"),
                    "sitio_web",
                )
            },
        ),
        ("Imagen", {"fields": (("logo", "color_acento"),)}),
        ("Procedencia", {"fields": ("procedencia",)}),
    )


@admin.register(Dependencia)
class DependenciaAdmin(AdminDeEntidad):
    list_display = ("nombre", "sigla", "correo", "activa", "entidad")
    list_filter = ("activa", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("nombre", "sigla")
    autocomplete_fields = ("entidad",)
    fieldsets = (
        (None, {"fields": ("entidad", "nombre", ("sigla", "correo"), "activa")}),
        (
            "Respuestas a la ciudadanía",
            {
                "fields": ("quien_responde", "quien_aprueba"),
                "description": (
                    "Quien responda o apruebe necesita además el rol de esta dependencia, o el de "
                    "planeación. Planeación siempre puede responder; nadie aprueba lo que redactó."
                ),
            },
        ),
    )


@admin.register(DiaNoHabilPropio)
class DiaNoHabilPropioAdmin(AdminDeEntidad):
    """Los días en que la entidad no atiende. Agregar uno vuelve a contar todos los plazos."""

    list_display = ("dia", "motivo", "entidad")
    list_filter = ("entidad",)
    list_select_related = ("entidad",)
    date_hierarchy = "dia"
    search_fields = ("motivo",)
    fields = ("entidad", "dia", "motivo")
