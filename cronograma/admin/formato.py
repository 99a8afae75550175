"""Los datos de calidad de cada formato, dentro de la pantalla de la entidad."""

from cronograma.models import FormatoEntidad
from estrategia.administracion import EnLinea, agregar_en_linea
from estrategia.models import Entidad


class FormatosEnLinea(EnLinea):
    model = FormatoEntidad
    fields = ("formato", "codigo", "version", "fecha", "proceso")


agregar_en_linea(Entidad, FormatosEnLinea)
