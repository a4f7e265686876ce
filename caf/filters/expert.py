"""What the list of the CAF expert group can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Expert, ExpertRole
from core.clock import viewed_on
from core.filters import RecordFilters
from network.filters import CountryFilter


class ExpertFilters(RecordFilters):
    country = CountryFilter()
    role = django_filters.ChoiceFilter(label=_("Role"), choices=ExpertRole)
    now = django_filters.BooleanFilter(
        label=_("In the group on that day"), method=lambda records, _name, wanted: in_the_group(records, wanted)
    )

    class Meta:
        model = Expert
        fields = ()


def in_the_group(experts: Any, wanted: bool) -> Any:
    now = experts.in_force(viewed_on())
    return now if wanted else experts.exclude(pk__in=now.values("pk"))
