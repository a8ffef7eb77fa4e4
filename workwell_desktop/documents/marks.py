"""Writes into a PDF what is read out and in which order: marked content on its pages, and the structure tree.

ReportLab writes no tags by itself. Everything drawn stands either inside an element of the tree or inside an artifact,
which screen readers pass over (ISO 32000-1, 14.6 to 14.8; PDF/UA-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFName, PDFObject

from workwell_desktop.documents.model import Document
from workwell_desktop.documents.tags import WHOLE, Element

_CELLS = ("TH", "TD")  # they keep their place in a row, even when nothing stands in them
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""


class Marks:
    """Marks what is drawn on a canvas as content of the elements, or as decoration.

    One stretch after the other: a mark stays open until something else is drawn. A text that goes on on the next page
    is one element with a stretch on each.
    """

    def __init__(self, canvas: Any, elements: Sequence[Element]) -> None:
        self._canvas = canvas
        self._elements = elements
        self._stretches: dict[int, list[tuple[int, int]]] = {}  # of an element: pages and numbers on them
        self._owners: list[list[int]] = [[]]  # of each page: the elements of its stretches
        self._boxes: dict[int, str] = {}
        self._open: str | int | None = None
        self._held: str | int | None = None

    def at(self, tag: int | None) -> None:
        """Let what is drawn next be content of an element, or decoration where there is none."""
        wanted = self._held if self._held is not None else ("" if tag is None else tag)
        if wanted == self._open:
            return
        self.end()
        self._open = wanted
        if isinstance(wanted, str):
            kind = f" <</Type /Pagination /Subtype /{wanted}>> BDC" if wanted else " BMC"
            self._canvas.addLiteral(f"/Artifact{kind}")
            return
        owners = self._owners[-1]
        self._stretches.setdefault(wanted, []).append((len(self._owners) - 1, len(owners)))
        self._canvas.addLiteral(f"/{self._elements[wanted].kind} <</MCID {len(owners)}>> BDC")
        owners.append(wanted)

    def end(self) -> None:
        """End the stretch that is open, if there is one: before the page or its coordinates change."""
        if self._open is not None:
            self._canvas.addLiteral("EMC")
            self._open = None

    @contextmanager
    def inside(self, tag: int | str, box: Sequence[float] = ()) -> Iterator[None]:
        """Let all that is drawn meanwhile be one element; ``box`` is its place (left, foot, right, top) in points.

        A string stands for decoration of that kind: ``Header`` or ``Footer``.
        """
        before, self._held = self._held, tag
        if box and isinstance(tag, int):
            self._boxes[tag] = " ".join(f"{side:.2f}" for side in box)
        yield
        self._held = before

    def show_page(self) -> None:
        """End the page and begin another one."""
        self.end()
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._owners) - 1
        page.Tabs = PDFName("S")
        self._owners.append([])

    def write(self, document: Document) -> None:
        """Write the tree and the properties into the file: called once, after the last page."""
        file = self._canvas._doc
        tree = _Tree(file, self._elements, self._stretches, self._boxes)
        pages = " ".join(f"{page} [{tree.named(owners)}]" for page, owners in enumerate(self._owners[:-1]))
        _, of_pages = _added(file, f"<</Nums [{pages}]>>")
        file.Catalog.StructTreeRoot, root = _added(
            file,
            f"<</Type /StructTreeRoot /K [{tree.named([WHOLE])}] /ParentTree {of_pages}"
            f" /ParentTreeNextKey {len(self._owners) - 1}>>",
        )
        tree.write(root)
        file.Catalog.MarkInfo, _ = _added(file, "<</Marked true>>")
        file.Catalog.Metadata = XMP(creator=lambda _file: _properties(document, file.info))


class _Written(PDFObject):  # type: ignore[misc] # ReportLab has no types
    """An object of the file that is written as it is."""

    __RefOnly__ = 1

    def __init__(self, words: str) -> None:
        self.words = words

    def format(self, _file: Any) -> bytes:
        """Return its bytes."""
        return self.words.encode("ascii")


class _Tree:
    """Writes the elements that hold something, each as an object of the file."""

    def __init__(
        self,
        file: Any,
        elements: Sequence[Element],
        stretches: Mapping[int, Sequence[tuple[int, int]]],
        boxes: Mapping[int, str],
    ) -> None:
        self._elements, self._stretches, self._boxes = elements, stretches, boxes
        self._pages = [_reference(file, page.__InternalName__) for page in file.Pages.pages]
        self._kids: dict[int, list[int]] = {}
        for number in range(len(elements) - 1, WHOLE, -1):  # what an element holds has higher numbers than itself
            element = elements[number]
            if element.parent is not None and (number in self._kids or number in stretches or element.kind in _CELLS):
                self._kids.setdefault(element.parent, []).insert(0, number)
        kept = sorted({WHOLE, *(kid for kids in self._kids.values() for kid in kids)})
        self._written = {number: _added(file, "") for number in kept}

    def named(self, numbers: Sequence[int]) -> str:
        """Return references to elements."""
        return " ".join(self._written[number][1] for number in numbers)

    def write(self, root: str) -> None:
        """Write each element; ``root`` is the reference to what holds the first one."""
        for number, (written, _reference) in self._written.items():
            written.words = self._words(number, root)

    def _words(self, number: int, root: str) -> str:
        element, stretches = self._elements[number], self._stretches.get(number, ())
        kids = self.named(self._kids.get(number, ()))
        page, content = "", ""
        if stretches:
            first = stretches[0][0]
            page = f" /Pg {self._pages[first]}"
            content = " ".join(
                str(mark) if on == first else f"<</Type /MCR /Pg {self._pages[on]} /MCID {mark}>>"
                for on, mark in stretches
            )
        parent = root if element.parent is None else self.named([element.parent])
        alt = f" /Alt <feff{element.alt.encode('utf-16-be').hex()}>" if element.alt else ""
        return (
            f"<</Type /StructElem /S /{element.kind} /P {parent}{page} /K [{content}{kids}]"
            f"{alt}{self._attribute(number)}>>"
        )

    def _attribute(self, number: int) -> str:
        element = self._elements[number]
        if number in self._boxes:
            return f" /A <</O /Layout /Placement /Block /BBox [{self._boxes[number]}]>>"
        return f" /A <</O /{element.owner} /{element.name} /{element.value}>>" if element.owner else ""


def _added(file: Any, words: str) -> tuple[_Written, str]:
    """Add an object to the file and return it with the reference to it."""
    written = _Written(words)
    return written, _reference(file, file.Reference(written).name)


def _reference(file: Any, name: str) -> str:
    return "{} {} R".format(*file.idToObjectNumberAndVersion[name])


def _properties(document: Document, info: Any) -> bytes:
    """Return the file's properties as XMP: those of its information dictionary, and that it is PDF/UA-1."""
    said = _XMP.format(
        title=escape(info.title),
        language=escape(document.language),
        day=f"{document.made_on:%Y-%m-%d}",
        creator=escape(info.creator),
        producer=escape(info.producer),
    )
    return said.encode("utf-8")
