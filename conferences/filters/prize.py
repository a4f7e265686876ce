"""What the lists of laureates and of press releases can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.filters.edition import edition_filter
from conferences.models import GovernmentLevel, Laureate, ReleaseVersion
from core.filters import RecordFilters, search


class PrizeFilters(RecordFilters):
    q = search(
        _("Laureate or project"), "nominee__organisation", "nominee__unit", words=("prize__name", "nominee__title")
    )
    edition = edition_filter()
    level = django_filters.ChoiceFilter(
        field_name="nominee__level", choices=GovernmentLevel.choices, label=_("Level of government")
    )

    class Meta:
        model = Laureate
        fields = ("state",)


class ReleaseFilters(RecordFilters):
    edition = edition_filter()

    class Meta:
        model = ReleaseVersion
        fields = ()
