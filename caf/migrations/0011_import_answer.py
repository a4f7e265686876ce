import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was answered on a row of an import says by whom; rows are found by their number."""

    dependencies = [
        ("caf", "0010_contact_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("importrow", "caf_importrow_answers_a_question"),
        migrations.RenameField("importrow", "decision", "answer"),
        migrations.AddConstraint(
            "importrow",
            models.CheckConstraint(
                condition=models.Q(("answer", ""), models.Q(("twins", []), _negated=True), _connector="OR"),
                name="caf_importrow_answers_a_question",
            ),
        ),
        migrations.AddField(
            "importrow",
            "answered_by",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AlterField(
            "importrow",
            "run",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="caf.registerimport",
                verbose_name="import",
            ),
        ),
    ]
