"""What a row of the list of imports shows."""

from caf.models import ImportOutcome, ImportState, RegisterImport
from core.columns import column, columns, tag_column
from network.columns import country_column

IMPORT_TAGS = {
    ImportState.UPLOADED: "under-way",
    ImportState.MAPPED: "under-way",
    ImportState.CHECKED: "look",
    ImportState.CONFIRMED: "ok",
    ImportState.CANCELLED: "off",
    ImportState.UNDONE: "off",
    ImportState.FAILED: "wrong",
}
OUTCOME_TAGS = {
    ImportOutcome.NEW: "ok",
    ImportOutcome.CHANGED: "under-way",
    ImportOutcome.UNCHANGED: "plain",
    ImportOutcome.ERROR: "wrong",
    ImportOutcome.DUPLICATE: "look",
    ImportOutcome.FOREIGN: "look",
}
IMPORT = (
    column(RegisterImport, "file_name"),
    country_column(RegisterImport),
    tag_column(RegisterImport, "state", IMPORT_TAGS),
    *columns(RegisterImport, ("uploaded_at", "uploaded_by")),
)
