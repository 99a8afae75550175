"""Las acciones de mejora: registrarlas, seguirlas en cada corte, cumplirlas y juzgarlas."""

from datetime import date

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import FormularioDeEntidad
from estrategia.historia import anotar_como_estaba
from seguimiento import mejora
from seguimiento.admin.pasos import Paso
from seguimiento.admin.prometido import PASOS, PrometidoAdmin, cuadro, resumen
from seguimiento.compromisos import pendientes_para_registrar, puede_verificar
from seguimiento.cumplimiento import SIN_CERRAR, guardar, texto_para_publicar
from seguimiento.exportar.prometido import DE_ACCIONES
from seguimiento.models import AccionDeMejora, Corte, SeguimientoDeAccion
from seguimiento.models.corte import EstadoDeCorte

PUBLICOS = ("que_se_encontro", "accion")
SI_O_NO = (("si", "Sí"), ("no", "No"))


class FormularioDeAccion(FormularioDeEntidad):
    """Qué se encontró, qué se hará, quién y hasta cuándo."""

    class Meta:
        model = AccionDeMejora
        fields = (
            "estrategia origen encuentro hallazgo que_se_encontro accion dependencia responsable"
            " hasta"
        ).split()

    def clean(self):
        datos = super().clean()
        for campo in PUBLICOS:
            if datos.get(campo):
                self._revisar(campo, datos[campo])
        if {"estrategia", "dependencia"} <= datos.keys():
            encuentro = None if self.instance.viene_de_id else datos.get("encuentro")
            de = (datos["estrategia"], datos["dependencia"])
            for falta in pendientes_para_registrar(*de, encuentro):
                self.add_error(None, falta)
        return datos

    def _revisar(self, campo: str, texto: str) -> None:
        try:
            texto_para_publicar(texto, campo, "")
        except ValidationError as error:
            self.add_error(None, error)


class DeSeguimiento(forms.Form):
    """Cómo va la acción en un corte."""

    corte = forms.ModelChoiceField(Corte.objects.none(), label="Corte")
    nota = cuadro("Cómo va", "Se publica cuando el corte se cierre. Sin datos de personas.")


class DeJuicio(forms.Form):
    """Eficacia y efectividad: lo dice control interno."""

    es_eficaz = forms.ChoiceField(
        label="¿Se hizo como se dijo? (eficacia)", choices=SI_O_NO, widget=forms.RadioSelect
    )
    es_efectiva = forms.ChoiceField(
        label="¿Sirvió para corregir? (efectividad)",
        choices=(*SI_O_NO, ("", "Todavía no se puede saber")),
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    juicio = cuadro("En qué se basa")

    def clean_es_eficaz(self):
        return self.cleaned_data["es_eficaz"] == "si"

    def clean_es_efectiva(self):
        return {"si": True, "no": False}.get(self.cleaned_data["es_efectiva"])


def puede_seguir(usuario, accion: AccionDeMejora, *, hoy: date) -> bool:
    """Planeación; y la dependencia que responde por la acción."""
    if not acceso.puede(usuario, Verbo.AGREGAR, SeguimientoDeAccion(accion=accion), hoy=hoy):
        return False
    return acceso.puede(usuario, Verbo.AGREGAR, accion, hoy=hoy) or acceso.responde_por(
        usuario, accion.dependencia, hoy=hoy
    )


def pendientes_para_seguir(accion: AccionDeMejora, *, por) -> list[str]:
    """Lo cerrado ya no se sigue, y sin un corte abierto no hay dónde."""
    if accion.estado not in SIN_CERRAR or getattr(accion, "continua_en", None):
        return ["Ya está cerrada, o sigue en otro año."]
    if not cortes_abiertos(accion).exists():
        return ["Abra primero un corte: la acción se sigue en cada uno."]
    return []


def cortes_abiertos(accion: AccionDeMejora):
    """Los cortes de su estrategia que reciben reportes."""
    return Corte.objects.filter(estrategia=accion.estrategia_id, estado=EstadoDeCorte.ABIERTO)


DE_ACCION = (
    Paso(
        verbo="seguir",
        titulo="Anotar cómo va",
        explicacion="Queda con el corte. Si ya lo había anotado en ese corte, lo reemplaza.",
        boton="Guardar cómo va",
        hecho="Quedó anotado.",
        formulario=DeSeguimiento,
        dar=mejora.seguir,
        puede=puede_seguir,
        pendientes=pendientes_para_seguir,
    ),
    Paso(
        verbo="juzgar",
        titulo="Juzgar si sirvió",
        explicacion="Eficaz: se hizo como se dijo. Efectiva: corrigió lo que se encontró.",
        boton="Guardar el juicio",
        hecho="Quedó juzgada.",
        formulario=DeJuicio,
        dar=mejora.juzgar,
        puede=puede_verificar,
        pendientes=lambda accion, por: mejora.pendientes_para_juzgar(accion),
    ),
)


class FiltroDeJuicio(admin.SimpleListFilter):
    title = "juicio de control interno"
    parameter_name = "juicio"

    def lookups(self, request, model_admin):
        return [("falta", "Cerradas sin juzgar"), ("eficaz", "Eficaces"), ("efectiva", "Efectivas")]

    def queryset(self, request, consulta):
        match self.value():
            case "falta":
                return consulta.filter(cerrado_en__isnull=False, juzgada_en=None)
            case "eficaz":
                return consulta.filter(es_eficaz=True)
            case "efectiva":
                return consulta.filter(es_efectiva=True)
        return consulta


@admin.register(AccionDeMejora)
class AccionDeMejoraAdmin(PrometidoAdmin):
    form = FormularioDeAccion
    pasos = (*DE_ACCION, *PASOS)
    columnas_de_excel = DE_ACCIONES
    list_display = ("cual", "semaforo", "que", "origen", "dependencia", "plazo")
    list_display_links = ("cual", "que")
    list_filter = (
        *PrometidoAdmin.list_filter[:1],
        FiltroDeJuicio,
        "origen",
        "dependencia",
        "estrategia",
    )
    search_fields = ("accion", "que_se_encontro", "dependencia__nombre", "responsable")
    fields = (
        "estrategia",
        "origen",
        "encuentro",
        "hallazgo",
        "que_se_encontro",
        "accion",
        "dependencia",
        "responsable",
        "hasta",
    )

    def panel_de(self, request, fila):
        seguimientos = fila.seguimientos.select_related("corte__estrategia", "por")
        propio = {"seguimientos": list(seguimientos), "juicio": juicio_de(fila)}
        return super().panel_de(request, fila) | propio

    def formulario_de(self, request, paso, fila):
        formulario = super().formulario_de(request, paso, fila)
        if "corte" in formulario.fields:
            formulario.fields["corte"].queryset = cortes_abiertos(fila)
        return formulario

    def save_form(self, request, form, change):
        """La nueva la registra el verbo, que le da su número."""
        fila = super().save_form(request, form, change)
        if change:
            return fila
        return mejora.registrar(por=request.user, ahora=timezone.now(), **form.cleaned_data)

    def save_model(self, request, obj, form, change):
        if change:
            anotar_como_estaba(obj)
            guardar(obj, por=request.user)

    def save_related(self, request, form, formsets, change):
        """No tiene relaciones de muchos, y lo guardado ya quedó anotado."""

    def que_dice(self, fila):
        return fila.accion

    @admin.display(description="acción")
    def que(self, accion):
        return resumen(accion.accion)


def juicio_de(accion: AccionDeMejora) -> str:
    """Lo que control interno dijo de ella, en una frase; vacío si no la ha juzgado."""
    if accion.juzgada_en is None:
        return ""
    sirvio = {None: "todavía no se sabe si sirvió", True: "sirvió", False: "no sirvió"}
    hecho = "se hizo como se dijo" if accion.es_eficaz else "no se hizo como se dijo"
    return f"{hecho} y {sirvio[accion.es_efectiva]}. {accion.juicio}"
