"""A case that a member state nominates for an edition, and its steps.

Who reads a case: its own country and the secretariat from the first day; its reviewers and its critical friend once
they are named; everyone once it is selected and the selection is released. A decision that is not released yet
is the secretariat's alone: the country goes on reading that the case is with the reviewers.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.case_call import CaseCall, CaseRelease, CaseSubTheme
from core.fields import TextField
from core.models import Record, RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from network.models import Country
from network.seats import Right


class CaseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    NOMINATED = "nominated", _("Nominated")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REVIEW = "under review", _("Under review")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("Reserve")
    NOT_SELECTED = "not selected", _("Not selected")
    PRESENTED = "presented", _("Presented")


CASE_OUTSIDE = {
    CaseState.DRAFT: _("Being prepared"),
    CaseState.NOMINATED: _("Nominated by its country"),
    CaseState.REPLACED: _("Replaced by another case"),
    CaseState.WITHDRAWN: _("Withdrawn by its country"),
    CaseState.REVIEW: _("With the reviewers"),
    CaseState.SELECTED: _("In the programme"),
    CaseState.RESERVE: _("On the reserve list"),
    CaseState.NOT_SELECTED: _("Not in this programme"),
    CaseState.PRESENTED: _("Presented at the conference"),
}
"""How everyone but the secretariat reads a state."""
BEFORE_REVIEW = (CaseState.DRAFT, CaseState.NOMINATED, CaseState.REPLACED, CaseState.WITHDRAWN)
"""The country's own: it changes them itself."""
DECIDED = (CaseState.SELECTED, CaseState.RESERVE, CaseState.NOT_SELECTED, CaseState.PRESENTED)
"""Decided by the secretariat; told to others when the selection is released."""
CHOSEN = (CaseState.SELECTED, CaseState.PRESENTED)
TAKING_PART = (CaseState.NOMINATED, CaseState.REVIEW, *CHOSEN, CaseState.RESERVE)
"""Neither being written nor given up: they have a critical friend."""


class Level(models.TextChoices):
    EUROPEAN = "european", _("European")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    LOCAL = "local", _("Local")


class CaseQuerySet(RecordQuerySet):
    def chosen(self) -> Self:
        """Selected, in a selection that is released: what everyone may read."""
        return self.filter(Exists(CaseRelease.objects.filter(call=OuterRef("call"))), state__in=CHOSEN)

    def visible_to(self, user: Any) -> Self:
        """The chosen ones are public; the others as the module says."""
        if not user.is_authenticated:
            return self.chosen()
        if user.may(Right.READ_ALL):
            return self.all()
        reviewer = apps.get_model("conferences", "CaseReviewer")
        friend = apps.get_model("conferences", "CaseFriend")
        own = user.countries_with(Right.READ_ALL)
        return self.filter(
            Q(pk__in=self.model.objects.chosen().values("pk"))
            | Q(country_id__in=own)
            | Exists(reviewer.objects.filter(case=OuterRef("pk"), person=user, conflict__isnull=True))
            | Exists(friend.objects.in_force().filter(case=OuterRef("pk"), friend__country__in=own))
        )

    def for_list(self) -> Self:
        return self.select_related("call__edition", "country", "sub_theme").prefetch_related(
            "country__names", "steps", "call__releases"
        )


def own_countries(user: Any) -> list[int]:
    """Ids of the countries whose cases this person keeps."""
    countries: list[int] = user.countries_with(Right.EDIT_CASES)
    return countries


class Case(Record):
    """A case of good practice, nominated by a member state. Its state as of a day is the last step known on it."""

    call = models.ForeignKey(CaseCall, models.CASCADE, related_name="cases", verbose_name=_("call for cases"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="cases", verbose_name=_("member state"))
    state = models.CharField(_("state"), max_length=20, choices=CaseState, default=CaseState.DRAFT, editable=False)
    title = TextField(_("title"))
    summary = TextField(_("summary"), long=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    level = models.CharField(_("level of government"), max_length=20, choices=Level, blank=True)
    sub_theme = models.ForeignKey(
        CaseSubTheme, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("sub-theme")
    )
    presenter = models.CharField(
        _("presenter"), max_length=200, blank=True, help_text=_("The role: head of the citizens’ office.")
    )
    languages = models.JSONField(_("languages of the presentation"), default=list, blank=True)
    contact_role = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("The role. Read by your country and the secretariat.")
    )
    contact_mail = models.EmailField(_("mail address of the contact"), blank=True)

    objects = CaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-call__edition__number", "country__iso2", "pk")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("conferences:case_page", args=[self.pk])

    def step_on(self, day: date) -> CaseStep | None:
        """The last step known on that day; None if nothing was known of the case."""
        step: CaseStep | None = last_known(self.steps.all(), day)
        return step

    def told_step_on(self, day: date) -> CaseStep | None:
        """The last step known on that day to those whom decisions are told when they are released."""
        released = any(release.known_on <= day for release in self.call.releases.all())
        steps = [step for step in self.steps.all() if released or step.state not in DECIDED]
        step: CaseStep | None = last_known(steps, day)
        return step

    @property
    def is_told(self) -> bool:
        """Its state is no secret of the secretariat's."""
        return self.state not in DECIDED or self.call.is_released


class CaseStepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The secretariat's all; of the own country's cases those that are told."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.READ_ALL):
            return self.all()
        own = Q(case__country_id__in=user.countries_with(Right.READ_ALL))
        released = Exists(CaseRelease.objects.filter(call=OuterRef("case__call")))
        return self.filter(own).filter(~Q(state__in=DECIDED) | Q(released))


class CaseStep(TransitionLog):
    """One step of a case. `note` is the reason as its maker wrote it; `outside` what the country is told of one that
    the secretariat made."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps", verbose_name=_("case"))
    outside = models.CharField(_("words for the country"), max_length=500, blank=True)
    other = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by, or in place of")
    )
    objects = CaseStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")

    def __str__(self) -> str:
        return labelled(self.case, CaseState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()

    @property
    def reason_told(self) -> str:
        """The reason as the country reads it."""
        return self.note if self.state in BEFORE_REVIEW else self.outside
