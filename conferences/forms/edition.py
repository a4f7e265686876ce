"""What is typed into forms on editions and what is known of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import (
    Attendance,
    Edition,
    EditionKind,
    EditionSchedule,
    Evaluation,
    Finding,
    HostSearchReport,
)
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import CountryForm

TAKEN_ADDRESSES = {
    "new", "bids", "calls", "cases", "sessions", "attendances", "prizes", "data", "verify", "releases", "laureates",
    "reports", "evaluations", "board", "model",
}  # fmt: skip


class EditionForm(RecordModelForm):
    class Meta:
        model = Edition
        fields = ("code", "kind", "number", "name", "theme", "decision", *RECORD_FIELDS)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code in TAKEN_ADDRESSES:
            raise forms.ValidationError(_("This word stands for another page of the portal."))
        return code

    def clean(self) -> dict[str, object]:
        """A European number is given once."""
        data = super().clean()
        others = Edition.objects.european().filter(number=data.get("number")).exclude(pk=self.instance.pk)
        if data.get("kind") == EditionKind.EUROPEAN and data.get("number") and others.exists():
            self.add_error("number", _("There is a European edition with this number already."))
        return data


class ScheduleForm(CountryForm):
    class Meta:
        model = EditionSchedule
        fields = ("stage", *PERIOD_FIELDS, "city", "venue", "country", *RECORD_FIELDS)


class AttendanceForm(RecordModelForm):
    class Meta:
        model = Attendance
        fields = ("value", "qualifier", *RECORD_FIELDS)


class EvaluationForm(RecordModelForm):
    class Meta:
        model = Evaluation
        fields = ("title", *RECORD_FIELDS)


class FindingForm(RecordModelForm):
    class Meta:
        model = Finding
        fields = ("subject", "area", "text", *RECORD_FIELDS)


class HostSearchForm(RecordModelForm):
    class Meta:
        model = HostSearchReport
        fields = ("body", "found", *RECORD_FIELDS)
