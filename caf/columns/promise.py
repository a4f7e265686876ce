"""What a row of the promised contributions shows."""

from caf.models import CountPromise
from core.columns import columns, record_columns
from network.columns import country_column

PROMISE = (
    country_column(CountPromise),
    *columns(CountPromise, ("value", "from_on", "due_on", "promised_by", "meeting")),
    *record_columns(CountPromise),
)
