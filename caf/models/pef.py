"""The Procedure on External Feedback (PEF): how far it is, the pilot group's meetings, who contributed."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record
from core.phrases import phrases
from network.models import Actor, Country, SharedQuerySet


class ProcedureStage(models.TextChoices):
    DEVELOPED = "in development", _("In development")
    PILOTED = "in pilot", _("In pilot")
    FINALISED = "finalised", _("Finalised")
    LAUNCHED = "launched", _("Launched")


class ProcedureReport(Record, Dated):
    """How far PEF is, as reported on a day. The period says when the stage was reached."""

    stage = models.CharField(_("stage"), max_length=20, choices=ProcedureStage)
    text = TextField(_("words"), blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("report on PEF")
        verbose_name_plural = _("reports on PEF")
        ordering = ("-known_on", "pk")

    def __str__(self) -> str:
        return gettext("PEF: %(stage)s") % {"stage": self.get_stage_display()}

    def get_absolute_url(self) -> str:
        return reverse("caf:procedure_report_page", args=[self.pk])


class PilotMeeting(Record, Dated):
    """A meeting, or a series of meetings, of the PEF pilot group."""

    city = TextField(_("city"), blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("meeting of the pilot group")
        verbose_name_plural = _("meetings of the pilot group")
        ordering = ("-starts_on", "pk")

    def __str__(self) -> str:
        when = phrases(get_language() or "en").period(self.period) if self.period else gettext("day unknown")
        return gettext("PEF pilot group, %(when)s") % {"when": when}

    def get_absolute_url(self) -> str:
        return reverse("caf:pilot_meeting_page", args=[self.pk])


class PilotMeetingOrganiser(Actor):
    """Who organised it: a country or a body, in the order in which they are thanked."""

    meeting = models.ForeignKey(PilotMeeting, models.CASCADE, related_name="organisers", verbose_name=_("meeting"))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")


class ContributionKind(models.TextChoices):
    """What a country may contribute to the pilot."""

    ORGANISATIONS = "organisations", _("Organisations that piloted")
    EXPERTS = "experts", _("Time of experts")
    TRANSLATION = "translation", _("Translation")
    TRAINING = "training", _("Training")
    TEXT = "text", _("Texts of the procedure")
    MEETING = "meeting", _("A meeting")


class Contribution(Record, Dated):
    """A country's contribution to the PEF pilot. `place`: the order in which the network lists them.

    kind: empty where no source says it.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="pef_contributions", verbose_name=_("country"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=100)
    kind = models.CharField(_("kind"), max_length=20, choices=ContributionKind, blank=True)
    text = TextField(_("what it contributed"), blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("contribution to the PEF pilot")
        verbose_name_plural = _("contributions to the PEF pilot")
        ordering = ("place", "known_on", "pk")

    def __str__(self) -> str:
        return gettext("%(country)s: contribution to the PEF pilot") % {"country": self.country}

    def get_absolute_url(self) -> str:
        return reverse("caf:contribution_page", args=[self.pk])
