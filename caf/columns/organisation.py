"""What a row of the register shows, and the dated rows of an organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import (
    CafVersion,
    Contact,
    CountingRule,
    LinkKind,
    Organisation,
    OrganisationLink,
    OrganisationName,
    OrganisationProfile,
    RegisterState,
    Registration,
    Use,
)
from caf.reading.standing import COUNTS, DOES_NOT_COUNT, standing
from core.columns import Column, Kind, column, columns, own_words, record_columns
from core.languages import language_name
from core.written import degrees, written
from network.columns import country_column

REGISTER_TAGS = {
    RegisterState.CLAIMED: "plain",
    RegisterState.TO_VALIDATE: "under-way",
    RegisterState.VALIDATED: "ok",
    RegisterState.DORMANT: "look",
    RegisterState.WITHDRAWN: "off",
    RegisterState.MERGED: "off",
}
STANDING_TAGS = REGISTER_TAGS | {COUNTS: "ok", DOES_NOT_COUNT: "off"}
STANDING_WORDS = {COUNTS: _("Counts"), DOES_NOT_COUNT: _("Does not count"), **dict(RegisterState.choices)}


def then(name: str, **changes: Any) -> Column:
    """A column that follows dated rows: what it said on the day that is read."""
    return column(Organisation, name, value=lambda row, _day: getattr(row, f"{name}_then"), **changes)


ORGANISATION = (
    then("name", second=lambda organisation, _day: organisation.english_name_then, in_page=False),
    column(Organisation, "ref", in_list=False),
    country_column(Organisation),
    then("city", in_list=False),
    then("level"),
    then("sector", in_list=False),
    then("size", in_list=False),
    then("website", in_list=False),
    Column(
        "version",
        _("CAF"),
        lambda organisation, _day: organisation.version_then,
        Kind.CHOICE,
        words={version.value: version.value for version in CafVersion},
        in_page=False,
    ),
    Column("uses", _("Uses"), lambda organisation, _day: organisation.uses_then, Kind.NUMBER, in_page=False),
    Column(
        "last_report",
        _("Last report"),
        lambda organisation, _day: organisation.reported_then,
        Kind.PERIOD,
        in_page=False,
    ),
    Column(
        "standing",
        _("Status"),
        lambda organisation, _day: standing(organisation.state_then, counts=organisation.counts_then),
        Kind.TAG,
        words=STANDING_WORDS,
        tags=STANDING_TAGS,
        sort=("state",),
    ),
    column(Organisation, "known_on", in_list=False, in_page=False),
)
"""In the list and on the page of an organisation; of the file: `caf.columns.register_file`."""
REGISTRATION = (
    column(Registration, "state", kind=Kind.TAG, tags=REGISTER_TAGS, words=dict(RegisterState.choices)),
    column(Registration, "known_on"),
    *own_words(Registration, ("note", "source")),
)


def language_column(model: Any) -> Column:
    return column(model, "language", value=lambda row, _day: language_name(row.language) if row.language else "")


NAME = (
    column(OrganisationName, "name"),
    language_column(OrganisationName),
    column(OrganisationName, "kind"),
    *record_columns(OrganisationName),
)


def place(profile: Any, _day: date) -> str:
    """Latitude and longitude in degrees."""
    return ", ".join(filter(None, (degrees(profile.latitude), degrees(profile.longitude))))


PROFILE = (
    column(OrganisationProfile, "city", second=lambda profile, _day: profile.nuts),
    Column("place", _("Coordinates"), place),
    *columns(OrganisationProfile, ("level", "sector", "size")),
    *record_columns(OrganisationProfile),
)


def until(use: Any, _day: date) -> str:
    """The last day of a use that has ended."""
    return _("until %(day)s") % {"day": written(use.ends_on)} if use.ends_on else ""


USE = (
    column(Use, "version", second=lambda use, _day: use.get_sector_version_display() if use.sector_version else ""),
    column(Use, "starts_on", value=lambda use, _day: use.begun, kind=Kind.PERIOD, second=until),
    Column("whole", _("Where"), lambda use, _day: use.part or (_("in a part") if use.in_part else _("the whole"))),
    column(Use, "reported_on", value=lambda use, _day: use.reported, kind=Kind.PERIOD),
    column(Use, "panel"),
    *record_columns(Use),
)
CONTACT = (
    column(Contact, "role", second=lambda contact, _day: contact.name),
    column(Contact, "email"),
    column(Contact, "consent"),
    *columns(Contact, ("consented_on", "ends_on")),
    *record_columns(Contact),
)
SUCCESSOR = (
    column(OrganisationLink, "successor"),
    column(OrganisationLink, "kind"),
    column(OrganisationLink, "happened_on"),
    *record_columns(OrganisationLink),
)
PREDECESSOR = (
    column(OrganisationLink, "predecessor"),
    column(OrganisationLink, "kind", words=dict(LinkKind.choices)),
    column(OrganisationLink, "happened_on"),
    *record_columns(OrganisationLink),
)
COUNTING_RULE = (
    column(CountingRule, "text", second=lambda rule, _day: rule.get_code_display()),
    column(CountingRule, "code", in_list=False),
    column(CountingRule, "from_on"),
    column(CountingRule, "decided_by"),
    column(CountingRule, "meeting"),
    *record_columns(CountingRule),
)
