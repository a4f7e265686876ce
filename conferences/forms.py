"""What is typed into forms on editions, sessions, calls and bids."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import (
    Attendance,
    Bid,
    BidCall,
    Edition,
    EditionKind,
    EditionSchedule,
    Evaluation,
    Finding,
    HostSearchReport,
    Prize,
    Session,
    SessionContributor,
    SessionReport,
)
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm
from network.seats import Right

TAKEN_ADDRESSES = {"new", "bids", "calls", "sessions", "attendances", "prizes", "data"}


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


class PrizeForm(RecordModelForm):
    class Meta:
        model = Prize
        fields = ("place", "name", "laureate", "government", "project", "about", *RECORD_FIELDS)


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


class SessionReportForm(RecordModelForm):
    class Meta:
        model = SessionReport
        fields = ("language", "title", "introduction", "conclusion", *RECORD_FIELDS)


class BidCallForm(RecordModelForm):
    class Meta:
        model = BidCall
        fields = ("edition", "opens_on", "closes_on", "must_contain", *RECORD_FIELDS)


class BeginBidForm(CountryForm):
    """A bid begins as an interest; days and place may follow."""

    owned_by = Right.EDIT_BIDS

    class Meta:
        model = Bid
        fields = ("edition", "country", *PERIOD_FIELDS, "city", *RECORD_FIELDS)


class BidForm(RecordModelForm):
    class Meta:
        model = Bid
        fields = (*PERIOD_FIELDS, "city", *RECORD_FIELDS)
