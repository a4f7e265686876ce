"""What the list of sessions can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.filters.edition import edition_filter
from conferences.models import Session
from core.filters import RecordFilters, search
from network.models import WorkingArea


class SessionFilters(RecordFilters):
    q = search(_("Title, panel or speakers"), "panel", "speakers", words=("title",))
    edition = edition_filter()
    area = django_filters.ChoiceFilter(choices=WorkingArea, label=_("Working area"))

    class Meta:
        model = Session
        fields = ("kind",)
