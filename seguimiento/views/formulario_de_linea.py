"""El formulario de una línea de «Mi reporte»: lee lo que se escribe y dice dónde está cada error."""

from django import forms

from estrategia.texto import sin_controles
from seguimiento.mi_reporte.escrito import (
    Escrito,
    como_se_escribe,
    leer_cuantos,
    leer_porcentaje,
)
from seguimiento.mi_reporte.renglones import Renglon

AREA = forms.Textarea(attrs={"rows": 3})
CUANTOS = {
    "solicitudes_recibidas": "cuántas solicitudes se recibieron",
    "solicitudes_atendidas": "cuántas solicitudes se atendieron",
    "asistentes": "cuántas personas asistieron",
}


def _numero() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"})


class FormularioDeLinea(forms.Form):
    """Lo que se dice de una actividad hasta el corte. Nada es obligatorio para guardar."""

    porcentaje = forms.CharField(
        label="Avance acumulado desde enero, en %",
        required=False,
        widget=_numero(),
        help_text="En blanco es no decir nada. Si va en cero, escriba 0.",
    )
    solicitudes_recibidas = forms.CharField(
        label="Solicitudes recibidas desde enero",
        required=False,
        widget=_numero(),
        help_text="Si no hubo ninguna, escriba 0.",
    )
    solicitudes_atendidas = forms.CharField(
        label="De ellas, atendidas", required=False, widget=_numero()
    )
    observacion = forms.CharField(label="Observación", required=False, widget=AREA, max_length=4000)
    asistentes = forms.CharField(
        label="Personas que asistieron, si hubo reuniones", required=False, widget=_numero()
    )
    por_que_cero = forms.CharField(
        label="Si va en 0 %, por qué", required=False, widget=AREA, max_length=4000
    )
    por_que_baja = forms.CharField(
        label="Si es menos que antes, por qué", required=False, widget=AREA, max_length=4000
    )
    es_anticipado = forms.BooleanField(label="Reportar anticipado", required=False)
    leida = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, renglon: Renglon, **kwargs):
        self.renglon = renglon
        kwargs.setdefault("prefix", f"l{renglon.linea.clave}")
        super().__init__(*args, initial=_inicial(renglon), **kwargs)
        self._quitar_lo_que_no_se_pregunta()

    def _quitar_lo_que_no_se_pregunta(self) -> None:
        sobran = ["solicitudes_recibidas", "solicitudes_atendidas"]
        if self.renglon.pide_solicitudes:
            sobran = ["porcentaje", "por_que_cero", "por_que_baja"]
        if self.renglon.linea.se_pregunta:
            sobran.append("es_anticipado")
        for campo in sobran:
            del self.fields[campo]

    def clean_porcentaje(self):
        """El porcentaje como número; en blanco, ninguno."""
        return _leer(leer_porcentaje, self.cleaned_data["porcentaje"])

    def clean(self):
        """Los números de cosas y de personas, y las dos cuentas de solicitudes en orden."""
        datos = super().clean()
        for campo, que in CUANTOS.items():
            if campo in datos:
                try:
                    datos[campo] = leer_cuantos(datos[campo], que)
                except ValueError as error:
                    self.add_error(campo, str(error))
        self._revisar_solicitudes(datos)
        return datos

    def _revisar_solicitudes(self, datos) -> None:
        recibidas, atendidas = (
            datos.get("solicitudes_recibidas"),
            datos.get("solicitudes_atendidas"),
        )
        if atendidas is None and recibidas == 0:
            datos["solicitudes_atendidas"] = 0
        elif (recibidas is None) != (atendidas is None):
            falta = "solicitudes_atendidas" if atendidas is None else "solicitudes_recibidas"
            if falta in self.fields and falta not in self.errors:
                self.add_error(
                    falta, "Escriba las dos: cuántas se recibieron y cuántas se atendieron."
                )
        elif recibidas is not None and atendidas > recibidas:
            self.add_error(
                "solicitudes_atendidas", "No pueden ser más las atendidas que las recibidas."
            )

    @property
    def escrito(self) -> Escrito:
        """Lo que quedó escrito; pídalo sobre un formulario válido."""
        datos = {
            campo: sin_controles(valor) if isinstance(valor, str) else valor
            for campo, valor in self.cleaned_data.items()
            if campo != "leida"
        }
        return Escrito(**datos)

    @property
    def cambio(self) -> bool:
        """¿Escribió algo distinto de lo que tenía delante?"""
        return self.escrito.huella != self.cleaned_data["leida"]

    def ya_lo_sabe(self) -> None:
        """Con lo guardado ahora como lo leído, el segundo intento guarda."""
        self.data = self.data.copy()
        self.data[self.add_prefix("leida")] = self.renglon.escrito.huella


def _leer(leer, texto: str):
    try:
        return leer(texto)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


def _inicial(renglon: Renglon) -> dict[str, object]:
    escrito = renglon.escrito
    porcentaje = "" if escrito.porcentaje is None else como_se_escribe(escrito.porcentaje)
    return {
        "observacion": escrito.observacion,
        "por_que_cero": escrito.por_que_cero,
        "por_que_baja": escrito.por_que_baja,
        "solicitudes_recibidas": escrito.solicitudes_recibidas,
        "solicitudes_atendidas": escrito.solicitudes_atendidas,
        "asistentes": escrito.asistentes,
        "es_anticipado": escrito.es_anticipado,
        "porcentaje": porcentaje,
        "leida": escrito.huella,
    }
