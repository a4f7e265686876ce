"""What the list of commitments can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import RecordFilters, search
from network.filters import CountryFilter
from network.models import Meeting
from resolutions.models import Commitment


class CommitmentFilters(RecordFilters):
    q = search(_("Words"), words=("task",))
    country = CountryFilter(label=_("Owner"))
    meeting = django_filters.ModelChoiceFilter(
        queryset=Meeting.objects.all(), to_field_name="number", label=_("Made at")
    )

    class Meta:
        model = Commitment
        fields = ("area",)
