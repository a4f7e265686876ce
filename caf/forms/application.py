"""What is typed on applications, documents, decisions, terms and the versions of the procedure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import ApplicationDocument, DocumentKind, OrganiserSetting
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, StepForm
from core.uploads import WrongFile, kind_of_upload, megabytes
from network.forms import CountryForm
from network.seats import Right


class DocumentForm(forms.ModelForm):
    """One document; what it is its bytes say."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        error_messages={"empty": _("This file is empty."), "required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{key}" for key in ApplicationDocument.TAKEN)}),
    )

    class Meta:
        model = ApplicationDocument
        fields = ("kind",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = gettext("Kind of document")
        if not self.instance.application.documents.filter(kind=DocumentKind.REPORT).exists():
            self.initial["kind"] = DocumentKind.REPORT
        words = gettext("PDF, Word, Excel or OpenDocument, up to %(limit)s MB.")
        self.fields["file"].help_text = words % {"limit": megabytes(settings.LETTER_LIMIT)}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.instance.file_kind = kind_of_upload(file, ApplicationDocument.TAKEN, settings.LETTER_LIMIT).key
        except WrongFile as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        self.instance.name = file.name
        return file


class OwnStepForm(StepForm):
    """A step of the organisation itself: it is made today. What came on paper before is its organiser's to enter."""

    known_on = forms.DateField(label=_("On the day"), initial=present_day, disabled=True, widget=DayInput)


class DecisionForm(forms.Form):
    awarded = forms.TypedChoiceField(
        label=_("The label “Effective CAF User”"),
        choices=[("yes", _("is awarded")), ("no", _("is not awarded"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("The organisation reads them, and gets them by mail."),
    )
    known_on = forms.DateField(label=_("Decided on"), widget=DayInput, help_text=_("A label holds from this day on."))
    source = forms.CharField(label=_("Source"), max_length=500, required=False)

    clean_known_on = StepForm.clean_known_on


class OrganiserSettingForm(CountryForm):
    owned_by = Right.ORGANISE_PEF

    class Meta:
        model = OrganiserSetting
        fields = (
            "country", "fee", "currency", "team_size", "report_days", "call_starts_on", "call_ends_on", "own_actors",
            *RECORD_FIELDS,
        )  # fmt: skip

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
