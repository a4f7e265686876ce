"""CAF users and who counts as one, the reported counts and the goal, PEF and its pilot, CAF events."""

from caf.models.asking import Answer, Confirmation, ContactLink, CountryAsking, Purpose
from caf.models.bulk_change import BulkAct, BulkChange, BulkChangeRow
from caf.models.claim import Claim
from caf.models.count import Count, CountUnit, Goal
from caf.models.counting_rule import CountingRule, RuleCode
from caf.models.counting_span import CountChange, CountingSpan, Ending, Grain, Part
from caf.models.event import CafEventReport, Event, EventDecision, EventKind
from caf.models.expert import Expert, ExpertRole
from caf.models.importing import (
    Decision,
    ImportColumns,
    ImportRow,
    ImportState,
    ImportStep,
    Outcome,
    RegisterImport,
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
from caf.models.pef import Contribution, PilotMeeting, PilotMeetingOrganiser, ProcedureReport, ProcedureStage
from caf.models.pilot import Pilot, PilotOrganisation, PilotReport, PilotStage
from caf.models.promise import CountPromise
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

__all__ = [
    "DATED",
    "Answer",
    "AssessmentState",
    "BulkAct",
    "BulkChange",
    "BulkChangeRow",
    "CafEventReport",
    "CafVersion",
    "Claim",
    "Confirmation",
    "ConsensusScore",
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
    "Criterion",
    "CriterionName",
    "Decision",
    "Ending",
    "Event",
    "EventDecision",
    "EventKind",
    "Expert",
    "ExpertRole",
    "Goal",
    "Grain",
    "ImportColumns",
    "ImportRow",
    "ImportState",
    "ImportStep",
    "ImprovementAction",
    "ImprovementProgress",
    "Level",
    "LikelyPair",
    "LinkKind",
    "MemberRole",
    "Merge",
    "NameKind",
    "Organisation",
    "OrganisationKey",
    "OrganisationLink",
    "OrganisationName",
    "OrganisationProfile",
    "Origin",
    "Outcome",
    "PairAnswer",
    "PairState",
    "PanelBand",
    "PanelRow",
    "Part",
    "Phase",
    "Pilot",
    "PilotMeeting",
    "PilotMeetingOrganiser",
    "PilotOrganisation",
    "PilotReport",
    "PilotStage",
    "ProcedureReport",
    "ProcedureStage",
    "Purpose",
    "RegisterImport",
    "RegisterState",
    "Registration",
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
    "SubCriterion",
    "Use",
]
