"""La evidencia: qué se guarda, con qué huella, y cada puerta con quién pasa y quién no."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from estrategia.archivos import archivo_de
from seguimiento import evidencia as uso
from seguimiento.models import Evidencia
from tests.factories import (
    archivos,
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import AHORA, HOY, abrir_corte, reportar

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    estrategia = crear_estrategia()
    lider = crear_dependencia(entidad=estrategia.entidad, nombre="Líder")
    apoyo = crear_dependencia(entidad=estrategia.entidad, nombre="Apoyo")
    crear_actividad(
        estrategia=estrategia, fecha_programada="30/03/2026", dependencias=[lider, apoyo]
    )
    publicar(estrategia)
    return estrategia


@pytest.fixture
def avance(estrategia):
    return reportar(abrir_corte(estrategia), estrategia.actividades.get(), 100)


@pytest.fixture
def adjuntar(avance):
    def adjuntar(contenido=archivos.PDF, nombre="acta.pdf", **datos):
        habitual = {"titulo": "Acta", "por": avance.guardado_por, "ahora": AHORA}
        if "enlace" not in datos:
            habitual["archivo"] = archivos.subido(contenido, nombre)
        return uso.adjuntar(avance, **habitual | datos)

    return adjuntar


# --- Guardar --------------------------------------------------------------------------------


def test_se_guarda_reservada_con_su_huella_y_un_nombre_al_azar(adjuntar, avance):
    evidencia = adjuntar(serie="Actas", subserie="De mesas", conservar_anios=5)

    guardada = Evidencia.objects.get()
    assert guardada == evidencia
    assert guardada.sha256 == hashlib.sha256(archivos.PDF).hexdigest()
    assert (guardada.tipo, guardada.tamano) == ("application/pdf", len(archivos.PDF))
    assert (guardada.nombre_original, guardada.es_publica) == ("acta.pdf", False)
    assert (guardada.serie, guardada.subserie, guardada.conservar_anios) == ("Actas", "De mesas", 5)
    assert (guardada.entidad, guardada.avance) == (avance.corte.estrategia.entidad, avance)
    with guardada.archivo.open() as archivo:
        assert archivo.read() == archivos.PDF
    assert "acta" not in guardada.archivo.name


def test_una_direccion_tambien_respalda(adjuntar):
    evidencia = adjuntar(enlace="https://entidad.gov.co/acta")

    assert (evidencia.enlace, evidencia.salud) == ("https://entidad.gov.co/acta", "sin_probar")
    assert (evidencia.sha256, evidencia.tamano, bool(evidencia.archivo)) == ("", None, False)


@pytest.mark.parametrize(
    ("contenido", "nombre"), [(archivos.PROGRAMA, "acta.pdf"), (archivos.PAGINA, "foto.png")]
)
def test_un_disfraz_se_rechaza_por_lo_que_es_por_dentro(adjuntar, contenido, nombre):
    with pytest.raises(ValidationError) as error:
        adjuntar(contenido, nombre)

    (frase,) = error.value.message_dict["archivo"]
    assert frase.startswith(f"«{nombre}» parece ")
    assert not Evidencia.objects.exists()
    assert archivos_guardados() == []


def test_un_nombre_que_miente_se_baja_con_la_extension_de_lo_que_es(adjuntar):
    assert adjuntar(nombre="acta.exe").nombre_original == "acta.exe.pdf"


@pytest.mark.parametrize(
    ("nombre", "queda"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\actas\\acta.pdf", "acta.pdf"),
        ("acta\u202efdp.pdf", "actafdp.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("ACTA.PDF", "ACTA.PDF"),
    ],
)
def test_el_nombre_se_limpia(nombre, queda):
    limpio = uso.nombre_limpio(nombre)

    assert uso.con_extension(limpio, uso.contenido.PDF) == queda


def test_lo_que_pesa_de_mas_dice_que_hacer(adjuntar, settings):
    settings.PARTICIPA_EVIDENCIA_MB = 1

    with pytest.raises(ValidationError, match="pesa más de 1 MB"):
        adjuntar(archivos.PDF + bytes(1024 * 1024))


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"titulo": "  "}, "titulo"),
        ({"enlace": ""}, "__all__"),
        ({"enlace": "javascript:alert(1)"}, "enlace"),
        ({"enlace": "ftp://entidad.gov.co/acta"}, "enlace"),
    ],
)
def test_lo_que_falta_se_dice_en_su_campo(adjuntar, datos, campo):
    with pytest.raises(ValidationError) as error:
        adjuntar(**datos)

    assert list(error.value.message_dict) == [campo]


def test_archivo_y_direccion_a_la_vez_no(adjuntar):
    with pytest.raises(ValidationError, match="uno de los dos"):
        adjuntar(archivo=archivos.subido(), enlace="https://entidad.gov.co/acta")

    assert archivos_guardados() == []


@pytest.mark.parametrize("datos", [{}, {"enlace": "https://entidad.gov.co/acta"}])
def test_lo_mismo_dos_veces_es_un_clic_de_mas(adjuntar, datos):
    adjuntar(**datos)

    with pytest.raises(ValidationError, match="Ya estaba entre las evidencias: «Acta»"):
        adjuntar(**datos)

    assert Evidencia.objects.count() == 1


def test_una_lista_de_asistencia_nunca_es_publica(adjuntar):
    evidencia = adjuntar(es_lista_de_asistencia=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidencia.objects.filter(pk=evidencia.pk).update(es_publica=True)


def test_lo_cerrado_no_recibe_mas(adjuntar, avance):
    avance.corte.estado, avance.corte.cerrado_en = "cerrado", AHORA
    avance.corte.save()

    with pytest.raises(ValidationError, match="El corte está cerrado"):
        adjuntar()


def test_se_retira_con_su_porque_y_queda_su_rastro(adjuntar):
    evidencia = adjuntar()

    with pytest.raises(ValidationError, match="Diga por qué"):
        uso.retirar(evidencia, por=evidencia.subida_por, ahora=AHORA, razon=" ")
    uso.retirar(evidencia, por=evidencia.subida_por, ahora=AHORA, razon="Era otra acta")

    guardada = Evidencia.objects.get()
    assert (guardada.retirada_en, guardada.retirada_por) == (AHORA, evidencia.subida_por)
    assert guardada.razon_de_retiro == "Era otra acta"
    assert list(Evidencia.objects.en_uso()) == []
    with pytest.raises(ValidationError, match="ya estaba retirada"):
        uso.retirar(guardada, por=evidencia.subida_por, ahora=AHORA, razon="otra vez")


def test_retirada_se_puede_volver_a_subir(adjuntar):
    primera = adjuntar()
    uso.retirar(primera, por=primera.subida_por, ahora=AHORA, razon="Era el borrador")

    assert adjuntar().sha256 == primera.sha256


def archivos_guardados():
    return [uno for uno in Path(settings.MEDIA_ROOT).rglob("*") if uno.is_file()]


# --- Las puertas ----------------------------------------------------------------------------

PASAN = {"planeacion", "control", "lider", "apoyo", "administrador"}
QUIENES = [
    *sorted(PASAN),
    "comunicaciones",
    "consulta",
    "otra_dependencia",
    "exdependencia",
    "otra_entidad",
    "sin_cargo",
    "inactivo",
]


@pytest.fixture
def persona(estrategia):
    entidad = estrategia.entidad

    def persona(quien):
        if quien in ("lider", "apoyo", "exdependencia", "inactivo"):
            nombre = "Apoyo" if quien == "apoyo" else "Líder"
            usuario = crear_usuario(
                rol="dependencia",
                dependencia=entidad.dependencias.get(nombre=nombre),
                is_active=quien != "inactivo",
            )
            if quien == "exdependencia":
                usuario.asignaciones.update(hasta="2025-12-31")
            return usuario
        if quien == "otra_dependencia":
            return crear_usuario(rol="dependencia", dependencia=crear_dependencia(entidad=entidad))
        if quien == "administrador":
            return crear_usuario(is_superuser=True)
        if quien == "otra_entidad":
            return crear_usuario(rol="planeacion")
        return crear_usuario(entidad=entidad, rol="" if quien == "sin_cargo" else quien)

    return persona


def cuerpo(respuesta):
    return b"".join(respuesta.streaming_content) if respuesta.streaming else b""


@pytest.mark.parametrize("quien", QUIENES)
def test_cada_puerta_deja_pasar_a_los_mismos(client, adjuntar, persona, quien, hoy):
    evidencia, usuario = adjuntar(), persona(quien)
    pasa = quien in PASAN
    client.force_login(usuario)

    puertas = [
        client.get(reverse("seguimiento:evidencia", args=[evidencia.pk])),
        client.get(evidencia.archivo.url),
    ]

    assert [una.status_code == 200 for una in puertas] == [pasa, pasa]
    assert [cuerpo(una) == archivos.PDF for una in puertas] == [pasa, pasa]
    assert uso.puede_ver(usuario, evidencia, hoy=hoy) is pasa
    assert uso.visibles(Evidencia.objects.all(), usuario, hoy=hoy).exists() is pasa
    assert (archivo_de(evidencia.archivo.name, usuario, hoy=hoy) is not None) is pasa


def test_sin_entrar_se_va_a_la_puerta(client, adjuntar):
    evidencia = adjuntar()

    for direccion in (
        reverse("seguimiento:evidencia", args=[evidencia.pk]),
        evidencia.archivo.url,
    ):
        respuesta = client.get(direccion)
        assert respuesta.status_code == 302
        assert respuesta.headers["location"].startswith(reverse("admin:login"))


def test_se_baja_y_no_se_abre_dentro_del_sitio(client, adjuntar, persona):
    evidencia = adjuntar()
    client.force_login(persona("lider"))

    respuesta = client.get(reverse("seguimiento:evidencia", args=[evidencia.pk]))

    assert cuerpo(respuesta) == archivos.PDF
    assert respuesta.headers["Content-Disposition"] == 'attachment; filename="acta.pdf"'
    assert respuesta.headers["Content-Type"] == "application/pdf"
    assert respuesta.headers["X-Content-Type-Options"] == "nosniff"
    assert respuesta.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= set(respuesta.headers["Cache-Control"].split(", "))


def test_una_direccion_no_tiene_archivo_que_bajar(client, adjuntar, persona):
    evidencia = adjuntar(enlace="https://entidad.gov.co/acta")
    client.force_login(persona("planeacion"))

    respuesta = client.get(reverse("seguimiento:evidencia", args=[evidencia.pk]))

    assert respuesta.status_code == 404


@pytest.mark.parametrize(
    ("quien", "puede"),
    [
        ("lider", True), ("apoyo", True), ("planeacion", True),
        ("otra_dependencia", False), ("control", False), ("consulta", False),
        ("otra_entidad", False), ("exdependencia", False),
    ],
)  # fmt: skip
def test_agrega_evidencias_quien_responde_o_planea(avance, persona, quien, puede):
    assert uso.puede_adjuntar(persona(quien), avance, hoy=HOY) is puede


def test_quien_es_de_dos_dependencias_ve_las_de_las_dos(adjuntar, estrategia, hoy):
    usuario = crear_usuario(
        rol="dependencia", dependencia=crear_dependencia(entidad=estrategia.entidad)
    )
    usuario.asignaciones.create(
        rol="dependencia", dependencia=estrategia.entidad.dependencias.get(nombre="Apoyo")
    )

    assert uso.puede_ver(usuario, adjuntar(), hoy=hoy)


def test_mirar_muchas_cuesta_lo_mismo_que_mirar_una(
    adjuntar, persona, hoy, django_assert_num_queries
):
    usuario = persona("lider")
    adjuntar()
    for n in range(2):
        adjuntar(archivos.PDF + bytes([n]), titulo=f"Acta {n}")

    with django_assert_num_queries(3):
        assert uso.visibles(Evidencia.objects.all(), usuario, hoy=hoy).count() == 3
