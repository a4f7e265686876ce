"""What the register can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import CafVersion, Level, Organisation, RegisterState, Sector, SizeBand
from caf.reading.counting import came, kept_as_counted, state_on, went
from caf.reading.register import column_on, version_on
from core.clock import viewed_on
from core.filters import RecordFilters, search
from core.forms import DayInput
from network.filters import CountryFilter

COUNTS, NOT, UNKNOWN = "yes", "no", "unknown"
NEW, LAPSED, MERGED = "new", "lapsed", "merged"
NOT_KNOWN = (UNKNOWN, _("Not known"))


class OrganisationFilters(RecordFilters):
    """Search and size look at the newest names and profiles; the others at the day read."""

    country = CountryFilter()
    q = search(_("Name, place or register number"), "name", "english_name", "city", "ref")
    counts = django_filters.ChoiceFilter(
        label=_("By the counting rule"),
        choices=((COUNTS, _("Counts as a user")), (NOT, _("Does not count"))),
        method="that_count",
    )
    moved = django_filters.ChoiceFilter(
        label=_("What changed"),
        choices=((NEW, _("Newly counted")), (LAPSED, _("Lapsed")), (MERGED, _("Merged with another record"))),
        method="that_moved",
    )
    since = django_filters.DateFilter(
        label=_("Changed since"),
        method=lambda records, _name, _day: records,
        widget=DayInput,
        help_text=_("The day that is compared with, for what changed."),
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=RegisterState, method="that_stood")
    version = django_filters.ChoiceFilter(label=_("Version of CAF"), choices=CafVersion, method="of_version")
    level = django_filters.ChoiceFilter(
        label=_("Level of government"), choices=(*Level.choices, NOT_KNOWN), method="as_on_the_day"
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=(*Sector.choices, NOT_KNOWN), method="as_on_the_day"
    )
    size = django_filters.ChoiceFilter(label=_("Size"), choices=SizeBand)

    class Meta:
        model = Organisation
        fields = ()

    def that_count(self, records: Any, _name: str, value: str) -> Any:
        counts = kept_as_counted(viewed_on())
        return records.filter(counts if value == COUNTS else ~counts)

    def that_moved(self, records: Any, _name: str, value: str) -> Any:
        """Since a day before the one that is read; without one, none has."""
        since = self.form.cleaned_data.get("since")
        if since is None or since >= viewed_on():
            return records.none()
        spans, state = (came, None) if value == NEW else (went, RegisterState.MERGED)
        found = records.filter(pk__in=spans(since, viewed_on()).values("organisation"))
        if state is None:
            return found
        found = found.alias(state_chosen=state_on(viewed_on()))
        return found.filter(state_chosen=state) if value == MERGED else found.exclude(state_chosen=state)

    def that_stood(self, records: Any, _name: str, value: str) -> Any:
        return records.alias(state_chosen=state_on(viewed_on())).filter(state_chosen=value)

    def as_on_the_day(self, records: Any, name: str, value: str) -> Any:
        chosen = "" if value == UNKNOWN else value
        return records.alias(**{f"{name}_chosen": column_on(name, viewed_on())}).filter(**{f"{name}_chosen": chosen})

    def of_version(self, records: Any, _name: str, value: str) -> Any:
        return records.alias(version_chosen=version_on(viewed_on())).filter(version_chosen=value)
