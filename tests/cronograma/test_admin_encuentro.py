"""Los encuentros en el admin: ponerles fecha, darles pasos, convocar; y quién solo mira."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cronograma.models import Convocatoria, Encuentro, Material
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)
from tests.factories.convocatorias import crear_convocatoria, crear_encuentro_en_vigor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

HOY = date(2026, 5, 15)


@pytest.fixture
def entidad():
    return crear_entidad(slug="hospital")


@pytest.fixture
def planeacion(entidad, client):
    persona = crear_usuario(rol="planeacion", entidad=entidad)
    client.force_login(persona)
    return persona


@pytest.fixture
def mensual(entidad):
    return crear_actividad(
        estrategia=crear_estrategia(entidad=entidad),
        nombre="Encuentros mensuales",
        fecha_programada="Mensual",
        grupos=[crear_grupo(entidad=entidad, nombre="Usuarios")],
    )


@pytest.fixture
def anunciado(mensual):
    return crear_encuentro_en_vigor(actividad=mensual)


def ruta(nombre, *args):
    return reverse(f"admin:cronograma_{nombre}", args=args)


def texto(response):
    return " ".join(response.content.decode().split())


# --- Poner fechas --------------------------------------------------------------------------


def test_la_actividad_muestra_sus_ocasiones_y_como_fecharlas(client, planeacion, mensual):
    crear_encuentro(actividad=mensual, ocasion=3, fecha=date(2026, 3, 24), estado="realizado")

    pagina = texto(client.get(ruta("actividad_change", mensual.pk)))

    assert "12 previstas, 1 con fecha, 1 realizada" in pagina
    assert "3.ª de 12 · marzo de 2026" in pagina
    assert f"{ruta('encuentro_add')}?actividad={mensual.pk}&amp;ocasion=4" in pagina
    assert ruta("actividad_fechas", mensual.pk) in pagina


def test_una_fecha_nace_con_su_ocasion(client, planeacion, mensual):
    datos = {"actividad": mensual.pk, "ocasion": "4", "fecha": "24/04/2026"}

    client.post(ruta("encuentro_add"), datos)

    encuentro = Encuentro.objects.get()
    assert (encuentro.ocasion, encuentro.fecha, encuentro.estado) == (
        4,
        date(2026, 4, 24),
        "provisional",
    )


def test_la_fecha_de_otro_anio_se_rechaza_con_una_frase(client, planeacion, mensual):
    datos = {"actividad": mensual.pk, "ocasion": "4", "fecha": "24/04/2062"}

    pagina = texto(client.post(ruta("encuentro_add"), datos))

    assert "no es de la vigencia 2026 ni del año siguiente: revise el año." in pagina


def test_las_fechas_del_anio_se_ponen_en_una_pagina(client, planeacion, mensual):
    datos = {
        "fecha_1": "20/01/2026",
        "fecha_2": "17/02/2026",
        "hora_inicio": "09:00",
        "lugar": "Sede",
    }

    response = client.post(ruta("actividad_fechas", mensual.pk), datos, follow=True)

    assert "Quedaron 2 fechas." in texto(response)
    assert list(Encuentro.objects.values_list("ocasion", "fecha", "lugar")) == [
        (1, date(2026, 1, 20), "Sede"),
        (2, date(2026, 2, 17), "Sede"),
    ]


def test_si_una_fecha_no_sirve_no_se_guarda_ninguna(client, planeacion, mensual):
    crear_encuentro(actividad=mensual, ocasion=2, fecha=date(2026, 2, 3))
    datos = {"fecha_1": "20/01/2026", "fecha_2": "17/02/2026"}

    pagina = texto(client.post(ruta("actividad_fechas", mensual.pk), datos))

    assert "La ocasión «2.ª de 12 · febrero de 2026» ya tiene fecha." in pagina
    assert Encuentro.objects.count() == 1


def test_la_fecha_fuera_de_su_periodo_se_pregunta(client, planeacion, mensual):
    datos = {"fecha_1": "20/02/2026"}

    pagina = texto(client.post(ruta("actividad_fechas", mensual.pk), datos))
    assert "El 20/02/2026 no cae en enero de 2026." in pagina

    client.post(ruta("actividad_fechas", mensual.pk), datos | {"fuera_de_periodo": "on"})
    assert Encuentro.objects.get().fecha == date(2026, 2, 20)
    assert "Fuera de su periodo" in texto(client.get(ruta("actividad_change", mensual.pk)))


def test_un_festivo_se_avisa(client, planeacion, mensual):
    response = client.post(
        ruta("actividad_fechas", mensual.pk), {"fecha_7": "20/07/2026"}, follow=True
    )

    assert "El 20/07/2026 es festivo (Día de la Independencia)" in texto(response)


def test_no_escribir_ninguna_fecha_lo_dice(client, planeacion, mensual):
    pagina = texto(client.post(ruta("actividad_fechas", mensual.pk), {}))

    assert "Escriba al menos una fecha." in pagina


# --- Los pasos -----------------------------------------------------------------------------


def test_mover_lo_anunciado_pide_el_motivo_y_deja_constancia(client, planeacion, anunciado):
    paso = ruta("encuentro_paso", anunciado.pk, "mover")
    datos = {"fecha": "16/06/2026"}

    assert "Diga por qué" in texto(client.post(paso, datos))
    client.post(paso, datos | {"motivo": "Elecciones"})

    cambio = anunciado.cambios.get()
    assert (cambio.fecha, cambio.motivo, cambio.hecho_por) == (
        date(2026, 6, 16),
        "Elecciones",
        planeacion,
    )
    assert "Elecciones" in texto(client.get(ruta("encuentro_change", anunciado.pk)))


def test_los_datos_anunciados_no_se_cambian_por_la_ficha(client, planeacion, anunciado):
    datos = {"nombre": "Con nombre", "fecha": "16/06/2026", "estado": "cancelado"}

    client.post(ruta("encuentro_change", anunciado.pk), datos)

    anunciado.refresh_from_db()
    assert (anunciado.nombre, anunciado.fecha, anunciado.estado) == (
        "Con nombre",
        date(2026, 6, 9),
        "provisional",
    )


def test_el_paso_que_no_sale_de_su_estado_lo_dice(client, planeacion, anunciado):
    response = client.get(ruta("encuentro_paso", anunciado.pk, "reabrir"), follow=True)

    assert "No se puede reabrir un encuentro provisional" in texto(response)


def test_un_encuentro_anunciado_no_se_borra(client, planeacion, anunciado):
    response = client.post(ruta("encuentro_delete", anunciado.pk), {"post": "yes"}, follow=True)

    assert "no se borra. Cancélelo" in texto(response)
    assert Encuentro.objects.filter(pk=anunciado.pk).exists()


def test_el_que_nadie_vio_se_puede_borrar(client, planeacion, mensual):
    encuentro = crear_encuentro(actividad=mensual)

    client.post(ruta("encuentro_delete", encuentro.pk), {"post": "yes"})

    assert not Encuentro.objects.exists()


def test_la_dependencia_solo_mira(client, entidad, anunciado):
    dependencia = crear_dependencia(entidad=entidad)
    client.force_login(crear_usuario(rol="dependencia", dependencia=dependencia))
    pagina = texto(client.get(ruta("encuentro_change", anunciado.pk)))

    assert ruta("encuentro_paso", anunciado.pk, "mover") not in pagina
    assert client.get(ruta("encuentro_paso", anunciado.pk, "mover")).status_code == 403
    assert client.get(ruta("actividad_fechas", anunciado.actividad_id)).status_code == 403
    assert client.get(ruta("convocatoria_add")).status_code == 403
    assert "Poner fecha" not in texto(client.get(ruta("actividad_change", anunciado.actividad_id)))


@pytest.mark.parametrize("nombre", ["encuentro_paso", "actividad_fechas"])
def test_lo_de_otra_entidad_no_existe(nombre, client, planeacion):
    ajeno = crear_encuentro()
    args = [ajeno.pk, "mover"] if nombre == "encuentro_paso" else [ajeno.actividad_id]

    assert client.get(ruta(nombre, *args)).status_code == 404


# --- Convocar ------------------------------------------------------------------------------


def test_la_convocatoria_nueva_trae_los_grupos_de_la_actividad(client, planeacion, anunciado):
    pagina = texto(client.get(f"{ruta('convocatoria_add')}?encuentro={anunciado.pk}"))

    assert "selected>Usuarios</option>" in pagina


def test_la_convocatoria_guarda_el_llamado_y_la_inscripcion(client, planeacion, anunciado):
    datos = {
        "encuentro": anunciado.pk,
        "objetivo": "Rendir cuentas",
        "servicios": ["subtitulos"],
        "canales": ["radio", "redes"],
        "recibe_inscripciones": "on",
        "cupo": "40",
        "inscripciones_hasta": "08/06/2026",
    }

    client.post(ruta("convocatoria_add"), datos)

    convocatoria = Convocatoria.objects.get()
    anunciado.refresh_from_db()
    assert (convocatoria.servicios, convocatoria.canales) == (["subtitulos"], ["radio", "redes"])
    assert (anunciado.recibe_inscripciones, anunciado.cupo, anunciado.inscripciones_hasta) == (
        True,
        40,
        date(2026, 6, 8),
    )
    assert convocatoria.publicada_en is None


def test_publicar_la_convocatoria(client, planeacion, anunciado):
    convocatoria = crear_convocatoria(encuentro=anunciado, publicada=False)

    pagina = texto(client.get(ruta("convocatoria_change", convocatoria.pk)))
    assert "Publicar la convocatoria" in pagina
    assert "25 días antes (15 hábiles)" in pagina
    client.post(ruta("convocatoria_publicar", convocatoria.pk))

    convocatoria.refresh_from_db()
    assert convocatoria.publicada_por == planeacion


def test_corregir_una_publicada_no_cambia_su_fecha(client, planeacion, anunciado):
    convocatoria = crear_convocatoria(encuentro=anunciado)
    antes = convocatoria.publicada_en

    client.post(ruta("convocatoria_change", convocatoria.pk), {"objetivo": "Corregido"})

    convocatoria.refresh_from_db()
    assert (convocatoria.objetivo, convocatoria.publicada_en) == ("Corregido", antes)


def test_lo_que_no_esta_en_vigor_no_se_publica_y_lo_dice(client, planeacion, mensual):
    encuentro = crear_encuentro(actividad=mensual)
    convocatoria = crear_convocatoria(encuentro=encuentro, publicada=False)

    assert "versión en vigor" in texto(client.get(ruta("convocatoria_change", convocatoria.pk)))
    client.post(ruta("convocatoria_publicar", convocatoria.pk))

    convocatoria.refresh_from_db()
    assert convocatoria.publicada_en is None


def test_comunicaciones_publica_y_control_no(client, entidad, anunciado):
    convocatoria = crear_convocatoria(encuentro=anunciado, publicada=False)
    publicar = ruta("convocatoria_publicar", convocatoria.pk)

    client.force_login(crear_usuario(rol="control", entidad=entidad))
    assert client.post(publicar).status_code == 403
    client.force_login(crear_usuario(rol="comunicaciones", entidad=entidad))
    assert client.get(publicar).status_code == 403
    client.post(publicar)

    convocatoria.refresh_from_db()
    assert convocatoria.publicada_en is not None


@pytest.mark.parametrize(
    ("archivo", "dice"),
    [
        (SimpleUploadedFile("informe.pdf", b"MZ\x90\x00programa"), "parece un programa"),
        (SimpleUploadedFile("virus.exe", b"MZ\x90\x00programa"), "No se reciben archivos «.exe»"),
        (SimpleUploadedFile("informe.pdf", b""), "vac"),
    ],
)
def test_un_archivo_que_no_es_lo_que_dice_se_rechaza(archivo, dice, client, planeacion, anunciado):
    archivo.seek(0)
    datos = {
        "encuentro": anunciado.pk,
        "clase": "gestion",
        "titulo": "Informe",
        "archivo": archivo,
        "publico_en_0": "15/05/2026",
        "publico_en_1": "08:00",
    }

    pagina = texto(client.post(ruta("material_add"), datos))

    assert dice in pagina
    assert not Material.objects.exists()


def test_la_pieza_sin_texto_no_se_guarda(client, planeacion, anunciado):
    pieza = SimpleUploadedFile("pieza.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    datos = {"encuentro": anunciado.pk, "objetivo": "Rendir", "pieza": pieza}

    pagina = texto(client.post(ruta("convocatoria_add"), datos))

    assert "Escriba lo que dice la pieza" in pagina


# --- La agenda fechada ---------------------------------------------------------------------


def test_la_agenda_se_ve_y_se_descarga_con_sus_filtros(client, planeacion, anunciado):
    crear_encuentro(actividad=anunciado.actividad, fecha=HOY + timedelta(days=200), nombre="Lejana")
    estrategia = anunciado.actividad.estrategia_id
    pagina = reverse("admin:estrategia_estrategia_agenda", args=[estrategia])
    excel = reverse("admin:estrategia_estrategia_agenda_archivo", args=[estrategia, "xlsx"])

    assert "Lejana" in texto(client.get(pagina))
    assert "Lejana" not in texto(client.get(f"{pagina}?periodo=T2"))
    libro = load_workbook(io.BytesIO(client.get(f"{excel}?periodo=T2").content))
    assert libro["Agenda"]["A6"].value.date() == date(2026, 6, 9)


def test_un_filtro_que_no_existe_lo_dice(client, planeacion, mensual):
    pagina = reverse("admin:estrategia_estrategia_agenda", args=[mensual.estrategia_id])

    assert "No se reconoce el periodo «T9»" in texto(client.get(f"{pagina}?periodo=X9")).replace(
        "X9", "T9"
    )
    assert "Elija una dependencia de la lista." in texto(client.get(f"{pagina}?dependencia=abc"))
