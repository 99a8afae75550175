"""Los formularios con que una oficina responde y mueve lo que escribió la ciudadanía.

Solo traducen lo escrito a los argumentos del verbo; qué falta lo dice `aportes.tramite`.
"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from cronograma.admin.formularios import DOS_RENGLONES, texto_corto
from cronograma.aportes.tramite import pendientes_para_publicar, requiere_aprobacion
from cronograma.aportes.usos import DECISION_SOBRE_UN_TEMA, USOS
from cronograma.models import Aporte
from cronograma.models.aporte import CON_PORQUE, UsoDeAporte
from estrategia.models import Dependencia

DECISIONES = [("", "Escoja…"), *DECISION_SOBRE_UN_TEMA.items()]
AYUDA_DEL_TEXTO = (
    "Solo si lo que la persona escribió trae datos suyos o de otra: el mismo texto, sin ellos."
)
AYUDA_DE_PUBLICAR = (
    "Cualquiera podrá leer lo escrito y la respuesta, sin el nombre ni el correo. La ley pide "
    "publicar las respuestas (Ley 1757 de 2015, art. 56 f)."
)


class ConPorque(forms.BaseForm):
    """Lo que se pide de una decisión."""

    def pedir_el_porque(self, datos: dict) -> None:
        """Pone el reparo si la decisión pide un porqué y no lo trae."""
        if datos.get("decision") in CON_PORQUE and not datos.get("porque", "").strip():
            self.add_error("porque", "Diga por qué no se acoge, o por qué solo en parte.")


class DeRespuestaDeAporte(ConPorque, forms.ModelForm):
    """La respuesta a una pregunta o a una propuesta, o la revisión de un comentario."""

    class Meta:
        model = Aporte
        fields = ("respuesta", "decision", "porque", "publico", "texto_publico")
        widgets = {
            "respuesta": AdminTextareaWidget(attrs={"rows": 6}),
            "porque": AdminTextareaWidget(attrs=DOS_RENGLONES),
            "texto_publico": AdminTextareaWidget(attrs=DOS_RENGLONES),
        }
        help_texts = {
            "respuesta": "La lee quien escribió, con su código y en su correo si lo dejó.",
            "porque": "Obligatorio si no se acoge, o solo en parte.",
            "publico": AYUDA_DE_PUBLICAR,
            "texto_publico": AYUDA_DEL_TEXTO,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        uso = self.instance.uso
        if "respuesta" in self.fields:
            self.fields["respuesta"].required = uso != UsoDeAporte.COMENTARIO
        if "decision" in self.fields:
            self.fields["decision"] = forms.ChoiceField(label="Concepto", choices=DECISIONES)
        if "publico" in self.fields:
            self.fields["publico"].initial = uso != UsoDeAporte.COMENTARIO
            self.initial["publico"] = uso != UsoDeAporte.COMENTARIO

    def clean(self):
        datos = super().clean()
        self.pedir_el_porque(datos)
        if datos.get("publico"):
            candidato = Aporte(
                texto=self.instance.texto,
                texto_publico=datos.get("texto_publico", ""),
                respuesta=datos.get("respuesta", ""),
                porque=datos.get("porque", ""),
            )
            for reparo in pendientes_para_publicar(candidato):
                self.add_error("texto_publico", reparo)
        return datos

    def _post_clean(self):
        # La fila no se toca aquí: la cambia el verbo, que también la valida.
        pass


def campos_de(aporte: Aporte) -> tuple[str, ...]:
    """Los campos de la respuesta que ese aporte pide."""
    campos = ["respuesta"]
    if USOS[aporte.uso].con_decision:
        campos += ["decision", "porque"]
    # Lo que espera aprobación lo publica quien aprueba.
    if not requiere_aprobacion(aporte):
        campos += ["publico", "texto_publico"]
    return tuple(campos)


class DePaso(forms.Form):
    """Base de los formularios de un paso: conocen el aporte."""

    def __init__(self, aporte: Aporte, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.aporte = aporte
        self.preparar()

    def preparar(self) -> None:
        """Lo que depende del aporte."""


class DeAsignacion(DePaso):
    dependencia = forms.ModelChoiceField(
        Dependencia.objects.none(), label="Dependencia que responde", empty_label="Escoja…"
    )
    nota = texto_corto("Nota", "Para quien la recibe, si hace falta.", required=False)

    def preparar(self):
        suyas = self.aporte.estrategia.entidad.dependencias.filter(activa=True)
        self.fields["dependencia"].queryset = suyas
        self.initial["dependencia"] = self.aporte.dependencia_id or lider_de(self.aporte)


class DeAprobacion(DePaso):
    publico = forms.BooleanField(
        label="Se publica", required=False, initial=True, help_text=AYUDA_DE_PUBLICAR
    )
    texto_publico = texto_corto("Texto que se publica", AYUDA_DEL_TEXTO, required=False)


class DeTextoPublico(DePaso):
    texto_publico = texto_corto("Texto que se publica", AYUDA_DEL_TEXTO, required=False)

    def preparar(self):
        self.initial["texto_publico"] = self.aporte.texto_publico


class DeNotaObligatoria(DePaso):
    nota = texto_corto("Por qué", "Queda escrito con su nombre y la fecha.")


class DeTraslado(DePaso):
    radicado = forms.CharField(
        label="Número en PQRSD", max_length=60, help_text="El que ese canal le dio a la petición."
    )
    nota = texto_corto("Nota", "Por qué no se responde aquí.", required=False)


class DeCorreccion(ConPorque, DePaso):
    respuesta = forms.CharField(label="Respuesta", widget=AdminTextareaWidget(attrs={"rows": 6}))
    decision = forms.ChoiceField(label="Concepto", choices=DECISIONES)
    porque = texto_corto("Por qué se decidió así", required=False)
    nota = texto_corto("Por qué se corrige", "Queda anotado con lo que decía antes.")

    def preparar(self):
        if USOS[self.aporte.uso].con_decision:
            self.initial |= {"decision": self.aporte.decision, "porque": self.aporte.porque}
        else:
            del self.fields["decision"], self.fields["porque"]
        self.initial["respuesta"] = self.aporte.respuesta

    def clean(self):
        datos = super().clean()
        self.pedir_el_porque(datos)
        return datos


def lider_de(aporte: Aporte) -> int | None:
    """La dependencia que lidera la actividad de la que se habla: la que conviene proponer."""
    if not aporte.actividad_id:
        return None
    lideres = aporte.actividad.responsabilidades.filter(es_lider=True)
    return lideres.values_list("dependencia", flat=True).first()
