"""What is true of the Procedure on External Feedback as of a date: how far it is, who moved it, what its pilots
taught, and whether it was launched when it was planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, JSONField, Value
from django.utils.translation import gettext_lazy as _

from caf.facts_pef import tell_labels
from caf.models import (
    OPEN_FINDINGS,
    TO_DO,
    Contribution,
    ContributionKind,
    Finding,
    FindingState,
    FindingStep,
    Label,
    LaunchPlan,
    PilotMeeting,
    PilotMeetingOrganiser,
    ProcedureReport,
    ProcedureStage,
)
from caf.reading.pilot_lessons import is_missed
from core.facts import Fact, FactSpec, Viewpoint, fact, in_every_language
from core.models import last_known
from core.values import Choice, Name, Period, Text

EIPA = _("EIPA staff")
EXPERTS = _("the CAF expert group")
COUNTRIES = _("the coordinators")

SPECS = (
    FactSpec("caf.pef.stage", Choice, _("How far PEF is"), EXPERTS),
    FactSpec("caf.pef.is_launched", bool, _("PEF is launched"), EXPERTS),
    FactSpec("caf.pef.has_news", bool, _("PEF has moved on since the meeting before"), EXPERTS),
    FactSpec("caf.pef.launched_in", Period, _("When PEF was launched"), EXPERTS),
    FactSpec("caf.pef.launch_planned_for", Period, _("When PEF is, or was, planned to be launched"), EXPERTS),
    FactSpec("caf.pef.launch_is_missed", bool, _("PEF was not launched when it was planned"), EXPERTS),
    FactSpec("caf.pef.launch_is_newly_missed", bool, _("The launch was missed since the meeting before"), EXPERTS),
    FactSpec("caf.pef.organisers", list, _("Who organised the pilot group's meetings"), EXPERTS),
    FactSpec("caf.pef.contributors", list, _("Who contributed to the PEF pilot"), COUNTRIES),
    *(
        FactSpec(f"caf.pef.contributed.{kind}", list, label, COUNTRIES)
        for kind, label in (
            (ContributionKind.ORGANISATIONS, _("Whose organisations piloted PEF")),
            (ContributionKind.EXPERTS, _("Who gave time of experts to the PEF pilot")),
            (ContributionKind.TRANSLATION, _("Who translated for the PEF pilot")),
            (ContributionKind.TRAINING, _("Who trained for the PEF pilot")),
            (ContributionKind.TEXT, _("Who wrote texts of PEF")),
            (ContributionKind.MEETING, _("Who held a meeting of the PEF pilot")),
        )
    ),
    FactSpec("caf.pef.lessons", list, _("Lessons of the pilots, taken up since the meeting before"), EIPA),
    FactSpec("caf.pef.findings_open", int, _("Findings of the pilots that are not decided"), EIPA),
    FactSpec("caf.pef.findings_decided", int, _("Findings of the pilots that are decided"), EIPA),
    FactSpec("caf.pef.findings_newly_decided", int, _("Findings decided since the meeting before"), EIPA),
    FactSpec("caf.pef.findings_done", int, _("Findings that are done in a version of PEF"), EIPA),
)


def tell_pilots(view: Viewpoint) -> Iterator[Fact]:
    """How far PEF is, who moved it since the meeting before, what the pilots taught, which labels were given; in three
    queries, and one more once there is a label."""
    kept = kept_on(view.as_of)
    reports, plans, steps = kept[REPORT], kept[PLAN], kept[STEP]
    if kept[LABEL]:
        yield from tell_labels(view)
    report = last_known(reports, view.as_of)
    launched = report if report is not None and report.stage == ProcedureStage.LAUNCHED else None
    if report is not None:
        yield fact("caf.pef.stage", Choice(str(report.stage), in_every_language(report.get_stage_display)), report)
        yield fact("caf.pef.is_launched", launched is not None, report)
        yield fact("caf.pef.has_news", report.known_on >= view.since, report)
        if launched and launched.period:
            yield fact("caf.pef.launched_in", launched.period, launched)
    yield from tell_organisers(view)
    yield from tell_contributors(view)
    yield from tell_launch(view, plans, launched)
    yield from tell_findings(view, steps)


def tell_organisers(view: Viewpoint) -> Iterator[Fact]:
    rows = PilotMeetingOrganiser.objects.filter(
        meeting__known_on__lte=view.as_of, meeting__known_on__gte=view.since
    ).select_related("country", "body", "meeting")
    organisers: dict[str, Name] = {}
    meetings: dict[int, PilotMeeting] = {}
    for row in rows.order_by("meeting__known_on", "meeting_id", "place", "pk"):
        name = row.name_on(view.as_of)
        organisers.setdefault(name.key, name)
        meetings[row.meeting_id] = row.meeting
    if organisers:
        yield fact("caf.pef.organisers", list(organisers.values()), *meetings.values())


def tell_contributors(view: Viewpoint) -> Iterator[Fact]:
    """All of them, and those of each kind that a source names."""
    contributions = (
        Contribution.objects.known(view.as_of)
        .filter(known_on__gte=view.since)
        .order_by("place", "known_on", "pk")
        .select_related("country")
    )
    by_country: dict[int, Contribution] = {}
    by_kind: dict[str, dict[int, Contribution]] = {}
    for row in contributions:
        by_country.setdefault(row.country_id, row)
        if row.kind:
            by_kind.setdefault(row.kind, {}).setdefault(row.country_id, row)
    if by_country:
        yield fact("caf.pef.contributors", names_of(by_country, view), *by_country.values())
    for kind, rows in by_kind.items():
        yield fact(f"caf.pef.contributed.{kind}", names_of(rows, view), *rows.values())


def names_of(rows: dict[int, Contribution], view: Viewpoint) -> list[Name]:
    return [row.country.name_on(view.as_of) for row in rows.values()]


# --- What the pilots taught, and the launch -----------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A row of one of four kinds, as one query has them. of: the finding of a step."""

    what: str
    pk: int
    of: int
    known_on: date
    source: str
    said: str
    words: Text
    starts_on: date | None
    ends_on: date | None
    precision: str

    def as_record(self) -> ProcedureReport | LaunchPlan | FindingStep:
        known: dict[str, Any] = {"pk": self.pk, "known_on": self.known_on, "source": self.source}
        if self.what == STEP:
            return FindingStep(finding=Finding(pk=self.of, title=self.words), state=self.said, **known)
        known |= {"starts_on": self.starts_on, "ends_on": self.ends_on, "precision": self.precision}
        if self.what == PLAN:
            return LaunchPlan(**known)
        return ProcedureReport(stage=self.said, **known)


REPORT, PLAN, STEP, LABEL = "report", "plan", "step", "label"
COLUMNS = ("what", "pk", "of", "known_on", "source", "said", "title", "first", "last", "known_to")


def kept_on(day: date) -> dict[str, list[Any]]:
    """The reports on PEF, the plans of its launch, the steps of all findings and the first label, known on that day,
    oldest first; in one query."""
    no_day: Any = Value(None, output_field=DateField())
    no_words: Any = Value("", output_field=CharField())
    period = {"first": F("starts_on"), "last": F("ends_on"), "known_to": F("precision")}
    own = {"of": F("pk"), "title": F("text"), **period}
    steps = FindingStep.objects.annotate(what=Value(STEP), of=F("finding_id"), said=F("state")).annotate(
        title=F("finding__title"), first=no_day, last=no_day, known_to=no_words
    )
    plans = LaunchPlan.objects.annotate(what=Value(PLAN), said=no_words, **own)
    reports = ProcedureReport.objects.annotate(what=Value(REPORT), said=F("stage"), **own)
    first_label = Label.objects.filter(known_on__lte=day).order_by("known_on", "pk").values("pk")[:1]
    labels = (
        Label.objects.filter(pk__in=first_label)
        .annotate(what=Value(LABEL), of=F("pk"), said=F("state"), first=no_day, last=no_day, known_to=no_words)
        .annotate(title=Value({}, output_field=JSONField()))
    )
    queries = [
        rows.filter(known_on__lte=day).order_by().values_list(*COLUMNS) for rows in (reports, plans, steps, labels)
    ]
    kept = [Kept(*row) for row in queries[0].union(*queries[1:], all=True)]
    found: dict[str, list[Any]] = {REPORT: [], PLAN: [], STEP: [], LABEL: []}
    for row in sorted(kept, key=lambda row: (row.known_on, row.pk)):
        found[row.what].append(row if row.what == LABEL else row.as_record())
    return found


def tell_launch(view: Viewpoint, plans: list[LaunchPlan], launched: ProcedureReport | None) -> Iterator[Fact]:
    """For when it is, or was, planned; and whether that was kept: put off, or past without a launch by its end."""
    last = last_known(plans, view.as_of)
    planned = last_known([plan for plan in plans if plan.period], view.as_of)
    if planned is None:
        return
    yield fact("caf.pef.launch_planned_for", planned.period, planned)
    put_off = last.period is None
    missed = is_missed(plans, launched, view.seen_from)
    since = last.known_on if put_off else planned.ends_on
    yield fact("caf.pef.launch_is_missed", missed, planned, last if put_off else None, launched)
    yield fact(
        "caf.pef.launch_is_newly_missed", missed and since >= view.since, planned, last if put_off else None, launched
    )


def tell_findings(view: Viewpoint, steps: list[FindingStep]) -> Iterator[Fact]:
    """How many are open, decided and done; by title, those that the expert group took up since the meeting before."""
    if not steps:
        return
    last: dict[int, FindingStep] = {step.finding_id: step for step in steps}
    decided = {step.finding_id: step for step in steps if step.state in (*TO_DO, FindingState.DECLINED)}
    standing = {pk: step for pk, step in decided.items() if last[pk].state not in OPEN_FINDINGS}
    taken_up = [step for step in standing.values() if step.state in TO_DO and step.known_on >= view.since]
    for key, rows in (
        ("caf.pef.findings_open", [step for step in last.values() if step.state in OPEN_FINDINGS]),
        ("caf.pef.findings_decided", list(standing.values())),
        ("caf.pef.findings_newly_decided", [step for step in standing.values() if step.known_on >= view.since]),
        ("caf.pef.findings_done", [step for step in last.values() if step.state == FindingState.DONE]),
    ):
        yield fact(key, len(rows), *(rows or last.values()))
    if taken_up:
        yield fact("caf.pef.lessons", [step.finding.title for step in taken_up], *taken_up)
