"""A score as it was shown on the day it was taken: figures and words that stay when the questionnaire changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from workwell_desktop import forms
from workwell_desktop.casework.scoring import score
from workwell_desktop.forms import Answer, Questionnaire


@dataclass(frozen=True)
class ItemFigure:
    """One item that is read by itself: what it is called, its number, the highest it can be, and its band."""

    item: str
    title: str
    value: int
    of: int
    band: str


@dataclass(frozen=True)
class Figures:
    """A score of one day. ``total`` is nothing where there was none; ``low`` and ``of`` bound it.

    ``arithmetic`` says how it was reached, or why there is no total.
    """

    title: str
    total: float | None
    low: float
    of: float
    band: str
    arithmetic: str
    items: tuple[ItemFigure, ...] = ()

    @property
    def line(self) -> str:
        """Return the score in one short line: ``8 of 27, “mild”``, ``No total``, or ``Not scored``."""
        if not (self.items or self.of or self.arithmetic):
            return "Not scored"
        if self.items:
            return ", ".join(f"{one.title} {one.value}" for one in self.items)
        if self.total is None:
            return "No total"
        band = f", “{self.band.lower()}”" if self.band else ""
        return f"{forms.in_figures(self.total)} of {forms.in_figures(self.of)}{band}"


def figures_of(form: Questionnaire, answers: Mapping[str, Answer]) -> Figures:
    """Return the score of these answers. A questionnaire that is not scored has its title alone."""
    if form.scoring is None:
        return Figures(form.title, None, 0, 0, "", "")
    found = score(form, answers)
    items = tuple(ItemFigure(one.item, one.title, one.value, one.of, one.band) for one in found.readings)
    return Figures(found.title, found.total, form.scoring.low, found.of, found.band, found.arithmetic, items)


def figures_text(figures: Figures) -> str:
    """Return figures as they are kept."""
    return json.dumps(asdict(figures), ensure_ascii=False, sort_keys=True)


def read_figures(kept: str | Mapping[str, Any]) -> Figures | None:
    """Return figures as they were kept, or nothing where there are none that can be read."""
    try:
        found = json.loads(kept) if isinstance(kept, str) else kept
        items = tuple(ItemFigure(**one) for one in found["items"])
        figures = Figures(**{**found, "items": items})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return figures if _sound(figures) else None


def _sound(figures: Figures) -> bool:
    """Say whether everything in figures is what it should be: nothing else can be drawn."""
    words = [figures.title, figures.band, figures.arithmetic]
    numbers: list[object] = [figures.low, figures.of] if figures.total is None else [
        figures.low, figures.total, figures.of,
    ]  # fmt: skip
    for one in figures.items:
        words += [one.item, one.title, one.band]
        numbers += [one.value, one.of]
    return all(isinstance(word, str) for word in words) and all(forms.is_number(number) for number in numbers)
