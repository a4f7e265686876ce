"""What a row of the changes of many organisations shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caf.actions.bulk_change import COLUMNS, chosen_from, said
from caf.models import BulkChange
from core.columns import NONE, Column, Kind, column

BULK_CHANGE = (
    column(BulkChange, "act", second=lambda row, _day: said(row, row.value) if row.act in COLUMNS else ""),
    column(BulkChange, "number", kind=Kind.NUMBER),
    column(BulkChange, "reason"),
    column(BulkChange, "made_on"),
    column(BulkChange, "made_by"),
    column(BulkChange, "made_from", value=lambda row, _day: chosen_from(row), in_list=False),
    Column(
        "standing",
        _("Status"),
        lambda row, _day: "undone" if row.undone_at else "done",
        Kind.TAG,
        words={"done": _("Done"), "undone": _("Undone")},
        tags={"done": "ok", "undone": "off"},
    ),
    column(BulkChange, "undone_by", in_list=False, empty=NONE),
)
