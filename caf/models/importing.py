"""Imports of the register: who sent which file, what each row of it would do, what was written, what was taken back."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caf.models.organisation import Organisation, RegisterState
from core.addresses import numbered
from core.models import TransitionLog
from network.models import Country
from network.seats import Right


class ImportState(models.TextChoices):
    """How far an import is. While it is read, checked or entered, a job is open besides."""

    UPLOADED = "uploaded", _("File read")
    MAPPED = "mapped", _("Columns named")
    CHECKED = "checked", _("Checked")
    CONFIRMED = "confirmed", _("Imported")
    CANCELLED = "cancelled", _("Thrown away")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Failed")


class ImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Who keeps the register of a country sees its imports; those of all countries, the CAF Resource Centre."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        return self.filter(country_id__in=user.countries_with(Right.EDIT_CAF))

    def for_list(self) -> Self:
        return (
            self.defer("content")
            .select_related("uploaded_by")
            .prefetch_related("country__names")
            .order_by("-uploaded_at", "-pk")
        )


class RegisterImport(models.Model):
    """A file of organisations, and how far it is. What was done with it, by whom and why, is in `steps`.

    country: on whose behalf it is sent; None: of all countries. told: what its sender says of the file (encoding,
    separator, sheet, header_row, date_order: "dmy" or "mdy"). mapping: place of a column, as text -> field.
    headers: of the columns. new_state: how new organisations begin. figures: {"seconds": of the check, "words":
    of lists that were not known or told, see `Checker.words_noted`, ...}.
    failure: [sentence, values] where it could not be read.
    """

    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="register_imports",
        verbose_name=_("country"),
    )
    file_name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=4)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=20, choices=ImportState, default=ImportState.UPLOADED)
    new_state = models.CharField(
        _("new organisations are"), max_length=20, choices=RegisterState, default=RegisterState.TO_VALIDATE
    )
    figures = models.JSONField(default=dict)
    failure = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of the register")
        verbose_name_plural = _("imports of the register")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return numbered("caf:import_page", self.pk)


class ImportStep(TransitionLog):
    """One step of an import; note: why it was thrown away or undone."""

    run = models.ForeignKey(RegisterImport, models.CASCADE, related_name="steps", verbose_name=_("import"))

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of an import")
        verbose_name_plural = _("steps of imports")

    def __str__(self) -> str:
        return str(ImportState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.run.get_absolute_url()


class ImportOutcome(models.TextChoices):
    """What a row of a file would do to the register."""

    NEW = "new", pgettext_lazy("one row", "New")
    CHANGED = "changed", pgettext_lazy("one row", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("one row", "Unchanged")
    ERROR = "error", _("Error")
    DUPLICATE = "duplicate", _("Possible duplicate")
    FOREIGN = "foreign", _("Not your country")


class RowAnswer(models.TextChoices):
    """What a person says of a row that may be an organisation of the register."""

    SAME = "same", _("The same: update the record")
    NEW = "new", _("Different: import as new")
    LEAVE = "leave", _("Leave out")


class ImportRow(models.Model):
    """A row of a file as it was checked. The file itself keeps its cells; here is what was understood of them.

    number: of the row in the file, the header included. organisation: the one it is, or became. values: field -> value,
    of a row that would write. changes: [field, as it stands, as the file says]. problems: [field, code, values], see
    `caf.importing.problems`. twins: [organisation, score, codes of the reasons], best first. answered_by: who gave the
    answer. written: table -> keys of the rows that were entered for it; "before": its columns, "mended": table -> key
    -> fields as they were.
    """

    stays_in_a_merge = True  # the import is undone where it was entered

    # Found by the constraint on run and number: an index more would be kept for each row of each file.
    run = models.ForeignKey(
        RegisterImport, models.CASCADE, related_name="rows", verbose_name=_("import"), db_index=False
    )
    number = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("organisation"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ImportOutcome)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    twins = models.JSONField(default=list)
    answer = models.CharField(_("answer"), max_length=5, choices=RowAnswer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
        db_index=False,
    )
    written = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("run", "number"), name="caf_importrow_once"),
            models.CheckConstraint(
                condition=models.Q(answer="") | ~models.Q(twins=[]), name="caf_importrow_answers_a_question"
            ),
        ]
        indexes = [models.Index(fields=("run", "outcome", "number"), name="caf_importrow_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ImportColumns(models.Model):
    """What the columns of a country's files are, as was chosen last. key: the country's ISO code, "" for all countries.

    columns: folded name of the column -> field, "" for one that is not read. meanings: field -> folded word -> code,
    of words that no list has, such as “locale” for local.
    """

    key = models.CharField(max_length=2, unique=True)
    columns = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, blank=True)
    meanings = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("columns of a country’s files")
        verbose_name_plural = _("columns of countries’ files")

    def __str__(self) -> str:
        return self.key
