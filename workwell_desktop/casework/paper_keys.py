"""Reads what is keyed from a filled-in paper: the sign beside a ticked box, a number, a day, or written words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workwell_desktop import forms
from workwell_desktop.casework import dates
from workwell_desktop.casework.questionnaire_paper import LEFT_EMPTY, Key, all_keys, answer_keys
from workwell_desktop.forms import NOT_ASKED, Answer, Item

_MOST_SINGLE = 9  # answers that one key tells apart


@dataclass(frozen=True)
class Keyed:
    """What a typed key came to: an answer, or a plain sentence saying what can be keyed here."""

    answer: Answer
    problem: str = ""


def signs_at_once(item: Item) -> frozenset[str]:
    """Return the keys that answer a question by themselves, without Enter."""
    if item.kind in {"text", "longtext", "date"}:
        return frozenset()
    letters = {key.sign for key in all_keys(item)} - {key.sign for key in answer_keys(item)}
    if item.kind == "choice" and len(item.options) <= _MOST_SINGLE:
        return frozenset(letters | {key.sign for key in answer_keys(item)})
    return frozenset(letters)


def read_keyed(item: Item, typed: str, today: date) -> Keyed:
    """Read what was keyed for a question; nothing typed is no answer yet."""
    text = typed.strip()
    if not text:
        return Keyed(None)
    whole = {key.sign: key for key in all_keys(item)} if item.kind == "choice" else _others(item)
    if text.upper() in whole:
        return Keyed(whole[text.upper()].answer)
    if item.kind == "date":
        read = dates.read_date(text, today, lean=item.lean)
        return Keyed(read.when.isoformat() if read.when else None, read.problem)
    return _READERS.get(item.kind, _checked)(item, text)


def sign_of(item: Item, answer: Answer) -> str:
    """Return what is keyed for an answer that was kept before; empty where there is none."""
    if answer is None:
        return ""
    codes = {key.answer: key.sign for key in all_keys(item)}
    if isinstance(answer, str):
        if item.kind == "date" and answer not in codes:
            return dates.plain(date.fromisoformat(answer))
        return codes.get(answer, answer)
    if isinstance(answer, Sequence):
        return " ".join(codes.get(code, code) for code in answer)
    return str(answer)


def keyed_words(item: Item, answer: Answer) -> str:
    """Return an answer as the coach reads it back: in the words of the paper."""
    if answer == NOT_ASKED:
        return LEFT_EMPTY
    if item.kind == "date" and isinstance(answer, str) and answer not in forms.NON_ANSWERS:
        return dates.full(date.fromisoformat(answer))
    return next((key.words for key in _others(item).values() if key.answer == answer), forms.in_words(item, answer))


def _others(item: Item) -> dict[str, Key]:
    own = {key.sign for key in answer_keys(item)}
    return {key.sign: key for key in all_keys(item) if key.sign not in own}


def _none(item: Item, _text: str) -> Keyed:
    return Keyed(None, _which(item))


def _which(item: Item) -> str:
    """Say what can be keyed for an item."""
    letters = " or ".join(_others(item))
    if item.options:
        return f"Key 1 to {len(item.options)}, or {letters}."
    return f"Key a number from {item.low} to {item.high}, or {letters}."


def _several(item: Item, text: str) -> Keyed:
    signs = text.replace(",", " ").split()
    if len(signs) == 1 and len(item.options) <= _MOST_SINGLE:
        signs = list(text)
    known = {key.sign: key.answer for key in answer_keys(item)}
    if not set(signs) <= known.keys():
        return Keyed(None, _which(item))
    return Keyed([known[key.sign] for key in answer_keys(item) if key.sign in signs])


def _number(item: Item, text: str) -> Keyed:
    try:
        value = float(text.replace(",", ".")) if item.decimals else int(text)
    except ValueError:
        return Keyed(None, _which(item))
    answer = int(value) if value == int(value) else value
    return Keyed(None, _which(item)) if forms.problem_of(item, answer) else Keyed(answer)


def _checked(item: Item, text: str) -> Keyed:
    problem = forms.problem_of(item, text)
    return Keyed(None, problem) if problem else Keyed(text)


_READERS: Mapping[str, Callable[[Item, str], Keyed]] = {
    "choice": _none,
    "multi": _several,
    "scale": _number,
    "number": _number,
}
