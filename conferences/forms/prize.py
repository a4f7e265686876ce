"""What is typed into forms on prizes, laureates, certificates and press releases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.actions.prize import edit_paragraph
from conferences.models import (
    Certificate,
    JuryMember,
    Laureate,
    Nominee,
    PressNote,
    Prize,
    ReleaseParagraph,
    ReleaseVersion,
)
from core.fields import TextFormField
from core.forms import RECORD_FIELDS, RecordModelForm
from core.phrases import LANGUAGES
from network.forms import CountryForm

NOTE_FIELDS = (
    "organisers", "initiators", "audience", "context", "programme", "aim", "about", "every_years", "cases", "office",
    "unit", "email", "phone", "website",
)  # fmt: skip


class DocumentText(TextFormField):
    """Words that documents are drawn from: asked for in every language that documents are written in."""

    more_languages = (("nl", _("Dutch")),)


def in_documents(*names: str) -> dict[str, type[DocumentText]]:
    return dict.fromkeys(names, DocumentText)


class OfEdition(CountryForm):
    """A row of an edition's prizes: it offers that edition's prizes and nominees alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"prize", "nominee"} & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = field.queryset.filter(edition=self.instance.edition_id)


class PrizeForm(RecordModelForm):
    class Meta:
        model = Prize
        fields = ("place", "name", "criteria", *RECORD_FIELDS)
        field_classes = in_documents("name", "criteria")


class JuryMemberForm(OfEdition):
    class Meta:
        model = JuryMember
        fields = ("role", "organisation", "country", "is_chair", "prize", *RECORD_FIELDS)
        field_classes = in_documents("role")


class NomineeForm(OfEdition):
    class Meta:
        model = Nominee
        fields = (
            "organisation", "unit", "government", "level", "region", "country", "prize", "title", "description",
            "announced_on", *RECORD_FIELDS,
        )  # fmt: skip
        field_classes = in_documents("government", "title", "description")


class LaureateForm(OfEdition):
    class Meta:
        model = Laureate
        fields = ("prize", "nominee", "ex_aequo", "decided_on", "reason", "announced_on", *RECORD_FIELDS)
        field_classes = in_documents("reason")


class MendLaureateForm(RecordModelForm):
    """Who receives what is a decision, and stays; that it is taken back is a step."""

    class Meta:
        model = Laureate
        fields = ("ex_aequo", "decided_on", "reason", "announced_on", *RECORD_FIELDS)
        field_classes = in_documents("reason")


class PressNoteForm(RecordModelForm):
    class Meta:
        model = PressNote
        fields = (*NOTE_FIELDS, *RECORD_FIELDS)
        field_classes = in_documents(
            "organisers", "initiators", "audience", "context", "programme", "aim", "about", "office", "unit"
        )


class CertificateForm(RecordModelForm):
    """In which language: one that this laureate has no certificate in."""

    class Meta:
        model = Certificate
        fields = ("language",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issued = set(self.instance.laureate.certificates.values_list("language", flat=True))
        names = {"en": _("English"), "fr": _("French"), "nl": _("Dutch")}
        field: Any = self.fields["language"]
        field.choices = [("", "---------"), *((code, names[code]) for code in LANGUAGES if code not in issued)]


class DrawReleaseForm(RecordModelForm):
    """A new version: as of which day, and when it may be read."""

    class Meta:
        model = ReleaseVersion
        fields = ("as_of", "dated_on", "embargo_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            today = timezone.localdate()
            schedule = self.instance.edition.schedule_on(today)
            before = self.instance.edition.releases.order_by("-number").first()
            held = schedule.ends_on if schedule else None
            self.initial["as_of"] = self.initial.get("as_of") or today
            self.initial["dated_on"] = self.initial.get("dated_on") or (before.dated_on if before else held or today)
            self.initial["embargo_until"] = self.initial.get("embargo_until") or (before and before.embargo_until)

    def clean_as_of(self) -> date:
        """Facts of a day to come are not known."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come: nothing is known of it yet."))
        return as_of


class ReleaseDatesForm(RecordModelForm):
    class Meta:
        model = ReleaseVersion
        fields = ("dated_on", "embargo_until")


class ParagraphForm(RecordModelForm):
    class Meta:
        model = ReleaseParagraph
        fields = ("text",)

    def save(self, commit: bool = True) -> Any:
        return edit_paragraph(super().save(commit=False), by=self.user)
