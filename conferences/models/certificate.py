"""Certificates of prizes: issued once, kept, and verified by a code that nobody can guess."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models.prize import HostQuerySet, Laureate
from core.phrases import LANGUAGES


def certificate_code() -> str:
    """22 letters and figures: 128 bits."""
    return secrets.token_urlsafe(16)


class CertificateQuerySet(HostQuerySet):
    to_edition: ClassVar[str] = "laureate__edition"


class Certificate(models.Model):
    """A certificate in one language. Its words are frozen when it is issued; its file is made once, by a job."""

    laureate = models.ForeignKey(Laureate, models.PROTECT, related_name="certificates", verbose_name=_("laureate"))
    language = models.CharField(_("language"), max_length=5, choices=[(code, code.upper()) for code in LANGUAGES])
    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True, default=certificate_code, editable=False)
    address = models.URLField(_("address of verification"), max_length=300, editable=False)
    words = models.JSONField(default=dict, editable=False, help_text="What it says, frozen: conferences.documents")
    issued_on = models.DateField(_("issued on"), default=timezone.localdate)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("issued by"),
    )  # fmt: skip
    content = models.BinaryField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("laureate", "language")
        constraints = [
            models.UniqueConstraint(
                fields=("laureate", "language"),
                name="conferences_certificate_once",
                violation_error_message=_("This certificate is issued already: it is kept, and never made again."),
            ),
            models.CheckConstraint(
                condition=models.Q(content__isnull=True, sha256="")
                | (models.Q(content__isnull=False) & ~models.Q(sha256="")),
                name="conferences_certificate_file_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("conferences:certificate_page", args=[self.code])

    @property
    def file_name(self) -> str:
        """BE-5-001-fr.pdf."""
        return f"{self.number}.pdf"
