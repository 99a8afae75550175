"""La lista de chequeo del ITA guarda solo lo que una entidad puede decir en público."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from estrategia.models import CumplimientoITA, ItemITA
from tests.factories import crear_entidad

pytestmark = pytest.mark.django_db


def item(codigo):
    return ItemITA.objects.get(codigo=codigo)


def cumplimiento(codigo="6.1.9", **datos):
    return CumplimientoITA(entidad=crear_entidad(), item=item(codigo), **datos)


def test_el_catalogo_trae_los_items_del_menu_participa():
    codigos = list(ItemITA.objects.values_list("codigo", flat=True))

    assert codigos[:10] == [f"6.1.{numero}" for numero in range(1, 11)]
    letras = {"6.2.1": "abcd", "6.2.2": "abcd", "6.2.3": "abcde", "6.2.4": "abcdef"}
    letras |= {"6.2.5": "abcdefgh", "6.2.6": "abcdefg"}
    assert codigos[10:] == [
        f"{parte}.{letra}" for parte, suyas in letras.items() for letra in suyas
    ]


def test_un_codigo_no_se_repite_en_su_edicion_y_si_en_otra():
    datos = {"codigo": "6.1.1", "grupo": "Información general", "texto": "Descripción"}
    ItemITA.objects.create(edicion="Otra", **datos)

    with pytest.raises(IntegrityError), transaction.atomic():
        ItemITA.objects.create(edicion="Otra", **datos)


def test_lo_que_no_aplica_pide_su_razon_juridica():
    sin_razon = cumplimiento(estado="no_aplica", razon_juridica="  ")

    with pytest.raises(ValidationError) as error:
        sin_razon.full_clean()

    assert error.value.message_dict == {
        "razon_juridica": [
            "Escriba la razón jurídica por la que no aplica: la norma y lo que dice."
        ]
    }


@pytest.mark.parametrize(
    "datos",
    [
        {"estado": "no_aplica"},
        {"estado": "cumple", "razon_juridica": "Ley 1757"},
    ],
)
def test_la_base_tampoco_lo_deja_pasar(datos):
    with pytest.raises(IntegrityError), transaction.atomic():
        cumplimiento(**datos).save()


def test_la_razon_juridica_va_solo_en_lo_que_no_aplica():
    with pytest.raises(ValidationError, match="va solo en lo que no aplica"):
        cumplimiento(estado="no_cumple", razon_juridica="Ley 1757").full_clean()


def test_cumplir_sin_decir_donde_no_se_acepta_si_el_sistema_no_lo_busca():
    with pytest.raises(ValidationError, match="Escriba la dirección donde está publicado"):
        cumplimiento(estado="cumple").full_clean()

    cumplimiento(estado="cumple", direccion="https://hospital.gov.co/x").full_clean()
    cumplimiento("6.1.3", estado="cumple").full_clean()


def test_cada_item_se_dice_una_vez():
    primero = cumplimiento(estado="no_cumple")
    primero.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        CumplimientoITA.objects.create(
            entidad=primero.entidad, item=primero.item, estado="no_cumple"
        )
