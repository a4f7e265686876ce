"""Performing a transition, on the bids: who, from where, what is missing, the row in the log, the lock."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, connections, transaction

from conferences.models import Bid, BidState
from core.workflow import Refused, Transition, Workflow, perform, refusal
from network.models import Person
from tests.conferences.factories import BidFactory

DAY = date(2008, 11, 20)
ANN = Person(name="Ann")
SUBMIT = Transition("submit", "Submit", (BidState.INTEREST,), BidState.BID, who=lambda user, _bid: user is ANN)
WITHDRAW = Transition("withdraw", "Withdraw", (BidState.BID,), BidState.WITHDRAWN, who=lambda _user, _bid: True)
FLOW = Workflow((SUBMIT, WITHDRAW))


@pytest.fixture
def bid(db) -> Bid:
    ANN.pk = None
    bid = BidFactory()
    bid.steps.all().delete()
    return bid


@pytest.fixture
def ann(db) -> Person:
    ANN.email = "ann@example.org"
    ANN.save(force_insert=True)
    return ANN


def test_step_moves_the_document_and_leaves_a_row(bid, ann):
    moved = perform(FLOW, "submit", bid, by=ann, known_on=DAY, source="Letter", note="As agreed")
    assert moved.state == BidState.BID
    assert Bid.objects.get().state == BidState.BID
    step = bid.steps.get()
    assert (step.state, step.known_on, step.by, step.source, step.note) == (
        BidState.BID,
        DAY,
        ann,
        "Letter",
        "As agreed",
    )


def test_step_that_is_not_open_to_this_person_is_refused(bid):
    with pytest.raises(Refused, match="This step is not open to your seat"):
        perform(FLOW, "submit", bid, by=Person(), known_on=DAY)
    assert (Bid.objects.get().state, bid.steps.count()) == (BidState.INTEREST, 0)


def test_step_from_another_state_is_refused_with_that_state(bid, ann):
    with pytest.raises(Refused, match="This step cannot be made from “Interest”"):
        perform(FLOW, "withdraw", bid, by=ann, known_on=DAY)
    assert bid.steps.count() == 0


def test_step_is_refused_with_all_that_is_missing(bid, ann):
    flow = Workflow((replace(SUBMIT, missing=lambda _bid: ["Name a city.", "Name the days."]),))
    with pytest.raises(Refused, match=r"Name a city\. Name the days\."):
        perform(flow, "submit", bid, by=ann, known_on=DAY)
    assert (Bid.objects.get().state, bid.steps.count()) == (BidState.INTEREST, 0)


def test_state_is_read_under_the_lock_not_from_what_the_page_knew(bid, ann):
    stale = Bid.objects.get()
    perform(FLOW, "submit", bid, by=ann, known_on=DAY)
    assert stale.state == BidState.INTEREST
    with pytest.raises(Refused, match="from “Bid”"):
        perform(FLOW, "submit", stale, by=ann, known_on=DAY)
    assert bid.steps.count() == 1


def test_buttons_and_refusals_read_the_same_table(bid, ann):
    assert [step.name for step in FLOW.open_to(bid, ann)] == ["submit"]
    assert list(FLOW.open_to(bid, Person())) == []
    assert refusal(SUBMIT, bid, ann) == ""
    with pytest.raises(KeyError):
        FLOW.named("adopt")


def test_failed_log_row_leaves_the_state(bid, ann):
    with pytest.raises(Exception, match=r"(?i)null"), transaction.atomic():
        perform(FLOW, "submit", bid, by=ann, known_on=DAY, source=None)
    assert Bid.objects.get().state == BidState.INTEREST


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused():
    bid = BidFactory()
    before = bid.steps.count()
    ready = threading.Barrier(2)
    results: list[str] = []

    def submit() -> None:
        try:
            mine = Bid.objects.get(pk=bid.pk)
            ready.wait(10)
            perform(Workflow((replace(SUBMIT, who=lambda _user, _bid: True),)), "submit", mine, by=None, known_on=DAY)
            results.append("made")
        except Refused:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["made", "refused"]
    assert bid.steps.count() == before + 1
    assert connection.vendor in {"sqlite", "postgresql"}
