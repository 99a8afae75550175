"""Las evidencias y las notas de una línea: agregar, retirar y mirar las que hay."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from seguimiento import evidencia as uso
from seguimiento.mi_reporte.guardar import agregar_nota, avance_para_respaldar
from seguimiento.mi_reporte.renglones import Renglon, puede_reportar, renglones_de
from seguimiento.models import Corte, Evidencia

from .alcance import corte_visible, dependencia_del_corte, pagina


class FormularioDeEvidencia(forms.Form):
    """Un archivo o una dirección, con su título."""

    titulo = forms.CharField(
        label="Título",
        max_length=200,
        help_text="Lo que es, para quien lo busque: «Acta de la mesa del 12 de marzo».",
    )
    archivo = forms.FileField(label="Archivo", required=False)
    enlace = forms.CharField(
        label="O la dirección donde está",
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    es_lista_de_asistencia = forms.BooleanField(
        label="Es una lista de asistencia, o trae datos de personas: nunca se publica",
        required=False,
    )
    serie = forms.CharField(label="Serie documental", required=False, max_length=120)
    subserie = forms.CharField(label="Subserie", required=False, max_length=120)
    conservar_anios = forms.IntegerField(
        label="Años que se conserva", required=False, min_value=0, max_value=999
    )


class FormularioDeNota(forms.Form):
    """Lo que agrega quien apoya."""

    texto = forms.CharField(label="Nota", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


@require_http_methods(["GET", "HEAD", "POST"])
def linea(request: HttpRequest, pk: int, dependencia: int, actividad: int) -> HttpResponse:
    """La línea con sus evidencias y notas; la líder y las de apoyo pueden agregar."""
    corte = corte_visible(request, pk)
    suya = dependencia_del_corte(corte, dependencia)
    hoy = timezone.localdate()
    renglon = _renglon(corte, suya, actividad)
    puede = puede_reportar(request.user, corte, suya, hoy=hoy)
    formularios = {"evidencia": FormularioDeEvidencia(), "nota": FormularioDeNota()}
    if request.method == "POST":
        if not puede:
            raise PermissionDenied
        verbo = request.POST.get("verbo", "")
        formularios |= _llenos(request, verbo)
        if _hacer(request, verbo, corte, suya, actividad, formularios):
            return redirect(request.path)
        renglon = _renglon(corte, suya, actividad)
    de_aqui = Evidencia.objects.filter(avance__corte=corte, avance__actividad=actividad)
    return pagina(
        request,
        "mi_reporte/linea",
        f"Evidencias: {renglon.linea.nombre}",
        corte=corte,
        dependencia=suya,
        renglon=renglon,
        evidencias=uso.visibles(de_aqui, request.user, hoy=hoy).select_related(
            "subida_por", "retirada_por"
        ),
        formularios=formularios if puede else None,
    )


def _renglon(corte: Corte, dependencia, actividad: int) -> Renglon:
    renglones = renglones_de(corte, hoy=timezone.localdate(), dependencia=dependencia)
    hallado = next((uno for uno in renglones if uno.linea.clave == actividad), None)
    if hallado is None:
        raise Http404("Esa dependencia no responde por esa actividad en este corte.")
    return hallado


def _llenos(request: HttpRequest, verbo: str) -> dict[str, forms.Form]:
    if verbo == "adjuntar":
        return {"evidencia": FormularioDeEvidencia(request.POST, request.FILES)}
    return {"nota": FormularioDeNota(request.POST)} if verbo == "nota" else {}


def _hacer(request, verbo, corte, dependencia, actividad, formularios) -> bool:
    """Hace lo pedido; si no se pudo, el formulario o un aviso dice por qué."""
    verbos = {"adjuntar": _adjuntar, "nota": _nota, "retirar": _retirar}
    if verbo not in verbos:
        raise Http404
    formulario = formularios.get({"adjuntar": "evidencia", "nota": "nota"}.get(verbo, ""))
    if formulario is not None and not formulario.is_valid():
        return False
    try:
        verbos[verbo](request, corte, dependencia, actividad, formulario)
    except ValidationError as error:
        _poner_error(request, formulario, error)
        return False
    return True


def _poner_error(request, formulario: forms.Form | None, error: ValidationError) -> None:
    if formulario is None:
        for frase in error.messages:
            messages.error(request, frase)
        return
    por_campo = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for campo, frases in por_campo.items():
        formulario.add_error(campo if campo in formulario.fields else None, frases)


def _adjuntar(request, corte, dependencia, actividad, formulario) -> None:
    uso.adjuntar(
        avance_para_respaldar(corte, actividad),
        por=request.user,
        ahora=timezone.now(),
        **formulario.cleaned_data,
    )


def _nota(request, corte, dependencia, actividad, formulario) -> None:
    agregar_nota(
        corte,
        actividad,
        dependencia=dependencia,
        texto=formulario.cleaned_data["texto"],
        por=request.user,
        ahora=timezone.now(),
    )


def _retirar(request, corte, dependencia, actividad, formulario) -> None:
    de_aqui = Evidencia.objects.filter(avance__corte=corte, avance__actividad=actividad)
    cual = request.POST.get("evidencia", "")
    evidencia = get_object_or_404(de_aqui, pk=cual if cual.isdecimal() else None)
    uso.retirar(
        evidencia,
        por=request.user,
        ahora=timezone.now(),
        razon=request.POST.get("razon", ""),
    )
