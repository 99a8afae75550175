"""Las direcciones públicas. Las de una entidad empiezan por su nombre corto."""

from django.urls import path, register_converter

from . import converters
from .views import (
    cambios,
    convocatorias,
    datos,
    descarga,
    detalle,
    documento_marco,
    encuentro,
    entidades,
    incrustar,
    inscripciones,
    lista,
    mi_inscripcion,
    observaciones,
    preguntas,
    sitio,
    transparencia,
    version,
)

register_converter(converters.Vigencia, "vigencia")
register_converter(converters.Tipo, "tipo")
register_converter(converters.Archivo, "archivo")
register_converter(converters.Dato, "dato")
register_converter(converters.Mes, "mes")
register_converter(converters.Forma, "forma")
register_converter(converters.Imagen, "imagen")

CRONOGRAMA = "<slug:entidad>/cronograma/<vigencia:vigencia>/"
ESTRATEGIA = f"{CRONOGRAMA}<tipo:tipo>/"
ACTIVIDAD = f"{ESTRATEGIA}<slug:codigo>/"
REUNION = "<slug:entidad>/reuniones/<int:pk>/"
VERSION = f"{ESTRATEGIA}version/<int:numero>/"

app_name = "cronograma"
urlpatterns = [
    path("", entidades.entidades, name="entidades"),
    path("datos/", datos.datos, name="datos"),
    path("datos/diccionario/", datos.diccionario, name="diccionario"),
    path("datos/catalogo.jsonld", datos.catalogo, name="catalogo"),
    path("datos/openapi.json", datos.descripcion, name="openapi"),
    path("datos/v1/conjuntos.json", datos.conjuntos, name="conjuntos"),
    path("datos/v1/actividades.<dato:como>", datos.actividades, name="actividades"),
    path("robots.txt", sitio.robots, name="robots"),
    path("sitemap.xml", sitio.mapa, name="mapa"),
    path(".well-known/security.txt", sitio.seguridad, name="seguridad"),
    path("<slug:entidad>/", entidades.entidad, name="entidad"),
    path("<slug:entidad>/datos/", datos.datos, name="datos_de_entidad"),
    path("<slug:entidad>/datos/catalogo.jsonld", datos.catalogo, name="catalogo_de_entidad"),
    path("<slug:entidad>/transparencia/", transparencia.transparencia, name="transparencia"),
    path("<slug:entidad>/preguntas/", preguntas.lista, name="preguntas"),
    path("<slug:entidad>/preguntas/nueva/", preguntas.nueva, name="preguntar"),
    path(
        "<slug:entidad>/preguntas/seguimiento/",
        preguntas.seguimiento,
        name="seguimiento_de_aporte",
    ),
    path("<slug:entidad>/preguntas/preguntas.<dato:como>", preguntas.datos, name="preguntas_en"),
    path("<slug:entidad>/novedades.atom", incrustar.novedades, name="novedades"),
    path("<slug:entidad>/identidad.css", entidades.identidad, name="identidad"),
    path("<slug:entidad>/logo", entidades.logo, name="logo"),
    path(
        "<slug:entidad>/reuniones/<int:pk>/inscripcion/",
        inscripciones.inscribirse,
        name="inscribirse",
    ),
    path("<slug:entidad>/inscripcion/", mi_inscripcion.mi_inscripcion, name="mi_inscripcion"),
    path("<slug:entidad>/convocatorias/", convocatorias.convocatorias, name="convocatorias"),
    path(REUNION, encuentro.encuentro, name="encuentro"),
    path(f"{REUNION}calendario.ics", encuentro.ics, name="ics_de_encuentro"),
    path(f"{REUNION}qr.svg", encuentro.qr, name="qr_de_encuentro"),
    path(f"{REUNION}pieza", encuentro.pieza, name="pieza"),
    path(f"{REUNION}documentos/<int:material>/", encuentro.material, name="material"),
    path(
        f"{REUNION}invitacion-<forma:forma>.<imagen:como>",
        encuentro.invitacion_publica,
        name="invitacion",
    ),
    path(CRONOGRAMA, lista.lista, name="lista"),
    path(f"{CRONOGRAMA}mes/<mes:mes>/", lista.mes, name="mes"),
    path(f"{CRONOGRAMA}anio/", lista.anio, name="anio"),
    path(f"{CRONOGRAMA}incrustar/", incrustar.incrustar, name="incrustar"),
    path(f"{CRONOGRAMA}cronograma.ics", descarga.ics, name="ics"),
    path(f"{CRONOGRAMA}cronograma.<archivo:como>", descarga.descarga, name="descarga"),
    path(
        f"{CRONOGRAMA}<tipo:tipo>/documento/<slug:cual>",
        documento_marco.documento_marco,
        name="documento_marco",
    ),
    # Antes que la actividad: estas palabras no pueden ser el código de una.
    path(f"{ESTRATEGIA}cambios/", cambios.cambios, name="cambios"),
    path(f"{ESTRATEGIA}cambios.atom", cambios.atom, name="cambios_atom"),
    path(f"{ESTRATEGIA}borrador/", observaciones.borrador, name="borrador"),
    path(f"{ESTRATEGIA}borrador/respuesta/", observaciones.seguimiento, name="seguimiento"),
    path(VERSION, version.version, name="version"),
    path(f"{VERSION}<str:archivo>", version.archivo, name="archivo"),
    path(ACTIVIDAD, detalle.detalle, name="detalle"),
    path(f"{ACTIVIDAD}calendario.ics", descarga.ics_de_actividad, name="ics_de_actividad"),
    path(f"{ACTIVIDAD}qr.svg", detalle.qr, name="qr"),
]
