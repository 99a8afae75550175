"""Lo que se comprueba al seguir y evaluar: cortes, resultados a la vista, evaluación, lecciones."""

from estrategia.models import Estrategia
from seguimiento.models import TipoDeInforme

from .respuesta import Respuesta, algunas, dia, hecho, pendiente


def seguimiento_decidido(estrategia: Estrategia) -> Respuesta:
    """Se abrió el primer corte: la estrategia tendrá seguimiento."""
    primero = estrategia.cortes.order_by("movimientos__en").first()
    if primero is None:
        return pendiente(
            "Abra el primer corte; si no habrá seguimiento, diga que no aplica y por qué."
        )
    abierto = primero.movimientos.first()
    return hecho(
        dia(abierto.en) if abierto else None, f"Sí: hay cortes por {_cada_cuanto(estrategia)}."
    )


def seguimiento_hecho(estrategia: Estrategia) -> Respuesta:
    """Las dependencias reportaron, y ningún corte quedó sin cerrar."""
    cortes = list(estrategia.cortes.all())
    if not cortes:
        return pendiente("Abra un corte y pida el reporte de ejecución.")
    if abiertos := [uno.periodo for uno in cortes if uno.cerrado_en is None]:
        return pendiente(f"Cortes sin cerrar: {algunas(abiertos)}.")
    ultimo = max(uno.cerrado_en for uno in cortes)
    return hecho(dia(ultimo), f"Cortes cerrados: {algunas([uno.periodo for uno in cortes])}.")


def resultados_publicados(estrategia: Estrategia) -> Respuesta:
    """Hay un informe emitido que cualquiera puede descargar."""
    informe = estrategia.informes.emitidos().order_by("emitido_en").first()
    if informe is None:
        return pendiente("Emita el informe de seguimiento: se publica al emitirlo.")
    return hecho(dia(informe.emitido_en), f"{informe}.")


def resultados_evaluados(estrategia: Estrategia) -> Respuesta:
    """Se emitió la evaluación de la estrategia."""
    evaluaciones = estrategia.informes.emitidos().filter(tipo=TipoDeInforme.ESTRATEGIA)
    informe = evaluaciones.order_by("emitido_en").last()
    if informe is None:
        return pendiente("Emita el informe de evaluación de la estrategia.")
    return hecho(dia(informe.emitido_en), f"{informe}.")


def lecciones_documentadas(estrategia: Estrategia) -> Respuesta:
    """Se escribió lo que se aprendió."""
    primera = estrategia.lecciones.first()
    if primera is None:
        return pendiente("Escriba las lecciones aprendidas, desde la actividad o el encuentro.")
    return hecho(dia(primera.en), f"Lecciones aprendidas: {estrategia.lecciones.count()}.")


def _cada_cuanto(estrategia: Estrategia) -> str:
    return estrategia.get_seguimiento_por_display().lower()
