"""A document as one accessible web page (HTML5): plain data in, bytes out. No script, and nothing that is fetched.

Every text passes the gateway and is escaped here alone. The page is read by any browser, with its own text size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never

from workwell_desktop.documents import pictures
from workwell_desktop.documents.flow import flowing, reads_from_right, said, words_of
from workwell_desktop.documents.house_style import Face, HouseStyle
from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Box,
    Choices,
    Document,
    Figure,
    Grid,
    Heading,
    ListBlock,
    ListItem,
    NewPage,
    Paragraph,
    PictureRow,
    Question,
    Quote,
    Role,
    Row,
    Sides,
    Signature,
    Space,
    Table,
    Text,
    WritingLines,
)
from workwell_desktop.documents.signature import signature_svg
from workwell_desktop.documents.text import STRONG
from workwell_desktop.forms import readings
from workwell_desktop.forms.readings import Chart

_USUAL = 12.0  # points: what a browser's own text size stands for, 16 pixels
_TYPEFACES = '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Verdana, Arial, sans-serif'
_NOTHING_IS_FETCHED = "default-src 'none'; style-src 'unsafe-inline'"


def to_web(document: Document, style: HouseStyle) -> bytes:
    """Return a document as one web page in UTF-8. The same document gives the same bytes.

    Raises ``PaperProblem`` for a text that no file can hold.
    """
    ready = flowing(document, style)
    head = [_text("p", ready.head, "head")] if ready.head else []
    foot = [_text("p", text) for text in (ready.foot.left, ready.foot.standing) if text and text.words]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(ready.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_IS_FETCHED}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(ready.title)}</title>",
        f"<style>\n{_css(style)}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        *head,
        *_blocks(ready.blocks),
        "</main>",
        *(["<footer>", *foot, "</footer>"] if foot else []),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in _block(block)]


def _block(block: Block) -> Sequence[str]:  # noqa: C901, PLR0911, PLR0912 - one case a kind of block: the type checker counts them
    match block:
        case Heading():
            return [_text(f"h{block.level}", block.text)]
        case Paragraph():
            return [_text("p", block.text)]
        case Quote():
            note = [_text("p", block.note)] if block.note else []
            return ["<blockquote>", _text("p", block.text), *note, "</blockquote>"]
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
        case Box():
            return ['<div class="box">', *_blocks(block.blocks), "</div>"]
        case Sides():
            return ['<div class="sides">', *_side(block.left), *_side(block.right), "</div>"]
        case Grid():
            cells = (f"<li>{_text('span', cell)}</li>" for cell in block.cells)
            return ['<ol class="grid">', *cells, "</ol>"]
        case Question():
            return [f'<p class="question">{_text("span", block.number)} {_text("span", block.words)}</p>']
        case Choices():
            return _choices(block)
        case WritingLines():
            words = [_text("p", block.words)] if block.words.words else []
            return [*words, *(['<div class="line"></div>'] * block.count)]
        case Figure():
            return _chart(block.chart)
        case Signature():
            return [signature_svg(block.strokes, block.tall)]
        case PictureRow():
            beside = ["<div>", *(_text("p", text) for text in block.texts), "</div>"]
            return ['<div class="picture">', pictures.svg(pictures.picture(block.picture)), *beside, "</div>"]
        case Bottom():
            return ['<div class="bottom">', *(_text("p", text) for text in block.texts), "</div>"]
        case Space() | NewPage():  # a page on a screen has neither
            return []
    assert_never(block)


def _side(texts: Sequence[Text]) -> list[str]:
    return ["<div>", *(_text("p", text) for text in texts), "</div>"]


def _list(block: ListBlock) -> list[str]:
    items = [_item(item) for item in block.items]
    # A list without bullets would be read as no list at all by some browsers, but for its role.
    if not block.bullets or any(item.ticked is not None for item in block.items):
        return _unmarked("plain", items)
    return ["<ul>", *items, "</ul>"] if items else []


def _item(item: ListItem) -> str:
    first, *more = item.lines
    if item.ticked is None:
        return f"<li>{''.join(_text('div', line) for line in item.lines)}</li>"
    lines = "".join(_text("div", line) for line in more)
    return f"<li>{_box_to_tick(first, ticked=item.ticked)}{lines}</li>"


def _box_to_tick(text: Text, *, ticked: bool) -> str:
    return _ticked_words((text,), ticked=ticked)


def _ticked_words(texts: Iterable[Text], *, ticked: bool) -> str:
    """Return a box that can be ticked on the screen too, with its words as its name."""
    state = " checked" if ticked else ""
    words = " ".join(_text("span", text) for text in texts)
    return f'<label class="tick"><input type="checkbox"{state}> {words}</label>'


def _table(table: Table) -> list[str]:
    heads = (_text("th", column.head, scope="col") for column in table.columns)
    return [
        "<table>",
        f"<thead><tr>{''.join(heads)}</tr></thead>",
        "<tbody>",
        *(_row(row) for row in table.rows),
        "</tbody>",
        "</table>",
    ]


def _row(row: Row) -> str:
    cells = [_text("td", cell) for cell in row.cells]
    if row.ticked is not None:
        cells[0] = f"<td>{_box_to_tick(row.cells[0], ticked=row.ticked)}</td>"
    return f"<tr>{''.join(cells)}</tr>"


def _choices(block: Choices) -> list[str]:
    across = [f"<li>{_box_to_tick(key, ticked=False)}</li>" for key in block.across]
    items = [f"<li>{_ticked_words((item.key, item.words), ticked=False)}</li>" for item in block.items]
    return [
        *_unmarked("across", across),
        *(_text("p", end) for end in block.ends),
        *_unmarked("plain", items),
    ]


def _unmarked(name: str, items: Sequence[str]) -> list[str]:
    """Return a list without bullets; nothing where it has no items."""
    return [f'<ul class="{name}" role="list">', *items, "</ul>"] if items else []


def _chart(chart: Chart) -> list[str]:
    """Return the readings of a chart as a table: what the drawing shows, for eyes and for screen readers alike."""
    cells = ("".join(f"<td>{escape(word)}</td>" for word in words) for words in readings.table(chart))
    caption = f"<caption>{escape(chart.title)}</caption>"
    return ['<table class="chart">', caption, "<tbody>", *(f"<tr>{row}</tr>" for row in cells), "</tbody>", "</table>"]


def _text(tag: str, text: Text, name: str = "", *, scope: str = "") -> str:
    """Return one text in an element of its own, by its role. It is the one place where words become HTML."""
    names = " ".join(part for part in (_NAMES.get(text.role, ""), name) if part)
    kind = f' class="{names}"' if names else ""
    way = ' dir="auto"' if reads_from_right(said(text)) else ""
    of = f' scope="{scope}"' if scope else ""
    return f"<{tag}{kind}{of}{way}>{''.join(_runs(text))}</{tag}>"


def _runs(text: Text) -> Iterable[str]:
    for run in text.runs:
        words = escape(words_of(run)).replace("\n", "<br>")
        yield f"<strong>{words}</strong>" if run.strong and words else words


_NAMES = {
    Role.LEAD: "note",
    Role.NOTE: "note",
    Role.CODE: "code",
    Role.BIG: "big",
    Role.ADDRESS: "address",
    Role.SMALL_PRINT: "small",
}


def _css(style: HouseStyle) -> str:
    body = style.face(Role.PARAGRAPH)
    rules = [
        f"html {{ font-size: {_share(body.size / _USUAL)}%; }}",
        "body { margin: 0; padding: 1.5rem; color: #000; background: #fff; }",
        f"body {{ font-family: {_TYPEFACES}; line-height: {body.leading / body.size:.2f}; }}",
        "main, footer { max-width: 38rem; margin: 0 auto; overflow-wrap: anywhere; }",
        "p, blockquote, ul, ol, table { margin: 0 0 0.6rem; }",
        f"h1 {{ {_face(style.face(Role.TITLE), body)} margin: 0.4rem 0 0.6rem; }}",
        f"h2, h3, h4 {{ {_face(style.face(Role.HEADING), body)} margin: 1.5rem 0 0.5rem; }}",
        f".note {{ {_face(style.face(Role.NOTE), body)} color: #333; }}",
        f".small, .address, footer {{ {_face(style.face(Role.SMALL_PRINT), body)} }}",
        f".code {{ {_face(style.face(Role.CODE), body)} font-family: monospace; }}",
        f".big {{ {_face(style.face(Role.BIG), body)} }}",
        "blockquote { border-left: 0.2rem solid #07535a; padding: 0.1rem 0 0.1rem 0.8rem; }",
        "blockquote p { margin: 0; }",
        "ul { padding-left: 1.2rem; }",
        "ul.plain, ul.across { list-style: none; padding-left: 0; }",
        "li { margin-bottom: 0.4rem; }",
        ".tick { display: flex; gap: 0.6rem; align-items: baseline; }",
        ".tick input { width: 1rem; height: 1rem; flex: none; margin: 0; }",
        ".across, .grid { display: flex; flex-wrap: wrap; gap: 0.6rem 1.4rem; }",
        ".grid { padding-left: 1.6rem; }",
        ".grid li { width: 28%; }",
        "table { border-collapse: collapse; width: 100%; }",
        f"th {{ {_face(style.face(Role.TABLE_HEAD), body)} border-bottom: 2px solid #000; }}",
        "caption { text-align: left; }",
        "th, td { text-align: start; vertical-align: top; padding: 0.35rem 0.8rem 0.35rem 0; }",
        "td { border-bottom: 1px solid #767676; }",
        ".box { border: 1px solid #000; border-radius: 0.4rem; padding: 0.7rem 1rem; margin: 1.4rem 0; }",
        ".box > :first-child { margin-top: 0; }",
        ".box > :last-child { margin-bottom: 0; }",
        ".sides { display: flex; justify-content: space-between; gap: 1.5rem; margin-bottom: 1.5rem; }",
        ".sides p { margin: 0; }",
        ".picture { display: flex; align-items: center; gap: 2rem; border-bottom: 1px solid #767676; }",
        ".picture svg { flex: none; }",
        ".bottom { margin-top: 1.5rem; }",
        ".line { border-bottom: 1px solid #000; height: 2rem; }",
        "footer { border-top: 1px solid #767676; margin-top: 2rem; padding-top: 0.5rem; }",
        ":focus-visible { outline: 3px solid #07535a; outline-offset: 2px; }",
        "@page { size: A4; margin: 20mm; }",
        "@media print {",
        "body { padding: 0; }",
        "main, footer { max-width: none; }",
        "h1, h2, h3 { break-after: avoid; }",
        "tr, li, blockquote, .box { break-inside: avoid; }",
        "thead { display: table-header-group; }",
        "}",
    ]
    return "\n".join(rules)


def _face(face: Face, body: Face) -> str:
    weight = 700 if face.weight >= STRONG else 400
    size, leading = face.size / body.size, face.leading / face.size
    return f"font-size: {size:.3f}rem; line-height: {leading:.2f}; font-weight: {weight};"


def _share(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".")
