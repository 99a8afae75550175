"""Retirar en el admin: una actividad que ya fue pública, y una versión con un dato personal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma import aprobacion
from cronograma.admin.formularios import DeMotivo
from estrategia.acceso import Verbo
from estrategia.administracion import puede


class ConPaginaDeRetiro:
    """Una página que pide el motivo y retira la fila."""

    titulo_del_retiro = ""
    explicacion_del_retiro = ""
    hecho_el_retiro = ""

    def get_urls(self):
        nombre = f"{self.opts.app_label}_{self.opts.model_name}_retirar"
        pagina = self.admin_site.admin_view(self.pagina_de_retiro)
        return [path("<int:pk>/retirar/", pagina, name=nombre), *super().get_urls()]

    def puede_retirar(self, request, fila) -> bool:
        raise NotImplementedError

    def pendientes_del_retiro(self, fila) -> list[str]:
        raise NotImplementedError

    def retirar_fila(self, fila, **datos):
        raise NotImplementedError

    def pagina_de_retiro(self, request, pk: int):
        fila = self.get_queryset(request).filter(pk=pk).first()
        if fila is None:
            raise Http404
        if not self.puede_retirar(request, fila):
            raise PermissionDenied
        volver = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[fila.pk]
        )
        faltan = self.pendientes_del_retiro(fila)
        formulario = DeMotivo(request.POST if request.method == "POST" else None)
        listo = request.method == "POST" and not faltan and formulario.is_valid()
        if listo and self._retirar(request, fila, formulario):
            return HttpResponseRedirect(volver)
        return TemplateResponse(
            request,
            "admin/cronograma/flujo/retirar.html",
            self.admin_site.each_context(request)
            | {
                "title": self.titulo_del_retiro,
                "explicacion": self.explicacion_del_retiro,
                "opts": self.opts,
                "fila": fila,
                "formulario": formulario,
                "faltan": faltan,
                "volver": volver,
            },
        )

    def _retirar(self, request, fila, formulario) -> bool:
        datos = {"por": request.user, "ahora": timezone.now()}
        try:
            self.retirar_fila(fila, **datos, **formulario.cleaned_data)
        except ValidationError as error:
            formulario.add_error(None, error.messages)
            return False
        self.log_change(request, fila, f"Retiró: {formulario.cleaned_data['motivo']}")
        messages.success(request, self.hecho_el_retiro)
        return True


class ConRetiroDeActividad(ConPaginaDeRetiro):
    """Una actividad publicada se retira; la que nunca fue pública se puede borrar."""

    titulo_del_retiro = "Retirar la actividad"
    explicacion_del_retiro = (
        "No se borra: su página queda y dice por qué se retiró. Sus encuentros por ocurrir se "
        "cancelan con este motivo; los pasados, el avance y los compromisos quedan."
    )
    hecho_el_retiro = "La actividad quedó retirada. La versión siguiente lo dirá."

    def puede_retirar(self, request, fila) -> bool:
        return puede(request, Verbo.CAMBIAR, fila)

    def pendientes_del_retiro(self, fila) -> list[str]:
        return aprobacion.pendientes_para_retirar(fila)

    def retirar_fila(self, fila, **datos):
        return aprobacion.retirar(fila, **datos)

    def delete_view(self, request, object_id, extra_context=None):
        """A quien quiere borrar una publicada se le dice qué hacer en su lugar."""
        actividad = self.get_object(request, object_id)
        if (
            actividad
            and self.has_delete_permission(request, actividad)
            and aprobacion.ya_se_publico(actividad)
        ):
            messages.error(request, aprobacion.NO_SE_BORRA.format(nombre=actividad.nombre))
            return HttpResponseRedirect(
                reverse("admin:cronograma_actividad_retirar", args=[actividad.pk])
            )
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Al borrar varias, las publicadas se nombran entre lo que no se puede borrar."""
        borrar, cuantas, sin_permiso, protegidas = super().get_deleted_objects(objs, request)
        publicadas = [una for una in objs if aprobacion.ya_se_publico(una)]
        frases = [aprobacion.NO_SE_BORRA.format(nombre=una.nombre) for una in publicadas]
        return borrar, cuantas, sin_permiso, [*frases, *protegidas] if frases else protegidas


class ConRetiroDeVersion(ConPaginaDeRetiro):
    """Una versión que lleva un dato personal deja de mostrarse."""

    titulo_del_retiro = "Retirar la versión"
    explicacion_del_retiro = (
        "Solo si lleva un dato personal. Su lista y sus archivos dejan de mostrarse; quedan el "
        "motivo y la huella de cada archivo. Si es la que rige, no regirá ninguna hasta que se "
        "publique otra: si puede, publique primero la corregida."
    )
    hecho_el_retiro = "La versión quedó retirada: ni su lista ni sus archivos se muestran."

    def puede_retirar(self, request, fila) -> bool:
        return puede(request, Verbo.PREPARAR, fila.estrategia)

    def pendientes_del_retiro(self, fila) -> list[str]:
        return aprobacion.pendientes_para_retirar_version(fila)

    def retirar_fila(self, fila, **datos):
        return aprobacion.retirar_version(fila, **datos)
