"""El procedimiento de la entidad: en qué va cada paso, según los datos y nada más."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cronograma import aprobacion
from cronograma.cobertura import ejecutar_control
from cronograma.models import Convocatoria, Material
from estrategia.historia import historia_de
from estrategia.models import Paso, Procedimiento
from seguimiento.comprobaciones import COMPROBACIONES, Estado, Respuesta
from seguimiento.exportar.procedimiento import html, pdf
from seguimiento.models import Corte, Informe, Reporte
from seguimiento.procedimiento import (
    PLANTILLA,
    copiar_plantilla,
    declarar_que_aplica,
    declarar_que_no_aplica,
    revisar,
)
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db

RAIZ = Path(__file__).resolve().parents[2]
HOY = date(2026, 5, 15)
ACTA = {
    "acta": "Acta 03 de 2026",
    "fecha": date(2026, 1, 28),
    "organo": "Comité Institucional",
    "enlace": "https://entidad.example.org/acta.pdf",
}


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion", first_name="Ana", last_name="Pérez")


@pytest.fixture
def estrategia(quien):
    estrategia = crear_estrategia(entidad=quien.entidad, vigencia=2026)
    copiar_plantilla(estrategia.entidad, por=quien, ahora=AHORA)
    return estrategia


def actividad_completa(estrategia, **datos):
    return crear_actividad(
        estrategia=estrategia,
        dependencias=[crear_dependencia(entidad=estrategia.entidad)],
        **{"fecha_programada": "1 de junio de 2026", "presencial": True} | datos,
    )


def responder(nombre, estrategia):
    return COMPROBACIONES[nombre].responder(estrategia)


# --- La plantilla --------------------------------------------------------------------------


def test_la_plantilla_trae_los_diecisiete_pasos_y_las_dos_decisiones(estrategia):
    pasos = estrategia.entidad.procedimiento.pasos.all()

    assert sum(not paso.es_decision for paso in pasos) == 17
    assert [paso.orden for paso in pasos if paso.es_decision] == [7, 15]
    assert estrategia.entidad.procedimiento.definiciones.count() == 4
    assert estrategia.entidad.procedimiento.notas == ""  # eran de la entidad que la escribió


def test_toda_comprobacion_de_la_plantilla_existe():
    pasos = json.loads(PLANTILLA.read_text(encoding="utf-8"))["procedimiento"]["pasos"]

    assert {paso["comprobacion"] for paso in pasos} == COMPROBACIONES.keys()


def test_la_plantilla_no_pisa_un_procedimiento_que_ya_existe(estrategia, quien):
    with pytest.raises(ValidationError, match="ya tiene su procedimiento"):
        copiar_plantilla(estrategia.entidad, por=quien, ahora=AHORA)


def test_copiar_la_plantilla_queda_en_la_historia(estrategia):
    anotado = historia_de(estrategia.entidad.procedimiento)

    assert {(una.quien, una.que) for una in anotado} == {("Ana Pérez", "Creó")}
    assert len(anotado) == 1 + 19


# --- Cada comprobación ---------------------------------------------------------------------


def test_una_estrategia_vacia_tiene_todo_por_hacer(estrategia):
    assert {nombre: responder(nombre, estrategia).estado for nombre in COMPROBACIONES} == (
        dict.fromkeys(COMPROBACIONES, Estado.PENDIENTE)
    )


def test_los_objetivos_cuentan_desde_que_se_escribieron(estrategia):
    estrategia.objetivos = "Fortalecer el diálogo"
    estrategia._history_date = datetime(2027, 2, 3, 15, tzinfo=UTC)
    estrategia.save()
    estrategia.nombre = "Otro"
    estrategia._history_date = datetime(2027, 3, 3, 15, tzinfo=UTC)
    estrategia.save()

    assert responder("objetivos_definidos", estrategia) == Respuesta(
        Estado.HECHO, date(2027, 2, 3), "El encabezado de la estrategia tiene sus objetivos."
    )


def test_si_se_borran_los_objetivos_el_paso_vuelve_a_estar_pendiente(estrategia):
    estrategia.objetivos = "Fortalecer el diálogo"
    estrategia.save()
    estrategia.objetivos = ""
    estrategia.save()

    assert responder("objetivos_definidos", estrategia).estado is Estado.PENDIENTE


def test_se_dice_en_que_actividades_falta_el_espacio_o_la_fecha(estrategia):
    for numero in range(1, 8):
        crear_actividad(
            estrategia=estrategia, codigo=f"{numero:02d}", fecha_programada="cuando se pueda"
        )

    espacio = responder("espacios_definidos", estrategia)
    fecha = responder("cronograma_con_fechas", estrategia)

    assert espacio.porque.endswith("en: 01, 02, 03, 04, 05 y 2 más.")
    assert fecha.porque == "Falta aclarar la fecha en: 01, 02, 03, 04, 05 y 2 más."


def test_con_espacio_y_fecha_los_dos_pasos_estan_hechos(estrategia):
    actividad_completa(estrategia)

    assert responder("espacios_definidos", estrategia).estado is Estado.HECHO
    assert responder("cronograma_con_fechas", estrategia).estado is Estado.HECHO


def test_el_control_de_cobertura_dice_quien_y_cuando(estrategia, quien):
    actividad_completa(estrategia)
    ejecutar_control(estrategia, por=quien, ahora=AHORA, razon="Se caracteriza este año")

    assert responder("cobertura_verificada", estrategia) == Respuesta(
        Estado.HECHO,
        HOY,
        "Control ejecutado por Ana Pérez. Se sigue adelante porque: Se caracteriza este año",
    )


def test_de_una_publicacion_previa_no_consta_la_aprobacion(estrategia):
    actividad_completa(estrategia)
    publicar(estrategia)

    assert "no consta en el sistema" in responder("aprobada_por_comite", estrategia).porque
    assert responder("publicada", estrategia).estado is Estado.HECHO


@pytest.fixture
def aprobada(estrategia, quien):
    actividad_completa(estrategia)
    ejecutar_control(estrategia, por=quien, ahora=AHORA, razon="Se caracteriza este año")
    version = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    aprobacion.presentar_al_comite(version, por=quien, ahora=AHORA)
    return aprobacion.aprobar(version, por=quien, ahora=AHORA, **ACTA)


def test_la_aprobacion_cuenta_desde_el_acta(estrategia, aprobada):
    assert responder("aprobada_por_comite", estrategia) == Respuesta(
        Estado.HECHO, date(2026, 1, 28), "Versión 1: Acta 03 de 2026, Comité Institucional."
    )


def test_si_se_devuelve_la_aprobacion_vuelve_a_estar_pendiente(estrategia, aprobada, quien):
    aprobacion.devolver(aprobada, por=quien, ahora=AHORA, razon="Falta un grupo")

    assert responder("aprobada_por_comite", estrategia).estado is Estado.PENDIENTE


def test_divulgar_y_decidir_que_no_requiere_ajustes(estrategia, aprobada, quien):
    aprobacion.divulgar(
        aprobada, por=quien, ahora=AHORA, desde=date(2026, 5, 15), hasta=date(2026, 5, 30)
    )
    aprobacion.cerrar_sin_ajustes(aprobada, por=quien, ahora=AHORA, razon="Nadie observó")

    assert responder("divulgada", estrategia).desde == date(2026, 5, 15)
    assert responder("ajustes_decididos", estrategia) == Respuesta(
        Estado.HECHO, HOY, "No: Nadie observó"
    )
    assert responder("ajustada", estrategia) == Respuesta(
        Estado.NO_APLICA, None, "No requiere ajustes: Nadie observó"
    )


def test_si_requiere_ajustes_el_paso_espera_la_publicacion(estrategia, aprobada, quien):
    aprobacion.divulgar(
        aprobada, por=quien, ahora=AHORA, desde=date(2026, 5, 15), hasta=date(2026, 5, 30)
    )
    aprobacion.abrir_ajuste(aprobada, por=quien, ahora=AHORA, razon="Piden otra fecha")

    assert responder("ajustes_decididos", estrategia).porque == "Sí: Piden otra fecha"
    assert responder("ajustada", estrategia).estado is Estado.PENDIENTE


@pytest.fixture
def encuentro(estrategia):
    return crear_encuentro(actividad=actividad_completa(estrategia), fecha=date(2026, 6, 1))


def test_convocar_es_confirmar_la_fecha_y_publicar_la_convocatoria(estrategia, encuentro, quien):
    provisional = responder("encuentros_convocados", estrategia)
    encuentro.estado = "confirmado"
    encuentro.save()
    confirmado = responder("encuentros_convocados", estrategia)
    Convocatoria.objects.create(
        encuentro=encuentro, objetivo="Dialogar", publicada_en=AHORA, publicada_por=quien
    )

    assert provisional.porque == "Encuentros con fecha provisional: 1."
    assert confirmado.porque == "Encuentros sin convocatoria publicada: 1 de 1."
    assert responder("encuentros_convocados", estrategia) == Respuesta(
        Estado.HECHO, None, "Encuentros convocados: 1."
    )


def test_la_memoria_no_es_informacion_previa(estrategia, encuentro):
    datos = {"encuentro": encuentro, "enlace": "https://entidad.example/a", "publico_en": AHORA}
    Material.objects.create(clase="memoria", titulo="Memoria", **datos)
    solo_memoria = responder("informacion_preparada", estrategia)
    Material.objects.create(clase="metas", titulo="Metas", **datos)

    assert solo_memoria.porque == "Encuentros sin información previa: 1 de 1."
    assert responder("informacion_preparada", estrategia).estado is Estado.HECHO


def test_realizar_no_basta_hay_que_entregar_el_formato_interno(estrategia, encuentro, quien):
    encuentro.estado = "realizado"
    encuentro.save()
    sin_reporte = responder("encuentros_realizados", estrategia)
    contenidos = "actividades grupos temas observaciones resultado compromisos_adquiridos".split()
    Reporte.objects.create(
        encuentro=encuentro,
        estado="entregado",
        numero=1,
        entregado_en=AHORA,
        entregado_por=quien,
        **dict.fromkeys(contenidos, "Ninguno"),
    )

    assert sin_reporte.porque == "Encuentros sin formato interno de reporte: 1 de 1."
    assert responder("encuentros_realizados", estrategia) == Respuesta(
        Estado.HECHO,
        date(2026, 6, 1),
        "Encuentros reportados, o cancelados con su motivo: 1.",
    )


def test_el_seguimiento_esta_hecho_cuando_cierra_el_ultimo_corte(estrategia, quien):
    corte = Corte.objects.create(
        estrategia=estrategia,
        periodo="T1",
        fecha=date(2026, 3, 31),
        reporta_hasta=date(2026, 4, 16),
    )
    corte.movimientos.create(verbo="abrir", por=quien, en=AHORA)
    abierto = responder("seguimiento_hecho", estrategia)
    Corte.objects.filter(pk=corte.pk).update(estado="cerrado", cerrado_en=AHORA)

    assert responder("seguimiento_decidido", estrategia) == Respuesta(
        Estado.HECHO, HOY, "Sí: hay cortes por trimestre."
    )
    assert abierto.porque == "Cortes sin cerrar: T1."
    assert responder("seguimiento_hecho", estrategia) == Respuesta(
        Estado.HECHO, HOY, "Cortes cerrados: T1."
    )


@pytest.mark.parametrize(
    ("tipo", "evaluada"), [("seguimiento", Estado.PENDIENTE), ("estrategia", Estado.HECHO)]
)
def test_un_informe_cuenta_desde_que_se_emite(estrategia, quien, tipo, evaluada):
    datos = {"estrategia": estrategia, "creado_por": quien, "creado_en": AHORA}
    informe = Informe.objects.create(periodo="T1", tipo=tipo, **datos)
    en_borrador = responder("resultados_publicados", estrategia).estado
    informe.estado, informe.hechos, informe.sha256 = "emitido", {}, "0" * 64
    informe.emitido_en, informe.emitido_por = AHORA, quien
    informe.save()

    assert en_borrador is Estado.PENDIENTE
    assert responder("resultados_publicados", estrategia).desde == HOY
    assert responder("resultados_evaluados", estrategia).estado is evaluada


def test_las_lecciones_cuentan_desde_la_primera(estrategia, quien):
    estrategia.lecciones.create(texto="Convocar antes", por=quien, en=AHORA)

    assert responder("lecciones_documentadas", estrategia) == Respuesta(
        Estado.HECHO, HOY, "Lecciones aprendidas: 1."
    )


# --- Los pasos -----------------------------------------------------------------------------


def test_revisar_dice_cada_paso_en_su_orden(estrategia):
    revisados = revisar(estrategia)

    assert [uno.paso.orden for uno in revisados] == list(range(1, 20))
    primero, preparar = revisados[0], revisados[11]
    assert (primero.estado, primero.segun) == (
        Estado.PENDIENTE,
        "La estrategia tiene objetivos",
    )
    assert preparar.porque == "La agenda no tiene encuentros: ponga la fecha de cada uno."


def test_un_paso_sin_comprobacion_dice_donde_debe_constar(estrategia):
    Paso.objects.filter(orden=12).update(comprobacion="")

    assert revisar(estrategia)[11].porque == (
        "El sistema no lo puede comprobar: debe constar en «N/A»."
    )


def test_un_paso_que_no_aplica_dice_quien_lo_dijo_y_se_puede_deshacer(estrategia, quien):
    paso = Paso.objects.get(procedimiento__entidad=estrategia.entidad, orden=6)
    declarar_que_no_aplica(
        paso, estrategia=estrategia, por=quien, ahora=AHORA, razon="Se divulgó en papel"
    )

    dicho = revisar(estrategia)[5]
    declarar_que_aplica(paso, estrategia=estrategia, por=quien)

    assert (dicho.estado, dicho.desde, dicho.porque, dicho.segun) == (
        Estado.NO_APLICA,
        HOY,
        "Se divulgó en papel",
        "Ana Pérez",
    )
    assert revisar(estrategia)[5].estado is Estado.PENDIENTE
    anotado = [una for una in historia_de(estrategia) if una.clase == "paso que no aplica"]
    assert next((una.quien, una.que) for una in anotado) == ("Ana Pérez", "Borró")


def test_no_aplica_vale_solo_para_esa_estrategia(estrategia, quien):
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2027)
    paso = Paso.objects.get(procedimiento__entidad=estrategia.entidad, orden=6)
    declarar_que_no_aplica(paso, estrategia=estrategia, por=quien, ahora=AHORA, razon="Porque no")

    assert revisar(otra)[5].estado is Estado.PENDIENTE


@pytest.mark.parametrize("razon", ["", "  "])
def test_sin_razon_no_se_puede_decir_que_no_aplica(estrategia, quien, razon):
    paso = Paso.objects.filter(procedimiento__entidad=estrategia.entidad).first()

    with pytest.raises(ValidationError, match="por qué el paso no aplica"):
        declarar_que_no_aplica(paso, estrategia=estrategia, por=quien, ahora=AHORA, razon=razon)


def test_el_paso_de_otra_entidad_no_se_toca(estrategia, quien):
    otra = crear_estrategia()
    paso = Paso.objects.filter(procedimiento__entidad=estrategia.entidad).first()

    with pytest.raises(ValidationError, match="de la misma entidad"):
        declarar_que_no_aplica(paso, estrategia=otra, por=quien, ahora=AHORA, razon="Sí")


def test_una_comprobacion_que_no_existe_se_dice(estrategia):
    Paso.objects.filter(orden=1).update(comprobacion="inventada")

    assert revisar(estrategia)[0].porque == (
        "El paso señala la comprobación «inventada», que no existe."
    )


def test_revisar_cuesta_lo_mismo_con_una_o_con_tres_actividades(
    estrategia, django_assert_max_num_queries
):
    actividad_completa(estrategia)
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as con_una:
        revisar(estrategia)
    for _ in range(2):
        actividad_completa(estrategia)
    with CaptureQueriesContext(connection) as con_tres:
        revisar(estrategia)

    assert len(con_tres) == len(con_una)


# --- La pantalla y el papel ----------------------------------------------------------------


def pantalla(estrategia):
    return reverse("seguimiento:procedimiento", args=[estrategia.pk])


def test_la_pantalla_muestra_los_pasos_y_deja_decir_que_uno_no_aplica(
    client, estrategia, quien, hoy, revisar_html
):
    client.force_login(quien)
    paso = Paso.objects.get(procedimiento__entidad=estrategia.entidad, orden=6)

    client.post(pantalla(estrategia), {"verbo": "no_aplica", "paso": paso.pk, "razon": "En papel"})
    texto = client.get(pantalla(estrategia)).content.decode()

    assert "En papel" in texto
    assert "Lo dijo Ana Pérez." in texto
    revisar_html(texto)


def test_sin_razon_la_pantalla_lo_dice(client, estrategia, quien):
    client.force_login(quien)
    paso = Paso.objects.get(procedimiento__entidad=estrategia.entidad, orden=6)

    pagina = client.post(
        pantalla(estrategia), {"verbo": "no_aplica", "paso": paso.pk, "razon": " "}, follow=True
    )

    assert "Escribir por qué el paso no aplica." in pagina.content.decode()


def test_sin_procedimiento_se_ofrece_la_plantilla(client, quien):
    estrategia = crear_estrategia(entidad=quien.entidad)
    client.force_login(quien)

    antes = client.get(pantalla(estrategia)).content.decode()
    client.post(pantalla(estrategia), {"verbo": "copiar"})

    assert "Copiar la plantilla" in antes
    assert Procedimiento.objects.filter(entidad=quien.entidad).exists()


@pytest.mark.parametrize("rol", ["control", "consulta", "dependencia", "comunicaciones"])
def test_los_demas_roles_miran_y_no_dicen(client, estrategia, rol):
    dependencia = crear_dependencia(entidad=estrategia.entidad) if rol == "dependencia" else None
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad, dependencia=dependencia))
    paso = Paso.objects.get(procedimiento__entidad=estrategia.entidad, orden=6)

    assert client.get(pantalla(estrategia)).status_code == 200
    datos = {"verbo": "no_aplica", "paso": paso.pk, "razon": "Porque no"}
    assert client.post(pantalla(estrategia), datos).status_code == 403


def test_la_de_otra_entidad_no_se_ve_y_sin_sesion_se_pide_entrar(client, estrategia):
    assert client.get(pantalla(estrategia)).status_code == 302
    client.force_login(crear_usuario(rol="planeacion"))
    assert client.get(pantalla(estrategia)).status_code == 404


def test_la_estrategia_enlaza_su_procedimiento(client, estrategia, quien):
    client.force_login(quien)

    pagina = client.get(reverse("admin:estrategia_estrategia_change", args=[estrategia.pk]))

    assert pantalla(estrategia) in pagina.content.decode()


def test_el_papel_dice_a_que_hora_se_miro(estrategia):
    texto = html(estrategia, revisar(estrategia), ahora=AHORA)

    assert "Estado a 15/05/2026, 12:00" in texto
    assert "Hecho: 0 · Pendiente: 19 · No aplica: 0" in texto


@pytest.mark.pdf
def test_el_pdf_es_accesible_y_lleva_los_pasos(estrategia, tmp_path):
    archivo = tmp_path / "procedimiento.pdf"
    archivo.write_bytes(pdf(estrategia, revisar(estrategia), ahora=AHORA))

    with pikepdf.open(archivo) as libro:
        assert libro.Root.MarkInfo.Marked
        assert str(libro.Root.Lang) == "es-CO"
        assert b"pdfuaid" in bytes(libro.Root.Metadata.read_bytes())


def test_la_tabla_para_personas_dice_las_mismas_comprobaciones():
    lineas = (RAIZ / "docs" / "procedimiento.md").read_text(encoding="utf-8").splitlines()
    filas = [
        [celda.strip() for celda in una.strip("|").split("|")]
        for una in lineas
        if una.startswith("| `")
    ]

    assert {nombre.strip("`"): titulo for nombre, titulo, _ in filas} == {
        nombre: una.titulo for nombre, una in COMPROBACIONES.items()
    }
