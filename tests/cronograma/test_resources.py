"""La tabla llana: lo que sale vuelve igual, y lo que no se puede guardar se dice por su fila."""

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cronograma.models import Actividad
from cronograma.resources import ActividadResource
from estrategia.models import Alcance, Fase, MetaInstitucional, ResultadoEsperado
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_grupo,
    crear_instancia,
    crear_usuario,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022)


@pytest.fixture
def recurso(estrategia):
    return ActividadResource(usuario=crear_usuario(rol="planeacion", entidad=estrategia.entidad))


@pytest.fixture
def completa(estrategia):
    """Una actividad con un valor en cada columna."""
    entidad = estrategia.entidad
    alcance = Alcance.objects.create(entidad=entidad, texto="Al ciudadano se le va a escuchar")
    actividad = crear_actividad(
        estrategia=estrategia,
        codigo="PC-01",
        numero="1.2",
        nombre="Encuesta; con punto y coma",
        bloque="Primer bloque",
        momento="participativa",
        elemento="dialogo",
        es_participacion=True,
        es_rendicion=True,
        presencial=True,
        virtual=True,
        es_gradual=True,
        metas="=SUMA(A1)",
        objetivo="-Escuchar\ndos renglones",
        tipo_espacio="@foro",
        accion_gestion="+Acción",
        instrumento="Plan de acción",
        metodologia="'Entre comillas'",
        alcance=alcance,
        resultado=ResultadoEsperado.objects.create(entidad=entidad, texto="Un plan"),
        fecha_programada="Mensual",
        fecha_fijada="marzo de 2022",
        producto="Informe",
        presupuesto="$ 0",
        correo="participa@example.org",
        lugar="Auditorio",
        enlace="https://example.org/",
        observaciones="Ninguna",
        seccion="consulta",
        seccion_confirmada=True,
        fases=Fase.objects.filter(codigo__in=["diagnostico", "formulacion"]),
        grupos=[crear_grupo(entidad=entidad, nombre="Víctimas"), crear_grupo(entidad=entidad)],
        instancias=[crear_instancia(entidad=entidad)],
        dependencias=[crear_dependencia(entidad=entidad), crear_dependencia(entidad=entidad)],
    )
    meta = MetaInstitucional.objects.create(entidad=entidad, codigo="M-1", texto="Meta uno")
    actividad.metas_institucionales.add(meta)
    return actividad


def importar(recurso, tabla):
    resultado = recurso.import_data(tabla, dry_run=False, raise_errors=False)
    de_fila = [str(e.error) for _, errores in resultado.row_errors() for e in errores]
    de_campo = [frase for fila in resultado.invalid_rows for frase in fila.error.messages]
    return resultado.totals, de_fila + de_campo


def con(tabla, **cambios):
    """La primera fila de la tabla con esas columnas cambiadas."""
    fila = dict(zip(tabla.headers, tabla[0], strict=True)) | cambios
    return tablib.Dataset(list(fila.values()), headers=list(fila))


def foto(actividad):
    return Actividad.objects.completas().get(pk=actividad.pk).fila()


def test_lo_que_sale_vuelve_sin_cambiar_nada(recurso, completa):
    antes = foto(completa)

    totales, errores = importar(recurso, recurso.export())

    assert errores == []
    assert (totales["skip"], totales["update"], totales["new"]) == (1, 0, 0)
    assert foto(completa) == antes


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_vuelve_igual_despues_de_pasar_por_un_archivo(recurso, completa, formato):
    archivo = recurso.export().export(formato)

    totales, errores = importar(recurso, tablib.Dataset().load(archivo, format=formato))

    assert (totales["skip"], errores) == (1, [])


def test_en_otra_estrategia_la_tabla_crea_las_mismas_actividades(recurso, completa, estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2023)
    clave = f"{estrategia.entidad.slug}/2023/combinada"

    totales, errores = importar(recurso, con(recurso.export(), Estrategia=clave))

    copia = otra.actividades.get()
    original, nueva = foto(completa).como_dict(), foto(copia).como_dict()
    propios = {"vigencia", "programacion", "celdas"}
    assert (totales["new"], errores) == (1, [])
    assert {k: v for k, v in nueva.items() if k not in propios} == {
        k: v for k, v in original.items() if k not in propios
    }


def test_un_texto_que_empieza_como_formula_no_lo_es(recurso, completa):
    fila = recurso.export().dict[0]

    assert fila["Metas y actividades de la gestión"] == "'=SUMA(A1)"
    assert fila["Tipo de espacio"] == "'@foro"


def test_un_cambio_se_guarda_y_lo_demas_queda_igual(recurso, completa):
    antes = foto(completa).como_dict()

    totales, _ = importar(recurso, con(recurso.export(), Lugar="Biblioteca"))

    assert totales["update"] == 1
    assert foto(completa).como_dict() == antes | {"lugar": "Biblioteca"}


def test_cambiar_quien_lidera_se_guarda(recurso, completa):
    una, otra = (r.dependencia for r in completa.responsabilidades.all())
    celda = f"{otra.nombre} (líder); {una.nombre}"

    importar(recurso, con(recurso.export(), **{"Dependencias responsables": celda}))

    guardadas = [(r.dependencia, r.es_lider) for r in completa.responsabilidades.all()]
    assert guardadas == [(otra, True), (una, False)]


@pytest.mark.parametrize(
    ("columna", "valor", "mensaje"),
    [
        ("Estrategia", "otra/2022/combinada", "No hay una estrategia «otra/2022/combinada»"),
        (
            "Grupos de valor",
            "Marcianos",
            "«Marcianos» no está entre los valores de grupos de valor",
        ),
        ("Momento", "Mañana", "«Mañana» no es una opción"),
        ("Presencial", "quizás", "«quizás» no es sí ni no"),
        ("Orden", "primero", "«primero» no es un número entero"),
        ("Dependencias responsables", "Nadie", "«Nadie» no está entre los valores de dependencias"),
    ],
)
def test_lo_que_no_se_entiende_se_dice_y_no_se_guarda(recurso, completa, columna, valor, mensaje):
    antes = foto(completa)

    _, errores = importar(recurso, con(recurso.export(), **{columna: valor}))

    assert mensaje in errores[0]
    assert foto(completa) == antes


def test_los_nombres_de_otra_entidad_no_existen_para_esta(recurso, completa):
    crear_grupo(nombre="Grupo ajeno")

    _, errores = importar(recurso, con(recurso.export(), **{"Grupos de valor": "Grupo ajeno"}))

    assert "«Grupo ajeno» no está" in errores[0]


def test_no_se_escribe_en_la_estrategia_de_otra_entidad(recurso, completa):
    ajena = crear_estrategia()
    clave = f"{ajena.entidad.slug}/{ajena.vigencia}/{ajena.tipo}"

    _, errores = importar(recurso, con(recurso.export(), Estrategia=clave))

    assert "No hay una estrategia" in errores[0]
    assert not ajena.actividades.exists()


def test_las_marcas_de_las_hojas_valen(recurso, completa):
    importar(recurso, con(recurso.export(), Presencial="x", Virtual=""))

    completa.refresh_from_db()
    assert (completa.presencial, completa.virtual) == (True, False)


def test_exportar_cuesta_lo_mismo_con_una_fila_que_con_tres(
    recurso, completa, estrategia, django_assert_num_queries
):
    # La cuenta, las actividades y una por cada relación de varios.
    with django_assert_num_queries(8):
        recurso.export()
    for _ in range(2):
        crear_actividad(
            estrategia=estrategia,
            grupos=completa.grupos.all(),
            dependencias=[una.dependencia for una in completa.responsabilidades.all()],
        )
    with django_assert_num_queries(8):
        assert len(recurso.export()) == 3


def test_las_columnas_no_cambian_de_nombre(recurso):
    # Una hoja guardada hace un año tiene que volver a entrar.
    assert recurso.export().headers == [
        "Estrategia", "Código", "Orden", "Bloque", "Número", "Actividad", "Momento", "Elemento",
        "Participación ciudadana en la gestión", "Rendición de cuentas",
        "Instancias de participación", "Grupos de valor", "Fases y etapas",
        "Metas y actividades de la gestión", "Metas institucionales (código)", "Objetivo", "Tipo de espacio", "Presencial", "Virtual",
        "Acción de gestión", "Instrumento de planeación", "Alcance", "Metodología",
        "Resultado esperado", "Fecha programada", "Significado fijado a mano", "Avanza gradualmente",
        "Meta o producto", "Dependencias responsables", "Presupuesto y recursos",
        "Correo de contacto", "Lugar", "Enlace", "Observaciones", "Sección del menú Participa",
        "Sección confirmada",
    ]  # fmt: skip


# --- En el admin ---------------------------------------------------------------------------

EXPORTAR = reverse("admin:cronograma_actividad_export")
IMPORTAR = reverse("admin:cronograma_actividad_import")
CONFIRMAR = reverse("admin:cronograma_actividad_process_import")
XLSX, CSV = "0", "1"


def test_desde_el_admin_sale_solo_lo_propio(client, recurso, completa):
    ajena = crear_actividad(nombre="Ajena")
    client.force_login(recurso.usuario)

    archivo = client.post(EXPORTAR, {"format": CSV, "resource": ""})

    filas = tablib.Dataset().load(archivo.content.decode(), format="csv").dict
    assert [fila["Actividad"] for fila in filas] == ["Encuesta; con punto y coma"]

    pedida = client.post(EXPORTAR, {"format": CSV, "resource": "", "export_items": [ajena.pk]})
    assert "Ajena" not in pedida.content.decode()


def test_desde_el_admin_se_ve_antes_de_guardar(client, recurso, completa):
    client.force_login(recurso.usuario)
    archivo = con(recurso.export(), Lugar="Biblioteca").export("xlsx")
    subido = SimpleUploadedFile("tabla.xlsx", archivo)

    vista = client.post(IMPORTAR, {"import_file": subido, "format": XLSX, "resource": ""})
    completa.refresh_from_db()
    assert completa.lugar == "Auditorio"

    client.post(CONFIRMAR, vista.context["confirm_form"].initial)
    completa.refresh_from_db()
    assert completa.lugar == "Biblioteca"


@pytest.mark.parametrize("rol", ["control", "consulta", "comunicaciones"])
def test_quien_no_importa_no_entra_y_no_ve_el_boton(client, estrategia, rol):
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad))

    lista = client.get(reverse("admin:cronograma_actividad_changelist")).content.decode()

    assert [client.get(IMPORTAR).status_code, client.post(CONFIRMAR).status_code] == [403, 403]
    assert IMPORTAR not in lista
    assert EXPORTAR in lista
