"""Direcciones de las oficinas que miran las tres apps; piden sesión, como todo el admin."""

from django.contrib import admin
from django.urls import path

from .views import procedimiento

app_name = "seguimiento"
urlpatterns = [
    path(
        "admin/seguimiento/procedimiento/<int:pk>/",
        admin.site.admin_view(procedimiento.procedimiento),
        name="procedimiento",
    ),
    path(
        "admin/seguimiento/procedimiento/<int:pk>/procedimiento.pdf",
        admin.site.admin_view(procedimiento.procedimiento_pdf),
        name="procedimiento_pdf",
    ),
]
