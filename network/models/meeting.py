"""Meetings: of the Directors General, numbered; of the groups, with what they concluded."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet, last_known
from core.phrases import labelled, phrases
from network.models.body import Body
from network.models.country import Country
from network.models.presidency import Presidency
from network.models.programme import WorkingArea
from network.models.shared import SharedQuerySet


class MeetingQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("schedules").order_by("-number")


class Meeting(Record):
    """A meeting of the Directors General: one a half-year, numbered through.

    Which presidency holds it follows from `half_starts_on`; its days and place are dated rows.
    """

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    half_starts_on = models.DateField(
        _("first day of its half-year"), help_text=_("1 January or 1 July: the presidency of that half-year holds it.")
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meeting of the Directors General")
        verbose_name_plural = _("meetings of the Directors General")
        ordering = ("-number",)

    def __str__(self) -> str:
        return gettext("%(number)s meeting of the Directors General") % {"number": self.ordinal}

    @property
    def ordinal(self) -> str:
        """51st, 51e."""
        return phrases(get_language() or "en").ordinal(self.number, feminine=True)

    @property
    def short_name(self) -> str:
        """51st meeting."""
        return gettext("%(number)s meeting") % {"number": self.ordinal}

    def get_absolute_url(self) -> str:
        return reverse("network:meeting_page", args=[self.number])

    def presidency_on(self, day: date) -> Presidency | None:
        """Who presides, as known on that day."""
        half = self.half_starts_on
        rows = Presidency.objects.known(day).filter(starts_on__lte=half, ends_on__gte=half).select_related("country")
        presidency: Presidency | None = rows.last()
        return presidency

    def schedule_on(self, day: date) -> MeetingSchedule | None:
        """Its days and place as known on that day."""
        schedule: MeetingSchedule | None = last_known(self.schedules.all(), day)
        return schedule


class MeetingSchedule(Record, Dated):
    """When and where a meeting of the Directors General takes place, as reported on a day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="schedules", verbose_name=_("meeting"))
    city = TextField(_("city"), blank=True)

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("days and place")
        verbose_name_plural = _("days and places")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        parts = [str(self.city), writer.period(self.period) if self.period else ""]
        return ", ".join(part for part in parts if part)

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


class GroupMeetingQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("body").prefetch_related("country__names").order_by("-starts_on")


class GroupMeeting(Record, Dated):
    """A meeting of IPSG, an expert group or another body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("group"))
    city = TextField(_("city"), blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )

    objects = GroupMeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("meeting of a group")
        verbose_name_plural = _("meetings of groups")
        ordering = ("-starts_on",)

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        when = writer.period(self.period) if self.period else gettext("day unknown")
        return gettext("%(body)s, %(when)s") % {"body": self.body, "when": when}

    def get_absolute_url(self) -> str:
        return reverse("network:group_meeting_page", args=[self.pk])


class Subject(models.TextChoices):
    """What a conclusion is about: each is what a clause of a resolution may rest on."""

    SYNERGY = "synergy", _("Need for synergy")
    TOPIC = "topic", _("Topic on which proposals are wanted")
    CONTINUITY = "continuity", _("Need for continuity")
    HOST_SEARCH = "host search", _("Search for a host")
    INSIGHT = "insight", _("What better services depend on")
    MEANS = "means", _("Means to spread the principles")
    GUIDELINES = "guidelines", _("Guidelines and exchange wanted")
    LESSONS = "lessons", _("Lessons to be used")
    PRIORITY = "priority", _("Priority for the time ahead")


class ConclusionQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("meeting__body").order_by("-known_on", "area", "place")


class Conclusion(Record):
    """What a group concluded at a meeting, and put to the Directors General."""

    meeting = models.ForeignKey(
        GroupMeeting, models.CASCADE, related_name="conclusions", verbose_name=_("concluded at")
    )
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    text = TextField(_("words"), help_text=_("As a part of a sentence, without capital or full stop."))

    objects = ConclusionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        ordering = ("area", "subject", "place")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "area", "subject", "place"), name="network_conclusion_one_place")
        ]

    def __str__(self) -> str:
        return labelled(self.meeting, self.text)

    def get_absolute_url(self) -> str:
        return reverse("network:conclusion_page", args=[self.pk])
