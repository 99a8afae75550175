"""El formato interno en pantalla: su formulario, sus seis contenidos y el sello de su estado."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.html import format_html

from seguimiento.models import EstadoDeReporte, Reporte
from seguimiento.reportes import CONTENIDOS, encabezado, sin_tocar

PREFIJO = "asistencia_"
DE_NINGUNO = f"{PREFIJO}otras"
MAXIMO = 1_000_000
PUESTO = "Lo puso el sistema con lo que ya consta. Revíselo y cámbielo si hace falta."

SIGNOS = {
    EstadoDeReporte.BORRADOR: ("gris", "✎"),
    EstadoDeReporte.ENTREGADO: ("amarillo", "◐"),
    EstadoDeReporte.RECIBIDO: ("verde", "✓"),
    EstadoDeReporte.DEVUELTO: ("rojo", "↩"),
}


class FormularioDeReporte(forms.Form):
    """Se guarda incompleto cuantas veces se quiera; completo hace falta solo para entregar."""

    def __init__(self, reporte: Reporte, *args, **kwargs):
        # Los títulos van palabra por palabra, también sin los dos puntos.
        super().__init__(*args, label_suffix="", **kwargs)
        self.reporte = reporte
        puestos = sin_tocar(reporte)
        for contenido in CONTENIDOS:
            self.fields[contenido] = forms.CharField(
                label=encabezado(contenido),
                required=False,
                initial=getattr(reporte, contenido),
                help_text=PUESTO if contenido in puestos else "",
                widget=AdminTextareaWidget(attrs={"rows": 4}),
            )
        for nombre, etiqueta, cuantas in _grupos_de(reporte):
            self.fields[nombre] = forms.IntegerField(
                label=etiqueta, required=False, min_value=0, max_value=MAXIMO, initial=cuantas
            )

    def textos(self) -> dict[str, str]:
        """Lo escrito en cada contenido."""
        return {uno: self.cleaned_data[uno] for uno in CONTENIDOS}

    def asistencia(self) -> dict[int | None, int]:
        """Cuántas personas por grupo; el que quedó en blanco no se contó."""
        return {
            None if nombre == DE_NINGUNO else int(nombre.removeprefix(PREFIJO)): cuantas
            for nombre, cuantas in self.cleaned_data.items()
            if nombre.startswith(PREFIJO) and cuantas is not None
        }


def renglones_de_asistencia(formulario: FormularioDeReporte) -> list[forms.BoundField]:
    """Las casillas de los grupos, aparte de los contenidos."""
    return [campo for campo in formulario if campo.name.startswith(PREFIJO)]


def _grupos_de(reporte: Reporte) -> list[tuple[str, str, int | None]]:
    """Los grupos activos de la entidad y los ya contados, los invitados primero."""
    contados = {una.grupo_id: una.cuantas for una in reporte.asistencia.all()}
    actividad = reporte.encuentro.actividad
    invitados = set(actividad.grupos.values_list("pk", flat=True))
    grupos = [
        uno
        for uno in actividad.estrategia.entidad.grupos.order_by("nombre")
        if uno.activo or uno.pk in contados
    ]
    grupos.sort(key=lambda uno: uno.pk not in invitados)
    return [
        *((f"{PREFIJO}{uno.pk}", str(uno), contados.get(uno.pk)) for uno in grupos),
        (DE_NINGUNO, "Otras personas, de ningún grupo", contados.get(None)),
    ]


def contenidos_de(reporte: Reporte) -> list[tuple[str, str, bool]]:
    """Los seis, con su título, lo escrito y si es lo que puso el sistema."""
    puestos = sin_tocar(reporte)
    return [(encabezado(uno), getattr(reporte, uno), uno in puestos) for uno in CONTENIDOS]


def sello_de(estado: str) -> str:
    """El estado con su palabra, su signo y su color."""
    color, signo = SIGNOS[EstadoDeReporte(estado)]
    return format_html(
        '<span class="semaforo semaforo-{}"><span aria-hidden="true">{}</span> {}</span>',
        color,
        signo,
        EstadoDeReporte(estado).label,
    )
