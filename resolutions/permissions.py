"""Who may do what with resolutions."""

from typing import Any

from network.seats import Right


def can_read_drafts(user: Any, _record: Any = None) -> bool:
    """Drafts, and the library they are drawn from, are shared within the network."""
    return user.is_authenticated and user.may(Right.READ_SHARED)


def can_read_all(user: Any, _record: Any = None) -> bool:
    """The secretariat sees every country's records, those that are not shared too."""
    return user.is_authenticated and user.may(Right.READ_ALL)


def can_draft(user: Any, _record: Any = None) -> bool:
    """The secretariat drafts."""
    return user.is_authenticated and user.may(Right.DRAFT)
