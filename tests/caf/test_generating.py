"""The generated register: the same again, in the countries' alphabets; and the count from the command line."""

import json
import random
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from caf.generating import LAST, SOURCE, generate, make, places, written_otherwise
from caf.models import Organisation, OrganisationName, Registration, Use
from caf.reading.counting import count_on, counted, difference, says
from tests.caf.factories import CountingRuleFactory
from tests.network.factories import CountryFactory

pytestmark = pytest.mark.django_db
DAYS = (date(2004, 1, 1), date(2008, 11, 26), date(2010, 12, 31))


@pytest.fixture
def countries():
    return [CountryFactory(iso2=code) for code in ("IT", "DK", "GR", "BG")]


def everything():
    names = OrganisationName.objects.order_by("pk").values_list("organisation__ref", "language", "name", "known_on")
    steps = Registration.objects.order_by("pk").values_list("organisation__ref", "state", "known_on")
    return [*names, *steps]


def test_the_same_seed_makes_the_same_register_and_every_record_says_that_it_is_generated(countries):
    twins = generate(250, seed=7)
    names, state = [row[2:] for row in everything()], Organisation.objects.values_list("state", flat=True)
    assert len(state) == 250
    assert {*state} == {"validated", "to validate", "dormant", "withdrawn", "claimed"}
    for model in (Organisation, OrganisationName, Registration, Use):
        assert {*model.objects.values_list("source", flat=True)} == {SOURCE}
    words = "".join(Organisation.objects.values_list("name", flat=True))
    assert "Δήμος" in words
    assert "Община" in words
    assert len(twins) > 2
    for twin in twins:
        first, second = (Organisation.objects.get(ref=ref) for ref in (twin.ref, twin.twin_ref))
        assert (first.name, first.city) != (second.name, second.city)
    Organisation.objects.all().delete()
    assert len(generate(250, seed=7)) == len(twins)
    assert [row[2:] for row in everything()] == names


def test_generating_more_repeats_no_name(countries):
    generate(30, seed=1)
    generate(30, seed=1)
    assert Organisation.objects.count() == 60
    assert Organisation.objects.filter(ref__isnull=True).count() == 0


def test_no_twin_is_written_as_another_office_of_its_town_would_be():
    """A primăria and a poliția have the same acronym: two twins of one name in one city would not go in."""
    CountryFactory(iso2="RO")
    [place], _shares = places(0)
    made = [make(place, random.Random(1), f"G{turn}", LAST) for turn in range(len(place.cities) * len(place.kinds))]
    written = [(row.organisation.city, name) for row in made for name in {*written_otherwise(row, place).values()}]
    assert len(written) == len({*written}) > 500
    assert not {*written} & {(row.organisation.city, row.organisation.name) for row in made}


def test_nothing_is_known_later_than_the_day_on_which_it_is_made(countries):
    day = date(2008, 11, 26)
    generate(250, seed=7, last=day, until=day)
    for model in (Organisation, OrganisationName, Registration, Use):
        assert model.objects.exists()
        assert not model.objects.filter(known_on__gt=day).exists()
    assert not Use.objects.filter(reported_on__gt=day).exists()
    for organisation in Organisation.objects.prefetch_related("steps"):
        assert organisation.state == max(organisation.steps.all(), key=lambda step: (step.known_on, step.pk)).state


def test_the_count_and_what_the_rule_says_of_each_agree(countries):
    """One is asked of the database, the other told from an organisation's rows."""
    generate(250, seed=3)
    CountingRuleFactory(known_on=date(2001, 1, 1))
    rows = list(Organisation.objects.prefetch_related("steps", "uses"))
    for day in DAYS:
        told = {organisation.pk for organisation in rows if says(organisation, day).counts}
        assert told == set(counted(day).values_list("pk", flat=True))
        assert count_on(day, "sector").total == len(told) > 0
    moved = difference(*DAYS[:2])
    assert moved.whole.after - moved.whole.before == count_on(DAYS[1]).total - count_on(DAYS[0]).total
    assert moved.tally == count_on(DAYS[1], "country")
    assert sum(part.new for part in moved.parts.values()) == moved.whole.new == moved.new().count()


def test_the_commands(countries, tmp_path, settings):
    settings.DEMONSTRATION = True
    call_command("generate_register", organisations=60, seed=2, truth=tmp_path / "truth.csv", stdout=StringIO())
    assert (tmp_path / "truth.csv").read_text().startswith("ref,twin_ref,dirt")
    printed = StringIO()
    call_command("count_users", as_of="2010-12-31", since="2008-12-31", by="country", format="json", stdout=printed)
    said = json.loads(printed.getvalue())
    assert said["count"] == count_on(DAYS[2]).total == sum(said["parts"].values())
    assert said["since"]["after"] == said["count"]
    printed = StringIO()
    call_command("count_users", as_of="2010-12-31", since="2008-12-31", by="level", stdout=printed)
    assert printed.getvalue().startswith(f"{said['count']} CAF users as of 2010-12-31")
    assert "merged" in printed.getvalue()


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        ("count_users", {"as_of": "26 November"}, "is not a day"),
        ("count_users", {"as_of": "2008-01-01", "since": "2008-01-01"}, "does not lie before"),
        ("generate_register", {"organisations": 0}, "1 or more"),
        ("generate_register", {"organisations": 1}, "No country is on record"),
    ],
)
def test_the_commands_refuse_with_a_sentence(settings, command, options, words):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match=words):
        call_command(command, **options)


def test_no_register_of_organisations_that_exist_is_filled_with_others(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="organisations that exist"):
        call_command("generate_register", organisations=1)
