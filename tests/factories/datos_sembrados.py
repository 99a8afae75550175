"""Datos de personas inventadas, cada uno con una marca distinta, regados por toda una entidad.

La marca de un dato no se parece a nada más: si aparece donde no debe, dice cuál dato se escapó.
"""

from datetime import date

from cronograma.models import Asistente, Encuentro, SesionDeTrabajo
from estrategia.historia import a_nombre_de
from estrategia.models import Estrategia, Usuario
from seguimiento import memoria
from seguimiento.models import Evidencia
from tests.factories import (
    AHORA,
    archivos,
    crear_aporte,
    crear_encuentro,
    crear_entidad,
    crear_usuario,
)
from tests.factories.avisos import preparar_aviso
from tests.factories.convocatorias import crear_material
from tests.factories.evaluacion import instante
from tests.factories.informes_emitidos import crear_estrategia_con_corte, emitir
from tests.factories.inscripciones import crear_inscripcion
from tests.factories.prometido import crear_accion, crear_compromiso, crear_recibido
from tests.factories.sitio import crear_cronograma, crear_instancia, crear_procedimiento
from tests.factories.valoraciones import crear_valoracion

USOS = ("observacion", "pregunta", "propuesta", "comentario")
PERSONAL = ("username", "first_name", "last_name", "email")


class Siembra:
    """Las marcas sembradas: `de_la_ciudadania`, nadie las ve; `del_personal`, solo la entidad.

    Cada una, con el campo en que se sembró; `filas`, las filas que las llevan.
    """

    def __init__(self):
        self.de_la_ciudadania: dict[str, str] = {}
        self.del_personal: dict[str, str] = {}
        self.filas: list = []

    def marca(self, donde: str, clase: str = "texto") -> str:
        """Un dato nuevo de esa clase (texto, correo, telefono, codigo), ya anotado."""
        numero = len(self.de_la_ciudadania)
        suyas = {
            "texto": f"zqxmarca{numero:03d}",
            "correo": f"zqxcorreo{numero:03d}@example.org",
            "telefono": f"3009871{numero:03d}",
            "codigo": f"ZQXC-WKJH-PLMN-{numero:03d}".replace("0", "A").replace("1", "B"),
        }
        self.de_la_ciudadania[suyas[clase]] = donde
        return suyas[clase]

    def cuentas(self) -> dict[str, str]:
        """Con qué entra cada persona de la entidad y a dónde se le escribe: solo planeación."""
        suyas = ("Usuario.username", "Usuario.email")
        return {dato: campo for dato, campo in self.del_personal.items() if campo in suyas}

    def agregar(self, fila):
        """Anota una fila que lleva datos."""
        self.filas.append(fila)
        return fila


def sembrar() -> Siembra:
    """Un hospital que publica de todo, con datos de personas en cada sitio donde se guardan."""
    siembra = Siembra()
    logo = archivos.subido(archivos.PNG, "logo.png")
    entidad = crear_entidad(nombre="Hospital de Prueba", slug="hospital", logo=logo)
    crear_cronograma(entidad)
    crear_procedimiento(entidad)
    crear_instancia(entidad=entidad)
    cronograma = entidad.estrategias.get()
    persona = crear_usuario(rol="planeacion", entidad=entidad)
    rendicion = crear_estrategia_con_corte(entidad=entidad, tipo="rendicion")
    marcar_personal(siembra, entidad)
    persona.refresh_from_db()
    sembrar_documentos(cronograma)
    for estado in ("inscrita", "en_espera", "cancelada", "llego"):
        sembrar_inscripcion(siembra, Encuentro.objects.get(pk=9001), estado)
    for uso in USOS:
        sembrar_aportes(siembra, cronograma, uso, persona)
    sembrar_reunion_realizada(siembra, rendicion, persona)
    sembrar_lo_demas(siembra, cronograma, persona)
    crear_compromiso(rendicion, por=persona)
    crear_accion(rendicion, por=persona)
    emitir(rendicion, por=persona)
    marcar_personal(siembra, entidad)
    return siembra


def marcar_personal(siembra: Siembra, entidad) -> None:
    """Cada cuenta de la entidad, con su usuario, su nombre y su correo marcados."""
    for usuario in Usuario.objects.filter(entidad=entidad):
        suyos = {campo: f"zqx{campo.replace('_', '')}{usuario.pk:04d}" for campo in PERSONAL}
        suyos["email"] += "@example.org"
        siembra.del_personal |= {dato: f"Usuario.{campo}" for campo, dato in suyos.items()}
        Usuario.objects.filter(pk=usuario.pk).update(**suyos)


def sembrar_documentos(estrategia: Estrategia) -> None:
    """Lo que la entidad sí publica como archivo: para que esas páginas existan y se miren."""
    estrategia.plan_accion_archivo = archivos.subido(nombre="plan.pdf")
    estrategia.save()
    reunion = Encuentro.objects.get(pk=9001)
    reunion.convocatoria.pieza = archivos.subido(archivos.PNG, "pieza.png")
    reunion.convocatoria.texto_alternativo = "Venga a la audiencia"
    reunion.convocatoria.save()
    crear_material(encuentro=reunion, archivo=archivos.subido(nombre="informe.pdf"))


def sembrar_inscripcion(siembra: Siembra, reunion: Encuentro, estado: str) -> None:
    """Una persona inscrita, en espera, que canceló o que llegó."""
    donde = f"Inscripcion[{estado}]"
    fechas = {"cancelada": {"cancelada_en": AHORA}, "llego": {"llego_en": AHORA}}
    datos = {c: siembra.marca(f"{donde}.{c}") for c in ("nombre", "organizacion", "apoyos")}
    datos |= {c: siembra.marca(f"{donde}.{c}", c) for c in ("correo", "telefono", "codigo")}
    siembra.agregar(
        crear_inscripcion(
            reunion,
            estado="inscrita" if estado == "llego" else estado,
            **datos,
            **fechas.get(estado, {}),
        )
    )


def sembrar_aportes(siembra: Siembra, estrategia: Estrategia, uso: str, persona) -> None:
    """Uno sin responder, uno respondido y reservado, y uno publicado sin lo personal."""
    respondido = {"respondido_en": AHORA, "respondido_por": persona, "respuesta": "Sí."}
    respondido |= {"decision": "incorporada"} if uso in ("observacion", "propuesta") else {}
    publicado = respondido | {"publico": True, "texto_publico": f"Lo público de {uso}"}
    clases = {"sin_responder": {}, "reservado": respondido, "publicado": publicado}
    de_que = {"estrategia": estrategia}
    if uso == "observacion":
        de_que["version"] = estrategia.versiones.order_by("-numero").first()
    if uso == "comentario":
        de_que["encuentro"] = Encuentro.objects.get(pk=9001)
    for clase, datos in clases.items():
        donde = f"Aporte[{uso}, {clase}]"
        personales = {c: siembra.marca(f"{donde}.{c}") for c in ("nombre", "texto")}
        personales |= {c: siembra.marca(f"{donde}.{c}", c) for c in ("correo", "codigo")}
        consentido = {
            "consentimiento_version": "1",
            "consentimiento_finalidad": "Responderle",
            "consentimiento_en": AHORA,
        }
        siembra.agregar(crear_aporte(uso=uso, **de_que, **personales, **consentido, **datos))


def sembrar_reunion_realizada(siembra: Siembra, estrategia: Estrategia, persona) -> None:
    """Opiniones, lista de asistencia y memoria publicada de una reunión del primer trimestre."""
    actividad = estrategia.actividades.get(codigo="a1")
    reunion = crear_encuentro(
        pk=9003,
        actividad=actividad,
        fecha=date(2026, 3, 10),
        estado="realizado",
        nombre="Diálogo de marzo",
    )
    for publico in (None, False, None, False, None):
        comentario = siembra.marca(f"Valoracion[{publico}].comentario")
        siembra.agregar(
            crear_valoracion(
                reunion,
                comentario=comentario,
                comentario_publico=publico,
                creada_en=instante(2026, 3, 11),
            )
        )
    crear_valoracion(reunion, comentario="Muy bien.", comentario_publico=True)
    formato = crear_recibido(reunion, por=persona)
    memoria.publicar(formato, direccion=f"http://testserver{memoria.ruta_de(formato)}", ahora=AHORA)
    for respaldado in ({"avance": actividad.avances.get()}, {"reporte": formato}):
        sembrar_lista_de_asistencia(siembra, persona, respaldado)


def sembrar_lista_de_asistencia(siembra: Siembra, persona, respaldado: dict) -> None:
    """Una evidencia que es una lista de asistencia: ni su título ni su nombre son públicos."""
    nombre, archivo = (siembra.marca(f"Evidencia.{c}") for c in ("nombre_original", "archivo"))
    siembra.agregar(
        Evidencia.objects.create(
            entidad=persona.entidad,
            titulo=siembra.marca("Evidencia.titulo"),
            nombre_original=f"{nombre}.pdf",
            archivo=archivos.subido(nombre=f"{archivo}.pdf"),
            tamano=len(archivos.PDF),
            sha256=f"{len(nombre + archivo):064x}",
            es_lista_de_asistencia=True,
            subida_por=persona,
            subida_en=instante(2026, 4, 9),
            **respaldado,
        )
    )


def sembrar_lo_demas(siembra: Siembra, estrategia: Estrategia, persona) -> None:
    """Un correo en la bandeja, quién fue a una sesión de trabajo y un cambio con su historia."""
    siembra.agregar(
        preparar_aviso(
            estrategia.entidad,
            destinatario=siembra.marca("Aviso.destinatario", "correo"),
            asunto=siembra.marca("Aviso.asunto"),
            cuerpo=siembra.marca("Aviso.cuerpo"),
        )
    )
    sesion = SesionDeTrabajo.objects.create(
        estrategia=estrategia, fecha=date(2026, 1, 20), tema="Identificar actividades"
    )
    suyos = {campo: siembra.marca(f"Asistente.{campo}") for campo in ("nombre", "cargo")}
    siembra.agregar(Asistente.objects.create(sesion=sesion, **suyos))
    actividad = estrategia.actividades.get(codigo="02")
    actividad.lugar = "Auditorio"
    a_nombre_de(persona, actividad).save()
    siembra.agregar(actividad.history.first())
