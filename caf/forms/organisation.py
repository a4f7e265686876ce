"""What is typed in on organisations of the register, their dated rows, and the counting rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caf.actions.organisation import PROFILE_FIELDS
from caf.likeness.search import Sought, find_twins
from caf.models import (
    CafVersion,
    Contact,
    CountingRule,
    Organisation,
    OrganisationLink,
    OrganisationName,
    OrganisationProfile,
    Use,
)
from core.clock import present_day
from core.forms import RECORD_FIELDS, RecordModelForm
from core.languages import language_choices
from core.models import DAY_OR_LESS
from core.values import Period, Precision
from core.written import written
from network.forms import CountryForm
from network.seats import Right

COUNTED = {"version", "starts_on", "starts_precision", "ends_on", "known_on"}
"""Of a use: what the count and its parts follow from."""

NOT_ASKED_OF_CONTACTS = {"known_on", "source", "confidence", "reason", "consent", "consented_on"}
"""What who keeps the register says of a row: since when and whence it is known, who agreed to what."""


BEGUN = ("starts_on", "starts_precision")
REPORTED = ("reported_on", "reported_precision")
ANY_DAY_OF_IT = _("Of a month or a year, any day of it may stand above.")


def first_of_it(form: forms.BaseForm, data: dict[str, Any], day: str, precision: str) -> None:
    """Of a day that is known to the month or year, the first one is kept. What lies ahead has not begun."""
    if data.get(day) and data.get(precision):
        data[day] = Period.around(data[day], data[precision]).starts_on
    else:
        data[precision] = Precision.DAY.value
    if data.get(day) and data[day] > present_day():
        form.add_error(day, _("%(value)s lies ahead.") % {"value": written(data[day])})


def language_field(*, required: bool = True) -> forms.ChoiceField:
    """The languages of the member states and their neighbours, called as the reader calls them."""
    return forms.ChoiceField(
        label=_("Language of the name"), required=required, choices=lambda: [("", "---------"), *language_choices()]
    )


ASKED = _(
    "Look at what is on record, beside the form. If yours is another organisation, tick this box and save again; if it "
    "is the same, do not enter it again."
)


class NewOrganisationForm(CountryForm):
    """What a new organisation is entered with; a first use of CAF besides, if one is known."""

    owned_by = Right.EDIT_CAF
    twins: Sequence[tuple[Organisation, int, tuple[str, ...], str]] = ()
    language = language_field(required=False)
    version = forms.ChoiceField(
        label=_("First use of CAF: version"), required=False, choices=[("", "---------"), *CafVersion.choices]
    )
    starts_on = forms.DateField(label=_("First use of CAF: begun on"), required=False)
    starts_precision = forms.ChoiceField(
        label=_("First use of CAF: begun on, known"), required=False, choices=DAY_OR_LESS, help_text=ANY_DAY_OF_IT
    )

    class Meta:
        model = Organisation
        fields = ("name", "language", "english_name", "country", *PROFILE_FIELDS, "sender_ref", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            ("name", "language", "english_name", "country", *PROFILE_FIELDS, "version", *BEGUN, "sender_ref")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first_of_it(self, data, *BEGUN)
        version, starts_on = data.get("version"), data.get("starts_on")
        if starts_on and not version:
            self.add_error("version", _("Say which version of CAF it used."))
        elif starts_on and version and starts_on.year < int(version):
            self.add_error("starts_on", _("%(version)s did not exist yet.") % {"version": CafVersion(version).label})
        if not self.errors:
            self.look_for_twins(data)
        return data

    def look_for_twins(self, data: dict[str, Any]) -> None:
        """Is one like it on record? Then it is entered only if its sender says that it is another one."""
        names = (data["name"], data.get("english_name") or "")
        sought = Sought("new", data["country"].pk, names, data.get("city") or "", data.get("website") or "")
        found = {twin.organisation_id: twin for twin in find_twins([sought])["new"]}
        seen = Organisation.objects.visible_to(self.user).filter(pk__in=found).in_bulk()
        self.twins = [(seen[pk], twin.score, twin.reasons, "") for pk, twin in found.items() if pk in seen]
        if not self.twins:
            return
        label = _("It is another organisation: register it all the same")
        self.fields["another"] = forms.BooleanField(label=label, required=False)
        names_of_fields = list(self.fields)
        self.order_fields(["another", *names_of_fields])
        if not self.data.get("another"):
            self.add_error("another", ASKED)


class OrganisationForm(CountryForm):
    """What is an organisation's own. What changes of it in the world is a new name or profile."""

    owned_by = Right.EDIT_CAF
    language = language_field(required=False)

    class Meta:
        model = Organisation
        fields = ("country", "language", "sender_ref", *RECORD_FIELDS)


class NameForm(RecordModelForm):
    language = language_field(required=False)

    class Meta:
        model = OrganisationName
        fields = ("name", "language", "kind", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("language", "")
            self.initial["language"] = self.initial["language"] or self.instance.organisation.language


class ProfileForm(RecordModelForm):
    """A profile describes the organisation as a whole: a new one begins with what was known last."""

    class Meta:
        model = OrganisationProfile
        fields = ("city", "nuts", "latitude", "longitude", "level", "sector", "size", "website", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            known = self.instance.organisation.profiles.order_by("known_on", "pk").last()
            for name in set(self.fields) - set(RECORD_FIELDS):
                self.initial[name] = getattr(known or self.instance.organisation, name, None) or ""

    def clean_nuts(self) -> str:
        return str(self.cleaned_data["nuts"]).upper()


class UseForm(RecordModelForm):
    """Mending what a count rests on says why; the answer stands in the trail."""

    reason = forms.CharField(
        label=_("Why it is mended"),
        required=False,
        max_length=100,
        help_text=_("Needed where version or days change: the count rests on them."),
    )

    class Meta:
        model = Use
        fields = (
            "version",
            "sector_version",
            *BEGUN,
            "ends_on",
            "in_part",
            "part",
            *REPORTED,
            "panel",
            "evidence",
            "evidence_url",
            *RECORD_FIELDS,
        )
        help_texts = dict.fromkeys(("starts_precision", "reported_precision"), ANY_DAY_OF_IT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = self.instance.pk is None or bool(self.instance.version)
        if self.instance.pk is None:
            del self.fields["reason"]

    def save(self, commit: bool = True) -> Any:
        if reason := self.cleaned_data.get("reason"):
            self.instance._change_reason = reason  # noqa: SLF001 - where simple_history looks
        return super().save(commit)

    def clean(self) -> dict[str, Any]:
        """Unlike an event, a use that goes on has a first day alone."""
        data = forms.ModelForm.clean(self) or self.cleaned_data
        for names in (BEGUN, REPORTED):
            first_of_it(self, data, *names)
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.offer_swap(first, last)
        if data.get("part"):
            data["in_part"] = True
        if "reason" in self.fields and not data.get("reason") and COUNTED.intersection(self.changed_data):
            self.add_error("reason", _("Say why: whether it counts may follow from it."))
        return data


class ContactForm(RecordModelForm):
    class Meta:
        model = Contact
        fields = ("role", "name", "email", "consent", "consented_on", "ends_on", *RECORD_FIELDS)


class SuccessorForm(RecordModelForm):
    """The successor is named by its register number: a list of a million names helps nobody."""

    successor_ref = forms.CharField(
        label=_("Register number of the successor"), help_text=_("It stands on its page: CAF-0000123.")
    )

    class Meta:
        model = OrganisationLink
        fields = ("kind", "happened_on", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("successor_ref", "kind", "happened_on"))
        if self.instance.pk:
            self.initial["successor_ref"] = self.instance.successor.ref

    def clean_successor_ref(self) -> str:
        ref = str(self.cleaned_data["successor_ref"]).strip().upper()
        successor = Organisation.objects.visible_to(self.user).filter(ref=ref).first()
        if successor is None:
            raise forms.ValidationError(_("There is no organisation with this number that you may see."))
        self.instance.successor = successor
        return ref


class CountingRuleForm(RecordModelForm):
    class Meta:
        model = CountingRule
        fields = ("text", "code", "from_on", "decided_by", "meeting", *RECORD_FIELDS)
