"""Las páginas públicas del cronograma por HTTP: qué muestran, qué callan y qué responden."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from cronograma import aprobacion
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_instancia,
    crear_usuario,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

CONSULTAS_DEL_INICIO = 5
CONSULTAS_DE_LA_LISTA = 12
CONSULTAS_DE_LA_FICHA = 13


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital de Prueba", slug="hospital", sigla="HP")
    return crear_estrategia(entidad=entidad, nombre="Cronograma 2026")


def lista(slug="hospital", vigencia=2026, consulta=""):
    return reverse("cronograma:lista", args=[slug, vigencia]) + consulta


def detalle(codigo="01", tipo="combinada"):
    return reverse("cronograma:detalle", args=["hospital", 2026, tipo, codigo])


def texto_de(response):
    return " ".join(response.content.decode().split())


# --- Portadas ------------------------------------------------------------------------------


def test_inicio_con_una_sola_entidad_lleva_a_ella(client, estrategia):
    crear_entidad(nombre="Sin nada publicado")
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    response = client.get("/")

    assert (response.status_code, response.url) == (302, "/hospital/")


def test_inicio_con_varias_entidades_las_muestra(client, estrategia):
    otra = crear_estrategia(entidad=crear_entidad(nombre="Alcaldía"), vigencia=2024)
    for una in (estrategia, otra):
        crear_actividad(estrategia=una)
        publicar(una)

    tarjetas = client.get("/").context["tarjetas"]

    assert [(t.entidad.nombre, t.vigencias, t.cuantas) for t in tarjetas] == [
        ("Alcaldía", (2024,), 1),
        ("Hospital de Prueba", (2026,), 1),
    ]


def test_inicio_sin_nada_publicado_lo_dice(client):
    assert "Todavía ninguna entidad ha publicado" in texto_de(client.get("/"))


def test_inicio_trae_lo_proximo_de_todas_las_entidades(client, estrategia):
    otra = crear_estrategia()
    crear_actividad(estrategia=otra, nombre="Feria", fecha_programada="30 de mayo de 2026")
    crear_actividad(
        estrategia=estrategia, nombre="Audiencia", fecha_programada="20 de mayo de 2026"
    )
    crear_actividad(estrategia=estrategia, nombre="Ya fue", fecha_programada="2 de mayo de 2026")
    mensual = crear_actividad(estrategia=otra, nombre="Reunión", fecha_programada="Mensual")
    crear_encuentro(actividad=mensual, fecha=date(2026, 5, 25))
    publicar(otra)
    publicar(estrategia)

    agenda = client.get("/").context["agenda"]

    assert [(m.dia, m.renglon.fila.nombre) for m in agenda] == [
        (date(2026, 5, 20), "Audiencia"),
        (date(2026, 5, 25), "Reunión"),
        (date(2026, 5, 30), "Feria"),
    ]


def test_entidad_sin_publicacion_lo_dice(client, estrategia):
    crear_actividad(estrategia=estrategia, nombre="Secreto")

    pagina = texto_de(client.get("/hospital/"))

    assert "Todavía no hay actividades publicadas" in pagina
    assert "Secreto" not in pagina


def test_entidad_muestra_lo_que_se_puede_hacer_ahora(client, estrategia):
    crear_actividad(estrategia=estrategia, nombre="Pasada", fecha_programada="3 de marzo de 2026")
    crear_actividad(estrategia=estrategia, nombre="En curso", fecha_programada="2.º trimestre")
    crear_actividad(estrategia=estrategia, nombre="Próxima", fecha_programada="1 de julio de 2026")
    publicar(estrategia)

    portada = client.get("/hospital/").context["portada"]

    assert [momento.renglon.fila.nombre for momento in portada.ahora] == ["Próxima", "En curso"]


def test_entidad_de_un_anio_pasado_no_invita_a_lo_que_ya_fue(client):
    vieja = crear_estrategia(vigencia=2022)
    crear_actividad(estrategia=vieja, fecha_programada="Según solicitud")
    publicar(vieja)

    pagina = texto_de(client.get(vieja.entidad.get_absolute_url()))

    assert "El año 2022 ya terminó" in pagina
    assert "Pida una reunión" not in pagina


def test_entidad_inactiva_no_tiene_paginas(client, estrategia):
    estrategia.entidad.activa = False
    estrategia.entidad.save()

    assert client.get("/hospital/").status_code == 404


# --- Lista ---------------------------------------------------------------------------------


def test_lista_solo_muestra_lo_congelado(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia, nombre="Como se publicó")
    publicar(estrategia)
    actividad.nombre = "Cambiada en trabajo"
    actividad.save()
    crear_actividad(estrategia=estrategia, nombre="Nueva sin publicar")

    pagina = texto_de(client.get(lista()))

    assert "Como se publicó" in pagina
    assert "Cambiada en trabajo" not in pagina
    assert "Nueva sin publicar" not in pagina


def test_lista_dice_version_fecha_y_que_la_aprobacion_no_consta(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia, documento="Plan en PDF", etiqueta="02", fecha=date(2026, 1, 27))

    pagina = texto_de(client.get(lista()))

    assert "Versión 1 · publicada aquí el 15 de mayo de 2026." in pagina
    assert (
        "«Plan en PDF», versión 02, del 27 de enero de 2026. La aprobación no consta en el sistema."
    ) in pagina


def test_lista_reune_las_estrategias_del_anio(client, estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, tipo="rendicion", nombre="Rendición 2026")
    for una in (estrategia, otra):
        crear_actividad(estrategia=una, codigo="01", nombre=f"De {una.nombre}")
        publicar(una)

    pagina = texto_de(client.get(lista()))

    assert "2 actividades de Hospital de Prueba" in pagina
    assert detalle(tipo="combinada") in pagina
    assert detalle(tipo="rendicion") in pagina


def test_lista_de_una_fecha_imprecisa_no_tiene_bloque_de_dia(client, estrategia):
    crear_actividad(estrategia=estrategia, fecha_programada="1er Cuatrimestre")
    publicar(estrategia)

    assert 'class="dia"' not in client.get(lista()).content.decode()


def test_lista_de_una_fecha_exacta_tiene_bloque_de_dia(client, estrategia):
    crear_actividad(estrategia=estrategia, fecha_programada="24 de junio de 2026")
    publicar(estrategia)

    pagina = client.get(lista()).content.decode()

    assert '<time class="dia" datetime="2026-06-24">' in pagina
    assert "miércoles 24 de junio de 2026" in pagina


def test_lista_con_filtro_dice_cuantas_quedan_y_permite_quitarlo(client, estrategia):
    crear_actividad(estrategia=estrategia, presencial=True)
    crear_actividad(estrategia=estrategia, virtual=True)
    publicar(estrategia)

    pagina = texto_de(client.get(lista(consulta="?modalidad=virtual")))

    assert "Queda 1 de 2 actividades" in pagina
    assert "Quitar el filtro </span>Cómo se asiste: Virtual" in pagina


def test_lista_sin_resultados_dice_que_relajar(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    response = client.get(lista(consulta="?q=marciano"))

    assert response.status_code == 200
    assert "No hay actividades con todos esos filtros a la vez" in texto_de(response)


@pytest.mark.parametrize("vista", ["lista", "mes", "anio", "descarga", "ics"])
def test_un_filtro_invalido_se_dice_en_todas_las_vistas(client, estrategia, vista):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    resto = {"mes": [date(2026, 5, 1)], "descarga": ["xlsx"]}.get(vista, [])

    response = client.get(
        reverse(f"cronograma:{vista}", args=["hospital", 2026, *resto]) + "?fase=xx"
    )

    assert response.status_code == 400
    assert "«xx» no es un valor de «Fase o etapa»." in texto_de(response)


def test_un_filtro_invalido_ofrece_los_valores_que_si_hay(client, estrategia):
    crear_actividad(estrategia=estrategia, virtual=True)
    publicar(estrategia)

    pagina = texto_de(client.get(lista(consulta="?modalidad=telepatica")))

    assert f'<a href="{lista()}?modalidad=virtual">Virtual</a>' in pagina
    assert "?periodo=" not in pagina


def test_lista_escapa_lo_que_la_persona_escribe(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    pagina = client.get(lista(consulta="?q=%3Cscript%3Ealert(1)")).content.decode()

    assert "<script>alert" not in pagina


def test_lista_de_un_anio_sin_nada_dice_cuales_si(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    response = client.get(lista(vigencia=2031))

    assert response.status_code == 404
    assert "no ha publicado aquí un cronograma del año 2031" in texto_de(response)
    assert [e.direccion for e in response.context["enlaces"]] == [lista(), "/hospital/"]


@pytest.mark.parametrize(
    "direccion",
    [
        "/no-existe/",
        "/hospital/cronograma/1999/",
        "/hospital/cronograma/2026/plan/01/",
        "/a/b/c/d/",
    ],
)
def test_direccion_desconocida_es_una_pagina_que_ayuda(client, estrategia, direccion):
    response = client.get(direccion)

    assert response.status_code == 404
    assert "No encontramos esa página" in texto_de(response)


@pytest.mark.parametrize(
    "nombre", ["entidades", "entidad", "lista", "detalle", "ics", "descarga", "mes", "anio"]
)
def test_las_paginas_publicas_rechazan_post(client, estrategia, nombre):
    argumentos = {
        "entidades": [],
        "entidad": ["hospital"],
        "detalle": ["hospital", 2026, "combinada", "01"],
        "descarga": ["hospital", 2026, "xlsx"],
        "mes": ["hospital", 2026, date(2026, 5, 1)],
    }.get(nombre, ["hospital", 2026])

    assert client.post(reverse(f"cronograma:{nombre}", args=argumentos)).status_code == 405


# --- Mes y año -----------------------------------------------------------------------------


def test_mes_muestra_el_dia_y_lo_impreciso_aparte(client, estrategia):
    crear_actividad(estrategia=estrategia, nombre="Con día", fecha_programada="24 de junio de 2026")
    crear_actividad(estrategia=estrategia, nombre="Sin día", fecha_programada="junio")
    publicar(estrategia)

    mes = client.get(reverse("cronograma:mes", args=["hospital", 2026, date(2026, 6, 1)])).context[
        "mes"
    ]

    assert [casilla.dia for casilla in mes.con_dia] == [date(2026, 6, 24)]
    assert [renglon.fila.nombre for renglon in mes.sin_dia] == ["Sin día"]


def test_linea_del_anio_tiene_una_fila_por_actividad(client, estrategia):
    crear_actividad(estrategia=estrategia, fecha_programada="1er trimestre")
    publicar(estrategia)

    (fila,) = client.get(reverse("cronograma:anio", args=["hospital", 2026])).context["anio"]

    assert fila.meses == ("periodo",) * 3 + ("",) * 9


# --- Ficha ---------------------------------------------------------------------------------


def test_ficha_dice_lo_entendido_y_lo_que_la_entidad_escribio(client, estrategia):
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Encuentro con usuarios",
        fecha_programada="1er Cuatrimestre",
        presencial=True,
        correo="participa@hospital.gov.co",
        objetivo="Escuchar",
        dependencias=[
            crear_dependencia(entidad=estrategia.entidad, nombre="Atención", sigla="SIAU")
        ],
        grupos=[crear_grupo(entidad=estrategia.entidad, nombre="Usuarios")],
    )
    publicar(estrategia)

    pagina = texto_de(client.get(detalle()))

    for dicho in (
        "Entre enero y abril de 2026",
        'La entidad escribió: <span class="palabras">«1er Cuatrimestre»</span>',
        "Presencial",
        "Usuarios",
        "Atención (SIAU)",
        "participa@hospital.gov.co",
        "Escuchar",
    ):
        assert dicho in pagina


def test_ficha_muestra_los_encuentros_y_por_que_se_cancelan(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="Mensual")
    crear_encuentro(actividad=actividad, fecha=date(2026, 6, 9), hora_inicio=time(14, 30))
    cancelado = crear_encuentro(
        actividad=actividad, fecha=date(2026, 5, 20), estado="cancelado", motivo="Paro nacional"
    )
    publicar(estrategia)

    pagina = texto_de(client.get(detalle()))

    assert "Por qué: Paro nacional" in pagina
    enlace = f'<a href="/hospital/reuniones/{cancelado.pk}/">'
    assert f'class="tachado">{enlace}Miércoles 20 de mayo de 2026' in pagina
    assert "Martes 9 de junio de 2026, 2:30 p. m." in pagina


def test_ficha_tiene_codigo_qr(client, estrategia):
    crear_actividad(estrategia=estrategia, codigo="01")
    publicar(estrategia)

    response = client.get(detalle() + "qr.svg")

    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")


# --- Cuántas consultas ---------------------------------------------------------------------


@pytest.mark.parametrize("cuantas", [1, 3])
def test_lista_hace_siempre_las_mismas_consultas(
    client, estrategia, cuantas, django_assert_num_queries
):
    publicar_varias(estrategia, cuantas)

    with django_assert_num_queries(CONSULTAS_DE_LA_LISTA):
        client.get(lista())


@pytest.mark.parametrize("cuantas", [1, 3])
def test_ficha_hace_siempre_las_mismas_consultas(
    client, estrategia, cuantas, django_assert_num_queries
):
    publicar_varias(estrategia, cuantas)

    with django_assert_num_queries(CONSULTAS_DE_LA_FICHA):
        client.get(detalle())


@pytest.mark.parametrize("cuantas", [1, 3])
def test_inicio_hace_siempre_las_mismas_consultas(client, cuantas, django_assert_num_queries):
    for _ in range(cuantas + 1):
        publicar_varias(crear_estrategia(), 1)

    with django_assert_num_queries(CONSULTAS_DEL_INICIO):
        client.get("/")


def publicar_varias(estrategia, cuantas):
    for numero in range(1, cuantas + 1):
        actividad = crear_actividad(
            estrategia=estrategia,
            codigo=f"{numero:02d}",
            fecha_programada="20 de mayo de 2026",
            grupos=[crear_grupo(entidad=estrategia.entidad)],
            dependencias=[crear_dependencia(entidad=estrategia.entidad)],
        )
        crear_encuentro(actividad=actividad, fecha=date(2026, 5, 20))
    publicar(estrategia)


# --- No repetir lo que no cambió -----------------------------------------------------------


def test_lista_que_no_cambio_responde_304(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    primera = client.get(lista())

    assert client.get(lista(), headers={"if-none-match": primera["ETag"]}).status_code == 304
    crear_encuentro(actividad=actividad)
    assert client.get(lista(), headers={"if-none-match": primera["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "pagina", ["", "anio/", "mes/2026-06/", "incrustar/", "cronograma.ics", "combinada/01/"]
)
def test_aplazar_un_encuentro_cambia_la_huella_y_la_fecha(client, estrategia, monkeypatch, pagina):
    actividad = crear_actividad(estrategia=estrategia, codigo="01")
    encuentro = crear_encuentro(actividad=actividad)
    publicar(estrategia)
    antes = client.get(lista() + pagina)

    despues_de = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: despues_de)
    encuentro.estado, encuentro.motivo = "aplazado", "Paro"
    encuentro.save()
    despues = client.get(lista() + pagina, headers={"if-none-match": antes["ETag"]})
    repetida = client.get(lista() + pagina, headers={"if-none-match": despues["ETag"]})

    assert (despues.status_code, repetida.status_code) == (200, 304)
    assert despues["ETag"] != antes["ETag"]
    assert despues["Last-Modified"] == http_date(despues_de.timestamp())
    assert despues["Last-Modified"] != antes["Last-Modified"]


def test_cambiar_los_datos_de_la_entidad_cambia_la_huella(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    antes = client.get(lista())["ETag"]

    estrategia.entidad.telefono = "+57 608 000 0000"
    estrategia.entidad.save()

    assert client.get(lista())["ETag"] != antes


def publicar_otro_anio(estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2027)
    crear_actividad(estrategia=otra)
    publicar(otra, ahora=timezone.now() + timedelta(hours=1))


def abrir_consulta(estrategia):
    quien = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    ahora = timezone.now() + timedelta(hours=1)
    version = aprobacion.abrir_version(estrategia, por=quien, ahora=ahora)
    hoy = timezone.localdate()
    aprobacion.divulgar(version, por=quien, ahora=ahora, desde=hoy, hasta=hoy + timedelta(days=5))


def poner_instancia(estrategia):
    crear_instancia(entidad=estrategia.entidad)


def enlazar_plan_de_accion(estrategia):
    estrategia.plan_accion_enlace = "https://hospital.gov.co/plan.pdf"
    estrategia.save()


@pytest.mark.parametrize("pagina", ["/hospital/", "/hospital/cronograma/2026/"])
@pytest.mark.parametrize(
    "cambiar", [publicar_otro_anio, abrir_consulta, poner_instancia, enlazar_plan_de_accion]
)
def test_lo_que_entra_al_menu_o_al_encabezado_cambia_la_huella(client, estrategia, pagina, cambiar):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    antes = client.get(pagina)

    cambiar(estrategia)
    despues = client.get(pagina, headers={"if-none-match": antes["ETag"]})

    assert (antes.status_code, despues.status_code) == (200, 200)
    assert despues["ETag"] != antes["ETag"]


@pytest.mark.parametrize("cambiar", [publicar_otro_anio, abrir_consulta])
def test_quien_solo_sabe_la_fecha_tambien_ve_el_menu_nuevo(client, estrategia, cambiar):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    fecha = client.get(lista())["Last-Modified"]

    igual = client.get(lista(), headers={"if-modified-since": fecha})
    cambiar(estrategia)
    distinta = client.get(lista(), headers={"if-modified-since": fecha})

    assert (igual.status_code, distinta.status_code) == (304, 200)


def test_quien_solo_sabe_la_fecha_ve_otra_pagina_al_dia_siguiente(client, estrategia, monkeypatch):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    fecha = client.get(lista())["Last-Modified"]

    maniana = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: maniana)

    assert client.get(lista(), headers={"if-modified-since": fecha}).status_code == 200


def test_cada_filtro_y_cada_dia_tienen_su_huella(client, estrategia, monkeypatch):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    huellas = {client.get(lista(consulta=c))["ETag"] for c in ("", "?q=x", "?periodo=T1")}

    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 5, 16))
    huellas.add(client.get(lista())["ETag"])

    assert len(huellas) == 4


# --- Archivos ------------------------------------------------------------------------------


def descarga(como, consulta=""):
    return reverse("cronograma:descarga", args=["hospital", 2026, como]) + consulta


def codigos_de(response):
    return [actividad["codigo"] for actividad in response.json()["actividades"]]


def test_descarga_lleva_lo_que_se_esta_viendo(client, estrategia):
    crear_actividad(estrategia=estrategia, codigo="01", presencial=True)
    crear_actividad(estrategia=estrategia, codigo="02", virtual=True)
    publicar(estrategia)

    assert codigos_de(client.get(descarga("json"))) == ["01", "02"]
    assert codigos_de(client.get(descarga("json", "?modalidad=virtual"))) == ["02"]


def test_descarga_de_una_seleccion_lo_dice(client, estrategia):
    crear_actividad(estrategia=estrategia, virtual=True)
    publicar(estrategia)

    entera, seleccion = (
        client.get(descarga("json")),
        client.get(descarga("json", "?modalidad=virtual")),
    )

    assert "selección" not in entera.json()["procedencia"]
    assert seleccion.json()["procedencia"].endswith(
        "Este archivo trae solo una selección de las actividades (Cómo se asiste: Virtual)."
    )
    assert 'filename="cronograma-hospital-2026-seleccion.json"' in seleccion["Content-Disposition"]


@pytest.mark.parametrize("como", ["xlsx", "ods", "csv", "json"])
def test_descarga_sin_ninguna_actividad_no_falla(client, estrategia, como):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    assert client.get(descarga(como, "?q=marciano")).status_code == 200


@pytest.mark.parametrize(
    ("como", "firma"),
    [("xlsx", b"PK"), ("ods", b"PK"), ("csv", "\ufeff".encode()), ("json", b"{")],
)
def test_descarga_en_cada_formato(client, estrategia, como, firma):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    response = client.get(descarga(como))

    assert response.status_code == 200
    assert response.content.startswith(firma)
    assert f'filename="cronograma-hospital-2026.{como}"' in response["Content-Disposition"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_descarga_con_varias_estrategias_pregunta_cual(client, estrategia):
    otra = crear_estrategia(entidad=estrategia.entidad, tipo="rendicion", nombre="La rendición")
    for una, codigo in ((estrategia, "01"), (otra, "02")):
        crear_actividad(estrategia=una, codigo=codigo)
        publicar(una)

    pregunta = client.get(descarga("json", "?q=prueba"))

    assert pregunta.status_code == 400
    assert [direccion for _, direccion in pregunta.context["opciones"]] == [
        "?q=prueba&estrategia_de=combinada",
        "?q=prueba&estrategia_de=rendicion",
    ]
    assert codigos_de(client.get(descarga("json", "?estrategia_de=rendicion"))) == ["02"]


@pytest.mark.parametrize("consulta", ["?estrategia_de=otra", "?formato=otro"])
def test_descarga_de_lo_que_no_hay_lo_dice(client, estrategia, consulta):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    response = client.get(descarga("xlsx", consulta))

    assert response.status_code == 404
    assert "«otr" in texto_de(response)


def test_descarga_en_una_extension_desconocida_no_existe(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)

    assert client.get("/hospital/cronograma/2026/cronograma.docx").status_code == 404
