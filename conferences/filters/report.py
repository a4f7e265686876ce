"""What the list of reports can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from conferences.models import Edition, Report
from core.filters import RecordFilters, search


class ReportFilters(RecordFilters):
    q = search(_("Title of the session"), words=("session__title",))
    edition = django_filters.ModelChoiceFilter(
        field_name="session__edition",
        queryset=Edition.objects.filter(sessions__isnull=False).distinct(),
        to_field_name="code",
        label=_("Edition"),
    )

    class Meta:
        model = Report
        fields = ("state",)
