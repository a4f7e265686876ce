"""What the possible duplicates can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caf.models import LikelyPair
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class LikelyPairFilters(RecordFilters):
    q = search(_("Name or register number"), "first__name", "first__ref", "second__name", "second__ref")
    country = CountryFilter(method="of_country")
    least = django_filters.ChoiceFilter(
        label=_("At least as much alike as"),
        choices=[("80", "80"), ("90", "90"), ("95", "95")],
        field_name="score",
        lookup_expr="gte",
    )

    class Meta:
        model = LikelyPair
        fields = ()

    def of_country(self, records: Any, _name: str, country: Any) -> Any:
        return records.filter(Q(first__country__iso2__iexact=country) | Q(second__country__iso2__iexact=country))
