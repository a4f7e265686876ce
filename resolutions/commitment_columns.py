"""What a row of commitments shows."""

from django.utils.translation import gettext_lazy as _

from core.columns import Column, column, columns, record_columns, tag_column
from network.columns import country_column
from resolutions.models import Commitment, CommitmentReport, CommitmentState

STATE_TAGS = {
    CommitmentState.OPEN: "under-way",
    CommitmentState.DELIVERED: "ok",
    CommitmentState.LATE: "look",
    CommitmentState.DROPPED: "off",
}

COMMITMENT = (
    column(Commitment, "task"),
    Column("owner", _("Owner"), lambda commitment, _day: str(commitment.country or commitment.body)),
    country_column(Commitment, in_list=False, in_page=False),
    column(Commitment, "body", code=lambda body: body.key, in_list=False, in_page=False),
    column(Commitment, "area"),
    column(Commitment, "meeting", code=lambda meeting: str(meeting.number), sort=("meeting__number",)),
    column(Commitment, "due_meeting", code=lambda meeting: str(meeting.number), sort=("due_meeting__number",)),
    column(Commitment, "due_words", in_list=False),
    tag_column(CommitmentReport, "state", STATE_TAGS, value=lambda commitment, day: commitment.state_on(day), sort=()),
    *columns(Commitment, ("clause_key", "place"), in_list=False),
    *record_columns(Commitment),
)
REPORT = (
    tag_column(CommitmentReport, "state", STATE_TAGS),
    column(CommitmentReport, "evidence"),
    *record_columns(CommitmentReport),
)
