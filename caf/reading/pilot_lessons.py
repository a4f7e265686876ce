"""What the pilots came to as of a day: who piloted, who answered, what follows, what is open until the launch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caf.models import (
    OPEN_FINDINGS,
    Consultation,
    Contribution,
    Finding,
    FindingStep,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    Pilot,
    PilotMeeting,
    PilotReport,
    ProcedureReport,
    ProcedureStage,
)
from caf.reading.pilot_analysis import Analysis, analysis_of
from caf.reading.threshold import ThresholdChange, threshold_change
from core.models import last_known
from core.redline import Piece, redline
from core.values import Text


@dataclass(frozen=True)
class PilotLine:
    pilot: Pilot
    report: PilotReport | None


@dataclass(frozen=True)
class ConsultationLine:
    """analysis: None until no more answers come."""

    consultation: Consultation
    analysis: Analysis | None


@dataclass(frozen=True)
class FindingLine:
    """A finding as it stood. change: its item in the old and the new words, of what was last said of it;
    threshold: likewise."""

    finding: Finding
    state: str
    decision: FindingStep | None
    done: FindingStep | None
    change: list[Piece]
    threshold: ThresholdChange | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_FINDINGS


@dataclass(frozen=True)
class TaskLine:
    task: LaunchTask
    report: LaunchTaskReport | None
    state: str
    is_open: bool
    is_overdue: bool


@dataclass(frozen=True)
class Launch:
    """plans: in the order in which they became known. launched: the report that says so, if any.

    missed: the last plan was put off, or its time was over, without a launch by then.
    """

    plans: list[LaunchPlan]
    launched: ProcedureReport | None
    missed: bool

    @property
    def plan(self) -> LaunchPlan | None:
        """The last one that names a time."""
        return next((plan for plan in reversed(self.plans) if plan.period), None)


@dataclass(frozen=True)
class Lessons:
    day: date
    pilots: list[PilotLine]
    meetings: list[PilotMeeting]
    contributions: list[Contribution]
    consultations: list[ConsultationLine]
    findings: list[FindingLine]
    tasks: list[TaskLine]
    launch: Launch

    @property
    def open_findings(self) -> list[FindingLine]:
        return [line for line in self.findings if line.is_open]

    @property
    def decided(self) -> list[FindingLine]:
        return [line for line in self.findings if not line.is_open]

    @property
    def changes(self) -> list[FindingLine]:
        return [line for line in self.findings if line.done is not None]

    @property
    def open_tasks(self) -> list[TaskLine]:
        return [line for line in self.tasks if line.is_open]


def lessons_on(day: date) -> Lessons:
    """As known on that day; whoever reads it may read what the pilots said."""
    pilots = Pilot.objects.for_list().filter(known_on__lte=day)
    meetings = PilotMeeting.objects.filter(known_on__lte=day).prefetch_related(
        "organisers__country__names", "organisers__body"
    )
    contributions = Contribution.objects.filter(known_on__lte=day).select_related("country")
    return Lessons(
        day,
        [PilotLine(pilot, pilot.report_on(day)) for pilot in pilots],
        list(meetings.order_by("starts_on", "pk")),
        list(contributions.prefetch_related("country__names").order_by("place", "known_on", "pk")),
        [
            ConsultationLine(row, analysis_of(row) if row.is_closed_on(day) else None)
            for row in Consultation.objects.for_list().filter(known_on__lte=day).order_by("opens_on", "audience", "pk")
        ],
        findings_on(day),
        tasks_on(day),
        launch_on(day),
    )


def findings_on(day: date) -> list[FindingLine]:
    rows = Finding.objects.for_list().filter(known_on__lte=day).order_by("known_on", "pk")
    return [finding_line(row, day) for row in rows]


def finding_line(finding: Finding, day: date) -> FindingLine:
    state = finding.state_on(day) or str(finding.state)
    return FindingLine(
        finding,
        state,
        finding.decision_on(day),
        finding.done_on(day),
        change_on(finding, day),
        threshold_change(finding, day),
    )


def change_on(finding: Finding, day: date) -> list[Piece]:
    """The old words of its item with the new ones: those of the changed item, else as decided, else as proposed."""
    if finding.item is None or finding.kind != "words":
        return []
    return redline(str(finding.item.text), str(words_on(finding, day)))


def words_on(finding: Finding, day: date) -> Text:
    """What the item is to say, or says, as known on that day."""
    done, decision = finding.done_on(day), finding.decision_on(day)
    if done is not None and done.item is not None:
        return Text(done.item.text)
    adapted = {code: text for code, text in decision.words.items() if text} if decision else {}
    return Text({**finding.proposal, **adapted})


def tasks_on(day: date) -> list[TaskLine]:
    """Those that are open first, by when they are due; then the others."""
    rows = [
        TaskLine(task, task.report_on(day), task.state_on(day), task.is_open_on(day), task.is_overdue_on(day))
        for task in LaunchTask.objects.for_list().filter(known_on__lte=day)
    ]
    return sorted(rows, key=lambda row: (not row.is_open, due_of(row), row.task.place, row.task.pk))


def due_of(line: TaskLine) -> date:
    return line.report.due_on if line.report and line.report.due_on else date.max


def launch_on(day: date) -> Launch:
    plans = list(LaunchPlan.objects.known(day).select_related("event"))
    report = ProcedureReport.objects.known(day).last()
    launched = report if report is not None and report.stage == ProcedureStage.LAUNCHED else None
    return Launch(plans, launched, is_missed(plans, launched, day))


def is_missed(plans: Sequence[LaunchPlan], launched: ProcedureReport | None, day: date) -> bool:
    """Whether, seen from that day, the launch did not come when it was planned: it was put off, or its time was over,
    and it was not launched by then. `plans`: known by then, oldest first."""
    planned_for = next((plan.ends_on for plan in reversed(plans) if plan.ends_on), None)
    if planned_for is None:
        return False
    if launched is not None:
        return launched.starts_on is not None and launched.starts_on > planned_for
    return last_known(plans, date.max).ends_on is None or planned_for < day
