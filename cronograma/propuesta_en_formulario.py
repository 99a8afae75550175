"""El formulario con que una dependencia propone una actividad, y sus datos de ida y de vuelta.

Es el de la actividad con menos campos. No guarda una `Actividad`: entrega los datos que
`planeacion.proponer` entiende, con los nombres de los catálogos y no sus números.
"""

from typing import Any

from django import forms

from cronograma.models import Actividad, SolicitudDeActividades
from cronograma.planeacion import LISTAS
from estrategia.models import Fase

CAMPOS_DEL_FORMULARIO = (
    "nombre es_participacion es_rendicion instancias grupos metas objetivo tipo_espacio presencial"
    " virtual fecha_programada fases metodologia producto presupuesto correo lugar observaciones"
).split()
TEXTOS_LARGOS = (
    "nombre metas objetivo tipo_espacio fecha_programada metodologia producto presupuesto"
    " observaciones"
).split()
DOS_RENGLONES = forms.Textarea(attrs={"rows": 2})


class FormularioDePropuesta(forms.ModelForm):
    """Lo que la dependencia dice de una actividad."""

    class Meta:
        model = Actividad
        fields = CAMPOS_DEL_FORMULARIO
        widgets = dict.fromkeys(TEXTOS_LARGOS, DOS_RENGLONES) | dict.fromkeys(
            LISTAS, forms.CheckboxSelectMultiple
        )

    def __init__(self, *args, solicitud: SolicitudDeActividades, datos=None, **kwargs):
        entidad = solicitud.estrategia.entidad
        super().__init__(
            *args,
            instance=Actividad(estrategia=solicitud.estrategia),
            initial=datos and iniciales(datos, entidad),
            **kwargs,
        )
        # Lo que la hoja traía y el formulario no muestra no se pierde.
        self.datos = dict(datos or {})
        self.fields["grupos"].queryset = entidad.grupos.filter(activo=True)
        self.fields["instancias"].queryset = entidad.instancias.filter(activa=True)

    def valores(self) -> dict[str, Any]:
        """Los datos de la propuesta; un nombre que no estaba en el catálogo se conserva."""
        limpios = self.cleaned_data
        directos = {c: v for c, v in limpios.items() if c not in LISTAS}
        listas = {
            "fases": [fase.codigo for fase in limpios["fases"]],
            "grupos": self._nombres("grupos"),
            "instancias": self._nombres("instancias"),
        }
        return self.datos | directos | listas

    def _nombres(self, campo: str) -> list[str]:
        ofrecidos = {fila.nombre for fila in self.fields[campo].queryset}
        nuevos = [nombre for nombre in self.datos.get(campo, []) if nombre not in ofrecidos]
        return [*(fila.nombre for fila in self.cleaned_data[campo]), *nuevos]


def iniciales(datos: dict[str, Any], entidad) -> dict[str, Any]:
    """Los datos de una propuesta, como el formulario los muestra."""
    return {
        **datos,
        "fases": Fase.objects.filter(codigo__in=datos.get("fases", [])),
        "grupos": entidad.grupos.filter(nombre__in=datos.get("grupos", [])),
        "instancias": entidad.instancias.filter(nombre__in=datos.get("instancias", [])),
    }
