"""Las pantallas del reporte y de los cortes por HTTP: cada puerta con cada rol, y lo que se lee en ellas."""

from datetime import date

import pytest
from django.urls import reverse

from cronograma.exportar import pdf
from seguimiento import evidencia
from seguimiento.models import Avance, Corte, Evidencia, Recibo
from tests.factories import (
    archivos,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import AHORA, abrir_corte, reportar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

TODOS = [
    "planeacion", "control", "comunicaciones", "consulta", "lider", "apoyo", "otra_dependencia",
    "otra_entidad", "sin_cargo", "administrador",
]  # fmt: skip
DE_LA_ENTIDAD = set(TODOS) - {"otra_entidad", "sin_cargo"}


@pytest.fixture
def corte():
    entidad = crear_entidad()
    lider = crear_dependencia(entidad=entidad, nombre="Líder")
    apoyo = crear_dependencia(entidad=entidad, nombre="Apoyo")
    estrategia = crear_estrategia(entidad=entidad)
    for codigo, cuando in (
        ("01", "30/03/2026"), ("02", "marzo"), ("03", "30/08/2026"),
        ("04", "Según solicitud"), ("05", "cuando se pueda"),
    ):  # fmt: skip
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=f"Actividad {codigo}",
            objetivo="Oír a la gente",
            fecha_programada=cuando,
            dependencias=[lider, apoyo],
        )
    publicar(estrategia)
    return abrir_corte(estrategia, hoy=date(2026, 5, 15))


@pytest.fixture
def entra(client, corte):
    entidad = corte.estrategia.entidad

    def entra(quien):
        if quien in ("lider", "apoyo"):
            suya = entidad.dependencias.get(nombre="Líder" if quien == "lider" else "Apoyo")
            usuario = crear_usuario(rol="dependencia", dependencia=suya)
        elif quien == "otra_dependencia":
            usuario = crear_usuario(
                rol="dependencia", dependencia=crear_dependencia(entidad=entidad)
            )
        elif quien == "administrador":
            usuario = crear_usuario(is_superuser=True)
        elif quien == "otra_entidad":
            usuario = crear_usuario(rol="planeacion")
        else:
            usuario = crear_usuario(entidad=entidad, rol="" if quien == "sin_cargo" else quien)
        client.force_login(usuario)
        return usuario

    return entra


def dependencia(corte, nombre="Líder"):
    return corte.estrategia.entidad.dependencias.get(nombre=nombre)


def una(corte, codigo="01"):
    return corte.estrategia.actividades.get(codigo=codigo)


def ruta(nombre, corte, *mas):
    if nombre in ("cortes",):
        return reverse("seguimiento:cortes", args=[corte.estrategia_id])
    if nombre == "corte":
        return reverse("seguimiento:corte", args=[corte.pk])
    return reverse(f"seguimiento:{nombre}", args=[corte.pk, dependencia(corte).pk, *mas])


def campos(corte, codigo="01", **datos):
    prefijo = f"l{una(corte, codigo).pk}-"
    return {prefijo + campo: valor for campo, valor in datos.items()}


# --- Quién entra ----------------------------------------------------------------------------


@pytest.mark.parametrize("quien", TODOS)
def test_cada_pantalla_se_mira_segun_el_rol(client, corte, entra, quien):
    entra(quien)
    pasa = quien in DE_LA_ENTIDAD

    vistas = {
        nombre: client.get(direccion).status_code
        for nombre, direccion in {
            "cortes": ruta("cortes", corte),
            "corte": ruta("corte", corte),
            "reporte": ruta("reporte", corte),
            "linea": ruta("reporte_linea", corte, una(corte).pk),
            "revisar": ruta("reporte_revisar", corte),
        }.items()
    }

    esperado = 200 if pasa else (404 if quien == "otra_entidad" else 403)
    assert vistas == {
        "cortes": esperado,
        "corte": esperado,
        "reporte": esperado,
        "linea": esperado,
        "revisar": esperado if quien == "lider" or not pasa else 403,
    }


PUEDE = {
    "abrir": {"planeacion", "administrador"},
    "plazos": {"planeacion", "administrador"},
    "cerrar": {"planeacion", "administrador"},
    "cerrar_anio": {"planeacion", "administrador"},
    "aceptar": {"planeacion", "administrador"},
    "devolver": {"planeacion", "administrador"},
    "guardar": {"lider"},
    "guardar_sola": {"lider"},
    "enviar": {"lider"},
    "adjuntar": {"lider"},
    "nota": {"lider"},
}


@pytest.mark.parametrize("verbo", PUEDE)
@pytest.mark.parametrize("quien", TODOS)
def test_cada_cosa_la_hace_solo_quien_puede(client, corte, entra, quien, verbo):
    entra(quien)
    pedidos = {
        "abrir": ("cortes", [], {"verbo": "abrir", "periodo": "T2"}),
        "cerrar_anio": ("cortes", [], {"verbo": "cerrar_anio"}),
        "plazos": ("corte", [], {"verbo": "plazos", "fecha": "31/03/2026", "reporta_hasta": "30/04/2026"}),
        "cerrar": ("corte", [], {"verbo": "cerrar"}),
        "aceptar": ("corte", [], {"verbo": "aceptar", "avance": "1"}),
        "devolver": ("corte", [], {"verbo": "devolver", "avance": "1", "nota": "x"}),
        "guardar": ("reporte", [], {"verbo": "guardar"}),
        "guardar_sola": ("reporte_guardar", [una(corte).pk], campos(corte, porcentaje="")),
        "enviar": ("reporte_revisar", [], {}),
        "adjuntar": ("reporte_linea", [una(corte).pk], {"verbo": "adjuntar"}),
        "nota": ("reporte_linea", [una(corte).pk], {"verbo": "nota", "texto": "Una nota"}),
    }  # fmt: skip
    nombre, mas, datos = pedidos[verbo]

    respuesta = client.post(ruta(nombre, corte, *mas), datos)

    negado = {403, 404} if quien == "otra_entidad" else {403}
    assert (respuesta.status_code not in negado) == (quien in PUEDE[verbo])


def test_sin_entrar_nadie_ve_nada(client, corte):
    for nombre in ("cortes", "corte", "reporte", "reporte_revisar"):
        respuesta = client.get(ruta(nombre, corte))
        assert respuesta.status_code == 302
        assert respuesta.headers["location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("rol", ["comunicaciones", "consulta", "otra_dependencia"])
def test_quien_no_puede_ver_evidencias_no_las_ve_ni_nombradas(client, corte, entra, rol):
    avance = reportar(corte, una(corte), 50)
    evidencia.adjuntar(
        avance, titulo="Acta reservada", por=avance.guardado_por, ahora=AHORA,
        archivo=archivos.subido(nombre="lista-de-nombres.pdf"),
    )  # fmt: skip
    entra(rol)

    for direccion in (
        ruta("corte", corte), ruta("reporte", corte), ruta("reporte_linea", corte, una(corte).pk)
    ):  # fmt: skip
        texto = client.get(direccion).content.decode()
        assert "Acta reservada" not in texto
        assert "lista-de-nombres" not in texto


# --- Mi reporte -----------------------------------------------------------------------------


def test_la_lista_llega_hecha(client, corte, entra, revisar_html):
    entra("lider")

    texto = client.get(ruta("reporte", corte)).content.decode()

    revisar_html(texto)
    assert "Mi reporte: 1.er trimestre de 2026" in texto
    assert "0 de 3 listas" in texto
    for parte in ("Lo que se le pide", "No programadas en este periodo (1)", "Sin fecha entendida",
                  "Reportar anticipado", "Solicitudes recibidas", "Oír a la gente"):  # fmt: skip
        assert parte in texto


def test_si_hay_un_solo_corte_se_entra_en_el(client, corte, entra):
    entra("lider")

    respuesta = client.get(reverse("seguimiento:mis_reportes"))

    assert respuesta.headers["location"] == ruta("reporte", corte)


def test_con_varios_cortes_se_escoge(client, corte, entra, revisar_html):
    abrir_corte(corte.estrategia, "C1", hoy=date(2026, 5, 15))
    entra("lider")

    texto = client.get(reverse("seguimiento:mis_reportes")).content.decode()

    revisar_html(texto)
    assert "1.er cuatrimestre de 2026" in texto
    assert texto.count("0 de 3 listas") == 2


def test_se_guarda_todo_y_el_blanco_sigue_en_blanco(client, corte, entra):
    entra("lider")
    datos = {
        "verbo": "guardar",
        **campos(corte, "01", porcentaje="33,3", observacion="Una mesa\r\nen marzo", leida=vacio()),
        **campos(corte, "02", porcentaje="", leida=vacio()),
        **campos(corte, "04", solicitudes_recibidas="0", leida=vacio()),
    }

    respuesta = client.post(ruta("reporte", corte), datos)

    assert respuesta.status_code == 302
    guardadas = {uno.actividad.codigo: uno for uno in Avance.objects.all()}
    assert set(guardadas) == {"01", "04"}
    assert str(guardadas["01"].porcentaje) == "33.30"
    assert guardadas["01"].observacion == "Una mesa\nen marzo"
    assert guardadas["04"].solicitudes_atendidas == 0
    texto = client.get(ruta("reporte", corte)).content.decode()
    assert 'value="33,3"' in texto
    assert "2 de 3 listas" in texto


def vacio():
    from seguimiento.mi_reporte.escrito import Escrito  # noqa: PLC0415

    return Escrito().huella


def test_un_error_no_detiene_a_las_demas_y_nada_se_pierde(client, corte, entra, revisar_html):
    entra("lider")
    datos = {
        "verbo": "guardar",
        **campos(corte, "01", porcentaje="ciento", observacion="Lo que escribí", leida=vacio()),
        **campos(corte, "02", porcentaje="20", leida=vacio()),
    }

    respuesta = client.post(ruta("reporte", corte), datos)

    texto = respuesta.content.decode()
    revisar_html(texto)
    assert respuesta.status_code == 200
    assert "1 línea no se guardó." in texto
    assert "Escriba el avance como un número de 0 a 100" in texto
    assert 'value="ciento"' in texto
    assert "Lo que escribí" in texto
    assert [uno.actividad.codigo for uno in Avance.objects.all()] == ["02"]


def test_dos_personas_a_la_vez_no_se_pisan(client, corte, entra):
    entra("lider")
    reportar(corte, una(corte), 40, observacion="Lo de Ana")
    datos = {"verbo": "guardar", **campos(corte, porcentaje="55", leida=vacio())}

    choque = client.post(ruta("reporte", corte), datos).content.decode()

    assert Avance.objects.get().porcentaje == 40
    assert "guardó esta línea" in choque
    assert "Lo de Ana" in choque
    assert 'value="55"' in choque
    leida = huella_en(choque, corte)
    client.post(ruta("reporte", corte), datos | campos(corte, leida=leida))
    assert Avance.objects.get().porcentaje == 55


def test_lo_que_no_toque_no_choca_aunque_otra_lo_cambie(client, corte, entra):
    entra("lider")
    reportar(corte, una(corte, "02"), 40)
    datos = {
        "verbo": "guardar",
        **campos(corte, "01", porcentaje="10", leida=vacio()),
        **campos(corte, "02", porcentaje="", leida=vacio()),
    }

    assert client.post(ruta("reporte", corte), datos).status_code == 302
    assert Avance.objects.get(actividad=una(corte, "02")).porcentaje == 40


def huella_en(texto, corte):
    parte = texto.split(f'name="l{una(corte).pk}-leida"')[1]
    return parte.split('value="')[1].split('"')[0]


def test_el_boton_de_evidencias_guarda_primero(client, corte, entra):
    entra("lider")
    datos = {
        "verbo": f"evidencias:{una(corte).pk}",
        **campos(corte, porcentaje="10", leida=vacio()),
    }

    respuesta = client.post(ruta("reporte", corte), datos)

    assert respuesta.headers["location"] == ruta("reporte_linea", corte, una(corte).pk)
    assert Avance.objects.get().porcentaje == 10


def test_se_guarda_sola_y_dice_la_hora(client, corte, entra):
    entra("lider")
    direccion = ruta("reporte_guardar", corte, una(corte).pk)

    bien = client.post(direccion, campos(corte, porcentaje="0", leida=vacio()))
    mal = client.post(direccion, campos(corte, porcentaje="200", leida=bien.json()["leida"]))
    choque = client.post(direccion, campos(corte, porcentaje="9", leida="vieja"))

    assert bien.status_code == 200
    assert bien.json()["guardada"]
    assert (bien.json()["hora"], bien.json()["listas"]) == ("12:00", "0 de 3 listas")
    assert bien.json()["falta"] == ["Escriba por qué va en 0 %."]
    assert (mal.status_code, mal.json()["errores"]) == (422, ["El avance va de 0 a 100 %."])
    assert not mal.json()["conflicto"]
    assert choque.json()["conflicto"]
    assert choque.json()["leida"] == bien.json()["leida"]
    assert Avance.objects.get().porcentaje == 0


def test_lo_enviado_no_se_guarda_solo(client, corte, entra):
    usuario = entra("lider")
    avance = reportar(corte, una(corte), 40)
    Avance.objects.filter(pk=avance.pk).update(
        estado="enviado", enviado_en=AHORA, enviado_por=usuario
    )

    respuesta = client.post(
        ruta("reporte_guardar", corte, una(corte).pk), campos(corte, porcentaje="50")
    )

    assert respuesta.status_code == 403


def test_de_la_revision_al_recibo(client, corte, entra, revisar_html):
    entra("lider")
    client.post(ruta("reporte", corte), campos(corte, porcentaje="0", leida=vacio()))
    falta = client.get(ruta("reporte_revisar", corte)).content.decode()
    revisar_html(falta)
    assert "Escriba por qué va en 0 %." in falta
    assert "Sin cifra: no se envían" in falta
    assert ">Enviar" not in falta
    assert "No se envió." in client.post(ruta("reporte_revisar", corte)).content.decode()

    reportar(corte, una(corte), 0, por_que_cero="Sin contrato")
    assert "Enviar 1 línea<" in client.get(ruta("reporte_revisar", corte)).content.decode()
    respuesta = client.post(ruta("reporte_revisar", corte))

    recibo = Recibo.objects.get()
    assert respuesta.headers["location"] == reverse("seguimiento:recibo", args=[recibo.pk])
    texto = client.get(respuesta.headers["location"]).content.decode()
    revisar_html(texto)
    for parte in ("Recibo 1", "0 %", "Sin contrato", recibo.sha256, "Lo guardado es lo que se envió",
                  "Llegó fuera de plazo"):  # fmt: skip
        assert parte in texto


def test_el_recibo_que_se_cambio_se_nota(client, corte, entra):
    entra("lider")
    reportar(corte, una(corte), 40)
    client.post(ruta("reporte_revisar", corte))
    recibo = Recibo.objects.get()
    recibo.contenido["lineas"][0]["porcentaje"] = "100"
    recibo.save()

    texto = client.get(reverse("seguimiento:recibo", args=[recibo.pk])).content.decode()

    assert "Lo guardado no es lo que se envió." in texto


def test_el_recibo_en_pdf(client, corte, entra):
    entra("lider")
    reportar(corte, una(corte), 40)
    client.post(ruta("reporte_revisar", corte))

    respuesta = client.get(reverse("seguimiento:recibo_pdf", args=[Recibo.objects.get().pk]))

    if respuesta.status_code == 503:
        pytest.skip(pdf.FALTA_PANGO)
    assert respuesta.content.startswith(b"%PDF-")
    assert respuesta.headers["Content-Disposition"] == 'inline; filename="recibo-T1-2026-1.pdf"'


def test_el_recibo_de_otra_entidad_no_existe(client, corte, entra):
    entra("lider")
    reportar(corte, una(corte), 40)
    client.post(ruta("reporte_revisar", corte))
    recibo = Recibo.objects.get()
    entra("otra_entidad")

    for nombre in ("recibo", "recibo_pdf"):
        assert client.get(reverse(f"seguimiento:{nombre}", args=[recibo.pk])).status_code == 404


# --- Evidencias y notas ---------------------------------------------------------------------


def test_varias_evidencias_cada_una_con_su_titulo(client, corte, entra, revisar_html):
    entra("lider")
    direccion = ruta("reporte_linea", corte, una(corte).pk)

    client.post(direccion, {"verbo": "adjuntar", "titulo": "Acta", "archivo": archivos.subido()})
    client.post(
        direccion, {"verbo": "adjuntar", "titulo": "Memoria", "enlace": "https://a.gov.co/m"}
    )

    assert list(Evidencia.objects.values_list("titulo", flat=True)) == ["Acta", "Memoria"]
    texto = client.get(direccion).content.decode()
    revisar_html(texto)
    assert "acta.pdf" in texto
    assert 'href="https://a.gov.co/m" rel="noopener noreferrer nofollow"' in texto
    assert Avance.objects.get().estado == "sin_reporte"


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"titulo": "", "enlace": "https://a.gov.co"}, "Este campo es obligatorio"),
        ({"titulo": "Acta"}, "Suba un archivo o escriba una dirección"),
        ({"titulo": "Acta", "enlace": "a.gov.co"}, "Escriba la dirección completa"),
        ({"titulo": "Acta", "archivo": archivos.PROGRAMA}, "«acta.pdf» parece un programa"),
    ],
)
def test_una_evidencia_mal_dada_dice_por_que(client, corte, entra, datos, frase, revisar_html):
    entra("lider")
    if "archivo" in datos:
        datos = datos | {"archivo": archivos.subido(datos["archivo"])}

    respuesta = client.post(
        ruta("reporte_linea", corte, una(corte).pk), {"verbo": "adjuntar", **datos}
    )

    texto = respuesta.content.decode()
    revisar_html(texto)
    assert frase in texto
    assert not Evidencia.objects.exists()


def test_se_retira_con_razon_y_sigue_a_la_vista_como_rastro(client, corte, entra):
    entra("lider")
    direccion = ruta("reporte_linea", corte, una(corte).pk)
    client.post(direccion, {"verbo": "adjuntar", "titulo": "Acta", "archivo": archivos.subido()})
    suya = Evidencia.objects.get()

    sin_razon = client.post(direccion, {"verbo": "retirar", "evidencia": suya.pk})
    client.post(direccion, {"verbo": "retirar", "evidencia": suya.pk, "razon": "Era otra"})

    assert "Diga por qué se retira" in sin_razon.content.decode()
    assert "Era otra" in client.get(direccion).content.decode()
    assert "Sin evidencias" in client.get(ruta("reporte", corte)).content.decode()


def test_la_de_apoyo_pone_notas_y_evidencias_desde_su_reporte(client, corte, entra):
    entra("apoyo")
    suya = dependencia(corte, "Apoyo")
    direccion = reverse("seguimiento:reporte_linea", args=[corte.pk, suya.pk, una(corte).pk])

    client.post(direccion, {"verbo": "nota", "texto": "Prestamos el salón"})
    client.post(
        direccion, {"verbo": "adjuntar", "titulo": "Foto", "archivo": archivos.subido(archivos.PNG)}
    )

    suyo = reverse("seguimiento:reporte", args=[corte.pk, suya.pk])
    texto = client.get(suyo).content.decode()
    assert "Prestamos el salón" in texto
    assert "Foto" in texto
    assert "Actividades que apoya" in texto
    assert 'name="verbo"' not in texto
    # Ni mandando el formulario a mano escribe la cifra.
    client.post(suyo, {"verbo": "guardar", **campos(corte, porcentaje="90")})
    assert Avance.objects.get().porcentaje is None


# --- Planeación -----------------------------------------------------------------------------


@pytest.fixture
def enviados(client, corte, entra):
    entra("lider")
    for codigo in ("01", "02"):
        reportar(corte, una(corte, codigo), 80)
    client.post(ruta("reporte_revisar", corte))
    return list(corte.avances.order_by("actividad__codigo"))


def test_el_tablero_dice_quien_ha_reportado(client, corte, enviados, entra, revisar_html):
    entra("planeacion")

    texto = client.get(ruta("corte", corte)).content.decode()

    revisar_html(texto)
    assert "Reportó una parte" in texto
    assert "2 líneas por revisar." in texto
    assert texto.count('name="avance" value="') == 4  # marcar y devolver, en cada una


def test_aceptar_en_bloque_devolver_una_y_cerrar(client, corte, enviados, entra):
    entra("planeacion")
    uno, otro = enviados

    client.post(ruta("corte", corte), {"verbo": "devolver", "avance": otro.pk, "nota": "Sin acta"})
    client.post(ruta("corte", corte), {"verbo": "aceptar", "avance": [uno.pk]})
    client.post(ruta("corte", corte), {"verbo": "cerrar"})

    corte.refresh_from_db()
    assert [avance.estado for avance in corte.avances.order_by("actividad__codigo")][:2] == [
        "aceptado",
        "devuelto",
    ]
    assert corte.estado == "cerrado"


def test_cerrar_sin_revisar_dice_que_falta(client, corte, enviados, entra):
    entra("planeacion")

    respuesta = client.post(ruta("corte", corte), {"verbo": "cerrar"}, follow=True)

    assert "quedan 2 líneas enviadas sin revisar" in respuesta.content.decode()
    assert Corte.objects.get().estado == "abierto"


def test_reabrir_es_un_derecho_con_razon(client, corte, entra):
    entra("planeacion")
    client.post(ruta("corte", corte), {"verbo": "cerrar"})

    client.post(ruta("corte", corte), {"verbo": "reabrir", "razon": ""})
    assert Corte.objects.get().estado == "cerrado"
    client.post(ruta("corte", corte), {"verbo": "reabrir", "razon": "Faltó un acta"})

    assert Corte.objects.get().estado == "abierto"
    assert "Faltó un acta" in client.get(ruta("corte", corte)).content.decode()


@pytest.mark.parametrize("quien", ["control", "lider", "comunicaciones", "consulta"])
def test_nadie_mas_reabre(client, corte, entra, quien):
    entra("planeacion")
    client.post(ruta("corte", corte), {"verbo": "cerrar"})
    entra(quien)

    respuesta = client.post(ruta("corte", corte), {"verbo": "reabrir", "razon": "Porque sí"})

    assert respuesta.status_code == 403
    assert Corte.objects.get().estado == "cerrado"


def test_se_abre_con_otras_fechas_y_la_nota_esta_a_la_vista(client, corte, entra, revisar_html):
    entra("planeacion")
    texto = client.get(ruta("cortes", corte)).content.decode()
    revisar_html(texto)
    assert "derogadas por el Decreto 1122 de 2024" in texto

    client.post(
        ruta("cortes", corte),
        {"verbo": "abrir", "periodo": "T2", "fecha": "2026-06-15", "reporta_hasta": "2026-06-20"},
    )

    nuevo = Corte.objects.get(periodo="T2")
    assert (nuevo.fecha, nuevo.reporta_hasta) == (date(2026, 6, 15), date(2026, 6, 20))


@pytest.mark.parametrize("verbo", ["", "volar"])
def test_un_verbo_que_no_existe_no_hace_nada(client, corte, entra, verbo):
    entra("planeacion")

    for nombre in ("cortes", "corte"):
        assert client.post(ruta(nombre, corte), {"verbo": verbo}).status_code == 404


def test_las_pantallas_cuestan_lo_mismo_con_mas_lineas(
    client, corte, entra, django_assert_max_num_queries
):
    entra("planeacion")
    for direccion, tope in ((ruta("corte", corte), 60), (ruta("reporte", corte), 45)):
        with django_assert_max_num_queries(tope):
            client.get(direccion)


def test_lo_que_si_se_guardo_no_choca_consigo_mismo(client, corte, entra):
    entra("lider")
    con_error = {
        "verbo": "guardar",
        **campos(corte, "01", porcentaje="ciento", leida=vacio()),
        **campos(corte, "02", porcentaje="20", leida=vacio()),
    }
    texto = client.post(ruta("reporte", corte), con_error).content.decode()

    parte = texto.split(f'name="l{una(corte, "02").pk}-leida"')[1]
    leida = parte.split('value="')[1].split('"')[0]
    corregido = con_error | {
        **campos(corte, "01", porcentaje="10"),
        **campos(corte, "02", porcentaje="30", leida=leida),
    }

    assert client.post(ruta("reporte", corte), corregido).status_code == 302
    assert [int(uno.porcentaje) for uno in Avance.objects.order_by("actividad__codigo")] == [10, 30]


@pytest.mark.parametrize(
    ("quien", "lo_ve"), [("lider", True), ("control", False), ("consulta", False)]
)
def test_lo_que_se_esta_escribiendo_lo_ve_solo_su_dependencia(client, corte, entra, quien, lo_ve):
    reportar(corte, una(corte), 40, observacion="Todavía no es definitivo")
    entra(quien)

    for direccion in (ruta("reporte", corte), ruta("corte", corte)):
        visto = "Todavía no es definitivo" in client.get(direccion).content.decode()
        assert visto == (lo_ve and direccion == ruta("reporte", corte))
