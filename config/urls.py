"""Direcciones: el admin para las oficinas; todo lo demás es la cara pública."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "Participa"
admin.site.site_title = "Participa"
admin.site.index_title = "Administración"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cronograma.urls")),
]
