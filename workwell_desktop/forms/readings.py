"""Readings of one measure over time: what a chart shows, the sentence that says it, and the same figures as a table.

Screen and paper draw from this: where a reading stands is given as a share of the width and the height, and what has
room is decided here for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from workwell_desktop.forms.parts import Band

PERSON, COACH = "person", "coach"
OTHER_VERSION = "Asked in another version"
_NEAR = 0.1  # of the height: two dots of one day that stand closer than this would hide each other
_FOOT = 0.88  # of the height: below this there is no room under a dot
_ASIDE = 0.7  # of the room at the edges of a chart: how far two readings of one day stand apart


@dataclass(frozen=True)
class Reading:
    """What was measured on a day. ``value`` is nothing where there was no total; the line then has a gap.

    ``view`` says whose view it is where there are two: ``person`` or ``coach``. ``version`` is the version of the form
    that was asked. ``band`` is the published word as it was shown that day, ``id`` what the reading is opened by.
    """

    on: date
    value: float | None
    view: str = PERSON
    version: int = 1
    band: str = ""
    id: int = 0


@dataclass(frozen=True)
class Chart:
    """One measure over time, from ``low`` to ``high``. ``bands`` part that range without gaps, the lowest first.

    ``change`` is the published reliable change in points, 0 where none is published. ``source`` says where bands and
    change come from, and ``version`` of which version of the form they are. Readings stand in the order of their days.
    ``single``: it is one question that is read by itself, not a sum. ``off_paper``: its numbers stay on the screen.
    """

    title: str
    name: str
    low: int
    high: int
    readings: tuple[Reading, ...]
    bands: tuple[Band, ...] = ()
    change: int = 0
    source: str = ""
    version: int = 1
    single: bool = False
    off_paper: bool = False

    def view(self, whose: str) -> tuple[Reading, ...]:
        """Return the readings of one view, in the order of their days."""
        return tuple(reading for reading in self.readings if reading.view == whose)


@dataclass(frozen=True)
class Spot:
    """Where a reading stands: ``x`` and ``y`` are shares (0 to 1) of width and height, from the left top.

    ``aside`` (-1 to 1) moves it into the room at the edge of the drawing, so that readings of one day can all be seen.
    """

    x: float
    y: float
    reading: Reading
    aside: float = 0.0


class Numbered(NamedTuple):
    """A spot with the words of its number, and whether they stand above it or below."""

    spot: Spot
    words: str
    above: bool


@dataclass(frozen=True)
class Ground:
    """The ground of one band: ``top`` and ``foot`` are shares of the height; each second one is ``shaded``.

    ``topmost`` has no line above it.
    """

    band: Band
    top: float
    foot: float
    shaded: bool
    topmost: bool


def share(chart: Chart, value: float) -> float:
    """Return how far below the top a value stands, as a share of the height; what lies outside is put to the edge."""
    wide = chart.high - chart.low
    return 1.0 - min(max((value - chart.low) / wide, 0.0), 1.0) if wide else 0.5


def ticks(chart: Chart) -> tuple[int, ...]:
    """Return the numbers that stand at the axis: the ends and the middle."""
    return tuple(dict.fromkeys((chart.low, (chart.low + chart.high) // 2, chart.high)))


def grounds(chart: Chart) -> tuple[Ground, ...]:
    """Return the ground of every band; two of them meet halfway between their numbers."""
    last = len(chart.bands) - 1
    return tuple(
        Ground(
            band,
            share(chart, band.high if number == last else band.high + 0.5),
            share(chart, band.low - 0.5 if number else band.low),
            shaded=number % 2 == 0,
            topmost=number == last,
        )
        for number, band in enumerate(chart.bands)
    )


def span(band: Band) -> str:
    """Return the numbers of a band: ``6 to 7``, or ``10``."""
    return str(band.low) if band.low == band.high else f"{band.low} to {band.high}"


def runs(chart: Chart, whose: str = PERSON) -> tuple[tuple[Spot, ...], ...]:
    """Return the spots of one view in runs without a gap, each day at its true distance; a single one in the middle.

    A run ends where there was no total, and where another version of the form was asked.
    """
    days = [reading.on for reading in chart.readings]
    first, long = (min(days), (max(days) - min(days)).days) if days else (date.min, 0)
    aside = _asides(chart)
    found: list[list[Spot]] = [[]]
    for number, reading in enumerate(chart.readings):
        if reading.view != whose:
            continue
        if reading.value is None:
            found.append([])
            continue
        if found[-1] and found[-1][-1].reading.version != reading.version:
            found.append([])
        x = (reading.on - first).days / long if long else 0.5
        found[-1].append(Spot(x, share(chart, reading.value), reading, aside[number]))
    return tuple(tuple(run) for run in found if run)


def _asides(chart: Chart) -> list[float]:
    """Return how far each reading stands beside its day: not at all, unless two of one day would hide each other."""
    found = [0.0] * len(chart.readings)
    there = [number for number, one in enumerate(chart.readings) if one.value is not None]
    there.sort(key=lambda number: chart.readings[number].on)
    for _on, group in groupby(there, key=lambda number: chart.readings[number].on):
        same = list(group)
        if len(same) > 1 and _hide(chart, [chart.readings[number] for number in same]):
            step = min(_ASIDE, 2.0 / (len(same) - 1))
            for place, number in enumerate(same):
                found[number] = (place - (len(same) - 1) / 2) * step
    return found


def _hide(chart: Chart, same: Sequence[Reading]) -> bool:
    """Say whether readings of one day would hide each other: two of one view, or two that stand close."""
    high = sorted(share(chart, _value(reading)) for reading in same)
    return len({reading.view for reading in same}) < len(same) or any(b - a < _NEAR for a, b in pairwise(high))


def day_words(chart: Chart, *, year: bool = False) -> tuple[tuple[Spot, str], ...]:
    """Return one spot for each day that has a number, and its words; with ``year``, or where years differ, with it."""
    spots = {spot.reading.on: spot for whose in (COACH, PERSON) for run in runs(chart, whose) for spot in run}
    with_year = year or len({on.year for on in spots}) > 1
    return tuple(
        (Spot(spot.x, spot.y, spot.reading), day(on) if with_year else f"{on.day} {on:%b}")
        for on, spot in sorted(spots.items())
    )


def with_room(places: Sequence[tuple[float, float]], gap: float) -> tuple[int, ...]:
    """Return which words have room, of those at these places (left edge and width), in order.

    The last one always stands there, and of the others each that runs neither into the one before nor into the last.
    """
    found: list[int] = []
    last = len(places) - 1
    for number, (left, wide) in enumerate(places):
        free = not found or left >= sum(places[found[-1]]) + gap
        if number == last or (free and left + wide + gap <= places[last][0]):
            found.append(number)
    return tuple(found)


def crowded(lines: Sequence[Sequence[Spot]], dots: float) -> bool:
    """Say whether the runs of one view have so many spots that dots would touch, where ``dots`` have room side by side.

    Then only the first and the last number stand there.
    """
    return sum(map(len, lines)) > dots / 1.6


def numbers(chart: Chart, whose: str, *, crowded: bool) -> tuple[Numbered, ...]:
    """Return the spots of one view with their numbers; of a crowded line the first and the last alone.

    The coach's line is the second one: it is named at its end.
    """
    spots = [spot for run in runs(chart, whose) for spot in run]
    others = [one for one in chart.readings if one.view != whose and one.value is not None]
    last = len(spots) - 1
    return tuple(
        Numbered(
            spot,
            figure(spot.reading.value) + (" coach" if whose == COACH and number == last else ""),
            _above(spot, others),
        )
        for number, spot in enumerate(spots)
        if not crowded or number in {0, last}
    )


def _above(spot: Spot, others: Sequence[Reading]) -> bool:
    """Say whether a number stands above its dot: unless the other view's dot of about that day is higher."""
    mine = spot.reading
    if not others or spot.y > _FOOT:
        return True
    near = min(others, key=lambda one: abs((one.on - mine.on).days))
    return (_value(mine), mine.view == PERSON) > (_value(near), near.view == PERSON)


def reliable(chart: Chart) -> tuple[float, float] | None:
    """Return the values between which nothing has changed reliably since the first reading; nothing without a rule.

    A change of ``chart.change`` points or more counts: the edges themselves lie outside. Only readings of the version
    that the rule is of are looked at.
    """
    known = [reading for reading in _known(chart) if reading.version == chart.version]
    if not chart.change or len(known) < 2:
        return None
    first = _value(known[0])
    return max(float(chart.low), first - chart.change), min(float(chart.high), first + chart.change)


def sentence(chart: Chart) -> str:
    """Return what the chart shows in one or two plain sentences; the accessible name of the picture."""
    known = _known(chart)
    if not known:
        return "There is no number yet."
    first, last = known[0], known[-1]
    if len(known) == 1:
        return f"{chart.name} scored {figure(first.value)} on {day(first.on)}."
    difference = _value(last) - _value(first)
    said = f"{chart.name} scored {figure(first.value)} at the start and {figure(last.value)} now. "
    if first.version != last.version:
        return said + "They were not asked in the same way both times, so they are not compared."
    said += "That is the same." if not difference else f"That is {figure(abs(difference))} {_way(difference)}."
    if chart.change and last.version == chart.version:
        if abs(difference) >= chart.change:
            said += f" A change of {chart.change} or more counts as a real change."
        else:
            said += f" Less than {chart.change} points may be chance."
    return said


def two_views(chart: Chart) -> str:
    """Return in words how the coach's latest view and the participant's own nearest to that day differ.

    Nothing where there is only one of them.
    """
    mine = _known(chart)
    theirs = [reading for reading in chart.view(COACH) if reading.value is not None]
    if not mine or not theirs:
        return ""
    other = theirs[-1]
    own = min(reversed(mine), key=lambda one: abs((one.on - other.on).days))
    days = (f" on {day(own.on)}", f" on {day(other.on)}") if own.on != other.on else ("", "")
    said = (
        f"{chart.name}’s own view is {figure(own.value)}{days[0]}. The coach’s view is {figure(other.value)}{days[1]}."
    )
    apart = abs(_value(own) - _value(other))
    if own.version != other.version:
        return f"{said} They were not asked in the same way."
    return f"{said} They are {figure(apart)} apart." if apart else f"{said} Both are the same."


def key(chart: Chart) -> tuple[str, ...]:
    """Return what has to be said about the signs of the drawing, a sentence each.

    It speaks of lines, not of a shade: paper and a screen in high contrast have none.
    """
    said = []
    if reliable(chart) is not None:
        start = "the start" if _known(chart)[0].version == chart.version else "the first in this version"
        said.append(
            f"Between the two level broken lines: less than {chart.change} points from {start}, which may be chance."
        )
    if chart.view(COACH):
        said.append(f"Round dots: {chart.name}’s own view. Square dots on a broken line: the coach’s view.")
    if len({reading.version for reading in chart.readings}) > 1:
        said.append("The line breaks where the questions were asked in another version.")
    return tuple(said)


def row(chart: Chart, reading: Reading) -> tuple[str, str, str]:
    """Return one reading in words: its day, its number, and its published band or why there is none."""
    whose = "" if reading.view == PERSON else " (coach’s view)"
    when = f"{day(reading.on)}{whose}"
    other = OTHER_VERSION if reading.version != chart.version else ""
    if reading.value is None:
        missing = ("No number", "Not answered") if chart.single else ("No total", "Not all questions were answered")
        return when, missing[0], ". ".join(filter(None, (missing[1], other)))
    band = reading.band or ("" if other else band_of(chart.bands, reading.value))
    return when, figure(reading.value), ". ".join(filter(None, (band, other)))


def table(chart: Chart) -> tuple[tuple[str, str, str], ...]:
    """Return the same figures in words: day, number, and the published band or why there is none."""
    return tuple(row(chart, reading) for reading in chart.readings)


def band_of(bands: Sequence[Band], total: float) -> str:
    """Return the published word for a total, or nothing where no band holds it."""
    return next((band.label for band in bands if band.low <= total <= band.high), "")


def in_figures(total: int | float) -> str:
    """Return a total as it is written: ``22.5``, ``20``, ``0.75``."""
    return f"{total:.2f}".rstrip("0").rstrip(".") if isinstance(total, float) else str(total)


def figure(value: float | None) -> str:
    """Return the figure of a reading, or nothing where there was no total."""
    return "" if value is None else in_figures(value)


def day(on: date) -> str:
    """Return a day as charts write it: 12 Nov 2026."""
    return f"{on.day} {on:%b %Y}"


def _known(chart: Chart) -> list[Reading]:
    """Return the participant's own readings that have a number."""
    return [reading for reading in chart.view(PERSON) if reading.value is not None]


def _value(reading: Reading) -> float:
    return reading.value if reading.value is not None else 0.0


def _way(difference: float) -> str:
    return "higher" if difference > 0 else "lower"
