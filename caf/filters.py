"""What the lists on CAF can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Contribution, Count, Event, Organisation, Pilot, RegisterState
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class CountFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = Count
        fields = ("unit",)


class OrganisationFilters(RecordFilters):
    q = search(_("Name or place"), "name", "english_name", "city")
    state = django_filters.ChoiceFilter(choices=RegisterState, label=_("Status"))
    country = CountryFilter()

    class Meta:
        model = Organisation
        fields = ("level",)


class EventFilters(RecordFilters):
    q = search(_("Name"), words=("name",))

    class Meta:
        model = Event
        fields = ()


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
        fields = ()
