"""The library: loaded from its files, kept where people changed it, refused as a whole for one mistake."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from core.values import Text
from resolutions import library
from resolutions.facts import specs
from resolutions.language import ClauseMistake
from resolutions.models import LibraryClause

pytestmark = pytest.mark.django_db

CLAUSE = """
[[clause]]
key = "one"
area = "caf"
place = 1
verb = "notice"
condition = "caf.goal.value"
title = { en = "One", fr = "Un" }
text.en = "{{ verb('notice') }} {{ caf.goal.value }}"
text.fr = "{{ verb('constatent') }} {{ caf.goal.value }}"
"""
COMMITMENT = """
[clause.commitment]
owner = "network.ipsg"
task = { en = "a task", fr = "une tâche" }
due = { en = "soon", fr = "bientôt" }
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Ships the given text as CAF's file instead of the real ones."""
    monkeypatch.setattr(library, "APPS", ("caf",))
    monkeypatch.setattr(apps.get_app_config("caf"), "path", str(tmp_path / "caf"))
    (tmp_path / "caf").mkdir()

    def ship(text: str) -> Path:
        path = tmp_path / "caf" / "clauses.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return ship


def rows() -> list[dict[str, object]]:
    return list(LibraryClause.objects.order_by("key").values())


def test_loading_again_changes_nothing():
    loaded, kept = library.load()
    assert (loaded, kept) == (LibraryClause.objects.count(), 0)
    first = rows()
    assert library.load() == (0, 0)
    assert rows() == first
    assert LibraryClause.history.count() == loaded


def test_every_clause_that_ships_has_its_words_in_every_language():
    for _path, entry in library.shipped():
        fields = library.fields_of(entry)
        library.check_clause(fields, specs())
        for part in ("title", "because", "text"):
            assert set(fields[part]) == {"en", "fr"}, entry["key"]
            assert all(fields[part].values()), entry["key"]
        if fields["commitment_owner"]:
            assert set(fields["commitment_task"]) == set(fields["commitment_due"]) == {"en", "fr"}
        for language in ("en", "fr"):
            assert "verb(" in fields["text"][language], entry["key"]


def test_files_that_ship_stand_beside_the_facts_they_use():
    for path, entry in library.shipped():
        area = {"resolutions": "preamble"}.get(path.parent.name, path.parent.name)
        assert entry["area"] == area
    for app in library.APPS:
        assert tomllib.loads((Path(apps.get_app_config(app).path) / library.FILE).read_text())["clause"]


def test_words_that_people_changed_are_kept_and_the_new_shipment_is_noted(files):
    files(CLAUSE)
    library.load()
    clause = LibraryClause.objects.get()
    clause.text = Text(en="{{ verb('notice') }} ours", fr="{{ verb('constatent') }} le nôtre")
    clause.save()
    assert library.is_changed(clause)
    files(CLAUSE.replace("place = 1", "place = 2"))
    assert library.load() == (0, 1)
    clause = LibraryClause.objects.get()
    assert clause.text["en"].endswith("ours")
    assert clause.place == 1
    assert clause.shipped["place"] == 2


def test_new_shipment_renews_what_nobody_changed_and_takes_away_what_no_longer_ships(files):
    files(CLAUSE + CLAUSE.replace('"one"', '"two"'))
    assert library.load() == (2, 0)
    LibraryClause.objects.create(
        key="own",
        area="caf",
        group="own",
        place=9,
        verb="notice",
        condition="caf.goal.value",
        title=Text(en="Own"),
        text=Text(en="x", fr="x"),
    )
    files(CLAUSE.replace("One", "Renewed"))
    assert library.load() == (1, 0)
    assert {row["key"]: row["title"]["en"] for row in rows()} == {"one": "Renewed", "own": "Own"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('caf.goal.value"\ntitle', 'caf.goal.vlaue"\ntitle', r"clause two, condition, line 1: .*“caf.goal.vlaue”"),
        (
            'caf.goal.value"\ntitle',
            'conferences.next.interests"\ntitle',
            r"two, condition, .*“conferences.next.interests”",
        ),
        (
            "{{ verb('constatent') }} {{ caf.goal.value }}",
            "a\\nb {{ caf.goal.vlaue }}",
            r"clause two, text \(fr\), line 2: ",
        ),
        ("{{ verb('notice') }} {{ caf.goal.value }}", "{{ caf.goal.value", r"clause two, text \(en\), line 1: "),
        ("text.fr = \"{{ verb('constatent') }} {{ caf.goal.value }}\"\n", "", r"clause two: it has no text in “fr”"),
        ('area = "caf"', 'area = "weather"', r"clause two: “weather” is not a part of a resolution"),
        ('verb = "notice"', 'verb = "shout"', r"clause two: “shout” is not an operative verb"),
        ("place = 1\n", "", r"clause two: 'place' is missing"),
        ("[[clause]]", "[[clause", r"caf/clauses.toml: "),
        ("network.ipsg", "caf.goal.value", r"clause two: the owner .* “caf.goal.value”, is not the name of anyone"),
        ('en = "a task"', 'en = "{{ caf.nothing }}"', r"clause two, commitment_task \(en\), line 1: "),
        ('fr = "bientôt"', "fr = \"{% include 'x' %}\"", r"clause two, commitment_due \(fr\), line 1: "),
    ],
)
def test_one_mistake_refuses_the_whole_file_with_its_place(files, old, new, sentence):
    good = CLAUSE + COMMITMENT
    assert old in good
    files(good + (good.replace('"one"', '"two"')).replace(old, new))
    with pytest.raises(ClauseMistake, match=sentence):
        library.load()
    assert rows() == []
    with pytest.raises(CommandError, match=r"The clause library was not loaded. .*" + sentence):
        call_command("load_clauses")


def test_no_two_clauses_of_one_key(files):
    files(CLAUSE + CLAUSE)
    with pytest.raises(ClauseMistake, match=r"caf/clauses.toml: clause one is there twice"):
        library.load()
    assert rows() == []
