"""Los problemas de una estrategia: una prueba por regla, y los de los cuatro ejemplos.

Los esperados en los ejemplos no están aquí: los dice `docs/problemas.md`, que se escribió
mirando las hojas antes que el código.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cronograma.fila import Celda, Fila, Nombrado, Responsable
from cronograma.models import ProblemaAceptado
from cronograma.plan import Plan, Publicado
from cronograma.problemas import (
    GRAVEDADES,
    REGLAS,
    Codigo,
    Gravedad,
    aceptar_problema,
    pendientes_por_problemas,
    revisar,
    revisar_plan,
    revisar_version,
)
from cronograma.programacion import interpretar, interpretar_dos_celdas
from seguimiento import ejemplos
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_grupo,
    crear_instancia,
    crear_usuario,
    publicar,
)

DOCUMENTO = Path(__file__).resolve().parents[2] / "docs" / "problemas.md"
HOY = date(2026, 5, 15)
PRIMER_TRIMESTRE = datetime(2026, 3, 2, 15, tzinfo=UTC)
OFICINA = (Responsable("Oficina de Planeación", "", es_lider=True),)
EJECUCION = Nombrado("ejecucion", "Ejecución participativa")
FASES_MIPG = tuple(
    Nombrado(codigo, codigo)
    for codigo in ("diagnostico", "formulacion", "ejecucion", "seguimiento")
)


def fila(cuando="10 de marzo de 2026", **datos) -> Fila:
    """Una actividad sin problemas; la prueba dice lo que la estropea."""
    habitual = {
        "codigo": "01",
        "vigencia": 2026,
        "nombre": "Mesa de trabajo con usuarios",
        "grupos": ("Usuarios",),
        "fases": FASES_MIPG,
        "dependencias": OFICINA,
        "presencial": True,
        "fecha_programada": cuando,
        "programacion": interpretar(cuando, 2026),
    }
    return Fila(**habitual | datos)


def plan(*filas, **datos) -> Plan:
    habitual = {
        "vigencia": 2026,
        "tipo": "participacion",
        "publicado": Publicado(date(2026, 1, 20)),
        "hoy": HOY,
    }
    return Plan(filas=filas, **habitual | datos)


def hallados(un_plan, codigo) -> list[str | None]:
    """Las actividades con ese problema (None, el plan)."""
    return [uno.actividad for uno in revisar_plan(un_plan) if uno.codigo == codigo]


def frases(un_plan, codigo) -> list[str]:
    return [uno.texto for uno in revisar_plan(un_plan) if uno.codigo == codigo]


def test_una_actividad_completa_no_tiene_problemas():
    assert revisar_plan(plan(fila())) == []


def test_un_plan_sin_actividades_no_se_revisa():
    assert revisar_plan(plan(publicado=None)) == []


# --- La lista escrita a mano ------------------------------------------------------------------


def tablas_del_documento(encabezado) -> list[list[str]]:
    """Los renglones de la tabla que empieza con ese encabezado, celda por celda."""
    texto = DOCUMENTO.read_text(encoding="utf-8")
    cuerpo = texto[texto.index(encabezado) :].split("\n\n")[0].splitlines()[2:]
    return [[celda.strip(" `") for celda in linea.strip("| ").split(" | ")] for linea in cuerpo]


def esperados() -> dict[str, Counter]:
    """Por ejemplo, cuántas veces se espera cada par de actividad y problema."""
    secciones = re.split(r"^### ", DOCUMENTO.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    renglon = re.compile(r"^\| \S+ \| (\S+) \| `(\w+)` \|", flags=re.MULTILINE)
    return {
        seccion.splitlines()[0].strip(): Counter(
            (None if actividad == "—" else actividad, codigo)
            for actividad, codigo in renglon.findall(seccion)
        )
        for seccion in secciones
    }


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(esperados()))
def test_los_ejemplos_tienen_los_problemas_de_la_lista_ni_uno_mas(nombre):
    datos = ejemplos.leer(f"{nombre}.json")
    _, estrategia, _ = ejemplos.cargar(datos)
    ejemplos.publicar(
        estrategia,
        datos["documento"],
        por=crear_usuario(entidad=estrategia.entidad),
        ahora=AHORA,
    )

    problemas = revisar(estrategia, hoy=HOY)

    assert Counter((uno.actividad, uno.codigo) for uno in problemas) == esperados()[nombre]


def test_la_lista_habla_de_los_cuatro_ejemplos():
    con_hoja = {archivo.stem for archivo in ejemplos.CARPETA.glob("00[0-3]_*.json")}

    assert esperados().keys() == con_hoja


def test_la_tabla_del_documento_dice_todas_las_reglas_con_su_gravedad():
    escritas = {
        renglon[0]: renglon[1].replace(" ", "_").replace("ó", "o")
        for renglon in tablas_del_documento("| Problema | Gravedad |")
    }

    assert escritas == {codigo.value: gravedad.value for codigo, gravedad in GRAVEDADES.items()}


def test_cada_codigo_tiene_su_regla():
    assert REGLAS.keys() == set(Codigo)


# --- Bloquean ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cuando",
    ["30/11/2026 a 01/02/2026", "30-nov-26 al 1-feb-26", "15/12/2026 - 15/11/2026"],
)
def test_fin_antes_de_inicio_en_una_celda(cuando):
    un_plan = plan(fila(cuando))

    assert hallados(un_plan, "fin_antes_de_inicio") == ["01"]
    assert hallados(un_plan, "fecha_no_entendida") == []


def test_fin_antes_de_inicio_en_dos_celdas():
    al_reves = interpretar_dos_celdas("30-nov-26", "1-feb-26", 2026)
    celdas = {
        "inicio": Celda("30-nov-26", al_reves.inicio and al_reves.inicio.isoformat()),
        "fin": Celda("1-feb-26", al_reves.fin and al_reves.fin.isoformat()),
    }

    assert frases(plan(fila("", programacion=al_reves, celdas=celdas)), "fin_antes_de_inicio") == [
        "La actividad «Mesa de trabajo con usuarios» (código 01) termina («1-feb-26») antes de "
        "empezar («30-nov-26»). Corrija una de las dos fechas."
    ]


def test_fin_antes_de_inicio_ya_no_esta_cuando_se_corrige_la_fecha():
    # Las celdas guardan para siempre lo que la hoja decía; manda lo que la actividad dice hoy.
    celdas = {"inicio": Celda("30-nov-26", None), "fin": Celda("1-feb-26", None)}

    assert hallados(plan(fila("marzo", celdas=celdas)), "fin_antes_de_inicio") == []


@pytest.mark.parametrize("cuando", ["noviembre a febrero", "1 de marzo a 30 de abril", "Mensual"])
def test_fin_antes_de_inicio_no_confunde_un_cruce_de_anio(cuando):
    assert hallados(plan(fila(cuando)), "fin_antes_de_inicio") == []


def test_codigo_repetido():
    un_plan = plan(fila(numero="1"), fila(numero="2", nombre="Foro"))

    assert frases(un_plan, "codigo_repetido") == [
        "La actividad 2 («Foro») lleva el código «01», que ya tiene 1 («Mesa de trabajo con "
        "usuarios»). Cambie el código de una de las dos."
    ]


def numeradas(*pares):
    return plan(
        *(
            fila(codigo=f"{orden:02d}", nombre=f"Encuentro {orden}", bloque=bloque, numero=numero)
            for orden, (bloque, numero) in enumerate(pares, start=1)
        )
    )


@pytest.mark.parametrize(
    ("pares", "repetidas"),
    [
        pytest.param([("1", "1"), ("1", "2"), ("1", "2")], ["03"], id="en la misma tabla"),
        pytest.param([("1", "1"), ("1", "2."), ("2", "2")], ["03"], id="tras un salto de página"),
        pytest.param([("A", "1"), ("A", "2"), ("B", "1"), ("B", "2")], [], id="otra numeración"),
        pytest.param([("1", "1"), ("", "2"), ("1", "1")], ["03"], id="con una escrita a mano"),
        pytest.param([("1", ""), ("1", "")], [], id="sin número"),
        pytest.param([("A", n) for n in "12312"], [], id="otra numeración en la misma tabla"),
        pytest.param([("A", n) for n in "113"], ["02"], id="el primero dos veces"),
        pytest.param([("A", n) for n in "1231"], ["04"], id="el primero otra vez al final"),
    ],
)
def test_numero_repetido(pares, repetidas):
    assert hallados(numeradas(*pares), "codigo_repetido") == repetidas


@pytest.mark.parametrize("nombre", ["", "   ", "---", "5."])
def test_sin_nombre(nombre):
    assert hallados(plan(fila(nombre=nombre)), "sin_nombre") == ["01"]


# --- Bloquean salvo razón ---------------------------------------------------------------------


def test_sin_responsable():
    un_plan = plan(fila(), fila(codigo="02", nombre="Foro", dependencias=()))

    assert hallados(un_plan, "sin_responsable") == ["02"]


@pytest.mark.parametrize("cuando", ["", "por definir", "30 de febrero", "blablá"])
def test_fecha_no_entendida(cuando):
    assert hallados(plan(fila(cuando)), "fecha_no_entendida") == ["01"]


@pytest.mark.parametrize("cuando", ["Según solicitud", "Mensual", "1er Cuatrimestre"])
def test_fecha_que_se_entiende_aunque_no_sea_un_dia(cuando):
    assert hallados(plan(fila(cuando)), "fecha_no_entendida") == []


@pytest.mark.parametrize(
    ("cuando", "fuera", "en_parte"),
    [
        ("15 de marzo de 2025", ["01"], []),
        ("12/10/2025 al 16/11/2025", ["01"], []),
        ("20/02/2025 al 31/03/2026", [], ["01"]),
        ("01/11/2026 al 28/02/2027", [], ["01"]),
        ("01/01/2026 al 31/12/2026", [], []),
        ("Según solicitud", [], []),
    ],
)
def test_fuera_de_la_vigencia(cuando, fuera, en_parte):
    un_plan = plan(fila(cuando))

    assert hallados(un_plan, "fuera_de_la_vigencia") == fuera
    assert hallados(un_plan, "en_parte_fuera_de_la_vigencia") == en_parte


def test_fuera_de_la_vigencia_dice_las_dos_fechas_y_como_se_arregla():
    assert frases(plan(fila("12/10/2025 al 16/11/2025")), "fuera_de_la_vigencia") == [
        "La actividad «Mesa de trabajo con usuarios» (código 01) va del 12/10/2025 al 16/11/2025: "
        "ningún día cae en 2026. Corrija el año de la fecha, o escriba por qué está en este plan."
    ]


@pytest.mark.parametrize(
    ("texto", "hallado"),
    [
        ("Escriba a ana.perez@gmail.com", "correo a…om"),
        ("Confirmar al 310 555 1234", "celular 3…34"),
        ("WhatsApp +57 3105551234", "celular +…34"),
        ("Asiste Ana Pérez, C.C. 1.075.999.888", "cédula 1…88"),
        ("cédula de ciudadanía No. 36999888", "cédula 3…88"),
    ],
)
def test_dato_personal_en_un_texto_libre(texto, hallado):
    un_plan = plan(fila(observaciones=texto))

    assert frases(un_plan, Codigo.DATO_PERSONAL) == [
        "La actividad «Mesa de trabajo con usuarios» (código 01) trae en las observaciones lo que "
        f"parece un dato personal: {hallado}. Quítelo; si es de la entidad y no de una persona, "
        "dígalo (Ley 1581 de 2012, art. 4)."
    ]


def test_dato_personal_en_una_columna_propia_de_la_hoja():
    (problema,) = revisar_plan(plan(fila(extras={"Enlace en territorio": "Ana, 3105551234"})))

    assert (problema.codigo, problema.bloquea) == (Codigo.DATO_PERSONAL, True)
    assert "«Enlace en territorio»" in problema.texto
    assert "3105551234" not in problema.texto


@pytest.mark.parametrize(
    "datos",
    [
        {"correo": "ana.perez@gmail.com"},  # El contacto es público a propósito.
        {"observaciones": "Escriba a atencion@hospital.gov.co o a rector@uni.edu.co"},
        {"presupuesto": "$ 3100555123"},
        {"metas": "Atender a 3.500 personas, 310 familias y 555 veedores en 2026"},
        {"lugar": "Carrera 7 # 32-16, PBX 601 555 1234"},
        {"enlace": "https://meet.example.org/j/3105551234"},
    ],
)
def test_no_es_dato_personal_lo_de_la_entidad(datos):
    assert hallados(plan(fila(**datos)), Codigo.DATO_PERSONAL) == []


# --- Advierten: participación -----------------------------------------------------------------


def test_sin_grupo_es_sin_grupo_y_sin_instancia():
    un_plan = plan(
        fila(codigo="01", nombre="Foro", grupos=(), instancias=("Veeduría",)),
        fila(codigo="02", nombre="Feria", grupos=()),
        fila(codigo="03", nombre="Capacitar al equipo", grupos=(), momento="interna"),
    )

    assert hallados(un_plan, "sin_grupo") == ["02"]


@pytest.mark.parametrize("formato", ["plan", "rendicion"])
def test_sin_grupo_es_una_linea_si_el_formato_no_lo_pide(formato):
    filas = [fila(codigo=f"{n:02d}", nombre=f"Foro {n}", grupos=()) for n in range(3)]

    assert hallados(plan(*filas, formato=formato), "sin_grupo") == [None]


def test_sin_grupo_es_por_actividad_si_la_entidad_los_escribe_de_todos_modos():
    un_plan = plan(fila(), fila(codigo="02", nombre="Foro", grupos=()), formato="plan")

    assert hallados(un_plan, "sin_grupo") == ["02"]


def test_fase_sin_actividad_dice_cual():
    un_plan = plan(fila(fases=FASES_MIPG[1:]), formato="estrategia")

    assert frases(un_plan, "fase_sin_actividad") == [
        "Ninguna actividad es de la fase «Diagnóstico participativo». Programe una o marque esa "
        "fase en la que ya la cumple."
    ]


def test_fase_sin_actividad_recorre_las_etapas_del_formato_de_rendicion():
    preparacion = fila(fases=(Nombrado("preparacion", "Preparación"),))

    assert len(frases(plan(preparacion, formato="rendicion"), "fase_sin_actividad")) == 4


@pytest.mark.parametrize("formato", ["cronograma", "plan", "estrategia", ""])
def test_fase_sin_actividad_es_una_linea_si_nadie_la_dice(formato):
    assert hallados(plan(fila(fases=()), formato=formato), "fase_sin_actividad") == [None]


@pytest.mark.parametrize(
    ("texto", "marcas", "hay"),
    [
        ("Virtual", "p", True),
        ("Virtual", "v", False),
        ("Rueda de prensa presencial", "v", True),
        ("Reunión Presencial y/o Virtual", "p", True),
        ("Reunión Presencial y/o Virtual", "pv", False),
        ("Virtual (Pagina Web)", "pv", True),
        ("Encuesta virtual", "", True),
        ("Mesa de Trabajo", "p", False),
        ("", "v", False),
    ],
)
def test_modalidad_contra_marcas(texto, marcas, hay):
    una = fila(tipo_espacio=texto, presencial="p" in marcas, virtual="v" in marcas)

    assert hallados(plan(una), "modalidad_contra_marcas") == (["01"] if hay else [])


def test_modalidad_no_se_compara_si_el_formato_no_tiene_marcas():
    una = fila(tipo_espacio="Virtual", presencial=False)

    assert hallados(plan(una, formato="plan"), "modalidad_contra_marcas") == []


# --- Advierten: frecuencia --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("campo", "texto", "cuando", "hay"),
    [
        ("metas", "uno bimensual", "Durante la vigencia", True),
        ("metas", "1 rueda de prensa trimestral", "Trimestral", False),
        ("nombre", "Encuentros mensuales con la asociación", "Mensual", False),
        ("nombre", "Encuentros mensuales con la asociación", "Trimestral", True),
        ("nombre", "Encuentros mensuales con informes semestrales", "Semestral", False),
        ("nombre", "Encuentro semestral con la gerente", "dos veces al año", False),
        ("nombre", "Seguimiento mensual al sitio web", "1 de febrero a 30 de noviembre", True),
        ("producto", "Informe cuatrimestral", "1.er, 2.º y 3.er cuatrimestre", False),
        ("producto", "Informe cuatrimestral", "2.º y 3.er cuatrimestre", False),
        ("producto", "Informe trimestral", "marzo, junio, septiembre y diciembre", False),
        ("producto", "Informe mensual", "marzo y junio", True),
        ("producto", "Informe trimestral", "30 de marzo", True),
        ("producto", "Informe mensual", "Según solicitud", True),
        ("nombre", "Publicar el plan anual de adquisiciones", "Mensual", False),
        ("nombre", "Audiencia anual de rendición", "Mensual", True),
        ("nombre", "Audiencia anual de rendición", "30 de noviembre", False),
        ("metas", "Responder en el término de quince días", "Durante la vigencia", False),
        ("metas", "uno bimensual", "por definir", False),
        ("metas", "Aviso en un diario de amplia circulación", "30 de marzo", False),
    ],
)
def test_frecuencia_contra_fecha(campo, texto, cuando, hay):
    una = fila(cuando, **{campo: texto})

    assert hallados(plan(una), "frecuencia_contra_fecha") == (["01"] if hay else [])


def test_frecuencia_cita_lo_que_la_entidad_escribio():
    una = fila("Durante la vigencia", metas="Una  SESIÓN Trimestral")

    assert frases(plan(una), "frecuencia_contra_fecha") == [
        "La actividad «Mesa de trabajo con usuarios» (código 01) dice «Trimestral» en la meta y "
        "«Durante la vigencia» en la fecha. Escriba en la fecha cada cuánto se hace, o corrija la "
        "meta."
    ]


# --- Advierten: la misma dos veces ------------------------------------------------------------


@pytest.mark.parametrize(
    ("una", "otra", "es_la_misma"),
    [
        ("Audiencia de rendición de cuentas", "AUDIENCIA RENDICION DE CUENTAS", True),
        ("Encuesta de satisfacción a usuarios", "Encuesta de satisfación a usuarios", True),
        ("Chat y foro para formulación PAI", "Chat y foro para formulación PAAC", False),
        ("Primer seguimiento al plan", "Segundo seguimiento al plan", False),
        ("Informe de gestión 2025", "Informe de gestión 2026", False),
        ("Informe de junio", "Informe de julio", False),
        ("Mesa de trabajo con terceros", "Mesa de trabajo con proveedores", False),
    ],
)
def test_actividad_repetida(una, otra, es_la_misma):
    un_plan = plan(fila(nombre=una), fila(codigo="02", nombre=otra))

    assert hallados(un_plan, "actividad_repetida") == (["02"] if es_la_misma else [])


def test_actividad_repetida_en_otro_elemento_es_otra():
    un_plan = plan(fila(elemento="informacion"), fila(codigo="02", elemento="dialogo"))

    assert hallados(un_plan, "actividad_repetida") == []


# --- Advierten: la norma ----------------------------------------------------------------------


def virtual(nombre, **datos):
    return fila(nombre=nombre, presencial=False, virtual=True, **datos)


@pytest.mark.parametrize(
    ("filas", "hay"),
    [
        pytest.param([virtual("Audiencia pública")], True, id="una audiencia"),
        pytest.param([virtual("Realizar dos audiencias públicas")], False, id="dos en una fila"),
        pytest.param([virtual("Audiencia", cuando="Semestral")], False, id="dos por la fecha"),
        pytest.param(
            [virtual("Realización audiencia pública"), virtual("Desarrollo de la II audiencia")],
            False,
            id="dos por el nombre",
        ),
        pytest.param(
            [virtual("Audiencia pública"), virtual("Convocar a la audiencia pública")],
            True,
            id="la convocatoria no es otra",
        ),
        pytest.param(
            [virtual("Foro", tipo_espacio="Audiencia pública"), virtual("Primera audiencia")],
            False,
            id="por el tipo de espacio",
        ),
        pytest.param([virtual("Foro"), fila(nombre="Feria")], False, id="con una presencial"),
        pytest.param(
            [fila(presencial=False, tipo_espacio="Reunión virtual o presencial")],
            True,
            id="sin decidir no basta",
        ),
    ],
)
def test_sin_espacio_presencial(filas, hay):
    un_plan = plan(*filas, tipo="rendicion")

    assert hallados(un_plan, "sin_espacio_presencial") == ([None] if hay else [])


def test_sin_espacio_presencial_no_se_pide_a_quien_no_rinde_cuentas():
    assert hallados(plan(virtual("Foro")), "sin_espacio_presencial") == []


def test_sin_espacio_presencial_se_pide_si_una_actividad_nombra_la_rendicion():
    un_plan = plan(virtual("Audiencia virtual de Rendición de Cuentas"), formato="plan")

    assert frases(un_plan, "sin_espacio_presencial") == [
        "El formato no pide la modalidad y ninguna actividad dice ser presencial, y hay una sola "
        "audiencia pública. Sin espacios presenciales son al menos dos audiencias al año (Ley 1757 "
        "de 2015, art. 53): marque las que son presenciales o programe las que faltan."
    ]


@pytest.mark.parametrize(
    ("tipo", "datos", "cuantas"),
    [
        pytest.param("rendicion", {}, 1, id="nadie la invita"),
        pytest.param(
            "rendicion", {"instancias": ("Veeduría",)}, 1, id="a algo que no es rendición"
        ),
        pytest.param(
            "rendicion", {"instancias": ("Veeduría",), "es_rendicion": True}, 0, id="con sesión"
        ),
        pytest.param("participacion", {"instancias": ("Veeduría",)}, 0, id="basta invitarla"),
    ],
)
def test_instancia_sin_sesion(tipo, datos, cuantas):
    un_plan = plan(fila(**datos), tipo=tipo, instancias=("Veeduría",))

    assert len(frases(un_plan, "instancia_sin_sesion")) == cuantas


def test_instancia_sin_sesion_es_una_linea_si_el_formato_no_la_pide():
    un_plan = plan(fila(), formato="plan", instancias=("Veeduría", "Comité de usuarios"))

    assert hallados(un_plan, "instancia_sin_sesion") == [None]


@pytest.mark.parametrize(
    ("publicado", "hoy", "comienzo"),
    [
        (None, date(2026, 1, 31), None),
        (None, date(2026, 2, 1), "El plan no se ha publicado."),
        (Publicado(date(2026, 1, 31)), HOY, None),
        (Publicado(date(2026, 2, 1)), HOY, "El plan se publicó el 01/02/2026."),
        (Publicado(None), HOY, "No consta cuándo se publicó el plan"),
        (None, None, None),
    ],
)
def test_publicacion_tardia(publicado, hoy, comienzo):
    dicho = frases(plan(fila(), publicado=publicado, hoy=hoy), "publicacion_tardia")

    assert len(dicho) == (comienzo is not None)
    assert all(frase.startswith(comienzo) for frase in dicho)


# --- Sobre la base de datos -------------------------------------------------------------------


def estrategia_con_problema():
    """Una estrategia publicada a tiempo, con una actividad a la que solo le falta responsable."""
    estrategia = crear_estrategia(tipo="participacion", formato="plan")
    crear_actividad(
        estrategia=estrategia,
        nombre="Foro",
        fecha_programada="marzo",
        grupos=[crear_grupo(entidad=estrategia.entidad)],
    )
    return estrategia


def de_codigo(problemas, codigo):
    return next(uno for uno in problemas if uno.codigo == codigo)


@pytest.mark.django_db
def test_revisar_lleva_a_la_pantalla_donde_se_corrige():
    estrategia = estrategia_con_problema()
    actividad = estrategia.actividades.get()

    problemas = revisar(estrategia, hoy=HOY)

    assert de_codigo(problemas, "sin_responsable").enlace == (
        f"/admin/cronograma/actividad/{actividad.pk}/change/#responsabilidades-group"
    )
    assert de_codigo(problemas, "fase_sin_actividad").enlace == (
        f"/admin/estrategia/estrategia/{estrategia.pk}/change/"
    )


@pytest.mark.django_db
def test_revisar_no_mira_lo_retirado():
    estrategia = estrategia_con_problema()
    actividad = estrategia.actividades.get()
    actividad.retirada_en, actividad.retirada_motivo = AHORA, "Se hizo en otro plan"
    actividad.retirada_por = crear_usuario(entidad=estrategia.entidad)
    actividad.save()

    assert revisar(estrategia, hoy=HOY) == []


@pytest.mark.django_db
def test_revisar_version_mira_lo_congelado_y_no_lo_de_trabajo():
    estrategia = estrategia_con_problema()
    version = publicar(estrategia, fecha=date(2026, 1, 20))
    antes = [replace(uno, enlace="") for uno in revisar(estrategia, hoy=HOY)]
    estrategia.actividades.get().responsabilidades.create(
        dependencia=crear_dependencia(entidad=estrategia.entidad), es_lider=True
    )

    congelados = [replace(uno, enlace="") for uno in revisar_version(version, hoy=HOY)]

    assert congelados == antes
    assert pendientes_por_problemas(estrategia, hoy=HOY) == []


def consultas_al_revisar(cuantas) -> int:
    estrategia = crear_estrategia()
    entidad = estrategia.entidad
    for _ in range(cuantas):
        crear_actividad(
            estrategia=estrategia,
            grupos=[crear_grupo(entidad=entidad)],
            instancias=[crear_instancia(entidad=entidad)],
            dependencias=[crear_dependencia(entidad=entidad)],
        )
    with CaptureQueriesContext(connection) as consultas:
        revisar(estrategia, hoy=HOY)
    return len(consultas)


@pytest.mark.django_db
def test_revisar_hace_las_mismas_consultas_para_una_y_para_tres():
    assert consultas_al_revisar(1) == consultas_al_revisar(3) <= 12


def aceptar(estrategia, codigo="sin_responsable", actividad="01", razon="Lo asigna gerencia"):
    return aceptar_problema(
        estrategia,
        codigo=codigo,
        actividad=actividad,
        razon=razon,
        por=crear_usuario(entidad=estrategia.entidad),
        ahora=AHORA,
        hoy=HOY,
    )


@pytest.mark.django_db
def test_un_problema_aceptado_con_razon_ya_no_bloquea():
    estrategia = estrategia_con_problema()
    antes = pendientes_por_problemas(estrategia, hoy=HOY)

    aceptar(estrategia)

    problema = de_codigo(revisar(estrategia, hoy=HOY), "sin_responsable")
    assert antes == [problema.texto]
    assert (problema.razon, problema.bloquea) == ("Lo asigna gerencia", False)
    assert pendientes_por_problemas(estrategia, hoy=HOY) == []


@pytest.mark.django_db
def test_la_razon_deja_de_valer_si_el_dato_cambia():
    estrategia = estrategia_con_problema()
    actividad = estrategia.actividades.get()
    actividad.fecha_programada = "por definir"
    actividad.save()
    aceptar(estrategia, "fecha_no_entendida")

    actividad.fecha_programada = "sin confirmar"
    actividad.save()

    assert de_codigo(revisar(estrategia, hoy=HOY), "fecha_no_entendida").bloquea


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codigo", "actividad", "frase"),
    [
        ("sin_responsable", "99", "Ese problema ya no está"),
        ("sin_nombre", "02", "Esto se corrige, no se acepta"),
        ("fase_sin_actividad", None, "Es una advertencia"),
    ],
)
def test_no_todo_se_acepta(codigo, actividad, frase):
    estrategia = estrategia_con_problema()
    crear_actividad(estrategia=estrategia, nombre="---")

    with pytest.raises(ValidationError, match=frase):
        aceptar(estrategia, codigo, actividad)
    assert not ProblemaAceptado.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("razon", ["", "   "])
def test_no_se_acepta_sin_razon(razon):
    with pytest.raises(ValidationError, match=r"en blanco|Escriba por qué"):
        aceptar(estrategia_con_problema(), razon=razon)


@pytest.mark.django_db
def test_la_base_no_guarda_una_aceptacion_sin_razon():
    estrategia = estrategia_con_problema()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProblemaAceptado.objects.create(
            estrategia=estrategia,
            codigo="sin_responsable",
            texto="La actividad…",
            razon="",
            por=crear_usuario(entidad=estrategia.entidad),
            en=AHORA,
        )


def test_solo_lo_que_bloquea_salvo_razon_se_puede_aceptar():
    aceptables = {
        codigo for codigo, cual in GRAVEDADES.items() if cual is Gravedad.BLOQUEA_SALVO_RAZON
    }

    assert aceptables == {
        "sin_responsable",
        "fecha_no_entendida",
        "fuera_de_la_vigencia",
        "dato_personal",
    }
