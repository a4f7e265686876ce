"""CAF users and who counts as one, the reported counts and the goal, PEF and its pilot, CAF events."""

from caf.models.count import Count, CountUnit, Goal
from caf.models.counting_rule import CountingRule, RuleCode
from caf.models.event import CafEventReport, Event
from caf.models.importing import (
    Decision,
    ImportColumns,
    ImportRow,
    ImportState,
    ImportStep,
    Outcome,
    RegisterImport,
)
from caf.models.likeness import OrganisationKey
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
    "CafEventReport",
    "CafVersion",
    "Contact",
    "Contribution",
    "Count",
    "CountUnit",
    "CountingRule",
    "Decision",
    "Event",
    "Goal",
    "ImportColumns",
    "ImportRow",
    "ImportState",
    "ImportStep",
    "Level",
    "LinkKind",
    "NameKind",
    "Organisation",
    "OrganisationKey",
    "OrganisationLink",
    "OrganisationName",
    "OrganisationProfile",
    "Origin",
    "Outcome",
    "Pilot",
    "PilotMeeting",
    "PilotMeetingOrganiser",
    "PilotOrganisation",
    "PilotReport",
    "PilotStage",
    "ProcedureReport",
    "ProcedureStage",
    "RegisterImport",
    "RegisterState",
    "Registration",
    "RuleCode",
    "ScoringPanel",
    "Sector",
    "SectorVersion",
    "SizeBand",
    "Use",
]
