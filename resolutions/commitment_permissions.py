"""Who may do what with commitments."""

from typing import Any

from network.seats import Right


def can_edit_commitments(user: Any, _commitment: Any = None) -> bool:
    """The secretariat keeps the commitments, and enters what their owners report."""
    return user.is_authenticated and user.may(Right.EDIT_COMMITMENTS)
