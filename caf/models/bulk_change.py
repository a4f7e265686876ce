"""One change of many organisations: who made it, when, why, from where, and what each was before."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caf.models.organisation import Organisation, Registration
from caf.models.organisation_rows import OrganisationProfile
from core.models import RecordQuerySet
from network.seats import Right


class BulkAct(models.TextChoices):
    """A step of the register, or a column of the profile, by its name."""

    VALIDATE = "validate", _("Validate")
    SEND_BACK = "send_back", _("Send back to be completed")
    REFUSE = "refuse", _("Refuse")
    REST = "rest", _("Make dormant")
    WAKE = "wake", _("Still a user: take it out of dormancy")
    WITHDRAW = "withdraw", _("Withdraw")
    SECTOR = "sector", _("Change the sector")
    LEVEL = "level", _("Change the level of government")
    SIZE = "size", _("Change the size")
    CITY = "city", _("Change the city")


class BulkChangeQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that touched organisations of which this person keeps the register, and those made by the person."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        countries = user.countries_with(Right.EDIT_CAF)
        if not countries:
            return self.none()
        touched = BulkChangeRow.objects.filter(organisation__country_id__in=countries).values("change")
        return self.filter(pk__in=touched)

    def for_list(self) -> Self:
        return self.select_related("made_by").order_by("-made_at", "-pk")


class BulkChange(models.Model):
    """value: what a column becomes; "" where the act is a step. made_from: where the organisations were chosen."""

    act = models.CharField(_("what was done"), max_length=20, choices=BulkAct)
    value = models.CharField(_("new value"), max_length=100, blank=True)
    reason = models.CharField(_("why"), max_length=500)
    made_from = models.CharField(_("from where"), max_length=300)
    number = models.PositiveIntegerField(_("organisations"))
    made_on = models.DateField(_("on"))
    made_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of many organisations")
        verbose_name_plural = _("changes of many organisations")
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="caf_bulkchange_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="caf_bulkchange_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_act_display())

    def get_absolute_url(self) -> str:
        return reverse("caf:bulk_change_page", args=[self.pk])


class BulkChangeRow(models.Model):
    """What one organisation was before, and became. step or profile: the dated row that was written.

    mended: a profile of that very day was there and was changed. undone: it is again as it was.
    """

    stays_in_a_merge = True  # the change is undone where it was made

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="rows")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="bulk_changes")
    before = models.CharField(max_length=100, blank=True)
    after = models.CharField(max_length=100, blank=True)
    step = models.ForeignKey(Registration, models.SET_NULL, null=True, related_name="+")
    profile = models.ForeignKey(OrganisationProfile, models.SET_NULL, null=True, related_name="+")
    mended = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("change", "organisation"), name="caf_bulkchangerow_once")]

    def __str__(self) -> str:
        return str(self.organisation)
