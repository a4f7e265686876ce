"""CAF users and who counts as one, the reported counts and the goal, PEF and its pilot, CAF events."""

from caf.models.application import Application, ApplicationState, ApplicationStep
from caf.models.application_document import ApplicationDocument, DocumentKind
from caf.models.asking import Answer, Confirmation, ContactLink, CountryAsking, Purpose
from caf.models.assignment import Assignment, AssignmentState, AssignmentStep
from caf.models.bulk_change import BulkAct, BulkChange, BulkChangeRow
from caf.models.claim import Claim
from caf.models.count import Count, CountUnit, Goal
from caf.models.counting_rule import CountingRule, RuleCode
from caf.models.counting_span import CountChange, CountingSpan, Ending, Grain, Part
from caf.models.event import CafEventReport, Event, EventDecision, EventKind
from caf.models.expert import Expert, ExpertRole
from caf.models.feedback_actor import (
    ActorProfile,
    ActorTie,
    ActorTraining,
    CodeSignature,
    FeedbackActor,
    TieKind,
)
from caf.models.feedback_report import (
    FeedbackReport,
    FeedbackReportStep,
    ReportReply,
    ReportState,
    StepFeedback,
)
from caf.models.importing import (
    Decision,
    ImportColumns,
    ImportRow,
    ImportState,
    ImportStep,
    Outcome,
    RegisterImport,
)
from caf.models.label import (
    REMINDERS,
    Label,
    LabelCertificate,
    LabelDecision,
    LabelReminder,
    LabelState,
    LabelStep,
    Standing,
)
from caf.models.likeness import LikelyPair, OrganisationKey, PairAnswer, PairState
from caf.models.merge import Merge
from caf.models.organisation import DATED, Level, Organisation, Origin, RegisterState, Registration, Sector, SizeBand
from caf.models.organisation_rows import (
    Contact,
    LinkKind,
    NameKind,
    OrganisationLink,
    OrganisationName,
    OrganisationProfile,
)
from caf.models.organiser import OrganiserSetting
from caf.models.pef import Contribution, PilotMeeting, PilotMeetingOrganiser, ProcedureReport, ProcedureStage
from caf.models.pilot import Pilot, PilotOrganisation, PilotReport, PilotStage
from caf.models.procedure import (
    Maturity,
    Pillar,
    ProcedureItem,
    ProcedureStep,
    ProcedureVersion,
    RatingWord,
    RollUp,
)
from caf.models.promise import CountPromise
from caf.models.rating import AgreedRating, ItemRating
from caf.models.snapshot import Snapshot, SnapshotCount, SnapshotWithdrawal
from caf.models.use import CafVersion, ScoringPanel, SectorVersion, Use
from caf.models.visit import AgendaRow, VisitPlan

__all__ = [
    "DATED",
    "REMINDERS",
    "ActorProfile",
    "ActorTie",
    "ActorTraining",
    "AgendaRow",
    "AgreedRating",
    "Answer",
    "Application",
    "ApplicationDocument",
    "ApplicationState",
    "ApplicationStep",
    "Assignment",
    "AssignmentState",
    "AssignmentStep",
    "BulkAct",
    "BulkChange",
    "BulkChangeRow",
    "CafEventReport",
    "CafVersion",
    "Claim",
    "CodeSignature",
    "Confirmation",
    "Contact",
    "ContactLink",
    "Contribution",
    "Count",
    "CountChange",
    "CountPromise",
    "CountUnit",
    "CountingRule",
    "CountingSpan",
    "CountryAsking",
    "Decision",
    "DocumentKind",
    "Ending",
    "Event",
    "EventDecision",
    "EventKind",
    "Expert",
    "ExpertRole",
    "FeedbackActor",
    "FeedbackReport",
    "FeedbackReportStep",
    "Goal",
    "Grain",
    "ImportColumns",
    "ImportRow",
    "ImportState",
    "ImportStep",
    "ItemRating",
    "Label",
    "LabelCertificate",
    "LabelDecision",
    "LabelReminder",
    "LabelState",
    "LabelStep",
    "Level",
    "LikelyPair",
    "LinkKind",
    "Maturity",
    "Merge",
    "NameKind",
    "Organisation",
    "OrganisationKey",
    "OrganisationLink",
    "OrganisationName",
    "OrganisationProfile",
    "OrganiserSetting",
    "Origin",
    "Outcome",
    "PairAnswer",
    "PairState",
    "Part",
    "Pillar",
    "Pilot",
    "PilotMeeting",
    "PilotMeetingOrganiser",
    "PilotOrganisation",
    "PilotReport",
    "PilotStage",
    "ProcedureItem",
    "ProcedureReport",
    "ProcedureStage",
    "ProcedureStep",
    "ProcedureVersion",
    "Purpose",
    "RatingWord",
    "RegisterImport",
    "RegisterState",
    "Registration",
    "ReportReply",
    "ReportState",
    "RollUp",
    "RuleCode",
    "ScoringPanel",
    "Sector",
    "SectorVersion",
    "SizeBand",
    "Snapshot",
    "SnapshotCount",
    "SnapshotWithdrawal",
    "Standing",
    "StepFeedback",
    "TieKind",
    "Use",
    "VisitPlan",
]
