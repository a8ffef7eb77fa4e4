"""A chart on paper: bands, a line with its numbers, and days, set as strokes and words. It survives a grey printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workwell_desktop.documents.house_style import BAR, INK, RULE, Colour
from workwell_desktop.documents.model import Role, Run, Text
from workwell_desktop.documents.pieces import Pen, Words
from workwell_desktop.forms import readings
from workwell_desktop.forms.readings import Chart, Ground, Spot

_TALL = 190.0  # points inside the axes
_EDGE = 26.0  # the first and the last dot stand this far inside
_DOT, _LINE, _GAP = 7.0, 2.0, 8.0
_QUIET: Colour = (0.94, 0.94, 0.94)
_MOST_NAMES = 0.4  # of the width: the names of the bands beside the drawing

Setter = Callable[[Text], Words]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x, top, width, height
Placed = tuple[float, float, Words]  # x, top, and what stands there


@dataclass(frozen=True)
class Stroke:
    """A line through points (x from the left, y from the top of the drawing, in points); ``dash`` breaks it."""

    points: tuple[Point, ...]
    thickness: float
    colour: Colour = INK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Dot:
    """A hollow dot around its centre: round, or square for the coach's view."""

    centre: Point
    is_round: bool
    size: float


@dataclass(frozen=True)
class Drawing:
    """Grounds, strokes, dots and words at their places. It is never parted, and stays with what is said above it.

    ``tag`` is the element that all of it is, ``width`` how wide it is then.
    """

    height: float
    grounds: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Placed, ...]
    above: float = 0.0
    keep: bool = False
    tag: int | None = None
    width: float = 0.0

    def parted(self, room: float) -> None:
        """Stay whole."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw what lies behind first, and the words last."""
        with pen.inside(self.tag, x, top, self.width, self.height):
            self._draw(pen, x, top)

    def _draw(self, pen: Pen, x: float, top: float) -> None:
        for left, high, width, height in self.grounds:
            pen.bar(x + left, top + high, width, height, _QUIET)
        for stroke in self.strokes:
            pen.stroke([(x + a, top + b) for a, b in stroke.points], stroke.thickness, stroke.colour, stroke.dash)
        for dot in self.dots:
            pen.dot(x + dot.centre[0], top + dot.centre[1], dot.size, is_round=dot.is_round)
        for left, high, words in self.labels:
            words.run_on().draw(pen, x + left, top + high)


def figure(chart: Chart, width: float, set_words: Setter, above: float) -> Drawing:
    """Set a chart to a width in points; ``set_words`` breaks a text in the house style."""
    line = set_words(_text("0")).face.leading
    names = [
        (ground, set_words(_text(f"{ground.band.label}, {readings.span(ground.band)}")))
        for ground in readings.grounds(chart)
    ]
    right = max((words.lines[0].width for _ground, words in names), default=0.0) + (2 * _GAP if names else 0.0)
    below = right > width * _MOST_NAMES  # with large print there is no room for them beside the drawing
    right = _EDGE if below else right
    left = max(set_words(_text(str(end))).lines[0].width for end in readings.ticks(chart)) + _GAP
    inside = _Inside(left, line + _GAP, max(width - left - right, 80.0))
    shaded, strokes, labels = _bands(inside, names)
    strokes += [*_chance(chart, inside), *_axes(inside)]
    for value in readings.ticks(chart):
        words = set_words(_text(str(value)))
        labels.append((left - _GAP - words.lines[0].width, inside.y(chart, value) - line / 2, words))
    dots: list[Dot] = []
    for whose in (readings.COACH, readings.PERSON):
        more_strokes, more_dots, more_labels = _line(chart, whose, inside, set_words)
        strokes, dots, labels = strokes + more_strokes, dots + more_dots, labels + more_labels
    labels += _days(chart, inside, set_words)
    foot = inside.foot + _GAP / 2 + line
    if below:
        labels = [label for label in labels if label[0] < inside.right + _GAP]
        for _ground, words in reversed(names):
            labels.append((left, foot, words))
            foot += line
    return Drawing(foot, tuple(shaded), tuple(strokes), tuple(dots), tuple(labels), above, width=width)


@dataclass(frozen=True)
class _Inside:
    """The room inside the axes, in points."""

    left: float
    top: float
    width: float

    @property
    def foot(self) -> float:
        return self.top + _TALL

    @property
    def right(self) -> float:
        return self.left + self.width

    def y(self, chart: Chart, value: float) -> float:
        return self.top + readings.share(chart, value) * _TALL

    def point(self, spot: Spot) -> Point:
        x = self.left + _EDGE + spot.x * (self.width - 2 * _EDGE) + spot.aside * _EDGE
        return x, self.top + spot.y * _TALL


def _bands(inside: _Inside, names: Sequence[tuple[Ground, Words]]) -> tuple[list[Box], list[Stroke], list[Placed]]:
    """Part the ground into the published bands, each second one a little grey, with their words at the right."""
    shaded, strokes, labels = [], [], []
    for ground, words in names:
        top, foot = (inside.top + edge * _TALL for edge in (ground.top, ground.foot))
        if ground.shaded:
            shaded.append((inside.left, top, inside.width, foot - top))
        if not ground.topmost:
            strokes.append(Stroke(((inside.left, top), (inside.right, top)), 0.5, RULE, (1, 2)))
        labels.append((inside.right + 2 * _GAP, (top + foot) / 2 - words.face.leading / 2, words))
    return shaded, strokes, labels


def _line(chart: Chart, whose: str, inside: _Inside, set_words: Setter) -> tuple[list[Stroke], list[Dot], list[Placed]]:
    """Set the line of one view with its dots and the numbers that have room; the coach's is broken and square."""
    strokes, dots = [], []
    mine, runs = whose == readings.PERSON, readings.runs(chart, whose)
    crowded = readings.crowded(runs, (inside.width - 2 * _EDGE) / _DOT)
    size = _DOT / 2 if crowded else _DOT
    for run in runs:
        points = tuple(inside.point(spot) for spot in run)
        strokes.append(Stroke(points, _LINE, BAR if mine else INK, () if mine else (5, 3)))
        dots += [Dot(point, mine, size) for point in points]
    placed: list[Placed] = []
    for spot, said, above in readings.numbers(chart, whose, crowded=crowded):
        words, (x, y) = set_words(_text(said)), inside.point(spot)
        wide = words.lines[0].width
        over = y - _DOT / 2 - words.face.leading if above else y + _DOT / 2  # never one on the other
        placed.append((min(max(inside.left, x - wide / 2), inside.right - wide), over, words))
    room = readings.with_room([(left, words.lines[0].width) for left, _top, words in placed], 2.0)
    return strokes, dots, [placed[number] for number in room]


def _chance(chart: Chart, inside: _Inside) -> list[Stroke]:
    """Draw the two lines between which nothing has changed reliably since the first reading."""
    between = readings.reliable(chart)
    edges = () if between is None else between
    return [
        Stroke(((inside.left, inside.y(chart, value)), (inside.right, inside.y(chart, value))), 0.75, INK, (4, 3))
        for value in edges
    ]


def _axes(inside: _Inside) -> list[Stroke]:
    corner = (inside.left, inside.foot)
    return [Stroke(((inside.left, inside.top), corner, (inside.right, inside.foot)), 0.75)]


def _days(chart: Chart, inside: _Inside, set_words: Setter) -> list[Placed]:
    """Write the first and the last day, and those between that have room."""
    placed: list[Placed] = []
    for spot, said in readings.day_words(chart, year=True):
        words = set_words(_text(said))
        wide = words.lines[0].width
        left = min(max(0.0, inside.point(spot)[0] - wide / 2), inside.right + _EDGE - wide)
        placed.append((left, inside.foot + _GAP / 2, words))
    room = readings.with_room([(left, words.lines[0].width) for left, _top, words in placed], _GAP)
    return [placed[number] for number in room]


def _text(words: str) -> Text:
    return Text(Role.NOTE, (Run(words, field="a chart"),))
