"""Direcciones: el admin para las oficinas; todo lo demás es la cara pública."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Antes que las del admin, que contestan todo lo que empieza por admin/.
    path("", include("seguimiento.urls")),
    path("admin/", admin.site.urls),
    # Lo subido es privado: lo entrega una vista que mira quién pregunta (MEDIA_URL).
    path("archivos/<path:ruta>", admin.site.admin_view(admin.site.archivo), name="archivo"),
    path("", include("cronograma.urls")),
    path("", include("estrategia.urls")),
]

handler404 = "cronograma.views.respuestas.no_encontrada"
