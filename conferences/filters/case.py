"""What the lists of cases and of calls for them can be narrowed by. Not by state: it would tell what is not told."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.models import Case, CaseCall, Edition
from conferences.models.case import Level
from core.filters import RecordFilters, search
from network.filters import CountryFilter


class CaseFilters(RecordFilters):
    q = search(_("Title, summary or organisation"), "organisation", words=("title", "summary"))
    edition = django_filters.ModelChoiceFilter(
        field_name="call__edition", queryset=Edition.objects.all(), to_field_name="code", label=_("Edition")
    )
    country = CountryFilter(label=_("Member state"))
    level = django_filters.ChoiceFilter(choices=Level, label=_("Level of government"))

    class Meta:
        model = Case
        fields = ()


class CaseCallFilters(RecordFilters):
    class Meta:
        model = CaseCall
        fields = ()
