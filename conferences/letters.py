"""What an uploaded letter is, by its bytes; its name only has to agree."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import Any

import filetype
from django.utils.translation import gettext

from conferences.models import BidLetter

Kind = BidLetter.Kind
SUFFIXES = {
    ".pdf": Kind.PDF,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".docx": Kind.DOCX,
}
MIME = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FIRST_BYTES = 8192
WORD_PARTS = {"[Content_Types].xml", "word/document.xml"}
WORD_MACROS = "word/vbaProject.bin"


class WrongFile(Exception):
    """The file is not what a letter may be; the message says why."""


def kind_of_file(file: Any) -> BidLetter.Kind:
    """What an open file is. Its first bytes are read, of a Word file the list of its parts too; it is left at its
    start. Raises WrongFile if it is none of the kinds, or not what its name says."""
    claimed = SUFFIXES.get(PurePath(file.name).suffix.lower())
    if claimed is None:
        raise WrongFile(gettext("A letter is a PDF, PNG, JPEG or Word (docx) file; its name ends so."))
    found = _found(file)
    if found is None:
        words = gettext("The name says %(claimed)s, but the file is none. Save it again as %(claimed)s, and add that.")
        raise WrongFile(words % {"claimed": claimed.label})
    if found != claimed:
        words = gettext("The name says %(claimed)s, but the file is %(found)s. Give it the right name.")
        raise WrongFile(words % {"claimed": claimed.label, "found": found.label})
    return found


def _found(file: Any) -> BidLetter.Kind | None:
    file.seek(0)
    guessed = filetype.guess(file.read(FIRST_BYTES))
    file.seek(0)
    mime = guessed.mime if guessed else ""
    if mime in {"application/zip", MIME[Kind.DOCX]}:
        return Kind.DOCX if _is_word(file) else None
    return next((kind for kind, known in MIME.items() if known == mime), None)


def _is_word(file: Any) -> bool:
    """A Word document without macros: what its list of parts says, nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)
    return names >= WORD_PARTS and WORD_MACROS not in names
