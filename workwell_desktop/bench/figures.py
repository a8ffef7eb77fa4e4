"""Figures: what was measured, its floor and its aim, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

_HEADS = ("what", "people", "unit", "ours", "floor", "ratio", "aim", "met")


@dataclass(frozen=True)
class Figure:
    """One figure. ``ours``, ``floor`` and ``aim`` are in ``unit``; ``size`` is how many people, or None.

    The aim is what it may be at most, or what it has to be ``at_least``.
    """

    name: str
    size: int | None
    unit: str
    ours: float
    floor: float | None = None
    aim: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is no aim."""
        if self.aim is None:
            return None
        return self.ours >= self.aim if self.at_least else self.ours <= self.aim

    def as_object(self) -> dict[str, object]:
        """Return the figure as JSON values."""
        return {
            "name": self.name,
            "size": self.size,
            "unit": self.unit,
            "ours": _rounded(self.ours),
            "floor": _rounded(self.floor),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "aim": _rounded(self.aim),
            "at_least": self.at_least,
            "met": self.met,
        }


def as_json(figures: Sequence[Figure]) -> bytes:
    """Return the figures as a JSON list of objects; ``growth`` is the cost over that with the fewest people."""
    grown = growth(figures)
    objects = [
        {**figure.as_object(), "growth": _rounded(grown.get(figure.name)) if figure is last else None}
        for figure in figures
        for last in (_last_of(figures, figure.name),)
    ]
    return (json.dumps(objects, indent=1) + "\n").encode("utf-8")


def growth(figures: Sequence[Figure]) -> dict[str, float]:
    """Return, by name, how many times the cost with the fewest people a figure is with the most."""
    sizes = sorted({figure.size for figure in figures if figure.size is not None})
    found = {}
    for figure in figures:
        if figure.size is not None and figure.size == sizes[-1] and len(sizes) > 1:
            least = next((one for one in figures if one.name == figure.name and one.size == sizes[0]), None)
            if least is not None and least.ours:
                found[figure.name] = figure.ours / least.ours
    return found


def growth_lines(figures: Sequence[Figure]) -> list[str]:
    """Return a line for each figure that was taken with few and with many people: how much more it costs."""
    grown = growth(figures)
    if not grown:
        return []
    sizes = sorted({figure.size for figure in figures if figure.size is not None})
    width = max(len(name) for name in grown)
    head = f"cost with {sizes[-1]:,} people over cost with {sizes[0]:,}"
    return ["", head, *(f"{name.ljust(width)}  {times:6.2f}" for name, times in grown.items())]


def _last_of(figures: Sequence[Figure], name: str) -> Figure:
    return [figure for figure in figures if figure.name == name][-1]


def as_table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table, names to the left and numbers to the right."""
    rows = [_HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in {0, 2, 7} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 in a hundred do not exceed (the nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def timed(deed: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs) -> tuple[_Result, float]:
    """Do something with what is given; return its result and how many milliseconds it took."""
    began = time.perf_counter()
    result = deed(*given, **named)
    return result, (time.perf_counter() - began) * 1000


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3 if abs(value) < 10 else 1)


def _cells(figure: Figure) -> tuple[str, ...]:
    said = figure.as_object()
    met = {True: "yes", False: "NO", None: ""}[figure.met]
    size = "" if figure.size is None else f"{figure.size:,}"
    numbers = ["" if said[name] is None else f"{said[name]:g}" for name in ("ours", "floor", "ratio", "aim")]
    if figure.at_least and numbers[-1]:
        numbers[-1] = f">= {numbers[-1]}"
    return (figure.name, size, figure.unit, *numbers, met)
