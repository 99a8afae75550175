"""Catálogos: lo que fijan la norma y los manuales, con su nombre oficial.

Aquí viven los valores cerrados (momento, fase, etapa, elemento, tipo de estrategia,
sección del menú Participa, rol). Lo que cada entidad puede cambiar (grupos de valor,
alcances, metas…) es dato y vive en los modelos. Sala pura: de Django toma solo
`TextChoices` e `IntegerChoices`, que son `enum` con etiqueta; no consulta la base de datos.
"""

from typing import NamedTuple

from django.db.models import IntegerChoices, TextChoices


class TipoEstrategia(TextChoices):
    """Qué planea la estrategia. Ley 1757 de 2015: arts. 2 y 104 (participación), 52 (rendición)."""

    PARTICIPACION = "participacion", "Participación ciudadana"
    RENDICION = "rendicion", "Rendición de cuentas"
    COMBINADA = "combinada", "Participación ciudadana y rendición de cuentas"


class Momento(TextChoices):
    """Momentos del formato de estrategia de Función Pública (MIPG, participación ciudadana)."""

    INTERNA = "interna", "Acciones internas previas"
    PARTICIPATIVA = "participativa", "Acciones participativas"


class Elemento(TextChoices):
    """Los tres elementos de la rendición de cuentas (CONPES 3654 de 2010; Ley 1757, art. 49)."""

    INFORMACION = "informacion", "Información"
    DIALOGO = "dialogo", "Diálogo"
    RESPONSABILIDAD = "responsabilidad", "Responsabilidad"


class Ciclo(TextChoices):
    """A qué ciclo pertenece una fase: el de la gestión (MIPG) o el de la rendición (MURC)."""

    MIPG = "mipg", "Ciclo de la gestión (MIPG)"
    MURC = "murc", "Etapas de la rendición de cuentas (Manual Único)"


class FaseDeCiclo(NamedTuple):
    """Una fase como la nombran los formatos oficiales."""

    ciclo: Ciclo
    codigo: str
    nombre: str


FASES = (
    # MIPG, política de participación ciudadana en la gestión pública.
    FaseDeCiclo(Ciclo.MIPG, "diagnostico", "Diagnóstico participativo"),
    FaseDeCiclo(Ciclo.MIPG, "formulacion", "Formulación participativa"),
    FaseDeCiclo(Ciclo.MIPG, "ejecucion", "Ejecución participativa"),
    FaseDeCiclo(Ciclo.MIPG, "seguimiento", "Seguimiento y evaluación participativa"),
    # Manual Único de Rendición de Cuentas (guía obligatoria, Ley 1757, art. 51).
    FaseDeCiclo(Ciclo.MURC, "aprestamiento", "Aprestamiento"),
    FaseDeCiclo(Ciclo.MURC, "diseno", "Diseño"),
    FaseDeCiclo(Ciclo.MURC, "preparacion", "Preparación"),
    FaseDeCiclo(Ciclo.MURC, "ejecucion_rdc", "Ejecución"),
    FaseDeCiclo(Ciclo.MURC, "evaluacion_rdc", "Seguimiento y Evaluación"),
)


class Modalidad(TextChoices):
    """Cómo se asiste. Ley 1757, art. 53: espacios presenciales, complementados con virtuales."""

    PRESENCIAL = "presencial", "Presencial"
    VIRTUAL = "virtual", "Virtual"
    MIXTA = "mixta", "Presencial y virtual"

    @classmethod
    def de_marcas(cls, *, presencial: bool, virtual: bool) -> "Modalidad | None":
        """Modalidad que dicen las dos marcas del formato; ninguna marca es «sin definir» (None)."""
        marcas = {
            (True, True): cls.MIXTA,
            (True, False): cls.PRESENCIAL,
            (False, True): cls.VIRTUAL,
        }
        return marcas.get((presencial, virtual))


class Seccion(TextChoices):
    """Las seis secciones del menú Participa (Resolución MinTIC 1519 de 2020; lineamientos DAFP)."""

    DIAGNOSTICO = "diagnostico", "Diagnóstico e identificación de problemas"
    PLANEACION = "planeacion", "Planeación y presupuesto participativo"
    CONSULTA = "consulta", "Consulta ciudadana"
    COLABORACION = "colaboracion", "Colaboración e innovación abierta"
    RENDICION = "rendicion", "Rendición de cuentas"
    CONTROL = "control", "Control social"


class Rol(TextChoices):
    """Qué hace una persona en el sistema. El alcance de cada rol lo decide `acceso`."""

    PLANEACION = "planeacion", "Oficina de planeación"
    DEPENDENCIA = "dependencia", "Dependencia responsable"
    COMUNICACIONES = "comunicaciones", "Comunicaciones"
    CONTROL = "control", "Control interno"
    CONSULTA = "consulta", "Consulta"


class ODS(IntegerChoices):
    """Los Objetivos de Desarrollo Sostenible con que se asocian las metas (Agenda 2030)."""

    POBREZA = 1, "Fin de la pobreza"
    HAMBRE = 2, "Hambre cero"
    SALUD = 3, "Salud y bienestar"
    EDUCACION = 4, "Educación de calidad"
    GENERO = 5, "Igualdad de género"
    AGUA = 6, "Agua limpia y saneamiento"
    ENERGIA = 7, "Energía asequible y no contaminante"
    TRABAJO = 8, "Trabajo decente y crecimiento económico"
    INDUSTRIA = 9, "Industria, innovación e infraestructura"
    DESIGUALDADES = 10, "Reducción de las desigualdades"
    CIUDADES = 11, "Ciudades y comunidades sostenibles"
    PRODUCCION = 12, "Producción y consumo responsables"
    CLIMA = 13, "Acción por el clima"
    VIDA_SUBMARINA = 14, "Vida submarina"
    VIDA_TERRESTRE = 15, "Vida de ecosistemas terrestres"
    PAZ = 16, "Paz, justicia e instituciones sólidas"
    ALIANZAS = 17, "Alianzas para lograr los objetivos"


class Programa(TextChoices):
    """El programa de transparencia; «PAAC» es su nombre anterior (Decreto 1122 de 2024)."""

    PTEP = "ptep", "Programa de Transparencia y Ética Pública (PTEP)"
    PAAC = "paac", "Plan Anticorrupción y de Atención al Ciudadano (PAAC)"


class EtapaProcedimiento(TextChoices):
    """Las tres partes del procedimiento con que una entidad planea, ejecuta y evalúa."""

    FORMULACION = "formulacion", "Formulación"
    EJECUCION = "ejecucion", "Ejecución"
    SEGUIMIENTO = "seguimiento", "Seguimiento y evaluación"


class PapelFirma(TextChoices):
    """Quién responde por el documento, en el orden en que los formatos piden la firma."""

    ELABORO = "elaboro", "Elaboró"
    CONSOLIDO = "consolido", "Consolidó"
    REVISO = "reviso", "Revisó"
    APROBO = "aprobo", "Aprobó"
