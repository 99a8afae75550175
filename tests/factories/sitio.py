"""Un sitio con una página de cada clase, y la lista de esas páginas.

Las pruebas que miran todas las páginas (HTML, accesibilidad, ancho, foco) usan la misma lista:
una clase de página nueva se agrega aquí y todas la miran.
"""

from datetime import date, time, timedelta

from django.utils import timezone

from cronograma import aprobacion
from cronograma.models import CambioPublicado
from estrategia.models import Definicion, Paso, Procedimiento
from seguimiento import compromisos, cortes

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
    publicar,
)
from .aportes import crear_pregunta, crear_respondida
from .convocatorias import crear_convocatoria, crear_material
from .cortes import abrir_corte, enviar_y_aceptar, lider, reportar

LISTA = "/hospital/cronograma/2026/"
ESTRATEGIA = f"{LISTA}combinada/"
FICHA = f"{ESTRATEGIA}01/"
PAGINAS = {
    "inicio": "/",
    "entidad": "/hospital/",
    "entidad sin nada": "/nueva/",
    "lista": LISTA,
    "lista filtrada": f"{LISTA}?estrategia=participacion&q=encuentro",
    "lista vacia": f"{LISTA}?q=marciano",
    "filtro invalido": f"{LISTA}?fase=xx",
    "mes": f"{LISTA}mes/2026-06/",
    "anio": f"{LISTA}anio/",
    "ficha": FICHA,
    "ficha de lo retirado": f"{ESTRATEGIA}09/",
    "incrustada": f"{LISTA}incrustar/",
    "escoger estrategia": "/otra/cronograma/2026/cronograma.xlsx",
    "version que rige": f"{ESTRATEGIA}version/2/",
    "version reemplazada": f"{ESTRATEGIA}version/1/",
    "cambios": f"{ESTRATEGIA}cambios/",
    "borrador": f"{ESTRATEGIA}borrador/",
    "seguimiento": f"{ESTRATEGIA}borrador/respuesta/",
    "preguntas": "/hospital/preguntas/",
    "preguntas sin resultados": "/hospital/preguntas/?q=marciano",
    "preguntas con un filtro invalido": "/hospital/preguntas/?anio=1999",
    "preguntar": "/hospital/preguntas/nueva/",
    "en que va lo que escribi": "/hospital/preguntas/seguimiento/",
    "datos": "/datos/",
    "datos de una entidad": "/hospital/datos/",
    "diccionario": "/datos/diccionario/",
    "transparencia": "/hospital/transparencia/",
    "convocatorias": "/hospital/convocatorias/",
    "convocatorias vacias": "/otra/convocatorias/",
    "reunión convocada": "/hospital/reuniones/9001/",
    "reunión cancelada": "/hospital/reuniones/9002/",
    "inscribirse": "/hospital/reuniones/9001/inscripcion/",
    "mi inscripcion": "/hospital/inscripcion/",
    "avance": f"{LISTA}seguimiento/",
    "avance sin cortes": "/otra/cronograma/2026/seguimiento/",
    "compromisos": "/hospital/compromisos/",
    "compromisos vacios": "/otra/compromisos/",
    "mejoras": "/hospital/mejoras/",
    "memorias": "/hospital/memorias/",
    "informes": "/hospital/informes/",
    "procedimiento": "/hospital/procedimiento/",
    "instancias": "/hospital/instancias/",
    "no existe": "/no-hay-nada/",
}
# Las que responden con su código de error, y cuál.
CON_ERROR = {
    "filtro invalido": 400,
    "preguntas con un filtro invalido": 400,
    "no existe": 404,
    "escoger estrategia": 400,
}


def crear_sitio():
    """Dos entidades que publican y una que todavía no; la primera, con consulta abierta."""
    entidad = crear_entidad(
        nombre="Hospital Universitario «A & B»",
        slug="hospital",
        sigla="HUP",
        municipio="Neiva",
        color_acento="#0943B5",
    )
    crear_cronograma(entidad)
    crear_procedimiento(entidad)
    crear_instancia(entidad=entidad, nombre="Asociación de usuarios", norma="Ley 100 de 1993")
    crear_instancia(entidad=entidad, nombre="Veeduría de la obra", activa=False)
    crear_entidad(nombre="Entidad nueva", slug="nueva")
    otra = crear_entidad(nombre="Otra entidad", slug="otra")
    for tipo in ("combinada", "rendicion"):
        estrategia = crear_estrategia(entidad=otra, tipo=tipo, nombre=f"Estrategia {tipo}")
        crear_actividad(estrategia=estrategia)
        publicar(estrategia)


def crear_cronograma(entidad):
    """Dos versiones publicadas, con cambios, y un borrador que recibe observaciones."""
    planeacion = crear_usuario(rol="planeacion", entidad=entidad)
    estrategia = crear_estrategia(entidad=entidad, nombre="Cronograma de participación")
    crear_actividades(estrategia)
    publicar(estrategia, por=planeacion)
    retirada = estrategia.actividades.get(codigo="09")
    aprobacion.retirar(retirada, por=planeacion, ahora=AHORA, motivo="Se unió a la 01")
    segunda = publicar(estrategia, por=planeacion, motivo="Ajuste")
    crear_cambios(segunda)
    version = aprobacion.abrir_version(estrategia, por=planeacion, ahora=AHORA)
    hoy = timezone.localdate()
    borrador = aprobacion.divulgar(
        version, por=planeacion, ahora=AHORA, desde=hoy, hasta=hoy + timedelta(days=5)
    )
    crear_aporte(
        version=borrador,
        respuesta="Se cambió",
        decision="incorporada",
        publico=True,
        respondido_por=planeacion,
        respondido_en=AHORA,
        version_que_recoge=segunda,
    )
    crear_preguntas(estrategia, planeacion)
    crear_corte_cerrado(estrategia, planeacion)
    compromisos.registrar(
        estrategia,
        texto="Publicar el avance de la obra.",
        dependencia=entidad.dependencias.first(),
        hasta=date(2026, 6, 30),
        por=planeacion,
        ahora=AHORA,
    )


def crear_corte_cerrado(estrategia, planeacion):
    """El primer trimestre, con lo que una dependencia reportó y lo que nadie dijo."""
    corte = abrir_corte(estrategia, por=planeacion)
    pedidas = [una for una in cortes.lineas_de(corte, hoy=AHORA.date()) if una.se_pregunta]
    actividad = estrategia.actividades.get(pk=pedidas[0].clave)
    dicho = {"solicitudes_recibidas": 4, "solicitudes_atendidas": 3}
    reportar(
        corte, actividad, **dicho if pedidas[0].estado == "por_demanda" else {"porcentaje": 50}
    )
    enviar_y_aceptar(corte, lider(actividad))
    cortes.cerrar(corte, por=planeacion, ahora=AHORA, hoy=AHORA.date())


def crear_preguntas(estrategia, planeacion):
    """Una respondida a tiempo, una propuesta respondida tarde y una que espera."""
    actividad = estrategia.actividades.get(codigo="01")
    crear_respondida(por=planeacion, estrategia=estrategia, actividad=actividad)
    crear_respondida(
        por=planeacion,
        estrategia=estrategia,
        uso="propuesta",
        decision="no",
        porque="Es de otra entidad: https://una-direccion-muy-larga.gov.co/que/no/cabe/en/pantalla",
        recibido=date(2026, 3, 20),
    )
    crear_pregunta(estrategia=estrategia)


def crear_actividades(estrategia):
    """Cuatro que quedan, de cada clase de fecha, y una que se retira."""
    entidad = estrategia.entidad
    comun = {
        "estrategia": estrategia,
        "es_participacion": True,
        "correo": "participacionciudadana.consulta@hospital-de-prueba.gov.co",
        "dependencias": [crear_dependencia(entidad=entidad, nombre="Atención", sigla="SIAU")],
        "grupos": [crear_grupo(entidad=entidad, nombre="Asociación de usuarios")],
    }
    mensual = crear_actividad(
        **comun,
        codigo="01",
        nombre="Encuentros mensuales",
        fecha_programada="Mensual",
        virtual=True,
    )
    convocada = crear_encuentro(
        pk=9001,
        actividad=mensual,
        fecha=date(2026, 6, 9),
        hora_inicio=time(9),
        recibe_inscripciones=True,
    )
    crear_convocatoria(
        encuentro=convocada,
        metodologia="Mesas por tema",
        servicios=["lengua_de_senas"],
        canales=["radio", "sitio_web"],
    )
    crear_material(encuentro=convocada)
    crear_encuentro(
        pk=9002,
        actividad=mensual,
        fecha=date(2026, 6, 20),
        estado="cancelado",
        motivo="Paro nacional",
    )
    crear_actividad(
        **comun,
        codigo="02",
        nombre="Audiencia pública",
        es_rendicion=True,
        presencial=True,
        fecha_programada="1 de junio de 2026",
    )
    crear_actividad(
        **comun,
        codigo="03",
        nombre='Consulta <b>"abierta"</b> & más',
        fecha_programada="1er Cuatrimestre",
    )
    crear_actividad(**comun, codigo="04", nombre="Mesa", fecha_programada="Según solicitud")
    crear_actividad(**comun, codigo="09", nombre="Se retira", fecha_programada="junio")


def crear_cambios(version):
    """Lo que la segunda versión cambió: una actividad con otro lugar y una retirada."""
    CambioPublicado.objects.bulk_create(
        [
            CambioPublicado(
                version=version,
                codigo="01",
                nombre="Encuentros mensuales",
                clase="cambiada",
                campos=[{"campo": "Lugar", "antes": "", "ahora": "Auditorio"}],
                porque="Hay más sillas",
            ),
            CambioPublicado(
                version=version, codigo="09", nombre="Se retira", clase="retirada", porque="Se unió"
            ),
        ]
    )


def crear_procedimiento(entidad):
    """Un procedimiento con una definición y tres pasos, uno sin número."""
    procedimiento = Procedimiento.objects.create(
        entidad=entidad, nombre="Procedimiento", objetivo="Participar", alcance="Todo"
    )
    Definicion.objects.create(
        procedimiento=procedimiento, termino="Participar", texto="Tomar parte"
    )
    for orden, numero in enumerate((1, None, 2)):
        Paso.objects.create(
            procedimiento=procedimiento,
            etapa="formulacion",
            orden=orden,
            numero=numero,
            nombre=f"Paso {orden}",
            responsable="Planeación" if numero else "",
        )
