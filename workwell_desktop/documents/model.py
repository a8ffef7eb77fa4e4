"""The one document model: what stands on a paper, in reading order, and the part that each text plays.

Texts carry their role (heading, paragraph, list item, table cell ...), so that tags for screen readers can be
written from the same model. Nothing here knows measures, typefaces or PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from workwell_desktop.forms.readings import Chart

Size = Literal["standard", "large", "giant", "spaced"]  # "spaced" is the dyslexia-friendly one


class Role(StrEnum):
    """The part a text plays on the page."""

    TITLE = "title"
    HEADING = "heading"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    TABLE_HEAD = "table head"
    TABLE_CELL = "table cell"
    CODE = "code"
    BIG = "big"
    ADDRESS = "address"
    SMALL_PRINT = "small print"
    FOOT = "foot"


@dataclass(frozen=True)
class Run:
    """Some words of one origin. ``field`` names where they were typed, for an error that must not quote them."""

    words: str
    strong: bool = False
    field: str = "a fixed sentence"


@dataclass(frozen=True)
class Text:
    """Runs that are read as one text, with the part they play.

    ``tag`` is the number of the element that it is to a screen reader, ``label`` that of the bullet or number drawn
    before it. Only ``tags.py`` gives them; without one a text is decoration, and is not read out.
    """

    role: Role
    runs: tuple[Run, ...]
    tag: int | None = field(default=None, compare=False, repr=False)
    label: int | None = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> str:
        """The whole text as plain words."""
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True)
class Heading:
    """A heading. Level 1 is the title of the paper and stands once."""

    text: Text
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``keep`` holds it on the same page as what comes next; ``space`` is air above it in points."""

    text: Text
    keep: bool = False
    space: float | None = None


@dataclass(frozen=True)
class Quote:
    """The participant's own words beside a bar, with a note below them."""

    text: Text
    note: Text | None = None


@dataclass(frozen=True)
class ListItem:
    """One item of a list, one text a line. ``ticked`` draws a box to tick, or a ticked one."""

    lines: tuple[Text, ...]
    ticked: bool | None = None


@dataclass(frozen=True)
class ListBlock:
    """A list. Items with boxes to tick have no bullet; the others have one unless ``bullets`` is off.

    ``together`` holds a short list on one page.
    """

    items: tuple[ListItem, ...]
    bullets: bool = True
    together: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a table. A ``snug`` one is as wide as its longest entry, up to a third of the page."""

    head: Text
    snug: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table: a cell for each column. ``ticked`` draws a box before the first cell.

    ``alone`` are the numbers of cells that are read without their column's head when a table is set as a list.
    """

    cells: tuple[Text, ...]
    ticked: bool | None = None
    alone: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on each page. Large print sets it as a list instead."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Box:
    """Blocks inside a frame: the one thing on the page that must be found first."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sides:
    """Two sets of lines beside each other, the left one read first: the two addresses of a letter."""

    left: tuple[Text, ...]
    right: tuple[Text, ...]


@dataclass(frozen=True)
class Grid:
    """Numbered groups of characters in rows of ``across``, to be copied by hand. Read row by row."""

    cells: tuple[Text, ...]
    across: int = 3


@dataclass(frozen=True)
class Question:
    """A numbered question that is answered by hand below: never parted, and always on the page of its answers."""

    number: Text
    words: Text
    space: float = 0.0


@dataclass(frozen=True)
class Choice:
    """One answer to tick by hand. ``key`` is the small sign beside the box by which it is keyed back."""

    key: Text
    words: Text


@dataclass(frozen=True)
class Choices:
    """Answers to tick by hand, one under the other, never parted from each other.

    Those that stand ``across`` (their keys alone, above their boxes) come first, with the words of both ``ends`` below,
    or with one text that says what their numbers mean.
    """

    items: tuple[Choice, ...]
    across: tuple[Text, ...] = ()
    ends: tuple[Text, ...] = ()


@dataclass(frozen=True)
class WritingLines:
    """Empty lines to write on by hand, the first one after a few words (which may be none)."""

    words: Text
    count: int = 1
    keep: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart. What it shows is said in words before it, for whoever cannot see it. ``tag`` is as that of a text."""

    chart: Chart
    tag: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class PictureRow:
    """Easy read: a picture (by its name) with the texts beside it, never parted. ``alt`` says what the picture shows.

    Make it with ``pictures.row``, which knows the words of ``alt``. ``tag`` is as that of a text.
    """

    picture: str
    alt: str
    texts: tuple[Text, ...]
    tag: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Signature:
    """A signature that was drawn: strokes of x, y, x, y ... in thousandths of the pad's width; ``tall`` is its height.

    What it is, and whose, is said in words before it.
    """

    strokes: tuple[tuple[int, ...], ...]
    tall: int


@dataclass(frozen=True)
class Space:
    """Empty height in points, left out at the top of a page."""

    points: float


@dataclass(frozen=True)
class NewPage:
    """What follows begins the second page. It does nothing when the second page has begun already.

    ``always`` begins a new page, or a new panel of a folded card, whichever page it is.
    """

    always: bool = False


@dataclass(frozen=True)
class Bottom:
    """Texts that stand at the bottom of the last page."""

    texts: tuple[Text, ...]


Block = (
    Heading
    | Paragraph
    | Quote
    | ListBlock
    | Table
    | Box
    | Sides
    | Grid
    | Question
    | Choices
    | WritingLines
    | Figure
    | PictureRow
    | Signature
    | Space
    | NewPage
    | Bottom
)


@dataclass(frozen=True)
class Foot:
    """What stands at the bottom of every page: ``left`` beside the page number, ``standing`` above the line."""

    left: Text
    standing: Text | None = None


@dataclass(frozen=True)
class Document:
    """A whole paper. ``title`` stands in the file's properties; ``page_words`` is like ``Page {page} of {pages}``.

    ``head`` stands at the right above every page.
    """

    title: str
    language: str
    made_on: date
    foot: Foot
    page_words: str
    blocks: tuple[Block, ...]
    head: Text | None = None


def all_texts(part: object) -> Iterator[Text]:
    """Yield every text of a document or a part of one, in reading order, the foot of a document last."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for entry in part:
            yield from all_texts(entry)
    elif isinstance(part, Document):
        yield from all_texts(part.head)
        yield from all_texts(part.blocks)
        yield from all_texts(part.foot)
    elif isinstance(part, Choices):  # what stands across comes first on the page
        yield from all_texts((part.across, part.ends, part.items))
    elif is_dataclass(part):
        for entry in fields(part):
            yield from all_texts(getattr(part, entry.name))
