"""Readings of one measure over time: what a chart shows, the sentence that says it, and the same figures as a table.

Screen and paper draw from this: where a reading stands is given as a share of the width and the height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workwell_desktop.forms.parts import Band


@dataclass(frozen=True)
class Reading:
    """What was measured on a day. ``value`` is nothing where there was no total; the line then has a gap.

    ``view`` says whose view it is where there are two: ``person`` or ``coach``.
    """

    on: date
    value: float | None
    view: str = "person"


@dataclass(frozen=True)
class Chart:
    """One measure over time, from ``low`` to ``high``. ``bands`` part that range without gaps, the lowest first.

    ``change`` is the published reliable change in points, 0 where none is published. ``source`` says where bands and
    change come from. Readings stand in the order of their days.
    """

    title: str
    name: str
    low: int
    high: int
    readings: tuple[Reading, ...]
    bands: tuple[Band, ...] = ()
    change: int = 0
    source: str = ""

    def view(self, whose: str) -> tuple[Reading, ...]:
        """Return the readings of one view, in the order of their days."""
        return tuple(reading for reading in self.readings if reading.view == whose)


@dataclass(frozen=True)
class Spot:
    """Where a reading stands: ``x`` and ``y`` are shares (0 to 1) of width and height, from the left top."""

    x: float
    y: float
    reading: Reading


def share(chart: Chart, value: float) -> float:
    """Return how far below the top a value stands, as a share of the height; what lies outside is put to the edge."""
    wide = chart.high - chart.low
    return 1.0 - min(max((value - chart.low) / wide, 0.0), 1.0) if wide else 0.5


def runs(chart: Chart, whose: str = "person") -> tuple[tuple[Spot, ...], ...]:
    """Return the spots of one view in runs without a gap, each day at its true distance; a single one in the middle."""
    days = [reading.on for reading in chart.readings]
    first, long = (min(days), (max(days) - min(days)).days) if days else (date.min, 0)
    found: list[list[Spot]] = [[]]
    for reading in chart.view(whose):
        if reading.value is None:
            found.append([])
        else:
            x = (reading.on - first).days / long if long else 0.5
            found[-1].append(Spot(x, share(chart, reading.value), reading))
    return tuple(tuple(run) for run in found if run)


def reliable(chart: Chart) -> tuple[float, float] | None:
    """Return the values between which nothing has changed reliably since the first reading; nothing without a rule.

    A change of ``chart.change`` points or more counts: the edges themselves lie outside.
    """
    known = [reading.value for reading in chart.view("person") if reading.value is not None]
    if not chart.change or len(known) < 2:
        return None
    return max(float(chart.low), known[0] - chart.change), min(float(chart.high), known[0] + chart.change)


def sentence(chart: Chart) -> str:
    """Return what the chart shows in one or two plain sentences; the accessible name of the picture."""
    known = [reading for reading in chart.view("person") if reading.value is not None]
    if not known:
        return "There is no number yet."
    first, last = known[0], known[-1]
    if len(known) == 1:
        return f"{chart.name} scored {figure(first.value)} on {day(first.on)}."
    difference = _value(last) - _value(first)
    said = f"{chart.name} scored {figure(first.value)} at the start and {figure(last.value)} now. "
    said += "That is the same." if not difference else f"That is {figure(abs(difference))} {_way(difference)}."
    if chart.change:
        if abs(difference) >= chart.change:
            said += f" A change of {chart.change} or more counts as a real change."
        else:
            said += f" Less than {chart.change} points may be chance."
    return said


def key(chart: Chart) -> tuple[str, ...]:
    """Return what has to be said about the signs of the drawing, a sentence each."""
    said = []
    if reliable(chart) is not None:
        said.append(f"Shaded: less than {chart.change} points from the start, which may be chance.")
    if chart.view("coach"):
        said.append(f"Round dots: {chart.name}’s own view. Square dots on a broken line: the coach’s view.")
    return tuple(said)


def table(chart: Chart) -> tuple[tuple[str, str, str], ...]:
    """Return the same figures in words: day, number, and the published band or why there is none."""
    rows = []
    for reading in chart.readings:
        whose = "" if reading.view == "person" else " (coach’s view)"
        if reading.value is None:
            rows.append((f"{day(reading.on)}{whose}", "No total", "Not all questions were answered"))
        else:
            rows.append((f"{day(reading.on)}{whose}", figure(reading.value), band_of(chart.bands, reading.value)))
    return tuple(rows)


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


def _value(reading: Reading) -> float:
    return reading.value if reading.value is not None else 0.0


def _way(difference: float) -> str:
    return "higher" if difference > 0 else "lower"
