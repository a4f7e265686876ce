"""What every PDF of the portal is: tagged, archivable, closed to the outside, the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from pikepdf import Name, Pdf
from pikepdf.models.metadata import PdfMetadata

from core.pdf import PdfAttachment, PdfError, html_to_pdf
from core.pdf_rendering import static_file
from core.watermark import watermark_svg
from tests.pdf_reader import elements, opened, read_aloud, shown, words_of

pytestmark = pytest.mark.once

MADE_ON = date(2008, 11, 25)

STYLE = """
<link rel="stylesheet" href="css/document.css">
<style>
  @page { @top-left { content: "A header" } @bottom-left { content: "A footer" } }
  .bulletless { list-style: none }
  .far { margin-top: 60mm }
  .tall { line-height: 25mm }
</style>
"""
BODY = """
<main>
<h1>A document</h1>
<p>With a <a href="https://example.org/">link</a> and Δήμος Αθηναίων, Столична община, Łódź.</p>
<ol>
  <li>one</li>
  <li><p>two:</p><ul style="list-style: disc"><li>inner</li></ul><p>after the inner list</p></li>
</ol>
<ul class="bulletless"><li><p><span>(x)</span> numbered by hand</p></li></ul>
<table>
  <thead><tr><th>Country</th><th>Users</th></tr></thead>
  <tbody><tr><th scope="row">France</th><td>12</td></tr></tbody>
</table>
<section>
  <h2 class="far">A section</h2>
  <ol><li><p>A long item.</p><p class="tall">It goes on<br>and on<br>to the<br>next page.</p></li><li>last</li></ol>
</section>
</main>
"""


def made(body: str = BODY, head: str = STYLE, **options: Any) -> bytes:
    html = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return html_to_pdf(html, **{"language": "en", "title": "A document", "made_on": MADE_ON, **options})


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return opened(made())


def metadata_of(pdf: Pdf) -> PdfMetadata:
    return pdf.open_metadata()


def test_file_says_its_language_title_and_day(pdf):
    assert pdf.Root.Lang == "en"
    assert pdf.docinfo.Title == "A document"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20081125000000+00'00"
    metadata = metadata_of(pdf)
    assert metadata["dc:title"] == "A document"
    assert metadata["xmp:CreateDate"].startswith("2008-11-25")


def test_file_is_tagged_and_names_both_standards(pdf):
    assert pdf.Root.MarkInfo.Marked
    metadata = metadata_of(pdf)
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert b"pdfaExtension:schemas" in pdf.Root.Metadata.read_bytes()
    assert pdf.Root.OutputIntents[0].S == Name.GTS_PDFA1


def test_file_does_not_name_standards_when_a_letter_has_no_glyph():
    metadata = metadata_of(opened(made("<p>\U0010fffd</p>")))
    assert "pdfaid:part" not in metadata
    assert "{http://www.aiim.org/pdfua/ns/id/}part" not in metadata


def test_fonts_are_embedded_and_can_be_read_back(pdf):
    fonts = list(pdf.pages[0].obj.Resources.Font.values())
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_greek_and_cyrillic_come_from_the_same_fonts(pdf):
    assert "Δήμος Αθηναίων, Столична община, Łódź." in read_aloud(pdf)
    assert all("IBM-Plex-Sans" in words.font for page in pdf.pages for words in words_of(page.obj))


def test_header_and_footer_are_shown_but_not_read(pdf):
    assert "A header" in shown(pdf)[1]
    assert all("A footer" in page for page in shown(pdf))
    assert "A header" not in read_aloud(pdf)
    for page in pdf.pages:
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(page.obj.StructParents) + 1]
        for words in words_of(page.obj):
            assert words.artifact or parents[words.mark] is not None
            assert words.artifact == (words.text in {"A header", "A footer"})


def test_list_items_have_labels_and_bodies(pdf):
    for item in elements(pdf.Root.StructTreeRoot, "LI"):
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]
    for inner in elements(pdf.Root.StructTreeRoot, "L"):
        assert {str(kid.S) for kid in inner.K} == {"/LI"}
    labels = [read_aloud(pdf, label) for label in elements(pdf.Root.StructTreeRoot, "Lbl")]
    assert labels == ["1.", "2.", "•", "(x)", "1.", "2."]


def test_inner_list_is_read_where_it_stands(pdf):
    assert "two: • inner after the inner list (x) numbered by hand" in read_aloud(pdf)


def test_table_heads_have_their_scope(pdf):
    heads = {read_aloud(pdf, head): str(head.A.Scope) for head in elements(pdf.Root.StructTreeRoot, "TH")}
    assert heads == {"Country": "/Column", "Users": "/Column", "France": "/Row"}


def test_what_the_end_of_a_page_cuts_is_joined(pdf):
    assert ["It goes on" in page for page in shown(pdf)] == [True, False]
    assert ["next page." in page for page in shown(pdf)] == [False, True]
    (part,) = elements(pdf.Root.StructTreeRoot, "Part")
    (section,) = elements(part, "Sect")
    (listed,) = elements(section, "L")
    assert len(listed.K) == 2
    assert read_aloud(pdf, section) == "A section 1. A long item. It goes on and on to the next page. 2. last"


def test_every_element_points_at_its_parent(pdf):
    root = pdf.Root.StructTreeRoot
    for element in elements(root):
        assert element.objgen in {kid.objgen for kid in element.P.K}


def test_links_print(pdf):
    (link,) = (annotation for page in pdf.pages for annotation in page.obj.get("/Annots", []))
    assert int(link.F) & 4


def test_outline_has_the_headings(pdf):
    with pdf.open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("A document", ["A section"])
        ]


def test_attachments_come_with_their_meaning_and_day():
    pdf = opened(made("<p>x</p>", attachments=[PdfAttachment("facts.json", b'{"users": 1620}', "The facts")]))
    attached = pdf.attachments["facts.json"].get_file()
    assert attached.read_bytes() == b'{"users": 1620}'
    assert attached.mime_type == "application/json"
    specification = pdf.Root.AF[0]
    assert specification.AFRelationship == Name.Data
    assert specification.Desc == "The facts"
    assert specification.EF.F.Params.ModDate == "D:20081125000000Z"


# --- The same bytes ---------------------------------------------------------------------------------

PROGRAM = """
import sys, django
django.setup()
from hashlib import sha256
from tests.core.test_pdf import with_everything
sys.stdout.write(sha256(with_everything()).hexdigest())
"""


def with_everything() -> bytes:
    watermark = '<style>@page { background-image: url("../watermark/DRAFT.svg") }</style>'
    return made(head=STYLE + watermark, attachments=[PdfAttachment("facts.json", b"{}", "The facts")])


def test_same_bytes_in_another_process_and_after_another_document():
    first = with_everything()
    made("<p>Another document, with <em>other</em> <b>faces</b>.</p>")
    assert with_everything() == first
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LANG": "C"}
    other = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert other.stdout == sha256(first).hexdigest()


def test_another_day_or_word_is_another_file():
    assert made(made_on=MADE_ON + timedelta(days=1)) != made()
    assert made(BODY.replace("one", "One")) != made()


# --- What a document may ask for --------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://example.org/a.png",
        "https://portal.invalid.example.org/static/css/document.css",
        "https://user@portal.invalid/static/css/document.css",
        "http://portal.invalid/static/css/document.css",
        "//example.org/a.png",
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "ftp://example.org/a.png",
        "../manage.py",
        "../../etc/passwd",
        "/manage.py",
        "%2e%2e/manage.py",
        "css/%2e%2e/%2e%2e/manage.py",
        "..%2fmanage.py",
        "..\\manage.py",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
        "css/document.css?x=1",
        "css/none.css",
        "css",
    ],
)
@pytest.mark.parametrize(
    "asking",
    [
        '<img alt="" src="{}">',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<style>@import url("{}");</style>',
        '<style>body {{ background: url("{}") }}</style>',
        '<style>@font-face {{ font-family: x; src: url("{}") }} body {{ font-family: x }}</style>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image width="9" height="9" href="{}"/></svg>',
    ],
)
def test_refused_address_fails_the_rendering(asking, address):
    if "\\" in address and "<style>" in asking:
        address = address.replace("\\", "\\\\")
    with pytest.raises(PdfError, match="The document asks for "):
        made(f"<p>x</p>{asking.format(address)}", head="")


def test_refusal_names_the_address():
    with pytest.raises(PdfError, match="asks for file:///etc/passwd, which is not one of the portal's own"):
        made('<img alt="" src="file:///etc/passwd">', head="")


def test_base_element_does_not_open_the_disk():
    with pytest.raises(PdfError, match="file:///etc/passwd"):
        made('<img alt="" src="passwd">', head='<base href="file:///etc/">')


def test_own_static_files_are_served():
    content, media_type = static_file("https://portal.invalid/static/css/document.css")
    assert b"@page" in content
    assert media_type == "text/css"
    assert made('<p>x</p><link rel="stylesheet" href="/static/css/document.css">', head="")


# --- The word behind the page -----------------------------------------------------------------------


def test_watermark_is_drawn_on_every_page_but_is_no_text():
    pdf, plain = opened(with_everything()), opened(made())
    assert len(pdf.pages) > 1
    for page, words in zip(pdf.pages, shown(pdf), strict=True):
        assert b" Do" in page.obj.Contents.read_bytes()
        assert "DRAFT" not in words
    assert b" Do" not in plain.pages[0].obj.Contents.read_bytes()


def test_watermark_is_an_outline_across_the_page():
    svg = watermark_svg("PROJET")
    assert "<text" not in svg
    assert "PROJET" not in svg
    assert 'fill="#f4f6fc"' in svg
    assert svg != watermark_svg("DRAFT")


@pytest.mark.parametrize("word", ["", " ", "草案"])
def test_watermark_that_cannot_be_drawn_is_refused(word):
    with pytest.raises(ValueError, match="watermark"):
        watermark_svg(word)
    with pytest.raises(PdfError, match="watermark"):
        made("<p>x</p>", head=f'<style>@page {{ background-image: url("../watermark/{word}.svg") }}</style>')
