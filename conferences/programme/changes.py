"""What differs between two versions of a programme: new, cancelled, moved, another hall, other people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conferences.languages import language_names
from conferences.programme.slots import Attendee, Slot
from core.written import parted


class ChangeKind(StrEnum):
    NEW = "new"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    HALL = "hall"
    PEOPLE = "people"
    TITLE = "title"
    LANGUAGES = "languages"


CHANGE_WORDS: dict[str, str | Promise] = {
    ChangeKind.NEW: _("New"),
    ChangeKind.CANCELLED: pgettext_lazy("session", "Cancelled"),
    ChangeKind.RESTORED: _("Takes place after all"),
    ChangeKind.MOVED: _("Another time"),
    ChangeKind.HALL: _("Another hall"),
    ChangeKind.PEOPLE: _("Other people"),
    ChangeKind.TITLE: _("Another title"),
    ChangeKind.LANGUAGES: _("Other languages"),
}
CHANGE_TAGS = {ChangeKind.NEW: "ok", ChangeKind.RESTORED: "ok", ChangeKind.CANCELLED: "off"}


@dataclass(frozen=True)
class Change:
    """A session that changed, and how. before: None for a new one."""

    kind: ChangeKind
    before: Slot | None
    after: Slot

    @property
    def word(self) -> str:
        return str(CHANGE_WORDS[self.kind])

    @property
    def tag(self) -> str:
        return CHANGE_TAGS.get(self.kind, "under-way")

    @property
    def old(self) -> str:
        """What it was, in words."""
        return said(self.kind, self.before, self.after) if self.before else ""

    @property
    def new(self) -> str:
        if self.kind is ChangeKind.CANCELLED:
            return ""
        return said(self.kind, self.after, self.before)


def said(kind: ChangeKind, slot: Slot, other: Slot | None) -> str:
    """What one of two versions says of the thing that changed."""
    match kind:
        case ChangeKind.HALL:
            return slot.hall or gettext("no hall yet")
        case ChangeKind.TITLE:
            return str(slot.title)
        case ChangeKind.LANGUAGES:
            return ", ".join(language_names(slot.languages)) or gettext("no language said")
        case ChangeKind.PEOPLE:
            theirs = {key_of(person) for person in other.people} if other else set()
            only = [person.in_words for person in slot.people if key_of(person) not in theirs]
            return parted(only) or gettext("nobody")
    where = ", ".join(part for part in (slot.when, slot.hall) if part)
    return where if kind is not ChangeKind.MOVED else slot.when or gettext("no time yet")


def key_of(person: Attendee) -> tuple[Any, ...]:
    return (person.role, *person.identity)


def changes(before: Iterable[Slot], after: Iterable[Slot]) -> list[Change]:
    """In the order of the later programme. A session that is no longer in it counts as cancelled."""
    earlier, later = {slot.session_id: slot for slot in before}, list(after)
    found = [change for slot in later for change in changes_of(earlier.get(slot.session_id), slot)]
    kept = {slot.session_id for slot in later}
    gone = [slot for key, slot in earlier.items() if key not in kept and not slot.cancelled]
    return found + [Change(ChangeKind.CANCELLED, slot, slot) for slot in gone]


def changes_of(before: Slot | None, after: Slot) -> Iterator[Change]:
    if before is None:
        yield Change(ChangeKind.NEW, None, after)
        return
    if before.cancelled != after.cancelled:
        yield Change(ChangeKind.CANCELLED if after.cancelled else ChangeKind.RESTORED, before, after)
    if after.cancelled:
        return
    if (before.day, before.starts, before.ends) != (after.day, after.starts, after.ends):
        yield Change(ChangeKind.MOVED, before, after)
    if before.hall != after.hall:
        yield Change(ChangeKind.HALL, before, after)
    if {*map(key_of, before.people)} != {*map(key_of, after.people)}:
        yield Change(ChangeKind.PEOPLE, before, after)
    if before.title != after.title:
        yield Change(ChangeKind.TITLE, before, after)
    if before.languages != after.languages:
        yield Change(ChangeKind.LANGUAGES, before, after)
