"""What a row of consultations of the pilots, of who is asked and of the analysis shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from caf.models import Consultation, ConsultationStage
from caf.pilot_questions import ASPECTS
from caf.reading.pilot_analysis import Analysis, ItemAnalysis, Rated
from core.columns import NONE, Column, Kind, column, record_columns
from core.suppression import LEAST

STAGE_TAGS: dict[str, str] = {
    ConsultationStage.PREPARED: "plain",
    ConsultationStage.OPEN: "under-way",
    ConsultationStage.CLOSED: "ok",
}


def sent_shown(consultation: Any) -> int | None:
    """How many answers have come; None where they are so few that it is not told."""
    sent = consultation.sent or 0
    return None if consultation.anonymous and 0 < sent < LEAST else sent


CONSULTATION = (
    column(Consultation, "version"),
    column(Consultation, "audience"),
    Column(
        "stage",
        _("Stage"),
        lambda row, day: row.stage_on(day),
        Kind.TAG,
        words=dict(ConsultationStage.choices),
        tags=STAGE_TAGS,
    ),
    column(Consultation, "anonymous"),
    column(Consultation, "opens_on"),
    column(Consultation, "closes_on"),
    Column("asked", _("Answers asked for"), lambda row, _day: row.asked or 0, Kind.NUMBER),
    Column("sent", _("Answers"), lambda row, _day: sent_shown(row), Kind.NUMBER),
    column(Consultation, "introduction", in_list=False, empty=NONE),
    column(Consultation, "addresses_deleted_on", in_list=False, in_page=False),
    *record_columns(Consultation),
)


@dataclass(frozen=True)
class AnalysisLine:
    """An item with its figures, as a file holds it."""

    row: ItemAnalysis
    url: str

    def get_absolute_url(self) -> str:
        return self.url


def analysis_lines(analysis: Analysis) -> list[AnalysisLine]:
    url = analysis.consultation.analysis_url
    return [AnalysisLine(row, f"{url}#item-{row.asked.pk}") for row in analysis.items]


def figures(aspect: str, label: Any) -> Iterator[Column]:
    """The columns of one aspect: answers, mean, spread, how often each rating was given. Empty: hidden, or none."""

    def of(line: Any) -> Rated:
        rated: Rated = line.row.of(aspect)
        return rated

    def told(name: str, what: Any, value: Any, kind: Kind = Kind.NUMBER) -> Column:
        return Column(f"{aspect}_{name}", format_lazy("{}, {}", label, what), value, kind)

    yield told("answers", _("answers"), lambda line, _day: of(line).answers)
    yield told("mean", _("mean"), lambda line, _day: of(line).mean)
    yield told("spread", _("spread"), lambda line, _day: of(line).spread)
    for place in range(5):
        yield told(
            str(place + 1),
            str(place + 1),
            lambda line, _day, place=place: of(line).counts[place] if of(line).counts else None,
        )


ANALYSIS = (
    Column("number", _("Number"), lambda line, _day: line.row.asked.number),
    Column("item", _("Item"), lambda line, _day: line.row.asked.text, Kind.WORDS),
    *(each for aspect, label in ASPECTS for each in figures(aspect, label)),
)
