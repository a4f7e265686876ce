"""What is typed in on a file to import: the file itself, how it is to be read, which column is which field."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.importing.csv_file import ENCODINGS, SEPARATORS, called
from caf.importing.resource import LABELS
from caf.importing.table import MOST_MEGABYTES
from caf.importing.words import CHOICES
from caf.models import RegisterState
from core.phrases.base import sort_key
from core.uploads import MEGABYTE
from network.models import Country
from network.seats import Right


class ImportForm(forms.Form):
    """A file, and on whose behalf it is sent. Only countries for which `user` keeps the register are offered."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV or Excel (xlsx), at most 20 MB and 100 000 rows. One row for each organisation."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.none(),
        help_text=_("Rows of other countries are left out, and said so."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        countries = Country.objects.all()
        if user.may(Right.EDIT_CAF):
            field.required, field.empty_label = False, _("All countries")
        else:
            countries = countries.filter(pk__in=user.countries_with(Right.EDIT_CAF))
        field.queryset = countries
        named = sorted(((one.pk, str(one)) for one in countries.named()), key=lambda choice: sort_key(choice[1]))
        if len(named) == 1:
            self.initial["country"] = named[0][0]
        field.choices = [*([("", field.empty_label)] if len(named) != 1 else []), *named]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * MEGABYTE:
            words = gettext("The file has more than %(most)s MB. Send it in parts.")
            raise forms.ValidationError(words % {"most": MOST_MEGABYTES})
        return file


class ReadingForm(forms.Form):
    """How the file is to be read, where it was not understood. table: the file as it is read now."""

    encoding = forms.ChoiceField(label=_("Letters (encoding)"))
    separator = forms.ChoiceField(label=_("Cells are separated by"))
    sheet = forms.ChoiceField(label=_("Sheet"))
    header_row = forms.IntegerField(label=_("Row with the names of the columns"), min_value=1, max_value=30)

    def __init__(self, *args: Any, table: Any, **kwargs: Any) -> None:
        now = {"encoding": table.encoding, "separator": table.separator, "sheet": table.sheet}
        kwargs.setdefault("initial", now | {"header_row": table.header_row})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["header_row"].widget.attrs["class"] = "govuk-input input--number"
        if table.kind == "csv":
            del fields["sheet"]
            fields["encoding"].choices = [(name, called(name)) for name in dict.fromkeys((table.encoding, *ENCODINGS))]
            fields["separator"].choices = [(sign, _(word)) for sign, word in SEPARATORS.items()]
        else:
            del fields["encoding"], fields["separator"]
            fields["sheet"].choices = [(name, name) for name in table.sheets]


ASKED = "ask"


class ColumnsForm(forms.Form):
    """A choice for each column of the file, and the order of day and month."""

    date_order = forms.ChoiceField(
        label=_("A date such as 01/02/2009 is"),
        choices=[
            (ASKED, _("not told: a row with such a date is an error")),
            ("dmy", _("1 February: the day comes first")),
            ("mdy", _("2 January: the month comes first")),
        ],
    )

    def __init__(self, *args: Any, headers: list[str], mapping: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [str(place) for place in range(len(headers))]
        choices = [("", _("not read")), *LABELS.items()]
        for place, header in zip(self.places, headers, strict=True):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or gettext("Column %(n)s") % {"n": int(place) + 1},
                required=False,
                choices=choices,
                initial=mapping.get(place, ""),
            )

    def clean(self) -> dict[str, Any]:
        """No field is in two columns."""
        data = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name in (f"column_{place}" for place in self.places):
            field = data.get(name)
            if field and field in taken:
                words = gettext("“%(other)s” is this field already. Choose one of the two.")
                self.add_error(name, words % {"other": self.fields[taken[field]].label})
            elif field:
                taken[field] = name
        return data

    @property
    def order(self) -> str:
        """dmy, mdy, or "" where it is not said."""
        order = str(self.cleaned_data["date_order"])
        return "" if order == ASKED else order

    @property
    def mapping(self) -> dict[str, str]:
        """Place of a column -> field."""
        chosen = {place: self.cleaned_data.get(f"column_{place}", "") for place in self.places}
        return {place: field for place, field in chosen.items() if field}


def name_of_word(field: str, word: str) -> str:
    """Of the choice for a word: by the word itself, for the next check may put it elsewhere."""
    return f"word_{hashlib.sha256(f'{field} {word}'.encode()).hexdigest()[:16]}"


class WordsForm(forms.Form):
    """What each word means that no list has; the word that it is like is proposed. words: see `Checker.words_noted`."""

    def __init__(self, *args: Any, words: list[list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        for field, word, meant, _rows, _is_said in words:
            self.fields[name_of_word(field, word)] = forms.ChoiceField(
                label=f"{LABELS[field]}: {word}",
                required=False,
                choices=[("", _("leave as an error")), *CHOICES[field].choices],
                initial=meant,
            )

    @property
    def asked(self) -> list[tuple[Any, str, str, int]]:
        """(choice, field, word, how many rows) of those that are not known."""
        return self.rows(is_said=False)

    @property
    def told(self) -> list[tuple[Any, str, str, int]]:
        """The same of those of which somebody has said before what they mean."""
        return self.rows(is_said=True)

    def rows(self, *, is_said: bool) -> list[tuple[Any, str, str, int]]:
        return [
            (self[name_of_word(field, word)], str(LABELS[field]), word, rows)
            for field, word, _meant, rows, was_said in self.words
            if was_said == is_said
        ]

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """(field, word, code or "") of those that were sent: a check in between may have found others."""
        named = [(field, word, name_of_word(field, word)) for field, word, *_rest in self.words]
        return [(field, word, self.cleaned_data[name]) for field, word, name in named if name in self.data]


class ConfirmForm(forms.Form):
    new_state = forms.ChoiceField(
        label=_("New organisations"),
        choices=[
            (RegisterState.TO_VALIDATE, _("are to be validated, each by itself")),
            (RegisterState.VALIDATED, _("are validated: the file has been looked through")),
        ],
        initial=RegisterState.TO_VALIDATE,
    )


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=400, help_text=_("It stands in the history of every organisation concerned.")
    )
