"""La página «Revisión»: la matriz, el control que se ejecuta, los problemas que se aceptan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cronograma.cobertura import ejecutar_control
from cronograma.models import ControlDeCobertura, ProblemaAceptado
from cronograma.problemas.revision import CAMBIO_MIENTRAS
from estrategia.models import Fase
from seguimiento import ejemplos
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_caracterizacion,
    crear_dependencia,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

CABEZA_MIPG = [
    "Grupo de valor",
    "Actividades",
    "Ciclo de la gestión (MIPG)",
    "Modalidad",
    "Diagnóstico participativo",
    "Formulación participativa",
    "Ejecución participativa",
    "Seguimiento y evaluación participativa",
    "Presencial",
    "Virtual",
    "Presencial y virtual",
    "Sin decir",
]


@pytest.fixture
def estrategia():
    return crear_estrategia(formato="estrategia", tipo="combinada")


@pytest.fixture
def planeacion(estrategia):
    return crear_usuario(
        rol="planeacion", entidad=estrategia.entidad, first_name="Ana", last_name="Pérez"
    )


@pytest.fixture
def caracterizada(estrategia):
    """Dos grupos, uno sin actividades; la feria es de los dos ciclos."""
    crear_caracterizacion(entidad=estrategia.entidad)
    jovenes = crear_grupo(entidad=estrategia.entidad, nombre="Jóvenes", caracterizado=True)
    crear_grupo(entidad=estrategia.entidad, nombre="Mayores", caracterizado=True)
    crear_actividad(
        estrategia=estrategia,
        nombre="Feria",
        codigo="01",
        fecha_programada="20 de junio",
        presencial=True,
        grupos=[jovenes],
        fases=Fase.objects.filter(codigo__in=["ejecucion", "ejecucion_rdc"]),
        dependencias=[crear_dependencia(entidad=estrategia.entidad)],
    )
    return estrategia


@pytest.fixture
def sin_responsable(caracterizada):
    return crear_actividad(
        estrategia=caracterizada, nombre="Foro", codigo="02", fecha_programada="20 de junio"
    )


def pagina(estrategia):
    return reverse("admin:estrategia_estrategia_revision", args=[estrategia.pk])


def archivo(estrategia, como, control=None):
    if control:
        return reverse(
            "admin:estrategia_estrategia_control", args=[estrategia.pk, control.pk, como]
        )
    return reverse("admin:estrategia_estrategia_cobertura", args=[estrategia.pk, como])


def texto_de(response):
    return " ".join(response.content.decode().split())


def tablas_de(response):
    """Cada matriz de la página como se ve: el título, la cabeza y una lista por renglón."""
    import html5lib  # noqa: PLC0415

    arbol = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    for tabla in arbol.iterfind(".//table[@class='matriz']"):
        cabeza = [leer(celda) for celda in tabla.iterfind("thead/tr/th")]
        cuerpo = [[leer(celda) for celda in fila] for fila in tabla.iterfind("tbody/tr")]
        yield leer(tabla.find("caption")), cabeza, cuerpo


def leer(elemento):
    return " ".join("".join(elemento.itertext()).split())


def del_ejemplo(nombre):
    return ejemplos.cargar(ejemplos.leer(nombre))[1]


# --- La matriz -----------------------------------------------------------------------------


def test_la_matriz_del_hospital_cuenta_lo_que_dice_su_hoja(client):
    estrategia = del_ejemplo("000_cronograma_huhmp_2022.json")
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))

    respuesta = client.get(pagina(estrategia))

    [(titulo, cabeza, cuerpo)] = tablas_de(respuesta)
    sin_fase = ["—"] * 4
    assert titulo.startswith("Grupos vistos en una hoja, por confirmar:")
    assert cabeza == CABEZA_MIPG
    assert cuerpo == [
        [grupo, total, *sin_fase, *modalidad]
        for grupo, total, modalidad in (
            ("Asociación, Alianza y usuarios en general.", "1", "0010"),
            ("Ciudadania en General y periodistas", "1", "0100"),
            ("Ciudadanía en general y grupo de valor de la institución", "6", "1401"),
            ("Cliente Interno, Representante de agremiaciones entre otros.", "1", "1000"),
            ("Comités de Docencia - Servicio", "1", "0010"),
            ("Educomunicación", "1", "0100"),
            ("Entidades Administradoras de Planes de Beneficios de Salud (EAPB)", "1", "1000"),
            ("Entidades responsables del pago", "1", "0010"),
            ("Instituciones educativas", "1", "0010"),
            ("Proveedores de bienes y servicios", "1", "1000"),
            ("Relacionamiento con terceros", "1", "1000"),
        )
    ]
    assert "no se puede verificar" in texto_de(respuesta)
    assert "ninguna actividad que invite a un grupo dice su fase" in texto_de(respuesta)


def test_la_matriz_del_sanatorio_cuenta_sus_fases(client):
    estrategia = del_ejemplo("001_estrategia_sanatorio_contratacion_2022.json")
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))

    [(_, cabeza, cuerpo)] = tablas_de(client.get(pagina(estrategia)))

    assert cabeza == CABEZA_MIPG
    assert cuerpo == [["Población enfermos de Hansen", "3", *"0111", *"0003"]]


def test_la_matriz_muestra_los_dos_ciclos_y_lo_que_falta(
    client, planeacion, caracterizada, revisar_html
):
    client.force_login(planeacion)

    respuesta = client.get(pagina(caracterizada))

    [(titulo, cabeza, cuerpo)] = tablas_de(respuesta)
    falta = "0 falta"
    assert titulo.startswith("Grupos de la caracterización:")
    assert cabeza[2:5] == [
        "Ciclo de la gestión (MIPG)",
        "Etapas de la rendición de cuentas (Manual Único)",
        "Modalidad",
    ]
    assert cuerpo == [
        ["Jóvenes", "1", falta, falta, "1", falta, falta, falta, falta, "1", falta, *"1000"],
        ["Mayores", *[falta] * 10, *"0000"],
    ]
    assert "Caracterización de usuarios, del 15 de enero de 2026." in texto_de(respuesta)
    assert "Grupos que ninguna actividad contempla:</strong></p> <ul><li>Mayores</li></ul>" in (
        texto_de(respuesta)
    )
    revisar_html(respuesta.content.decode())


def test_un_grupo_por_confirmar_lleva_a_confirmarlo(client, planeacion, estrategia):
    visto = crear_grupo(entidad=estrategia.entidad, nombre="Proveedores")
    client.force_login(planeacion)

    respuesta = texto_de(client.get(pagina(estrategia)))

    assert reverse("admin:estrategia_grupodevalor_change", args=[visto.pk]) in respuesta
    lista = reverse("admin:estrategia_grupodevalor_changelist")
    assert f"{lista}?caracterizado__exact=0" in respuesta
    assert client.get(f"{lista}?caracterizado__exact=0&activo__exact=1").status_code == 200


def consultas_de(client, cuantas):
    estrategia = crear_estrategia(formato="estrategia")
    persona = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    for numero in range(cuantas):
        grupo = crear_grupo(entidad=estrategia.entidad, nombre=f"G{numero}", caracterizado=True)
        crear_grupo(entidad=estrategia.entidad, nombre=f"Visto {numero}")
        uno = crear_actividad(estrategia=estrategia, codigo=f"0{numero}", grupos=[grupo])
        ProblemaAceptado.objects.create(
            estrategia=estrategia, actividad=uno, codigo="x", texto="y", razon="z",
            por=persona, en=AHORA,
        )  # fmt: skip
        ejecutar_control(estrategia, por=persona, ahora=AHORA, razon="Falta")
    client.force_login(persona)
    with CaptureQueriesContext(connection) as consultas:
        client.get(pagina(estrategia))
    return len(consultas)


def test_la_pagina_hace_las_mismas_consultas_para_una_y_para_tres(client):
    assert consultas_de(client, 1) == consultas_de(client, 3)


# --- El control ----------------------------------------------------------------------------


def test_ejecutar_el_control_queda_con_quien_y_por_que(client, planeacion, caracterizada):
    client.force_login(planeacion)
    assert "Todavía no se ha ejecutado." in texto_de(client.get(pagina(caracterizada)))

    respuesta = client.post(
        pagina(caracterizada), {"control": "1", "razon": "Se invitan en agosto"}, follow=True
    )

    control = ControlDeCobertura.objects.get()
    assert (control.ejecutado_por, control.conforme, control.razon) == (
        planeacion,
        False,
        "Se invitan en agosto",
    )
    texto = texto_de(respuesta)
    assert "Lo ejecutó Ana Pérez el 15 de mayo de 2026, 12:00." in texto
    assert "<strong>Se sigue así porque:</strong> Se invitan en agosto" in texto
    assert "Está al día" in texto
    assert "Para presentar al Comité falta" not in texto


def test_sin_razon_el_control_queda_y_se_dice_lo_que_falta(client, planeacion, caracterizada):
    client.force_login(planeacion)

    texto = texto_de(client.post(pagina(caracterizada), {"control": "1", "razon": ""}, follow=True))

    assert "Quedó ejecutado el control de cobertura: no conforme." in texto
    assert "Para presentar al Comité falta:" in texto


def test_conforme_no_pide_razon(client, planeacion, caracterizada):
    caracterizada.actividades.get().grupos.add(caracterizada.entidad.grupos.get(nombre="Mayores"))
    client.force_login(planeacion)

    assert client.get(pagina(caracterizada)).context["formulario"] is None
    texto = texto_de(
        client.post(pagina(caracterizada), {"control": "1", "razon": "x"}, follow=True)
    )
    assert "La razón solo se escribe cuando algo falta." in texto
    client.post(pagina(caracterizada), {"control": "1", "razon": ""})
    assert ControlDeCobertura.objects.get().conforme


def test_un_control_viejo_se_dice_desactualizado_y_sigue_a_la_mano(
    client, planeacion, caracterizada
):
    viejo = ejecutar_control(caracterizada, por=planeacion, ahora=AHORA, razon="Falta uno")
    caracterizada.actividades.get().grupos.add(caracterizada.entidad.grupos.get(nombre="Mayores"))
    client.force_login(planeacion)

    antes = texto_de(client.get(pagina(caracterizada)))
    client.post(pagina(caracterizada), {"control": "1", "razon": ""})
    despues = texto_de(client.get(pagina(caracterizada)))

    assert "Está desactualizado." in antes
    assert "1 de 2 grupos de valor están contemplados." in antes  # lo que quedó congelado
    assert "Está al día" in despues
    assert archivo(caracterizada, "pdf", viejo) in despues


# --- Los problemas -------------------------------------------------------------------------


def test_los_problemas_van_por_gravedad_con_su_enlace(
    client, planeacion, caracterizada, sin_responsable
):
    crear_actividad(estrategia=caracterizada, nombre="…", codigo="03", fecha_programada="mayo")
    client.force_login(planeacion)

    respuesta = client.get(pagina(caracterizada))

    codigos = {
        grupo.clave: {
            (uno.problema.codigo.value, uno.problema.actividad) for uno in grupo.problemas
        }
        for grupo in respuesta.context["grupos"]
    }
    assert list(codigos) == ["bloquea", "bloquea_salvo_razon", "advierte"]
    assert codigos["bloquea"] == {("sin_nombre", "03")}
    assert codigos["bloquea_salvo_razon"] == {("sin_responsable", "02"), ("sin_responsable", "03")}
    texto = texto_de(respuesta)
    formulario = reverse("admin:cronograma_actividad_change", args=[sin_responsable.pk])
    assert f'<a href="{formulario}#responsabilidades-group">Corregir la actividad 02</a>' in texto
    assert "3 de" in texto


def test_aceptar_un_problema_muestra_quien_cuando_y_por_que(
    client, planeacion, caracterizada, sin_responsable
):
    client.force_login(planeacion)
    datos = {"codigo": "sin_responsable", "actividad": "02"}
    visto = next(
        uno.problema.texto
        for uno in client.get(pagina(caracterizada)).context["grupos"][1].problemas
    )

    sin_razon = client.post(pagina(caracterizada), datos | {"razon": " "}, follow=True)
    con_razon = client.post(
        pagina(caracterizada),
        datos | {"razon": "Lo define el Comité", "visto": visto},
        follow=True,
    )

    assert "Escriba por qué se acepta el problema." in texto_de(sin_razon)
    texto = texto_de(con_razon)
    assert "<strong>Está bien así:</strong> Lo define el Comité" in texto
    assert "Lo aceptó Ana Pérez el 15 de mayo de 2026, 12:00." in texto
    assert 'name="visto"' not in texto


def test_no_se_acepta_una_frase_que_ya_es_otra(client, planeacion, caracterizada, sin_responsable):
    client.force_login(planeacion)

    texto = texto_de(
        client.post(
            pagina(caracterizada),
            {"codigo": "sin_responsable", "actividad": "02", "razon": "Sí", "visto": "Otra cosa"},
            follow=True,
        )
    )

    assert CAMBIO_MIENTRAS in texto
    assert not ProblemaAceptado.objects.exists()


def test_lo_que_bloquea_del_todo_no_se_acepta(client, planeacion, caracterizada):
    crear_actividad(estrategia=caracterizada, nombre="…", codigo="03")
    client.force_login(planeacion)

    texto = texto_de(
        client.post(
            pagina(caracterizada),
            {"codigo": "sin_nombre", "actividad": "03", "razon": "Así viene"},
            follow=True,
        )
    )

    assert "Esto se corrige, no se acepta." in texto
    assert not ProblemaAceptado.objects.exists()


def test_la_razon_de_una_frase_que_cambio_no_se_pierde(
    client, planeacion, caracterizada, sin_responsable
):
    client.force_login(planeacion)
    client.post(
        pagina(caracterizada),
        {"codigo": "sin_responsable", "actividad": "02", "razon": "Se define"},
    )
    sin_responsable.nombre = "Foro de cierre"
    sin_responsable.save()

    texto = texto_de(client.get(pagina(caracterizada)))

    assert "Razones que ya no aplican" in texto
    assert "<strong>Razón:</strong> Se define (Ana Pérez, 15/05/2026)" in texto
    assert 'name="visto"' in texto


# --- Quién puede ---------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ["control", "consulta", "comunicaciones"])
def test_los_demas_leen_y_bajan_y_no_ejecutan(client, caracterizada, sin_responsable, rol):
    client.force_login(crear_usuario(rol=rol, entidad=caracterizada.entidad))

    texto = texto_de(client.get(pagina(caracterizada)))

    assert "Ejecutar el control" not in texto
    assert "Aceptarlo" not in texto
    assert "Ver la actividad 02" in texto
    assert client.get(archivo(caracterizada, "xlsx")).status_code == 200
    for datos in (
        {"control": "1", "razon": "x"},
        {"codigo": "sin_responsable", "actividad": "02", "razon": "x"},
    ):
        assert client.post(pagina(caracterizada), datos).status_code == 403
    assert not ControlDeCobertura.objects.exists()
    assert not ProblemaAceptado.objects.exists()


def test_la_de_otra_entidad_no_existe_y_sin_sesion_se_pide_entrar(
    client, planeacion, caracterizada
):
    control = ejecutar_control(caracterizada, por=planeacion, ahora=AHORA, razon="Falta")
    direcciones = [
        pagina(caracterizada),
        archivo(caracterizada, "pdf"),
        archivo(caracterizada, "xlsx", control),
    ]

    assert {client.get(una).status_code for una in direcciones} == {302}
    ajena = crear_usuario(rol="planeacion")
    client.force_login(ajena)
    assert {client.get(una).status_code for una in direcciones} == {404}
    propia = crear_estrategia(entidad=ajena.entidad)
    assert client.get(archivo(propia, "xlsx", control)).status_code == 404
    assert client.get(archivo(propia, "docx")).status_code == 404


def test_quien_actua_por_encargo_se_muestra_asi(client, planeacion, caracterizada):
    asignacion = planeacion.asignaciones.get()
    asignacion.por_encargo = True
    asignacion.desde, asignacion.hasta = date(2026, 5, 1), date(2026, 5, 31)
    asignacion.save()
    ejecutar_control(caracterizada, por=planeacion, ahora=AHORA, razon="Falta")
    client.force_login(planeacion)

    assert "Lo ejecutó Ana Pérez (por encargo)" in texto_de(client.get(pagina(caracterizada)))
