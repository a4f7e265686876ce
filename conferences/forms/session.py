"""What is typed into forms on sessions and their contributors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Session, SessionContributor
from core.forms import RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm


class SessionForm(RecordModelForm):
    class Meta:
        model = Session
        fields = (
            "kind", "code", "place", "title", "area", "on_priority_theme", "held_on", "hall", "panel", "speakers",
            *RECORD_FIELDS,
        )  # fmt: skip

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code == "new" or code.isdigit():
            raise forms.ValidationError(_("Give a code with a letter in it, other than “new”: agora-3."))
        return code


class ContributorForm(CountryForm):
    class Meta:
        model = SessionContributor
        fields = (*ACTOR_FIELDS, *RECORD_FIELDS)
