"""Los informes en la administración, por HTTP: cada oficina lo suyo, y lo emitido no se toca."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from seguimiento.models import Hallazgo, Informe
from tests.factories import crear_usuario
from tests.factories.informes_emitidos import (
    PDF_FIRMADO,
    crear_estrategia_con_corte,
    de_control,
    de_planeacion,
    emitir,
    empezar,
    firmar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

SIN_FIRMANTES = {"firmante_nombre": ["", ""], "firmante_cargo": ["", ""]}


@pytest.fixture
def estrategia():
    return crear_estrategia_con_corte()


@pytest.fixture
def entrar(client, estrategia):
    def como(rol, entidad=None):
        usuario = crear_usuario(rol=rol, entidad=entidad or estrategia.entidad)
        client.force_login(usuario)
        return client

    return como


def pagina(informe):
    return reverse("admin:seguimiento_informe_change", args=[informe.pk])


@pytest.mark.parametrize(
    ("rol", "ofrece"), [("planeacion", ["seguimiento", "estrategia"]), ("control", ["control"])]
)
def test_al_empezar_se_ofrecen_los_tipos_de_su_oficina(entrar, estrategia, rol, ofrece):
    cliente = entrar(rol)

    respuesta = cliente.get(reverse("admin:seguimiento_informe_add"))
    formulario = respuesta.context["adminform"].form

    assert [valor for valor, _ in formulario.fields["tipo"].choices] == ofrece
    enviado = {"estrategia": estrategia.pk, "tipo": ofrece[0], "periodo": "t1"}
    respuesta = cliente.post(reverse("admin:seguimiento_informe_add"), enviado)
    informe = Informe.objects.get()
    assert (informe.tipo, informe.periodo, respuesta.url) == (ofrece[0], "T1", pagina(informe))


def test_el_tipo_de_la_otra_oficina_y_un_periodo_que_no_existe_se_rechazan(entrar, estrategia):
    cliente = entrar("control")
    enviado = {"estrategia": estrategia.pk, "tipo": "estrategia", "periodo": "T7"}

    respuesta = cliente.post(reverse("admin:seguimiento_informe_add"), enviado)

    errores = respuesta.context["adminform"].form.errors
    assert set(errores) == {"tipo", "periodo"}
    assert not Informe.objects.exists()


@pytest.mark.parametrize("rol", ["dependencia", "comunicaciones", "consulta"])
def test_los_demas_no_empiezan_informes(client, estrategia, rol):
    dependencia = estrategia.entidad.dependencias.get() if rol == "dependencia" else None
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad, dependencia=dependencia))

    assert client.get(reverse("admin:seguimiento_informe_add")).status_code == 403


@pytest.mark.parametrize(("tipo", "ajeno"), [("estrategia", "control"), ("control", "planeacion")])
def test_el_borrador_de_la_otra_oficina_no_existe_para_uno(entrar, estrategia, tipo, ajeno):
    informe = empezar(estrategia, tipo)
    cliente = entrar(ajeno)

    lista = cliente.get(reverse("admin:seguimiento_informe_changelist"))

    assert list(lista.context["cl"].queryset) == []
    assert cliente.get(pagina(informe)).status_code == 302
    respuesta = cliente.post(pagina(informe), {"verbo": "guardar", "objetivo": "x"})
    assert respuesta.status_code == 302
    informe.refresh_from_db()
    assert "objetivo" not in informe.textos


@pytest.mark.parametrize(("tipo", "ajeno"), [("estrategia", "control"), ("control", "planeacion")])
@pytest.mark.parametrize("verbo", ["guardar", "emitir", "adenda", "firmado", "hallazgo"])
def test_lo_emitido_por_la_otra_oficina_se_lee_y_no_se_toca(entrar, estrategia, tipo, ajeno, verbo):
    informe = emitir(estrategia, tipo)
    cliente = entrar(ajeno)

    respuesta = cliente.get(pagina(informe))

    assert respuesta.status_code == 200
    assert b"<textarea" not in respuesta.content
    assert cliente.post(pagina(informe), {"verbo": verbo, "texto": "x"}).status_code == 403


def test_otra_entidad_no_lo_ve(entrar, estrategia):
    informe = emitir(estrategia)

    assert entrar("planeacion", crear_usuario().entidad).get(pagina(informe)).status_code == 302


def test_el_editor_muestra_las_partes_con_su_redaccion_inicial_y_como_va_quedando(
    client, estrategia
):
    informe = empezar(estrategia, "control", textos={"resumen": "Un resumen propio."})
    client.force_login(informe.creado_por)

    contenido = client.get(pagina(informe)).content.decode()

    assert "Evaluar y verificar el cumplimiento de «Estrategia de prueba»" in contenido
    assert contenido.count("Un resumen propio.") == 3  # el campo, su valor inicial y la vista
    assert "Escriba «Conclusiones»." in contenido
    assert 'name="verbo" value="emitir"' not in contenido
    assert "Verificadas 1 de 2 actividades exigibles" in contenido


def test_guardar_no_fija_la_redaccion_inicial_que_nadie_toco(client, estrategia):
    informe = empezar(estrategia, "control", textos={})
    client.force_login(informe.creado_por)
    formulario = client.get(pagina(informe)).context["formulario"]
    enviado = {clave: formulario[clave].value() or "" for clave in formulario.fields}
    iniciales = {f"initial-{clave}": texto for clave, texto in enviado.items()}

    client.post(
        pagina(informe),
        enviado | iniciales | SIN_FIRMANTES | {"verbo": "guardar", "resumen": "Escrito a mano"},
    )

    informe.refresh_from_db()
    assert informe.textos == {"resumen": "Escrito a mano"}


def test_mientras_se_escribe_se_guarda_y_vuelve_como_va_quedando(client, estrategia):
    informe = empezar(estrategia)
    client.force_login(informe.creado_por)

    respuesta = client.post(
        pagina(informe),
        {"verbo": "guardar", "conclusiones": "Se vio al escribir"} | SIN_FIRMANTES,
        headers={"X-Requested-With": "fetch"},
    )

    datos = respuesta.json()
    assert set(datos) == {"guardado", "cuerpo"}
    assert "Se vio al escribir" in datos["cuerpo"]


def test_un_firmante_a_medias_se_dice_y_no_se_pierde_lo_escrito(client, estrategia):
    informe = empezar(estrategia)
    client.force_login(informe.creado_por)
    enviado = {
        "verbo": "guardar",
        "conclusiones": "No se pierda",
        "firmante_nombre": ["Ana"],
        "firmante_cargo": [""],
    }

    respuesta = client.post(pagina(informe), enviado)

    contenido = respuesta.content.decode()
    assert "De quien firma, escriba el nombre y el cargo." in contenido
    assert "No se pierda" in contenido


def test_control_anota_y_quita_sus_hallazgos(client, estrategia):
    informe = empezar(estrategia, "control")
    client.force_login(informe.creado_por)

    client.post(pagina(informe), {"verbo": "hallazgo", "texto": "Sin acta", "criterio": "Ley 1712"})
    hallazgo = Hallazgo.objects.get()
    client.post(
        pagina(informe),
        {"verbo": "hallazgo", "hallazgo": hallazgo.pk, "texto": "Sin acta firmada"},
    )

    hallazgo.refresh_from_db()
    assert (hallazgo.numero, hallazgo.texto) == (1, "Sin acta firmada")
    client.post(pagina(informe), {"verbo": "quitar_hallazgo", "hallazgo": hallazgo.pk})
    assert not Hallazgo.objects.exists()


def test_emitir_adenda_y_firmado_por_la_pantalla(client, estrategia):
    informe = empezar(estrategia)
    client.force_login(informe.creado_por)

    client.post(pagina(informe), {"verbo": "emitir"})
    client.post(pagina(informe), {"verbo": "adenda", "texto": "Léase dos."})
    client.post(
        pagina(informe),
        {
            "verbo": "firmado",
            "archivo": SimpleUploadedFile("f.pdf", PDF_FIRMADO),
            "consecutivo": "PL-014",
            "firmante_nombre": ["Ana"],
            "firmante_cargo": ["Jefe"],
        },
    )

    informe.refresh_from_db()
    assert (informe.estado, informe.consecutivo) == ("firmado", "PL-014")
    assert informe.adendas.get().texto == "Léase dos."
    assert informe.emitido_por == informe.creado_por


def test_nadie_borra_un_informe(client, estrategia):
    informe = empezar(estrategia)
    client.force_login(informe.creado_por)

    borrar = reverse("admin:seguimiento_informe_delete", args=[informe.pk])

    assert client.post(borrar, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("tipo", "como", "estado"),
    [("estrategia", "xlsx", 200), ("estrategia", "docx", 200), ("seguimiento", "docx", 404)],
)
def test_las_descargas_de_cada_tipo(client, estrategia, tipo, como, estado):
    informe = empezar(estrategia, tipo)
    client.force_login(informe.creado_por)

    respuesta = client.get(reverse("admin:seguimiento_informe_archivo", args=[informe.pk, como]))

    assert respuesta.status_code == estado
    if estado == 200:
        assert f'filename="informe-{tipo}-2026-T1.{como}"' in respuesta["Content-Disposition"]
        assert zipfile.is_zipfile(io.BytesIO(respuesta.content))


def test_el_pdf_firmado_se_baja_y_el_borrador_no_tiene_expediente(client, estrategia):
    firmado, borrador = firmar(emitir(estrategia)), empezar(estrategia, "seguimiento")
    client.force_login(de_planeacion(estrategia))

    bajado = client.get(reverse("admin:seguimiento_informe_firmado", args=[firmado.pk]))
    sin_expediente = client.get(reverse("admin:seguimiento_informe_expediente", args=[borrador.pk]))

    assert bajado.content == PDF_FIRMADO
    assert sin_expediente.status_code == 404


def test_la_lista_hace_las_mismas_consultas_con_uno_o_con_tres(
    client, estrategia, django_assert_num_queries
):
    client.force_login(de_control(estrategia))
    direccion = reverse("admin:seguimiento_informe_changelist")
    emitir(estrategia)
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(direccion)
    with CaptureQueriesContext(connection) as con_uno:
        client.get(direccion)
    emitir(estrategia, "seguimiento")
    empezar(estrategia, "control")
    with django_assert_num_queries(len(con_uno)):
        client.get(direccion)
