"""Scores a questionnaire openly: a sum anybody can follow, and the published band it falls in.

It records and adds up; it does not diagnose and advises nothing. While an item is missing there is no total, unless
the instrument's own published rule lets the mean of the rest stand in for it; the sentence then says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from workwell_desktop import forms
from workwell_desktop.casework import dates
from workwell_desktop.forms import (
    NON_ANSWERS,
    Answer,
    Questionnaire,
    ReliableChange,
    Scoring,
    Subscale,
    is_answered,
    is_number,
)
from workwell_desktop.forms.readings import band_of, in_figures

Number = int | float


@dataclass(frozen=True)
class SubscaleScore:
    """A part of a score. ``total`` is nothing, and ``reached`` false, while one of its items is missing."""

    title: str
    total: int | None
    of: int
    reached: bool
    sentence: str


@dataclass(frozen=True)
class ItemScore:
    """One item that is read by itself and never added to another. ``band`` is empty where none is published."""

    item: str
    title: str
    value: int
    of: int
    band: str
    sentence: str


@dataclass(frozen=True)
class Score:
    """A score with its arithmetic in a sentence. ``total`` and ``band`` are empty unless it is complete.

    ``form`` and ``version`` say what was asked. ``band`` is the source's own word and ``source`` says where it was
    published. ``missing`` counts the items without an answer, ``left_out`` each of the three non-answers apart, and
    ``unusable`` the answers that this form does not have. An instrument that is never added up has ``readings`` and
    no total; ``closing`` is what its arithmetic says after them.
    """

    form: str
    version: int
    title: str
    total: Number | None
    of: Number
    band: str
    source: str
    arithmetic: str
    complete: bool
    missing: int
    unusable: int
    subscales: tuple[SubscaleScore, ...]
    note: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    readings: tuple[ItemScore, ...] = ()
    change: ReliableChange | None = None
    closing: str = ""


@dataclass(frozen=True)
class _Counted:
    """What stands in the scored items: a number or nothing for each, and why there is none where there is none."""

    values: tuple[int | None, ...]
    missing: int
    left_out: Mapping[str, int]
    unusable: int

    @property
    def known(self) -> list[int]:
        return [value for value in self.values if value is not None]


def score(form: Questionnaire, answers: Mapping[str, Answer]) -> Score:
    """Score a questionnaire. A questionnaire without scoring is a bug (``ValueError``)."""
    rule = form.scoring
    if rule is None:
        raise ValueError(form.id)
    if form.conditional:  # what was answered before another answer took the question away stands on no page now
        asked = {item.id for item in forms.shown_items(form, answers)}
        answers = {item: answer for item, answer in answers.items() if item in asked}
    if rule.entry == "named":
        return _typed(form, rule, answers)
    counted = _count(form, rule.items, answers)
    if rule.entry == "each":
        return _each(form, rule, counted)
    exact, arithmetic = _total(rule, counted)
    total = None if exact is None else _plain(exact)
    band = "" if total is None else band_of(rule.bands, total)
    if band:
        arithmetic += f" The published band is “{band.lower()}”."
    parts = tuple(_subscale(form, part, answers) for part in rule.subscales)
    return _made(form, rule, counted, total=total, of=rule.high, band=band, arithmetic=arithmetic, subscales=parts)


def _made(
    form: Questionnaire,
    rule: Scoring,
    counted: _Counted,
    *,
    arithmetic: str,
    total: Number | None = None,
    of: Number = 0,
    band: str = "",
    subscales: tuple[SubscaleScore, ...] = (),
    readings: tuple[ItemScore, ...] = (),
    title: str = "",
    closing: str = "",
) -> Score:
    return Score(
        form=form.id,
        version=form.version,
        title=title or rule.title,
        total=total,
        of=of,
        band=band,
        source=rule.source,
        arithmetic=arithmetic,
        complete=total is not None or (bool(readings) and len(readings) == len(rule.each)),
        missing=counted.missing,
        unusable=counted.unusable,
        subscales=subscales,
        note=rule.note,
        left_out=counted.left_out,
        readings=readings,
        change=rule.change,
        closing=closing,
    )


def _count(form: Questionnaire, items: tuple[str, ...], answers: Mapping[str, Answer]) -> _Counted:
    """Tell apart what has a number, what has no answer yet, each kind of non-answer, and what does not belong here."""
    values = _values(form, items, answers)
    left_out: dict[str, int] = {}
    missing = unusable = 0
    for item, value in zip(items, values, strict=True):
        answer = answers.get(item)
        if value is not None:
            continue
        if not is_answered(answer):
            missing += 1
        elif isinstance(answer, str) and answer in NON_ANSWERS:
            left_out[answer] = left_out.get(answer, 0) + 1
        else:
            unusable += 1
    return _Counted(tuple(values), missing, left_out, unusable)


def _values(form: Questionnaire, items: tuple[str, ...], answers: Mapping[str, Answer]) -> list[int | None]:
    return [form.item(item).value(answers.get(item)) for item in items]


def _total(rule: Scoring, counted: _Counted) -> tuple[Fraction | None, str]:
    """Return the exact total, or nothing, and the sentence that says how it was reached or why there is none."""
    known, items = counted.known, len(counted.values)
    if len(known) == items:
        return Fraction(sum(known)), f"{_sum(known)} of {rule.high}."
    if rule.missing == "mean_of_rest" and len(known) == items - 1 and not counted.unusable:
        mean = Fraction(sum(known), len(known))
        total = sum(known) + mean
        standing = [in_figures(_plain(mean)) if value is None else str(value) for value in counted.values]
        why = next(iter(counted.left_out), "")
        missing = f"One answer is missing ({NON_ANSWERS.get(why, 'no answer yet').lower()})."
        return total, (
            f"{' + '.join(standing)} = {in_figures(_plain(total))} of {rule.high}. {missing} The mean of the other "
            f"{len(known)} stands in for it: ({' + '.join(map(str, known))}) ÷ {len(known)} = "
            f"{in_figures(_plain(mean))}."
        )
    return None, _unfinished(rule, counted)


def _plain(exact: Fraction) -> Number:
    return exact.numerator if exact.denominator == 1 else float(exact)


def _sum(values: Sequence[int]) -> str:
    """Write a sum out: ``2 + 1 + 3 + 2 = 8``; a single number stands alone."""
    if len(values) == 1:
        return str(values[0])
    return f"{' + '.join(str(value) for value in values)} = {sum(values)}"


def _unfinished(rule: Scoring, counted: _Counted) -> str:
    """Say why there is no total yet, or will be none."""
    items, known = len(counted.values), len(counted.known)
    if items == 1:
        if counted.unusable:
            return "What stands here is not a number of this form, so there is no number."
        why = next(iter(counted.left_out), "")
        return f"{NON_ANSWERS[why]}, so there is no number." if why else "There is no number yet."
    needs = f"at least {items - 1}" if rule.missing == "mean_of_rest" else f"all {items}"
    return f"{known} of {items} answered. A total needs {needs}.{_why(counted)}"


def _why(counted: _Counted) -> str:
    """Say how often each non-answer was given, and how many answers the form does not have."""
    said = [f" {words}: {counted.left_out[code]}." for code, words in NON_ANSWERS.items() if code in counted.left_out]
    if counted.unusable:
        said.append(f" Not an answer of this form, so not counted: {counted.unusable}.")
    return "".join(said)


def _each(form: Questionnaire, rule: Scoring, counted: _Counted) -> Score:
    """Read every item by itself. Nothing is added up, and each stands whether the others were answered or not."""
    readings = []
    for part, value in zip(rule.each, counted.values, strict=True):
        if value is None:
            continue
        band, of = band_of(part.bands, value), form.item(part.item).high
        sentence = f"{part.title}: {value} of {of}" + (f", “{band.lower()}”." if band else ".")
        readings.append(ItemScore(part.item, part.title, value, of, band, sentence))
    items = len(rule.each)
    closing = "These are never added up."
    if len(readings) < items:
        closing = f"{len(readings)} of {items} answered.{_why(counted)} {closing}"
    said = " ".join([*(reading.sentence for reading in readings), closing])
    return _made(form, rule, counted, arithmetic=said, readings=tuple(readings), closing=closing)


def _typed(form: Questionnaire, rule: Scoring, answers: Mapping[str, Answer]) -> Score:
    """Return a score from elsewhere as it was typed in, once its name, total and highest total fit together."""
    named = rule.named
    if named is None:
        raise ValueError(form.id)
    name, total, of = (answers.get(item) for item in (named.name, named.total, named.out_of))
    usable = not {named.total, named.out_of} & forms.check(form, answers).keys()
    has_name = isinstance(name, str) and bool(name.strip()) and name not in NON_ANSWERS
    if not (usable and has_name and is_number(total) and is_number(of)):
        left_out = {total: 1} if isinstance(total, str) and total in NON_ANSWERS else {}
        bad = int(not usable)
        counted = _Counted((None,), int(not left_out and not bad), left_out, bad)
        said = "This needs the name of the score, the total, and the highest it can be."
        return _made(form, rule, counted, arithmetic=said)
    day = _day(answers.get(named.on))
    said = f"{in_figures(total)} of {in_figures(of)}{f' on {day}' if day else ''}. Typed in as it was given."
    counted = _Counted((None,), 0, {}, 0)
    return _made(form, rule, counted, arithmetic=said, total=total, of=of, title=str(name).strip())


def _day(answer: Answer) -> str:
    try:
        return dates.plain(date.fromisoformat(str(answer)))
    except ValueError:
        return ""


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
