"""What a row of sessions, their people and contributors shows.

What a session is called, when, where and with whom it is held is what its readers are shown: the version of the
programme that counted on the day, whoever asks. The working programme has a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.columns.edition import edition_column
from conferences.languages import language_names
from conferences.models import Hall, Session, SessionContributor, SessionPerson
from conferences.programme.slots import Slot, named_slot, shown_slot
from core.columns import Column, Kind, column, columns, record_columns
from core.written import parted
from network.columns import actor_columns, country_column


def shown(what: Callable[[Slot], Any]) -> Callable[[Session, date], Any]:
    """What readers are shown of a session on the day; None where nothing is."""

    def value(session: Session, day: date) -> Any:
        slot = shown_slot(session, day)
        return (what(slot) or None) if slot else None

    return value


def people_in_words(slot: Slot) -> str:
    return parted(person.in_words for person in slot.people)


TITLE = column(Session, "title", value=lambda session, day: named_slot(session, day).title)
KIND = column(Session, "kind", value=lambda session, day: named_slot(session, day).kind)
SESSION = (
    TITLE,
    edition_column(Session),
    KIND,
    Column("when", _("When"), shown(lambda slot: slot.when_and_zone)),
    Column("held_on", _("Day"), shown(lambda slot: slot.day), Kind.DATE, in_list=False, in_page=False),
    Column(
        "starts",
        _("Starts"),
        shown(lambda slot: slot.starts and slot.starts.isoformat()),
        in_list=False,
        in_page=False,
    ),
    Column("ends", _("Ends"), shown(lambda slot: slot.ends and slot.ends.isoformat()), in_list=False, in_page=False),
    Column("hall", _("Hall"), shown(lambda slot: slot.hall)),
    Column("languages", _("Languages"), shown(lambda slot: ", ".join(language_names(slot.languages))), in_list=False),
    Column("people", _("People"), shown(people_in_words), in_list=False, in_page=False),
    Column(
        "cancelled",
        pgettext_lazy("session", "Cancelled"),
        shown(lambda slot: slot.cancelled),
        Kind.YES_NO,
        in_list=False,
        in_page=False,
    ),
    column(Session, "area"),
    column(Session, "place", in_list=False, in_page=False),
    *columns(Session, ("code", "on_priority_theme", "panel", "speakers"), in_list=False),
    *record_columns(Session),
)
IN_EDITION = (
    TITLE,
    KIND,
    Column("when", _("When"), shown(lambda slot: slot.when)),
    Column("hall", _("Hall"), shown(lambda slot: slot.hall)),
)
PERSON = (
    column(SessionPerson, "name", second=lambda row, _day: row.organisation),
    column(SessionPerson, "role"),
    country_column(SessionPerson),
    column(SessionPerson, "talk"),
    *record_columns(SessionPerson),
)
HALL = (column(Hall, "name"), column(Hall, "capacity"), *record_columns(Hall))
CONTRIBUTOR = (*actor_columns(SessionContributor), *record_columns(SessionContributor))
