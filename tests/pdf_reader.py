"""Reads a PDF the way others do: as words on pages, and as a screen reader goes through its tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Dictionary, Name, Pdf, parse_content_stream


@dataclass(frozen=True)
class Words:
    """Words drawn together: in which marked content, tagged or artifact, and in which font."""

    text: str
    mark: int | None
    artifact: bool
    font: str


def opened(content: bytes) -> Pdf:
    return Pdf.open(BytesIO(content))


def letters_of(font: Any) -> dict[int, str]:
    """Glyph number -> letters, from the font's ToUnicode map."""
    table = font.ToUnicode.read_bytes()
    pairs = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table.partition(b"beginbfchar")[2])
    return {int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in pairs}


def words_of(page: Any) -> list[Words]:
    """What the page shows, in the order it is drawn."""
    fonts = {name: (str(font.BaseFont), letters_of(font)) for name, font in page.Resources.Font.items()}
    words: list[Words] = []
    marks: list[tuple[str, int | None]] = []
    font = ""
    for instruction in parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                number = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
                marks.append((str(operands[0]), None if number is None else int(number)))
            case "BMC":
                marks.append((str(operands[0]), None))
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
            case "TJ":
                codes = b"".join(
                    bytes(part) for part in operands[0] if not isinstance(part, int) and hasattr(part, "__bytes__")
                )
                glyphs = [int.from_bytes(codes[place : place + 2], "big") for place in range(0, len(codes), 2)]
                name, letters = fonts[font]
                text = "".join(letters[glyph] for glyph in glyphs)
                mark = next((number for _tag, number in reversed(marks) if number is not None), None)
                words.append(Words(text, mark, any(tag == "/Artifact" for tag, _number in marks), name))
    return words


def shown(pdf: Pdf) -> list[str]:
    """What each page shows, header and footer too."""
    return [" ".join(words.text for words in words_of(page.obj)) for page in pdf.pages]


def elements(parent: Any, *kinds: str) -> list[Any]:
    """The structure elements below `parent` in reading order: of these kinds, or all."""
    found: list[Any] = []
    for kid in parent.get("/K", []):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            if not kinds or str(kid.S)[1:] in kinds:
                found.append(kid)
            found.extend(elements(kid, *kinds))
    return found


def read_aloud(pdf: Pdf, parent: Any = None) -> str:
    """The words of an element, or of the whole document, as its tags order them."""
    texts: dict[tuple[tuple[int, int], int], str] = {}
    for page in pdf.pages:
        for words in words_of(page.obj):
            if words.mark is not None and not words.artifact:
                key = (page.obj.objgen, words.mark)
                texts[key] = texts.get(key, "") + words.text
    read: list[str] = []

    def read_element(element: Any) -> None:
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                read.append(texts[element.Pg.objgen, kid])
            elif kid.get("/Type") == Name.StructElem:
                read_element(kid)

    read_element(parent if parent is not None else pdf.Root.StructTreeRoot)
    return " ".join(" ".join(read).split())
