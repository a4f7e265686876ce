"""What the register can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.counting import condition
from caf.models import CafVersion, Level, Organisation, RegisterState, Sector, SizeBand
from caf.register import version_on
from core.clock import viewed_on
from core.filters import RecordFilters, search
from network.filters import CountryFilter

COUNTS, NOT = "yes", "no"


class OrganisationFilters(RecordFilters):
    """Search and the choices of its columns look at the newest names and profiles; the others at the day read."""

    country = CountryFilter()
    q = search(_("Name, place or register number"), "name", "english_name", "city", "ref")
    counts = django_filters.ChoiceFilter(
        label=_("By the counting rule"),
        choices=((COUNTS, _("Counts as a user")), (NOT, _("Does not count"))),
        method="that_count",
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=RegisterState, field_name="state_then")
    version = django_filters.ChoiceFilter(label=_("Version of CAF"), choices=CafVersion, method="of_version")
    level = django_filters.ChoiceFilter(label=_("Level of government"), choices=Level)
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector)
    size = django_filters.ChoiceFilter(label=_("Size"), choices=SizeBand)

    class Meta:
        model = Organisation
        fields = ()

    def that_count(self, records: Any, _name: str, value: str) -> Any:
        counts = condition(viewed_on())
        return records.filter(counts) if value == COUNTS else records.exclude(counts)

    def of_version(self, records: Any, _name: str, value: str) -> Any:
        return records.alias(version_chosen=version_on(viewed_on())).filter(version_chosen=value)
