"""What this app tells those above it, which it does not know."""

from django.dispatch import Signal

invitation_accepted = Signal()
"""Sent in the transaction in which an invitation is accepted, with `invitation` and `person`, who
holds the role by then.

A receiver may raise `core.workflow.Refused`: the invitation is then not accepted, and the reason is shown.
"""
