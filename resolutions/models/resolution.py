"""A resolution, its versions (which never change), and the files made of them once."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.facts import Fact
from core.models import Job
from network.models import Meeting, SharedQuerySet
from resolutions.models.clause import Area
from resolutions.text import Wording


class ResolutionQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return (
            self.select_related("meeting")
            .prefetch_related("versions", "meeting__schedules")
            .order_by("-meeting__number")
        )


class Resolution(models.Model):
    """The resolution of the IPSG for one meeting of the Directors General."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="resolution", verbose_name=_("meeting"))

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ("-meeting__number",)

    def __str__(self) -> str:
        return gettext("Resolution, %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self) -> str:
        return reverse("resolutions:resolution_page", args=[self.meeting.number])

    @property
    def reference(self) -> str:
        """DG51/IPSG."""
        return f"DG{self.meeting.number}/IPSG"


class Version(models.Model):
    """One version: the facts as they were, the clauses drawn from them. Never changed once made."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="versions", verbose_name=_("resolution"))
    number = models.PositiveSmallIntegerField(_("number"))
    as_of = models.DateField(_("facts as known on"))
    seen_from = models.DateField(_("seen from"))
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="version")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    facts = models.JSONField(default=dict)
    omitted = models.JSONField(
        default=list, help_text="Clauses left out: [{'key', 'group', 'title', 'reason', 'missing', 'supplier'}]"
    )

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("resolution", "number"), name="resolutions_version_one_number")]

    def __str__(self) -> str:
        return gettext("Draft %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("resolutions:version_page", args=[self.resolution.meeting.number, self.number])

    def fact(self, key: str) -> Fact:
        """A fact as it was frozen; KeyError if the version has none of that key."""
        return Fact.from_json(key, self.facts[key])


class VersionClause(models.Model):
    """A clause as a version has it: its words in every language, the facts in them, why it was chosen."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("number"))
    area = models.CharField(_("working area"), max_length=20, choices=Area)
    key = models.SlugField(_("clause"), max_length=80)
    title = models.JSONField(default=dict)
    verb = models.CharField(_("operative verb"), max_length=20)
    wordings = models.JSONField(default=dict)
    fact_keys = models.JSONField(default=list)
    reasons = models.JSONField(default=list, help_text="The variants: [{'key', 'title', 'because', 'chosen'}]")
    commitment = models.JSONField(default=dict, help_text="{language: {'owner', 'task', 'due'}}, or empty")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("version", "number"), name="resolutions_clause_one_number"),
            models.UniqueConstraint(fields=("version", "key"), name="resolutions_clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.number}"

    @property
    def written_keys(self) -> set[str]:
        """The facts that its words write, in whichever language; all of them where it makes a commitment."""
        if self.commitment:
            return set(self.fact_keys)
        wordings = [Wording.from_json(words) for words in self.wordings.values()]
        return {key for words in wordings for runs in (words.runs, *words.points) for run in runs for key in run.facts}

    def wording(self, language: str) -> Wording:
        """The words in one language; KeyError if it was not written in it."""
        return Wording.from_json(self.wordings[language])


class VersionFile(models.Model):
    """A file of a version in one language. Made once, kept, and handed out from then on."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"

    version = models.ForeignKey(Version, models.CASCADE, related_name="files")
    language = models.CharField(max_length=5)
    format = models.CharField(max_length=10, choices=Format)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("version", "language", "format"), name="resolutions_file_made_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """DG51-IPSG-draft-1-en.pdf."""
        reference = self.version.resolution.reference.replace("/", "-")
        return f"{reference}-draft-{self.version.number}-{self.language}.{self.format}"
