"""Las cartas de una inscripción: los correos con su código y su archivo de calendario.

Los textos están en `templates/avisos/`. Cada carta queda preparada dentro de la transacción que la
motiva y sale cuando esa transacción se guardó. El código va en el texto, nunca en una dirección.
"""

from datetime import date, datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cronograma.consentimiento import responsable_de
from cronograma.encuentros.publico import anuncio_de
from cronograma.inscripciones.puestos import puesto_en_la_espera
from cronograma.inscripciones.salida import objeto_de
from cronograma.models import Encuentro, Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia import avisos
from estrategia.models import Entidad
from estrategia.sitio import direccion_completa, dominio

from .ics import calendario_de_encuentro

CLASE = "inscripcion"


class CartasDeInscripcion:
    """Quien escribe a las personas inscritas (`cronograma.inscripciones.Cartas`)."""

    def acuse(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Lo primero que recibe: su código, si tiene puesto o espera, y el calendario."""
        self._acuse(inscripcion, "acuse", ahora)

    def reenvio(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Lo mismo otra vez, a lo sumo una al día: si no, serviría para llenarle el correo."""
        self._acuse(inscripcion, f"reenvio-{timezone.localdate(ahora)}", ahora)

    def puesto(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Dejó de esperar."""
        asunto = "Ya tiene puesto"
        self._enviar(inscripcion, "puesto", "entro_de_la_espera", asunto, ahora, con_ics=True)

    def cancelacion(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Consta que canceló."""
        asunto = "Canceló su inscripción"
        self._enviar(inscripcion, "cancelacion", "cancelacion", asunto, ahora, con_ics=False)

    def _acuse(self, inscripcion: Inscripcion, cual: str, ahora: datetime) -> None:
        espera = inscripcion.estado == EstadoDeInscripcion.EN_ESPERA
        asunto = "Está en la lista de espera" if espera else "Su inscripción"
        texto = "lista_de_espera" if espera else "inscripcion"
        self._enviar(inscripcion, cual, texto, asunto, ahora, con_ics=not espera)

    def _enviar(
        self,
        inscripcion: Inscripcion,
        cual: str,
        texto: str,
        asunto: str,
        ahora: datetime,
        *,
        con_ics: bool,
    ) -> None:
        if not inscripcion.correo:
            return
        encuentro = inscripcion.encuentro
        reunion = encuentro.nombre or encuentro.actividad.nombre
        aviso = avisos.preparar(
            encuentro.actividad.estrategia.entidad,
            clave=f"inscripcion-{inscripcion.pk}-{cual}",
            destinatario=inscripcion.correo,
            asunto=f"{asunto}: {reunion}",
            cuerpo=render_to_string(f"avisos/{texto}.txt", contexto_de(inscripcion)),
            clase=CLASE,
            ahora=ahora,
            adjunto_ics=calendario_de(encuentro, ahora) if con_ics else "",
            objeto=objeto_de(inscripcion),
        )
        transaction.on_commit(lambda: avisos.enviar(aviso, ahora=ahora))


def calendario_de(encuentro: Encuentro, ahora: datetime) -> bytes:
    """El mismo evento del calendario público; vacío si la reunión ya no es pública."""
    entidad = encuentro.actividad.estrategia.entidad
    anuncio = anuncio_de(entidad, encuentro.pk, ahora=ahora)
    if anuncio is None:
        return b""
    return calendario_de_encuentro(
        anuncio, dominio=dominio(), direccion=pagina_de(encuentro, entidad)
    )


def pagina_de(encuentro: Encuentro, entidad: Entidad) -> str:
    """La página de la reunión, con el sitio por delante."""
    return direccion_completa(reverse("cronograma:encuentro", args=[entidad.slug, encuentro.pk]))


def contexto_de(inscripcion: Inscripcion) -> dict:
    """Lo que dicen los textos."""
    encuentro = inscripcion.encuentro
    entidad = encuentro.actividad.estrategia.entidad
    return {
        "inscripcion": inscripcion,
        "encuentro": encuentro,
        "reunion": encuentro.nombre or encuentro.actividad.nombre,
        "entidad": entidad,
        "responsable": responsable_de(entidad),
        "puesto": puesto_en_la_espera(inscripcion),
        "consulta": direccion_completa(reverse("cronograma:mi_inscripcion", args=[entidad.slug])),
        "pagina": pagina_de(encuentro, entidad),
    }


def por_que_no_se_debe(aviso, ahora: datetime) -> str:
    """Se mira antes de entregar: la persona pudo irse, o la reunión pasar."""
    inscripcion = _inscripcion_de(aviso.objeto)
    if inscripcion is None:
        return "La persona retiró su autorización."
    cancelada = inscripcion.estado == EstadoDeInscripcion.CANCELADA
    if cancelada and not aviso.clave.endswith("-cancelacion"):
        return "La persona canceló su inscripción."
    hoy: date = timezone.localdate(ahora)
    return "La reunión ya pasó." if inscripcion.encuentro.fecha < hoy else ""


def _inscripcion_de(objeto: str) -> Inscripcion | None:
    pk = objeto.rpartition(":")[2]
    filas = Inscripcion.objects.select_related("encuentro")
    return filas.filter(pk=pk).first() if pk.isdecimal() else None
