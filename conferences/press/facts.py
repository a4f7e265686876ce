"""The facts of a press release: what is known of an edition and its prizes on a day, with the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from conferences.models import Edition, JuryMember, Laureate, Nominee, PressNote
from core.facts import Fact, fact
from core.models import last_known
from core.phrases import LANGUAGES
from core.values import Text

LABELS = {
    "edition": _("Conference"),
    "theme": _("Theme"),
    "day": _("Day"),
    "held": _("Days"),
    "city": _("City"),
    "venue": _("Venue"),
    "attendance": _("Participants"),
    "laureate_count": _("Number of laureates"),
    "laureate": _("Laureate"),
    "laureates": _("Laureates"),
    "others": _("Other nominees"),
    "chair": _("Chair of the jury"),
    "jury": _("Members of the jury"),
    "prize": _("Prize"),
    "organisation": _("Laureate"),
    "government": _("Government it belongs to"),
    "title": _("Project"),
    "description": _("About the project"),
    "reason": _("The jury’s reason"),
    "organisers": _("Organised by"),
    "initiators": _("Initiative of"),
    "audience": _("Meant for"),
    "context": _("What the theme stands for"),
    "programme": _("Programme"),
    "aim": _("What the prizes are for"),
    "about": _("About the conference"),
    "every_years": _("Years from one to the next"),
    "cases": _("Cases submitted"),
    "office": _("Press office"),
    "unit": _("Unit"),
    "email": _("Mail address"),
    "phone": _("Telephone"),
    "website": _("Web site"),
}
NOTED = (
    "organisers", "initiators", "audience", "context", "programme", "aim", "about", "every_years", "cases", "office",
    "unit", "email", "phone", "website",
)  # fmt: skip


def label(key: str) -> str:
    """What a reader calls a fact: that of one laureate is named like that of any other."""
    return str(LABELS[key.rpartition(".")[2]])


def in_documents(words: Callable[[str], str]) -> Text:
    """What `words` says for each language that documents are written in."""
    return Text({code: words(code) for code in LANGUAGES})


def standing(edition: Edition, day: date) -> list[Laureate]:
    """The laureates of an edition as known on that day, in the order of the prizes."""
    rows = list(edition.laureates.filter(known_on__lte=day).for_list().order_by("prize__place", "pk"))
    for row in rows:
        row.prize.edition = row.nominee.edition = edition  # asked for by the address of each
    return [row for row in rows if row.stands_on(day)]


def facts_of(edition: Edition, day: date) -> dict[str, Fact]:
    """Every fact that is known of the edition on that day, by its key; what is unknown or empty is not there."""
    return {known.key: known for known in _told(edition, day) if known.value not in ("", Text(), [], None)}


def _told(edition: Edition, day: date) -> Iterator[Fact]:
    yield fact("edition", edition.name, edition)
    yield fact("theme", edition.theme, edition)
    schedule = edition.schedule_on(day)
    if schedule is not None:
        period = schedule.period
        if period is not None:
            one_day = period.starts_on == period.ends_on
            yield fact("day", period.starts_on, schedule) if one_day else fact("held", period, schedule)
        yield fact("city", schedule.city, schedule)
        yield fact("venue", schedule.venue, schedule)
    attendance = edition.attendance_on(day)
    if attendance is not None:
        yield fact("attendance", attendance.quantity, attendance)
    laureates = standing(edition, day)
    yield from _told_of_laureates(laureates)
    for laureate in laureates:
        yield from _told_of_laureate(laureate)
    nominees: list[Nominee] = list(edition.nominees.filter(known_on__lte=day))
    others = [row for row in nominees if row.pk not in {laureate.nominee_id for laureate in laureates}]
    if len(others) < len(nominees):
        yield fact("others", [named(row) for row in others], *others)
    yield from _told_of_jury(list(edition.jury.filter(known_on__lte=day)))
    note: PressNote | None = last_known(edition.press_notes.all(), day)
    if note is not None:
        for key in NOTED:
            yield fact(key, getattr(note, key), note)


def named(nominee: Nominee) -> Text:
    """The organisation with the government that it belongs to, in each language."""

    def words(language: str) -> str:
        government = nominee.government.in_language(language)
        return f"{nominee.organisation} ({government})" if government else nominee.organisation

    return in_documents(words)


def _told_of_laureates(laureates: list[Laureate]) -> Iterator[Fact]:
    nominees = list({laureate.nominee.organisation: laureate.nominee for laureate in laureates}.values())
    if len(nominees) == 1:
        yield fact("laureate", nominees[0].organisation, *laureates)
    elif nominees:
        yield fact("laureate_count", len(nominees), *laureates)
        yield fact("laureates", [row.organisation for row in nominees], *laureates)


def _told_of_laureate(laureate: Laureate) -> Iterator[Fact]:
    start, nominee = f"laureate.{laureate.pk}.", laureate.nominee
    yield fact(start + "prize", laureate.prize.name, laureate.prize)
    yield fact(start + "organisation", nominee.full_name, laureate, nominee)
    yield fact(start + "government", nominee.government, nominee)
    yield fact(start + "title", nominee.title, nominee)
    yield fact(start + "description", nominee.description, nominee)
    yield fact(start + "reason", laureate.reason, laureate)


def _told_of_jury(members: list[JuryMember]) -> Iterator[Fact]:
    def seat(member: JuryMember) -> Text:
        return in_documents(
            lambda code: ", ".join(part for part in (member.role.in_language(code), member.organisation) if part)
        )

    chairs = [member for member in members if member.is_chair]
    others = [member for member in members if not member.is_chair]
    yield fact("chair", [seat(member) for member in chairs], *chairs)
    yield fact("jury", [seat(member) for member in others], *others)


def same(first: Any, second: Any) -> bool:
    """Whether two facts, either perhaps unknown, say the same."""
    return (first.value if first else None) == (second.value if second else None)
