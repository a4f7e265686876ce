"""Who may do what with the network's own records."""

from typing import Any

from network.seats import Right


def can_read_shared(user: Any, _record: Any = None) -> bool:
    """What the network shares: every seat of the network, not visitors."""
    return user.is_authenticated and user.may(Right.READ_SHARED)


def can_edit_network(user: Any, _record: Any = None) -> bool:
    """Countries, presidencies, bodies, meetings, programmes and decisions are the secretariat's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_NETWORK)


def can_manage_people(user: Any, _record: Any = None) -> bool:
    """People and their roles are the administrator's."""
    return user.is_authenticated and user.may(Right.MANAGE_PEOPLE)
