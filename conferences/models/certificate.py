"""Certificates of prizes: issued once, kept, and verified by a code that nobody can guess."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models.prize import HostQuerySet, Laureate
from core.certificates import IssuedCertificate, certificate_code

__all__ = ["Certificate", "CertificateQuerySet", "certificate_code"]  # the last one the migration 0007 names


class CertificateQuerySet(HostQuerySet):
    to_edition: ClassVar[str] = "laureate__edition"


class Certificate(IssuedCertificate):
    """A laureate's certificate in one language."""

    laureate = models.ForeignKey(Laureate, models.PROTECT, related_name="certificates", verbose_name=_("laureate"))

    objects = CertificateQuerySet.as_manager()

    class Meta(IssuedCertificate.Meta):
        abstract = False
        ordering = ("laureate", "language")
        constraints = [
            models.UniqueConstraint(
                fields=("laureate", "language"),
                name="conferences_certificate_once",
                violation_error_message=_("This certificate is issued already: it is kept, and never made again."),
            ),
            *IssuedCertificate.Meta.constraints,
        ]

    def get_absolute_url(self) -> str:
        return reverse("conferences:certificate_page", args=[self.code])
