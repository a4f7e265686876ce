"""Registers what this app does in jobs."""

from caf.actions import likeness

HANDLERS = (likeness.find_again,)
