"""Lo común de los formularios que llena la ciudadanía sin sesión.

Textos sin caracteres que no se ven, un campo que solo llenan los programas, una marca firmada de
cuándo se abrió la página y los reparos unidos a su campo. Ninguno pide descifrar una imagen: eso
deja por fuera a quien no ve. Cuántas veces se puede enviar lo dice `frenos`.
"""

import re
import secrets
from datetime import datetime

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from estrategia.texto import sin_controles

SEGUNDOS_MINIMOS = 3  # Una persona no alcanza a leer y escribir en menos.
SEGUNDOS_MAXIMOS = 24 * 60 * 60
MUY_TARDE = "La página llevaba mucho abierta. Vuelva a enviar."
# Un nombre de persona no lleva direcciones: quien las pone hace publicidad en el correo de otro.
PARECE_ENLACE = re.compile(r"://|www\.|[^\s@]+@[^\s@]+|\w\.(?:co|com|net|org|info|ru|io)\b", re.I)


class TextoVisible(forms.CharField):
    """Un texto sin los caracteres que no se ven; si solo había de esos, está vacío."""

    def to_python(self, value):
        return super().to_python(sin_controles(str(value or "")))

    def bound_data(self, data, initial):
        """También al mostrarlo otra vez: en la página un carácter de control no cabe."""
        return sin_controles(str(data or ""))


class RenglonVisible(TextoVisible):
    """Un texto corto en una sola línea, sin enlaces: un nombre, una organización."""

    default_error_messages = {"enlace": "Escriba aquí solo el nombre, sin direcciones ni enlaces."}

    def to_python(self, value):
        return " ".join(super().to_python(value).split())

    def validate(self, value):
        super().validate(value)
        if PARECE_ENLACE.search(value):
            raise ValidationError(self.error_messages["enlace"], code="enlace")


class FormularioCiudadano(forms.Form):
    """Base: la trampa, la marca del envío y cada reparo junto a su campo.

    Quien hereda dice su `sal`, para que la marca de un formulario no valga en otro, y pasa
    `ahora`: el reloj lo lee la vista.
    """

    sal = "formulario-ciudadano"
    # Una persona no lo ve; lo llenan los programas que llenan todo.
    apellido_dos = forms.CharField(
        label="Deje este campo en blanco",
        required=False,
        widget=forms.TextInput(attrs={"class": "campo", "autocomplete": "off", "tabindex": "-1"}),
    )
    envio = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, ahora: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.ahora = ahora
        # Lo heredado va al final, como en la página.
        suyos = [nombre for nombre in self.fields if nombre not in {"apellido_dos", "envio"}]
        self.order_fields([*suyos, "apellido_dos", "envio"])

    @classmethod
    def marca(cls, ahora: datetime) -> str:
        """Una marca nueva: cuándo se abrió el formulario, y que no hay otra igual."""
        return signing.dumps({"en": ahora.timestamp(), "cual": secrets.token_hex(8)}, salt=cls.sal)

    def renovar_si_vencio(self) -> None:
        """Cambia la marca que ya no sirve, para que la persona pueda volver a enviar."""
        if "envio" in self.errors:
            self.data = self.data.copy()
            self.data["envio"] = self.marca(self.ahora)

    def unir_reparos(self) -> None:
        """Cada campo con reparos lo dice a quien usa un lector de pantalla."""
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
            abierto = signing.loads(marca, salt=self.sal)
        except signing.BadSignature as error:
            raise ValidationError(MUY_TARDE) from error
        pasaron = self.ahora.timestamp() - abierto["en"]
        if pasaron > SEGUNDOS_MAXIMOS:
            raise ValidationError(MUY_TARDE)
        if pasaron < SEGUNDOS_MINIMOS:
            raise ValidationError("Fue muy rápido: espere unos segundos y vuelva a enviar.")
        return marca
