"""What a screen reader finds in a PDF, read from its bytes alone, and what is wrong with its tags.

It knows nothing of how our papers are made: the tree is walked, the pages are read operator by operator, and both must
agree. Another program's opinion (``page-validation``, ``pdfinfo``) stands beside it in ``test_tags.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

SMALLEST = 12.0  # points
_SHOWS = {"Tj", "TJ", "'", '"'}
_PAINTS = _SHOWS | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI", "INLINE IMAGE"}
_HOLDS = {  # which elements may stand in which (ISO 32000-1, 14.8.4)
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TR": {"Table", "THead", "TBody"},
    "TH": {"TR"},
    "TD": {"TR"},
}
_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_KNOWN = {"Document", "P", "BlockQuote", "L", "Table", "Figure", "Link", "Span", *_HOLDS, *_HEADINGS}
_ACTIVE = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"}

Place = tuple[int, int]  # a page, counted from 0, and the number of a stretch of marked content on it


@dataclass
class Node:
    """One element of the tree with its places and what it holds, in order."""

    kind: str
    alt: str
    scope: str
    numbering: str
    places: list[Place] = field(default_factory=list)
    kids: list[Node] = field(default_factory=list)


@dataclass
class Page:
    """What is on a page: the words of each stretch, the words of artifacts, and what is wrong with it."""

    words: dict[int, str] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)


def tree_of(pdf: pikepdf.Pdf) -> Node:
    """Return the structure tree below its root."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    kids = _kids(pdf.Root.StructTreeRoot)
    assert len(kids) == 1
    return _node(kids[0], numbers)


def pages_of(pdf: pikepdf.Pdf) -> list[Page]:
    """Read every page, operator by operator."""
    return [_page(page) for page in pdf.pages]


def heard(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """Return the kind and the words of every element that holds words, in reading order."""
    pages = pages_of(pdf)
    return [
        (node.kind, words)
        for node in walk(tree_of(pdf))
        if (words := " ".join("".join(pages[page].words[number] for page, number in node.places).split()))
    ]


def walk(node: Node) -> Iterator[Node]:
    """Yield an element and all it holds, in reading order."""
    yield node
    for kid in node.kids:
        yield from walk(kid)


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Return what is wrong with the tags of a PDF in plain words: nothing where all is well."""
    if "/StructTreeRoot" not in pdf.Root:
        return ["no structure tree"]
    pages = pages_of(pdf)
    root = tree_of(pdf)
    nodes = list(walk(root))
    return [
        *_properties(pdf),
        *(fault for page in pages for fault in page.faults),
        *_shape(root),
        *_headings(nodes),
        *_places(pdf, nodes, pages),
        *_fonts(pdf),
        *(f"too small: {size}" for page in pages for size in page.sizes if size < SMALLEST),
        *_active(pdf),
    ]


def _kids(entry: Any) -> list[Any]:
    kids = entry.get("/K", ())
    return [kids] if isinstance(kids, pikepdf.Dictionary) else list(kids)


def _node(entry: Any, numbers: dict[Any, int]) -> Node:
    attributes = entry.get("/A", {})
    node = Node(
        str(entry.S)[1:],
        str(entry.get("/Alt", "")),
        str(attributes.get("/Scope", ""))[1:],
        str(attributes.get("/ListNumbering", ""))[1:],
    )
    for kid in _kids(entry):
        if isinstance(kid, int):
            node.places.append((numbers[entry.Pg.objgen], int(kid)))
        elif str(kid.get("/Type", "")) == "/MCR":
            node.places.append((numbers[kid.Pg.objgen], int(kid.MCID)))
        else:
            assert kid.P.objgen == entry.objgen
            node.kids.append(_node(kid, numbers))
    return node


def _page(page: Any) -> Page:
    found = Page()
    maps = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    inside: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        what = str(operator)
        if what in {"BMC", "BDC"}:
            inside.append(_opened(what, operands, found, nested=bool(inside)))
        elif what == "EMC":
            inside.pop() if inside else found.faults.append("content ends that never began")
        elif what == "Tf":
            letters = maps[str(operands[0])]
            found.sizes.add(float(operands[1]))
        elif what in _PAINTS:
            if not inside:
                found.faults.append(f"untagged content: {what}")
            elif what in _SHOWS:
                _show(operands, letters, found, inside[-1])
    if inside:
        found.faults.append("content never ends")
    return found


def _opened(what: str, operands: Any, found: Page, *, nested: bool) -> int | None:
    if nested:
        found.faults.append("content inside content")
    if str(operands[0]) == "/Artifact":
        return None
    if what == "BMC" or "/MCID" not in operands[1]:
        found.faults.append("content without a number")
        return None
    number = int(operands[1].MCID)
    if number in found.words:
        found.faults.append(f"number {number} twice")
    found.words[number] = ""
    return number


def _show(operands: Any, letters: dict[int, str], found: Page, number: int | None) -> None:
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[-1]]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    words = "".join(letters.get(code, "\ufffd") for code in codes)
    if "\ufffd" in words:
        found.faults.append("a letter that nobody can read back")
    if number is None:
        found.aside.append(words)
    else:
        found.words[number] += words


def _letters(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    pairs = re.findall(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}


def _properties(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if str(root.get("/Lang", "")) != "en-GB":
        yield "no language"
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "not marked as tagged"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the title is not shown"
    said = root.Metadata.read_bytes().decode("utf-8") if "/Metadata" in root else ""
    if "<pdfuaid:part>1</pdfuaid:part>" not in said:
        yield "does not say that it is PDF/UA-1"
    title = str(pdf.docinfo.get("/Title", ""))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        if not title.strip() or metadata.get("dc:title") != title:
            yield "no title"
    for number, page in enumerate(pdf.pages):
        if int(page.get("/StructParents", -1)) != number:
            yield f"page {number} is not in the tree of parents"
        if "/Tabs" not in page or str(page.Tabs) != "/S":
            yield f"page {number} has no order for the tab key"


def _shape(root: Node) -> Iterator[str]:
    if root.kind != "Document":
        yield "the first element is no Document"
    for node in walk(root):
        if node.kind not in _KNOWN:
            yield f"unknown element {node.kind}"
        for kid in node.kids:
            if node.kind not in _HOLDS.get(kid.kind, {node.kind}):
                yield f"{kid.kind} in {node.kind}"
        yield from _alone(node)


def _alone(node: Node) -> Iterator[str]:
    """Say what an element lacks, looked at by itself."""
    kids = [kid.kind for kid in node.kids]
    lacks = {
        "a list that holds more than items": node.kind == "L" and set(kids) != {"LI"},
        "an item without a body": node.kind == "LI" and kids[-1:] != ["LBody"],
        "a picture without words": node.kind == "Figure" and not node.alt.strip(),
        "a head without scope": node.kind == "TH" and node.scope not in {"Column", "Row", "Both"},
        f"empty {node.kind}": node.kind not in {"TH", "TD"} and not node.places and not kids,
    }
    yield from (fault for fault, there in lacks.items() if there)
    if node.kind == "Table":
        yield from _table(node)


def _table(table: Node) -> Iterator[str]:
    rows = [node for node in walk(table) if node.kind == "TR"]
    if len({len(row.kids) for row in rows}) != 1:
        yield "rows of different lengths"
    if not rows or any(cell.kind != "TH" for cell in rows[0].kids):
        yield "a table without heads"


def _headings(nodes: list[Node]) -> Iterator[str]:
    levels = [_HEADINGS[node.kind] for node in nodes if node.kind in _HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"heading {level} after {before}"
        before = level


def _places(pdf: pikepdf.Pdf, nodes: list[Node], pages: list[Page]) -> Iterator[str]:
    """Compare the tree with the pages, and both with the tree of parents."""
    claimed = [place for node in nodes for place in node.places]
    there = [(number, mark) for number, page in enumerate(pages) for mark in page.words]
    if len(set(claimed)) < len(claimed):
        yield "content that is read twice"
    yield from (f"content {place} is in no element" for place in there if place not in claimed)
    yield from (f"an element wants content {place}, which is not there" for place in claimed if place not in there)
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    listed = dict(zip(map(int, parents[::2]), parents[1::2], strict=True))
    owners = _owners(pdf)
    for number, page in enumerate(pages):
        entries = list(listed.get(number, []))
        if sorted(page.words) != list(range(len(entries))):
            yield f"the parents of page {number} are not its content"
        for mark, parent in enumerate(entries):
            if owners.get((number, mark)) != parent.objgen:
                yield f"the parent of {(number, mark)} is another element"


def _owners(pdf: pikepdf.Pdf) -> dict[Place, Any]:
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found: dict[Place, Any] = {}

    def look(entry: Any) -> None:
        for kid in _kids(entry):
            if isinstance(kid, int):
                found[numbers[entry.Pg.objgen], int(kid)] = entry.objgen
            elif str(kid.get("/Type", "")) == "/MCR":
                found[numbers[kid.Pg.objgen], int(kid.MCID)] = entry.objgen
            else:
                look(kid)

    for top in _kids(pdf.Root.StructTreeRoot):
        look(top)
    return found


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for name, font in page.Resources.Font.items():
            if not re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) or "/FontFile2" not in font.FontDescriptor:
                yield f"font {name} is not embedded"
            if not _letters(font):
                yield f"font {name} cannot be read back"
            if any({"\0", "\ufeff", "\ufffe"} & set(letters) for letters in _letters(font).values()):
                yield f"font {name} stands for no letter"


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in {"/OpenAction", "/AA", "/Names", "/AcroForm", "/AF"} & set(pdf.Root.keys()):
        yield f"the file has {key}"
    for thing in pdf.objects:
        for part in _dictionaries(thing):
            if str(part.get("/S", "")) in _ACTIVE:
                yield f"the file can {part.S}"
            if str(part.get("/Type", "")) in {"/EmbeddedFile", "/Filespec"}:
                yield "the file has an attachment"


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield an object of the file if it is a dictionary, and those that stand in it rather than beside it."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = [value for _key, value in thing.items()]
    else:
        inner = list(thing) if isinstance(thing, pikepdf.Array) else []
    for part in inner:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _dictionaries(part)
