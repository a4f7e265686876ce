"""The dashboard of the goal: reported and own counts side by side, pace and forecast, promises, each number's list."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from caf.models import CountingSpan, CountPromise, Organisation, RegisterState, RuleCode, Use
from caf.reading.counting import BY, Moved
from caf.reading.dashboard import dashboard, history
from caf.reading.dashboard_words import forecast_sentence, history_sentence, reader_writer
from caf.reading.forecast import Pace, forecast, paces_between, paces_of
from caf.reading.promises import promise_standings
from caf.reading.unnamed import unnamed
from caf.tallies import Month, recount
from core import jobs
from core.maps import ON_PAPER, Place, europe, tinted
from core.models import Job, Print
from network.seats import Right, Seat
from tests.caf.factories import (
    CountFactory,
    CountingRuleFactory,
    CountPromiseFactory,
    GoalFactory,
    OrganisationFactory,
    OrganisationProfileFactory,
    RegistrationFactory,
    UseFactory,
)
from tests.network.factories import CountryFactory, MembershipFactory, someone

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2008, 11, 26)
PAGE = f"/caf/goal/?as-of={DAY}"


def user(country, day, **fields):
    organisation = OrganisationFactory(country=country, known_on=day, **fields)
    RegistrationFactory(organisation=organisation, state=RegisterState.VALIDATED, known_on=day)
    Organisation.objects.filter(pk=organisation.pk).update(state=RegisterState.VALIDATED)
    UseFactory(organisation=organisation, starts_on=day, known_on=day)
    return organisation


def withdraw(organisation, day):
    RegistrationFactory(organisation=organisation, state=RegisterState.WITHDRAWN, known_on=day)
    Organisation.objects.filter(pk=organisation.pk).update(state=RegisterState.WITHDRAWN)


def records(answer):
    return json.loads(answer.getvalue())["records"]


@pytest.fixture
def october():
    """The network of October 2008: 1 620 reported, three countries; four of the register, one withdrawn since."""
    GoalFactory(known_on=date(2008, 1, 1))
    CountingRuleFactory(known_on=date(2001, 1, 1))
    period = {"starts_on": date(2008, 10, 1), "ends_on": date(2008, 10, 31), "known_on": date(2008, 10, 22)}
    CountFactory(country=None, value=1620, **period)
    countries = {code: CountryFactory(iso2=code) for code in ("IT", "DK", "BE", "FR")}
    for code, value in (("IT", 305), ("DK", 233), ("BE", 220)):
        CountFactory(country=countries[code], value=value, **period)
    MembershipFactory(country=countries["FR"])
    user(countries["DK"], date(2007, 3, 1), sector="health", level="local")
    user(countries["DK"], date(2008, 9, 2))
    user(countries["IT"], date(2008, 10, 2), sector="police", level="national")
    withdraw(user(countries["IT"], date(2008, 8, 1)), date(2008, 12, 1))
    return countries


def test_the_figures_of_october_2008(october):
    board = dashboard(DAY)
    goal = board.goal
    assert (goal.share, goal.gap, goal.needed_a_month, goal.others) == (Decimal("80.6"), 390, 15, 862)
    assert board.register.total == 4
    assert board.register.parts["country"] == {"DK": 2, "IT": 2}
    assert board.reported_paces == ()
    assert board.reported_forecast is None


def test_the_forecast_spans_the_recent_paces_and_says_when_too_little_is_known():
    months = [Month(date(2007, month, 1), 4, 4, 0, 0) for month in range(1, 13)]
    months += [Month(date(2008, month, 1), change, change, 0, 0) for month, change in ((5, 6), (9, 1), (10, 2))]
    paces = paces_of(months, DAY)
    assert [(pace.months, pace.change) for pace in paces] == [(12, 17), (6, 9), (3, 3)]
    ahead = forecast(100, DAY, date(2010, 12, 31), paces)
    assert (ahead.low, ahead.high) == (125, 138)  # 25 months at 1, and at 1.5
    assert forecast_sentence(ahead, paces, reader_writer(), of_register=True).startswith("On 31 December 2010 between")
    assert paces_of(months[-3:], DAY) == ()
    assert "younger than twelve months" in forecast_sentence(None, (), reader_writer(), of_register=True)
    assert forecast(100, DAY, date(2008, 11, 30), paces) is None  # no month is left


def test_the_pace_of_reported_counts_needs_two_and_a_forecast_three():
    counts = [(date(2007, 10, 31), 1300), (date(2008, 4, 30), 1500), (date(2008, 10, 31), 1620)]
    assert [pace.a_month for pace in paces_between(counts)] == [Pace(12, 320).a_month, 20]
    assert forecast(1620, date(2008, 10, 31), date(2010, 12, 31), paces_between(counts[1:])) is None
    assert paces_between([(date(2008, 9, 30), 1500), counts[-1]]) == ()  # a month apart tells no pace


def test_why_reported_counts_do_not_only_rise():
    when = iter(range(2005, 2009))
    for value, unit, note in (
        (2000, "applications", ""),
        (1500, "users", ""),
        (1400, "users", "Counted anew."),
        (1300, "users", ""),
    ):
        year = next(when)
        CountFactory(
            country=None, value=value, unit=unit, note=note, precision="year",
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), known_on=date(2008, 1, 1),
        )  # fmt: skip
    assert [history_sentence(line) for line in history(DAY)] == [
        "",
        "Another unit: users, not applications as before. The two cannot be compared.",
        "Lower than the count before: Counted anew.",
        "Lower than the count before: the sources do not say why",
    ]


def test_promises_what_came_and_who_is_behind(october):
    common = {"from_on": date(2008, 1, 1), "due_on": date(2008, 12, 31), "known_on": date(2008, 1, 2)}
    CountPromiseFactory(country=october["IT"], value=20, **common)
    CountPromiseFactory(country=october["DK"], value=1, **common)
    CountPromiseFactory(country=october["BE"], value=3, **common)
    CountPromiseFactory(country=october["BE"], **common | {"value": 0, "known_on": date(2008, 2, 1)})  # taken back
    found = promise_standings(DAY)
    assert [(row.promise.country.iso2, row.came, row.due, row.is_behind) for row in found] == [
        ("DK", 1, 0, False),
        ("IT", 2, 18, True),
    ]
    assert found[0].is_kept
    with override("fr"):
        assert "Tenue" in render_to_string("caf/_promises.html", {"promises": found})
    after = {row.promise.country.iso2: row for row in promise_standings(date(2009, 3, 1))}
    assert (after["IT"].came, after["IT"].is_over) == (1, True)  # one of them withdrawn by the end


@pytest.mark.parametrize("reader", [None, Seat.EIPA])
def test_each_number_leads_to_its_list(october, reader, client):
    """Visitors do not see the one that was withdrawn since; the list says that it is left out."""
    if reader:
        client.force_login(someone(reader), backend="allauth.account.auth_backends.AuthenticationBackend")
    html = client.get(PAGE).content.decode()
    found = re.findall(r'href="(/caf/users/\?[^"]+)">([\d\s]+)</a>', html)
    links = {re.sub(r"=[^&]*", "", url): (url, number) for url, number in found}  # one of each kind
    assert len(links) == 6  # all, a country, a sector, a level, a version, who came in a month
    for url, number in links.values():
        told = records(client.get(url.replace("&amp;", "&") + "&format=json"))
        page = client.get(url.replace("&amp;", "&")).content.decode()
        hidden = int((re.search(r"(\d+) more organisations? (?:is|are) counted and not named", page) or [0, 0])[1])
        assert len(told) + hidden == int(number), url
        assert not (reader and hidden)
    # Asked of a name, the number of those that are left out would tell that one is there.
    assert not client.get("/caf/users/?counts=yes&q=Organisation&as-of=2008-11-26").context["said_above"]


def test_what_changed_leads_to_its_list_too(october, client):
    page = client.get("/caf/register/count/?as-of=2009-01-01&since=2008-09-15&by=sector")
    assert "Lapsed" in page.content.decode()
    heading, number, url, _shown, is_cut, unnamed = page.context["movements"][0]
    assert (str(heading), number, is_cut, unnamed) == ("Newly counted", 1, False, "")
    assert len(records(client.get(f"{url}&format=json"))) == 1
    eipa = Client()
    eipa.force_login(someone(Seat.EIPA), backend="allauth.account.auth_backends.AuthenticationBackend")
    lapsed = "/caf/users/?moved=lapsed&since=2008-09-15&as-of=2009-01-01"
    assert [len(records(one.get(f"{lapsed}&format=json"))) for one in (client, eipa)] == [0, 1]
    said = [one.get(lapsed).context["said_above"] for one in (client, eipa)]
    assert said == ["1 more organisation is counted and not named here: it is not public today.", ""]
    # Of two parts at once no page shows a number: it could tell of one organisation.
    version = Use.objects.get(organisation__state=RegisterState.WITHDRAWN).version
    told = [
        client.get(f"{lapsed}&{parts}").context["said_above"]
        for parts in ("country=it", f"version={version}", f"country=it&version={version}")
    ]
    assert told == [said[0], said[0], ""]
    # The same words where the count page names them.
    count = client.get("/caf/register/count/?as-of=2009-01-01&since=2008-09-15")
    assert [(str(one[0]), one[-1]) for one in count.context["movements"]][1] == ("Lapsed", said[0])


def test_who_sees_all_is_not_asked_about_in_the_database(october, django_assert_num_queries):
    spans = CountingSpan.objects.on(DAY, RuleCode.VALIDATED)
    with django_assert_num_queries(1):
        assert unnamed(spans, AnonymousUser()) == 1
    eipa = someone(Seat.EIPA)
    assert eipa.may(Right.EDIT_CAF)  # its rights are read once
    with django_assert_num_queries(0):
        assert unnamed(spans, eipa) == 0


def links(page):
    """(address, number) of each number of a table that leads to a list of the register."""
    found = re.findall(r'href="(/caf/users/\?[^"]+)">([\d\s]+)</a>', page.content.decode())
    return [(url.replace("&amp;", "&"), int(re.sub(r"\s", "", number))) for url, number in found]


@pytest.fixture
def eipa_client():
    eipa = Client()
    eipa.force_login(someone(Seat.EIPA), backend="allauth.account.auth_backends.AuthenticationBackend")
    return eipa


def test_what_changed_in_a_month_leads_to_its_lists(october, eipa_client):
    """Who came and went within the month is in neither number; who lapsed and was then merged is merged."""
    withdraw(user(october["BE"], date(2008, 10, 3)), date(2008, 10, 20))
    merged, back = user(october["BE"], date(2008, 3, 1)), user(october["BE"], date(2008, 3, 1))
    withdraw(merged, date(2008, 10, 5))
    Organisation.objects.filter(pk=merged.pk).update(state=RegisterState.MERGED, merged_into=back)
    RegistrationFactory(organisation=merged, state=RegisterState.MERGED, known_on=date(2008, 10, 8))
    withdraw(back, date(2008, 10, 5))
    RegistrationFactory(organisation=back, state=RegisterState.VALIDATED, known_on=date(2008, 10, 25))
    withdraw(user(october["BE"], date(2008, 1, 1)), date(2008, 11, 3))
    page = eipa_client.get(PAGE)
    lines = {line.name: line for line in page.context["months"]}
    moves = [[getattr(lines[name], kind)[0] for kind in Moved] for name in ("October 2008", "November 2008")]
    assert moves == [[1, 0, 1], [0, 1, 0]]
    assert [name for name, line in lines.items() if line.goes_on] == ["November 2008"]
    assert "so far" in page.content.decode()
    in_months = [(url, number) for url, number in links(page) if "moved=" in url]
    assert len(in_months) == sum(bool(getattr(line, kind)[0]) for line in lines.values() for kind in Moved)
    for url, number in links(page):
        assert len(records(eipa_client.get(f"{url}&format=json"))) == number, url


def test_a_month_of_another_rule_has_no_lists(october, eipa_client):
    CountingRuleFactory(known_on=date(2008, 10, 15), from_on=date(2008, 10, 15))
    lines = {line.name: line for line in eipa_client.get(PAGE).context["months"]}
    assert lines["October 2008"].new == (1, "")
    assert lines["November 2008"].total[1]


@pytest.mark.parametrize("by", BY)
def test_what_changed_of_each_part_leads_to_its_list(october, eipa_client, by):
    """Of who counts no more, as it last counted: what it became later is no part of the number."""
    gone = user(october["BE"], date(2008, 3, 1), sector="police", level="national")
    Use.objects.filter(organisation=gone).update(version="")
    recount([gone.pk])
    withdraw(gone, date(2008, 10, 5))
    OrganisationProfileFactory(organisation=gone, sector="health", level="local", known_on=date(2008, 10, 20))
    UseFactory(organisation=gone, version="2006", starts_on=date(2008, 10, 20), known_on=date(2008, 10, 20))
    page = eipa_client.get(f"/caf/register/count/?as-of={DAY}&since=2008-08-15&by={by}")
    found = links(page)
    assert sum("moved=new" in url for url, _number in found) >= 2 - (by == "version")
    assert sum("moved=lapsed" in url for url, _number in found) == 1
    for url, number in found:
        assert number > 0
        assert len(records(eipa_client.get(f"{url}&format=json"))) == number, url


def test_what_changed_asks_since_when(client):
    page = client.get("/caf/users/?moved=new")
    assert "Give the day since when" in page.context["filter"].form.errors["since"][0]
    assert "Changed since: Give the day since when" in page.context["empty_why"]
    later = client.get("/caf/users/?moved=new&since=2008-12-01&as-of=2008-11-26").context["empty_why"]
    assert "must be a day before" in later
    assert records(client.get("/caf/users/?moved=new&format=json")) == []


def test_a_page_as_of_a_past_day_knows_nothing_later(october, client):
    CountPromiseFactory(country=october["IT"], known_on=date(2008, 12, 1))
    page = client.get(PAGE)
    assert page.context["promises"] == ()
    assert page.context["register"].total == 4
    assert client.get("/caf/goal/?as-of=2009-01-01").context["register"].total == 3
    assert client.get("/caf/goal/?as-of=1999-01-01").status_code == 200  # nothing known: says so


def test_the_page_costs_the_same_for_more_organisations(october, client, django_assert_max_num_queries):
    CountPromiseFactory(country=october["IT"])
    client.get(PAGE)
    with django_assert_max_num_queries(15) as few:
        client.get(PAGE)
    for _turn in range(3):
        user(october["BE"], date(2008, 3, 1), sector="culture")
    for code in ("BE", "DK"):
        CountPromiseFactory(country=october[code])
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)


@pytest.mark.once
def test_the_pdf_shows_the_same_picture(october, client):
    assert client.get(f"/caf/goal/pdf/?as-of={DAY}").status_code == 302  # nobody has asked for it
    client.post(f"/caf/goal/print/?as-of={DAY}")
    html = Print.objects.get().html
    page = client.get(PAGE).content.decode()
    for words in ("1 620".replace(" ", "\u00a0"), "80.6\u00a0%", europe()["countries"]["IT"]["path"]):
        assert escape(words) in html
        assert escape(words) in page
    jobs.run(Job.objects.get().pk)
    answer = client.get(f"/caf/goal/pdf/?as-of={DAY}")
    assert answer.content.startswith(b"%PDF")
    assert Print.objects.count() == 1


def test_the_map_tints_by_number_hatches_what_is_unknown_and_names_every_country():
    drawn = tinted(
        "m", "Map", [Place("IT", "Italy", 305, "305"), Place("MT", "Malta", 3, "3"), Place("FR", "France", None)]
    )
    shapes = {shape.title: shape for shape in drawn.shapes}
    assert shapes["Italy: 305"].fill != shapes["Malta: 3"].fill
    assert (shapes["Italy: 305"].label, shapes["Malta: 3"].label) == ("305", "")  # too small for a figure
    assert shapes["France"].fill == "url(#m-hatch)"
    assert (drawn.tints[0].least, drawn.tints[0].most) == ("1", "100")
    assert tinted("m", "Map", []).tints == ()


def test_figures_of_a_printed_map_are_larger_and_do_not_meet():
    places = [Place(code, code, 1000, "1 000") for code in europe()["countries"] if code]
    screen = tinted("m", "Map", places)
    paper = screen.written_in(ON_PAPER)
    labels = [{shape.title: shape.label for shape in drawn.shapes if shape.label} for drawn in (screen, paper)]
    assert paper.letters > screen.letters
    assert labels[1].keys() < labels[0].keys()
    assert "DE: 1 000" in labels[1]
    assert "BE: 1 000" not in labels[1]  # it would stand on that of Germany, which is larger


def test_a_coordinator_promises_for_the_own_country_alone(october):
    client = Client()
    denmark = october["DK"]
    client.force_login(
        someone(Seat.COORDINATOR, country=denmark), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    typed = {"value": 5, "from_on": "2008-01-01", "due_on": "2010-12-31", "known_on": "2008-06-01", "seen": ""}
    refused = client.post(reverse("caf:promise_new"), typed | {"country": october["IT"].pk})
    assert (refused.status_code, CountPromise.objects.count()) == (200, 0)
    turned = client.post(reverse("caf:promise_new"), typed | {"country": denmark.pk, "due_on": "2007-01-01"})
    assert "lies before the one it is counted from" in turned.content.decode()
    assert client.post(reverse("caf:promise_new"), typed | {"country": denmark.pk}).status_code == 302
    assert CountPromise.objects.get().country == denmark
