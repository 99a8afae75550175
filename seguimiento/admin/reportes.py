"""El formato interno de reporte en la administración: llenarlo, revisarlo, entregarlo y recibirlo.

La dependencia que lidera la actividad y planeación usan las mismas páginas; cada una ve lo que puede
hacer. Lo que se puede lo deciden `reportes` y `memoria`.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.models import Encuentro, Responsabilidad
from estrategia import acceso
from estrategia.administracion import AdminDeEntidad
from estrategia.encargo import nombre_con_encargo
from seguimiento import memoria, reportes
from seguimiento.admin.formato import (
    FormularioDeReporte,
    contenidos_de,
    renglones_de_asistencia,
    sello_de,
)
from seguimiento.admin.pasos import (
    DeEvidenciaObligatoria,
    adjuntar,
    evidencias_visibles,
    poner_reparos,
)
from seguimiento.exportar import reporte as papel
from seguimiento.exportar.tablas import EXCEL
from seguimiento.models import EstadoDeReporte, Reporte


@admin.register(Reporte)
class ReporteAdmin(AdminDeEntidad):
    cuelga_de = "encuentro"
    change_list_template = "admin/seguimiento/reporte/change_list.html"
    list_display = ("reunion", "fecha", "semaforo", "dependencia", "numero", "entregado_en")
    list_filter = ("estado", "encuentro__actividad__estrategia")
    list_select_related = ("encuentro__actividad__estrategia",)
    date_hierarchy = "encuentro__fecha"
    search_fields = ("encuentro__nombre", "encuentro__actividad__nombre", "resultado")
    ordering = ("-encuentro__fecha", "-pk")

    class Media:
        css = {"all": ("css/planear.css", "css/prometido-admin.css")}

    def get_urls(self):
        def ruta(final: str, vista, nombre: str):
            nombre = f"seguimiento_reporte_{nombre}"
            return path(final, self.admin_site.admin_view(vista), name=nombre)

        return [
            ruta("faltan/", self.faltan, "faltan"),
            ruta("reunion/<int:encuentro>/", self.llenar, "llenar"),
            ruta("<int:pk>/revision/", self.revision, "revision"),
            ruta("<int:pk>/recibo/", self.recibo, "recibo"),
            ruta("<int:pk>/formato.<str:como>", self.archivo, "archivo"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        lideres = Prefetch(
            "encuentro__actividad__responsabilidades",
            Responsabilidad.objects.select_related("dependencia"),
        )
        return super().get_queryset(request).prefetch_related(lideres)

    # --- Columnas ---

    @admin.display(description="reunión", ordering="encuentro__actividad__nombre")
    def reunion(self, reporte):
        return reporte.encuentro.nombre or str(reporte.encuentro.actividad)

    @admin.display(description="fecha", ordering="encuentro__fecha")
    def fecha(self, reporte):
        return reporte.encuentro.fecha

    @admin.display(description="en qué va", ordering="estado")
    def semaforo(self, reporte):
        return sello_de(reporte.estado)

    @admin.display(description="dependencia")
    def dependencia(self, reporte):
        return reportes.lider_de(reporte.encuentro) or "Sin dependencia líder"

    # --- Quién no ha reportado ---

    def changelist_view(self, request, extra_context=None):
        propio = {"faltan": reverse("admin:seguimiento_reporte_faltan")}
        return super().changelist_view(request, propio | (extra_context or {}))

    def faltan(self, request) -> HttpResponse:
        """Las reuniones realizadas sin su formato entregado, con los días que llevan."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        hoy = timezone.localdate()
        todas = reportes.faltantes_visibles(request.user, hoy=hoy)
        return self._pagina(
            request,
            "faltan",
            "Reuniones sin reporte",
            faltan=[
                (una, reportes.puede_reportar(request.user, una.encuentro, hoy=hoy))
                for una in todas
            ],
        )

    # --- La dependencia: llenar, adjuntar y entregar ---

    def llenar(self, request, encuentro: int) -> HttpResponse:
        """El formato de una reunión, con lo que ya se sabe; se guarda cuantas veces se quiera."""
        suyo = self._encuentro(request, encuentro)
        reporte = Reporte.objects.filter(encuentro=suyo).first()
        if not reportes.puede_reportar(request.user, suyo, hoy=timezone.localdate()):
            raise PermissionDenied
        if reporte is None:
            return self._empezar(request, suyo)
        if reporte.estado not in reportes.EDITABLES:
            return HttpResponseRedirect(self._ver(reporte))
        if request.method == "POST":
            return self._guardar(request, reporte)
        return self._pagina_de_llenar(request, reporte, FormularioDeReporte(reporte))

    def _empezar(self, request, encuentro: Encuentro) -> HttpResponse:
        """Mirar no crea nada: el formato nace con el botón."""
        faltan = reportes.pendientes_para_empezar(encuentro)
        if request.method == "POST" and not faltan:
            reportes.empezar(encuentro, por=request.user, ahora=timezone.now())
            return HttpResponseRedirect(request.path)
        titulo = "Formato interno de reporte"
        return self._pagina(request, "empezar", titulo, encuentro=encuentro, faltan_pasos=faltan)

    def _guardar(self, request, reporte: Reporte) -> HttpResponse:
        formulario = FormularioDeReporte(reporte, request.POST)
        solo = request.headers.get("X-Requested-With") == "fetch"
        if formulario.is_valid():
            try:
                reporte = reportes.guardar(
                    reporte,
                    textos=formulario.textos(),
                    asistencia=formulario.asistencia(),
                    por=request.user,
                    ahora=timezone.now(),
                )
            except ValidationError as error:
                poner_reparos(formulario, error)
        if solo:
            return respuesta_de_guardado(reporte, formulario)
        if formulario.errors:
            return self._pagina_de_llenar(request, reporte, formulario)
        if "revisar" in request.POST:
            return HttpResponseRedirect(self._revision(reporte))
        messages.success(request, f"Guardado a las {hora_de(reporte)}.")
        return HttpResponseRedirect(request.path)

    def _pagina_de_llenar(self, request, reporte, formulario) -> HttpResponse:
        return self._pagina(
            request,
            "llenar",
            "Formato interno de reporte",
            reporte=reporte,
            formulario=formulario,
            asistencia=renglones_de_asistencia(formulario),
            guardado=hora_de(reporte),
            evidencias=evidencias_visibles(request, reporte),
            lista=reverse("admin:seguimiento_reporte_changelist"),
        )

    def revision(self, request, pk: int) -> HttpResponse:
        """Lo que se va a entregar, lo que falta y las evidencias; desde aquí se entrega."""
        reporte = self._reporte(request, pk)
        if not reportes.puede_reportar(request.user, reporte.encuentro, hoy=timezone.localdate()):
            raise PermissionDenied
        if reporte.estado not in reportes.EDITABLES:
            return HttpResponseRedirect(self._ver(reporte))
        formulario = DeEvidenciaObligatoria()
        if request.method == "POST":
            if "entregar" in request.POST:
                return self._entregar(request, reporte)
            formulario = DeEvidenciaObligatoria(request.POST, request.FILES)
            if formulario.is_valid() and self._adjuntar(request, reporte, formulario):
                return HttpResponseRedirect(request.path)
        return self._pagina(
            request,
            "revision",
            "Revise antes de entregar",
            reporte=reporte,
            contenidos=contenidos_de(reporte),
            faltan=reportes.pendientes_para_entregar(reporte),
            formulario=formulario,
            evidencias=evidencias_visibles(request, reporte),
            asistencia=list(reporte.asistencia.select_related("grupo")),
        )

    def _adjuntar(self, request, reporte, formulario) -> bool:
        try:
            with transaction.atomic():
                datos = formulario.cleaned_data
                adjuntar(reporte, por=request.user, ahora=timezone.now(), **datos)
        except ValidationError as error:
            poner_reparos(formulario, error)
            return False
        messages.success(request, "Quedó adjunta.")
        return True

    def _entregar(self, request, reporte) -> HttpResponse:
        try:
            entregado = reportes.entregar(reporte, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            for frase in error.messages:
                messages.error(request, frase)
            return HttpResponseRedirect(self._revision(reporte))
        self.log_change(request, entregado, f"Lo entregó: recibo {entregado.numero}.")
        messages.success(request, f"Entregado. Su recibo es el {entregado.numero}.")
        return HttpResponseRedirect(self._recibo(entregado))

    # --- El recibo y los archivos ---

    def recibo(self, request, pk: int) -> HttpResponse:
        """La constancia de la entrega, para imprimir."""
        reporte = self._reporte(request, pk)
        if reporte.numero is None:
            raise Http404
        dia = timezone.localdate(reporte.entregado_en)
        return self._pagina(
            request,
            "recibo",
            f"Recibo {reporte.numero}",
            reporte=reporte,
            quien=nombre_con_encargo(reporte.entregado_por, dia),
            # Si alguien cambió lo entregado por otro camino, el recibo lo dice.
            coincide=reportes.huella_de(reporte) == reporte.sha256,
        )

    def archivo(self, request, pk: int, como: str) -> HttpResponse:
        """El formato en PDF o en Excel, con los seis títulos de la estrategia."""
        reporte = self._reporte(request, pk)
        if como == "xlsx":
            return adjunto(papel.excel(reporte), EXCEL, f"formato-{pk}.xlsx")
        if como != "pdf":
            raise Http404
        try:
            contenido = papel.pdf(reporte, ahora=timezone.now())
        except papel.FaltaPango as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._ver(reporte))
        return adjunto(contenido, "application/pdf", f"formato-{pk}.pdf", en_linea=True)

    # --- Verlo; y planeación: recibir, devolver y publicar la memoria ---

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """El formato se mira aquí; se llena en su página y lo demás son pasos."""
        reporte = self.get_object(request, object_id)
        if reporte is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, reporte):
            raise PermissionDenied
        revisa = reportes.puede_revisar(request.user, reporte, hoy=timezone.localdate())
        if request.method == "POST":
            if not revisa:
                raise PermissionDenied
            return self._revisar(request, reporte)
        hoy = timezone.localdate()
        return self._pagina(
            request,
            "ver",
            str(reporte),
            reporte=reporte,
            original=reporte,
            sello=sello_de(reporte.estado),
            contenidos=contenidos_de(reporte),
            asistencia=list(reporte.asistencia.select_related("grupo")),
            evidencias=evidencias_visibles(request, reporte),
            llena=reporte.estado in reportes.EDITABLES
            and reportes.puede_reportar(request.user, reporte.encuentro, hoy=hoy),
            revisa=revisa and reporte.estado == EstadoDeReporte.ENTREGADO,
            publica=revisa and reporte.estado == EstadoDeReporte.RECIBIDO,
            pendientes_de_memoria=memoria.pendientes_para_publicar(reporte),
            memoria=memoria.publicada(reporte),
        )

    def _revisar(self, request, reporte: Reporte) -> HttpResponse:
        verbos = {
            "recibir": self._recibir,
            "devolver": self._devolver,
            "memoria": self._publicar_memoria,
            "sin_memoria": self._retirar_memoria,
        }
        actuar = verbos.get(request.POST.get("verbo", ""))
        if actuar is None:
            raise PermissionDenied
        try:
            hecho = actuar(request, reporte)
        except ValidationError as error:
            for frase in error.messages:
                messages.error(request, frase)
        else:
            self.log_change(request, reporte, hecho)
            messages.success(request, hecho)
        return HttpResponseRedirect(self._ver(reporte))

    def _recibir(self, request, reporte) -> str:
        nota = request.POST.get("nota", "")
        reportes.recibir(reporte, por=request.user, ahora=timezone.now(), nota=nota)
        return "Quedó recibido."

    def _devolver(self, request, reporte) -> str:
        nota = request.POST.get("nota", "")
        reportes.devolver(reporte, por=request.user, ahora=timezone.now(), nota=nota)
        return "Se devolvió a la dependencia con la nota."

    def _publicar_memoria(self, request, reporte) -> str:
        ruta = memoria.ruta_de(reporte)
        direccion = request.build_absolute_uri(ruta)
        memoria.publicar(reporte, direccion=direccion, ahora=timezone.now())
        return "La memoria ya es pública."

    def _retirar_memoria(self, request, reporte) -> str:
        memoria.retirar(reporte)
        return "La memoria dejó de ser pública."

    # --- Lo común ---

    def _encuentro(self, request, pk: int) -> Encuentro:
        suyos = acceso.limitar(
            Encuentro.objects.select_related("actividad__estrategia__entidad"), request.user
        )
        encuentro = suyos.filter(pk=pk).first()
        if encuentro is None:
            raise Http404
        return encuentro

    def _reporte(self, request, pk: int) -> Reporte:
        reporte = self.get_queryset(request).filter(pk=pk).first()
        if reporte is None or not self.has_view_permission(request, reporte):
            raise Http404
        return reporte

    def _ver(self, reporte: Reporte) -> str:
        return reverse("admin:seguimiento_reporte_change", args=[reporte.pk])

    def _revision(self, reporte: Reporte) -> str:
        return reverse("admin:seguimiento_reporte_revision", args=[reporte.pk])

    def _recibo(self, reporte: Reporte) -> str:
        return reverse("admin:seguimiento_reporte_recibo", args=[reporte.pk])

    def _pagina(self, request, nombre: str, titulo: str, **contexto) -> HttpResponse:
        comun = self.admin_site.each_context(request) | {"title": titulo, "opts": self.opts}
        plantilla = f"admin/seguimiento/reporte/{nombre}.html"
        return TemplateResponse(request, plantilla, comun | {"media": self.media} | contexto)


def hora_de(reporte: Reporte) -> str:
    """A qué hora se guardó."""
    return f"{timezone.localtime(reporte.guardado_en):%H:%M}" if reporte.guardado_en else ""


def respuesta_de_guardado(reporte: Reporte, formulario) -> JsonResponse:
    """Lo que la página dice cuando se guarda sola."""
    if formulario.errors:
        reparos = [frase for frases in formulario.errors.values() for frase in frases]
        return JsonResponse({"error": " ".join(reparos)}, status=400)
    return JsonResponse({"guardado": hora_de(reporte)})


def adjunto(contenido: bytes, tipo: str, nombre: str, *, en_linea: bool = False) -> HttpResponse:
    """El archivo con su nombre."""
    como = "inline" if en_linea else "attachment"
    disposicion = {"Content-Disposition": f'{como}; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=tipo, headers=disposicion)
