"""Las ocasiones de una actividad en su pantalla, y ponerles fecha a todas en una sola página."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.admin.formularios_de_encuentro import DeFechasDelAnio, nombre_de_campo
from cronograma.encuentros import verbos
from cronograma.encuentros.libro import de_actividad
from cronograma.enlaces import enlaces_de
from cronograma.models import Actividad, Encuentro
from estrategia.acceso import Verbo
from estrategia.administracion import puede
from estrategia.dias_habiles import festivos

NO_SE_CUENTAN = "La fecha de esta actividad no promete ocasiones que se puedan fechar una por una."
EN_FESTIVO = "El {fecha:%d/%m/%Y} es festivo ({nombre}): revise si así es."


def panel_de(request, actividad: Actividad) -> dict:
    """Lo que el panel de la actividad muestra a quien lo pide."""
    libro = de_actividad(actividad)
    return {
        "libro": libro,
        "cuenta": libro.cuenta(),
        "por_territorio": libro.por_territorio(),
        "fecha": puede(request, Verbo.AGREGAR, Encuentro) and not actividad.retirada_en,
    }


class ConFechas:
    """Lo que la pantalla de la actividad gana: el panel de ocasiones y la página de fechas."""

    def get_urls(self):
        pagina = self.admin_site.admin_view(self.poner_fechas)
        nombre = "cronograma_actividad_fechas"
        return [path("<int:pk>/fechas/", pagina, name=nombre), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        actividad = self.get_object(request, object_id)
        propio = {"ocasiones": None}
        if actividad:
            enlaces = enlaces_de("actividad", actividad, request.user, hoy=timezone.localdate())
            propio = {"ocasiones": panel_de(request, actividad), "enlaces": enlaces}
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    def poner_fechas(self, request, pk: int):
        """Un día para cada ocasión; se guardan todos o ninguno."""
        actividad = self.get_queryset(request).filter(pk=pk).first()
        if actividad is None:
            raise Http404
        if not puede(request, Verbo.AGREGAR, Encuentro) or not puede(request, Verbo.VER, actividad):
            raise PermissionDenied
        volver = reverse("admin:cronograma_actividad_change", args=[pk]) + "#ocasiones"
        libro = de_actividad(actividad)
        if not libro.se_cuenta:
            messages.error(request, NO_SE_CUENTAN)
            return HttpResponseRedirect(volver)
        iniciales = {"lugar": actividad.lugar, "enlace": actividad.enlace}
        enviado = request.POST if request.method == "POST" else None
        formulario = DeFechasDelAnio(libro, enviado, initial=iniciales)
        listo = request.method == "POST" and formulario.is_valid()
        if listo and self._fechar(request, actividad, formulario):
            return HttpResponseRedirect(volver)
        contexto = {
            "title": "Poner fechas",
            "opts": self.opts,
            "actividad": actividad,
            "formulario": formulario,
            "cuenta": libro.cuenta(),
            "volver": volver,
            "media": self.media + formulario.media,
        }
        return TemplateResponse(
            request,
            "admin/cronograma/encuentro/fechas.html",
            self.admin_site.each_context(request) | contexto,
        )

    def _fechar(self, request, actividad: Actividad, formulario: DeFechasDelAnio) -> bool:
        puestas = list(formulario.puestas(formulario.cleaned_data))
        try:
            with transaction.atomic():
                for ocasion, fecha in puestas:
                    self._fechar_una(request, actividad, formulario, ocasion, fecha)
        except ValidationError:
            return False
        for _, fecha in puestas:
            if nombre := festivos(fecha.year).get(fecha):
                messages.warning(request, EN_FESTIVO.format(fecha=fecha, nombre=nombre))
        frase = "Quedó 1 fecha puesta." if len(puestas) == 1 else f"Quedaron {len(puestas)} fechas."
        self.log_change(request, actividad, frase)
        messages.success(request, frase)
        return True

    def _fechar_una(self, request, actividad, formulario, ocasion, fecha) -> None:
        """Pone una fecha; si no se puede, lo dice en su renglón y deja de guardar."""
        try:
            verbos.programar(
                actividad,
                fecha=fecha,
                ocasion=ocasion.numero,
                por=request.user,
                **formulario.lo_comun(),
            )
        except ValidationError as error:
            campos = error.message_dict
            for campo, frases in campos.items():
                suyo = campo if campo in formulario.fields else nombre_de_campo(ocasion)
                formulario.add_error(suyo, frases)
            raise
