"""What the list of promised contributions can be narrowed by."""

from caf.models import CountPromise
from core.filters import RecordFilters
from network.filters import CountryFilter


class PromiseFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = CountPromise
        fields = ()
