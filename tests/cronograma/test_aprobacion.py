"""Los pasos entre la formulación y el público: qué exige cada uno y qué deja escrito."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma import aprobacion
from cronograma.cobertura import ejecutar_control
from cronograma.models import ActividadPublicada, Encuentro, Version
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

HOY = date(2026, 5, 15)
ACTA = {
    "acta": "Acta 03 de 2026",
    "fecha": date(2026, 1, 28),
    "organo": "Comité Institucional de Gestión y Desempeño",
    "enlace": "https://entidad.example.org/acta-03.pdf",
}


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion")


@pytest.fixture
def version(quien):
    estrategia = crear_estrategia(entidad=quien.entidad, vigencia=2026)
    datos = {
        "estrategia": estrategia,
        "dependencias": [crear_dependencia(entidad=quien.entidad)],
    }
    crear_actividad(codigo="01", nombre="Audiencia", fecha_programada="1 de junio", **datos)
    crear_actividad(codigo="02", nombre="Foro", metas="Meta 5", fecha_programada="julio", **datos)
    ejecutar_control(estrategia, por=quien, ahora=AHORA, razon="Se caracteriza este año")
    return aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)


@pytest.fixture
def aprobada(version, quien):
    aprobacion.presentar_al_comite(version, por=quien, ahora=AHORA)
    return aprobacion.aprobar(version, por=quien, ahora=AHORA, **ACTA)


@pytest.fixture
def segunda(aprobada, quien):
    """Una versión 2 en preparación sobre la 1 ya publicada."""
    aprobacion.publicar(aprobada, por=quien, ahora=AHORA, hoy=HOY)
    return aprobacion.abrir_version(aprobada.estrategia, por=quien, ahora=AHORA)


def mensajes(funcion, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.messages


def tabla_de_estados() -> dict[str, tuple[set[str], set[str]]]:
    """Los pasos como los cuenta la documentación."""
    texto = (Path(__file__).parents[2] / "docs/estados.md").read_text()
    filas = [linea.split("|")[1:4] for linea in texto.splitlines() if linea.startswith("| `")]
    return {
        verbo.strip().strip("`"): (set(desde.strip().split(", ")), set(hasta.strip().split(", ")))
        for verbo, desde, hasta in filas
    }


def test_documentacion_de_estados_dice_los_pasos_que_hay():
    del_codigo = {
        verbo: ({str(uno) for uno in paso.desde}, {str(uno) for uno in paso.hasta})
        for verbo, paso in aprobacion.PASOS.items()
    }

    assert tabla_de_estados() == del_codigo


def test_camino_completo_queda_escrito_paso_a_paso(aprobada, quien):
    aprobacion.divulgar(
        aprobada, por=quien, ahora=AHORA, desde=date(2026, 2, 1), hasta=date(2026, 2, 15)
    )
    aprobacion.abrir_ajuste(aprobada, por=quien, ahora=AHORA, razon="Faltó una fecha")
    aprobacion.publicar(aprobada, por=quien, ahora=AHORA, hoy=HOY)

    pasos = aprobada.transiciones.values_list("verbo", "de", "a", "razon")
    assert list(pasos) == [
        ("abrir_version", "", "formulacion", ""),
        ("presentar_al_comite", "formulacion", "presentada", ""),
        ("aprobar", "presentada", "aprobada", "Acta 03 de 2026"),
        ("divulgar", "aprobada", "divulgacion", ""),
        ("abrir_ajuste", "divulgacion", "ajuste", "Faltó una fecha"),
        ("publicar", "ajuste", "publicada", "Primera publicación"),
    ]


def test_estrategia_prepara_una_sola_version_a_la_vez(version, quien):
    assert mensajes(aprobacion.abrir_version, version.estrategia, por=quien, ahora=AHORA) == [
        "La estrategia ya tiene una versión en preparación."
    ]


def test_presentar_sin_actividades_dice_que_falta(quien):
    vacia = aprobacion.abrir_version(
        crear_estrategia(entidad=quien.entidad), por=quien, ahora=AHORA
    )

    assert mensajes(aprobacion.presentar_al_comite, vacia, por=quien, ahora=AHORA) == [
        "Agregar al menos una actividad."
    ]


def test_paso_que_no_sale_del_estado_se_rechaza(version, quien):
    assert mensajes(aprobacion.aprobar, version, por=quien, ahora=AHORA, **ACTA) == [
        "La versión está «En formulación» y ese paso no sale de ahí."
    ]


@pytest.mark.parametrize("falta", ["acta", "organo", "enlace"])
def test_aprobar_exige_el_acta_completa(version, quien, falta):
    aprobacion.presentar_al_comite(version, por=quien, ahora=AHORA)

    assert "Registre juntos el acta, su fecha, el órgano y el archivo o enlace." in mensajes(
        aprobacion.aprobar, version, por=quien, ahora=AHORA, **ACTA | {falta: ""}
    )
    version.refresh_from_db()
    assert version.estado == "presentada"


def test_base_de_datos_no_acepta_aprobada_sin_acta(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(estado="aprobada")


def test_base_de_datos_no_acepta_publicada_sin_acta_ni_razon(version, quien):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(
            estado="publicada", motivo="Porque sí", publicada_en=AHORA, publicada_por=quien
        )


def test_devolver_quita_la_aprobacion_y_deja_dicho_cual_era(aprobada, quien):
    devuelta = aprobacion.devolver(aprobada, por=quien, ahora=AHORA, razon="Cambió el presupuesto")

    assert (devuelta.estado, devuelta.tiene_acta) == ("formulacion", False)
    assert devuelta.transiciones.last().razon == (
        "Cambió el presupuesto (se retira la aprobación: Acta 03 de 2026)"
    )


def test_devolver_exige_razon(aprobada, quien):
    assert mensajes(aprobacion.devolver, aprobada, por=quien, ahora=AHORA, razon=" ") == [
        "Escribir la razón."
    ]


def test_divulgar_congela_un_borrador_aparte_del_plan(aprobada, quien):
    borrador = aprobacion.divulgar(
        aprobada, por=quien, ahora=AHORA, desde=date(2026, 2, 1), hasta=date(2026, 2, 15)
    )

    assert (borrador.clase, borrador.numero, borrador.filas.count()) == ("consulta", 1, 2)
    assert not Version.objects.publicadas().exists()
    assert not ActividadPublicada.objects.publicas().exists()


@pytest.mark.parametrize(
    ("con_acta", "sigue"), [(True, "aprobada"), (False, "formulacion")], ids=["después", "antes"]
)
def test_cerrar_sin_ajustes_sigue_por_donde_iba(version, quien, con_acta, sigue):
    if con_acta:
        aprobacion.presentar_al_comite(version, por=quien, ahora=AHORA)
        aprobacion.aprobar(version, por=quien, ahora=AHORA, **ACTA)
    aprobacion.divulgar(
        version, por=quien, ahora=AHORA, desde=date(2026, 2, 1), hasta=date(2026, 2, 15)
    )

    cerrada = aprobacion.cerrar_sin_ajustes(
        version, por=quien, ahora=AHORA, razon="No hubo observaciones"
    )

    assert (cerrada.estado, cerrada.requiere_ajustes) == (sigue, False)


def test_publicar_la_primera_sin_acta_se_rechaza(version, quien):
    assert mensajes(aprobacion.publicar, version, por=quien, ahora=AHORA, hoy=HOY) == [
        "Registrar la aprobación del Comité: acta, fecha, órgano y archivo o enlace."
    ]
    assert not ActividadPublicada.objects.exists()


def test_publicar_otra_vez_sin_razon_ni_acta_se_rechaza(segunda, quien):
    assert mensajes(
        aprobacion.publicar, segunda, por=quien, ahora=AHORA, hoy=HOY, motivo="Ajuste"
    ) == ["Decir por qué esta versión no requiere nueva aprobación."]


def test_cambiar_una_meta_exige_nueva_acta(segunda, quien):
    foro = segunda.estrategia.actividades.get(codigo="02")
    foro.metas = "Meta 6"
    foro.save()

    assert mensajes(
        aprobacion.publicar,
        segunda,
        por=quien,
        ahora=AHORA,
        hoy=HOY,
        motivo="Ajuste",
        razon_sin_aprobacion="Es menor",
    ) == ["Retirar actividades o cambiar metas requiere nueva acta: 02."]


def test_cambiar_una_fecha_exacta_exige_decir_por_que(segunda, quien):
    audiencia = segunda.estrategia.actividades.get(codigo="01")
    audiencia.fecha_programada = "15 de junio"
    audiencia.save()
    datos = {"por": quien, "ahora": AHORA, "hoy": HOY, "motivo": "Cambio de fecha"}
    datos["razon_sin_aprobacion"] = "Solo cambia el día"

    assert mensajes(aprobacion.publicar, segunda, **datos) == [
        "Decir por qué cambia «Audiencia» (01)."
    ]

    aprobacion.publicar(segunda, **datos, porques={"01": "El auditorio estaba ocupado"})
    assert list(segunda.cambios.values("codigo", "clase", "campos", "porque")) == [
        {
            "codigo": "01",
            "clase": "cambiada",
            "campos": [
                {
                    "campo": "Fecha programada",
                    "antes": "1 de junio (El 1 de junio de 2026)",
                    "ahora": "15 de junio (El 15 de junio de 2026)",
                }
            ],
            "porque": "El auditorio estaba ocupado",
        }
    ]


def test_publicar_si_algo_falla_deja_la_version_anterior_entera(segunda, quien):
    vigente = Version.objects.en_vigor().get()

    mensajes(aprobacion.publicar, segunda, por=quien, ahora=AHORA, hoy=HOY, motivo="")

    assert Version.objects.en_vigor().get() == vigente
    assert {una.version for una in ActividadPublicada.objects.all()} == {vigente}


def test_retirar_cancela_los_encuentros_por_ocurrir_y_conserva_los_pasados(quien):
    actividad = crear_actividad()
    pasado = crear_encuentro(actividad=actividad, fecha=date(2026, 3, 1), estado="realizado")
    futuro = crear_encuentro(actividad=actividad, fecha=date(2026, 6, 1), estado="confirmado")

    aprobacion.retirar(actividad, por=quien, ahora=AHORA, motivo="Se unió a la 04")

    encuentros = Encuentro.objects.values_list("pk", "estado", "motivo", "secuencia")
    assert set(encuentros) == {
        (pasado.pk, "realizado", "", 0),
        (futuro.pk, "cancelado", "Se unió a la 04", 1),
    }


def test_retirar_sin_motivo_se_rechaza(quien):
    actividad = crear_actividad()

    assert mensajes(aprobacion.retirar, actividad, por=quien, ahora=AHORA, motivo="") == [
        "Escribir la razón."
    ]


def test_registrar_previa_no_se_cruza_con_una_version_en_preparacion(version):
    assert mensajes(publicar, version.estrategia) == [
        "Publicar o devolver la versión que está en preparación."
    ]
