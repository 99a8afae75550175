"""La agenda fechada de una estrategia en el admin, con sus filtros y sus dos archivos."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header

from cronograma.encuentros.agenda_fechada import Agenda, agenda_de, periodos_para_elegir
from cronograma.exportar.agenda_fechada import agenda_en_excel, agenda_en_pdf
from cronograma.exportar.pdf import FaltaPango
from cronograma.periodos import Periodo
from estrategia import acceso
from estrategia.administracion import es_llave
from estrategia.models import Dependencia, Estrategia

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALIDAS = {"pdf": (agenda_en_pdf, "application/pdf"), "xlsx": (agenda_en_excel, EXCEL)}


class ConAgenda:
    """Lo que la pantalla de la estrategia gana: su agenda con días."""

    def get_urls(self):
        vista = self.admin_site.admin_view
        nombre = "estrategia_estrategia_agenda"
        return [
            path("<int:pk>/agenda/", vista(self.agenda), name=nombre),
            path(
                "<int:pk>/agenda.<slug:como>",
                vista(self.archivo_de_agenda),
                name=f"{nombre}_archivo",
            ),
            *super().get_urls(),
        ]

    def agenda(self, request, pk: int):
        """La agenda en la pantalla."""
        estrategia = self._estrategia_o_404(request, pk)
        agenda, reparo = agenda_pedida(request, estrategia)
        contexto = {
            "title": "Agenda fechada",
            "opts": self.opts,
            "estrategia": estrategia,
            "agenda": agenda,
            "reparo": reparo,
            "periodos": periodos_para_elegir(estrategia.vigencia),
            "dependencias": acceso.limitar(
                Dependencia.objects.filter(entidad=estrategia.entidad), request.user
            ),
            "consulta": request.GET.urlencode(),
        }
        return TemplateResponse(
            request,
            "admin/cronograma/agenda/agenda.html",
            self.admin_site.each_context(request) | contexto,
        )

    def archivo_de_agenda(self, request, pk: int, como: str):
        """Lo que se ve, como PDF o Excel."""
        estrategia = self._estrategia_o_404(request, pk)
        agenda, reparo = agenda_pedida(request, estrategia)
        if como not in SALIDAS or reparo:
            raise Http404(reparo)
        hacer, tipo = SALIDAS[como]
        try:
            contenido = hacer(agenda, ahora=timezone.now())
        except FaltaPango as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        respuesta = HttpResponse(contenido, content_type=tipo)
        nombre = f"agenda-{estrategia.entidad.slug}-{estrategia.vigencia}.{como}"
        respuesta["Content-Disposition"] = content_disposition_header(como != "pdf", nombre)
        return respuesta


def agenda_pedida(request, estrategia: Estrategia) -> tuple[Agenda, str]:
    """La agenda con los filtros de la dirección; y, si uno no se entiende, la frase que lo dice."""
    codigo, llave = request.GET.get("periodo", ""), request.GET.get("dependencia", "")
    periodo = dependencia = None
    reparo = ""
    if codigo:
        try:
            periodo = Periodo.de_codigo(codigo, estrategia.vigencia)
        except ValueError as error:
            reparo = str(error)
    if llave:
        suyas = Dependencia.objects.filter(entidad=estrategia.entidad)
        dependencia = suyas.filter(pk=llave).first() if es_llave(llave) else None
        reparo = reparo or ("" if dependencia else "Elija una dependencia de la lista.")
    return agenda_de(estrategia, periodo=periodo, dependencia=dependencia), reparo
