"""Formularios de las oficinas: la actividad, la estrategia y el registro de lo ya publicado.

Traducen lo que escribe la persona a valores limpios; las reglas viven en los modelos y lo
que cada quien puede elegir lo decide `acceso`. Los ejemplos salen de los documentos reales.
"""

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget

from cronograma.aprobacion import MOTIVO_PREVIA
from cronograma.edicion_simultanea import ConVersionLeida
from cronograma.formatos import FORMATOS
from cronograma.models import Actividad
from cronograma.resultado_por_alcance import ListaDeResultados
from estrategia import acceso
from estrategia.administracion import FormularioDeEntidad
from estrategia.models import Entidad, Estrategia
from estrategia.models.estrategia import VIGENCIA_MAXIMA, VIGENCIA_MINIMA

DOS_RENGLONES = {"rows": 2}
MEGA = 1024 * 1024

EJEMPLOS_DE_ACTIVIDAD = {
    "numero": "El del documento, si lo tiene: «5», «1.2.3».",
    "nombre": "Por ejemplo: «Encuentro mensual con la Asociación de Usuarios».",
    "metas": "En qué meta o actividad de la gestión participa la ciudadanía.",
    "metas_institucionales": "Las del catálogo de la entidad, con su código, ODS y derechos.",
    "tipo_espacio": "Foro, mesa de trabajo, reunión zonal, feria, audiencia pública…",
    "instancias": "Solo las que una norma creó. «Ciudadanía en general» es un grupo de valor.",
    "fecha_programada": "Como la escribe la entidad: «ene-22», «1er Cuatrimestre», «Mensual».",
    "correo": "A dónde escribe quien quiera más información.",
    "producto": "Por ejemplo: «Informe de resultados de chat, foro y encuesta».",
}


class FormularioDeActividad(ConVersionLeida, FormularioDeEntidad):
    class Meta:
        model = Actividad
        fields = "__all__"
        help_texts = EJEMPLOS_DE_ACTIVIDAD
        widgets = {
            campo: AdminTextareaWidget(attrs=DOS_RENGLONES)
            for campo in (
                "nombre metas objetivo tipo_espacio accion_gestion instrumento metodologia"
                " fecha_programada producto presupuesto observaciones"
            ).split()
        } | {"fases": forms.CheckboxSelectMultiple, "resultado": ListaDeResultados}


class FormularioDeEstrategia(FormularioDeEntidad):
    formato = forms.ChoiceField(
        label="Formato oficial",
        required=False,
        help_text="El formato en que la entidad presenta esta estrategia.",
    )

    class Meta:
        model = Estrategia
        fields = "__all__"
        widgets = {
            campo: AdminTextareaWidget(attrs=DOS_RENGLONES)
            for campo in (
                "politica objetivo_estrategico objetivo_dependencia iniciativa responsables"
            ).split()
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "formato" in self.fields:
            self.fields["formato"].choices = opciones_de_formato(self.instance.formato)


def opciones_de_formato(actual: str) -> list[tuple[str, str]]:
    """Los formatos declarados; si la fila trae otro, también, para no perderlo al guardar."""
    opciones = [("", "Sin formato"), *((f.nombre, f.descripcion) for f in FORMATOS.values())]
    return opciones if actual in dict(opciones) else [*opciones, (actual, actual)]


class FormularioDePublicacionPrevia(forms.Form):
    """Lo que el documento ya publicado dice de sí mismo."""

    documento = forms.CharField(
        label="Documento que la entidad ya había publicado",
        max_length=250,
        help_text="Por ejemplo: «Cronograma de participación 2022 (PDF)».",
    )
    etiqueta = forms.CharField(
        label="Versión que el documento dice de sí",
        max_length=40,
        required=False,
        help_text="Por ejemplo: «01». En blanco si no la dice.",
    )
    fecha = forms.DateField(
        label="Fecha que el documento dice de sí", required=False, widget=AdminDateWidget
    )
    motivo = forms.CharField(
        label="Motivo",
        initial=MOTIVO_PREVIA,
        widget=AdminTextareaWidget(attrs=DOS_RENGLONES),
        help_text="Lo lee el público junto a la versión.",
    )


class FormularioDeHoja(forms.Form):
    """La hoja que se carga y a dónde va. No guarda nada: dice de quién es y qué estrategia."""

    entidad = forms.ModelChoiceField(
        label="Entidad",
        queryset=Entidad.objects.none(),
        required=False,
        empty_label="La de la estrategia elegida",
    )
    estrategia = forms.ModelChoiceField(
        label="Estrategia a la que van las actividades",
        queryset=Estrategia.objects.none(),
        required=False,
        empty_label="Crear una nueva con esta hoja",
    )
    vigencia = forms.IntegerField(
        label="Vigencia",
        required=False,
        min_value=VIGENCIA_MINIMA,
        max_value=VIGENCIA_MAXIMA,
        help_text="El año del plan. En blanco, el que diga la estrategia o el título de la hoja.",
    )
    formato = forms.ChoiceField(
        label="Formato",
        required=False,
        help_text="En blanco se reconoce por sus columnas.",
    )
    archivo = forms.FileField(
        label="Hoja de la oficina",
        required=False,
        help_text="Excel (.xlsx, .xlsm, .xls), LibreOffice (.ods) o CSV, tal como la oficina la usa.",
    )
    texto = forms.CharField(
        label="O la tabla copiada de un documento",
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text="Copie la tabla del PDF o del Word y péguela aquí.",
    )

    def __init__(self, *args, usuario, **kwargs):
        super().__init__(*args, **kwargs)
        self.usuario = usuario
        estrategias = acceso.limitar(Estrategia.objects.select_related("entidad"), usuario)
        self.fields["estrategia"].queryset = estrategias
        self.fields["formato"].choices = [("", "Reconocerlo"), *opciones_de_formato("")[1:]]
        if acceso.administra(usuario):
            self.fields["entidad"].queryset = Entidad.objects.all()
            self.fields["estrategia"].label_from_instance = lambda una: f"{una.entidad}: {una}"
        else:
            del self.fields["entidad"]

    def clean_archivo(self):
        archivo = self.cleaned_data["archivo"]
        limite = settings.PARTICIPA_IMPORTAR_MAX_MB
        # Antes de traerlo entero a la memoria.
        if archivo and archivo.size > limite * MEGA:
            raise forms.ValidationError(
                f"El archivo pesa {archivo.size / MEGA:.0f} MB y el límite es {limite} MB: deje solo "
                "las hojas del cronograma, sin imágenes, y súbalo de nuevo."
            )
        return archivo

    def clean(self):
        datos = super().clean()
        if not self.errors and bool(datos["archivo"]) == bool(datos["texto"].strip()):
            self.add_error("archivo", "Suba la hoja o pegue la tabla: una de las dos.")
        self._revisar_destino(datos)
        return datos

    def _revisar_destino(self, datos) -> None:
        estrategia = datos.get("estrategia")
        entidad = datos.get("entidad") if acceso.administra(self.usuario) else self.usuario.entidad
        if estrategia and entidad and estrategia.entidad_id != entidad.pk:
            self.add_error("estrategia", f"Esa estrategia no es de {entidad}.")
        elif estrategia and datos.get("vigencia") not in (None, estrategia.vigencia):
            self.add_error("vigencia", f"La estrategia elegida es de {estrategia.vigencia}.")
        datos["entidad"] = entidad or (estrategia.entidad if estrategia else None)
        if datos["entidad"] is None:
            self.add_error("entidad", "Elija la entidad o una de sus estrategias.")


class FormularioDeEstrategiaNueva(forms.ModelForm):
    """La estrategia que se crea al confirmar una hoja que no iba a ninguna."""

    class Meta:
        model = Estrategia
        fields = ("tipo", "nombre")
        help_texts = {"nombre": "Como se llama el documento de la entidad."}

    def _get_validation_exclusions(self):
        # Entidad y vigencia no se escriben aquí, pero con ellas se sabe si ya existe.
        return super()._get_validation_exclusions() - {"entidad", "vigencia"}
