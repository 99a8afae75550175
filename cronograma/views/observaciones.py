"""El borrador en divulgación: leerlo, escribir una observación y saber en qué va."""

from datetime import date
from http import HTTPStatus

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cronograma.formulario_ciudadano import FormularioCiudadano, TextoVisible
from cronograma.frenos import se_pasa
from cronograma.models import Version
from cronograma.observaciones import (
    CONSENTIMIENTO,
    LARGO_DEL_TEXTO,
    EstadoDeConsulta,
    borrador_de,
    estado_de,
    por_codigo,
    recibir,
)
from cronograma.sin_cambios import enlace_al_cronograma
from estrategia.models import Estrategia
from estrategia.publico import NoEncontrada

from .version import contexto_de, estrategia_publica

# Una oficina entera puede salir a la red por una sola dirección.
VECES, CADA_SEGUNDOS = 10, 10 * 60
PRIVADO = sensitive_post_parameters()


class FormularioDeObservacion(FormularioCiudadano):
    """Lo que una persona escribe sobre el borrador."""

    sal = "observacion"
    actividad = forms.ChoiceField(label="¿De qué habla su observación?", required=False)
    texto = TextoVisible(
        label="Su observación",
        max_length=LARGO_DEL_TEXTO,
        widget=forms.Textarea(attrs={"rows": 6, "class": "campo"}),
        help_text=f"Qué cambiaría y por qué. Hasta {LARGO_DEL_TEXTO} caracteres.",
        error_messages={
            "required": "Escriba su observación.",
            "max_length": (
                "Su observación tiene %(show_value)s caracteres y caben %(limit_value)s: acórtela, "
                "o envíela en dos."
            ),
        },
    )
    nombre = TextoVisible(
        label="Su nombre (si quiere)",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "campo", "autocomplete": "name"}),
    )
    correo = forms.EmailField(
        label="Su correo (si quiere)",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"class": "campo", "autocomplete": "email"}),
        error_messages={"invalid": "Revise el correo: debe parecerse a nombre@ejemplo.org."},
    )
    consiente = forms.BooleanField(label=CONSENTIMIENTO.texto, required=False)

    def __init__(self, borrador: Version, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filas = {str(una.pk): una for una in borrador.filas.order_by("orden", "pk")}
        self.fields["actividad"].choices = [
            ("", "Toda la estrategia"),
            *((clave, una.fila.nombre) for clave, una in self.filas.items()),
        ]
        self.fields["actividad"].widget.attrs["class"] = "campo"
        self.unir_reparos()

    def clean(self):
        datos = super().clean()
        if (datos.get("nombre") or datos.get("correo")) and not datos.get("consiente"):
            self.add_error(
                "consiente",
                "Para dejar su nombre o su correo, marque que autoriza usarlos; o bórrelos.",
            )
        return datos

    def como_argumentos(self) -> dict:
        """Lo que `recibir` necesita."""
        datos = self.cleaned_data
        fila = self.filas.get(datos["actividad"])
        return {
            "texto": datos["texto"],
            "nombre": datos["nombre"],
            "correo": datos["correo"],
            "consiente": datos["consiente"],
            "envio": datos["envio"],
            "actividad": fila.actividad if fila else None,
        }


def marca_de_envio() -> str:
    """Una marca nueva: cuándo se abrió el formulario, y que no hay otra igual."""
    return FormularioDeObservacion.marca(timezone.now())


@PRIVADO
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def borrador(request: HttpRequest, entidad: str, vigencia: int, tipo: str) -> HttpResponse:
    """El borrador y, mientras la consulta esté abierta, el formulario para opinar."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    suyo = borrador_o_no_encontrada(estrategia)
    hoy = timezone.localdate()
    if request.method == "POST":
        return _recibir(request, estrategia, suyo, hoy)
    inicial = {"envio": marca_de_envio(), "actividad": request.GET.get("actividad", "")}
    formulario = FormularioDeObservacion(suyo, initial=inicial, ahora=timezone.now())
    return _pagina(request, estrategia, suyo, hoy, formulario)


def borrador_o_no_encontrada(estrategia: Estrategia) -> Version:
    """El último borrador.

    Raises:
        NoEncontrada: si la estrategia no ha puesto ninguno a la vista.
    """
    suyo = borrador_de(estrategia)
    if suyo is None:
        raise NoEncontrada(
            "Esta estrategia no tiene un borrador para recibir observaciones.",
            [enlace_al_cronograma(estrategia.entidad, estrategia.vigencia)],
        )
    return suyo


def _recibir(
    request: HttpRequest, estrategia: Estrategia, suyo: Version, hoy: date
) -> HttpResponse:
    formulario = FormularioDeObservacion(suyo, request.POST, ahora=timezone.now())
    if estado_de(suyo, hoy=hoy) is not EstadoDeConsulta.ABIERTA:
        return _pagina(request, estrategia, suyo, hoy, formulario, HTTPStatus.CONFLICT)
    if not formulario.is_valid():
        return _otra_vez(request, estrategia, suyo, hoy, formulario)
    if se_pasa(request, f"observacion-{suyo.pk}", veces=VECES, segundos=CADA_SEGUNDOS):
        formulario.add_error(
            None, "Desde su conexión llegaron muchas observaciones. Espere diez minutos."
        )
        return _otra_vez(request, estrategia, suyo, hoy, formulario, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        aporte = recibir(suyo, ahora=timezone.now(), hoy=hoy, **formulario.como_argumentos())
    except ValidationError as error:
        formulario.add_error(None, error.messages)
        return _otra_vez(request, estrategia, suyo, hoy, formulario)
    contexto = contexto_de(estrategia) | {"aporte": aporte, "borrador": suyo}
    return render(request, "cronograma/version/recibida.html", contexto)


def _otra_vez(
    request: HttpRequest, estrategia, suyo, hoy, formulario, estado=HTTPStatus.BAD_REQUEST
) -> HttpResponse:
    """El formulario con lo que la persona escribió y los reparos; la marca se renueva si venció."""
    formulario.renovar_si_vencio()
    return _pagina(request, estrategia, suyo, hoy, formulario, estado)


def _pagina(
    request: HttpRequest, estrategia, suyo, hoy, formulario, estado=HTTPStatus.OK
) -> HttpResponse:
    contexto = contexto_de(estrategia) | {
        "borrador": suyo,
        "consulta": estado_de(suyo, hoy=hoy),
        "formulario": formulario,
        "filas": [una.fila for una in formulario.filas.values()],
    }
    return render(request, "cronograma/version/borrador.html", contexto, status=estado)


@PRIVADO
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seguimiento(request: HttpRequest, entidad: str, vigencia: int, tipo: str) -> HttpResponse:
    """En qué va una observación. El código va en el cuerpo: una dirección queda anotada."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    contexto = contexto_de(estrategia) | {"aporte": None, "reparo": "", "codigo": ""}
    estado = HTTPStatus.OK
    if request.method == "POST":
        if se_pasa(request, "seguimiento", veces=2 * VECES, segundos=CADA_SEGUNDOS):
            estado = HTTPStatus.TOO_MANY_REQUESTS
            contexto["reparo"] = "Hubo muchas consultas desde su conexión. Espere diez minutos."
        else:
            contexto["aporte"] = por_codigo(estrategia, request.POST.get("codigo", ""))
            if contexto["aporte"] is None:
                contexto["reparo"] = "Con ese código no podemos mostrarle nada. Revíselo."
    return render(request, "cronograma/version/seguimiento.html", contexto, status=estado)
