"""What is typed into forms on calls for cases, cases, reviews and critical friends."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.models import (
    Case,
    CaseCall,
    CaseCallTerms,
    CaseComment,
    CaseCriterion,
    CaseMilestone,
    CaseRelease,
    CaseReviewer,
    CaseSubTheme,
)
from conferences.models.case_call import ZONES
from conferences.models.case_review import eligible_reviewers
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm, StepForm
from network.forms import CountryForm
from network.seats import Right

CONTENT = (
    "title", "sub_theme", "summary", "organisation", "level", "presenter", "languages", "contact_role", "contact_mail",
)  # fmt: skip
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment as the clocks of a zone show it. An hour that these clocks skip or show twice is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT)
    zone = ZoneInfo(ZONES[0])

    def to_python(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class CaseCallForm(RecordModelForm):
    class Meta:
        model = CaseCall
        fields = ("edition", "words", *RECORD_FIELDS)


class TermsForm(RecordModelForm):
    class Meta:
        model = CaseCallTerms
        fields = (
            "opens_at", "closes_at", "time_zone", "quota", "free_entries", "comments_due_on", "reviews_due_on",
            *RECORD_FIELDS,
        )  # fmt: skip
        field_classes = {"opens_at": MomentField, "closes_at": MomentField}
        widgets = {"opens_at": MomentField.widget, "closes_at": MomentField.widget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Both moments are read and shown in the zone that the form names. New terms begin as the last ones are."""
        super().__init__(*args, **kwargs)
        last = self.instance.call.terms_now if self.instance.pk is None else None
        if last is not None:
            self.initial.update({name: getattr(last, name) for name in self.fields if name not in RECORD_FIELDS})
        named = self.data.get(self.add_prefix("time_zone")) if self.is_bound else self.initial.get("time_zone")
        for name in ("opens_at", "closes_at"):
            field: Any = self.fields[name]
            field.zone = ZoneInfo(named if named in ZONES else ZONES[0])
            field.help_text = _("Day and time, in the time zone below.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The call closes before it opens."))
        return data

    def clean_quota(self) -> int | None:
        quota: int | None = self.cleaned_data["quota"]
        if quota == 0:
            raise forms.ValidationError(_("At least one case for each member state."))
        return quota


class MilestoneForm(RecordModelForm):
    class Meta:
        model = CaseMilestone
        fields = ("due_on", "what", *RECORD_FIELDS)


class SubThemeForm(RecordModelForm):
    class Meta:
        model = CaseSubTheme
        fields = ("place", "name", *RECORD_FIELDS)


class CriterionForm(RecordModelForm):
    class Meta:
        model = CaseCriterion
        fields = ("place", "name", "about", "weight", *RECORD_FIELDS)

    def clean_weight(self) -> int:
        weight: int = self.cleaned_data["weight"]
        if weight == 0:
            raise forms.ValidationError(_("A criterion weighs 1 at least."))
        return weight


class ReleaseForm(RecordModelForm):
    class Meta:
        model = CaseRelease
        fields = RECORD_FIELDS


class CaseForm(RecordModelForm):
    languages = forms.TypedMultipleChoiceField(
        label=_("Languages of the presentation"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        coerce=str,
        required=False,
        help_text=_("In which it can be presented and discussed."),
    )

    class Meta:
        model = Case
        fields = (*CONTENT, *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the sub-themes of the case's call."""
        super().__init__(*args, **kwargs)
        named = self.data.get(self.add_prefix("call")) if self.is_bound else self.initial.get("call")
        call = self.instance.call_id or named
        field: Any = self.fields["sub_theme"]
        chosen = {"call": call} if str(call).isdigit() else {}
        field.queryset = CaseSubTheme.objects.filter(**chosen).select_related("call__edition")
        if not chosen:
            field.label_from_instance = lambda row: (
                gettext("%(edition)s: %(name)s")
                % {
                    "edition": row.call.edition,
                    "name": row,
                }
            )


class BeginCaseForm(CountryForm, CaseForm):
    """A case begins as a draft; what else it must say may follow."""

    owned_by = Right.EDIT_CASES

    class Meta:
        model = Case
        fields = ("call", "country", *CONTENT, *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["call"]
        field.queryset = CaseCall.objects.filter(known_on__lte=present_day()).select_related("edition")


class ReasonForm(StepForm):
    """A step that says why."""

    note = forms.CharField(label=_("Why"), max_length=500)


class NominationForm(ReasonForm):
    note = forms.CharField(
        label=_("Why this case"),
        max_length=500,
        help_text=_("The reason of the national pre-selection. Read by your country and the secretariat."),
    )


class DecisionForm(ReasonForm):
    """A decision of the secretariat's, with what the country is told."""

    note = forms.CharField(label=_("Why"), max_length=500, help_text=_("Read by the secretariat alone."))
    outside = forms.CharField(
        label=_("Words for the country"),
        max_length=500,
        required=False,
        help_text=_("Read by the country once the selection is released."),
    )


class ReplaceForm(ReasonForm):
    """Which case takes the place of another."""

    new = forms.ModelChoiceField(Case.objects.none(), label=_("The case that takes its place"))
    field_order = ("new",)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["new"]
        field.queryset = choices


BULK = {
    "review": _("Begin the review"),
    "select": _("Select"),
    "reserve": _("Put on the reserve list"),
    "decline": _("Do not select"),
    "present": _("Record that they were presented"),
}


class SelectionForm(DecisionForm):
    """One step for several cases. The cases are ticked in the table above."""

    cases = forms.ModelMultipleChoiceField(
        Case.objects.none(), label=_("Cases"), error_messages={"required": _("Tick the cases that you decide on.")}
    )
    step = forms.ChoiceField(label=_("Decision"), choices=list(BULK.items()), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Read by the secretariat alone.")
    )
    field_order = ("step", "note", "outside")

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cases"]
        field.queryset = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("step") in ("select", "reserve", "decline") and not data.get("note", "").strip():
            self.add_error("note", _("Say why."))
        return data


class ReviewerForm(RecordModelForm):
    """Who is named stays the same; mending one who has done nothing yet, it offers to take the person off the list."""

    remove = forms.BooleanField(label=_("Take off the list"), required=False)

    class Meta:
        model = CaseReviewer
        fields = ("person", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nobody of the case's own country is offered, nor who is named already."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        case = self.instance.case
        if self.instance.pk is None or not case.reviewers.filter(pk=self.instance.pk).awaited().exists():
            del self.fields["remove"]
        if self.instance.pk is not None:
            field.queryset, field.disabled = field.queryset.filter(pk=self.instance.person_id), True
            return
        field.queryset = eligible_reviewers(case).exclude(pk__in=case.reviewers.values("person"))
        field.help_text = _("Nobody who has a role for the country of the case is offered.")


class ReviewForm(forms.Form):
    """A score and a remark for each criterion of a call, and words on the whole."""

    def __init__(self, *args: Any, criteria: list[CaseCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score_{criterion.pk}"] = forms.TypedChoiceField(
                label=str(criterion.name),
                choices=[(value, str(value)) for value in range(1, 6)],
                coerce=int,
                widget=forms.RadioSelect,
                help_text=str(criterion.about),
                error_messages={"required": _("Give a score from 1 to 5.")},
            )
            self.fields[f"remark_{criterion.pk}"] = forms.CharField(label=_("Remark"), max_length=500, required=False)
        self.fields["remark"] = forms.CharField(label=_("On the whole"), widget=forms.Textarea, required=False)
        self.fields["known_on"] = forms.DateField(label=_("Known since"), widget=DayInput, initial=present_day)

    clean_known_on = StepForm.clean_known_on

    @property
    def scores(self) -> dict[int, tuple[int, str]]:
        """By criterion, what was typed."""
        data = self.cleaned_data
        return {row.pk: (data[f"score_{row.pk}"], data[f"remark_{row.pk}"]) for row in self.criteria}

    @property
    def groups(self) -> list[tuple[Any, Any]]:
        """The two fields of each criterion."""
        return [(self[f"score_{row.pk}"], self[f"remark_{row.pk}"]) for row in self.criteria]


class ConflictForm(StepForm):
    note = forms.CharField(label=_("What the conflict is"), max_length=500)
    source = None  # type: ignore[assignment]


class CommentForm(RecordModelForm):
    class Meta:
        model = CaseComment
        fields = ("words", "known_on")


class PairsForm(StepForm):
    """Since when the pairs are proposed, changed or fixed so."""

    note = None  # type: ignore[assignment]


class ExchangeForm(PairsForm):
    """Two cases change places."""

    one = forms.ModelChoiceField(Case.objects.none(), label=_("This case"))
    other = forms.ModelChoiceField(Case.objects.none(), label=_("changes places with"))
    field_order = ("one", "other")

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.queryset = choices
            field.label_from_instance = lambda case: f"{case.country}, {case}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different cases."))
        return data
