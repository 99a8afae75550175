from django.apps import AppConfig
from django.db.models.signals import post_save


class CronogramaConfig(AppConfig):
    name = "cronograma"
    verbose_name = "Cronograma"

    def ready(self):
        # `estrategia` no conoce las actividades: es esta app la que sigue su vigencia.
        from cronograma.aportes import recordatorios  # noqa: PLC0415
        from cronograma.aportes.bloques import registrar_bloques  # noqa: PLC0415 -- usa los modelos
        from cronograma.encuentros import al_cambiar  # noqa: PLC0415
        from cronograma.exportar import cartas, cartas_de_cambios  # noqa: PLC0415
        from cronograma.models import actividad  # noqa: PLC0415 -- los modelos se cargan antes
        from estrategia.avisos import registrar_fuente  # noqa: PLC0415

        post_save.connect(
            actividad.seguir_la_vigencia,
            sender="estrategia.Estrategia",
            dispatch_uid="seguir_la_vigencia",
        )
        registrar_bloques()
        al_cambiar.registrar(cartas_de_cambios.avisar_a_inscritos)
        registrar_fuente(cartas.CLASE, vigente=cartas.por_que_no_se_debe)
        registrar_fuente(cartas_de_cambios.CLASE, vigente=cartas_de_cambios.por_que_no_se_debe)
        registrar_fuente(
            recordatorios.CLASE,
            preparar=recordatorios.recordatorios,
            vigente=recordatorios.por_que_no_se_debe,
        )
