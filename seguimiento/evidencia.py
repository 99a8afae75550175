"""Evidencia: guardar el archivo o la dirección que respalda lo dicho, y decidir quién lo ve.

Entra aquello que se respalda (un avance, un formato interno, un compromiso o una acción de mejora)
con un archivo o una dirección; sale la `Evidencia`, reservada. El tipo lo dice el contenido
(`estrategia.contenido`). Una evidencia no se borra: se retira y queda su rastro. Planeación y control
interno ven las de la entidad; una dependencia, solo las de lo suyo; nadie más ve ninguna.
Ley 1712 de 2014, arts. 12, 13, 15 y 17; `docs/evidencia.md`.
"""

import hashlib
import secrets
from datetime import date, datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from estrategia import acceso, contenido
from estrategia.acceso import Verbo
from seguimiento.models import AccionDeMejora, Avance, Compromiso, Evidencia, Reporte
from seguimiento.models.corte import EstadoDeCorte
from seguimiento.models.evidencia import RESPALDA

LARGO_DE_NOMBRE = 200
RESPALDADAS = {
    Avance: "avance",
    Reporte: "reporte",
    Compromiso: "compromiso",
    AccionDeMejora: "accion",
}
# De la evidencia, por dónde se llega a las dependencias que responden por lo que respalda.
RESPONDEN = (
    "avance__actividad__responsabilidades__dependencia",
    "reporte__encuentro__actividad__responsabilidades__dependencia",
    "compromiso__dependencia",
    "compromiso__encuentro__actividad__responsabilidades__dependencia",
    "accion__dependencia",
)


# --- Guardar --------------------------------------------------------------------------------


def adjuntar(
    respaldada: Avance | Reporte | Compromiso | AccionDeMejora,
    *,
    titulo: str,
    por,
    ahora: datetime,
    archivo: File | None = None,
    enlace: str = "",
    es_lista_de_asistencia: bool = False,
    serie: str = "",
    subserie: str = "",
    conservar_anios: int | None = None,
) -> Evidencia:
    """Guarda un archivo o una dirección como respaldo de algo. Siempre nace reservada.

    Quién puede hacerlo lo dice `puede_adjuntar`. El archivo se guarda con un nombre al azar; el
    suyo queda en `nombre_original`.

    Args:
        respaldada: el avance, el formato interno, el compromiso o la acción.
        archivo: lo subido, sin fiarse de su nombre; o bien
        enlace: una dirección http o https. Uno de los dos, y no ambos.
        es_lista_de_asistencia: lleva datos de personas y nunca podrá publicarse.
        serie, subserie, conservar_anios: lo que pide la gestión documental.

    Raises:
        ValidationError: con la frase que dice qué falta y en qué campo.
    """
    _exigir_que_reciba(respaldada)
    if enlace.strip() and not enlace.strip().lower().startswith(("https://", "http://")):
        raise ValidationError({"enlace": "Escriba la dirección completa: https://…"})
    evidencia = Evidencia(
        entidad=acceso.entidad_de(respaldada),
        titulo=titulo.strip(),
        enlace=enlace.strip(),
        es_lista_de_asistencia=es_lista_de_asistencia,
        serie=serie.strip(),
        subserie=subserie.strip(),
        conservar_anios=conservar_anios,
        subida_por=por,
        subida_en=ahora,
        **{RESPALDADAS[type(respaldada)]: respaldada},
    )
    if archivo is not None:
        _poner_archivo(evidencia, archivo)
    evidencia.full_clean()
    _exigir_que_no_este(evidencia)
    return _guardar(evidencia)


def _exigir_que_reciba(respaldada) -> None:
    """Lo que ya se cerró no recibe más evidencias: se mediría con una y se leería con otra."""
    if isinstance(respaldada, Avance) and respaldada.corte.estado == EstadoDeCorte.CERRADO:
        raise ValidationError("El corte está cerrado: pida a planeación que lo reabra.")


def _poner_archivo(evidencia: Evidencia, archivo: File) -> None:
    nombre = nombre_limpio(archivo.name)
    limite = settings.PARTICIPA_EVIDENCIA_MB
    if archivo.size > limite * contenido.MEGA:
        raise ValidationError(
            {
                "archivo": f"«{nombre}» pesa más de {limite} MB: súbalo más liviano, o póngalo en el"
                " sitio de la entidad y escriba aquí su dirección."
            }
        )
    try:
        tipo = contenido.reconocer(archivo.file)
    except contenido.NoSeRecibe as error:
        raise ValidationError({"archivo": f"«{nombre}» {error}"}) from error
    evidencia.nombre_original = con_extension(nombre, tipo)
    evidencia.tipo, evidencia.tamano = tipo.mime, archivo.size
    evidencia.sha256 = huella_de(archivo)
    evidencia.archivo = File(archivo.file, f"{secrets.token_hex(16)}{tipo.extensiones[0]}")


def nombre_limpio(nombre: str | None) -> str:
    """El nombre sin carpetas ni signos que no se ven, y con su final si es muy largo."""
    ultimo = (nombre or "").replace("\\", "/").rpartition("/")[2]
    visible = "".join(letra for letra in ultimo if letra.isprintable()).strip() or "archivo"
    return visible[-LARGO_DE_NOMBRE:]


def con_extension(nombre: str, tipo: contenido.Tipo) -> str:
    """El nombre con la extensión de lo que es: un PDF llamado «acta.exe» se baja «acta.exe.pdf»."""
    if PurePosixPath(nombre).suffix.lower() in tipo.extensiones:
        return nombre
    extension = tipo.extensiones[0]
    return nombre[: LARGO_DE_NOMBRE - len(extension)] + extension


def huella_de(archivo: File) -> str:
    """El SHA-256 del contenido; deja el archivo en el comienzo."""
    huella = hashlib.sha256()
    for trozo in archivo.chunks():
        huella.update(trozo)
    archivo.seek(0)
    return huella.hexdigest()


def _exigir_que_no_este(evidencia: Evidencia) -> None:
    """El mismo archivo o la misma dirección, dos veces en lo mismo, es un clic de más."""
    suyas = Evidencia.objects.filter(
        **{campo: getattr(evidencia, campo) for campo in RESPALDA}, retirada_en=None
    )
    repetida = suyas.filter(sha256=evidencia.sha256, enlace=evidencia.enlace).first()
    if repetida is not None:
        campo = "archivo" if evidencia.sha256 else "enlace"
        raise ValidationError({campo: f"Ya estaba entre las evidencias: «{repetida.titulo}»."})


def _guardar(evidencia: Evidencia) -> Evidencia:
    try:
        with transaction.atomic():
            evidencia.save()
    except Exception:
        # La base deshace su parte; el archivo hay que quitarlo a mano.
        if evidencia.archivo:
            evidencia.archivo.storage.delete(evidencia.archivo.name)
        raise
    return evidencia


def retirar(evidencia: Evidencia, *, por, ahora: datetime, razon: str) -> Evidencia:
    """Deja de respaldar, y queda su rastro: quién la retiró, cuándo y por qué. No se borra.

    Raises:
        ValidationError: si ya estaba retirada, si falta la razón o si el corte está cerrado.
    """
    if evidencia.retirada_en:
        raise ValidationError("Esa evidencia ya estaba retirada.")
    if not razon.strip():
        raise ValidationError({"razon": "Diga por qué se retira la evidencia."})
    _exigir_que_reciba(evidencia.avance)
    evidencia.retirada_en, evidencia.retirada_por = ahora, por
    evidencia.razon_de_retiro = razon.strip()
    evidencia.es_publica = False
    evidencia.save()
    return evidencia


# --- Quién la ve ----------------------------------------------------------------------------


def puede_ver(usuario, evidencia: Evidencia, *, hoy: date) -> bool:
    """¿Puede verla y bajarla la persona? Vale igual para todas las puertas."""
    if not acceso.puede(usuario, Verbo.VER, evidencia, hoy=hoy):
        return False
    return Evidencia.objects.filter(_alcance(usuario, hoy), pk=evidencia.pk).exists()


def visibles(consulta: QuerySet[Evidencia], usuario, *, hoy: date) -> QuerySet[Evidencia]:
    """La consulta recortada a las que la persona puede ver."""
    if not acceso.puede(usuario, Verbo.VER, Evidencia, hoy=hoy):
        return consulta.none()
    suyas = acceso.limitar(Evidencia.objects.filter(_alcance(usuario, hoy)), usuario)
    return consulta.filter(pk__in=suyas.values("pk"))


def puede_adjuntar(usuario, respaldada: Model, *, hoy: date) -> bool:
    """¿Puede agregarle o retirarle evidencias? Una dependencia, solo a lo suyo."""
    if not acceso.puede(usuario, Verbo.AGREGAR, Evidencia, hoy=hoy):
        return False
    entidad = acceso.entidad_de(respaldada)
    if not acceso.administra(usuario) and (entidad is None or entidad.pk != usuario.entidad_id):
        return False
    if acceso.puede_por_otro_cargo(usuario, Verbo.AGREGAR, Evidencia, hoy=hoy):
        return True
    campo = f"{RESPALDADAS[type(respaldada)]}__"
    rutas = [ruta.removeprefix(campo) for ruta in RESPONDEN if ruta.startswith(campo)]
    return (
        type(respaldada)
        .objects.filter(_de_las_suyas(usuario, hoy, rutas), pk=respaldada.pk)
        .exists()
    )


def _alcance(usuario, hoy: date) -> Q:
    if acceso.puede_por_otro_cargo(usuario, Verbo.VER, Evidencia, hoy=hoy):
        return Q()
    return _de_las_suyas(usuario, hoy, RESPONDEN)


def _de_las_suyas(usuario, hoy: date, rutas) -> Q:
    dependencias = list(acceso.dependencias_de(usuario, hoy=hoy))
    condiciones = [(f"{ruta}__in", dependencias) for ruta in rutas]
    return Q.create(condiciones, Q.OR)
