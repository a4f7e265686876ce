"""CAF users, their count and the goal, PEF and its pilot, CAF events."""

from caf.models.count import Count, CountUnit, Goal
from caf.models.event import CafEventReport, Event
from caf.models.organisation import Level, Organisation, RegisterState, Registration
from caf.models.pef import Contribution, PilotMeeting, PilotMeetingOrganiser, ProcedureReport, ProcedureStage
from caf.models.pilot import Pilot, PilotOrganisation, PilotReport, PilotStage

__all__ = [
    "CafEventReport",
    "Contribution",
    "Count",
    "CountUnit",
    "Event",
    "Goal",
    "Level",
    "Organisation",
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
]
