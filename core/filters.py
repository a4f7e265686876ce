"""What every filter of a list shares: the day as of which it is read, and search over several columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput


class RecordFilters(django_filters.FilterSet):
    """The filters of a list. Each app names its own; what is typed stands before what is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "q" in self.filters:
            self.filters.move_to_end("q", last=False)
        for chosen in self.filters.values():
            if isinstance(chosen, django_filters.ChoiceFilter | django_filters.ModelChoiceFilter):
                chosen.extra["empty_label"] = _("all")

    def ask_for_day(self) -> None:
        """Offers the day as of which the list is read. The list itself has left out what was not known then."""
        self.filters["as-of"] = django_filters.CharFilter(
            label=_("As of"),
            method=lambda records, _name, _day: records,
            widget=DayInput,
            help_text=_("Shows what was known on that day."),
        )
        self.filters["as-of"].parent = self


def search(label: Any, *names: str, words: Iterable[str] = ()) -> django_filters.CharFilter:
    """Looks for what is typed in fields, and in each language of fields that have several."""
    paths = [*names, *(f"{name}__{code}" for name in words for code, _language in settings.LANGUAGES)]

    def found(records: Any, _name: str, text: str) -> Any:
        condition = Q()
        for path in paths:
            condition |= Q(**{f"{path}__icontains": text})
        return records.filter(condition)

    return django_filters.CharFilter(label=label, method=found)
