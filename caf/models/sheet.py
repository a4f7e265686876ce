"""Fact sheets of countries as PDF: asked for on a page, made by a job, and kept by what they say."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FactSheet(models.Model):
    """A PDF, or the request for one. fingerprint: of what is printed, language and day; so what says the same is one.

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
                name="caf_factsheet_asked_or_made",
            )
        ]

    def __str__(self) -> str:
        return self.title
