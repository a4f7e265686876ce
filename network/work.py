"""What waits for those who look after people: mail that did not go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.work import Waiting, WorkItem
from network.models import Mail
from network.seats import Right

PATIENCE = timedelta(minutes=15)


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Mail that should have gone out a while ago."""
    if user.may(Right.MANAGE_PEOPLE):
        rows = Mail.objects.filter(sent_at__isnull=True, created_at__lt=timezone.now() - PATIENCE)
        yield Waiting("mail", rows.order_by("created_at"), not_sent)


def not_sent(mail: Mail) -> WorkItem:
    return WorkItem(
        title=_("See why a mail did not go out"),
        detail=_("To %(address)s: %(subject)s") % {"address": mail.to, "subject": mail.subject},
        url=reverse("network:invitation_list"),
        failed=True,
    )
