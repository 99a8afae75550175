import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("seguimiento", "0002_reporte_con_huella_y_prellenado"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="evidencia",
            name="razon_de_retiro",
            field=models.TextField(blank=True, verbose_name="por qué se retiró"),
        ),
        migrations.AddField(
            model_name="evidencia",
            name="retirada_por",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="la retiró",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencia",
            constraint=models.CheckConstraint(
                name="evidencia_retirada_con_su_porque",
                condition=models.Q(retirada_en=None, retirada_por=None, razon_de_retiro="")
                | (
                    models.Q(
                        retirada_en__isnull=False, retirada_por__isnull=False, es_publica=False
                    )
                    & ~models.Q(razon_de_retiro="")
                ),
                violation_error_message="Retirar una evidencia dice quién, cuándo y por qué.",
            ),
        ),
    ]
