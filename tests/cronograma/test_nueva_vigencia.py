"""El plan del año que sigue: qué se copia, qué se quita y qué hay que volver a mirar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cronograma.models import Actividad, Encuentro
from cronograma.nueva_vigencia import PorMirar, copiar_a_vigencia, fecha_en, poner_al_dia
from estrategia.historia import historia_de
from estrategia.models import Estrategia, MetaInstitucional
from seguimiento import ejemplos
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_firma,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion", first_name="Ana", last_name="Pérez")


@pytest.fixture
def estrategia(quien):
    return crear_estrategia(
        entidad=quien.entidad,
        vigencia=2022,
        nombre="Cronograma de participación 2022",
        version_documento="03",
        fecha_documento=date(2022, 1, 30),
        encabezado={"nombre": {"texto": "x", "valor": "x"}},
    )


@pytest.mark.parametrize(
    ("escrita", "nueva", "queda_nota"),
    [
        ("1er Cuatrimestre", "1er Cuatrimestre", False),
        ("Mensual", "Mensual", False),
        ("ene-22", "ene-23", False),
        ("Marzo de 2022", "Marzo de 2023", False),
        ("II trimestre 2022", "II trimestre 2023", False),
        ("Febrero de 2022", "Febrero de 2023", False),
        ("Durante la vigencia", "Durante la vigencia", False),
        (
            "Según solicitud de la entidad contratante",
            "Según solicitud de la entidad contratante",
            False,
        ),
        ("Semestral (Dos encuentros en el año)", "Semestral (Dos encuentros en el año)", False),
        ("01 de Junio de 2022", "", True),
        ("16-abr-22", "", True),
        ("20 de marzo al 5 de abril de 2022", "", True),
        ("", "", True),
    ],
)
def test_los_periodos_siguen_y_los_dias_se_quitan(estrategia, escrita, nueva, queda_nota):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada=escrita)

    fecha = fecha_en(actividad, 2023)

    assert (fecha.programada, bool(fecha.nota)) == (nueva, queda_nota)


def test_febrero_entero_sigue_siendo_entero_en_un_bisiesto(estrategia):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada="febrero")

    assert fecha_en(actividad, 2024).programada == "febrero"


def test_lo_fijado_a_mano_tambien_pasa_al_nuevo_anio(estrategia):
    actividad = crear_actividad(
        estrategia=estrategia,
        fecha_programada="después de la feria",
        fecha_fijada="del 1 de marzo al 30 de abril de 2022",
    )

    assert fecha_en(actividad, 2023) == (
        "después de la feria",
        "del 1 de marzo al 30 de abril de 2023",
        "",
    )


def test_el_anio_se_cambia_solo_donde_es_el_de_la_vigencia():
    assert poner_al_dia("Ley 1757 de 2015, plan 2022, ene-22, código 120225", 2022, 2023) == (
        "Ley 1757 de 2015, plan 2023, ene-23, código 120225"
    )


def test_se_copia_lo_que_se_repite_y_no_lo_que_era_de_ese_anio(estrategia, quien):
    siau = crear_dependencia(entidad=quien.entidad, nombre="SIAU")
    jovenes = crear_grupo(entidad=quien.entidad, nombre="Jóvenes")
    meta = MetaInstitucional.objects.create(entidad=quien.entidad, codigo="PA-1", texto="M")
    actividad = crear_actividad(
        estrategia=estrategia,
        codigo="PC-01",
        nombre="Foro",
        fecha_programada="Marzo de 2022",
        celdas={"nombre": {"texto": "Foro", "valor": "Foro"}},
        extras={"Costo": "0"},
        dependencias=[siau],
        grupos=[jovenes],
    )
    actividad.metas_institucionales.add(meta)
    crear_encuentro(actividad=actividad)

    nueva, _ = copiar_a_vigencia(estrategia, 2023, por=quien, ahora=AHORA)

    copia = nueva.actividades.get()
    assert (nueva.vigencia, nueva.nombre, nueva.version_documento, nueva.fecha_documento) == (
        2023,
        "Cronograma de participación 2023",
        "",
        None,
    )
    assert (copia.codigo, copia.nombre, copia.fecha_programada) == (
        "PC-01",
        "Foro",
        "Marzo de 2023",
    )
    assert (copia.inicio, copia.fin) == (date(2023, 3, 1), date(2023, 3, 31))
    assert (list(copia.dependencias.all()), list(copia.grupos.all())) == ([siau], [jovenes])
    assert list(copia.metas_institucionales.all()) == [meta]
    assert (copia.celdas, copia.extras, nueva.encabezado) == ({}, {"Costo": "0"}, {})
    assert not Encuentro.objects.filter(actividad=copia).exists()


def test_una_actividad_retirada_no_se_copia(estrategia, quien):
    crear_actividad(estrategia=estrategia, nombre="Sigue")
    crear_actividad(
        estrategia=estrategia,
        nombre="Retirada",
        retirada_en=AHORA,
        retirada_por=quien,
        retirada_motivo="Ya no",
    )

    nueva, _ = copiar_a_vigencia(estrategia, 2023, por=quien, ahora=AHORA)

    assert [una.nombre for una in nueva.actividades.all()] == ["Sigue"]


def test_dice_todo_lo_que_hay_que_volver_a_mirar(estrategia, quien):
    vieja = crear_dependencia(entidad=quien.entidad, nombre="Oficina vieja", activa=False)
    grupo = crear_grupo(entidad=quien.entidad, nombre="Grupo viejo", activo=False)
    crear_firma(estrategia=estrategia, nombre="Luz Marina", fecha=date(2022, 1, 30))
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Audiencia",
        producto="Informe 2022",
        fecha_programada="01 de Junio de 2022",
        dependencias=[vieja],
        grupos=[grupo],
    )

    nueva, por_mirar = copiar_a_vigencia(estrategia, 2023, por=quien, ahora=AHORA)

    assert por_mirar == [
        PorMirar("", nueva.nombre, "El nombre decía «Cronograma de participación 2022»."),
        PorMirar("", nueva.nombre, "Quién firma: se copiaron nombres y cargos, sin fecha."),
        PorMirar(
            "",
            nueva.nombre,
            "La dirección o el archivo del Plan de Acción y del programa de transparencia.",
        ),
        PorMirar(
            "01",
            "Audiencia",
            "Tenía un día exacto («01 de Junio de 2022»): escriba el del nuevo año.",
        ),
        PorMirar("01", "Audiencia", "El grupo de valor «Grupo viejo» ya no está en uso."),
        PorMirar("01", "Audiencia", "La dependencia «Oficina vieja» ya no está en uso."),
        PorMirar("01", "Audiencia", "El campo «meta o producto» nombra un año: mire si cambia."),
    ]
    assert [(una.nombre, una.fecha) for una in nueva.firmas.all()] == [("Luz Marina", None)]


@pytest.mark.parametrize(
    ("vigencia", "frase"),
    [
        (1999, "Elegir un año entre 2000 y 2100"),
        (2022, "ya tiene una estrategia de ese tipo en 2022"),
    ],
)
def test_no_se_copia_sobre_otra_ni_a_un_anio_inverosimil(estrategia, quien, vigencia, frase):
    crear_actividad(estrategia=estrategia)

    with pytest.raises(ValidationError, match=frase):
        copiar_a_vigencia(estrategia, vigencia, por=quien, ahora=AHORA)

    assert Estrategia.objects.count() == 1


def test_la_copia_queda_en_la_historia(estrategia, quien):
    crear_actividad(estrategia=estrategia)

    nueva, _ = copiar_a_vigencia(estrategia, 2023, por=quien, ahora=AHORA)

    anotado = historia_de(nueva.actividades.get())
    assert [(una.quien, una.que, una.razon) for una in anotado] == [
        ("Ana Pérez", "Creó", "Copiada de la vigencia 2022")
    ]
    assert historia_de(nueva)[-1].quien == "Ana Pérez"


@pytest.mark.parametrize(
    "documento",
    [
        "000_cronograma_huhmp_2022.json",
        "001_estrategia_sanatorio_contratacion_2022.json",
        "002_plan_caja_honor_2023.json",
        "003_cronograma_rendicion_alcaldia_2021.json",
    ],
)
def test_los_documentos_reales_se_copian_sin_que_nada_caiga_en_otro_anio(documento, quien):
    _, estrategia, _ = ejemplos.cargar(ejemplos.leer(documento))

    nueva, por_mirar = copiar_a_vigencia(
        estrategia, estrategia.vigencia + 1, por=quien, ahora=AHORA
    )

    sin_fecha = {una.codigo for una in nueva.actividades.filter(fecha_programada="")}
    assert nueva.actividades.count() == estrategia.actividades.count()
    assert sin_fecha <= {uno.codigo for uno in por_mirar}
    con_fecha = nueva.actividades.exclude(inicio=None)
    assert {una.inicio.year for una in con_fecha} <= {nueva.vigencia}


# --- En la administración ------------------------------------------------------------------


def direccion(estrategia):
    return reverse("admin:estrategia_estrategia_nueva_vigencia", args=[estrategia.pk])


def test_la_pantalla_copia_y_muestra_que_mirar(client, estrategia, quien, revisar_html):
    crear_actividad(estrategia=estrategia, nombre="Foro", fecha_programada="01 de Junio de 2022")
    client.force_login(quien)

    pedida = client.get(direccion(estrategia)).content.decode()
    hecha = client.post(direccion(estrategia), {"vigencia": 2023}).content.decode()

    assert 'value="2023"' in pedida
    assert "Tenía un día exacto («01 de Junio de 2022»)" in hecha
    assert Actividad.objects.filter(estrategia__vigencia=2023).count() == 1
    revisar_html(pedida)
    revisar_html(hecha)


def test_si_ya_existe_la_pantalla_lo_dice_y_conserva_el_anio(client, estrategia, quien):
    crear_actividad(estrategia=estrategia)
    client.force_login(quien)

    pagina = client.post(direccion(estrategia), {"vigencia": 2022}).content.decode()

    assert "ya tiene una estrategia de ese tipo en 2022" in pagina
    assert 'value="2022"' in pagina


def test_la_accion_lleva_a_la_pantalla(client, estrategia, quien):
    client.force_login(quien)

    respuesta = client.post(
        reverse("admin:estrategia_estrategia_changelist"),
        {"action": "copiar_a_otra_vigencia", "_selected_action": [estrategia.pk]},
    )

    assert respuesta["Location"] == direccion(estrategia)


@pytest.mark.parametrize("rol", ["consulta", "control"])
def test_quien_solo_mira_no_copia(client, estrategia, rol):
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad))

    assert client.post(direccion(estrategia), {"vigencia": 2023}).status_code == 403
    assert Estrategia.objects.count() == 1
