"""Who may do what with commitments."""

from typing import Any

from network.seats import Right


def can_edit_commitments(user: Any, _commitment: Any = None) -> bool:
    """The secretariat keeps the commitments."""
    return user.is_authenticated and user.may(Right.EDIT_COMMITMENTS)


def can_report_commitment(user: Any, commitment: Any) -> bool:
    """Its owner does: a country's coordinator, EIPA's staff for its bodies; the secretariat does for all."""
    return user.is_authenticated and user.may(Right.REPORT_COMMITMENTS, commitment.country, commitment.body)
