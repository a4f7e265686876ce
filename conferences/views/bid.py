"""Calls to host an edition, and the bids with their steps."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.bid import begin_bid
from conferences.columns import bid as columns
from conferences.filters import bid as filters
from conferences.forms import bid as forms
from conferences.models import Bid, BidCall
from conferences.permissions import can_begin_bid, can_edit_bid, can_edit_editions
from conferences.views import assessment_rows
from conferences.views.edition import without
from conferences.views.room import ROOM
from conferences.workflow.bid import BID
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, Step


class BidCallList(RecordList):
    model = BidCall
    columns = columns.CALL
    room = ROOM
    address = "conferences:bid_call_list"
    lead = _("For which edition a host is sought, from when to when.")
    new = "conferences:bid_call_new"
    new_label = _("Open a call")
    may_add = staticmethod(can_edit_editions)

    @classmethod
    def prepared(cls, records):
        return records.select_related("edition").order_by("-edition__number")


class BidCallPage(RecordPage):
    listing = BidCallList
    lookup = {"edition": "edition__code"}
    may_edit = staticmethod(can_edit_editions)
    rows = (
        DatedRows(
            "bids",
            _("Bids"),
            without(columns.BID, "edition"),
            rows_of=lambda call: call.edition.bids.all(),
            linked=True,
            empty=_("No bid may be seen yet. An interest is seen by its own country only, until it becomes a bid."),
            prepare=lambda rows: rows.for_list().prefetch_related("steps"),
        ),
        *assessment_rows.ROWS,
    )

    def second(self, record, day):
        return assessment_rows.second_line(record)

    def actions(self, record, user):
        ways = assessment_rows.ways(record, user)
        if not can_begin_bid(user):
            return ways
        url = f"{reverse('conferences:bid_new')}?edition={record.edition_id}"
        return [Action(gettext("Begin a bid of your country"), url, primary=True), *ways]


class BidCallForm(RecordForm):
    page = BidCallPage
    form = forms.BidCallForm


class BidList(RecordList):
    model = Bid
    columns = columns.BID
    room = ROOM
    address = "conferences:bid_list"
    lead = _("A bid begins as an interest, which its own country alone sees; submitted, the network sees it.")
    filters = filters.BidFilters
    empty_why = _("An interest is seen by its own country only, until it becomes a bid.")
    new = "conferences:bid_new"
    new_label = _("Begin a bid")
    may_add = staticmethod(can_begin_bid)

    @classmethod
    def prepared(cls, records):
        return records.for_list().prefetch_related("steps")


class BidPage(RecordPage):
    listing = BidList
    lookup = {"edition": "edition__code", "country": "country__iso2__iexact"}
    may_edit = staticmethod(can_edit_bid)
    workflow = BID
    rows = (
        DatedRows(
            "steps",
            _("Steps"),
            columns.STEP,
            why=_("Every step with the day since which it is known, who made it and why."),
            prepare=lambda rows: rows.select_related("by"),
        ),
    )


class BidForm(RecordForm):
    page = BidPage
    form = forms.BidForm
    new_form = forms.BeginBidForm
    new_lead = _(
        "It begins as an interest, seen by your country only. City and days may follow; to submit, both are needed."
    )

    def allows(self, user, record):
        return record.pk is None or can_edit_bid(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is None:
            return begin_bid(form.instance, by=form.user)
        return form.save()


class BidStep(Step):
    page = BidPage
