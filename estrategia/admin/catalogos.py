"""Con quién se participa y hasta dónde: grupos, instancias, alcances y resultados."""

from django.contrib import admin, messages

from estrategia.administracion import AdminDeEntidad
from estrategia.models import (
    Alcance,
    GrupoDeValor,
    InstanciaParticipacion,
    ResultadoEsperado,
)


@admin.register(GrupoDeValor)
class GrupoDeValorAdmin(AdminDeEntidad):
    list_display = ("nombre", "caracterizado", "activo", "entidad")
    list_filter = ("caracterizado", "activo", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("nombre", "descripcion")
    autocomplete_fields = ("entidad",)
    fields = ("entidad", "nombre", "descripcion", ("caracterizado", "activo"))
    actions = ("confirmar",)

    @admin.action(
        description="Confirmar: están en la caracterización de la entidad", permissions=["change"]
    )
    def confirmar(self, request, consulta):
        """Marca como caracterizados los grupos que solo se habían visto en una hoja."""
        por_confirmar = list(consulta.filter(caracterizado=False))
        for grupo in por_confirmar:
            grupo.caracterizado = True
            grupo.save()
            self.log_change(request, grupo, "Confirmado: está en la caracterización.")
        messages.success(request, f"Grupos confirmados: {len(por_confirmar)}.")


@admin.register(InstanciaParticipacion)
class InstanciaParticipacionAdmin(AdminDeEntidad):
    list_display = ("nombre", "tipo", "norma", "activa", "entidad")
    list_filter = ("activa", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("nombre", "tipo", "norma")
    autocomplete_fields = ("entidad",)
    fields = ("entidad", "nombre", ("tipo", "norma"), "activa")


@admin.register(Alcance)
class AlcanceAdmin(AdminDeEntidad):
    list_display = ("texto", "en_palabras", "es_oficial", "entidad")
    list_filter = ("entidad",)
    list_select_related = ("entidad",)
    search_fields = ("texto", "en_palabras")
    autocomplete_fields = ("entidad",)
    fields = ("entidad", "texto", "en_palabras", "orden")

    @admin.display(description="del formato oficial", boolean=True)
    def es_oficial(self, alcance):
        return alcance.es_oficial


@admin.register(ResultadoEsperado)
class ResultadoEsperadoAdmin(AdminDeEntidad):
    list_display = ("texto", "alcance", "entidad")
    list_filter = ("alcance", "entidad")
    list_select_related = ("alcance", "entidad")
    search_fields = ("texto",)
    autocomplete_fields = ("entidad", "alcance")
    fields = ("entidad", "alcance", "texto")
