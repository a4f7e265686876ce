"""Who may do what with the records on customer focus."""

from typing import Any

from network.seats import Right


def can_edit_guides(user: Any, _record: Any = None) -> bool:
    """The primer, its parts and the network's events belong to no country."""
    return user.is_authenticated and user.may(Right.EDIT_CUSTOMER_FOCUS)


def can_begin_action(user: Any, _record: Any = None) -> bool:
    """A coordinator reports what the own country does to spread the principles."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_DISSEMINATION)


def can_edit_action(user: Any, action: Any) -> bool:
    """A dissemination action belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_DISSEMINATION, action.country)


def can_begin_practice(user: Any, _record: Any = None) -> bool:
    """Good practices are entered for every country by who keeps the primer, for the own one by its coordinator."""
    return can_edit_guides(user) or can_begin_action(user)


def can_edit_practice(user: Any, practice: Any) -> bool:
    """A good practice belongs to its country."""
    return can_edit_guides(user) or can_edit_action(user, practice)
