"""Who changed what of an organisation: what is said of each change, and what of it is no change."""

from datetime import date

import pytest
from django.utils.translation import override

from caf.actions.organisation import keep_row
from caf.models import NameKind, Organisation, OrganisationName, OrganisationProfile
from caf.reading.trail import trail_of
from tests.caf.factories import OrganisationFactory, OrganisationProfileFactory, UseFactory
from tests.caf.import_steps import BEFORE, confirmed, sent

pytestmark = pytest.mark.django_db
DAY = date(2008, 9, 1)


def said(organisation, thing):
    """(what, fields) of the changes of one kind of row, the oldest first."""
    return [(one.what, one.fields) for one in reversed(trail_of(organisation)) if one.what.startswith(thing)]


def test_a_new_row_tells_what_changed_with_it(known):
    size = {"city": "Åby", "size": "50-249", "latitude": "56.14830", "longitude": "10.15900"}
    keep_row(OrganisationProfile(organisation=known, known_on=DAY, **size))
    keep_row(OrganisationName(organisation=known, language="da", name="Åby Kommune (ny)", known_on=DAY))
    keep_row(OrganisationName(organisation=known, name="ÅK", kind=NameKind.ACRONYM, known_on=DAY))
    assert said(known, "Profile")[-1] == (
        "Profile of a CAF organisation: entered",
        (
            ("Known since", "", "1 September 2008"),
            ("Latitude", "", "56.1483"),
            ("Longitude", "", "10.1590"),
            ("Size", "10 to 49 people", "50 to 249 people"),
        ),
    )
    first, official, acronym = [fields for _what, fields in said(known, "Name")]
    assert ("Language", "", "Danish") in first
    assert official == (("Known since", "", "1 September 2008"), ("Name", "Åby Kommune", "Åby Kommune (ny)"))
    assert acronym == (("Known since", "", "1 September 2008"), ("Name", "", "ÅK"), ("Kind of name", "", "Acronym"))


def test_a_use_that_is_known_better_is_completed(known):
    use = known.uses.get()
    UseFactory(
        organisation=known,
        restates=use,
        version=use.version,
        starts_on=use.starts_on,
        reported_on=date(2004, 5, 1),
        known_on=DAY,
    )
    (entered, _fields), (completed, fields) = said(known, "Use")
    assert (entered, completed) == ("Use of CAF: entered", "Use of CAF: completed")
    assert fields == (
        ("Known since", "", "1 September 2008"),
        ("Self-assessment report approved on", "", "1 May 2004"),
    )
    with override("fr"):
        assert [what for what, _fields in said(known, "Utilisation")] == [
            "Utilisation du CAF\N{NO-BREAK SPACE}: saisie",
            "Utilisation du CAF\N{NO-BREAK SPACE}: complément",
        ]


def test_of_a_record_without_a_history_an_import_remembers_what_it_said(denmark, coordinator):
    known = OrganisationFactory(
        country=denmark, name="Åby Kommune", language="da", city="Åby", size="10-49", sender_ref="A-1", known_on=BEFORE
    )
    OrganisationProfileFactory(organisation=known, city="Åby", size="10-49", known_on=BEFORE)
    for model in (Organisation, OrganisationProfile):
        model.history.all().delete()
    run, _rows = sent("Name;Town;Size;Ref\nÅby Kommune;Åby;50-249;A-1\n", denmark, coordinator)
    confirmed(run, coordinator)
    changed = ("Size", "10 to 49 people", "50 to 249 people")
    assert said(known, "CAF organisation") == [("CAF organisation: mended", (changed,))]
    assert [field for _what, fields in said(known, "Profile") for field in fields if field[1]] == [changed]
    known.refresh_from_db()
    known.sender_ref = "A-2"
    known.save()
    assert said(known, "CAF organisation")[-1][1] == (("Reference of the sender", "A-1", "A-2"),)
    with override("fr"):
        change = next(one for one in trail_of(known) if one.what.startswith("Profil"))
        assert (change.why, change.where) == (
            f"Importation {run.pk}\N{NO-BREAK SPACE}: users.csv",
            "Fichier users.csv, importé",
        )


def test_a_mended_row_of_which_nothing_earlier_is_known_lists_nothing(known):
    Organisation.history.all().delete()
    known.sender_ref = "A-2"
    known.save()
    assert said(known, "CAF organisation") == [("CAF organisation: mended", ())]
