"""Pilots of the Procedure on External Feedback (PEF), country by country, and the organisations that piloted."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation
from core.fields import TextField
from core.models import Dated, Record, last_known
from core.phrases import labelled, phrases
from core.values import Qualifier, Quantity
from network.models import Country, SharedQuerySet


class PilotStage(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")


class PilotQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        """With `public_organisations`: what may stand in a list or a file, whoever reads it."""
        public = PilotOrganisation.objects.filter(organisation__in=Organisation.objects.public())
        return self.prefetch_related(
            "country__names",
            "reports",
            Prefetch("organisations", public.select_related("organisation"), to_attr="public_organisations"),
        ).order_by("country__iso2", "known_on", "pk")


class Pilot(Record):
    """A country's pilot of PEF. Its period and how many took part are dated rows; its stage follows from them."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="pef_pilots", verbose_name=_("country"))
    text = TextField(_("what was piloted"), blank=True)

    objects = PilotQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("PEF pilot")
        verbose_name_plural = _("PEF pilots")
        ordering = ("country__iso2", "known_on", "pk")

    def __str__(self) -> str:
        return gettext("%(country)s: pilot of PEF") % {"country": self.country}

    def get_absolute_url(self) -> str:
        return reverse("caf:pilot_page", args=[self.pk])

    def report_on(self, day: date) -> PilotReport | None:
        """What was known of it on that day."""
        report: PilotReport | None = last_known(self.reports.all(), day)
        return report

    def stage_on(self, day: date) -> PilotStage | None:
        """Before, in or after the period that was known on that day; None where none was."""
        report = self.report_on(day)
        if report is None or report.period is None:
            return None
        if day < report.period.starts_on:
            return PilotStage.PLANNED
        return PilotStage.RUNNING if day in report.period else PilotStage.ENDED


class PilotReport(Record, Dated):
    """From when to when a pilot runs and how many organisations take part, as reported on a day."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="reports", verbose_name=_("PEF pilot"))
    organisation_count = models.PositiveIntegerField(_("organisations that took part"), null=True, blank=True)
    organisation_count_qualifier = models.CharField(
        _("how exactly"), max_length=20, choices=Qualifier, default=Qualifier.EXACT
    )

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("report on a PEF pilot")
        verbose_name_plural = _("reports on PEF pilots")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        when = phrases(get_language() or "en").period(self.period) if self.period else gettext("day unknown")
        return f"{self.pilot}, {when}"

    def get_absolute_url(self) -> str:
        return self.pilot.get_absolute_url()

    @property
    def organisation_quantity(self) -> Quantity | None:
        """How many took part, with the qualifier; None where it is not known."""
        if self.organisation_count is None:
            return None
        return Quantity(self.organisation_count, self.organisation_count_qualifier)


class PilotOrganisationQuerySet(SharedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The network sees those of the organisations that it may see."""
        return super().visible_to(user).filter(organisation__in=Organisation.objects.visible_to(user))


class PilotOrganisation(Record):
    """An organisation of the register that took part in its country's pilot."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="organisations", verbose_name=_("PEF pilot"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="pef_pilots", verbose_name=_("CAF organisation")
    )

    objects = PilotOrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("organisation of a PEF pilot")
        verbose_name_plural = _("organisations of a PEF pilot")
        ordering = ("organisation__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("pilot", "organisation"),
                name="caf_pilotorganisation_once",
                violation_error_message=_("This organisation stands in the pilot already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.pilot, self.organisation)

    def get_absolute_url(self) -> str:
        return self.pilot.get_absolute_url()
