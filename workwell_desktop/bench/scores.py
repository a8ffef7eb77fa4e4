"""What scoring every instrument costs, beside the same answers looked up in plain tables and added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workwell_desktop import forms
from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.casework.scoring import score
from workwell_desktop.forms import Answer, Item, Questionnaire

SCORES_US = 1000.0


@dataclass(frozen=True)
class Bare:
    """What is left of an instrument without sentences and without care: its tables, and the ends of its bands."""

    tables: Sequence[tuple[str, Mapping[Answer, int]]]
    ends: Sequence[int]


def measure_scores(rounds: int) -> list[Figure]:
    """Return the figure of scoring every shipped instrument once, all of their questions answered."""
    instruments = [form for form in map(forms.questionnaire, forms.questionnaire_names()) if form.scoring]
    answers = full_answers(instruments)
    plain = [bare(form) for form in instruments]
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(timed(score_all, instruments, answers)[1] * 1000)
        floor.append(timed(add_up, plain, answers)[1] * 1000)
    return [Figure("scoring all instruments, p95", None, "µs", p95(ours), p95(floor), SCORES_US)]


def full_answers(instruments: Sequence[Questionnaire]) -> dict[str, Answer]:
    """Return an answer to every question of these instruments: the highest there is."""
    return {item.id: _highest(item) for form in instruments for item in form.items}


def _highest(item: Item) -> Answer:
    if item.kind == "choice":
        return item.options[-1].code
    if item.kind in {"scale", "number"}:
        return item.high
    return "2026-11-03" if item.kind == "date" else "A name"


def score_all(instruments: Sequence[Questionnaire], answers: Mapping[str, Answer]) -> list[str]:
    """Score every instrument and return the sentences."""
    return [score(form, answers).arithmetic for form in instruments]


def bare(form: Questionnaire) -> Bare:
    """Return the tables in which the answers of a form stand with their numbers."""
    rule = form.scoring
    if rule is None:
        raise ValueError(form.id)
    tables = []
    for name in rule.items:
        item = form.item(name)
        numbers: dict[Answer, int] = {option.code: option.value or 0 for option in item.options}
        tables.append((name, numbers or {number: number for number in range(item.low, item.high + 1)}))
    return Bare(tables, [band.high for band in rule.bands])


def add_up(plain: Sequence[Bare], answers: Mapping[str, Answer]) -> list[tuple[int, int]]:
    """Add up every instrument and find the place of its band: no sentence, nothing checked."""
    found = []
    for one in plain:
        total = sum(numbers[answers[name]] for name, numbers in one.tables)
        found.append((total, sum(total > end for end in one.ends)))
    return found
