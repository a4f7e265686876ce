"""What is typed into the steps of a bid. Nothing in them is obligatory before the bid is handed in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.models import BidContent, BidLetter, FinancingLine
from conferences.models.bid_content import Plan, Shortfall, SourceKind, Surety, plan_of
from core.forms import PERIOD_FIELDS, RecordModelForm
from core.uploads import WrongFile, kind_of_upload, megabytes
from core.written import number

MOST_LINES = 30
MOST_EURO = 1_000_000_000
MOST_PEOPLE = 1_000_000


class WholeField(forms.IntegerField):
    """A whole number, as people type it: 180 000. Neither decimals nor a point or comma between the groups."""

    widget = forms.TextInput
    re_decimal = re.compile(r"(?!)")  # 1.000 is refused, not read as 1
    default_error_messages = {
        "invalid": _("Give a whole number, without point or comma: 180 000."),
        "min_value": _("Give a number above 0."),
        "max_value": _("This is more than can be right."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "min_value": 0, **kwargs})
        self.widget.attrs |= {"inputmode": "numeric", "class": "input--number", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) else value


def whole(label: Any, **more: Any) -> WholeField:
    return WholeField(label=label, max_value=MOST_PEOPLE, min_value=1, **more)


class PartnersForm(RecordModelForm):
    class Meta:
        model = BidContent
        fields = ("operator", "contributors", "content_partner", "logistics_partner", "eipa_support")


class DatesForm(RecordModelForm):
    class Meta:
        model = BidContent
        fields = (*PERIOD_FIELDS, "city")


class VenueForm(RecordModelForm):
    capacity = whole(
        _("Seats in the largest hall"),
        error_messages={"min_value": _("A hall has one seat at least. Leave it empty if it is not known.")},
    )

    class Meta:
        model = BidContent
        fields = ("venue", "capacity", "accessibility", "format", "theme")


class FinancingForm(RecordModelForm):
    """The costs, and a line for each source: the fields kind_1, amount_1, state_1, paper_1 and so on.

    slots: how many lines there are to fill in. A line without an amount is left out. Sums that do not add up are
    told beside the form, and bar the hand-in alone.
    """

    participants = whole(_("Expected participants"))
    total_cost = WholeField(label=_("Total cost, euro"), max_value=MOST_EURO)
    shortfall = forms.ChoiceField(
        label=_("If less comes in than planned"),
        help_text=_("Say who carries the difference."),
        choices=Shortfall.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = BidContent
        fields = ("participants", "total_cost", "shortfall")

    def __init__(self, *args: Any, slots: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.kept
        lines: list[Any] = list(kept.lines.all()) if kept is not None else []
        first = [FinancingLine(kind=kind) for kind in SourceKind] if not lines else [FinancingLine(kind="")]
        rows = [*lines, *first]
        rows += [FinancingLine(kind="") for _slot in range(min(slots, MOST_LINES) - len(rows))]
        self.slots = len(rows)
        for place, line in enumerate(rows, start=1):
            self._add_line(place, line)

    def _add_line(self, place: int, line: FinancingLine) -> None:
        words = {"place": place}
        self.fields[f"kind_{place}"] = forms.ChoiceField(
            label=gettext("Source %(place)s") % words,
            choices=[("", gettext("Choose")), *SourceKind.choices],
            required=False,
            initial=line.kind,
        )
        self.fields[f"amount_{place}"] = WholeField(
            label=gettext("Amount %(place)s, euro") % words, max_value=MOST_EURO, initial=line.amount
        )
        self.fields[f"state_{place}"] = forms.ChoiceField(
            label=gettext("State %(place)s") % words, choices=Surety.choices, required=False, initial=line.state
        )
        self.fields[f"paper_{place}"] = forms.CharField(
            label=gettext("From which paper %(place)s") % words, max_length=200, required=False, initial=line.paper
        )

    def rows(self) -> list[list[Any]]:
        """The bound fields of each line, for the template."""
        return [
            [self[f"{name}_{place}"] for name in ("kind", "amount", "state", "paper")]
            for place in range(1, self.slots + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for place in range(1, self.slots + 1):
            amount, kind = data.get(f"amount_{place}"), data.get(f"kind_{place}")
            if amount and not kind and f"kind_{place}" not in self.errors:
                self.add_error(f"kind_{place}", _("Say where this money comes from."))
            if amount is None and data.get(f"paper_{place}") and f"amount_{place}" not in self.errors:
                self.add_error(f"amount_{place}", _("Give the amount, or clear the line."))
        return data

    def lines(self) -> list[FinancingLine]:
        """The lines that have an amount, of a form that is valid."""
        data = self.cleaned_data
        return [
            FinancingLine(
                kind=data[f"kind_{place}"],
                amount=data[f"amount_{place}"],
                state=data[f"state_{place}"] or Surety.EXPECTED,
                paper=data[f"paper_{place}"],
            )
            for place in range(1, self.slots + 1)
            if data.get(f"amount_{place}")
        ]

    def plan(self) -> Plan:
        """The sums of what the form shows: of what was typed where that can be read, else of what is kept."""
        fields = range(1, self.slots + 1)

        def shown(name: str) -> Any:
            try:
                return self.fields[name].clean(self[name].value())
            except forms.ValidationError:
                return None

        lines = [(shown(f"amount_{place}") or 0, shown(f"state_{place}")) for place in fields]
        return plan_of(shown("total_cost"), lines)


class ContactForm(RecordModelForm):
    class Meta:
        model = BidContent
        fields = ("contact_role", "contact_mail")


class LetterForm(forms.ModelForm):
    """A letter of support: refused by its size before it is read, and by its bytes whatever its name says."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        error_messages={"empty": _("This file is empty."), "required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx"}),
    )

    class Meta:
        model = BidLetter
        fields = ("author",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("PDF, PNG, JPEG or Word (docx), up to %(limit)s MB.")
        self.fields["file"].help_text = words % {"limit": megabytes(settings.LETTER_LIMIT)}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.kind = BidLetter.Kind(kind_of_upload(file, BidLetter.Kind.values, settings.LETTER_LIMIT).key)
        except WrongFile as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return file


FORMS: dict[str, type[RecordModelForm]] = {
    "partners": PartnersForm,
    "dates": DatesForm,
    "venue": VenueForm,
    "financing": FinancingForm,
    "send": ContactForm,
}
"""By the step of the form; letters are files, and have a form of their own."""
