"""Una evaluación inventada y completa, como valor: para escribir informes sin base de datos."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from seguimiento.avance import Cuenta, EstadoDeLinea, Linea, medir_todo
from seguimiento.desglose import Dimension, desglosar
from seguimiento.evaluacion.valores import (
    Evaluacion,
    FrenteALaPrimera,
    Punto,
    Reprogramada,
    Retirada,
    Tabla,
)
from seguimiento.hechos import (
    AccionEvaluada,
    Anticipacion,
    Asistencia,
    CodigoDeContradiccion,
    CompromisoEvaluado,
    Contradiccion,
    Espacio,
    GrupoInvolucrado,
    Leccion,
    LineaEvaluada,
    MetaRendida,
    Preguntas,
    Satisfaccion,
    Soporte,
)
from seguimiento.informes.escrito import Firma
from seguimiento.informes.hechos import Hallado, Hechos
from seguimiento.informes.sello import Adendado, Sello

CIERRE = date(2026, 6, 30)
DEPENDENCIAS = ("Secretaría de Planeación", "Secretaría de Gobierno", "Secretaría de Salud")
FASES = (
    "Diagnóstico participativo",
    "Formulación participativa",
    "Ejecución participativa",
    "Seguimiento y evaluación participativa",
)
GRUPOS = ("Juntas de acción comunal", "Veedurías ciudadanas", "Jóvenes")
HUELLA = "4f" * 32

# nombre, estado, esperado, reportado, aceptado, verificado
_ACTIVIDADES = (
    ("Caracterizar los grupos de valor con variables de territorio y edad", "cumplida_antes", 1, None, None, 100),
    ("Audiencia pública de rendición de cuentas del primer semestre", "programada", 1, 100, 100, 80),
    ("Encuentros mensuales con las juntas de acción comunal", "programada", Fraction(1, 2), 40, 30, 25),
    ("Publicar el informe de gestión en lenguaje claro", "rezagada", 1, 60, 60, 0),
    ("Consulta ciudadana del plan anual de inversiones", "programada", 1, None, None, None),
    ("Feria de servicios en los corregimientos", "no_programada", 0, None, None, None),
    ("Atender solicitudes de acompañamiento de las veedurías", "por_demanda", 1, None, None, None),
    ("Mesa de trabajo con el consejo de juventud", "programada", 1, 100, 100, 100),
    ("Capacitación en control social", "programada", 1, 100, 95, None),
    ("Encuesta de percepción de los servicios", "programada", 1, 0, 0, None),
    ("Diálogo sobre presupuesto participativo", "rezagada", 1, 100, 100, None),
    ("Actividad con fecha por definir", "sin_fecha", None, None, None, None),
)  # fmt: skip


def crear_lineas() -> tuple[LineaEvaluada, ...]:
    """Doce actividades en los seis estados, con sus tres cifras."""
    return tuple(_linea(lugar, *datos) for lugar, datos in enumerate(_ACTIVIDADES, start=1))


def _linea(lugar, nombre, estado, esperado, reportado, aceptado, verificado) -> LineaEvaluada:
    por_demanda = estado == "por_demanda"
    linea = Linea(
        codigo=f"a{lugar}",
        numero=str(lugar),
        orden=lugar,
        nombre=nombre,
        estado=EstadoDeLinea(estado),
        esperado=None if esperado is None else Fraction(esperado),
        reportado=_decimal(reportado),
        aceptado=_decimal(aceptado),
        verificado=_decimal(verificado),
        anterior=Decimal(100) if estado == "cumplida_antes" else None,
        esta_aceptada=por_demanda or aceptado is not None,
        dato_al=CIERRE if reportado is not None else None,
        solicitudes_recibidas=12 if por_demanda else None,
        solicitudes_atendidas=9 if por_demanda else None,
        encuentros_esperados=6 if lugar == 3 else None,
        encuentros_realizados=3 if lugar == 3 else 0,
        vencimiento=date(2026, 5, 29),
        fecha_programada="Mensual" if lugar == 3 else "mayo de 2026",
        dependencias=(DEPENDENCIAS[lugar % 3],),
        fases=(FASES[lugar % 4],),
        grupos=(GRUPOS[lugar % 3],),
        seccion="Rendición de cuentas" if lugar % 2 else "Control social",
    )
    dijo = linea.reportado is not None
    return LineaEvaluada(
        linea=linea,
        reporte="aceptado" if aceptado is not None else "enviado" if dijo else "sin_reporte",
        observacion="Se hizo con la comunidad del corregimiento y quedó acta." if dijo else "",
        por_que_cero="El contrato de la encuesta se firma en julio." if reportado == 0 else "",
        soportes=(
            Soporte(titulo=f"Acta de la actividad {lugar}", referencia="acta.pdf", huella=f"{lugar:064x}"),
            Soporte(titulo="Lista de asistencia", referencia="lista.pdf", huella=f"{lugar + 90:064x}", es_lista_de_asistencia=True),
            Soporte(titulo="Noticia en el sitio web", referencia="https://ejemplo.gov.co/noticia", es_enlace=True, es_publica=True),
        ) if dijo and reportado and lugar != 11 else (),
        hay_evidencia=None if verificado is None else verificado > 0,
        observacion_de_control="" if verificado is None else "Se revisaron el acta y las fotografías.",
        esta_verificada=verificado is not None,
    )  # fmt: skip


def _decimal(valor) -> Decimal | None:
    return None if valor is None else Decimal(valor)


def crear_evaluacion(**cambios) -> Evaluacion:
    """Un segundo trimestre con de todo."""
    evaluadas = cambios.pop("lineas", None) or crear_lineas()
    lineas = [una.linea for una in evaluadas]
    habitual = {
        "entidad": "Municipio Inventado (ejemplo)",
        "estrategia": "Estrategia de participación ciudadana y rendición de cuentas",
        "tipo": "Participación ciudadana y rendición de cuentas",
        "vigencia": 2026,
        "periodo": "T2",
        "nombre_del_periodo": "2.º trimestre de 2026",
        "desde": date(2026, 4, 1),
        "hasta": CIERRE,
        "esta_cerrado": True,
        "version": 2,
        "version_del": date(2026, 2, 10),
        "medidas": medir_todo(lineas),
        "tablas": tuple(
            Tabla(dimension=una, renglones=desglosar(lineas, una))
            for una in Dimension
            if una not in {Dimension.ACTIVIDAD, Dimension.ESTRATEGIA}
        ),
        "lineas": evaluadas,
        "encuentros": Cuenta(5, 8),
        "encuentros_del_periodo": Cuenta(3, 4),
        "espacios": _espacios(),
        "grupos": tuple(
            GrupoInvolucrado(nombre=nombre, actividades=4, espacios=lugar, personas=lugar * 37 or None)
            for lugar, nombre in enumerate(GRUPOS)
        ),
        "metas": (
            MetaRendida(codigo="M-12", nombre="Agua potable en las veredas", actividades=("Audiencia pública",), espacios=1),
        ),
        "compromisos": _compromisos(),
        "acciones": (
            AccionEvaluada(
                numero=1, origen="hallazgo", que_se_encontro="Las actas no dicen quién responde",
                accion="Incluir responsable y fecha en el formato", dependencia=DEPENDENCIAS[0],
                responsable="Jefe de planeación", hasta=date(2026, 8, 31), estado="abierto",
                esta_vencida=False, como_va="Formato en revisión",
            ),
        ),
        "preguntas": Preguntas(recibidas=14, a_tiempo=10, tarde=1, vencidas=1, pendientes=2),
        "anticipacion": Anticipacion(convocados=Cuenta(4, 5), minimo=6, mediana=Fraction(25, 2), cortas=1, dias_exigidos=10),
        "satisfaccion": Satisfaccion(respuestas=23, claridad=Fraction(43, 10), escucha=Fraction(39, 10), utilidad=Fraction(41, 10)),
        "contradicciones": (
            Contradiccion(codigo=CodigoDeContradiccion.TODO_SIN_EVIDENCIA, texto="se reportó al 100 % y no tiene ninguna evidencia.", actividad="a11"),
        ),
        "lecciones": (
            Leccion(texto="Convocar por emisora local duplicó la asistencia.", fecha=date(2026, 5, 20), donde="Audiencia pública"),
        ),
        "frente_a_la_primera": FrenteALaPrimera(
            version=1, publicada_el=date(2026, 1, 30), medidas=medir_todo(lineas[:8]),
            reprogramadas=(Reprogramada(codigo="a6", nombre="Feria de servicios en los corregimientos", antes="mayo de 2026", ahora="octubre de 2026", porque="Se aplazó por la ola invernal."),),
            retiradas=(Retirada(codigo="z1", nombre="Rendición en vivo por redes", vencia=date(2026, 4, 30), retirada_el=date(2026, 5, 12), porque="Sin contrato de transmisión", estaba_vencida=True),),
            agregadas=("Diálogo sobre presupuesto participativo",),
        ),
        "tendencia": (
            Punto(periodo="T1", nombre="1.er trimestre de 2026", fecha=date(2026, 3, 31), medidas=medir_todo(lineas[:4]), esta_cerrado=True),
            Punto(periodo="T2", nombre="2.º trimestre de 2026", fecha=CIERRE, medidas=medir_todo(lineas), esta_cerrado=True),
        ),
    }  # fmt: skip
    return Evaluacion(**habitual | cambios)


def _espacios() -> tuple[Espacio, ...]:
    comun = {
        "actividad": "a2",
        "nombre_de_la_actividad": "Audiencia pública de rendición de cuentas del primer semestre",
    }
    return (
        Espacio(
            clave=1, nombre="Audiencia pública del primer semestre", fecha=date(2026, 5, 20), estado="realizado",
            en_el_periodo=True, presencial=True, virtual=True, dias_de_convocatoria=19, formato_entregado=True,
            temas="Agua potable; vías terciarias; ejecución del presupuesto.",
            observaciones="Se pidió publicar el estado de cada obra por vereda.\nSe propuso una mesa por corregimiento.",
            resultado="Se acordó un tablero público de obras.", compromisos="Publicar el tablero antes del 30 de agosto.",
            asistencia=(Asistencia(grupo=GRUPOS[0], personas=61), Asistencia(grupo=GRUPOS[1], personas=12)),
            satisfaccion=Satisfaccion(respuestas=18, claridad=Fraction(43, 10), escucha=Fraction(40, 10), utilidad=Fraction(41, 10)),
            **comun,
        ),
        Espacio(
            clave=2, nombre="Encuentro con las juntas, abril", fecha=date(2026, 4, 18), estado="realizado",
            en_el_periodo=True, presencial=True, dias_de_convocatoria=6, satisfaccion=Satisfaccion(respuestas=2, claridad=Fraction(3)),
            **comun | {"actividad": "a3", "nombre_de_la_actividad": "Encuentros mensuales con las juntas de acción comunal"},
        ),
        Espacio(
            clave=3, nombre="Mesa de salud", fecha=date(2026, 6, 10), estado="aplazado", en_el_periodo=True,
            motivo="Alerta sanitaria", veces_reprogramado=1, presencial=True, **comun,
        ),
    )  # fmt: skip


def _compromisos() -> tuple[CompromisoEvaluado, ...]:
    comun = {"dependencia": DEPENDENCIAS[0], "espacio": "Audiencia pública del primer semestre"}
    return (
        CompromisoEvaluado(numero=1, texto="Publicar el tablero de obras por vereda", responsable="Secretaria de planeación", hasta=date(2026, 8, 30), estado="abierto", esta_vencido=False, **comun),
        CompromisoEvaluado(numero=2, texto="Entregar el acta a las juntas", responsable="", hasta=date(2026, 6, 5), estado="cerrado", esta_vencido=False, como_se_cumplio="Se envió por correo y en físico.", **comun),
        CompromisoEvaluado(numero=3, texto="Reparar el puente de la vereda El Ejemplo", responsable="Secretario de obras", hasta=date(2026, 6, 15), estado="abierto", esta_vencido=True, **comun),
    )  # fmt: skip


TEXTOS_DE_ESTRATEGIA = {
    "resumen": "El semestre cierra en riesgo: la audiencia se hizo y dejó un compromiso que la gente pidió, pero cuatro actividades no llegaron a lo esperado.",
    "espacios": "Los tres encuentros que faltan son los mensuales con las juntas, suspendidos en mayo por la ola invernal.",
    "conclusiones": "La estrategia llega a los grupos organizados y no a los jóvenes.\n\nLo reportado supera lo aceptado en las actividades sin acta.",
    "recomendaciones": "Reprogramar los encuentros con las juntas antes de agosto.\n\nExigir el formato interno a los cinco días de cada espacio.",
}
TEXTOS_DE_CONTROL = {
    "resumen": "La estrategia avanza con retraso y dos cifras aceptadas no tienen el respaldo que las sostenga.",
    "eficacia": "Los mecanismos presenciales lograron interlocución efectiva con las juntas; los virtuales no registran participación.",
    "pertinencia": "El cronograma no prevé mecanismos para los corregimientos sin conectividad.",
    "conclusiones": "Se cumple parcialmente. El informe de gestión se aceptó en 60 % y no se encontró publicado.",
    "recomendaciones": "Aceptar avances solo con su evidencia cargada.",
}


def crear_hechos(tipo: str = "estrategia", **cambios) -> Hechos:
    """Los hechos de un informe con todo escrito."""
    textos = {"estrategia": TEXTOS_DE_ESTRATEGIA, "control": TEXTOS_DE_CONTROL}.get(tipo, {})
    hallazgos = (
        Hallado(
            numero=1,
            texto="El informe de gestión se aceptó en 60 % y control interno no lo encontró publicado.",
            criterio="Ley 1712 de 2014, artículo 9.",
            recomendacion="Publicarlo y cargar la dirección como evidencia.",
        ),
    )
    habitual = {
        "tipo": tipo,
        "evaluacion": crear_evaluacion(),
        "textos": textos,
        "hallazgos": hallazgos if tipo == "control" else (),
    }
    return Hechos(**habitual | cambios)


def crear_sello(**cambios) -> Sello:
    """Un informe emitido, con una adenda."""
    habitual = {
        "estado": "emitido",
        "emitido_en": datetime(2026, 7, 10, 15, 30, tzinfo=UTC),
        "emitido_por": "Ana Ejemplo",
        "huella": HUELLA,
        "firmantes": (Firma(nombre="Ana Ejemplo", cargo="Jefe de la oficina de control interno"),),
        "adendas": (
            Adendado(texto="Donde dice «cinco encuentros» léase «seis».", por="Ana Ejemplo", en=datetime(2026, 7, 20, 9, tzinfo=UTC)),
        ),
    }  # fmt: skip
    return Sello(**habitual | cambios)
