"""Accounts are made from an invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Closes self-made sign-up; `network.actions.accept_invitation` makes the accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
