"""What a row of prizes shows."""

from conferences.columns.edition import edition_column
from conferences.models import Prize
from core.columns import column, record_columns

PRIZE = (
    column(Prize, "name"),
    column(Prize, "laureate", second=lambda prize, _day: prize.government),
    column(Prize, "government", in_list=False),
    column(Prize, "project"),
    column(Prize, "about", in_list=False),
    column(Prize, "place", in_list=False),
    edition_column(Prize),
    *record_columns(Prize),
)
