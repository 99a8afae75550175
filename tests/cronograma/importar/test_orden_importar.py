"""`manage.py importar`: lo que escribe, lo que guarda y lo que responde cuando no puede."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from cronograma.models import Actividad, Importacion
from estrategia.models import Entidad, Estrategia
from tests.cronograma.importar.hojas_ajenas import con_fecha_solo_en_la_meta, paac_componente
from tests.factories import crear_entidad, crear_estrategia

pytestmark = pytest.mark.django_db

HOJAS = Path(__file__).resolve().parents[3] / "fixtures/hojas"
HOSPITAL = HOJAS / "000_cronograma_huhmp_2022.xlsx"
CLAVES = [
    "formato", "hojas", "filas", "nuevas", "cambiadas", "iguales", "ausentes", "errores", "dudas",
    "columnas_sin_ubicar", "vigencia", "entidad",
]  # fmt: skip


def importar(hoja=HOSPITAL, entidad="huhmp", vigencia=2022, **opciones):
    salida = io.StringIO()
    call_command(
        "importar", str(hoja), entidad=entidad, vigencia=vigencia, stdout=salida, **opciones
    )
    return salida.getvalue()


def informe(**opciones):
    return json.loads(importar(json=True, **opciones))


@pytest.mark.parametrize(
    ("hoja", "vigencia", "tipo", "cuantas"),
    [
        ("000_cronograma_huhmp_2022.xlsx", 2022, "combinada", 19),
        ("001_estrategia_sanatorio_contratacion_2022.xlsx", 2022, "participacion", 9),
        ("002_plan_caja_honor_2023.xlsx", 2023, "participacion", 19),
        ("003_cronograma_rendicion_alcaldia_2021.xlsx", 2021, "rendicion", 29),
    ],
)
def test_crear_hace_la_entidad_y_la_estrategia_e_importa_la_hoja(hoja, vigencia, tipo, cuantas):
    datos = informe(hoja=HOJAS / hoja, entidad="nueva", vigencia=vigencia, crear=True)

    assert list(datos) == CLAVES
    assert (datos["filas"], datos["nuevas"], datos["errores"]) == (cuantas, cuantas, [])
    estrategia = Estrategia.objects.get(entidad__slug="nueva", vigencia=vigencia)
    assert estrategia.tipo == tipo
    assert estrategia.actividades.count() == cuantas


def test_importar_dos_veces_no_cambia_nada():
    importar(crear=True)

    datos = informe()

    conteo = {clave: datos[clave] for clave in ("nuevas", "cambiadas", "iguales", "ausentes")}
    assert conteo == {"nuevas": 0, "cambiadas": 0, "iguales": 19, "ausentes": 0}


def test_cada_duda_dice_hoja_celda_campo_texto_y_mensaje():
    duda = informe(crear=True)["dudas"][0]

    assert duda | {"mensaje": "…"} == {
        "hoja": "Cronograma 2022",
        "celda": "D5",
        "campo": "instancias",
        "texto": "Ciudadanía en general y grupo de valor de la institución",
        "mensaje": "…",
        "gravedad": "duda",
    }
    assert "se entendió como grupo de valor" in duda["mensaje"]


def test_simular_muestra_lo_mismo_y_no_guarda_nada():
    datos = informe(crear=True, simular=True)

    assert (datos["filas"], datos["nuevas"]) == (19, 19)
    assert not Entidad.objects.exists()
    assert not Importacion.objects.exists()


def test_la_entidad_creada_toma_el_nombre_de_la_hoja_o_el_que_se_da():
    hoja = HOJAS / "001_estrategia_sanatorio_contratacion_2022.xlsx"
    importar(hoja, entidad="sanatorio", crear=True)
    importar(hoja, entidad="otro", crear=True, nombre="Otro sanatorio")

    nombres = dict(Entidad.objects.values_list("slug", "nombre"))
    assert nombres == {
        "sanatorio": "Sanatorio de Contratación Empresa Social del Estado",
        "otro": "Otro sanatorio",
    }


def test_el_informe_es_la_hoja_con_un_comentario_en_cada_celda_dudosa(tmp_path):
    importar(crear=True, informe=str(tmp_path / "dudas.xlsx"))

    hoja = load_workbook(tmp_path / "dudas.xlsx").active
    comentadas = [c.coordinate for fila in hoja.iter_rows() for c in fila if c.comment]
    assert comentadas[:4] == ["D5", "L6", "D7", "D8"]
    assert len(comentadas) == 21
    assert hoja["K14"].comment.text.startswith("NOTA: Sin año")
    assert hoja["A5"].value == load_workbook(HOSPITAL).active["A5"].value


def test_una_hoja_ajena_dice_que_columnas_conserva(tmp_path):
    archivo, _ = paac_componente()
    (tmp_path / "paac.xlsx").write_bytes(archivo)

    datos = informe(hoja=tmp_path / "paac.xlsx", entidad="a", vigencia=2024, crear=True)

    assert (datos["formato"], datos["filas"]) == ("otro", 8)
    assert (
        Estrategia.objects.get().tipo == "rendicion" or Estrategia.objects.get().tipo == "combinada"
    )


def test_un_mapa_corrige_las_columnas(tmp_path):
    archivo, _ = con_fecha_solo_en_la_meta()
    (tmp_path / "metas.xlsx").write_bytes(archivo)
    (tmp_path / "mapa.json").write_text('{"META": "objetivo"}', encoding="utf-8")

    importar(tmp_path / "metas.xlsx", "a", 2024, crear=True, mapa=str(tmp_path / "mapa.json"))

    assert Actividad.objects.order_by("orden").first().objetivo.startswith("Una audiencia")


def test_el_texto_para_personas_es_corto_y_dice_que_paso():
    lineas = importar(crear=True).splitlines()

    assert lineas[0].endswith("vigencia 2022 · hojas: Cronograma 2022")
    assert lineas[1] == "19 actividades leídas: 19 nuevas, 0 cambiadas, 0 iguales."
    assert lineas[-1] == "Importación guardada."


# --- Lo que no se puede ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        ({"entidad": "nadie"}, "No existe la entidad «nadie»"),
        (
            {"vigencia": 2021, "crear": True},
            "La hoja es de la vigencia 2022 y se pidió importarla en 2021",
        ),
        ({"vigencia": 22, "crear": True}, "no es un año entre 2000 y 2100"),
        ({"hoja": "/no/existe.xlsx", "crear": True}, "No se pudo leer"),
        ({"entidad": "con tilde á", "crear": True}, "no sirve como dirección corta"),
        ({"mapa": "/no/existe.json", "crear": True}, "No se pudo leer el mapa"),
    ],
)
def test_lo_que_no_se_puede_se_dice_en_una_frase_y_no_guarda_nada(opciones, frase):
    with pytest.raises(CommandError, match=frase):
        importar(**opciones)

    assert not Entidad.objects.exists()
    assert not Importacion.objects.exists()


def test_un_archivo_que_no_es_un_libro_se_rechaza(tmp_path):
    (tmp_path / "falso.xlsx").write_text("no soy un libro", encoding="utf-8")

    with pytest.raises(CommandError, match="no es una hoja de cálculo"):
        importar(tmp_path / "falso.xlsx", crear=True)


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("Nombre;Edad\nAna;3\nLuis;4", "No se encontró una tabla de actividades"),
        ("Actividad;Responsable;Fecha", "los títulos de las columnas, pero ninguna actividad"),
        (
            "N°;Actividad\n1;Foro\n2;Feria",
            "tiene actividades, pero ninguna columna dice quién responde",
        ),
    ],
)
def test_una_tabla_que_no_es_un_plan_se_rechaza_con_su_porque(tmp_path, texto, frase):
    (tmp_path / "plan.csv").write_text(texto, encoding="utf-8")

    with pytest.raises(CommandError, match=frase):
        importar(tmp_path / "plan.csv", crear=True)


def test_sin_estrategia_se_pide_crearla():
    crear_entidad(slug="huhmp", nombre="Hospital")

    with pytest.raises(CommandError, match="Hospital no tiene estrategia en 2022"):
        importar()


def test_con_dos_estrategias_en_el_anio_se_pide_cual():
    entidad = crear_entidad(slug="huhmp", nombre="Hospital")
    crear_estrategia(
        entidad=entidad, vigencia=2022, tipo="participacion", nombre="De participación"
    )
    crear_estrategia(entidad=entidad, vigencia=2022, tipo="rendicion", nombre="De rendición")

    with pytest.raises(
        CommandError, match=r"tiene 2 estrategias en 2022: .*De participación.*--estrategia"
    ):
        importar()
    assert informe(estrategia="rendicion")["nuevas"] == 19


@pytest.mark.parametrize(
    ("mapa", "frase"),
    [
        ('{"META": "no_existe"}', "nombra el campo «no_existe»"),
        ("[", "no es JSON"),
        ("3", "objeto JSON"),
    ],
)
def test_un_mapa_mal_escrito_se_dice(tmp_path, mapa, frase):
    (tmp_path / "mapa.json").write_text(mapa, encoding="utf-8")

    with pytest.raises(CommandError, match=frase):
        importar(crear=True, mapa=str(tmp_path / "mapa.json"))


def test_un_texto_que_empieza_por_igual_sigue_siendo_texto(tmp_path):
    (tmp_path / "plan.csv").write_text(
        'Actividad;Responsable;Fecha\n=HYPERLINK("x");SIAU;Mayo', encoding="utf-8"
    )

    importar(tmp_path / "plan.csv", "a", 2024, crear=True, informe=str(tmp_path / "i.xlsx"))

    assert Actividad.objects.get().nombre == '=HYPERLINK("x")'
    celda = load_workbook(tmp_path / "i.xlsx").active["A2"]
    assert (celda.value, celda.data_type) == ('=HYPERLINK("x")', "s")
