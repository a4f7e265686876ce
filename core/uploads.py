"""What an uploaded file is, by its bytes; its name only has to agree. One check for every form that takes files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

MEGABYTE = 1_048_576
FIRST_BYTES = 8192
OFFICE_PARTS = "[Content_Types].xml"
OFFICE_MACROS = "vbaProject.bin"
OPEN_MACROS = ("Basic/", "Scripts/")


@dataclass(frozen=True)
class FileKind:
    """key: how its name ends. part: of an Office file, the part that makes it one of this kind."""

    key: str
    label: str
    media_type: str
    part: str = ""


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    kind.key: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf"),
        FileKind("png", "PNG", "image/png"),
        FileKind("jpg", "JPEG", "image/jpeg"),
        FileKind("docx", "Word", f"{OFFICE}.wordprocessingml.document", "word/document.xml"),
        FileKind("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
        FileKind("pptx", "PowerPoint", f"{OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
        FileKind("odt", "OpenDocument (odt)", f"{OPEN}.text"),
        FileKind("ods", "OpenDocument (ods)", f"{OPEN}.spreadsheet"),
        FileKind("odp", "OpenDocument (odp)", f"{OPEN}.presentation"),
    )
}
"""Every kind that some form takes, by how its name ends."""
ZIPPED = {"application/zip", *(kind.media_type for kind in KINDS.values() if kind.part)}


class WrongFile(Exception):
    """The file is not taken; the message says why, for the field."""


def kind_of_upload(file: Any, taken: Iterable[str], most_bytes: int) -> FileKind:
    """What an uploaded file is, which is one of `taken` (keys of KINDS). It is left at its start.

    Too large, it is not read. Else its first bytes are, of an Office file the list of its parts too; nothing is
    unpacked. Raises WrongFile if it is none of the kinds, is not what its name says, or holds macros.
    """
    if file.size > most_bytes:
        limit = most_bytes // MEGABYTE
        words = ngettext(
            "The file has %(size)s MB; at most %(most)s MB is taken.",
            "The file has %(size)s MB; at most %(most)s MB are taken.",
            limit,
        )
        raise WrongFile(words % {"size": megabytes(file.size), "most": limit})
    ending = PurePath(file.name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    kinds = [KINDS[key] for key in taken]
    claimed = next((kind for kind in kinds if kind.key == ending), None)
    if claimed is None:
        names = get_text_list(list(dict.fromkeys(kind.label.partition(" (")[0] for kind in kinds)))
        words = gettext("Files of this kind are not taken. Send %(kinds)s; the name of the file ends so.")
        raise WrongFile(words % {"kinds": names})
    found, has_macros = _found(file)
    if found == claimed and has_macros:
        words = gettext("The file holds macros. Save it as %(claimed)s without them, and add that.")
        raise WrongFile(words % {"claimed": claimed.label})
    if found is None:
        words = gettext("The name says %(claimed)s, but the file is none. Save it again as %(claimed)s, and add that.")
        raise WrongFile(words % {"claimed": claimed.label})
    if found != claimed:
        words = gettext("The name says %(claimed)s, but the file is %(found)s. Give it the right name.")
        raise WrongFile(words % {"claimed": claimed.label, "found": found.label})
    return found


def megabytes(size: int) -> int:
    """Rounded up, so that what is refused never looks small enough."""
    return -(-size // MEGABYTE)


def _found(file: Any) -> tuple[FileKind | None, bool]:
    """(what the bytes say, whether it holds macros)."""
    file.seek(0)
    guessed = filetype.guess(file.read(FIRST_BYTES))
    file.seek(0)
    media_type = guessed.mime if guessed else ""
    if media_type not in ZIPPED and not media_type.startswith(OPEN):
        return next((kind for kind in KINDS.values() if kind.media_type == media_type), None), False
    parts = _parts(file)
    if media_type in ZIPPED:  # which of them, filetype tells by the order of the parts alone
        found = next((kind for kind in KINDS.values() if kind.part and parts >= {OFFICE_PARTS, kind.part}), None)
    else:
        found = next((kind for kind in KINDS.values() if parts and kind.media_type == media_type), None)
    return found, any(name.endswith(OFFICE_MACROS) or name.startswith(OPEN_MACROS) for name in parts)


def _parts(file: Any) -> set[str]:
    """The names of what a zipped file holds; none if it is broken."""
    try:
        with zipfile.ZipFile(file) as parts:
            return set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()
    finally:
        file.seek(0)
