"""Countries, presidencies, bodies, meetings, people."""

from network.models.actor import Actor
from network.models.body import Body, BodyKind
from network.models.country import Country, CountryName, Membership, Standing
from network.models.event import EventReport, EventStage
from network.models.mail import Mail, MailBounce
from network.models.meeting import Conclusion, GroupMeeting, Meeting, MeetingSchedule, Subject
from network.models.person import Invitation, Person, Role
from network.models.presidency import Presidency
from network.models.programme import Decision, Programme, WorkingArea
from network.models.shared import SharedQuerySet

__all__ = [
    "Actor",
    "Body",
    "BodyKind",
    "Conclusion",
    "Country",
    "CountryName",
    "Decision",
    "EventReport",
    "EventStage",
    "GroupMeeting",
    "Invitation",
    "Mail",
    "MailBounce",
    "Meeting",
    "MeetingSchedule",
    "Membership",
    "Person",
    "Presidency",
    "Programme",
    "Role",
    "SharedQuerySet",
    "Standing",
    "Subject",
    "WorkingArea",
]
