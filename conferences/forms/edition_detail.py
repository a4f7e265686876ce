"""What is typed into forms on an edition's figures, languages and time zone, partners and documents."""

from __future__ import annotations

import difflib
from pathlib import PurePath
from typing import Any
from zoneinfo import available_timezones

import filetype
from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from conferences.forms.programme import LanguagesField
from conferences.languages import language_choices
from conferences.models import DocumentFile, EditionDocument, EditionFigure, EditionFrame, EditionPartner
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm

MOST_MEGABYTES = 10
FILE_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
}


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
    """A link or a file. A file is what its first bytes say, and is refused where its name says otherwise."""

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
        if upload.size > MOST_MEGABYTES * 1024 * 1024:
            words = ngettext(
                "The file has %(size)s MB; at most %(most)s MB is taken.",
                "The file has %(size)s MB; at most %(most)s MB are taken.",
                MOST_MEGABYTES,
            )
            size = max(MOST_MEGABYTES + 1, round(upload.size / 1024 / 1024))
            raise forms.ValidationError(words % {"size": size, "most": MOST_MEGABYTES})
        ending = PurePath(upload.name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
        if ending not in FILE_KINDS:
            raise forms.ValidationError(_("Files of this kind are not taken: send a PDF, for example."))
        guessed = filetype.guess(upload.read(8192))
        upload.seek(0)
        if guessed is None or guessed.extension != ending:
            words = gettext("The file is called .%(ending)s but is something else inside. Save it again as %(ending)s.")
            raise forms.ValidationError(words % {"ending": ending})
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
            ending = PurePath(upload.name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
            self.instance.file_name = PurePath(upload.name).name[-150:]
            self.instance.file_size = upload.size
            self.instance.media_type = FILE_KINDS[ending]
        super()._post_clean()  # type: ignore[misc]

    def save(self, commit: bool = True) -> EditionDocument:
        document: EditionDocument = super().save(commit)
        if upload := self.cleaned_data.get("upload"):
            DocumentFile.objects.update_or_create(document=document, defaults={"content": upload.read()})
        return document
