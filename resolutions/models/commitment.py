"""What an adopted resolution made someone owe, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record, last_known
from core.phrases import labelled
from network.models import Actor, Meeting, SharedQuerySet, WorkingArea


class CommitmentState(models.TextChoices):
    OPEN = "open", _("Open")
    DELIVERED = "delivered", _("Delivered")
    LATE = "late", _("Late")
    DROPPED = "dropped", _("Dropped")


class CommitmentQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return (
            self.select_related("meeting", "due_meeting", "body")
            .prefetch_related("reports", "country__names")
            .order_by("-meeting__number", "place")
        )


class Commitment(Record, Actor):
    """Who does what by when: made at one meeting, due at another, or by another time that is said in words."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="commitments_made", verbose_name=_("made at"))
    clause_key = models.SlugField(_("clause"), max_length=80, blank=True)
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea)
    task = TextField(_("task"), help_text=_("As a part of a sentence: proposals on the model of the conference."))
    due_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="commitments_due", verbose_name=_("due at")
    )
    due_words = TextField(_("due, in words"), blank=True)

    objects = CommitmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ("-meeting__number", "place")
        constraints = [
            *Actor.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_meeting__isnull=False) | ~Q(due_words={}),
                name="resolutions_commitment_due",
                violation_error_message=_("Say when it is due: at a meeting, or in words."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(owner)s: %(task)s") % {"owner": self.country or self.body, "task": self.task}

    def get_absolute_url(self) -> str:
        return reverse("resolutions:commitment_page", args=[self.pk])

    def state_on(self, day: date) -> str:
        """How it stood on that day: as its last report says, open where there is none."""
        report = last_known(self.reports.all(), day)
        return report.state if report else CommitmentState.OPEN.value


class CommitmentReport(Record):
    """What the owner reports: delivered, late, dropped, with the evidence."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports", verbose_name=_("commitment"))
    state = models.CharField(_("state"), max_length=20, choices=CommitmentState)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.commitment, self.get_state_display())

    def get_absolute_url(self) -> str:
        return self.commitment.get_absolute_url()
