"""Who may do what with the records on CAF."""

from typing import Any

from network.seats import Right


def can_edit_counts(user: Any, _record: Any = None) -> bool:
    """Counts, goals, CAF events and the reports on PEF are the CAF Resource Centre's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_CAF_COUNTS)


def can_edit_pilot(user: Any, _meeting: Any = None) -> bool:
    """The pilot group's meetings belong to no country: the CAF Resource Centre keeps them."""
    return user.is_authenticated and user.may(Right.EDIT_CAF)


def can_begin_country_record(user: Any, _record: Any = None) -> bool:
    """A coordinator enters what belongs to the own country; the CAF Resource Centre for every country."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_CAF)


def can_edit_country_record(user: Any, record: Any) -> bool:
    """An organisation, a pilot or a contribution belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_CAF, record.country)
