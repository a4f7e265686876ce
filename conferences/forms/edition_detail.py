"""What is typed into forms on an edition's figures, languages and time zone, partners and documents."""

from __future__ import annotations

import difflib
from pathlib import PurePath
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.forms.programme import LanguagesField
from conferences.languages import language_choices
from conferences.models import DocumentFile, EditionDocument, EditionFigure, EditionFrame, EditionPartner
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm
from core.uploads import MEGABYTE, WrongFile, kind_of_upload
from network.forms import ACTOR_FIELDS, CountryForm

MOST_MEGABYTES = 10
FILE_KINDS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg")


class FigureForm(RecordModelForm):
    class Meta:
        model = EditionFigure
        fields = ("kind", "value", "qualifier", *RECORD_FIELDS)

    def clean_value(self) -> int:
        value: int = self.cleaned_data["value"]
        if value == 0:
            raise forms.ValidationError(_("Give a number above zero. What is not known is left out."))
        return value


class FrameForm(RecordModelForm):
    """Begins with what is known, so that only what changes is typed."""

    languages = LanguagesField(label=_("Working languages"))

    class Meta:
        model = EditionFrame
        fields = ("languages", "time_zone", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.instance.edition.frame_on(present_day()) if self.instance.pk is None else None
        if last is not None:
            self.initial = {**self.initial, "languages": last.languages, "time_zone": last.time_zone}

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        zones = available_timezones()
        if not name or name in zones:
            return name
        near = next((zone for zone in zones if zone.casefold() == name.casefold()), None)
        close = [near] if near else difflib.get_close_matches(name, sorted(zones), n=1)
        if close:
            words = gettext("“%(name)s” is not the name of a time zone. Do you mean %(close)s?")
            raise forms.ValidationError(words % {"name": name, "close": close[0]})
        words = gettext("“%(name)s” is not the name of a time zone. Write it like Europe/Paris.")
        raise forms.ValidationError(words % {"name": name})


class PartnerForm(CountryForm):
    class Meta:
        model = EditionPartner
        fields = ("role", *ACTOR_FIELDS, "takes_part", *RECORD_FIELDS)


class DocumentForm(RecordModelForm):
    """A link or a file. A file is what its bytes say, and is refused where its name says otherwise."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, PNG or JPEG, up to 10 MB."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    field_order = ("title", "dated_on", "language", "link", "upload")

    class Meta:
        model = EditionDocument
        fields = ("title", "dated_on", "language", "link", *RECORD_FIELDS)
        widgets = {"dated_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [("", _("not said")), *language_choices()]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        try:
            self.kind = kind_of_upload(upload, FILE_KINDS, MOST_MEGABYTES * MEGABYTE)
        except WrongFile as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        has_file = bool(data.get("upload")) or bool(self.instance.file_name)
        if "upload" in data and "link" in data:
            if data["link"] and has_file:
                self.add_error("link", _("Give either a link or a file."))
            elif not data["link"] and not has_file:
                self.add_error("link", _("Give a link, or choose a file below."))
        return data

    def _post_clean(self) -> None:
        upload = self.cleaned_data.get("upload")
        if upload:
            self.instance.file_name = PurePath(upload.name).name[-150:]
            self.instance.file_size = upload.size
            self.instance.media_type = self.kind.media_type
        super()._post_clean()  # type: ignore[misc]

    def save(self, commit: bool = True) -> EditionDocument:
        document: EditionDocument = super().save(commit)
        if upload := self.cleaned_data.get("upload"):
            DocumentFile.objects.update_or_create(document=document, defaults={"content": upload.read()})
        return document
