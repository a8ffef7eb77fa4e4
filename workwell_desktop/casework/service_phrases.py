"""Finds phrases in a text: whole words, one or many alike, the longest first, and nothing that a sentence denies.

Pure and quick: each word of a text is looked up once, and what it may begin is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from workwell_desktop.casework.service_words import fold

ELSE = "else"
"""The kind of a phrase in which other words mean something else: it covers them, and is never given back."""

_LONGEST = 20_000  # letters of one text: nobody describes a service at more length
_MOST_KEPT = 100_000  # words whose phrases are remembered
_TOKEN = re.compile(r"[^\W_]+|[.!?;:\n]")
_ENDS = frozenset(".!?;:\n")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘")
_DENIED = frozenset({"not", "cannot", "cant", "dont", "doesnt", "isnt", "arent", "unable", "nor", "wont"})
_LIFTED = frozenset({"only", "just", "sure"})  # "not only debt", "if you are not sure"
_DENIES = 8  # words that a "not" reaches: a list of what is not offered
_CLAUSE = frozenset({"but", "however", "instead", "although", "we"})  # what stands behind is said anew
_READER = frozenset({"you", "who", "people", "i"})  # "if you cannot stop drinking": no word of what is offered
_AUXILIARY = frozenset({"do", "does", "did", "are", "is", "can", "could", "may", "will", "have", "feel"})
_ES = ("ses", "xes", "zes", "ches", "shes")  # the only ends that lose two letters: refugees are no refuge
_NONE = 2  # words that a "no" reaches, where a list says what there is


class Phrase(NamedTuple):
    """A phrase to find: whom it belongs to, what it says of it, its words, and whether the last may end anyhow.

    ``text`` is how the file has it, ``points`` what it is worth. ``deniable``: it does not count behind a "not".
    """

    owner: str
    kind: str
    words: tuple[str, ...]
    stem: bool
    text: str
    points: float = 0.0
    deniable: bool = False


@dataclass(frozen=True, eq=False)
class PhraseIndex:
    """Phrases by their first word. ``known`` remembers words. ``none``: a "no" just before a phrase denies it too."""

    words: Mapping[str, tuple[Phrase, ...]]
    stems: Mapping[str, tuple[Phrase, ...]]
    lengths: tuple[int, ...]
    none: bool = False
    known: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)

    def beginning(self, word: str) -> tuple[Phrase, ...]:
        """Return the phrases that this word may begin, the longest first."""
        found = self.known.get(word)
        if found is None:
            phrases = [one for form in forms(word) for one in self.words.get(form, ())]
            phrases += [one for length in self.lengths for one in self.stems.get(word[:length], ())]
            found = tuple(sorted(dict.fromkeys(phrases), key=lambda one: (-len(one.words), one.stem)))
            if len(self.known) > _MOST_KEPT:
                self.known.clear()
            self.known[word] = found
        return found


def phrase(owner: str, kind: str, text: str, points: float = 0.0, *, deniable: bool = False) -> Phrase:
    """Return a phrase as a file writes it: words in lower case, perhaps with a star at the end."""
    return Phrase(owner, kind, tuple(text.removesuffix("*").split()), text.endswith("*"), text, points, deniable)


def index_of(phrases: Iterable[Phrase], *, none: bool = False) -> PhraseIndex:
    """Return an index of phrases by their first word."""
    words: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    for one in phrases:
        first = stems if one.stem and len(one.words) == 1 else words
        first.setdefault(one.words[0], []).append(one)
    return PhraseIndex(
        {word: tuple(held) for word, held in words.items()},
        {word: tuple(held) for word, held in stems.items()},
        tuple(sorted({len(word) for word in stems})),
        none,
    )


def tokens_of(text: str) -> list[str]:
    """Return the words of a text in lower case without accents and apostrophes, and the marks that end sentences."""
    return _TOKEN.findall(fold(text[:_LONGEST]).translate(_APOSTROPHES))


@lru_cache(maxsize=_MOST_KEPT)
def forms(word: str) -> tuple[str, ...]:
    """Return how a word may stand in a phrase: as it is, and as one where it is many."""
    if len(word) < 4 or not word.endswith("s"):
        return (word,)
    if word.endswith("ies"):
        return word, word[:-1], f"{word[:-3]}y"
    return (word, word[:-1], word[:-2]) if word.endswith(_ES) else (word, word[:-1])


def hits_in(index: PhraseIndex, tokens: Sequence[str]) -> Iterator[tuple[Phrase, str]]:
    """Yield every phrase in these words, and how it stands there.

    What stands inside a longer phrase of the same owner does not count.
    """
    for one, at in places_in(index, tokens):
        yield one, " ".join(tokens[at : at + len(one.words)])


def places_in(index: PhraseIndex, tokens: Sequence[str]) -> Iterator[tuple[Phrase, int]]:
    """Yield what :func:`hits_in` does, with the place of its first word."""
    covered: dict[str, int] = {}
    for at, token in enumerate(tokens):
        for one in index.known.get(token) or index.beginning(token):
            if covered.get(one.owner, 0) > at or not _stands(one, tokens, at):
                continue
            covered[one.owner] = at + len(one.words)
            if one.kind != ELSE and not (one.deniable and _denied(tokens, at, none=index.none)):
                yield one, at


def _stands(one: Phrase, tokens: Sequence[str], at: int) -> bool:
    """Say whether a phrase stands here, of which the first word does."""
    last = len(one.words) - 1
    if at + last >= len(tokens):
        return False
    for place in range(1, last + 1):
        token, word = tokens[at + place], one.words[place]
        if word not in forms(token) and not (one.stem and place == last and token.startswith(word)):
            return False
    return True


def _denied(tokens: Sequence[str], at: int, *, none: bool) -> bool:
    """Say whether a "not" stands before it in the same sentence."""
    for place in range(at - 1, max(-1, at - 1 - _DENIES), -1):
        if tokens[place] in _ENDS or tokens[place] in _CLAUSE:
            return False
        if tokens[place] in _DENIED and _of_reader(tokens, place):
            return False
        if tokens[place] in _DENIED or tokens[max(0, place - 1) : place + 1] == ["no", "longer"]:
            return tokens[place + 1] not in _LIFTED
        if none and tokens[place] == "no" and at - place <= _NONE:
            return True
    return False


def _of_reader(tokens: Sequence[str], at: int) -> bool:
    """Say whether a "not" tells of whoever reads it: "if you do not have a home", "people who cannot pay"."""
    before = at - 1 if at and tokens[at - 1] not in _AUXILIARY else at - 2
    return before >= 0 and tokens[before] in _READER
