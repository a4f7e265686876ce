"""Critical friends: whose country comments on which case, and what it wrote."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.case import Case, own_countries
from conferences.models.case_review import CasePart
from core.clock import present_day
from core.models import RecordQuerySet
from core.phrases import labelled
from network.seats import Right


class FriendStage(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    FIXED = "fixed", _("Fixed")


class CaseFriendQuerySet(RecordQuerySet):
    def standing(self, on: date | None = None) -> Self:
        """Of each case the last row known on that day, the present one unless told."""
        rows = self.model.objects.filter(case=OuterRef("case"), known_on__lte=on or present_day())
        return self.filter(pk=Subquery(rows.order_by("-known_on", "-pk").values("pk")[:1]))

    def in_force(self) -> Self:
        """The pairs that are fixed."""
        return self.standing().filter(stage=FriendStage.FIXED)

    def visible_to(self, user: Any) -> Self:
        """The secretariat sees proposals too; a country the fixed pairs of its own cases."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CONFERENCES):
            return self.all()
        own = user.countries_with(Right.READ_ALL)
        return self.filter(Q(case__country_id__in=own) | Q(friend__country_id__in=own), stage=FriendStage.FIXED)


class CaseFriend(CasePart):
    """The country of the case `friend` comments on `case`, as proposed or fixed on a day; the last row counts."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="friend_rows", verbose_name=_("case"))
    friend = models.ForeignKey(Case, models.CASCADE, related_name="friend_of_rows", verbose_name=_("critical friend"))
    stage = models.CharField(_("stage"), max_length=10, choices=FriendStage, default=FriendStage.PROPOSED)

    objects = CaseFriendQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("critical friend")
        verbose_name_plural = _("critical friends")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(case=F("friend")),
                name="conferences_casefriend_another",
                violation_error_message=_("A case is not its own critical friend."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.case, self.friend)


class CaseCommentQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Both countries and the secretariat."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.READ_ALL):
            return self.all()
        own = user.countries_with(Right.READ_ALL)
        return self.filter(Q(case__country_id__in=own) | Q(friend__country_id__in=own))

    def of(self, user: Any) -> Self:
        """Those that this person's countries wrote."""
        return self.filter(friend__country_id__in=own_countries(user))


class CaseComment(CasePart):
    """What a critical friend wrote on a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="comments", verbose_name=_("case"))
    friend = models.ForeignKey(Case, models.CASCADE, related_name="+", verbose_name=_("critical friend"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    words = models.TextField(_("comment"), help_text=_("What is clear, what is missing, what others could learn."))

    objects = CaseCommentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("comment of a critical friend")
        verbose_name_plural = _("comments of critical friends")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.case, self.words)
