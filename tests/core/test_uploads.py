"""What an uploaded file is: by its bytes, whatever its name says."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image

from core.uploads import KINDS, MEGABYTE, WrongFile, kind_of_upload, megabytes

pytestmark = pytest.mark.once


def kind_of(file, taken=tuple(KINDS)):
    return kind_of_upload(file, taken, MEGABYTE).key


def picture(kind):
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, kind)
    return file.getvalue()


def word():
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def sheet():
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def open_document(kind, *more):
    """The kind comes first, unpacked: so the format asks."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name in ("content.xml", *more):
            parts.writestr(name, "x")
    return file.getvalue()


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return file.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n"
MACROS = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("A.PDF", PDF, "pdf"),
        ("a.png", picture("PNG"), "png"),
        ("a.jpeg", picture("JPEG"), "jpg"),
        ("a.docx", word(), "docx"),
        ("a.xlsx", sheet(), "xlsx"),
        ("a.pptx", archive("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        ("a.ods", open_document("spreadsheet"), "ods"),
        ("a.docx", archive("docProps/app.xml", "_rels/.rels", "word/document.xml", "[Content_Types].xml"), "docx"),
    ],
)
def test_a_file_is_known_by_its_bytes(name, data, kind):
    file = SimpleUploadedFile(name, data)
    assert kind_of(file) == kind
    assert file.read() == data


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"MZ\x90\x00 a program", "The name says PDF, but the file is none"),
        ("a.pdf", b"<html><script>", "The name says PDF, but the file is none"),
        ("a.pdf", picture("PNG"), "The name says PDF, but the file is PNG"),
        ("a.docx", archive("evil.exe"), "The name says Word, but the file is none"),
        ("a.docx", MACROS, "The file holds macros. Save it as Word without them"),
        ("a.odt", open_document("text", "Basic/script-lc.xml"), r"Save it as OpenDocument \(odt\) without them"),
        ("a.docx", open_document("text"), r"but the file is OpenDocument \(odt\)"),
        ("a.odt", open_document("text")[:-30], r"The name says OpenDocument \(odt\), but the file is none"),
        ("a.xlsx", word(), "The name says Excel, but the file is Word"),
        ("a.docx", b"PK\x03\x04broken", "The name says Word, but the file is none"),
        ("a.svg", b"<svg/>", "Send PDF, PNG, JPEG, Word, Excel, PowerPoint or OpenDocument; the name"),
        ("a.pdf.exe", PDF, "Send PDF, PNG, JPEG, Word, Excel, PowerPoint or OpenDocument; the name"),
        ("a", PDF, "Send PDF, PNG, JPEG, Word, Excel, PowerPoint or OpenDocument; the name"),
    ],
)
def test_a_disguised_file_is_refused(name, data, sentence):
    with pytest.raises(WrongFile, match=sentence):
        kind_of(SimpleUploadedFile(name, data))


def test_only_what_a_form_takes_and_not_more_of_it():
    with pytest.raises(WrongFile, match="Send PDF or PNG; the name of the file ends so"):
        kind_of(SimpleUploadedFile("a.docx", word()), taken=("pdf", "png"))
    with pytest.raises(WrongFile, match="The file has 2 MB; at most 1 MB is taken"):
        kind_of(SimpleUploadedFile("a.pdf", PDF.ljust(MEGABYTE + 1)))
    assert (megabytes(MEGABYTE), megabytes(MEGABYTE + 1)) == (1, 2)
