"""Questionnaires of an edition with their questions and steps, and figures of evaluations that were made elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.core_questions import core_question
from conferences.models.edition import Edition, EditionPart, EditionSchedule, Evaluation
from core.fields import TextField
from core.models import RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from core.suppression import LEAST
from core.values import Text
from network.models import SharedQuerySet
from network.permissions import can_read_shared
from network.seats import Right


class Audience(models.TextChoices):
    PARTICIPANTS = "participants", _("Participants")
    MEMBERS = "members", _("IPSG members")
    PRESENTERS = "presenters", _("Presenters")


class Moment(models.TextChoices):
    SPOT = "spot", _("On the spot")
    HINDSIGHT = "hindsight", _("With hindsight")


class QuestionnaireState(models.TextChoices):
    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", _("Closed")
    PUBLISHED = "published", _("Results published")


class QuestionnaireQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published: the network. Before: the secretariat and the coordinator of the country that hosts the edition."""
        if not can_read_shared(user):
            return self.none()
        if user.may(Right.EVALUATE):
            return self.all()
        # As it stands now, not as of the day that is read: a right is held today.
        last = EditionSchedule.objects.filter(edition=OuterRef("edition")).order_by("-known_on", "-pk")
        return self.alias(host=Subquery(last.values("country")[:1])).filter(
            Q(state=QuestionnaireState.PUBLISHED) | Q(host__in=user.countries_with(Right.EVALUATE))
        )

    def for_list(self) -> Self:
        """With `sent` and `answered`: to how many it was sent, how many of them have answered."""
        mailed = Exists(RecipientLink.objects.filter(recipient=OuterRef("pk")))
        recipients = Recipient.objects.filter(questionnaire=OuterRef("pk")).order_by().values("questionnaire")
        of_all = Count("pk")
        return (
            self.select_related("edition")
            .prefetch_related("steps")
            .annotate(
                sent=Subquery(recipients.filter(mailed).annotate(n=of_all).values("n")),
                answered=Subquery(recipients.filter(answered_on__isnull=False).annotate(n=of_all).values("n")),
            )
            .order_by("-edition__number", "edition__code", "audience", "-moment")
        )


class Questionnaire(EditionPart):
    """What one audience of an edition is asked, at one moment. Its state as of a day is that of its steps.

    core_version: of the core questions it was given. evaluation: the row that says since when its results are
    available. addresses_deleted_on: from then on nobody can tell who was asked; how many were remains.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="questionnaires", verbose_name=_("edition"))
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    moment = models.CharField(_("asked"), max_length=20, choices=Moment)
    state = models.CharField(
        _("state"), max_length=20, choices=QuestionnaireState, default=QuestionnaireState.DRAFT, editable=False
    )
    introduction = TextField(
        _("introduction"), long=True, blank=True, help_text=_("Stands above the questions, and in the mail.")
    )
    closes_on = models.DateField(
        _("open until"), null=True, blank=True, help_text=_("The last day on which answers are taken.")
    )
    core_version = models.PositiveSmallIntegerField(editable=False, default=1)
    evaluation = models.OneToOneField(
        Evaluation, models.RESTRICT, null=True, blank=True, editable=False, related_name="questionnaire"
    )
    addresses_deleted_on = models.DateField(_("addresses deleted on"), null=True, editable=False)
    # Counted by `for_list()`:
    sent: int | None
    answered: int | None

    objects = QuestionnaireQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("edition", "audience", "moment")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "audience", "moment"),
                name="conferences_questionnaire_once",
                violation_error_message=_("There is such a questionnaire for this edition already."),
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionnaireState.DRAFT) | Q(closes_on__isnull=False),
                name="conferences_questionnaire_closes",
                violation_error_message=_("A questionnaire that is open says until when."),
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionnaireState.PUBLISHED) | Q(evaluation__isnull=False),
                name="conferences_questionnaire_published_is_evaluation",
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.edition, f"{self.get_audience_display()}, {self.get_moment_display().lower()}")

    def get_absolute_url(self) -> str:
        return reverse("conferences:questionnaire_page", args=self.keys)

    @property
    def keys(self) -> list[str]:
        """What its addresses need."""
        return [self.edition.code, self.audience, self.moment]

    @property
    def results_url(self) -> str:
        return reverse("conferences:questionnaire_results", args=self.keys)

    def state_on(self, day: date) -> str | None:
        """How it stood on that day; None if it was not known. The day after its last one closes it."""
        step = last_known(self.steps.all(), day)
        if step is None:
            return None
        over = step.state == QuestionnaireState.OPEN and self.closes_on is not None and self.closes_on < day
        return str(QuestionnaireState.CLOSED if over else step.state)

    def is_open_on(self, day: date) -> bool:
        """Whether answers are taken, as it stands now."""
        return self.state == QuestionnaireState.OPEN and self.closes_on is not None and day <= self.closes_on

    def is_closed_on(self, day: date) -> bool:
        """Whether no more answers come: only then may results be seen, or two looks would tell one answer."""
        return self.state != QuestionnaireState.DRAFT and not self.is_open_on(day)

    @property
    def last_day(self) -> date | None:
        """The last day on which answers are taken: as planned, or that of the step that closed it before."""
        closing = [step.known_on for step in self.steps.all() if step.state == QuestionnaireState.CLOSED]
        return min((day for day in [self.closes_on, *closing] if day), default=None)

    @property
    def published_on(self) -> date | None:
        """Since when its results are available to the network."""
        return next((step.known_on for step in self.steps.all() if step.state == QuestionnaireState.PUBLISHED), None)


class QuestionnaireStepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the questionnaires that this person may see."""
        return self.filter(questionnaire__in=Questionnaire.objects.visible_to(user))


class QuestionnaireStep(TransitionLog):
    """One step of a questionnaire, from prepared to published."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="steps", verbose_name=_("questionnaire")
    )

    objects = QuestionnaireStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a questionnaire")
        verbose_name_plural = _("steps of questionnaires")

    def __str__(self) -> str:
        return labelled(self.questionnaire, QuestionnaireState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.questionnaire.get_absolute_url()


class QuestionKind(models.TextChoices):
    RATING = "rating", _("Rating from 1 to 5")
    YES_NO = "yes-no", _("Yes or no")
    CHOICE = "choice", _("Choice of one")
    NUMBER = "number", _("Number")
    TEXT = "text", _("Free text")


RATINGS = (
    (1, _("1: very poor")),
    (2, _("2: poor")),
    (3, _("3: fair")),
    (4, _("4: good")),
    (5, _("5: very good")),
)


class Question(models.Model):
    """A question as this questionnaire asks it: a copy of a core question, or one of its own.

    key: of a core question the same in every edition. options: one a line, in the same order in each language.
    """

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="questions", verbose_name=_("questionnaire")
    )
    key = models.SlugField(_("key"), max_length=40, editable=False)
    core = models.BooleanField(_("core question"), default=False, editable=False)
    place = models.PositiveSmallIntegerField(_("place"), default=1)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind)
    text = TextField(_("question"))
    required = models.BooleanField(_("must be answered"), default=False)
    options = TextField(
        _("options"),
        long=True,
        blank=True,
        help_text=_("For a choice: one a line, in the same order in each language."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("-core", "place", "pk")
        constraints = [
            models.UniqueConstraint(fields=("questionnaire", "key"), name="conferences_question_one_key"),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return self.questionnaire.get_absolute_url()

    @property
    def option_list(self) -> list[tuple[str, Text]]:
        """The options with the keys under which answers keep them: "1", "2", by their lines."""
        lines = {language: words.splitlines() for language, words in self.options.items()}
        most = max((len(words) for words in lines.values()), default=0)
        return [
            (
                str(place + 1),
                Text({language: words[place].strip() for language, words in lines.items() if place < len(words)}),
            )
            for place in range(most)
        ]

    @property
    def short(self) -> str:
        """What results call it."""
        core = core_question(self.key) if self.core else None
        return str(core.short if core else self.text)


class Recipient(models.Model):
    """Someone who is asked: an address, and whether it has answered. What was answered stands elsewhere, without it."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="recipients")
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ("email", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("questionnaire", "email"), condition=~Q(email=""), name="conferences_recipient_once"
            )
        ]

    def __str__(self) -> str:
        return self.email or str(_("deleted address"))


class Mailing(models.Model):
    """A questionnaire goes out to those who have not got it, or a reminder to those who have not answered."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="mailings")
    is_reminder = models.BooleanField(default=False)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        "network.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ("pk",)


class RecipientLink(models.Model):
    """The personal link that one mailing gave one recipient. The link itself is only in the mail: here is its mark."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="links")
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="links")
    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("recipient", "mailing"), name="conferences_link_one_a_mailing")]


class ReportedResult(EditionPart):
    """A figure or finding of an evaluation that was made elsewhere, as its source gives it; for the comparison."""

    class Unit(models.TextChoices):
        MEAN = "mean", _("mean, from 1 to 5")
        PERCENT = "percent", _("of 100")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reported_results", verbose_name=_("edition"))
    audience = models.CharField(_("audience"), max_length=20, choices=Audience, default=Audience.PARTICIPANTS)
    question = models.CharField(_("core question"), max_length=40)
    value = models.DecimalField(_("figure"), max_digits=5, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.MEAN)
    answers = models.PositiveIntegerField(_("number of answers"), null=True, blank=True)
    words = TextField(
        _("in words"), long=True, blank=True, help_text=_("What the source says, where it has no figure.")
    )

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reported result")
        verbose_name_plural = _("reported results")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | Q(unit="mean", value__gte=1, value__lte=5)
                | Q(unit="percent", value__gte=0, value__lte=100),
                name="conferences_reported_within_scale",
                violation_error_message=_("A mean lies between 1 and 5, a share between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(answers__gte=LEAST),
                name="conferences_reported_no_small_group",
                violation_error_message=_("Results of fewer than 5 answers are not shown, nor entered."),
            ),
        ]

    def __str__(self) -> str:
        core = core_question(self.question)
        return labelled(self.edition, core.short if core else self.question)

    def get_absolute_url(self) -> str:
        return reverse("conferences:evaluation_page", args=[self.edition.code])
