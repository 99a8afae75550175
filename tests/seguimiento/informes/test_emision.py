"""La vida de un informe: quién lo escribe, qué falta para emitirlo y qué queda congelado."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from estrategia.models import Dependencia
from seguimiento import cortes
from seguimiento.exportar.informe_html import html
from seguimiento.informes import emision
from seguimiento.informes.hechos import Hechos, huella_de
from seguimiento.informes.lectura import leer
from seguimiento.models import Informe
from tests.factories import crear_actividad, crear_estrategia, crear_usuario
from tests.factories.evaluacion import crear_corte, instante, publicar_otra_version
from tests.factories.informes_emitidos import (
    AHORA,
    HOY,
    PDF_FIRMADO,
    crear_estrategia_con_corte,
    de_planeacion,
    emitir,
    empezar,
    firmar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    return crear_estrategia_con_corte()


# --- Quién -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "tipos"),
    [
        ("planeacion", {"seguimiento", "estrategia"}),
        ("control", {"control"}),
        ("comunicaciones", set()),
        ("consulta", set()),
    ],
)
def test_cada_oficina_escribe_lo_suyo(estrategia, rol, tipos):
    usuario = crear_usuario(rol=rol, entidad=estrategia.entidad)

    assert emision.tipos_que_escribe(usuario, hoy=HOY) == tipos


def test_planeacion_no_empieza_ni_toca_el_de_control_ni_control_el_de_planeacion(estrategia):
    de_planeacion = empezar(estrategia)
    ana = de_planeacion.creado_por
    de_control = empezar(estrategia, "control")
    luis = de_control.creado_por

    with pytest.raises(PermissionDenied):
        emision.empezar(estrategia, "T2", "control", por=ana, ahora=AHORA)
    for informe, ajeno in ((de_planeacion, luis), (de_control, ana)):
        for verbo in (
            lambda i, p: emision.guardar_textos(i, {"objetivo": "x"}, por=p, ahora=AHORA),
            lambda i, p: emision.emitir(i, por=p, ahora=AHORA),
            lambda i, p: emision.agregar_adenda(i, "x", por=p, ahora=AHORA),
            lambda i, p: emision.anotar_hallazgo(i, "x", por=p, ahora=AHORA),
        ):
            with pytest.raises(PermissionDenied):
                verbo(informe, ajeno)


def test_nadie_escribe_el_de_otra_entidad(estrategia):
    informe = empezar(estrategia)
    ajena = crear_usuario(rol="planeacion")

    with pytest.raises(PermissionDenied):
        emision.guardar_textos(informe, {"objetivo": "x"}, por=ajena, ahora=AHORA)


# --- Escribir --------------------------------------------------------------------------------


def test_hay_uno_por_periodo_y_tipo_y_el_periodo_se_guarda_con_su_codigo(estrategia):
    informe = empezar(estrategia)
    ana = informe.creado_por

    assert informe.periodo == "T1"
    with pytest.raises(ValidationError, match="Ya hay un informe de ese tipo en ese periodo"):
        emision.empezar(estrategia, "T1", "estrategia", por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="No se reconoce el periodo «T9x»"):
        emision.empezar(estrategia, "T9x", "estrategia", por=ana, ahora=AHORA)


def test_guardar_una_parte_no_borra_las_demas_y_una_desconocida_se_rechaza(estrategia):
    informe = empezar(estrategia, textos={"objetivo": "Uno"})
    ana = informe.creado_por

    informe = emision.guardar_textos(informe, {"conclusiones": " Dos "}, por=ana, ahora=AHORA)

    assert informe.textos == {"objetivo": "Uno", "conclusiones": "Dos"}
    with pytest.raises(ValidationError, match="no tiene esas partes: eficacia"):
        emision.guardar_textos(informe, {"eficacia": "x"}, por=ana, ahora=AHORA)


def test_de_quien_firma_se_pide_nombre_y_cargo(estrategia):
    informe = empezar(estrategia)
    ana = informe.creado_por

    with pytest.raises(ValidationError, match="escriba el nombre y el cargo"):
        emision.guardar_textos(
            informe, {}, por=ana, ahora=AHORA, firmantes=[{"nombre": "Ana", "cargo": ""}]
        )
    informe = emision.guardar_textos(
        informe,
        {},
        por=ana,
        ahora=AHORA,
        firmantes=[{"nombre": "Ana", "cargo": "Jefe"}, {"nombre": "", "cargo": ""}],
    )
    assert informe.firmantes == [{"nombre": "Ana", "cargo": "Jefe"}]


def test_los_hallazgos_son_del_informe_de_control_y_conservan_su_numero(estrategia):
    informe = empezar(estrategia, "control")
    luis = informe.creado_por
    de_planeacion = empezar(estrategia)
    ana = de_planeacion.creado_por
    uno = emision.anotar_hallazgo(informe, "Uno", por=luis, ahora=AHORA)
    emision.anotar_hallazgo(informe, "Dos", por=luis, ahora=AHORA)

    emision.anotar_hallazgo(informe, "Uno, corregido", por=luis, ahora=AHORA, hallazgo=uno)
    emision.quitar_hallazgo(uno, por=luis, ahora=AHORA)

    assert [(h.numero, h.texto) for h in informe.hallazgos.all()] == [(2, "Dos")]
    with pytest.raises(ValidationError, match="Solo el informe de control interno"):
        emision.anotar_hallazgo(de_planeacion, "x", por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="Este campo no puede estar en blanco"):
        emision.anotar_hallazgo(informe, "  ", por=luis, ahora=AHORA)


# --- Emitir ----------------------------------------------------------------------------------


def test_para_emitir_falta_lo_obligatorio_y_que_el_corte_este_cerrado(estrategia):
    crear_corte(estrategia, periodo="T2", fecha=date(2026, 6, 30))
    ana = de_planeacion(estrategia)
    informe = emision.empezar(estrategia, "T2", "estrategia", por=ana, ahora=AHORA)

    assert emision.pendientes_para_emitir(informe, hoy=HOY) == [
        "Escriba «Conclusiones».",
        "Escriba «Recomendaciones».",
        "El corte sigue abierto y recibe reportes: ciérrelo.",
        "El periodo termina el 30/06/2026: espere a que pase.",
    ]
    with pytest.raises(ValidationError):
        emision.emitir(informe, por=ana, ahora=AHORA)


def test_sin_version_que_rigiera_no_hay_contra_que_medir():
    estrategia = crear_estrategia()
    crear_actividad(estrategia=estrategia, fecha_programada="marzo")
    informe = empezar(estrategia)

    assert emision.pendientes_para_emitir(informe, hoy=HOY) == [
        "El 31/03/2026 no regía ninguna versión publicada del plan: no hay contra qué medir."
    ]


def test_al_emitir_quedan_los_hechos_la_version_la_huella_quien_y_cuando(estrategia):
    informe = emitir(estrategia)
    ana = informe.creado_por
    informe.refresh_from_db()

    assert (informe.estado, informe.emitido_por, informe.emitido_en) == ("emitido", ana, AHORA)
    assert informe.version_plan == estrategia.versiones.get()
    assert informe.sha256 == huella_de(informe.hechos)
    hechos = Hechos.desde_dict(informe.hechos)
    assert hechos.autor == "Ana Ejemplo"
    assert hechos.textos["objetivo"].startswith("Evaluar la implementación de")
    assert informe.history.first().history_user == ana


def test_lo_emitido_no_cambia_ni_se_emite_dos_veces(estrategia):
    informe = emitir(estrategia)
    ana = informe.creado_por

    with pytest.raises(ValidationError, match="ya se emitió y no cambia"):
        emision.guardar_textos(informe, {"conclusiones": "otra"}, por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="ya se emitió y no cambia"):
        emision.emitir(informe, por=ana, ahora=AHORA)
    assert emision.pendientes_para_emitir(informe, hoy=HOY) == ["El informe ya se emitió."]


@pytest.mark.parametrize("tipo", ["seguimiento", "estrategia", "control"])
def test_un_informe_emitido_dice_lo_mismo_cambie_lo_que_cambie_despues(estrategia, tipo):
    informe = emitir(estrategia, tipo)
    por = informe.creado_por
    antes = html(leer(informe, hoy=HOY).escrito)

    corte = estrategia.cortes.get()
    cortes.reabrir(corte, por=de_planeacion(estrategia), ahora=AHORA, razon="Error en una cifra")
    corte.avances.filter(actividad__codigo="a1").update(porcentaje=100, porcentaje_aceptado=100)
    corte.avances.get(actividad__codigo="a1").verificacion.delete()
    Dependencia.objects.update(nombre="Otra dependencia")
    estrategia.actividades.update(nombre="Otro nombre", fecha_programada="noviembre")
    estrategia.entidad.nombre, estrategia.entidad.semaforo_alto = "Otra entidad", 95
    estrategia.entidad.save()
    publicar_otra_version(estrategia, instante(2026, 5, 1))
    por.first_name = "Otro nombre"
    por.save()

    informe = Informe.objects.get(pk=informe.pk)
    assert html(leer(informe, hoy=date(2027, 1, 1)).escrito) == antes
    assert huella_de(informe.hechos) == informe.sha256


def test_la_base_de_datos_no_deja_un_emitido_a_medias(estrategia):
    informe = empezar(estrategia)

    with pytest.raises(IntegrityError):
        Informe.objects.filter(pk=informe.pk).update(estado="emitido")


# --- Después ---------------------------------------------------------------------------------


def test_una_adenda_va_con_su_fecha_y_no_toca_los_hechos(estrategia):
    informe = emitir(estrategia)
    ana = informe.creado_por
    borrador = empezar(estrategia, "seguimiento", por=ana)

    emision.agregar_adenda(informe, "Donde dice uno léase dos.", por=ana, ahora=AHORA)

    escrito = leer(Informe.objects.get(pk=informe.pk), hoy=HOY).escrito
    (adendas,) = [una for una in escrito.secciones if una.titulo == "Adendas"]
    assert [(b.etiqueta, b.texto) for b in adendas.bloques] == [
        ("15/05/2026, Ana Ejemplo", "Donde dice uno léase dos.")
    ]
    assert escrito.huella == informe.sha256
    with pytest.raises(ValidationError, match="Un borrador se corrige"):
        emision.agregar_adenda(borrador, "x", por=ana, ahora=AHORA)
    with pytest.raises(ValidationError):
        emision.agregar_adenda(informe, "  ", por=ana, ahora=AHORA)


def test_el_firmado_queda_con_su_huella_su_consecutivo_y_quien_firmo(estrategia):
    informe = emitir(estrategia)

    firmado = firmar(informe)

    assert firmado.estado == "firmado"
    assert firmado.firmado_sha256 == hashlib.sha256(PDF_FIRMADO).hexdigest()
    with firmado.firmado_archivo.open("rb") as guardado:
        assert guardado.read() == PDF_FIRMADO
    assert (firmado.consecutivo, firmado.firmantes) == (
        "PL-014",
        [{"nombre": "Ana", "cargo": "Jefe"}],
    )
    with pytest.raises(ValidationError, match="ya tiene su PDF firmado"):
        firmar(firmado)


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"contenido": b"no es un pdf"}, "no es un PDF"),
        ({"consecutivo": " "}, "Escriba el consecutivo"),
        ({"firmantes": []}, "Escriba quién firmó"),
    ],
)
def test_lo_que_no_se_carga_como_firmado(estrategia, cambio, frase):
    informe = emitir(estrategia)

    with pytest.raises(ValidationError, match=frase):
        firmar(informe, **cambio)

    assert Informe.objects.get(pk=informe.pk).estado == "emitido"


def test_un_borrador_no_se_firma(estrategia):
    informe = empezar(estrategia)

    with pytest.raises(ValidationError, match="Primero emita el informe"):
        firmar(informe)
