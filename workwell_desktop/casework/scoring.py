"""Scores a questionnaire openly: a sum anybody can follow, and the published band it falls in.

It records and adds up; it does not diagnose and advises nothing. While an item is missing there is no total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workwell_desktop.forms import NON_ANSWERS, Answer, Questionnaire, Subscale, is_answered


@dataclass(frozen=True)
class SubscaleScore:
    """A part of a score. ``total`` is nothing, and ``reached`` false, while one of its items is missing."""

    title: str
    total: int | None
    of: int
    reached: bool
    sentence: str


@dataclass(frozen=True)
class Score:
    """A score with its arithmetic in a sentence. ``total`` and ``band`` are empty unless it is complete.

    ``band`` is the source's own word and ``source`` says where it was published. ``missing`` counts the items
    without an answer, ``declined`` those that were answered with one of the three non-answers.
    """

    title: str
    total: int | None
    of: int
    band: str
    source: str
    arithmetic: str
    complete: bool
    missing: int
    declined: int
    subscales: tuple[SubscaleScore, ...]
    note: str


def score(form: Questionnaire, answers: Mapping[str, Answer]) -> Score:
    """Add up a questionnaire. A questionnaire without scoring is a bug (``ValueError``)."""
    rule = form.scoring
    if rule is None:
        raise ValueError(form.id)
    values = _values(form, rule.items, answers)
    declined = sum(_declined(answers.get(item)) for item in rule.items)
    missing = len(rule.items) - sum(value is not None for value in values) - declined
    subscales = tuple(_subscale(form, part, answers) for part in rule.subscales)
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        arithmetic = _unfinished(len(known), len(values), declined)
        return Score(
            rule.title, None, rule.high, "", rule.source, arithmetic, False, missing, declined, subscales, rule.note
        )
    total = sum(known)
    band = next(band for band in rule.bands if band.low <= total <= band.high)
    arithmetic = f"{_sum(known)} of {rule.high}. The published band is “{band.label.lower()}”."
    return Score(rule.title, total, rule.high, band.label, rule.source, arithmetic, True, 0, 0, subscales, rule.note)


def _values(form: Questionnaire, items: tuple[str, ...], answers: Mapping[str, Answer]) -> list[int | None]:
    return [form.item(item).value(answers.get(item)) for item in items]


def _declined(answer: Answer) -> bool:
    return isinstance(answer, str) and is_answered(answer) and answer in NON_ANSWERS


def _sum(values: list[int]) -> str:
    """Write a sum out: ``2 + 1 + 3 + 2 = 8``; a single number stands alone."""
    if len(values) == 1:
        return str(values[0])
    return f"{' + '.join(str(value) for value in values)} = {sum(values)}"


def _unfinished(known: int, items: int, declined: int) -> str:
    """Say why there is no total yet, or will be none."""
    if items == 1:
        return "There is no number yet." if not declined else "This was left out, so there is no number."
    said = f"{known} of {items} answered. A total needs all {items}."
    if declined:
        said += f" {declined} {'was' if declined == 1 else 'were'} left out."
    return said


def _subscale(form: Questionnaire, part: Subscale, answers: Mapping[str, Answer]) -> SubscaleScore:
    values = _values(form, part.items, answers)
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return SubscaleScore(part.title, None, part.high, False, "")
    total = sum(known)
    reached = total >= part.threshold
    sentence = f"{part.title}: {_sum(known)} of {part.high}."
    if reached:
        sentence += f" {part.label}."
    return SubscaleScore(part.title, total, part.high, reached, sentence)
