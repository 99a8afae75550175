"""Al guardar, la fila se toma bajo llave: comparar y escribir son un solo paso."""

from django.contrib import admin
from django.db import connection


class BajoLlave(admin.ModelAdmin):
    """Pantalla que, al guardar, lee la fila con llave hasta terminar."""

    def get_object(self, request, object_id, from_field=None):
        fila = super().get_object(request, object_id, from_field)
        if fila is None or request.method != "POST" or not connection.in_atomic_block:
            return fila
        llave = self.model.objects.select_for_update().filter(pk=fila.pk)
        return super().get_object(request, object_id, from_field) if llave.first() else None
