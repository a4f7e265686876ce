"""Who counts as a CAF user, since when and why; how many on any day; and what has changed between two."""

from datetime import date

import pytest

from caf.actions.organisation import keep_row
from caf.models import CountingRule, Organisation, RegisterState, RuleCode
from caf.reading.counting import BY, count_on, counted, difference, says
from tests.caf.factories import (
    CountFactory,
    CountingRuleFactory,
    OrganisationFactory,
    OrganisationProfileFactory,
    RegistrationFactory,
    UseFactory,
)
from tests.network.factories import CountryFactory

pytestmark = pytest.mark.django_db
ENTERED, VALIDATED, LATER, TODAY = date(2008, 2, 1), date(2008, 3, 1), date(2008, 9, 1), date(2008, 11, 26)


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


def user(country, *, validated=VALIDATED, use=True, **fields):
    """An organisation entered on ENTERED, validated on a day, with a use that began before."""
    organisation = OrganisationFactory(country=country, known_on=ENTERED, **fields)
    step(organisation, RegisterState.VALIDATED, validated)
    if use:
        UseFactory(organisation=organisation, known_on=ENTERED)
    return organisation


def step(organisation, state, day):
    RegistrationFactory(organisation=organisation, state=state, known_on=day)
    Organisation.objects.filter(pk=organisation.pk).update(state=state)


def merge(organisation, into, day):
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=into)
    step(organisation, RegisterState.MERGED, day)


def test_it_counts_from_its_validation_and_a_second_use_is_no_second_user(denmark):
    organisation = user(denmark)
    UseFactory(organisation=organisation, starts_on=date(2008, 5, 1))
    assert [count_on(day).total for day in (ENTERED, date(2008, 2, 29), VALIDATED, TODAY)] == [0, 0, 1, 1]


def test_a_use_counts_once_it_has_begun_and_is_known(denmark):
    organisation = user(denmark, use=False)
    use = UseFactory(organisation=organisation, starts_on=date(2008, 6, 1), known_on=date(2008, 7, 1))
    assert [count_on(date(2008, month, 1)).total for month in (6, 7)] == [0, 1]
    use.starts_on = date(2008, 8, 1)
    keep_row(use)
    assert [count_on(date(2008, month, 1)).total for month in (7, 8)] == [0, 1]
    use.starts_on = None
    keep_row(use)
    assert count_on(TODAY).total == 0
    assert says(organisation, TODAY).sentence == "Does not count because it is not known since when it has used CAF."


def test_what_was_counted_on_a_past_day_stays_counted(denmark):
    gone, asleep, one, other = (user(denmark) for _time in range(4))
    step(gone, RegisterState.WITHDRAWN, LATER)
    step(asleep, RegisterState.DORMANT, LATER)
    merge(one, other, LATER)
    assert [count_on(day).total for day in (date(2008, 8, 31), LATER)] == [4, 1]
    assert list(counted(LATER)) == [other]


def test_each_part_has_its_number_and_they_sum_up(denmark):
    poland = CountryFactory(iso2="PL")
    user(denmark, level="local", sector="health")
    twice = user(denmark, level="local")
    UseFactory(organisation=twice, version="2002", starts_on=date(2004, 1, 1))
    user(poland, level="national")
    user(poland, validated=date(2009, 1, 1))
    assert count_on(TODAY, "country").parts == {"DK": 2, "PL": 1}
    assert count_on(TODAY, "level").parts == {"local": 2, "national": 1}
    assert count_on(TODAY, "sector").parts == {"": 2, "health": 1}
    assert count_on(TODAY, "version").parts == {"2006": 3}
    assert {count_on(TODAY, by).total for by in BY} == {3}


def test_a_part_is_that_of_the_day(denmark):
    organisation = user(denmark, level="regional", changed_on=LATER)
    OrganisationProfileFactory(organisation=organisation, level="local", known_on=ENTERED)
    OrganisationProfileFactory(organisation=organisation, level="regional", known_on=LATER)
    assert count_on(date(2008, 8, 31), "level").parts == {"local": 1}
    assert count_on(LATER, "level").parts == {"regional": 1}


def test_the_difference_between_two_days_with_its_lists(denmark):
    poland = CountryFactory(iso2="PL")
    stayed, lapsed, merged = user(denmark), user(denmark), user(poland)
    new = user(poland, validated=LATER)
    step(lapsed, RegisterState.WITHDRAWN, LATER)
    merge(merged, stayed, LATER)
    user(poland, validated=date(2009, 1, 1))
    moved = difference(VALIDATED, TODAY)
    assert (moved.whole.before, moved.whole.new, moved.whole.lapsed, moved.whole.merged) == (3, 1, 1, 1)
    assert moved.whole.after == count_on(TODAY).total == 2
    assert moved.whole.change == -1
    assert {code: part.after for code, part in moved.parts.items()} == count_on(TODAY, "country").parts
    assert [list(moved.new()), list(moved.lapsed()), list(moved.merged())] == [[new], [lapsed], [merged]]


def test_what_the_rule_says_of_one(denmark):
    organisation = user(denmark)
    verdict = says(organisation, TODAY)
    assert (verdict.counts, verdict.since) == (True, VALIDATED)
    assert verdict.sentence == (
        "Counts since 1 March 2008 because its registration is validated since 1 March 2008; it is not withdrawn, and "
        "no other record is the same organisation; a use of CAF 2006 began on 1 March 2007."
    )
    assert says(organisation, ENTERED).reasons[0] == (False, "its country has not validated the registration yet")
    assert says(organisation, date(2008, 1, 1)).reasons == (
        (False, "it was not in the register on that day"),
        (False, "no use of CAF is recorded"),
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RegisterState.CLAIMED, "its registration waits to be taken up"),
        (RegisterState.DORMANT, "it is dormant since 1 September 2008"),
        (RegisterState.WITHDRAWN, "it is withdrawn from the register since 1 September 2008"),
        (RegisterState.MERGED, "since 1 September 2008 it is one with another record"),
    ],
)
def test_why_one_does_not_count(denmark, state, words):
    organisation = user(denmark)
    if state == RegisterState.MERGED:
        Organisation.objects.filter(pk=organisation.pk).update(merged_into=OrganisationFactory())
    step(organisation, state, LATER)
    assert words in says(organisation, TODAY).sentence
    assert says(organisation, TODAY).since is None


def test_it_counts_anew_after_a_break(denmark):
    organisation = user(denmark)
    step(organisation, RegisterState.DORMANT, date(2008, 5, 1))
    step(organisation, RegisterState.VALIDATED, LATER)
    assert says(organisation, TODAY).since == LATER


def test_a_use_whose_day_is_no_longer_said_counts_since_it_was(client, denmark):
    use = UseFactory(organisation=OrganisationFactory(country=denmark, state="validated"), starts_on=date(2007, 3, 1))
    UseFactory(organisation=use.organisation, restates=use, starts_on=None, known_on=date(2008, 9, 1))
    assert "began on 1 March 2007" in says(use.organisation, date(2008, 11, 26)).sentence


def test_a_rule_holds_from_its_day_and_only_once_it_is_known(denmark):
    step(user(denmark), RegisterState.DORMANT, date(2008, 4, 1))
    assert CountingRule.objects.on(TODAY).code == RuleCode.VALIDATED  # none on record: the portal's own
    CountingRuleFactory(known_on=date(2001, 1, 1))
    newer = CountingRuleFactory(code=RuleCode.REGISTERED, from_on=date(2008, 6, 1), known_on=LATER)
    assert [count_on(day).total for day in (date(2008, 8, 31), LATER)] == [0, 1]
    assert CountingRule.objects.on(TODAY) == newer
    assert difference(date(2008, 8, 31), LATER).whole.new == 1


def test_reported_counts_are_never_mixed_in(denmark):
    CountFactory(country=denmark, value=233)
    assert count_on(TODAY, "country").total == 0


def test_a_count_costs_the_same_for_one_and_for_three(denmark, django_assert_num_queries):
    CountingRuleFactory()
    for _time in range(3):
        user(denmark)
        with django_assert_num_queries(3):  # the rule, the count, the countries
            count_on(TODAY, "country")
