"""The alternatives side by side, and what earlier editions cost: the same for the page and for a paper's frozen words.

Everything here is a value: texts in every language, whole euro. A paper keeps it as JSON and reads it back, so that it
says in ten years what it said on its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.text import capfirst

from conferences.models import TOPIC_IN_TEXT, Alternative, Bearer, Edition, Topic
from conferences.reading.costing import Costing
from core.clock import viewing
from core.facts import in_every_language
from core.values import Period, Quantity, Text, Value, frozen, thawed


@dataclass(frozen=True)
class CostLine:
    """what: for what. borne_by: a `Bearer`."""

    what: Text
    amount: int
    borne_by: str

    @property
    def bearer(self) -> str:
        return str(Bearer(self.borne_by).label)

    def as_json(self) -> dict[str, Any]:
        return {"what": frozen(self.what), "amount": self.amount, "borne_by": self.borne_by}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(words(data["what"]), data["amount"], data["borne_by"])


@dataclass(frozen=True)
class Side:
    """An alternative as it is compared. url: where it is read; "" in a paper."""

    title: Text
    proposer: Text
    description: Text
    assumptions: Text
    participants: int | None
    lines: tuple[CostLine, ...]
    source: str
    url: str = ""

    @property
    def costing(self) -> Costing:
        people = Quantity(self.participants) if self.participants else None
        return Costing(sum(line.amount for line in self.lines) if self.lines else None, people)

    @property
    def borne(self) -> list[tuple[str, int]]:
        """(who, how much) for each who bears a part, in the order of `Bearer`."""
        sums: dict[str, int] = {}
        for line in self.lines:
            sums[line.borne_by] = sums.get(line.borne_by, 0) + line.amount
        return [(str(bearer.label), sums[bearer]) for bearer in Bearer if bearer in sums]

    def as_json(self) -> dict[str, Any]:
        return {
            "title": frozen(self.title),
            "proposer": frozen(self.proposer),
            "description": frozen(self.description),
            "assumptions": frozen(self.assumptions),
            "participants": self.participants,
            "lines": [line.as_json() for line in self.lines],
            "source": self.source,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            title=words(data["title"]),
            proposer=words(data["proposer"]),
            description=words(data["description"]),
            assumptions=words(data["assumptions"]),
            participants=data["participants"],
            lines=tuple(CostLine.from_json(line) for line in data["lines"]),
            source=data["source"],
        )


@dataclass(frozen=True)
class EditionLine:
    """An earlier edition: what it cost and how many came; None for what is not in the records."""

    name: str
    period: Period
    amount: int | None
    covers: Text
    attendance: Quantity | None
    source: str
    url: str = ""

    @property
    def costing(self) -> Costing:
        return Costing(self.amount, self.attendance)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "period": frozen(self.period),
            "amount": self.amount,
            "covers": frozen(self.covers),
            "attendance": frozen(self.attendance) if self.attendance else None,
            "source": self.source,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        period, attendance = thawed(data["period"]), thawed(data["attendance"]) if data["attendance"] else None
        assert isinstance(period, Period)
        assert attendance is None or isinstance(attendance, Quantity)
        return cls(data["name"], period, data["amount"], words(data["covers"]), attendance, data["source"])


@dataclass(frozen=True)
class TopicPart:
    """A topic with its alternatives, side by side."""

    key: str
    sides: tuple[Side, ...]

    @property
    def label(self) -> str:
        return str(Topic(self.key).label)

    @property
    def in_text(self) -> Text:
        """As a sentence says it: the target groups."""
        return in_every_language(lambda: str(TOPIC_IN_TEXT[Topic(self.key)]))

    @property
    def compared(self) -> list[tuple[Side, list[tuple[str, int | None]]]]:
        """Each alternative with how much each bears who bears a part of any of them; None for nothing."""
        bearing = {line.borne_by for side in self.sides for line in side.lines}
        labels = [str(bearer.label) for bearer in Bearer if bearer in bearing]
        return [(side, [(label, dict(side.borne).get(label)) for label in labels]) for side in self.sides]


@dataclass(frozen=True)
class Proposals:
    """All four topics, those without an alternative too, and the editions that were held."""

    topics: tuple[TopicPart, ...]
    editions: tuple[EditionLine, ...]

    @property
    def covered(self) -> list[TopicPart]:
        """The topics that have an alternative."""
        return [part for part in self.topics if part.sides]

    @property
    def count(self) -> int:
        return sum(len(part.sides) for part in self.topics)

    def as_json(self) -> dict[str, Any]:
        return {
            "topics": [{"key": part.key, "sides": [side.as_json() for side in part.sides]} for part in self.topics],
            "editions": [line.as_json() for line in self.editions],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            tuple(
                TopicPart(part["key"], tuple(Side.from_json(side) for side in part["sides"]))
                for part in data.get("topics", [])
            ),
            tuple(EditionLine.from_json(line) for line in data.get("editions", [])),
        )


def words(value: Any) -> Text:
    """A text read back."""
    text: Value = thawed(value)
    assert isinstance(text, Text)
    return text


def proposals(alternatives: Iterable[Alternative], day: date) -> Proposals:
    """These alternatives (from `for_list()`) by topic, with the editions as known on the day."""
    rows = sorted(alternatives, key=lambda row: (row.place, row.pk))
    with viewing(day):
        return Proposals(
            tuple(
                TopicPart(str(topic), tuple(side(row, day) for row in rows if row.topic == topic)) for topic in Topic
            ),
            tuple(edition_lines(day)),
        )


def side(alternative: Alternative, day: date) -> Side:
    return Side(
        title=alternative.title,
        proposer=Text({code: capfirst(name) for code, name in alternative.name_on(day).plain.items()}),
        description=alternative.description,
        assumptions=alternative.assumptions,
        participants=alternative.participants,
        lines=tuple(CostLine(line.what, line.amount, line.borne_by) for line in alternative.costs.all()),
        source=alternative.source,
        url=alternative.get_absolute_url(),
    )


def edition_lines(day: date) -> Iterable[EditionLine]:
    """European editions that lie behind, the latest first, with cost and attendance as known on the day."""
    editions = Edition.objects.european().known(day).prefetch_related("schedules", "attendances", "costs")
    for edition in sorted(editions, key=lambda row: -row.ordinal):
        schedule = edition.schedule_on(day)
        if schedule is None or schedule.period is None or not schedule.lies_behind(day):
            continue
        cost, attendance = edition.cost_on(day), edition.attendance_on(day)
        yield EditionLine(
            name=edition.short_name,
            period=schedule.period,
            amount=cost.amount if cost else None,
            covers=cost.covers if cost else Text(),
            attendance=attendance.quantity if attendance else None,
            source=cost.source if cost else "",
            url=edition.get_absolute_url(),
        )
