"""What every certificate is: issued once, kept as it was made, and verified by a code that nobody can guess."""

from __future__ import annotations

import re
import secrets

import segno
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.phrases import LANGUAGES

CODE = re.compile(r"[\w-]{1,64}", re.ASCII)
QR_SIZE = 27  # mm


def certificate_code() -> str:
    """22 letters and figures: 128 bits."""
    return secrets.token_urlsafe(16)


def code_in(typed: str) -> str:
    """The code in what somebody typed: the code itself, or the whole address; "" if it can be none."""
    code = typed.strip().rstrip("/").rpartition("/")[2]
    return code if CODE.fullmatch(code) else ""


class IssuedCertificate(models.Model):
    """A certificate in one language. Its words are frozen when it is issued; its file is made once, by a job."""

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

    class Meta:
        abstract = True
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=True, sha256="") | (Q(content__isnull=False) & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_file_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def file_name(self) -> str:
        """BE-5-001-fr.pdf."""
        return f"{self.number}.pdf"

    @property
    def place(self) -> str:
        """Where one types the code: the address without it, as the paper prints it."""
        return self.address.partition("://")[2].removesuffix(f"{self.code}/")


def qr_svg(address: str, says: str) -> SafeString:
    """The address as a QR code of level M, drawn as one path: sharp at any size. `says`: its words when read aloud."""
    code = segno.make(address, error="m", micro=False)
    width = code.symbol_size(border=0)[0]
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg" width="{}mm" height="{}mm"'
        ' viewBox="0 0 {} {}" shape-rendering="crispEdges"><title>{}</title><path fill="#14181f" d="{}"/></svg>',
        says, QR_SIZE, QR_SIZE, width, width, says, squares,
    )  # fmt: skip
