import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cronograma", "0010_aporte_con_estrategia")]

    operations = [
        migrations.AlterField(
            model_name="aporte",
            name="estrategia",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="aportes",
                to="estrategia.estrategia",
                verbose_name="estrategia",
            ),
        ),
    ]
