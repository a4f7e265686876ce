"""The improvement plan that follows a self-assessment: actions by effect and feasibility, and how each goes on."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.self_assessment import OPEN_TO_GROUP, SelfAssessment
from caf.models.self_assessment_criteria import SubCriterion
from core.addresses import numbered
from core.models import Record, RecordQuerySet
from core.phrases import labelled

LEAST, MOST = 1, 5


class Phase(models.TextChoices):
    """Where an action stands in the cycle."""

    PLAN = "plan", _("Plan: it is prepared")
    DO = "do", _("Do: it is being carried out")
    CHECK = "check", _("Check: its effect is measured")
    ACT = "act", _("Act: it is kept, adjusted or ended")


def degree(label: Any, words: Any) -> Any:
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)], help_text=words
    )


class ImprovementQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The group's own, whether the scores are released or not."""
        return self.filter(assessment__in=SelfAssessment.objects.joined_by(user).filter(state__in=OPEN_TO_GROUP))

    def for_list(self) -> Self:
        """What promises most first: effect times feasibility."""
        return (
            self.annotate(priority=models.F("effect") * models.F("feasibility"))
            .select_related("assessment")
            .prefetch_related("sub_criteria__criterion", "progress")
            .order_by("-priority", "due_on", "pk")
        )


class ImprovementAction(Record):
    """owner: a role or a unit, never a person's name. known_on: since when it stands in the plan."""

    assessment = models.ForeignKey(
        SelfAssessment, models.CASCADE, related_name="improvements", verbose_name=_("self-assessment")
    )
    title = models.CharField(_("action"), max_length=200)
    sub_criteria = models.ManyToManyField(
        SubCriterion, blank=True, related_name="+", verbose_name=_("sub-criteria that it answers")
    )
    effect = degree(_("effect"), _("1: hardly any, 5: very large"))
    feasibility = degree(_("feasibility"), _("1: very hard, 5: easy"))
    owner = models.CharField(_("owner"), max_length=150, help_text=_("A role or a unit, not a person’s name."))
    due_on = models.DateField(_("due on"))
    measure = models.CharField(_("measure of success"), max_length=300, help_text=_("How one will see that it worked."))

    objects: Any = ImprovementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("improvement action")
        verbose_name_plural = _("improvement actions")
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__range=(LEAST, MOST), feasibility__range=(LEAST, MOST)),
                name="caf_improvementaction_degrees",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return numbered("caf:improvement_page", self.pk)

    def phase_on(self, day: Any) -> str:
        """The phase reported last by that day; before any report it is being planned."""
        known = [row for row in self.progress.all() if row.known_on <= day]
        return str(max(known, key=lambda row: (row.known_on, row.pk)).phase) if known else Phase.PLAN.value


class ProgressQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(action__in=ImprovementAction.objects.visible_to(user))


class ImprovementProgress(Record):
    """How far an action is, from a day on. measured: what the measure of success shows."""

    action = models.ForeignKey(
        ImprovementAction, models.CASCADE, related_name="progress", verbose_name=_("improvement action")
    )
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    measured = models.CharField(_("what the measure shows"), max_length=300, blank=True)

    objects: Any = ProgressQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("progress of an improvement action")
        verbose_name_plural = _("progress of improvement actions")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.action, self.get_phase_display())

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()
