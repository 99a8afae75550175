"""Los títulos de columna dicen lo mismo con muchas palabras."""

import pytest

from cronograma.formatos import FORMATOS
from cronograma.importar.titulos import destino, periodo


@pytest.mark.parametrize(
    "columna",
    [columna for formato in FORMATOS.values() for columna in formato.columnas if columna.titulo],
    ids=lambda columna: f"{columna.grupo} {columna.titulo}"[:60],
)
def test_los_titulos_de_los_formatos_se_reconocen(columna):
    hallado = destino(columna.titulo, columna.grupo, 4)

    assert (hallado.campo, hallado.detalle) == (columna.campo, columna.detalle)


@pytest.mark.parametrize(
    ("titulo", "campo"),
    [
        ("ACTIVIDADES A DESARROLLAR", "nombre"),
        ("Activdades", "nombre"),
        ("Estrategia / Actividad", "nombre"),
        ("Nombre de la acción", "nombre"),
        ("Dependencia(s) responsable(s)", "dependencias"),
        ("RESPOSABLE", "dependencias"),
        ("Área\nresponsable", "dependencias"),
        ("Líder del proceso", "dependencias"),
        ("Fecha límite de cumplimiento", "fecha_programada"),
        ("Cronograma de ejecución", "fecha_programada"),
        ("Fecha de inicio (dd/mm/aaaa)", "inicio"),
        ("FECHA TERMINACIÓN", "fin"),
        ("Meta o producto", "producto"),
        ("Población objetivo", "grupos"),
        ("N.º", "numero"),
        ("No.", "numero"),
        ("Código", "numero"),
        ("Subcomponente / procesos", "bloque"),
        ("Periodicidad", "frecuencia"),
        ("Recursos", "presupuesto"),
        # Lo ocurrido no es lo planeado.
        ("Actividades cumplidas", "seguimiento"),
        ("Fecha de seguimiento", "seguimiento"),
        ("Responsable del seguimiento", "seguimiento"),
        ("% de avance", "seguimiento"),
    ],
)
def test_un_titulo_con_otras_palabras_es_el_mismo_campo(titulo, campo):
    assert destino(titulo).campo == campo


@pytest.mark.parametrize(
    "titulo", ["Indicador", "Línea base", "Estado", "Peso", "Objetivo estratégico"]
)
def test_lo_que_no_tiene_campo_no_se_adivina(titulo):
    assert destino(titulo) is None


@pytest.mark.parametrize(
    ("titulo", "codigo"),
    [
        ("ene", "M01"), ("septiembre", "M09"), ("i trim", "T1"), ("trimestre iv", "T4"), ("2do cuatrimestre", "C2"),
        ("primer semestre", "S1"), ("enero marzo", "T1"), ("oct dic", "T4"), ("bim 3", "B3"), ("mayo agosto", "C2"),
        ("t5", ""), ("febrero abril", ""), ("actividad", ""),
    ],
)  # fmt: skip
def test_un_periodo_se_reconoce_por_su_nombre(titulo, codigo):
    assert periodo(titulo) == codigo


@pytest.mark.parametrize(
    ("titulo", "grupo", "hermanos", "esperado"),
    [
        ("1", "Cuatrimestre", 3, ("periodo", "C1")),
        ("2", "AVANCE ALCANZADO", 4, ("avance", "T2")),
        ("P", "I TRIMESTRE", 2, ("programado", "T1")),
        ("E", "PROGRAMACIÓN › ENERO", 2, ("ejecutado", "M01")),
        ("Semana 2", "JULIO", 4, ("periodo", "M07")),
        ("Observaciones", "Seguimiento OCI 30 de abril", 3, ("seguimiento", "")),
        ("Ejecución", "ETAPAS", 5, ("fases", "ejecucion_rdc")),
        ("Ejecución", "Fase del ciclo", 4, ("fases", "ejecucion")),
    ],
)
def test_el_titulo_de_encima_decide(titulo, grupo, hermanos, esperado):
    hallado = destino(titulo, grupo, hermanos)

    assert (hallado.campo, hallado.detalle) == esperado
