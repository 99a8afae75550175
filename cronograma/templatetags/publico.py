"""Lo que las plantillas públicas necesitan para escribir fechas, horas, dibujos y menús."""

from collections.abc import Iterator
from datetime import date, time

from django import template
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cronograma.agenda import nombre_de_mes
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.periodos import NOMBRES_DE_MES
from cronograma.programacion import Tipo, describir
from cronograma.publico import vigencia_destacada, vigencias_de
from estrategia.catalogos import Elemento, Modalidad, Momento
from estrategia.contenido import extension_de
from estrategia.models import Procedimiento
from estrategia.publico import Enlace
from estrategia.texto import sin_acentos

register = template.Library()

DIAS_DE_LA_SEMANA = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MEDIODIA = 12


@register.filter
def fecha_larga(dia: date) -> str:
    """«24 de marzo de 2026»: en español los meses van en minúscula."""
    return f"{dia.day} de {NOMBRES_DE_MES[dia.month - 1]} de {dia.year}"


@register.filter
def fecha_con_dia(dia: date) -> str:
    """«martes 24 de marzo de 2026»."""
    return f"{DIAS_DE_LA_SEMANA[dia.weekday()]} {fecha_larga(dia)}"


@register.filter
def momento_largo(momento) -> str:
    """Un instante guardado, en la hora de Colombia: «24 de marzo de 2026, 9:00 a. m.»."""
    local = timezone.localtime(momento)
    return f"{fecha_larga(local.date())}, {hora(local.time())}"


@register.filter
def dia_de(momento) -> str:
    """El día de un instante guardado, en la hora de Colombia."""
    return fecha_larga(timezone.localtime(momento).date())


@register.filter
def mes_corto(dia: date) -> str:
    """«mar», para el bloque del día."""
    return NOMBRES_DE_MES[dia.month - 1][:3]


@register.filter
def nombre_del_mes(numero: int) -> str:
    """«marzo»."""
    return NOMBRES_DE_MES[numero - 1]


@register.filter
def mes_y_anio(dia: date) -> str:
    """«marzo de 2026»."""
    return nombre_de_mes(dia, 0)


@register.filter
def dia_corto(dia: date) -> str:
    """«mar.» de martes, para el bloque del día."""
    return f"{DIAS_DE_LA_SEMANA[dia.weekday()][:3]}."


@register.filter
def dia_de_la_semana(dia: date) -> str:
    """«martes»."""
    return DIAS_DE_LA_SEMANA[dia.weekday()]


@register.filter
def hora(momento: time) -> str:
    """«9:00 a. m.»."""
    parte = "a. m." if momento.hour < MEDIODIA else "p. m."
    return f"{momento.hour % MEDIODIA or MEDIODIA}:{momento.minute:02d} {parte}"


@register.filter
def cuando(programacion) -> str:
    """Cuándo se hace, dicho para un ciudadano."""
    return describir(programacion)


@register.filter
def frase(texto: str) -> str:
    """El texto con la primera letra en mayúscula y lo demás como está."""
    return texto[:1].upper() + texto[1:]


@register.filter
def plural(cuantos: int, formas: str) -> str:
    """La forma que corresponde: `{{ n|plural:"actividad,actividades" }}`."""
    una, varias = formas.split(",")
    return una if cuantos == 1 else varias


@register.simple_tag
def icono(nombre: str) -> str:
    """Un dibujo de adorno; lo que dice está siempre también en palabras."""
    return format_html(
        '<svg class="icono" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/iconos.svg"),
        nombre,
    )


@register.simple_tag
def menu_de(entidad) -> dict:
    """Lo que el encabezado de una entidad enlaza: su año, su procedimiento y sus instancias."""
    vigencia = vigencia_destacada(vigencias_de(entidad), timezone.localdate())
    return {"vigencia": vigencia, "enlaces": list(_enlaces_de(entidad, vigencia))}


def _enlaces_de(entidad, vigencia: int | None) -> Iterator[Enlace]:
    yield Enlace("Inicio", entidad.get_absolute_url())
    if vigencia:
        direccion = reverse("cronograma:lista", args=[entidad.slug, vigencia])
        yield Enlace(f"Cronograma {vigencia}", direccion)
        yield Enlace("Convocatorias", reverse("cronograma:convocatorias", args=[entidad.slug]))
        yield Enlace("Preguntas", reverse("cronograma:preguntas", args=[entidad.slug]))
    if Procedimiento.objects.filter(entidad=entidad).exists():
        yield Enlace("Cómo se hace", reverse("estrategia:procedimiento", args=[entidad.slug]))
    if entidad.instancias.exists():
        yield Enlace("Instancias", reverse("estrategia:instancias", args=[entidad.slug]))


DIBUJOS_DE_FECHA = {
    Tipo.PERIODICA: "repetir",
    Tipo.POR_DEMANDA: "solicitud",
    Tipo.INDETERMINADA: "duda",
    Tipo.MES: "calendario",
}
# Lo que la ficha cuenta además, con el nombre que lo entiende cualquiera.
LO_DEMAS = {
    "metas": "En qué trabajo de la entidad interviene",
    "tipo_espacio": "Qué clase de reunión o evento es",
    "metodologia": "Cómo se hará",
    "accion_gestion": "Acción de la entidad",
    "instrumento": "Plan al que pertenece",
    "producto": "Qué quedará hecho",
    "resultado": "Qué se espera lograr",
    "presupuesto": "Recursos",
    "observaciones": "Observaciones",
}


@register.filter
def dibujo_de_fecha(programacion) -> str:
    """El dibujo que va donde no hay día."""
    return DIBUJOS_DE_FECHA.get(programacion.tipo, "rango")


@register.filter
def modalidad_de(fila) -> str:
    """«Presencial y virtual»; «» si el documento no lo dice."""
    modalidad = Modalidad.de_marcas(presencial=fila.presencial, virtual=fila.virtual)
    return modalidad.label if modalidad else ""


@register.filter
def invitados(fila) -> str:
    """A quién invita, en una línea."""
    return " · ".join([*fila.grupos, *fila.instancias])


@register.filter
def responsables(fila) -> str:
    """Quién responde, en una línea y con la sigla si la usan."""
    return " · ".join(una.nombre_corto for una in fila.dependencias)


@register.filter
def lo_demas(fila) -> list[tuple[str, str]]:
    """Lo que el documento dice además: título en palabras corrientes y texto."""
    metas = "\n".join(meta.nombre for meta in fila.metas_institucionales)
    momento = Momento(fila.momento).label if fila.momento else ""
    elemento = Elemento(fila.elemento).label if fila.elemento else ""
    # El bloque de la hoja suele ser solo su número, o repetir el momento o el elemento.
    dice_algo = not fila.bloque.isdecimal() and sin_acentos(fila.bloque) not in map(
        sin_acentos, (momento, elemento)
    )
    datos = [
        *((titulo, getattr(fila, campo)) for campo, titulo in LO_DEMAS.items()),
        ("Metas de la entidad a las que aporta", metas),
        ("Momento", momento),
        ("Elemento de la rendición de cuentas", elemento),
        ("Parte del documento", fila.bloque if dice_algo else ""),
        *fila.extras.items(),
    ]
    return [(titulo, texto) for titulo, texto in datos if texto]


@register.filter
def estado_de_cita(estado: str) -> str:
    """El estado de un encuentro con su palabra."""
    return EstadoEncuentro(estado).label


@register.filter
def clase_de_archivo(archivo) -> str:
    """«PDF», «DOCX»: qué se va a abrir."""
    return extension_de(archivo.name).upper()


@register.filter
def peso_de_archivo(archivo) -> str:
    """«350 KB»; «no está» si el archivo se perdió."""
    try:
        return filesizeformat(archivo.size)
    except OSError:
        return "no está"


@register.filter
def con_parametro(consulta: str, estrategia: str) -> str:
    """La consulta de la página más la estrategia cuyo archivo se pide."""
    union = "&" if consulta else "?"
    return f"{consulta}{union}estrategia_de={estrategia}"
