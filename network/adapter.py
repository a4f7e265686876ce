"""Accounts are made from an invitation only, and what is mailed about them goes through the mail rows."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.translation import get_language

from network.mail import queue_mail


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Closes self-made sign-up; `network.actions.accept_invitation` makes the accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A row like any other mail, sent by a job."""
        request = allauth_context.request
        about = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        message = self.render_mail(template_prefix, email, about)
        queue_mail(
            to=email,
            subject=message.subject,
            body=str(message.body),
            language=(get_language() or "en")[:2],
            about=template_prefix.rpartition("/")[2],
        )
