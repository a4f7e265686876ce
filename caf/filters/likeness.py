"""What the possible duplicates can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caf.importing.pairs import pairs_of
from caf.models import ImportState, LikelyPair, RegisterImport
from core.filters import RecordFilters, search
from core.written import moment
from network.filters import CountryFilter


def imports(request: Any) -> Any:
    """Those that stand, of those that the reader may see, newest first."""
    return RegisterImport.objects.visible_to(request.user).filter(state=ImportState.CONFIRMED).defer("content")


class ImportField(django_filters.fields.ModelChoiceField):
    """Two files may be called the same: each with the moment at which it was sent."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {moment(obj.uploaded_at)}"


class ImportFilter(django_filters.ModelChoiceFilter):
    field_class = ImportField


class LikelyPairFilters(RecordFilters):
    q = search(_("Name or register number"), "first__name", "first__ref", "second__name", "second__ref")
    country = CountryFilter(method="of_country")
    least = django_filters.ChoiceFilter(
        label=_("At least as much alike as"),
        choices=[("80", "80"), ("90", "90"), ("95", "95")],
        field_name="score",
        lookup_expr="gte",
    )
    run = ImportFilter(label=_("Entered by the import"), queryset=imports, method="of_import")

    class Meta:
        model = LikelyPair
        fields = ()

    def of_country(self, records: Any, _name: str, country: Any) -> Any:
        return records.filter(Q(first__country__iso2__iexact=country) | Q(second__country__iso2__iexact=country))

    def of_import(self, records: Any, _name: str, run: RegisterImport) -> Any:
        return records.filter(pairs_of(run))
