"""What is asked of a self-assessment: opening it, its group, values and words of a sub-criterion, the plan, a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from caf.models import (
    Criterion,
    CriterionName,
    ImprovementAction,
    ImprovementProgress,
    MemberRole,
    Organisation,
    SelfAssessment,
    SubCriterion,
)
from caf.models.self_assessment_criteria import HIGHEST, PanelRow
from caf.models.self_assessment_score import LONGEST, TEXTS, VALUES, Score
from caf.permissions import can_administer_self_assessment
from caf.reading.self_assessment_model import caf_model, versions_at_hand
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm, StepForm


class OpenForm(RecordModelForm):
    """known_on: the day on which it is opened."""

    class Meta:
        model = SelfAssessment
        fields = ("organisation", "title", "version", "panel", "in_part", "part", "known_on")
        labels = {"known_on": _("Opened on")}
        help_texts = {
            "title": _("For example: Self-assessment 2010."),
            "panel": _("Classical: one value a sub-criterion. Fine-tuned: each phase of the cycle on its own."),
            "known_on": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            own = self.user.caf_contacts.in_force_today().values("organisation")
            organisation: Any = self.fields["organisation"]
            organisation.queryset = Organisation.objects.visible_to(self.user).filter(pk__in=own)
            if organisation.queryset.count() == 1:
                self.initial.setdefault("organisation", organisation.queryset.get().pk)
            version: Any = self.fields["version"]
            at_hand = versions_at_hand()
            version.choices = [(code, label) for code, label in version.choices if code in at_hand]
            if at_hand:
                year = str(present_day().year)
                self.initial.setdefault("version", next((code for code in at_hand if code <= year), at_hand[-1]))
            panel: Any = self.fields["panel"]
            panel.choices = [choice for choice in panel.choices if choice[0]]
        else:
            for name in ("organisation", "version", "panel", "known_on"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("in_part") and not data.get("part"):
            self.add_error("part", gettext("Name the part."))
        if data.get("part") and not data.get("in_part"):
            self.add_error("in_part", gettext("Tick this too, or leave the name of the part empty."))
        return data


class MemberForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=150, help_text=_("As the group calls the person: a name, or a role.")
    )
    email = forms.EmailField(label=_("Mail address"), help_text=_("The link that leads in goes there."))
    role = forms.ChoiceField(label=_("Role"), initial=MemberRole.ASSESSOR)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: Any, assessment: SelfAssessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        administers = can_administer_self_assessment(user, assessment)
        role.choices = [choice for choice in MemberRole.choices if administers or choice[0] != MemberRole.ORGANISATION]
        self.fields["language"].initial = (get_language() or "en")[:2]


WORDS = {
    "strengths": _("What works well already."),
    "areas": _("What could be better."),
    "ideas": _("What one could do about it."),
    "evidence": _("On which documents, figures or observations this rests."),
}


class ApprovedForm(StepForm):
    """The day from which the window for external feedback counts."""

    known_on = forms.DateField(
        label=_("Approved on"),
        widget=DayInput,
        help_text=_("The window for external feedback counts from this day."),
    )


class ReleasedForm(StepForm):
    """Who reads it from then on."""

    known_on = forms.DateField(
        label=_("Released on"),
        widget=DayInput,
        help_text=_(
            "Your country and the CAF Resource Centre then read what the group agreed; neither what one assessor "
            "scored, nor the plan."
        ),
    )


class AssessedForm(forms.Form):
    """Values in the rows of the panel, and words. Nothing must be filled in: what is there is kept."""

    def __init__(self, data: Any = None, *, rows: tuple[PanelRow, ...], row: Any, key: str) -> None:
        self.rows = rows
        names = (*VALUES[: len(rows)], *TEXTS)
        initial = {name: getattr(row, name) for name in names} if row is not None else {}
        super().__init__(data, initial=initial, auto_id=f"id_{key}_%s")
        wrong = _("Not on the scale: give a whole number from 0 to 100.")
        errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        for name, panel_row in zip(VALUES, rows, strict=False):
            self.fields[name] = forms.IntegerField(
                label=_("Value, 0 to 100") if panel_row == PanelRow.WHOLE else panel_row.label,
                min_value=0,
                max_value=HIGHEST,
                required=False,
                error_messages=errors,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=capfirst(Score.label(name)),
                max_length=LONGEST,
                required=False,
                help_text=WORDS[name],
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def value_fields(self) -> list[Any]:
        return [self[name] for name in VALUES[: len(self.rows)]]

    @property
    def text_fields(self) -> list[Any]:
        return [self[name] for name in TEXTS]


class SubCriterionChoices(forms.ModelMultipleChoiceField):
    """By number and name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SubCriterion.objects.none(), required=False, **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, version: str) -> None:
        model = caf_model(version, timezone.localdate())
        self.names = {
            sub.pk: f"{sub.code} {sub.named.name}" for criterion in model for sub in criterion.subs
        }  # fmt: skip
        self.queryset = SubCriterion.objects.filter(criterion__version=version).select_related("criterion")

    def label_from_instance(self, obj: Any) -> str:
        return self.names.get(obj.pk, obj.code)


class ImprovementForm(RecordModelForm):
    sub_criteria = SubCriterionChoices(
        label=_("Sub-criteria that it answers"),
        help_text=_("Several: hold the Ctrl key down while you choose."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = ImprovementAction
        fields = (
            "title", "sub_criteria", "effect", "feasibility", "owner", "due_on", "measure", "known_on", "note"
        )  # fmt: skip
        labels = {"known_on": _("In the plan since")}
        help_texts = {"known_on": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["sub_criteria"]
        choices.offer(self.instance.assessment.version)


class ProgressForm(RecordModelForm):
    class Meta:
        model = ImprovementProgress
        fields = ("phase", "measured", "known_on", "note")
        labels = {"known_on": _("Reported on")}
        help_texts = {"known_on": ""}


class CriterionNameForm(RecordModelForm):
    """A wording corrected: a new row, from the day since which it is known."""

    class Meta:
        model = CriterionName
        fields = ("language", "name", *RECORD_FIELDS)
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, criterion: Criterion, sub: SubCriterion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.criterion, self.instance.sub_criterion = criterion, sub

    def clean_name(self) -> str:
        """On one line, however it was typed."""
        return " ".join(self.cleaned_data["name"].split())
