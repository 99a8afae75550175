from django.apps import AppConfig
from django.db.models.signals import post_save


class CronogramaConfig(AppConfig):
    name = "cronograma"
    verbose_name = "Cronograma"

    def ready(self):
        # `estrategia` no conoce las actividades: es esta app la que sigue su vigencia.
        from cronograma.models import actividad  # noqa: PLC0415 -- los modelos se cargan antes

        post_save.connect(
            actividad.seguir_la_vigencia,
            sender="estrategia.Estrategia",
            dispatch_uid="seguir_la_vigencia",
        )
