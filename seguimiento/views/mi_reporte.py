"""«Mi reporte»: la dependencia dice cuánto avanzó, guarda sobre la marcha, revisa y envía.

Funciona sin JavaScript: todo botón guarda primero lo escrito. Con él, cada línea se guarda sola.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from estrategia import acceso
from estrategia.catalogos import Rol
from estrategia.models import Dependencia
from seguimiento import evidencia as evidencias
from seguimiento.avance import EstadoDeLinea
from seguimiento.mi_reporte import enviar as envio
from seguimiento.mi_reporte.guardar import OtraPersonaGuardo, guardar
from seguimiento.mi_reporte.renglones import Renglon, puede_reportar, renglones_de
from seguimiento.models import Corte, EstadoDeAvance, Evidencia

from .alcance import corte_visible, dependencia_del_corte, pagina
from .formulario_de_linea import FormularioDeLinea


@require_safe
def mis_reportes(request: HttpRequest) -> HttpResponse:
    """Los cortes abiertos por los que la persona responde; si es uno, se entra en él."""
    hoy = timezone.localdate()
    cargos = request.user.asignaciones.vigentes(hoy).filter(rol=Rol.DEPENDENCIA)
    dependencias = Dependencia.objects.filter(pk__in=cargos.values("dependencia"))
    cortes = acceso.limitar(Corte.objects.abiertos(), request.user).select_related(
        "estrategia__entidad"
    )
    suyos = [
        (corte, una, resumen(renglones_de(corte, hoy=hoy, dependencia=una)))
        for corte in cortes.order_by("reporta_hasta")
        for una in dependencias
    ]
    if len(suyos) == 1:
        corte, una, _ = suyos[0]
        return redirect("seguimiento:reporte", pk=corte.pk, dependencia=una.pk)
    return pagina(request, "mi_reporte/mis_reportes", "Mis reportes", suyos=suyos)


@require_http_methods(["GET", "HEAD", "POST"])
def reporte(request: HttpRequest, pk: int, dependencia: int) -> HttpResponse:
    """La lista de la dependencia en el corte. Quien no responde por ella la mira."""
    corte = corte_visible(request, pk)
    suya = dependencia_del_corte(corte, dependencia)
    hoy = timezone.localdate()
    edita = puede_reportar(request.user, corte, suya, hoy=hoy)
    renglones = renglones_de(corte, hoy=hoy, dependencia=suya)
    if request.method == "POST":
        if not edita:
            raise PermissionDenied
        formularios = _recibidos(request, renglones)
        if guardar_todos(request, corte, suya, formularios):
            return redirect(_a_donde(request, corte, suya))
        # Lo que sí se guardó se muestra como quedó; lo que falló, como se escribió.
        renglones = renglones_de(corte, hoy=hoy, dependencia=suya)
        malos = {uno.renglon.linea.clave: uno for uno in formularios if uno.errors}
        return _pagina_del_reporte(request, corte, suya, renglones, malos, edita=edita)
    return _pagina_del_reporte(request, corte, suya, renglones, {}, edita=edita)


def _recibidos(request: HttpRequest, renglones: Iterable[Renglon]) -> list[FormularioDeLinea]:
    """Los de las líneas que la página traía: la que no venía no se toca."""
    todos = [FormularioDeLinea(request.POST, renglon=uno) for uno in renglones if uno.se_edita]
    return [uno for uno in todos if uno.add_prefix("leida") in request.POST]


def guardar_todos(
    request: HttpRequest,
    corte: Corte,
    dependencia: Dependencia,
    formularios: Iterable[FormularioDeLinea],
) -> bool:
    """Guarda cada línea que cambió; la que tiene un error queda en la página y no detiene a las demás."""
    bien = [guardar_linea(request, corte, dependencia, uno) for uno in formularios]
    return all(bien)


def guardar_linea(
    request: HttpRequest, corte: Corte, dependencia: Dependencia, formulario: FormularioDeLinea
) -> bool:
    """Guarda una línea; si no se pudo, el formulario dice por qué."""
    if not formulario.is_valid():
        return False
    if not formulario.cambio:
        return True
    try:
        guardar(
            corte,
            formulario.renglon.linea.clave,
            formulario.escrito,
            dependencia=dependencia,
            leida=formulario.cleaned_data["leida"],
            por=request.user,
            ahora=timezone.now(),
            hoy=timezone.localdate(),
        )
    except ValidationError as error:
        if isinstance(error, OtraPersonaGuardo):
            formulario.ya_lo_sabe()
        _poner_error(formulario, error)
        return False
    return True


def _poner_error(formulario: FormularioDeLinea, error: ValidationError) -> None:
    """Cada error en su campo; el de un campo que la línea no muestra, en la línea."""
    por_campo = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for campo, frases in por_campo.items():
        formulario.add_error(campo if campo in formulario.fields else None, frases)


def _a_donde(request: HttpRequest, corte: Corte, dependencia: Dependencia) -> str:
    """Después de guardar: la misma línea, sus evidencias o la revisión."""
    verbo, _, cual = request.POST.get("verbo", "").partition(":")
    llaves = [corte.pk, dependencia.pk]
    if verbo == "evidencias" and cual.isdecimal():
        return reverse("seguimiento:reporte_linea", args=[*llaves, int(cual)])
    if verbo == "revisar":
        return reverse("seguimiento:reporte_revisar", args=llaves)
    ancla = f"#linea-{int(cual)}" if cual.isdecimal() else "#guardado"
    return reverse("seguimiento:reporte", args=llaves) + "?guardado=si" + ancla


def _pagina_del_reporte(request, corte, dependencia, renglones, malos, *, edita) -> HttpResponse:
    hoy = timezone.localdate()
    de_cada = {
        uno.linea.clave: malos.get(uno.linea.clave) or FormularioDeLinea(renglon=uno)
        for uno in renglones
        if edita and uno.se_edita
    }
    visibles = set(
        evidencias.visibles(
            Evidencia.objects.filter(avance__corte=corte), request.user, hoy=hoy
        ).values_list("pk", flat=True)
    )
    secciones = en_secciones(renglones)
    return pagina(
        request,
        "mi_reporte/reporte",
        f"Mi reporte: {corte.nombre}",
        corte=corte,
        dependencia=dependencia,
        secciones=[
            (titulo, que, [(uno, de_cada.get(uno.linea.clave)) for uno in suyos])
            for titulo, que, suyos in secciones
        ],
        con_error=list(malos.values()),
        resumen=resumen(renglones),
        visibles=visibles,
        edita=bool(de_cada),
        es_suya=acceso.responde_por(request.user, dependencia, hoy=hoy),
        acaba_de_guardar=request.GET.get("guardado") == "si",
    )


def en_secciones(renglones: Iterable[Renglon]) -> list[tuple[str, str, list[Renglon]]]:
    """Las líneas como se leen: lo que se pide, y plegado lo demás. Ninguna se cae."""
    grupos: dict[str, list[Renglon]] = {
        "pide": [], "antes": [], "no": [], "sin_fecha": [], "apoya": []
    }  # fmt: skip
    lugares = {
        EstadoDeLinea.CUMPLIDA_ANTES: "antes",
        EstadoDeLinea.NO_PROGRAMADA: "no",
        EstadoDeLinea.SIN_FECHA: "sin_fecha",
    }
    for uno in renglones:
        se_pide = "pide" if uno.es_lider else "apoya"
        grupos[lugares.get(uno.linea.estado, se_pide)].append(uno)
    titulos = {
        "pide": "Lo que se le pide",
        "apoya": "Actividades que apoya",
        "sin_fecha": "Sin fecha entendida",
        "no": "No programadas en este periodo",
        "antes": "Cumplidas antes",
    }
    return [(titulos[que], que, grupos[que]) for que in titulos if grupos[que]]


def resumen(renglones: Iterable[Renglon]) -> dict[str, int]:
    """«5 de 7 listas»: de las que se le piden, cuántas tienen su cifra y nada les falta."""
    pedidas = [uno for uno in renglones if uno.es_lider and uno.linea.se_pregunta]
    estados = [uno.estado_del_reporte for uno in pedidas]
    return {
        "pedidas": len(pedidas),
        "listas": sum(uno.esta_lista for uno in pedidas),
        "enviadas": estados.count(EstadoDeAvance.ENVIADO),
        "aceptadas": estados.count(EstadoDeAvance.ACEPTADO),
        "devueltas": estados.count(EstadoDeAvance.DEVUELTO),
    }


@require_POST
def guardar_sola(request: HttpRequest, pk: int, dependencia: int, actividad: int) -> JsonResponse:
    """Guarda una línea mientras se escribe, y responde qué pasó para decirlo junto a ella."""
    corte = corte_visible(request, pk)
    suya = dependencia_del_corte(corte, dependencia)
    hoy = timezone.localdate()
    if not puede_reportar(request.user, corte, suya, hoy=hoy):
        raise PermissionDenied
    formulario = FormularioDeLinea(request.POST, renglon=_renglon(corte, suya, actividad))
    leida = request.POST.get(formulario.add_prefix("leida"), "")
    guardada = guardar_linea(request, corte, suya, formulario)
    renglones = renglones_de(corte, hoy=hoy, dependencia=suya)
    ahora = next(uno for uno in renglones if uno.linea.clave == actividad)
    cuenta = resumen(renglones)
    return JsonResponse(
        {
            "guardada": guardada,
            "leida": ahora.escrito.huella,
            "conflicto": not guardada and ahora.escrito.huella != leida,
            "hora": f"{timezone.localtime():%H:%M}",
            "errores": [frase for frases in formulario.errors.values() for frase in frases],
            "falta": [falta.frase for falta in ahora.faltas] if guardada else [],
            "listas": f"{cuenta['listas']} de {cuenta['pedidas']} listas",
        },
        status=200 if guardada else 422,
    )


def _renglon(corte: Corte, dependencia: Dependencia, actividad: int) -> Renglon:
    """El renglón de una actividad de la dependencia; si no es suya o ya se envió, no se edita."""
    renglones = renglones_de(corte, hoy=timezone.localdate(), dependencia=dependencia)
    hallado = next((uno for uno in renglones if uno.linea.clave == actividad), None)
    if hallado is None or not hallado.se_edita:
        raise PermissionDenied
    return hallado


@require_http_methods(["GET", "HEAD", "POST"])
def revisar(request: HttpRequest, pk: int, dependencia: int) -> HttpResponse:
    """Lo que se va a enviar y lo que falta, antes de enviarlo."""
    corte = corte_visible(request, pk)
    suya = dependencia_del_corte(corte, dependencia)
    hoy = timezone.localdate()
    if not puede_reportar(request.user, corte, suya, hoy=hoy):
        raise PermissionDenied
    errores: list[str] = []
    if request.method == "POST":
        try:
            recibo = envio.enviar(corte, suya, por=request.user, ahora=timezone.now(), hoy=hoy)
        except ValidationError as error:
            errores = error.messages
        else:
            return redirect("seguimiento:recibo", pk=recibo.pk)
    renglones = renglones_de(corte, hoy=hoy, dependencia=suya)
    return pagina(
        request,
        "mi_reporte/revisar",
        f"Revise y envíe: {corte.nombre}",
        corte=corte,
        dependencia=suya,
        listas=envio.por_enviar(renglones),
        faltan=envio.pendientes_para_enviar(renglones),
        en_blanco=envio.en_blanco(renglones),
        devueltas=[uno for uno in renglones if uno.estado_del_reporte == EstadoDeAvance.DEVUELTO],
        resumen=resumen(renglones),
        errores=errores,
        fuera_de_plazo=hoy > corte.reporta_hasta,
    )
