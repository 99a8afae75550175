"""El lote de una importación: lo que se leyó de la hoja, antes y después de confirmarlo."""

from django.db import models
from django.db.models import Q

from estrategia.models import Entidad, Estrategia, Usuario

from .actividad import Actividad


class EstadoImportacion(models.TextChoices):
    """Vida de un lote: solo al confirmar se tocan las actividades."""

    POR_CONFIRMAR = "por_confirmar", "Por confirmar"
    CONFIRMADA = "confirmada", "Confirmada"
    DESHECHA = "deshecha", "Deshecha"


class Accion(models.TextChoices):
    """Qué pasará con la fila al confirmar."""

    NUEVA = "nueva", "Nueva"
    CAMBIADA = "cambiada", "Cambiada"
    IGUAL = "igual", "Igual"
    AUSENTE = "ausente", "Ya no está en la hoja"


class Emparejada(models.TextChoices):
    """Por qué se cree que la fila es una actividad que ya estaba."""

    CODIGO = "codigo", "Por su código"
    NUMERO_Y_NOMBRE = "numero_y_nombre", "Por su número y su nombre"
    NOMBRE = "nombre", "Por su nombre"
    PARECIDO = "parecido", "Parece la misma"


class Importacion(models.Model):
    """Una hoja cargada: el archivo original, cómo se leyó y quién la confirmó."""

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="importaciones", verbose_name="entidad"
    )
    estrategia = models.ForeignKey(
        Estrategia,
        models.PROTECT,
        related_name="importaciones",
        verbose_name="estrategia",
        null=True,
        blank=True,
    )
    archivo = models.FileField("archivo original", upload_to="importaciones/%Y/", blank=True)
    nombre_archivo = models.CharField("nombre del archivo", max_length=250)
    sha256 = models.CharField("huella SHA-256", max_length=64)
    formato = models.CharField("formato reconocido", max_length=30, blank=True)
    mapa = models.JSONField("columnas reconocidas", default=dict, blank=True)
    encabezado = models.JSONField("encabezado leído", default=dict, blank=True)
    informe = models.JSONField("informe de lectura", default=dict, blank=True)
    estado = models.CharField(
        "estado",
        max_length=15,
        choices=EstadoImportacion.choices,
        default=EstadoImportacion.POR_CONFIRMAR,
    )
    cargada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="importaciones",
        verbose_name="cargada por",
        null=True,
        blank=True,
    )
    cargada_en = models.DateTimeField("cargada", auto_now_add=True)
    confirmada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="importaciones_confirmadas",
        verbose_name="confirmada por",
        null=True,
        blank=True,
    )
    confirmada_en = models.DateTimeField("confirmada", null=True, blank=True)

    class Meta:
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        ordering = ["-cargada_en"]
        constraints = [
            models.CheckConstraint(
                name="importacion_confirmada_con_momento",
                condition=Q(estado="por_confirmar", confirmada_en=None)
                | ~Q(estado="por_confirmar") & Q(confirmada_en__isnull=False),
                violation_error_message="Una importación confirmada dice cuándo se confirmó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre_archivo} ({self.get_estado_display()})"


class FilaImportada(models.Model):
    """Una fila de la hoja: celdas como se leyeron, valores entendidos, dudas y destino."""

    importacion = models.ForeignKey(
        Importacion, models.CASCADE, related_name="filas", verbose_name="importación"
    )
    orden = models.PositiveIntegerField("orden")
    hoja = models.CharField("hoja", max_length=120, blank=True)
    fila = models.PositiveIntegerField("fila de la hoja", null=True, blank=True)
    celdas = models.JSONField("celdas como se leyeron", default=dict)
    valores = models.JSONField("valores entendidos", default=dict)
    dudas = models.JSONField("dudas", default=list, blank=True)
    errores = models.JSONField("errores", default=list, blank=True)
    accion = models.CharField("acción", max_length=10, choices=Accion.choices)
    emparejada_por = models.CharField(
        "emparejada", max_length=16, choices=Emparejada.choices, blank=True
    )
    aceptada = models.BooleanField("aceptada", default=True)
    actividad = models.ForeignKey(
        Actividad,
        models.SET_NULL,
        related_name="filas_importadas",
        verbose_name="actividad",
        null=True,
        blank=True,
    )
    antes = models.JSONField("valores anteriores", null=True, blank=True)
    despues = models.JSONField("valores al confirmar", null=True, blank=True)

    class Meta:
        verbose_name = "fila importada"
        verbose_name_plural = "filas importadas"
        ordering = ["importacion", "orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["importacion", "orden"],
                name="fila_importada_orden_unico",
                violation_error_message="Dos filas del lote tienen el mismo orden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hoja} fila {self.fila}: {self.get_accion_display()}"


class MapaDeColumnas(models.Model):
    """El destino que una persona de la entidad dio a las columnas de una hoja suya.

    `huella` identifica la tabla por sus títulos: la próxima hoja igual se lee del mismo modo.
    """

    entidad = models.ForeignKey(
        Entidad, models.CASCADE, related_name="mapas_de_columnas", verbose_name="entidad"
    )
    huella = models.CharField("huella de los títulos", max_length=64)
    columnas = models.JSONField("columnas", default=list)
    actualizado_en = models.DateTimeField("actualizado", auto_now=True)

    class Meta:
        verbose_name = "mapa de columnas"
        verbose_name_plural = "mapas de columnas"
        ordering = ["entidad", "-actualizado_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "huella"],
                name="mapa_unico_por_entidad_y_titulos",
                violation_error_message="La entidad ya tiene un mapa para una hoja con esos títulos.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entidad}: {len(self.columnas)} columnas"
