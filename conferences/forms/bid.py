"""What is typed into forms on calls, and when a bid is begun or clarified."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Bid, BidCall, BidCallReport, BidPart, Edition
from conferences.models.bid_call import ALWAYS, TIME_ZONES, zone_city
from core.clock import present_day
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm, StepForm
from core.phrases.base import sort_key
from network.forms import CountryForm
from network.seats import Right

TERMS = ("opens_on", "opens_time", "closes_on", "closes_time", "time_zone", "required", "must_contain")


class TimeInput(forms.TimeInput):
    """The browser's own input for a time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class TermsForm(RecordModelForm):
    """What a call says: the moments in the time of one city, the parts that a bid must have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_time", "closes_time"):
            self.fields[name].widget = TimeInput()
        cities = sorted(((name, zone_city(name)) for name in TIME_ZONES), key=lambda row: sort_key(row[1]))
        self.fields["time_zone"] = forms.ChoiceField(label=self.fields["time_zone"].label, choices=cities)
        asked = self.fields["required"]
        self.fields["required"] = forms.MultipleChoiceField(
            label=asked.label,
            help_text=asked.help_text,
            choices=[(part.value, part.label) for part in BidPart if part not in ALWAYS],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for side in ("opens", "closes"):
            if data.get(f"{side}_time") and not data.get(f"{side}_on") and f"{side}_on" not in self.errors:
                self.add_error(f"{side}_on", _("Give the day too."))
        return data


class BidCallForm(TermsForm):
    class Meta:
        model = BidCall
        fields = ("edition", *TERMS, *RECORD_FIELDS)


class BidCallReportForm(TermsForm):
    """A change of a call begins with what the call says now."""

    class Meta:
        model = BidCallReport
        fields = (*TERMS, *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            terms = self.instance.call.terms_on(present_day())
            self.initial.update({name: getattr(terms, name) for name in TERMS})


class BeginBidForm(CountryForm):
    """A bid begins as an interest; days and place may follow."""

    owned_by = Right.EDIT_BIDS

    class Meta:
        model = Bid
        fields = ("edition", "country", *PERIOD_FIELDS, "city", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the editions that seek a host, as known today; the only one is chosen beforehand."""
        super().__init__(*args, **kwargs)
        day = present_day()
        editions = Edition.objects.european().known(day).prefetch_related("schedules")
        open_ones = [edition.pk for edition in editions if edition.seeks_host_on(day)]
        field: Any = self.fields["edition"]
        field.queryset = Edition.objects.filter(pk__in=open_ones)
        field.error_messages["invalid_choice"] = _("This edition seeks no host.")
        if len(open_ones) == 1:
            self.initial.setdefault("edition", open_ones[0])
            field.empty_label = None


class QuestionForm(StepForm):
    """What the country is asked to make clear. It answers, and other countries are not told."""

    words = forms.CharField(label=_("Question to the country"), max_length=5000, widget=forms.Textarea)
    field_order = ("words",)


class AnswerForm(StepForm):
    words = forms.CharField(label=_("Answer"), max_length=5000, widget=forms.Textarea)
    field_order = ("words",)
