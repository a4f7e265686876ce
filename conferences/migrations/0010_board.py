import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0009_evaluation"),
    ]

    operations = [
        migrations.CreateModel(
            name="HostWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("months", models.PositiveSmallIntegerField(verbose_name="months before")),
                ("raised_on", models.DateField(verbose_name="sent on")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="host_warnings",
                        to="conferences.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "early warning",
                "verbose_name_plural": "early warnings",
                "ordering": ("-raised_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "months"), name="conferences_hostwarning_once"),
                    models.CheckConstraint(
                        condition=models.Q(("months__in", (12, 18, 24))), name="conferences_hostwarning_known_threshold"
                    ),
                ],
            },
        ),
    ]
