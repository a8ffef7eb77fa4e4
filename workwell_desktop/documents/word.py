"""A document as a Word file (DOCX): plain data in, bytes out. Real headings, lists and table heads, for screen readers.

python-docx is known to this module alone. The same document gives the same bytes: the days in the file are the
document's own, and it names no author.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, assert_never

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from workwell_desktop.documents import pictures
from workwell_desktop.documents.flow import flowing, reads_from_right, said, words_of
from workwell_desktop.documents.house_style import BAR_WIDTH, HouseStyle
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
    Sides,
    Signature,
    Space,
    Table,
    Text,
    WritingLines,
)
from workwell_desktop.documents.signature import WIDTH, signature_png
from workwell_desktop.documents.word_file import empty_file, number_pages, whole_file
from workwell_desktop.forms import readings
from workwell_desktop.forms.readings import Chart

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PASSED_OVER = (  # how Word says that a picture is decoration ([MS-ODRAWXML], decorative)
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_SIGNS = "MS Gothic"  # the typeface from which Word itself takes the boxes
_BOXES = {False: "☐", True: "☒"}
_STYLES = {
    Role.TITLE: "Heading 1",
    Role.HEADING: "Heading 2",
    Role.LEAD: "Paper note",
    Role.PARAGRAPH: "Normal",
    Role.NOTE: "Paper note",
    Role.QUOTE: "Normal",
    Role.LIST_ITEM: "Normal",
    Role.TABLE_HEAD: "Table head",
    Role.TABLE_CELL: "Table words",
    Role.CODE: "Code",
    Role.BIG: "Big",
    Role.ADDRESS: "Address",
    Role.SMALL_PRINT: "Small print",
    Role.FOOT: "Footer",
}


def to_word(document: Document, style: HouseStyle) -> bytes:
    """Return a document as the bytes of a Word file. The same document gives the same bytes.

    Raises ``PaperProblem`` for a text that no file can hold.
    """
    ready = flowing(document, style)
    file = empty_file(ready.title, ready.language, ready.made_on, style)
    _Writer(file).blocks(file, ready.blocks)
    section = file.sections[0]
    if ready.head:
        write(section.header.paragraphs[0], ready.head)
    below = section.footer.paragraphs[0]
    write(below, ready.foot.left)
    if ready.foot.standing:
        write(section.footer.add_paragraph(style="Footer"), ready.foot.standing)
    number_pages(section.footer.add_paragraph(style="Footer"), ready.page_words)
    return whole_file(file)


class _Writer:
    """Writes blocks into a Word file that has the styles they need."""

    def __init__(self, file: WordDocument) -> None:
        self._file = file

    def blocks(self, place: WordDocument, blocks: Iterable[Block]) -> list[WordParagraph]:
        """Write blocks one below the other; return their paragraphs, those in tables left out."""
        return [paragraph for block in blocks for paragraph in self._block(place, block)]

    def _block(self, place: WordDocument, block: Block) -> Sequence[WordParagraph]:  # noqa: C901, PLR0911, PLR0912 - one case a kind of block: the type checker counts them
        match block:
            case Heading():
                return [self._text(place, block.text, f"Heading {block.level}")]
            case Paragraph():
                written = self._text(place, block.text)
                written.paragraph_format.keep_with_next = block.keep or None
                return [written]
            case Quote():
                texts = [block.text, *([block.note] if block.note else [])]
                return [_beside_a_bar(self._text(place, text)) for text in texts]
            case ListBlock():
                return [line for item in block.items for line in self._item(place, item, bullets=block.bullets)]
            case Table():
                return self._table(place, block)
            case Box():
                return [_framed(paragraph) for paragraph in self.blocks(place, block.blocks)]
            case Sides():
                return self._sides(place, block)
            case Grid():
                return [self._text(place, cell, "List Number") for cell in block.cells]
            case Question():
                return [_joined(self._text(place, block.number), block.words)]
            case Choices():
                return self._choices(place, block)
            case WritingLines():
                words = [self._text(place, block.words)] if block.words.words else []
                return [*words, *(_ruled(place.add_paragraph()) for _ in range(block.count))]
            case Figure():
                return self._chart(place, block.chart)
            case Signature():
                return [self._signature(place, block)]
            case PictureRow():
                return self._picture(place, block)
            case Bottom():
                return [self._text(place, text) for text in block.texts]
            case Space() | NewPage():  # Word shares out its pages by itself
                return []
        assert_never(block)

    def _text(self, place: WordDocument, text: Text, style: str = "") -> WordParagraph:
        return write(place.add_paragraph(style=style or _STYLES[text.role]), text)

    def _item(self, place: WordDocument, item: ListItem, *, bullets: bool) -> list[WordParagraph]:
        first, *more = item.lines
        if item.ticked is None:
            lines = [self._text(place, first, "List Bullet" if bullets else "List")]
            below = "List Continue" if bullets else "List"
        else:
            lines = [self._tick(place, first, ticked=item.ticked)]
            below = "List Continue"
        lines += [self._text(place, line, below) for line in more]
        for line in lines[:-1]:
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.space_after = Pt(0)
        return lines

    def _choices(self, place: WordDocument, block: Choices) -> list[WordParagraph]:
        across = [self._tick(place, key) for key in block.across]
        return [
            *across,
            *(self._text(place, end) for end in block.ends),
            *(_joined(self._tick(place, item.key), item.words) for item in block.items),
        ]

    def _tick(self, place: WordDocument, text: Text, *, ticked: bool = False) -> WordParagraph:
        return write(_ticked(place.add_paragraph(style="List tick"), ticked=ticked), text)

    def _table(self, place: WordDocument, table: Table) -> list[WordParagraph]:
        made = place.add_table(len(table.rows) + 1, len(table.columns))
        made.style = self._file.styles["Table Grid"]
        made.autofit = True
        shares = [1.0 if column.snug else 2.4 for column in table.columns]
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Mm(170 * share / sum(shares))
        _repeats(made.rows[0])
        for cell, head in zip(made.rows[0].cells, (column.head for column in table.columns), strict=True):
            write(_first(cell, "Table head"), head)
        for into, row in zip(made.rows[1:], table.rows, strict=True):
            _stays_whole(into)
            for number, (cell, text) in enumerate(zip(into.cells, row.cells, strict=True)):
                written = _first(cell, "Table words")
                if number == 0 and row.ticked is not None:
                    _ticked(written, ticked=row.ticked)
                write(written, text)
        return _after(place)

    def _sides(self, place: WordDocument, sides: Sides) -> list[WordParagraph]:
        """Set two addresses beside each other, the left one read first, in a table that is only there to place them."""
        made = place.add_table(1, 2)
        for cell, texts in zip(made.rows[0].cells, (sides.left, sides.right), strict=True):
            cell.width = Mm(85)
            for number, text in enumerate(texts):
                write(_first(cell, "Address") if number == 0 else cell.add_paragraph(style="Address"), text)
        return _after(place)

    def _signature(self, place: WordDocument, block: Signature) -> WordParagraph:
        """Set a signature as a picture that screen readers pass over: what it is, and whose, stands before it."""
        paragraph = place.add_paragraph()
        drawn = BytesIO(signature_png(block.strokes, block.tall))
        about = paragraph.add_run().add_picture(drawn, Pt(WIDTH))._inline.docPr
        about.set("descr", "")
        about.append(parse_xml(_PASSED_OVER))
        return paragraph

    def _picture(self, place: WordDocument, row: PictureRow) -> list[WordParagraph]:
        """Set a picture and its sentences beside each other, in a table that is only there to place them."""
        made = place.add_table(1, 2)
        _stays_whole(made.rows[0])
        left, right = made.rows[0].cells
        left.width, right.width = Mm(45), Mm(125)
        drawn = BytesIO(pictures.png(pictures.picture(row.picture)))
        shown = _first(left, "Normal").add_run().add_picture(drawn, Pt(pictures.SIDE))
        shown._inline.docPr.set("descr", row.alt)
        for number, text in enumerate(row.texts):
            style = _STYLES[text.role]
            write(_first(right, style) if number == 0 else right.add_paragraph(style=style), text)
        return _after(place)

    def _chart(self, place: WordDocument, chart: Chart) -> list[WordParagraph]:
        """Write the readings of a chart as a table: what the drawing shows, for eyes and for screen readers alike."""
        figures = readings.table(chart)
        if not figures:
            return []
        made = place.add_table(len(figures), len(figures[0]))
        made.style = self._file.styles["Table Grid"]
        for into, words in zip(made.rows, figures, strict=True):
            for cell, word in zip(into.cells, words, strict=True):
                _first(cell, "Table words").add_run(word)
        return _after(place)


def write(paragraph: WordParagraph, text: Text) -> WordParagraph:
    """Write the runs of a text into a paragraph. It is the one place where words become Word's."""
    from_right = reads_from_right(said(text))
    if from_right:
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for run in text.runs:
        for number, line in enumerate(words_of(run).split("\n")):
            written = paragraph.add_run()
            if number:
                written.add_break()
            _add_words(written, line)
            written.bold = True if run.strong else None
            written.font.rtl = True if from_right and reads_from_right(line) else None
    return paragraph


def _joined(paragraph: WordParagraph, text: Text) -> WordParagraph:
    """Write one more text into a paragraph, parted from the first by a tab."""
    paragraph.add_run().add_tab()
    return write(paragraph, text)


def _add_words(run: Any, words: str) -> None:
    """Put words into a run as they are: python-docx would make a tab or a line end of some."""
    if words:
        held = OxmlElement("w:t")
        held.text = words
        held.set(qn("xml:space"), "preserve")
        run._r.append(held)


def _ticked(paragraph: WordParagraph, *, ticked: bool) -> WordParagraph:
    """Begin a paragraph with a box that can be ticked in Word too."""
    state = int(ticked)
    font = f'w:ascii="{_SIGNS}" w:eastAsia="{_SIGNS}" w:hAnsi="{_SIGNS}"'
    box = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{_SIGNS}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{_SIGNS}"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts {font}/></w:rPr>"
        f"<w:t>{_BOXES[ticked]}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph._p.append(box)
    paragraph.add_run().add_tab()
    return paragraph


def _first(cell: _Cell, style: str) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _after(place: WordDocument) -> list[WordParagraph]:
    """End a table with a small empty line, which Word wants between tables and at the end of a cell."""
    small = place.add_paragraph()
    small.paragraph_format.space_after = Pt(0)
    small.paragraph_format.line_spacing = Pt(6)
    return []


def _repeats(row: Any) -> None:
    """Mark a row as the head of its table, which is repeated on each page and read with each cell."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _stays_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _bordered(paragraph: WordParagraph, sides: Sequence[str], size: int, colour: str) -> WordParagraph:
    """Draw lines at some sides of a paragraph; ``size`` is in eighths of a point."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{colour}"/>' for side in sides)
    properties = paragraph._p.get_or_add_pPr()
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    properties.insert_element_before(border, *_AFTER_BORDERS)
    return paragraph


def _beside_a_bar(paragraph: WordParagraph) -> WordParagraph:
    paragraph.paragraph_format.left_indent = Pt(12)
    return _bordered(paragraph, ("left",), round(BAR_WIDTH * 8), "07535A")


def _framed(paragraph: WordParagraph) -> WordParagraph:
    return _bordered(paragraph, ("top", "left", "bottom", "right"), 8, "000000")


def _ruled(paragraph: WordParagraph) -> WordParagraph:
    return _bordered(paragraph, ("bottom", "between"), 6, "000000")


# Word takes the properties of a paragraph in one order alone.
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", *_AFTER_BIDI)
