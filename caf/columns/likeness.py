"""What a row of the possible duplicates shows, and of the merges."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.likeness.search import sentences
from caf.models import LikelyPair, Merge, PairAnswer, PairState
from core.columns import NONE, Column, Kind, column, columns, own_words, record_columns
from core.written import parted


def described(organisation: Any) -> str:
    """Where it is and its register number."""
    return ", ".join(part for part in (organisation.city, str(organisation.country), organisation.ref) if part)


def side(name: str, label: Any) -> Column:
    """One of the two organisations."""
    return Column(
        name,
        label,
        lambda pair, _day: getattr(pair, name).name,
        second=lambda pair, _day: described(getattr(pair, name)),
    )


def reasons(pair: Any, _day: date) -> str:
    return parted(sentences(pair.reasons))


LIKELY_PAIR = (
    column(LikelyPair, "score"),
    side("first", _("Organisation")),
    side("second", _("and organisation")),
    Column("reasons", _("Why they may be the same"), reasons),
    Column("first_ref", _("Register number"), lambda pair, _day: pair.first.ref, in_list=False),
    Column("second_ref", _("Register number of the second"), lambda pair, _day: pair.second.ref, in_list=False),
)
PAIR_ANSWER = (
    column(PairAnswer, "first", sort=("first__name",), second=lambda row, _day: described(row.first)),
    column(PairAnswer, "second", sort=("second__name",), second=lambda row, _day: described(row.second)),
    column(PairAnswer, "state", kind=Kind.CHOICE, words=dict(PairState.choices)),
    column(PairAnswer, "known_on"),
    *own_words(PairAnswer, ("note",)),
    Column("by", _("By"), lambda row, _day: str(row.by or "")),
)


def record_column(name: str) -> Column:
    """A record of a merge, with its register number."""
    return column(
        Merge,
        name,
        kind=Kind.TEXT,
        value=lambda row, _day: f"{getattr(row, name).name} ({getattr(row, name).ref})",
    )


MERGE = (
    record_column("merged"),
    record_column("survivor"),
    Column("by", _("By"), lambda row, _day: str(row.by or "")),
    *columns(Merge, ("note",)),
    column(Merge, "undone_on", empty=NONE),
    *columns(Merge, ("undone_note",), in_list=False, empty=NONE),
    *record_columns(Merge)[:1],
)
