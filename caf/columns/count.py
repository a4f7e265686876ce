"""What a row of the reported counts and of the goal shows."""

from django.utils.translation import gettext_lazy as _

from caf.models import Count, Goal
from core.columns import Column, Kind, column, period_column, record_columns
from core.values import Quantity
from network.columns import country_column

COUNT = (
    Column(
        "name",
        _("Country"),
        lambda count, _day: str(count.country) if count.country else _("All countries together"),
        second=lambda count, _day: count.scope,
        sort=("country__iso2",),
    ),
    period_column(_("As of")),
    column(Count, "value", value=lambda count, _day: count.quantity, kind=Kind.QUANTITY),
    column(Count, "unit"),
    country_column(Count, in_list=False, in_page=False),
    column(Count, "scope", in_list=False),
    *record_columns(Count),
)
GOAL = (
    column(Goal, "value", value=lambda goal, _day: Quantity(goal.value), kind=Kind.QUANTITY),
    column(Goal, "unit"),
    column(Goal, "by_year", kind=Kind.YEAR),
    column(Goal, "set_by"),
    *record_columns(Goal),
)
