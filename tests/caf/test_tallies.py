"""What counting keeps beside the rows: the same answer as the rule asked of the rows, on any day, whoever wrote."""

import random
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from caf.actions.organisation import keep_row, register_organisation
from caf.generating import generate
from caf.models import (
    CountChange,
    CountingRule,
    CountingSpan,
    Organisation,
    OrganisationProfile,
    RegisterState,
    Registration,
    RuleCode,
    Use,
)
from caf.reading.counting import BY, condition, count_on, difference, kept_as_counted
from caf.reading.register import column_on, version_on
from caf.tallies import months, recount, recount_all
from caf.workflow import REGISTER
from core.workflow import perform
from network.seats import Seat
from tests.caf.factories import CountingRuleFactory, OrganisationFactory, RegistrationFactory, UseFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
DAYS = (date(2002, 6, 1), date(2005, 1, 31), date(2008, 11, 26), date(2010, 12, 31))


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


def kept():
    """Everything that is kept, without keys."""
    spans = [tuple(row.values()) for row in CountingSpan.objects.values() if row.pop("id")]
    changes = [tuple(row.values()) for row in CountChange.objects.values() if row.pop("id")]
    return sorted(spans, key=str), sorted((row for row in changes if any(row[-4:])), key=str)


def asked_of_the_rows(day, by):
    """{part: number} by the rule itself."""
    parts = {"country": F("country__iso2"), "version": version_on(day)}
    part = parts[by] if by in parts else column_on(by, day)
    rows = Organisation.objects.filter(condition(day)).annotate(part=part).values_list("part", flat=True)
    return dict(Counter(rows))


def stir(rng):
    """Rows of every kind, written at random over a generated register."""
    for organisation in rng.sample(list(Organisation.objects.all()), 60):
        day = organisation.known_on + timedelta(days=rng.randrange(-40, 1500))
        match rng.randrange(4):
            case 0:
                state = rng.choice([RegisterState.DORMANT, RegisterState.VALIDATED, RegisterState.WITHDRAWN])
                Registration.objects.create(organisation=organisation, state=state, known_on=day)
            case 1:
                Use.objects.create(organisation=organisation, version="2002", starts_on=day, known_on=day)
            case 2:
                row = OrganisationProfile(organisation=organisation, known_on=day, sector="health", level="regional")
                if not organisation.profiles.filter(known_on=day).exists():
                    keep_row(row)
            case _:
                Use.objects.filter(organisation=organisation).delete()


def test_it_is_the_rules_own_answer_on_any_day():
    for code in ("IT", "DK", "GR"):
        CountryFactory(iso2=code)
    CountingRuleFactory(known_on=date(2001, 1, 1))
    CountingRuleFactory(code=RuleCode.REGISTERED, from_on=date(2010, 1, 1), known_on=date(2009, 1, 1))
    generate(120, seed=1)
    rng = random.Random(1)
    stir(rng)
    recount(Organisation.objects.values_list("pk", flat=True))
    for day in (*DAYS, *(date(2001, 5, 1) + timedelta(days=rng.randrange(3600)) for _turn in range(5))):
        counted = Organisation.objects.filter(condition(day))
        assert set(Organisation.objects.filter(kept_as_counted(day))) == set(counted)
        for by in BY:
            assert count_on(day, by).parts == asked_of_the_rows(day, by), (day, by)
    moved, then = difference(DAYS[1], DAYS[2]), set(Organisation.objects.filter(condition(DAYS[1])))
    now = set(Organisation.objects.filter(condition(DAYS[2])))
    assert (set(moved.new()), set(moved.lapsed()) | set(moved.merged())) == (now - then, then - now)
    assert (moved.whole.before, moved.whole.after) == (len(then), len(now))
    assert sum(month.change for month in months(DAYS[2], RuleCode.VALIDATED)) == len(now)
    bit_by_bit = kept()
    recount(Organisation.objects.values_list("pk", flat=True))  # again: nothing changes
    assert kept() == bit_by_bit
    call_command("recount", stdout=StringIO())
    assert kept() == bit_by_bit


def test_every_way_to_write_is_followed(denmark):
    """Entering, a use, a profile, each step; on the day, by the number alone."""
    eipa, day = someone(Seat.EIPA), date(2008, 6, 1)
    organisation = Organisation(country=denmark, name="Office", sector="health", known_on=day)
    register_organisation(organisation, by=eipa)
    assert count_on(DAYS[2]).total == 0
    keep_row(Use(organisation=organisation, version="2006", starts_on=day, known_on=day))
    perform(REGISTER, "validate", organisation, by=eipa, known_on=day)
    assert count_on(DAYS[2], "sector").parts == {"health": 1}
    keep_row(OrganisationProfile(organisation=organisation, known_on=date(2008, 9, 1), sector="police"))
    assert [count_on(one, "sector").parts for one in (date(2008, 8, 31), DAYS[2])] == [{"health": 1}, {"police": 1}]
    perform(REGISTER, "withdraw", organisation, by=eipa, known_on=date(2008, 10, 1), note="closed")
    assert [count_on(one).total for one in (date(2008, 9, 30), DAYS[2])] == [1, 0]
    told = [(month.starts_on.month, month.new, month.lapsed) for month in months(DAYS[2], RuleCode.VALIDATED)]
    assert told == [(6, 1, 0), (10, 0, 1)]


def test_many_are_recounted_in_as_many_queries_as_one(denmark):
    def written(number):
        rows = [OrganisationFactory(country=denmark) for _turn in range(number)]
        for row in rows:
            RegistrationFactory(organisation=row, state=RegisterState.VALIDATED)
            UseFactory(organisation=row)
        CountingSpan.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            recount([row.pk for row in rows])
        return len(queries)

    assert written(1) == written(3)


def test_a_past_count_costs_the_same_whatever_came_later(denmark, django_assert_num_queries):
    with django_assert_num_queries(2):
        count_on(DAYS[0], "sector")
    CountryFactory(iso2="IT")
    generate(30, seed=5)
    with django_assert_num_queries(2):
        count_on(DAYS[3], "sector")
    assert recount_all() == 30
    assert CountingRule.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"until_on": DAYS[0]}, {"ending": "lapsed"}, {"until_on": DAYS[1], "ending": ""}])
def test_no_span_ends_before_it_begins_or_without_saying_why(denmark, wrong):
    row = {"rule": "validated", "from_on": DAYS[0], "country": denmark, "begins": True, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        CountingSpan.objects.create(organisation=OrganisationFactory(country=denmark), **row)
