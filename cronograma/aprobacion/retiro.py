"""El retiro: de una actividad, que no se borra, y de una versión con un dato personal."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cronograma.encuentros.verbos import cancelar
from cronograma.models import Actividad, Version
from cronograma.models.encuentro import POR_OCURRIR
from cronograma.models.version import EstadoVersion

from .pasos import anotar, exigir, sin_razon, tomar

NO_SE_BORRA = (
    "«{nombre}» ya salió en una versión pública: no se borra, se retira con su motivo. "
    "Su página queda, y la versión siguiente dice por qué se retiró."
)


def ya_se_publico(actividad: Actividad) -> bool:
    """¿Salió en alguna versión o borrador público? Entonces se retira y no se borra."""
    return actividad.publicadas.exists()


def pendientes_para_retirar(actividad: Actividad) -> list[str]:
    """Lo que impide retirarla."""
    return ["Ya está retirada."] if actividad.retirada_en else []


@transaction.atomic
def retirar(actividad: Actividad, *, por, ahora: datetime, motivo: str) -> Actividad:
    """Retira una actividad: no se borra; sus encuentros por ocurrir se cancelan con el motivo.

    Los encuentros pasados, el avance y los compromisos quedan. La versión siguiente la
    muestra retirada y dice por qué.
    """
    exigir(pendientes_para_retirar(actividad) + sin_razon(motivo))
    actividad.retirada_por, actividad.retirada_en = por, ahora
    actividad.retirada_motivo = motivo
    actividad.full_clean()
    actividad.save()
    futuros = actividad.encuentros.filter(
        fecha__gte=timezone.localdate(ahora), estado__in=POR_OCURRIR
    )
    for encuentro in futuros:
        # Con su constancia, y a quienes se inscribieron se les avisa.
        cancelar(encuentro, por=por, ahora=ahora, motivo=motivo)
    return actividad


def pendientes_para_retirar_version(version: Version) -> list[str]:
    """Lo que impide retirarla: solo se retira lo que es público, y una vez."""
    if version.estado != EstadoVersion.PUBLICADA:
        return ["La versión no se ha publicado: no hay nada que retirar."]
    return ["Ya está retirada."] if version.esta_retirada else []


@transaction.atomic
def retirar_version(version: Version, *, por, ahora: datetime, motivo: str) -> Version:
    """Retira una versión que lleva un dato personal.

    Sus páginas y archivos dejan de mostrarse; queda el motivo, y la huella de cada archivo
    prueba cuál era. Si era la que regía, no rige ninguna hasta que se publique otra. El
    motivo es público: no debe repetir el dato.

    Raises:
        ValidationError: si no es pública, ya se retiró o falta el motivo.
    """
    version = tomar(version)
    exigir(pendientes_para_retirar_version(version) + sin_razon(motivo))
    version.retirada_por, version.retirada_en = por, ahora
    version.retirada_motivo = motivo
    version.full_clean()
    version.save()
    anotar(version, "retirar_version", de=version.estado, por=por, ahora=ahora, razon=motivo)
    return version
