"""Los formularios de los encuentros: ponerles fecha, uno o todo el año, y cada paso.

Traducen lo escrito a los argumentos de los verbos; qué se puede lo dice `encuentros.verbos`.
"""

from collections.abc import Iterator
from datetime import date, time

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.core.exceptions import ValidationError

from cronograma.admin.formularios import texto_corto
from cronograma.encuentros import verbos
from cronograma.encuentros.esperados import Ocasion
from cronograma.encuentros.libro import Libro, de_actividad
from cronograma.models import Actividad, Encuentro
from estrategia.administracion import FormularioDeEntidad, es_llave

DE_MAS = ("", "De más: no es ninguna de las previstas")
FUERA = "El {fecha:%d/%m/%Y} no cae en {periodo}. Corríjalo, o marque que así es."
NINGUNA = "Escriba al menos una fecha."
CAMPOS_DE_LUGAR = ("hora_inicio", "hora_fin", "lugar", "enlace")


class FormularioDeEncuentro(FormularioDeEntidad):
    """Una fecha nueva. La ocasión se elige entre las que la actividad promete."""

    class Meta:
        model = Encuentro
        fields = (
            "actividad", "ocasion", "territorio", "nombre", "fecha", "hora_inicio", "hora_fin",
            "lugar", "enlace",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "ocasion" in self.fields and (actividad := self._actividad()):
            self.fields["ocasion"] = campo_de_ocasion(actividad)

    def _actividad(self) -> Actividad | None:
        elegida = self.data.get("actividad") or self.initial.get("actividad") or ""
        llave = str(getattr(elegida, "pk", elegida))
        campo = self.fields.get("actividad")
        return campo.queryset.filter(pk=llave).first() if campo and es_llave(llave) else None

    def clean(self):
        datos = super().clean()
        nuevo = self.instance.pk is None
        if nuevo and not self.errors and datos.get("actividad") and datos.get("fecha"):
            previsto = Encuentro(**{campo: datos.get(campo) for campo in self.Meta.fields})
            for campo, reparo in verbos.reparos_de(previsto).items():
                self.add_error(campo, reparo)
        return datos


def campo_de_ocasion(actividad: Actividad) -> forms.TypedChoiceField:
    """Las ocasiones de la actividad; primero las que siguen sin fecha."""
    libro = de_actividad(actividad)
    renglones = sorted(libro.renglones, key=lambda uno: uno.tiene_fecha)
    opciones = [
        (uno.ocasion.numero, f"{uno.ocasion.nombre}{' · ya tiene fecha' if uno.vivos else ''}")
        for uno in renglones
    ]
    return forms.TypedChoiceField(
        label="Ocasión prevista",
        choices=[DE_MAS, *opciones],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Cuál de las que promete el cronograma cumple.",
    )


class DeMotivo(forms.Form):
    """Un paso que dice en público por qué."""

    motivo = texto_corto(
        "Motivo", "Lo lee el público. No escriba en él ningún dato personal.", required=False
    )


class DeTraslado(DeMotivo):
    """El día, la hora y el lugar nuevos."""

    fecha = forms.DateField(label="Fecha", widget=AdminDateWidget)
    hora_inicio = forms.TimeField(label="Hora de inicio", widget=AdminTimeWidget, required=False)
    hora_fin = forms.TimeField(label="Hora de terminación", widget=AdminTimeWidget, required=False)
    lugar = forms.CharField(label="Lugar", max_length=250, required=False)
    enlace = forms.URLField(label="Enlace", required=False)

    field_order = ("fecha", *CAMPOS_DE_LUGAR, "motivo")


class DeFechasDelAnio(forms.Form):
    """Todas las ocasiones de una actividad en una página: cada una con su día."""

    hora_inicio = forms.TimeField(label="Hora de inicio", widget=AdminTimeWidget, required=False)
    hora_fin = forms.TimeField(label="Hora de terminación", widget=AdminTimeWidget, required=False)
    lugar = forms.CharField(label="Lugar", max_length=250, required=False)
    enlace = forms.URLField(label="Enlace", required=False)
    territorio = forms.CharField(
        label="Territorio",
        max_length=120,
        required=False,
        help_text="Si la misma actividad se hace en varios lugares: «Regional Huila».",
    )
    fuera_de_periodo = forms.BooleanField(
        label="Algunas fechas caen fuera de su periodo, y así es", required=False
    )

    field_order: tuple[str, ...] = ()

    def __init__(self, libro: Libro, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.libro = libro
        for renglon in libro.renglones:
            self.fields[nombre_de_campo(renglon.ocasion)] = forms.DateField(
                label=renglon.ocasion.nombre,
                widget=AdminDateWidget(attrs={"aria-label": renglon.ocasion.nombre}),
                required=False,
            )

    def renglones(self) -> Iterator[tuple]:
        """Cada ocasión con lo que ya tiene y el campo donde va su día."""
        for renglon in self.libro.renglones:
            yield renglon, self[nombre_de_campo(renglon.ocasion)]

    def comunes(self) -> list:
        """Los campos que valen para todas las fechas."""
        return [self[campo] for campo in (*CAMPOS_DE_LUGAR, "territorio", "fuera_de_periodo")]

    def clean(self):
        datos = super().clean()
        puestas = list(self.puestas(datos))
        if not puestas and not self.errors:
            raise ValidationError(NINGUNA)
        if not datos.get("fuera_de_periodo"):
            for ocasion, fecha in puestas:
                if not ocasion.contiene(fecha):
                    frase = FUERA.format(fecha=fecha, periodo=ocasion.periodo)
                    self.add_error(nombre_de_campo(ocasion), frase)
        return datos

    def puestas(self, datos: dict) -> Iterator[tuple[Ocasion, date]]:
        """Las ocasiones a las que se les escribió un día."""
        for renglon in self.libro.renglones:
            if fecha := datos.get(nombre_de_campo(renglon.ocasion)):
                yield renglon.ocasion, fecha

    def lo_comun(self) -> dict[str, time | str | None]:
        """La hora, el lugar y el territorio, para todas."""
        return {campo: self.cleaned_data[campo] for campo in (*CAMPOS_DE_LUGAR, "territorio")}


def nombre_de_campo(ocasion: Ocasion) -> str:
    """El campo de la fecha de una ocasión."""
    return f"fecha_{ocasion.numero}"
