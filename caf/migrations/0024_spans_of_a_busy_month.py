"""Of the spans that are kept already, the same is noted as `caf.tallies` notes of those it writes."""

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncMonth


def note_busy_months(apps: Any, _schema_editor: Any) -> None:
    spans = apps.get_model("caf", "CountingSpan").objects
    of_the_month = {"organisation": OuterRef("organisation"), "month": OuterRef("month")}
    began = (
        spans.filter(begins=True, rule=OuterRef("rule")).annotate(month=TruncMonth("from_on")).filter(**of_the_month)
    )
    steps = apps.get_model("caf", "Registration").objects.filter(known_on__gt=OuterRef("until_on"))
    stepped = steps.annotate(month=TruncMonth("known_on")).filter(**of_the_month)
    ended = spans.filter(ending__in=("lapsed", "merged")).annotate(month=TruncMonth("until_on"))
    busy = ended.filter(Q(Exists(began)) | Q(Exists(stepped)))
    spans.filter(pk__in=busy.values("pk")).update(busy_month=True)


class Migration(migrations.Migration):
    dependencies = [
        ("caf", "0023_as_far_as_the_day_is_known"),
    ]

    operations = [
        migrations.AddField(
            model_name="countingspan",
            name="busy_month",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="countingspan",
            index=models.Index(
                condition=Q(("busy_month", True)), fields=["rule", "until_on"], name="caf_countingspan_busy"
            ),
        ),
        migrations.RunPython(note_busy_months, migrations.RunPython.noop),
    ]
