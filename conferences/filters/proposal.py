"""What the list of alternatives can be narrowed by."""

from conferences.models import Alternative
from core.filters import RecordFilters
from network.filters import CountryFilter


class AlternativeFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = Alternative
        fields = ("topic", "state")
