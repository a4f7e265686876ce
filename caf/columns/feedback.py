"""What a row of the pool of feedback actors shows, and one of the teams."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from caf.models import (
    ActorTie,
    ActorTraining,
    Assignment,
    AssignmentState,
    CodeSignature,
    FeedbackActor,
    Sector,
)
from core.columns import Column, Kind, column, columns, record_columns, tag_column
from core.languages import language_name
from core.written import written
from network.columns import country_column
from network.models import Country


def languages(profile: Any) -> str:
    return written([language_name(code) for code in sorted(profile.languages)])


def sectors(profile: Any) -> str:
    return written([str(Sector(key).label) for key in profile.sectors])


def countries(profile: Any) -> str:
    """By their names; the own one where none is told."""
    named = Country.objects.named().filter(iso2__in=profile.countries or [profile.actor.country.iso2])
    return written(sorted(str(country) for country in named))


def why_not(actor: Any, day: date) -> list[str]:
    """As when somebody is asked: who has no account signs the code of conduct on the way to it."""
    lapsed: list[str] = actor.lapsed(day, joins=actor.person_id is None)
    return lapsed


def may_be_asked(actor: Any, day: date) -> str:
    return "lapsed" if why_not(actor, day) else "ready"


ACTOR = (
    column(FeedbackActor, "name", second=lambda actor, _day: actor.email),
    country_column(FeedbackActor),
    column(FeedbackActor, "email", in_list=False),
    Column(
        "languages",
        _("Languages"),
        lambda actor, day: languages(profile) if (profile := actor.profile_on(day)) else None,
    ),
    Column(
        "sectors",
        _("Sectors"),
        lambda actor, day: sectors(profile) if (profile := actor.profile_on(day)) else None,
        in_list=False,
    ),
    Column("trained_until", _("Trained until"), lambda actor, day: actor.trained_until(day), Kind.DATE),
    Column("signed_on", _("Code of conduct signed"), lambda actor, day: actor.signed_on(day), Kind.DATE),
    Column(
        "standing",
        _("Standing"),
        may_be_asked,
        Kind.TAG,
        second=lambda actor, day: " ".join(why_not(actor, day)),
        words={"ready": _("May be asked"), "lapsed": _("Cannot be asked now")},
        tags={"ready": "ok", "lapsed": "look"},
    ),
    Column(
        "account",
        _("Account"),
        lambda actor, _day: _gettext("yes") if actor.person_id else _gettext("none yet"),
        in_list=False,
    ),
    *columns(FeedbackActor, ("ends_on",), in_list=False, empty=_("no end set")),
    *record_columns(FeedbackActor),
)
PROFILE = (
    Column("known_on", _("Known since"), lambda row, _day: row.known_on, Kind.DATE),
    Column("languages", _("Languages"), lambda row, _day: languages(row)),
    Column("sectors", _("Sectors"), lambda row, _day: sectors(row), empty=_("none in particular")),
    Column("countries", _("Available in the countries"), lambda row, _day: countries(row)),
)
TIE = (
    column(ActorTie, "kind"),
    Column("organisation", _("Organisation"), lambda row, _day: str(row.organisation or row.words)),
    *columns(ActorTie, ("ends_on",), empty=_("no end set")),
    *record_columns(ActorTie),
)
TRAINING = (*columns(ActorTraining, ("title", "trained_on", "expires_on")), *record_columns(ActorTraining))
SIGNATURE = (*columns(CodeSignature, ("text_version", "signed_on")), *record_columns(CodeSignature))

STATE_TAGS = {
    AssignmentState.INVITED: "look",
    AssignmentState.ACCEPTED: "under-way",
    AssignmentState.HANDED_IN: "ok",
    AssignmentState.DECLINED: "off",
    AssignmentState.REPLACED: "off",
}
ASSIGNMENT = (
    Column("organisation", _("Organisation"), lambda row, _day: str(row.application.organisation)),
    Column("country", _("Country"), lambda row, _day: str(row.application.organisation.country)),
    Column("actor", _("Feedback actor"), lambda row, _day: str(row.actor)),
    tag_column(Assignment, "state", STATE_TAGS),
    Column("known_on", _("Invited on"), lambda row, _day: row.known_on, Kind.DATE),
)
