"""What is typed in on a promised contribution."""

from caf.models import CountPromise
from core.forms import RECORD_FIELDS
from network.forms import CountryForm
from network.seats import Right


class PromiseForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = CountPromise
        fields = ("country", "value", "from_on", "due_on", "promised_by", "meeting", *RECORD_FIELDS)
