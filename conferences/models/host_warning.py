"""That an edition came near without a candidate, and that people were written to about it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.models.edition import Edition
from conferences.reading.early_warning import THRESHOLDS


class HostWarning(models.Model):
    """An early warning went out: once for each edition and threshold. Its mails say `about` what it names them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="host_warnings", verbose_name=_("edition"))
    months = models.PositiveSmallIntegerField(_("months before"))
    raised_on = models.DateField(_("sent on"))

    class Meta:
        verbose_name = _("early warning")
        verbose_name_plural = _("early warnings")
        ordering = ("-raised_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("edition", "months"), name="conferences_hostwarning_once"),
            models.CheckConstraint(
                condition=models.Q(months__in=THRESHOLDS), name="conferences_hostwarning_known_threshold"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(edition)s, within %(months)s months") % {"edition": self.edition, "months": self.months}

    @property
    def about(self) -> str:
        """What its mails are about, as their rows say it."""
        return f"host warning {self.pk}"
