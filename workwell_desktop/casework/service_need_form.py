"""A need as a coach changes it: lists of plain words, tidied, and what is wrong with them said beside each field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workwell_desktop.casework.service_need_rules import MOST_POINTS, Need, NeedTerm, spaced, why_no_phrase
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.casework.service_words import fold
from workwell_desktop.errors import InputProblem

WEIGHTS = tuple(half / 2 for half in range(1, 9))
"""The points that a coach can give to words, 0.5 to 4; a file may hold others up to 8."""

_LONGEST_LABEL, _LONGEST_SENTENCE, _MOST_WORDS = 80, 400, 200
_APOSTROPHES = re.compile(r"['’ʼ‘]")
_MARKS = re.compile(r"[^a-z0-9*]+")


@dataclass(frozen=True)
class NeedForm:
    """What a coach can change of a need. ``terms`` are words and their points; a line of a list is one entry."""

    label: str
    helps: str
    words: tuple[str, ...]
    topics: tuple[str, ...]
    terms: tuple[tuple[str, float], ...]
    not_meant: tuple[str, ...]
    against: tuple[str, ...]
    instead: str


def form_of(need: Need) -> NeedForm:
    """Return a need as a form."""
    terms = tuple((term.words, term.points) for term in need.terms)
    words = tuple(sorted(need.words))
    return NeedForm(
        need.label, need.helps, words, need.topics, terms, need.not_meant, need.against, need.instead
    )  # fmt: skip


def need_from(need: Need, form: NeedForm) -> Need:
    """Return a need with what was typed, tidied. Raises ``InputProblem`` by field; ``terms`` names the words meant."""
    form = tidy(form)
    problems = problems_of(form)
    if problems:
        raise InputProblem(problems)
    changed = replace(
        need,
        label=form.label,
        helps=form.helps,
        words=frozenset(form.words),
        topics=form.topics,
        terms=tuple(NeedTerm(words, points) for words, points in form.terms),
        not_meant=form.not_meant,
        against=form.against,
        instead=form.instead,
    )
    return need if changed == need else changed


def tidy(form: NeedForm) -> NeedForm:
    """Return a form with its words as rules have them: lower case, no marks, no accents, each once, nothing empty."""
    terms = {tidy_phrase(words): points for words, points in form.terms}
    terms.pop("", None)
    return replace(
        form,
        label=" ".join(form.label.split()),
        helps=" ".join(form.helps.split()),
        words=_each_once(spaced(word).strip() for word in form.words),
        terms=tuple(terms.items()),
        not_meant=_each_once(map(tidy_phrase, form.not_meant)),
        against=_each_once(map(tidy_phrase, form.against)),
        instead=" ".join(form.instead.split()),
    )


def tidy_phrase(words: str) -> str:
    """Return words as they are looked for: "Men’s  Shed" is "mens shed". A star at the end stays."""
    bare = _MARKS.sub(" ", _APOSTROPHES.sub("", fold(words))).strip()
    star = "*" if bare.endswith("*") else ""
    return " ".join(bare.replace("*", " ").split()) + star if bare.strip("*") else ""


def problems_of(form: NeedForm) -> dict[str, str]:
    """Say by field what is wrong with a tidied form, each in a sentence."""
    problems = {
        name: sentence
        for name, sentence in (
            ("label", _text(form.label, _LONGEST_LABEL, "Give it a name, so that coaches know what it is.")),
            (
                "helps",
                _text(form.helps, _LONGEST_LABEL, "Say what services help with, such as: debt and money worries."),
            ),
            ("instead", _text(form.instead, _LONGEST_SENTENCE, "Say what people can do where no service fits.")),
            ("topics", "" if form.topics else "Choose at least one topic."),
            ("terms", "" if form.terms else "Leave at least one line: without words no service can be found."),
            ("words", _many(form.words)),
        )
        if sentence
    }
    unknown = [code for code in form.topics if code not in topics()]
    if unknown:
        problems["topics"] = "Choose topics from the list."
    for name, phrases in (
        ("terms", [words for words, _points in form.terms]),
        ("not_meant", form.not_meant),
        ("against", form.against),
    ):
        wrong = _phrases(phrases)
        if wrong:
            problems[name] = wrong
    if any(not 0 < points <= MOST_POINTS for _words, points in form.terms):
        problems["terms"] = f"A weight is over 0 and at most {MOST_POINTS:g}."
    return problems


def _text(words: str, longest: int, missing: str) -> str:
    if not words:
        return missing
    return f"This is too long. Use at most {longest} letters." if len(words) > longest else ""


def _phrases(phrases: Sequence[str]) -> str:
    wrong = next((f"“{words}” {why}" for words in phrases if (why := why_no_phrase(words))), "")
    return wrong or _many(phrases)


def _many(phrases: Sequence[str]) -> str:
    return f"These are too many. Use at most {_MOST_WORDS}." if len(phrases) > _MOST_WORDS else ""


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
