"""El nombre de un catálogo: dos escrituras del mismo nombre son el mismo."""

from django.db import models

from estrategia.texto import sin_acentos


class ClaveDeNombre(models.CharField):
    """El `nombre` de la fila sin mayúsculas, tildes ni blancos de más, para no repetirlo.

    La base de datos no sabe comparar así: «ATENCIÓN» y «Atención» le parecen distintas en
    SQLite. Se calcula al guardar, también en las cargas por lotes.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 300, "editable": False} | kwargs)

    def pre_save(self, model_instance, add):
        clave = sin_acentos(model_instance.nombre)
        setattr(model_instance, self.attname, clave)
        return clave


class DeCatalogo(models.Model):
    """Fila con un nombre que no se repite en su entidad. Cada modelo pone la restricción."""

    nombre = models.CharField("nombre", max_length=300)
    clave = ClaveDeNombre("nombre comparable")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nombre

    def validate_constraints(self, exclude=None):
        # El formulario no muestra la clave y por eso la excluiría; aquí se comprueba siempre.
        self.clave = sin_acentos(self.nombre)
        super().validate_constraints(exclude=set(exclude or ()) - {"clave"})


def nombre_unico(modelo: str, mensaje: str) -> models.UniqueConstraint:
    """El nombre no se repite en la entidad, se escriba como se escriba."""
    return models.UniqueConstraint(
        fields=["entidad", "clave"],
        name=f"{modelo}_nombre_unico_por_entidad",
        violation_error_message=mensaje,
    )
