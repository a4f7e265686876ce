"""What was answered, without who; and the document of the results."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from conferences.models.evaluation import Questionnaire


class Response(models.Model):
    """The answers of one person: {question key: answer}. Nothing here leads to that person, nor says when.

    key: made of the personal link, which only its owner has; with it the answers may be changed until the close.
    A rating is a number, yes or no a boolean, a choice the key of its option, a number or a text a string. No
    history is kept: it would say when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="responses")
    key = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")


class ResultsFile(models.Model):
    """The results as PDF in one language. Made once they are published, kept, and handed out from then on."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="files")
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("questionnaire", "language"), name="conferences_results_file_made_once")
        ]

    @property
    def name(self) -> str:
        """5qc-participants-spot-en.pdf"""
        return "-".join([*self.questionnaire.keys, self.language]) + ".pdf"
