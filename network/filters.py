"""What the network's lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.filters import RecordFilters, search
from core.phrases.base import sort_key
from network.models import Body, BodyKind, Conclusion, Country, Decision, GroupMeeting, Person, Presidency, WorkingArea
from network.seats import Seat


def country_choices() -> list[tuple[str, str]]:
    """Countries by code, in the order of the reader's alphabet."""
    countries = [(country.iso2.lower(), str(country)) for country in Country.objects.named()]
    return sorted(countries, key=lambda choice: (get_language(), sort_key(choice[1])))


class CountryFilter(django_filters.ChoiceFilter):
    """?country=it"""

    def __init__(self, field_name: str = "country", **kwargs: Any) -> None:
        super().__init__(
            field_name=f"{field_name}__iso2",
            lookup_expr="iexact",
            label=kwargs.pop("label", _("Country")),
            choices=country_choices,
            **kwargs,
        )


class CountryFilters(RecordFilters):
    name = search(_("Name or code"), "names__name", "iso2", "eu_code")

    class Meta:
        model = Country
        fields = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """A country has several names: it is listed once."""
        return super().filter_queryset(queryset).distinct()


class PresidencyFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = Presidency
        fields = ()


class BodyFilters(RecordFilters):
    kind = django_filters.ChoiceFilter(choices=BodyKind)

    class Meta:
        model = Body
        fields = ()


class GroupMeetingFilters(RecordFilters):
    body = django_filters.ModelChoiceFilter(queryset=Body.objects.all(), to_field_name="key", label=_("Group"))

    class Meta:
        model = GroupMeeting
        fields = ()


class ConclusionFilters(RecordFilters):
    q = search(_("Words"), words=("text",))
    area = django_filters.ChoiceFilter(choices=WorkingArea, label=_("Working area"))

    class Meta:
        model = Conclusion
        fields = ("subject",)


class DecisionFilters(RecordFilters):
    area = django_filters.ChoiceFilter(choices=WorkingArea, label=_("Working area"))

    class Meta:
        model = Decision
        fields = ()


class PersonFilters(RecordFilters):
    q = search(_("Name or mail address"), "name", "email")
    seat = django_filters.ChoiceFilter(field_name="roles__seat", choices=Seat.choices, label=_("Seat"), distinct=True)

    class Meta:
        model = Person
        fields = ("is_active",)
