"""Merges of two records of one organisation, each with what is needed to undo it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation, RegisterState
from core.addresses import numbered
from core.models import Record, RecordQuerySet
from network.seats import Right


class MergeQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who keeps the register of the surviving record's country."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        return self.filter(survivor__country__in=user.countries_with(Right.EDIT_CAF))

    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("survivor", "merged", "by", "undone_by").order_by("-known_on", "-pk")


class Merge(Record):
    """One record of an organisation merged into another: known_on since when, by whom, note why.

    moved: what hung on the merged record and now hangs on the survivor, [{"model", "field", "pk"}]. entered: rows
    entered on the survivor, [{"model", "pk", "of"}], of: the row of the merged record that says the same; or rows of
    its own that were changed, [{"model", "pk", "before"}]. left: what could not be moved, as moved. state_before: of
    the merged record. stayed: on undoing, rows that were added in between and stay with the survivor: model and pk.
    """

    stays_in_a_merge = True

    survivor = models.ForeignKey(Organisation, models.PROTECT, related_name="merges", verbose_name=_("kept record"))
    merged = models.ForeignKey(Organisation, models.PROTECT, related_name="merged_by", verbose_name=_("merged record"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    state_before = models.CharField(_("state before"), max_length=20, choices=RegisterState)
    moved = models.JSONField(_("what moved"), default=list)
    entered = models.JSONField(_("what was entered"), default=list)
    left = models.JSONField(_("what stayed"), default=list)
    stayed = models.JSONField(_("what was added since"), default=list)
    undone_on = models.DateField(_("undone on"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_note = models.CharField(_("why undone"), max_length=500, blank=True)

    objects = MergeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-known_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("merged",), condition=Q(undone_at__isnull=True), name="caf_merge_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_on__isnull=True)
                | Q(undone_at__isnull=False, undone_on__isnull=False),
                name="caf_merge_undone_has_day",
            ),
            models.CheckConstraint(condition=~Q(merged=models.F("survivor")), name="caf_merge_two"),
        ]

    def __str__(self) -> str:
        """Two of one name are told apart by their register numbers."""
        merged, survivor = str(self.merged), str(self.survivor)
        if merged == survivor:
            words = {"name": merged, "merged": self.merged.ref, "survivor": self.survivor.ref}
            return gettext("%(name)s: %(merged)s merged into %(survivor)s") % words
        return gettext("%(merged)s merged into %(survivor)s") % {"merged": merged, "survivor": survivor}

    def get_absolute_url(self) -> str:
        return numbered("caf:merge_page", self.pk)

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
