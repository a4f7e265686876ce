"""What every filter of a list shares: the day as of which it is read, and search over several columns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from copy import copy
from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.clock import PARAMETER
from core.forms import DayInput


class OwnFilters(OrderedDict[str, Any]):
    """The filters of a class. Those of one list are copies, no deeper than what a list changes in them."""

    def __deepcopy__(self, memo: Any) -> OrderedDict[str, Any]:
        copies: OrderedDict[str, Any] = OrderedDict()
        for name, one in self.items():
            own = copies[name] = copy(one)
            own.extra = dict(one.extra)
            own.method = one.method  # bound to this copy
        return copies


class OwnFields(dict[str, Any]):
    """Fields made for one form alone: Django copies them to the bottom, which takes longer than to make them."""

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        return dict(self)


class RecordFilters(django_filters.FilterSet):
    """The filters of a list. Each app names its own; what is typed stands before what is chosen."""

    kept_html: ClassVar[dict[tuple[Any, ...], SafeString]] = {}

    @classmethod
    def get_filters(cls) -> OwnFilters:
        return OwnFilters(super().get_filters())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "q" in self.filters:
            self.filters.move_to_end("q", last=False)
        for chosen in self.filters.values():
            if isinstance(chosen, django_filters.ChoiceFilter | django_filters.ModelChoiceFilter):
                chosen.extra["empty_label"] = _("all")

    def get_form_class(self) -> Any:
        form = type(self._meta.form)(f"{type(self).__name__}Form", (self._meta.form,), {})
        form.base_fields = OwnFields((name, one.field) for name, one in self.filters.items())
        return form

    def fields_html(self) -> SafeString:
        """All that is shown. What offers everyone the same is written once for each language and what is chosen."""
        return SafeString("".join(self.field_html(field) for field in self.form.visible_fields()))

    def field_html(self, field: Any) -> SafeString:
        chosen = field.value() or ""
        if field.errors or not self.offers_the_same(field, chosen):
            return SafeString(field.as_field_group())
        key = type(self), field.name, get_language(), chosen
        if key not in self.kept_html:
            self.kept_html[key] = SafeString(field.as_field_group())
        return self.kept_html[key]

    def offers_the_same(self, field: Any, chosen: Any) -> bool:
        """Its choices stand in the program, or it has none. What is typed is not kept: there is no end of it."""
        if field.name in self.base_filters:
            extra = self.base_filters[field.name].extra
        else:
            extra = {} if field.name == PARAMETER else {"queryset": None}
        choices = extra.get("choices")
        if "queryset" in extra or (callable(choices) and not isinstance(choices, type)):
            return False
        return chosen == "" or any(chosen == key for key, _words in getattr(field.field, "choices", ()))

    def ask_for_day(self) -> None:
        """Offers the day as of which the list is read. The list itself has left out what was not known then."""
        self.filters[PARAMETER] = django_filters.CharFilter(
            label=_("As of"),
            method=lambda records, _name, _day: records,
            widget=DayInput,
            help_text=_("Shows what was known on that day."),
        )
        self.filters[PARAMETER].parent = self


def search(label: Any, *names: str, words: Iterable[str] = ()) -> django_filters.CharFilter:
    """Looks for what is typed in fields, and in each language of fields that have several."""
    paths = [*names, *(f"{name}__{code}" for name in words for code, _language in settings.LANGUAGES)]

    def found(records: Any, _name: str, text: str) -> Any:
        condition = Q()
        for path in paths:
            condition |= Q(**{f"{path}__icontains": text})
        return records.filter(condition)

    return django_filters.CharFilter(label=label, method=found)
