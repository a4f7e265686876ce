"""What is typed into forms on the contributors and reports of sessions."""

from conferences.models import SessionContributor, SessionReport
from core.forms import RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm


class ContributorForm(CountryForm):
    class Meta:
        model = SessionContributor
        fields = (*ACTOR_FIELDS, *RECORD_FIELDS)


class SessionReportForm(RecordModelForm):
    class Meta:
        model = SessionReport
        fields = ("language", "title", "introduction", "conclusion", *RECORD_FIELDS)
