"""What a row of a file may say of an organisation, and how each cell is checked: a resource of django-import-export.

The resource declares; its own passes, row by row and each with several queries, are not used: `checking.py` cleans each
cell by the widgets, and `writing.py` writes in bulk. To take another column: a field here, its place in
`standing.py` and `checking.py`, names that people give it in `mapping.py`.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources
from import_export.widgets import Widget

from caf.importing import spelling
from caf.importing.problems import Misread
from caf.importing.table import Cell
from core.exports import FORMULA_STARTS

NOTHING = {"", "-", "–", "—", "?", "n/a", "n.a.", "na", "unknown", "inconnu", "inconnue", "none", "null", "nan"}
BROKEN = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
REGISTER_NUMBER = re.compile(r"CAF-\d{7,}", re.IGNORECASE)


def disarmed(text: str) -> str:
    """A text as it was before an export put an apostrophe before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


class CellWidget(Widget):
    """Texts as they are; `most` signs. Answers "" for what says nothing. Each meaning is looked for once a value."""

    def __init__(self, most: int = 0) -> None:
        super().__init__()
        self.most = most
        self.seen: dict[Any, Any] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Raises Misread, also for a value that was misread before."""
        if value is None or value == "":
            return ""
        known = self.seen.get(value)
        if known is None:
            known = self.first_seen(value)
            if len(self.seen) < 50_000:
                self.seen[value] = known
        if isinstance(known, Misread):
            raise Misread(known.code, **known.params)
        return str(known)

    def first_seen(self, value: Cell) -> Any:
        try:
            if isinstance(value, str):
                value = disarmed(value)
                if value in BROKEN:
                    raise Misread("formula")
                if value.casefold() in NOTHING:
                    return ""
            cleaned = self.meaning(value)
            if self.most and len(cleaned) > self.most:
                raise Misread("too long", most=self.most)
        except Misread as problem:
            return problem
        return cleaned

    def meaning(self, value: Cell) -> str:
        """value: without the apostrophe of an export."""
        return str(value)


class WordWidget(CellWidget):
    """A word of a list, however it is called. words: how; told: folded word -> code, as a person has said."""

    def __init__(self, words: spelling.Words, told: dict[str, str]) -> None:
        super().__init__()
        self.words, self.told = words, told

    def meaning(self, value: Cell) -> str:
        found = self.words.get(str(value)) or self.told.get(spelling.folded(str(value)))
        if found is not None:
            return str(found)
        meant = self.words.nearest(str(value))
        if meant:
            raise Misread("word meant", value=str(value), meant=meant)
        raise Misread("word", value=str(value))


class CountryWidget(CellWidget):
    """The primary key of a country, as text."""

    def __init__(self, words: spelling.Words, codes: dict[int, str]) -> None:
        super().__init__()
        self.words, self.codes = words, codes

    def meaning(self, value: Cell) -> str:
        found = self.words.get(str(value))
        if found is not None:
            return str(found)
        meant = self.words.nearest(str(value))
        if meant:
            raise Misread("country meant", value=str(value), meant=self.codes[meant])
        raise Misread("country", value=str(value))


class LanguageWidget(CellWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = spelling.language_words()

    def meaning(self, value: Cell) -> str:
        found = self.words.get(str(value))
        if found is None:
            raise Misread("language", value=str(value))
        return str(found)


class SizeWidget(CellWidget):
    def meaning(self, value: Cell) -> str:
        return spelling.size_band(value)


class VersionWidget(CellWidget):
    def meaning(self, value: Cell) -> str:
        return spelling.caf_version(value)


class DayWidget(CellWidget):
    """As far as the day is known. order: which of 01/02/2009 is the day."""

    def __init__(self, order: str) -> None:
        super().__init__()
        self.order = order

    def meaning(self, value: Cell) -> str:
        return spelling.day_of(value, self.order)


class WebsiteWidget(CellWidget):
    check = URLValidator(schemes=["http", "https"])

    def meaning(self, value: Cell) -> str:
        text = str(value)
        address = text if "://" in text else f"https://{text}"
        try:
            self.check(address)
        except ValidationError as error:
            raise Misread("website", value=text) from error
        return address


class MailWidget(CellWidget):
    def meaning(self, value: Cell) -> str:
        text = str(value).removeprefix("mailto:").strip()
        try:
            validate_email(text)
        except ValidationError as error:
            raise Misread("email", value=text) from error
        return text.lower()


class NutsWidget(CellWidget):
    def meaning(self, value: Cell) -> str:
        text = str(value).upper()
        if not re.match(r"[A-Z]{2}[A-Z0-9]{0,3}\Z", text):
            raise Misread("nuts", value=text)
        return text


class DegreesWidget(CellWidget):
    """With a point or a comma; five decimals are kept, which is a metre."""

    def __init__(self, most_degrees: int) -> None:
        super().__init__()
        self.most_degrees = most_degrees

    def meaning(self, value: Cell) -> str:
        try:
            degrees = Decimal(str(value).replace(",", ".").removesuffix("°"))
        except InvalidOperation as error:
            raise Misread("number", value=str(value)) from error
        if not abs(degrees) <= self.most_degrees:
            raise Misread("degrees", value=str(value))
        return f"{degrees:.5f}"


class OrganisationResource(resources.Resource):
    """The columns of the portal's own export that a file may change, and some that people keep besides."""

    name = fields.Field("name", "name", CellWidget(200))
    country = fields.Field("country", "country")
    ref = fields.Field("ref", "ref", CellWidget(100))
    sender_ref = fields.Field("sender_ref", "sender_ref", CellWidget(100))
    english_name = fields.Field("english_name", "english_name", CellWidget(200))
    language = fields.Field("language", "language")
    aliases = fields.Field("aliases", "aliases", CellWidget())
    city = fields.Field("city", "city", CellWidget(100))
    level = fields.Field("level", "level")
    sector = fields.Field("sector", "sector")
    size = fields.Field("size", "size")
    website = fields.Field("website", "website")
    nuts = fields.Field("nuts", "nuts")
    latitude = fields.Field("latitude", "latitude")
    longitude = fields.Field("longitude", "longitude")
    version = fields.Field("version", "version")
    first_use = fields.Field("first_use", "first_use")
    last_use = fields.Field("last_use", "last_use")
    last_report = fields.Field("last_report", "last_report")
    contact_role = fields.Field("contact_role", "contact_role", CellWidget(150))
    contact_name = fields.Field("contact_name", "contact_name", CellWidget(150))
    contact_email = fields.Field("contact_email", "contact_email")

    def __init__(
        self,
        *,
        date_order: str = "",
        countries: dict[int, str] | None = None,
        meanings: dict[str, dict[str, str]] | None = None,
    ) -> None:
        """countries: what each is called, by its key, for a question such as "Is Denmark meant?".

        meanings: field -> folded word -> code, as was said of words that are not known.
        """
        super().__init__()
        told = meanings or {}

        checks: dict[str, CellWidget] = {
            "country": CountryWidget(spelling.country_words(), countries or {}),
            "language": LanguageWidget(),
            "level": WordWidget(spelling.level_words(), told.get("level", {})),
            "sector": WordWidget(spelling.sector_words(), told.get("sector", {})),
            "size": SizeWidget(),
            "version": VersionWidget(),
            "website": WebsiteWidget(200),
            "nuts": NutsWidget(),
            "latitude": DegreesWidget(90),
            "longitude": DegreesWidget(180),
            "contact_email": MailWidget(254),
            **{name: DayWidget(date_order) for name in ("first_use", "last_use", "last_report")},
        }
        for name, check in checks.items():
            self.fields[name].widget = check


LABELS = {
    "name": _("Name"),
    "country": _("Country"),
    "ref": _("Register number"),
    "sender_ref": _("Your own reference"),
    "english_name": _("Name in English"),
    "language": _("Language of the name"),
    "aliases": _("Other names"),
    "city": _("City"),
    "level": _("Level of government"),
    "sector": _("Sector"),
    "size": _("Size"),
    "website": _("Web site"),
    "nuts": _("NUTS code"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "version": _("Version of CAF"),
    "first_use": _("First use of CAF"),
    "last_use": _("Last use of CAF"),
    "last_report": _("Date of the last report"),
    "contact_role": _("Role of the contact"),
    "contact_name": _("Name of the contact"),
    "contact_email": _("Mail address of the contact"),
}
