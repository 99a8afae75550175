"""El flujo de una versión en el admin: en qué va, qué falta para cada paso, y darlo.

Pone el panel «Versión en preparación» en la pantalla de la estrategia y una página por paso.
Quién puede lo dice `acceso`; qué falta y qué pasa, `aprobacion`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma import aprobacion
from cronograma.admin import formularios
from cronograma.admin.revision import ConRevision
from cronograma.exportar.archivos import NoSePudo, con_archivos
from cronograma.models import Aporte, Version
from cronograma.models.version import EstadoVersion
from cronograma.observaciones import borrador_de
from estrategia.acceso import Verbo
from estrategia.administracion import puede
from estrategia.models import Estrategia

FALTA_SOLICITUD = "Planeación todavía no ha solicitado que se publique."


@dataclass(frozen=True, kw_only=True)
class PasoDePantalla:
    """Un verbo como lo ve quien lo da."""

    verbo: str
    titulo: str
    explicacion: str
    boton: str
    formulario: type[forms.Form] = formularios.SinDatos
    permiso: Verbo = Verbo.PREPARAR
    pendientes: Callable[..., list[str]] | None = None
    hecho: str

    def faltan(self, version: Version, hoy: date) -> list[str]:
        """Lo que impide darlo, sin contar lo que su formulario pide."""
        if self.pendientes is None:
            return aprobacion.pendientes_para(self.verbo, version)
        return self.pendientes(version, hoy)


PASOS: tuple[PasoDePantalla, ...] = (
    PasoDePantalla(
        verbo="presentar_al_comite",
        titulo="Presentar al Comité",
        explicacion="La versión pasa a estudio del Comité Institucional de Gestión y Desempeño.",
        boton="Presentar al Comité",
        pendientes=lambda version, hoy: aprobacion.pendientes_para_presentar(version, hoy=hoy),
        hecho="Quedó presentada al Comité.",
    ),
    PasoDePantalla(
        verbo="aprobar",
        titulo="Registrar la aprobación",
        explicacion="El acta del Comité: cuál, de qué fecha, quién aprueba, y el archivo o enlace.",
        boton="Registrar la aprobación",
        formulario=formularios.DeActa,
        hecho="Quedó registrada la aprobación.",
    ),
    PasoDePantalla(
        verbo="divulgar",
        titulo="Divulgar y recibir observaciones",
        explicacion=(
            "Se congela un borrador público y la ciudadanía puede opinar entre las dos fechas. "
            "Cada observación se responde antes de publicar."
        ),
        boton="Divulgar el borrador",
        formulario=formularios.DeFechas,
        pendientes=lambda version, hoy: aprobacion.pendientes_para_divulgar(version),
        hecho="El borrador ya es público.",
    ),
    PasoDePantalla(
        verbo="abrir_ajuste",
        titulo="Requiere ajustes: sí",
        explicacion="¿La estrategia requiere ajustes? Sí, por la razón que escriba.",
        boton="Pasar a ajuste",
        formulario=formularios.DeRazon,
        hecho="La versión está en ajuste.",
    ),
    PasoDePantalla(
        verbo="cerrar_sin_ajustes",
        titulo="Requiere ajustes: no",
        explicacion="¿La estrategia requiere ajustes? No, por la razón que escriba.",
        boton="Cerrar sin ajustes",
        formulario=formularios.DeRazon,
        hecho="La divulgación se cerró sin ajustes.",
    ),
    PasoDePantalla(
        verbo="devolver",
        titulo="Devolver a formulación",
        explicacion="La versión vuelve a formularse. Si había acta, se quita y queda anotada.",
        boton="Devolver",
        formulario=formularios.DeRazon,
        hecho="La versión volvió a formulación.",
    ),
    PasoDePantalla(
        verbo="solicitar_publicacion",
        titulo="Solicitar la publicación",
        explicacion="Avisa a comunicaciones de que la versión está lista.",
        boton="Solicitar la publicación",
        formulario=formularios.DeNota,
        pendientes=lambda version, hoy: aprobacion.pendientes_para_solicitar_publicacion(version),
        hecho="Comunicaciones ya puede publicarla.",
    ),
    PasoDePantalla(
        verbo="publicar",
        titulo="Publicar",
        explicacion=(
            "Congela la versión, escribe sus archivos y la pone en vigor. Después no se cambia: "
            "se publica otra."
        ),
        boton="Publicar esta versión",
        formulario=formularios.DePublicacion,
        permiso=Verbo.PUBLICAR,
        pendientes=lambda version, hoy: aprobacion.pendientes_antes_de_publicar(
            version, aprobacion.cambios_por_publicar(version, hoy=hoy), hoy=hoy
        ),
        hecho="La versión quedó publicada.",
    ),
)
POR_VERBO = {paso.verbo: paso for paso in PASOS}


@dataclass(frozen=True, kw_only=True)
class PasoPosible:
    """Un paso que sale del estado actual, con lo que le falta."""

    paso: PasoDePantalla
    faltan: list[str]
    direccion: str


def panel_de(request, estrategia: Estrategia) -> dict:
    """Lo que el panel de la estrategia muestra a quien lo pide."""
    version = estrategia.versiones.en_preparacion().first()
    publicadas = list(estrategia.versiones.publicadas().order_by("-numero"))
    return {
        "version": version,
        "posibles": pasos_posibles(request, version) if version else [],
        "transiciones": list(version.transiciones.select_related("por")) if version else [],
        "publicadas": publicadas,
        "siguiente": (publicadas[0].numero if publicadas else 0) + 1,
        "prepara": puede(request, Verbo.PREPARAR, estrategia),
        "borrador": borrador_de(estrategia),
        "por_responder": Aporte.objects.de_estrategia(estrategia)
        .observaciones()
        .sin_responder()
        .count(),
        "responde": puede(request, Verbo.CAMBIAR, Aporte),
    }


def pasos_posibles(request, version: Version) -> list[PasoPosible]:
    """Los que salen del estado de la versión y esa persona puede dar."""
    hoy = timezone.localdate()
    return [
        PasoPosible(
            paso=paso,
            faltan=faltan_para(request, paso, version, hoy),
            direccion=direccion_del_paso(version.estrategia_id, paso.verbo),
        )
        for paso in PASOS
        if EstadoVersion(version.estado) in aprobacion.PASOS[paso.verbo].desde
        and puede(request, paso.permiso, version.estrategia)
    ]


def faltan_para(request, paso: PasoDePantalla, version: Version, hoy: date) -> list[str]:
    """Lo que falta, y además la solicitud si quien publica no es quien prepara."""
    faltan = paso.faltan(version, hoy)
    if paso.verbo != "publicar" or puede(request, Verbo.PREPARAR, version.estrategia):
        return faltan
    return faltan if aprobacion.se_solicito_publicacion(version) else [FALTA_SOLICITUD, *faltan]


def direccion_del_paso(estrategia: int, verbo: str) -> str:
    """La página de un paso."""
    return reverse("admin:estrategia_estrategia_paso", args=[estrategia, verbo])


class ConFlujo(ConRevision):
    """Lo que la pantalla de la estrategia gana: el panel y las páginas de los pasos."""

    def get_urls(self):
        propias = [
            path(
                "<int:pk>/abrir-version/",
                self.admin_site.admin_view(self.abrir_version),
                name="estrategia_estrategia_abrir_version",
            ),
            path(
                "<int:pk>/paso/<slug:verbo>/",
                self.admin_site.admin_view(self.dar_paso),
                name="estrategia_estrategia_paso",
            ),
        ]
        return propias + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        estrategia = self.get_object(request, object_id)
        propio = {"flujo": panel_de(request, estrategia) if estrategia else None}
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"flujo": None} | (extra_context or {}))

    def _estrategia_o_404(self, request, pk: int) -> Estrategia:
        estrategia = self.get_queryset(request).filter(pk=pk).first()
        if estrategia is None or not self.has_view_permission(request, estrategia):
            raise Http404
        return estrategia

    def abrir_version(self, request, pk: int):
        """Empieza la versión siguiente; solo por POST."""
        estrategia = self._estrategia_o_404(request, pk)
        if request.method != "POST" or not puede(request, Verbo.PREPARAR, estrategia):
            raise PermissionDenied
        try:
            version = aprobacion.abrir_version(estrategia, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            self._decir(request, error.messages)
        else:
            self.log_change(request, estrategia, f"Empezó a preparar la versión {version.numero}.")
            messages.success(request, f"La versión {version.numero} está en formulación.")
        return HttpResponseRedirect(volver_a(pk))

    def dar_paso(self, request, pk: int, verbo: str):
        """La página de un paso: qué falta, qué pide, y darlo."""
        estrategia = self._estrategia_o_404(request, pk)
        version = estrategia.versiones.en_preparacion().first()
        paso = POR_VERBO.get(verbo)
        if paso is None:
            raise Http404
        if not puede(request, paso.permiso, estrategia):
            raise PermissionDenied
        if version is None:
            messages.error(request, "No hay una versión en preparación.")
            return HttpResponseRedirect(volver_a(pk))
        faltan = faltan_para(request, paso, version, timezone.localdate())
        formulario = formulario_de(request, paso, version)
        listo = request.method == "POST" and not faltan and formulario.is_valid()
        if listo and self._dar(request, paso, version, formulario):
            return HttpResponseRedirect(volver_a(pk))
        return self._pagina_del_paso(request, estrategia, version, paso, formulario, faltan)

    def _pagina_del_paso(self, request, estrategia, version, paso, formulario, faltan):
        return TemplateResponse(
            request,
            "admin/cronograma/flujo/paso.html",
            self.admin_site.each_context(request)
            | {
                "title": paso.titulo,
                "opts": self.opts,
                "estrategia": estrategia,
                "version": version,
                "paso": paso,
                "formulario": formulario,
                "faltan": faltan,
                "volver": volver_a(estrategia.pk),
                "media": self.media + formulario.media,
            },
        )

    def _dar(self, request, paso: PasoDePantalla, version: Version, formulario) -> bool:
        try:
            dar(paso.verbo, version, request.user, formulario)
        except (ValidationError, NoSePudo) as error:
            formulario.add_error(None, getattr(error, "messages", None) or str(error))
            return False
        self.log_change(request, version.estrategia, f"Versión {version.numero}: {paso.titulo}.")
        messages.success(request, paso.hecho)
        return True

    def _decir(self, request, mensajes) -> None:
        for mensaje in mensajes:
            messages.error(request, mensaje)


def formulario_de(request, paso: PasoDePantalla, version: Version) -> forms.Form:
    """El formulario del paso, vacío o con lo enviado."""
    argumentos = (request.POST, request.FILES) if request.method == "POST" else ()
    if paso.verbo != "publicar":
        return paso.formulario(*argumentos)
    cambios = aprobacion.cambios_por_publicar(version, hoy=timezone.localdate())
    es_primera = not version.estrategia.versiones.publicadas().exists()
    return formularios.DePublicacion(
        cambios,
        *argumentos,
        pide_razon=not es_primera and not version.tiene_acta,
        porques=aprobacion.porques_de_retiro(version.estrategia),
        initial={"motivo": formularios.motivo_inicial(es_primera=es_primera)},
    )


def dar(verbo: str, version: Version, quien, formulario: forms.Form) -> None:
    """Da el paso con lo que el formulario trae."""
    ahora = timezone.now()
    if verbo == "publicar":
        datos = formulario.como_argumentos() | {"hoy": timezone.localdate(ahora)}
        con_archivos(lambda: aprobacion.publicar(version, por=quien, ahora=ahora, **datos))
    else:
        getattr(aprobacion, verbo)(version, por=quien, ahora=ahora, **formulario.cleaned_data)


def volver_a(estrategia: int) -> str:
    """La pantalla de la estrategia, en el panel."""
    return reverse("admin:estrategia_estrategia_change", args=[estrategia]) + "#flujo"
