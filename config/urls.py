"""Direcciones: el admin para las oficinas; todo lo demás es la cara pública."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cronograma.urls")),
    path("", include("estrategia.urls")),
]

handler404 = "cronograma.views.respuestas.no_encontrada"
