"""What the lists on PEF can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from caf.models import Contribution, Pilot
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class PilotFilters(RecordFilters):
    q = search(_("What was piloted"), words=("text",))
    country = CountryFilter()

    class Meta:
        model = Pilot
        fields = ()


class ContributionFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = Contribution
        fields = ("kind",)
