"""What is typed into forms on calls and bids."""

from conferences.models import Bid, BidCall
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import CountryForm
from network.seats import Right


class BidCallForm(RecordModelForm):
    class Meta:
        model = BidCall
        fields = ("edition", "opens_on", "closes_on", "must_contain", *RECORD_FIELDS)


class BeginBidForm(CountryForm):
    """A bid begins as an interest; days and place may follow."""

    owned_by = Right.EDIT_BIDS

    class Meta:
        model = Bid
        fields = ("edition", "country", *PERIOD_FIELDS, "city", *RECORD_FIELDS)


class BidForm(RecordModelForm):
    class Meta:
        model = Bid
        fields = (*PERIOD_FIELDS, "city", *RECORD_FIELDS)
