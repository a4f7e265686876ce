"""What is asked when many organisations are changed at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caf.actions.bulk_change import COLUMNS
from caf.models import BulkAct, Organisation


def value_field(act: BulkAct) -> forms.Field:
    """For what a column becomes: its choices, or words."""
    field: Any = Organisation._meta.get_field(act)
    label = _("What it becomes")
    if field.choices:
        return forms.ChoiceField(label=label, choices=[("", "---------"), *field.choices])
    return forms.CharField(label=label, max_length=field.max_length)


class ValueForm(forms.Form):
    """The new value of a column, in the address of the page."""

    def __init__(self, *args: Any, act: BulkAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(act)


class BulkReasonForm(forms.Form):
    """Why, once what is going to happen stands on the page. seen: what stood there."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: BulkAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mailed = act in (BulkAct.SEND_BACK, BulkAct.REFUSE)
        self.fields["reason"].help_text = (
            _("It stands with each of them, and goes to their contacts by mail.")
            if mailed
            else _("It stands with each of these organisations and with this change.")
        )


def is_column(act: str) -> bool:
    return act in COLUMNS
