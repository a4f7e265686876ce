"""Mail that goes out: a row first, so that none is lost or sent twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """A message to one address, in plain text. `about` names what it is for: "invitation 12".

    The job that sends it locks the row, looks at `sent_at`, sends, marks. Once sent, its words are
    dropped: they may hold a link that lets its reader in.
    """

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("words"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    about = models.CharField(_("about"), max_length=100, blank=True)
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
