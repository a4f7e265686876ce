"""The pages of the pilots of PEF: from the questions to the launch clause of a draft; and once in a browser."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from caf.models import (
    Consultation,
    Finding,
    FindingState,
    PilotAnswers,
    ProcedureItem,
    ProcedureReport,
    ProcedureVersion,
)
from core import jobs
from core.links import recipient_mark
from core.models import Job, Print
from network.models import Meeting
from network.seats import Seat
from resolutions.drafting import draw
from tests.caf.pilot_factories import ConsultationFactory, VersionFactory, asked, run_jobs, said, sent
from tests.network.factories import BodyFactory, CountryFactory, CountryNameFactory, PresidencyFactory, someone
from tests.resolutions.drawing import mail_of

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KNOWN = {"known_on": "2009-03-02", "source": "Made up for a test", "confidence": "high"}


@pytest.fixture
def eipa(client):
    person = someone(Seat.EIPA)
    client.force_login(person, backend=BACKEND)
    return person


def test_from_what_the_pilots_said_to_the_changed_item_and_the_launch_clause(client, eipa, settings):
    settings.DEMONSTRATION = True
    version = VersionFactory()
    begun = {"before": version.pk, "key": "coming", "title_en": "Coming", "from_on": "2009-12-31", **KNOWN}
    assert client.post(reverse("caf:procedure_version_new"), begun).url == "/caf/pef/versions/coming/"
    coming = ProcedureVersion.objects.get(key="coming")
    denmark = CountryFactory(iso2="DK")
    new = {"version": version.pk, "audience": "organisations", "anonymous": "on", "opens_on": "2008-11-10",
           "closes_on": "2008-11-28", "known_on": "2008-11-10"}  # fmt: skip
    assert client.post(reverse("caf:consultation_new"), new).status_code == 302
    consultation = Consultation.objects.get()
    url = reverse("caf:consultation_asked", args=[consultation.pk])
    read = client.post(url, {"lines": f"quality@x.test; {denmark.iso2}\nno address"})
    assert "“no address” does not begin with a mail address." in read.content.decode()
    mailed = client.post(reverse("caf:consultation_send", args=[consultation.pk]), follow=True)
    assert "1 mail is being written" in mailed.content.decode()
    run_jobs()

    # The organisation answers without an account: opening the link keeps nothing, saving does not send.
    visitor = type(client)()
    link = re.search(r"/caf/pef/answer/\S+/", outbox.outbox[0].body)[0]
    assert visitor.get(link).status_code == 200
    part = f"{link}1/1-1/"
    assert visitor.get(part).status_code == 200
    assert not PilotAnswers.objects.exists()
    item = consultation.items.first()
    assert visitor.post(part, {f"{item.pk}-clarity": "7"}).status_code == 422
    answers = {f"{item.pk}-clarity": "1", f"{item.pk}-wording": "Say it plainly", "onward": ""}
    assert visitor.post(part, answers).url == f"{link}1/whole/"
    for hours, status in (("2001", 422), ("-1", 422), ("12.5", 302)):
        assert visitor.post(f"{link}1/whole/", {"hours": hours, "overview": ""}).status_code == status
    assert not PilotAnswers.objects.sent().exists()
    assert "are sent" in visitor.post(f"{link}1/").content.decode()
    assert "are sent" in visitor.get(link).content.decode()

    # Others answered too; once it is closed the analysis names what needs attention.
    sent(consultation, *[said(consultation, 1, 5, wording="Say it plainly", hours=10)] * 6)
    analysis = reverse("caf:consultation_analysis", args=[consultation.pk])
    assert "Say it plainly" not in client.get(analysis).content.decode()
    Consultation.objects.update(closes_on=date(2008, 11, 20))
    shown = client.get(analysis).content.decode()
    assert "Item 1.1 is not clear: 1.0 of 5" in shown
    assert "Say it plainly" in shown
    rows = list(csv.DictReader(io.StringIO(client.get(f"{analysis}?format=csv").getvalue().decode("utf-8-sig"))))
    assert (rows[0]["number"], rows[0]["clarity_answers"], rows[0]["clarity_mean"]) == ("1.1", "7", "1.0")

    # A finding with those figures, worked through by the expert group, done in the coming version.
    proposal = {"item": item.item_id, "title_en": "the words of item 1.1",
                "title_fr": "la formulation de la rubrique 1.1", "proposal_en": "Item 1.1 in plain words",
                "evidence_en": "It is not clear", **KNOWN}  # fmt: skip
    new = reverse("caf:finding_new")
    assert client.post(new, proposal).status_code == 422  # it does not say yet what is to change
    assert client.post(f"{new}?version={version.pk}&change=words", proposal).status_code == 302
    finding = Finding.objects.get()
    assert finding.figures[0]["clarity"]["mean"] == 1.0
    steps = (("discuss", {}), ("adapt", {"words_en": "Item 1.1 in few words", "note": "Shorter"}),
             ("done", {"version": coming.pk}))  # fmt: skip
    for name, more in steps:
        step = reverse("caf:finding_step", args=[finding.pk, name])
        assert client.get(step).status_code == 200
        assert client.post(step, {**KNOWN, **more}).status_code == 302, name
    changed = ProcedureItem.objects.get(step__version=coming, number="1.1")
    assert (changed.text["en"], changed.continues_id) == ("Item 1.1 in few words", item.item_id)
    page = client.get(f"{finding.get_absolute_url()}?as-of=2009-03-02").content.decode()
    assert re.search(r"<ins>.*few.*</ins>", page)
    assert (
        client.post(
            reverse("caf:finding_row_new", args=[finding.pk, "comments"]), {"text": "Good", "known_on": "2009-03-02"}
        ).status_code
        == 302
    )
    assert Finding.objects.get().comments.get().by == eipa
    assert Finding.objects.get().state == FindingState.DONE
    drafted()


@pytest.mark.parametrize(
    ("change", "open_fields"),
    [
        ("words", {"item"}),
        ("process", {"item"}),
        ("step", {"of_step", "least", "item"}),
        ("total", {"least", "item"}),
        ("maturity", {"least", "item"}),
        ("roll up", {"roll_up", "item"}),
    ],
)
def test_a_new_finding_asks_for_what_is_to_change_and_for_nothing_else(client, eipa, change, open_fields):
    version, other = VersionFactory(), VersionFactory(key="other")
    form = client.get(reverse("caf:finding_new"), {"version": version.pk, "change": change}).context["form"]
    asked_for = {"threshold", "of_step", "least", "roll_up", "item", "version", "kind"}
    assert asked_for & form.fields.keys() == open_fields
    assert form.fields["item"].required == (change == "words")
    if change == "step":
        steps = form.fields["of_step"].queryset
        assert steps
        assert not steps.filter(version=other).exists()


def readied():
    """What the launch clause of the meeting of that half-year needs besides."""
    call_command("load_clauses")
    BodyFactory(key="caf-expert-group")
    sweden = CountryNameFactory(country=CountryFactory(iso2="SE"), name="Sweden").country
    PresidencyFactory(country=sweden, starts_on=date(2009, 7, 1), ends_on=date(2009, 12, 31))
    for number, first in ((52, date(2009, 1, 1)), (53, date(2009, 7, 1))):
        Meeting.objects.get_or_create(number=number, defaults={"half_starts_on": first, "known_on": date(2008, 1, 1)})
    ProcedureReport.objects.create(
        stage="launched", starts_on=date(2009, 12, 1), ends_on=date(2009, 12, 31), precision="month",
        known_on=date(2009, 12, 20),
    )  # fmt: skip


def drafted():
    """The launch clause of that meeting says what was carried out."""
    readied()
    meeting = Meeting.objects.prefetch_related("schedules").get(number=53)
    words = mail_of(draw(meeting, as_of=date(2009, 12, 31), today=date(2026, 1, 15)))
    assert "welcome the launch of the Procedure on External Feedback (PEF) in December 2009" in words
    assert "in which one lesson of its pilots is carried out" in words


def test_a_mailbox_that_answers_for_several_has_a_place_for_each(client, settings):
    settings.DEMONSTRATION = True
    consultation = ConsultationFactory(anonymous=False)
    row = asked(consultation, sets=2)
    mailing = consultation.mailings.create(asked_on=consultation.opens_on)
    row.links.create(mailing=mailing, mark=recipient_mark("several"))
    shown = client.get(reverse("caf:pilot_answer", args=["several"])).content.decode()
    assert "Answers 1" in shown
    assert "Answers 2" in shown
    assert client.get(reverse("caf:pilot_answer_set", args=["several", 3])).status_code == 404
    assert client.get(reverse("caf:pilot_answer", args=["guessed"])).status_code == 404


def test_the_paper_for_the_directors_general(client, eipa):
    consultation = ConsultationFactory()
    sent(consultation, *[said(consultation, 2)] * 6)
    day = "?as-of=2009-03-02"
    shown = client.get(reverse("caf:pilot_lessons") + day)
    assert shown.status_code == 200
    assert client.get(reverse("caf:pilot_lessons_pdf") + day).status_code == 302
    client.post(reverse("caf:pilot_lessons_print") + day)
    run_jobs()
    file = client.get(reverse("caf:pilot_lessons_pdf") + day)
    assert file.content.startswith(b"%PDF")
    assert Print.objects.get().title == "The pilots of the Procedure on External Feedback"


@pytest.mark.browser
@pytest.mark.processes
@pytest.mark.usefixtures("portal")
def test_from_a_personal_link_to_the_launch_clause_of_a_draft(page):
    """Somebody answers without an account; the centre proposes, decides and does it; the draft's page says so."""
    consultation = ConsultationFactory(opens_on=date(2008, 11, 10), closes_on=date(2100, 12, 31), anonymous=False)
    mailing = consultation.mailings.create(asked_on=consultation.opens_on)
    asked(consultation).links.create(mailing=mailing, mark=recipient_mark("personal"))
    VersionFactory(key="coming", from_on=date(2009, 12, 31), items=False)
    readied()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/caf/pef/answer/personal/1/1-1/")
    page.locator(f"input[name='{consultation.items.first().pk}-clarity'][value='1']").check(force=True)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save").first.click()
    page.goto("/caf/pef/answer/personal/1/")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("are sent").first).to_be_visible()

    page.set_viewport_size({"width": 1280, "height": 800})
    signed_in(page, someone(Seat.EIPA))
    page.goto("/caf/pef/findings/new/")
    page.get_by_text("The words of an item", exact=True).click()
    page.get_by_role("button", name="Go on").click()
    page.locator("select[name=item]").select_option(str(consultation.items.first().item_id))
    for name, words in (("title_en", "the words of item 1.1"), ("proposal_en", "Item 1.1 in plain words")):
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=known_on]").fill("2009-03-02")
    page.get_by_role("button", name="Save").click()
    for step, more in (("Discussed by the expert group", ""), ("The expert group accepts it", "Plain"),
                       ("Done in a version", "")):  # fmt: skip
        page.get_by_role("link", name=step, exact=True).click()
        page.locator("[name=known_on]").fill("2009-03-02")
        if more:
            page.locator("[name=note]").fill(more)
        if page.locator("select[name=version]").count():
            page.locator("select[name=version]").select_option(label="Version coming")
        page.get_by_role("button", name=step).click()
    expect(page.locator("ins").first).to_contain_text("in plain words")
    signed_in(page, someone(Seat.SECRETARIAT))
    page.goto("/resolutions/53/")
    page.locator("[name=as_of]").fill("2009-12-31")
    page.locator("form[action$='/draft/'] button[type=submit]").click()
    page.wait_for_url("**/resolutions/53/")
    jobs.run(Job.objects.earliest("pk").pk)  # the draft; its files are not looked at
    page.goto("/resolutions/53/draft/1/")
    expect(page.get_by_text("in which one lesson of its pilots is carried out").first).to_be_visible()


def signed_in(page, person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
          "url": page.evaluate("location.origin")}]
    )  # fmt: skip
