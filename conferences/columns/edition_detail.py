"""What a row of an edition's figures, languages and time zone, partners and documents shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from conferences.languages import language_name, language_names
from conferences.models import EditionDocument, EditionFigure, EditionFrame, EditionPartner
from core.columns import Column, Kind, column, record_columns, tag_column

FIGURE = (
    column(EditionFigure, "kind"),
    column(EditionFigure, "value", value=lambda row, _day: row.quantity, kind=Kind.QUANTITY),
    *record_columns(EditionFigure),
)
FRAME = (
    Column("languages", _("Working languages"), lambda row, _day: ", ".join(language_names(row.languages))),
    column(EditionFrame, "time_zone"),
    *record_columns(EditionFrame),
)
PARTNER = (
    Column("name", _("Partner"), lambda row, _day: row.actor_name),
    column(EditionPartner, "role"),
    tag_column(
        EditionPartner,
        "takes_part",
        {"yes": "ok", "left": "off"},
        words={"yes": _("takes part"), "left": _("has left")},
        value=lambda row, _day: "yes" if row.takes_part else "left",
    ),
    *record_columns(EditionPartner),
)


def kind_and_size(document: EditionDocument, _day: Any) -> str:
    """PDF, 240 kB; the host's name of a link elsewhere is its address."""
    if document.link:
        return document.link
    ending = document.file_name.rpartition(".")[2].upper()
    return f"{ending}, {max(1, round((document.file_size or 0) / 1000))} kB"


DOCUMENT = (
    column(EditionDocument, "title", second=kind_and_size),
    column(EditionDocument, "dated_on"),
    column(
        EditionDocument,
        "language",
        value=lambda row, _day: language_name(row.language) if row.language else None,
        sort=(),
    ),
    *record_columns(EditionDocument),
)
