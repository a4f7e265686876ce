"""What a contact answers behind a personal link, and whether a country asks at all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.forms.claim import privacy_link
from caf.models import Answer, ContactLink, CountryAsking, Purpose
from core.forms import RECORD_FIELDS
from network.forms import CountryForm
from network.seats import Right


class AnswerForm(forms.Form):
    """Which answers are offered depends on why the link was sent."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, choices=Answer.choices)
    words = forms.CharField(
        label=_("What has changed, or what we should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text=_("Your country and the CAF Resource Centre read it."),
    )
    role = forms.CharField(
        label=_("Role of the new contact"), required=False, max_length=150, help_text=_("For example: quality manager.")
    )
    email = forms.EmailField(
        label=_("Mail address of the new contact"),
        required=False,
        help_text=_("We ask this person by mail to agree. Until then you remain the contact."),
    )
    agreed = forms.BooleanField(
        label=_("I am the contact now, and agree that my role and my mail address are kept as the privacy text says."),
        error_messages={"required": _("Without it the portal may not keep your address.")},
    )
    account = forms.BooleanField(
        label=_("Invite me to an account"),
        required=False,
        help_text=_("With it you see the whole record and propose changes. The link goes to the address on record."),
    )
    leave = forms.BooleanField(label=_("Do not write to me any more"), required=False)

    def __init__(self, *args: Any, link: ContactLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers: Any = self.fields["answer"]
        unwanted: list[str]
        match link.purpose:
            case Purpose.INVITE:
                answers.choices = [(row.value, row.label) for row in (Answer.STILL, Answer.NO_LONGER)]
                self.fields["agreed"].help_text = privacy_link()
                unwanted = ["role", "email", "leave"]
            case Purpose.COMPLETE:
                answers.choices = [(Answer.CHANGE.value, Answer.CHANGE.label)]
                answers.widget = forms.HiddenInput()
                self.initial["answer"] = Answer.CHANGE.value
                self.fields["words"].label = gettext("What was missing")
                unwanted = ["role", "email", "agreed", "account", "leave"]
            case _:
                unwanted = ["agreed"]
        if link.purpose not in (Purpose.INVITE, Purpose.COMPLETE) and (
            link.contact is None or link.contact.person_id is not None
        ):
            unwanted.append("account")
        for name in unwanted:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == Answer.CHANGE and not data.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Say it in a few words."))
        if data.get("answer") == Answer.OTHER_CONTACT:
            for name in ("role", "email"):
                if name in self.fields and not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed to ask the new contact."))
        if data.get("account") and (data.get("leave") or data.get("answer") == Answer.OTHER_CONTACT):
            self.add_error("account", _("An account is for who remains the contact."))
        return data


class OwnLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Your mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one at which you are the contact of your organisation."),
    )


class CountryAskingForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = CountryAsking
        fields = ("country", "asks", "language", *RECORD_FIELDS)
