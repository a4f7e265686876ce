"""What is typed into forms on commitments."""

from core.forms import RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm
from resolutions.models import Commitment, CommitmentReport


class CommitmentForm(CountryForm):
    class Meta:
        model = Commitment
        fields = ("meeting", "area", "task", *ACTOR_FIELDS, "due_meeting", "due_words", "clause_key", *RECORD_FIELDS)


class CommitmentReportForm(RecordModelForm):
    class Meta:
        model = CommitmentReport
        fields = ("state", "evidence", *RECORD_FIELDS)
