"""An organisation's application for external feedback (PEF), from its first line to the decision on the label."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation
from caf.models.procedure import ProcedureVersion
from caf.models.use import Use
from core.clock import viewed_on
from core.models import Record, RecordQuerySet, TransitionLog
from network.seats import Right


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted: feedback is being given")
    REPORTED = "reported", _("Feedback report released")
    AWARDED = "awarded", _("Label awarded")
    NOT_AWARDED = "not awarded", _("No label")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = (
    ApplicationState.AWARDED,
    ApplicationState.NOT_AWARDED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
)


class ApplicationQuerySet(RecordQuerySet):
    def with_state_on(self, day: date) -> Self:
        """With `state_then`: its last step known on that day; None if it was not known."""
        steps = ApplicationStep.objects.filter(application=OuterRef("pk"), known_on__lte=day)
        return self.annotate(state_then=Subquery(steps.order_by("-known_on", "-pk").values("state")[:1]))

    def for_list(self) -> Self:
        rows = self.with_state_on(viewed_on()).select_related("organisation", "use", "version", "decision__label")
        return rows.prefetch_related("organisation__country__names").order_by("-known_on", "-pk")

    def visible_to(self, user: Any) -> Self:
        """The organisation's own contacts, its country and the CAF Resource Centre; a draft is read by the side that
        writes it alone: the organisation, or its country on its behalf.

        Feedback actors see those that they are asked to give feedback on by their invitations, not here.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=user.caf_contacts.in_force_today().values("organisation"))
        handed_in = ~Q(state=ApplicationState.DRAFT) | Q(on_behalf=True)
        if user.may(Right.EDIT_CAF):
            return self.filter(own | handed_in)
        return self.filter(own | Q(handed_in, organisation__country_id__in=user.countries_with(Right.EDIT_CAF)))


class Application(Record):
    """An application for external feedback on one use of CAF, by the version that was in force when it was begun.

    known_on: the day on which it was begun. Its state as of a day is its last step known on it. on_behalf: the country
    writes it for the organisation.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    use = models.ForeignKey(Use, models.PROTECT, related_name="applications", verbose_name=_("use of CAF"))
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="applications", verbose_name=_("version of PEF")
    )
    on_behalf = models.BooleanField(
        _("written by the country on the organisation’s behalf"), default=False, editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT, editable=False
    )

    objects = ApplicationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("application for external feedback")
        verbose_name_plural = _("applications for external feedback")
        ordering = ("-known_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("use",),
                condition=~Q(state__in=(ApplicationState.REFUSED, ApplicationState.WITHDRAWN)),
                name="caf_application_one_a_use",
                violation_error_message=_("There is an application for this use of CAF already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(organisation)s: application for external feedback") % {"organisation": self.organisation}

    def get_absolute_url(self) -> str:
        return reverse("caf:application_page", args=[self.pk])


class ApplicationStep(TransitionLog):
    """A step of an application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of an application")
