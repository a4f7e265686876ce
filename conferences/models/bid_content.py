"""What a bid says: one row for the draft, one for each time that it was handed in; with its plan and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.bid import HOSTING, STANDING, Bid
from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet, last_known
from network.seats import Right


class EipaSupport(models.TextChoices):
    NONE = "none", _("Not foreseen")
    ASKED = "asked", _("Asked for")
    AGREED = "agreed", _("Agreed")


class Shortfall(models.TextChoices):
    """Who carries the difference if less comes in than planned."""

    MINISTRY = "ministry", _("The ministry carries it")
    PROGRAMME = "programme", _("The programme is made smaller")
    OPERATOR = "operator", _("The operator carries it")
    OPEN = "open", _("Not decided yet")


class SourceKind(models.TextChoices):
    """Where money for a conference comes from."""

    BUDGET = "budget", _("Ministry budget")
    EU = "eu", _("EU funds")
    PARTNERS = "partners", _("Partners and sponsors")
    FEES = "fees", _("Participants’ fees")
    IN_KIND = "in kind", _("In kind")


class Surety(models.TextChoices):
    """How sure money is. Secured means that a budget or a contract exists."""

    SECURED = "secured", _("Secured")
    PROMISED = "promised", _("Promised")
    EXPECTED = "expected", pgettext_lazy("money", "Expected")


@dataclass(frozen=True)
class Plan:
    """The sums of a financing plan, in whole euro. cost: None where the total cost is not known."""

    cost: int | None
    secured: int
    unsure: int

    @property
    def together(self) -> int:
        return self.secured + self.unsure

    @property
    def to_find(self) -> int:
        """What the sources fall short of the cost; 0 where they do not, or the cost is not known."""
        return max((self.cost or 0) - self.together, 0)

    @property
    def too_much(self) -> int:
        """What the sources give more than the cost; 0 where the cost is not known."""
        return max(self.together - self.cost, 0) if self.cost is not None else 0

    @property
    def adds_up(self) -> bool:
        return self.cost is not None and self.cost == self.together

    @property
    def shares(self) -> list[tuple[str, str, str]]:
        """For a bar: (kind, where it starts, how long it is), in hundredths of the greater of cost and sum."""
        whole = max(self.cost or 0, self.together)
        parts = (("secured", self.secured), ("unsure", self.unsure), ("to-find", self.to_find))
        drawn, start = [], 0.0
        for kind, amount in parts:
            if whole and amount:
                length = 100 * amount / whole
                drawn.append((kind, f"{start:.2f}", f"{length:.2f}"))
                start += length
        return drawn


class BidContentQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was handed in, of the bids that this person may see; drafts of the countries that they read whole."""
        rows = self.filter(bid__in=Bid.objects.visible_to(user))
        if user.is_authenticated and user.may(Right.READ_ALL):
            return rows
        own = user.countries_with(Right.READ_ALL) if user.is_authenticated else []
        return rows.filter(Q(is_draft=False) | Q(bid__country_id__in=own))


class BidContent(Record, Dated):
    """What a bid says, as a whole.

    A bid has one draft at most, which only its own country (and who reads every country) sees. Handing the bid in
    freezes the draft as it is, known since that day; whoever handed it in, and when, is in the bid's step. What is
    changed later begins a new draft as a copy. So the bid as of a day is the row last handed in by then, and
    nothing that was read by others is ever overwritten.
    """

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="contents", verbose_name=_("bid"))
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    is_draft = models.BooleanField(_("draft"), default=True, editable=False)

    operator = models.CharField(
        _("operator"),
        max_length=200,
        blank=True,
        help_text=_("The one organisation that runs the conference and answers for it."),
    )
    contributors = models.TextField(
        _("financial contributors"), blank=True, max_length=2000, help_text=_("One a line. There may be several.")
    )
    content_partner = models.CharField(
        _("content partner"), max_length=200, blank=True, help_text=_("Who prepares the programme.")
    )
    logistics_partner = models.CharField(
        _("logistics partner"), max_length=200, blank=True, help_text=_("Who looks after halls, travel and lodging.")
    )
    eipa_support = models.CharField(_("support by EIPA"), max_length=10, choices=EipaSupport, blank=True)
    city = TextField(_("city"), blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("seats in the largest hall"), null=True, blank=True)
    accessibility = models.TextField(
        _("accessibility"),
        blank=True,
        max_length=3000,
        help_text=_("Step-free ways, induction loops, sign language, captions: what there is."),
    )
    format = models.TextField(
        _("format"), blank=True, max_length=3000, help_text=_("Plenaries, agoras, workshops: how many, how long.")
    )
    theme = TextField(_("theme"), blank=True)
    participants = models.PositiveIntegerField(_("expected participants"), null=True, blank=True)
    total_cost = models.PositiveBigIntegerField(_("total cost"), null=True, blank=True)
    shortfall = models.CharField(_("if less comes in than planned"), max_length=10, choices=Shortfall, blank=True)
    contact_role = models.CharField(
        _("role of the contact"), max_length=200, blank=True, help_text=_("For example: head of the host team.")
    )
    contact_mail = models.EmailField(_("mail of the contact"), blank=True)
    letters = models.ManyToManyField(
        "conferences.BidLetter", blank=True, related_name="contents", verbose_name=_("letters of support")
    )

    objects = BidContentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("content of a bid")
        verbose_name_plural = _("contents of bids")
        ordering = ("number",)
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("bid",), condition=Q(is_draft=True), name="conferences_bidcontent_one_draft"
            ),
            models.UniqueConstraint(fields=("bid", "number"), name="conferences_bidcontent_one_number"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="conferences_bidcontent_capacity",
                violation_error_message=_("A hall has one seat at least. Leave it empty if it is not known."),
            ),
            models.CheckConstraint(
                condition=Q(participants__isnull=True) | Q(participants__gt=0),
                name="conferences_bidcontent_participants",
                violation_error_message=_("Give one participant at least. Leave it empty if it is not known."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(bid)s, version %(number)s") % {"bid": self.bid, "number": self.number}

    def get_absolute_url(self) -> str:
        return self.bid.get_absolute_url()

    copied_from: BidContent | None = None
    """Of a copy that is not saved yet: the row that holds its lines and letters."""

    @property
    def is_saved(self) -> bool:
        """It is in the database; a draft begins as a copy that is not."""
        return not self._state.adding

    @property
    def kept(self) -> BidContent | None:
        """The row in the database that its lines and letters hang on; None for a first draft not saved yet."""
        return self if self.is_saved else self.copied_from

    @property
    def plan(self) -> Plan:
        """The sums of its financing lines."""
        kept = self.kept
        lines = list(kept.lines.all()) if kept is not None else []
        return plan_of(self.total_cost, ((line.amount, line.state) for line in lines))

    @property
    def cost_of_participant(self) -> int | None:
        """In whole euro, rounded; None unless both figures are known."""
        if not self.participants or self.total_cost is None:
            return None
        return round(self.total_cost / self.participants)


def plan_of(cost: int | None, lines: Any) -> Plan:
    """The sums of (amount, state) lines."""
    amounts = list(lines)
    secured = sum(amount for amount, state in amounts if state == Surety.SECURED)
    return Plan(cost, secured, sum(amount for amount, _state in amounts) - secured)


def content_on(bid: Bid, day: date) -> BidContent | None:
    """What the bid said on that day: as last handed in by then. Before it was ever handed in: its draft.

    None where nothing of it was known, or where it is a draft that was handed in later. `bid.contents` may be
    fetched beforehand. Who may see a draft, may see the bid: see `BidQuerySet.visible_to`.
    """
    rows = list(bid.contents.all())
    handed_in = [row for row in rows if not row.is_draft]
    if not handed_in and any(step.state in (*STANDING, *HOSTING) for step in bid.steps.all()):
        return None  # it was submitted before its content was kept: a draft since then is nobody else's
    found: BidContent | None = last_known(handed_in or rows, day)
    return found


class FinancingLine(models.Model):
    """Money, or what is worth it, from one source. A part of the content it stands in, frozen with it."""

    content = models.ForeignKey(BidContent, models.CASCADE, related_name="lines", verbose_name=_("content of a bid"))
    place = models.PositiveSmallIntegerField(_("place in the order"))
    kind = models.CharField(_("source"), max_length=20, choices=SourceKind)
    amount = models.PositiveBigIntegerField(_("amount, euro"))
    state = models.CharField(_("state"), max_length=10, choices=Surety, default=Surety.EXPECTED)
    paper = models.CharField(_("from which paper"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a financing plan")
        verbose_name_plural = _("lines of financing plans")
        ordering = ("place", "pk")
        constraints = [models.UniqueConstraint(fields=("content", "place"), name="conferences_financingline_one_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.amount}"


class BidLetterQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Those of the contents that this person may see."""
        contents = BidContent.objects.visible_to(user)
        return self.filter(
            pk__in=BidContent.letters.through.objects.filter(bidcontent__in=contents).values("bidletter")
        )


class BidLetter(models.Model):
    """A letter of support, kept as it was sent. `kind` is what its bytes say it is, not its name."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        PNG = "png", "PNG"
        JPEG = "jpg", "JPEG"
        DOCX = "docx", "Word"

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="letters", verbose_name=_("bid"))
    author = models.CharField(_("letter of"), max_length=200, help_text=_("An office: the minister, the mayor."))
    name = models.CharField(_("name of the file"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )

    objects = BidLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.author

    def get_absolute_url(self) -> str:
        return reverse("conferences:bid_letter", args=[self.bid.edition.code, self.bid.country.iso2.lower(), self.pk])
