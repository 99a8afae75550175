"""Direcciones de las oficinas que miran las tres apps, con sesión; y las públicas del seguimiento."""

from django.contrib import admin
from django.urls import path, register_converter

from cronograma import converters

from .views import (
    avance,
    compromisos,
    corte,
    cortes,
    evidencia,
    informes,
    linea_del_reporte,
    mejoras,
    memoria,
    mi_reporte,
    procedimiento,
    recibo,
    valoracion,
)

# Con otro nombre que en `cronograma`: Django no deja repetirlos y estas direcciones van antes.
register_converter(converters.Vigencia, "anio")
register_converter(converters.Tipo, "clase")
register_converter(converters.Dato, "tabla")

app_name = "seguimiento"

# De las oficinas: los cortes, lo que cada dependencia reporta y lo que lo respalda.
DE_LOS_CORTES = [
    ("estrategia/<int:pk>/cortes/", cortes.de_la_estrategia, "cortes"),
    ("corte/<int:pk>/", corte.corte, "corte"),
    ("mi-reporte/", mi_reporte.mis_reportes, "mis_reportes"),
    ("corte/<int:pk>/reporte/<int:dependencia>/", mi_reporte.reporte, "reporte"),
    (
        "corte/<int:pk>/reporte/<int:dependencia>/revisar/",
        mi_reporte.revisar,
        "reporte_revisar",
    ),
    (
        "corte/<int:pk>/reporte/<int:dependencia>/<int:actividad>/",
        linea_del_reporte.linea,
        "reporte_linea",
    ),
    (
        "corte/<int:pk>/reporte/<int:dependencia>/<int:actividad>/guardar/",
        mi_reporte.guardar_sola,
        "reporte_guardar",
    ),
    ("recibo/<int:pk>/", recibo.recibo, "recibo"),
    ("recibo/<int:pk>/recibo.pdf", recibo.recibo_pdf, "recibo_pdf"),
    ("evidencia/<int:pk>/", evidencia.evidencia, "evidencia"),
    ("reunion/<int:pk>/valoracion.pdf", valoracion.cartel, "valoracion_pdf"),
]
urlpatterns = [
    *(
        path(f"admin/seguimiento/{ruta}", admin.site.admin_view(vista), name=nombre)
        for ruta, vista, nombre in DE_LOS_CORTES
    ),
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
    path("<slug:entidad>/cronograma/<anio:vigencia>/seguimiento/", avance.avance, name="avance"),
    path("<slug:entidad>/compromisos/", compromisos.compromisos, name="compromisos"),
    path("<slug:entidad>/compromisos.<tabla:como>", compromisos.datos, name="compromisos_datos"),
    path(
        "<slug:entidad>/compromisos/<anio:vigencia>/<clase:tipo>/<int:numero>/",
        compromisos.compromiso,
        name="compromiso",
    ),
    path("<slug:entidad>/informes/", informes.informes, name="informes"),
    path("<slug:entidad>/informes/<int:pk>/", informes.informe, name="informe_publico"),
    path(
        "<slug:entidad>/informes/<int:pk>/<str:archivo>", informes.archivo, name="informe_archivo"
    ),
    path("<slug:entidad>/mejoras/", mejoras.mejoras, name="mejoras"),
    path("<slug:entidad>/mejoras.<tabla:como>", mejoras.datos, name="mejoras_datos"),
    path(
        "<slug:entidad>/reuniones/<int:pk>/valoracion/",
        valoracion.valoracion,
        name="valorar",
    ),
    path("<slug:entidad>/memorias/", memoria.memorias, name="memorias"),
    path("<slug:entidad>/memorias/<int:encuentro>/", memoria.memoria, name="memoria"),
]
