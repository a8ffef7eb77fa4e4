"""What stands on a blank questionnaire, and the keys by which its answers are keyed back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workwell_desktop.casework.held_back import off_paper
from workwell_desktop.documents.model import Size
from workwell_desktop.documents.questionnaire import (
    BlankAnswer,
    BlankCondition,
    BlankQuestion,
    BlankQuestionnaire,
    BlankSection,
    Kind,
)
from workwell_desktop.errors import PaperProblem
from workwell_desktop.forms import (
    DOES_NOT_APPLY,
    NON_ANSWERS,
    NOT_ASKED,
    RATHER_NOT,
    RATHER_NOT_SAY,
    Item,
    Questionnaire,
    offers_does_not_apply,
)

RATHER_NOT_KEY, LEFT_EMPTY_KEY, DOES_NOT_APPLY_KEY = "R", "N", "D"
LEFT_EMPTY = "Left empty"
_MOST_ACROSS = 11  # numbers in one row; a longer scale is answered with a number on a line
_KINDS: dict[str, Kind] = {
    "choice": "one", "multi": "several", "text": "words", "longtext": "words", "date": "day", "number": "number",
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """One key: the sign on the paper, the answer it stands for, and its words."""

    sign: str
    answer: str
    words: str


def is_scale(item: Item) -> bool:
    """Say whether a question is answered with one of a row of numbers."""
    return item.kind == "scale" and item.high - item.low < _MOST_ACROSS


def answer_keys(item: Item) -> tuple[Key, ...]:
    """Return the keys of an item's own answers, numbered from 1 in the order of the paper."""
    return tuple(Key(str(n), option.code, option.label) for n, option in enumerate(item.options, start=1))


def other_keys(item: Item) -> tuple[Key, ...]:
    """Return the keys that stand on the paper beside any question of this kind."""
    rather_not = Key(RATHER_NOT_KEY, RATHER_NOT_SAY, RATHER_NOT)
    if offers_does_not_apply(item):
        return Key(DOES_NOT_APPLY_KEY, DOES_NOT_APPLY, NON_ANSWERS[DOES_NOT_APPLY]), rather_not
    return (rather_not,)


def all_keys(item: Item) -> tuple[Key, ...]:
    """Return the keys that stand for a whole answer: those on the paper, and the one for a question left empty."""
    return (*answer_keys(item), *other_keys(item), Key(LEFT_EMPTY_KEY, NOT_ASKED, LEFT_EMPTY))


def can_be_printed(form: Questionnaire) -> bool:
    """Say whether a form can be filled in by hand: not one that is drawn, or that takes a score from elsewhere."""
    typed = form.scoring is not None and form.scoring.entry == "named"
    drawn = any(section.includes for section in form.sections)
    return not typed and not drawn and bool(items_on_paper(form))


def items_on_paper(form: Questionnaire) -> tuple[Item, ...]:
    """Return the questions that stand on a form's paper, in their order: not those that are asked alone together."""
    held = off_paper(form)
    return tuple(item for item in form.items if item.id not in held)


def blank(
    form: Questionnaire, *, service_name: str, code: str, made_on: date, size: Size, crisis: Iterable[str]
) -> BlankQuestionnaire:
    """Return a form as the data of its blank paper. ``crisis`` stands on it only where a question needs it.

    Raises ``PaperProblem`` for a form that cannot be filled in by hand.
    """
    if not can_be_printed(form):
        raise PaperProblem("This form cannot be filled in on paper.", "Fill it in together on the screen.")
    asked = items_on_paper(form)
    numbers = {item.id: number for number, item in enumerate(asked, start=1)}
    several = len(form.sections) > 1
    return BlankQuestionnaire(
        service_name=service_name,
        title=form.title,
        intro=form.intro,
        sections=tuple(
            BlankSection(
                section.title if several else "",
                section.intro,
                tuple(_question(form, item, numbers) for item in section.items if item.id in numbers),
            )
            for section in form.sections
            if any(item.id in numbers for item in section.items)
        ),
        code=code,
        made_on=made_on,
        licence=f"{form.licence.rstrip('.')}.",
        crisis=tuple(crisis) if any(item.safety_from is not None for item in asked) else (),
        size=size,
    )


def _question(form: Questionnaire, item: Item, numbers: dict[str, int]) -> BlankQuestion:
    condition = None
    if item.show_if is not None:
        asked = form.item(item.show_if.field)
        condition = BlankCondition(numbers[asked.id], tuple(asked.label(code) for code in item.show_if.answers))
    kind: Kind = "scale" if is_scale(item) else _KINDS.get(item.kind, "number")
    return BlankQuestion(
        number=numbers[item.id],
        words=item.text,
        kind=kind,
        answers=tuple(BlankAnswer(key.sign, key.words) for key in answer_keys(item)),
        hint=item.hint,
        low=item.low,
        high=item.high,
        ends=(item.low_words, item.high_words) if item.kind == "scale" else (),
        marks=item.marks,
        long=item.kind == "longtext",
        condition=condition,
        besides=tuple(BlankAnswer(key.sign, key.words) for key in other_keys(item)),
    )
