"""Direcciones públicas de `estrategia`."""

from django.urls import path

from . import views

app_name = "estrategia"
urlpatterns = [
    path("<slug:entidad>/procedimiento/", views.procedimiento, name="procedimiento"),
    path("<slug:entidad>/instancias/", views.instancias, name="instancias"),
]
