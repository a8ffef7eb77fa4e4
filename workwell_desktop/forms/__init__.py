"""Questionnaires: what is asked, read from data files, and answers checked against it.

A questionnaire is a TOML file in ``resources/questionnaires``, or in a service's own folder (``forms/shelf.py``).
Ids of items and codes of options are permanent, because answers are kept under them; wording may change with a new
version.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Literal, TypeGuard

from workwell_desktop.forms.files import read_questionnaire
from workwell_desktop.forms.kept import read_answers
from workwell_desktop.forms.parts import (
    KINDS,
    Band,
    Item,
    ItemReading,
    Kind,
    NamedScore,
    Option,
    Questionnaire,
    ReliableChange,
    Scoring,
    Section,
    ShowIf,
    Subscale,
)
from workwell_desktop.forms.readings import in_figures
from workwell_desktop.forms.shelf import Shelf, read_shelf
from workwell_desktop.paths import resources

__all__ = [
    "DOES_NOT_APPLY",
    "KINDS",
    "NON_ANSWERS",
    "NOT_ASKED",
    "RATHER_NOT",
    "RATHER_NOT_SAY",
    "Answer",
    "Band",
    "Item",
    "ItemReading",
    "Kind",
    "NamedScore",
    "Option",
    "Questionnaire",
    "ReliableChange",
    "Scoring",
    "Section",
    "Shelf",
    "ShowIf",
    "Subscale",
    "check",
    "fits",
    "in_figures",
    "in_words",
    "is_answered",
    "is_number",
    "problem_of",
    "progress",
    "questionnaire",
    "questionnaire_names",
    "read_answers",
    "read_questionnaire",
    "read_shelf",
    "safety_items",
    "shown_items",
]

# Three different ways of having no answer. They are kept apart everywhere; an empty field is none of them.
NOT_ASKED: Literal["not_asked"] = "not_asked"
RATHER_NOT_SAY: Literal["rather_not_say"] = "rather_not_say"
DOES_NOT_APPLY: Literal["does_not_apply"] = "does_not_apply"
NON_ANSWERS: Mapping[str, str] = {
    NOT_ASKED: "Not asked",
    RATHER_NOT_SAY: "Would rather not say",
    DOES_NOT_APPLY: "Does not apply",
}
RATHER_NOT = "I’d rather not say"  # the second of them, in the words of whoever answers alone

Answer = str | int | float | Sequence[str] | None
"""Text, an option's code, a number, a date as 2026-11-21, a list of codes, a non-answer, or nothing yet."""

_LONGEST = {"text": 300, "longtext": 10_000}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def questionnaire(name: str) -> Questionnaire:
    """Return a shipped questionnaire by its id, such as ``assessment`` or ``phq4``.

    Raises ``DataFileProblem`` naming the file, the entry and the reason when the file is not sound.
    """
    return read_questionnaire(resources() / "questionnaires" / f"{name}.toml")


def questionnaire_names() -> tuple[str, ...]:
    """Return the ids of the shipped questionnaires, sorted."""
    return tuple(sorted(file.stem for file in (resources() / "questionnaires").glob("*.toml")))


def shown_items(form: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """Return the items to ask, in order, given what was answered so far."""
    shown: dict[str, Item] = {}
    for item in form.items:
        rule = item.show_if
        if rule is None or (rule.field in shown and rule.fits(answers.get(rule.field))):
            shown[item.id] = item
    return tuple(shown.values())


def safety_items(form: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """Return the items whose answers open a safety record, whatever the total is and whatever else is missing."""
    return tuple(item for item in form.items if item.opens_safety(answers.get(item.id)))


def is_answered(answer: Answer) -> bool:
    """Say whether there is an answer. A non-answer is one: the question was dealt with."""
    if answer is None:
        return False
    return bool(answer.strip()) if isinstance(answer, str) else isinstance(answer, (int, float)) or bool(answer)


def progress(form: Questionnaire, section: Section, answers: Mapping[str, Answer]) -> tuple[int, int]:
    """Return how many of a section's shown items are answered, and how many there are."""
    mine = {item.id for item in section.items}
    shown = [item for item in shown_items(form, answers) if item.id in mine]
    return sum(is_answered(answers.get(item.id)) for item in shown), len(shown)


def check(form: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return one plain sentence for each shown item whose answer needs another look; nothing means all is well.

    Nothing has to be answered. Answers to items that are not shown, or are no longer asked, are left alone.
    """
    problems: dict[str, str] = {}
    for item in shown_items(form, answers):
        answer = answers.get(item.id)
        if not is_answered(answer) or (isinstance(answer, str) and answer in NON_ANSWERS):
            continue
        problem = problem_of(item, answer) or _too_high(form, item, answer, answers)
        if problem:
            problems[item.id] = problem
    return problems


def _too_high(form: Questionnaire, item: Item, answer: Answer, answers: Mapping[str, Answer]) -> str:
    """Say so when a number lies above the other number of the form that it is held to."""
    most = answers.get(item.at_most) if item.at_most else None
    if not is_number(most) or not is_number(answer) or problem_of(form.item(item.at_most), most):
        return ""
    return f"This is more than {most}, the highest it can be." if answer > most else ""


def is_number(answer: object) -> TypeGuard[int | float]:
    """Say whether this is a number one can count with."""
    if isinstance(answer, float):
        return math.isfinite(answer)
    return isinstance(answer, int) and not isinstance(answer, bool)


def fits(item: Item, answer: Answer) -> bool:
    """Say whether this is an answer that the item has, seen by itself."""
    return not problem_of(item, answer)


def problem_of(item: Item, answer: Answer) -> str:
    """Return what is wrong with an answer to this item, or nothing."""
    if item.kind in _LONGEST:
        if not isinstance(answer, str):
            return "Write this in words."
        longest = _LONGEST[item.kind]
        return "" if len(answer) <= longest else f"This is too long. There is room for {longest:,} characters."
    if item.kind == "choice":
        return "" if isinstance(answer, str) and answer in item.codes else "Choose one of the answers."
    if item.kind == "multi":
        several = isinstance(answer, (list, tuple)) and all(code in item.codes for code in answer)
        return "" if several else "Choose from the answers."
    if item.kind == "date":
        return "" if _is_day(answer) else "This date was not understood. Type it like 5 November 2026."
    return _number_problem(item, answer)


def _number_problem(item: Item, answer: Answer) -> str:
    if item.decimals:
        fits = is_number(answer) and item.low <= answer <= item.high and round(answer, item.decimals) == answer
        places = "two places" if item.decimals > 1 else "one place"
        return "" if fits else f"Give a number from {item.low} to {item.high}, with at most {places} after the point."
    fits = isinstance(answer, int) and not isinstance(answer, bool) and item.low <= answer <= item.high
    return "" if fits else f"Give a whole number from {item.low} to {item.high}."


def _is_day(answer: Answer) -> bool:
    if not isinstance(answer, str) or not _DATE.fullmatch(answer):
        return False
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True


def in_words(item: Item, answer: Answer) -> str:
    """Return an answer the way it is read out: labels for codes, words for a non-answer, nothing for nothing.

    A day is written out. A code that the item no longer has (kept by another version) is shown as it stands.
    """
    if answer is None:
        return ""
    if item.kind == "date" and _is_day(answer):
        day = date.fromisoformat(str(answer))
        return f"{day.day} {day:%B %Y}"
    if isinstance(answer, str):
        return NON_ANSWERS.get(answer) or item.label(answer)
    if isinstance(answer, (int, float)):
        return f"{answer} of {item.high}" if item.kind == "scale" else str(answer)
    if not isinstance(answer, (list, tuple)):
        return str(answer)
    return ", ".join(str(item.label(code)) for code in answer)
