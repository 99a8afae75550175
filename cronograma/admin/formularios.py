"""Los formularios de los pasos de una versión: lo que cada verbo pide, en español.

Solo traducen lo escrito a los argumentos del verbo; qué falta y qué se puede lo dice
`aprobacion`.
"""

import hashlib
import json
from collections.abc import Iterator

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.core.exceptions import ValidationError

from cronograma.aprobacion import MOTIVO_PRIMERA
from cronograma.cambios import CambioDeActividad
from cronograma.models import Aporte
from cronograma.models.aporte import CON_PORQUE
from estrategia.models.estrategia import es_documento

DOS_RENGLONES = {"rows": 2}
ORGANO_HABITUAL = "Comité Institucional de Gestión y Desempeño"


def texto_corto(etiqueta: str, ayuda: str = "", **opciones) -> forms.CharField:
    """Un campo de dos renglones."""
    return forms.CharField(
        label=etiqueta,
        help_text=ayuda,
        widget=AdminTextareaWidget(attrs=DOS_RENGLONES),
        **opciones,
    )


class SinDatos(forms.Form):
    """Un paso que solo hay que confirmar."""


class DeNota(forms.Form):
    nota = texto_corto("Nota para comunicaciones", "Si hay algo que deban saber.", required=False)


class DeRazon(forms.Form):
    razon = texto_corto("Razón", "Queda escrita con su nombre y la fecha.")


class DeMotivo(forms.Form):
    motivo = texto_corto("Motivo", "Lo lee el público. No escriba en él ningún dato personal.")


class DeActa(forms.Form):
    """La aprobación del Comité."""

    acta = forms.CharField(
        label="Acta", max_length=120, help_text="Por ejemplo: «Acta 03 de 2026»."
    )
    fecha = forms.DateField(label="Fecha del acta", widget=AdminDateWidget)
    organo = forms.CharField(label="Órgano que aprueba", max_length=200, initial=ORGANO_HABITUAL)
    enlace = forms.URLField(
        label="Enlace al acta", required=False, help_text="El público podrá abrirlo."
    )
    archivo = forms.FileField(
        label="Archivo del acta",
        required=False,
        validators=[es_documento],
        help_text="Queda guardado y no se muestra al público. Hace falta el enlace o el archivo.",
    )

    def clean(self):
        datos = super().clean()
        if not datos.get("enlace") and not datos.get("archivo") and "archivo" not in self.errors:
            self.add_error("enlace", "Escriba el enlace al acta o suba su archivo.")
        return datos


class DeFechas(forms.Form):
    """Entre qué días se reciben observaciones."""

    desde = forms.DateField(label="Observaciones desde", widget=AdminDateWidget)
    hasta = forms.DateField(
        label="Observaciones hasta", widget=AdminDateWidget, help_text="Ese día también se reciben."
    )

    def clean(self):
        datos = super().clean()
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "El último día es anterior al primero.")
        return datos


class DePublicacion(forms.Form):
    """Por qué hay versión nueva, y por qué cambió cada actividad."""

    motivo = texto_corto("Por qué hay esta versión", "Lo lee el público junto a la versión.")
    razon_sin_aprobacion = texto_corto(
        "¿Requiere nueva aprobación? No, porque…",
        "El Comité aprobó la versión anterior y esta no tiene acta propia.",
        required=False,
    )
    porque_comun = texto_corto(
        "El mismo porqué para varias",
        "Escríbalo una vez y marque en la tabla los cambios a los que se aplica.",
        required=False,
    )
    huella = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, cambios: list[CambioDeActividad], *args, pide_razon: bool, porques, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.cambios = cambios
        self.fields["huella"].initial = huella_de(cambios)
        if not pide_razon:
            del self.fields["razon_sin_aprobacion"]
        if not cambios:
            del self.fields["porque_comun"]
        for cambio in cambios:
            self.fields[f"porque-{cambio.codigo}"] = texto_corto(
                f"Por qué: {cambio.nombre}",
                required=False,
                initial=porques.get(cambio.codigo, ""),
            )
            self.fields[f"comun-{cambio.codigo}"] = forms.BooleanField(
                label=f"El mismo porqué: {cambio.nombre}", required=False
            )

    def generales(self) -> Iterator[forms.BoundField]:
        """Los campos que no son de un cambio."""
        for nombre in ("motivo", "razon_sin_aprobacion", "porque_comun"):
            if nombre in self.fields:
                yield self[nombre]

    def renglones(self) -> Iterator[tuple[CambioDeActividad, forms.BoundField, forms.BoundField]]:
        """Cada cambio con su porqué y su marca."""
        for cambio in self.cambios:
            yield cambio, self[f"porque-{cambio.codigo}"], self[f"comun-{cambio.codigo}"]

    def clean_huella(self) -> str:
        if self.cleaned_data["huella"] != huella_de(self.cambios):
            self.data = self.data.copy()
            self.data[self.add_prefix("huella")] = huella_de(self.cambios)
            raise ValidationError(
                "La estrategia cambió mientras usted miraba. Revise otra vez la lista y publique."
            )
        return self.cleaned_data["huella"]

    def como_argumentos(self) -> dict:
        """Lo que `publicar` necesita."""
        datos = self.cleaned_data
        comun = datos.get("porque_comun", "")
        return {
            "motivo": datos["motivo"],
            "razon_sin_aprobacion": datos.get("razon_sin_aprobacion", ""),
            "porques": {
                cambio.codigo: datos[f"porque-{cambio.codigo}"]
                or (comun if datos[f"comun-{cambio.codigo}"] else "")
                for cambio in self.cambios
            },
        }


def huella_de(cambios: list[CambioDeActividad]) -> str:
    """Identifica una lista de cambios: si otra persona edita, la huella es otra."""
    valores = [(una.clase, una.codigo, una.nombre, una.campos) for una in cambios]
    return hashlib.sha256(json.dumps(valores).encode()).hexdigest()[:32]


def motivo_inicial(*, es_primera: bool) -> str:
    """El motivo que ya viene escrito."""
    return MOTIVO_PRIMERA if es_primera else ""


class DeRespuesta(forms.ModelForm):
    """La respuesta a un aporte. Quien responde y cuándo los pone el verbo."""

    class Meta:
        model = Aporte
        fields = ("respuesta", "decision", "porque", "publico")
        widgets = {
            "respuesta": AdminTextareaWidget(attrs={"rows": 5}),
            "porque": AdminTextareaWidget(attrs=DOS_RENGLONES),
        }
        help_texts = {
            "respuesta": "La lee quien escribió, con su código.",
            "porque": "Obligatorio si no se incorporó, o solo en parte.",
            "publico": (
                "La nota de la versión mostrará el texto y la respuesta, sin el nombre ni el correo. "
                "No lo marque si el texto o la respuesta dicen algún dato personal."
            ),
        }

    def clean(self):
        datos = super().clean()
        for campo, falta in (
            ("respuesta", "Escriba la respuesta."),
            ("decision", "Diga si se incorporó."),
        ):
            if not datos.get(campo):
                self.add_error(campo, falta)
        if datos.get("decision") in CON_PORQUE and not datos.get("porque"):
            self.add_error("porque", "Diga por qué no se incorporó, o por qué solo en parte.")
        return datos
