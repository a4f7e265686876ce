"""What the lists of resolutions and of the clause library show."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.columns import Column, Kind, column, columns
from core.values import Period
from core.written import written
from network.models import Meeting
from resolutions.models import LibraryClause, Version


def latest(meeting: Meeting) -> Version | None:
    """The last version of the meeting's resolution; None where there is none yet."""
    resolution = getattr(meeting, "resolution", None)
    return max(resolution.versions.all(), key=lambda version: version.number, default=None) if resolution else None


def facts_of(version: Version | None) -> str:
    """From which day its facts are; "" where there is no version."""
    return gettext("facts of %(day)s") % {"day": written(version.as_of)} if version else ""


def half_of(meeting: Meeting) -> Period:
    """The half-year in which the meeting falls."""
    return Period.half_year(meeting.half_starts_on.year, 1 if meeting.half_starts_on.month == 1 else 2)


RESOLUTION = (
    Column("meeting", _("Meeting"), lambda meeting, _day: str(meeting), sort=("number",)),
    Column("half", _("Half-year"), lambda meeting, _day: half_of(meeting), Kind.PERIOD, sort=("half_starts_on",)),
    Column(
        "state",
        _("Resolution"),
        lambda meeting, _day: "draft" if latest(meeting) else "none",
        Kind.TAG,
        words={"draft": _("Draft"), "none": _("No draft yet")},
        tags={"draft": "under-way", "none": "off"},
        second=lambda meeting, _day: facts_of(latest(meeting)),
    ),
    Column(
        "drafts", _("Drafts"), lambda meeting, _day: version.number if (version := latest(meeting)) else 0, Kind.NUMBER
    ),
    Column(
        "as_of",
        _("Facts as known on"),
        lambda meeting, _day: version.as_of if (version := latest(meeting)) else None,
        Kind.DATE,
        in_list=False,
    ),
)

CLAUSE = (
    column(LibraryClause, "title"),
    *columns(LibraryClause, ("area", "verb")),
    column(LibraryClause, "because"),
    *columns(LibraryClause, ("key", "group", "place", "condition"), in_list=False, in_page=False),
    column(LibraryClause, "text", in_list=False, in_page=False),
)
