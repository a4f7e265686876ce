"""Uses of CAF: an organisation may use it many times, and is one user."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation
from caf.models.organisation_rows import RowQuerySet
from core.models import Record, known_to
from core.phrases import labelled
from core.values import Period, Precision

SIGNS = {Precision.YEAR: len("2007"), Precision.MONTH: len("2007-05")}


def as_known(day: date | None, precision: str) -> str:
    """A day as ISO writes it, as far as it is known: 2007-05-12, 2007-05 or 2007; "" for None."""
    return day.isoformat()[: SIGNS.get(Precision(precision))] if day else ""


class CafVersion(models.TextChoices):
    V2000 = "2000", "CAF 2000"
    V2002 = "2002", "CAF 2002"
    V2006 = "2006", "CAF 2006"
    V2013 = "2013", "CAF 2013"
    V2020 = "2020", "CAF 2020"


class SectorVersion(models.TextChoices):
    """CAF as it was adapted to a sector or a country; none: the general one."""

    EDUCATION = "education", _("CAF and Education")
    JUSTICE = "justice", _("for the judiciary (Italy)")
    SCHOOL = "school", _("for schools (Italy)")
    LOCAL = "local", _("for local authorities (Belgium)")
    OTHER = "other", _("another adaptation")


class ScoringPanel(models.TextChoices):
    CLASSICAL = "classical", _("classical")
    FINE_TUNED = "fine-tuned", _("fine-tuned")


class Use(Record):
    """One use of CAF, from a day on. A day that is not known stays empty. Of a month or year the first day stands, and
    `begun` and `reported` say as much as is known.

    version: empty where it is not known, as of the first use where a file tells the last one.
    reported_on: when the top management approved the self-assessment report.
    restates: the row in which this use was entered. What becomes known of a use later, its version or the day of its
    report, is a row that says all of it again, from that day on; of the rows of one use the last known one stands.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="uses", verbose_name=_("organisation"))
    version = models.CharField(_("version of CAF"), max_length=4, choices=CafVersion, blank=True)
    sector_version = models.CharField(_("adapted version"), max_length=20, choices=SectorVersion, blank=True)
    starts_on = models.DateField(_("begun on"), null=True, blank=True)
    starts_precision = known_to(_("begun on: known"))
    ends_on = models.DateField(_("ended on"), null=True, blank=True)
    in_part = models.BooleanField(_("in a part of the organisation only"), default=False)
    part = models.CharField(_("which part"), max_length=200, blank=True)
    reported_on = models.DateField(_("self-assessment report approved on"), null=True, blank=True)
    reported_precision = known_to(_("report approved on: known"))
    panel = models.CharField(_("scoring panel"), max_length=20, choices=ScoringPanel, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    evidence_url = models.URLField(_("link to the evidence"), blank=True)
    restates = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="restated",
        verbose_name=_("restates"),
    )

    objects = RowQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("use of CAF")
        verbose_name_plural = _("uses of CAF")
        ordering = (F("starts_on").asc(nulls_first=True), "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="caf_use_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(part="") | Q(in_part=True),
                name="caf_use_part",
                violation_error_message=_("A part is named only where CAF was used in a part of the organisation."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.organisation, self.get_version_display())

    @property
    def entered_as(self) -> int:
        """The key that all rows of one use have in common."""
        return int(self.restates_id or self.pk)

    @property
    def begun(self) -> Period | None:
        """The day, month or year in which it began; None where that is not known."""
        return Period.around(self.starts_on, self.starts_precision) if self.starts_on else None

    @property
    def reported(self) -> Period | None:
        """The day, month or year in which its report was approved; None where that is not known, or there is none."""
        return Period.around(self.reported_on, self.reported_precision) if self.reported_on else None

    def get_version_display(self) -> str:  # type: ignore[no-redef] # in place of Django's own
        return CafVersion(self.version).label if self.version else gettext("CAF, version not known")

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()

    def clean(self) -> None:
        """No version is used before its year. Raises ValidationError."""
        if self.starts_on and self.version and self.starts_on.year < int(self.version):
            raise ValidationError(
                {"starts_on": _("%(version)s did not exist yet.") % {"version": self.get_version_display()}}
            )


def same_use(uses: Iterable[Use], other: Use) -> Use | None:
    """Of these, the one of the same version that began when the other did, as far as both days are known."""
    for use in uses:
        mine, its = (as_known(one.starts_on, one.starts_precision) for one in (use, other))
        together = mine == its or (mine and its and (mine.startswith(its) or its.startswith(mine)))
        if together and (use.version, use.sector_version) == (other.version, other.sector_version):
            return use
    return None


def knows_more(use: Use, other: Use) -> bool:
    """Whether of one use that was entered twice the first tells the day more exactly."""
    return len(as_known(use.starts_on, use.starts_precision)) > len(as_known(other.starts_on, other.starts_precision))


def standing_uses(uses: Iterable[Use], day: date = date.max) -> list[Use]:
    """Of these rows, in their order, those that say of each use what was known of it on the day; by default now."""
    rows = [use for use in uses if use.known_on <= day]
    last = {use.entered_as: use.pk for use in sorted(rows, key=lambda use: (use.known_on, use.pk))}
    return [use for use in rows if last[use.entered_as] == use.pk]
