"""What the lists on conferences can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.models import Attendance, Bid, Edition, Prize, Session
from core.filters import RecordFilters, search
from network.filters import CountryFilter
from network.models import WorkingArea


def edition_filter() -> django_filters.ModelChoiceFilter:
    """?edition=5qc"""
    return django_filters.ModelChoiceFilter(queryset=Edition.objects.all(), to_field_name="code", label=_("Edition"))


class EditionFilters(RecordFilters):
    q = search(_("Name or theme"), "code", words=("name", "theme"))

    class Meta:
        model = Edition
        fields = ("kind",)


class SessionFilters(RecordFilters):
    q = search(_("Title, panel or speakers"), "panel", "speakers", words=("title",))
    edition = edition_filter()
    area = django_filters.ChoiceFilter(choices=WorkingArea, label=_("Working area"))

    class Meta:
        model = Session
        fields = ("kind",)


class AttendanceFilters(RecordFilters):
    edition = edition_filter()

    class Meta:
        model = Attendance
        fields = ()


class PrizeFilters(RecordFilters):
    q = search(_("Laureate or project"), "laureate", "project", words=("name",))
    edition = edition_filter()

    class Meta:
        model = Prize
        fields = ()


class BidFilters(RecordFilters):
    edition = edition_filter()
    country = CountryFilter(label=_("Member state"))

    class Meta:
        model = Bid
        fields = ()
