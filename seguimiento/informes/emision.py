"""La vida de un informe: empezarlo, escribirlo, emitirlo, corregirlo con adendas y cargarlo firmado.

En borrador se calcula cada vez. Al emitir se congelan sus hechos con la versión del plan, la huella,
quién y cuándo; desde entonces solo se le agregan adendas con fecha y el PDF firmado. Planeación escribe
el seguimiento y la evaluación de la estrategia; control interno, la suya: ninguna toca lo de la otra.
Nadie firma aquí: se carga lo que alguien firmó afuera.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from cronograma.periodos import Periodo
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol
from estrategia.historia import a_nombre_de
from estrategia.models import Estrategia
from seguimiento.evaluacion.valores import Evaluacion
from seguimiento.models import Adenda, EstadoDeInforme, Hallazgo, Informe, TipoDeInforme

from . import textos as redaccion
from .hechos import huella_de
from .reunir import reunir_para

TIPOS_DE: Mapping[str, frozenset[str]] = {
    Rol.PLANEACION: frozenset({TipoDeInforme.SEGUIMIENTO, TipoDeInforme.ESTRATEGIA}),
    Rol.CONTROL: frozenset({TipoDeInforme.CONTROL}),
}
DE_OTRA_OFICINA = "Ese informe lo escribe otra oficina."
EMPIEZA_UN_PDF = b"%PDF-"
TAMANO_MAXIMO = 20 * 1024 * 1024


# --- Quién ------------------------------------------------------------------------------------


def tipos_que_escribe(usuario, *, hoy: date) -> frozenset[str]:
    """Los tipos de informe que la persona escribe hoy. Administrar no es evaluar: da los de planeación."""
    if acceso.administra(usuario):
        return TIPOS_DE[Rol.PLANEACION]
    return frozenset().union(
        *(TIPOS_DE.get(rol, frozenset()) for rol in acceso.roles_de(usuario, hoy))
    )


def puede_escribir(usuario, informe: Informe, *, hoy: date) -> bool:
    """¿Es de su oficina, y de su entidad?"""
    return informe.tipo in tipos_que_escribe(usuario, hoy=hoy) and acceso.puede(
        usuario, Verbo.CAMBIAR, informe, hoy=hoy
    )


def puede_ver(usuario, informe: Informe, *, hoy: date) -> bool:
    """Lo emitido lo ve quien ve informes; un borrador, solo quien lo escribe."""
    if informe.estado != EstadoDeInforme.BORRADOR:
        return acceso.puede(usuario, Verbo.VER, informe, hoy=hoy)
    return puede_escribir(usuario, informe, hoy=hoy)


def _exigir_que_sea_suyo(por, informe: Informe, *, ahora: datetime) -> None:
    if not puede_escribir(por, informe, hoy=localdate(ahora)):
        raise PermissionDenied(DE_OTRA_OFICINA)


# --- Escribir ---------------------------------------------------------------------------------


@transaction.atomic
def empezar(estrategia: Estrategia, codigo: str, tipo: str, *, por, ahora: datetime) -> Informe:
    """Un borrador de ese periodo; uno solo por periodo y tipo.

    Raises:
        ValidationError: si el periodo no existe o ya hay uno.
        PermissionDenied: si ese tipo lo escribe otra oficina.
    """
    try:
        periodo = Periodo.de_codigo(codigo, estrategia.vigencia)
    except ValueError as error:
        raise ValidationError({"periodo": str(error)}) from error
    informe = Informe(
        estrategia=estrategia, periodo=periodo.codigo, tipo=tipo, creado_por=por, creado_en=ahora
    )
    _exigir_que_sea_suyo(por, informe, ahora=ahora)
    informe.full_clean(exclude=["textos", "firmantes"])
    a_nombre_de(por, informe).save()
    return informe


@transaction.atomic
def guardar_textos(
    informe: Informe,
    textos: Mapping[str, str],
    *,
    por,
    ahora: datetime,
    firmantes: Iterable[Mapping[str, str]] | None = None,
) -> Informe:
    """Guarda lo escrito en cada parte y quién va a firmar. Las partes que no se nombran siguen igual.

    Raises:
        ValidationError: si el informe ya se emitió o una parte no existe.
        PermissionDenied: si lo escribe otra oficina.
    """
    informe = _tomar_borrador(informe, por=por, ahora=ahora)
    conocidas = {parte.clave for parte in redaccion.partes_de(informe.tipo)}
    if sobran := sorted(set(textos) - conocidas):
        raise ValidationError(f"Este informe no tiene esas partes: {', '.join(sobran)}.")
    informe.textos = informe.textos | {clave: texto.strip() for clave, texto in textos.items()}
    if firmantes is not None:
        informe.firmantes = quienes_firman(firmantes)
    a_nombre_de(por, informe).save(update_fields=["textos", "firmantes"])
    return informe


def quienes_firman(firmantes: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Nombre y cargo de quienes firman, sin los renglones vacíos.

    Raises:
        ValidationError: si a alguien le falta el nombre o el cargo.
    """
    limpios = [
        {campo: uno.get(campo, "").strip() for campo in ("nombre", "cargo")} for uno in firmantes
    ]
    llenos = [uno for uno in limpios if any(uno.values())]
    if any(not all(uno.values()) for uno in llenos):
        raise ValidationError("De quien firma, escriba el nombre y el cargo.")
    return llenos


@transaction.atomic
def anotar_hallazgo(
    informe: Informe,
    texto: str,
    *,
    por,
    ahora: datetime,
    criterio: str = "",
    recomendacion: str = "",
    hallazgo: Hallazgo | None = None,
) -> Hallazgo:
    """Agrega un hallazgo al borrador de control interno, o corrige uno suyo.

    Raises:
        ValidationError: si el informe no es de control, ya se emitió o falta el texto.
        PermissionDenied: si lo escribe otra oficina.
    """
    informe = _tomar_borrador(informe, por=por, ahora=ahora)
    if informe.tipo != TipoDeInforme.CONTROL:
        raise ValidationError("Solo el informe de control interno lleva hallazgos.")
    if hallazgo is None:
        ultimo = informe.hallazgos.aggregate(ultimo=Max("numero"))["ultimo"] or 0
        hallazgo = Hallazgo(informe=informe, numero=ultimo + 1)
    hallazgo.texto, hallazgo.criterio = texto.strip(), criterio.strip()
    hallazgo.recomendacion = recomendacion.strip()
    hallazgo.full_clean()
    a_nombre_de(por, hallazgo).save()
    return hallazgo


@transaction.atomic
def quitar_hallazgo(hallazgo: Hallazgo, *, por, ahora: datetime) -> None:
    """Quita un hallazgo del borrador; los demás conservan su número.

    Raises:
        ValidationError: si el informe ya se emitió o de él salió una acción de mejora.
    """
    _tomar_borrador(hallazgo.informe, por=por, ahora=ahora)
    if hallazgo.acciones.exists():
        raise ValidationError("De ese hallazgo salió una acción de mejora: no se puede quitar.")
    a_nombre_de(por, hallazgo).delete()


# --- Emitir -----------------------------------------------------------------------------------


def pendientes_para_emitir(informe: Informe, *, hoy: date) -> list[str]:
    """Qué falta para emitir un informe."""
    if informe.estado != EstadoDeInforme.BORRADOR:
        return ["El informe ya se emitió."]
    return faltan_para_emitir(informe, reunir_para(informe, hoy=hoy).hechos.evaluacion, hoy=hoy)


def faltan_para_emitir(informe: Informe, evaluacion: Evaluacion, *, hoy: date) -> list[str]:
    """Lo mismo, para quien ya evaluó el periodo."""
    faltan = [
        f"Escriba «{titulo}»."
        for titulo in redaccion.por_escribir(informe.tipo, informe.textos, evaluacion)
    ]
    if evaluacion.es_corte and not evaluacion.esta_cerrado:
        faltan.append("El corte sigue abierto y recibe reportes: ciérrelo.")
    if hoy <= evaluacion.hasta:
        faltan.append(f"El periodo termina el {evaluacion.hasta:%d/%m/%Y}: espere a que pase.")
    if evaluacion.version is None:
        faltan.append(
            f"El {evaluacion.hasta:%d/%m/%Y} no regía ninguna versión publicada del plan: no hay contra "
            "qué medir."
        )
    return faltan


@transaction.atomic
def emitir(informe: Informe, *, por, ahora: datetime) -> Informe:
    """Congela los hechos con la versión del plan y su huella. Desde aquí el informe no cambia.

    Raises:
        ValidationError: con la lista de lo que falta.
        PermissionDenied: si lo emite otra oficina.
    """
    hoy = localdate(ahora)
    informe = _tomar_borrador(informe, por=por, ahora=ahora)
    if not acceso.puede(por, Verbo.EMITIR, informe, hoy=hoy):
        raise PermissionDenied
    reunido = reunir_para(informe, hoy=hoy)
    evaluacion = reunido.hechos.evaluacion
    if faltan := faltan_para_emitir(informe, evaluacion, hoy=hoy):
        raise ValidationError(faltan)
    informe.textos = redaccion.escritos(informe.tipo, informe.textos, evaluacion)
    informe.hechos = replace(reunido.hechos, textos=informe.textos, autor=por.firma).como_dict()
    informe.sha256 = huella_de(informe.hechos)
    informe.version_plan = reunido.version
    informe.estado = EstadoDeInforme.EMITIDO
    informe.emitido_por, informe.emitido_en = por, ahora
    a_nombre_de(por, informe).save()
    return informe


@transaction.atomic
def agregar_adenda(informe: Informe, texto: str, *, por, ahora: datetime) -> Adenda:
    """Corrige un informe emitido sin tocarlo: la corrección va al lado, con su fecha.

    Raises:
        ValidationError: si el informe sigue en borrador o falta el texto.
        PermissionDenied: si lo escribe otra oficina.
    """
    _exigir_que_sea_suyo(por, informe, ahora=ahora)
    if informe.estado == EstadoDeInforme.BORRADOR:
        raise ValidationError("Un borrador se corrige, no se le ponen adendas.")
    adenda = Adenda(informe=informe, texto=texto.strip(), por=por, en=ahora)
    adenda.full_clean()
    adenda.save()
    return adenda


@transaction.atomic
def cargar_firmado(
    informe: Informe,
    archivo: UploadedFile,
    *,
    consecutivo: str,
    firmantes: Iterable[Mapping[str, str]],
    por,
    ahora: datetime,
) -> Informe:
    """Guarda el PDF que las personas firmaron, con su huella, su consecutivo y quién firmó.

    Raises:
        ValidationError: si el informe no se ha emitido, ya se cargó firmado, o falta algo.
        PermissionDenied: si lo escribe otra oficina.
    """
    informe = Informe.objects.select_for_update(of=("self",)).get(pk=informe.pk)
    _exigir_que_sea_suyo(por, informe, ahora=ahora)
    if informe.estado == EstadoDeInforme.BORRADOR:
        raise ValidationError("Primero emita el informe: se firma lo que ya no cambia.")
    if informe.estado == EstadoDeInforme.FIRMADO:
        raise ValidationError("El informe ya tiene su PDF firmado. Una corrección va como adenda.")
    informe.firmantes = quienes_firman(firmantes)
    if not informe.firmantes:
        raise ValidationError("Escriba quién firmó: nombre y cargo.")
    informe.consecutivo = consecutivo.strip()
    if not informe.consecutivo:
        raise ValidationError({"consecutivo": "Escriba el consecutivo del documento firmado."})
    contenido = _leer_pdf(archivo)
    informe.firmado_sha256 = hashlib.sha256(contenido).hexdigest()
    informe.estado = EstadoDeInforme.FIRMADO
    informe.firmado_por, informe.firmado_en = por, ahora
    archivo.seek(0)
    informe.firmado_archivo.save(f"{informe.firmado_sha256}.pdf", archivo, save=False)
    informe.full_clean(exclude=["textos", "hechos"])
    a_nombre_de(por, informe).save()
    return informe


def _leer_pdf(archivo: UploadedFile) -> bytes:
    if archivo.size > TAMANO_MAXIMO:
        raise ValidationError({"archivo": "El PDF pesa más de 20 MB: súbalo más liviano."})
    contenido = archivo.read()
    if not contenido.startswith(EMPIEZA_UN_PDF):
        raise ValidationError(
            {"archivo": "Ese archivo no es un PDF: suba el informe firmado en PDF."}
        )
    return contenido


def _tomar_borrador(informe: Informe, *, por, ahora: datetime) -> Informe:
    """El informe, apartado para quien lo cambia, si sigue en borrador y es de su oficina."""
    informe = (
        Informe.objects.select_for_update(of=("self",))
        .select_related("estrategia__entidad")
        .get(pk=informe.pk)
    )
    _exigir_que_sea_suyo(por, informe, ahora=ahora)
    if informe.estado != EstadoDeInforme.BORRADOR:
        raise ValidationError("El informe ya se emitió y no cambia: agregue una adenda.")
    return informe
