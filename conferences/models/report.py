"""What the rapporteurs of a session report: one report, its parts each in any number of languages.

Nothing is overwritten. A part's words in a language, its place, and its mark for the Directors General are rows,
the last one known on a day counts; so a report can be read as it stood on any day. The words in a language are
numbered, and a translation says which number of the original it follows: it is behind once there is a later one.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionSchedule
from conferences.models.session import Session
from core.fields import TextField
from core.models import Record, RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from core.values import Text
from network.models import Country, WorkingArea
from network.seats import Right


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Published")


class ReportQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published ones are public. One that is being written is seen by the secretariat and by the host country."""
        published = Q(state=ReportState.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(published)
        if user.may(Right.READ_ALL):
            return self.all()
        schedules = EditionSchedule.objects.filter(
            edition=OuterRef("session__edition"), known_on__lte=timezone.localdate()
        )
        host = Subquery(schedules.order_by("-known_on", "-pk").values("country")[:1])
        return self.alias(host=host).filter(published | Q(host__in=user.countries_with(Right.READ_ALL)))

    def for_list(self) -> Self:
        """With the steps, and which words there are, but not the words themselves."""
        texts = PartText.objects.only("part", "language", "revision", "of_revision", "known_on")
        return (
            self.select_related("session__edition")
            .prefetch_related("steps", "parts__places", Prefetch("parts__texts", texts))
            .order_by("session__edition", "session__place", "session__code")
        )

    def for_reading(self) -> Self:
        """With everything that its page shows, in a fixed number of queries."""
        return self.select_related("session__edition").prefetch_related(
            "steps",
            "participants",
            "parts__places",
            "parts__marks",
            Prefetch("parts__texts", PartText.objects.select_related("by")),
            Prefetch("session__edition__schedules", EditionSchedule.objects.select_related("country")),
        )


class Report(Record):
    """The report of a session. Its state as of a day is the last step known on it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="reports", verbose_name=_("session"))
    original_language = models.CharField(_("original language"), max_length=10)
    state = models.CharField(_("state"), max_length=20, choices=ReportState, default=ReportState.DRAFT, editable=False)

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report of a session")
        verbose_name_plural = _("reports of sessions")
        ordering = ("session",)
        constraints = [
            models.UniqueConstraint(
                fields=("session",),
                name="conferences_report_one_a_session",
                violation_error_message=_("There is a report of this session already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Report: %(session)s") % {"session": self.session.title}

    def get_absolute_url(self) -> str:
        return reverse("conferences:report_page", args=[self.session.edition.code, self.session.code])

    def step_on(self, day: date) -> ReportStep | None:
        """The last step known on that day."""
        step: ReportStep | None = last_known(self.steps.all(), day)
        return step

    def is_published_on(self, day: date) -> bool:
        step = self.step_on(day)
        return step is not None and step.state == ReportState.PUBLISHED

    @property
    def host(self) -> Country | None:
        """The country that hosts the edition, as known today: its coordinators keep the report."""
        schedule = self.session.edition.schedule_on(timezone.localdate())
        return schedule.country if schedule else None

    def parts_on(self, day: date) -> list[ReportPart]:
        """The parts that it had on that day, in their order."""
        placed = [(place, part) for part in self.parts.all() if (place := part.place_on(day)) is not None]
        return [part for _place, part in sorted(placed, key=lambda row: (row[0], row[1].pk))]

    def languages_on(self, day: date) -> list[str]:
        """The original language, then the others in the order in which they came."""
        texts = [text for part in self.parts_on(day) for text in part.texts.all() if text.known_on <= day]
        others = [text.language for text in sorted(texts, key=lambda text: (text.known_on, text.pk))]
        return list(dict.fromkeys([self.original_language, *others]))

    def changed_on(self, day: date) -> date:
        """When what a reader sees on that day last changed."""
        parts = self.parts.all()
        rows = [*self.steps.all(), *self.participants.all()]
        rows += [row for part in parts for row in (*part.texts.all(), *part.places.all())]
        return max((row.known_on for row in rows if row.known_on <= day), default=self.known_on)


class ReportStep(TransitionLog):
    """Begun, published, taken back: each on a day."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps", verbose_name=_("report"))

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")

    def __str__(self) -> str:
        return labelled(self.report, ReportState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()


class ParticipantKind(models.TextChoices):
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    ORGANISER = "organiser", _("Organiser")
    PANEL = "panel", _("Panel")
    SPEAKER = "speaker", _("Speaker")


class ReportParticipant(Record):
    """Who wrote, organised or spoke, as the report says it: a role and an organisation, never a person's name."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="participants", verbose_name=_("report"))
    kind = models.CharField(_("took part as"), max_length=20, choices=ParticipantKind)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    role = TextField(_("role"), blank=True, help_text=_("Mayor, head of unit: a role, not a person’s name."))
    organisation = TextField(_("organisation"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participant of a report")
        verbose_name_plural = _("participants of reports")
        ordering = ("kind", "place", "pk")

    def __str__(self) -> str:
        return ", ".join(str(words) for words in (self.role, self.organisation) if words)

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()


class PartKind(models.TextChoices):
    INTRODUCTION = "introduction", _("Introduction")
    SECTION = "section", _("Part")
    LIST = "list", _("List")
    FINDING = "finding", _("Finding")
    CONCLUSION = "conclusion", _("Conclusion")


class ReportPart(Record):
    """A part of a report: what it is. Its words, its place and its mark are rows of their own.

    key: what addresses and files call it; it never changes.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts", verbose_name=_("report"))
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=PartKind)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("part of a report")
        verbose_name_plural = _("parts of reports")
        ordering = ("report", "pk")
        constraints = [models.UniqueConstraint(fields=("report", "key"), name="conferences_reportpart_one_key")]

    def __str__(self) -> str:
        return labelled(self.report, self.get_kind_display())

    def get_absolute_url(self) -> str:
        return f"{self.report.get_absolute_url()}#{self.key}"

    def place_on(self, day: date) -> int | None:
        """Where it stood on that day; None before it was put in, and after it was taken out."""
        row: PartPlace | None = last_known(self.places.all(), day)
        return row.place if row else None

    def text_on(self, day: date, language: str) -> PartText | None:
        """Its words in that language as known on that day."""
        text: PartText | None = last_known([row for row in self.texts.all() if row.language == language], day)
        return text

    def words_on(self, day: date) -> Text:
        """Its words in every language: what a finding says."""
        rows = sorted((row for row in self.texts.all() if row.known_on <= day), key=lambda row: row.revision)
        return Text({language: words for language, words in {row.language: row.text for row in rows}.items() if words})

    def mark_on(self, day: date) -> FindingMark | None:
        """The mark for the Directors General that stands on that day; None without one."""
        mark: FindingMark | None = last_known(self.marks.all(), day)
        return mark if mark and mark.marked else None


class PartRow(Record):
    """A row of a part: entered by someone, at a moment, and known since a day."""

    part: Any
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("known_on", "pk")

    def get_absolute_url(self) -> str:
        return str(self.part.get_absolute_url())


class PartPlace(PartRow):
    """Where a part stands from a day on; without a place: it is taken out."""

    part = models.ForeignKey(ReportPart, models.CASCADE, related_name="places", verbose_name=_("part"))
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)

    class Meta(PartRow.Meta):
        abstract = False
        verbose_name = _("place of a part")
        verbose_name_plural = _("places of parts")

    def __str__(self) -> str:
        return labelled(self.part, str(self.place or "–"))


class PartText(PartRow):
    """A part's words in one language. revision: 1, 2, 3 … of this language; of_revision: that of the original
    language which a translation follows, empty in the original itself."""

    part = models.ForeignKey(ReportPart, models.CASCADE, related_name="texts", verbose_name=_("part"))
    language = models.CharField(_("language"), max_length=10)
    revision = models.PositiveIntegerField(_("version"), default=1, validators=[MinValueValidator(1)])
    of_revision = models.PositiveIntegerField(_("follows version of the original"), null=True, blank=True)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    items = models.JSONField(_("list"), default=list, blank=True)

    class Meta(PartRow.Meta):
        abstract = False
        verbose_name = _("words of a part")
        verbose_name_plural = _("words of parts")
        constraints = [
            models.UniqueConstraint(
                fields=("part", "language", "revision"), name="conferences_parttext_one_a_revision"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="conferences_parttext_revision"),
        ]

    def __str__(self) -> str:
        return labelled(self.part, self.heading or self.language)


class FindingMarkQuerySet(RecordQuerySet):
    def standing(self, edition: Edition, on: date, *, since: date) -> list[FindingMark]:
        """The marks that stand on a day and became known since another, of what an edition's published reports then
        said: in the order of the sessions and of the parts."""
        reports = Report.objects.known(on).filter(session__edition=edition, parts__marks__isnull=False).distinct()
        ordered = sorted(reports.for_reading(), key=lambda report: (report.session.place, report.session.code))
        return [
            mark
            for report in ordered
            if report.is_published_on(on)
            for part in report.parts_on(on)
            if (mark := part.mark_on(on)) is not None and mark.known_on >= since and mark.said_on(on)
        ]


class FindingMark(PartRow):
    """A finding is put before the Directors General from a day on, or no longer.

    The words stand in the report alone; here only how a resolution takes them up, where that differs.
    """

    part = models.ForeignKey(ReportPart, models.CASCADE, related_name="marks", verbose_name=_("finding"))
    marked = models.BooleanField(_("for the Directors General"), default=True)
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea, blank=True)
    words = TextField(
        _("words for the resolution"),
        long=True,
        blank=True,
        help_text=_("As a part of a sentence, without capital or full stop."),
    )

    objects = FindingMarkQuerySet.as_manager()

    class Meta(PartRow.Meta):
        abstract = False
        verbose_name = _("finding for the Directors General")
        verbose_name_plural = _("findings for the Directors General")
        constraints = [
            models.CheckConstraint(
                condition=Q(marked=False) | ~Q(area=""),
                name="conferences_findingmark_area",
                violation_error_message=_("Say which working area the finding belongs to."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.part.report.session, self.said_on(self.known_on))

    def said_on(self, day: date) -> Text:
        """What a clause says of it: the words given for it, else the finding's own, without their full stop."""
        own = {code: words.strip().rstrip(".") for code, words in self.part.words_on(day).items()}
        return Text({**own, **{code: words for code, words in self.words.items() if words}})

    def rests_on(self, day: date) -> list[PartRow]:
        """The rows behind what a clause says of it: the mark, and the finding's words in each language."""
        languages = sorted({row.language for row in self.part.texts.all()})
        texts = (self.part.text_on(day, language) for language in languages)
        return [self, *(text for text in texts if text is not None)]
