"""The pages of external feedback through the client; the whole way in a browser: test_label_journey.py."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caf.actions.certificate import make_certificate
from caf.actions.label import decide
from caf.models import Application, ApplicationState, Label, LabelCertificate, OrganiserSetting, ProcedureVersion
from core.models import Job
from core.months import months_after
from network.seats import Seat
from tests.caf.factories import ContactFactory, UseFactory
from tests.caf.pef_factories import (
    ApplicationFactory,
    DocumentFactory,
    LabelFactory,
    OrganiserSettingFactory,
    ProcedureVersionFactory,
)
from tests.network.factories import CountryFactory, someone
from tests.pdf_reader import opened

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _now(settings):
    settings.DEMONSTRATION = False


def words(response):
    return response.content.decode()


def contact_of(organisation):
    person = someone(Seat.ORGANISATION_CONTACT, organisation.country)
    ContactFactory(organisation=organisation, person=person)
    return person


def organiser_of(application):
    return someone(Seat.COORDINATOR, application.organisation.country)


def approved_months_ago(months):
    """An organisation with a use whose report was approved so long ago."""
    application = ApplicationFactory(state=ApplicationState.WITHDRAWN)
    reported_on = months_after(timezone.localdate(), -months)
    return UseFactory(organisation=application.organisation, reported_on=reported_on)


def rated_application():
    return ApplicationFactory(state=ApplicationState.REPORTED, rated={})


class TestApplying:
    def test_the_page_explains_each_use_and_begins_an_application(self, client):
        use = approved_months_ago(7)
        client.force_login(contact_of(use.organisation), backend=BACKEND)
        page = client.get(use.organisation.get_absolute_url())
        url = reverse("caf:apply", args=[use.organisation.pk])
        assert url in [action.url for action in page.context["actions"]]
        page = client.get(url)
        assert page.context["uses"][0]["use"] == use
        assert all(row.holds for row in page.context["uses"][0]["conditions"])
        response = client.post(url, {"use": use.pk})
        application = Application.objects.get(use=use)
        assert response.headers["Location"] == application.get_absolute_url()
        assert "There is an application" in words(client.post(url, {"use": use.pk}, follow=True))
        assert client.post(url, {"use": UseFactory().pk}).status_code == 404
        assert client.post(url, {"use": "x"}).status_code == 404

    def test_too_early_the_button_is_a_sentence_with_the_day(self, client):
        use = approved_months_ago(3)
        person = contact_of(use.organisation)
        application = ApplicationFactory(organisation=use.organisation, use=use, known_on=timezone.localdate())
        client.force_login(person, backend=BACKEND)
        page = client.get(application.get_absolute_url())
        [submit] = [action for action in page.context["actions"] if action.url.endswith("do/submit/")]
        assert "It is too early: one may apply from" in submit.refusal
        response = client.post(submit.url, {"known_on": timezone.localdate().isoformat()})
        assert "It is too early" in words(response)
        application.refresh_from_db()
        assert application.state == ApplicationState.DRAFT

    def test_the_organisation_cannot_date_its_application_back_into_the_window(self, client):
        use = approved_months_ago(13)
        within = months_after(use.reported_on, 8)
        application = ApplicationFactory(organisation=use.organisation, use=use, known_on=within, on_behalf=True)
        DocumentFactory(application=application)
        url = f"{application.get_absolute_url()}do/submit/"
        for person, state in (
            (contact_of(use.organisation), ApplicationState.DRAFT),
            (organiser_of(application), ApplicationState.SUBMITTED),  # who enters what came on paper in time
        ):
            client.force_login(person, backend=BACKEND)
            client.post(url, {"known_on": within.isoformat()})
            application.refresh_from_db()
            assert application.state == state

    def test_a_document_is_what_its_bytes_say(self, client):
        application = ApplicationFactory()
        client.force_login(contact_of(application.organisation), backend=BACKEND)
        url = reverse("caf:application_document_new", args=[application.pk])
        wrong = SimpleUploadedFile("report.pdf", b"MZ no report")
        assert "the file is none" in words(client.post(url, {"kind": "report", "file": wrong}))
        client.post(url, {"kind": "report", "file": SimpleUploadedFile("report.pdf", PDF)})
        document = application.documents.get()
        assert (document.name, document.file_kind, document.size) == ("report.pdf", "pdf", len(PDF))
        response = client.get(document.get_absolute_url())
        assert b"".join(response.streaming_content) == PDF
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        client.post(reverse("caf:application_document_remove", args=[application.pk, document.pk]))
        assert not application.documents.exists()


class TestDeciding:
    def test_the_page_shows_the_lines_and_refuses_what_is_not_reached(self, client):
        application = ApplicationFactory(state=ApplicationState.REPORTED, rated={9: 3})
        client.force_login(organiser_of(application), backend=BACKEND)
        url = reverse("caf:application_decide", args=[application.pk])
        assert len(client.get(url).context["verdict"].lines) == 11
        data = {"awarded": "yes", "reasons": "Good work", "known_on": "2010-06-18"}
        assert "step 9 is 3, needs 4" in words(client.post(url, data))
        assert client.post(url, data | {"awarded": "no"}).status_code == 302
        assert "The label is not awarded, on 18" in words(client.get(application.get_absolute_url()))

    def test_what_nobody_rated_is_said_instead_of_the_button(self, client):
        application = ApplicationFactory(state=ApplicationState.REPORTED, rated={4: None})
        client.force_login(organiser_of(application), backend=BACKEND)
        [action] = client.get(application.get_absolute_url()).context["actions"]
        assert action.refusal == "Step 4 is not rated yet."


class TestLabels:
    def test_the_register_is_public_and_a_file(self, client):
        LabelFactory(application__organisation__name="An institute")
        url = reverse("caf:label_list")
        assert "An institute" in words(client.get(f"{url}?as-of=2011-01-01&standing=in+force"))
        assert "An institute" not in words(client.get(f"{url}?as-of=2012-07-01&standing=in+force"))
        assert "An institute" in words(client.get(f"{url}?as-of=2012-07-01&standing=lapsed"))
        rows = list(csv.DictReader(io.StringIO(client.get(f"{url}?format=csv").getvalue().decode("utf-8-sig"))))
        assert [(row["holder"], row["valid_until"], row["standing"]) for row in rows] == [
            ("An institute", "2012-06-18", "lapsed")
        ]

    def test_one_row_and_three_cost_the_same(self, client):
        def queries():
            with CaptureQueriesContext(connection) as context:
                client.get(reverse("caf:label_list"))
            return len(context)

        LabelFactory()
        queries()
        before = queries()
        LabelFactory(), LabelFactory()
        assert queries() == before

    def test_a_label_of_a_later_day_was_not_there_yet(self, client):
        label = LabelFactory(granted_on=date(2010, 6, 18), known_on=date(2010, 6, 18))
        days = ("2008-11-26", "2010-06-18")
        before, on = (words(client.get(f"{label.get_absolute_url()}?as-of={day}")) for day in days)
        assert "There was no such label yet" in before
        assert "not granted yet on this day" in before
        assert "no such label yet" not in on
        application = label.decision.application
        client.force_login(organiser_of(application), backend=BACKEND)
        page = words(client.get(f"{application.get_absolute_url()}?as-of=2008-11-26"))
        assert "not begun yet on this day" in page
        assert label.decision.reasons not in page

    def test_the_organisation_shows_it_to_everyone(self, client):
        label = LabelFactory()
        page = client.get(label.organisation.get_absolute_url())
        assert label.number in words(page)
        without = client.get(ApplicationFactory().organisation.get_absolute_url())
        assert "labels" not in [history["name"] for history in without.context["histories"]]

    def test_a_certificate_is_made_once_and_checked_by_its_code(self, client):
        label = decide(
            application := rated_application(),
            awarded=True,
            reasons="Every step is reached.",
            by=organiser_of(application),
            known_on=date(2010, 6, 18),
        ).label
        for job in Job.objects.filter(kind="make label certificate"):
            make_certificate(job)
        certificate = LabelCertificate.objects.get(label=label, language="fr")
        assert len(opened(bytes(certificate.content)).pages) == 1
        page = words(client.get(reverse("caf:label_check", args=[certificate.code])))
        assert label.number in page
        assert certificate.sha256 in page
        assert "The label held until" in page
        file = reverse("caf:label_file", args=[label.number, "fr"])
        assert client.get(file).status_code == 302  # a visitor signs in
        client.force_login(contact_of(label.organisation), backend=BACKEND)
        assert client.get(file).content == bytes(certificate.content)
        for job in Job.objects.filter(kind="make label certificate"):
            make_certificate(job)
        assert LabelCertificate.objects.get(pk=certificate.pk).sha256 == certificate.sha256

    def test_an_unknown_code_is_told_nothing_and_the_whole_address_may_be_typed(self, client):
        url = reverse("caf:certificate_check")
        response = client.get(reverse("caf:label_check", args=["no-such-code"]))
        assert response.status_code == 404
        response = client.get(url, {"code": "https://portal.example/en/caf/pef/check/abc_DEF-1/"})
        assert response.headers["Location"] == reverse("caf:label_check", args=["abc_DEF-1"])
        assert client.get(url, {"code": "no code"}).status_code == 404

    def test_codes_cannot_be_tried_by_the_thousand(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "caf_check": "2/m/ip"}
        url = reverse("caf:label_check", args=["no-such-code"])
        assert [client.get(url).status_code for _time in range(3)] == [404, 404, 429]

    def test_it_is_withdrawn_on_its_page(self, client):
        label = LabelFactory()
        client.force_login(someone(Seat.COORDINATOR, label.country), backend=BACKEND)
        url = f"{label.get_absolute_url()}do/withdraw/"
        assert client.get(url).context["form"].fields["note"].required  # the page does not call it optional
        assert "Say why" in words(client.post(url, {"known_on": "2011-03-01"}))
        client.post(url, {"known_on": "2011-03-01", "note": "It asked for it"})
        assert Label.objects.get().state == "withdrawn"


class TestTerms:
    def test_a_country_sets_its_own(self, client):
        own, other = CountryFactory(), OrganiserSettingFactory().country
        client.force_login(someone(Seat.COORDINATOR, own), backend=BACKEND)
        url = reverse("caf:organiser_setting_new")
        data = {"country": own.pk, "fee": "250.50", "currency": "dkk", "own_actors": "on", "known_on": "2010-01-04"}
        assert client.post(url, data | {"currency": ""}).status_code == 200
        assert client.post(url, data | {"country": other.pk}).status_code == 200
        assert client.post(url, data).status_code == 302
        terms = OrganiserSetting.objects.on(own, date(2010, 1, 4))
        assert (str(terms.fee), terms.currency, terms.team_size) == ("250.50", "DKK", None)


class TestVersions:
    def test_eipa_changes_one_that_nobody_uses(self, client):
        version = ProcedureVersionFactory()
        client.force_login(someone(Seat.EIPA), backend=BACKEND)
        step = version.steps.first()
        url = f"{version.get_absolute_url()}steps/{step.pk}/edit/"
        form = client.get(url).context["form"]
        assert {"least", "number"} <= form.fields.keys()
        assert "reason" not in form.fields
        new = {"step": step.pk, "place": 2, "number": "1.2", "text_en": "Another item", "known_on": "2010-01-04"}
        assert client.post(f"{version.get_absolute_url()}items/new/", new).status_code == 302
        assert step.items.count() == 2

    def test_of_one_that_is_used_only_words_are_mended_with_a_reason(self, client):
        version = ApplicationFactory().version
        client.force_login(someone(Seat.EIPA), backend=BACKEND)
        item = version.steps.first().items.get()
        url = f"{version.get_absolute_url()}items/{item.pk}/edit/"
        form = client.get(url).context["form"]
        assert not {"step", "place", "number"} & form.fields.keys()
        sent = {"text_en": "An item, well spelt", "confidence": "high", "seen": form["seen"].value()}
        assert client.post(url, sent).status_code == 200  # without a reason
        assert client.post(url, sent | {"reason": "A slip of the pen"}).status_code == 302
        assert item.history.first().history_change_reason == "A slip of the pen"
        edit = client.get(f"{version.get_absolute_url()}edit/").context["form"]
        assert not {"least_total", "least_maturity", "roll_up", "from_on", "months_from"} & edit.fields.keys()
        assert client.get(f"{version.get_absolute_url()}items/new/").status_code == 403

    def test_the_page_is_public_and_says_how_sure_it_is(self, client):
        version = ProcedureVersionFactory(least_maturity_confidence="low")
        version.steps.filter(number=3).update(confidence="low")
        page = words(client.get(version.get_absolute_url()))
        assert page.count("confidence: low") == 2
        assert ProcedureVersion.objects.get().key in page
