"""La evaluación de un corte, entera: cada cuenta se compara con lo que se puso."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cronograma.models import CambioDeEncuentro
from estrategia.models import DiaNoHabilPropio, Fase, MetaInstitucional
from seguimiento import ejemplos
from seguimiento.avance import Cuenta, EstadoDeLinea
from seguimiento.desglose import Dimension
from seguimiento.evaluacion import Evaluacion, evaluar, evaluar_corte
from seguimiento.hechos import (
    Anticipacion,
    CompromisoEvaluado,
    GrupoInvolucrado,
    Leccion,
    MetaRendida,
    Preguntas,
    Satisfaccion,
)
from seguimiento.models import Avance, Corte, Peso
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
    publicar,
)
from tests.factories.evaluacion import (
    aprender,
    convocar,
    crear_avance,
    crear_compromiso,
    crear_corte,
    crear_evidencia,
    crear_verificacion,
    entregar_reporte,
    instante,
    preguntar,
    publicar_otra_version,
    retirar,
    valorar,
)

pytestmark = pytest.mark.django_db
HOY = date(2026, 5, 15)


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital de prueba", semaforo_medio=50, semaforo_alto=90)


@pytest.fixture
def dependencias(entidad):
    return [crear_dependencia(entidad=entidad, nombre=uno) for uno in ("Gerencia", "Planeación")]


@pytest.fixture
def grupos(entidad):
    return [crear_grupo(entidad=entidad, nombre=uno) for uno in ("Jóvenes", "Usuarios", "Veedores")]


@pytest.fixture
def estrategia(entidad, dependencias, grupos):
    """Cuatro actividades y la primera versión, del 20 de enero."""
    gerencia, planeacion = dependencias
    estrategia = crear_estrategia(entidad=entidad, nombre="Estrategia 2026", tipo="combinada")
    meta = MetaInstitucional.objects.create(entidad=entidad, codigo="M-1", texto="Menos espera")
    audiencia = crear_actividad(
        estrategia=estrategia, codigo="01", numero="1", nombre="Audiencia", presencial=True,
        fecha_programada="20/03/2026", dependencias=[gerencia, planeacion], grupos=grupos[:2],
        fases=Fase.objects.filter(codigo__in=["seguimiento", "ejecucion_rdc"]),
        elemento="dialogo", seccion="rendicion",
    )  # fmt: skip
    audiencia.metas_institucionales.set([meta])
    crear_actividad(
        estrategia=estrategia, codigo="02", nombre="Informe", fecha_programada="marzo de 2026",
        dependencias=[planeacion],
    )  # fmt: skip
    crear_actividad(
        estrategia=estrategia, codigo="03", nombre="Encuentros", virtual=True,
        fecha_programada="Mensual", dependencias=[gerencia], grupos=[grupos[2]],
    )  # fmt: skip
    crear_actividad(
        estrategia=estrategia, codigo="04", nombre="Foro", fecha_programada="octubre de 2026"
    )
    publicar(estrategia, ahora=instante(2026, 1, 20), fecha=date(2026, 1, 20))
    return estrategia


@pytest.fixture
def de(estrategia):
    """`de("01")`: la actividad de ese código."""
    return lambda codigo: estrategia.actividades.get(codigo=codigo)


@pytest.fixture
def corte(estrategia):
    return crear_corte(estrategia)


@pytest.fixture
def reportado(corte, de):
    """La audiencia al 100 %, el informe en 0 %, los encuentros a medias."""
    Peso.objects.create(actividad=de("01"), valor=2)
    audiencia = crear_avance(corte, de("01"), 100, aceptado=90, observacion="Se hizo")
    crear_evidencia(audiencia, titulo="Acta de la audiencia")
    retirar(crear_evidencia(audiencia, titulo="Retirada"))
    crear_avance(corte, de("02"), 0, aceptado=0)
    crear_avance(corte, de("03"), 20, aceptado=20)
    crear_verificacion(audiencia, 80, observacion="Faltan firmas")
    return corte


@pytest.fixture
def celebrado(estrategia, de, grupos):
    """La audiencia y dos encuentros de los tres que se esperaban; el otro se movió a abril."""
    audiencia = crear_encuentro(
        actividad=de("01"), nombre="Audiencia pública", fecha=date(2026, 3, 20),
        estado="realizado", ocasion=1,
    )  # fmt: skip
    convocar(audiencia, instante(2026, 3, 12), [grupos[1]])
    entregar_reporte(audiencia, [(grupos[0], 30), (None, 5)], observaciones="Más horarios")
    valorar(audiencia, (5, 4, 3), (4, 4, 4))
    enero = crear_encuentro(
        actividad=de("03"), fecha=date(2026, 1, 30), estado="realizado", ocasion=1
    )
    valorar(enero, (1, 1, 1))
    convocar(enero, instante(2026, 1, 15))
    crear_encuentro(actividad=de("03"), fecha=date(2026, 2, 27), estado="realizado", ocasion=2)
    movido = crear_encuentro(
        actividad=de("03"), fecha=date(2026, 4, 10), estado="realizado", ocasion=3
    )
    CambioDeEncuentro.objects.create(
        encuentro=movido, estado_antes="confirmado", estado="confirmado",
        fecha_antes=date(2026, 3, 27), fecha=date(2026, 4, 10), motivo="Paro de transporte",
        hecho_en=instante(2026, 3, 26),
    )  # fmt: skip
    return estrategia


# --- De qué se habla y cuánto se cumple -----------------------------------------------------------


@pytest.mark.usefixtures("reportado")
def test_las_tres_cifras_con_sus_cuentas(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)
    medidas = evaluacion.medidas

    # La audiencia pesa 2; los encuentros llevan 20 % de un 25 % esperado.
    assert medidas.reportado.cumplimiento == Fraction(2 * 1 + 0 + Fraction(20, 25), 4)
    assert medidas.aceptado.cumplimiento == (2 * Fraction(9, 10) + 0 + Fraction(4, 5)) / 4
    assert medidas.verificado.cumplimiento == Fraction(4, 5)
    assert medidas.aceptado_de_lo_verificado.cumplimiento == Fraction(9, 10)
    assert str(medidas.verificadas) == "1 de 3"
    assert (medidas.reportado.cumplidas, medidas.reportado.exigibles) == (1, 3)
    assert evaluacion.luz_de(medidas.reportado.cumplimiento).palabra == "en riesgo"


def test_dice_de_que_se_habla(corte, estrategia):
    evaluacion = evaluar_corte(corte, hoy=HOY)

    assert (evaluacion.entidad, evaluacion.estrategia, evaluacion.vigencia) == (
        "Hospital de prueba", "Estrategia 2026", 2026,
    )  # fmt: skip
    assert (evaluacion.periodo, evaluacion.nombre_del_periodo) == ("T1", "1.er trimestre de 2026")
    assert (evaluacion.desde, evaluacion.hasta) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (evaluacion.version, evaluacion.version_del) == (1, date(2026, 1, 20))
    assert (evaluacion.es_corte, evaluacion.esta_cerrado) == (True, False)
    assert evaluacion.estados == {
        EstadoDeLinea.PROGRAMADA: 3, EstadoDeLinea.REZAGADA: 0, EstadoDeLinea.CUMPLIDA_ANTES: 0,
        EstadoDeLinea.NO_PROGRAMADA: 1, EstadoDeLinea.POR_DEMANDA: 0, EstadoDeLinea.SIN_FECHA: 0,
    }  # fmt: skip
    assert [una.codigo for una in evaluacion.sin_reporte] == ["01", "02", "03"]


@pytest.mark.usefixtures("reportado")
def test_cada_linea_trae_lo_dicho_y_su_respaldo(corte):
    audiencia, informe, *_ = evaluar_corte(corte, hoy=HOY).lineas

    assert (audiencia.reporte, audiencia.observacion) == ("aceptado", "Se hizo")
    assert [(uno.titulo, uno.es_enlace) for uno in audiencia.soportes] == [
        ("Acta de la audiencia", True)
    ]
    assert (audiencia.linea.verificado, audiencia.hay_evidencia) == (Decimal(80), True)
    assert audiencia.observacion_de_control == "Faltan firmas"
    assert audiencia.linea.dependencias == ("Gerencia", "Planeación")
    assert (informe.esta_verificada, informe.por_que_cero) == (False, "No hubo recursos")


@pytest.mark.usefixtures("reportado")
def test_solo_hay_tabla_de_lo_que_alguien_dice(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)

    assert [una.dimension for una in evaluacion.tablas] == [
        Dimension.DEPENDENCIA, Dimension.FASE, Dimension.ETAPA, Dimension.ELEMENTO,
        Dimension.GRUPO, Dimension.SECCION,
    ]  # fmt: skip
    assert [
        (uno.nombre, uno.lineas, uno.medidas.aceptado.cumplimiento)
        for uno in evaluacion.tabla(Dimension.DEPENDENCIA).renglones
    ] == [
        ("Gerencia", 2, (2 * Fraction(9, 10) + Fraction(4, 5)) / 3),
        ("Planeación", 2, (2 * Fraction(9, 10) + 0) / 3),
        ("Sin dependencia responsable", 1, None),
    ]
    assert [uno.nombre for uno in evaluacion.tabla(Dimension.ETAPA).renglones] == [
        "Ejecución", "Sin etapa",
    ]  # fmt: skip


def test_lo_guardado_sin_enviar_no_lo_ha_dicho_nadie(corte, de):
    crear_avance(corte, de("01"), estado="guardado", porcentaje=100)

    evaluacion = evaluar_corte(corte, hoy=HOY)

    assert evaluacion.medidas.reportado.sin_dato == 3


# --- Los seis contenidos ----------------------------------------------------------------------------


@pytest.mark.usefixtures("celebrado")
def test_los_encuentros_hechos_de_los_esperados(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)

    # La audiencia, y enero, febrero y marzo de los mensuales; el de marzo se hizo en abril.
    assert evaluacion.encuentros.de == 4
    assert [(uno.fecha, uno.estado, uno.en_el_periodo) for uno in evaluacion.espacios] == [
        (date(2026, 1, 30), "realizado", True),
        (date(2026, 2, 27), "realizado", True),
        (date(2026, 3, 20), "realizado", True),
        (date(2026, 4, 10), "confirmado", False),
    ]
    assert evaluacion.reprogramados == 1


@pytest.mark.usefixtures("celebrado")
def test_el_espacio_con_lo_que_se_dijo_en_el(corte):
    audiencia = evaluar_corte(corte, hoy=HOY).espacios[2]

    assert (audiencia.nombre, audiencia.actividad, audiencia.presencial) == (
        "Audiencia pública", "01", True,
    )  # fmt: skip
    assert (audiencia.convocado_el, audiencia.dias_de_convocatoria) == (date(2026, 3, 12), 8)
    assert [(una.grupo, una.personas) for una in audiencia.asistencia] == [
        ("Jóvenes", 30), ("Otras personas", 5),
    ]  # fmt: skip
    assert (audiencia.personas, audiencia.observaciones) == (35, "Más horarios")
    assert audiencia.satisfaccion == Satisfaccion(
        respuestas=2, claridad=Fraction(9, 2), escucha=Fraction(4), utilidad=Fraction(7, 2)
    )
    assert not audiencia.satisfaccion.se_puede_publicar


@pytest.mark.usefixtures("celebrado")
def test_grupos_metas_anticipacion_y_satisfaccion(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)

    assert evaluacion.grupos == (
        GrupoInvolucrado(nombre="Jóvenes", actividades=1, espacios=1, personas=30),
        GrupoInvolucrado(nombre="Usuarios", actividades=1, espacios=1),
        GrupoInvolucrado(nombre="Veedores", actividades=1, espacios=2),
    )
    assert evaluacion.metas == (
        MetaRendida(codigo="M-1", nombre="Menos espera", actividades=("01",), espacios=1),
    )
    assert evaluacion.anticipacion == Anticipacion(
        convocados=Cuenta(2, 3), minimo=8, mediana=Fraction(23, 2), cortas=1, dias_exigidos=10
    )
    # Tres respuestas, cada una pesa igual: claridad (5 + 4 + 1) ÷ 3.
    assert evaluacion.satisfaccion == Satisfaccion(
        respuestas=3, claridad=Fraction(10, 3), escucha=Fraction(3), utilidad=Fraction(8, 3)
    )
    assert evaluacion.satisfaccion.media == 3


def test_los_compromisos_estan_como_estaban_ese_dia(corte, estrategia, dependencias):
    quien, otra = (crear_usuario(entidad=estrategia.entidad) for _ in range(2))
    cerrado = {
        "estado": "cerrado", "como_se_cumplio": "Se publicaron", "cumplido_por": quien,
        "cumplido_en": instante(2026, 3, 25), "cerrado_por": otra,
        "cerrado_en": instante(2026, 4, 2),
    }  # fmt: skip
    crear_compromiso(estrategia, dependencias[0], **cerrado)
    crear_compromiso(estrategia, dependencias[0], hasta=date(2026, 3, 30))
    crear_compromiso(estrategia, dependencias[0], creado_en=instante(2026, 4, 1))

    primero, segundo = evaluar_corte(corte, hoy=HOY).compromisos

    assert primero == CompromisoEvaluado(
        numero=1, texto="Publicar las actas", dependencia="Gerencia",
        responsable="Jefe de la oficina", hasta=date(2026, 6, 30), estado="por_verificar",
        esta_vencido=False, espacio="", como_se_cumplio="Se publicaron",
    )  # fmt: skip
    assert (segundo.estado, segundo.esta_vencido) == ("abierto", True)


def test_las_preguntas_se_cuentan_con_su_plazo(corte, estrategia):
    DiaNoHabilPropio.objects.create(
        entidad=estrategia.entidad, dia=date(2026, 1, 30), motivo="Fiestas"
    )
    # Recibida el 9 de enero (viernes): con el 12 festivo y el 30 propio vence el 3 de febrero.
    preguntar(estrategia, instante(2026, 1, 9), instante(2026, 2, 3))
    preguntar(estrategia, instante(2026, 1, 9), instante(2026, 2, 4))
    preguntar(estrategia, instante(2026, 1, 9), instante(2026, 4, 1))  # después del corte
    preguntar(estrategia, instante(2026, 3, 27))
    preguntar(
        estrategia, instante(2026, 1, 9), trasladado_en=instante(2026, 1, 12), radicado="PQR-1"
    )
    preguntar(estrategia, instante(2026, 4, 1))

    preguntas = evaluar_corte(corte, hoy=HOY).preguntas

    assert preguntas == Preguntas(
        recibidas=5, a_tiempo=1, tarde=1, vencidas=1, pendientes=1, trasladadas=1
    )
    assert str(preguntas.en_plazo) == "1 de 3"


def test_las_lecciones_escritas_hasta_ese_dia(corte, estrategia, de):
    aprender(estrategia, instante(2026, 3, 31))
    aprender(estrategia, instante(2026, 4, 1))

    assert evaluar_corte(corte, hoy=HOY).lecciones == (
        Leccion(texto="Convocar con más días", fecha=date(2026, 3, 31)),
    )


@pytest.mark.usefixtures("reportado", "celebrado")
def test_las_contradicciones_se_buscan_con_los_encuentros(corte, de):
    crear_evidencia(Avance.objects.get(actividad=de("02")))

    hallado = [(una.actividad, una.codigo) for una in evaluar_corte(corte, hoy=HOY).contradicciones]

    assert hallado == [("02", "evidencia_con_cero")]


# --- Frente a la primera versión --------------------------------------------------------------------


@pytest.fixture
def reformada(reportado, estrategia, de):
    """La segunda versión, del 15 de marzo, aplaza el informe y retira la audiencia tras vencer."""
    informe, audiencia = de("02"), de("01")
    informe.fecha_programada = "noviembre de 2026"
    informe.save()
    audiencia.retirada_en = instante(2026, 3, 25)
    audiencia.retirada_por = crear_usuario(entidad=estrategia.entidad)
    audiencia.retirada_motivo = "Se hará en otro lugar"
    audiencia.save()
    crear_actividad(estrategia=estrategia, codigo="05", nombre="Nueva", fecha_programada="marzo")
    publicar_otra_version(estrategia, instante(2026, 3, 28))
    return reportado


def test_cambiar_el_plan_no_mejora_lo_que_se_hizo(reformada):
    evaluacion = evaluar_corte(reformada, hoy=HOY)
    frente = evaluacion.frente_a_la_primera

    assert evaluacion.version == 2
    # Hoy entran los encuentros (4/5) y la nueva (0); antes, audiencia (1), informe (0) y encuentros.
    assert evaluacion.medidas.reportado.cumplimiento == Fraction(4, 5) / 2
    assert frente.medidas.reportado.cumplimiento == (2 * 1 + 0 + Fraction(4, 5)) / 4
    assert [(una.nombre, una.antes, una.ahora) for una in frente.reprogramadas] == [
        ("Informe", "marzo de 2026", "noviembre de 2026")
    ]
    assert [
        (una.nombre, una.vencia, una.retirada_el, una.porque) for una in frente.retiradas_vencidas
    ] == [("Audiencia", date(2026, 3, 20), date(2026, 3, 25), "Se hará en otro lugar")]
    assert frente.agregadas == ("Nueva",)


@pytest.mark.usefixtures("reportado")
def test_con_una_sola_version_las_dos_medidas_son_la_misma(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)
    frente = evaluacion.frente_a_la_primera

    assert frente.medidas == evaluacion.medidas
    assert (frente.version, frente.reprogramadas, frente.retiradas) == (1, (), ())


def test_sin_plan_publicado_no_hay_nada_que_medir():
    estrategia = crear_estrategia()
    crear_actividad(estrategia=estrategia, fecha_programada="marzo")

    evaluacion = evaluar(estrategia, "T1", hoy=HOY)

    assert (evaluacion.version, evaluacion.lineas, evaluacion.frente_a_la_primera) == (
        None,
        (),
        None,
    )
    assert evaluacion.medidas.aceptado.cumplimiento is None


# --- La otra lectura --------------------------------------------------------------------------------


@pytest.mark.usefixtures("reportado")
def test_el_cuatrimestre_lee_el_ultimo_dato_con_su_fecha(estrategia):
    evaluacion = evaluar(estrategia, "C1", hoy=HOY)
    audiencia, _, encuentros, foro = (una.linea for una in evaluacion.lineas)

    assert (evaluacion.es_corte, evaluacion.hasta) == (False, date(2026, 4, 30))
    assert (audiencia.dato_al, encuentros.dato_al, foro.dato_al) == (
        date(2026, 3, 31), date(2026, 3, 31), None,
    )  # fmt: skip
    # Se compara con lo que se esperaba ese día: 20 % de 25 %, y no de un tercio.
    assert encuentros.esperado == Fraction(1, 4)
    assert evaluacion.medidas.reportado.cumplimiento == (2 * 1 + 0 + Fraction(4, 5)) / 4


@pytest.mark.usefixtures("reportado")
def test_el_anio_y_el_corte_que_termina_el_mismo_dia_dan_la_misma_cifra(estrategia, de):
    cuarto = crear_corte(estrategia, "T4", date(2026, 12, 31))
    crear_avance(cuarto, de("01"), 95, aceptado=95)
    crear_avance(cuarto, de("03"), 100, aceptado=100)

    del_corte, del_anio = (evaluar(estrategia, uno, hoy=HOY) for uno in ("T4", "anual"))

    # El informe y el foro quedaron en blanco al final del año: valen 0 y no el 0 de marzo.
    assert del_anio.medidas == del_corte.medidas
    assert (del_anio.es_corte, del_anio.hasta) == (False, date(2026, 12, 31))
    assert del_anio.estados[EstadoDeLinea.PROGRAMADA] == 4
    assert [una.codigo for una in del_anio.sin_reporte] == ["02", "04"]


@pytest.mark.usefixtures("corte")
def test_lo_cumplido_antes_cuenta_en_el_anio_con_lo_que_se_acepto_entonces(estrategia, corte, de):
    crear_avance(corte, de("02"), 100, aceptado=100)
    crear_corte(estrategia, "T2", date(2026, 6, 30))

    semestre = evaluar(estrategia, "S1", hoy=HOY)

    informe = semestre.lineas[1].linea
    assert (informe.estado, informe.aceptado) == (EstadoDeLinea.PROGRAMADA, Decimal(100))
    assert informe.dato_al == date(2026, 3, 31)
    assert semestre.medidas == evaluar(estrategia, "T2", hoy=HOY).medidas


def test_lo_cumplido_antes_sigue_llevando_a_su_evidencia(estrategia, corte, de):
    crear_evidencia(crear_avance(corte, de("02"), 100, aceptado=100), titulo="Informe")
    crear_corte(estrategia, "T2", date(2026, 6, 30))

    segundo = evaluar(estrategia, "T2", hoy=HOY)
    informe = segundo.lineas[1]

    assert informe.linea.estado is EstadoDeLinea.CUMPLIDA_ANTES
    assert [uno.titulo for uno in informe.soportes] == ["Informe"]
    assert segundo.contradicciones == evaluar(estrategia, "S1", hoy=HOY).contradicciones == ()


def test_lo_que_se_quedo_en_blanco_no_toma_la_evidencia_de_antes(estrategia, corte, de):
    crear_evidencia(crear_avance(corte, de("02"), 60, aceptado=60))
    crear_corte(estrategia, "T2", date(2026, 6, 30))

    informe = evaluar(estrategia, "T2", hoy=HOY).lineas[1]

    assert (informe.linea.estado, informe.soportes) == (EstadoDeLinea.REZAGADA, ())


@pytest.mark.usefixtures("corte")
def test_lo_que_vencio_despues_del_ultimo_corte_no_cuenta_en_la_otra_lectura(estrategia):
    crear_actividad(
        estrategia=estrategia, codigo="05", nombre="Taller", fecha_programada="15/04/2026"
    )
    publicar_otra_version(estrategia, instante(2026, 2, 1))

    cuatrimestre = evaluar(estrategia, "C1", hoy=HOY)

    # A 31 de marzo debían llevar algo la audiencia, el informe y los encuentros; nadie lo dijo.
    assert cuatrimestre.medidas.reportado.exigibles == 3
    assert [una.codigo for una in cuatrimestre.sin_reporte] == ["01", "02", "03"]


# --- Como valor ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("reportado", "celebrado")
def test_guardada_como_json_se_lee_igual_y_es_siempre_la_misma(corte):
    evaluacion = evaluar_corte(corte, hoy=HOY)
    texto = json.dumps(evaluacion.como_dict(), ensure_ascii=False)

    assert Evaluacion.desde_dict(json.loads(texto)) == evaluacion
    assert json.dumps(evaluar_corte(corte, hoy=HOY).como_dict(), ensure_ascii=False) == texto


def test_un_campo_desconocido_no_se_lee_callado(corte):
    datos = evaluar_corte(corte, hoy=HOY).como_dict()

    with pytest.raises(TypeError, match="no conoce: sobra"):
        Evaluacion.desde_dict({**datos, "sobra": 1})


def test_un_periodo_que_no_existe_lo_dice(estrategia):
    with pytest.raises(ValueError, match="No existe el trimestre 9"):
        evaluar(estrategia, "T9", hoy=HOY)


def test_las_consultas_no_dependen_de_cuantas_actividades_haya():
    assert len({consultas_con(cuantas) for cuantas in (1, 3)}) == 1


def consultas_con(cuantas):
    """Cuántas consultas cuesta evaluar un corte con tantas actividades, todas con de todo."""
    estrategia = crear_estrategia()
    dependencia = crear_dependencia(entidad=estrategia.entidad)
    grupo = crear_grupo(entidad=estrategia.entidad)
    actividades = [
        crear_actividad(
            estrategia=estrategia, fecha_programada="marzo", presencial=True, grupos=[grupo],
            dependencias=[dependencia],
        )
        for _ in range(cuantas)
    ]  # fmt: skip
    publicar(estrategia, ahora=instante(2026, 1, 20))
    corte = crear_corte(estrategia)
    for actividad in actividades:
        avance = crear_avance(corte, actividad, 100, aceptado=100)
        crear_evidencia(avance)
        crear_verificacion(avance, 100)
        encuentro = crear_encuentro(actividad=actividad, fecha=date(2026, 3, 9), estado="realizado")
        convocar(encuentro, instante(2026, 3, 1), [grupo])
        entregar_reporte(encuentro, [(grupo, 9)])
        valorar(encuentro, (5, 5, 5))
        crear_compromiso(estrategia, dependencia, encuentro=encuentro)
        preguntar(estrategia, instante(2026, 3, 2))
        aprender(estrategia, instante(2026, 3, 10), encuentro=encuentro)
    corte = Corte.objects.select_related("estrategia__entidad").get(pk=corte.pk)
    with CaptureQueriesContext(connection) as contadas:
        evaluar_corte(corte, hoy=HOY)
    return len(contadas)


# --- Los documentos ---------------------------------------------------------------------------------


def test_el_sanatorio_en_su_primer_trimestre():
    _, estrategia, _ = ejemplos.cargar(
        ejemplos.leer("001_estrategia_sanatorio_contratacion_2022.json")
    )
    publicar(estrategia, fecha=date(2022, 1, 31))

    sin_avances = evaluar(estrategia, "T1", hoy=HOY)
    segundo = evaluar(estrategia, "T2", hoy=HOY)

    assert sin_avances.estados[EstadoDeLinea.PROGRAMADA] == 6
    assert sin_avances.estados[EstadoDeLinea.NO_PROGRAMADA] == 3
    assert sin_avances.medidas.reportado.cumplimiento == 0
    assert segundo.estados[EstadoDeLinea.REZAGADA] == 6


def test_la_tendencia_son_los_cortes_cerrados_y_este(reportado, estrategia):
    linea = replace(
        next(iter(evaluar_corte(reportado, hoy=HOY).lineas)).linea, aceptado=Decimal(50)
    )
    Avance.objects.filter(actividad__codigo="01").update(linea=linea.como_dict())
    Corte.objects.update(
        estado="cerrado", cerrado_en=instante(2026, 4, 15), version=estrategia.versiones.get()
    )
    segundo = crear_corte(estrategia, "T2", date(2026, 6, 30))

    puntos = evaluar_corte(segundo, hoy=HOY).tendencia

    assert [(uno.periodo, uno.fecha, uno.esta_cerrado) for uno in puntos] == [
        ("T1", date(2026, 3, 31), True), ("T2", date(2026, 6, 30), False),
    ]  # fmt: skip
    assert puntos[0].medidas.aceptado.cumplimiento == Fraction(1, 2)
    assert puntos[0].medidas.verificado.cumplimiento == Fraction(4, 5)
