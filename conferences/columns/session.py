"""What a row of sessions and their contributors shows."""

from conferences.columns.edition import edition_column
from conferences.models import Session, SessionContributor
from core.columns import column, columns, record_columns
from network.columns import actor_columns

SESSION = (
    column(Session, "title"),
    edition_column(Session),
    *columns(Session, ("kind", "held_on", "hall", "area")),
    *columns(Session, ("code", "place", "on_priority_theme", "panel", "speakers"), in_list=False),
    *record_columns(Session),
)
CONTRIBUTOR = (*actor_columns(SessionContributor), *record_columns(SessionContributor))
