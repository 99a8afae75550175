"""Inscribirse: un puesto por persona, ni uno de más, y solo lo que la persona autorizó."""

import re
import threading
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from cronograma import inscripciones
from cronograma.exportar.cartas import CartasDeInscripcion
from cronograma.inscripciones import Persona, apertura_de, puesto_en_la_espera
from cronograma.inscripciones.diferencial import guardar_aparte
from cronograma.models import DatoDiferencial, Encuentro, Inscripcion
from estrategia.models import Aviso
from tests.factories import AHORA, crear_entidad
from tests.factories.inscripciones import FECHA, crear_inscripcion, crear_reunion

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
CARTAS = {"cartas": CartasDeInscripcion(), "ahora": AHORA, "hoy": HOY}


def inscribir(encuentro, correo="ana@example.org", envio="", aparte=None, **como):
    persona = Persona(nombre="Ana Sembrada", correo=correo, aparte=aparte or {})
    habitual = {"consiente": True, "mayor_de_edad": True, "envio": envio or correo} | CARTAS
    return inscripciones.inscribir(encuentro, persona, **habitual | como)


def estados(encuentro):
    return list(encuentro.inscripciones.order_by("pk").values_list("estado", flat=True))


# --- Cuándo se puede -----------------------------------------------------------------------


def a_las(hora):
    return AHORA.replace(hour=hora + 5, minute=0)  # Bogotá va cinco horas atrás


@pytest.mark.parametrize(
    ("datos", "estado", "frase"),
    [
        ({}, "abierta", "Puede inscribirse."),
        (
            {"inscripciones_hasta": HOY},
            "abierta",
            "Puede inscribirse hasta el 15 de mayo de 2026.",
        ),
        (
            {"inscripciones_hasta": HOY - timedelta(days=1)},
            "cerrada",
            "Las inscripciones cerraron el 14 de mayo de 2026.",
        ),
        ({"recibe_inscripciones": False}, "no_recibe", "Para esta reunión no hace falta inscribirse."),
        ({"fecha": HOY - timedelta(days=1)}, "ya_paso", "Esta reunión ya pasó: no recibe inscripciones."),
        ({"fecha": HOY, "hora_inicio": time(9)}, "ya_paso", "Esta reunión ya pasó: no recibe inscripciones."),
        ({"fecha": HOY, "hora_inicio": time(15)}, "abierta", "Puede inscribirse."),
        ({"fecha": HOY}, "abierta", "Puede inscribirse."),
        ({"estado": "realizado"}, "ya_paso", "Esta reunión ya se hizo: no recibe inscripciones."),
        ({"estado": "cancelado", "motivo": "Paro"}, "no_se_hara", "Esta reunión se canceló: no recibe inscripciones."),
        ({"estado": "aplazado", "motivo": "Paro"}, "no_se_hara", "Esta reunión se aplazó: no recibe inscripciones."),
        ({"convocada": False}, "por_abrir", "Las inscripciones todavía no están abiertas: abren cuando se publique la convocatoria."),
        ({"publicada": False}, "por_abrir", "Las inscripciones todavía no están abiertas: abren cuando se publique la convocatoria."),
    ],
)  # fmt: skip
def test_apertura_dice_si_se_puede_y_si_no_por_que(datos, estado, frase):
    encuentro = crear_reunion(**datos)

    apertura = apertura_de(encuentro, ahora=a_las(12), hoy=HOY)

    assert (apertura.estado, apertura.frase) == (estado, frase)


@pytest.mark.parametrize(
    ("cupo", "inscritas", "puestos"),
    [
        (None, 9, "No hay límite de puestos."),
        (10, 5, "Hay puestos."),
        (10, 6, "Quedan pocos puestos."),
        (10, 10, "No quedan puestos: quien se inscriba entra a la lista de espera."),
    ],
)
def test_los_puestos_se_dicen_en_palabras(cupo, inscritas, puestos):
    encuentro = crear_reunion(cupo=cupo)
    for _ in range(inscritas):
        crear_inscripcion(encuentro)

    assert apertura_de(encuentro, ahora=AHORA, hoy=HOY).puestos == puestos


@pytest.mark.parametrize(
    ("datos", "como", "frase"),
    [
        ({"fecha": HOY - timedelta(days=1)}, {}, "Esta reunión ya pasó: no recibe inscripciones."),
        ({"convocada": False}, {}, "Las inscripciones todavía no están abiertas: abren cuando se publique la convocatoria."),
        ({}, {"consiente": False}, "Para inscribirse marque que autoriza el uso de sus datos."),
        ({}, {"mayor_de_edad": False}, "No pedimos datos de menores de edad. Si tiene menos de 18 años, venga con una persona adulta: no necesita inscribirse."),
    ],
)  # fmt: skip
def test_sin_poder_o_sin_autorizar_no_se_guarda_nada(datos, como, frase):
    encuentro = crear_reunion(**datos)

    with pytest.raises(ValidationError) as error:
        inscribir(encuentro, **como)

    assert error.value.messages == [frase]
    assert not Inscripcion.objects.exists()
    assert not Aviso.objects.exists()


# --- Lo que se guarda ----------------------------------------------------------------------


def test_inscripcion_guarda_a_que_se_consintio_y_hasta_cuando():
    entidad = crear_entidad(
        nombre="Alcaldía",
        responsable_datos="Secretaría General",
        direccion="Calle 1",
        municipio="Neiva",
        telefono="608 871 0000",
        correo="datos@example.org",
        conservacion_dias=30,
    )

    nueva = inscribir(crear_reunion(entidad=entidad))

    assert nueva.consentimiento_responsable == (
        "Secretaría General · Calle 1, Neiva · 608 871 0000 · datos@example.org"
    )
    assert nueva.consentimiento_hasta == FECHA + timedelta(days=30)
    assert (nueva.consentimiento_version, nueva.consentimiento_en) == ("inscripcion-2026-1", AHORA)
    assert "Guardar su puesto" in nueva.consentimiento_finalidad


def test_lo_que_no_se_ve_no_entra_ni_parte_el_renglon():
    persona = Persona(nombre="Ana\r\nBcc: x\u202e", correo="ana@example.org")

    nueva = inscripciones.inscribir(
        crear_reunion(), persona, consiente=True, mayor_de_edad=True, envio="1", **CARTAS
    )

    assert nueva.nombre == "Ana Bcc: x"


@pytest.mark.parametrize("correo", ["ana", "ana@example.org\nBcc: otra@example.org", ""])
def test_correo_que_no_es_uno_solo_no_entra(correo):
    with pytest.raises(ValidationError):
        inscribir(crear_reunion(), correo=correo, envio="1")

    assert not Inscripcion.objects.exists()


def test_lo_sensible_se_guarda_sin_saber_de_quien_es():
    encuentro = crear_reunion()

    inscribir(encuentro, aparte={"discapacidad": "Sí", "genero": "Mujer", "etnia": "Inventada"})

    sueltos = DatoDiferencial.objects.filter(encuentro=encuentro)
    assert set(sueltos.values_list("pregunta", "respuesta")) == {
        ("discapacidad", "Sí"),
        ("genero", "Mujer"),
    }
    campos = {campo.name for campo in DatoDiferencial._meta.get_fields()}
    assert campos == {"id", "encuentro", "pregunta", "respuesta"}
    assert all(uno.pk > 10_000 for uno in sueltos)  # la llave no dice en qué orden llegó


def test_lo_sensible_se_cuenta_y_lo_poco_se_tapa():
    encuentro = crear_reunion()
    for respuesta, cuantas in (("Sí", 2), ("No", 7), ("Prefiero no decirlo", 6)):
        for _ in range(cuantas):
            guardar_aparte(encuentro, {"discapacidad": respuesta})

    assert inscripciones.cuentas_diferenciales(encuentro) == {
        "Discapacidad": {"Sí": "<5", "No": "7", "Prefiero no decirlo": "sin publicar"}
    }


# --- Una sola vez --------------------------------------------------------------------------


def test_el_mismo_formulario_dos_veces_es_una_inscripcion_y_un_correo():
    encuentro = crear_reunion()

    primera, segunda = inscribir(encuentro, envio="marca"), inscribir(encuentro, envio="marca")

    assert primera == segunda
    assert Aviso.objects.count() == 1


def test_la_misma_marca_vale_en_otra_reunion():
    una, otra = crear_reunion(), crear_reunion()

    assert inscribir(una, envio="marca") != inscribir(otra, envio="marca")


def test_el_mismo_correo_no_se_inscribe_dos_veces_y_se_le_reenvia_una_al_dia():
    encuentro = crear_reunion()
    primera = inscribir(encuentro, envio="1")

    otras = [
        inscribir(encuentro, "ANA@example.org", envio=n, aparte={"genero": "Mujer"}) for n in "234"
    ]

    assert otras == [primera] * 3
    claves = Aviso.objects.order_by("pk").values_list("clave", flat=True)
    assert list(claves) == [
        f"inscripcion-{primera.pk}-acuse",
        f"inscripcion-{primera.pk}-reenvio-2026-05-15",
    ]
    # Lo que escribió quien repitió no se guarda: pudo no ser ella.
    assert not DatoDiferencial.objects.exists()


def test_quien_cancelo_se_puede_volver_a_inscribir():
    encuentro = crear_reunion()
    inscripciones.cancelar(inscribir(encuentro, envio="1"), **CARTAS)

    inscribir(encuentro, envio="2")

    assert estados(encuentro) == ["cancelada", "inscrita"]


# --- El cupo -------------------------------------------------------------------------------


def test_con_el_cupo_lleno_se_entra_a_la_lista_de_espera_en_orden():
    encuentro = crear_reunion(cupo=1)

    filas = [inscribir(encuentro, f"p{n}@example.org") for n in range(3)]

    assert estados(encuentro) == ["inscrita", "en_espera", "en_espera"]
    assert [puesto_en_la_espera(una) for una in filas] == [None, 1, 2]


def test_al_cancelar_entra_la_primera_que_espera_y_se_le_avisa():
    encuentro = crear_reunion(cupo=1)
    ana, bea, cata = (inscribir(encuentro, f"{n}@example.org") for n in ("ana", "bea", "cata"))

    inscripciones.cancelar(ana, **CARTAS)

    assert estados(encuentro) == ["cancelada", "inscrita", "en_espera"]
    assert puesto_en_la_espera(cata) == 1
    aviso = Aviso.objects.get(clave=f"inscripcion-{bea.pk}-puesto")
    assert (aviso.destinatario, aviso.asunto) == (
        "bea@example.org",
        "Ya tiene puesto: Audiencia pública",
    )
    assert bea.codigo in aviso.cuerpo


def test_cancelar_dos_veces_es_cancelar_una():
    encuentro = crear_reunion(cupo=1)
    ana = inscribir(encuentro)
    for _ in range(2):
        inscripciones.cancelar(ana, **CARTAS)

    assert Aviso.objects.filter(clave=f"inscripcion-{ana.pk}-cancelacion").count() == 1


def test_comenzada_la_reunion_no_se_cancela_ni_se_da_puesto():
    encuentro = crear_reunion(cupo=1)
    ana, bea = (inscribir(encuentro, f"{n}@example.org") for n in ("ana", "bea"))
    despues = CARTAS | {"hoy": FECHA + timedelta(days=1)}

    with pytest.raises(ValidationError, match="ya comenzó"):
        inscripciones.cancelar(ana, **despues)
    inscripciones.retirar(ana, **despues)

    bea.refresh_from_db()
    assert bea.estado == "en_espera"


def test_si_el_cupo_crece_primero_entran_quienes_esperan():
    encuentro = crear_reunion(cupo=1)
    for nombre in ("ana", "bea"):
        inscribir(encuentro, f"{nombre}@example.org")
    Encuentro.objects.filter(pk=encuentro.pk).update(cupo=2)

    inscribir(encuentro, "cata@example.org")

    assert estados(encuentro) == ["inscrita", "inscrita", "en_espera"]


def test_quien_llega_no_se_adelanta_a_quien_espera():
    encuentro = crear_reunion(cupo=3)
    crear_inscripcion(encuentro, estado="en_espera")

    assert apertura_de(encuentro, ahora=AHORA, hoy=HOY).esta_llena


@pytest.mark.django_db(transaction=True)
def test_dos_personas_a_la_vez_no_toman_el_mismo_puesto():
    if connection.vendor != "postgresql":
        pytest.skip("necesita PostgreSQL: en memoria, SQLite no deja dos conexiones a la vez")
    encuentro = crear_reunion(cupo=3)
    salida, fallas = threading.Barrier(8), []

    def una(numero):
        try:
            salida.wait()
            inscribir(encuentro, f"p{numero}@example.org")
        except Exception as error:  # lo que falle en un hilo se mira abajo
            fallas.append(error)
        finally:
            connection.close()

    hilos = [threading.Thread(target=una, args=[numero]) for numero in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert fallas == []
    assert sorted(estados(encuentro)) == ["en_espera"] * 5 + ["inscrita"] * 3


# --- Retirar la autorización ---------------------------------------------------------------


def test_retirar_borra_a_la_persona_y_lo_que_se_le_escribio_y_libera_su_puesto():
    encuentro = crear_reunion(cupo=1)
    ana, bea = (inscribir(encuentro, f"{n}@example.org") for n in ("ana", "bea"))

    inscripciones.retirar(ana, **CARTAS)

    assert estados(encuentro) == ["inscrita"]
    assert not Aviso.objects.filter(destinatario="ana@example.org").exists()
    suyos = Aviso.objects.filter(objeto=f"cronograma.Inscripcion:{ana.pk}")
    assert set(suyos.values_list("cuerpo", "calendario", "estado")) == {("", "", "descartado")}
    bea.refresh_from_db()
    assert bea.estado == "inscrita"


def test_el_codigo_de_otra_entidad_no_abre_nada():
    encuentro = crear_reunion()
    ana = inscribir(encuentro)
    entidad = encuentro.actividad.estrategia.entidad

    assert inscripciones.por_codigo(entidad, ana.codigo.lower().replace("-", " ")) == ana
    assert inscripciones.por_codigo(crear_entidad(), ana.codigo) is None
    assert inscripciones.por_codigo(entidad, "nada") is None


# --- El correo -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_el_correo_lleva_el_codigo_y_el_mismo_evento_del_calendario_publico(client):
    encuentro = crear_reunion(hora_inicio=time(9), lugar="Auditorio")
    entidad = encuentro.actividad.estrategia.entidad

    ana = inscribir(encuentro)

    (correo,) = mail.outbox
    assert (correo.to, correo.subject) == (["ana@example.org"], "Su inscripción: Audiencia pública")
    for dicho in (ana.codigo, "Lunes 1 de junio de 2026, 9:00 a. m.", "Lugar: Auditorio"):
        assert dicho in correo.body
    direcciones = re.findall(r"https?://\S+", correo.body)
    assert not [una for una in direcciones if ana.codigo in una]
    publico = client.get(
        f"/{entidad.slug}/reuniones/{encuentro.pk}/calendario.ics"
    ).content.decode()
    (adjunto,) = (Aviso.objects.get().calendario,)
    uid = re.search(r"UID:(\S+)@", publico)[1]
    assert re.search(r"UID:(\S+)@", adjunto)[1] == uid == f"encuentro-{encuentro.pk}"


def test_el_correo_de_la_espera_dice_el_lugar_y_no_lleva_calendario():
    encuentro = crear_reunion(cupo=1)
    crear_inscripcion(encuentro)

    ana = inscribir(encuentro)

    aviso = Aviso.objects.get(objeto=f"cronograma.Inscripcion:{ana.pk}")
    assert "en el lugar 1" in aviso.cuerpo
    assert aviso.calendario == ""


def test_ningun_correo_repite_lo_que_escribio_quien_lo_pidio():
    # Quien pone el correo de otra persona no puede usar a la entidad para escribirle.
    persona = Persona(nombre="Gane un premio", correo="ana@example.org", organizacion="Premios")

    inscripciones.inscribir(
        crear_reunion(), persona, consiente=True, mayor_de_edad=True, envio="1", **CARTAS
    )

    assert "remio" not in Aviso.objects.get().cuerpo + Aviso.objects.get().asunto


def test_el_correo_ya_no_se_debe_si_la_persona_se_fue_o_la_reunion_paso():
    from cronograma.exportar.cartas import por_que_no_se_debe  # noqa: PLC0415

    encuentro = crear_reunion()
    ana = inscribir(encuentro)
    aviso = Aviso.objects.get()
    tarde = datetime.combine(FECHA + timedelta(days=2), time(12), tzinfo=AHORA.tzinfo)

    assert por_que_no_se_debe(aviso, AHORA) == ""
    assert por_que_no_se_debe(aviso, tarde) == "La reunión ya pasó."
    inscripciones.cancelar(ana, **CARTAS)
    assert por_que_no_se_debe(aviso, AHORA) == "La persona canceló su inscripción."
    inscripciones.retirar(ana, **CARTAS)
    assert por_que_no_se_debe(aviso, AHORA) == "La persona retiró su autorización."


# --- La llegada ----------------------------------------------------------------------------


def test_llegada_se_anota_una_vez_y_se_puede_deshacer():
    ana = crear_inscripcion(crear_reunion())
    inscripciones.anotar_llegada(ana, ahora=AHORA)
    inscripciones.anotar_llegada(ana, ahora=AHORA + timedelta(hours=1))
    ana.refresh_from_db()
    assert ana.llego_en == AHORA

    inscripciones.deshacer_llegada(ana)

    ana.refresh_from_db()
    assert ana.llego_en is None


def test_quien_cancelo_no_llega_con_su_inscripcion_de_antes():
    ana = crear_inscripcion(
        crear_reunion(), estado="cancelada", cancelada_en=AHORA + timedelta(days=1)
    )

    with pytest.raises(ValidationError, match="canceló"):
        inscripciones.anotar_llegada(ana, ahora=AHORA)


def test_quien_llega_sin_inscribirse_se_anota_con_su_autorizacion_y_deshacer_lo_borra():
    encuentro = crear_reunion()
    como = {"nombre": "Luis Rojas", "envio": "m", "ahora": AHORA}
    with pytest.raises(ValidationError):
        inscripciones.anotar_sin_inscripcion(encuentro, **como, consiente=False)

    luis = inscripciones.anotar_sin_inscripcion(encuentro, **como, consiente=True)
    inscripciones.anotar_sin_inscripcion(encuentro, **como, consiente=True)

    assert (luis.correo, luis.llego_en, luis.sin_inscripcion_previa) == ("", AHORA, True)
    assert encuentro.inscripciones.count() == 1
    inscripciones.deshacer_llegada(luis)
    assert not encuentro.inscripciones.exists()
