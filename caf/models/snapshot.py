"""A figure of the register that was reported: frozen with its list, to be cited."""

from __future__ import annotations

import gzip
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models.count import Count
from caf.models.counting_rule import CountingRule, RuleCode
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from core.templatetags.portal import written


class SnapshotQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        """Without the kept lists, which are large."""
        return self.defer("content").select_related("withdrawal", "count", "made_by", "rule").order_by("-day", "-pk")

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawal__isnull=True)


class Snapshot(Record):
    """How many counted as CAF users on `day`, as the register stood when the snapshot was made; it never changes.

    The database refuses any change (`caf.frozen`). parts: {"country" | "sector" | "level" | "version": {part: number}}.
    content: the list, CSV packed with gzip; sha256: of the CSV before it was packed.
    """

    day = models.DateField(_("counted as of"))
    rule = models.ForeignKey(
        CountingRule, models.PROTECT, null=True, related_name="snapshots", verbose_name=_("counting rule")
    )
    rule_code = models.CharField(_("how the portal counted"), max_length=20, choices=RuleCode)
    rule_text = TextField(_("the rule then"), blank=True)
    total = models.PositiveIntegerField(_("count"))
    parts = models.JSONField(_("parts"))
    content = models.BinaryField()
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot of the count")
        verbose_name_plural = _("snapshots of the count")
        ordering = ("-day", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="caf_snapshot_has_checksum"),
        ]

    def __str__(self) -> str:
        return labelled(
            gettext("Snapshot %(number)s") % {"number": self.pk},
            gettext("%(count)s CAF users, %(day)s") % {"count": written(self.total), "day": written(self.day)},
        )

    def get_absolute_url(self) -> str:
        return reverse("caf:snapshot_page", args=[self.pk])

    @property
    def csv(self) -> bytes:
        """The list as it was kept: UTF-8 with byte order mark."""
        return gzip.decompress(bytes(self.content))

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")


class SnapshotWithdrawal(Record):
    """That a snapshot is not to be cited any more, with the reason in the note. The snapshot stays."""

    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, related_name="withdrawal", verbose_name=_("snapshot of the count")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawal of a snapshot")
        verbose_name_plural = _("withdrawals of snapshots")
        constraints = [
            models.CheckConstraint(
                condition=~Q(note=""),
                name="caf_snapshotwithdrawal_says_why",
                violation_error_message=_("Say why it is withdrawn."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.snapshot, self.note)

    def get_absolute_url(self) -> str:
        return self.snapshot.get_absolute_url()


class SnapshotCount(models.Model):
    """That a snapshot was entered as a reported count: once."""

    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, related_name="count", verbose_name=_("snapshot of the count")
    )
    reported: Any = models.OneToOneField(
        Count, models.PROTECT, related_name="snapshot", verbose_name=_("count of CAF users")
    )

    class Meta:
        verbose_name = _("snapshot as a reported count")
        verbose_name_plural = _("snapshots as reported counts")

    def __str__(self) -> str:
        return labelled(self.snapshot, self.reported)
