"""Who may host the next edition: the call, the bids with their steps, and how the search goes."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionPart
from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from network.models import Body, Country, SharedQuerySet
from network.permissions import can_read_shared
from network.seats import Right


class BidCall(EditionPart):
    """The call to host an edition: open from a day to a day, with what a bid must contain."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="bid_call", verbose_name=_("edition"))
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    must_contain = TextField(_("what a bid must contain"), long=True, blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("call for bids")
        verbose_name_plural = _("calls for bids")
        ordering = ("-edition__number",)
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
                name="conferences_bidcall_order",
                violation_error_message=_("The call closes before it opens."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Call to host %(edition)s") % {"edition": self.edition}

    def get_absolute_url(self) -> str:
        return reverse("conferences:bid_call_page", args=[self.edition.code])


class BidState(models.TextChoices):
    INTEREST = "interest", _("Interest")
    BID = "bid", _("Bid")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class BidQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Once submitted, a bid is shared within the network for good. An interest is its own country's, also if
        it is withdrawn without ever having been a bid."""
        if not can_read_shared(user):
            return self.none()
        if user.may(Right.READ_ALL):
            return self.all()
        submitted = BidStep.objects.filter(bid=OuterRef("pk"), state__in=(BidState.BID, BidState.ACCEPTED))
        return self.filter(Q(country_id__in=user.countries_with(Right.READ_ALL)) | Exists(submitted))

    def for_list(self) -> Self:
        return self.select_related("edition").prefetch_related("country__names").order_by("-edition__number")


class Bid(Record, Dated):
    """A member state's bid to host an edition. Its state as of a day is the last step known on it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bids", verbose_name=_("edition"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="bids", verbose_name=_("member state"))
    state = models.CharField(_("state"), max_length=20, choices=BidState, default=BidState.INTEREST, editable=False)
    city = TextField(_("city"), blank=True)

    objects = BidQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ("-edition__number", "country__iso2")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("edition", "country"),
                name="conferences_bid_one_a_country",
                violation_error_message=_("This member state’s bid for this edition is on record already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(country)s for %(edition)s") % {"country": self.country, "edition": self.edition}

    def get_absolute_url(self) -> str:
        return reverse("conferences:bid_page", args=[self.edition.code, self.country.iso2.lower()])

    def step_on(self, day: date) -> BidStep | None:
        """The last step known on that day; None if nothing was known of the bid."""
        step: BidStep | None = last_known(self.steps.all(), day)
        return step


class BidStepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the bids that this person may see."""
        return self.filter(bid__in=Bid.objects.visible_to(user))


class BidStep(TransitionLog):
    """One step of a bid: interest, bid, withdrawn, accepted."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="steps", verbose_name=_("bid"))

    objects = BidStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a bid")
        verbose_name_plural = _("steps of bids")

    def __str__(self) -> str:
        return labelled(self.bid, BidState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.bid.get_absolute_url()


class HostSearchReport(EditionPart):
    """How the search for a host goes, as reported by a group on a day."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="host_searches", verbose_name=_("edition"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("reported by"))
    found = models.BooleanField(_("a bid has come of it"), default=False)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report on the search for a host")
        verbose_name_plural = _("reports on the search for a host")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        result = gettext("a bid") if self.found else gettext("no bid so far")
        return gettext("Search for a host of %(edition)s by %(body)s: %(result)s") % {
            "edition": self.edition,
            "body": self.body,
            "result": result,
        }
