"""El flujo en el admin: qué muestra el panel, quién da cada paso y qué se dice al que no puede."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cronograma import aprobacion
from cronograma.admin.flujo import FALTA_SOLICITUD, PASOS
from cronograma.cobertura import ejecutar_control
from cronograma.exportar import archivos, pdf
from cronograma.models import Actividad, Aporte, Transicion, Version
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol
from estrategia.models import Asignacion
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

ACTA = {
    "acta": "Acta 3",
    "fecha": "2026-05-10",
    "organo": "Comité",
    "enlace": "https://entidad.example.org/acta",
}


@pytest.fixture(autouse=True)
def sin_pdf(monkeypatch):
    def falta(*_):
        raise pdf.FaltaPango(pdf.FALTA_PANGO)

    monkeypatch.setitem(archivos.SALIDAS, "pdf", archivos.SALIDAS["pdf"]._replace(escribir=falta))


@pytest.fixture
def planeacion():
    return crear_usuario(rol="planeacion", entidad=crear_entidad(slug="hospital"))


@pytest.fixture
def comunicaciones(planeacion):
    return crear_usuario(rol="comunicaciones", entidad=planeacion.entidad)


@pytest.fixture
def estrategia(planeacion):
    estrategia = crear_estrategia(entidad=planeacion.entidad)
    dependencia = crear_dependencia(entidad=planeacion.entidad)
    for codigo, nombre in (("01", "Audiencia"), ("02", "Foro")):
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=nombre,
            fecha_programada="20 de junio",
            dependencias=[dependencia],
        )
    return estrategia


@pytest.fixture
def version(estrategia, planeacion):
    return aprobacion.abrir_version(estrategia, por=planeacion, ahora=AHORA)


@pytest.fixture
def aprobada(version, planeacion):
    ejecutar_control(
        version.estrategia, por=planeacion, ahora=AHORA, razon="Se caracteriza este año"
    )
    aprobacion.presentar_al_comite(version, por=planeacion, ahora=AHORA)
    acta = ACTA | {"fecha": date(2026, 5, 10)}
    return aprobacion.aprobar(version, por=planeacion, ahora=AHORA, **acta)


@pytest.fixture
def segunda(estrategia, planeacion):
    """Una versión 2 en preparación, con la fecha de la audiencia cambiada."""
    publicar(estrategia, por=planeacion)
    version = aprobacion.abrir_version(estrategia, por=planeacion, ahora=AHORA)
    for actividad, fecha in zip(
        estrategia.actividades.order_by("codigo"), ("27 de junio", "28 de junio"), strict=True
    ):
        actividad.fecha_programada = fecha
        actividad.save()
    aprobacion.solicitar_publicacion(version, por=planeacion, ahora=AHORA)
    return version


def panel(estrategia):
    return reverse("admin:estrategia_estrategia_change", args=[estrategia.pk])


def paso(verbo, estrategia):
    return reverse("admin:estrategia_estrategia_paso", args=[estrategia.pk, verbo])


def texto_de(response):
    return " ".join(response.content.decode().split())


def enviar_publicacion(client, version, **datos):
    direccion = paso("publicar", version.estrategia)
    huella = client.get(direccion).context["formulario"]["huella"].value()
    return client.post(direccion, {"huella": huella} | datos, follow=True)


# --- El panel ------------------------------------------------------------------------------


def test_panel_sin_version_ofrece_preparar_la_siguiente(client, planeacion, estrategia):
    client.force_login(planeacion)
    assert "Preparar la versión 1" in texto_de(client.get(panel(estrategia)))

    abrir = reverse("admin:estrategia_estrategia_abrir_version", args=[estrategia.pk])
    assert client.get(abrir).status_code == 403
    assert "En formulación" in texto_de(client.post(abrir, follow=True))
    assert "ya tiene una versión en preparación" in texto_de(client.post(abrir, follow=True))


def test_panel_dice_lo_que_falta_y_apaga_el_boton(client, planeacion, estrategia, version):
    client.force_login(planeacion)

    pagina = client.get(panel(estrategia))

    posibles = {uno.paso.verbo: uno.faltan for uno in pagina.context["flujo"]["posibles"]}
    assert posibles.keys() == {"presentar_al_comite", "divulgar", "solicitar_publicacion"}
    assert posibles["presentar_al_comite"] == aprobacion.pendientes_para_presentar(
        version, hoy=date(2026, 5, 15)
    )
    assert '<button type="button" class="button" disabled>Presentar al Comité</button>' in texto_de(
        pagina
    )
    assert f'<a class="button" href="{paso("divulgar", estrategia)}">' in texto_de(pagina)


def test_panel_cuenta_quien_dio_cada_paso(client, planeacion, estrategia, aprobada):
    client.force_login(planeacion)

    texto = texto_de(client.get(panel(estrategia)))

    for dicho in ("Aprobada por el Comité", "Presentada al Comité", "Acta 3", str(planeacion)):
        assert dicho in texto


def test_todo_paso_tiene_su_pantalla():
    assert {uno.verbo for uno in PASOS} == aprobacion.PASOS.keys()


# --- Quién puede ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rol", ["planeacion", "comunicaciones", "control", "consulta", "dependencia"]
)
def test_cada_paso_se_abre_a_quien_le_toca(client, rol, planeacion, estrategia, version):
    dependencia = crear_dependencia(entidad=planeacion.entidad) if rol == "dependencia" else None
    client.force_login(crear_usuario(rol=rol, entidad=planeacion.entidad, dependencia=dependencia))
    suyo = {"planeacion": Verbo.PREPARAR, "comunicaciones": Verbo.PUBLICAR}.get(rol)

    abiertos = {
        uno.verbo for uno in PASOS if client.get(paso(uno.verbo, estrategia)).status_code == 200
    }

    assert abiertos == {uno.verbo for uno in PASOS if uno.permiso == suyo}


def test_nadie_da_pasos_en_otra_entidad(client, version):
    client.force_login(crear_usuario(rol="planeacion"))

    assert client.get(paso("presentar_al_comite", version.estrategia)).status_code == 404
    assert client.post(paso("presentar_al_comite", version.estrategia)).status_code == 404


def test_comunicaciones_publica_solo_despues_de_la_solicitud(
    client, planeacion, comunicaciones, aprobada
):
    client.force_login(comunicaciones)
    assert FALTA_SOLICITUD in texto_de(client.get(paso("publicar", aprobada.estrategia)))
    enviar_publicacion(client, aprobada, motivo="Primera publicación")
    assert not Version.objects.publicadas().exists()

    aprobacion.solicitar_publicacion(aprobada, por=planeacion, ahora=AHORA)
    enviar_publicacion(client, aprobada, motivo="Primera publicación")
    assert Version.objects.en_vigor().get().publicada_por == comunicaciones


def test_otro_paso_despues_de_la_solicitud_la_deja_sin_efecto(planeacion, aprobada):
    aprobacion.solicitar_publicacion(aprobada, por=planeacion, ahora=AHORA)
    devuelta = aprobacion.devolver(
        aprobada, por=planeacion, ahora=AHORA + timedelta(hours=1), razon="Faltó algo"
    )

    assert not aprobacion.se_solicito_publicacion(devuelta)


def test_quien_tiene_los_dos_roles_publica_sin_solicitarselo(client, planeacion, aprobada):
    Asignacion.objects.create(usuario=planeacion, rol=Rol.COMUNICACIONES)
    client.force_login(planeacion)

    enviar_publicacion(client, aprobada, motivo="Primera publicación")

    assert Version.objects.en_vigor().get().publicada_por == planeacion


# --- Los pasos -----------------------------------------------------------------------------


def test_aprobar_exige_enlace_o_archivo(client, planeacion, version):
    ejecutar_control(version.estrategia, por=planeacion, ahora=AHORA, razon="Este año")
    aprobacion.presentar_al_comite(version, por=planeacion, ahora=AHORA)
    client.force_login(planeacion)
    direccion = paso("aprobar", version.estrategia)

    sin_nada = client.post(direccion, ACTA | {"enlace": ""})
    assert "Escriba el enlace al acta o suba su archivo." in texto_de(sin_nada)

    client.post(direccion, ACTA)
    version.refresh_from_db()
    assert (version.estado, version.acta, version.aprobada_por) == (
        "aprobada",
        "Acta 3",
        planeacion,
    )


def test_divulgar_con_las_fechas_al_reves_lo_dice(client, planeacion, version):
    client.force_login(planeacion)

    respuesta = client.post(
        paso("divulgar", version.estrategia), {"desde": "2026-06-10", "hasta": "2026-06-01"}
    )

    assert "El último día es anterior al primero." in texto_de(respuesta)
    assert Transicion.objects.filter(verbo="divulgar").count() == 0


def test_paso_que_no_sale_del_estado_se_dice_y_no_se_da(client, planeacion, version):
    client.force_login(planeacion)

    respuesta = client.post(paso("aprobar", version.estrategia), ACTA)

    assert "La versión está «En formulación» y ese paso no sale de ahí." in texto_de(respuesta)
    version.refresh_from_db()
    assert version.estado == "formulacion"


def test_publicar_muestra_cada_cambio_y_pide_su_porque(client, comunicaciones, segunda):
    client.force_login(comunicaciones)

    pagina = client.get(paso("publicar", segunda.estrategia))
    texto = texto_de(pagina)
    assert "20 de junio (El 20 de junio de 2026)" in texto
    assert "27 de junio (El 27 de junio de 2026)" in texto

    sin_porques = enviar_publicacion(
        client, segunda, motivo="Ajuste", razon_sin_aprobacion="Solo fechas"
    )
    assert "Decir por qué cambia «Audiencia» (01)." in texto_de(sin_porques)
    assert not segunda.cambios.exists()


def test_un_solo_porque_sirve_para_varios_cambios(client, comunicaciones, segunda):
    client.force_login(comunicaciones)

    enviar_publicacion(
        client,
        segunda,
        motivo="Ajuste",
        razon_sin_aprobacion="Solo fechas",
        porque_comun="El auditorio estaba ocupado",
        **{"comun-01": "on", "porque-02": "Coincidía con elecciones"},
    )

    assert dict(segunda.cambios.values_list("codigo", "porque")) == {
        "01": "El auditorio estaba ocupado",
        "02": "Coincidía con elecciones",
    }


def test_publicar_lo_que_otra_persona_cambio_pide_mirar_otra_vez(client, comunicaciones, segunda):
    client.force_login(comunicaciones)
    direccion = paso("publicar", segunda.estrategia)
    huella = client.get(direccion).context["formulario"]["huella"].value()
    Actividad.objects.filter(codigo="02").update(lugar="Otro sitio")

    respuesta = client.post(
        direccion,
        {
            "huella": huella,
            "motivo": "Ajuste",
            "razon_sin_aprobacion": "Solo fechas",
            "porque-01": "x",
            "porque-02": "x",
        },
    )

    assert "La estrategia cambió mientras usted miraba." in texto_de(respuesta)
    assert Version.objects.en_vigor().get().numero == 1
    assert respuesta.context["formulario"]["huella"].value() != huella


# --- Retirar -------------------------------------------------------------------------------


def test_borrar_una_actividad_publicada_lleva_a_retirarla(client, planeacion, estrategia):
    publicar(estrategia, por=planeacion)
    client.force_login(planeacion)
    audiencia = estrategia.actividades.get(codigo="01")
    retirar = reverse("admin:cronograma_actividad_retirar", args=[audiencia.pk])

    respuesta = client.post(
        reverse("admin:cronograma_actividad_delete", args=[audiencia.pk]),
        {"post": "yes"},
        follow=True,
    )

    assert respuesta.redirect_chain == [(retirar, 302)]
    assert "ya salió en una versión pública: no se borra, se retira" in texto_de(respuesta)
    assert Actividad.objects.filter(pk=audiencia.pk).exists()

    client.post(retirar, {"motivo": "Se unió al foro"})
    audiencia.refresh_from_db()
    assert (audiencia.retirada_motivo, audiencia.retirada_por) == ("Se unió al foro", planeacion)


def test_borrar_varias_nombra_las_publicadas_y_no_borra_ninguna(client, planeacion, estrategia):
    publicar(estrategia, por=planeacion)
    nueva = crear_actividad(estrategia=estrategia, nombre="Nueva")
    client.force_login(planeacion)
    todas = [str(una.pk) for una in estrategia.actividades.all()]

    respuesta = client.post(
        reverse("admin:cronograma_actividad_changelist"),
        {"action": "delete_selected", "_selected_action": todas, "post": "yes"},
    )

    assert "«Audiencia» ya salió en una versión pública" in texto_de(respuesta)
    assert Actividad.objects.count() == 3
    assert Actividad.objects.filter(pk=nueva.pk).exists()


def test_la_que_nunca_fue_publica_se_puede_borrar(client, planeacion, estrategia):
    client.force_login(planeacion)
    foro = estrategia.actividades.get(codigo="02")

    client.post(reverse("admin:cronograma_actividad_delete", args=[foro.pk]), {"post": "yes"})

    assert not Actividad.objects.filter(pk=foro.pk).exists()


@pytest.mark.parametrize(("rol", "estado"), [("planeacion", 200), ("comunicaciones", 403)])
def test_retirar_es_de_planeacion(client, planeacion, estrategia, rol, estado):
    version = publicar(estrategia, por=planeacion)
    client.force_login(crear_usuario(rol=rol, entidad=planeacion.entidad))

    puertas = {
        client.get(reverse("admin:cronograma_actividad_retirar", args=[pk])).status_code
        for pk in estrategia.actividades.values_list("pk", flat=True)
    } | {client.get(reverse("admin:cronograma_version_retirar", args=[version.pk])).status_code}

    assert puertas == {estado}


def test_retirar_una_version_pide_el_motivo(client, planeacion, estrategia):
    version = publicar(estrategia, por=planeacion)
    client.force_login(planeacion)
    direccion = reverse("admin:cronograma_version_retirar", args=[version.pk])

    client.post(direccion, {"motivo": ""})
    version.refresh_from_db()
    assert not version.esta_retirada

    client.post(direccion, {"motivo": "Traía un dato personal"})
    version.refresh_from_db()
    assert version.retirada_motivo == "Traía un dato personal"


# --- Observaciones -------------------------------------------------------------------------


@pytest.fixture
def aporte(version, planeacion):
    borrador = aprobacion.divulgar(
        version, por=planeacion, ahora=AHORA, desde=date(2026, 5, 1), hasta=date(2026, 5, 10)
    )
    return crear_aporte(version=borrador, texto="Que sea un sábado")


def responder(client, aporte, **datos):
    direccion = reverse("admin:cronograma_aporte_change", args=[aporte.pk])
    habitual = {"respuesta": "Gracias", "decision": "incorporada", "porque": ""}
    return client.post(direccion, habitual | datos)


def test_responder_desde_el_admin_queda_con_quien_y_cuando(client, planeacion, aporte):
    client.force_login(planeacion)
    assert "1 observación espera respuesta" in texto_de(
        client.get(panel(aporte.version.estrategia))
    )

    responder(client, aporte)

    aporte.refresh_from_db()
    assert (aporte.respuesta, aporte.respondido_por) == ("Gracias", planeacion)


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"respuesta": ""}, "Escriba la respuesta."),
        ({"decision": ""}, "Diga si se incorporó."),
        ({"decision": "no"}, "Diga por qué no se incorporó"),
    ],
)
def test_respuesta_incompleta_dice_que_le_falta(client, planeacion, aporte, datos, reparo):
    client.force_login(planeacion)

    assert reparo in texto_de(responder(client, aporte, **datos))
    assert Aporte.objects.sin_responder().exists()


def test_respuesta_ya_publicada_no_se_cambia(client, planeacion, aporte):
    client.force_login(planeacion)
    responder(client, aporte)
    Aporte.objects.update(version_que_recoge=aporte.version)

    assert responder(client, aporte, respuesta="Otra").status_code == 403


def test_solo_planeacion_ve_quien_escribio(client, planeacion, comunicaciones, aporte):
    client.force_login(comunicaciones)

    assert client.get(reverse("admin:cronograma_aporte_changelist")).status_code == 403


# --- Revisión ------------------------------------------------------------------------------


def test_revision_ejecuta_el_control_y_acepta_un_problema(client, planeacion, estrategia, version):
    estrategia.actividades.get(codigo="02").responsabilidades.all().delete()
    client.force_login(planeacion)
    revision = reverse("admin:estrategia_estrategia_revision", args=[estrategia.pk])
    assert "Impide presentar y publicar" in texto_de(client.get(revision))

    client.post(revision, {"control": "1", "razon": "Se caracteriza este año"})
    sin_razon = client.post(
        revision, {"codigo": "sin_responsable", "actividad": "02", "razon": ""}, follow=True
    )
    assert "Escriba por qué se acepta el problema." in texto_de(sin_razon)
    client.post(revision, {"codigo": "sin_responsable", "actividad": "02", "razon": "Se define"})

    assert aprobacion.pendientes_para_presentar(version, hoy=date(2026, 5, 15)) == []


def test_revision_la_mira_cualquiera_y_la_ejecuta_planeacion(client, comunicaciones, estrategia):
    client.force_login(comunicaciones)
    revision = reverse("admin:estrategia_estrategia_revision", args=[estrategia.pk])

    assert client.get(revision).status_code == 200
    assert client.post(revision, {"control": "1", "razon": "x"}).status_code == 403
