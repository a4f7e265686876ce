"""What the network's lists can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.clock import viewed_on
from core.filters import RecordFilters, search
from core.phrases.base import sort_key
from core.values import Text
from network.models import Body, BodyKind, Conclusion, Country, Decision, GroupMeeting, Person, Presidency, WorkingArea
from network.models.country import rows_of_names
from network.seats import Seat


def country_choices() -> list[tuple[str, str]]:
    """Countries by code, called as on the day that is read, in the order of the reader's alphabet; in one query."""
    names: dict[str, Text] = {}
    first_days: dict[str, date | None] = {}
    day = viewed_on()
    for row in rows_of_names():
        first_day = first_days.setdefault(row.iso2, row.known_on)
        if row.known_on is None:
            names[row.iso2] = Text({"en": row.eu_code})
        elif row.known_on <= day or row.known_on == first_day:
            names.setdefault(row.iso2, Text()).update({row.language: row.name})
    language = (get_language() or "en")[:2]
    choices = [(iso2.lower(), name.in_language(language)) for iso2, name in names.items()]
    return sorted(choices, key=lambda choice: sort_key(choice[1]))


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
        fields = ()
