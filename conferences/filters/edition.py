"""What the lists of editions and of attendance can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.models import Attendance, Edition
from core.filters import RecordFilters, search


def edition_filter() -> django_filters.ModelChoiceFilter:
    """?edition=5qc"""
    return django_filters.ModelChoiceFilter(queryset=Edition.objects.all(), to_field_name="code", label=_("Edition"))


class EditionFilters(RecordFilters):
    q = search(_("Name or theme"), "code", words=("name", "theme"))

    class Meta:
        model = Edition
        fields = ("kind",)


class AttendanceFilters(RecordFilters):
    edition = edition_filter()

    class Meta:
        model = Attendance
        fields = ()
