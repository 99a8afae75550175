"""La cobertura: qué grupos contempla el plan, el control ejecutado y lo que falta para presentar."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cronograma.cobertura import (
    Cobertura,
    Contemplada,
    FaseDeMatriz,
    FilaDeCobertura,
    cobertura,
    ejecutar_control,
    faltan_por_cobertura,
    resultado_de,
)
from cronograma.models import ControlDeCobertura
from estrategia.models import Fase
from seguimiento import ejemplos
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_caracterizacion,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

SIN_DOCUMENTO = (
    "No se puede verificar: la entidad no ha registrado el documento de caracterización de sus "
    "grupos de valor. Regístrelo, o ejecute el control de cobertura y escriba por qué se sigue así."
)


@pytest.fixture
def estrategia():
    return crear_estrategia(formato="estrategia", tipo="participacion")


@pytest.fixture
def caracterizada(estrategia):
    """La estrategia de una entidad que registró su caracterización, todavía sin grupos."""
    crear_caracterizacion(entidad=estrategia.entidad)
    return estrategia


def grupo(estrategia, nombre, **datos):
    return crear_grupo(entidad=estrategia.entidad, nombre=nombre, **{"caracterizado": True} | datos)


def actividad(estrategia, *grupos, nombre="Mesa de trabajo", fases=(), **datos):
    return crear_actividad(
        estrategia=estrategia,
        nombre=nombre,
        grupos=grupos,
        fases=Fase.objects.filter(codigo__in=fases),
        **datos,
    )


def ejecutar(estrategia, *, razon="", ahora=AHORA):
    return ejecutar_control(
        estrategia, por=crear_usuario(entidad=estrategia.entidad), ahora=ahora, razon=razon
    )


# --- La matriz --------------------------------------------------------------------------------


def test_la_matriz_cuenta_actividades_fases_y_modalidades(caracterizada):
    jovenes = grupo(caracterizada, "Jóvenes")
    grupo(caracterizada, "Mayores")
    actividad(caracterizada, jovenes, nombre="Foro", fases=["diagnostico"], virtual=True)
    actividad(caracterizada, jovenes, nombre="Feria", fases=["diagnostico", "seguimiento"])
    actividad(caracterizada, nombre="Capacitar", presencial=True)

    assert cobertura(caracterizada) == Cobertura(
        entidad=caracterizada.entidad.nombre,
        vigencia=2026,
        estrategia="Estrategia de prueba",
        caracterizacion="Caracterización de usuarios (15/01/2026)",
        fases=(
            FaseDeMatriz("diagnostico", "Diagnóstico participativo"),
            FaseDeMatriz("formulacion", "Formulación participativa"),
            FaseDeMatriz("ejecucion", "Ejecución participativa"),
            FaseDeMatriz("seguimiento", "Seguimiento y evaluación participativa"),
        ),
        filas=(
            FilaDeCobertura(
                grupo="Jóvenes",
                actividades=(Contemplada("01", "", "Foro"), Contemplada("02", "", "Feria")),
                por_fase=(2, 0, 0, 1),
                por_modalidad=(0, 1, 0, 1),
            ),
            FilaDeCobertura(
                grupo="Mayores", actividades=(), por_fase=(0, 0, 0, 0), por_modalidad=(0, 0, 0, 0)
            ),
        ),
        por_confirmar=(),
        sin_grupo=(Contemplada("03", "", "Capacitar"),),
    )


def test_un_grupo_visto_en_una_hoja_espera_confirmacion(caracterizada):
    visto = grupo(caracterizada, "Proveedores", caracterizado=False)
    actividad(caracterizada, visto)

    matriz = cobertura(caracterizada)

    assert (matriz.filas, [fila.grupo for fila in matriz.por_confirmar]) == ((), ["Proveedores"])
    assert matriz.conclusion == (
        "No se puede verificar: ningún grupo de valor está marcado como parte de la caracterización."
    )


def test_lo_retirado_y_lo_inactivo_no_cuentan(caracterizada):
    jovenes = grupo(caracterizada, "Jóvenes")
    grupo(caracterizada, "Ya no se atiende", activo=False)
    retirada = actividad(caracterizada, jovenes)
    retirada.retirada_en, retirada.retirada_motivo = AHORA, "Se aplazó"
    retirada.retirada_por = crear_usuario(entidad=caracterizada.entidad)
    retirada.save()

    assert cobertura(caracterizada).descubiertos == ("Jóvenes",)


def test_rige_la_caracterizacion_mas_reciente(caracterizada):
    crear_caracterizacion(
        entidad=caracterizada.entidad, documento="La de 2024", fecha=date(2024, 3, 1)
    )

    assert cobertura(caracterizada).caracterizacion == "Caracterización de usuarios (15/01/2026)"


@pytest.mark.parametrize(
    ("cubiertos", "conclusion"),
    [
        (0, "0 de 2 grupos de valor están contemplados."),
        (1, "1 de 2 grupos de valor están contemplados."),
        (2, "Los 2 grupos de valor están contemplados."),
    ],
)
def test_la_conclusion_dice_cuantos(caracterizada, cubiertos, conclusion):
    grupos = [grupo(caracterizada, "Jóvenes"), grupo(caracterizada, "Mayores")]
    actividad(caracterizada, *grupos[:cubiertos])

    assert cobertura(caracterizada).conclusion == conclusion


def test_la_matriz_congelada_vuelve_identica(caracterizada):
    actividad(caracterizada, grupo(caracterizada, "Jóvenes"), fases=["ejecucion"])
    actividad(caracterizada, grupo(caracterizada, "Vistos", caracterizado=False))
    actividad(caracterizada)
    matriz = cobertura(caracterizada)

    assert Cobertura.desde_dict(json.loads(json.dumps(matriz.como_dict()))) == matriz


def consultas_de_la_matriz(cuantas) -> int:
    estrategia = crear_estrategia()
    for numero in range(cuantas):
        actividad(estrategia, grupo(estrategia, f"Grupo {numero}"), fases=["ejecucion"])
    with CaptureQueriesContext(connection) as consultas:
        cobertura(estrategia)
    return len(consultas)


def test_la_matriz_hace_las_mismas_consultas_para_una_y_para_tres():
    assert consultas_de_la_matriz(1) == consultas_de_la_matriz(3) <= 10


def test_los_ejemplos_no_se_pueden_verificar_porque_no_traen_caracterizacion():
    for documento in ejemplos.documentos():
        _, estrategia, _ = ejemplos.cargar(documento)
        if estrategia:
            assert not cobertura(estrategia).es_verificable
            assert faltan_por_cobertura(estrategia) == [SIN_DOCUMENTO]


# --- El control ejecutado ---------------------------------------------------------------------


def test_el_control_guarda_quien_cuando_y_que(caracterizada):
    jovenes = grupo(caracterizada, "Jóvenes")
    actividad(caracterizada, jovenes)
    antes = cobertura(caracterizada)
    planeacion = crear_usuario(entidad=caracterizada.entidad)

    control = ejecutar_control(caracterizada, por=planeacion, ahora=AHORA)
    jovenes.nombre = "Juventudes"
    jovenes.save()

    control.refresh_from_db()
    assert (control.ejecutado_por, control.ejecutado_en, control.conforme) == (
        planeacion, AHORA, True,
    )  # fmt: skip
    assert resultado_de(control) == antes


def test_un_control_ejecutado_no_se_cambia(caracterizada):
    control = ejecutar(caracterizada, razon="Está en elaboración")
    control.razon = "Otra"

    with pytest.raises(ValidationError, match="no se cambia"):
        control.save()


def test_no_se_escribe_razon_si_nada_falta(caracterizada):
    actividad(caracterizada, grupo(caracterizada, "Jóvenes"))

    with pytest.raises(ValidationError, match="solo se escribe cuando algo falta"):
        ejecutar(caracterizada, razon="Por si acaso")
    assert not ControlDeCobertura.objects.exists()


# --- Lo que falta para presentar --------------------------------------------------------------


def test_con_todo_cubierto_falta_ejecutar_el_control(caracterizada):
    actividad(caracterizada, grupo(caracterizada, "Jóvenes"))
    antes = faltan_por_cobertura(caracterizada)

    ejecutar(caracterizada)

    assert antes == ["Ejecutar el punto de control de cobertura (formulación, paso 4)."]
    assert faltan_por_cobertura(caracterizada) == []


def test_sin_caracterizacion_no_se_puede_verificar(estrategia):
    grupo(estrategia, "Jóvenes")

    assert faltan_por_cobertura(estrategia) == [SIN_DOCUMENTO]


def test_cada_grupo_descubierto_se_nombra(caracterizada):
    grupo(caracterizada, "Jóvenes")

    assert faltan_por_cobertura(caracterizada) == [
        "Ninguna actividad contempla al grupo de valor «Jóvenes». Inclúyalo en una, o ejecute el "
        "control de cobertura y escriba por qué se sigue así."
    ]


@pytest.mark.parametrize("con_documento", [True, False])
def test_con_una_razon_se_puede_seguir(estrategia, con_documento):
    if con_documento:
        crear_caracterizacion(entidad=estrategia.entidad)
        grupo(estrategia, "Jóvenes")

    ejecutar(estrategia, razon="Se atiende en otra estrategia")

    assert faltan_por_cobertura(estrategia) == []


def test_ejecutar_sin_razon_no_deja_seguir(caracterizada):
    grupo(caracterizada, "Jóvenes")

    ejecutar(caracterizada)

    assert len(faltan_por_cobertura(caracterizada)) == 1


def test_otro_grupo_descubierto_necesita_otra_razon(caracterizada):
    grupo(caracterizada, "Jóvenes")
    ejecutar(caracterizada, razon="Se atiende en otra estrategia")

    grupo(caracterizada, "Mayores")

    assert len(faltan_por_cobertura(caracterizada)) == 2


def test_si_cambian_los_grupos_el_control_vuelve_a_estar_pendiente(caracterizada):
    actividad(caracterizada, grupo(caracterizada, "Jóvenes"))
    ejecutar(caracterizada)
    actividad(caracterizada, grupo(caracterizada, "Mayores"))
    pendiente = faltan_por_cobertura(caracterizada)

    ejecutar(caracterizada, ahora=AHORA + timedelta(days=1))

    assert pendiente == [
        "Volver a ejecutar el control de cobertura: desde el 15/05/2026 cambiaron los grupos de "
        "valor o las actividades que los contemplan."
    ]
    assert faltan_por_cobertura(caracterizada) == []


def test_otra_actividad_para_un_grupo_ya_cubierto_no_pide_otro_control(caracterizada):
    jovenes = grupo(caracterizada, "Jóvenes")
    actividad(caracterizada, jovenes)
    ejecutar(caracterizada)

    actividad(caracterizada, jovenes)

    assert faltan_por_cobertura(caracterizada) == []
