"""What the list of CAF events can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from caf.models import Event
from core.filters import RecordFilters, search


class EventFilters(RecordFilters):
    q = search(_("Name"), words=("name",))

    class Meta:
        model = Event
        fields = ()
