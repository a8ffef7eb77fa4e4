"""A chart on paper: bands, a line with its numbers, and days, set as strokes and words. It survives a grey printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workwell_desktop.documents.house_style import BAR, INK, RULE, Colour
from workwell_desktop.documents.model import Role, Run, Text
from workwell_desktop.documents.pieces import Pen, Words
from workwell_desktop.forms import readings
from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import Chart, Spot

_TALL = 190.0  # points inside the axes
_EDGE = 26.0  # the first and the last dot stand this far inside
_DOT, _LINE, _GAP = 7.0, 2.0, 8.0
_QUIET: Colour = (0.94, 0.94, 0.94)
_MOST_NAMES = 0.4  # of the width: the names of the bands beside the drawing
_CROWDED = 12  # readings: with more of them only the first and the last number stand above the line

Setter = Callable[[Text], Words]
Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line through points (x from the left, y from the top of the drawing, in points); ``dash`` breaks it."""

    points: tuple[Point, ...]
    thickness: float
    colour: Colour = INK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """Grounds, strokes, dots and words at their places. It is never parted, and stays with what is said above it."""

    height: float
    grounds: tuple[tuple[float, float, float, float], ...]  # x, top, width, height
    strokes: tuple[Stroke, ...]
    dots: tuple[tuple[Point, bool], ...]  # the centre, and whether it is round
    labels: tuple[tuple[float, float, Words], ...]
    above: float = 0.0
    keep: bool = False

    def parted(self, room: float) -> None:
        """Stay whole."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw what lies behind first, and the words last."""
        for left, high, width, height in self.grounds:
            pen.bar(x + left, top + high, width, height, _QUIET)
        for stroke in self.strokes:
            pen.stroke([(x + a, top + b) for a, b in stroke.points], stroke.thickness, stroke.colour, stroke.dash)
        for (a, b), is_round in self.dots:
            pen.dot(x + a, top + b, _DOT, is_round=is_round)
        for left, high, words in self.labels:
            words.draw(pen, x + left, top + high)


def figure(chart: Chart, width: float, set_words: Setter, above: float) -> Drawing:
    """Set a chart to a width in points; ``set_words`` breaks a text in the house style."""
    small = set_words(_text("0"))
    line = small.face.leading
    names = [(band, set_words(_text(_named(band)))) for band in chart.bands]
    right = max((words.lines[0].width for _band, words in names), default=0.0) + (2 * _GAP if names else 0.0)
    below = right > width * _MOST_NAMES  # with large print there is no room for them beside the drawing
    right = _EDGE if below else right
    left = max(set_words(_text(str(end))).lines[0].width for end in (chart.low, chart.high)) + _GAP
    inside = _Inside(left, line + _GAP, max(width - left - right, 80.0))
    grounds, strokes, labels = _bands(chart, inside, names)
    strokes += [*_chance(chart, inside), *_axes(inside)]
    for value in dict.fromkeys((chart.low, (chart.low + chart.high) // 2, chart.high)):
        words = set_words(_text(str(value)))
        labels.append((left - _GAP - words.lines[0].width, inside.y(chart, value) - line / 2, words))
    dots: list[tuple[Point, bool]] = []
    for whose in ("coach", "person"):
        runs = readings.runs(chart, whose)
        crowded = sum(map(len, runs)) > _CROWDED
        for run in runs:
            points = tuple(inside.point(spot) for spot in run)
            strokes.append(
                Stroke(points, _LINE, BAR if whose == "person" else INK, () if whose == "person" else (5, 3))
            )
            if not crowded:
                dots += [(point, whose == "person") for point in points]
            for number, (spot, (x, y)) in enumerate(zip(run, points, strict=True)):
                if not crowded or number in {0, len(run) - 1}:
                    words = set_words(_text(readings.figure(spot.reading.value)))
                    over = y - _DOT / 2 - line if whose == "person" else y + _DOT / 2  # never one on the other
                    labels.append((x - words.lines[0].width / 2, over, words))
    labels += _days(chart, inside, set_words)
    foot = inside.foot + _GAP / 2 + line
    if below:
        labels = [label for label in labels if label[0] < inside.right + _GAP]
        for _band, words in reversed(names):
            labels.append((left, foot, words))
            foot += line
    return Drawing(foot, tuple(grounds), tuple(strokes), tuple(dots), tuple(labels), above)


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
        return self.left + _EDGE + spot.x * (self.width - 2 * _EDGE), self.top + spot.y * _TALL


def _bands(
    chart: Chart, inside: _Inside, names: list[tuple[Band, Words]]
) -> tuple[list[tuple[float, float, float, float]], list[Stroke], list[tuple[float, float, Words]]]:
    """Part the ground into the published bands, each second one a little grey, with their words at the right."""
    grounds, strokes, labels = [], [], []
    for number, (band, words) in enumerate(names):
        last = number == len(names) - 1
        top = inside.y(chart, band.high if last else band.high + 0.5)
        foot = inside.y(chart, band.low - 0.5 if number else band.low)
        if number % 2 == 0:
            grounds.append((inside.left, top, inside.width, foot - top))
        if not last:
            strokes.append(Stroke(((inside.left, top), (inside.right, top)), 0.5, RULE, (1, 2)))
        labels.append((inside.right + 2 * _GAP, (top + foot) / 2 - words.face.leading / 2, words))
    return grounds, strokes, labels


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


def _days(chart: Chart, inside: _Inside, set_words: Setter) -> list[tuple[float, float, Words]]:
    """Write the first and the last day, and those between that have room."""
    spots = sorted(
        (spot for whose in ("person", "coach") for run in readings.runs(chart, whose) for spot in run),
        key=lambda spot: spot.x,
    )
    found: list[tuple[float, float, Words]] = []
    placed = []
    for spot in spots:
        words = set_words(_text(readings.day(spot.reading.on)))
        wide = words.lines[0].width
        left = min(max(0.0, inside.point(spot)[0] - wide / 2), inside.right + _EDGE - wide)
        placed.append((left, left + wide, words))
    for number, (left, right, words) in enumerate(placed):
        last = number == len(placed) - 1
        free = not found or left >= found[-1][0] + found[-1][2].lines[0].width + _GAP
        if last or (free and right + _GAP <= placed[-1][0]):
            found.append((left, inside.foot + _GAP / 2, words))
    return found


def _named(band: Band) -> str:
    points = str(band.low) if band.low == band.high else f"{band.low} to {band.high}"
    return f"{band.label}, {points}"


def _text(words: str) -> Text:
    return Text(Role.NOTE, (Run(words, field="a chart"),))
