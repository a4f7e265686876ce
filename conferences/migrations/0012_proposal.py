import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.values


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0011_paper"),
        ("network", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alternative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the order")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("finance", "Financial and organisational model"),
                            ("partners", "Partnership with other institutions"),
                            ("targets", "Target groups"),
                            ("format", "Size of the event and format of its sessions"),
                        ],
                        max_length=20,
                        verbose_name="topic",
                    ),
                ),
                ("title", core.fields.TextField(default=core.values.Text, verbose_name="title")),
                (
                    "description",
                    core.fields.TextField(blank=True, default=core.values.Text, long=True, verbose_name="description"),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants assumed"),
                ),
                (
                    "assumptions",
                    core.fields.TextField(
                        blank=True,
                        default=core.values.Text,
                        help_text="What the figures rest on: days, halls, interpretation.",
                        long=True,
                        verbose_name="assumptions",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("handed in", "Handed in"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="institution or group",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "alternative",
                "verbose_name_plural": "alternatives",
                "ordering": ("place", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AlternativeCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the order")),
                ("what", core.fields.TextField(default=core.values.Text, verbose_name="what for")),
                ("amount", models.PositiveBigIntegerField(verbose_name="amount, euro")),
                (
                    "borne_by",
                    models.CharField(
                        choices=[
                            ("host", "Host"),
                            ("fees", "Participants’ fees"),
                            ("contributors", "Contributors"),
                            ("sponsors", "Sponsors"),
                            ("institution", "EU or another institution"),
                            ("in kind", "In kind"),
                        ],
                        max_length=20,
                        verbose_name="borne by",
                    ),
                ),
                (
                    "alternative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="conferences.alternative",
                        verbose_name="alternative",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost of an alternative",
                "verbose_name_plural": "costs of alternatives",
                "ordering": ("place", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AlternativeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("state", models.CharField(max_length=30, verbose_name="state")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered at")),
                (
                    "alternative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="conferences.alternative",
                        verbose_name="alternative",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an alternative",
                "verbose_name_plural": "steps of alternatives",
                "ordering": ("known_on", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EditionCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("amount", models.PositiveBigIntegerField(verbose_name="amount, euro")),
                (
                    "covers",
                    core.fields.TextField(
                        default=core.values.Text,
                        help_text="For example: everything but travel and staff of the host.",
                        verbose_name="what it covers",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="conferences.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost",
                "verbose_name_plural": "costs",
                "ordering": ("known_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAlternative",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the order")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("finance", "Financial and organisational model"),
                            ("partners", "Partnership with other institutions"),
                            ("targets", "Target groups"),
                            ("format", "Size of the event and format of its sessions"),
                        ],
                        max_length=20,
                        verbose_name="topic",
                    ),
                ),
                ("title", core.fields.TextField(default=core.values.Text, verbose_name="title")),
                (
                    "description",
                    core.fields.TextField(blank=True, default=core.values.Text, long=True, verbose_name="description"),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants assumed"),
                ),
                (
                    "assumptions",
                    core.fields.TextField(
                        blank=True,
                        default=core.values.Text,
                        help_text="What the figures rest on: days, halls, interpretation.",
                        long=True,
                        verbose_name="assumptions",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("handed in", "Handed in"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="network.body",
                        verbose_name="institution or group",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="network.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical alternative",
                "verbose_name_plural": "historical alternatives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAlternativeCost",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the order")),
                ("what", core.fields.TextField(default=core.values.Text, verbose_name="what for")),
                ("amount", models.PositiveBigIntegerField(verbose_name="amount, euro")),
                (
                    "borne_by",
                    models.CharField(
                        choices=[
                            ("host", "Host"),
                            ("fees", "Participants’ fees"),
                            ("contributors", "Contributors"),
                            ("sponsors", "Sponsors"),
                            ("institution", "EU or another institution"),
                            ("in kind", "In kind"),
                        ],
                        max_length=20,
                        verbose_name="borne by",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "alternative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="conferences.alternative",
                        verbose_name="alternative",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical cost of an alternative",
                "verbose_name_plural": "historical costs of alternatives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEditionCost",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("amount", models.PositiveBigIntegerField(verbose_name="amount, euro")),
                (
                    "covers",
                    core.fields.TextField(
                        default=core.values.Text,
                        help_text="For example: everything but travel and staff of the host.",
                        verbose_name="what it covers",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="conferences.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical cost",
                "verbose_name_plural": "historical costs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProposalPaper",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                ("intro", core.fields.TextField(default=core.values.Text, long=True, verbose_name="introduction")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="network.meeting",
                        verbose_name="for the meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical paper of proposals",
                "verbose_name_plural": "historical papers of proposals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProposalPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                ("intro", core.fields.TextField(default=core.values.Text, long=True, verbose_name="introduction")),
                ("said", models.JSONField(default=dict, editable=False)),
                (
                    "alternatives",
                    models.ManyToManyField(
                        related_name="papers", to="conferences.alternative", verbose_name="alternatives"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_papers",
                        to="network.meeting",
                        verbose_name="for the meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper of proposals",
                "verbose_name_plural": "papers of proposals",
                "ordering": ("meeting", "number"),
            },
        ),
        migrations.CreateModel(
            name="ProposalDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("closed", models.JSONField(default=list, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_deliveries",
                        to="network.meeting",
                        verbose_name="delivered to",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="conferences.proposalpaper",
                        verbose_name="paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of proposals",
                "verbose_name_plural": "deliveries of proposals",
                "ordering": ("known_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=5)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="conferences.proposalpaper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalProposalDelivery",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "known_on",
                    models.DateField(
                        help_text="The day on which the network knew it: reported, submitted, withdrawn, postponed on that day.",
                        verbose_name="known since",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="high",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("closed", models.JSONField(default=list, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="network.meeting",
                        verbose_name="delivered to",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="conferences.proposalpaper",
                        verbose_name="paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical delivery of proposals",
                "verbose_name_plural": "historical deliveries of proposals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="alternative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__isnull", True), ("country__isnull", False)),
                    models.Q(("body__isnull", False), ("country__isnull", True)),
                    _connector="OR",
                ),
                name="conferences_alternative_one_of_two",
                violation_error_message="Give either a country or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alternative",
            constraint=models.CheckConstraint(
                condition=models.Q(("participants__isnull", True), ("participants__gt", 0), _connector="OR"),
                name="conferences_alternative_participants",
                violation_error_message="Give one participant at least. Leave it empty if it is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alternativecost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="conferences_alternativecost_amount",
                violation_error_message="Give an amount above 0. What is not known is left out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="editioncost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="conferences_editioncost_amount",
                violation_error_message="Give an amount above 0. What is not known is left out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalpaper",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="conferences_proposalpaper_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaldelivery",
            constraint=models.UniqueConstraint(
                fields=("paper", "meeting"),
                name="conferences_proposaldelivery_once",
                violation_error_message="This paper has been delivered to this meeting already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.UniqueConstraint(fields=("paper", "language"), name="conferences_paperfile_made_once"),
        ),
    ]
