"""Los pasos de un encuentro: la tabla de estados, lo que no se puede y lo que queda escrito."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cronograma.encuentros import al_cambiar, verbos
from cronograma.models import CambioDeEncuentro, Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from tests.factories import (
    crear_actividad,
    crear_encuentro,
    crear_estrategia,
    crear_usuario,
)
from tests.factories.convocatorias import crear_encuentro_en_vigor

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
AHORA = datetime(2026, 5, 15, 17, tzinfo=UTC)
TABLA = Path(__file__).resolve().parents[3] / "docs" / "encuentros.md"
E = EstadoEncuentro


@pytest.fixture
def anunciado():
    return crear_encuentro_en_vigor(fecha=date(2026, 6, 9), hora_inicio=time(9), lugar="Auditorio")


@pytest.fixture
def quien(anunciado):
    return crear_usuario(rol="planeacion", entidad=anunciado.actividad.estrategia.entidad)


@pytest.fixture
def oidos(monkeypatch):
    oidos = []
    monkeypatch.setattr(al_cambiar, "_oyentes", [lambda uno, cambio: oidos.append((uno, cambio))])
    return oidos


def dar(verbo, encuentro, quien, **datos):
    """Da un paso con lo que cualquiera pide."""
    propios = {
        "mover": {"fecha": encuentro.fecha + timedelta(days=1), "motivo": "Lluvias"},
        "aplazar": {"motivo": "Lluvias"},
        "cancelar": {"motivo": "Lluvias"},
        "reabrir": {"motivo": "Fue un error"},
    }
    return getattr(verbos, verbo)(
        encuentro, **{"por": quien, "ahora": AHORA} | propios.get(verbo, {}) | datos
    )


def tabla_documentada():
    """Estado × paso → a qué lleva, como está escrito en docs/encuentros.md."""
    lineas = [uno for uno in TABLA.read_text(encoding="utf-8").splitlines() if uno.startswith("| ")]
    inicio = next(n for n, linea in enumerate(lineas) if linea.startswith("| estado |"))
    celdas = [re.split(r"\s*\|\s*", linea.strip("| ")) for linea in lineas[inicio:]]
    pasos, filas = celdas[0][1:], [fila for fila in celdas[1:] if len(fila) == len(celdas[0])]
    return {
        (fila[0], paso): destino
        for fila in filas
        if fila[0] in E.values
        for paso, destino in zip(pasos, fila[1:], strict=True)
    }


# --- La tabla ------------------------------------------------------------------------------


def test_la_tabla_documentada_tiene_todos_los_estados_y_pasos():
    assert tabla_documentada().keys() == {
        (estado, paso) for estado in E.values for paso in verbos.PASOS
    }


@pytest.mark.parametrize(("caso", "destino"), sorted(tabla_documentada().items()))
def test_cada_paso_lleva_adonde_dice_la_tabla(caso, destino, anunciado, quien):
    estado, paso = caso
    motivo = "Por algo" if estado in {"aplazado", "cancelado"} else ""
    # Ayer: el que se puede marcar como realizado.
    Encuentro.objects.update(estado=estado, motivo=motivo, fecha=HOY - timedelta(days=1))
    anunciado.refresh_from_db()

    if destino == "—":
        with pytest.raises(ValidationError, match=f"No se puede {paso} un encuentro {estado}"):
            dar(paso, anunciado, quien)
        return
    dar(paso, anunciado, quien)
    anunciado.refresh_from_db()

    assert anunciado.estado == destino


# --- Poner fecha ---------------------------------------------------------------------------


def test_programar_pone_fecha_a_una_ocasion(anunciado, quien):
    encuentro = verbos.programar(
        anunciado.actividad, fecha=date(2026, 3, 24), ocasion=3, por=quien, lugar="Sede"
    )

    assert (encuentro.estado, encuentro.ocasion, encuentro.lugar) == ("provisional", 3, "Sede")
    assert encuentro.history.get().history_user == quien
    assert not CambioDeEncuentro.objects.exists()


@pytest.mark.parametrize(
    ("datos", "campo", "frase"),
    [
        ({"ocasion": 13}, "ocasion", "no promete la ocasión 13"),
        ({"fecha": date(2062, 3, 24)}, "fecha", "revise el año"),
        ({"hora_inicio": time(9), "hora_fin": time(8)}, "hora_fin", "anterior a la de inicio"),
        ({"hora_fin": time(8)}, "hora_fin", "falta la de inicio"),
    ],
)
def test_programar_rechaza_lo_que_no_puede_ser(datos, campo, frase, anunciado, quien):
    with pytest.raises(ValidationError) as error:
        verbos.programar(anunciado.actividad, **{"fecha": date(2026, 3, 24), "por": quien} | datos)

    assert frase in error.value.message_dict[campo][0]


def test_una_ocasion_tiene_un_solo_encuentro_por_territorio(anunciado, quien):
    datos = {"fecha": date(2026, 3, 24), "ocasion": 3, "por": quien}
    verbos.programar(anunciado.actividad, **datos, territorio="Huila")

    verbos.programar(anunciado.actividad, **datos, territorio="Tolima")
    with pytest.raises(ValidationError, match="ya tiene fecha en Huila"):
        verbos.programar(anunciado.actividad, **datos, territorio="Huila")


def test_la_ocasion_de_un_cancelado_se_vuelve_a_fechar(anunciado, quien):
    datos = {"fecha": date(2026, 7, 24), "ocasion": 7, "por": quien}
    cancelado = verbos.programar(anunciado.actividad, **datos)
    dar("cancelar", cancelado, quien)
    verbos.programar(anunciado.actividad, **datos)

    with pytest.raises(ValidationError, match="ya la cumple otro encuentro"):
        dar("reabrir", cancelado, quien)


def test_una_actividad_retirada_no_recibe_fechas(quien):
    actividad = crear_actividad(
        estrategia=crear_estrategia(entidad=quien.entidad, tipo="rendicion"),
        retirada_en=AHORA,
        retirada_por=quien,
        retirada_motivo="Se unió a otra",
    )

    with pytest.raises(ValidationError, match="se retiró"):
        verbos.programar(actividad, fecha=HOY, por=quien)


# --- Lo anunciado y lo que nadie ha visto --------------------------------------------------


def test_mover_lo_anunciado_deja_dicho_de_que_dia_y_por_que(anunciado, quien, oidos):
    movido = verbos.mover(
        anunciado, fecha=date(2026, 6, 16), por=quien, ahora=AHORA, motivo=" Lluvias "
    )

    cambio = movido.cambios.get()
    assert (cambio.fecha_antes, cambio.fecha, cambio.motivo, cambio.hecho_por) == (
        date(2026, 6, 9),
        date(2026, 6, 16),
        "Lluvias",
        quien,
    )
    assert (movido.estado, movido.motivo, movido.secuencia) == ("provisional", "", 1)
    assert oidos == [(movido, cambio)]


@pytest.mark.parametrize(
    "datos", [{"fecha": date(2026, 6, 16)}, {"hora_inicio": time(10)}, {"lugar": "Otro"}]
)
def test_lo_anunciado_no_cambia_sin_decir_por_que(datos, anunciado, quien, oidos):
    with pytest.raises(ValidationError) as error:
        verbos.mover(anunciado, **{"fecha": anunciado.fecha, "por": quien, "ahora": AHORA} | datos)

    assert error.value.message_dict == {"motivo": [verbos.SIN_MOTIVO]}
    anunciado.refresh_from_db()
    assert (anunciado.fecha, anunciado.secuencia, oidos) == (date(2026, 6, 9), 0, [])


def test_completar_lo_que_faltaba_no_pide_motivo(anunciado, quien):
    movido = verbos.mover(
        anunciado, fecha=anunciado.fecha, enlace="https://a.gov.co/x", por=quien, ahora=AHORA
    )

    assert movido.enlace == "https://a.gov.co/x"
    assert movido.cambios.get().motivo == ""


def test_mover_lo_que_nadie_ha_visto_no_deja_constancia_ni_avisa(quien, oidos):
    actividad = crear_actividad(
        estrategia=crear_estrategia(entidad=quien.entidad, tipo="rendicion")
    )
    encuentro = crear_encuentro(actividad=actividad)

    movido = verbos.mover(encuentro, fecha=date(2026, 6, 20), por=quien, ahora=AHORA)

    assert (movido.fecha, movido.cambios.count(), oidos) == (date(2026, 6, 20), 0, [])
    assert movido.history.first().history_user == quien


def test_lo_que_iba_a_ocurrir_no_se_mueve_a_un_dia_pasado(anunciado, quien):
    with pytest.raises(ValidationError, match="ya pasó"):
        dar("mover", anunciado, quien, fecha=date(2026, 5, 14))


def test_mover_sin_cambiar_nada_lo_dice(anunciado, quien):
    with pytest.raises(ValidationError, match="quedó como estaba"):
        dar("mover", anunciado, quien, fecha=anunciado.fecha)


@pytest.mark.parametrize("verbo", ["aplazar", "cancelar"])
def test_aplazar_y_cancelar_piden_siempre_el_motivo(verbo, quien):
    sin_anunciar = crear_encuentro()

    with pytest.raises(ValidationError, match="Diga por qué"):
        dar(verbo, sin_anunciar, quien, motivo="  ")


def test_el_cancelado_conserva_su_fecha_y_dice_por_que(anunciado, quien, oidos):
    cancelado = dar("cancelar", anunciado, quien)

    assert (cancelado.fecha, cancelado.motivo) == (date(2026, 6, 9), "Lluvias")
    assert [cambio.estado for _, cambio in oidos] == ["cancelado"]


def test_no_se_realiza_antes_de_su_dia(anunciado, quien):
    with pytest.raises(ValidationError, match="ese día o después"):
        dar("realizar", anunciado, quien)


def test_el_dia_mismo_ya_se_puede_realizar(anunciado, quien):
    # En Bogotá ya es el 9 aunque en UTC sea el 10.
    noche = datetime(2026, 6, 10, 4, tzinfo=UTC)

    assert dar("realizar", anunciado, quien, ahora=noche).estado == "realizado"


def test_reabrir_lo_anunciado_pide_motivo(anunciado, quien):
    cancelado = dar("cancelar", anunciado, quien)

    with pytest.raises(ValidationError, match="Diga por qué"):
        dar("reabrir", cancelado, quien, motivo="")
    assert dar("reabrir", cancelado, quien).motivo == ""


def test_dos_personas_no_dan_el_mismo_paso(anunciado, quien):
    # La segunda tiene en su pantalla el encuentro de antes.
    de_antes = Encuentro.objects.get(pk=anunciado.pk)
    dar("cancelar", anunciado, quien)

    with pytest.raises(ValidationError, match="No se puede cancelar un encuentro cancelado"):
        dar("cancelar", de_antes, quien)
