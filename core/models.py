"""What every record of the network shares: when it became known, from which source, how surely."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.values import Period, Precision


class Confidence(models.TextChoices):
    """How sure the source makes us."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class RecordQuerySet(models.QuerySet[Any]):
    """Records as of a day."""

    def known(self, on: date) -> Self:
        """What the network knew on that day, in the order in which it became known."""
        return self.filter(known_on__lte=on).order_by("known_on", "pk")

    def visible_to(self, user: Any) -> Self:
        """What this person may see. A model whose rows are not public narrows it."""
        return self.all()


class Record(models.Model):
    """A dated row. What changes in the world is a new row; an edit only mends what was mistyped."""

    known_on = models.DateField(
        _("known since"),
        help_text=_("The day on which the network knew it: reported, submitted, withdrawn, postponed on that day."),
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Dated(models.Model):
    """A period known to a precision. Both days empty: not known."""

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        _("known"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("For a month, a half-year or a year: give its first and its last day."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(starts_on__isnull=True, ends_on__isnull=True)
                    | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on"))
                ),
                name="%(app_label)s_%(class)s_period",
                violation_error_message=_("The last day lies before the first, or one of the two is missing."),
            )
        ]

    @property
    def period(self) -> Period | None:
        """The period, or None where it is not known."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return Period(self.starts_on, self.ends_on, self.precision)

    @period.setter
    def period(self, period: Period | None) -> None:
        self.starts_on = period.starts_on if period else None
        self.ends_on = period.ends_on if period else None
        self.precision = period.precision if period else Precision.DAY


def last_known(rows: Any, on: date) -> Any:
    """Of rows already fetched, the one that became known last by that day; None if none was known."""
    return max((row for row in rows if row.known_on <= on), key=lambda row: (row.known_on, row.pk), default=None)


DAY_OR_LESS = [(value.value, value.label) for value in Precision if value != Precision.HALF]


def known_to(verbose_name: Any) -> models.CharField[str, str]:
    """How exactly the day in another field is known. Of a month or a year, that one is the first day."""
    return models.CharField(verbose_name, max_length=10, choices=DAY_OR_LESS, default=Precision.DAY)


class TransitionLog(Record):
    """One step of a document: into which state, known since when, by whom, why."""

    state = models.CharField(_("state"), max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("known_on", "pk")


class JobState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """Work asked for. The row is the request; a broker only makes it start sooner.

    `subject` names what it is for (for example the 51st resolution): of one kind and subject only one
    job is open at a time. `lease_until`: the worker that holds it is believed alive until
    then; of one that waits to be tried again, not before then.
    """

    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.JSONField(default=list, help_text="Steps done: [{'step': ..., 'figures': ...}]")
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=Q(state__in=(JobState.QUEUED, JobState.RUNNING)),
                name="core_job_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(started_at__isnull=False, lease_until__isnull=False),
                name="core_job_running_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(JobState.DONE, JobState.FAILED)) | Q(finished_at__isnull=False),
                name="core_job_finished_has_end",
            ),
        ]
        indexes = [models.Index(fields=("state", "lease_until"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


class Print(models.Model):
    """A PDF of a sheet, made once and kept; nobody reads a row that does not hold the sheet itself.

    html: what the job prints, frozen when it was asked for; taken away once the file is there.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    title = models.TextField()
    made_on = models.DateField(_("dated"))
    html = models.TextField(blank=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Empty for a visitor"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(content__isnull=True, sha256="") & ~Q(html=""))
                | (Q(content__isnull=False, html="") & ~Q(sha256="")),
                name="core_print_asked_or_made",
            )
        ]

    def __str__(self) -> str:
        return self.title
