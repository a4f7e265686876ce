"""What the register of labels can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Label, LabelState, Standing
from core.clock import viewed_on
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class LabelFilters(RecordFilters):
    q = search(_("Number or holder"), "number", "holder")
    country = CountryFilter()
    standing = django_filters.ChoiceFilter(label=_("Status"), choices=Standing, method="that_stand_so")

    class Meta:
        model = Label
        fields = ()

    def that_stand_so(self, records: Any, _name: str, value: str) -> Any:
        """On the day that is read."""
        match value:
            case Standing.IN_FORCE:
                return records.filter(state_then=LabelState.GRANTED, valid_until__gte=viewed_on())
            case Standing.LAPSED:
                return records.filter(state_then=LabelState.GRANTED, valid_until__lt=viewed_on())
        return records.filter(state_then=value)
