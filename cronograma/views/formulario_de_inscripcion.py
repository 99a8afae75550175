"""Lo que una persona escribe para inscribirse: pocos datos, y lo sensible aparte y optativo."""

import re

from django import forms

from cronograma.encuentros.publico import Anuncio
from cronograma.formulario_ciudadano import FormularioCiudadano, RenglonVisible
from cronograma.inscripciones import CONSENTIMIENTO, CONSENTIMIENTO_APARTE, RESPUESTAS, Persona
from cronograma.inscripciones.consentir import SOLO_ADULTOS
from cronograma.inscripciones.diferencial import TITULOS
from estrategia.models import GrupoDeValor

TELEFONO = re.compile(r"[0-9+()\- ]{7,30}")
REVISE_EL_CORREO = "Revise el correo: debe parecerse a nombre@ejemplo.org."


def renglon(etiqueta: str, largo: int, *, autocompletar: str = "off", **opciones) -> RenglonVisible:
    """Un campo de una línea."""
    control = forms.TextInput(attrs={"class": "campo", "autocomplete": autocompletar})
    return RenglonVisible(label=etiqueta, max_length=largo, widget=control, **opciones)


class FormularioDeInscripcion(FormularioCiudadano):
    """Para inscribirse a una reunión."""

    sal = "inscripcion"
    nombre = renglon(
        "Su nombre",
        120,
        autocompletar="name",
        error_messages={"required": "Escriba su nombre."},
    )
    correo = forms.EmailField(
        label="Su correo",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "campo", "autocomplete": "email"}),
        help_text="Allí llega su código y, si algo cambia, el aviso.",
        error_messages={
            "required": "Escriba su correo: allí llega su código.",
            "invalid": REVISE_EL_CORREO,
        },
    )
    telefono = renglon(
        "Su teléfono (si quiere)",
        30,
        autocompletar="tel",
        required=False,
        help_text="Para llamarle si la reunión cambia a última hora.",
    )
    organizacion = renglon(
        "Organización a la que pertenece (si quiere)",
        160,
        autocompletar="organization",
        required=False,
    )
    grupo = forms.ModelChoiceField(
        label="Con qué grupo viene (si quiere)",
        queryset=GrupoDeValor.objects.none(),
        required=False,
        empty_label="Prefiero no decirlo",
        help_text="No hace falta para asistir.",
    )
    apoyos = renglon(
        "Qué necesita para participar (si quiere)",
        250,
        required=False,
        help_text="Intérprete de lengua de señas, letra grande, acceso en silla de ruedas… "
        "Solo lo ven quienes preparan la reunión.",
    )
    consiente_aparte = forms.BooleanField(label=CONSENTIMIENTO_APARTE.texto, required=False)
    mayor_de_edad = forms.BooleanField(
        label="Tengo 18 años o más.", error_messages={"required": SOLO_ADULTOS}
    )
    consiente = forms.BooleanField(
        label=CONSENTIMIENTO.texto,
        error_messages={"required": "Para inscribirse marque que autoriza el uso de sus datos."},
    )

    def __init__(self, anuncio: Anuncio, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grupo"].queryset = grupos_de(anuncio)
        for pregunta, respuestas in RESPUESTAS.items():
            opciones = [("", "Sin responder"), *((una, una) for una in respuestas)]
            self.fields[pregunta] = forms.ChoiceField(
                label=TITULOS[pregunta], choices=opciones, required=False
            )
        for nombre in ("grupo", *RESPUESTAS):
            self.fields[nombre].widget.attrs["class"] = "campo"
        al_final = ["consiente_aparte", "mayor_de_edad", "consiente", "apellido_dos", "envio"]
        suyos = [nombre for nombre in self.fields if nombre not in al_final]
        self.order_fields([*suyos, *al_final])
        self.unir_reparos()

    @property
    def preguntas_aparte(self) -> list:
        """Los campos de lo que se pregunta aparte."""
        return [self[pregunta] for pregunta in RESPUESTAS]

    def clean_telefono(self) -> str:
        telefono = self.cleaned_data["telefono"]
        if telefono and not TELEFONO.fullmatch(telefono):
            raise forms.ValidationError("Escriba el teléfono con números: 300 123 4567.")
        return telefono

    def clean(self):
        datos = super().clean()
        respondidas = [una for una in RESPUESTAS if datos.get(una)]
        if respondidas and not datos.get("consiente_aparte"):
            self.add_error(
                "consiente_aparte",
                "Para responder las preguntas aparte, marque que autoriza contarlas; o déjelas "
                "sin responder.",
            )
        return datos

    def persona(self) -> Persona:
        """Lo escrito, como lo necesita `inscribir`."""
        datos = self.cleaned_data
        return Persona(
            nombre=datos["nombre"],
            correo=datos["correo"],
            telefono=datos["telefono"],
            organizacion=datos["organizacion"],
            grupo=datos["grupo"],
            apoyos=datos["apoyos"],
            aparte={una: datos[una] for una in RESPUESTAS if datos[una]},
        )


def grupos_de(anuncio: Anuncio):
    """Los grupos que la convocatoria invita o, si no nombra ninguno, los de la actividad."""
    invitados = anuncio.convocatoria.grupos.all() if anuncio.convocatoria else None
    return invitados if invitados else anuncio.encuentro.actividad.grupos.all()
