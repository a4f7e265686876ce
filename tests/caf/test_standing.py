"""What a page of the register reads of its rows is what a query tells of them, on every day."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from caf.filters.organisation import OrganisationFilters
from caf.generating import generate
from caf.models import Organisation
from caf.reading.counting import condition
from caf.reading.register_file import RegisterFile
from caf.reading.standing import standing, told
from network.models.country import names_at_hand
from tests.caf.factories import OrganisationFactory, OrganisationNameFactory
from tests.network.factories import CountryFactory, CountryNameFactory

pytestmark = pytest.mark.django_db
DAYS = (date(2000, 1, 1), date(2005, 3, 1), date(2008, 11, 26), timezone.localdate(), date(2100, 1, 1))
IN_FILE = ("name", "status", "caf_version", "times_used", "self_assessment_date", "standing")


def said(one):
    counts = standing(one.state_then, counts=one.counts_then)
    report = one.reported_then and one.reported_then.starts_on  # generated ones are known to the day
    return (one.name, one.state_then, one.version_then, one.uses_then, report, counts)


@pytest.mark.parametrize("day", DAYS)
def test_a_page_a_file_and_a_query_say_the_same(day):
    for iso2 in ("DK", "FR", "PL"):
        CountryFactory(iso2=iso2)
    generate(80, seed=3)
    OrganisationFactory(step="")  # without use
    known = Organisation.objects.known(day).order_by("pk")
    page = told(list(known), day)
    file = RegisterFile(known, IN_FILE, AnonymousUser(), day, "")
    rows = [row[:-1] for batch in file.batches(30) for row in file.cells(batch)]
    assert rows == [said(one) for one in page]
    counts = known.filter(condition(day)).values_list("pk", flat=True)
    assert [one.pk for one in page if one.counts_then] == list(counts)
    assert len(set(rows)) > (5 if day > date(2002, 1, 1) else -1)


def test_many_rows_cost_as_much_as_one():
    country = CountryFactory(iso2="DK")
    CountryNameFactory(country=country, name="Denmark", known_on=date(1990, 1, 1))
    OrganisationFactory.create_batch(3, country=country)

    def queries(rows, day):
        with names_at_hand(), CaptureQueriesContext(connection) as asked:
            assert {str(one.country) for one in told(rows, day)} == {"Denmark"}
        return len(asked)

    rows = list(Organisation.objects.all())
    for day, number in ((date(2008, 11, 26), 4), (timezone.localdate(), 3)):  # the present state is kept
        assert queries(rows[:1], day) == queries(rows, day) == number


def test_what_is_not_told_of_a_day_is_what_it_says_now():
    organisation = OrganisationFactory(name="Now", city="Here")
    assert (organisation.name_then, organisation.city_then) == ("Now", "Here")
    OrganisationNameFactory(organisation=organisation, name="Other")
    assert Organisation.objects.get().name_then == "Now"


def test_a_kept_field_shows_what_is_chosen_in_the_language_read():
    def html(asked, language="en"):
        with override(language):
            chosen = OrganisationFilters(QueryDict(asked), queryset=Organisation.objects.all())
            chosen.ask_for_day()
            return chosen.fields_html()

    plain = html("")
    assert html("") == plain
    assert '<option value="local" selected>Local</option>' in html("level=local")
    assert html("") == plain
    assert "Échelon" in html("", "fr")
    assert 'value="&lt;b&gt;"' in html("q=<b>")
    assert "&lt;b&gt;" not in html("q=x")
    assert html("size=wrong").count("govuk-error-message") == 1
    assert html("") == plain
    CountryFactory(iso2="DK", eu_code="DK")
    assert '<option value="dk">DK</option>' in html("")


def test_before_it_was_known_nothing_is_said():
    organisation = OrganisationFactory()
    [row] = told([organisation], date(2008, 1, 1) - timedelta(days=9000))
    assert (row.state_then, row.counts_then) == (None, False)
