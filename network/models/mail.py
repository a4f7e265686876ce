"""Mail that goes out: a row first, so that none is lost or sent twice."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def mail_reference() -> str:
    """128 random bits, in signs that survive every mail server: those that do not tell small letters from capitals."""
    return secrets.token_hex(16)


class Mail(models.Model):
    """A message to one address, in plain text. `about` names what it is for: "invitation 12".

    The job that sends it locks the row, looks at `sent_at`, sends, marks. Once sent, its words and headers are
    dropped: they may hold a link that lets its reader in. reference: in its Message-ID and its return address; who
    reports that it could not be delivered must know it. headers: {name: value}, besides those of every mail.
    """

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("words"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    about = models.CharField(_("about"), max_length=100, blank=True)
    headers: Any = models.JSONField(default=dict, blank=True, editable=False)
    reference = models.CharField(max_length=32, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=("about",))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=False) | ~models.Q(body=""), name="network_mail_unsent_has_words"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class MailBounce(models.Model):
    """That a mail which had been sent could not be delivered, as a mail server reported it later (RFC 3464).

    status: as in RFC 3463, 5.1.1 where the address does not exist. reason: the words of the server that refused it.
    """

    mail = models.OneToOneField(Mail, models.CASCADE, related_name="bounce", verbose_name=_("mail"))
    status = models.CharField(_("status"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    known_on = models.DateField(_("known since"))

    class Meta:
        verbose_name = _("mail that came back")
        verbose_name_plural = _("mails that came back")

    def __str__(self) -> str:
        return f"{self.mail}: {self.status}"
