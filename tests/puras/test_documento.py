"""El documento se presta a cualquier formato, pero los textos literales son de uno solo."""

from cronograma.documento import Documento
from cronograma.fila import Celda, Fila
from cronograma.programacion import interpretar

FILA = Fila(
    codigo="01",
    vigencia=2022,
    nombre="Foro",
    grupos=("Veedores",),
    programacion=interpretar("marzo", 2022),
    celdas={"grupos": Celda("", valor=["Veedores"])},
)
DOCUMENTO = Documento(
    entidad="Hospital",
    vigencia=2022,
    tipo="combinada",
    nombre="Cronograma",
    formato="cronograma",
    celdas={"entidad": Celda("E.S.E. Hospital", valor="Hospital")},
    filas=(FILA,),
)


def test_documento_en_su_formato_conserva_los_textos_de_la_entidad():
    assert DOCUMENTO.para("cronograma") is DOCUMENTO


def test_documento_en_otro_formato_no_lleva_textos_literales():
    otro = DOCUMENTO.para("programacion")

    assert (otro.celdas, otro.filas[0].celdas, otro.filas[0].grupos) == ({}, {}, ("Veedores",))
