"""What the applications for external feedback can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Application, ApplicationState, OrganiserSetting
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class ApplicationFilters(RecordFilters):
    q = search(_("Name or register number"), "organisation__name", "organisation__ref")
    country = CountryFilter(method="of_country")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ApplicationState, field_name="state_then")

    class Meta:
        model = Application
        fields = ()

    def of_country(self, records: Any, _name: str, country: Any) -> Any:
        return records.filter(organisation__country__iso2__iexact=country)


class OrganiserSettingFilters(RecordFilters):
    country = CountryFilter()

    class Meta:
        model = OrganiserSetting
        fields = ()
