"""Prizes given at an edition."""

from django.utils.translation import gettext_lazy as _

from conferences.columns.prize import PRIZE
from conferences.filters.prize import PrizeFilters
from conferences.models import Prize
from conferences.views.room import ROOM
from core.pages import RecordList, public


@public
class PrizeList(RecordList):
    model = Prize
    columns = PRIZE
    room = ROOM
    address = "conferences:prize_list"
    filters = PrizeFilters
    empty_why = _("A prize is added on the page of its edition.")

    @classmethod
    def prepared(cls, records):
        return records.select_related("edition").order_by("edition__code", "place")
