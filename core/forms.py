"""What every form of a record shares: days as the browser asks for them, periods that repair themselves."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.clock import present_day
from core.values import Precision
from core.written import written

PERIOD_FIELDS = ("starts_on", "ends_on", "precision")
RECORD_FIELDS = ("known_on", "source", "confidence", "note")


class DayInput(forms.DateInput):
    """The browser's own input for a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own input for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def widened(first: date, last: date, precision: str) -> tuple[date, date]:
    """The first and last day of the months, half-years or years that two days lie in."""
    match precision:
        case Precision.MONTH:
            months = first.month, last.month
        case Precision.HALF:
            months = (1 if first.month <= 6 else 7), (6 if last.month <= 6 else 12)
        case Precision.YEAR:
            months = 1, 12
        case _:
            return first, last
    last_day = calendar.monthrange(last.year, months[1])[1]
    return date(first.year, months[0], 1), date(last.year, months[1], last_day)


class RecordModelForm(forms.ModelForm):
    """A form for one row. `user`: who fills it in; forms of what countries own offer only that person's."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("swap_dates"):
            sent: Any = self.data
            swapped = sent.copy()  # with every value of a field that has several
            swapped["starts_on"], swapped["ends_on"] = sent.get("ends_on", ""), sent.get("starts_on", "")
            self.data = swapped
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            elif isinstance(field, forms.ModelChoiceField):
                records: Any = field.queryset
                field.queryset = records.for_list() if hasattr(records, "for_list") else records
        if "known_on" in self.fields and self.instance.known_on is None:
            self.initial["known_on"] = self.initial.get("known_on") or present_day()

    def clean_known_on(self) -> date:
        """Nothing is known before the day on which it is entered."""
        known_on: date = self.cleaned_data["known_on"]
        if known_on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come: a thing is known since today at the latest."))
        return known_on

    def clean(self) -> dict[str, Any]:
        """Completes and widens the period; offers to swap its days where they stand the wrong way round."""
        super().clean()
        data = self.cleaned_data
        if not {"starts_on", "ends_on"} <= data.keys():
            return data
        first, last = data["starts_on"], data["ends_on"]
        if last and not first:
            self.add_error("starts_on", _("Give the first day too."))
        elif first and not last and data.get("precision", Precision.DAY) == Precision.DAY:
            data["ends_on"] = first
        elif first and last and last < first:
            self.offer_swap(first, last)
            return data
        if data.get("starts_on") and "precision" in data:
            last = data.get("ends_on") or data["starts_on"]
            data["starts_on"], data["ends_on"] = widened(data["starts_on"], last, data["precision"])
        return data

    def offer_swap(self, first: date, last: date) -> None:
        """Says which day lies before which, and adds the repair as one tick."""
        days = {"first": written(first), "last": written(last)}
        self.add_error("ends_on", gettext("The last day, %(last)s, lies before the first day, %(first)s.") % days)
        swap = gettext("Swap the two dates: from %(last)s to %(first)s") % days
        self.fields["swap_dates"] = forms.BooleanField(label=swap, required=False)
        names = list(self.fields)
        self.order_fields([*names[: names.index("ends_on") + 1], "swap_dates"])

    def missing_in_whole(self) -> list[str]:
        """What the database's constraints refuse of the whole row, its parent included; empty if nothing."""
        try:
            self.instance.validate_constraints()
        except forms.ValidationError as error:
            return error.messages
        return []


class StepForm(forms.Form):
    """The step of a document: known since when, from which source, why."""

    known_on = forms.DateField(
        label=_("Known since"),
        widget=DayInput,
        help_text=_("The day on which the network knew of the step."),
    )
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    note = forms.CharField(label=_("Why"), max_length=500, required=False)

    clean_known_on = RecordModelForm.clean_known_on

    def asking_why(self, asks: bool = True) -> Self:
        """Of a step that takes something back: its reason is wanted, and the form does not call it optional."""
        if asks and "note" in self.fields:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = gettext("Say why, in the note.")
        return self
