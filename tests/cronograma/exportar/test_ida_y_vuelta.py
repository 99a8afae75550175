"""De la hoja al sistema y de vuelta: lo que entra sale igual, y lo que sale vuelve a entrar igual."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.db import transaction

from cronograma.formatos import FORMATOS, Clase
from cronograma.publicacion import documento_de_trabajo
from estrategia.models import Alcance, Estrategia, Fase, ResultadoEsperado
from tests.factories import crear_dependencia, crear_grupo, crear_instancia

from .conftest import DOCUMENTOS, FIXTURES
from .test_excel import combinadas_de, diferencias, textos_de

pytestmark = pytest.mark.django_db

VIGENCIAS = {"cronograma": 2022, "estrategia": 2022, "plan": 2023, "rendicion": 2021}
# Lo que una actividad quiere decir; lo demás es cómo estaba escrito.
SIGNIFICADO = (
    "numero nombre momento elemento fases grupos instancias dependencias accion_gestion"
    " instrumento metas objetivo tipo_espacio presencial virtual alcance metodologia resultado"
    " programacion producto correo"
).split()


def importar(archivo, vigencia):
    mensajes = io.StringIO()
    call_command(
        "importar",
        *(str(archivo), "--entidad=ejemplo", f"--vigencia={vigencia}"),
        *("--nombre=Entidad de ejemplo", "--crear", "--json"),
        stdout=mensajes,
    )
    return json.loads(mensajes.getvalue())


@pytest.fixture(params=DOCUMENTOS)
def importado(request):
    """Cada hoja real, importada: su formato, el archivo y la estrategia que quedó."""
    original = FIXTURES / "hojas" / f"{DOCUMENTOS[request.param]}.xlsx"
    importar(original, VIGENCIAS[request.param])
    return FORMATOS[request.param], original, Estrategia.objects.get()


@pytest.fixture
def exportar(importado, tmp_path):
    formato, _, estrategia = importado

    def correr(*opciones, como="xlsx"):
        salida = tmp_path / f"salida.{como}"
        call_command(
            "exportar",
            *("--entidad=ejemplo", f"--vigencia={estrategia.vigencia}", f"--como={como}"),
            *(f"--formato={formato.nombre}", "--trabajo", *opciones, str(salida)),
            stdout=io.StringIO(),
        )
        return salida

    return correr


def hoja_de(archivo):
    return openpyxl.load_workbook(archivo).active


def significado_de(estrategia):
    filas = documento_de_trabajo(estrategia).filas
    return [{campo: getattr(fila, campo) for campo in SIGNIFICADO} for fila in filas]


def test_importar_y_exportar_da_la_misma_hoja(importado, exportar):
    _, original, _ = importado

    hoja, esperada = hoja_de(exportar()), hoja_de(original)

    assert textos_de(hoja) == textos_de(esperada)
    assert combinadas_de(hoja) == combinadas_de(esperada)
    assert hoja.title == esperada.title


@pytest.mark.parametrize("como", ["xlsx", "ods"])
def test_exportar_e_importar_no_cambia_nada(importado, exportar, como):
    _, _, estrategia = importado
    antes = significado_de(estrategia)

    informe = importar(exportar(como=como), estrategia.vigencia)

    assert (informe["nuevas"], informe["cambiadas"], informe["ausentes"]) == (0, 0, 0)
    assert informe["iguales"] == len(antes)
    assert significado_de(estrategia) == antes


def test_sin_las_celdas_de_la_hoja_se_conserva_el_significado(importado, exportar):
    _, _, estrategia = importado
    antes = significado_de(estrategia)
    estrategia.actividades.update(celdas={})
    Estrategia.objects.update(encabezado={})

    importar(exportar(), estrategia.vigencia)

    assert significado_de(estrategia) == antes


def cambiar(actividad, columna):
    """Cambia por el modelo el campo de esa columna, y dice qué debe quedar en la celda."""
    match columna.clase:
        case Clase.NUMERADO:
            actividad.nombre = "Otro texto"
            return f"{actividad.numero}. Otro texto" if actividad.numero else "Otro texto"
        case Clase.TEXTO if columna.campo in ("alcance", "resultado"):
            modelo = Alcance if columna.campo == "alcance" else ResultadoEsperado
            entidad = actividad.estrategia.entidad
            setattr(actividad, columna.campo, modelo.objects.create(entidad=entidad, texto="Otro"))
            return "Otro"
        case Clase.TEXTO:
            texto = "otro@ejemplo.gov.co" if columna.campo == "correo" else "Otro texto"
            setattr(actividad, columna.campo, texto)
            return texto
        case Clase.MARCA if columna.detalle:
            fase, _ = Fase.objects.get_or_create(codigo=columna.detalle)
            quitar = fase in actividad.fases.all()
            (actividad.fases.remove if quitar else actividad.fases.add)(fase)
            return None if quitar else "X"
        case Clase.MARCA:
            ahora = not getattr(actividad, columna.campo)
            setattr(actividad, columna.campo, ahora)
            return "X" if ahora else None
        case Clase.LISTA:
            nuevo = crear_grupo if columna.campo == "grupos" else crear_instancia
            uno = nuevo(entidad=actividad.estrategia.entidad, nombre="Otro grupo")
            getattr(actividad, columna.campo).set([uno])
            return "Otro grupo"
        case Clase.RESPONSABLES:
            actividad.responsabilidades.all().delete()
            otra = crear_dependencia(entidad=actividad.estrategia.entidad, nombre="Otra oficina")
            actividad.responsabilidades.create(dependencia=otra, es_lider=True)
            return "Otra oficina"
        case Clase.CUANDO:
            actividad.fecha_programada = "15 de marzo de 2022"
            return actividad.fecha_programada
        case Clase.INICIO:
            actividad.fecha_programada = "15-feb-23 a 11-dic-23"
            return "15/02/2023"
        case Clase.FIN:
            actividad.fecha_programada = "10-feb-23 a 12-dic-23"
            return "12/12/2023"
        case Clase.PERIODO:
            quedan = [f"{n}.º" for n in (1, 2, 3) if f"C{n}" != columna.detalle]
            actividad.fecha_programada = f"{' y '.join(quedan)} cuatrimestre"
            return None
        case Clase.OPCION:
            actividad.momento = "interna"
            return "Acciones internas previas"


# Quien cambia de elemento cambia de tabla; y el avance no se cambia en la actividad.
SE_CAMBIA_APARTE = {"elemento", "avance", "observacion"}


def test_cambiar_un_campo_por_columna_cambia_solo_esa_celda(importado, exportar):
    formato, original, estrategia = importado
    esperada = hoja_de(original)
    for columna in formato.columnas:
        if columna.campo in SE_CAMBIA_APARTE:
            continue
        with transaction.atomic():
            actividad = estrategia.actividades.order_by("orden").last()
            deseado = cambiar(actividad, columna)
            actividad.save()
            cambios = diferencias(esperada, hoja_de(exportar()))
            transaction.set_rollback(True)

        assert [ahora for _, ahora in cambios.values()] == [deseado], columna.clave


def test_el_original_sin_cambios_vuelve_igual(importado, exportar):
    _, original, _ = importado

    lleno = exportar("--en-original")

    assert textos_de(hoja_de(lleno)) == textos_de(hoja_de(original))
    assert openpyxl.load_workbook(lleno).sheetnames == openpyxl.load_workbook(original).sheetnames


def test_el_original_se_llena_solo_donde_cambio(importado, exportar):
    _, original, estrategia = importado
    actividad = estrategia.actividades.order_by("orden").first()
    actividad.nombre = "Otro texto"
    actividad.save()

    cambios = diferencias(hoja_de(original), hoja_de(exportar("--en-original")))

    numero = f"{actividad.numero}. " if actividad.numero else ""
    assert [ahora for _, ahora in cambios.values()] == [f"{numero}Otro texto"]
