"""`docs/datos-personales.md` nombra todo lo que se guarda de las personas; aquí se comprueba."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import EmailField

from cronograma.models import Inscripcion
from estrategia.acceso import RUTAS

RAIZ = Path(__file__).resolve().parents[2]
FILA = re.compile(r"^\| `(\w+)\.(\w+)\.(\w+)` \|(.+)\|$", re.MULTILINE)
# Los nombres con que se suele guardar a una persona, en los modelos que hablan de una.
DE_PERSONAS = {
    "estrategia.Usuario",
    "estrategia.Firma",
    "cronograma.Asistente",
    "cronograma.Aporte",
}
NOMBRES = {"nombre", "cargo", "username", "first_name", "last_name"}
EN_CUALQUIERA = {"telefono", "celular", "cedula", "documento_de_identidad", "destinatario"}
# De la inscripción, todo lo que escribe la persona y lo que la identifica.
DE_LA_INSCRIPCION = {"nombre", "correo", "telefono", "organizacion", "grupo", "apoyos", "codigo"}


def filas():
    texto = (RAIZ / "docs" / "datos-personales.md").read_text(encoding="utf-8")
    return {
        f"{app}.{modelo}.{campo}": [celda.strip() for celda in celdas.split("|")]
        for app, modelo, campo, celdas in FILA.findall(texto)
    }


def campos_con_datos():
    for etiqueta in RUTAS:
        for campo in apps.get_model(etiqueta)._meta.local_fields:
            de_persona = etiqueta in DE_PERSONAS and campo.name in NOMBRES
            if de_persona or isinstance(campo, EmailField) or campo.name in EN_CUALQUIERA:
                yield f"{etiqueta}.{campo.name}"
    yield from (f"cronograma.Inscripcion.{campo}" for campo in DE_LA_INSCRIPCION)


def test_todo_dato_de_una_persona_esta_en_la_tabla():
    assert set(campos_con_datos()) - filas().keys() == set()


@pytest.mark.parametrize("ruta", sorted(filas()))
def test_cada_fila_nombra_un_campo_que_existe_y_dice_todo(ruta):
    etiqueta, _, campo = ruta.rpartition(".")

    assert campo in {uno.name for uno in apps.get_model(etiqueta)._meta.get_fields()}
    para_que, hasta_cuando, quien = filas()[ruta]
    assert all((para_que, hasta_cuando, quien))


def test_la_inscripcion_no_gano_un_campo_sin_que_se_diga_para_que():
    de_la_casa = {
        "id", "encuentro", "estado", "envio", "creada_en", "cancelada_en", "llego_en",
        "sin_inscripcion_previa", "consentimiento_version", "consentimiento_finalidad",
        "consentimiento_responsable", "consentimiento_hasta", "consentimiento_en",
    }  # fmt: skip

    campos = {campo.name for campo in Inscripcion._meta.local_fields}
    assert campos - de_la_casa == DE_LA_INSCRIPCION
