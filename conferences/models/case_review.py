"""Who reviews a case, what they found, and where their interests conflict.

A review is handed in once and as a whole. Who reads another's: the secretariat; the reviewers of the case who have
handed in their own and declared no conflict. One who is named for a case and has not handed in reads no other review
of it, whatever else that person is. Countries read none.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.case import Case
from conferences.models.case_call import CaseCriterion
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Person, Role
from network.seats import Right

LOWEST, HIGHEST = 1, 5


class CasePart(Record):
    """A row about a case stands at the case's address."""

    case: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return str(self.case.get_absolute_url())


def eligible_reviewers(case: Case) -> Any:
    """The people of the network who may review a case: nobody who holds or held a role for its country."""
    of_the_country = Role.objects.filter(person=OuterRef("pk"), country=case.country_id)
    return Person.objects.filter(Exists(Role.objects.filter(person=OuterRef("pk"))), is_active=True).exclude(
        Exists(of_the_country)
    )


class CaseReviewerQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The secretariat's all; else one's own."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.may(Right.EDIT_CONFERENCES) else self.filter(person=user)

    def awaited(self) -> Self:
        """Named, and neither handed in nor stood back."""
        return self.filter(review__isnull=True, conflict__isnull=True)


class CaseReviewer(CasePart):
    """A person named to review a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reviewers", verbose_name=_("case"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer"))

    objects = CaseReviewerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reviewer of a case")
        verbose_name_plural = _("reviewers of cases")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "person"),
                name="conferences_casereviewer_once",
                violation_error_message=_("This person reviews the case already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.case, self.person)


class CaseConflict(CasePart):
    """A reviewer declares a conflict of interest, with the reason: a review handed in before does not count."""

    reviewer = models.OneToOneField(CaseReviewer, models.CASCADE, related_name="conflict", verbose_name=_("reviewer"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")

    def __str__(self) -> str:
        return str(self.reviewer)

    @property
    def case(self) -> Case:
        return self.reviewer.case


class CaseReviewQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the module says."""
        if not user.is_authenticated:
            return self.none()
        named = CaseReviewer.objects.filter(case=OuterRef("reviewer__case"), person=user)
        own_is_in = named.filter(review__isnull=False, conflict__isnull=True)
        others = ~Exists(named) | Exists(own_is_in) if user.may(Right.EDIT_CONFERENCES) else Exists(own_is_in)
        return self.filter(Q(reviewer__person=user) | Q(others))

    def counted(self) -> Self:
        """Those of reviewers without a conflict of interest."""
        return self.filter(reviewer__conflict__isnull=True)


class CaseReview(CasePart):
    """What a reviewer handed in: a score for each criterion, and words on the whole."""

    reviewer = models.OneToOneField(CaseReviewer, models.CASCADE, related_name="review", verbose_name=_("reviewer"))
    remark = models.TextField(_("on the whole"), blank=True)

    objects = CaseReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("review of a case")
        verbose_name_plural = _("reviews of cases")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return str(self.reviewer)

    @property
    def case(self) -> Case:
        return self.reviewer.case


class CaseScore(models.Model):
    """A score for one criterion, from 1 (not at all) to 5 (fully)."""

    review = models.ForeignKey(CaseReview, models.CASCADE, related_name="scores", verbose_name=_("review"))
    criterion = models.ForeignKey(CaseCriterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    value = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ("criterion__place", "pk")
        constraints = [
            models.UniqueConstraint(fields=("review", "criterion"), name="conferences_casescore_once"),
            models.CheckConstraint(
                condition=Q(value__gte=LOWEST, value__lte=HIGHEST), name="conferences_casescore_range"
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.criterion, str(self.value))
