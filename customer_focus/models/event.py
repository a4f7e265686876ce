"""Events of the network on customer focus: what is planned, who wants to host, what was held."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record, last_known
from network.models import Body, Country, EventReport, SharedQuerySet


class NetworkEventQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("organiser").prefetch_related("reports__country__names").order_by("-known_on")


class NetworkEvent(Record):
    """A EUPAN event on citizens' involvement, a learning event: with its organiser."""

    name = TextField(_("name"), help_text=_("As a part of a sentence: EUPAN event on citizens' involvement."))
    organiser = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organised by")
    )

    objects = NetworkEventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("network event")
        verbose_name_plural = _("network events")
        ordering = ("-known_on", "pk")

    def __str__(self) -> str:
        name = str(self.name)
        return name[:1].upper() + name[1:]

    def get_absolute_url(self) -> str:
        return reverse("customer_focus:event_page", args=[self.pk])

    def report_on(self, day: date) -> NetworkEventReport | None:
        """What was known of it on that day."""
        report: NetworkEventReport | None = last_known(self.reports.all(), day)
        return report


class NetworkEventReport(EventReport):
    """Stage, days, place and attendance of an event, as reported on a day. Public as dates, unlike its page."""

    event = models.ForeignKey(NetworkEvent, models.CASCADE, related_name="reports", verbose_name=_("event"))

    history = HistoricalRecords()

    class Meta(EventReport.Meta):
        abstract = False
        verbose_name = _("report on an event")
        verbose_name_plural = _("reports on events")


class HostInterest(Record):
    """A country's interest in hosting an event: shown or taken back on a day."""

    event = models.ForeignKey(NetworkEvent, models.CASCADE, related_name="interests", verbose_name=_("event"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    stands = models.BooleanField(_("the interest stands"), default=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("interest in hosting")
        verbose_name_plural = _("interests in hosting")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        words = gettext("%(country)s is interested in hosting: %(event)s")
        if not self.stands:
            words = gettext("%(country)s is no longer interested in hosting: %(event)s")
        return words % {"country": self.country, "event": self.event}

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()
