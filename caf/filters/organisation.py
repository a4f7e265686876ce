"""What the register can be narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.actions.asking import has_contact
from caf.models import CafVersion, Level, Organisation, RegisterState, Sector, SizeBand
from caf.reading.bounces import bounced_contacts
from caf.reading.counting import UNKNOWN, Moved, kept_as_counted, moved, narrowed
from caf.reading.freshness import confirmed_lately, stale
from caf.reading.register import column_on, version_on
from core.clock import viewed_on
from core.filters import RecordFilters, search
from core.forms import DayInput
from network.filters import CountryFilter

COUNTS, NOT = "yes", "no"
FRESH, STALE = "fresh", "stale"
BOUNCED = "bounced"
NOT_KNOWN = (UNKNOWN, _("Not known"))


class OrganisationFilterForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        """What changed is told between two days: without an earlier one there is nothing to tell."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("moved") and "since" not in self.errors:
            since = data.get("since")
            if since is None:
                self.add_error("since", gettext("Give the day since when: what changed is told between two days."))
            elif since >= viewed_on():
                words = gettext("What is compared with must be a day before the one that is counted.")
                self.add_error("since", words)
        return data


class OrganisationFilters(RecordFilters):
    """Search and size look at the newest names and profiles; the others at the day read.

    Of what changed, sector, level and version are those with which it is in the numbers of the change: for
    who counts no more, as it last counted.
    """

    country = CountryFilter()
    q = search(_("Name, place or register number"), "name", "english_name", "city", "ref")
    counts = django_filters.ChoiceFilter(
        label=_("By the counting rule"),
        choices=((COUNTS, _("Counts as a user")), (NOT, _("Does not count"))),
        method="that_count",
    )
    moved = django_filters.ChoiceFilter(label=_("What changed"), choices=Moved, method="that_moved")
    since = django_filters.DateFilter(
        label=_("Changed since"),
        method=lambda records, _name, _day: records,
        widget=DayInput,
        help_text=_("The day that is compared with, for what changed."),
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=RegisterState, method="that_stood")
    version = django_filters.ChoiceFilter(
        label=_("Version of CAF"), choices=(*CafVersion.choices, NOT_KNOWN), method="of_version"
    )
    level = django_filters.ChoiceFilter(
        label=_("Level of government"), choices=(*Level.choices, NOT_KNOWN), method="as_on_the_day"
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=(*Sector.choices, NOT_KNOWN), method="as_on_the_day"
    )
    size = django_filters.ChoiceFilter(label=_("Size"), choices=SizeBand)

    class Meta:
        model = Organisation
        form = OrganisationFilterForm
        fields = ()

    def that_count(self, records: Any, _name: str, value: str) -> Any:
        counts = kept_as_counted(viewed_on())
        return records.filter(counts if value == COUNTS else ~counts)

    def that_moved(self, records: Any, _name: str, value: str) -> Any:
        """Since a day before the one that is read, which the form asks for."""
        chosen = self.form.cleaned_data
        spans = narrowed(moved(value, chosen["since"], viewed_on()), chosen)
        return records.filter(pk__in=spans.values("organisation"))

    def that_stood(self, records: Any, _name: str, value: str) -> Any:
        return records.standing(value, viewed_on())

    def as_on_the_day(self, records: Any, name: str, value: str) -> Any:
        if self.form.cleaned_data.get("moved"):
            return records
        chosen = "" if value == UNKNOWN else value
        return records.alias(**{f"{name}_chosen": column_on(name, viewed_on())}).filter(**{f"{name}_chosen": chosen})

    def of_version(self, records: Any, _name: str, value: str) -> Any:
        if self.form.cleaned_data.get("moved"):
            return records
        chosen = "" if value == UNKNOWN else value
        return records.alias(version_chosen=version_on(viewed_on())).filter(version_chosen=chosen)


class KeptOrganisationFilters(OrganisationFilters):
    """For who keeps the register: besides, what the desk counts."""

    confirmed = django_filters.ChoiceFilter(
        label=_("Confirmed"),
        choices=((FRESH, _("Confirmed within a year")), (STALE, _("Stale"))),
        method="that_are_confirmed",
    )
    contact = django_filters.ChoiceFilter(
        label=_("Contact"),
        choices=((COUNTS, _("There is a contact to ask")), (NOT, _("No contact to ask")), (BOUNCED, _("Bounced"))),
        method="with_contact",
    )

    def that_are_confirmed(self, records: Any, _name: str, value: str) -> Any:
        day = viewed_on()
        return confirmed_lately(records, day) if value == FRESH else stale(records, day)

    def with_contact(self, records: Any, _name: str, value: str) -> Any:
        if value == BOUNCED:
            return records.filter(pk__in=bounced_contacts().values("organisation"))
        there = has_contact(viewed_on())
        return records.filter(there if value == COUNTS else ~there)
