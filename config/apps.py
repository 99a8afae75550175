"""El admin de Django, con el encabezado y la portada de Participa."""

from django.contrib.admin.apps import AdminConfig


class AdminDeParticipa(AdminConfig):
    default_site = "estrategia.inicio.Sitio"
