"""CAF users and who counts as one, the reported counts and the goal, PEF and its pilot, CAF events."""

from caf.models.count import Count, CountUnit, Goal
from caf.models.counting_rule import CountingRule, RuleCode
from caf.models.event import CafEventReport, Event
from caf.models.likeness import Answer, LikelyPair, OrganisationKey, PairAnswer
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
from caf.models.use import CafVersion, ScoringPanel, SectorVersion, Use

__all__ = [
    "DATED",
    "Answer",
    "CafEventReport",
    "CafVersion",
    "Contact",
    "Contribution",
    "Count",
    "CountUnit",
    "CountingRule",
    "Event",
    "Goal",
    "Level",
    "LikelyPair",
    "LinkKind",
    "Merge",
    "NameKind",
    "Organisation",
    "OrganisationKey",
    "OrganisationLink",
    "OrganisationName",
    "OrganisationProfile",
    "Origin",
    "PairAnswer",
    "Pilot",
    "PilotMeeting",
    "PilotMeetingOrganiser",
    "PilotOrganisation",
    "PilotReport",
    "PilotStage",
    "ProcedureReport",
    "ProcedureStage",
    "RegisterState",
    "Registration",
    "RuleCode",
    "ScoringPanel",
    "Sector",
    "SectorVersion",
    "SizeBand",
    "Use",
]
