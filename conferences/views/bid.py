"""Calls to host an edition, and the bids with their steps."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.bid import begin_bid, working_content
from conferences.bid_checks import missing_parts, terms_of, warnings
from conferences.columns import bid as columns
from conferences.columns.bid_content import sections
from conferences.filters import bid as filters
from conferences.forms import bid as forms
from conferences.models import BEING_WRITTEN, STANDING, Bid, BidCall, BidState
from conferences.models.assessment import COMPARED, matrix_url
from conferences.models.bid_content import content_on
from conferences.permissions import can_begin_bid, can_decide_bid, can_edit_bid, can_edit_editions, sees_inside
from conferences.views import assessment_rows
from conferences.views.edition import without
from conferences.views.room import ROOM
from conferences.workflow.assessment import missing_to_choose
from conferences.workflow.bid import BID
from core.clock import present_day, present_moment
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step
from network.seats import Right


@dataclass(frozen=True)
class RowsByReader(DatedRows):
    """Rows whose columns depend on who reads them: columns_of(record, user)."""

    columns_of: Any = field(kw_only=True)

    def shown(self, record, url, user, read):
        mine = replace(self, columns=self.columns_of(record, user))
        return super(RowsByReader, mine).shown(record, url, user, read)


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
        return records.select_related("edition").prefetch_related("reports").order_by("-edition__number")


class BidCallPage(RecordPage):
    listing = BidCallList
    lookup = {"edition": "edition__code"}
    may_edit = staticmethod(can_edit_editions)
    rows = (
        RowsByReader(
            "bids",
            _("Bids"),
            (),
            rows_of=lambda call: call.edition.bids.all(),
            linked=True,
            empty=_("No bid may be seen yet. An interest is seen by its own country only, until it becomes a bid."),
            prepare=lambda rows: rows.for_list(),
            columns_of=lambda _call, user: without(columns.bids_for(user), "edition"),
        ),
        DatedRows(
            "reports",
            _("Changes of the call"),
            columns.CALL_REPORT,
            forms.BidCallReportForm,
            can_edit_editions,
            _("Change the call"),
            why=_("A closing that is postponed is a new row; what the call says as of a day is the last one known."),
            empty=_("It stands as it was first made."),
        ),
        *assessment_rows.ROWS,
    )

    def second(self, record, day):
        return assessment_rows.second_line(record)

    def actions(self, record, user):
        ways = assessment_rows.ways(record, user)
        if not can_begin_bid(user):
            return ways
        return [own_bid_or_beginning(record, user), *ways]


def own_bid_or_beginning(call, user):
    """To a coordinator: the way to the own country's bid; else to beginning one, or why that is over."""
    own = call.edition.bids.filter(country_id__in=user.countries_with(Right.EDIT_BIDS)).select_related("country")
    if bid := own.first():
        bid.edition = call.edition
        return Action(gettext("Open the bid of your country"), bid.get_absolute_url(), primary=True)
    terms, refusal = call.terms_on(present_day()), ""
    if terms.closes_at and present_moment() > terms.closes_at:  # an interest may be told before it opens
        refusal = terms.refusal(present_moment())
    elif not call.edition.seeks_host_on(present_day()):
        refusal = gettext("This edition seeks no host.")
    url = f"{reverse('conferences:bid_new')}?edition={call.edition_id}"
    return Action(gettext("Begin a bid of your country"), url, primary=True, refusal=refusal)


class BidCallForm(RecordForm):
    page = BidCallPage
    form = forms.BidCallForm


class BidCallRow(RowForm):
    page = BidCallPage


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
    def columns_for(cls, user):
        return columns.bids_for(user)


class BidPage(RecordPage):
    listing = BidList
    lookup = {"edition": "edition__code", "country": "country__iso2__iexact"}
    workflow = BID
    template = "conferences/bid_page.html"
    rows = (
        RowsByReader(
            "steps",
            _("Steps"),
            columns.STEP,
            why=_("Every step with the day since which it is known."),
            prepare=lambda rows: rows.select_related("by"),
            columns_of=lambda bid, user: columns.steps_for(user, bid),
        ),
    )

    def steps(self, record, user):
        """Writing begins by itself, and a bid that has not changed is not handed in again. What is waited for of the
        reader comes first."""
        hidden = {"write", "submit"} if record.state in BEING_WRITTEN else {"write"}
        if not record.contents.filter(is_draft=True).exists():
            hidden.add("revise")
        open_steps = [step for step in self.workflow.open_to(record, user) if step.name not in hidden]
        shown = super().steps(record, user)
        kept = {step.label for step in open_steps}
        first = {self.workflow.named(name).label for name in ("clarify", "confirm")}
        acts = [replace(action, primary=action.label in first) for action in shown if action.label in kept]
        return [*self.writing(record, user), *acts]

    def writing(self, record, user):
        """The ways into the form."""
        if not can_edit_bid(user, record):
            return []
        url = reverse("conferences:bid_edit", args=[record.edition.code, record.country.iso2.lower()])
        if record.state in BEING_WRITTEN:
            send = reverse("conferences:bid_part_edit", args=[record.edition.code, record.country.iso2.lower(), "send"])
            return [
                Action(gettext("Go on writing the bid"), url, primary=True),
                Action(gettext("Check and send"), send),
            ]
        return [Action(gettext("Change the bid"), url)]

    def actions(self, record, user):
        """To where bids are compared, and the host is chosen among them."""
        if record.state not in COMPARED:
            return []
        call = BidCall.objects.filter(edition=record.edition_id).exists()
        ways = [Action(gettext("Compare the bids"), matrix_url(record.edition))] if call else []
        if record.state in STANDING and can_decide_bid(user, record):
            no_call = gettext(
                "The edition has no call for bids: open one first. Its page of comparison takes the choice."
            )
            why_not = " ".join(missing_to_choose(record.edition)) if call else no_call
            label, url = gettext("Record the choice of the Directors General"), f"{matrix_url(record.edition)}#choice"
            ways.insert(0, Action(label, url, primary=record.state == BidState.ASSESSED, refusal=why_not))
        return ways

    def more(self, request, record, read):
        day = read.day
        inside = sees_inside(request.user, record)
        content = content_on(record, day)
        may_edit = can_edit_bid(request.user, record)
        draft = next((row for row in record.contents.all() if row.is_draft), None) if inside else None
        terms = terms_of(record, day)
        handed_in = [row for row in record.contents.all() if not row.is_draft and row.known_on <= day]
        return {
            "content": content,
            "sections": sections(content, day) if content else [],
            "plan": content.plan if content else None,
            "lines": list(content.lines.all()) if content else [],
            "letters": letters_with(content) if content else [],
            "warnings": warnings(content, record.country, day) if content and inside else [],
            "is_draft": bool(content and content.is_draft),
            "draft": draft if draft is not content else None,
            "versions": handed_in if len(handed_in) > 1 else [],
            "missing": missing_parts(working_content(record), terms) if may_edit else [],
            "clarifications": clarifications(record, day) if inside else [],
            "decision": decision_on(record, day),
            "confirmed_on": confirmed_on(record, day),
            "terms": terms,
            "closed": terms.refusal(present_moment()) if terms and may_edit else "",
        }


def decision_on(bid, day):
    """What the Directors General decided last on the host, of a bid that was before them by then; None if nothing."""
    step = bid.step_on(day)
    if step is None or step.state not in COMPARED:
        return None
    rows = bid.edition.host_decisions.known(day).select_related("meeting", "bid__edition", "bid__country")
    return rows.prefetch_related("bid__country__names").last()


def confirmed_on(bid, day):
    """Since when the bid stands as confirmed; None if on that day it does not."""
    step = bid.step_on(day)
    return step.known_on if step and step.state == BidState.CONFIRMED else None


def letters_with(content):
    """The letters of a content, without their bytes."""
    return list(content.letters.defer("content").select_related("bid__edition", "bid__country"))


def clarifications(bid, day):
    """What was asked and answered by that day, in its order."""
    asked = (BidState.CLARIFICATION, BidState.CLARIFIED)
    return [
        {"is_question": step.state == BidState.CLARIFICATION, "known_on": step.known_on, "words": step.words}
        for step in bid.steps.all()
        if step.state in asked and step.known_on <= day and step.words
    ]


class BidForm(RecordForm):
    """A bid is begun here; what it says is written in the steps of conferences/views/bid_write.py."""

    page = BidPage
    form = forms.BeginBidForm
    new_lead = _(
        "It begins as an interest, seen by your country only. City and days may follow; to submit, both are needed."
    )

    def allows(self, user, record):
        return True  # the action says why not

    def save(self, form):
        return begin_bid(form.instance, by=form.user)


class BidStep(Step):
    page = BidPage
    forms = {"ask": forms.QuestionForm, "clarify": forms.AnswerForm}
