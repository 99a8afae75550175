"""Los informes en la administración: empezarlos, escribirlos viendo cómo quedan, emitirlos y firmarlos.

Planeación escribe el seguimiento y la evaluación de la estrategia; control interno, la suya. Quién puede
y qué falta lo dicen `informes.emision`; aquí solo se pregunta y se muestra.
"""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from estrategia.administracion import AdminDeEntidad
from seguimiento.exportar import informes as salidas
from seguimiento.exportar.informe_html import cuerpo
from seguimiento.informes import emision
from seguimiento.informes.lectura import Leido, leer
from seguimiento.informes.textos import escritos, partes_de
from seguimiento.models import EstadoDeInforme, Hallazgo, Informe, TipoDeInforme

from .formas_de_informe import (
    DeAdenda,
    DeFirmado,
    DeHallazgo,
    FormularioDeInforme,
    FormularioDeTextos,
    firmantes_de,
)

ZIP = "application/zip"


@admin.register(Informe)
class InformeAdmin(AdminDeEntidad):
    """La lista de informes y la página de cada uno."""

    cuelga_de = "estrategia"
    form = FormularioDeInforme
    fields = ("estrategia", "tipo", "periodo")
    autocomplete_fields = ("estrategia",)
    list_display = ("__str__", "estrategia", "tipo", "periodo", "estado", "emitido_en")
    list_filter = ("tipo", "estado", "estrategia__vigencia")
    list_select_related = ("estrategia__entidad",)
    search_fields = ("estrategia__nombre", "periodo", "consecutivo")
    ordering = ("-estrategia__vigencia", "estrategia", "-periodo", "tipo")

    def get_urls(self):
        def ruta(final: str, vista, nombre: str):
            nombre = f"seguimiento_informe_{nombre}"
            return path(final, self.admin_site.admin_view(vista), name=nombre)

        return [
            ruta("<int:pk>/archivo.<str:como>", self.archivo, "archivo"),
            ruta("<int:pk>/expediente.zip", self.expediente, "expediente"),
            ruta("<int:pk>/firmado.pdf", self.firmado, "firmado"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """Lo emitido, y los borradores de su oficina."""
        suyos = emision.tipos_que_escribe(request.user, hoy=timezone.localdate())
        todos = super().get_queryset(request)
        return todos.exclude(
            pk__in=todos.filter(estado=EstadoDeInforme.BORRADOR)
            .exclude(tipo__in=suyos)
            .values("pk")
        )

    def has_delete_permission(self, request, obj=None):
        """Un informe no se borra: el borrador se corrige y lo emitido es constancia."""
        return False

    # --- Empezar ---

    def has_add_permission(self, request):
        escribe = emision.tipos_que_escribe(request.user, hoy=timezone.localdate())
        return bool(escribe) and super().has_add_permission(request)

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulario = super().get_form(request, obj, change=change, **kwargs)
        suyos = emision.tipos_que_escribe(request.user, hoy=timezone.localdate())
        if "tipo" in formulario.base_fields:
            opciones = [uno for uno in TipoDeInforme.choices if uno[0] in suyos]
            formulario.base_fields["tipo"].choices = opciones
        return formulario

    def save_model(self, request, obj, form, change):
        nuevo = emision.empezar(
            obj.estrategia, obj.periodo, obj.tipo, por=request.user, ahora=timezone.now()
        )
        obj.pk = nuevo.pk

    def save_related(self, request, form, formsets, change):
        """`empezar` ya guardó el informe y anotó quién lo empezó."""

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(direccion_de(obj))

    # --- La página del informe ---

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """El borrador con su editor y cómo va quedando; emitido, sus archivos y adendas."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if self.get_object(request, object_id) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        informe = self._informe(request, object_id)
        if request.method == "POST":
            return self._actuar(request, informe)
        return self._pagina(request, informe, {})

    def _informe(self, request, pk) -> Informe:
        if not str(pk).isdecimal():
            raise Http404("No hay un informe con ese número.")
        informes = self.get_queryset(request).select_related("estrategia__entidad", "version_plan")
        informe = get_object_or_404(informes, pk=pk)
        if not emision.puede_ver(request.user, informe, hoy=timezone.localdate()):
            raise PermissionDenied
        return informe

    def _actuar(self, request, informe: Informe) -> HttpResponse:
        verbos: dict[str, Callable] = {
            "guardar": self._guardar,
            "emitir": self._emitir,
            "hallazgo": self._hallazgo,
            "quitar_hallazgo": self._quitar_hallazgo,
            "adenda": self._adenda,
            "firmado": self._firmado,
        }
        verbo = verbos.get(request.POST.get("verbo", "guardar"))
        if verbo is None:
            raise Http404("Eso no se le hace a un informe.")
        if not emision.puede_escribir(request.user, informe, hoy=timezone.localdate()):
            raise PermissionDenied
        try:
            return verbo(request, informe)
        except ValidationError as error:
            return self._con_reparos(request, informe, error)

    def _con_reparos(self, request, informe: Informe, error: ValidationError) -> HttpResponse:
        if _espera_json(request):
            return JsonResponse({"error": " ".join(error.messages)}, status=422)
        for frase in error.messages:
            messages.error(request, frase)
        return self._pagina(request, informe, {"textos_sin_guardar": request.POST})

    def _guardar(self, request, informe: Informe) -> HttpResponse:
        formulario = FormularioDeTextos(request.POST, informe=informe)
        formulario.is_valid()
        informe = emision.guardar_textos(
            informe,
            formulario.escritos,
            por=request.user,
            ahora=timezone.now(),
            firmantes=firmantes_de(request.POST),
        )
        if _espera_json(request):
            leido = leer(informe, hoy=timezone.localdate())
            hora = timezone.localtime().strftime("%H:%M:%S")
            return JsonResponse({"guardado": hora, "cuerpo": cuerpo(leido.escrito)})
        messages.success(request, "Guardado.")
        return HttpResponseRedirect(direccion_de(informe))

    def _emitir(self, request, informe: Informe) -> HttpResponse:
        emision.emitir(informe, por=request.user, ahora=timezone.now())
        messages.success(request, "El informe se emitió: sus cifras ya no cambian y son públicas.")
        return HttpResponseRedirect(direccion_de(informe))

    def _hallazgo(self, request, informe: Informe) -> HttpResponse:
        formulario = DeHallazgo(request.POST)
        pk = request.POST.get("hallazgo", "")
        suyo = get_object_or_404(informe.hallazgos, pk=pk) if pk.isdecimal() else None
        if not formulario.is_valid():
            raise ValidationError([f for frases in formulario.errors.values() for f in frases])
        hallazgo = emision.anotar_hallazgo(
            informe,
            por=request.user,
            ahora=timezone.now(),
            hallazgo=suyo,
            **formulario.cleaned_data,
        )
        messages.success(request, f"Quedó el hallazgo {hallazgo.numero}.")
        return HttpResponseRedirect(f"{direccion_de(informe)}#hallazgos")

    def _quitar_hallazgo(self, request, informe: Informe) -> HttpResponse:
        pk = request.POST.get("hallazgo", "")
        hallazgo = get_object_or_404(Hallazgo, informe=informe, pk=pk if pk.isdecimal() else None)
        emision.quitar_hallazgo(hallazgo, por=request.user, ahora=timezone.now())
        messages.success(request, "El hallazgo se quitó del borrador.")
        return HttpResponseRedirect(f"{direccion_de(informe)}#hallazgos")

    def _adenda(self, request, informe: Informe) -> HttpResponse:
        emision.agregar_adenda(
            informe, request.POST.get("texto", ""), por=request.user, ahora=timezone.now()
        )
        messages.success(request, "La adenda quedó con la fecha de hoy.")
        return HttpResponseRedirect(direccion_de(informe))

    def _firmado(self, request, informe: Informe) -> HttpResponse:
        formulario = DeFirmado(request.POST, request.FILES)
        if not formulario.is_valid():
            raise ValidationError([f for frases in formulario.errors.values() for f in frases])
        emision.cargar_firmado(
            informe,
            formulario.cleaned_data["archivo"],
            consecutivo=formulario.cleaned_data["consecutivo"],
            firmantes=firmantes_de(request.POST),
            por=request.user,
            ahora=timezone.now(),
        )
        messages.success(request, "El PDF firmado quedó cargado con su huella.")
        return HttpResponseRedirect(direccion_de(informe))

    def _pagina(self, request, informe: Informe, extra: dict) -> HttpResponse:
        hoy = timezone.localdate()
        leido = leer(informe, hoy=hoy)
        escribe = emision.puede_escribir(request.user, informe, hoy=hoy)
        es_borrador = informe.estado == EstadoDeInforme.BORRADOR
        contexto = self.admin_site.each_context(request) | {
            "title": str(informe),
            "opts": self.opts,
            "informe": informe,
            "leido": leido,
            "cuerpo": cuerpo(leido.escrito),
            "escribe": escribe,
            "es_borrador": es_borrador,
            "descargas": [salidas.SALIDAS[como] for como in salidas.salidas_de(informe.tipo)],
            "formulario_de_adenda": DeAdenda(),
            "formulario_de_firmado": DeFirmado(),
            "firmantes": _renglones_de_firma(informe),
        }
        if es_borrador and escribe:
            contexto |= self._del_borrador(informe, leido, hoy, extra)
        return TemplateResponse(request, "admin/seguimiento/informe/informe.html", contexto)

    def _del_borrador(self, informe: Informe, leido: Leido, hoy, extra: dict) -> dict:
        evaluacion = leido.hechos.evaluacion
        inicial = escritos(informe.tipo, informe.textos, evaluacion)
        return {
            "formulario": FormularioDeTextos(
                extra.get("textos_sin_guardar"), informe=informe, initial=inicial
            ),
            "faltan": emision.faltan_para_emitir(informe, evaluacion, hoy=hoy),
            "lleva_hallazgos": informe.tipo == TipoDeInforme.CONTROL,
            "hallazgos": [
                (uno, DeHallazgo(instance=uno, auto_id=f"hallazgo-{uno.pk}-%s"))
                for uno in informe.hallazgos.order_by("numero")
            ],
            "hallazgo_nuevo": DeHallazgo(auto_id="hallazgo-nuevo-%s"),
            "partes": partes_de(informe.tipo),
        }

    # --- Los archivos ---

    def archivo(self, request, pk: int, como: str) -> HttpResponse:
        """El informe en el formato pedido, como está ahora o como se emitió."""
        informe = self._informe(request, pk)
        try:
            contenido = salidas.hacer(leer(informe, hoy=timezone.localdate()), como)
        except salidas.NoHayEseFormato as error:
            raise Http404(str(error)) from error
        except salidas.FaltaPango as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(direccion_de(informe))
        return _descarga(
            contenido, salidas.SALIDAS[como].tipo, f"{salidas.nombre_de(informe)}.{como}"
        )

    def expediente(self, request, pk: int) -> HttpResponse:
        """El ZIP con todo lo que lo sostiene, según lo que la persona puede ver."""
        informe = self._informe(request, pk)
        if informe.estado == EstadoDeInforme.BORRADOR:
            raise Http404("El expediente es de un informe emitido.")
        contenido = salidas.expediente(informe, request.user, hoy=timezone.localdate())
        return _descarga(contenido, ZIP, f"expediente-{salidas.nombre_de(informe)}.zip")

    def firmado(self, request, pk: int) -> HttpResponse:
        """El PDF que las personas firmaron."""
        informe = self._informe(request, pk)
        if not informe.firmado_archivo:
            raise Http404("El informe no tiene PDF firmado.")
        with informe.firmado_archivo.open("rb") as abierto:
            contenido = abierto.read()
        nombre = f"{salidas.nombre_de(informe)}-firmado.pdf"
        return _descarga(contenido, "application/pdf", nombre)


def direccion_de(informe: Informe) -> str:
    """La página del informe."""
    return reverse("admin:seguimiento_informe_change", args=[informe.pk])


def _espera_json(request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _descarga(contenido: bytes, tipo: str, nombre: str) -> HttpResponse:
    respuesta = HttpResponse(contenido, content_type=tipo)
    respuesta["Content-Disposition"] = content_disposition_header(True, nombre)
    return respuesta


def _renglones_de_firma(informe: Informe) -> list[dict[str, str]]:
    """Quienes firman y dos renglones más."""
    return [*informe.firmantes, *({"nombre": "", "cargo": ""} for _ in range(2))]
