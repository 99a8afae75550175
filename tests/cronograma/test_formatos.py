import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from cronograma.documento import Documento, Firmante
from cronograma.fila import Celda, Fila, Nombrado, Responsable
from cronograma.formatos import FORMATOS, TABLA, Clase, Columna, Formato, casillas, valores
from cronograma.programacion import interpretar

RAIZ = Path(__file__).resolve().parents[2]
TODOS = [*FORMATOS.values(), TABLA]


@pytest.fixture
def fila():
    return Fila(
        codigo="01",
        vigencia=2026,
        numero="5",
        nombre="Audiencia",
        elemento="dialogo",
        momento="interna",
        fases=(Nombrado("ejecucion", "Ejecución participativa"),),
        grupos=("Veedurías", "Usuarios"),
        dependencias=(Responsable("SIAU", "", False), Responsable("Planeación", "OAP", True)),
        presencial=True,
        fecha_programada="",
        programacion=interpretar("1er Cuatrimestre", 2026),
    )


@pytest.mark.parametrize(
    ("formato", "clave", "valor", "texto"),
    [
        ("cronograma", "nombre", ["5", "Audiencia"], "5. Audiencia"),
        ("cronograma", "presencial", True, "X"),
        ("cronograma", "virtual", False, ""),
        ("cronograma", "grupos", ["Veedurías", "Usuarios"], "Veedurías; Usuarios"),
        ("cronograma", "dependencias", ["Planeación", "SIAU"], "Planeación; SIAU"),
        ("estrategia", "fases:ejecucion", True, "X"),
        ("estrategia", "fases:formulacion", False, ""),
        ("estrategia", "momento", "interna", "Acciones internas previas"),
        ("estrategia", "avance:T1", None, ""),
        ("rendicion", "elemento", "dialogo", "Diálogo"),
        ("rendicion", "periodo:C1", True, "X"),
        ("rendicion", "periodo:C2", False, ""),
        ("plan", "inicio", "2026-01-01", "01/01/2026"),
        ("plan", "fin", "2026-04-30", "30/04/2026"),
        ("tabla", "inicio:iso", "2026-01-01", "2026-01-01"),
        ("tabla", "fases", ["Ejecución participativa"], "Ejecución participativa"),
    ],
)
def test_cada_clase_de_columna_tiene_su_valor_y_su_texto(fila, formato, clave, valor, texto):
    columna = (FORMATOS | {"tabla": TABLA})[formato].columna(clave)

    assert valores.valor(columna, fila) == valor
    assert valores.texto(columna, fila) == texto


def test_la_celda_es_la_de_la_entidad_mientras_diga_lo_mismo(fila):
    columna = FORMATOS["cronograma"].columna("presencial")
    leida = dataclasses.replace(fila, celdas={"presencial": Celda("x ✓", True)})

    assert valores.celda(columna, leida) == "x ✓"
    assert valores.celda(columna, dataclasses.replace(leida, presencial=False)) == ""


def test_una_celda_vacia_tambien_se_respeta(fila):
    columna = FORMATOS["cronograma"].columna("grupos")
    leida = dataclasses.replace(
        fila, celdas=celdas([columna], fila, {"grupos": "", "ajena": "no es de este formato"})
    )

    assert list(leida.celdas) == ["grupos"]
    assert valores.celda(columna, leida) == ""
    assert valores.celda(columna, dataclasses.replace(leida, grupos=("Otro",))) == "Otro"


def celdas(columnas, fila, textos):
    leidas = valores.celdas_leidas(columnas, fila, textos)
    return {clave: Celda(**celda) for clave, celda in leidas.items()}


@pytest.mark.parametrize("formato", TODOS, ids=lambda uno: uno.nombre)
def test_una_declaracion_es_coherente(formato, fila):
    claves = [columna.clave for columna in formato.columnas]
    titulos = [(columna.grupo, columna.titulo) for columna in formato.columnas]

    assert len(set(claves)) == len(claves)
    assert len(set(titulos)) == len(titulos)
    assert any(columna.campo == "nombre" for columna in formato.columnas)
    for columna in formato.columnas:
        assert isinstance(valores.texto(columna, fila), str)
    for casilla in formato.encabezado:
        assert casilla.fila < formato.fila_de_titulos


@pytest.mark.parametrize("formato", TODOS, ids=lambda uno: uno.nombre)
def test_una_declaracion_cabe_en_una_pantalla(formato):
    archivo = RAIZ / "cronograma" / "formatos" / f"{formato.nombre}.py"

    assert len(archivo.read_text("utf-8").splitlines()) <= 110


def test_una_columna_que_no_existe_se_dice():
    with pytest.raises(KeyError, match="presupuesto"):
        FORMATOS["plan"].columna("presupuesto")


@pytest.mark.parametrize(
    ("campo", "valores_de_las_filas", "tablas"),
    [
        pytest.param("bloque", ["1", "1", "2"], [2, 1], id="por_bloque"),
        pytest.param("bloque", ["1", "", "2", ""], [2, 2], id="sin_bloque_sigue_al_anterior"),
        pytest.param("bloque", ["1", "2", "1"], [1, 1, 1], id="un_bloque_que_vuelve_es_otra_tabla"),
        pytest.param("elemento", ["a", "b", "a"], [2, 1], id="un_elemento_es_una_sola_tabla"),
        pytest.param("bloque", [], [], id="sin_filas"),
    ],
)
def test_las_filas_se_parten_en_tablas(fila, campo, valores_de_las_filas, tablas):
    formato = dataclasses.replace(FORMATOS["cronograma"], bloque=campo)
    filas = [dataclasses.replace(fila, **{campo: valor}) for valor in valores_de_las_filas]

    assert [len(tabla) for tabla in formato.bloques(filas)] == tablas


@pytest.fixture
def documento(fila):
    return Documento(
        entidad="Alcaldía",
        vigencia=2026,
        tipo="combinada",
        nombre="Plan 2026",
        casillas={"version_documento": "2", "fecha_documento": date(2026, 1, 26), "politica": "P"},
        firmas=(Firmante("consolido", "Ana Ejemplo", "Asesora"), Firmante("reviso")),
        filas=(fila,),
    )


@pytest.mark.parametrize(
    ("formato", "campo", "texto"),
    [
        ("estrategia", "entidad", "Alcaldía"),
        ("estrategia", "version_documento", "Versión: 2"),
        ("estrategia", "fecha_documento", "26/01/2026"),
        ("plan", "nombre", "Plan 2026"),
        ("plan", "politica", "P"),
        ("plan", "marco_legal", ""),
        ("plan", "consolido", "Consolidó: Ana Ejemplo, Asesora"),
        ("plan", "version", "Versión 2: 26/01/2026"),
        ("plan", "reviso", "Revisó"),
    ],
)
def test_cada_casilla_tiene_su_texto(documento, formato, campo, texto):
    declarada = next(
        una for una in (*FORMATOS[formato].encabezado, *FORMATOS[formato].pie) if una.campo == campo
    )

    assert casillas.celda(declarada, documento) == texto


def test_la_casilla_es_la_de_la_entidad_mientras_diga_lo_mismo(documento):
    formato = FORMATOS["plan"]
    textos = {"consolido": "Consolidó Ana Ejemplo Asesora", "titulo:1": "PLAN DE LA ALCALDÍA"}
    leidas = casillas.celdas_leidas(formato, documento, textos)
    propio = dataclasses.replace(
        documento, celdas={clave: Celda(**celda) for clave, celda in leidas.items()}
    )
    pie = formato.pie[0]

    assert casillas.celda(pie, propio) == "Consolidó Ana Ejemplo Asesora"
    assert casillas.titulos(formato, propio) == ["PLAN DE LA ALCALDÍA"]
    otro = dataclasses.replace(propio, nombre="Plan 2027", firmas=())
    assert casillas.celda(pie, otro) == "Consolidó:"
    assert casillas.titulos(formato, otro) == ["Plan 2027"]


# --- El documento que los explica -----------------------------------------------------------

GUIA = (RAIZ / "docs" / "formatos.md").read_text("utf-8")


def tabla_de_la_guia(nombre):
    """Las filas de la tabla que sigue al título del formato, sin la de títulos."""
    seccion = GUIA.split(f"## `{nombre}`")[1].split("\n## ")[0]
    filas = re.findall(r"^\| (.+) \|$", seccion, flags=re.MULTILINE)[1:]
    return [tuple(celda.strip() for celda in fila.split(" | ")) for fila in filas]


@pytest.mark.parametrize("formato", FORMATOS.values(), ids=FORMATOS)
def test_la_guia_lista_las_columnas_de_cada_formato(formato):
    esperadas = [
        (
            columna.grupo or "—",
            columna.titulo or "(sin título)",
            f"`{columna.clave}`",
            columna.clase.value,
        )
        for columna in formato.columnas
    ]

    assert tabla_de_la_guia(formato.nombre) == esperadas


def test_la_guia_marca_el_formato_que_es_nuestro():
    marcados = re.findall(r"^## `(\w+)`.*propuesta nuestra", GUIA, flags=re.MULTILINE)

    assert marcados == [nombre for nombre, formato in FORMATOS.items() if formato.propio]


def test_el_ejemplo_de_la_guia_es_una_declaracion_que_sirve(fila, documento):
    ejemplo = re.search(r"```python\n(.*?)```", GUIA, flags=re.DOTALL)[1]
    espacio = {}

    exec(ejemplo.replace("from .base", "from cronograma.formatos.base"), espacio)

    formato = espacio["TABLA"]
    assert isinstance(formato, Formato)
    assert formato == TABLA
    assert len(ejemplo.splitlines()) < 60
    assert {columna.clase for columna in formato.columnas} <= set(Clase)
    assert Columna(campo="codigo", titulo="Código") in formato.columnas
