"""What is typed in on reported counts and the goal."""

from caf.models import Count, Goal
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import CountryForm


class CountForm(CountryForm):
    class Meta:
        model = Count
        fields = ("value", "qualifier", "unit", "country", *PERIOD_FIELDS, "scope", *RECORD_FIELDS)


class GoalForm(RecordModelForm):
    class Meta:
        model = Goal
        fields = ("value", "unit", "by_year", "set_by", *RECORD_FIELDS)
