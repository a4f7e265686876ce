"""PDFs that are asked for on a page: as a row first, its file made by a job."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sheet:
    """What is to be printed, as one reader may see it: HTML as `core.pdf` takes it."""

    html: str
    language: str
    title: str
    made_on: date

    @property
    def fingerprint(self) -> str:
        """The same for the same paper: a reader who may see more, or a later day, has another."""
        return hashlib.sha256(repr((self.html, self.language, self.title, self.made_on)).encode()).hexdigest()


class Paper(models.Model):
    """A PDF of a sheet, made once and kept; nobody reads a row that does not hold the sheet itself.

    html: what the job prints, frozen when it was asked for; taken away once the file is there.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    title = models.TextField()
    made_on = models.DateField(_("dated"))
    html = models.TextField(blank=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Empty for a visitor"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(content__isnull=True, sha256="") & ~Q(html=""))
                | (Q(content__isnull=False, html="") & ~Q(sha256="")),
                name="conferences_paper_asked_or_made",
            )
        ]

    def __str__(self) -> str:
        return self.title
