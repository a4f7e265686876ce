"""What the pilots answered: of an anonymous consultation without who, of a named one with the invitation."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models.pilot_feedback import Consultation, Invitation
from network.seats import Right


class PilotAnswersQuerySet(models.QuerySet[Any]):
    def sent(self) -> Self:
        return self.filter(is_sent=True)

    def visible_to(self, user: Any) -> Self:
        """With who gave them: those sent of named consultations, to who runs them, and to each country its own."""
        if not user.is_authenticated:
            return self.none()
        named = self.sent().filter(consultation__anonymous=False)
        if user.may(Right.RUN_PILOT_FEEDBACK):
            return named
        return named.filter(invitation__country_id__in=user.countries_with(Right.EDIT_CAF))


class PilotAnswers(models.Model):
    """One set of answers, begun and then sent: {"items": {asked item: {aspect: answer}}, "general": {key: answer}}.

    key: made of the personal link, which only its owner has; with it the set is continued until it is sent.
    invitation, place (which of the mailbox's sets), sent_on: of a named consultation alone; the database refuses them
    where anonymity is promised (`caf.frozen`). A rating is a number, a text a string, the hours a number. No history
    is kept: it would say when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64, unique=True)
    content = models.JSONField(default=dict)
    is_sent = models.BooleanField(_("sent"), default=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="sets_of_answers")
    place = models.PositiveSmallIntegerField(null=True)
    sent_on = models.DateField(_("sent on"), null=True)

    objects = PilotAnswersQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers of the pilots")
        verbose_name_plural = _("answers of the pilots")
        constraints = [
            models.UniqueConstraint(fields=("invitation", "place"), name="caf_pilotanswers_once"),
            models.CheckConstraint(
                condition=Q(invitation__isnull=True, place__isnull=True, sent_on__isnull=True)
                | Q(invitation__isnull=False, place__isnull=False, is_sent=False, sent_on__isnull=True)
                | Q(invitation__isnull=False, place__isnull=False, is_sent=True, sent_on__isnull=False),
                name="caf_pilotanswers_named_or_nobody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.invitation) if self.invitation else gettext("Answers without a name")
