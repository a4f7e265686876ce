"""What is typed in on the CAF expert group."""

from caf.models import Expert
from core.forms import RECORD_FIELDS
from network.forms import CountryForm
from network.seats import Right


class ExpertForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = Expert
        fields = ("country", "role", "institution", "name", "email", "from_on", "to_on", *RECORD_FIELDS)
