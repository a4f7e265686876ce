"""The network's records as the portal brings them: countries, presidencies, bodies, meetings, programmes."""

from collections import Counter
from pathlib import Path

from core.demo import Files
from network.models import (
    Body,
    Conclusion,
    Country,
    CountryName,
    Decision,
    GroupMeeting,
    Meeting,
    MeetingSchedule,
    Membership,
    Presidency,
    Programme,
)

KEYS = {
    Body: ("key",),
    Conclusion: ("meeting", "area", "subject", "place"),
    Country: ("iso2",),
    CountryName: ("country", "language", "known_on"),
    Decision: ("body", "starts_on", "area"),
    GroupMeeting: ("body", "starts_on"),
    Meeting: ("number",),
    MeetingSchedule: ("meeting", "known_on"),
    Membership: ("country", "standing"),
    Presidency: ("starts_on", "known_on"),
    Programme: ("starts_on",),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Country, "countries.csv")
    files.load(CountryName, "country_names.csv")
    files.load(Membership, "memberships.csv")
    files.load(Presidency, "presidencies.csv")
    files.load(Body, "bodies.csv")
    files.load(Programme, "programmes.toml")
    files.load(Decision, "decisions.toml")
    files.load(Meeting, "meetings.csv")
    files.load(MeetingSchedule, "meeting_schedules.csv")
    files.load(GroupMeeting, "group_meetings.toml")
    return files.counts
