"""The pieces that pages are filled with, from top to bottom, and how they are shared out over pages.

A piece knows its height in points, the air it wants above it, whether it must stay with the next one, how to part
itself in two and how to draw itself. Nothing here knows the PDF library: drawing goes to a :class:`Pen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from workwell_desktop.documents.drawings import Stroke
from workwell_desktop.documents.house_style import BAR, BAR_WIDTH, FRAME, INK, RULE, THICK, THIN, Colour, Face
from workwell_desktop.documents.lines import Line

WHOLE = 260.0  # points: what is lower than this is never parted, and any page has room for it

_SLACK = 0.01


class Pen(Protocol):
    """Draws on the page at hand. All distances in points, ``top`` counted down from the top of the page."""

    def line(self, line: Line, face: Face, x: float, top: float) -> None:
        """Draw one line of text whose line box begins at ``top``."""

    def inside(
        self, tag: int | None, x: float, top: float, width: float, height: float
    ) -> AbstractContextManager[None]:
        """Let all that is drawn meanwhile be one picture, which is the element ``tag``; lines that fill its place."""

    def rule(self, x: float, top: float, width: float, thickness: float, colour: Colour) -> None:
        """Draw a level line."""

    def bar(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Draw a filled upright bar."""

    def frame(self, x: float, top: float, width: float, height: float, thickness: float) -> None:
        """Draw a frame with round corners."""

    def tick_box(self, x: float, top: float, size: float, *, ticked: bool) -> None:
        """Draw a box to tick, or a ticked one."""

    def stroke(
        self, points: Sequence[tuple[float, float]], thickness: float, colour: Colour, dash: Sequence[float]
    ) -> None:
        """Draw a line through points, broken where there is a dash."""

    def dot(self, x: float, top: float, size: float, *, is_round: bool) -> None:
        """Draw a hollow dot, or a square one, around a point."""

    def shape(self, lines: Sequence[Stroke], fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        """Fill the lines, draw round them with a round pen of some thickness, or both."""


class Part(Protocol):
    """Anything that takes up height on a page."""

    @property
    def height(self) -> float:
        """Height in points, without the air above."""

    @property
    def above(self) -> float:
        """Air above in points, left out at the top of a page."""

    @property
    def keep(self) -> bool:
        """Whether this must stand on the same page as what follows."""

    def parted(self, room: float) -> tuple[Part, Part] | None:
        """Return two parts of which the first fits ``room`` points, or nothing when it must stay whole."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""


@dataclass(frozen=True)
class Words:
    """Lines of one text. ``indent`` moves them right; ``tick`` draws a box of that size before the first line."""

    lines: tuple[Line, ...]
    face: Face
    above: float = 0.0
    keep: bool = False
    indent: float = 0.0
    tick: float | None = None
    ticked: bool = False
    bullet: Line | None = None

    @property
    def height(self) -> float:
        """Height in points."""
        return len(self.lines) * self.face.leading

    def parted(self, room: float) -> tuple[Words, Words] | None:
        """Part the text so that no line stands alone on either page."""
        count = min(int((room + _SLACK) / self.face.leading), len(self.lines) - 2)
        if count < 2:
            return None
        first = replace(self, lines=self.lines[:count], keep=False)
        return first, replace(self, lines=self.lines[count:], above=0.0, tick=None, bullet=None)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw box or bullet, then line by line."""
        if self.tick is not None:
            # The box stands on the first line as a capital letter would, a little lower.
            pen.tick_box(x, top + (self.face.leading - self.tick) / 2 + 0.4, self.tick, ticked=self.ticked)
        if self.bullet is not None:
            pen.line(self.bullet, self.face, x, top)
        for place, line in enumerate(self.lines):
            pen.line(line, self.face, x + self.indent, top + place * self.face.leading)

    def untagged(self) -> Words:
        """Return the same words as decoration: for what is read out elsewhere."""
        return replace(self, lines=tuple(replace(line, tag=None) for line in self.lines))

    def run_on(self) -> Words:
        """Return the same words with a blank at their end: what is drawn next belongs to the same element."""
        return replace(self, lines=(*self.lines[:-1], replace(self.lines[-1], soft=True)))


@dataclass(frozen=True)
class Cells:
    """One row of a table: cells beside each other at their places, a thin line below. ``head`` is repeated.

    ``rule_from`` is where the line begins, in points from the left.
    """

    cells: tuple[tuple[float, Words], ...]
    width: float
    pad_above: float
    pad_below: float
    above: float = 0.0
    keep: bool = False
    head: Cells | None = None
    rule: tuple[float, Colour] | None = (THIN, RULE)
    rule_from: float = 0.0

    @property
    def height(self) -> float:
        """Height in points with the air inside the row."""
        return self.pad_above + max(cell.height for _x, cell in self.cells) + self.pad_below

    def parted(self, room: float) -> tuple[Cells, Cells] | None:
        """Part a very high row: as many lines of each cell as fit, the rest on the next page."""
        if self.height <= WHOLE:
            return None
        first: list[tuple[float, Words]] = []
        rest: list[tuple[float, Words]] = []
        for x, cell in self.cells:
            count = int((room - self.pad_above - self.pad_below) / cell.face.leading)
            if count < 2:
                return None
            first.append((x, replace(cell, lines=cell.lines[:count])))
            rest.append((x, replace(cell, lines=cell.lines[count:], tick=None)))
        return replace(self, cells=tuple(first), rule=None), replace(self, cells=tuple(rest), above=0.0)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw cell by cell, so that each is read to its end before the next, then the line below."""
        for place, cell in self.cells:
            cell.draw(pen, x + place, top + self.pad_above)
        if self.rule:
            thickness, colour = self.rule
            pen.rule(x + self.rule_from, top + self.height, self.width - self.rule_from, thickness, colour)

    def untagged(self) -> Cells:
        """Return the same row as decoration: a head that is repeated is read out once."""
        return replace(self, cells=tuple((x, cell.untagged()) for x, cell in self.cells))


@dataclass(frozen=True)
class Group:
    """Pieces that belong together: plain, beside a bar, or inside a frame. ``pad`` is the air inside a frame."""

    parts: tuple[Part, ...]
    width: float
    kind: str = "plain"
    pad: float = 0.0
    pad_left: float = 0.0
    above: float = 0.0
    keep: bool = False
    sticky: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        air = sum(part.above for part in self.parts[1:])
        return 2 * self.pad + air + sum(part.height for part in self.parts)

    def parted(self, room: float) -> tuple[Group, Group] | None:
        """Part a very high group between or inside its pieces; both halves keep their bar or frame."""
        if self.height <= WHOLE or self.sticky:
            return None
        placed, rest = fill(self.parts, room - 2 * self.pad)
        if not placed or not rest or placed[-1][0] + placed[-1][1].height > room - 2 * self.pad + _SLACK:
            return None
        first = replace(self, parts=tuple(part for _offset, part in placed), keep=False)
        return first, replace(self, parts=tuple(rest), above=0.0)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw bar or frame, then piece by piece."""
        if self.kind == "bar":
            pen.bar(x, top, BAR_WIDTH, self.height, BAR)
        if self.kind == "frame":
            pen.frame(x, top, self.width, self.height, FRAME)
        place = top + self.pad
        for number, part in enumerate(self.parts):
            place += part.above if number else 0.0
            part.draw(pen, x + self.pad_left, place)
            place += part.height


@dataclass(frozen=True)
class SecondPage:
    """Sends what follows to the second page, when that has not begun yet; ``always`` to the next, whichever it is."""

    always: bool = False

    height: float = 0.0
    above: float = 0.0
    keep: bool = False

    def parted(self, room: float) -> None:
        """Stay whole: there is nothing to part."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw nothing."""


Placed = list[tuple[float, Part]]


def head_rule(cells: Cells) -> Cells:
    """Return a row as a table's head: a thick line below, and always on one page with the first row."""
    return replace(cells, rule=(THICK, INK), keep=True)


def fill(parts: Sequence[Part], room: float) -> tuple[Placed, list[Part]]:
    """Place parts from the top of ``room`` points; return them with their offsets, and what is left.

    What must stay together does, unless it fills more than the room. At least one part is always placed.
    """
    placed: Placed = []
    used = 0.0
    for number, part in enumerate(parts):
        above = part.above if placed else 0.0
        if used + above + part.height <= room + _SLACK:
            used += above
            placed.append((used, part))
            used += part.height
            continue
        halves = part.parted(room - used - above)
        if halves:
            return [*placed, (used + above, halves[0])], [halves[1], *parts[number + 1 :]]
        kept = len(placed)
        while kept and placed[kept - 1][1].keep:
            kept -= 1
        kept = kept or len(placed)
        if not kept:
            return [(0.0, part)], list(parts[1:])
        return placed[:kept], list(parts[kept:])
    return placed, []


def share_out(parts: Sequence[Part], room: float) -> list[Placed]:
    """Share parts out over pages of ``room`` points each, repeating table heads. There is at least one page."""
    begins = [n for n, part in enumerate(parts) if isinstance(part, SecondPage) and part.always]
    if begins:
        return [*share_out(parts[: begins[0]], room), *share_out(parts[begins[0] + 1 :], room)]
    pages: list[Placed] = []
    rest = list(parts)
    while rest or not pages:
        stop = next((n for n, part in enumerate(rest) if isinstance(part, SecondPage)), None)
        ahead = rest if stop is None else rest[:stop]
        placed, left = fill(ahead, room)
        if stop is not None and (pages or left):
            # The second page has begun, or will by itself: the wish for it is met.
            rest = [part for part in rest if not isinstance(part, SecondPage)]
            placed, left = fill(rest, room)
        elif stop is not None:
            left = rest[stop + 1 :]
        pages.append(_bottomed(placed, room))
        rest = left
        if rest and isinstance(rest[0], Cells) and rest[0].head is not None:
            rest.insert(0, rest[0].head.untagged())
    return pages


def _bottomed(placed: Placed, room: float) -> Placed:
    """Move what is to stand at the bottom of a page down to it."""
    return [
        (room - part.height if isinstance(part, Group) and part.sticky else offset, part) for offset, part in placed
    ]
