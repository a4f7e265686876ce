"""What the list of reported counts can be narrowed by."""

from caf.models import Count
from core.filters import RecordFilters
from network.filters import CountryFilter


class CountFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = Count
        fields = ("unit",)
