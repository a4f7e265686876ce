"""The team that gives feedback on an application: who was invited, accepted, declined, handed in, was replaced."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from caf.models.application import Application
from caf.models.feedback_actor import FeedbackActor
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.seats import Right


class AssignmentState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("of a feedback actor", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("of a feedback actor", "Accepted")
    HANDED_IN = "handed in", _("Ratings handed in")
    DECLINED = "declined", pgettext_lazy("of a feedback actor", "Declined")
    REPLACED = "replaced", _("Replaced")


IN_TEAM = (AssignmentState.ACCEPTED, AssignmentState.HANDED_IN)
OPEN = (AssignmentState.INVITED, *IN_TEAM)


class AssignmentQuerySet(RecordQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def in_team(self) -> Self:
        return self.filter(state__in=IN_TEAM)

    def of(self, user: Any) -> Self:
        """One's own, as a feedback actor with an account."""
        return self.filter(actor__person=user) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> Self:
        """The organiser of the country, the CAF Resource Centre, one's own. What hangs on a team has its own rule."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        countries = user.countries_with(Right.EDIT_CAF)
        return self.filter(Q(actor__person=user) | Q(application__organisation__country_id__in=countries))


class Assignment(Record):
    """An actor asked to give feedback on an application. known_on: the day of the invitation."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="assignments", verbose_name=_("application")
    )
    actor = models.ForeignKey(
        FeedbackActor, models.PROTECT, related_name="assignments", verbose_name=_("feedback actor")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=AssignmentState, default=AssignmentState.INVITED, editable=False
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("invited by")
    )

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("place in a feedback team")
        verbose_name_plural = _("places in feedback teams")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "actor"),
                condition=Q(state__in=OPEN),
                name="caf_assignment_one_open",
                violation_error_message=_("This feedback actor is asked for this application already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.actor, self.application.organisation)

    def get_absolute_url(self) -> str:
        return reverse("caf:feedback_team", args=[self.application_id])

    @property
    def is_in_team(self) -> bool:
        return self.state in IN_TEAM


class AssignmentStep(TransitionLog):
    """A step of an actor's place in a team. note: why it was declined or replaced."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="steps")

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a place in a team")
        verbose_name_plural = _("steps of places in teams")
