"""El formulario con que cualquiera pregunta, propone un tema o comenta.

Traduce lo escrito a lo que `recepcion.recibir` necesita; la trampa y la marca del envío son las de
todos los formularios de la ciudadanía.
"""

from itertools import groupby

from django import forms

from cronograma.aportes.asuntos import ENCUENTRO, GRUPOS, Asunto
from cronograma.aportes.recepcion import CONSENTIMIENTO
from cronograma.formulario_ciudadano import FormularioCiudadano, RenglonVisible, TextoVisible
from cronograma.models.aporte import UsoDeAporte
from cronograma.observaciones import LARGO_DEL_TEXTO

USOS_QUE_SE_OFRECEN = (
    (UsoDeAporte.PREGUNTA, "Hacer una pregunta"),
    (UsoDeAporte.PROPUESTA, "Proponer un tema para la rendición de cuentas"),
    (UsoDeAporte.COMENTARIO, "Comentar una reunión o evento"),
)


class UnaDeVarias(forms.RadioSelect):
    """Botones de opción a cuyo primer botón lleva el reparo."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, "0" if index is None else index)


class FormularioDeAporte(FormularioCiudadano):
    """Lo que una persona le escribe a la entidad."""

    sal = "aporte"
    uso = forms.ChoiceField(
        label="¿Qué quiere hacer?",
        choices=USOS_QUE_SE_OFRECEN,
        widget=UnaDeVarias,
        error_messages={
            "required": "Diga qué quiere hacer: preguntar, proponer un tema o comentar.",
            "invalid_choice": "Diga qué quiere hacer: preguntar, proponer un tema o comentar.",
        },
    )
    sobre = forms.ChoiceField(
        label="¿De qué quiere hablar?",
        error_messages={
            "required": "Diga de qué quiere hablar.",
            "invalid_choice": "Eso no está publicado: escoja de la lista de qué quiere hablar.",
        },
    )
    texto = TextoVisible(
        label="Escríbalo aquí",
        max_length=LARGO_DEL_TEXTO,
        widget=forms.Textarea(attrs={"rows": 6, "class": "campo"}),
        help_text=f"Hasta {LARGO_DEL_TEXTO} caracteres. No escriba datos de otras personas.",
        error_messages={
            "required": "Escriba su pregunta, su propuesta o su comentario.",
            "max_length": (
                "Lo que escribió tiene %(show_value)s caracteres y caben %(limit_value)s: "
                "acórtelo, o envíelo en dos."
            ),
        },
    )
    nombre = RenglonVisible(
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

    def __init__(self, asuntos: list[Asunto], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asuntos = {uno.clave: uno for uno in asuntos}
        self.fields["sobre"].choices = opciones(asuntos)
        self.fields["sobre"].widget.attrs["class"] = "campo"
        self.unir_reparos()

    def clean(self):
        datos = super().clean()
        if (datos.get("nombre") or datos.get("correo")) and not datos.get("consiente"):
            self.add_error(
                "consiente",
                "Para dejar su nombre o su correo, marque que autoriza usarlos; o bórrelos.",
            )
        asunto = self.asuntos.get(datos.get("sobre", ""))
        if datos.get("uso") == UsoDeAporte.COMENTARIO and asunto and asunto.clase != ENCUENTRO:
            self.add_error(
                "sobre", "Un comentario es sobre una reunión o evento: escoja en la lista cuál."
            )
        return datos

    def como_argumentos(self) -> dict:
        """Lo que `recibir` necesita, además del momento."""
        datos = self.cleaned_data
        asunto = self.asuntos[datos["sobre"]]
        propios = ("uso", "texto", "nombre", "correo", "consiente", "envio")
        return {campo: datos[campo] for campo in propios} | {
            "estrategia": asunto.estrategia,
            "actividad": asunto.actividad,
            "encuentro": asunto.encuentro,
        }


def opciones(asuntos: list[Asunto]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Los asuntos por clase, como los muestra una lista desplegable."""
    return [
        (GRUPOS[clase], [(uno.clave, uno.nombre) for uno in suyos])
        for clase, suyos in groupby(asuntos, key=lambda uno: uno.clase)
    ]
