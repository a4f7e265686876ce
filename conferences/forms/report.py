"""What is typed into forms on reports of sessions: their words, part by part and language by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.report import Words
from conferences.models import FindingMark, PartKind, PartText, Report, ReportPart, ReportParticipant
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm
from core.languages import direction, language_choices
from core.redline import joined

LONGEST = 20_000  # letters of one part: some ten pages
FIELDS = ("heading", "text", "items")
FIELDS_OF: dict[str, tuple[str, ...]] = {
    PartKind.INTRODUCTION: ("text", "items"),
    PartKind.SECTION: ("heading", "text", "items"),
    PartKind.LIST: ("heading", "text", "items"),
    PartKind.FINDING: ("text",),
    PartKind.CONCLUSION: ("text", "items"),
}
THEIRS, MINE, EDITED = "theirs", "mine", "edited"
CHOICES = (
    (EDITED, _("The text below")),
    (MINE, _("Only mine")),
    (THEIRS, _("Only the other’s: mine is dropped")),
)


class AboutReportForm(RecordModelForm):
    """What a report is, besides its words."""

    original_language = forms.ChoiceField(label=_("Original language"), choices=language_choices)

    class Meta:
        model = Report
        fields = ("original_language", *RECORD_FIELDS)

    def clean_original_language(self) -> str:
        """Which words are translations follows from it, so it stays once there are any."""
        chosen = str(self.cleaned_data["original_language"])
        before = self.instance.original_language
        if self.instance.pk and chosen != before and PartText.objects.filter(part__report=self.instance).exists():
            raise forms.ValidationError(_("The original language stays, now that something is written."))
        return chosen


class BeginReportForm(AboutReportForm):
    """A report begins with its original language; its words follow."""


class ParticipantForm(RecordModelForm):
    class Meta:
        model = ReportParticipant
        fields = ("kind", "role", "organisation", "place", *RECORD_FIELDS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "role" in data and "organisation" in data and not (data["role"] or data["organisation"]):
            self.add_error("role", _("Give a role, an organisation or both."))
        return data


class MarkForm(RecordModelForm):
    """A finding is put before the Directors General."""

    class Meta:
        model = FindingMark
        fields = ("area", "words", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].required = True


class UnmarkForm(RecordModelForm):
    """A finding is no longer put before them."""

    class Meta:
        model = FindingMark
        fields = RECORD_FIELDS


class NewPartForm(forms.Form):
    """Which part is added. key: what it will be called, so that sending the form twice adds one."""

    new_kind = forms.ChoiceField(label=_("Kind of part"), choices=PartKind)
    new_key = forms.RegexField(r"^part-\d{1,6}$", widget=forms.HiddenInput)


class WhenForm(forms.Form):
    """Since when what is written is known."""

    known_on = forms.DateField(label=_("Known since"), widget=DayInput)


def as_text(words: Words) -> dict[str, str]:
    """The words as the form's fields hold them: the list a line each."""
    return {"heading": words.heading, "text": words.text, "items": "\n".join(words.items)}


def from_text(values: dict[str, str]) -> Words:
    """What the form's fields say. Line ends are those of every system; spaces at both ends go."""
    lines = {name: value.replace("\r\n", "\n").replace("\r", "\n").strip() for name, value in values.items()}
    items = tuple(item for line in lines["items"].split("\n") if (item := line.strip()))
    return Words(" ".join(lines["heading"].split()), lines["text"], items)


@dataclass(frozen=True)
class Place:
    """Where words are typed: a part in a language, the last row there (None: not written yet), and the original's."""

    part: ReportPart
    language: str
    last: PartText | None
    original: PartText | None

    @property
    def prefix(self) -> str:
        return f"{self.part.key}-{self.language}"

    @property
    def is_translation(self) -> bool:
        return self.language != self.part.report.original_language

    @property
    def revision(self) -> int:
        return self.last.revision if self.last else 0

    @property
    def is_behind(self) -> bool:
        """A translation that does not follow the original as it stands now."""
        return bool(
            self.is_translation and self.last and self.original and self.last.of_revision != self.original.revision
        )


class PassageForm(forms.Form):
    """The words of one part in one language.

    base: the version that whoever types has before them; original: that of the original language. A form that
    settles a conflict holds `choice` as well, in mine_... what was typed first, and in `before` the version that
    both people began with.
    """

    heading = forms.CharField(label=_("Heading"), max_length=300, required=False)
    text = forms.CharField(label=_("Text"), max_length=LONGEST, required=False, widget=forms.Textarea)
    items = forms.CharField(
        label=_("List"), max_length=LONGEST, required=False, widget=forms.Textarea, help_text=_("One entry a line.")
    )
    follows = forms.BooleanField(label=_("This translation follows the original as it stands now"), required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    original = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    choice = forms.ChoiceField(label=_("Which text is saved?"), choices=CHOICES, widget=forms.RadioSelect)
    before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    mine_heading = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    mine_text = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False)
    mine_items = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False)

    SETTLING: ClassVar[tuple[str, ...]] = ("choice", "before", "mine_heading", "mine_text", "mine_items")

    def __init__(
        self, data: Any, place: Place, *, mine: Words | None = None, before: int = 0, base: Words | None = None
    ) -> None:
        """mine: what was typed and is in conflict with what another has saved since version `before`, whose words
        were `base`."""
        self.place = place
        self.joint: Words | None = None
        initial: dict[str, Any] = {
            **as_text(Words.of(place.last)),
            "base": place.revision,
            "original": place.original.revision if place.original else 0,
        }
        if mine is not None:
            self.joint = together(base or Words(), mine, Words.of(place.last))
            initial |= as_text(self.joint or mine)
            initial |= {f"mine_{name}": value for name, value in as_text(mine).items()}
            initial |= {"choice": EDITED if self.joint else None, "before": before}
        super().__init__(data, prefix=place.prefix, initial=initial)
        settles = mine is not None or (data is not None and self.add_prefix("mine_text") in data)
        names = FIELDS_OF[place.part.kind]
        for name in FIELDS:
            if name not in names:
                self.fields.pop(name)
        if not settles:
            for name in self.SETTLING:
                self.fields.pop(name)
        if not place.is_translation:
            self.fields.pop("follows")
        for name in names:
            self.fields[name].widget.attrs |= {"lang": place.language, "dir": direction(place.language)}
        if "text" in names:
            self.fields["text"].widget.attrs["rows"] = 8 if place.part.kind != PartKind.FINDING else 3
        if "items" in names:
            self.fields["items"].widget.attrs["rows"] = 3

    @property
    def settles(self) -> bool:
        return "choice" in self.fields

    @property
    def word_fields(self) -> list[Any]:
        """The fields for the words, in their order."""
        return [self[name] for name in FIELDS if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_list = self.place.part.kind == PartKind.LIST
        if is_list and (data.get("text") or data.get("items")) and not data.get("heading"):
            self.add_error("heading", gettext("Give the list its name."))
        return data

    def typed(self) -> Words | None:
        """What is to be saved; None where the other's words are taken. For a form without errors."""
        data = self.cleaned_data
        choice = data.get("choice", EDITED)
        if choice == THEIRS:
            return None
        before = "mine_" if choice == MINE else ""
        return from_text({name: data.get(before + name, "") for name in FIELDS})


def together(base: Words, mine: Words, theirs: Words) -> Words | None:
    """Both changes in one; None where they touch the same words."""
    both = {}
    for name, value in as_text(base).items():
        words = joined(value, as_text(mine)[name], as_text(theirs)[name])
        if words is None:
            return None
        both[name] = words
    return from_text(both)
