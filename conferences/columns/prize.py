"""What a row of prizes, of those who judge, are nominated and receive them, and of press releases shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.columns.edition import edition_column
from conferences.models import (
    Certificate,
    JuryMember,
    Laureate,
    LaureateState,
    LaureateStep,
    Nominee,
    PressNote,
    Prize,
    ReleaseState,
    ReleaseVersion,
)
from core.columns import Column, Kind, column, columns, record_columns, tag_column
from core.written import written
from network.columns import country_column

LAUREATE_TAGS = {LaureateState.AWARDED: "ok", LaureateState.WITHDRAWN: "off"}
RELEASE_TAGS = {ReleaseState.DRAFT: "under-way", ReleaseState.RELEASED: "ok", ReleaseState.WITHDRAWN: "off"}


def state_on(laureate: Laureate, day: date) -> str | None:
    """The state as known on that day; None if nothing was known."""
    step = laureate.step_on(day)
    return step.state if step else None


def of_nominee(name: str, **changes: Any) -> Column:
    """A column of the nominee, in a row of the laureate."""
    words = {key: value for key, value in changes.items() if key != "sort"}
    return column(
        Nominee,
        name,
        value=lambda laureate, _day: getattr(laureate.nominee, name),
        sort=changes.get("sort", ()),
        **words,
    )


def embargo(version: ReleaseVersion, _day: date) -> str:
    """Until when visitors do not see it; "" for no embargo."""
    if version.embargo_until is None:
        return ""
    return gettext("embargo until %(day)s") % {"day": written(version.embargo_until)}


def prize_or_all(row: Any, _day: date) -> str:
    """The prize that a row is about; without one, it is about all of them."""
    return str(row.prize) if row.prize else gettext("all prizes")


PRIZE = (
    column(Prize, "name"),
    column(Prize, "criteria"),
    column(Prize, "place", in_list=False),
    edition_column(Prize),
    *record_columns(Prize),
)
JURY = (
    column(JuryMember, "role", second=lambda row, _day: row.organisation),
    column(JuryMember, "organisation", in_list=False),
    country_column(JuryMember),
    column(JuryMember, "is_chair"),
    column(JuryMember, "prize", value=prize_or_all),
    *record_columns(JuryMember),
)
NOMINEE = (
    column(Nominee, "organisation", second=lambda row, _day: row.unit),
    column(Nominee, "government"),
    column(Nominee, "level"),
    column(Nominee, "title"),
    column(Nominee, "prize", value=prize_or_all),
    column(Nominee, "announced_on"),
)
LAUREATE = (
    Column(
        "laureate",
        _("Laureate"),
        lambda laureate, _day: laureate.nominee.organisation,
        second=lambda laureate, _day: laureate.nominee.government,
        sort=("nominee__organisation",),
        in_page=False,
    ),
    of_nominee("organisation", in_list=False),
    of_nominee("unit", in_list=False),
    column(Laureate, "prize", sort=("prize__name__{language}",)),
    of_nominee("title", sort=("nominee__title__{language}",)),
    edition_column(Laureate),
    tag_column(Laureate, "state", LAUREATE_TAGS, value=state_on, sort=()),
    column(Laureate, "decided_on", in_list=False),
    column(Laureate, "announced_on", in_list=False),
    of_nominee("government", in_list=False),
    of_nominee("level", in_list=False),
    of_nominee("region", in_list=False),
    of_nominee("country", in_list=False, code=lambda country: country.iso2),
    of_nominee("description", in_list=False),
    column(Laureate, "reason", in_list=False),
    column(Laureate, "ex_aequo", in_list=False),
    *record_columns(Laureate),
)
STEP = (
    column(LaureateStep, "known_on"),
    tag_column(LaureateStep, "state", LAUREATE_TAGS, words=dict(LaureateState.choices)),
    *columns(LaureateStep, ("by", "note")),
)
CERTIFICATE = (
    column(Certificate, "number"),
    column(Certificate, "language"),
    column(Certificate, "issued_on"),
    Column(
        "file",
        _("File"),
        lambda certificate, _day: "ready" if certificate.sha256 else "awaited",
        Kind.TAG,
        words={"ready": _("ready"), "awaited": _("being made")},
        tags={"ready": "ok", "awaited": "under-way"},
    ),
)
PRESS_NOTE = (
    column(PressNote, "known_on"),
    column(PressNote, "initiators"),
    column(PressNote, "office", second=lambda row, _day: row.unit),
    column(PressNote, "source"),
)
RELEASE = (
    Column("release", _("Press release"), lambda version, _day: str(version), sort=("number",)),
    edition_column(ReleaseVersion),
    column(ReleaseVersion, "dated_on"),
    tag_column(ReleaseVersion, "state", RELEASE_TAGS, second=embargo),
    column(ReleaseVersion, "embargo_until", in_list=False),
    column(ReleaseVersion, "as_of"),
)
