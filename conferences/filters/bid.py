"""What the list of bids can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from conferences.filters.edition import edition_filter
from conferences.models import Bid
from core.filters import RecordFilters
from network.filters import CountryFilter


class BidFilters(RecordFilters):
    edition = edition_filter()
    country = CountryFilter(label=_("Member state"))

    class Meta:
        model = Bid
        fields = ()
