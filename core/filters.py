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
        """All that is shown. What everyone sees alike is written once for each language and what is chosen."""
        fields = self.form.fields
        keys = {name: None if name in self.form.errors else self.key_of(name) for name in fields}
        if None in keys.values():
            return SafeString("".join(self.kept(keys[one.name], [one]) for one in self.form.visible_fields()))
        return self.kept(tuple(keys.values()), self.form.visible_fields())

    def kept(self, key: Any, fields: Any) -> SafeString:
        whole = type(self), get_language(), key
        if key is None or whole not in self.kept_html:
            html = SafeString("".join(field.as_field_group() for field in fields))
            if key is None:
                return html
            self.kept_html[whole] = html
        return self.kept_html[whole]

    def key_of(self, name: str) -> tuple[Any, ...] | None:
        """What a field looks as it does by. None where there is no end of that: what is typed, choices of records."""
        chosen, extra = self.form.data.get(name) or "", self.filters[name].extra
        choices = extra.get("choices", ())
        if "queryset" in extra or isinstance(self.filters[name], django_filters.ModelChoiceFilter):
            return None
        if callable(choices) and not isinstance(choices, type):
            choices = offered = tuple(choices())
            self.form.fields[name].choices = choices  # asked for once
        else:
            offered = getattr(self.form.fields[name], "choices", ()) if chosen else ()
            choices = ()
        return (name, chosen, choices) if chosen == "" or any(chosen == key for key, _words in offered) else None

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
