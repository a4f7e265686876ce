"""What is said of a sub-criterion: by each assessor alone, and by the group together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.self_assessment import OPEN_TO_GROUP, SelfAssessment, SelfAssessmentMember
from caf.models.self_assessment_criteria import HIGHEST, SubCriterion

VALUES = ("first", "second", "third", "fourth")
TEXTS = ("strengths", "areas", "ideas", "evidence")
LONGEST = 8000


def value_field(place: Any) -> Any:
    return models.PositiveSmallIntegerField(place, null=True, blank=True, validators=[MaxValueValidator(HIGHEST)])


class Assessed(models.Model):
    """Values in the order of the panel's rows (`PANEL_ROWS`), 0 to 100 each, None where it is not scored yet."""

    sub_criterion = models.ForeignKey(SubCriterion, models.PROTECT, related_name="+", verbose_name=_("sub-criterion"))
    first = value_field(_("first row of the panel"))
    second = value_field(_("second row of the panel"))
    third = value_field(_("third row of the panel"))
    fourth = value_field(_("fourth row of the panel"))
    strengths = models.TextField(_("strengths"), max_length=LONGEST, blank=True)
    areas = models.TextField(_("areas for improvement"), max_length=LONGEST, blank=True)
    ideas = models.TextField(_("ideas for improvement"), max_length=LONGEST, blank=True)
    evidence = models.TextField(_("evidence"), max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def label(cls, name: str) -> str:
        """What a field is called."""
        model_field: Any = cls._meta.get_field(name)
        return str(model_field.verbose_name)

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever entered."""
        return any(getattr(self, name) not in (None, "") for name in (*VALUES, *TEXTS))

    def parts(self, rows: int) -> list[int] | None:
        """The values of the first `rows` rows; None while one is missing."""
        values = [getattr(self, name) for name in VALUES[:rows]]
        return None if any(value is None for value in values) else values

    def value(self, rows: int) -> Fraction | None:
        """The mean of its rows: what the sub-criterion scores."""
        parts = self.parts(rows)
        return Fraction(sum(parts), rows) if parts else None


def in_scale(name: str) -> models.CheckConstraint:
    """The database refuses what lies beyond the scale."""
    within = Q()
    for value in VALUES:
        within &= Q(**{f"{value}__isnull": True}) | Q(**{f"{value}__lte": HIGHEST})
    return models.CheckConstraint(
        condition=within, name=name, violation_error_message=_("A value lies between 0 and 100.")
    )


class AssessorScoreQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of the others once the consensus is open, to the group alone. Released or not."""
        group = SelfAssessment.objects.joined_by(user).filter(state__in=OPEN_TO_GROUP)
        return self.filter(Q(member__in=SelfAssessmentMember.objects.of(user)) | Q(member__assessment__in=group))


class Score(Assessed):
    """What one assessor says of a sub-criterion."""

    member = models.ForeignKey(SelfAssessmentMember, models.CASCADE, related_name="scores", verbose_name=_("assessor"))

    objects: Any = AssessorScoreQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("score of an assessor")
        verbose_name_plural = _("scores of assessors")
        constraints = [
            models.UniqueConstraint(fields=("member", "sub_criterion"), name="caf_score_once"),
            in_scale("caf_score_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.sub_criterion}"


class ConsensusQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The group from the consensus on; once released, the organisation's country and the CAF Resource Centre."""
        return self.filter(assessment__in=SelfAssessment.objects.read_by(user))


class ConsensusScore(Assessed):
    """What the group agreed upon. agreed_at: when somebody said that it is agreed; None while it is discussed."""

    assessment = models.ForeignKey(
        SelfAssessment, models.CASCADE, related_name="consensus", verbose_name=_("self-assessment")
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, editable=False)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    objects: Any = ConsensusQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("consensus on a sub-criterion")
        verbose_name_plural = _("consensus on sub-criteria")
        constraints = [
            models.UniqueConstraint(fields=("assessment", "sub_criterion"), name="caf_consensusscore_once"),
            in_scale("caf_consensusscore_scale"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, first__isnull=False),
                name="caf_consensusscore_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.sub_criterion}"
