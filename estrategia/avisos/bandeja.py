"""Bandeja: preparar avisos, y lo que una persona decide sobre ellos.

No decide quién puede (`acceso`) ni habla con el servidor de correo (`entrega`).
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, Q

from estrategia.models import Aviso, Entidad, EstadoDeAviso

from .fuentes import Correo

LARGO_DEL_ASUNTO = 200
LARGO_DE_LA_CLAVE = 150
# Cuánto se espera antes de cada nuevo intento; después del último, decide una persona.
ESPERAS = tuple(timedelta(minutes=minutos) for minutos in (5, 15, 60, 240))
DATOS_OLVIDADOS = "Se borraron los datos de la persona."
ANTES_DE_SALIR = [EstadoDeAviso.POR_REVISAR, EstadoDeAviso.POR_ENVIAR, EstadoDeAviso.FALLIDO]


def preparar(
    entidad: Entidad,
    *,
    clave: str,
    destinatario: str,
    asunto: str,
    cuerpo: str,
    clase: str,
    ahora: datetime,
    adjunto_ics: bytes | str = "",
    objeto: str = "",
    revisar: bool = False,
) -> Aviso:
    """Deja un correo en la bandeja; con la misma clave, el que ya estaba, sin cambiarlo.

    Va dentro de la transacción de quien avisa: si esta no se guarda, el aviso tampoco.

    Args:
        clave: lo identifica para siempre; sin datos de la persona.
        adjunto_ics: el archivo de calendario que lleva.
        revisar: si espera a que una persona lo deje salir (lo que sale en bloque).

    Raises:
        ValidationError: si el destinatario no es una sola dirección de correo, o falta el texto.
        ValueError: si la clave está vacía o no cabe.
    """
    if not 0 < len(clave) <= LARGO_DE_LA_CLAVE:
        raise ValueError(f"La clave de un aviso tiene de 1 a {LARGO_DE_LA_CLAVE} letras: {clave!r}")
    if not cuerpo.strip():
        raise ValidationError("Un aviso lleva texto.")
    calendario = adjunto_ics.decode() if isinstance(adjunto_ics, bytes) else adjunto_ics
    aviso, _ = Aviso.objects.get_or_create(
        clave=clave,
        defaults={
            "entidad": entidad,
            "clase": clase,
            "objeto": objeto,
            "destinatario": destinatario_valido(destinatario),
            "asunto": en_una_linea(asunto),
            # Lo que una plantilla se saltó deja renglones vacíos de más.
            "cuerpo": re.sub(r"\n{3,}", "\n\n", cuerpo.strip()) + "\n",
            "calendario": calendario,
            "estado": EstadoDeAviso.POR_REVISAR if revisar else EstadoDeAviso.POR_ENVIAR,
            "creado_en": ahora,
        },
    )
    return aviso


def guardar(correo: Correo, ahora: datetime) -> Aviso:
    """El correo de una fuente, en la bandeja."""
    return preparar(
        correo.entidad,
        clave=correo.clave,
        destinatario=correo.destinatario,
        asunto=correo.asunto,
        cuerpo=correo.cuerpo,
        clase=correo.clase,
        ahora=ahora,
        adjunto_ics=correo.calendario,
        objeto=correo.objeto,
        revisar=correo.revisar,
    )


def destinatario_valido(direccion: str) -> str:
    """La dirección, si es una sola y cabe en un encabezado.

    Raises:
        ValidationError: si trae saltos de línea, otra dirección o no es un correo.
    """
    limpia = direccion.strip()
    if any(unicodedata.category(letra) == "Cc" for letra in limpia):
        raise ValidationError("El correo del destinatario trae un salto de línea.")
    try:
        validate_email(limpia)
    except ValidationError as error:
        raise ValidationError(
            "El correo del destinatario no es una dirección de correo."
        ) from error
    return limpia


def en_una_linea(asunto: str) -> str:
    """El asunto sin nada que lo parta en dos encabezados.

    Raises:
        ValidationError: si no queda nada.
    """
    visible = "".join(
        " " if unicodedata.category(letra) in {"Cc", "Zl", "Zp"} else letra for letra in asunto
    )
    linea = " ".join(visible.split())[:LARGO_DEL_ASUNTO]
    if not linea:
        raise ValidationError("Un aviso lleva asunto.")
    return linea


def por_enviar(ahora: datetime):
    """Los que se pueden entregar ya: los nuevos, y los que fallaron hace lo suficiente."""
    condicion = Q(estado=EstadoDeAviso.POR_ENVIAR)
    for intentos, espera in enumerate(ESPERAS, start=1):
        condicion |= Q(
            estado=EstadoDeAviso.FALLIDO, intentos=intentos, tomado_en__lte=ahora - espera
        )
    return Aviso.objects.por_enviar().filter(condicion).select_related("entidad")


# --- Lo que decide una persona -------------------------------------------------------------


def liberar(avisos: Iterable[Aviso], *, por, ahora: datetime) -> int:
    """Deja salir los que se revisaron; devuelve cuántos. Los demás no cambian."""
    return _decidir(
        avisos, [EstadoDeAviso.POR_REVISAR], EstadoDeAviso.POR_ENVIAR, por=por, ahora=ahora
    )


def descartar(avisos: Iterable[Aviso], *, por, ahora: datetime, motivo: str) -> int:
    """Los que no han salido ya no saldrán; devuelve cuántos.

    Raises:
        ValidationError: si falta el motivo.
    """
    if not motivo.strip():
        raise ValidationError("Diga por qué no se envía.")
    return _decidir(
        avisos,
        ANTES_DE_SALIR,
        EstadoDeAviso.DESCARTADO,
        por=por,
        ahora=ahora,
        detalle=motivo.strip(),
    )


def reenviar(avisos: Iterable[Aviso], *, por, ahora: datetime) -> int:
    """Vuelve a intentar lo dudoso y lo que falló; devuelve cuántos.

    De un dudoso puede llegarle dos veces a la persona: por eso lo decide alguien.
    """
    return _decidir(
        avisos,
        [EstadoDeAviso.DUDOSO, EstadoDeAviso.FALLIDO],
        EstadoDeAviso.POR_ENVIAR,
        por=por,
        ahora=ahora,
        intentos=0,
    )


def dar_por_enviado(avisos: Iterable[Aviso], *, por, ahora: datetime) -> int:
    """Lo dudoso que alguien comprobó que llegó; devuelve cuántos."""
    return _decidir(
        avisos,
        [EstadoDeAviso.DUDOSO],
        EstadoDeAviso.ENVIADO,
        por=por,
        ahora=ahora,
        entregado_en=F("tomado_en"),
    )


def _decidir(
    avisos: Iterable[Aviso], desde: list[str], hacia: str, *, por, ahora: datetime, **cambios
) -> int:
    """Cambia solo los que siguen en el estado de que se partió: otro pudo decidir antes."""
    claves = [aviso.pk for aviso in avisos]
    return Aviso.objects.filter(pk__in=claves, estado__in=desde).update(
        estado=hacia, decidido_por=por, decidido_en=ahora, **cambios
    )


# --- Datos de las personas -----------------------------------------------------------------


def olvidar(correo: str, entidad: Entidad, *, objetos: Iterable[str] | None = None) -> int:
    """Borra a la persona de los avisos de la entidad; devuelve de cuántos.

    Queda que hubo un aviso, de qué clase y qué pasó con él. Lo que no había salido, no sale. Lo
    que se está entregando en este momento se deja: se olvida en la pasada siguiente.

    Args:
        objetos: si se dan, solo los avisos que hablan de esas filas.
    """
    if not correo:
        return 0
    suyos = Aviso.objects.filter(entidad=entidad, destinatario__iexact=correo)
    if objetos is not None:
        suyos = suyos.filter(objeto__in=list(objetos))
    return vaciar(suyos)


def vaciar(consulta) -> int:
    """Quita la persona y el texto de esos avisos; devuelve de cuántos. Lo por salir, no sale."""
    # Se fijan antes: al vaciarlos dejan de cumplir con lo que se buscó.
    claves = list(consulta.exclude(estado=EstadoDeAviso.ENVIANDO).values_list("pk", flat=True))
    suyos = Aviso.objects.filter(pk__in=claves)
    vacio = {"destinatario": "", "cuerpo": "", "calendario": ""}
    terminados = [EstadoDeAviso.ENVIADO, EstadoDeAviso.DESCARTADO]
    suyos.filter(estado__in=terminados).update(**vacio)
    suyos.exclude(estado__in=terminados).update(
        estado=EstadoDeAviso.DESCARTADO, detalle=DATOS_OLVIDADOS, **vacio
    )
    return len(claves)
