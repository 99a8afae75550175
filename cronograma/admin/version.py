"""Las versiones publicadas: se miran y no se tocan."""

from django.contrib import admin

from cronograma.admin.hoja import tabla
from cronograma.admin.retiro import ConRetiroDeVersion
from cronograma.models import Version
from estrategia.administracion import AdminDeEntidad


@admin.register(Version)
class VersionAdmin(ConRetiroDeVersion, AdminDeEntidad):
    list_display = ("numero", "estrategia", "estado", "publicada_en", "es_previa", "etiqueta")
    list_display_links = ("numero", "estrategia")
    list_filter = ("estado", "es_previa", "estrategia")
    list_select_related = ("estrategia",)
    search_fields = ("estrategia__nombre", "motivo", "documento_fuente")
    fieldsets = (
        (None, {"fields": ("estrategia", ("clase", "numero", "estado"), "motivo")}),
        ("Publicación", {"fields": (("publicada_en", "publicada_por"),)}),
        (
            "Aprobación",
            {
                "fields": (
                    ("acta", "acta_fecha", "acta_organo"),
                    ("acta_archivo", "acta_enlace"),
                    ("aprobada_en", "aprobada_por"),
                    "razon_sin_aprobacion",
                )
            },
        ),
        (
            "Observaciones de la ciudadanía",
            {
                "fields": (
                    ("divulgada_desde", "divulgada_hasta"),
                    ("requiere_ajustes", "razon_ajustes"),
                )
            },
        ),
        ("Retiro", {"fields": (("retirada_en", "retirada_por"), "retirada_motivo")}),
        ("Archivos", {"fields": ("huellas",)}),
        (
            "Documento fuente",
            {"fields": ("es_previa", "documento_fuente", ("etiqueta", "fecha_documento"))},
        ),
        ("Lo que quedó congelado", {"fields": ("filas_congeladas",)}),
    )
    readonly_fields = (
        "filas_congeladas",
        "huellas",
        "retirada_en",
        "retirada_por",
        "retirada_motivo",
    )

    @admin.display(description="actividades")
    def filas_congeladas(self, version):
        congeladas = [una.fila for una in version.filas.all()]
        return tabla(
            ("Código", "Actividad", "Fecha programada"),
            ((fila.codigo, fila.nombre, fila.fecha_programada) for fila in congeladas),
        )

    @admin.display(description="archivos con su huella")
    def huellas(self, version):
        return tabla(
            ("Archivo", "Bytes", "Huella SHA-256"),
            ((uno.nombre, str(uno.tamano), uno.sha256) for uno in version.archivos.all()),
        )
