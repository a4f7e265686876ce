"""What an application for external feedback shows, and a country's terms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import Application, ApplicationState, ApplicationStep, OrganiserSetting
from core.columns import Column, Kind, column, own_words, record_columns
from core.written import written
from network.columns import country_column

APPLICATION_TAGS: dict[str, str] = {
    ApplicationState.DRAFT: "plain",
    ApplicationState.SUBMITTED: "look",
    ApplicationState.ACCEPTED: "under-way",
    ApplicationState.REPORTED: "look",
    ApplicationState.AWARDED: "ok",
    ApplicationState.NOT_AWARDED: "off",
    ApplicationState.REFUSED: "off",
    ApplicationState.WITHDRAWN: "off",
}


def label_number(application: Any, day: date) -> str | None:
    decision = getattr(application, "decision", None)
    label = getattr(decision, "label", None)
    return label.number if label is not None and label.known_on <= day else None


APPLICATION = (
    column(Application, "organisation", sort=("organisation__name",)),
    Column(
        "country",
        _("Country"),
        lambda row, _day: row.organisation.country,
        Kind.RECORD,
        code=lambda country: country.iso2,
        sort=("organisation__country__iso2",),
    ),
    Column("use", _("Use of CAF"), lambda row, _day: row.use.get_version_display(), sort=("use__version",)),
    Column(
        "reported_on",
        _("Report approved on"),
        lambda row, _day: row.use.reported,
        Kind.PERIOD,
        sort=("use__reported_on",),
    ),
    column(Application, "version"),
    Column(
        "state",
        _("State"),
        lambda row, _day: row.state_then,
        Kind.TAG,
        words=dict(ApplicationState.choices),
        tags=APPLICATION_TAGS,
        sort=("state",),
        empty=_("not begun yet on this day"),
    ),
    column(Application, "on_behalf", in_list=False),
    Column("label", _("Label"), label_number, empty=_("none yet")),
    column(Application, "known_on", label=_("Begun on")),
    *(part for part in record_columns(Application) if part.key != "known_on"),
)
OF_ORGANISATION = tuple(part for part in APPLICATION if part.key in ("use", "reported_on", "state", "known_on"))
APPLICATION_STEP = (
    column(ApplicationStep, "state", kind=Kind.TAG, tags=APPLICATION_TAGS, words=dict(ApplicationState.choices)),
    column(ApplicationStep, "known_on"),
    *own_words(ApplicationStep, ("note", "source")),
)


def fee(terms: Any, _day: date) -> str | None:
    """500 EUR; 0 in words; None where it is not set."""
    if terms.fee is None:
        return None
    if not terms.fee:
        return gettext("none")
    amount = int(terms.fee) if terms.fee == int(terms.fee) else terms.fee
    return f"{written(amount)} {terms.currency}"


def call(terms: Any, _day: date) -> str:
    if terms.call_starts_on is None:
        return gettext("all year round")
    return gettext("%(first)s to %(last)s") % {
        "first": written(terms.call_starts_on),
        "last": written(terms.call_ends_on),
    }


ORGANISER_SETTING = (
    country_column(OrganiserSetting),
    Column("fee", _("Fee"), fee),
    column(OrganiserSetting, "team_size"),
    column(OrganiserSetting, "report_days"),
    Column("call", _("Applications are taken"), call),
    column(OrganiserSetting, "own_actors"),
    *record_columns(OrganiserSetting),
)
