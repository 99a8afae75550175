"""El resultado esperado se ofrece según el alcance elegido, como en el formato de Función Pública.

Cada opción de la lista dice de qué alcance es; el guion `resultado.js` esconde las que no
corresponden. Sin él la lista sale entera y `Actividad.clean` rechaza la que no cuadra.
"""

from django import forms
from django.forms.models import ModelChoiceIteratorValue


class ListaDeResultados(forms.Select):
    """La lista de resultados; cada opción lleva el alcance del que es resultado."""

    class Media:
        js = ("js/resultado.js",)

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-segun": "id_alcance"} | (attrs or {}), choices)

    def create_option(self, name, value, *args, **kwargs):
        opcion = super().create_option(name, value, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            opcion["attrs"]["data-alcance"] = value.instance.alcance_id or ""
        return opcion
