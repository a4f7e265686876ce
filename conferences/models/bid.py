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

from conferences.models.bid_call import CallTerms
from conferences.models.edition import Edition, EditionPart
from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from network.models import Body, Country, SharedQuerySet
from network.permissions import can_read_shared
from network.seats import Right


class BidCall(EditionPart, CallTerms):
    """The call to host an edition, as it was first made. What it says later are its dated reports."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="bid_call", verbose_name=_("edition"))

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(CallTerms.Meta):
        abstract = False
        verbose_name = _("call for bids")
        verbose_name_plural = _("calls for bids")
        ordering = ("-edition__number",)

    def __str__(self) -> str:
        return gettext("Call to host %(edition)s") % {"edition": self.edition}

    def get_absolute_url(self) -> str:
        return reverse("conferences:bid_call_page", args=[self.edition.code])

    def terms_on(self, day: date) -> CallTerms:
        """What the call said on that day: its last report known by then, else the call itself."""
        report: CallTerms | None = last_known(self.reports.all(), day)
        return report or self


class BidState(models.TextChoices):
    INTEREST = "interest", _("Interest")
    DRAFT = "draft", _("Bid being written")
    BID = "bid", _("Bid")
    CLARIFICATION = "clarification", _("Clarification asked")
    CLARIFIED = "clarified", _("Clarified")
    ASSESSED = "assessed", _("Assessed")
    ACCEPTED = "accepted", _("Accepted")
    CONFIRMED = "confirmed", _("Confirmed")
    HELD = "held", _("Held")
    SLIPPED = "slipped", _("Slipped")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OutsideState(models.TextChoices):
    """How a bid stands, as other countries are told."""

    PREPARED = "in preparation", _("In preparation")
    CONSIDERED = "under consideration", _("Under consideration")
    CHOSEN = "chosen", _("Chosen by the Directors General")
    HOST = "host", _("Host of the conference")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    NOT_CHOSEN = "not chosen", _("Not chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")


BID_OUTSIDE = {
    BidState.INTEREST: OutsideState.PREPARED,
    BidState.DRAFT: OutsideState.PREPARED,
    BidState.BID: OutsideState.CONSIDERED,
    BidState.CLARIFICATION: OutsideState.CONSIDERED,
    BidState.CLARIFIED: OutsideState.CONSIDERED,
    BidState.ASSESSED: OutsideState.CONSIDERED,
    BidState.ACCEPTED: OutsideState.CHOSEN,
    BidState.CONFIRMED: OutsideState.HOST,
    BidState.HELD: OutsideState.HELD,
    BidState.SLIPPED: OutsideState.POSTPONED,
    BidState.DECLINED: OutsideState.NOT_CHOSEN,
    BidState.WITHDRAWN: OutsideState.WITHDRAWN,
}
"""What others are told of each state: not whether a question was asked, nor whether the assessment is closed."""

BEING_WRITTEN = (BidState.INTEREST, BidState.DRAFT)
"""Seen by the own country alone."""
STANDING = (BidState.BID, BidState.CLARIFICATION, BidState.CLARIFIED, BidState.ASSESSED)
"""Before the Directors General: submitted, and neither chosen nor given up."""
HOSTING = (BidState.ACCEPTED, BidState.CONFIRMED, BidState.HELD, BidState.SLIPPED)
"""Chosen by the Directors General."""
PUBLISHED = (BidState.BID, *HOSTING, BidState.DECLINED, BidState.WITHDRAWN)
"""Steps that other countries are told of."""


class BidQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Once submitted, a bid is shared within the network for good. An interest is its own country's, also if
        it is withdrawn without ever having been a bid."""
        if not can_read_shared(user):
            return self.none()
        if user.may(Right.READ_ALL):
            return self.all()
        submitted = BidStep.objects.filter(bid=OuterRef("pk"), state__in=(*STANDING, *HOSTING))
        return self.filter(Q(country_id__in=user.countries_with(Right.READ_ALL)) | Exists(submitted))

    def for_list(self) -> Self:
        """With what its columns show: the last step and the content known on a day."""
        rows = self.select_related("edition", "country").prefetch_related("country__names", "steps", "contents")
        return rows.order_by("-edition__number")


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
        """Of the bids that this person may see: all steps of the countries they read whole, of others what is
        published."""
        rows = self.filter(bid__in=Bid.objects.visible_to(user))
        if not user.is_authenticated or user.may(Right.READ_ALL):
            return rows
        return rows.filter(Q(state__in=PUBLISHED) | Q(bid__country_id__in=user.countries_with(Right.READ_ALL)))


class BidStep(TransitionLog):
    """One step of a bid, from interest to held."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="steps", verbose_name=_("bid"))
    words = models.TextField(
        _("question or answer"),
        blank=True,
        max_length=5000,
        help_text=_("Of a clarification: what is asked, answered."),
    )

    objects = BidStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a bid")
        verbose_name_plural = _("steps of bids")

    def __str__(self) -> str:
        state = BidState(self.state)  # read by every country, also as the origin of a fact
        return labelled(self.bid, BID_OUTSIDE[state].label if state in STANDING else state.label)

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
