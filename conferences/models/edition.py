"""An edition of a Quality Conference, and the dated rows that say what is known of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet, last_known
from core.phrases import labelled, phrases
from core.values import Qualifier, Quantity
from network.models import Country, Decision, SharedQuerySet, WorkingArea


class EditionKind(models.TextChoices):
    EUROPEAN = "european", _("European")
    NATIONAL = "national", _("National")
    OTHER = "other", _("Other conference")


class EditionStage(models.TextChoices):
    EXPECTED = "expected", _("Expected")
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    HELD = "held", _("Held")
    SLIPPED = "slipped", _("Slipped")
    CANCELLED = "cancelled", _("Cancelled")


class EditionQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("schedules__country__names", "attendances").order_by("kind", "-number")

    def european(self) -> Self:
        return self.filter(kind=EditionKind.EUROPEAN)


class Edition(Record):
    """The 5th European Quality Conference (5QC), or a national one. Its days, place and host are dated rows."""

    code = models.SlugField(_("code"), max_length=30, unique=True, help_text=_("As in the address: 5qc."))
    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    name = TextField(_("name"))
    theme = TextField(_("theme"), blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("goes back to the decision"),
    )

    objects = EditionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("kind", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("number",),
                condition=models.Q(kind=EditionKind.EUROPEAN),
                name="conferences_edition_one_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EditionKind.EUROPEAN) | models.Q(number__isnull=False),
                name="conferences_edition_european_numbered",
                violation_error_message=_("A European edition has a number."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name if self.kind == EditionKind.EUROPEAN else str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("conferences:edition_page", args=[self.code])

    @property
    def ordinal(self) -> int:
        """The number of a European edition, which has one by a constraint; 0 for another without."""
        return self.number or 0

    @property
    def short_name(self) -> str:
        """5QC for a European edition; its code in capitals for another."""
        return f"{self.number}QC" if self.kind == EditionKind.EUROPEAN else self.code.upper()

    def schedule_on(self, day: date) -> EditionSchedule | None:
        """Days, place, host and stage as known on that day."""
        schedule: EditionSchedule | None = last_known(self.schedules.all(), day)
        return schedule

    def seeks_host_on(self, day: date) -> bool:
        """A member state may bid for it: a European edition without a host that is neither held, over nor cancelled."""
        if self.kind != EditionKind.EUROPEAN:
            return False
        schedule = self.schedule_on(day)
        if schedule is None:
            return True
        is_over = schedule.stage in (EditionStage.HELD, EditionStage.CANCELLED) or (
            schedule.ends_on is not None and schedule.ends_on < day
        )
        return not is_over and schedule.country_id is None

    def attendance_on(self, day: date) -> Attendance | None:
        """The attendance as known on that day."""
        attendance: Attendance | None = last_known(self.attendances.all(), day)
        return attendance

    def cost_on(self, day: date) -> Any:
        """What it cost (`EditionCost`) as known on that day."""
        return last_known(self.costs.all(), day)

    def figure_on(self, kind: str, day: date) -> Quantity | None:
        """A figure (`FigureKind`) as known on that day."""
        row = last_known((row for row in self.figures.all() if row.kind == kind), day)
        return row.quantity if row else None

    def frame_on(self, day: date) -> Any:
        """Languages and time zone (`EditionFrame`) as known on that day."""
        return last_known(self.frames.all(), day)

    def partners_on(self, day: date) -> list[Any]:
        """Who takes part in making it (`EditionPartner`), as known on that day, in their order."""
        known = sorted(
            (row for row in self.partners.all() if row.known_on <= day), key=lambda row: (row.known_on, row.pk)
        )
        last = {(row.role, row.country_id, row.body_id): row for row in known}
        return sorted((row for row in last.values() if row.takes_part), key=lambda row: (row.place, row.pk))


class EditionPart(Record):
    """A row about an edition stands at the edition's address."""

    edition: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.edition.get_absolute_url()


class EditionSchedule(EditionPart, Dated):
    """When, where and by whom an edition is held, and how sure that is, as reported on a day."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="schedules", verbose_name=_("edition"))
    stage = models.CharField(_("stage"), max_length=20, choices=EditionStage)
    city = TextField(_("city"), blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("host country")
    )

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("days and place")
        verbose_name_plural = _("days and places")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        parts = [str(self.edition), str(self.city), writer.period(self.period) if self.period else ""]
        return ", ".join(part for part in parts if part)

    def lies_behind(self, day: date) -> bool:
        """Held, or planned for days before that one; what has no days never does."""
        if self.period is None:
            return False
        settled = self.stage in (EditionStage.PLANNED, EditionStage.CONFIRMED)
        return self.stage == EditionStage.HELD or (settled and self.period.ends_on < day)


class Attendance(EditionPart):
    """How many took part, as reported on a day."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attendances", verbose_name=_("edition"))
    value = models.PositiveIntegerField(_("participants"))
    qualifier = models.CharField(_("how exactly"), max_length=20, choices=Qualifier, default=Qualifier.EXACT)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.edition, phrases(get_language() or "en").quantity(self.quantity))

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.qualifier)


class Evaluation(EditionPart):
    """The feedback of an edition is available since a day."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="evaluations", verbose_name=_("edition"))
    title = TextField(_("title"))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.edition, self.title)

    def get_absolute_url(self) -> str:
        return reverse("conferences:evaluation_page", args=[self.edition.code])


class FindingSubject(models.TextChoices):
    PUT_FORWARD = "put forward", _("What the conference put forward")
    SUCCESS = "success", _("What was a success")


class Finding(EditionPart):
    """What was found of an edition, for the Directors General."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="findings", verbose_name=_("edition"))
    subject = models.CharField(_("subject"), max_length=20, choices=FindingSubject)
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea)
    text = TextField(_("words"), help_text=_("As a part of a sentence, without capital or full stop."))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("subject", "area", "pk")

    def __str__(self) -> str:
        return labelled(self.edition, self.text)


def editions_with_rows() -> Any:
    """European editions with every row that facts read, in a fixed number of queries."""
    contributors = apps.get_model("conferences", "SessionContributor")._default_manager
    return (
        Edition.objects.european()
        .select_related("decision")
        .prefetch_related(
            models.Prefetch("schedules", EditionSchedule.objects.select_related("country")),
            "attendances",
            "evaluations",
            "findings",
            models.Prefetch("sessions__contributors", contributors.select_related("country", "body")),
        )
    )
