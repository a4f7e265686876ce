"""Press releases of an edition: drawn from the records as numbered versions, edited paragraph by paragraph."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition
from conferences.models.prize import HostQuerySet
from core.facts import Fact
from core.models import RecordQuerySet, TransitionLog
from core.phrases import LANGUAGES


class ReleaseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a prize", "Withdrawn")


class ReleaseQuerySet(HostQuerySet):
    def open_rows(self) -> Q:
        """A released version, once its embargo is over."""
        over = Q(embargo_until__isnull=True) | Q(embargo_until__lte=timezone.localdate())
        return Q(state=ReleaseState.RELEASED) & over

    def for_list(self) -> Self:
        return self.select_related("edition", "made_by")


class ReleaseVersion(models.Model):
    """One version: the facts as they were on a day, frozen, and the paragraphs drawn from them in each language."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases", verbose_name=_("edition"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    as_of = models.DateField(_("facts as known on"))
    dated_on = models.DateField(_("dated"), help_text=_("The day that stands in its head."))
    embargo_until = models.DateField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Visitors see it from this day, once it is released. Empty: as soon as it is."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ReleaseState, default=ReleaseState.DRAFT, editable=False
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    facts = models.JSONField(default=dict, editable=False)

    objects = ReleaseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["facts"])

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ("edition", "-number")
        constraints = [models.UniqueConstraint(fields=("edition", "number"), name="conferences_release_one_number")]

    def __str__(self) -> str:
        return gettext("Press release, version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("conferences:release_page", args=[self.edition.code, self.number])

    @property
    def reference(self) -> str:
        """BE-5/press/2."""
        return f"{self.edition.short_name}/press/{self.number}"

    def fact(self, key: str) -> Fact | None:
        """A fact as it was frozen; None if it was not known."""
        return Fact.from_json(key, self.facts[key]) if key in self.facts else None

    def is_open_on(self, day: date) -> bool:
        """Whether visitors may read it on that day."""
        return self.state == ReleaseState.RELEASED and (self.embargo_until is None or self.embargo_until <= day)


class ReleaseStepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the versions that this person may see."""
        return self.filter(version__in=ReleaseVersion.objects.visible_to(user))


class ReleaseStep(TransitionLog):
    """Drawn, released, withdrawn: since when, by whom, why."""

    version = models.ForeignKey(ReleaseVersion, models.CASCADE, related_name="steps")

    objects = ReleaseStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a press release")
        verbose_name_plural = _("steps of press releases")

    def __str__(self) -> str:
        return f"{self.version}, {ReleaseState(self.state).label}"


class ReleasePart(models.TextChoices):
    """What a paragraph is in the release."""

    TITLE = "title", _("Title")
    LEAD = "lead", _("Lead")
    BODY = "body", _("Text")
    LAUREATE = "laureate", _("Laureate")
    AFTER = "after", _("After the laureates")
    ABOUT = "about", _("About the conference")
    CONTACT = "contact", _("Press contact")


class ReleaseParagraph(models.Model):
    """A paragraph in one language. `drawn` stays as it was drawn; `text` is what the release says.

    drawn: [{"text": a sentence, "facts": [keys]}]. head, of a laureate: {"prize", "organisation", "government"}.
    """

    version = models.ForeignKey(ReleaseVersion, models.CASCADE, related_name="paragraphs")
    language = models.CharField(_("language"), max_length=5, choices=[(code, code.upper()) for code in LANGUAGES])
    place = models.PositiveSmallIntegerField(_("place in the order"))
    part = models.CharField(_("part"), max_length=20, choices=ReleasePart)
    key = models.CharField(max_length=60)
    head = models.JSONField(default=dict)
    drawn = models.JSONField(default=list)
    text = models.TextField(_("text"))
    edited_at = models.DateTimeField(_("edited at"), null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("edited by"),
    )  # fmt: skip

    history = HistoricalRecords(excluded_fields=["drawn", "head"])

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ("language", "place")
        constraints = [
            models.UniqueConstraint(fields=("version", "language", "key"), name="conferences_paragraph_once"),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True, edited_by__isnull=True) | Q(edited_at__isnull=False),
                name="conferences_paragraph_edited",
            ),
        ]

    def __str__(self) -> str:
        return str(ReleasePart(self.part).label)

    def get_absolute_url(self) -> str:
        return f"{self.version.get_absolute_url()}?text={self.language}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"paragraph-{self.key.replace('.', '-')}"

    @property
    def drawn_text(self) -> str:
        """The words as they were drawn from the records."""
        between = "\n" if self.part == ReleasePart.CONTACT else " "
        return between.join(sentence["text"] for sentence in self.drawn)

    @property
    def is_edited(self) -> bool:
        """Whether somebody has put it in other words."""
        return bool(self.text != self.drawn_text)

    @property
    def fact_keys(self) -> list[str]:
        """The facts that it rests on, in the order in which they come."""
        return list(dict.fromkeys(key for sentence in self.drawn for key in sentence["facts"]))


class ReleaseFile(models.Model):
    """A file of a version as its text stood: made once, kept, handed out from then on."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    version = models.ForeignKey(ReleaseVersion, models.CASCADE, related_name="files")
    language = models.CharField(max_length=5)
    format = models.CharField(max_length=10, choices=Format)
    fingerprint = models.CharField(max_length=64, help_text="Of the text that it holds: another text, another file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("version", "language", "format", "fingerprint"), name="conferences_releasefile_made_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """be-5-press-2-fr.pdf."""
        return f"{self.version.edition.code}-press-{self.version.number}-{self.language}.{self.format}"


def fingerprint(version: ReleaseVersion, language: str, paragraphs: list[ReleaseParagraph]) -> str:
    """Of everything that a file of the version says: its state, its head and its words."""
    embargo = version.embargo_until.isoformat() if version.embargo_until else ""
    said: list[Any] = [version.state, version.dated_on.isoformat(), embargo, version.number, language]
    said += [[row.key, row.head, row.text] for row in paragraphs if row.language == language]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def text_mark(version: ReleaseVersion, paragraphs: list[ReleaseParagraph]) -> str:
    """The same of the whole version, in every language."""
    marks = "".join(fingerprint(version, language, paragraphs) for language in LANGUAGES)
    return hashlib.sha256(marks.encode()).hexdigest()
