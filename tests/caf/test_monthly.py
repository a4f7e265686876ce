"""The months of the dashboard say what the lists of each month say, however much happened within one."""

import random
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from caf.generating import generate
from caf.models import CountingSpan, Organisation, RegisterState, Registration, RuleCode
from caf.reading.counting import difference
from caf.reading.forecast import first_of
from caf.reading.monthly import MONTHS_SHOWN, as_listed
from caf.tallies import months, recount
from tests.caf.factories import CountingRuleFactory
from tests.network.factories import CountryFactory

pytestmark = pytest.mark.django_db
BEGINNING = date(2008, 1, 1)


@pytest.fixture
def restless_register():
    """Organisations that come, go, are merged and come back within days."""
    for code in ("IT", "DK"):
        CountryFactory(iso2=code)
    CountingRuleFactory(known_on=date(2001, 1, 1))
    generate(60, seed=3)
    rng = random.Random(3)
    states = [RegisterState.DORMANT, RegisterState.VALIDATED, RegisterState.VALIDATED, RegisterState.MERGED]
    for organisation in Organisation.objects.all():
        day = BEGINNING + timedelta(days=rng.randrange(300))
        for _step in range(rng.randrange(6)):
            Registration.objects.create(organisation=organisation, state=rng.choice(states), known_on=day)
            day += timedelta(days=rng.randrange(25))
    recount(Organisation.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("day", [date(2008, 6, 12), date(2008, 11, 26), date(2009, 2, 28)])
def test_each_month_is_that_of_its_lists(restless_register, day):
    counters = months(day, RuleCode.VALIDATED)
    told = as_listed(counters, day, RuleCode.VALIDATED)
    assert told != counters  # what the counters alone would say is something else
    for month in told:
        if month.starts_on < first_of(day, MONTHS_SHOWN - 1):
            continue
        last = min(day, (month.starts_on + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        listed = difference(month.starts_on - timedelta(days=1), last).whole
        assert (month.new, month.lapsed, month.merged) == (listed.new, listed.lapsed, listed.merged), month


def test_what_was_kept_before_is_noted_as_what_is_written_now(restless_register):
    busy = set(CountingSpan.objects.filter(busy_month=True).values_list("pk", flat=True))
    assert 0 < len(busy) < CountingSpan.objects.exclude(ending="").count()
    CountingSpan.objects.update(busy_month=False)
    import_module("caf.migrations.0024_spans_of_a_busy_month").note_busy_months(apps, None)
    assert set(CountingSpan.objects.filter(busy_month=True).values_list("pk", flat=True)) == busy
