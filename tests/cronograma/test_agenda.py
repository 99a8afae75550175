"""Dónde va cada actividad en la lista pública: las fechas reales y las imprecisas."""

from datetime import date, time

import pytest

from cronograma.agenda import Cita, Renglon, agrupar, esta_en_curso, meses_fijos, momento_de
from cronograma.fila import Fila
from cronograma.programacion import interpretar

HOY = date(2026, 5, 15)


def renglon(escrito, *, vigencia=2026, codigo="01", citas=()):
    fila = Fila(
        codigo=codigo,
        vigencia=vigencia,
        nombre=f"Actividad {codigo}",
        fecha_programada=escrito,
        programacion=interpretar(escrito, vigencia),
    )
    return Renglon(fila=fila, tipo="combinada", citas=citas)


def cita(fecha, estado="confirmado", motivo=""):
    return Cita(1, fecha, time(9), None, "", "", "", estado, motivo, 0)


def titulos(*renglones, vigencia=2026, hoy=HOY):
    grupos = agrupar(renglones, vigencia=vigencia, hoy=hoy)
    return [(grupo.titulo, [m.renglon.fila.codigo for m in grupo.momentos]) for grupo in grupos]


@pytest.mark.parametrize(
    ("escrito", "titulo"),
    [
        ("ene-22", "Enero"),
        ("16-abr-22", "Abril"),
        ("01 de Junio de 2022", "Junio"),
        ("1er Cuatrimestre", "Entre enero y abril"),
        ("ultimo trimestre", "Entre octubre y diciembre"),
        ("Durante la vigencia", "Durante todo el año"),
        ("Mensual", "Cada mes"),
        ("Trimestral", "Cada tres meses"),
        ("Semestral (Dos encuentros en el año)", "Cada seis meses"),
        ("Anual", "Una vez al año"),
        ("Según solicitud de la entidad contratante", "Por solicitud"),
        ("cuando se pueda", "Por definir"),
        ("", "Por definir"),
        ("del 4 al 31 de enero de 2022", "Enero"),
        ("del 20 de noviembre de 2021 al 31 de marzo de 2022", "Entre noviembre de 2021 y marzo"),
        ("marzo, junio y septiembre", "En marzo, junio y septiembre"),
    ],
)
def test_grupo_de_un_anio_terminado(escrito, titulo):
    assert titulos(renglon(escrito, vigencia=2022), vigencia=2022) == [(titulo, ["01"])]


def test_grupos_van_en_orden_y_las_fechas_imprecisas_aparte():
    renglones = [
        renglon(escrito, codigo=codigo)
        for codigo, escrito in [
            ("01", "Según solicitud"),
            ("02", "Mensual"),
            ("03", "Durante la vigencia"),
            ("04", "2.º semestre"),
            ("05", "3er trimestre"),
            ("06", "20 de octubre de 2026"),
            ("07", "1 de junio de 2026"),
            ("08", "30 de mayo de 2026"),
            ("09", "4 de marzo de 2026"),
            ("10", "octubre"),
            ("11", "1er trimestre"),
        ]
    ]

    assert titulos(*renglones) == [
        ("Próximamente", ["08", "07"]),
        ("Octubre", ["06", "10"]),
        ("Entre julio y septiembre", ["05"]),
        ("Entre julio y diciembre", ["04"]),
        ("Durante todo el año", ["03"]),
        ("Cada mes", ["02"]),
        ("Por solicitud", ["01"]),
        ("Fechas que ya pasaron", ["09", "11"]),
    ]


def test_periodos_seguidos_se_leen_como_uno():
    marcados = renglon("1.er, 2.º y 3.er cuatrimestre", vigencia=2022)

    assert titulos(marcados, vigencia=2022) == [("Durante todo el año", ["01"])]


def test_lo_que_se_repite_va_a_proximamente_si_su_encuentro_esta_cerca():
    mensual = renglon("Mensual", citas=(cita(date(2026, 4, 1)), cita(date(2026, 5, 20))))

    assert titulos(mensual) == [("Próximamente", ["01"])]
    assert momento_de(mensual, HOY).dia == date(2026, 5, 20)


def test_un_encuentro_cancelado_no_es_lo_proximo():
    mensual = renglon("Mensual", citas=(cita(date(2026, 5, 20), "cancelado", "Paro"),))

    assert titulos(mensual) == [("Cada mes", ["01"])]
    assert mensual.proxima_cita(HOY) is None


@pytest.mark.parametrize("escrito", ["mayo", "1er semestre", "Mensual", "Durante la vigencia", ""])
def test_una_fecha_imprecisa_nunca_tiene_dia(escrito):
    assert momento_de(renglon(escrito), HOY).dia is None


@pytest.mark.parametrize(
    ("escrito", "en_curso"),
    [
        ("mayo", True),
        ("2.º trimestre", True),
        ("3er trimestre", False),
        ("15 de mayo de 2026", False),
        ("Según solicitud", False),
    ],
)
def test_en_curso_es_un_periodo_que_contiene_hoy(escrito, en_curso):
    assert esta_en_curso(interpretar(escrito, 2026), HOY) is en_curso


@pytest.mark.parametrize(
    ("escrito", "meses"),
    [
        ("Mensual", tuple(range(1, 13))),
        ("1er Cuatrimestre", (1, 2, 3, 4)),
        ("16-abr-26", (4,)),
        ("Semestral", ()),
        ("Anual", ()),
        ("Durante la vigencia", ()),
        ("Según solicitud", ()),
    ],
)
def test_meses_fijos_no_reparte_lo_que_no_dice_mes(escrito, meses):
    assert meses_fijos(interpretar(escrito, 2026), 2026) == meses


@pytest.mark.parametrize(
    ("escrito", "marcado"),
    [("2.º trimestre", True), ("Durante la vigencia", False), ("Mensual", False)],
)
def test_solo_un_periodo_se_marca_en_curso_en_la_lista(escrito, marcado):
    assert momento_de(renglon(escrito), HOY).en_curso is marcado
