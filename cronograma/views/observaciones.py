"""El borrador en divulgación: leerlo, escribir una observación y saber en qué va."""

import secrets
from datetime import date
from http import HTTPStatus

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

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
    sin_controles,
)
from estrategia.models import Estrategia
from estrategia.publico import NoEncontrada

from .respuestas import enlace_al_cronograma
from .version import contexto_de, estrategia_publica

SAL = "observacion"
SEGUNDOS_MINIMOS = 3  # Una persona no alcanza a leer y escribir en menos.
SEGUNDOS_MAXIMOS = 24 * 60 * 60
# Una oficina entera puede salir a la red por una sola dirección.
VECES, CADA_SEGUNDOS = 10, 10 * 60
PRIVADO = sensitive_post_parameters()


class TextoVisible(forms.CharField):
    """Un texto sin los caracteres que no se ven; si solo había de esos, está vacío."""

    def to_python(self, value):
        return super().to_python(sin_controles(str(value or "")))

    def bound_data(self, data, initial):
        """También al mostrarlo otra vez: en la página un carácter de control no cabe."""
        return sin_controles(str(data or ""))


class FormularioDeObservacion(forms.Form):
    """Lo que una persona escribe sobre el borrador."""

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
    # Una persona no lo ve; lo llenan los programas que llenan todo.
    apellido_dos = forms.CharField(
        label="Deje este campo en blanco",
        required=False,
        widget=forms.TextInput(attrs={"class": "campo", "autocomplete": "off", "tabindex": "-1"}),
    )
    envio = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, borrador: Version, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filas = {str(una.pk): una for una in borrador.filas.order_by("orden", "pk")}
        self.fields["actividad"].choices = [
            ("", "Toda la estrategia"),
            *((clave, una.fila.nombre) for clave, una in self.filas.items()),
        ]
        self.fields["actividad"].widget.attrs["class"] = "campo"
        for nombre, campo in self.fields.items():
            if self.is_bound and nombre in self.errors:
                ayuda = f"id_{nombre}_helptext " if campo.help_text else ""
                campo.widget.attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{ayuda}error-{nombre}",
                }

    def clean_apellido_dos(self) -> str:
        if self.cleaned_data["apellido_dos"]:
            raise ValidationError("Deje en blanco el último campo y vuelva a enviar.")
        return ""

    def clean_envio(self) -> str:
        """La marca de cuándo se abrió el formulario, firmada para que nadie la invente."""
        marca = self.cleaned_data["envio"]
        try:
            abierto = signing.loads(marca, salt=SAL, max_age=SEGUNDOS_MAXIMOS)
        except signing.BadSignature as error:
            raise ValidationError("La página llevaba mucho abierta. Vuelva a enviar.") from error
        if timezone.now().timestamp() - abierto["en"] < SEGUNDOS_MINIMOS:
            raise ValidationError("Fue muy rápido: espere unos segundos y vuelva a enviar.")
        return marca

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
    marca = {"en": timezone.now().timestamp(), "cual": secrets.token_hex(8)}
    return signing.dumps(marca, salt=SAL)


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
    return _pagina(request, estrategia, suyo, hoy, FormularioDeObservacion(suyo, initial=inicial))


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
    formulario = FormularioDeObservacion(suyo, request.POST)
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
    if "envio" in formulario.errors:
        formulario.data = formulario.data.copy()
        formulario.data["envio"] = marca_de_envio()
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
