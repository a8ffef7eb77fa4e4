"""Sets a document in the house style: blocks of the model become pieces with lines, places and air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from workwell_desktop.documents import by_hand
from workwell_desktop.documents.figure import figure
from workwell_desktop.documents.house_style import WIDTH, Face, HouseStyle
from workwell_desktop.documents.lines import Line, Measure, Measured, break_lines, measured, widest
from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Box,
    Choices,
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
    Run,
    Sides,
    Signature,
    Space,
    Table,
    Text,
    WritingLines,
)
from workwell_desktop.documents.picture_row import pictured
from workwell_desktop.documents.pieces import Cells, Group, Part, SecondPage, Words, head_rule
from workwell_desktop.documents.signature import signature
from workwell_desktop.documents.text import STRONG, set_text

_GAP = 11.0  # points between columns
_SNUG_SHARE = 0.34
_SHARES = tuple(share / 100 for share in range(30, 71, 2))


@dataclass(frozen=True)
class Composer:
    """Sets texts and blocks of one paper in one house style. ``measure`` gives the width of words in a face.

    Texts that are set more than once (a table asks how wide its cells are) are measured once. They hold the
    participant's words, so they are kept here, for one paper, and go with it.
    """

    style: HouseStyle
    measure: Measure
    _known: dict[Text, Measured] = field(default_factory=dict, init=False, repr=False, compare=False)

    def measured(self, text: Text) -> Measured:
        """Pass each run of a text through the gateway and measure it. Raises ``PaperProblem`` naming the field."""
        known = self._known.get(text)
        if known is None:
            face = self.style.face(text.role)
            pieces = [
                piece
                for run in text.runs
                for piece in set_text(run.words, run.field, STRONG if run.strong else face.weight)
            ]
            known = self._known[text] = measured(pieces, face.size, self.measure)
        return known

    def words(self, text: Text, width: float = WIDTH) -> Words:
        """Break one text to a width in points."""
        return Words(break_lines(self.measured(text), width, tag=text.tag), self.style.face(text.role))

    def widest(self, text: Text) -> float:
        """Return how wide a text would like to be, in points."""
        return widest(self.measured(text))

    def parts(self, blocks: Sequence[Block], width: float = WIDTH) -> list[Part]:
        """Set blocks one below the other, without empty ones. Raises ``PaperProblem`` for what cannot be printed."""
        parts: list[Part] = []
        for block in blocks:
            if not isinstance(block, Heading | Paragraph) or block.text.words.strip():
                parts.extend(self._block(block, width))
        return parts

    def _air(self, points: float) -> float:
        return points * self.style.air

    def _block(self, block: Block, width: float) -> list[Part]:
        match block:
            case Heading() | Paragraph():
                return [self._said(block, width)]
            case ListBlock():
                items = [self._item(item, width, bullets=block.bullets) for item in block.items]
                held = len(items) - 1 if block.together else 0
                return [*(replace(item, keep=True) for item in items[:held]), *items[held:]]
            case Table():
                return self._table(block, width)
            case Grid():
                return self._grid(block, width)
            case Question() | Choices() | WritingLines():
                return by_hand.parts(block, width, self.words, self.style)
            case _:
                return [self._one(block, width)]

    def _said(self, block: Heading | Paragraph, width: float) -> Words:
        words = self.words(block.text, min(width, self.style.line))
        if isinstance(block, Heading):
            above = self.style.above_title if block.level == 1 else self._air(20.0)
            return replace(words, above=above, keep=True)
        return replace(words, above=self._air(3.5 if block.space is None else block.space), keep=block.keep)

    def _one(
        self, block: Quote | Box | Sides | Figure | PictureRow | Signature | Space | NewPage | Bottom, width: float
    ) -> Part:
        match block:
            case PictureRow() | Figure() | Signature():
                return self._drawn(block, width)
            case Quote():
                return self._quote(block, width)
            case Box():
                return self._box(block, width)
            case Sides():
                return self._sides(block, width)
            case Space() | NewPage() | Bottom():
                return self._place(block, width)

    def _drawn(self, block: Figure | PictureRow | Signature, width: float) -> Part:
        match block:
            case PictureRow():
                return pictured(block, width, self.words, self.style.picture_pad)
            case Figure():
                return replace(figure(block.chart, width, self.words, self._air(10.0)), tag=block.tag)
            case Signature():
                return signature(block.strokes, block.tall, width, self._air(6.0))

    def _place(self, block: Space | NewPage | Bottom, width: float) -> Part:
        match block:
            case Space():
                return Group((), width, above=self._air(block.points), keep=True)
            case NewPage():
                return SecondPage(block.always)
            case Bottom():
                return Group(tuple(self.words(text, width) for text in block.texts), width, above=14.0, sticky=True)

    def _quote(self, quote: Quote, width: float) -> Group:
        width = min(width, self.style.line)
        texts = [quote.text, *([quote.note] if quote.note else [])]
        parts = tuple(replace(self.words(text, width - 13.5), above=1.0) for text in texts)
        return Group(parts, width, kind="bar", pad=1.0, pad_left=13.5, above=self._air(7.0))

    def _item(self, item: ListItem, width: float, *, bullets: bool) -> Group:
        width = min(width, self.style.line)
        face = self.style.face(item.lines[0].role)
        mark = self._bullet(face) if bullets and item.ticked is None else None
        indent = self.style.box_to_tick + 8.0 if item.ticked is not None else (face.size if mark else 0.0)
        parts = []
        for number, text in enumerate(item.lines):
            first = number == 0
            parts.append(
                replace(
                    self.words(text, width - indent),
                    indent=indent,
                    tick=self.style.box_to_tick if first and item.ticked is not None else None,
                    ticked=bool(item.ticked),
                    bullet=replace(mark, tag=text.label) if mark and first else None,
                )
            )
        return Group(tuple(parts), width, above=self._air(4.0 if bullets and item.ticked is None else 10.0))

    def _bullet(self, face: Face) -> Line:
        return break_lines(measured(set_text("•", "a bullet", face.weight), face.size, self.measure), WIDTH)[0]

    def _box(self, box: Box, width: float) -> Group:
        pad = self._air(12.0)
        return Group(
            tuple(self.parts(box.blocks, width - 30.0)), width, "frame", pad, pad_left=15.0, above=self._air(20.0)
        )

    def _sides(self, sides: Sides, width: float) -> Cells:
        wanted = max((self.widest(text) for text in sides.right), default=0.0)
        right = min(wanted, width * 0.5)
        left = width - right - 2 * _GAP
        return Cells(
            ((0.0, self._stacked(sides.left, left)), (width - right, self._stacked(sides.right, right))),
            width,
            pad_above=0.0,
            pad_below=0.0,
            rule=None,
        )

    def _stacked(self, texts: Sequence[Text], width: float) -> Words:
        each = [self.words(text, width).run_on() for text in texts]
        return replace(each[0], lines=tuple(line for words in each for line in words.lines))

    def _grid(self, grid: Grid, width: float) -> list[Part]:
        """Number the cells in small figures, so that a person can be asked for the third one."""
        step = width / grid.across
        parts: list[Part] = []
        for first in range(0, len(grid.cells), grid.across):
            cells: list[tuple[float, Words]] = []
            for n, text in enumerate(grid.cells[first : first + grid.across]):
                number = self.words(Text(Role.NOTE, (Run(str(first + n + 1)),), tag=text.label))
                cells.append((n * step, number))
                cells.append((n * step + 14.0, self.words(text, step - 14.0 - _GAP)))
            last = first + grid.across >= len(grid.cells)
            row = Cells(tuple(cells), width, 13.0, 13.0, keep=not last)
            parts.append(replace(row, rule=None) if last else row)
        return parts

    def _table(self, table: Table, width: float) -> list[Part]:
        style = self.style
        widths = self._column_widths(table, width)
        places = [sum(widths[:n]) + n * _GAP for n in range(len(widths))]
        heads = tuple(
            (x, self.words(column.head, wide)) for x, column, wide in zip(places, table.columns, widths, strict=True)
        )
        head = replace(head_rule(Cells(heads, width, 0.0, 4.5)), above=self._air(9.0))
        rows: list[Part] = [head]
        for row in table.rows:
            cells = [(x, self._cell(row, n, widths[n])) for n, x in enumerate(places)]
            rows.append(Cells(tuple(cells), width, style.row_above, style.row_below, head=head))
        return rows

    def _tick_indent(self, row: Row, place: int) -> float:
        return self.style.box_to_tick + 8.0 if place == 0 and row.ticked is not None else 0.0

    def _cell(self, row: Row, place: int, width: float) -> Words:
        indent = self._tick_indent(row, place)
        words = replace(self.words(row.cells[place], width - indent), indent=indent)
        return replace(words, tick=self.style.box_to_tick, ticked=bool(row.ticked)) if indent else words

    def _column_widths(self, table: Table, width: float) -> list[float]:
        """Give snug columns what their longest entry asks for, and share the rest by what the others ask for."""
        places = range(len(table.columns))
        snug = {n: min(self._wanted(table, n), width * _SNUG_SHARE) for n in places if table.columns[n].snug}
        room = width - _GAP * (len(places) - 1) - sum(snug.values())
        others = [n for n in places if n not in snug]
        if len(others) == 2:
            left, right = others
            asked = [
                (self.widest(row.cells[left]) + self._tick_indent(row, left), self.widest(row.cells[right]))
                for row in table.rows
            ]
            share = _best_share(asked, room)
            return [snug.get(n, room * share if n == left else room * (1 - share)) for n in places]
        return [snug.get(n, room / max(len(others), 1)) for n in places]

    def _wanted(self, table: Table, place: int) -> float:
        """Return how wide the longest entry of a column would like to be, in points."""
        entries = (self.widest(row.cells[place]) + self._tick_indent(row, place) for row in table.rows)
        return max(self.widest(table.columns[place].head), *entries)


def table_as_list(table: Table) -> ListBlock:
    """Return a table as large print wants it: each row an item, its further cells on lines of their own."""
    items = []
    for row in table.rows:
        lines = [Text(row.cells[0].role, tuple(replace(run, strong=True) for run in row.cells[0].runs))]
        for number, (column, cell) in enumerate(zip(table.columns[1:], row.cells[1:], strict=True), start=1):
            label = () if number in row.alone else (Run(f"{column.head.words}: "),)
            if cell.words:
                lines.append(Text(cell.role, (*label, *cell.runs)))
        items.append(ListItem(tuple(lines), row.ticked))
    return ListBlock(tuple(items), bullets=False)


def _best_share(asked: Sequence[tuple[float, float]], room: float) -> float:
    """Return the part of the room for the left of two columns that needs the fewest lines, near to what is asked."""
    left, right = (sum(pair[side] for pair in asked) for side in (0, 1))
    natural = left / (left + right) if left + right else 0.5

    def cost(share: float) -> tuple[float, float]:
        lines = sum(max(_lines(one, room * share), _lines(two, room * (1 - share))) for one, two in asked)
        return lines, abs(share - natural)

    return min(_SHARES, key=cost)


def _lines(asked: float, width: float) -> int:
    """Estimate how many lines a text takes that would like ``asked`` points; broken lines leave a tenth empty."""
    return 1 if asked <= width else ceil(asked / (width * 0.9))
