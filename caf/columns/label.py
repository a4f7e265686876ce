"""What a label “Effective CAF User” shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import Label, LabelState, LabelStep, Standing
from core.columns import Column, Kind, column, columns, record_columns
from network.columns import country_column

STANDING_TAGS: dict[str, str] = {
    Standing.IN_FORCE: "ok",
    Standing.RENEWED: "plain",
    Standing.LAPSED: "off",
    Standing.WITHDRAWN: "wrong",
}
STATE_TAGS: dict[str, str] = {LabelState.GRANTED: "ok", LabelState.RENEWED: "plain", LabelState.WITHDRAWN: "wrong"}


def standing(label: Any, day: date) -> str | None:
    return label.standing(label.state_then, day)


LABEL = (
    column(Label, "number"),
    column(Label, "holder"),
    country_column(Label),
    column(Label, "granted_on"),
    column(Label, "valid_until"),
    Column(
        "standing",
        _("Status"),
        standing,
        Kind.TAG,
        words=dict(Standing.choices),
        tags=STANDING_TAGS,
        sort=("valid_until",),
        empty=_("not granted yet on this day"),
    ),
    Column(
        "renews",
        _("Renews"),
        lambda label, _day: label.renews.number if label.renews else None,
        in_list=False,
        in_page=False,  # there it is a link
    ),
    column(Label, "known_on", in_list=False, in_page=False),
    *record_columns(Label)[1:],
)
LABEL_STEP = (
    column(LabelStep, "state", kind=Kind.TAG, tags=STATE_TAGS, words=dict(LabelState.choices)),
    *columns(LabelStep, ("known_on", "note")),
)
OF_ORGANISATION = tuple(part for part in LABEL if part.key in ("number", "granted_on", "valid_until", "standing"))
