"""What an organisation types to register itself, and what its country answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import CafVersion, Claim
from core.clock import present_day
from core.values import Precision
from network.forms import CountryForm

PRIVACY_VERSION = "2026-11"
"""Of the privacy text; whoever changes what it says of contacts gives it another."""
OPENED = signing.TimestampSigner(salt="caf.join")
LEAST_TIME = timedelta(seconds=3)
LONGEST_TIME = timedelta(days=2)
TRAP = "comment"


def opened_now() -> str:
    """For the hidden field: when the form was opened, signed."""
    return OPENED.sign("join")


def month_choices() -> list[tuple[str, Any]]:
    return [("", gettext("Not known")), *((str(number), name) for number, name in MONTHS.items())]


def privacy_link() -> str:
    return format_html('<a href="{}">{}</a>', reverse("privacy"), gettext("The privacy text"))


class ClaimForm(CountryForm):
    """The public form. `comment` is a trap for programs: people do not see it; `opened` says how long one took."""

    year = forms.IntegerField(
        label=_("Used since: year"),
        required=False,
        min_value=2000,
        help_text=_("The year in which the organisation first used this version. Leave it empty if nobody remembers."),
    )
    month = forms.ChoiceField(label=_("Used since: month"), required=False, choices=month_choices)
    agreed = forms.BooleanField(
        label=_("I agree that my role and my mail address are kept as the privacy text says."),
        error_messages={"required": _("Without it the portal may not keep your address.")},
    )
    comment = forms.CharField(label=_("Leave this field empty"), required=False, max_length=1000)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Claim
        fields = (
            "name",
            "english_name",
            "country",
            "city",
            "website",
            "level",
            "sector",
            "size",
            "version",
            "role",
            "email",
        )
        help_texts = {
            "name": _("In full, in its own language and letters."),
            "english_name": _("If it has one: on the map everybody can read it."),
            "website": _("It helps your country to recognise the organisation."),
            "version": _("It stands on the cover of the CAF brochure that was used."),
            "role": _("What you do there, not who you are. For example: quality manager."),
            "email": _("We send a link there. It is shown to your country and the CAF Resource Centre alone."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "role"):
            self.fields[name].required = True
        self.fields["email"].required = True
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        self.fields["website"].widget.attrs["placeholder"] = "https://"
        self.fields[TRAP].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["agreed"].help_text = privacy_link()
        self.initial["opened"] = opened_now()
        self.order_fields([*self.Meta.fields[:9], "year", "month", "role", "email", "agreed", TRAP, "opened"])

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings, without the traps."""
        names = list(self.Meta.fields)
        parts = (
            (gettext("The organisation"), names[:5]),
            (gettext("What it is"), names[5:8]),
            (gettext("Its use of CAF"), ["version", "year", "month"]),
            (gettext("You"), ["role", "email", "agreed"]),
        )
        return [(heading, [self[name] for name in of_it]) for heading, of_it in parts]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        year, month, version = data.get("year"), data.get("month"), data.get("version")
        if month and not year:
            self.add_error("year", _("Give the year too."))
        if year:
            self.instance.starts_on = date(year, int(month or 1), 1)
            self.instance.starts_precision = Precision.MONTH if month else Precision.YEAR
            if version and year < int(version):
                self.add_error("year", _("%(version)s did not exist yet.") % {"version": CafVersion(version).label})
            elif self.instance.starts_on > present_day():
                self.add_error("year", _("This lies ahead: register the organisation once it has begun."))
        if data.get(TRAP):
            self.add_error(TRAP, _("This field must stay empty: take out what stands in it and send again."))
        elif not self.errors and not self.took_time():
            self.add_error(None, _("This was sent faster than one can read it. Please send it once more."))
        return data

    def took_time(self) -> bool:
        """Was the form open for some seconds, and not for days? What is sent again may have a new beginning."""
        opened = str(self.cleaned_data.get("opened", ""))
        try:
            OPENED.unsign(opened, max_age=LONGEST_TIME)
        except signing.BadSignature:
            sent: Any = self.data
            renewed = sent.copy()
            renewed["opened"] = opened_now()
            self.data = renewed
            return False
        try:
            OPENED.unsign(opened, max_age=LEAST_TIME)
        except signing.SignatureExpired:
            return True
        return False


class ConfirmForm(forms.Form):
    """Asked when the address is confirmed."""

    account = forms.BooleanField(
        label=_("Invite me to an account"),
        required=False,
        help_text=_(
            "With it you see the record and propose changes. Without it you get a link by mail whenever you ask."
        ),
    )


class ReasonForm(forms.Form):
    """Why; the words go out by mail."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("These words go to the contact by mail."),
    )
