"""What follows from the pilots: a finding, its evidence, what is proposed, and what the expert group decided."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from caf.models.event import Event
from caf.models.pilot_feedback import PilotFeedbackQuerySet
from caf.models.procedure import HIGHEST, LOWEST, Maturity, ProcedureItem, ProcedureStep, ProcedureVersion, RollUp
from core.fields import TextField
from core.models import Record, TransitionLog, last_known
from core.phrases import labelled


class FindingKind(models.TextChoices):
    """What is proposed to change."""

    WORDS = "words", _("The words of an item")
    THRESHOLD = "threshold", _("A threshold")
    PROCESS = "process", _("How the procedure runs")


class Threshold(models.TextChoices):
    """Which of the thresholds of a version is to change."""

    STEP = "step", _("The least rating of a step")
    TOTAL = "total", _("The least total of pillars 1 and 2")
    MATURITY = "maturity", _("The least level of each principle")
    ROLL_UP = "roll up", _("How a step is rated from its items")


class FindingState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    DISCUSSED = "discussed", _("Discussed")
    ACCEPTED = "accepted", pgettext_lazy("of a finding", "Accepted")
    ADAPTED = "adapted", _("Accepted in other words")
    DECLINED = "declined", pgettext_lazy("of a finding", "Declined")
    DONE = "done", _("Done")


OPEN_FINDINGS = (FindingState.PROPOSED, FindingState.DISCUSSED)
TO_DO = (FindingState.ACCEPTED, FindingState.ADAPTED)


class FindingQuerySet(PilotFeedbackQuerySet):
    def for_list(self) -> Self:
        return self.select_related("version", "item__step", "of_step").prefetch_related(
            "steps__version", "steps__meeting", "steps__item"
        )


class Finding(Record):
    """A lesson of the pilots. known_on: the day on which it was proposed.

    figures: what the analysis said of the item on `figures_on`, frozen: [{"audience", "answers", "clarity": {"answers",
    "mean", "spread"}, ...}]. quotes: as written by those asked. proposal: the new words of the item, or what else
    is to change. threshold, of_step: which one is to change; least: to what (None: none is asked for any more), or
    roll_up.
    """

    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="findings", verbose_name=_("version that was piloted")
    )
    kind = models.CharField(_("what is to change"), max_length=20, choices=FindingKind, default=FindingKind.WORDS)
    item = models.ForeignKey(
        ProcedureItem, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("item of PEF")
    )
    title = TextField(_("title"), help_text=_("As a resolution may name it: “the clarity of item 1.5”."))
    evidence = TextField(_("what the pilots said"), long=True, blank=True)
    quotes = models.TextField(
        _("quotes"), blank=True, help_text=_("One a line, as written; nobody and no place is named.")
    )
    proposal = TextField(_("what is proposed"), long=True, help_text=_("For an item: its new words."))
    threshold = models.CharField(
        _("threshold"),
        max_length=20,
        choices=Threshold,
        blank=True,
        help_text=_("Only where a threshold is to change."),
    )
    of_step = models.ForeignKey(
        ProcedureStep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("of the step"),
    )
    least = models.PositiveSmallIntegerField(
        _("new threshold"),
        null=True,
        blank=True,
        help_text=_("For a step 1 to 5, for the principles 0 to 3. Empty: none is asked for any more."),
    )
    roll_up = models.CharField(_("new way of rating a step"), max_length=20, choices=RollUp, blank=True)
    figures = models.JSONField(default=list, editable=False)
    figures_on = models.DateField(_("figures as of"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=FindingState, default=FindingState.PROPOSED, editable=False
    )

    objects = FindingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("finding of the pilots")
        verbose_name_plural = _("findings of the pilots")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FindingKind.WORDS) | Q(item__isnull=False),
                name="caf_finding_words_of_an_item",
                violation_error_message=_("New words are those of an item: say of which."),
            ),
            models.CheckConstraint(
                condition=Q(figures_on__isnull=False) | Q(figures=[]), name="caf_finding_figures_have_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind=FindingKind.THRESHOLD) | Q(threshold=""),
                name="caf_finding_threshold_kind",
                violation_error_message=_("It names a threshold: then a threshold is what is to change."),
            ),
            models.CheckConstraint(
                condition=Q(threshold=Threshold.STEP, of_step__isnull=False)
                | (~Q(threshold=Threshold.STEP) & Q(of_step__isnull=True)),
                name="caf_finding_threshold_of_a_step",
                violation_error_message=_("The least rating of a step needs its step; another threshold has none."),
            ),
            models.CheckConstraint(
                condition=(Q(threshold=Threshold.ROLL_UP) & ~Q(roll_up="") & Q(least__isnull=True))
                | (~Q(threshold=Threshold.ROLL_UP) & Q(roll_up="")),
                name="caf_finding_threshold_roll_up",
                violation_error_message=_("How a step is rated is one of the ways named; a number is for the others."),
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True)
                | Q(threshold=Threshold.STEP, least__range=(LOWEST, HIGHEST))
                | Q(threshold=Threshold.TOTAL)
                | Q(threshold=Threshold.MATURITY, least__lte=max(Maturity.values)),
                name="caf_finding_threshold_scale",
                violation_error_message=_("A step is rated from 1 to 5, a principle from 0 to 3."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("caf:finding_page", args=[self.pk])

    def step_on(self, day: date) -> FindingStep | None:
        """The last step known on that day."""
        step: FindingStep | None = last_known(self.steps.all(), day)
        return step

    def state_on(self, day: date) -> str | None:
        step = self.step_on(day)
        return str(step.state) if step else None

    def decision_on(self, day: date) -> FindingStep | None:
        """What the expert group decided, as known on that day."""
        decided = [row for row in self.steps.all() if row.state in (*TO_DO, FindingState.DECLINED)]
        step: FindingStep | None = last_known(decided, day)
        return step

    def done_on(self, day: date) -> FindingStep | None:
        """The step that says in which version it is done, as known on that day."""
        step: FindingStep | None = last_known([row for row in self.steps.all() if row.state == FindingState.DONE], day)
        return step


class FindingStep(TransitionLog):
    """A step of a finding. meeting: of the expert group, where it was taken at one. words: as adapted.

    least, roll_up: the threshold as adapted. version, item: in which version it is done, and the changed item there.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="steps", verbose_name=_("finding of the pilots"))
    meeting = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("at the meeting")
    )
    words = TextField(_("as decided"), long=True, blank=True)
    least = models.PositiveSmallIntegerField(_("new threshold"), null=True, blank=True)
    roll_up = models.CharField(_("new way of rating a step"), max_length=20, choices=RollUp, blank=True)
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done in the version")
    )
    item = models.OneToOneField(
        ProcedureItem, models.PROTECT, null=True, blank=True, related_name="finding_step", verbose_name=_("new item")
    )

    objects = PilotFeedbackQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a finding")
        verbose_name_plural = _("steps of findings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FindingState.DONE, version__isnull=False)
                | (~Q(state=FindingState.DONE) & Q(version__isnull=True, item__isnull=True)),
                name="caf_findingstep_done_in_a_version",
            )
        ]

    def __str__(self) -> str:
        return labelled(self.finding, FindingState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url()


class FindingComment(Record):
    """What a member of the expert group says of a finding."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="comments", verbose_name=_("finding of the pilots")
    )
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    objects = PilotFeedbackQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("comment on a finding")
        verbose_name_plural = _("comments on findings")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.finding, str(self.by or ""))

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url()
