"""Las hojas cargadas: subir, mirar lo que se entendió, confirmar y, si hace falta, deshacer.

Solo traduce: la lectura y el lote son de `importar`. Mirar no escribe nada (los GET no
cambian la base) y hasta confirmar no se toca ninguna actividad.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_POST

from cronograma.admin import columnas, vista_previa
from cronograma.formatos import FORMATOS
from cronograma.forms import FormularioDeEstrategiaNueva, FormularioDeHoja
from cronograma.importar import lote
from cronograma.importar.analisis import TIPO_POR_FORMATO
from cronograma.importar.duda import Duda, Gravedad
from cronograma.importar.informe import hoja_comentada
from cronograma.importar.lectura import leer
from cronograma.importar.libro import HojaIlegible
from cronograma.models import FilaImportada, Importacion
from cronograma.models.importacion import Accion, Emparejada, EstadoImportacion
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, es_llave, puede
from estrategia.catalogos import TipoEstrategia
from estrategia.models import Estrategia

# Cada fila manda dos o tres campos: la página queda lejos del límite de Django.
FILAS_POR_PAGINA = 25
TEXTO_PEGADO = "texto pegado.txt"
TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LA_MISMA, OTRA = "misma", "otra"


@admin.register(Importacion)
class ImportacionAdmin(AdminDeEntidad):
    change_list_template = "admin/cronograma/importacion/lista.html"
    list_display = (
        "nombre_archivo",
        "estrategia",
        "formato",
        "estado",
        "cargada_por",
        "cargada_en",
        "entidad",
    )
    list_filter = ("estado", "estrategia", "entidad")
    list_select_related = ("estrategia", "cargada_por", "entidad")
    date_hierarchy = "cargada_en"
    search_fields = ("nombre_archivo", "estrategia__nombre")

    def get_urls(self):
        propias = [
            ("cargar/", self.cargar, "cargar"),
            ("<int:pk>/columnas/", self.corregir_columnas, "columnas"),
            ("<int:pk>/confirmar/", self.confirmar, "confirmar"),
            ("<int:pk>/deshacer/", self.deshacer, "deshacer"),
            ("<int:pk>/descartar/", self.descartar, "descartar"),
            ("<int:pk>/original/", self.original, "original"),
            ("<int:pk>/dudas.xlsx", self.dudas, "dudas"),
        ]
        return [
            path(ruta, self.admin_site.admin_view(vista), name=f"cronograma_importacion_{nombre}")
            for ruta, vista, nombre in propias
        ] + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        propio = {"puede_importar": self.has_import_permission(request)}
        return super().changelist_view(request, propio | (extra_context or {}))

    # --- Cargar ------------------------------------------------------------------------------

    def cargar(self, request):
        """Pide la hoja, la lee y guarda el lote; si no se puede leer, dice por qué."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        formulario = FormularioDeHoja(
            request.POST or None,
            request.FILES or None,
            usuario=request.user,
            initial={"estrategia": request.GET.get("estrategia")},
        )
        if request.method == "POST" and formulario.is_valid():
            importacion = self._preparar(request, formulario)
            if importacion:
                return HttpResponseRedirect(direccion("change", importacion))
        return self._pagina(request, "cargar", {"title": "Importar hoja", "formulario": formulario})

    def _preparar(self, request, formulario) -> Importacion | None:
        datos = formulario.cleaned_data
        subido = datos["archivo"]
        contenido = subido.read() if subido else datos["texto"].encode()
        nombre = subido.name if subido else TEXTO_PEGADO
        estrategia = datos["estrategia"]
        try:
            return lote.preparar(
                leer(contenido, nombre),
                entidad=datos["entidad"],
                estrategia=estrategia,
                vigencia=estrategia.vigencia if estrategia else datos["vigencia"],
                formato=datos["formato"],
                por=request.user,
                archivo=contenido,
            )
        except HojaIlegible as error:
            formulario.add_error("archivo" if subido else "texto", str(error))
            return None

    # --- Mirar -------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """La vista previa antes de confirmar, y el informe después."""
        if request.method != "GET":
            raise PermissionDenied
        importacion = self.get_object(request, object_id)
        if importacion is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, importacion):
            raise PermissionDenied
        return self._mostrar(request, importacion)

    def _mostrar(self, request, importacion, nueva=None, status=200):
        filtro = request.GET.get("ver", "")
        vigencia = vista_previa.vigencia_de(importacion)
        pagina = Paginator(vista_previa.filas_de(importacion, filtro), FILAS_POR_PAGINA).get_page(
            request.GET.get("pagina")
        )
        abierta = importacion.estado == EstadoImportacion.POR_CONFIRMAR
        contexto = {
            "title": "Vista previa de la hoja" if abierta else "Hoja importada",
            "importacion": importacion,
            "vigencia": vigencia,
            "formato": FORMATOS.get(importacion.formato),
            "totales": vista_previa.totales(importacion),
            "filtro": filtro,
            "pagina": pagina,
            "filas": [vista_previa.FilaVista(una, vigencia) for una in pagina],
            "tablas": columnas.tablas_de(importacion.mapa) if abierta else [],
            "opciones": columnas.opciones() if abierta else [],
            "nueva": nueva or self._estrategia_nueva(importacion),
            "abierta": abierta,
            "puede_importar": puede(request, Verbo.IMPORTAR, importacion),
            "se_puede_deshacer": importacion.estado == EstadoImportacion.CONFIRMADA,
        }
        return self._pagina(request, "revisar", contexto, status=status)

    def _estrategia_nueva(self, importacion, datos=None) -> FormularioDeEstrategiaNueva | None:
        """El formulario de la estrategia que se creará, si la hoja no iba a ninguna."""
        if importacion.estrategia or importacion.estado != EstadoImportacion.POR_CONFIRMAR:
            return None
        formato = FORMATOS.get(importacion.formato)
        leido = importacion.encabezado.get("textos", {}).get("nombre", "")
        propuesta = {
            "tipo": TIPO_POR_FORMATO.get(importacion.formato, TipoEstrategia.COMBINADA),
            "nombre": (leido or (formato.descripcion if formato else ""))[:250],
        }
        nueva = Estrategia(
            entidad=importacion.entidad,
            vigencia=vista_previa.vigencia_de(importacion),
            formato=importacion.formato if formato else "",
        )
        return FormularioDeEstrategiaNueva(datos, instance=nueva, initial=propuesta)

    # --- Decidir -----------------------------------------------------------------------------

    @method_decorator(require_POST)
    def corregir_columnas(self, request, pk):
        """Lee de nuevo el original con las columnas que la persona corrigió."""
        anterior = self._por_confirmar(request, pk)
        contenido = contenido_de(anterior)
        try:
            nueva = lote.preparar(
                leer(contenido, anterior.nombre_archivo),
                entidad=anterior.entidad,
                estrategia=anterior.estrategia,
                vigencia=vista_previa.vigencia_de(anterior),
                mapa=columnas.mapa_corregido(anterior.mapa, request.POST),
                por=request.user,
                archivo=contenido,
            )
        except HojaIlegible as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(direccion("change", anterior))
        borrar_lote(anterior)
        messages.success(request, "La hoja se leyó de nuevo con las columnas corregidas.")
        return HttpResponseRedirect(direccion("change", nueva))

    @method_decorator(require_POST)
    def confirmar(self, request, pk):
        """Guarda lo decidido en la página y, si así se pidió, confirma el lote entero."""
        importacion = self._por_confirmar(request, pk)
        guardar_decisiones(importacion, request.POST)
        if "confirmar" not in request.POST:
            messages.success(request, "Se guardó lo que decidió en esta página.")
            vuelta = request.POST.get("vuelta", "")
            return HttpResponseRedirect(f"{direccion('change', importacion)}?{vuelta}")
        nueva = self._estrategia_nueva(importacion, request.POST)
        if nueva is not None and not nueva.is_valid():
            return self._mostrar(request, importacion, nueva=nueva)
        try:
            confirmar_lote(importacion, nueva, por=request.user)
        except ValidationError as error:
            for mensaje in error.messages:
                messages.error(request, mensaje)
        else:
            self.log_change(request, importacion, "Confirmó la importación.")
            messages.success(request, f"La hoja quedó importada en {importacion.estrategia}.")
        return HttpResponseRedirect(direccion("change", importacion))

    @method_decorator(require_POST)
    def descartar(self, request, pk):
        """Borra el lote sin confirmar: no se había tocado ninguna actividad."""
        importacion = self._por_confirmar(request, pk)
        self.log_deletions(request, [importacion])
        borrar_lote(importacion)
        messages.success(request, "La hoja se descartó; no cambió ninguna actividad.")
        return HttpResponseRedirect(direccion("changelist"))

    def deshacer(self, request, pk):
        """Muestra lo que se desharía; al confirmarlo, lo deshace."""
        importacion = self._suya(request, pk)
        if importacion.estado != EstadoImportacion.CONFIRMADA:
            messages.error(request, "Solo se deshace una importación confirmada.")
            return HttpResponseRedirect(direccion("change", importacion))
        if request.method != "POST":
            return self._pagina(
                request,
                "deshacer",
                {
                    "title": "Deshacer esta importación",
                    "importacion": importacion,
                    "resultado": lote.que_se_desharia(importacion),
                },
            )
        resultado = lote.deshacer(importacion, por=request.user, ahora=timezone.now())
        self.log_change(request, importacion, "Deshizo la importación.")
        messages.success(
            request,
            f"Importación deshecha. Actividades borradas: {len(resultado.borradas)}; devueltas a "
            f"como estaban: {len(resultado.restauradas)}; dejadas: {len(resultado.dejadas)}.",
        )
        return HttpResponseRedirect(direccion("change", importacion))

    # --- Descargar ---------------------------------------------------------------------------

    @method_decorator(require_GET)
    def original(self, request, pk):
        """El archivo tal como se subió."""
        importacion = self._vista(request, pk)
        if not importacion.archivo:
            raise Http404("Esta importación no guardó un archivo.")
        return FileResponse(
            importacion.archivo.open(), as_attachment=True, filename=importacion.nombre_archivo
        )

    @method_decorator(require_GET)
    def dudas(self, request, pk):
        """La hoja de la oficina con un comentario en cada celda dudosa."""
        importacion = self._vista(request, pk)
        if not importacion.archivo:
            raise Http404("Esta importación no guardó un archivo.")
        contenido = contenido_de(importacion)
        halladas = importacion.informe.get("errores", []) + importacion.informe.get("dudas", [])
        libro = hoja_comentada(
            leer(contenido, importacion.nombre_archivo),
            contenido,
            [Duda(**{**una, "gravedad": Gravedad(una["gravedad"])}) for una in halladas],
        )
        respuesta = HttpResponse(libro, content_type=TIPO_XLSX)
        respuesta["Content-Disposition"] = f'attachment; filename="dudas-{importacion.pk}.xlsx"'
        return respuesta

    # --- Quién y cuál ------------------------------------------------------------------------

    def _vista(self, request, pk) -> Importacion:
        """La importación, si la persona la puede ver; las demás no existen para ella."""
        suyas = self.get_queryset(request).select_related("estrategia", "entidad")
        importacion = suyas.filter(pk=pk).first()
        if importacion is None:
            raise Http404("No hay una importación con ese número.")
        if not puede(request, Verbo.VER, importacion):
            raise PermissionDenied
        return importacion

    def _suya(self, request, pk) -> Importacion:
        """La importación, si la persona puede decidir sobre ella."""
        importacion = self._vista(request, pk)
        if not puede(request, Verbo.IMPORTAR, importacion):
            raise PermissionDenied
        return importacion

    def _por_confirmar(self, request, pk) -> Importacion:
        importacion = self._suya(request, pk)
        if importacion.estado != EstadoImportacion.POR_CONFIRMAR:
            raise Http404("Esa importación ya se confirmó o se deshizo.")
        return importacion

    def _pagina(self, request, plantilla: str, contexto: dict, status: int = 200):
        base = self.admin_site.each_context(request) | {"opts": self.opts}
        nombre = f"admin/cronograma/importacion/{plantilla}.html"
        return TemplateResponse(request, nombre, base | contexto, status=status)


def direccion(pagina: str, importacion: Importacion | None = None) -> str:
    """La dirección de una pantalla de la importación."""
    return reverse(
        f"admin:cronograma_importacion_{pagina}", args=[importacion.pk] if importacion else []
    )


def contenido_de(importacion: Importacion) -> bytes:
    """Los bytes del archivo tal como se subió."""
    with importacion.archivo.open("rb") as archivo:
        return archivo.read()


def guardar_decisiones(importacion: Importacion, datos) -> None:
    """Lo que la persona marcó en la página: qué filas entran y cuáles son las mismas.

    Solo toca el lote. Una fila con errores o que ya no está en la hoja no se acepta.
    """
    mostradas = [int(pk) for pk in datos.getlist("fila") if es_llave(pk)]
    aceptadas = set(datos.getlist("aceptada"))
    filas = list(
        importacion.filas.filter(pk__in=mostradas, errores=[]).exclude(accion=Accion.AUSENTE)
    )
    for fila in filas:
        fila.aceptada = str(fila.pk) in aceptadas
        decision = datos.get(f"parecida-{fila.pk}", "")
        if fila.emparejada_por == Emparejada.PARECIDO and decision:
            _decidir_parecida(fila, decision)
    FilaImportada.objects.bulk_update(
        filas, ["aceptada", "accion", "actividad", "emparejada_por", "antes"]
    )


def _decidir_parecida(fila: FilaImportada, decision: str) -> None:
    fila.aceptada = decision in {LA_MISMA, OTRA}
    if decision == OTRA:
        fila.accion, fila.actividad, fila.emparejada_por, fila.antes = Accion.NUEVA, None, "", None


@transaction.atomic
def confirmar_lote(importacion: Importacion, nueva, *, por) -> None:
    """Confirma el lote; si iba a una estrategia nueva, la crea en la misma transacción."""
    if nueva is not None:
        importacion.estrategia = nueva.save()
        importacion.save(update_fields=["estrategia"])
    lote.confirmar(importacion, por=por, ahora=timezone.now())


def borrar_lote(importacion: Importacion) -> None:
    """El lote sin confirmar y su archivo."""
    archivo = importacion.archivo
    importacion.delete()
    if archivo:
        transaction.on_commit(lambda: archivo.storage.delete(archivo.name))
