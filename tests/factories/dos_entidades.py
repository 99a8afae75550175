"""Dos entidades con una fila de cada cosa que el admin muestra, para probar que no se mezclan."""

from datetime import date

from cronograma.models import Importacion, SesionDeTrabajo, Version
from estrategia.models import (
    Alcance,
    CumplimientoITA,
    DiaNoHabilPropio,
    ItemITA,
    MetaInstitucional,
    Procedimiento,
    ResultadoEsperado,
)
from seguimiento.models import Avance, Corte, Informe, Peso, Verificacion

from . import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_instancia,
    crear_usuario,
)
from .avisos import preparar_aviso
from .convocatorias import crear_convocatoria, crear_material
from .prometido import filas_prometidas
from .valoraciones import crear_valoracion


def crear_filas(nombre: str) -> dict:
    """Una entidad y una fila suya de cada modelo, por la etiqueta del modelo."""
    entidad = crear_entidad(nombre=nombre)
    dependencia = crear_dependencia(entidad=entidad, nombre=f"Dependencia de {nombre}")
    estrategia = crear_estrategia(entidad=entidad, nombre=f"Estrategia de {nombre}")
    grupo = crear_grupo(entidad=entidad, nombre=f"Grupo de {nombre}")
    actividad = crear_actividad(
        estrategia=estrategia,
        nombre=f"Actividad de {nombre}",
        dependencias=[dependencia],
        grupos=[grupo],
    )
    version = Version.objects.create(estrategia=estrategia, numero=1, motivo=f"Motivo de {nombre}")
    alcance = Alcance.objects.create(entidad=entidad, texto=f"Alcance de {nombre}")
    return {
        "estrategia.Entidad": entidad,
        "estrategia.Dependencia": dependencia,
        "estrategia.DiaNoHabilPropio": DiaNoHabilPropio.objects.create(
            entidad=entidad, dia=date(2026, 6, 24), motivo=f"Fiesta de {nombre}"
        ),
        "estrategia.Usuario": crear_usuario(
            entidad=entidad, rol="consulta", username=f"lectora-{entidad.slug}"
        ),
        "estrategia.GrupoDeValor": grupo,
        "estrategia.InstanciaParticipacion": crear_instancia(
            entidad=entidad, nombre=f"Instancia de {nombre}"
        ),
        "estrategia.Alcance": alcance,
        "estrategia.ResultadoEsperado": ResultadoEsperado.objects.create(
            entidad=entidad, alcance=alcance, texto=f"Resultado de {nombre}"
        ),
        "estrategia.MetaInstitucional": MetaInstitucional.objects.create(
            entidad=entidad, codigo="M-1", texto=f"Meta de {nombre}"
        ),
        "estrategia.ItemITA": (item := ItemITA.objects.get(codigo="6.1.9")),
        "estrategia.CumplimientoITA": CumplimientoITA.objects.create(
            entidad=entidad, item=item, estado="no_aplica", razon_juridica=f"Norma de {nombre}"
        ),
        "estrategia.Aviso": preparar_aviso(entidad, asunto=f"Aviso de {nombre}"),
        "estrategia.Estrategia": estrategia,
        "estrategia.Procedimiento": Procedimiento.objects.create(
            entidad=entidad, nombre=f"Procedimiento de {nombre}", objetivo="Participar"
        ),
        "cronograma.Actividad": actividad,
        "cronograma.SesionDeTrabajo": SesionDeTrabajo.objects.create(
            estrategia=estrategia, fecha=date(2026, 1, 20), tema=f"Sesión de {nombre}"
        ),
        "cronograma.Encuentro": (
            encuentro := crear_encuentro(
                actividad=actividad, nombre=f"Encuentro de {nombre}", fecha=date(2026, 6, 1)
            )
        ),
        "seguimiento.Valoracion": crear_valoracion(encuentro, comentario=f"Opina {nombre}"),
        "cronograma.Convocatoria": crear_convocatoria(
            encuentro=encuentro, publicada=False, objetivo=f"Convoca {nombre}"
        ),
        "cronograma.Material": crear_material(encuentro=encuentro, titulo=f"Material de {nombre}"),
        "cronograma.Version": version,
        "cronograma.Aporte": crear_aporte(
            version=version, dependencia=dependencia, texto=f"Observación a {nombre}"
        ),
        "cronograma.Importacion": Importacion.objects.create(
            entidad=entidad,
            estrategia=estrategia,
            nombre_archivo=f"Hoja de {nombre}.xlsx",
            sha256="0" * 64,
        ),
        **filas_prometidas(estrategia, dependencia, nombre),
        **filas_evaluadas(estrategia, actividad),
    }


def filas_evaluadas(estrategia, actividad) -> dict:
    """Lo que dijeron de una actividad la dependencia y control interno, y un informe en borrador."""
    quien = crear_usuario(rol="control", entidad=estrategia.entidad)
    corte = Corte.objects.create(
        estrategia=estrategia,
        periodo="T1",
        fecha=date(2026, 3, 31),
        reporta_hasta=date(2026, 4, 16),
    )
    return {
        "seguimiento.Peso": Peso.objects.create(actividad=actividad, valor=2),
        "seguimiento.Verificacion": Verificacion.objects.create(
            avance=Avance.objects.create(corte=corte, actividad=actividad),
            porcentaje=50,
            por=quien,
            en=AHORA,
        ),
        "seguimiento.Informe": Informe.objects.create(
            estrategia=estrategia, periodo="T1", tipo="control", creado_por=quien, creado_en=AHORA
        ),
    }
