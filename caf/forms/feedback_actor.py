"""What is typed in on feedback actors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caf.models import ActorProfile, ActorTie, ActorTraining, CodeSignature, FeedbackActor, Organisation, Sector
from core.forms import RECORD_FIELDS, RecordModelForm
from core.languages import language_choices
from core.phrases.base import sort_key
from network.forms import CountryForm
from network.forms_invitation import AcceptForm
from network.models import Country
from network.seats import Right


class FeedbackActorForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = FeedbackActor
        fields = ("country", "name", "email", "ends_on", *RECORD_FIELDS)


def several(label: Any, help_text: Any = "", required: bool = False) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "many"})
    return forms.MultipleChoiceField(label=label, help_text=help_text, required=required, widget=widget)


class ActorProfileForm(RecordModelForm):
    """A profile is told as a whole: a new one begins with what was known last."""

    languages = several(_("Languages"), required=True)
    sectors = several(_("Sectors"), _("Where the person has worked. Leave it empty for none in particular."))
    countries = several(
        _("Available in the countries"),
        _("The organisers of the countries that are ticked see the name. None: the own country alone."),
    )

    class Meta:
        model = ActorProfile
        fields = ("languages", "sectors", "countries", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = ((row.iso2, str(row)) for row in Country.objects.named())
        choices = {
            "languages": language_choices(),
            "sectors": list(Sector.choices),
            "countries": sorted(countries, key=lambda choice: sort_key(choice[1])),
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered
        if self.instance.pk is None:
            known = self.instance.actor.profiles.order_by("known_on", "pk").last()
            for name in choices if known else ():
                self.initial[name] = getattr(known, name)


class ActorTieForm(RecordModelForm):
    """The organisation by its register number, as everywhere: a list of all of them helps nobody."""

    organisation_ref = forms.CharField(
        label=_("Register number"), help_text=_("It stands on the organisation’s page: CAF-0000123."), required=False
    )

    class Meta:
        model = ActorTie
        fields = ("kind", "words", "ends_on", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("kind", "organisation_ref", "words", "ends_on"))
        if self.instance.organisation_id:
            self.initial["organisation_ref"] = self.instance.organisation.ref

    def clean_organisation_ref(self) -> str:
        ref = str(self.cleaned_data["organisation_ref"]).strip().upper()
        found = Organisation.objects.visible_to(self.user).filter(ref=ref).first() if ref else None
        if ref and found is None:
            raise forms.ValidationError(_("There is no organisation with this number that you may see."))
        self.instance.organisation = found
        return ref


class ActorTrainingForm(RecordModelForm):
    class Meta:
        model = ActorTraining
        fields = ("title", "trained_on", "expires_on", *RECORD_FIELDS)


class CodeSignatureForm(RecordModelForm):
    """A signature on paper."""

    class Meta:
        model = CodeSignature
        fields = ("text_version", "signed_on", *RECORD_FIELDS)


class JoinForm(AcceptForm):
    """A name, a password, and the signature under the code of conduct."""

    agreed = forms.BooleanField(
        label=_("I sign the code of conduct"),
        error_messages={"required": _("Whoever gives feedback signs the code of conduct.")},
    )
