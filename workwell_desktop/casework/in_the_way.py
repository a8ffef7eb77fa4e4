"""How what gets in the way, and what helps beside it, are said in words. An unknown code is said as nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workwell_desktop import forms
from workwell_desktop.casework.assessment_content import InTheWay, sheet
from workwell_desktop.casework.lists import find
from workwell_desktop.forms import Answer, Section

SECTION = "what_helps"
ASKED = ("worked_before", "good_at", "who_helps")
_HOW_MUCH = frozenset({"little", "some", "a_lot"})  # the other says it whole: it stops me


@dataclass(frozen=True)
class Strength:
    """One thing that helps: the question as it was asked, and the answer in the participant's words."""

    question: str
    answer: str


def about_said(one: InTheWay) -> str:
    """Say which part of life it belongs to."""
    return _known("obstacle_about", one.about)


def effect_said(one: InTheWay) -> str:
    """Say how much it gets in the way so that it is understood without its question."""
    words = _known("effect_on_work", one.effect)
    return f"Gets in the way {words[:1].lower()}{words[1:]}" if one.effect in _HOW_MUCH else words


def change_said(one: InTheWay) -> str:
    """Say whether it can change so that it is understood by itself."""
    words = _known("can_change", one.can_change)
    return f"Can it change? {words}" if words else ""


def effect_word(one: InTheWay) -> str:
    """Say how much it gets in the way, below the question."""
    return _known("effect_on_work", one.effect)


def change_word(one: InTheWay) -> str:
    """Say whether it can change, below the question."""
    return _known("can_change", one.can_change)


def in_order(name: str) -> str:
    """Say what the numbers of the list mean; the order is agreed together. ``name`` is the participant's."""
    return f"1 matters most to {name}."


def moved(obstacles: Sequence[InTheWay], place: int, by: int) -> list[InTheWay]:
    """Return them with one of them further up or down; at the end of the line it stays where it is."""
    found = list(obstacles)
    to = min(max(place + by, 0), len(found) - 1)
    found.insert(to, found.pop(place))
    return found


def strengths(answers: Mapping[str, Answer]) -> tuple[Strength, ...]:
    """Return what helps, as it was answered so far; a question without an answer is left out."""
    items = {item.id: item for item in _section().items}
    return tuple(
        Strength(items[name].text, forms.in_words(items[name], answers[name]))
        for name in ASKED
        if forms.is_answered(answers.get(name))
    )


def _section() -> Section:
    return next(part for part in sheet().sections if part.id == SECTION)


def _known(name: str, code: str) -> str:
    """Return the label of a code; nothing for one that the list does not hold: two people look at the screen."""
    found = find(name, code)
    return found.label if found else ""
