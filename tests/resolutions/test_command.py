"""The command that draws a draft and writes it out: it keeps nothing, and fails with one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.models import Job
from network.models import Presidency
from resolutions.models import LibraryClause, Resolution, Version
from tests.pdf_reader import opened, read_aloud
from tests.processes import environment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


def draft(tmp_path: Path, *arguments: str, meeting: int = 51) -> bytes:
    """What the command writes into its file."""
    path = tmp_path / "out"
    call_command("draft_resolution", "--meeting", str(meeting), "--output", str(path), *arguments)
    return path.read_bytes()


def test_text_in_each_language(tmp_path):
    assert b"appreciate the work and results of the French Presidency" in draft(tmp_path)
    assert "la présidence française".encode() in draft(tmp_path, "--language", "fr")


def test_json_names_clauses_facts_and_records(tmp_path):
    document = json.loads(draft(tmp_path, "--format", "json"))
    assert (document["meeting"], document["reference"], document["as_of"]) == (51, "DG51/IPSG", "2008-12-31")
    assert [section["area"] for section in document["sections"]] == ["preamble", "conferences", "customer_focus", "caf"]
    clauses = {clause["key"]: clause for section in document["sections"] for clause in section["clauses"]}
    facts = {row["key"]: row for row in clauses["preamble-conference"]["facts"]}
    (record,) = facts["conferences.latest.attendance"]["record"]
    assert record["says"] == "5QC: more than 1\N{NO-BREAK SPACE}000"
    assert record["known_since"] == "2008-11-25"
    assert facts["conferences.latest.attendance"]["value"] == {
        "kind": "quantity",
        "value": 1000,
        "qualifier": "more than",
    }
    assert {row["owner_key"] for row in document["commitments"]} == {"ipsg", "directors-general", "caf-expert-group"}
    assert {row["key"] for row in document["left_out"]} & set(clauses) == set()
    assert b'"pk"' not in draft(tmp_path, "--format", "json")


def test_pdf_says_it_and_holds_its_facts(tmp_path):
    pdf = opened(draft(tmp_path, "--format", "pdf", "--language", "fr"))
    assert "plus de 1\N{NO-BREAK SPACE}000 participants" in read_aloud(pdf).replace("1 000", "1\N{NO-BREAK SPACE}000")
    assert b"conferences.latest.attendance" in pdf.attachments["facts.json"].get_file().read_bytes()


def test_as_of_an_earlier_day(tmp_path):
    assert json.loads(draft(tmp_path, "--format", "json", "--as-of", "2008-11-26"))["as_of"] == "2008-11-26"
    assert b"customer insight" not in draft(tmp_path, "--as-of", "2008-11-23")


def test_it_keeps_nothing(tmp_path):
    draft(tmp_path)
    assert not Resolution.objects.exists()
    assert not Version.objects.exists()
    assert not Job.objects.exists()


def presidency_unknown() -> None:
    Presidency.objects.filter(starts_on="2008-07-01").delete()


def mistake_in_a_clause() -> None:
    LibraryClause.objects.filter(key="caf-work").update(condition="network.ipsg ==")


def library_empty() -> None:
    LibraryClause.objects.all().delete()


@pytest.mark.parametrize(
    ("arguments", "damage", "sentence"),
    [
        (
            ["--as-of", "yesterday"],
            None,
            "'yesterday' is not a day. Write it as year-month-day, for example 2008-11-26.",
        ),
        (["--as-of", "2008-13-01"], None, "'2008-13-01' is not a day"),
        (["--as-of", ""], None, "'' is not a day"),
        (
            ["--as-of", "2009-01-01"],
            None,
            "1 January 2009 lies after the 51st meeting of the Directors General, over on",
        ),
        ([], presidency_unknown, "51st meeting .* has no presidency in the records: enter which member state presides"),
        ([], mistake_in_a_clause, "The clause “caf-work” has a mistake: condition “network.ipsg ==”: "),
        ([], library_empty, "The clause library is empty: load it with “manage.py load_clauses”."),
    ],
)
@pytest.mark.parametrize("form", ["text", "pdf"])
def test_refusal_is_a_sentence_and_no_file(tmp_path, arguments, damage, sentence, form):
    if damage:
        damage()
    with pytest.raises(CommandError, match=sentence) as refused:
        draft(tmp_path, "--format", form, *arguments)
    assert refused.value.returncode == 1
    assert list(tmp_path.iterdir()) == []
    assert not Resolution.objects.exists()


def test_unknown_meeting(tmp_path):
    with pytest.raises(CommandError, match="There is no meeting number 7 in the records"):
        draft(tmp_path, meeting=7)


def test_file_that_cannot_be_written(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere/out cannot be written: No such file or directory\."):
        call_command("draft_resolution", "--meeting", "51", "--output", str(tmp_path / "nowhere" / "out"))


def test_as_a_program_it_ends_with_status_1_and_one_line(tmp_path):
    def manage(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "manage.py", "draft_resolution", *arguments, "--output", str(tmp_path / "out")]
        return subprocess.run(
            command, cwd=Path(__file__).parents[2], env=environment(), capture_output=True, check=False, timeout=60
        )

    assert manage("--meeting", "51", "--format", "json").returncode == 0
    assert json.loads((tmp_path / "out").read_bytes())["meeting"] == 51
    before = (tmp_path / "out").stat().st_mtime_ns
    ended = manage("--meeting", "51", "--as-of", "soon")
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("CommandError: 'soon' is not a day.")
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stdout == b""
    assert (tmp_path / "out").stat().st_mtime_ns == before
