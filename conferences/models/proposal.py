"""The model of the conference: what editions cost, alternatives for the next ones, papers of proposals to a meeting.

The Directors General asked for proposals on four topics at their 51st meeting. An alternative is its proposer's own
until it is handed in, and stands still from then on; a paper freezes what it says on its day (`said`).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionPart
from conferences.reading.costing import Costing
from core.fields import TextField
from core.models import Record, RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from core.values import Quantity
from core.written import euro
from network.models import Actor, Meeting, SharedQuerySet
from network.permissions import can_read_shared
from network.seats import Right


class EditionCost(EditionPart):
    """What an edition cost, in whole euro, as reported on a day, and what the amount covers. The last one counts."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="costs", verbose_name=_("edition"))
    amount = models.PositiveBigIntegerField(_("amount, euro"))
    covers = TextField(_("what it covers"), help_text=_("For example: everything but travel and staff of the host."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="conferences_editioncost_amount",
                violation_error_message=_("Give an amount above 0. What is not known is left out."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.edition, euro(self.amount))


class Topic(models.TextChoices):
    """On what the Directors General wanted proposals (51st meeting)."""

    FINANCE = "finance", _("Financial and organisational model")
    PARTNERS = "partners", _("Partnership with other institutions")
    TARGETS = "targets", _("Target groups")
    FORMAT = "format", _("Size of the event and format of its sessions")


TOPIC_IN_TEXT = {
    Topic.FINANCE: _("the financial and organisational model"),
    Topic.PARTNERS: _("partnership with other institutions"),
    Topic.TARGETS: _("the target groups"),
    Topic.FORMAT: _("the size of the event and the format of its sessions"),
}
"""As a sentence says it."""
TOPIC_ORDER = models.Case(*(models.When(topic=topic, then=place) for place, topic in enumerate(Topic)))
"""As the Directors General named them."""


class AlternativeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    HANDED_IN = "handed in", _("Handed in")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AlternativeQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was handed in is shared within the network. A draft is its proposer's, and the secretariat's."""
        if not can_read_shared(user):
            return self.none()
        if user.may(Right.READ_ALL):
            return self.all()
        own = Q(country_id__in=user.countries_with(Right.READ_ALL)) | Q(body__key__in=user.bodies_with(Right.PROPOSE))
        return self.filter(~Q(state=AlternativeState.DRAFT) | own)

    def handed_in_on(self, day: date) -> Self:
        """Those that stood as handed in on that day, as far as the network knew."""
        steps = AlternativeStep.objects.filter(alternative=OuterRef("pk"), known_on__lte=day)
        last = Subquery(steps.order_by("-known_on", "-pk").values("state")[:1])
        return self.alias(stood=last).filter(stood=AlternativeState.HANDED_IN)

    def for_list(self) -> Self:
        return (
            self.select_related("country", "body")
            .prefetch_related("country__names", "costs", "steps")
            .order_by(TOPIC_ORDER, "place", "pk")
        )


class Alternative(Record, Actor):
    """One way to run a conference, on one topic. Its state as of a day is the last step known on it."""

    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    title = TextField(_("title"))
    description = TextField(_("description"), long=True, blank=True)
    participants = models.PositiveIntegerField(_("participants assumed"), null=True, blank=True)
    assumptions = TextField(
        _("assumptions"), long=True, blank=True, help_text=_("What the figures rest on: days, halls, interpretation.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=AlternativeState, default=AlternativeState.DRAFT, editable=False
    )

    objects = AlternativeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("alternative")
        verbose_name_plural = _("alternatives")
        constraints = [
            *Actor.Meta.constraints,
            models.CheckConstraint(
                condition=Q(participants__isnull=True) | Q(participants__gt=0),
                name="conferences_alternative_participants",
                violation_error_message=_("Give one participant at least. Leave it empty if it is not known."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("conferences:alternative_page", args=[self.pk])

    @property
    def costing(self) -> Costing:
        """The sum of its cost lines, and what that makes for a participant."""
        lines = list(self.costs.all())
        people = Quantity(self.participants) if self.participants else None
        return Costing(sum(line.amount for line in lines) if lines else None, people)

    def step_on(self, day: date) -> AlternativeStep | None:
        """The last step known on that day; None if nothing was known of it."""
        step: AlternativeStep | None = last_known(self.steps.all(), day)
        return step


class AlternativeStep(TransitionLog):
    """Begun, handed in, withdrawn: each on a day."""

    alternative = models.ForeignKey(Alternative, models.CASCADE, related_name="steps", verbose_name=_("alternative"))

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of an alternative")
        verbose_name_plural = _("steps of alternatives")

    def __str__(self) -> str:
        return labelled(self.alternative, AlternativeState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.alternative.get_absolute_url()


class Bearer(models.TextChoices):
    """Who bears a cost."""

    HOST = "host", _("Host")
    FEES = "fees", _("Participants’ fees")
    CONTRIBUTORS = "contributors", _("Contributors")
    SPONSORS = "sponsors", _("Sponsors")
    INSTITUTION = "institution", _("EU or another institution")
    IN_KIND = "in kind", _("In kind")


class AlternativeCost(models.Model):
    """A cost of an alternative, whole euro, and who bears it. A part of the alternative, frozen with it."""

    alternative = models.ForeignKey(Alternative, models.CASCADE, related_name="costs", verbose_name=_("alternative"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    what = TextField(_("what for"))
    amount = models.PositiveBigIntegerField(_("amount, euro"))
    borne_by = models.CharField(_("borne by"), max_length=20, choices=Bearer)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cost of an alternative")
        verbose_name_plural = _("costs of alternatives")
        ordering = ("place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="conferences_alternativecost_amount",
                violation_error_message=_("Give an amount above 0. What is not known is left out."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}, {euro(self.amount)}"

    def get_absolute_url(self) -> str:
        return self.alternative.get_absolute_url()


class PaperQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("meeting").prefetch_related("deliveries__meeting").order_by("-known_on", "-pk")


class ProposalPaper(Record):
    """The proposals put to a meeting: the alternatives as handed in on its day (`known_on`). It never changes.

    said: what it says, frozen (`conferences.reading.proposals.Proposals.as_json`).
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="proposal_papers", verbose_name=_("for the meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    intro = TextField(_("introduction"), long=True)
    alternatives = models.ManyToManyField(Alternative, related_name="papers", verbose_name=_("alternatives"))
    said = models.JSONField(default=dict, editable=False)

    objects = PaperQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["said"])

    class Meta:
        verbose_name = _("paper of proposals")
        verbose_name_plural = _("papers of proposals")
        ordering = ("meeting", "number")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "number"), name="conferences_proposalpaper_one_number")
        ]

    def __str__(self) -> str:
        return gettext("Paper %(number)s for the %(meeting)s") % {
            "number": self.number,
            "meeting": self.meeting.short_name,
        }

    def get_absolute_url(self) -> str:
        return reverse("conferences:paper_page", args=[self.meeting.number, self.number])

    @property
    def reference(self) -> str:
        """DG52/IPSG/model/1."""
        return f"DG{self.meeting.number}/IPSG/model/{self.number}"


class PaperFile(models.Model):
    """The PDF of a paper in one language. Made once, kept, and handed out from then on."""

    paper = models.ForeignKey(ProposalPaper, models.CASCADE, related_name="files")
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("paper", "language"), name="conferences_paperfile_made_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """DG52-IPSG-model-1-en.pdf."""
        return f"{self.paper.reference.replace('/', '-')}-{self.language}.pdf"


class ProposalDelivery(Record):
    """A paper was put before a meeting. closed: which commitments that fulfilled (`signals.Closed.as_json`)."""

    paper = models.ForeignKey(ProposalPaper, models.CASCADE, related_name="deliveries", verbose_name=_("paper"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="proposal_deliveries", verbose_name=_("delivered to")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    closed = models.JSONField(default=list, editable=False)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("delivery of proposals")
        verbose_name_plural = _("deliveries of proposals")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("paper", "meeting"),
                name="conferences_proposaldelivery_once",
                violation_error_message=_("This paper has been delivered to this meeting already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.paper, self.meeting.short_name)

    def get_absolute_url(self) -> str:
        return self.paper.get_absolute_url()
