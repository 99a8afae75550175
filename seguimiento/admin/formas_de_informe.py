"""Los formularios de un informe: empezarlo, sus textos, sus hallazgos, sus adendas y su firma."""

from collections.abc import Iterator, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cronograma.periodos import Periodo
from estrategia.administracion import FormularioDeEntidad
from seguimiento.informes.textos import partes_de
from seguimiento.models import Hallazgo, Informe

FILAS = {"conclusiones": 8, "recomendaciones": 8, "criterios": 8, "resumen": 5}
AYUDA_DEL_PERIODO = "T1 a T4 para un trimestre, C1 a C3 para un cuatrimestre, o «anual»."


class FormularioDeInforme(FormularioDeEntidad):
    """De qué estrategia y de qué periodo es el informe."""

    class Meta:
        model = Informe
        fields = ("estrategia", "tipo", "periodo")
        help_texts = {"periodo": AYUDA_DEL_PERIODO}

    def clean_periodo(self) -> str:
        escrito, estrategia = self.cleaned_data["periodo"], self.cleaned_data.get("estrategia")
        try:
            return Periodo.de_codigo(escrito, estrategia.vigencia if estrategia else 2000).codigo
        except ValueError as error:
            raise ValidationError(str(error)) from error


class FormularioDeTextos(forms.Form):
    """Un campo por cada parte que el tipo de informe lleva."""

    def __init__(self, *args, informe: Informe, **kwargs):
        super().__init__(*args, **kwargs)
        for parte in partes_de(informe.tipo):
            self.fields[parte.clave] = forms.CharField(
                label=parte.titulo + (" (obligatoria)" if parte.es_obligatoria else ""),
                help_text=parte.ayuda,
                required=False,
                show_hidden_initial=True,
                widget=forms.Textarea(attrs={"rows": FILAS.get(parte.clave, 4)}),
            )
        self.informe = informe

    @property
    def escritos(self) -> dict[str, str]:
        """Lo que la persona escribió. La redacción inicial que nadie tocó no se guarda: lleva cifras
        que pueden cambiar."""
        return {
            clave: texto
            for clave, texto in self.cleaned_data.items()
            if clave in self.changed_data or clave in self.informe.textos
        }


class DeHallazgo(forms.ModelForm):
    """Qué se encontró, frente a qué criterio, y qué se recomienda."""

    class Meta:
        model = Hallazgo
        fields = ("texto", "criterio", "recomendacion")
        widgets = {
            "texto": forms.Textarea(attrs={"rows": 4}),
            "criterio": forms.Textarea(attrs={"rows": 2}),
            "recomendacion": forms.Textarea(attrs={"rows": 3}),
        }

    def validate_unique(self):
        """Lo revisa `emision`, que sabe de qué informe es."""

    def _post_clean(self):
        """El hallazgo lo arma y lo valida `emision`: aquí solo se leen los textos."""


class DeAdenda(forms.Form):
    """La corrección de un informe emitido."""

    texto = forms.CharField(
        label="Qué se corrige",
        help_text="Queda al final del informe con la fecha de hoy. Lo emitido no cambia.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeFirmado(forms.Form):
    """El PDF que las personas firmaron."""

    archivo = forms.FileField(
        label="PDF firmado",
        help_text="El que ya lleva las firmas, a mano o digitales. Hasta 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )
    consecutivo = forms.CharField(
        label="Consecutivo", max_length=60, help_text="El número con que quedó radicado."
    )


def firmantes_de(enviado: QueryDict) -> Iterator[Mapping[str, str]]:
    """Quienes firman, como llegaron: dos listas del mismo largo."""
    pares = zip(enviado.getlist("firmante_nombre"), enviado.getlist("firmante_cargo"), strict=False)
    return ({"nombre": nombre, "cargo": cargo} for nombre, cargo in pares)
