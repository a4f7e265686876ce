"""What is typed in on two records that may be one: an answer, a merge, its undoing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caf.actions.merge import CHOSEN, name_may_be_taken
from caf.models import Organisation
from core.forms import StepForm

FIRST, SECOND = "first", "second"


class WhyForm(StepForm):
    """A day and a reason, which is asked for."""

    source = None  # type: ignore[assignment]
    note = forms.CharField(label=_("Why"), max_length=500)


class CompareForm(forms.Form):
    """Two register numbers of records to compare."""

    first = forms.CharField(label=_("Register number"), max_length=20)
    second = forms.CharField(label=_("and register number"), max_length=20)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def found(self, name: str) -> Organisation:
        ref = str(self.cleaned_data[name]).strip().upper()
        organisation: Organisation | None = Organisation.objects.visible_to(self.user).filter(ref=ref).first()
        if organisation is None:
            raise forms.ValidationError(_("There is no organisation with this number that you may see."))
        return organisation.final

    def clean_first(self) -> Organisation:
        return self.found("first")

    def clean_second(self) -> Organisation:
        return self.found("second")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", _("This is the same record."))
        return data


class MergeForm(WhyForm):
    """Which of two records stays, and which value of each field in which they differ."""

    def __init__(self, *args: Any, first: Organisation, second: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.second = first, second
        records = [(FIRST, self.called(first)), (SECOND, self.called(second))]
        self.fields["stays"] = forms.ChoiceField(
            label=_("Which record stays"),
            widget=forms.RadioSelect,
            choices=records,
            initial=FIRST if self.weight(first) >= self.weight(second) else SECOND,
            help_text=_("Its address and its register number are kept. The address of the other leads to it."),
        )
        for name in self.differing():
            field: Any = Organisation._meta.get_field(name)
            mine, theirs = self.shown(first, name), self.shown(second, name)
            self.fields[f"value_{name}"] = forms.ChoiceField(
                label=capfirst(field.verbose_name),
                widget=forms.RadioSelect,
                choices=[(FIRST, mine), (SECOND, theirs)],
                initial=self.fields["stays"].initial,
            )
        self.order_fields(["stays", *(f"value_{name}" for name in CHOSEN), "known_on", "note"])

    @staticmethod
    def called(organisation: Organisation) -> str:
        return f"{organisation.name} ({organisation.ref})"

    @staticmethod
    def weight(organisation: Organisation) -> tuple[bool, int]:
        """The one that is validated stays, else the older one: unless the reader says otherwise."""
        return organisation.state == "validated", -organisation.pk

    @staticmethod
    def shown(organisation: Organisation, name: str) -> str:
        display = getattr(organisation, f"get_{name}_display", None)
        return str(display() if display else getattr(organisation, name))

    def differing(self) -> Iterator[str]:
        """The fields of which both say something, and not the same. One that only one knows is kept anyway."""
        for name in CHOSEN:
            mine, theirs = getattr(self.first, name), getattr(self.second, name)
            if mine and theirs and mine != theirs and name_may_be_taken(self.first, self.second, name):
                yield name

    @property
    def survivor(self) -> Organisation:
        return self.first if self.cleaned_data["stays"] == FIRST else self.second

    @property
    def merged(self) -> Organisation:
        return self.second if self.cleaned_data["stays"] == FIRST else self.first

    @property
    def chosen(self) -> tuple[str, ...]:
        """The fields of which the other record's value is kept."""
        stays = self.cleaned_data["stays"]
        return tuple(name for name in CHOSEN if self.cleaned_data.get(f"value_{name}", stays) != stays)
