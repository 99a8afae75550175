"""Planear entre todos: nada entra en la estrategia antes de que planeación lo acepte."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cronograma import planeacion
from cronograma.exportar.propuestas import filas_previas, formato_de, hoja_para
from cronograma.importar.propuestas import leer_propuestas
from cronograma.models import (
    Asistente,
    PropuestaDeActividad,
    SesionDeTrabajo,
    SolicitudDeActividades,
)
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.encargo import nombre_con_encargo
from estrategia.historia import historia_de
from estrategia.models import Asignacion, GrupoDeValor
from seguimiento.comprobaciones import COMPROBACIONES, Estado
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

RAIZ = Path(__file__).resolve().parents[2]
HOY = date(2026, 5, 15)
HASTA = date(2026, 6, 15)
FORO = {
    "nombre": "Foro de usuarios",
    "objetivo": "Oír a los usuarios",
    "fecha_programada": "1er Cuatrimestre",
    "presencial": True,
    "es_participacion": True,
    "grupos": ["Jóvenes"],
    "fases": ["ejecucion"],
}


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2026)


@pytest.fixture
def siau(estrategia):
    return crear_dependencia(entidad=estrategia.entidad, nombre="SIAU")


@pytest.fixture
def planea(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad, first_name="Ana")


@pytest.fixture
def reporta(siau):
    return crear_usuario(rol="dependencia", dependencia=siau, first_name="Luis")


@pytest.fixture
def solicitud(estrategia, siau, planea):
    (una,) = planeacion.solicitar_actividades(
        estrategia, [siau], hasta=HASTA, por=planea, ahora=AHORA, hoy=HOY, mensaje=" Por favor "
    )
    return una


@pytest.fixture
def propuesta(solicitud, reporta):
    (una,) = planeacion.proponer(solicitud, [FORO], por=reporta, ahora=AHORA)
    return una


# --- Pedir ---------------------------------------------------------------------------------


def test_pedir_deja_dicho_a_quien_hasta_cuando_y_quien_lo_pidio(solicitud, siau, planea):
    assert (solicitud.dependencia, solicitud.hasta, solicitud.pedida_por, solicitud.mensaje) == (
        siau,
        HASTA,
        planea,
        "Por favor",
    )


def test_no_se_pide_dos_veces_ni_a_otra_entidad_ni_para_ayer(solicitud, estrategia, siau):
    ajena = crear_dependencia(nombre="Ajena")

    faltan = planeacion.pendientes_para_solicitar(
        estrategia, [siau, ajena], hasta=date(2026, 5, 14), hoy=HOY
    )

    assert faltan == [
        "Poner como límite un día que no haya pasado.",
        "A «SIAU» ya se le pidieron sus actividades.",
        "«Ajena» es de otra entidad.",
    ]
    assert planeacion.pendientes_para_solicitar(estrategia, [], hasta=HASTA, hoy=HOY) == [
        "Elegir al menos una dependencia."
    ]


# --- Proponer y revisar --------------------------------------------------------------------


def test_lo_propuesto_no_esta_en_la_estrategia(propuesta, estrategia):
    assert propuesta.estado == "propuesta"
    assert not estrategia.actividades.exists()


def test_proponer_es_todo_o_nada_y_dice_cual_falta(solicitud, reporta):
    with pytest.raises(ValidationError) as error:
        planeacion.proponer(solicitud, [FORO, {"nombre": " "}], por=reporta, ahora=AHORA)

    assert error.value.messages == ["Actividad 2: Escribir el nombre de la actividad."]
    assert not PropuestaDeActividad.objects.exists()


def test_aceptar_hace_la_actividad_y_la_dependencia_responde(propuesta, estrategia, siau, planea):
    jovenes = crear_grupo(entidad=estrategia.entidad, nombre="JOVENES")

    actividad = planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    propuesta.refresh_from_db()
    assert (propuesta.estado, propuesta.revisada_por, propuesta.actividad) == (
        "aceptada",
        planea,
        actividad,
    )
    assert (actividad.nombre, actividad.fin, actividad.presencial) == (
        "Foro de usuarios",
        date(2026, 4, 30),
        True,
    )
    assert list(actividad.grupos.all()) == [jovenes]  # el mismo, aunque se escriba distinto
    assert [fase.codigo for fase in actividad.fases.all()] == ["ejecucion"]
    assert [(una.dependencia, una.es_lider) for una in actividad.responsabilidades.all()] == [
        (siau, True)
    ]
    creada = historia_de(actividad)[-1]
    assert (creada.quien, creada.razon) == ("Ana", "Propuesta de SIAU")


def test_un_grupo_nuevo_queda_por_confirmar(propuesta, planea):
    planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    assert [(uno.nombre, uno.caracterizado) for uno in GrupoDeValor.objects.all()] == [
        ("Jóvenes", False)
    ]


def test_no_se_acepta_dos_veces(propuesta, planea, estrategia):
    planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    with pytest.raises(ValidationError, match="ya se había aceptado"):
        planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    assert estrategia.actividades.count() == 1


def test_una_actividad_invalida_no_deja_nada_a_medias(solicitud, reporta, planea, estrategia):
    (mala,) = planeacion.proponer(
        solicitud, [FORO | {"correo": "no es un correo"}], por=reporta, ahora=AHORA
    )

    with pytest.raises(ValidationError, match="correo"):
        planeacion.aceptar(mala, por=planea, ahora=AHORA)

    mala.refresh_from_db()
    assert mala.estado == "propuesta"
    assert not estrategia.actividades.exists()


def test_devolver_exige_decir_que_cambiar_y_corregir_la_deja_por_revisar(
    propuesta, planea, reporta
):
    with pytest.raises(ValidationError, match="qué debe cambiar"):
        planeacion.devolver_propuesta(propuesta, por=planea, ahora=AHORA, nota=" ")
    devuelta = planeacion.devolver_propuesta(
        propuesta, por=planea, ahora=AHORA, nota="Falta la fecha"
    )
    corregida = planeacion.corregir(
        devuelta, FORO | {"fecha_programada": "julio"}, por=reporta, ahora=AHORA
    )

    assert (devuelta.estado, devuelta.nota) == ("devuelta", "Falta la fecha")
    assert (corregida.estado, corregida.nota, corregida.datos["fecha_programada"]) == (
        "propuesta",
        "Falta la fecha",
        "julio",
    )


def test_lo_aceptado_ya_no_se_corrige_ni_se_quita_ni_se_devuelve(propuesta, planea, reporta):
    planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    with pytest.raises(ValidationError, match="pida a planeación"):
        planeacion.corregir(propuesta, FORO, por=reporta, ahora=AHORA)
    with pytest.raises(ValidationError, match="pida a planeación"):
        planeacion.quitar(propuesta)
    with pytest.raises(ValidationError, match="retire la actividad"):
        planeacion.devolver_propuesta(propuesta, por=planea, ahora=AHORA, nota="No")


@pytest.mark.parametrize(
    "datos", [{"estado": "devuelta"}, {"estado": "aceptada"}, {"estado": "devuelta", "nota": "x"}]
)
def test_la_base_no_acepta_una_revision_incompleta(propuesta, datos):
    with pytest.raises(IntegrityError), transaction.atomic():
        PropuestaDeActividad.objects.filter(pk=propuesta.pk).update(**datos)


def test_responder_sin_actividades_pide_decir_por_que(solicitud, reporta):
    with pytest.raises(ValidationError, match="Proponer al menos una actividad"):
        planeacion.responder(solicitud, por=reporta, ahora=AHORA)

    respondida = planeacion.responder(solicitud, por=reporta, ahora=AHORA, nota="Este año no")

    assert (respondida.respondida_por, respondida.respuesta) == (reporta, "Este año no")


def test_el_paso_del_procedimiento_sigue_lo_que_respondieron(
    solicitud, propuesta, estrategia, planea, reporta
):
    def estado():
        return COMPROBACIONES["areas_consultadas"].responder(estrategia)

    sin_responder = estado().porque
    planeacion.responder(solicitud, por=reporta, ahora=AHORA)
    sin_aceptar = estado().porque
    planeacion.aceptar(propuesta, por=planea, ahora=AHORA)

    assert (sin_responder, sin_aceptar) == (
        "No han respondido: SIAU.",
        "Propuestas sin aceptar: 1.",
    )
    assert (estado().estado, estado().desde) == (Estado.HECHO, HOY)


def test_una_sesion_con_acta_tambien_hace_el_paso(estrategia):
    SesionDeTrabajo.objects.create(
        estrategia=estrategia, fecha=date(2026, 1, 20), tema="Mesa", acta="Se acordó…"
    )

    assert COMPROBACIONES["areas_consultadas"].responder(estrategia).desde == date(2026, 1, 20)


# --- Quién puede, y por quién --------------------------------------------------------------


def test_la_persona_habla_solo_por_su_dependencia_y_mientras_dure_el_encargo(siau):
    otra = crear_dependencia(entidad=siau.entidad)
    encargada = crear_usuario(entidad=siau.entidad)
    Asignacion.objects.create(
        usuario=encargada,
        rol="dependencia",
        dependencia=siau,
        por_encargo=True,
        desde=date(2026, 5, 1),
        hasta=date(2026, 5, 31),
    )

    assert acceso.responde_por(encargada, siau, hoy=HOY)
    assert not acceso.responde_por(encargada, otra, hoy=HOY)
    assert not acceso.responde_por(encargada, siau, hoy=date(2026, 6, 1))
    assert nombre_con_encargo(encargada, HOY) == f"{encargada} (por encargo)"
    assert nombre_con_encargo(encargada, date(2026, 6, 1)) == str(encargada)


@pytest.mark.parametrize("rol", ["dependencia", "comunicaciones", "control", "consulta"])
def test_la_lista_de_asistencia_no_la_ve_nadie_mas_que_planeacion(estrategia, siau, rol):
    dependencia = siau if rol == "dependencia" else None
    persona = crear_usuario(rol=rol, entidad=estrategia.entidad, dependencia=dependencia)

    assert not acceso.puede(persona, Verbo.VER, Asistente, hoy=HOY)


# --- La hoja -------------------------------------------------------------------------------


@pytest.fixture
def anterior(estrategia, siau):
    pasada = crear_estrategia(entidad=estrategia.entidad, vigencia=2025)
    jovenes = crear_grupo(entidad=estrategia.entidad, nombre="Jóvenes")
    comun = {"estrategia": pasada, "dependencias": [siau], "grupos": [jovenes]}
    crear_actividad(nombre="Encuentro mensual", fecha_programada="Marzo de 2025", **comun)
    crear_actividad(nombre="Audiencia", fecha_programada="1 de junio de 2025", **comun)
    crear_actividad(nombre="De otra dependencia", estrategia=pasada)
    return pasada


def test_la_hoja_trae_lo_suyo_del_anio_anterior_con_las_fechas_al_dia(solicitud, anterior):
    assert [(fila.nombre, fila.fecha_programada) for fila in filas_previas(solicitud)] == [
        ("Encuentro mensual", "Marzo de 2026"),
        ("Audiencia", ""),
    ]


@pytest.mark.parametrize("cual", ["tabla", "entidad"])
def test_la_hoja_llena_vuelve_como_propuestas(solicitud, anterior, cual, reporta):
    contenido = hoja_para(solicitud, formato_de(solicitud, cual))

    leidas = leer_propuestas(contenido, "hoja.xlsx", solicitud)
    propuestas = planeacion.proponer(solicitud, leidas.filas, por=reporta, ahora=AHORA)

    assert [una.datos["nombre"] for una in propuestas] == ["Encuentro mensual", "Audiencia"]
    assert propuestas[0].datos["grupos"] == ["Jóvenes"]
    assert propuestas[0].datos["fecha_programada"] == "Marzo de 2026"


def test_una_hoja_que_no_es_una_hoja_se_dice(solicitud):
    with pytest.raises(ValidationError, match="PDF"):
        leer_propuestas(b"%PDF-1.7", "hoja.pdf", solicitud)


def test_leer_la_hoja_no_escribe_nada(solicitud, anterior, estrategia):
    contenido = hoja_para(solicitud, formato_de(solicitud, "tabla"))
    antes = (GrupoDeValor.objects.count(), PropuestaDeActividad.objects.count())

    leer_propuestas(contenido, "hoja.xlsx", solicitud)

    assert (GrupoDeValor.objects.count(), PropuestaDeActividad.objects.count()) == antes
    assert not estrategia.actividades.exists()


# --- Las pantallas -------------------------------------------------------------------------


def direccion(nombre, *partes):
    return reverse(f"admin:estrategia_estrategia_{nombre}", args=partes)


def test_el_camino_completo_por_las_pantallas(
    hoy, client, estrategia, siau, planea, reporta, revisar_html
):
    client.force_login(planea)
    client.post(
        direccion("planeacion", estrategia.pk), {"dependencias": [siau.pk], "hasta": "15/06/2026"}
    )
    solicitud = SolicitudDeActividades.objects.get()
    suya = direccion("solicitud", estrategia.pk, solicitud.pk)

    client.force_login(reporta)
    client.post(
        direccion("propuesta_nueva", estrategia.pk, solicitud.pk),
        {"nombre": "Foro", "fecha_programada": "julio"},
    )
    client.post(suya, {"verbo": "responder", "nota": ""})
    propuesta = PropuestaDeActividad.objects.get()

    client.force_login(planea)
    client.post(suya, {"verbo": "devolver", "propuesta": propuesta.pk, "nota": "Diga el lugar"})
    client.force_login(reporta)
    devuelta = client.get(
        direccion("propuesta", estrategia.pk, solicitud.pk, propuesta.pk)
    ).content.decode()
    client.post(
        direccion("propuesta", estrategia.pk, solicitud.pk, propuesta.pk),
        {"nombre": "Foro", "fecha_programada": "julio", "lugar": "Auditorio"},
    )
    client.force_login(planea)
    client.post(suya, {"verbo": "aceptar", "propuesta": propuesta.pk})

    actividad = estrategia.actividades.get()
    assert (actividad.nombre, actividad.lugar) == ("Foro", "Auditorio")
    assert "Diga el lugar" in devuelta
    for pagina in (direccion("planeacion", estrategia.pk), suya):
        revisar_html(client.get(pagina).content.decode())
    revisar_html(devuelta)


def test_la_dependencia_carga_su_hoja(client, solicitud, anterior, reporta):
    client.force_login(reporta)
    suya = direccion("solicitud", solicitud.estrategia_id, solicitud.pk)
    hoja = client.get(
        direccion("solicitud_hoja", solicitud.estrategia_id, solicitud.pk, "tabla")
    ).content
    libro = openpyxl.load_workbook(io.BytesIO(hoja))

    pagina = client.post(
        suya, {"verbo": "cargar", "hoja": SimpleUploadedFile("mia.xlsx", hoja)}, follow=True
    )

    assert libro.active.max_row > 2
    assert "Actividades propuestas: 2." in pagina.content.decode()


def test_otra_dependencia_no_propone_ni_acepta_por_esta(client, solicitud, propuesta):
    otra = crear_dependencia(entidad=solicitud.estrategia.entidad)
    client.force_login(crear_usuario(rol="dependencia", dependencia=otra))
    suya = direccion("solicitud", solicitud.estrategia_id, solicitud.pk)
    nueva = direccion("propuesta_nueva", solicitud.estrategia_id, solicitud.pk)

    assert client.get(suya).status_code == 200
    assert client.get(nueva).status_code == 403
    for verbo in ("aceptar", "devolver", "responder", "quitar"):
        datos = {"verbo": verbo, "propuesta": propuesta.pk, "nota": "x"}
        assert client.post(suya, datos).status_code == 403


def test_la_dependencia_no_acepta_lo_suyo(client, solicitud, propuesta, reporta):
    client.force_login(reporta)
    suya = direccion("solicitud", solicitud.estrategia_id, solicitud.pk)

    respuesta = client.post(suya, {"verbo": "aceptar", "propuesta": propuesta.pk})

    assert respuesta.status_code == 403


def test_la_planeacion_de_otra_entidad_no_se_ve(client, solicitud):
    client.force_login(crear_usuario(rol="planeacion", entidad=crear_entidad()))

    for pagina in (
        direccion("planeacion", solicitud.estrategia_id),
        direccion("solicitud", solicitud.estrategia_id, solicitud.pk),
    ):
        assert client.get(pagina).status_code == 404


def test_la_pantalla_cuesta_lo_mismo_con_una_o_con_tres_propuestas(
    client, solicitud, propuesta, reporta, planea
):
    client.force_login(planea)
    suya = direccion("solicitud", solicitud.estrategia_id, solicitud.pk)
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as con_una:
        client.get(suya)
    planeacion.proponer(solicitud, [FORO, FORO], por=reporta, ahora=AHORA)
    with CaptureQueriesContext(connection) as con_tres:
        client.get(suya)

    assert len(con_tres) == len(con_una)


def test_la_tabla_para_personas_nombra_todos_los_verbos():
    documento = (RAIZ / "docs" / "planeacion.md").read_text(encoding="utf-8")
    nombrados = {linea.split("`")[1] for linea in documento.splitlines() if linea.startswith("| `")}

    verbos = {
        nombre
        for nombre, cosa in vars(planeacion).items()
        if getattr(cosa, "__module__", "") == "cronograma.planeacion"
        and not nombre.startswith(("_", "pendientes_"))
        and callable(cosa)
    }
    assert nombrados == verbos
