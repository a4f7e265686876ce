"""What a person is shown of a checked file, in the language that is read, and asked of words that no list has."""

import re

import pytest
from django.utils.translation import override

from caf.importing import runs
from caf.importing.giving_back import rows_to_mend
from caf.importing.meanings import say_meanings
from caf.importing.problems import sentence
from caf.importing.spelling import sector_words
from caf.models import ImportColumns, NameKind
from core.workflow import Refused
from network.seats import Seat
from tests.caf.factories import OrganisationNameFactory
from tests.caf.import_steps import BEFORE, codes, confirmed, done, sent
from tests.network.factories import someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEAD = "Name;Country;City;Level;Sector\n"
WORDS = f"{HEAD}A skole;DK;a;locale;Poste\nB skole;DK;b;Locale;Zzz\nC skole;DK;c;local;Post\nD;SE;d;locale;\n"
NO_BREAK = "\N{NO-BREAK SPACE}"


def page_of(run, client, person, *, language="fr", tab=""):
    client.force_login(person, backend=BACKEND)
    address = run.get_absolute_url() if language == "en" else f"/{language}{run.get_absolute_url()}"
    return client.get(address, {"tab": tab} if tab else {}).content.decode()


def test_allowed_words_are_told_in_the_reader_s_language_and_once(denmark, sweden, coordinator):
    run, rows = sent(WORDS, denmark, coordinator)
    like, unlike = rows[2].problems[0], rows[3].problems[1]
    assert sentence(like) == "“locale” is not one of the allowed words. Is “local” meant?"
    with override("fr"):
        assert sentence(["sector", "word meant", {"value": "x", "meant": "local administration"}]).endswith(
            f"S’agit-il de «{NO_BREAK}Administration locale{NO_BREAK}»{NO_BREAK}?"
        )
        assert sentence(unlike).count(";") == 0
        lines = "".join(rows_to_mend(run)[0]).splitlines()
    assert "Administration locale" not in lines[1]  # the guess is enough
    assert f"Valeurs admises{NO_BREAK}: Administration locale{NO_BREAK}; Services sociaux" in lines[2]
    assert "Danemark" in lines[3] or "DK" in lines[3]  # of another country: it comes back as well


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Local administation", "local administration"), ("Localadministration", "local administration"),
        ("General administration", None), ("Administration générale", None), ("", None), ("...", None),
    ],
)  # fmt: skip
def test_a_word_is_proposed_where_it_is_mistyped_and_not_where_it_is_another(word, meant):
    assert sector_words().nearest(word) == meant


def test_what_is_wrong_with_a_row_that_was_checked_long_ago_is_still_told():
    for problem in (
        ["last_use", "ahead", {"value": "2090"}],
        ["version", "version missing", {}],
        ["size", "word", {"value": "many", "allowed": "1-9, 10-49"}],
        ["sector", "word meant", {"value": "Poste", "meant": "post", "allowed": "post, other"}],
    ):
        assert sentence(problem).endswith((".", "?"))


def test_what_a_word_means_is_said_once_for_all_its_rows_and_for_the_next_file(denmark, sweden, coordinator):
    run, rows = sent(WORDS, denmark, coordinator)
    assert [codes(row) for row in rows.values()][:2] == [{"word meant"}, {"word meant", "word"}]
    assert run.figures["words"] == [  # of the rows of Denmark
        ["level", "locale", "local", 2, False], ["sector", "Poste", "post", 1, False], ["sector", "Zzz", "", 1, False],
    ]  # fmt: skip
    done(say_meanings(run, said=[("level", "locale", "local"), ("sector", "Poste", "")], by=coordinator))
    run.refresh_from_db()
    assert [codes(row) for row in run.rows.order_by("number")[:3]] == [{"word meant"}, {"word"}, set()]
    assert run.figures["words"][-1] == ["level", "locale", "local", 2, True]
    again, rows = sent(f"{HEAD}E skole;DK;e;LOCALE;\n", denmark, coordinator)
    assert (rows[2].outcome, rows[2].values["level"]) == ("new", "local")
    done(say_meanings(again, said=[("level", "locale", "")], by=coordinator))  # taken back
    assert codes(again.rows.get()) == {"word meant"}
    other, rows = sent(f"{HEAD}E skole;SE;e;locale;\n", sweden, someone(Seat.COORDINATOR, sweden))
    assert codes(rows[2]) == {"word meant"}
    again.refresh_from_db()
    for said, by in (
        ([("level", "locale", "lokal")], coordinator),
        ([("city", "a", "b")], coordinator),
        ([("level", "locale", "")], coordinator),
        ([("level", "locale", "local")], other.uploaded_by),
    ):
        with pytest.raises(Refused):
            say_meanings(again, said=said, by=by)
    assert ImportColumns.objects.get(key="DK").meanings["level"] == {}
    runs.confirm_import(run, new_state="validated", by=coordinator)
    with pytest.raises(Refused, match="worked on"):
        say_meanings(run, said=[("level", "locale", "national")], by=coordinator)


def test_the_page_asks_what_words_mean_and_checks_again(client, denmark, sweden, coordinator):
    run, _rows = sent(WORDS, denmark, coordinator)
    text = page_of(run, client, coordinator)
    assert text.count('name="word_') == 3
    assert '<option value="local" selected>Local' in text
    address = f"{run.get_absolute_url()}words/"
    locale, poste, unknown = re.findall(r'name="(word_\w+)"', text)
    client.post(address, {locale: "nonsense"})
    assert not ImportColumns.objects.get(key="DK").meanings
    run.figures["words"] = run.figures["words"][::-1]  # a check in between has found them in another order
    run.save()
    client.post(address, {locale: "local", poste: "post", unknown: ""})
    assert ImportColumns.objects.get(key="DK").meanings == {"level": {"locale": "local"}, "sector": {"poste": "post"}}
    run.refresh_from_db()
    assert run.state == "mapped"  # and a job checks it


def test_what_was_understood_of_a_new_row_is_shown_in_words(client, denmark, coordinator):
    run, _rows = sent(
        "Name;Country;City;Level;Sector;Size;First use;Last use\nNy Skole;DK;Ny;local;education;12;2007;2008-05\n",
        denmark,
        coordinator,
    )
    text = page_of(run, client, coordinator, tab="new")
    for words in (
        "Enseignement et recherche", "10 à 49 personnes", "mai 2008", "2007, version non connue", "Rien à faire",
        ">Nouvelle<",
    ):  # fmt: skip
        assert words in text.replace(NO_BREAK, " "), words
    assert "2008-05" not in text


def test_a_row_names_the_record_that_it_means_by_another_name_and_days_are_written_out(
    client, denmark, known, coordinator
):
    OrganisationNameFactory(organisation=known, kind=NameKind.ACRONYM, name="ÅK", known_on=BEFORE)
    run, rows = sent("Name;Country;City;CAF version;Last use\nÅK;DK;Åby;2006;2008-06\n", denmark, coordinator)
    assert rows[2].outcome == "changed"
    text = page_of(run, client, coordinator)
    assert f'href="/fr/caf/users/{known.pk}/">Åby Kommune</a>' in text
    assert ">Modifiée<" in text
    assert ("1er mai 2003" in text.replace("<sup>er</sup>", "er"), "juin 2008" in text) == (True, True)
    _run, rows = sent("Name;Country;City;Last use\nÅby Kommune;DK;Åby;2009-06\n", denmark, coordinator)
    with override("en"):
        assert sentence(rows[2].problems[0]).startswith("June 2009 lies after 26 November 2008,")
    confirmed(run, coordinator)
    assert "Åby Kommune</a>" in page_of(run, client, coordinator, language="en", tab="changed")
