"""What WeasyPrint's tags leave to be put right, so that a file is PDF/UA-1 and PDF/A-3a.

Headers and footers become artifacts (WeasyPrint leaves them tagged, but outside the tree); table heads
get their scope; what stands in a list item gets a body; both standards are named.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf

MARKED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
HEADINGS = {Name(f"/H{level}") for level in range(1, 7)}

# PDF/A lets a file name another standard only if it says what kind of name that is (ISO 19005-3, 6.6.2.3).
UNIVERSAL_ACCESS = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
ARCHIVE = re.compile(rb'<rdf:Description[^>]* pdfaid:part="[^>]*/>')


def corrected(written: bytes, *, identified: bool = True) -> bytes:
    """The PDF with its tags put right; the same bytes for the same PDF.

    `identified`: whether it says of itself to be PDF/A-3a and PDF/UA-1.
    """
    with Pdf.open(io.BytesIO(written)) as pdf:
        tree = pdf.Root.StructTreeRoot
        within = set()
        for element in list(elements(tree)):
            within.add(element.objgen)
            match element.get("/S"):
                case Name.LI:
                    give_body(pdf, element)
                case Name.TH:
                    give_scope(element)
        join_pages(tree.K[0])
        numbers = tree.ParentTree.Nums
        for page in pdf.pages:
            parents = numbers[2 * int(page.obj.StructParents) + 1]
            leave_out(page.obj, parents, within)
        name_standards(pdf, identified)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def elements(parent: Object) -> Iterator[Object]:
    """Every structure element below `parent`, in reading order."""
    for kid in parent.get("/K", []):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
            yield from elements(kid)


def give_body(pdf: Pdf, item: Object) -> None:
    """Everything of a list item but its number goes into one body, and so does a list within the item.

    WeasyPrint puts the inner list behind the item, so that it would be read after what follows it.
    """
    siblings = list(item.P.K)
    place = next(place for place, kid in enumerate(siblings) if kid.objgen == item.objgen)
    inner = [kid for kid in siblings[place + 1 : place + 2] if kid.get("/S") == Name.L]
    kids = list(item.K)
    body = next((kid for kid in kids if kid.get("/S") == Name.LBody), None)
    if body is None:
        body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg, K=Array([])))
    labels = [kid for kid in kids if kid.get("/S") == Name.Lbl]
    rest = [kid for kid in kids if kid.get("/S") not in (Name.Lbl, Name.LBody)]
    adopt(body, sorted([*body.K, *rest, *inner], key=first_mark))
    adopt(item, [*(labels or written_label(body)), body])
    item.P.K = Array(siblings[: place + 1] + siblings[place + 1 + len(inner) :])


def written_label(body: Object) -> list[Object]:
    """The <span> that begins the item's text, made the label: the number of a list without bullets."""
    text = body
    while len(text.get("/K", [])) and isinstance(text.K[0], Dictionary):
        first = text.K[0]
        if first.get("/S") == Name.Span and isinstance(first.K[0], Dictionary):
            first.S = Name.Lbl
            del text.K[0]
            return [first]
        text = first
    return []


def adopt(parent: Object, kids: list[Object]) -> None:
    """Makes these the children of `parent`."""
    for kid in kids:
        if isinstance(kid, Dictionary):
            kid.P = parent
    parent.K = Array(kids)


def first_mark(element: Object | int) -> int:
    """The number of the element's first words on its page: a page is written in the order it is read."""
    return element if isinstance(element, int) else min(map(first_mark, element.get("/K", [])), default=sys.maxsize)


def join_pages(parent: Object) -> None:
    """What WeasyPrint has cut in two at the end of a page becomes one again, where that is certain.

    Certain are a part, a section that goes on without a heading, a list item without a number, and
    what contains one of these. Whether a paragraph goes on or another begins, the tags do not tell.
    """
    kids = list(parent.K)
    joined: list[Object] = []
    for kid in kids:
        if joined and kid.get("/Pg") != joined[-1].get("/Pg") and goes_on(joined[-1], kid):
            merge(joined[-1], kid)
        else:
            joined.append(kid)
    parent.K = Array(joined)


def goes_on(first: Object, second: Object) -> bool:
    """Whether the second element is the rest of the first, from the page before."""
    if not isinstance(second, Dictionary) or first.get("/S") != second.get("/S") or not len(second.get("/K", [])):
        return False
    beginning = second.K[0]
    match second.S:
        case Name.Part | Name.L | Name.LBody:
            return True
        case Name.Sect:
            return beginning.get("/S") not in HEADINGS
        case Name.LI:
            return beginning.get("/S") != Name.Lbl
    return False


def merge(first: Object, second: Object) -> None:
    """The second element's children join the first's; the two at the seam may be one as well."""
    before, after = list(first.K), list(second.K)
    if before and after and isinstance(before[-1], Dictionary) and goes_on(before[-1], after[0]):
        merge(before[-1], after.pop(0))
    adopt(first, before + after)


def give_scope(head: Object) -> None:
    """A head in the table's head row speaks for its column, any other for its row."""
    row_group = head.P.get("/P")
    in_head = row_group is not None and row_group.get("/S") == Name.THead
    head.A = head.get("/A", Dictionary(O=Name.Table))
    head.A.Scope = Name.Column if in_head else Name.Row


def leave_out(page: Object, parents: Object, within: set[tuple[int, int]]) -> None:
    """Marks as artifact what the page shows outside the tree: its header and footer."""
    strays = {number for number, parent in enumerate(parents) if parent.objgen not in within}
    if not strays:
        return

    def mark(found: re.Match[bytes]) -> bytes:
        return b"/Artifact <</Type /Pagination>> BDC" if int(found[1]) in strays else found[0]

    page.Contents.write(MARKED.sub(mark, page.Contents.read_bytes()))
    for number in strays:
        parents[number] = None


def name_standards(pdf: Pdf, identified: bool) -> None:
    """Says in the metadata which standards the file follows."""
    metadata = pdf.Root.Metadata.read_bytes()
    if identified:
        metadata = metadata.replace(b"</rdf:RDF>", UNIVERSAL_ACCESS + b"</rdf:RDF>")
    else:
        metadata = ARCHIVE.sub(b"", metadata)
    pdf.Root.Metadata = pdf.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
