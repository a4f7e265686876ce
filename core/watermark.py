"""A word across the page behind the text, drawn as outlines.

As text it would land between the words when a file is copied or read aloud; as outlines it is a picture.
"""

from functools import cache
from math import cos, radians, sin

from django.contrib.staticfiles import finders
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

FONT = "fonts/pdf/IBMPlexSans-SemiBold.woff2"
PAGE_WIDTH, PAGE_HEIGHT = 210, 297  # mm, A4 upright
LENGTH = 182  # mm
ANGLE = 52  # degrees, rising to the right
COLOUR = "#f4f6fc"  # paler than any rule of the page


@cache
def watermark_svg(word: str) -> str:
    """An SVG the size of an A4 page, 1 unit = 1 mm, with `word` through its middle.

    Raises ValueError for a word that the font cannot write or that has no ink.
    """
    font = TTFont(finders.find(FONT))
    glyphs = font.getGlyphSet()
    names = font.getBestCmap()
    strange = sorted({letter for letter in word if ord(letter) not in names})
    if strange:
        raise ValueError(f"The watermark's font has no {', '.join(strange)}.")

    def drawn(pen: BoundsPen | TransformPen) -> None:
        """The word's outlines onto the pen, letter after letter."""
        start = 0.0
        for letter in word:
            glyph = glyphs[names[ord(letter)]]
            glyph.draw(TransformPen(pen, (1, 0, 0, 1, start, 0)))
            start += glyph.width

    bounds = BoundsPen(glyphs)
    drawn(bounds)
    if bounds.bounds is None:
        raise ValueError("A watermark needs a word.")
    left, bottom, right, top = bounds.bounds
    scale = LENGTH / (right - left)
    outlines = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    drawn(TransformPen(outlines, _onto_page((left + right) / 2, (bottom + top) / 2, scale)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAGE_WIDTH}mm" height="{PAGE_HEIGHT}mm"'
        f' viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}"><path fill="{COLOUR}" d="{outlines.getCommands()}"/></svg>'
    )


def _onto_page(middle_x: float, middle_y: float, scale: float) -> tuple[float, float, float, float, float, float]:
    """The affine map that takes the word's middle to the page's, scaled and turned; y points down on the page."""
    along, across = scale * cos(radians(ANGLE)), scale * sin(radians(ANGLE))
    return (
        along,
        -across,
        -across,
        -along,
        PAGE_WIDTH / 2 - along * middle_x + across * middle_y,
        PAGE_HEIGHT / 2 + across * middle_x + along * middle_y,
    )
