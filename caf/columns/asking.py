"""What a row of the yearly questions and of their answers shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caf.models import Answer, Confirmation, CountryAsking
from core.columns import Column, Kind, column, record_columns, tag_column
from network.columns import country_column

COUNTRY_ASKING = (
    country_column(CountryAsking),
    Column(
        "asks",
        _("Asks"),
        lambda row, _day: "yes" if row.asks else "no",
        Kind.TAG,
        words={"yes": _("Once a year"), "no": _("Does not ask")},
        tags={"yes": "ok", "no": "off"},
    ),
    column(CountryAsking, "language"),
    column(CountryAsking, "known_on"),
    *(part for part in record_columns(CountryAsking) if part.key != "known_on"),
)
ANSWER_TAGS: dict[str, str] = {
    Answer.STILL: "ok",
    Answer.NO_LONGER: "look",
    Answer.OTHER_CONTACT: "plain",
    Answer.CHANGE: "look",
}
CONFIRMATION = (
    tag_column(Confirmation, "answer", ANSWER_TAGS, second=lambda row, _day: row.note),
    column(Confirmation, "known_on", label=_("On")),
    column(Confirmation, "role"),
    column(Confirmation, "settled_on"),
)
