"""La hoja de la oficina en el admin: subir, mirar, decidir, confirmar y deshacer."""

import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cronograma.models import Actividad, FilaImportada, Importacion
from estrategia.models import Dependencia, Estrategia
from tests.conftest import RAIZ
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

HOSPITAL = RAIZ / "fixtures" / "hojas" / "000_cronograma_huhmp_2022.xlsx"
CARGAR = reverse("admin:cronograma_importacion_cargar")
LISTA = reverse("admin:cronograma_importacion_changelist")
TITULOS = ["N.º", "Actividad", "Responsable", "Fecha programada", "Producto"]


def direccion(pagina, importacion):
    return reverse(f"admin:cronograma_importacion_{pagina}", args=[importacion.pk])


def libro(*filas, titulos=TITULOS):
    """Una hoja pequeña con esas actividades."""
    archivo = Workbook()
    hoja = archivo.active
    hoja.append(["PLAN DE PARTICIPACIÓN VIGENCIA 2022"])
    hoja.append(titulos)
    for fila in filas:
        hoja.append(fila)
    salida = io.BytesIO()
    archivo.save(salida)
    return salida.getvalue()


AUDIENCIA = ["1", "Audiencia pública de rendición de cuentas", "Planeación", "30/04/2022", "Acta"]
ENCUESTA = [
    "2",
    "Encuesta virtual para priorizar los temas",
    "Planeación",
    "marzo de 2022",
    "Informe",
]
FORO = ["3", "Foro con las asociaciones de usuarios", "Planeación", "mensual", "Memorias"]


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022, entidad=crear_entidad(nombre="Hospital de prueba"))


@pytest.fixture
def planeacion(client, estrategia):
    usuario = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    client.force_login(usuario)
    return usuario


def subir(client, contenido, nombre="plan.xlsx", **datos):
    return client.post(CARGAR, {"archivo": SimpleUploadedFile(nombre, contenido)} | datos)


def cargar(client, estrategia, *filas):
    """El lote de una hoja con esas filas, ya leída y sin confirmar."""
    subir(client, libro(*filas), estrategia=estrategia.pk)
    return Importacion.objects.latest("pk")


def decidir(client, importacion, *aceptadas, confirmar=True, **datos):
    filas = importacion.filas.all()
    decision = {"fila": [f.pk for f in filas], "aceptada": [f.pk for f in aceptadas]} | datos
    if confirmar:
        decision["confirmar"] = "Confirmar la importación"
    return client.post(direccion("confirmar", importacion), decision, follow=True)


def confirmar_todo(client, importacion, **datos):
    return decidir(client, importacion, *importacion.filas.filter(aceptada=True), **datos)


def nombres(estrategia):
    return [una.nombre for una in estrategia.actividades.order_by("orden")]


def errores(pagina):
    return [frase for frases in pagina.context["formulario"].errors.values() for frase in frases]


# --- El camino entero ----------------------------------------------------------------------


def test_la_hoja_del_hospital_se_sube_se_mira_y_se_confirma(client, planeacion, estrategia):
    respuesta = subir(client, HOSPITAL.read_bytes(), HOSPITAL.name, estrategia=estrategia.pk)
    importacion = Importacion.objects.get()

    assert respuesta.headers["location"] == direccion("change", importacion)
    assert not Actividad.objects.exists()
    assert not Dependencia.objects.exists()

    pagina = client.get(direccion("change", importacion))
    assert [(t.nombre, t.cuantas) for t in pagina.context["totales"]][:2] == [
        ("Todas", 19),
        ("Nuevas", 19),
    ]

    final = confirmar_todo(client, importacion)
    assert estrategia.actividades.count() == 19
    assert "La hoja quedó importada" in final.content.decode()
    importacion.refresh_from_db()
    assert (importacion.estado, importacion.confirmada_por) == ("confirmada", planeacion)


def test_importar_la_misma_hoja_dos_veces_no_cambia_nada(client, planeacion, estrategia):
    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA, ENCUESTA))
    antes = list(Actividad.objects.values())

    segunda = cargar(client, estrategia, AUDIENCIA, ENCUESTA)
    totales = client.get(direccion("change", segunda)).context["totales"]
    confirmar_todo(client, segunda)

    assert [(t.nombre, t.cuantas) for t in totales] == [("Todas", 2), ("Iguales", 2)]
    assert list(Actividad.objects.values()) == antes


def test_sin_estrategia_se_crea_al_confirmar_y_no_antes(client, planeacion):
    subir(client, libro(AUDIENCIA))
    importacion = Importacion.objects.get()
    assert importacion.estrategia is None
    assert Estrategia.objects.filter(vigencia=2022).count() == 1  # la que ya había

    sin_nombre = confirmar_todo(client, importacion, tipo="rendicion", nombre="")
    assert sin_nombre.context["nueva"].errors.keys() == {"nombre"}
    assert not Actividad.objects.exists()

    confirmar_todo(client, importacion, tipo="rendicion", nombre="Plan de rendición")
    creada = Estrategia.objects.get(tipo="rendicion")
    assert (creada.entidad, creada.vigencia, nombres(creada)) == (
        planeacion.entidad,
        2022,
        [AUDIENCIA[1]],
    )


def test_no_se_crea_dos_veces_la_misma_estrategia(client, planeacion, estrategia):
    subir(client, libro(AUDIENCIA))

    pagina = confirmar_todo(
        client, Importacion.objects.get(), tipo=estrategia.tipo, nombre="Otra igual"
    )

    frase = "La entidad ya tiene una estrategia de ese tipo en esa vigencia."
    assert frase in pagina.content.decode()
    assert Importacion.objects.get().estado == "por_confirmar"
    assert not Actividad.objects.exists()


# --- Lo que no se puede leer ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenido", "nombre", "frase"),
    [
        (b"", "vacio.xlsx", "vacío"),
        (b"%PDF-1.7 ...", "plan.pdf", "El archivo es un PDF"),
        (b"PK\x03\x04 roto", "plan.xlsx", "incompleto o dañado"),
        (libro(), "plan.xlsx", "ninguna actividad"),
        (libro(titulos=["Uno", "Dos"]), "plan.xlsx", "No se encontró una tabla de actividades"),
    ],
    ids=["vacio", "pdf", "danado", "sin_filas", "sin_titulos"],
)
def test_lo_que_no_se_lee_se_dice_y_no_deja_nada(client, planeacion, contenido, nombre, frase):
    pagina = subir(client, contenido, nombre)

    assert frase in " ".join(errores(pagina))
    assert not Importacion.objects.exists()


def test_un_archivo_demasiado_grande_se_rechaza_antes_de_leerlo(client, planeacion, settings):
    settings.PARTICIPA_IMPORTAR_MAX_MB = 0

    pagina = subir(client, libro(AUDIENCIA))

    assert "el límite es 0 MB" in errores(pagina)[0]


def test_la_vigencia_de_otra_estrategia_se_dice(client, planeacion, estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2025)

    pagina = subir(client, libro(AUDIENCIA), estrategia=otra.pk)

    assert "La hoja es de la vigencia 2022" in errores(pagina)[0]


def test_se_sube_la_hoja_o_se_pega_la_tabla(client, planeacion, estrategia):
    nada = client.post(CARGAR, {"estrategia": estrategia.pk})
    assert errores(nada) == ["Suba la hoja o pegue la tabla: una de las dos."]

    pegada = "\n".join("\t".join(fila) for fila in (TITULOS, AUDIENCIA, ENCUESTA))
    client.post(CARGAR, {"estrategia": estrategia.pk, "texto": pegada})
    assert Importacion.objects.get().filas.count() == 2


# --- Lo que se ve --------------------------------------------------------------------------


def test_se_ve_lo_leido_lo_entendido_y_lo_que_habia(client, planeacion, estrategia):
    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA, ENCUESTA))
    cambiada = [*AUDIENCIA[:3], "mayo de 2022", AUDIENCIA[4]]

    pagina = client.get(direccion("change", cargar(client, estrategia, cambiada)))

    vista = pagina.context["filas"][0]
    renglones = {una.columna: una for una in vista.renglones()}
    fecha = renglones["Fecha programada"]
    assert (fecha.celda, fecha.leido, fecha.cambia) == ("D3", "mayo de 2022", True)
    assert "1 may – 31 may 2022" in fecha.entendido
    assert "30 abr 2022" in fecha.habia
    producto = renglones["Meta o producto"]
    assert (producto.entendido, producto.cambia, producto.habia) == ("Igual", False, "")
    assert [(t.nombre, t.cuantas) for t in pagina.context["totales"]] == [
        ("Todas", 2),
        ("Cambiadas", 1),
        ("Ya no están en la hoja", 1),
    ]


def test_las_columnas_propias_de_la_hoja_se_muestran_y_se_conservan(client, planeacion, estrategia):
    titulos = [*TITULOS, "Código interno del SGC"]
    contenido = libro([*AUDIENCIA, "XYZ"], titulos=titulos)
    subir(client, contenido, estrategia=estrategia.pk)
    importacion = Importacion.objects.get()

    assert "Código interno del SGC" in client.get(direccion("change", importacion)).content.decode()
    confirmar_todo(client, importacion)
    assert Actividad.objects.get().extras == {"Código interno del SGC": "XYZ"}


@pytest.mark.parametrize("filtro", ["nuevas", "cambiadas", "ausentes", "dudas", "errores", "otro"])
def test_cada_filtro_se_puede_pedir(client, planeacion, estrategia, filtro):
    importacion = cargar(client, estrategia, AUDIENCIA, ENCUESTA)

    pagina = client.get(direccion("change", importacion), {"ver": filtro})

    assert len(pagina.context["filas"]) == (2 if filtro in {"nuevas", "otro"} else 0)


def test_una_hoja_larga_se_ve_por_paginas(client, planeacion, estrategia):
    filas = [
        [str(n), f"Reunión del barrio número {n}", "Planeación", "mensual", ""] for n in range(60)
    ]
    importacion = cargar(client, estrategia, *filas)

    tercera = client.get(direccion("change", importacion), {"pagina": 3})

    assert tercera.context["pagina"].paginator.num_pages == 3
    assert len(tercera.context["filas"]) == 10


def test_la_vista_previa_cuesta_lo_mismo_con_una_fila_que_con_tres(client, planeacion, estrategia):
    consultas = []
    for filas in ([AUDIENCIA], [AUDIENCIA, ENCUESTA, FORO]):
        importacion = cargar(client, estrategia, *filas)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as hechas:
            client.get(direccion("change", importacion))
        consultas.append(len(hechas))

    assert consultas[0] == consultas[1]


def descargar(respuesta):
    """Lee el archivo hasta el final, como un navegador: cerrarlo a mano cerraría la base."""
    return b"".join(respuesta.streaming_content) if respuesta.streaming else respuesta.content


def test_mirar_no_escribe_nada(client, planeacion, estrategia):
    importacion = cargar(client, estrategia, AUDIENCIA)
    confirmada = cargar(client, estrategia, ENCUESTA)
    confirmar_todo(client, confirmada)

    with CaptureQueriesContext(connection) as hechas:
        client.get(CARGAR)
        client.get(LISTA)
        client.get(direccion("change", importacion))
        client.get(direccion("deshacer", confirmada))
        descargar(client.get(direccion("original", importacion)))
        client.get(direccion("dudas", importacion))

    escrituras = ("INSERT", "UPDATE", "DELETE")
    assert [q["sql"] for q in hechas if q["sql"].startswith(escrituras)] == []


# --- Decidir -------------------------------------------------------------------------------


def test_una_fila_que_no_se_acepta_no_entra(client, planeacion, estrategia):
    importacion = cargar(client, estrategia, AUDIENCIA, ENCUESTA)

    decidir(client, importacion, importacion.filas.get(orden=2))

    assert nombres(estrategia) == [ENCUESTA[1]]


def test_lo_decidido_se_guarda_sin_confirmar(client, planeacion, estrategia):
    importacion = cargar(client, estrategia, AUDIENCIA, ENCUESTA)

    decidir(client, importacion, importacion.filas.get(orden=2), confirmar=False)

    assert list(importacion.filas.values_list("aceptada", flat=True)) == [False, True]
    assert not Actividad.objects.exists()


def test_una_fila_con_error_no_entra_aunque_se_marque(client, planeacion, estrategia):
    sin_nombre = ["4", "", "Planeación", "mensual", "Acta"]
    importacion = cargar(client, estrategia, AUDIENCIA, sin_nombre, ENCUESTA)
    FilaImportada.objects.filter(orden=1).update(
        errores=[{"hoja": "", "celda": "B3", "campo": "nombre", "texto": "", "mensaje": "Falta."}]
    )

    decidir(client, importacion, *importacion.filas.all())

    assert AUDIENCIA[1] not in nombres(estrategia)
    assert ENCUESTA[1] in nombres(estrategia)


def parecida(client, estrategia):
    """Una hoja con una actividad que parece la que ya estaba, con el nombre retocado."""
    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA))
    retocada = ["", "Audiencia pública de la rendición de cuentas", *AUDIENCIA[2:]]
    importacion = cargar(client, estrategia, retocada)
    return importacion, importacion.filas.get(orden=1)


def test_la_que_parece_la_misma_espera_una_decision(client, planeacion, estrategia):
    importacion, fila = parecida(client, estrategia)

    pagina = client.get(direccion("change", importacion)).content.decode()
    assert "¿Es la misma actividad que" in pagina
    assert fila.aceptada is False

    confirmar_todo(client, importacion)
    assert nombres(estrategia) == [AUDIENCIA[1]]


@pytest.mark.parametrize(
    ("decision", "quedan"),
    [
        ("misma", ["Audiencia pública de la rendición de cuentas"]),
        ("otra", [AUDIENCIA[1], "Audiencia pública de la rendición de cuentas"]),
        ("no", [AUDIENCIA[1]]),
    ],
)
def test_se_decide_si_es_la_misma(client, planeacion, estrategia, decision, quedan):
    importacion, fila = parecida(client, estrategia)

    decidir(client, importacion, **{f"parecida-{fila.pk}": decision})

    assert sorted(nombres(estrategia)) == sorted(quedan)


def test_corregir_una_columna_vuelve_a_leer_la_hoja(client, planeacion, estrategia):
    contenido = libro([*AUDIENCIA, "Auditorio"], titulos=[*TITULOS, "Punto de encuentro X"])
    subir(client, contenido, estrategia=estrategia.pk)
    anterior = Importacion.objects.get()
    pagina = client.get(direccion("change", anterior))
    destinos = {uno.titulo: uno for uno in pagina.context["tablas"][0].destinos}

    client.post(direccion("columnas", anterior), {destinos["Punto de encuentro X"].nombre: "lugar"})

    nueva = Importacion.objects.get()
    assert nueva.pk != anterior.pk
    confirmar_todo(client, nueva)
    assert Actividad.objects.get().lugar == "Auditorio"


def test_la_correccion_se_recuerda_para_la_proxima_hoja(client, planeacion, estrategia):
    test_corregir_una_columna_vuelve_a_leer_la_hoja(client, planeacion, estrategia)
    otra = libro([*FORO, "Coliseo"], titulos=[*TITULOS, "Punto de encuentro X"])

    subir(client, otra, estrategia=estrategia.pk)

    assert (
        FilaImportada.objects.latest("pk").importacion.filas.get(orden=1).valores["lugar"]
        == "Coliseo"
    )


def test_un_destino_que_no_existe_se_dice(client, planeacion, estrategia):
    importacion = cargar(client, estrategia, AUDIENCIA)

    client.post(direccion("columnas", importacion), {"columna-0-1": ""})

    # Sin columna de actividad no hay qué importar: el lote anterior sigue ahí.
    assert Importacion.objects.get() == importacion


def test_descartar_borra_el_lote_y_nada_mas(client, planeacion, estrategia):
    crear_actividad(estrategia=estrategia, nombre="Ya estaba")
    importacion = cargar(client, estrategia, AUDIENCIA)

    client.post(direccion("descartar", importacion))

    assert not Importacion.objects.exists()
    assert nombres(estrategia) == ["Ya estaba"]


# --- Deshacer y descargar ------------------------------------------------------------------


def test_deshacer_dice_primero_lo_que_hara(client, planeacion, estrategia):
    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA, ENCUESTA))
    importacion = Importacion.objects.get()
    editada = Actividad.objects.get(nombre=ENCUESTA[1])
    editada.lugar = "Auditorio"
    editada.save()

    pagina = client.get(direccion("deshacer", importacion)).content.decode()
    assert Actividad.objects.count() == 2
    assert "se editó después de importarla" in pagina

    client.post(direccion("deshacer", importacion))
    assert nombres(estrategia) == [ENCUESTA[1]]
    importacion.refresh_from_db()
    assert importacion.estado == "deshecha"


def test_lo_que_no_se_confirmo_no_se_deshace(client, planeacion, estrategia):
    importacion = cargar(client, estrategia, AUDIENCIA)

    pagina = client.post(direccion("deshacer", importacion), follow=True)

    assert "Solo se deshace una importación confirmada." in pagina.content.decode()


def test_lo_confirmado_no_se_confirma_ni_se_descarta_otra_vez(client, planeacion, estrategia):
    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA))
    importacion = Importacion.objects.get()

    respuestas = [
        client.post(direccion(pagina, importacion)).status_code
        for pagina in ("confirmar", "descartar", "columnas")
    ]

    assert respuestas == [404, 404, 404]


def test_el_original_se_descarga_byte_por_byte(client, planeacion, estrategia):
    contenido = libro(AUDIENCIA)
    subir(client, contenido, "Plan 2022.xlsx", estrategia=estrategia.pk)

    respuesta = client.get(direccion("original", Importacion.objects.get()))

    assert b"".join(respuesta.streaming_content) == contenido
    respuesta.close()


def test_la_hoja_se_descarga_con_un_comentario_en_cada_duda(client, planeacion, estrategia):
    subir(client, HOSPITAL.read_bytes(), HOSPITAL.name, estrategia=estrategia.pk)
    importacion = Importacion.objects.get()

    respuesta = client.get(direccion("dudas", importacion))

    hoja = load_workbook(io.BytesIO(respuesta.content)).active
    comentadas = {celda.coordinate for fila in hoja.iter_rows() for celda in fila if celda.comment}
    assert comentadas == {duda["celda"] for duda in importacion.informe["dudas"] if duda["celda"]}


# --- Quién -----------------------------------------------------------------------------------

DE_ESCRIBIR = ("confirmar", "descartar", "columnas", "deshacer")
DE_MIRAR = ("change", "original", "dudas")


@pytest.fixture
def cargada(client, planeacion, estrategia):
    return cargar(client, estrategia, AUDIENCIA)


@pytest.mark.parametrize(
    ("rol", "mira", "escribe"),
    [("control", 200, 403), ("consulta", 403, 403), ("comunicaciones", 403, 403)],
)
def test_cada_rol_mira_o_escribe_lo_suyo(client, cargada, rol, mira, escribe):
    client.force_login(crear_usuario(rol=rol, entidad=cargada.entidad))

    miradas = set()
    for pagina in DE_MIRAR:
        respuesta = client.get(direccion(pagina, cargada))
        miradas.add(respuesta.status_code)
        descargar(respuesta)
    escritas = {client.post(direccion(pagina, cargada)).status_code for pagina in DE_ESCRIBIR}

    assert (miradas, escritas) == ({mira}, {escribe})
    assert client.get(CARGAR).status_code == 403
    assert Importacion.objects.get().estado == "por_confirmar"


def test_la_hoja_de_otra_entidad_no_existe(client, cargada):
    client.force_login(crear_usuario(rol="planeacion"))

    respuestas = {
        pagina: client.post(direccion(pagina, cargada)).status_code for pagina in DE_ESCRIBIR
    }
    descargas = {
        pagina: client.get(direccion(pagina, cargada)).status_code
        for pagina in ("original", "dudas")
    }

    assert set(respuestas.values()) | set(descargas.values()) == {404}
    assert client.get(direccion("change", cargada)).status_code == 302


def test_no_se_carga_en_la_estrategia_de_otra_entidad(client, planeacion):
    ajena = crear_estrategia(vigencia=2022)

    pagina = subir(client, libro(AUDIENCIA), estrategia=ajena.pk)

    assert "estrategia" in pagina.context["formulario"].errors
    assert not Importacion.objects.exists()


def test_quien_administra_dice_de_que_entidad_es(client, estrategia):
    client.force_login(crear_usuario(is_superuser=True))

    sin_entidad = subir(client, libro(AUDIENCIA))
    assert errores(sin_entidad) == ["Elija la entidad o una de sus estrategias."]

    cruzada = subir(client, libro(AUDIENCIA), entidad=crear_entidad().pk, estrategia=estrategia.pk)
    assert "Esa estrategia no es de" in errores(cruzada)[0]

    subir(client, libro(AUDIENCIA), estrategia=estrategia.pk)
    assert Importacion.objects.get().entidad == estrategia.entidad


@pytest.mark.parametrize("pagina", ["confirmar", "descartar", "columnas"])
def test_decidir_es_solo_por_post(client, cargada, pagina):
    assert client.get(direccion(pagina, cargada)).status_code == 405


def test_una_fila_de_otro_lote_no_se_toca(client, planeacion, estrategia, cargada):
    otra = cargar(client, estrategia, ENCUESTA)
    ajena = otra.filas.get()

    decidir(client, cargada, confirmar=False, fila=[ajena.pk], aceptada=[])

    ajena.refresh_from_db()
    assert ajena.aceptada is True


def test_las_dependencias_de_la_hoja_se_crean_en_la_entidad(client, planeacion, estrategia):
    crear_dependencia(nombre="Planeación")

    confirmar_todo(client, cargar(client, estrategia, AUDIENCIA))

    creada = Dependencia.objects.get(entidad=estrategia.entidad)
    assert creada.nombre == "Planeación"
