"""How bids are assessed: criteria with weights, assessors, their scores; and what the Directors General chose.

Who reads a score: its assessor, always. Other assessors of the call once they have handed in their own for all bids
they may assess, but never for a bid in which they have a conflict of interest. The secretariat and the Directors
General once the assessment of every bid is closed. The network once the choice is made. Remarks: assessors and
secretariat alone, at the same times.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.bid import HOSTING, STANDING, Bid, BidCall, BidState, BidStep
from conferences.models.edition import Edition, EditionPart
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Country, Meeting, Person, Role, SharedQuerySet
from network.permissions import can_read_shared
from network.seats import Right

BEING_ASSESSED = (BidState.BID, BidState.CLARIFICATION, BidState.CLARIFIED)
"""Submitted, and scores may still be handed in."""
COMPARED = (*STANDING, *HOSTING, BidState.DECLINED)
"""Submitted and not given up: they stand in the matrix."""
LOWEST, HIGHEST = 1, 5
WHOLE = 100  # per cent, the sum of the weights


class CallPart(Record):
    """A row about a call stands at the call's address."""

    call: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return str(self.call.get_absolute_url())


class BidCriterion(CallPart):
    """What bids are scored by, published with the call. The weights of a call add up to 100 per cent."""

    call = models.ForeignKey(BidCall, models.CASCADE, related_name="criteria", verbose_name=_("call for bids"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = TextField(_("criterion"))
    about = TextField(
        _("what counts"), blank=True, help_text=_("In a few words: one hall for all, rooms for sessions.")
    )
    weight = models.PositiveSmallIntegerField(
        _("weight in per cent"), validators=[MinValueValidator(1), MaxValueValidator(WHOLE)]
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
                name="conferences_bidcriterion_one_place",
                violation_error_message=_("Another criterion of this call has this place."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=WHOLE),
                name="conferences_bidcriterion_weight",
                violation_error_message=_("A weight lies between 1 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class AssessmentDeadline(CallPart):
    """Until when scores are taken, as reported on a day: a postponement is a new row, the last one counts."""

    call = models.ForeignKey(BidCall, models.CASCADE, related_name="deadlines", verbose_name=_("call for bids"))
    ends_at = models.DateTimeField(
        _("scores are taken until"), help_text=_("Brussels time. A second later is too late.")
    )

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("deadline of the assessment")
        verbose_name_plural = _("deadlines of assessments")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.call, timezone.localtime(self.ends_at).isoformat(" ", "minutes"))


class AssessorQuerySet(SharedQuerySet):
    def with_bids_left(self) -> Self:
        """Those who have still to hand in scores for a bid that is being assessed."""
        left = not_handed_in(bids_of(OuterRef(OuterRef("pk"))), OuterRef(OuterRef("pk")))
        return self.filter(Exists(left.filter(edition=OuterRef("call__edition"), state__in=BEING_ASSESSED)))


class Assessor(CallPart):
    """A person named to assess the bids of a call, since `known_on`. country: the one the person belongs to."""

    call = models.ForeignKey(BidCall, models.CASCADE, related_name="assessors", verbose_name=_("call for bids"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("belongs to the country"),
        help_text=_("Left empty, that of the person’s role. Nobody assesses the bid of the own country."),
    )

    objects = AssessorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assessor")
        verbose_name_plural = _("assessors")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("call", "person"),
                name="conferences_assessor_once",
                violation_error_message=_("This person is an assessor of this call already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def has_acted(self) -> bool:
        """Scores are handed in, or a conflict of interest is declared."""
        return self.sheets.filter(handed_in_at__isnull=False).exists() or self.conflicts.exists()

    def bids(self) -> models.QuerySet[Bid]:
        """The submitted bids that this person may assess: not the own country's, no conflict declared."""
        return bids_of(self.pk).filter(edition=self.call.edition_id, state__in=COMPARED)

    def bids_left(self) -> models.QuerySet[Bid]:
        """Of these, the ones without handed-in scores."""
        return not_handed_in(self.bids(), self.pk)


def bids_of(assessor: Any) -> models.QuerySet[Bid]:
    """Bids in which an assessor has no conflict of interest. assessor: its key, or a reference to it.

    No member state assesses its own bid: neither the country the assessor was named for, nor one for which the
    person holds a role today.
    """
    today = timezone.localdate()
    declared = ConflictOfInterest.objects.filter(assessor=OuterRef("pk"), bid=OuterRef(OuterRef("pk")))
    own_role = Role.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=today),
        person=OuterRef("person"),
        country=OuterRef(OuterRef("country")),
        from_on__lte=today,
    )
    free = Assessor.objects.filter(
        ~Exists(declared),
        ~Exists(own_role),
        Q(country__isnull=True) | ~Q(country=OuterRef("country")),
        pk=assessor,
        call__edition=OuterRef("edition"),
    )
    return Bid.objects.filter(Exists(free))


def not_handed_in(bids: models.QuerySet[Bid], assessor: Any) -> models.QuerySet[Bid]:
    """Those for which the assessor has handed in no scores."""
    sheets = ScoreSheet.objects.filter(assessor=assessor, bid=OuterRef("pk"), handed_in_at__isnull=False)
    return bids.exclude(Exists(sheets))


class ConflictOfInterest(Record):
    """An assessor stands back from a bid, since `known_on`. Scores handed in before stay, and do not count."""

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="conflicts", verbose_name=_("assessor"))
    bid = models.ForeignKey(Bid, models.CASCADE, related_name="conflicts", verbose_name=_("bid"))
    reason = models.CharField(_("reason"), max_length=500, help_text=_("It is printed below the matrix of bids."))

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("assessor", "bid"),
                name="conferences_conflictofinterest_once",
                violation_error_message=_("This conflict of interest is declared already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.assessor, self.bid)


def bids_with_scores_for(user: Any) -> models.QuerySet[Bid]:
    """The bids whose handed-in scores this person may know (see the module)."""
    if not can_read_shared(user):
        return Bid.objects.none()
    chosen = BidStep.objects.filter(bid__edition=OuterRef("edition"), state=BidState.ACCEPTED)
    known = Q(Exists(chosen))
    if user.may(Right.READ_SCORES):
        known |= ~Q(Exists(Bid.objects.filter(edition=OuterRef("edition"), state__in=BEING_ASSESSED)))
    for own in Assessor.objects.filter(person=user).select_related("call"):
        if not own.bids_left().exists():
            known |= Q(pk__in=own.bids())
    return Bid.objects.filter(known)


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def handed_in(self, on: date) -> Self:
        """Those handed in by that day."""
        return self.filter(known_on__lte=on)

    def known_to(self, user: Any) -> Self:
        """Those handed in on bids whose scores this person may know."""
        return self.filter(handed_in_at__isnull=False, bid__in=bids_with_scores_for(user))

    def visible_to(self, user: Any) -> Self:
        """These, and one's own."""
        if not can_read_shared(user):
            return self.none()
        return self.filter(Q(assessor__person=user) | Q(handed_in_at__isnull=False, bid__in=bids_with_scores_for(user)))


class ScoreSheet(models.Model):
    """One assessor's scores for one bid: a draft that only they see, until it is handed in; then it stays as it is.

    known_on: the day on which it was handed in.
    """

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="sheets", verbose_name=_("assessor"))
    bid = models.ForeignKey(Bid, models.CASCADE, related_name="sheets", verbose_name=_("bid"))
    known_on = models.DateField(_("known since"), null=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handed in by")
    )

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("scores of an assessor")
        verbose_name_plural = _("scores of assessors")
        constraints = [
            models.UniqueConstraint(fields=("assessor", "bid"), name="conferences_scoresheet_once"),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, handed_in_by__isnull=True, known_on__isnull=True)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False, known_on__isnull=False),
                name="conferences_scoresheet_handed_in_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.assessor, self.bid)


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the sheets that this person may see. A reader of these need not be a reader of the remarks."""
        return self.filter(sheet__in=ScoreSheet.objects.visible_to(user))

    def remarked_to(self, user: Any) -> Self:
        """Those whose remarks this person may read too: as secretariat all, as assessor of the call those on bids
        in which they have no conflict of interest, and one's own."""
        scores = self.visible_to(user)
        if not user.is_authenticated or user.may(Right.DECIDE_BIDS):
            return scores
        read = Q(sheet__assessor__person=user)
        for own in Assessor.objects.filter(person=user).select_related("call"):
            read |= Q(sheet__bid__in=own.bids())
        return scores.filter(read)


class Score(models.Model):
    """From 1 to 5 for one criterion, with a remark for the other assessors and the secretariat."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(BidCriterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    value = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    remark = models.TextField(_("remark"), blank=True, max_length=2000)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ("criterion__place", "pk")
        constraints = [
            models.UniqueConstraint(fields=("sheet", "criterion"), name="conferences_score_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=LOWEST, value__lte=HIGHEST),
                name="conferences_score_from_1_to_5",
                violation_error_message=_("A score lies between 1 and 5."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.criterion, self.value)


class HostDecision(EditionPart):
    """What a meeting of the Directors General decided on the host: one bid, or no choice yet (`bid` is empty).

    Scores advise only; the reason is public. confirmation_due_on: by when the chosen host confirms.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="host_decisions", verbose_name=_("edition"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", verbose_name=_("decided at"))
    bid = models.ForeignKey(
        Bid, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("chosen bid")
    )
    reason = TextField(_("reason"), long=True)
    confirmation_due_on = models.DateField(_("confirmation due"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of the host")
        verbose_name_plural = _("choices of the host")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "meeting"),
                name="conferences_hostdecision_one_a_meeting",
                violation_error_message=_("What this meeting decided is on record already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmation_due_on__isnull=True)
                | Q(bid__isnull=False, confirmation_due_on__gte=F("known_on")),
                name="conferences_hostdecision_confirmation",
                violation_error_message=_("A confirmation is due of a chosen host, and not before the choice."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.meeting, self.outcome)

    @property
    def outcome(self) -> str:
        """The country, or that none was chosen."""
        return str(self.bid.country) if self.bid else gettext("No choice yet, put to the next meeting")


def matrix_url(edition: Edition) -> str:
    """Where the bids for an edition stand side by side."""
    return reverse("conferences:assessment_matrix", args=[edition.code])
