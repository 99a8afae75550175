"""Los filtros de la bandeja de lo que escribe la ciudadanía."""

from django.contrib import admin
from django.utils import timezone

from cronograma.aportes.estado import EstadoDeAporte, en_estado
from cronograma.aportes.pendientes import CORTES, llaves


class FiltroDePlazo(admin.SimpleListFilter):
    title = "plazo"
    parameter_name = "plazo"

    def lookups(self, request, model_admin):
        return [(corte, nombre) for corte, (nombre, _) in CORTES.items()]

    def queryset(self, request, consulta):
        if self.value() in CORTES:
            hoy = timezone.localdate()
            return consulta.filter(pk__in=llaves(consulta, self.value(), hoy=hoy))
        return consulta


class FiltroDeEstado(admin.SimpleListFilter):
    title = "en qué va"
    parameter_name = "en_que_va"

    def lookups(self, request, model_admin):
        return EstadoDeAporte.choices

    def queryset(self, request, consulta):
        return en_estado(consulta, self.value()) if self.value() in EstadoDeAporte else consulta
