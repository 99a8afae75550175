"""Compromisos, acciones, lecciones y formatos por la administración: puertas, pasos y archivos."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from estrategia.acceso import Verbo
from estrategia.inicio import pendientes_de
from seguimiento import compromisos, memoria
from seguimiento.models import Compromiso, Corte, Leccion, Reporte
from tests.estrategia.test_acceso import COLUMNAS, crear_con_rol
from tests.estrategia.test_admin import ESPERADO, esperados, estados
from tests.factories import AHORA, crear_dependencia, crear_estrategia, crear_usuario
from tests.factories.prometido import (
    LLENO,
    crear_accion,
    crear_compromiso,
    crear_recibido,
    crear_reporte,
    crear_reunion,
    filas_prometidas,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

HOY = date(2026, 5, 15)
PDF = b"%PDF-1.7\n%acta\n"
CUMPLIDO = {"como": "Se pintó el 3 de mayo.", "titulo": "Acta"}


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2026)


@pytest.fixture
def dependencia(estrategia):
    return crear_dependencia(entidad=estrategia.entidad, nombre="Servicios generales")


@pytest.fixture
def de_la_dependencia(dependencia):
    return crear_usuario(rol="dependencia", dependencia=dependencia)


@pytest.fixture
def planeacion(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def control(estrategia):
    return crear_usuario(rol="control", entidad=estrategia.entidad)


@pytest.fixture
def compromiso(estrategia, dependencia):
    return crear_compromiso(estrategia, dependencia=dependencia)


@pytest.fixture
def reunion(estrategia, dependencia):
    return crear_reunion(estrategia=estrategia, dependencia=dependencia)


def ruta(modelo, que, *argumentos):
    return reverse(f"admin:seguimiento_{modelo}_{que}", args=argumentos)


def dar(client, usuario, compromiso, verbo, datos=None, modelo="compromiso"):
    client.force_login(usuario)
    return client.post(ruta(modelo, "paso", compromiso.pk, verbo), datos or {})


# --- Puertas ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", COLUMNAS)
def test_cada_puerta_se_abre_a_quien_dice_la_tabla(rol, client, estrategia, dependencia):
    filas = filas_prometidas(estrategia, dependencia, "Hospital")
    client.force_login(crear_con_rol(rol, estrategia.entidad))

    leidos = {etiqueta: estados(client, etiqueta, fila) for etiqueta, fila in filas.items()}

    assert leidos == {etiqueta: esperados(ESPERADO[etiqueta, rol]) for etiqueta in filas}


@pytest.mark.parametrize("rol", COLUMNAS)
def test_los_pasos_de_un_compromiso_se_abren_a_quien_dice_la_tabla(rol, client, compromiso):
    client.force_login(crear_con_rol(rol, compromiso.estrategia.entidad))
    verbos = ESPERADO["seguimiento.Compromiso", rol]
    # La dependencia de quien entra es otra: no habla por esta.
    dice = Verbo.REPORTAR in verbos and rol != "dependencia"

    leidos = {
        verbo: client.get(ruta("compromiso", "paso", compromiso.pk, verbo)).status_code
        for verbo in ("cumplido", "verificar", "devolver", "incumplido")
    }

    verifica = 200 if Verbo.VERIFICAR in verbos else 403
    assert leidos == {
        "cumplido": 200 if dice else 403,
        "verificar": verifica,
        "devolver": verifica,
        "incumplido": verifica,
    }


def test_los_pasos_de_otra_entidad_no_existen(client, compromiso):
    client.force_login(crear_usuario(rol="planeacion"))

    assert client.get(ruta("compromiso", "paso", compromiso.pk, "cumplido")).status_code == 404


# --- Compromisos ------------------------------------------------------------------------------


def test_planeacion_registra_un_compromiso_y_recibe_su_numero(client, planeacion, reunion):
    client.force_login(planeacion)
    estrategia = reunion.actividad.estrategia
    datos = {
        "estrategia": estrategia.pk,
        "encuentro": reunion.pk,
        "texto": "Abrir la sede.",
        "dependencia": estrategia.entidad.dependencias.get().pk,
        "hasta": "30/06/2026",
    }

    client.post(ruta("compromiso", "add"), datos)
    client.post(ruta("compromiso", "add"), datos | {"texto": "Pintar."})

    assert list(Compromiso.objects.values_list("numero", "texto", "encuentro")) == [
        (1, "Abrir la sede.", reunion.pk),
        (2, "Pintar.", reunion.pk),
    ]


def test_no_se_registra_lo_que_trae_un_dato_personal(client, planeacion, compromiso):
    client.force_login(planeacion)
    datos = {
        "estrategia": compromiso.estrategia_id,
        "texto": "Llamar al 310 555 12 34",
        "dependencia": compromiso.dependencia_id,
        "hasta": "30/06/2026",
    }

    pagina = client.post(ruta("compromiso", "add"), datos)

    assert "trae lo que parece un dato personal" in pagina.content.decode()
    assert Compromiso.objects.count() == 1


def test_cambiar_el_plazo_exige_decir_por_que(client, planeacion, compromiso):
    client.force_login(planeacion)
    datos = {
        "estrategia": compromiso.estrategia_id,
        "texto": compromiso.texto,
        "dependencia": compromiso.dependencia_id,
        "hasta": "30/09/2026",
    }
    pagina = client.post(ruta("compromiso", "change", compromiso.pk), datos)
    assert "Diga por qué cambia." in pagina.content.decode()

    client.post(ruta("compromiso", "change", compromiso.pk), datos | {"razon": "Llovió."})

    compromiso.refresh_from_db()
    assert compromiso.hasta == date(2026, 9, 30)
    assert compromisos.plazos_anteriores(compromiso) == [(date(2026, 6, 30), "Llovió.")]


def test_lo_dice_la_dependencia_con_su_evidencia_y_lo_cierra_otra_persona(
    client, compromiso, de_la_dependencia, control
):
    datos = CUMPLIDO | {"archivo": SimpleUploadedFile("acta.pdf", PDF)}

    dar(client, de_la_dependencia, compromiso, "cumplido", datos)
    assert Compromiso.objects.get().estado == "por_verificar"
    assert compromiso.evidencias.get().titulo == "Acta"
    dar(client, control, compromiso, "verificar", {"nota": "Lo vi."})

    cerrado = Compromiso.objects.get()
    assert (cerrado.estado, cerrado.cumplido_por, cerrado.cerrado_por) == (
        "cerrado",
        de_la_dependencia,
        control,
    )


def test_la_misma_persona_no_lo_cierra_por_la_pantalla(client, compromiso, planeacion):
    dar(client, planeacion, compromiso, "cumplido", {"como": "Se pintó."})

    pagina = dar(client, planeacion, compromiso, "verificar")

    assert "debe hacerlo otra persona" in pagina.content.decode()
    assert Compromiso.objects.get().estado == "por_verificar"


def test_si_la_evidencia_no_se_recibe_nada_queda_a_medias(client, compromiso, de_la_dependencia):
    datos = CUMPLIDO | {"archivo": SimpleUploadedFile("acta.pdf", b"MZ programa")}

    pagina = dar(client, de_la_dependencia, compromiso, "cumplido", datos)

    assert "parece un programa" in pagina.content.decode()
    assert "Se pintó el 3 de mayo." in pagina.content.decode()
    assert Compromiso.objects.get().estado == "abierto"
    assert not compromiso.evidencias.exists()


def test_el_panel_ofrece_solo_lo_que_esa_persona_puede_ahora(
    client, compromiso, de_la_dependencia, control
):
    def ofrecidos(usuario):
        client.force_login(usuario)
        panel = client.get(ruta("compromiso", "change", compromiso.pk)).context["panel"]
        return [paso.verbo for paso, _ in panel["pasos"]]

    antes = ofrecidos(de_la_dependencia), ofrecidos(control)
    dar(client, de_la_dependencia, compromiso, "cumplido", CUMPLIDO)

    assert antes == (["cumplido", "evidencia"], ["incumplido"])
    assert (ofrecidos(de_la_dependencia), ofrecidos(control)) == (
        ["evidencia"],
        ["verificar", "devolver", "incumplido"],
    )


def test_la_lista_se_filtra_por_su_semaforo_y_baja_en_excel(client, planeacion, estrategia):
    vencido = crear_compromiso(estrategia, hasta=date(2026, 5, 1), texto="=Vencido")
    crear_compromiso(estrategia, hasta=date(2026, 12, 1), texto="En plazo")
    client.force_login(planeacion)

    lista = client.get(ruta("compromiso", "changelist") + "?situacion=vencido")
    excel = client.get(ruta("compromiso", "excel") + "?situacion=vencido")

    assert list(lista.context["cl"].result_list) == [vencido]
    assert "Vencido" in lista.content.decode()
    hoja = openpyxl.load_workbook(io.BytesIO(excel.content)).active
    filas = [[celda.value for celda in fila[:3]] for fila in hoja.iter_rows()]
    assert filas == [["Número", "Año", "Compromiso"], ["1", "2026", "=Vencido"]]
    assert hoja["C2"].data_type == "s"


def test_planeacion_pasa_lo_abierto_de_un_anio_terminado(client, planeacion, estrategia):
    anterior = crear_estrategia(entidad=planeacion.entidad, vigencia=2025)
    nueva = estrategia
    crear_compromiso(anterior)
    crear_accion(anterior)
    client.force_login(planeacion)

    lista = client.get(ruta("compromiso", "changelist")).content.decode()
    client.post(ruta("compromiso", "pasar", anterior.pk), {"nueva": nueva.pk})

    assert "Pasar lo abierto de" in lista
    assert (nueva.compromisos.count(), nueva.acciones.count()) == (1, 1)


# --- Acciones y lecciones ---------------------------------------------------------------------


def test_la_accion_se_sigue_se_cumple_y_la_juzga_control(
    client, estrategia, dependencia, de_la_dependencia, planeacion, control
):
    accion = crear_accion(estrategia, dependencia=dependencia)
    corte = Corte.objects.create(
        estrategia=estrategia, periodo="T2", fecha=date(2026, 6, 30), reporta_hasta=date(2026, 7, 9)
    )
    pasos = [
        (planeacion, "seguir", {"corte": corte.pk, "nota": "Va."}),
        (de_la_dependencia, "seguir", {"corte": corte.pk, "nota": "Va bien."}),
        (de_la_dependencia, "cumplido", {"como": "Se convocó."}),
        (control, "verificar", {}),
        (control, "juzgar", {"es_eficaz": "si", "es_efectiva": "", "juicio": "Vi las actas."}),
    ]

    codigos = [
        dar(client, quien, accion, *paso, modelo="acciondemejora").status_code
        for quien, *paso in pasos
    ]

    accion.refresh_from_db()
    assert codigos == [302, 302, 302, 302, 302]
    assert (accion.estado, accion.es_eficaz, accion.es_efectiva) == ("cerrado", True, None)
    assert dar(client, planeacion, accion, "juzgar", modelo="acciondemejora").status_code == 403


def test_la_dependencia_anota_lecciones_solo_de_lo_suyo(client, reunion, de_la_dependencia):
    client.force_login(de_la_dependencia)
    estrategia = reunion.actividad.estrategia
    comun = {"estrategia": estrategia.pk, "texto": "El sábado va más gente."}
    ajena = crear_reunion(estrategia=estrategia)

    pagina = client.post(ruta("leccion", "add"), comun | {"encuentro": ajena.pk})
    client.post(ruta("leccion", "add"), comun | {"encuentro": reunion.pk})

    assert "usted escribe solo por ella" in pagina.content.decode()
    assert list(Leccion.objects.values_list("por", "encuentro", "actividad")) == [
        (de_la_dependencia.pk, reunion.pk, reunion.actividad_id)
    ]


# --- El formato interno -----------------------------------------------------------------------


def test_mirar_no_crea_el_formato_y_el_boton_si(client, reunion, de_la_dependencia):
    client.force_login(de_la_dependencia)
    direccion = ruta("reporte", "llenar", reunion.pk)

    client.get(direccion)
    assert not Reporte.objects.exists()
    client.post(direccion)

    pagina = client.get(direccion).content.decode()
    assert "Lo puso el sistema con lo que ya consta" in pagina
    assert "Se realizó el 12/05/2026." in pagina


def test_se_guarda_solo_mientras_se_escribe_y_dice_la_hora(client, reunion, de_la_dependencia):
    crear_reporte(reunion, textos={})
    client.force_login(de_la_dependencia)
    direccion = ruta("reporte", "llenar", reunion.pk)
    como = {"headers": {"X-Requested-With": "fetch"}}

    bien = client.post(direccion, {"resultado": "A medias"}, **como)
    mal = client.post(direccion, {"asistencia_otras": "-3"}, **como)

    assert bien.json() == {"guardado": "12:00"}
    assert (mal.status_code, list(mal.json())) == (400, ["error"])
    assert Reporte.objects.get().resultado == "A medias"


def test_del_borrador_al_recibo_y_de_ahi_a_la_memoria(
    client, reunion, de_la_dependencia, planeacion
):
    crear_reporte(reunion, textos={})
    client.force_login(de_la_dependencia)
    llenar = LLENO | {"asistencia_otras": "3", "revisar": "1"}
    revision = client.post(ruta("reporte", "llenar", reunion.pk), llenar, follow=True)
    assert "Así lo recibirá planeación" in revision.content.decode()

    reporte = Reporte.objects.get()
    recibo = client.post(
        ruta("reporte", "revision", reporte.pk), {"entregar": "1"}, follow=True
    ).content.decode()
    reporte.refresh_from_db()
    assert "Recibo 1 de 2026" in recibo
    assert reporte.sha256 in recibo
    assert "✓ Sí: lo guardado tiene esa misma huella." in recibo

    client.force_login(planeacion)
    ver = ruta("reporte", "change", reporte.pk)
    client.post(ver, {"verbo": "recibir"})
    client.post(ver, {"verbo": "memoria"})

    assert memoria.publicada(reporte).enlace == f"http://testserver{memoria.ruta_de(reporte)}"


def test_el_recibo_avisa_si_alguien_cambio_lo_entregado(client, planeacion, reunion):
    reporte = crear_recibido(reunion)
    Reporte.objects.update(resultado="Otra cosa")
    client.force_login(planeacion)

    pagina = client.get(ruta("reporte", "recibo", reporte.pk)).content.decode()

    assert "lo guardado cambió después de entregarlo" in pagina


def test_la_dependencia_no_recibe_ni_otra_llena(client, reunion, de_la_dependencia):
    reporte = crear_reporte(reunion)
    vecina = crear_dependencia(entidad=reunion.actividad.estrategia.entidad)
    client.force_login(de_la_dependencia)
    recibir = client.post(ruta("reporte", "change", reporte.pk), {"verbo": "recibir"})
    client.force_login(crear_usuario(rol="dependencia", dependencia=vecina))

    llenar = client.get(ruta("reporte", "llenar", reunion.pk))
    revisar = client.post(ruta("reporte", "revision", reporte.pk), {"entregar": "1"})

    assert [una.status_code for una in (recibir, llenar, revisar)] == [403, 403, 403]


def test_los_archivos_del_formato_se_bajan(client, planeacion, reunion):
    reporte = crear_recibido(reunion)
    client.force_login(planeacion)

    bajados = {
        como: client.get(ruta("reporte", "archivo", reporte.pk, como))
        for como in ("pdf", "xlsx", "exe")
    }

    assert {como: uno.status_code for como, uno in bajados.items()} == {
        "pdf": 200,
        "xlsx": 200,
        "exe": 404,
    }
    assert bajados["pdf"].content.startswith(b"%PDF")


def test_la_dependencia_ve_sus_reuniones_sin_reporte_y_planeacion_las_de_todas(
    client, reunion, de_la_dependencia, planeacion
):
    crear_reunion(estrategia=reunion.actividad.estrategia, nombre="La de otra")

    def nombres(usuario):
        client.force_login(usuario)
        faltan = client.get(ruta("reporte", "faltan")).context["faltan"]
        return [(una.encuentro.nombre, una.dias, puede) for una, puede in faltan]

    assert nombres(de_la_dependencia) == [("Diálogo de mayo", 3, True)]
    assert nombres(planeacion) == [("Diálogo de mayo", 3, True), ("La de otra", 3, True)]


# --- La portada -------------------------------------------------------------------------------


def test_la_portada_dice_lo_que_debo_y_lo_que_espera_mi_revision(
    reunion, dependencia, de_la_dependencia, planeacion, control
):
    estrategia = reunion.actividad.estrategia
    crear_compromiso(estrategia, dependencia=dependencia, hasta=date(2026, 5, 20))
    crear_compromiso(estrategia, dependencia=dependencia, hasta=date(2026, 12, 1))
    dicho = crear_compromiso(estrategia, dependencia=dependencia)
    compromisos.decir_cumplido(dicho, por=planeacion, ahora=AHORA, como="Sí")

    def portada(usuario):
        return {uno.nombre: uno.cuantos for uno in pendientes_de(usuario, hoy=HOY)}

    assert portada(de_la_dependencia) == {"reunión sin reporte": 1, "compromiso por cumplir": 1}
    assert portada(control) == {"compromiso por verificar": 1}
    # Planeación lo dijo: no espera por ella.
    assert "compromiso por verificar" not in portada(planeacion)


# --- Desde la reunión y la actividad ----------------------------------------------------------


def test_la_reunion_ofrece_lo_que_cada_quien_puede_hacer_con_ella(
    client, reunion, de_la_dependencia, planeacion, control
):
    direccion = reverse("admin:cronograma_encuentro_change", args=[reunion.pk])

    def textos(usuario):
        client.force_login(usuario)
        return [texto for texto, _ in client.get(direccion).context["enlaces"]]

    assert {
        quien.username: textos(quien) for quien in (de_la_dependencia, planeacion, control)
    } == {
        de_la_dependencia.username: ["Formato interno de reporte", "Anotar una lección"],
        planeacion.username: [
            "Formato interno de reporte",
            "Registrar un compromiso",
            "Registrar una acción de mejora",
            "Anotar una lección",
        ],
        control.username: [],
    }
    crear_recibido(reunion)
    assert textos(control) == ["Formato interno: recibido"]
