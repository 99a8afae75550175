"""Los enlaces que otra app pone en las pantallas de un encuentro y de una actividad."""

from datetime import date

import pytest
from django.urls import reverse

from cronograma import enlaces
from estrategia.publico import Enlace
from tests.factories import crear_actividad, crear_encuentro, crear_usuario

HOY = date(2026, 5, 15)


def test_los_enlaces_salen_como_se_registraron_y_cada_fuente_una_vez(monkeypatch):
    monkeypatch.setitem(enlaces._fuentes, "encuentro", [])

    def una(asunto, usuario, hoy):
        return [Enlace(f"{usuario} sigue con {asunto}", f"/{hoy:%d-%m}/")]

    def otra(asunto, usuario, hoy):
        return [Enlace("Otra cosa", "/otra/")]

    for fuente in (una, otra, una):
        enlaces.registrar("encuentro", fuente)

    assert enlaces.enlaces_de("encuentro", "la feria", "Ana", hoy=HOY) == [
        Enlace("Ana sigue con la feria", "/15-05/"),
        Enlace("Otra cosa", "/otra/"),
    ]


def test_un_lugar_que_no_existe_se_rechaza():
    with pytest.raises(ValueError, match="No hay un lugar «portada»"):
        enlaces.registrar("portada", lambda asunto, usuario, hoy: [])


@pytest.mark.django_db
@pytest.mark.parametrize("lugar", enlaces.LUGARES)
def test_la_pantalla_muestra_los_suyos(lugar, client, monkeypatch):
    asunto = {"encuentro": crear_encuentro, "actividad": crear_actividad}[lugar]()
    recibidos = []

    def fuente(uno, usuario, hoy):
        recibidos.append((uno, usuario))
        return [Enlace("Seguir <aquí>", "/sigue/?a=1&b=2")]

    monkeypatch.setitem(enlaces._fuentes, lugar, [fuente])
    persona = crear_usuario(is_superuser=True)
    client.force_login(persona)

    pagina = client.get(reverse(f"admin:cronograma_{lugar}_change", args=[asunto.pk]))

    assert (
        '<li><a href="/sigue/?a=1&amp;b=2">Seguir &lt;aquí&gt;</a></li>' in pagina.content.decode()
    )
    assert recibidos == [(asunto, persona)]
