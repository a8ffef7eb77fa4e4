"""Reads a drawing from a small, strict part of SVG into plain shapes. No XML library: what is not expected is refused.

A file is one ``<svg>`` with a fixed first tag and simple elements in it, none inside another. Numbers are plain and
short, colours come from a list of five, and every line stays inside the box of 100 by 100. Whatever else stands in a
file (a script, a link, an entity, a group, a comment) makes it unusable, with the file named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.documents.house_style import INK, Colour

BOX = 100.0  # units each way
MOST_CHARACTERS, MOST_SHAPES, MOST_STEPS = 12_000, 80, 120
_STEPS_OF_A_CURVE = 16
_ROUND = 0.5523  # how far the handles of a quarter circle reach, in radii

WHITE: Colour = (1.0, 1.0, 1.0)
GREY: Colour = (0.75, 0.75, 0.75)
TINT: Colour = (0.773, 0.886, 0.875)  # the accent, pale: on a grey printer still lighter than GREY
COLOURS: Mapping[str, Colour | None] = MappingProxyType(
    {"none": None, "#000": INK, "#fff": WHITE, "#bfbfbf": GREY, "#c5e2df": TINT}
)
OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="#000" stroke-width="3"'
    ' stroke-linecap="round" stroke-linejoin="round">'
)
_CLOSING = "</svg>"
_THICKNESS = 3.0

_ELEMENT = re.compile(r'\s*<([a-z]{1,10})((?: [a-z0-9-]{1,14}="[^"<>&]{0,4000}"){0,8})/>')
_ATTRIBUTE = re.compile(r' ([a-z0-9-]{1,14})="([^"]*)"')
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,2})?")
_COMMAND = re.compile(r"\s*([MLCQZ])((?:[\s,]*-?\d{1,3}(?:\.\d{1,2})?(?=[\s,A-Z-]|$)){0,240})")
_SPACES = re.compile(r"[\s,]+")

Point = tuple[float, float]
Step = tuple[Point, ...]  # one point is a straight line to it, three are a curve: two handles and its end


class PictureProblem(DataFileProblem):
    """A picture cannot be used as it stands. Says which file and why."""


@dataclass(frozen=True)
class Stroke:
    """One line of a drawing, from its start through its steps; ``closed`` joins its end to its start."""

    start: Point
    steps: tuple[Step, ...]
    closed: bool = False

    def points(self) -> Iterator[Point]:
        """Yield the line as points near enough to each other to be joined by straight lines."""
        yield self.start
        at = self.start
        for step in self.steps:
            if len(step) == 1:
                yield step[0]
            else:
                yield from (_on_curve(at, step, n / _STEPS_OF_A_CURVE) for n in range(1, _STEPS_OF_A_CURVE + 1))
            at = step[-1]

    def stays_within(self, least: float, most: float) -> bool:
        """Say whether the line stays between two bounds both ways. A curve never leaves the hull of its handles."""

        def inside(points: Iterable[Point]) -> bool:
            return all(least <= x <= most and least <= y <= most for x, y in points)

        return inside((self.start, *(point for step in self.steps for point in step))) or inside(self.points())


@dataclass(frozen=True)
class Shape:
    """Lines that are drawn alike: filled, drawn round with a line of some thickness, or both. In units of the box."""

    lines: tuple[Stroke, ...]
    fill: Colour | None
    stroke: Colour | None
    thickness: float


def read_drawing(text: str, file: str) -> tuple[Shape, ...]:
    """Return the shapes of a drawing, those behind first. Raises ``PictureProblem`` naming the file."""
    reader = _Reader(file)
    if len(text) > MOST_CHARACTERS:
        raise reader.problem("it is too long")
    body = text.strip()
    if not body.startswith(OPENING) or not body.endswith(_CLOSING):
        raise reader.problem("it does not begin and end as our drawings do")
    shapes = tuple(reader.shapes(body[len(OPENING) : -len(_CLOSING)]))
    if not shapes:
        raise reader.problem("there is nothing in it")
    return shapes


@dataclass(frozen=True)
class _Reader:
    """Reads elements, and names the file in every problem."""

    file: str

    def problem(self, reason: str) -> PictureProblem:
        return PictureProblem(
            f"The picture {self.file} cannot be used: {reason}.", "Mend the file or install WorkWell again."
        )

    def shapes(self, body: str) -> Iterator[Shape]:
        at, count = 0, 0
        while body[at:].strip():
            found = _ELEMENT.match(body, at)
            if found is None or found[1] not in _KINDS:
                raise self.problem("something in it is not one of our simple elements")
            count += 1
            if count > MOST_SHAPES:
                raise self.problem(f"it has more than {MOST_SHAPES} elements")
            yield self._shape(found[1], found[2])
            at = found.end()

    def _shape(self, kind: str, written: str) -> Shape:
        pairs = _ATTRIBUTE.findall(written)
        values = dict(pairs)
        lines_of, needed, allowed = _KINDS[kind]
        known = {*needed, *allowed, "fill", "stroke", "stroke-width"}
        if len(values) != len(pairs) or not set(values) <= known or not set(needed) <= set(values):
            raise self.problem(f"a {kind} in it has other attributes than it should")
        thickness = self.number(values["stroke-width"]) if "stroke-width" in values else _THICKNESS
        fill, stroke = self._colour(values, "fill", "none"), self._colour(values, "stroke", "#000")
        shape = Shape(tuple(lines_of(self, values)), fill, stroke, thickness)
        self._check(shape)
        return shape

    def _check(self, shape: Shape) -> None:
        if (shape.fill, shape.stroke) == (None, None) or not 1 <= shape.thickness <= 20:
            raise self.problem("a shape in it would not be seen")
        if shape.fill and len(shape.lines) != 1:
            raise self.problem("a filled shape in it is more than one line")
        edge = shape.thickness / 2 if shape.stroke else 0.0
        if not all(line.stays_within(edge, BOX - edge) for line in shape.lines):
            raise self.problem("a shape in it leaves the box of 100 by 100")

    def _colour(self, values: Mapping[str, str], key: str, default: str) -> Colour | None:
        name = values.get(key, default)
        if name not in COLOURS:
            raise self.problem("a colour in it is not one of ours")
        return COLOURS[name]

    def number(self, text: str) -> float:
        """Return a plain short number."""
        if not _NUMBER.fullmatch(text):
            raise self.problem("a number in it is not plain and short")
        return float(text)

    def size(self, text: str) -> float:
        """Return a number above nothing."""
        size = self.number(text)
        if size <= 0:
            raise self.problem("a size in it is nothing")
        return size

    def points(self, text: str) -> list[Point]:
        """Return a list of points."""
        numbers = [self.number(word) for word in _SPACES.split(text.strip())]
        if len(numbers) % 2 or len(numbers) > 2 * MOST_STEPS:
            raise self.problem("a list of points in it is not whole")
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def path(self, text: str) -> Iterator[Stroke]:
        """Yield the lines of a path: M begins one, L goes straight, C and Q bend, Z closes."""
        start: Point | None = None
        steps: list[Step] = []
        for command, points in self._commands(text):
            if command == "M" and len(points) == 1:
                if start is not None:
                    yield Stroke(start, tuple(steps))
                start, steps = points[0], []
            elif start is None or command == "M":
                raise self.problem("a line in it does not begin at one point")
            elif command == "Z":
                yield Stroke(start, tuple(steps), closed=True)
                start, steps = None, []
            else:
                steps += self._steps(command, points, steps[-1][-1] if steps else start)
        if start is not None:
            yield Stroke(start, tuple(steps))

    def _commands(self, text: str) -> Iterator[tuple[str, list[Point]]]:
        """Yield each command of a path with its points; only Z has none."""
        at, count = 0, 0
        while text[at:].strip():
            found = _COMMAND.match(text, at)
            if found is None:
                raise self.problem("a path in it cannot be followed")
            at = found.end()
            points = self.points(found[2]) if found[2].strip() else []
            count += max(len(points), 1)
            if count > MOST_STEPS or (found[1] == "Z") != (not points):
                raise self.problem("a path in it is too long, or lacks a point")
            yield found[1], points

    def _steps(self, command: str, points: Sequence[Point], at: Point) -> list[Step]:
        each = {"L": 1, "Q": 2, "C": 3}[command]
        if len(points) % each:
            raise self.problem("a path in it lacks a point")
        steps: list[Step] = []
        for n in range(0, len(points), each):
            step = tuple(points[n : n + each])
            steps.append(_as_cubic(at, *step) if each == 2 else step)
            at = step[-1]
        return steps


def _as_cubic(at: Point, handle: Point, end: Point) -> Step:
    """Return a curve with one handle as the same curve with two."""
    first, second = (
        tuple(edge + 2 / 3 * (hand - edge) for edge, hand in zip(from_, handle, strict=True)) for from_ in (at, end)
    )
    return (first[0], first[1]), (second[0], second[1]), end


def _on_curve(start: Point, step: Step, share: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (start, *step)
    rest = 1 - share
    a, b, c, d = rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _straight(points: Sequence[Point], *, closed: bool) -> Stroke:
    return Stroke(points[0], tuple((point,) for point in points[1:]), closed)


def _round(x: float, y: float, rx: float, ry: float) -> Stroke:
    """Return an ellipse as four curves."""
    a, b = rx * _ROUND, ry * _ROUND
    return Stroke(
        (x + rx, y),
        (
            ((x + rx, y + b), (x + a, y + ry), (x, y + ry)),
            ((x - a, y + ry), (x - rx, y + b), (x - rx, y)),
            ((x - rx, y - b), (x - a, y - ry), (x, y - ry)),
            ((x + a, y - ry), (x + rx, y - b), (x + rx, y)),
        ),
        closed=True,
    )


def _box(x: float, y: float, width: float, height: float, corner: float) -> Stroke:
    """Return a box with round corners."""
    if not corner:
        return _straight([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], closed=True)
    c = min(corner, width / 2, height / 2)
    r, b, k = x + width, y + height, c * (1 - _ROUND)
    return Stroke(
        (x + c, y),
        (
            ((r - c, y),),
            ((r - k, y), (r, y + k), (r, y + c)),
            ((r, b - c),),
            ((r, b - k), (r - k, b), (r - c, b)),
            ((x + c, b),),
            ((x + k, b), (x, b - k), (x, b - c)),
            ((x, y + c),),
            ((x, y + k), (x + k, y), (x + c, y)),
        ),
        closed=True,
    )


def _circle(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    radius = reader.size(values["r"])
    return [_round(reader.number(values["cx"]), reader.number(values["cy"]), radius, radius)]


def _ellipse(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    middle = reader.number(values["cx"]), reader.number(values["cy"])
    return [_round(*middle, reader.size(values["rx"]), reader.size(values["ry"]))]


def _rect(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    corner = reader.size(values["rx"]) if "rx" in values else 0.0
    place = reader.number(values["x"]), reader.number(values["y"])
    return [_box(*place, reader.size(values["width"]), reader.size(values["height"]), corner)]


def _line(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    x1, y1, x2, y2 = (reader.number(values[key]) for key in ("x1", "y1", "x2", "y2"))
    return [_straight([(x1, y1), (x2, y2)], closed=False)]


def _polyline(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    return [_straight(reader.points(values["points"]), closed=False)]


def _polygon(reader: _Reader, values: Mapping[str, str]) -> list[Stroke]:
    return [_straight(reader.points(values["points"]), closed=True)]


def _path(reader: _Reader, values: Mapping[str, str]) -> Iterator[Stroke]:
    return reader.path(values["d"])


_Strokes = Callable[[_Reader, Mapping[str, str]], "Iterator[Stroke] | list[Stroke]"]
_KINDS: Mapping[str, tuple[_Strokes, tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "circle": (_circle, ("cx", "cy", "r"), ()),
        "ellipse": (_ellipse, ("cx", "cy", "rx", "ry"), ()),
        "rect": (_rect, ("x", "y", "width", "height"), ("rx",)),
        "line": (_line, ("x1", "y1", "x2", "y2"), ()),
        "polyline": (_polyline, ("points",), ()),
        "polygon": (_polygon, ("points",), ()),
        "path": (_path, ("d",), ()),
    }
)
