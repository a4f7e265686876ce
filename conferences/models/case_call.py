"""The call for cases of an edition: what is known of its terms, its sub-themes, its criteria, its timetable."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition
from core.clock import present_day
from core.fields import TextField
from core.models import Record, RecordQuerySet, last_known
from core.phrases import labelled
from core.written import day as day_in_words
from network.models import SharedQuerySet

ZONES = (
    "Europe/Brussels", "Europe/Lisbon", "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Berlin",
    "Europe/Rome", "Europe/Warsaw", "Europe/Vilnius", "Europe/Helsinki", "Europe/Athens", "Europe/Bucharest", "UTC",
)  # fmt: skip
"""The named time zones in which the network sets its deadlines."""
ZONE_CHOICES = [(zone, zone.rpartition("/")[2]) for zone in ZONES]


class CaseCall(Record):
    """A call for cases. What may change of it, its deadline and its quota too, is a dated row: `CaseCallTerms`."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="case_call", verbose_name=_("edition"))
    words = TextField(_("what is asked for"), long=True, blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("call for cases")
        verbose_name_plural = _("calls for cases")
        ordering = ("-edition__number",)

    def __str__(self) -> str:
        return gettext("Call for cases of %(edition)s") % {"edition": self.edition}

    def get_absolute_url(self) -> str:
        return reverse("conferences:case_call_page", args=[self.edition.code])

    def terms_on(self, day: date) -> CaseCallTerms | None:
        """The terms as known on that day; None if none were."""
        terms: CaseCallTerms | None = last_known(self.terms.all(), day)
        return terms

    @property
    def terms_now(self) -> CaseCallTerms | None:
        """The terms in force: the last ones reported."""
        return self.terms_on(present_day())

    @property
    def is_released(self) -> bool:
        """The selection has been made known."""
        return any(self.releases.all())


class CallPart(Record):
    """A row about a call stands at the call's address."""

    call: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return str(self.call.get_absolute_url())


class CaseCallTerms(CallPart):
    """When cases may be nominated, and how many, as reported on a day. Both moments are meant in the named zone."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="terms", verbose_name=_("call for cases"))
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, choices=ZONE_CHOICES, default=ZONES[0])
    quota = models.PositiveSmallIntegerField(
        _("cases for each member state"), null=True, blank=True, help_text=_("At most; empty where there is no limit.")
    )
    free_entries = models.PositiveSmallIntegerField(_("free entries for each case"), null=True, blank=True)
    reviews_due_on = models.DateField(_("reviews are due on"), null=True, blank=True)
    comments_due_on = models.DateField(_("comments of critical friends are due on"), null=True, blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("terms of a call for cases")
        verbose_name_plural = _("terms of calls for cases")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="conferences_casecallterms_order",
                violation_error_message=_("The call closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | Q(quota__gte=1),
                name="conferences_casecallterms_quota",
                violation_error_message=_("At least one case for each member state."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.call, day_in_words(self.known_on))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def in_words(self, moment: datetime) -> str:
        """31 March 2009, 18:00 (Brussels): a moment as the call's own zone reads it."""
        local = timezone.localtime(moment, self.zone)
        return gettext("%(day)s, %(time)s (%(zone)s time)") % {
            "day": day_in_words(local.date()),
            "time": f"{local:%H:%M}",
            "zone": self.get_time_zone_display(),
        }

    @property
    def opens_in_words(self) -> str:
        return self.in_words(self.opens_at) if self.opens_at else ""

    @property
    def closes_in_words(self) -> str:
        return self.in_words(self.closes_at) if self.closes_at else ""

    @property
    def closes_on(self) -> date | None:
        """The day of the deadline, in the call's own zone."""
        return timezone.localtime(self.closes_at, self.zone).date() if self.closes_at else None

    def closed_at(self, moment: datetime) -> str:
        """Why no case is taken at this moment; "" if the call is open. At the closing moment itself it still is."""
        if self.opens_at and moment < self.opens_at:
            return gettext("The call opens on %(moment)s.") % {"moment": self.opens_in_words}
        if self.closes_at is None:
            return gettext("Until when cases may be nominated is not known: the secretariat has not said so.")
        if moment > self.closes_at:
            return gettext("The call closed on %(moment)s.") % {"moment": self.closes_in_words}
        return ""


class CaseMilestone(CallPart):
    """A day in the timetable of a call."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="milestones", verbose_name=_("call for cases"))
    due_on = models.DateField(_("day"))
    what = TextField(_("what is due"))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("day in the timetable")
        verbose_name_plural = _("days in the timetable")
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return labelled(day_in_words(self.due_on), self.what)


class CaseSubTheme(CallPart):
    """One of the sub-themes that a case answers to. They are public, as the cases that are shown under them."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="sub_themes", verbose_name=_("call for cases"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = TextField(_("sub-theme"))

    objects = RecordQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sub-theme")
        verbose_name_plural = _("sub-themes")
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("call", "place"),
                name="conferences_casesubtheme_one_place",
                violation_error_message=_("Another sub-theme of this call has this place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class CaseCriterion(CallPart):
    """What cases are scored by. Weights are relative: all 1 means that every criterion counts alike."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="criteria", verbose_name=_("call for cases"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = TextField(_("criterion"))
    about = TextField(_("what counts"), blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, help_text=_("Relative to the others: 2 counts twice as much as 1.")
    )

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("call", "place"),
                name="conferences_casecriterion_one_place",
                violation_error_message=_("Another criterion of this call has this place."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1),
                name="conferences_casecriterion_weight",
                violation_error_message=_("A criterion weighs 1 at least."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class CaseRelease(CallPart):
    """The selection is made known: since then the countries read the decisions, and everyone the selected cases."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="releases", verbose_name=_("call for cases"))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("release of the selection")
        verbose_name_plural = _("releases of selections")
        constraints = [
            models.UniqueConstraint(
                fields=("call",),
                name="conferences_caserelease_once",
                violation_error_message=_("The selection has been released already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.call, day_in_words(self.known_on))
