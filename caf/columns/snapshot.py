"""What a row of the snapshots shows."""

from django.utils.translation import gettext_lazy as _

from caf.models import Snapshot
from core.columns import Column, Kind, column, columns, record_columns

STANDS, WITHDRAWN = "stands", "withdrawn"
WORDS = {STANDS: _("Stands"), WITHDRAWN: _("Withdrawn")}

SNAPSHOT = (
    Column("number", _("Snapshot"), lambda snapshot, _day: snapshot.pk, Kind.YEAR, sort=("pk",), in_page=False),
    column(Snapshot, "day"),
    column(Snapshot, "total"),
    Column(
        "standing",
        _("Status"),
        lambda snapshot, _day: WITHDRAWN if snapshot.is_withdrawn else STANDS,
        Kind.TAG,
        words=WORDS,
        tags={STANDS: "ok", WITHDRAWN: "off"},
    ),
    Column(
        "rule_text",
        _("The rule then"),
        lambda snapshot, _day: snapshot.rule_text or snapshot.get_rule_code_display(),
        Kind.TEXT,
        in_list=False,
    ),
    *columns(Snapshot, ("rule_code", "sha256"), in_list=False, in_page=False),
    *record_columns(Snapshot),
)
