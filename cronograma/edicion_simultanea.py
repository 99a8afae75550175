"""Dos personas editan la misma actividad: la segunda lo sabe y nada se pisa en silencio.

El formulario lleva escondido cómo estaba la actividad cuando se leyó. Si al guardar ya no
está así, no se guarda: se dice quién la cambió, cuándo y qué, y lo escrito queda en la
pantalla. Guardar otra vez, ya sabiéndolo, sí lo deja como la persona quiere.
"""

import hashlib
import json
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from cronograma.models import Actividad, Responsabilidad
from cronograma.models.actividad import CAMPOS_DEL_SIGNIFICADO
from estrategia.historia import Anotacion, historia_de

# Lo que nadie escribe: lo de la hoja, lo que se entiende de la fecha, y lo que hace `retirar`.
NO_SE_COMPARAN = {"celdas", *CAMPOS_DEL_SIGNIFICADO}
RELACIONES = ("fases", "grupos", "instancias", "metas_institucionales")
SIGUE_AQUI = (
    "Lo que usted escribió sigue en esta página y todavía no se ha guardado. Revíselo: si vuelve a "
    "guardar, queda como usted lo dejó."
)


class ConVersionLeida(forms.ModelForm):
    """Formulario que no pisa lo que otra persona guardó mientras se editaba."""

    version_leida = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version_leida"].initial = version_de(self.instance)

    def clean(self):
        datos = super().clean()
        leida = self.cleaned_data.get("version_leida") if self.instance.pk else ""
        actual = version_de(self.instance) if leida else ""
        if leida and huella_de(actual) != huella_de(leida):
            for frase in aviso_de_cambios(self.instance, leida):
                self.add_error(None, frase)
            # Ya lo sabe: con la versión de ahora, el segundo intento guarda.
            self.data = self.data.copy()
            self.data[self.add_prefix("version_leida")] = actual
        return datos


def huella_de(version: str) -> str:
    """La parte de la versión que cambia con el contenido; el resto dice desde dónde contar."""
    return version.partition(".")[0]


def version_de(actividad: Actividad) -> str:
    """Cómo está guardada la actividad: una huella, y hasta dónde llega su historia."""
    contenido = json.dumps(_contenido(actividad), cls=DjangoJSONEncoder, sort_keys=True)
    huella = hashlib.sha256(contenido.encode()).hexdigest()[:24]
    return ".".join([huella, *(str(numero) for numero in _ultimas(actividad))])


def _contenido(actividad: Actividad) -> dict[str, Any]:
    guardada = Actividad.objects.filter(pk=actividad.pk).values().get()
    contenido = {campo: v for campo, v in guardada.items() if campo not in NO_SE_COMPARAN}
    for relacion in RELACIONES:
        elegidas = getattr(actividad, relacion).through.objects.filter(actividad=actividad)
        campo = Actividad._meta.get_field(relacion).m2m_reverse_name()  # noqa: SLF001 -- público
        contenido[relacion] = sorted(elegidas.values_list(campo, flat=True))
    responden = Responsabilidad.objects.filter(actividad=actividad).order_by("pk")
    contenido["responden"] = list(responden.values_list("dependencia", "es_lider", "orden"))
    return contenido


def _ultimas(actividad: Actividad) -> tuple[int, int]:
    """Lo último anotado de la actividad y de sus responsables."""
    suya = Actividad.history.filter(id=actividad.pk).order_by("-history_id")
    de_responsables = Responsabilidad.history.filter(actividad_id=actividad.pk).order_by(
        "-history_id"
    )
    return tuple(
        consulta.values_list("history_id", flat=True).first() or 0
        for consulta in (suya, de_responsables)
    )


def aviso_de_cambios(actividad: Actividad, leida: str) -> list[str]:
    """Las frases que dicen qué cambió desde que se leyó, y qué pasa con lo escrito."""
    desde = _anotado_desde(actividad, leida)
    frases = [_frase(una) for una in reversed(desde)] or [
        "Mientras usted editaba, esta actividad cambió (una carga de datos o un proceso)."
    ]
    return [*frases, SIGUE_AQUI]


def _anotado_desde(actividad: Actividad, leida: str) -> list[Anotacion]:
    """Lo que se anotó después de leer la actividad; lo más reciente primero."""
    numeros = leida.split(".")[1:]
    if len(numeros) != len(_ultimas(actividad)) or not all(uno.isdecimal() for uno in numeros):
        return []
    clases = [str(modelo._meta.verbose_name) for modelo in (Actividad, Responsabilidad)]  # noqa: SLF001
    leidas = dict(zip(clases, map(int, numeros), strict=True))
    return [
        una
        for una in historia_de(actividad)
        if una.clase in leidas and una.numero > leidas[una.clase]
    ]


def _frase(anotacion: Anotacion) -> str:
    cuando = timezone.localtime(anotacion.cuando)
    cambios = "; ".join(
        f"{cambio.campo}: «{cambio.antes}» → «{cambio.ahora}»" for cambio in anotacion.cambios
    )
    que = f"Cambió {cambios}" if cambios else f"{anotacion.que} {anotacion.clase}: {anotacion.fila}"
    return (
        f"Mientras usted editaba, {anotacion.quien} guardó cambios el {cuando:%d/%m/%Y} a las "
        f"{cuando:%H:%M}. {que}."
    )
