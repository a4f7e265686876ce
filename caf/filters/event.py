"""What the list of CAF events can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Event, EventKind
from core.filters import RecordFilters, search


class EventFilters(RecordFilters):
    q = search(_("Name"), words=("name",))
    kind = django_filters.ChoiceFilter(label=_("Kind of event"), choices=EventKind)

    class Meta:
        model = Event
        fields = ()
