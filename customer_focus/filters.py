"""What the lists on customer focus can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import RecordFilters, search
from customer_focus.models import DisseminationAction, Guide, NetworkEvent, Practice, Principle
from network.filters import CountryFilter


def guide_filter() -> django_filters.ModelChoiceFilter:
    """?guide=primer"""
    return django_filters.ModelChoiceFilter(queryset=Guide.objects.all(), to_field_name="key", label=_("Guide"))


class PrincipleFilters(RecordFilters):
    q = search(_("Words"), words=("title", "context"))
    guide = guide_filter()

    class Meta:
        model = Principle
        fields = ()


class ActionFilters(RecordFilters):
    country = CountryFilter()
    guide = guide_filter()

    class Meta:
        model = DisseminationAction
        fields = ("kind",)


class EventFilters(RecordFilters):
    q = search(_("Name"), words=("name",))

    class Meta:
        model = NetworkEvent
        fields = ()


class PracticeFilters(RecordFilters):
    q = search(_("Words"), "organisation", "keywords", "sector", "activity", words=("title", "about"))
    country = CountryFilter()

    class Meta:
        model = Practice
        fields = ()
