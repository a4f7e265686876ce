"""Changing many organisations at once: what is seen is what is done, by whom and why; and back again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.actions.bulk_change import change_many, plan_of, undo_change
from caf.actions.likeness import keep_keys
from caf.actions.organisation import follow
from caf.models import BulkAct, BulkChange, Organisation, OrganisationProfile
from core.workflow import Refused
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationFactory, OrganisationProfileFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "As the list of the ministry of 2008 has them"


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


def three(country, **fields):
    made = [OrganisationFactory(country=country, **fields) for _number in range(3)]
    for organisation in made:
        OrganisationProfileFactory(organisation=organisation, level="local", city="Nyby")
        follow(organisation)
    return Organisation.objects.filter(pk__in=[row.pk for row in made])


def done(organisations, act, value="", *, by, reason=WHY):
    seen = plan_of(organisations, act, value, by=by).seen
    return change_many(organisations, act, value, by=by, reason=reason, made_from="A test", seen=seen)


def test_a_column_is_changed_by_a_new_profile_and_back_again(denmark):
    person, organisations = someone(Seat.COORDINATOR, denmark), three(denmark)
    change = done(organisations, BulkAct.LEVEL, "regional", by=person)
    assert {row.level for row in organisations.all()} == {"regional"}
    assert {row.city for row in organisations.all()} == {"Nyby"}
    newest = OrganisationProfile.objects.filter(level="regional", note=WHY, known_on=change.made_on)
    assert newest.count() == 3
    record = organisations[0].history.latest()
    assert (record.history_user, record.history_change_reason) == (person, WHY)

    later = organisations.order_by("pk")[0]
    OrganisationProfileFactory(organisation=later, level="national", known_on=change.made_on.replace(day=28, year=2030))
    assert undo_change(change, by=person)[0] == 2
    assert sorted(row.level for row in organisations.all()) == ["local", "local", "regional"]
    assert newest.count() == 1
    with pytest.raises(Refused, match="undone already"):
        undo_change(change, by=person)


def test_a_second_change_of_one_day_mends_the_profile_of_that_day_and_can_be_undone(denmark):
    person, organisations = someone(Seat.EIPA), three(denmark)
    done(organisations, BulkAct.SIZE, "10-49", by=person)
    second = done(organisations, BulkAct.LEVEL, "regional", by=person, reason="Another reason")
    assert OrganisationProfile.objects.count() == 6
    undo_change(second, by=person)
    assert {(row.level, row.size) for row in organisations.all()} == {("local", "10-49")}


def test_what_a_later_change_of_that_day_mended_stays_with_the_earlier_one_undone(denmark):
    person, organisations = someone(Seat.EIPA), three(denmark)
    first = done(organisations, BulkAct.SIZE, "10-49", by=person)
    done(organisations.filter(pk=organisations[0].pk), BulkAct.LEVEL, "regional", by=person)
    assert undo_change(first, by=person)[0] == 2
    assert sorted((row.level, row.size) for row in organisations.all()) == [
        ("local", ""), ("local", ""), ("regional", "10-49"),
    ]  # fmt: skip


def test_a_step_of_many_says_why_and_a_step_back_answers_it(denmark):
    person, organisations = someone(Seat.COORDINATOR, denmark), three(denmark)
    change = done(organisations, BulkAct.VALIDATE, by=person)
    assert {row.state for row in organisations.all()} == {"validated"}
    step = organisations[0].steps.last()
    assert (step.note, step.by) == (WHY, person)
    moved_on = organisations.order_by("pk")[0]
    done(Organisation.objects.filter(pk=moved_on.pk), BulkAct.WITHDRAW, by=person)
    number, kept = undo_change(change, by=person)
    assert (number, kept) == (2, [moved_on.name])
    assert sorted(row.state for row in organisations.all()) == ["to validate", "to validate", "withdrawn"]
    assert [row.state for row in organisations.order_by("pk")[1].steps.all()] == [
        "to validate",
        "validated",
        "to validate",
    ]


def test_what_has_changed_since_it_was_seen_is_not_done(denmark):
    person, organisations = someone(Seat.EIPA), three(denmark)
    seen = plan_of(organisations, BulkAct.VALIDATE, "", by=person).seen
    done(organisations.filter(pk=organisations[0].pk), BulkAct.VALIDATE, by=person)
    with pytest.raises(Refused, match="changed since"):
        change_many(organisations, BulkAct.VALIDATE, "", by=person, reason=WHY, made_from="", seen=seen)
    with pytest.raises(Refused, match="Say why"):
        done(organisations, BulkAct.VALIDATE, by=person, reason=" ")


def test_what_cannot_change_says_why_and_stays(denmark):
    person = someone(Seat.COORDINATOR, denmark)
    foreign = OrganisationFactory(country=CountryFactory(iso2="PL"), state="validated")
    taken = OrganisationFactory(country=denmark, name="School", city="Nyby")
    moving = OrganisationFactory(country=denmark, name="School", city="Gammelby")
    rows = Organisation.objects.filter(pk__in=[foreign.pk, moving.pk])
    plan = plan_of(rows.select_related("country"), BulkAct.CITY, "Nyby", by=person)
    assert sorted(row.refusal.split()[-1] for row in plan.left) == ["city.", "only."]
    with pytest.raises(Refused, match="None of these"):
        done(rows, BulkAct.CITY, "Nyby", by=person)
    assert taken.city == "Nyby"


def test_it_costs_the_same_queries_for_one_and_for_three(denmark):
    person = someone(Seat.EIPA)
    costs, _known = [], person.roles_today
    for number in (1, 3):
        organisations = three(denmark)
        chosen = Organisation.objects.filter(pk__in=list(organisations.values_list("pk", flat=True)[:number]))
        with CaptureQueriesContext(connection) as queries:
            done(chosen, BulkAct.LEVEL, "regional", by=person)
            done(chosen, BulkAct.VALIDATE, by=person)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_pages_from_the_queue_to_the_undo(client, denmark):
    poland = CountryFactory(iso2="PL")
    own, foreign = OrganisationFactory(country=denmark), OrganisationFactory(country=poland, name="Hidden office")
    person = someone(Seat.COORDINATOR, denmark)
    client.force_login(person, backend=BACKEND)
    queue = client.get("/caf/users/choose/?state=to+validate").content.decode()
    assert own.name in queue
    assert "Hidden office" not in queue
    assert b"Hidden" not in b"".join(client.get("/caf/users/choose/?format=csv"))
    url = f"/caf/users/change/?act=validate&chosen={own.pk}&chosen={foreign.pk}"
    page = client.get(url)
    assert page.context["count"] == 1
    assert "Hidden office" not in page.content.decode()
    assert "reason" in client.post(url, {"seen": page.context["form"].initial["seen"]}).context["form"].errors
    response = client.post(url, {"reason": WHY, "seen": page.context["form"].initial["seen"]})
    change = BulkChange.objects.get()
    assert response.url == change.get_absolute_url()
    foreign.refresh_from_db()
    assert foreign.state == "to validate"
    assert WHY in client.get(response.url).content.decode()
    assert "not known" not in client.get(response.url).content.decode()
    assert "Le registre, choisis un à un" in client.get(f"/fr{response.url}").content.decode()
    assert client.get(f"{response.url}undo/").status_code == 200
    assert "as it was" in client.post(f"{response.url}undo/", follow=True).content.decode()
    change.refresh_from_db()
    assert change.undone_by == person
    again = client.get(f"{response.url}undo/", follow=True)
    assert again.redirect_chain == [(response.url, 302)]
    assert "This change has been undone already." in again.content.decode()

    everything = client.get("/caf/users/change/?act=level&all=1&country=dk&value=regional")
    assert everything.context["changed"] == 1
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    assert client.get(change.get_absolute_url()).status_code == 404
    assert client.post(f"{change.get_absolute_url()}undo/").status_code == 404


def test_who_is_refused_or_sent_back_is_told_why_with_a_link_to_answer(denmark):
    person = someone(Seat.COORDINATOR, denmark)
    refused, sent_back = OrganisationFactory(country=denmark), OrganisationFactory(country=denmark)
    for organisation in (refused, sent_back):
        ContactFactory(organisation=organisation)
        ContactFactory(organisation=organisation, ends_on=date(2008, 1, 2), email="gone@office.example")
    done(Organisation.objects.filter(pk=refused.pk), BulkAct.REFUSE, by=person, reason="No use of CAF began.")
    done(Organisation.objects.filter(pk=sent_back.pk), BulkAct.SEND_BACK, by=person, reason="Which version?")
    back, no = Mail.objects.all()
    assert "No use of CAF began." in no.body
    assert "Which version?" in back.body
    assert "/caf/answer/" in back.body
    assert sent_back.contact_links.get().purpose == "complete"


def test_the_queue_costs_the_same_queries_for_one_and_for_three(client, denmark):
    client.force_login(someone(Seat.EIPA), backend=BACKEND)
    costs = []
    client.get("/caf/users/choose/")  # what a session asks once
    for name in ("Gammelby Kommune", "Nyby Skole"):
        for city in ("Gammelby", "Nyby", "Mellemby")[len(costs) :]:
            organisation = OrganisationFactory(country=denmark, name=name, city=city)
            keep_keys([organisation.pk])
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/caf/users/choose/?state=to+validate&q=" + name.split()[0]).content.decode()
        costs.append(len(queries))
        assert "Possible duplicate" in page
    assert costs[0] == costs[1]
