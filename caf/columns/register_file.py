"""The columns of a file of CAF users: names and order as the network agreed on them, then the register's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.columns.organisation import STANDING_WORDS
from caf.models import (
    ApplicationState,
    CafVersion,
    Label,
    Level,
    Organisation,
    Origin,
    RegisterState,
    Sector,
    SizeBand,
    Standing,
)
from core.columns import Column, Kind, column
from core.models import Confidence


def told(key: str, label: Any, kind: Kind = Kind.TEXT, words: Any = ()) -> Column:
    """A column that `caf.reading.register_file` tells."""
    return Column(key, label, lambda row, _day: row[key], kind, words=dict(words))


def of_field(key: str, name: str = "", model: Any = Organisation) -> Column:
    """The same of a model's field, by its label and words."""
    field = column(model, name or key)
    return told(key, field.label, field.kind, field.words)


PEF_WORDS = (*Standing.choices, *ApplicationState.choices)
AGREED = (
    of_field("id", "ref"),
    told("country", _("Country")),
    of_field("name"),
    of_field("name_en", "english_name"),
    told("aliases", _("Other names")),
    told("level", _("Level of government"), Kind.CHOICE, Level.choices),
    told("sector", _("Sector"), Kind.CHOICE, Sector.choices),
    told("staff_band", _("Size"), Kind.CHOICE, SizeBand.choices),
    of_field("city"),
    told("nuts", _("NUTS code")),
    told("lat", _("Latitude"), Kind.NUMBER),
    told("lon", _("Longitude"), Kind.NUMBER),
    of_field("website"),
    told("contact_role", _("Role of the contact")),
    told("contact_email", _("Mail address of the contact")),
    told("caf_version", _("CAF"), Kind.CHOICE, ((version.value, version.value) for version in CafVersion)),
    told("first_use", _("First use of CAF"), Kind.DATE),
    told("last_use", _("Last use of CAF"), Kind.DATE),
    told("self_assessment_date", _("Last report"), Kind.DATE),
    told("times_used", _("Uses"), Kind.NUMBER),
    told("status", _("Status"), Kind.CHOICE, RegisterState.choices),
    told("validated_by", _("Validated by: a country or a seat")),
    told("validated_on", _("Validated on"), Kind.DATE),
    told("evidence_url", _("Link to the evidence")),
    told("pef_status", _("Label, or external feedback"), Kind.CHOICE, PEF_WORDS),
    told("label_number", _("Number of the label")),
    of_field("label_until", "valid_until", Label),
    told("consent_publish", _("The contact has agreed"), Kind.YES_NO),
    of_field("source"),
    told("updated_on", _("Changed on"), Kind.DATE),
)
OWN = (
    of_field("ref", "sender_ref"),
    told("contact_name", _("Name of the contact")),
    told("country_name", _("Name of the country")),
    told("standing", _("Does it count?"), Kind.CHOICE, STANDING_WORDS),
    of_field("language"),
    told("origin", _("Origin"), Kind.CHOICE, Origin.choices),
    told("confidence", _("Confidence"), Kind.CHOICE, Confidence.choices),
    of_field("note"),
    of_field("known_on"),
)
REGISTER_FILE = AGREED + OWN
"""As who keeps the register of some country reads it."""
KEEPERS_ALONE = {"contact_role", "contact_name", "contact_email", "consent_publish", "evidence_url"}
"""Personal data, and links that no page shows to others: told of the organisations of the own country alone."""
PUBLIC_FILE = tuple(part for part in REGISTER_FILE if part.key not in KEEPERS_ALONE)
