"""What is typed into forms on the contributors of sessions."""

from conferences.models import SessionContributor
from core.forms import RECORD_FIELDS
from network.forms import ACTOR_FIELDS, CountryForm


class ContributorForm(CountryForm):
    class Meta:
        model = SessionContributor
        fields = (*ACTOR_FIELDS, *RECORD_FIELDS)
