"""What is typed into forms on an assessment: criteria, deadline, assessors, scores, conflicts, the choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.assessment import Typed
from conferences.models import AssessmentDeadline, Assessor, Bid, BidCriterion
from conferences.models.assessment import HIGHEST, LOWEST, WHOLE
from conferences.workflow.assessment import per_cent
from core.clock import present_day
from core.fields import TextFormField
from core.forms import RECORD_FIELDS, DayInput, MomentInput, RecordModelForm, StepForm
from core.values import Text
from network.forms import CountryForm
from network.models import Meeting, Person, Role

NO_CHOICE = "none"


class CriterionForm(RecordModelForm):
    class Meta:
        model = BidCriterion
        fields = ("place", "name", "about", "weight", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["place"] = self.instance.call.criteria.count() + 1

    def clean_weight(self) -> int:
        """All weights together are 100 per cent at most; that they are not less is asked before bids are scored."""
        weight = int(self.cleaned_data["weight"])
        others = sum(row.weight for row in self.instance.call.criteria.exclude(pk=self.instance.pk))
        if others + weight > WHOLE:
            sentence = gettext("The weights would add up to %(sum)s. The other criteria leave %(rest)s for this one.")
            raise forms.ValidationError(
                sentence % {"sum": per_cent(others + weight), "rest": per_cent(max(WHOLE - others, 0))}
            )
        return weight


class DeadlineForm(RecordModelForm):
    class Meta:
        model = AssessmentDeadline
        fields = ("ends_at", *RECORD_FIELDS)
        widgets = {"ends_at": MomentInput()}


class AssessorForm(CountryForm):
    """Mending one who has done nothing yet, it offers to take the person off the list."""

    remove = forms.BooleanField(
        label=_("Take off the list"), required=False, help_text=_("Scores kept as a draft are deleted with it.")
    )

    class Meta:
        model = Assessor
        fields = ("person", "country", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or self.instance.has_acted:
            del self.fields["remove"]
        field: Any = self.fields["person"]
        today = timezone.localdate()
        held = Role.objects.filter(from_on__lte=today).exclude(to_on__lt=today)
        field.queryset = Person.objects.filter(roles__in=held, is_active=True).distinct().order_by("name")


class ScaleField(forms.TypedChoiceField):
    """A score from 1 to 5. It is wanted, and its label says so, but a draft may leave it open: None then."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect(attrs={"class": "scale"}),
            error_messages={"invalid_choice": _("Give a score from 1 to 5.")},
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ScoreForm(forms.Form):
    """The scores of one bid: for each criterion a score, which may stay open in a draft, and a remark."""

    use_required_attribute = False

    def __init__(self, *args: Any, criteria: Iterable[BidCriterion], kept: Typed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            value, remark = (kept or {}).get(criterion.pk, (None, ""))
            self.fields[f"value_{criterion.pk}"] = ScaleField(
                label=gettext("%(criterion)s, %(weight)s")
                % {"criterion": criterion.name, "weight": per_cent(criterion.weight)},
                help_text=str(criterion.about),
                initial=str(value) if value else None,
            )
            self.fields[f"remark_{criterion.pk}"] = forms.CharField(
                label=gettext("Remark on “%(criterion)s”") % {"criterion": criterion.name},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"class": "textarea--low"}),
                initial=remark,
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(score, remark) of each criterion, as fields of the page."""
        return [(self[f"value_{row.pk}"], self[f"remark_{row.pk}"]) for row in self.criteria]

    @property
    def typed(self) -> Typed:
        data = self.cleaned_data
        return {row.pk: (data[f"value_{row.pk}"], data[f"remark_{row.pk}"]) for row in self.criteria}


class ConflictForm(StepForm):
    """An assessor stands back from a bid."""

    note = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is printed below the matrix of bids."), widget=forms.Textarea
    )
    field_order = ("reason", "known_on", "source")


class ChoiceForm(forms.Form):
    """What a meeting of the Directors General decided on the host."""

    choice = forms.ChoiceField(
        label=_("The choice"),
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
        error_messages={
            "required": _("Say which bid was chosen, or that none was."),
            "invalid_choice": _("This bid is not before the Directors General any more."),
        },
    )
    reason = TextFormField(
        label=_("Reason"),
        help_text=_("It is public."),
        widget=forms.Textarea,
        error_messages={"required": _("Give the reason: it is public.")},
    )
    meeting = forms.ModelChoiceField(
        label=_("Decided at"),
        queryset=Meeting.objects.none(),
        error_messages={"required": _("Say which meeting decided.")},
    )
    known_on = forms.DateField(label=_("Known since"), widget=DayInput)
    confirmation_due_on = forms.DateField(label=_("Confirmation due"), widget=DayInput, required=False)
    source = forms.CharField(label=_("Source"), max_length=500, required=False)

    clean_known_on = RecordModelForm.clean_known_on

    def __init__(self, *args: Any, bids: Iterable[Bid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bids = {str(bid.pk): bid for bid in bids}
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.filter(known_on__lte=timezone.localdate()).order_by("-number")
        meetings.label_from_instance = lambda meeting: meeting.short_name
        choice: Any = self.fields["choice"]
        choice.choices = [
            *((key, str(bid.country)) for key, bid in self.bids.items()),
            (NO_CHOICE, gettext("No choice yet, put to the next meeting")),
        ]
        self.initial.setdefault("known_on", present_day())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        due, known_on = data.get("confirmation_due_on"), data.get("known_on")
        if due and known_on and due < known_on and data.get("choice") != NO_CHOICE:
            self.add_error("confirmation_due_on", gettext("The confirmation would be due before the choice."))
        return data

    @property
    def decided(self) -> dict[str, Any]:
        """What the action is told."""
        data = dict(self.cleaned_data)
        data["bid"] = self.bids.get(data.pop("choice"))
        data["reason"] = data["reason"] or Text()
        return data
