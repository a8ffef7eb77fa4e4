"""How hard a text is to read, and what to say in a plainer way: for our own wording, and for what a coach types.

The index needs no syllables and no word list: letters a word and words a sentence give the school grade at which
a text is easy to read (Automated Readability Index: Smith and Senter, AMRL-TR-66-220, 1967). Grade 6 is about eleven
years of age. Hard words, each with a plainer one, are data (``resources/words/hard_words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from workwell_desktop.datafiles import read_table
from workwell_desktop.paths import resources

MOST_INDEX, MOST_MEAN, MOST_WORDS = 6.0, 15.0, 25  # what our own wording is held to: index, mean and most words
_LONG = 20  # words: a coach is told of a sentence that is longer
_HEAVY = 9.0  # the index from which a coach is told that the words are long
_ENOUGH = 8  # words: the index of less says nothing

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SLOT = re.compile(r"\{[a-z_]+\}")
_BETWEEN = re.compile(r"(?<=[.!?])[”’\")]*\s+|\n+")


@dataclass(frozen=True)
class HardWord:
    """A word or phrase that people should not have to read, and what to say instead."""

    word: str
    instead: str


@dataclass(frozen=True)
class Reading:
    """What a set of sentences asks of its reader: the index, and the mean and the most words a sentence."""

    index: float
    mean_words: float
    most_words: int


def reading(sentences: Iterable[str]) -> Reading:
    """Measure whole sentences. Digits count as letters; names in braces count as one short word."""
    lengths, letters = [], 0
    for sentence in sentences:
        words = _WORD.findall(_SLOT.sub("Jo", sentence))
        if words:
            lengths.append(len(words))
            letters += sum(len(word) for word in words)
    count = sum(lengths)
    if not count:
        return Reading(0.0, 0.0, 0)
    mean = count / len(lengths)
    return Reading(4.71 * letters / count + 0.5 * mean - 21.43, mean, max(lengths))


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text, as written; what has no full stop at its end counts too."""
    found = (part.strip() for part in _BETWEEN.split(text.replace("*", "")))
    return [part for part in found if len(_WORD.findall(_SLOT.sub("Jo", part))) > 1]


@cache
def hard_words() -> tuple[HardWord, ...]:
    """Return the shipped list, longest first. Raises ``DataFileProblem`` when the file is not sound."""
    top = read_table(resources() / "words" / "hard_words.toml")
    top.text("source")
    top.text("licence")
    found = []
    for entry in top.tables("words", at_least=1):
        found.append(HardWord(entry.text("word"), entry.text("instead")))
        entry.done()
    top.done()
    return tuple(sorted(found, key=lambda one: -len(one.word)))


@cache
def _finder() -> re.Pattern[str]:
    """Find hard words with their usual endings, as whole words."""
    stems = "|".join(re.escape(one.word) for one in hard_words())
    return re.compile(rf"\b(?:{stems})(?:s|es|d|ed|ing|’s|'s)?\b", re.IGNORECASE)


def hard_words_in(text: str) -> tuple[HardWord, ...]:
    """Return the hard words of a text, each once and as it is written there, in order of appearance."""
    plainer = {one.word: one.instead for one in hard_words()}
    found: dict[str, HardWord] = {}
    for match in _finder().finditer(text):
        written = match.group()
        stem = next(word for word in plainer if written.casefold().startswith(word))
        found.setdefault(stem, HardWord(written, plainer[stem]))
    return tuple(found.values())


def reading_hint(text: str) -> str:
    """Return one sentence for the coach about a text that somebody will read, or nothing: a help, never an order.

    The first of three: a hard word with a plainer one, a sentence of more than 20 words, and long words throughout.
    """
    hard = hard_words_in(text)
    if hard:
        return f"Plainer than “{hard[0].word}”: {hard[0].instead}."
    sentences = sentences_in(text)
    longest = max((len(_WORD.findall(one)) for one in sentences), default=0)
    if longest > _LONG:
        return f"One sentence has {longest} words. Two short ones are easier to read."
    measured = reading(sentences)
    if measured.mean_words * len(sentences) >= _ENOUGH and measured.index > _HEAVY:
        return "These are long words. Say it as you would say it aloud."
    return ""
