"""El formato interno de reporte: qué trae puesto, quién lo entrega, su recibo y su memoria."""

import io
from datetime import date, timedelta

import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError

from cronograma.models import Convocatoria, Inscripcion
from estrategia.models import MetaInstitucional
from seguimiento import evidencia, memoria, reportes
from seguimiento.exportar import reporte as papel
from seguimiento.models import AsistenciaPorGrupo, Reporte
from tests.factories import (
    AHORA,
    crear_aporte,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)
from tests.factories.prometido import (
    LLENO,
    crear_compromiso,
    crear_recibido,
    crear_reporte,
    crear_reunion,
)

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
# Los títulos que fija la estrategia, palabra por palabra.
TITULOS = [
    "Actividades realizadas",
    "Grupos de valor involucrados",
    "Temas y/o metas institucionales asociadas a las actividades realizadas de rendición de cuentas",
    "Observaciones, propuestas y recomendaciones de los grupos de valor",
    "Resultado de la participación",
    "Compromisos adquiridos de cara a la ciudadanía",
]


@pytest.fixture
def reunion():
    return crear_reunion()


@pytest.fixture
def ana(reunion):
    return crear_usuario(
        entidad=reunion.actividad.estrategia.entidad, first_name="Ana", last_name="Ruiz"
    )


def inscribir(encuentro, grupo=None, *, llego=True, numero=[0]):  # noqa: B006 -- lleva la cuenta
    numero[0] += 1
    return Inscripcion.objects.create(
        encuentro=encuentro,
        nombre="Rosa Planted",
        correo=f"rosa{numero[0]}@correo-privado.com",
        grupo=grupo,
        codigo=f"codigo{numero[0]:020d}",
        envio=f"{numero[0]:064d}",
        consentimiento_version="1",
        consentimiento_finalidad="Asistir",
        consentimiento_responsable="Entidad",
        consentimiento_hasta=date(2027, 5, 15),
        consentimiento_en=AHORA,
        creada_en=AHORA,
        llego_en=AHORA if llego else None,
    )


# --- Empezar: lo que ya consta, y nada inventado ----------------------------------------------


def test_los_seis_titulos_son_los_de_la_estrategia():
    assert [reportes.encabezado(uno) for uno in reportes.CONTENIDOS] == TITULOS


def test_empieza_con_lo_que_consta_y_lo_demas_queda_vacio(reunion, ana):
    entidad = reunion.actividad.estrategia.entidad
    jovenes, mayores = (crear_grupo(entidad=entidad, nombre=uno) for uno in ("Jóvenes", "Mayores"))
    convocatoria = Convocatoria.objects.create(encuentro=reunion, objetivo="Oír")
    convocatoria.grupos.set([jovenes, mayores])
    meta = MetaInstitucional.objects.create(entidad=entidad, codigo="M1", texto="Atender mejor")
    reunion.actividad.metas_institucionales.add(meta)
    crear_aporte(**pregunta(reunion, "¿Cuándo abren la sede?"), **respondida(ana))
    crear_aporte(**pregunta(reunion, "Soy Rosa, llámeme"))
    crear_compromiso(reunion.actividad.estrategia, encuentro=reunion, texto="Abrir la sede.")
    for grupo, llego in ((jovenes, True), (jovenes, True), (None, True), (mayores, False)):
        inscribir(reunion, grupo, llego=llego)

    reporte = reportes.empezar(reunion, por=ana, ahora=AHORA)

    responde = reunion.compromisos.get().dependencia
    assert {uno: getattr(reporte, uno) for uno in reportes.CONTENIDOS} == {
        "actividades": "Diálogo de mayo. Se realizó el 12/05/2026.",
        "grupos": "Grupos invitados: Jóvenes; Mayores.",
        "temas": str(meta),
        "observaciones": (
            "- Pregunta: ¿Cuándo abren la sede?\n- Aportes recibidos que todavía no se publican: 1."
        ),
        "resultado": "",
        "compromisos_adquiridos": (
            f"- Compromiso 1: Abrir la sede. Responde {responde}, hasta el 30/06/2026."
        ),
    }
    assert reportes.sin_tocar(reporte) == set(reportes.CONTENIDOS) - {"resultado"}
    assert dict(reporte.asistencia.values_list("grupo__nombre", "cuantas")) == {
        "Jóvenes": 2,
        None: 1,
    }


def pregunta(reunion, texto):
    estrategia = reunion.actividad.estrategia
    return {"uso": "pregunta", "estrategia": estrategia, "encuentro": reunion, "texto": texto}


def respondida(por):
    return {
        "respuesta": "En junio.",
        "respondido_por": por,
        "respondido_en": AHORA,
        "publico": True,
    }


def test_lo_puesto_deja_de_avisarse_cuando_alguien_lo_cambia(reunion, ana):
    reporte = reportes.empezar(reunion, por=ana, ahora=AHORA)

    reporte = reportes.guardar(
        reporte,
        textos={"actividades": "Un diálogo con 20 personas."},
        asistencia={},
        por=ana,
        ahora=AHORA,
    )

    assert "actividades" not in reportes.sin_tocar(reporte)


def test_solo_se_reporta_lo_que_se_hizo_y_hay_un_formato_por_reunion(reunion, ana):
    with pytest.raises(ValidationError, match="Registre primero que la reunión se realizó"):
        reportes.empezar(crear_encuentro(), por=ana, ahora=AHORA)

    uno, otro = (reportes.empezar(reunion, por=ana, ahora=AHORA) for _ in range(2))

    assert uno == otro


# --- Guardar y entregar -----------------------------------------------------------------------


def test_se_guarda_incompleto_y_no_se_entrega_asi(reunion, ana):
    reporte = crear_reporte(reunion, por=ana, textos=LLENO | {"resultado": " ", "temas": ""})

    assert reportes.pendientes_para_entregar(reporte) == [
        f"Llenar «{TITULOS[2]}»; si no hubo nada, dígalo.",
        "Llenar «Resultado de la participación»; si no hubo nada, dígalo.",
    ]
    with pytest.raises(ValidationError):
        reportes.entregar(reporte, por=ana, ahora=AHORA)


def test_el_recibo_lleva_numero_quien_cuando_y_la_huella_de_lo_entregado(reunion, ana):
    estrategia = reunion.actividad.estrategia
    primero = reportes.entregar(crear_reporte(reunion, por=ana), por=ana, ahora=AHORA)
    segundo = reportes.entregar(
        crear_reporte(crear_reunion(estrategia=estrategia), por=ana), por=ana, ahora=AHORA
    )

    assert [(uno.numero, uno.entregado_por, uno.entregado_en) for uno in (primero, segundo)] == [
        (1, ana, AHORA),
        (2, ana, AHORA),
    ]
    assert primero.sha256 == reportes.huella_de(primero) != segundo.sha256


def test_la_huella_cambia_con_la_asistencia_y_con_las_evidencias(reunion, ana):
    reporte = crear_reporte(reunion, por=ana)
    huellas = [reportes.huella_de(reporte)]

    AsistenciaPorGrupo.objects.create(reporte=reporte, cuantas=8)
    huellas.append(reportes.huella_de(reporte))
    evidencia.adjuntar(
        reporte, titulo="Fotos", enlace="https://hospital.gov.co/fotos", por=ana, ahora=AHORA
    )
    huellas.append(reportes.huella_de(reporte))

    assert len(set(huellas)) == 3


def test_entregado_no_se_cambia_y_devuelto_si_con_el_mismo_numero(reunion, ana):
    entregado = reportes.entregar(crear_reporte(reunion, por=ana), por=ana, ahora=AHORA)
    cambio = {"textos": {"resultado": "Otro"}, "asistencia": {}, "por": ana, "ahora": AHORA}
    with pytest.raises(ValidationError, match="planeación debe devolverlo"):
        reportes.guardar(entregado, **cambio)
    with pytest.raises(ValidationError, match="Diga qué debe corregirse"):
        reportes.devolver(entregado, por=ana, ahora=AHORA, nota=" ")

    devuelto = reportes.devolver(entregado, por=ana, ahora=AHORA, nota="Falta el resultado.")
    otra_vez = reportes.entregar(
        reportes.guardar(devuelto, **cambio), por=ana, ahora=AHORA + timedelta(days=1)
    )

    assert (otra_vez.numero, otra_vez.resultado) == (entregado.numero, "Otro")
    assert otra_vez.sha256 != entregado.sha256


def test_a_lo_devuelto_no_se_le_borra_un_contenido(reunion, ana):
    entregado = reportes.entregar(crear_reporte(reunion, por=ana), por=ana, ahora=AHORA)
    devuelto = reportes.devolver(entregado, por=ana, ahora=AHORA, nota="Falta")

    with pytest.raises(ValidationError, match="Complete los seis contenidos"):
        reportes.guardar(devuelto, textos={"resultado": ""}, asistencia={}, por=ana, ahora=AHORA)


def test_la_asistencia_es_de_grupos_de_la_entidad(reunion, ana):
    reporte = crear_reporte(reunion, por=ana)

    with pytest.raises(ValidationError, match="Hay grupos que no son de la entidad: 1"):
        reportes.guardar(reporte, textos={}, asistencia={crear_grupo().pk: 3}, por=ana, ahora=AHORA)


# --- Quién puede ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "reporta", "revisa"),
    [
        ("planeacion", True, True),
        ("dependencia", True, False),
        ("control", False, False),
        ("comunicaciones", False, False),
        ("consulta", False, False),
    ],
)
def test_quien_reporta_y_quien_recibe(reunion, rol, reporta, revisa):
    lider = reportes.lider_de(reunion)
    usuario = crear_usuario(
        rol=rol, entidad=lider.entidad, dependencia=lider if rol == "dependencia" else None
    )

    puede = (
        reportes.puede_reportar(usuario, reunion, hoy=HOY),
        reportes.puede_revisar(usuario, crear_reporte(reunion), hoy=HOY),
    )

    assert puede == (reporta, revisa)


def test_una_dependencia_que_no_lidera_no_reporta(reunion):
    vecina = crear_dependencia(entidad=reunion.actividad.estrategia.entidad)
    usuario = crear_usuario(rol="dependencia", dependencia=vecina)

    assert not reportes.puede_reportar(usuario, reunion, hoy=HOY)


# --- Quién falta, y lo recibido ---------------------------------------------------------------


def test_faltan_las_realizadas_sin_entregar_con_sus_dias_y_su_recordatorio():
    estrategia = crear_estrategia()
    siete, cuatro, uno = (
        crear_reunion(
            estrategia=estrategia, fecha=HOY - timedelta(days=dias), nombre=f"Hace {dias}"
        )
        for dias in (7, 4, 1)
    )
    crear_reunion(estrategia=estrategia, estado="confirmado")
    crear_recibido(crear_reunion(estrategia=estrategia))
    crear_reporte(cuatro)

    faltan = reportes.reportes_que_faltan(estrategia, hoy=HOY)

    assert [(una.encuentro, una.dias, una.recordatorio, una.estado) for una in faltan] == [
        (siete, 7, 7, ""),
        (cuatro, 4, 3, "borrador"),
        (uno, 1, None, ""),
    ]
    assert faltan[0].dependencia == reportes.lider_de(siete)


def test_las_consultas_no_crecen_con_las_reuniones(django_assert_num_queries):
    estrategia = crear_estrategia()
    for _ in range(2):
        crear_reunion(estrategia=estrategia)
        grupo = crear_grupo(entidad=estrategia.entidad)
        crear_recibido(crear_reunion(estrategia=estrategia), asistencia={grupo.pk: 8})
        with django_assert_num_queries(3):
            reportes.reportes_que_faltan(estrategia, hoy=HOY)
        with django_assert_num_queries(4):
            reportes.recibidos(estrategia, date(2026, 1, 1), date(2026, 12, 31))


def test_recibidos_son_los_de_las_reuniones_del_periodo():
    estrategia = crear_estrategia()
    mayo = crear_recibido(crear_reunion(estrategia=estrategia))
    crear_recibido(crear_reunion(estrategia=estrategia, fecha=date(2026, 2, 1)))
    crear_reporte(crear_reunion(estrategia=estrategia))

    assert reportes.recibidos(estrategia, date(2026, 4, 1), date(2026, 6, 30)) == [mayo]


# --- En papel y en Excel, leídos de vuelta ----------------------------------------------------


def test_el_excel_lleva_los_seis_titulos_y_lo_escrito(reunion, ana):
    entregado = reportes.entregar(crear_reporte(reunion, por=ana), por=ana, ahora=AHORA)

    hoja = openpyxl.load_workbook(io.BytesIO(papel.excel(entregado))).active
    leido = {fila[0].value: fila[1].value for fila in hoja.iter_rows(min_row=2)}

    assert [titulo for titulo in leido if titulo in TITULOS] == TITULOS
    assert [leido[titulo] for titulo in TITULOS] == list(LLENO.values())
    assert (leido["Número de recibo"], leido["Huella SHA-256 de lo entregado"]) == (
        "1",
        entregado.sha256,
    )


def test_el_pdf_es_accesible_y_la_pagina_dice_los_seis_titulos(reunion, ana):
    entregado = reportes.entregar(crear_reporte(reunion, por=ana), por=ana, ahora=AHORA)
    AsistenciaPorGrupo.objects.create(reporte=entregado, cuantas=8)

    pagina = papel.html(entregado, ahora=AHORA)
    with pikepdf.open(io.BytesIO(papel.pdf(entregado, ahora=AHORA))) as pdf:
        marcado = bool(pdf.Root.MarkInfo.Marked)
        titulo = str(pdf.docinfo.Title)

    assert marcado
    assert titulo.startswith("Formato interno de reporte · Diálogo de mayo")
    assert [uno for uno in TITULOS if f"<h2>{uno}</h2>" in pagina] == TITULOS


# --- La memoria -------------------------------------------------------------------------------


def test_la_memoria_sale_de_un_formato_recibido_y_sin_datos_de_personas(reunion, ana):
    textos = LLENO | {"resultado": "Llamar a Rosa al 310 555 12 34."}
    entregado = reportes.entregar(
        crear_reporte(reunion, por=ana, textos=textos), por=ana, ahora=AHORA
    )
    assert memoria.pendientes_para_publicar(entregado) == [
        "Primero reciba el formato: la memoria sale de él."
    ]

    (falta,) = memoria.pendientes_para_publicar(reportes.recibir(entregado, por=ana, ahora=AHORA))

    assert falta.startswith(
        "«Resultado de la participación» trae lo que parece un dato personal: celular"
    )


def test_publicarla_dos_veces_deja_un_solo_documento_y_se_puede_quitar(reunion):
    recibido = crear_recibido(reunion)
    direccion = f"https://participa.ejemplo.gov.co{memoria.ruta_de(recibido)}"

    una, otra = (memoria.publicar(recibido, direccion=direccion, ahora=AHORA) for _ in range(2))
    assert (una, una.clase, una.titulo) == (otra, "memoria", "Memoria: Diálogo de mayo")

    memoria.retirar(recibido)
    assert not reunion.materiales.exists()
    assert Reporte.objects.get().estado == "recibido"


@pytest.mark.parametrize(
    ("cuentas", "a_la_vista", "total"),
    [
        ((20, 8), ["20", "8"], (28, True)),
        ((20, 4), ["20", "<5"], (21, False)),
        ((5, 0), ["5", "0"], (5, True)),
        ((1, 1), ["<5", "<5"], (2, False)),
    ],
)
def test_de_una_a_cuatro_personas_no_se_dice_cuantas_ni_por_resta(
    reunion, cuentas, a_la_vista, total
):
    reporte = crear_reporte(reunion)
    for nombre, cuantas in zip("AB", cuentas, strict=True):
        grupo = crear_grupo(entidad=reunion.actividad.estrategia.entidad, nombre=nombre)
        AsistenciaPorGrupo.objects.create(reporte=reporte, grupo=grupo, cuantas=cuantas)

    assert [una.cuantas for una in memoria.asistencia_publica(reporte)] == a_la_vista
    assert memoria.total_publico(reporte) == total
