"""What the list of prizes can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from conferences.filters.edition import edition_filter
from conferences.models import Prize
from core.filters import RecordFilters, search


class PrizeFilters(RecordFilters):
    q = search(_("Laureate or project"), "laureate", "project", words=("name",))
    edition = edition_filter()

    class Meta:
        model = Prize
        fields = ()
