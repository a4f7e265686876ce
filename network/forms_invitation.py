"""What is asked when someone is invited, and when someone accepts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.phrases.base import sort_key
from network.forms import say_what_role_lacks
from network.models import Country, Invitation
from network.seats import SEATS, Seat

NOT_INVITED_HERE = (Seat.ORGANISATION_CONTACT, Seat.ASSESSOR, Seat.FEEDBACK_ACTOR)
"""Organisation contacts come by registering their organisation, assessors are invited by it, feedback actors from the
pool of their country."""


def choose(field: Any, empty: Any, choices: list[tuple[Any, Any]]) -> None:
    """Offer these choices, after one that is none."""
    field.choices = [("", empty), *choices]


class InvitationForm(forms.ModelForm):
    """One person, one seat."""

    seat = forms.ChoiceField(label=_("Seat"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    class Meta:
        model = Invitation
        fields = ("email", "name", "seat", "country", "role_ends_on")
        widgets = {"role_ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(row.seat.value, row.seat.label) for row in SEATS if row.seat not in NOT_INVITED_HERE]
        today = timezone.localdate()
        names = [(row.pk, str(row.name_on(today).plain)) for row in Country.objects.members(today).named()]
        choose(self.fields["seat"], _("Choose a seat"), seats)
        choose(self.fields["country"], _("The whole network"), sorted(names, key=lambda row: sort_key(row[1])))
        self.fields["language"].initial = (get_language() or "en")[:2]
        self.fields["name"].help_text = _("The person may mend it when accepting.")
        self.fields["country"].help_text = _("For a coordinator and for a Director General.")
        self.fields["role_ends_on"].help_text = _("The last day of the role. Leave it empty if no end is set.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if seat := cleaned.get("seat"):
            say_what_role_lacks(self, seat=seat, country=cleaned.get("country"), ends="role_ends_on")
        return cleaned


class AcceptForm(forms.Form):
    """A name and a password; the same rules as everywhere in the portal."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("At least eight characters; not a common one, and not like your name or mail address."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
