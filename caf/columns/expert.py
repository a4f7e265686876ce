"""What a row of the CAF expert group shows."""

from caf.models import Expert
from core.columns import column, columns, record_columns
from network.columns import country_column

EXPERT = (
    country_column(Expert),
    column(Expert, "role"),
    column(Expert, "institution"),
    column(Expert, "name", second=lambda expert, _day: expert.email),
    column(Expert, "email", in_list=False),
    *columns(Expert, ("from_on", "to_on")),
    *record_columns(Expert),
)
