"""El reporte de una dependencia: guardar sin pisar, enviar con recibo, aceptar y devolver."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from seguimiento import evidencia
from seguimiento.mi_reporte.enviar import en_blanco, enviar, huella_de, por_enviar
from seguimiento.mi_reporte.escrito import Escrito
from seguimiento.mi_reporte.guardar import OtraPersonaGuardo, agregar_nota, guardar
from seguimiento.mi_reporte.renglones import por_reportar, renglones_de
from seguimiento.mi_reporte.revisar import aceptar, devolver
from seguimiento.mi_reporte.tablero import tablero
from seguimiento.models import Avance, Recibo
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import AHORA, HOY, abrir_corte, enviar_y_aceptar, reportar

pytestmark = pytest.mark.django_db


@pytest.fixture
def entidad():
    return crear_entidad()


@pytest.fixture
def lider(entidad):
    return crear_dependencia(entidad=entidad, nombre="Líder")


@pytest.fixture
def apoyo(entidad):
    return crear_dependencia(entidad=entidad, nombre="Apoyo")


@pytest.fixture
def estrategia(entidad, lider, apoyo):
    estrategia = crear_estrategia(entidad=entidad)
    for codigo, cuando in (("01", "30/03/2026"), ("02", "marzo"), ("03", "30/08/2026")):
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            fecha_programada=cuando,
            dependencias=[lider, apoyo],
        )
    crear_actividad(
        estrategia=estrategia, codigo="04", fecha_programada="Según solicitud", dependencias=[lider]
    )
    publicar(estrategia)
    return estrategia


@pytest.fixture
def corte(estrategia):
    return abrir_corte(estrategia)


@pytest.fixture
def persona(lider):
    return crear_usuario(rol="dependencia", dependencia=lider)


def una(corte, codigo):
    return corte.estrategia.actividades.get(codigo=codigo)


def escribir(corte, codigo, escrito, *, persona, dependencia, leida=None):
    avance = corte.avances.filter(actividad__codigo=codigo).first()
    return guardar(
        corte,
        una(corte, codigo).pk,
        escrito,
        dependencia=dependencia,
        leida=Escrito.de(avance).huella if leida is None else leida,
        por=persona,
        ahora=AHORA,
        hoy=HOY,
    )


# --- La lista -------------------------------------------------------------------------------


def test_la_lista_llega_hecha_con_lo_que_lidera_y_lo_que_apoya(corte, lider, apoyo):
    mias = renglones_de(corte, hoy=HOY, dependencia=lider)
    suyas = renglones_de(corte, hoy=HOY, dependencia=apoyo)

    assert [(uno.linea.codigo, uno.es_lider, uno.se_edita) for uno in mias] == [
        ("01", True, True), ("02", True, True), ("03", True, True), ("04", True, True),
    ]  # fmt: skip
    assert [(uno.linea.codigo, uno.es_lider, uno.se_edita) for uno in suyas] == [
        ("01", False, False), ("02", False, False), ("03", False, False),
    ]  # fmt: skip
    assert por_reportar(corte, lider, hoy=HOY) == 3
    assert por_reportar(corte, apoyo, hoy=HOY) == 0


def test_sin_lider_la_primera_escribe_la_cifra(corte, lider, persona):
    actividad = una(corte, "01")
    actividad.responsabilidades.update(es_lider=False)

    assert renglones_de(corte, hoy=HOY, dependencia=lider)[0].es_lider


def test_la_lista_cuesta_lo_mismo_con_mas_actividades(corte, lider, django_assert_num_queries):
    otra = crear_estrategia(entidad=lider.entidad, tipo="rendicion")
    crear_actividad(estrategia=otra, fecha_programada="marzo", dependencias=[lider])
    publicar(otra)
    for suyo in (corte, abrir_corte(otra)):
        for actividad in suyo.estrategia.actividades.exclude(codigo__in=["03", "04"]):
            reportar(suyo, actividad, 10)
        with django_assert_num_queries(15):
            [
                (uno.faltas, uno.evidencias, uno.notas)
                for uno in renglones_de(suyo, hoy=HOY, dependencia=lider)
            ]


# --- Guardar --------------------------------------------------------------------------------


def test_se_guarda_lo_que_haya_aunque_le_falte(corte, lider, persona):
    avance = escribir(
        corte, "01", Escrito(porcentaje=Decimal(0)), persona=persona, dependencia=lider
    )

    assert (avance.estado, avance.porcentaje, avance.guardado_por) == ("guardado", 0, persona)
    assert [falta.campo for falta in renglones_de(corte, hoy=HOY)[0].faltas] == ["por_que_cero"]
    assert Avance.history.filter(id=avance.pk).latest().history_user == persona


def test_borrar_lo_escrito_vuelve_a_sin_reporte(corte, lider, persona):
    escribir(corte, "01", Escrito(porcentaje=Decimal(5)), persona=persona, dependencia=lider)

    avance = escribir(corte, "01", Escrito(), persona=persona, dependencia=lider)

    assert (avance.estado, avance.porcentaje) == ("sin_reporte", None)


def test_si_otra_persona_guardo_no_se_pisa_y_se_dice_que(corte, lider, persona):
    otra = crear_usuario(rol="dependencia", dependencia=lider, first_name="Ana", last_name="Ruiz")
    leida = Escrito().huella
    escribir(
        corte, "01", Escrito(porcentaje=Decimal(40), observacion="Dos mesas"),
        persona=otra, dependencia=lider,
    )  # fmt: skip

    with pytest.raises(OtraPersonaGuardo) as error:
        escribir(
            corte, "01", Escrito(porcentaje=Decimal(50)),
            persona=persona, dependencia=lider, leida=leida,
        )  # fmt: skip

    assert "Ana Ruiz guardó esta línea el 10/04/2026 a las 10:00: 40 %" in error.value.message
    assert "«Dos mesas»" in error.value.message
    assert corte.avances.get().porcentaje == 40


def test_guardar_lo_mismo_que_guardo_otra_no_es_un_choque(corte, lider, persona):
    escribir(corte, "01", Escrito(porcentaje=Decimal(40)), persona=persona, dependencia=lider)

    igual = escribir(
        corte, "01", Escrito(porcentaje=Decimal("40.0")),
        persona=persona, dependencia=lider, leida="vieja",
    )  # fmt: skip

    assert Avance.history.filter(id=igual.pk).count() == 1


def test_la_cifra_la_escribe_la_lider(corte, apoyo):
    quien = crear_usuario(rol="dependencia", dependencia=apoyo)

    with pytest.raises(ValidationError, match="lo escribe la dependencia líder"):
        escribir(corte, "01", Escrito(porcentaje=Decimal(40)), persona=quien, dependencia=apoyo)


def test_lo_no_programado_pide_decir_que_es_anticipado(corte, lider, persona):
    with pytest.raises(ValidationError) as error:
        escribir(corte, "03", Escrito(porcentaje=Decimal(10)), persona=persona, dependencia=lider)
    assert "reportar anticipado" in error.value.message_dict["es_anticipado"][0]

    avance = escribir(
        corte, "03", Escrito(porcentaje=Decimal(10), es_anticipado=True),
        persona=persona, dependencia=lider,
    )  # fmt: skip

    assert avance.porcentaje == 10


def test_la_de_apoyo_agrega_notas_y_no_cifras(corte, apoyo):
    quien = crear_usuario(rol="dependencia", dependencia=apoyo)
    actividad = una(corte, "01").pk

    nota = agregar_nota(
        corte, actividad, dependencia=apoyo, texto=" Prestamos el salón ", por=quien, ahora=AHORA
    )

    assert (nota.texto, nota.avance.estado) == ("Prestamos el salón", "sin_reporte")
    for datos, frase in (
        ({"texto": "  "}, "Este campo no puede estar vacío|en blanco"),
        ({"dependencia": crear_dependencia(entidad=apoyo.entidad)}, "no responde por esa"),
    ):
        with pytest.raises(ValidationError, match=frase):
            agregar_nota(
                corte, actividad,
                **{"dependencia": apoyo, "texto": "Otra", "por": quien, "ahora": AHORA} | datos,
            )  # fmt: skip


# --- Enviar ---------------------------------------------------------------------------------


def test_se_envia_lo_listo_y_el_recibo_lo_dice_todo(corte, lider, persona):
    avance = escribir(
        corte, "01", Escrito(porcentaje=Decimal("33.3"), observacion="Una mesa", asistentes=12),
        persona=persona, dependencia=lider,
    )  # fmt: skip
    evidencia.adjuntar(avance, titulo="Acta", por=persona, ahora=AHORA, enlace="https://a.gov.co/1")

    recibo = enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)

    avance.refresh_from_db()
    assert (avance.estado, avance.enviado_por, avance.enviado_en) == ("enviado", persona, AHORA)
    assert (recibo.numero, recibo.por, recibo.en) == (1, persona, AHORA)
    (enviada,) = recibo.contenido["lineas"]
    assert (enviada["codigo"], enviada["porcentaje"], enviada["asistentes"]) == ("01", "33,3", 12)
    assert enviada["evidencias"] == [
        {"titulo": "Acta", "huella": "", "enlace": "https://a.gov.co/1"}
    ]
    assert [uno["numero"] for uno in recibo.contenido["sin_cifra"]] == ["02", "04"]
    assert recibo.contenido["fuera_de_plazo"] is False
    assert huella_de(Recibo.objects.get().contenido) == recibo.sha256


def test_lo_que_le_falta_a_una_linea_impide_enviar_y_nada_sale(corte, lider, persona):
    escribir(corte, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider)
    escribir(corte, "02", Escrito(porcentaje=Decimal(0)), persona=persona, dependencia=lider)

    with pytest.raises(ValidationError) as error:
        enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)

    assert error.value.messages == ["02: Escriba por qué va en 0 %."]
    assert not Recibo.objects.exists()
    assert set(corte.avances.values_list("estado", flat=True)) == {"guardado"}


def test_sin_nada_nuevo_no_hay_que_enviar(corte, lider, persona):
    with pytest.raises(ValidationError, match="no hay nada nuevo que enviar"):
        enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)


def test_fuera_de_plazo_se_recibe_y_se_dice(corte, lider, persona):
    escribir(corte, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider)

    recibo = enviar(corte, lider, por=persona, ahora=AHORA, hoy=corte.reporta_hasta.replace(day=30))

    assert recibo.contenido["fuera_de_plazo"] is True


def test_lo_enviado_no_se_cambia_hasta_que_lo_devuelvan(corte, lider, persona):
    escribir(corte, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider)
    enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)

    with pytest.raises(ValidationError, match="ya se envió"):
        escribir(corte, "01", Escrito(porcentaje=Decimal(60)), persona=persona, dependencia=lider)


def test_bajar_de_lo_aceptado_pide_razon(corte, lider, persona, estrategia):
    reportar(corte, una(corte, "01"), 60)
    enviar_y_aceptar(corte, lider)
    siguiente = abrir_corte(estrategia, "C1")
    escribir(siguiente, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider)

    with pytest.raises(ValidationError, match="Bajó de 60 % a 50 %"):
        enviar(siguiente, lider, por=persona, ahora=AHORA, hoy=HOY)

    escribir(
        siguiente, "01", Escrito(porcentaje=Decimal(50), por_que_baja="Se contó de más"),
        persona=persona, dependencia=lider,
    )  # fmt: skip
    assert enviar(siguiente, lider, por=persona, ahora=AHORA, hoy=HOY).numero == 1


def test_cada_quien_envia_lo_suyo(corte, lider, persona, apoyo):
    escribir(corte, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider)

    assert por_enviar(renglones_de(corte, hoy=HOY, dependencia=apoyo)) == []
    assert en_blanco(renglones_de(corte, hoy=HOY, dependencia=apoyo)) == []


# --- Revisar --------------------------------------------------------------------------------


@pytest.fixture
def planeacion(entidad):
    return crear_usuario(rol="planeacion", entidad=entidad)


@pytest.fixture
def enviado(corte, lider, persona):
    avance = escribir(
        corte, "01", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider
    )
    enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)
    return avance


def test_se_acepta_tal_como_vino(corte, enviado, planeacion):
    (aceptada,) = aceptar(corte, [enviado.pk], por=planeacion, ahora=AHORA)

    assert (aceptada.estado, aceptada.porcentaje_aceptado) == ("aceptado", 50)
    assert (aceptada.revisado_por, aceptada.revisado_en) == (planeacion, AHORA)


def test_se_aceptan_todas_o_ninguna(corte, enviado, planeacion, lider, persona):
    sin_enviar = escribir(
        corte, "02", Escrito(porcentaje=Decimal(50)), persona=persona, dependencia=lider
    )

    for llaves in ([enviado.pk, sin_enviar.pk], []):
        with pytest.raises(ValidationError):
            aceptar(corte, llaves, por=planeacion, ahora=AHORA)

    enviado.refresh_from_db()
    assert enviado.estado == "enviado"


def test_se_devuelve_con_nota_se_corrige_y_se_vuelve_a_enviar(
    corte, enviado, planeacion, lider, persona
):
    with pytest.raises(ValidationError, match="Escriba qué debe corregir"):
        devolver(corte, enviado.pk, nota=" ", por=planeacion, ahora=AHORA)
    devolver(corte, enviado.pk, nota="Falta el acta", por=planeacion, ahora=AHORA)
    renglon = renglones_de(corte, hoy=HOY, dependencia=lider)[0]
    assert (renglon.estado_del_reporte, renglon.se_edita) == ("devuelto", True)
    assert renglon.avance.nota_de_revision == "Falta el acta"

    escribir(corte, "01", Escrito(porcentaje=Decimal(45)), persona=persona, dependencia=lider)
    segundo = enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)

    assert (segundo.numero, segundo.contenido["lineas"][0]["porcentaje"]) == (2, "45")


def test_lo_aceptado_tambien_se_puede_devolver(corte, enviado, planeacion):
    aceptar(corte, [enviado.pk], por=planeacion, ahora=AHORA)

    devuelta = devolver(corte, enviado.pk, nota="Era de otro periodo", por=planeacion, ahora=AHORA)

    assert (devuelta.estado, devuelta.porcentaje_aceptado) == ("devuelto", None)


# --- El tablero -----------------------------------------------------------------------------


def test_no_reportar_no_tener_que_y_un_cero_son_tres_cosas(corte, estrategia, lider, persona):
    sin_pedido = crear_dependencia(entidad=estrategia.entidad, nombre="Sin pedido")
    callada = crear_dependencia(entidad=estrategia.entidad, nombre="Callada")
    crear_actividad(estrategia=estrategia, fecha_programada="agosto", dependencias=[sin_pedido])
    crear_actividad(estrategia=estrategia, fecha_programada="marzo", dependencias=[callada])
    crear_actividad(estrategia=estrategia, fecha_programada="marzo")
    publicar(estrategia)
    escribir(
        corte, "01", Escrito(porcentaje=Decimal(0), por_que_cero="Sin contrato"),
        persona=persona, dependencia=lider,
    )  # fmt: skip
    enviar(corte, lider, por=persona, ahora=AHORA, hoy=HOY)

    filas = tablero(renglones_de(corte, hoy=HOY))

    assert [
        (str(fila.dependencia), fila.en_palabras, fila.pedidas, fila.sin_decir, fila.en_cero)
        for fila in filas
    ] == [
        ("Callada", "No ha reportado", 1, 1, 0),
        ("Líder", "Reportó una parte", 3, 2, 1),
        ("Sin pedido", "No tiene qué reportar en este corte", 0, 0, 0),
        ("None", "No ha reportado", 1, 1, 0),
    ]
