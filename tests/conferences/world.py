"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from typing import Any

from conferences.models import BidState, CaseComment, CaseMilestone, CaseRelease, CaseSubTheme
from core.values import Text
from network.models import Person
from network.seats import Seat
from tests.conferences import factories

HIDDEN_CITY, HIDDEN_ADDRESS = "Innermost", "/bids/6qc/pl/"


def build(keys: dict[str, tuple[Any, ...]], poland: Any, denmark: Any) -> None:
    """Makes them, and says what an address of each needs."""
    edition = factories.EditionFactory(number=6)
    keys["edition"] = ("6qc",)
    for relation, made in {
        "schedules": factories.EditionScheduleFactory,
        "attendances": factories.AttendanceFactory,
        "evaluations": factories.EvaluationFactory,
        "findings": factories.FindingFactory,
        "prizes": factories.PrizeFactory,
        "host_searches": factories.HostSearchReportFactory,
    }.items():
        keys[relation] = ("6qc", relation, made(edition=edition).pk)
    session = factories.SessionFactory(edition=edition, code="agora-1")
    keys["session"] = ("6qc", "agora-1")
    keys["session contributor"] = (
        *keys["session"],
        "contributors",
        factories.SessionContributorFactory(session=session).pk,
    )
    keys["session report"] = (*keys["session"], "reports", factories.SessionReportFactory(session=session).pk)
    factories.BidCallFactory(edition=edition)
    keys["call"] = ("6qc",)
    factories.BidFactory(edition=edition, country=poland, city=Text(en=HIDDEN_CITY))
    keys["interest"] = ("6qc", "pl")
    factories.BidFactory(edition=edition, country=denmark, state=BidState.BID)
    keys["bid"] = ("6qc", "dk")
    build_cases(edition, keys, poland, denmark)


def build_cases(edition: Any, keys: dict[str, tuple[Any, ...]], poland: Any, denmark: Any) -> None:
    """Two hidden cases of Poland; of Denmark one that EIPA reviews and Poland befriends, and one in the programme."""
    call = factories.CaseCallFactory(edition=edition)
    keys["case call"] = ("6qc",)
    since = {"call": call, "known_on": factories.KNOWN_ON}
    for relation, made in {
        "terms": factories.CaseCallTermsFactory(call=call),
        "milestones": CaseMilestone.objects.create(due_on=factories.KNOWN_ON, what=Text(en="Texts"), **since),
        "sub_themes": CaseSubTheme.objects.create(name=Text(en="Access"), **since),
        "criteria": factories.CaseCriterionFactory(call=call),
        "releases": CaseRelease.objects.create(**since),
    }.items():
        keys[f"case {relation}"] = ("6qc", relation, made.pk)
    hidden = {"call": call, "country": poland, "title": Text(en=HIDDEN_CITY)}
    keys["case draft"] = (factories.CaseFactory(**hidden).pk,)
    nominated = factories.CaseFactory(**hidden, state="nominated")
    keys["case nominated"] = (nominated.pk,)
    reviewed = factories.CaseFactory(call=call, country=denmark, state="under review")
    keys["case reviewed"] = (reviewed.pk,)
    reviewer = factories.CaseReviewerFactory(case=reviewed, person=Person.objects.get(roles__seat=Seat.EIPA))
    keys["case reviewer"] = (reviewed.pk, "reviewers", reviewer.pk)
    friend = factories.CaseFactory(call=call, country=poland, state="replaced", title=Text(en="Friend"))
    factories.CaseFriendFactory(case=reviewed, friend=friend)
    comment = CaseComment.objects.create(case=reviewed, friend=friend, words="Clear", known_on=factories.KNOWN_ON)
    keys["case comment"] = (reviewed.pk, "comments", comment.pk)
    keys["case selected"] = (factories.CaseFactory(call=call, country=denmark, state="selected").pk,)
