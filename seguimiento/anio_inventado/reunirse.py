"""Las escenas de la agenda: convocar, mover, reunirse, preguntar, prometer, valorar y reportar."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from cronograma.aportes import recepcion, tramite
from cronograma.encuentros import convocatorias, verbos
from cronograma.models import Convocatoria, Encuentro, Material
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.encuentro import EstadoEncuentro
from seguimiento import compromisos, reportes
from seguimiento.valoraciones import valorar

from .reparto import Escena, Reparto, dia

SIN_NADA = "No hubo."
DIAS_PARA_FECHAR = 45
DIAS_PARA_EL_FORMATO = 5


def escenas(reparto: Reparto, hechos: Mapping[str, Any]) -> Iterator[Escena]:
    """Lo que pasa con cada reunión, de ponerle fecha a su formato interno."""
    publicada = dia(hechos["publicacion"]["fecha"])
    for datos in hechos["encuentros"]:
        yield from _de_la_reunion(reparto, datos, publicada)


def _de_la_reunion(reparto: Reparto, datos: Mapping[str, Any], publicada) -> Iterator[Escena]:
    fecha = dia(datos["fecha"])
    primera = dia(datos["movido"][0]) if "movido" in datos else fecha
    # Antes de publicar el plan nadie les pone fecha; lo de enero consta desde ese mismo mes.
    fechada = min(max(primera - timedelta(days=DIAS_PARA_FECHAR), publicada), primera)
    yield Escena(fechada, lambda ahora: _fechar(reparto, datos, ahora))
    if "movido" in datos:
        yield Escena(dia(datos["movido"][1]), lambda ahora: _mover(reparto, datos, ahora))
    if "convocada" in datos:
        yield Escena(dia(datos["convocada"]), lambda ahora: _convocar(reparto, datos, ahora))
    if "cancelado" in datos:
        yield Escena(dia(datos["cancelado"][0]), lambda ahora: _cancelar(reparto, datos, ahora))
        return
    yield Escena(max(fecha, publicada), lambda ahora: _realizar(reparto, datos, ahora))
    entrega = max(fecha, publicada) + timedelta(days=DIAS_PARA_EL_FORMATO)
    yield Escena(entrega, lambda ahora: _reportar(reparto, datos, ahora))
    if "valoraciones" in datos:
        al_dia_siguiente = fecha + timedelta(days=1)
        yield Escena(al_dia_siguiente, lambda ahora: _valorar(reparto, datos, ahora))
    yield from _de_las_preguntas(reparto, datos)
    yield from _de_los_compromisos(reparto, datos)


def _fechar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    primera = datos["movido"][0] if "movido" in datos else datos["fecha"]
    reparto.reuniones[datos["nombre"]] = verbos.programar(
        reparto.actividades[datos["actividad"]],
        fecha=dia(primera),
        por=reparto.planeacion,
        ocasion=datos.get("ocasion"),
        nombre=datos["nombre"],
        lugar=datos["lugar"],
        hora_inicio=time.fromisoformat(datos["hora"]),
    )


def _reunion(reparto: Reparto, datos: Mapping[str, Any]) -> Encuentro:
    return Encuentro.objects.get(pk=reparto.reuniones[datos["nombre"]].pk)


def _mover(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    verbos.mover(
        _reunion(reparto, datos),
        fecha=dia(datos["fecha"]),
        por=reparto.planeacion,
        ahora=ahora,
        motivo=datos["movido"][2],
    )


def _convocar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    reunion = _reunion(reparto, datos)
    _confirmar(reparto, reunion, ahora)
    Material.objects.create(
        encuentro=reunion,
        clase="metas",
        titulo="Avance de las metas (ejemplo)",
        enlace="https://municipio-inventado.example/metas",
        publico_en=ahora,
    )
    convocatoria = Convocatoria.objects.create(
        encuentro=reunion,
        objetivo=f"Dialogar sobre: {reunion.actividad.metas or reunion.actividad.nombre}.",
        metodologia="Presentación breve, mesas de trabajo y plenaria.",
        servicios=["lengua_de_senas", "acceso_fisico"],
        canales=["sitio_web", "radio", "organizaciones"],
    )
    convocatoria.grupos.set(reunion.actividad.grupos.all())
    convocatorias.publicar(convocatoria, por=reparto.planeacion, ahora=ahora)


def _confirmar(reparto: Reparto, reunion: Encuentro, ahora: datetime) -> None:
    if reunion.estado == EstadoEncuentro.PROVISIONAL:
        verbos.confirmar(reunion, por=reparto.planeacion, ahora=ahora)


def _cancelar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    motivo = datos["cancelado"][1]
    verbos.cancelar(_reunion(reparto, datos), por=reparto.planeacion, ahora=ahora, motivo=motivo)


def _realizar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    _confirmar(reparto, _reunion(reparto, datos), ahora)
    verbos.realizar(_reunion(reparto, datos), por=reparto.planeacion, ahora=ahora)


def _reportar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    reunion = _reunion(reparto, datos)
    formato = reportes.empezar(reunion, por=reparto.reporta, ahora=ahora)
    textos = {
        "actividades": f"{datos['nombre']}, en {datos['lugar']}.",
        "grupos": ", ".join(datos["asistentes"]),
        "temas": reunion.actividad.metas or reunion.actividad.nombre,
        "observaciones": "; ".join(p["texto"] for p in datos.get("preguntas", ())) or SIN_NADA,
        "resultado": "Se realizó como estaba previsto.",
        "compromisos_adquiridos": "; ".join(c["texto"] for c in datos.get("compromisos", ()))
        or SIN_NADA,
    }
    grupos = dict(reparto.entidad.grupos.values_list("nombre", "pk"))
    asistencia = {grupos[nombre]: cuantas for nombre, cuantas in datos["asistentes"].items()}
    quien = {"por": reparto.reporta, "ahora": ahora}
    formato = reportes.guardar(formato, textos=textos, asistencia=asistencia, **quien)
    formato = reportes.entregar(formato, **quien)
    reportes.recibir(formato, por=reparto.planeacion, ahora=ahora)


def _valorar(reparto: Reparto, datos: Mapping[str, Any], ahora: datetime) -> None:
    reunion = _reunion(reparto, datos)
    for numero, (claridad, escucha, utilidad) in enumerate(datos["valoraciones"], start=1):
        valorar(
            reunion,
            claridad=claridad,
            escucha=escucha,
            utilidad=utilidad,
            marca=f"aparato inventado {numero}",
            ahora=ahora,
        )


def _de_las_preguntas(reparto: Reparto, datos: Mapping[str, Any]) -> Iterator[Escena]:
    for una in datos.get("preguntas", ()):
        guardada: dict[str, Any] = {}

        def recibir(ahora: datetime, una=una, guardada=guardada) -> None:
            guardada["aporte"] = recepcion.recibir(
                reparto.estrategia,
                uso=UsoDeAporte.PREGUNTA,
                texto=una["texto"],
                encuentro=_reunion(reparto, datos),
                envio=una["texto"],
                ahora=ahora,
            )

        def responder(ahora: datetime, una=una, guardada=guardada) -> None:
            quien = {"por": reparto.planeacion, "ahora": ahora}
            suya = reparto.dependencia(una["dependencia"])
            aporte = tramite.asignar(guardada["aporte"], suya, **quien)
            tramite.responder(aporte, respuesta=una["respuesta"], publico=True, **quien)

        yield Escena(dia(una["recibida"]), recibir)
        yield Escena(dia(una["respondida"]), responder)


def _de_los_compromisos(reparto: Reparto, datos: Mapping[str, Any]) -> Iterator[Escena]:
    for uno in datos.get("compromisos", ()):
        guardado: dict[str, Any] = {}

        def registrar(ahora: datetime, uno=uno, guardado=guardado) -> None:
            guardado["compromiso"] = compromisos.registrar(
                reparto.estrategia,
                texto=uno["texto"],
                dependencia=reparto.dependencia(uno["dependencia"]),
                hasta=dia(uno["hasta"]),
                encuentro=_reunion(reparto, datos),
                por=reparto.planeacion,
                ahora=ahora,
            )

        def cumplir(ahora: datetime, uno=uno, guardado=guardado) -> None:
            compromisos.decir_cumplido(
                guardado["compromiso"], como=uno["cumplido"][1], por=reparto.reporta, ahora=ahora
            )

        def verificar(ahora: datetime, uno=uno, guardado=guardado) -> None:
            compromisos.verificar(
                guardado["compromiso"], nota=uno["verificado"][1], por=reparto.control, ahora=ahora
            )

        yield Escena(dia(datos["fecha"]), registrar)
        if "cumplido" in uno:
            yield Escena(dia(uno["cumplido"][0]), cumplir)
        if "verificado" in uno:
            yield Escena(dia(uno["verificado"][0]), verificar)
