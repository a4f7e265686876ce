"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from conferences.actions.prize import draw_release
from conferences.models import (
    BidState,
    CaseComment,
    CaseMilestone,
    CaseRelease,
    CaseSubTheme,
    Certificate,
    DocumentFile,
    EditionKind,
    PartKind,
    ProgrammeEntry,
    ReleaseVersion,
    ReportState,
)
from conferences.models.release import fingerprint
from conferences.programme.slots import working_slots
from core.values import Text
from network.models import Person
from network.seats import Seat
from tests.conferences import evaluation_world as evaluation
from tests.conferences import factories, proposal_factories
from tests.network.factories import BodyFactory, CountryFactory, MeetingFactory, someone

HIDDEN_REMARK = "too dear by half"  # of an assessor, on the bid of Denmark, whose assessment is open
HIDDEN_WORDS, HIDDEN_REPORT = "Unspoken findings", "/sessions/hidden-1/report/"
HIDDEN_CITY, HIDDEN_ADDRESS = "Innermost", "/bids/6qc/pl/"
HIDDEN_LAUREATE = "Bureau of Surprises"  # of a national edition; decided, not announced


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
        "figures": factories.EditionFigureFactory,
        "frames": factories.EditionFrameFactory,
        "partners": factories.EditionPartnerFactory,
        "documents": factories.EditionDocumentFactory,
        "costs": factories.EditionCostFactory,
    }.items():
        keys[relation] = ("6qc", relation, made(edition=edition).pk)
    session = factories.SessionFactory(edition=edition, code="agora-1")
    keys["session"] = ("6qc", "agora-1")
    keys["session contributor"] = (
        *keys["session"],
        "contributors",
        factories.SessionContributorFactory(session=session).pk,
    )
    own = factories.EditionFactory(kind=EditionKind.NATIONAL, number=1, code="pl-1")
    factories.EditionScheduleFactory(edition=own, country=poland)
    keys["own edition"] = keys["national edition"] = ("pl-1",)
    build_reports(keys, session, own)
    call = factories.BidCallFactory(edition=edition)
    keys["call"] = ("6qc",)
    keys["call report"] = ("6qc", "reports", factories.BidCallReportFactory(call=call).pk)
    interest = factories.BidFactory(edition=edition, country=poland, city=Text(en=HIDDEN_CITY))
    keys["interest"] = ("6qc", "pl")
    draft = factories.BidContentFactory(bid=interest, city=Text(en=HIDDEN_CITY))
    keys["letter of the interest"] = ("6qc", "pl", factories.BidLetterFactory(bid=interest, contents=[draft]).pk)
    bid = factories.BidFactory(edition=edition, country=denmark, state=BidState.BID)
    keys["bid"] = ("6qc", "dk")
    content = factories.BidContentFactory(bid=bid, is_draft=False)
    keys["letter of the bid"] = ("6qc", "dk", factories.BidLetterFactory(bid=bid, contents=[content]).pk)
    build_assessment(keys, call, bid)
    build_programme(keys, session, own)
    build_prizes(keys, own)
    evaluation.build(keys, own)
    build_cases(edition, keys, poland, denmark)
    build_proposals(keys, poland, denmark)


def build_assessment(keys: dict[str, tuple[Any, ...]], call: Any, bid: Any) -> None:
    """An open assessment, with the scores of an assessor for the bid of Denmark."""
    criterion = factories.BidCriterionFactory(call=call)
    deadline = call.deadlines.create(ends_at=datetime(2008, 12, 1, tzinfo=UTC), known_on=date(2008, 6, 1))
    keys["criterion"] = ("6qc", "criteria", criterion.pk)
    keys["deadline"] = ("6qc", "deadlines", deadline.pk)
    keys["assessor"] = ("6qc", "assessors", factories.AssessorFactory(call=call, person=someone(Seat.EIPA)).pk)
    assessor = factories.AssessorFactory(call=call, person=someone(Seat.COORDINATOR, CountryFactory(iso2="FR")))
    factories.ScoreSheetFactory(bid=bid, assessor=assessor, scores={criterion: 2}, scores__remark=HIDDEN_REMARK)


def build_programme(keys: dict[str, tuple[Any, ...]], session: Any, own: Any) -> None:
    """A released programme of 6QC, a file, and the working programme of the edition that Poland hosts."""
    day = date(2008, 9, 1)
    session.held_on = day
    session.save()
    person = factories.SessionPersonFactory(session=session)
    keys["session person"] = (*keys["session"], "people", person.pk)
    keys["hall"] = ("6qc", "halls", factories.HallFactory(edition=session.edition).pk)
    version = session.edition.programme_versions.create(number=1, name="1.0", known_on=day)
    (slot,) = working_slots(session.edition, day)
    ProgrammeEntry.objects.create(version=version, session=session, data=slot.as_json())
    keys["programme version"] = ("6qc", "1.0")
    keys["programme person"] = ("6qc", slot.people[0].key)
    file = factories.EditionDocumentFactory(
        edition=session.edition, link="", file_name="plan.pdf", media_type="application/pdf"
    )
    DocumentFile.objects.create(document=file, content=b"%PDF")
    keys["file"] = ("6qc", file.pk)
    draft = factories.SessionFactory(edition=own, code="draft-1", is_draft=True)
    keys["own draft session"] = ("pl-1", "draft-1")
    keys["own session person"] = (
        *keys["own draft session"],
        "people",
        factories.SessionPersonFactory(session=draft).pk,
    )
    keys["own hall"] = ("pl-1", "halls", factories.HallFactory(edition=own).pk)


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
    reviewer = factories.CaseReviewerFactory(
        case=reviewed, person=Person.objects.filter(roles__seat=Seat.EIPA).earliest("pk")
    )
    keys["case reviewer"] = (reviewed.pk, "reviewers", reviewer.pk)
    friend = factories.CaseFactory(call=call, country=poland, state="replaced", title=Text(en="Friend"))
    factories.CaseFriendFactory(case=reviewed, friend=friend)
    comment = CaseComment.objects.create(case=reviewed, friend=friend, words="Clear", known_on=factories.KNOWN_ON)
    keys["case comment"] = (reviewed.pk, "comments", comment.pk)
    keys["case selected"] = (factories.CaseFactory(call=call, country=denmark, state="selected").pk,)


def build_proposals(keys: dict[str, tuple[Any, ...]], poland: Any, denmark: Any) -> None:
    """A draft of Poland; of Denmark one that is handed in, in a paper that is delivered; a draft of EIPA."""
    draft = proposal_factories.AlternativeFactory(country=poland, title=Text(en=HIDDEN_CITY))
    keys["alternative draft"] = (draft.pk,)
    keys["alternative draft cost"] = (
        draft.pk,
        "costs",
        proposal_factories.AlternativeCostFactory(alternative=draft).pk,
    )
    removed = proposal_factories.AlternativeCostFactory(alternative=draft)
    keys["alternative draft removed"] = (draft.pk, removed.pk)
    body = BodyFactory(key="caf-resource-centre")
    keys["alternative of EIPA"] = (proposal_factories.AlternativeFactory(country=None, body=body).pk,)
    handed_in = proposal_factories.AlternativeFactory(country=denmark, state="handed in")
    cost = proposal_factories.AlternativeCostFactory(alternative=handed_in)
    keys["alternative"] = (handed_in.pk,)
    keys["alternative cost"] = (handed_in.pk, "costs", cost.pk)
    keys["alternative removed"] = (handed_in.pk, cost.pk)
    paper = proposal_factories.ProposalPaperFactory(meeting=MeetingFactory(number=52), alternatives=[handed_in])
    paper.files.create(language="en", content=b"%PDF", sha256="0" * 64)
    keys["paper"] = (52, 1)
    keys["delivery"] = (52, 1, "deliveries", proposal_factories.ProposalDeliveryFactory(paper=paper).pk)


def build_prizes(keys: dict[str, tuple[Any, ...]], edition: Any) -> None:
    """A national edition of Poland: a laureate to be announced, a draft of the press release; another announced."""
    hidden = factories.LaureateFactory(
        edition=edition, nominee=factories.NomineeFactory(edition=edition, organisation=HIDDEN_LAUREATE)
    )
    keys["hidden laureate"] = (hidden.pk,)
    keys["hidden nominee"] = ("pl-1", "nominees", hidden.nominee_id)
    keys["linked laureate"] = ("pl-1", "laureates", hidden.pk)
    keys["national prize"] = ("pl-1", "prizes", hidden.prize_id)
    keys["jury"] = ("pl-1", "jury", factories.JuryMemberFactory(edition=edition).pk)
    keys["press note"] = ("pl-1", "press_notes", factories.PressNoteFactory(edition=edition).pk)
    known = factories.LaureateFactory(edition=edition, announced_on=date(2008, 11, 1))
    keys["laureate"] = (known.pk,)
    certificate = Certificate.objects.create(
        laureate=known, language="en", number="PL-1-001-en", content=b"%PDF", sha256="0" * 64
    )
    keys["certificate"] = (certificate.code,)
    keys["linked certificate"] = (known.pk, "certificates", certificate.pk)
    version = draw_release(
        ReleaseVersion(edition=edition, as_of=date(2008, 11, 1), dated_on=date(2008, 11, 1)), by=None
    )
    keys["release"] = ("pl-1", 1)
    paragraphs = list(version.paragraphs.filter(language="en"))
    version.files.create(
        language="en",
        format="pdf",
        fingerprint=fingerprint(version, "en", paragraphs),
        content=b"%PDF",
        sha256="0" * 64,
    )
    keys["paragraph"] = ("pl-1", 1, "paragraphs", paragraphs[0].pk)
    keys["drawn paragraph"] = ("pl-1", 1, paragraphs[0].pk)


def build_reports(keys: dict[str, tuple[Any, ...]], session: Any, hosted: Any) -> None:
    """A published report of an edition without a host; one that is being written of an edition that Poland hosts."""
    report = factories.ReportFactory(session=session, state=ReportState.PUBLISHED)
    finding = factories.ReportPartFactory(report=report, kind=PartKind.FINDING, words="Everyone can innovate.")
    keys["report"] = keys["session"]
    keys["report file"] = (*keys["session"], "report", "json")
    keys["report finding"] = (*keys["session"], finding.key)
    keys["report participant"] = (
        *keys["session"],
        "participants",
        factories.ReportParticipantFactory(report=report).pk,
    )
    hidden = factories.SessionFactory(edition=hosted, code="hidden-1")
    draft = factories.ReportFactory(session=hidden)
    finding = factories.ReportPartFactory(report=draft, kind=PartKind.FINDING, words=HIDDEN_WORDS)
    factories.SessionFactory(edition=hosted, code="without-1")
    keys["session of Poland"] = ("pl-1", "without-1")
    keys["draft report"] = ("pl-1", "hidden-1")
    keys["draft report file"] = ("pl-1", "hidden-1", "report", "json")
    keys["draft report finding"] = ("pl-1", "hidden-1", finding.key)
