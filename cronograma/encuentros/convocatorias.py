"""La convocatoria: publicarla, medir con cuánta anticipación se hizo y decir qué le falta.

Ley 489 de 1998, art. 33: la convocatoria dice la metodología. Ley 1757 de 2015, art. 104 h: se
convoca con anticipación y por todos los canales. Publicada, su texto se corrige y la fecha en
que se publicó queda. Los consejos no impiden publicar; los reparos, sí.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cronograma.agenda import enumerar
from cronograma.models import Convocatoria, Encuentro
from cronograma.models.encuentro import POR_OCURRIR
from estrategia.dias_habiles import contar_dias_habiles
from estrategia.historia import a_nombre_de

from .materiales import que_falta
from .verbos import esta_anunciado

NO_ESTA_EN_VIGOR = (
    "La actividad no está en la versión en vigor: publique la estrategia y después convoque."
)
NO_VA = "El encuentro está {estado}: se convoca a lo que va a ocurrir."
YA_PASO = "El encuentro fue el {fecha:%d/%m/%Y}: ya no se puede convocar."
YA_SE_PUBLICO = "La convocatoria ya se publicó: corrija su texto y guárdelo."
CUPO_CORTO = "Ya hay {cuantas} personas inscritas: el cupo no puede ser menor."
CIERRE_TARDE = (
    "Las inscripciones cierran después del encuentro: escriba un día hasta el {fecha:%d/%m/%Y}."
)
SIN_RECIBIR = "Marque «recibe inscripciones» o deje vacíos el cupo y la fecha de cierre."
# Con menos canales no se puede hablar de «todos los disponibles».
CANALES_MINIMOS = 2


class Anticipacion(NamedTuple):
    """Días entre convocar y reunirse: de calendario y hábiles; y cuántos pide la entidad."""

    calendario: int
    habiles: int
    minimo: int

    @property
    def alcanza(self) -> bool:
        """¿Son los que la entidad se fijó, de calendario?"""
        return self.calendario >= self.minimo

    @property
    def en_palabras(self) -> str:
        """«12 días antes (8 hábiles)»."""
        dias = "1 día" if self.calendario == 1 else f"{self.calendario} días"
        habiles = "1 hábil" if self.habiles == 1 else f"{self.habiles} hábiles"
        return f"{dias} antes ({habiles})"


def anticipacion(convocatoria: Convocatoria, *, hoy: date) -> Anticipacion:
    """Con cuánta anticipación se convocó; sin publicar, la que habría si se publica hoy."""
    encuentro = convocatoria.encuentro
    entidad = encuentro.actividad.estrategia.entidad
    publicada = convocatoria.publicada_en
    desde = timezone.localdate(publicada) if publicada else hoy
    propios = set(entidad.dias_no_habiles.values_list("dia", flat=True))
    return Anticipacion(
        calendario=max((encuentro.fecha - desde).days, 0),
        habiles=contar_dias_habiles(desde, encuentro.fecha, propios),
        minimo=entidad.dias_de_convocatoria,
    )


def reparos_para_publicar(convocatoria: Convocatoria, *, hoy: date) -> list[str]:
    """Lo que impide publicarla."""
    encuentro = convocatoria.encuentro
    reparos = []
    if convocatoria.publicada_en:
        return [YA_SE_PUBLICO]
    if not esta_anunciado(encuentro):
        reparos.append(NO_ESTA_EN_VIGOR)
    if encuentro.estado not in POR_OCURRIR:
        reparos.append(NO_VA.format(estado=encuentro.get_estado_display().lower()))
    elif encuentro.fecha < hoy:
        reparos.append(YA_PASO.format(fecha=encuentro.fecha))
    return reparos


def consejos(convocatoria: Convocatoria, *, hoy: date) -> list[str]:
    """Lo que conviene arreglar, cada uno con una frase; ninguno impide publicar."""
    return [
        *_de_la_anticipacion(convocatoria, hoy),
        *_del_encuentro(convocatoria.encuentro),
        *_del_llamado(convocatoria),
        *_de_la_informacion(convocatoria.encuentro),
    ]


@transaction.atomic
def publicar(convocatoria: Convocatoria, *, por, ahora: datetime) -> Convocatoria:
    """La pone a la vista, con quién y cuándo.

    Raises:
        ValidationError: si algo lo impide, o ya se había publicado.
    """
    guardada = (
        Convocatoria.objects.select_for_update(of=("self",))
        .select_related("encuentro__actividad__estrategia__entidad")
        .get(pk=convocatoria.pk)
    )
    if reparos := reparos_para_publicar(guardada, hoy=timezone.localdate(ahora)):
        raise ValidationError(reparos)
    guardada.publicada_en, guardada.publicada_por = ahora, por
    guardada.save()
    tocar(guardada.encuentro, ahora)
    return guardada


def tocar(encuentro: Encuentro, ahora: datetime) -> None:
    """Anota que su página cambió, sin subir la secuencia: el evento de la agenda es el mismo."""
    Encuentro.objects.filter(pk=encuentro.pk).update(actualizado_en=ahora)


def reparos_de_inscripcion(
    encuentro: Encuentro, *, recibe: bool, cupo: int | None, hasta: date | None
) -> dict[str, str]:
    """Lo que impide recibir inscripciones así, por campo."""
    reparos: dict[str, str] = {}
    if not recibe and (cupo or hasta):
        reparos["recibe_inscripciones"] = SIN_RECIBIR
    if hasta and hasta > encuentro.fecha:
        reparos["inscripciones_hasta"] = CIERRE_TARDE.format(fecha=encuentro.fecha)
    inscritas = encuentro.inscripciones.con_cupo().count() if encuentro.pk and cupo else 0
    if cupo and inscritas > cupo:
        reparos["cupo"] = CUPO_CORTO.format(cuantas=inscritas)
    return reparos


def fijar_inscripcion(
    encuentro: Encuentro, *, recibe: bool, cupo: int | None, hasta: date | None, por
) -> None:
    """Guarda cómo se inscribe la gente, solo si cambia: cada cambio llega a las agendas."""
    nuevos = {"recibe_inscripciones": recibe, "cupo": cupo, "inscripciones_hasta": hasta}
    if all(getattr(encuentro, campo) == valor for campo, valor in nuevos.items()):
        return
    for campo, valor in nuevos.items():
        setattr(encuentro, campo, valor)
    a_nombre_de(por, encuentro).save(update_fields=list(nuevos))


def _de_la_anticipacion(convocatoria: Convocatoria, hoy: date) -> Iterator[str]:
    medida = anticipacion(convocatoria, hoy=hoy)
    if not medida.alcanza:
        verbo = "Se convocó" if convocatoria.publicada_en else "Se convocaría"
        yield (
            f"{verbo} {medida.en_palabras}; la entidad se fijó {medida.minimo}."
            " Ley 1757 de 2015, art. 104 h."
        )


def _del_encuentro(encuentro: Encuentro) -> Iterator[str]:
    if not encuentro.hora_inicio:
        yield "Falta la hora: sin ella nadie sabe cuándo llegar."
    if not (encuentro.lugar or encuentro.enlace or encuentro.actividad.lugar):
        yield "Falta dónde es: el lugar o el enlace."


def _del_llamado(convocatoria: Convocatoria) -> Iterator[str]:
    if not convocatoria.metodologia:
        yield "Falta decir cómo será. Ley 489 de 1998, art. 33."
    if not convocatoria.servicios and not convocatoria.otros_servicios:
        yield "No ofrece ningún servicio de acceso, como intérprete de lengua de señas."
    if len(convocatoria.canales) < CANALES_MINIMOS:
        yield (
            "Marque por qué canales se convoca: la ley pide todos los disponibles."
            " Ley 1757 de 2015, art. 104 h."
        )


def _de_la_informacion(encuentro: Encuentro) -> Iterator[str]:
    faltan = que_falta(encuentro.materiales.all())
    if faltan:
        cuales = enumerar(f"«{clase.label}»" for clase in faltan)
        yield f"Falta la información previa de: {cuales}. Publíquela antes de reunirse."
