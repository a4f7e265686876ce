"""The one way through external feedback in a browser: from an approved report to a checked certificate."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from caf.actions.feedback_report import write_feedback
from caf.models import Application, ApplicationState, FeedbackReport, Label, ReportState
from core.values import Text
from network.seats import Seat
from tests.caf.factories import ContactFactory
from tests.caf.feedback_factories import FeedbackActorFactory
from tests.caf.pef_factories import LONG_AGO, ApplicationFactory, ProcedureVersionFactory
from tests.network.factories import someone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def trained_actor(country, name):
    """Trained and signed before the demonstration's day."""
    actor = FeedbackActorFactory(country=country, name=name, known_on=LONG_AGO)
    actor.trainings.update(trained_on=LONG_AGO, known_on=LONG_AGO)
    actor.signatures.update(signed_on=LONG_AGO, known_on=LONG_AGO)
    actor.profiles.update(known_on=LONG_AGO)
    return actor


def choose(page, value):
    """The same rating for every item of a questionnaire."""
    page.locator(f"input[type=radio][value='{value}']").evaluate_all("boxes => boxes.forEach(box => box.click())")


def rate(page, address, value):
    """An actor accepts, rates the three questionnaires alone, hands in."""
    page.goto(address)
    page.get_by_text("I accept", exact=True).click()
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("link", name="Pillar 1: the self-assessment").click()
    for rating in (value, value):
        choose(page, rating)
        page.get_by_role("button", name="Keep, and go on to the next questionnaire").click()
    choose(page, 1)
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("button", name="Hand in my ratings").click()
    page.get_by_text("Your ratings are handed in.").wait_for()


def test_from_an_approved_report_to_a_checked_certificate(page, portal, client, worker, settings):
    settings.DEMONSTRATION = True  # as the server has it: work is due on the demonstration's day
    ProcedureVersionFactory()
    use = ApplicationFactory(state=ApplicationState.WITHDRAWN, use__reported_on=date(2008, 4, 1)).use
    country = use.organisation.country
    contact, organiser = someone(Seat.ORGANISATION_CONTACT, country), someone(Seat.COORDINATOR, country)
    ContactFactory(organisation=use.organisation, person=contact)
    first, second = trained_actor(country, "First actor"), trained_actor(country, "Second actor")

    def come_as(person):
        page.context.clear_cookies()
        if person is not None:
            client.force_login(person, backend=BACKEND)
            page.context.add_cookies(
                [{"name": name, "value": cookie.value, "url": portal} for name, cookie in client.cookies.items()]
            )

    come_as(contact)
    page.goto(portal + use.organisation.get_absolute_url())
    page.get_by_role("link", name="Apply for external feedback").click()
    page.get_by_role("button", name="Begin an application").first.click()
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("Kind of document").select_option("report")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Add a document").click()
    page.get_by_role("link", name="Submit the application").click()
    page.get_by_role("button", name="Submit the application").click()
    page.get_by_text("Done.").wait_for()
    application = Application.objects.get(use=use, state=ApplicationState.SUBMITTED)
    team = portal + reverse("caf:feedback_team", args=[application.pk])

    come_as(organiser)
    page.goto(portal + application.get_absolute_url())
    page.get_by_role("link", name="Accept the application", exact=True).click()
    page.get_by_role("button", name="Accept the application", exact=True).click()
    page.get_by_text("Done.").wait_for()
    page.goto(team)
    for actor in (first, second):
        page.get_by_role("button", name=actor.name).click()
        page.get_by_text(f"{actor.name} is asked by mail.").wait_for()

    come_as(first.person)
    rate(page, team, 4)
    agreeing = portal + reverse("caf:feedback_agree", args=[application.pk, 1])
    page.goto(agreeing)
    page.get_by_text("The team agrees once everybody who is asked has handed in.").wait_for()
    come_as(second.person)
    rate(page, team, 5)
    page.goto(agreeing)
    assert page.get_by_text("lowest 4, highest 5").count() == 6
    for number, value in ((1, 4), (2, 4), (3, 1)):
        page.goto(portal + reverse("caf:feedback_agree", args=[application.pk, number]))
        choose(page, value)
        page.get_by_role("button", name="Keep what is agreed").click()
        page.get_by_text("Agreed:").first.wait_for()
    page.get_by_role("link", name="Verdict, line by line").first.click()
    page.get_by_text("All thresholds reached").wait_for()
    assert page.get_by_role("table", name="Pillar 3").get_by_role("columnheader").all_inner_texts() == [
        "Principle", "Result", "At least", "Reached",
    ]  # fmt: skip
    *others, last = application.version.steps.all()
    for step in others:
        write_feedback(application, step, strengths=Text(en="Done well"), suggestions=Text(), by=second.person)
    page.goto(portal + reverse("caf:feedback_report_write", args=[application.pk, last.pk]))
    page.locator("textarea").first.fill("Every unit took part.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Hand in the report").click()
    page.get_by_role("button", name="Hand in the report").click()
    page.get_by_text("Done.").wait_for()

    come_as(organiser)
    page.goto(portal + reverse("caf:feedback_report", args=[application.pk]))
    page.get_by_role("link", name="Release it to the organisation").click()
    page.get_by_role("button", name="Release it to the organisation").click()
    page.get_by_text("Done.").wait_for()
    assert FeedbackReport.objects.get().state == ReportState.RELEASED
    page.goto(portal + application.get_absolute_url())
    page.get_by_role("link", name="Decide on the label").click()
    page.get_by_text("is awarded", exact=True).click()
    page.get_by_label("Reasons").fill("Every step is reached.")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_text("It is decided.").wait_for()
    label = Label.objects.get(organisation=use.organisation)

    worker.start()
    page.get_by_role("link", name=label.number).first.click()
    for language in ("EN", "FR"):
        page.get_by_role("link", name=f"PDF {language}").wait_for(timeout=60_000)

    come_as(None)
    page.goto(portal + reverse("caf:certificate_check"))
    page.get_by_label("Code").fill(label.certificates.get(language="en").address)
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="The label is in force").wait_for()
    assert page.get_by_text(label.holder).first.is_visible()
    assert label.certificates.exclude(sha256="").count() == 2
