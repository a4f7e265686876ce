"""The resolution on paper: what stands where, what is read in which order, what mail gets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import get_language, override
from pikepdf import Pdf

from core.pdf import PdfError
from resolutions import documents
from resolutions.documents import as_html, raised, resolution_html, resolution_pdf, resolution_plain
from resolutions.text import Clause, CommitmentLine, ResolutionText, Run, Runs, Section, Wording
from tests.pdf_reader import elements, opened, read_aloud, shown, words_of

pytestmark = pytest.mark.once

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def runs(words: str) -> Runs:
    """Words as runs; a verb stands between asterisks."""
    return tuple(Run(part, (), bool(place % 2)) for place, part in enumerate(words.split("*")) if part)


def clause(number: int, words: str, *points: str, end: str = ";", commitment: CommitmentLine | None = None) -> Clause:
    wording = Wording(runs(words), tuple(runs(point) for point in points))
    return Clause(number, f"clause-{number}", wording, end, ";", commitment)


def resolution(**changes: Any) -> ResolutionText:
    """Three working areas, 25 clauses, points, commitments, names in three alphabets."""
    filler = "*notice* that the network keeps its records, so that whoever comes later finds what was done and by whom"
    return replace(
        ResolutionText(
            language="en",
            reference="DG51/IPSG",
            title=("Resolution of the", "Innovative Public Services Group"),
            subtitle="for the 51st meeting of the Directors General responsible for public administration",
            status="Draft 3 – not adopted",
            version_name="Draft 3",
            meeting_name="51st meeting of the Directors General",
            also_in="also in French",
            data_lines=(
                ("Presidency", "France, second half of 2008"),
                ("Day and place", "Unknown: not in the network’s records"),
            ),
            formula="The Directors General, at their 51st meeting,",
            area_formula="The Directors General",
            sections=(
                Section(
                    "", "", "",
                    (
                        clause(1, "*appreciate* the work of the French Presidency"),
                        clause(2, f"*thank* France for 5QC, which more than 1{NO_BREAK_SPACE}000 attended", end="."),
                    ),
                ),
                Section(
                    "conferences", "I", "Quality Conferences",
                    (
                        clause(
                            3, "*ask* IPSG for proposals, *and* cover:", "the model", "the target groups", end=".",
                            commitment=CommitmentLine("IPSG", "proposals", "due at the 52nd meeting"),
                        ),
                    ),
                ),
                Section(
                    "customer", "II", "Customer focus",
                    (
                        *(clause(number, filler) for number in range(4, 14)),
                        clause(14, "*thank* Δήμος Αθηναίων and Столична община", end="."),
                    ),
                ),
                Section(
                    "caf", "III", "Common Assessment Framework",
                    (
                        *(clause(number, filler) for number in range(15, 25)),
                        clause(25, "*recall* <b>R&D</b>", end="."),
                    ),
                ),
            ),
            notice=("Not adopted", "This is a draft for consultation. It does not bind the member states."),
            watermark="DRAFT",
            made_on="2008-11-25",
        ),
        **changes,
    )  # fmt: skip


FRENCH = {
    "language": "fr",
    "title": ("Résolution du", "groupe Services publics innovants"),
    "formula": "Les directeurs généraux, à leur 51e réunion,",
    "watermark": "PROJET",
}


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return opened(resolution_pdf(resolution(), b'{"facts": []}'))


def test_clauses_are_numbered_through_the_whole_text(pdf):
    labels = [read_aloud(pdf, label) for label in elements(pdf.Root.StructTreeRoot, "Lbl")]
    points = ["(a)", "(b)"]
    assert labels == ["1", "2", "3", *points, *(str(number) for number in range(4, 26))]


def test_text_is_read_in_order(pdf):
    read = read_aloud(pdf)
    parts = [
        "EUPAN",
        "DG51/IPSG",
        "Draft 3 – not adopted",
        "Resolution of the Innovative Public Services Group",
        "for the 51st meeting",
        "Presidency France, second half of 2008",
        "The Directors General, at their 51st meeting,",
        "1 appreciate the work",
        "I. Quality Conferences",
        "3 ask IPSG for proposals, and cover:",
        "(a) the model;",
        "(b) the target groups.",
        "IPSG, due at the 52nd meeting",
        "II. Customer focus The Directors General 4 notice",
        "14 thank Δήμος Αθηναίων and Столична община.",
        "III. Common Assessment Framework",
        "25 recall <b>R&D</b>.",
        "Not adopted This is a draft",
    ]
    places = [read.index(part) for part in parts]
    assert places == sorted(places)


def test_what_is_drawn_keeps_the_same_order(pdf):
    for page in pdf.pages:
        marks = [words.mark for words in words_of(page.obj) if words.mark is not None]
        order = [
            int(kid)
            for element in elements(pdf.Root.StructTreeRoot)
            for kid in element.K
            if isinstance(kid, int) and element.Pg.objgen == page.obj.objgen
        ]
        assert order == marks


def test_verbs_are_the_only_bold_words_of_a_clause(pdf):
    bold = [words.text for page in pdf.pages for words in words_of(page.obj) if "Semi-Bold" in words.font]
    assert {"appreciate", "thank", "ask", "and", "notice", "recall"} <= set(bold)
    assert not {" the work of the French Presidency;", " the work of the French Presidency"} & set(bold)


def test_header_and_footer_name_meeting_status_and_page(pdf):
    pages = shown(pdf)
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        footer = page[page.rindex("DG51/IPSG, Draft 3, English") :].split()
        assert footer[-4:] == ["Page", str(number), "of", str(len(pages))]
    for page in pages[1:]:
        assert "51st meeting of the Directors General" in page
        assert "Draft 3 – not adopted" in page


def test_watermark_is_on_every_page_of_a_draft_only(pdf):
    adopted = opened(resolution_pdf(resolution(watermark="", status="")))
    for page, words in zip(pdf.pages, shown(pdf), strict=True):
        assert b" Do" in page.obj.Contents.read_bytes()
        assert "DRAFT" not in words
    for page, words in zip(adopted.pages, shown(adopted), strict=True):
        assert b" Do" not in page.obj.Contents.read_bytes()
        assert "not adopted" not in words.replace("Not adopted", "")


def test_outline_names_title_areas_and_box(pdf):
    with pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Resolution of the Innovative Public Services Group"
        assert [child.title for child in title.children] == [
            "I. Quality Conferences",
            "II. Customer focus",
            "III. Common Assessment Framework",
            "Not adopted",
        ]


def test_facts_are_attached(pdf):
    assert pdf.attachments["facts.json"].get_file().read_bytes() == b'{"facts": []}'
    assert len(opened(resolution_pdf(resolution())).attachments) == 0


def test_file_is_titled_dated_and_in_its_language(pdf):
    assert pdf.docinfo.Title == "DG51/IPSG: Resolution of the Innovative Public Services Group"
    assert str(pdf.docinfo.CreationDate).startswith("D:20081125")
    french = opened(resolution_pdf(resolution(**FRENCH)))
    assert french.Root.Lang == "fr"
    assert str(french.docinfo.Title).startswith("DG51/IPSG\N{NO-BREAK SPACE}: Résolution")
    assert '<html lang="fr">' in resolution_html(resolution(**FRENCH))
    assert "Français" in read_aloud(french)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_of_the_portal_are_in_the_language_of_the_text(monkeypatch, language):
    monkeypatch.setattr(documents, "render_to_string", lambda *_arguments: get_language())
    monkeypatch.setattr(documents, "_", lambda _words: get_language())
    text = resolution(language=language)
    with override("en" if language == "fr" else "fr"):
        assert resolution_html(text) == language
        assert resolution_plain(text).startswith(f"EUPAN, {language}\n")
        assert f"| {language} IPSG, due at" in resolution_plain(text)


def test_same_text_gives_the_same_bytes():
    assert resolution_pdf(resolution(), b"{}") == resolution_pdf(resolution(), b"{}")


def test_undated_facts_make_no_file():
    with pytest.raises(PdfError, match="DG51/IPSG does not say of which day"):
        resolution_pdf(resolution(made_on=""))


def test_words_are_never_markup():
    html = resolution_html(resolution(reference="</title><script>", watermark='x") } body { color: red'))
    assert "<script>" not in html
    assert "<b>R" not in html
    assert 'x")' not in html


def test_french_ordinals_are_raised_and_english_ones_are_not():
    assert raised("la 5e et la 1re, 5QC, 1er, 2008 <b>", "fr") == (
        "la 5<sup>e</sup> et la 1<sup>re</sup>, 5QC, 1<sup>er</sup>, 2008 &lt;b&gt;"
    )
    assert "51<sup>e</sup> réunion" in resolution_html(resolution(**FRENCH))
    assert "<sup>" not in resolution_html(resolution())


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("*ask* it to go on at that event", f"<strong>ask</strong> it to go on at that{NO_BREAK_SPACE}event."),
        ("*recall* the organisation", "<strong>recall</strong> the organisation."),
        ("*go*", "<strong>go</strong>."),
        ("they now *ask*", f"they now{NO_BREAK_SPACE}<strong>ask</strong>."),
    ],
)
def test_short_last_word_does_not_stand_alone(words, html):
    assert as_html(runs(words), "en", ".") == html


# --- Plain text -------------------------------------------------------------------------------------


def test_plain_text_fits_a_mail():
    plain = resolution_plain(resolution())
    assert max(map(len, plain.splitlines())) <= 78
    assert NO_BREAK_SPACE not in plain
    assert plain.endswith("-\n")
    assert not any(first == second == "" for first, second in pairwise(plain.splitlines()))


def test_plain_text_numbers_points_and_commitments():
    plain = resolution_plain(resolution())
    assert "  2. thank France for 5QC, which more than 1 000 attended.\n" in plain
    assert (
        "I. Quality Conferences\n"
        "----------------------\n"
        "\n"
        "The Directors General\n"
        "\n"
        "  3. ask IPSG for proposals, and cover:\n"
        "     (a) the model;\n"
        "     (b) the target groups.\n"
        "     | Commitment. IPSG, due at the 52nd meeting\n"
        "\n"
    ) in plain
    assert "\n 25. recall <b>R&D</b>.\n" in plain
    assert f"{'-' * 78}\nNot adopted\nThis is a draft for consultation." in plain


def test_plain_text_keeps_numbers_together_at_the_end_of_a_line():
    words = f"*count* {'x' * 60} 12{NO_BREAK_SPACE}345{NO_BREAK_SPACE}678 users"
    section = Section("", "", "", (clause(1, words, end="."),))
    assert "\n     12 345 678 users.\n" in resolution_plain(resolution(sections=(section,)))
