"""CAF users and who counts as one, the reported counts and the goal, PEF and its pilot, CAF events."""

from caf.models.application import Application, ApplicationState, ApplicationStep
from caf.models.application_document import ApplicationDocument, DocumentKind
from caf.models.asking import Answer, Confirmation, ContactLink, CountryAsking, Purpose, QuestionStop
from caf.models.assignment import Assignment, AssignmentState, AssignmentStep
from caf.models.bulk_change import BulkAct, BulkChange, BulkChangeRow
from caf.models.claim import Claim
from caf.models.count import Count, CountUnit, Goal
from caf.models.counting_rule import CountingRule, RuleCode
from caf.models.counting_span import CountChange, CountingSpan, Ending, Grain, Part
from caf.models.event import CafEventReport, Event, EventDecision, EventKind
from caf.models.expert import Expert, ExpertRole
from caf.models.feedback_actor import ActorProfile, ActorTie, ActorTraining, CodeSignature, FeedbackActor, TieKind
from caf.models.feedback_report import FeedbackReport, FeedbackReportStep, ReportReply, ReportState, StepFeedback
from caf.models.finding import OPEN_FINDINGS, TO_DO, Finding, FindingComment, FindingKind, FindingState, FindingStep
from caf.models.importing import (
    ImportColumns,
    ImportOutcome,
    ImportRow,
    ImportState,
    ImportStep,
    RegisterImport,
    RowAnswer,
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
from caf.models.launch import FINISHED, LaunchPlan, LaunchTask, LaunchTaskReport, TaskState
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
from caf.models.pef import (
    Contribution,
    ContributionKind,
    PilotMeeting,
    PilotMeetingOrganiser,
    ProcedureReport,
    ProcedureStage,
)
from caf.models.pilot import Pilot, PilotOrganisation, PilotReport, PilotStage
from caf.models.pilot_answers import PilotAnswers
from caf.models.pilot_feedback import (
    MOST_SETS,
    AskedItem,
    Consultation,
    ConsultationStage,
    FeedbackAudience,
    Invitation,
    InvitationLink,
    InvitationMailing,
    reads_pilot_feedback,
)
from caf.models.procedure import Maturity, Pillar, ProcedureItem, ProcedureStep, ProcedureVersion, RatingWord, RollUp
from caf.models.promise import CountPromise
from caf.models.proposal import ContactInvitation, Proposal, ProposalState, ProposalStep, Subject
from caf.models.rating import AgreedRating, ItemRating
from caf.models.self_assessment import (
    AssessmentState,
    MemberRole,
    SelfAssessment,
    SelfAssessmentMember,
    SelfAssessmentStep,
)
from caf.models.self_assessment_criteria import Criterion, CriterionName, PanelBand, PanelRow, Side, SubCriterion
from caf.models.self_assessment_plan import ImprovementAction, ImprovementProgress, Phase
from caf.models.self_assessment_score import ConsensusScore, Score
from caf.models.snapshot import Snapshot, SnapshotCount, SnapshotWithdrawal
from caf.models.use import CafVersion, ScoringPanel, SectorVersion, Use
from caf.models.visit import AgendaRow, VisitPlan

__all__ = [
    "DATED",
    "FINISHED",
    "MOST_SETS",
    "OPEN_FINDINGS",
    "REMINDERS",
    "TO_DO",
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
    "AskedItem",
    "AssessmentState",
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
    "ConsensusScore",
    "Consultation",
    "ConsultationStage",
    "Contact",
    "ContactInvitation",
    "ContactLink",
    "Contribution",
    "ContributionKind",
    "Count",
    "CountChange",
    "CountPromise",
    "CountUnit",
    "CountingRule",
    "CountingSpan",
    "CountryAsking",
    "Criterion",
    "CriterionName",
    "DocumentKind",
    "Ending",
    "Event",
    "EventDecision",
    "EventKind",
    "Expert",
    "ExpertRole",
    "FeedbackActor",
    "FeedbackAudience",
    "FeedbackReport",
    "FeedbackReportStep",
    "Finding",
    "FindingComment",
    "FindingKind",
    "FindingState",
    "FindingStep",
    "Goal",
    "Grain",
    "ImportColumns",
    "ImportOutcome",
    "ImportRow",
    "ImportState",
    "ImportStep",
    "ImprovementAction",
    "ImprovementProgress",
    "Invitation",
    "InvitationLink",
    "InvitationMailing",
    "ItemRating",
    "Label",
    "LabelCertificate",
    "LabelDecision",
    "LabelReminder",
    "LabelState",
    "LabelStep",
    "LaunchPlan",
    "LaunchTask",
    "LaunchTaskReport",
    "Level",
    "LikelyPair",
    "LinkKind",
    "Maturity",
    "MemberRole",
    "Merge",
    "NameKind",
    "Organisation",
    "OrganisationKey",
    "OrganisationLink",
    "OrganisationName",
    "OrganisationProfile",
    "OrganiserSetting",
    "Origin",
    "PairAnswer",
    "PairState",
    "PanelBand",
    "PanelRow",
    "Part",
    "Phase",
    "Pillar",
    "Pilot",
    "PilotAnswers",
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
    "Proposal",
    "ProposalState",
    "ProposalStep",
    "Purpose",
    "QuestionStop",
    "RatingWord",
    "RegisterImport",
    "RegisterState",
    "Registration",
    "ReportReply",
    "ReportState",
    "RollUp",
    "RowAnswer",
    "RuleCode",
    "Score",
    "ScoringPanel",
    "Sector",
    "SectorVersion",
    "SelfAssessment",
    "SelfAssessmentMember",
    "SelfAssessmentStep",
    "Side",
    "SizeBand",
    "Snapshot",
    "SnapshotCount",
    "SnapshotWithdrawal",
    "Standing",
    "StepFeedback",
    "SubCriterion",
    "Subject",
    "TaskState",
    "TieKind",
    "Use",
    "VisitPlan",
    "reads_pilot_feedback",
]
