"""The pages of an organisation and of the register: who sees what, forms of rows, and what they cost."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.models import (
    Contact,
    Organisation,
    OrganisationLink,
    RegisterState,
    Use,
)
from caf.workflow import REGISTER
from core.workflow import perform
from network.seats import Seat
from tests.caf.factories import (
    ContactFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    UseFactory,
)
from tests.caf.organisation_steps import ENTERED, registered, signed_in
from tests.network.factories import CountryFactory, CountryNameFactory, someone

pytestmark = pytest.mark.django_db
VALIDATED = RegisterState.VALIDATED
TO_THE_DAY = {"starts_precision": "day", "reported_precision": "day"}


def test_the_page_of_an_organisation(client, denmark):
    organisation = registered(denmark)
    ContactFactory(organisation=organisation)
    UseFactory(organisation=organisation, known_on=ENTERED)
    perform(REGISTER, "validate", organisation, by=someone(Seat.EIPA), known_on=date(2008, 9, 1))
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "Counts as a CAF user since 1 September 2008, because" in page
    assert "Add a use" not in page
    assert "quality@office.example" not in page
    assert (
        "does not count" in client.get(f"{organisation.get_absolute_url()}?as-of=2008-08-31").content.decode().lower()
    )
    for person, sees in (
        (someone(Seat.COORDINATOR, denmark), True),
        (someone(Seat.EIPA), True),
        (someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), False),
        (someone(Seat.SECRETARIAT), False),
        (someone(Seat.DIRECTOR_GENERAL, denmark), False),
        (someone(Seat.ADMINISTRATOR), False),
    ):
        page = signed_in(client, person).get(organisation.get_absolute_url()).content.decode()
        assert ("quality@office.example" in page) is sees
        for form in ("csv", "json"):
            file = b"".join(client.get("/caf/users/", {"format": form}))
            assert (b"quality@office.example" in file) is sees


def test_persons_are_the_keepers_alone_whichever_door_one_comes_by(denmark):
    contact = ContactFactory(organisation__country=denmark, organisation__state=VALIDATED)
    account = someone(Seat.ORGANISATION_CONTACT)
    assert not Contact.objects.visible_to(account).exists()
    contact.person = account
    contact.save()
    assert list(Contact.objects.visible_to(account)) == [contact]
    contact.ends_on = date(2009, 1, 1)
    contact.save()
    assert not Contact.objects.visible_to(account).exists()


def test_a_contact_sees_the_own_organisation_alone_and_changes_nothing_of_it(client, denmark):
    organisation, other = OrganisationFactory(country=denmark), OrganisationFactory(country=denmark)
    use = UseFactory(organisation=organisation)
    account = someone(Seat.ORGANISATION_CONTACT)
    ContactFactory(organisation=organisation, person=account)
    signed_in(client, account)
    url = organisation.get_absolute_url()
    assert client.get(url).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    data = {"version": "2006", "starts_on": "2008-03-01", "known_on": "2008-06-02", **TO_THE_DAY}
    assert client.post(f"{url}uses/new/", data).status_code == 302
    seen = client.get(f"{url}uses/{use.pk}/edit/").context["form"]["seen"].value()
    assert client.post(f"{url}uses/{use.pk}/edit/", data | {"seen": seen}).status_code == 302
    assert (organisation.uses.get(), organisation.proposals.count()) == (use, 2)
    assert client.post(f"{url}do/validate/", {"known_on": "2008-06-02"}).status_code == 403
    assert client.post(f"{url}edit/", {}).status_code == 403
    assert client.post(f"{other.get_absolute_url()}uses/new/", data).status_code == 404


def test_a_use_is_known_to_the_day_the_month_or_the_year(client, denmark):
    """Of a month or a year no day is made up: neither on its page, nor in what says why it counts, nor in a file."""
    organisation = OrganisationFactory(country=denmark, state=VALIDATED)
    url = organisation.get_absolute_url()
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    data = {
        "version": "2006", "starts_on": "2007-05-17", "starts_precision": "month", "reported_on": "2008-02-03",
        "reported_precision": "year", "known_on": "2008-06-02",
    }  # fmt: skip
    assert client.post(f"{url}uses/new/", data).status_code == 302
    use = organisation.uses.get()
    assert (use.starts_on, use.reported_on) == (date(2007, 5, 1), date(2008, 1, 1))
    page = client.get(url).content.decode()
    assert "a use of CAF 2006 began in May 2007" in page
    assert "1 May 2007" not in page
    assert "1 January 2008" not in page
    [row] = csv.DictReader(StringIO(b"".join(client.get("/caf/users/?format=csv").streaming_content).decode()))
    assert (row["first_use"], row["last_use"], row["self_assessment_date"]) == ("2007-05", "2007-05", "2008")


def test_forms_of_rows(client, denmark):
    organisation = registered(denmark)
    url = organisation.get_absolute_url()
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    assert client.get(f"{url}profiles/new/").context["form"]["city"].value() == "Gammelby"
    assert client.get(f"{url}names/new/").context["form"]["language"].value() == "da"
    known = {"known_on": "2008-09-01"}
    name = {"name": "Nyby Kommune", "language": "da", "kind": "official", **known}
    assert client.post(f"{url}names/new/", name).status_code == 302
    assert client.post(f"{url}names/new/", name).context["form"].errors
    assert client.post(f"{url}profiles/new/", {"city": "Nyby", "nuts": "dk01", **known}).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.city) == ("Nyby Kommune", "Nyby")
    assert organisation.profiles.last().nuts == "DK01"
    wrong = client.post(f"{url}uses/new/", {"version": "2006", "starts_on": "2005-01-01", **known})
    assert wrong.context["form"].errors["starts_on"] == ["CAF 2006 did not exist yet."]
    ahead = {"version": "2006", "starts_on": "2006-01-01", "reported_on": "2999-05-03", **known, **TO_THE_DAY}
    assert client.post(f"{url}uses/new/", ahead).context["form"].errors == {"reported_on": ["3 May 2999 lies ahead."]}
    part = {"version": "2006", "starts_on": "2007-01-01", "part": "The library", **known, **TO_THE_DAY}
    assert client.post(f"{url}uses/new/", part).status_code == 302
    assert Use.objects.get().in_part
    consent = client.post(f"{url}contacts/new/", {"role": "Quality manager", "consent": "2008-1", **known})
    assert "Give the version" in str(consent.context["form"].errors)


def test_a_successor_is_named_by_its_number_among_those_one_may_see(client, denmark):
    organisation, successor = registered(denmark), registered(denmark, name="Nyby Kommune")
    hidden = OrganisationFactory(country=CountryFactory(iso2="PL"))
    url = f"{organisation.get_absolute_url()}successors/new/"
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    data = {"kind": "continued", "happened_on": "2008-07-01", "known_on": "2008-09-01"}
    assert "successor_ref" in client.post(url, data | {"successor_ref": hidden.ref}).context["form"].errors
    assert client.post(url, data | {"successor_ref": successor.ref.lower()}).status_code == 302
    assert OrganisationLink.objects.get().successor == successor
    assert b"What it came from" in client.get(successor.get_absolute_url()).content


def test_a_new_organisation_is_entered_with_its_first_use(client, denmark):
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    data = {"name": "Nyby Kommune", "language": "da", "country": denmark.pk, "known_on": "2008-09-01"}
    wrong = client.post("/caf/users/new/", data | {"starts_on": "2008-01-01"})
    assert wrong.context["form"].errors["version"] == ["Say which version of CAF it used."]
    assert client.post("/caf/users/new/", data | {"version": "2006", "starts_on": "2008-01-01"}).status_code == 302
    assert Organisation.objects.get().uses.get().version == "2006"


def test_the_register_narrowed_by_what_counts_on_the_day(client, denmark):
    organisation = OrganisationFactory(country=denmark, state=VALIDATED, name="Counts")
    UseFactory(organisation=organisation, version="2002", starts_on=date(2004, 1, 1))
    OrganisationFactory(country=denmark, state=VALIDATED, name="Does not")

    def names(**chosen):
        return [row.cells[0].text for row in client.get("/caf/users/", chosen).context["rows"]]

    assert names(counts="yes") == ["Counts"]
    assert names(counts="no") == ["Does not"]
    assert names(version="2002") == ["Counts"]
    assert names(state="validated") == ["Counts", "Does not"]
    assert names(q=organisation.ref) == ["Counts"]
    assert names(counts="yes", **{"as-of": "2008-05-31"}) == []


def test_the_list_costs_the_same_for_one_and_for_three_rows(client, denmark, django_assert_max_num_queries):
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    client.get("/caf/users/")
    for _time in range(3):
        OrganisationNameFactory(organisation=UseFactory(organisation__country=denmark).organisation)
        with django_assert_max_num_queries(10):
            client.get("/caf/users/", {"as-of": "2008-07-01"})


def test_the_count_page_names_only_what_one_may_see(client, denmark):
    kept = UseFactory(organisation__country=denmark, organisation__state=VALIDATED).organisation
    gone = UseFactory(organisation__country=denmark, organisation__state=VALIDATED).organisation
    perform(REGISTER, "withdraw", gone, by=someone(Seat.EIPA), known_on=date(2008, 10, 1), note="Closed")
    address = "/caf/register/count/?as-of=2008-11-26&since=2008-07-01"
    page = client.get(address)
    assert (page.context["moved"].whole.before, page.context["tally"].total) == (2, 1)
    assert gone.name not in page.content.decode()
    assert "1 more organisation is counted and not named here" in page.content.decode()
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    assert gone.name in client.get(address).content.decode()
    newest = client.get("/caf/register/count/?as-of=2008-11-26&since=2008-05-01").content.decode()
    assert kept.name in newest
    for words in ("2008-11-26", "soon"):
        assert b"must be a day before" in client.get(f"/caf/register/count/?as-of=2008-11-26&since={words}").content


def test_the_count_page_names_countries_in_the_readers_order(client, denmark):
    czechia = CountryFactory(iso2="CZ")
    for country, french in ((denmark, "Danemark"), (czechia, "République tchèque")):
        CountryNameFactory(country=country, language="fr", name=french)
        UseFactory(organisation__country=country, organisation__state=VALIDATED)
    signed_in(client, someone(Seat.EIPA))
    address = "/caf/register/count/?as-of=2008-11-26&since=2008-05-01"
    [(_heading, _number, _url, shown, *_others)] = client.get(f"/fr{address}").context["movements"]
    assert [row.country for row in shown] == [denmark, czechia]
    cells = client.get(address).content.decode()
    assert cells.count('data-label="Reported of old"><div>–</div>') == 2  # none was reported


def test_who_may_read_a_record_and_not_change_it_is_told_who_does(client, denmark):
    organisation = OrganisationFactory(country=denmark, state=VALIDATED)
    hidden = OrganisationFactory(country=denmark)
    signed_in(client, someone(Seat.COORDINATOR, CountryFactory(iso2="FR")))
    url = organisation.get_absolute_url()
    for below in ("edit/", "uses/new/", "do/withdraw/"):
        response = client.get(f"{url}{below}")
        words = response.content.decode()
        assert response.status_code == 403
        assert f"Only {denmark} and the CAF Resource Centre change this record." in words
        assert f'href="{url}">Back to the record' in words
        assert "has not published" not in words
    assert client.get(f"{hidden.get_absolute_url()}edit/").status_code == 404
    assert "has not published" in client.get("/caf/rule/new/").content.decode()
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=hidden)
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    assert "merged into another record" in client.get(f"{url}edit/").content.decode()


def test_a_rule_is_entered_by_the_caf_centre(client):
    signed_in(client, someone(Seat.EIPA))
    data = {
        "text_en": "Who is validated counts.",
        "code": "registered",
        "from_on": "2008-01-01",
        "known_on": "2008-01-01",
        "confidence": "high",
    }
    answer = client.post("/caf/rule/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert b"Who is validated counts." in client.get("/caf/rule/").content


def test_mending_a_use_says_why_and_the_trail_tells_it(client, denmark):
    organisation = registered(denmark)
    use = UseFactory(organisation=organisation, known_on=ENTERED, starts_on=date(2007, 3, 1))
    ContactFactory(organisation=organisation)
    signed_in(client, someone(Seat.COORDINATOR, denmark))
    url = f"{organisation.get_absolute_url()}uses/{use.pk}/edit/"
    typed = {
        "version": "2006", "starts_on": "2007-09-01", "known_on": ENTERED.isoformat(), "confidence": "high",
        "seen": client.get(url).context["form"]["seen"].value(), **TO_THE_DAY,
    }  # fmt: skip
    assert list(client.post(url, typed).context["form"].errors) == ["reason"]
    assert client.post(url, typed | {"reason": "The report says September"}).status_code == 302
    trail = f"{organisation.get_absolute_url()}trail/"
    page = client.get(trail).content.decode()
    assert "The report says September" in page
    assert "1 March 2007" in page
    with CaptureQueriesContext(connection) as few:
        client.get(trail)
    for _number in range(2):
        UseFactory(organisation=organisation)
    with CaptureQueriesContext(connection) as more:
        client.get(trail)
    assert len(few) == len(more)
    assert signed_in(client, someone(Seat.DIRECTOR_GENERAL, denmark)).get(trail).status_code == 403


def test_the_page_of_one_costs_few_queries_and_no_more_for_many_rows(client, denmark):
    organisation = OrganisationFactory(country=denmark, state="validated")
    url = organisation.get_absolute_url()

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    visitor = asked()
    assert visitor <= 7
    signed_in(client, someone(Seat.EIPA))
    keeper = asked()
    assert keeper <= 10  # it also looks for likely twins
    UseFactory.create_batch(3, organisation=organisation)
    assert asked() == keeper
    ContactFactory(organisation=organisation)
    assert keeper < asked() <= keeper + 3  # contacts are asked about where there is one
    client.logout()
    assert asked() == visitor
