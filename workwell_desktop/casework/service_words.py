"""From what a coach types to what is looked for: words, words that mean the same, and one slip of a letter.

Pure: the vault's index answers which words it knows and which services hold them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workwell_desktop.datafiles import read_table
from workwell_desktop.paths import resources

_MOST_WORDS = 12
_LONGEST_WORD = 40
_SHORTEST_MENDED = 4  # letters; shorter words have too many neighbours
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r"[^\W_]+(?: [^\W_]+){0,2}")


@dataclass(frozen=True)
class WordList:
    """Words that mean the same (each word or phrase with all of its group), and words too common to look for."""

    same: Mapping[str, frozenset[str]]
    small: frozenset[str]


@dataclass(frozen=True)
class Typed:
    """What was typed: ``words`` without accents in lower case; ``unfinished`` while the last is still being typed."""

    words: tuple[str, ...]
    unfinished: bool


def read_words(path: Path) -> WordList:
    """Read the words that mean the same. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    small, groups = frozenset(top.texts("small")), top.values.get("groups")
    top.used.add("groups")
    top.done()
    if not isinstance(groups, list):
        raise top.problem("“groups” must be a list of lists of words.")
    same: dict[str, frozenset[str]] = {}
    for place, group in enumerate(groups, start=1):
        if not isinstance(group, list) or len(group) < 2 or not all(_is_phrase(word) for word in group):
            raise top.problem(f"group {place} must hold at least two, each of one to three words in lower case.")
        for word in group:
            same[word] = same.get(word, frozenset()) | frozenset(group)
    return WordList(MappingProxyType(same), small)


@cache
def shipped_words() -> WordList:
    """Return the shipped word list."""
    return read_words(resources() / "rules" / "service_words.toml")


def typed_words(text: str, small: frozenset[str]) -> Typed:
    """Read what was typed. Marks and quotes are only spaces, and common words fall away beside others.

    The last word counts as unfinished until a space or mark follows it.
    """
    plain = fold(text)
    words = [word[:_LONGEST_WORD] for word in _WORD.findall(plain)][:_MOST_WORDS]
    unfinished = bool(words) and plain[-1:] == words[-1][-1:]
    kept = [word for word in words if word not in small] or words
    return Typed(tuple(kept), unfinished and kept[-1] == words[-1])


def groups_of(typed: Typed, same: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return for each word the set of words that would do as well; an unfinished one ends in ``*``.

    Words that make a known phrase together ("food bank") count as one, and are looked for side by side.
    """
    groups: list[frozenset[str]] = []
    place = 0
    while place < len(typed.words):
        many = next((many for many in (3, 2) if _phrase(typed.words[place : place + many], many, same)), 1)
        word = " ".join(typed.words[place : place + many])
        place += many
        begun = {f"{word}*"} if typed.unfinished and place == len(typed.words) else frozenset()
        groups.append(_also(word, same) | begun)
    return tuple(groups)


def mended(typed: Typed, known: Sequence[str], same: Collection[str] = ()) -> Typed | None:
    """Return the words with one slip of a letter put right in each unknown one, or nothing when none can be.

    A slip is one letter wrong, missing, too many, or two neighbours swapped. ``known`` are the words that services
    have, from A to Z; ``same`` are others that would find something, being no slip themselves.
    """
    words = list(typed.words)
    last = len(words) - 1
    for place, word in enumerate(words):
        at = bisect_left(known, word)
        after = known[at] if at < len(known) else ""
        begun = typed.unfinished and place == last and after.startswith(word)
        if word == after or begun or len(word) < _SHORTEST_MENDED or word in same:
            continue
        close = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1)
        if close is None:
            close = process.extractOne(word, tuple(same), scorer=OSA.distance, score_cutoff=1)
        if close is not None:
            words[place] = close[0]
    return Typed(tuple(words), unfinished=False) if tuple(words) != typed.words else None


def fold(text: str) -> str:
    """Return a text in lower case without accents, as the index keeps its words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _also(word: str, same: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the word and what means the same, each as one and as many."""
    one = word if len(word) < _SHORTEST_MENDED or word.endswith(("ss", "us", "is")) else word.removesuffix("s")
    forms = {word, one, f"{word}s"}
    also = frozenset[str]().union(*(same.get(form, frozenset()) for form in forms))
    return frozenset(forms | also | {f"{other}s" for other in also if not other.endswith("s")})


def _phrase(words: Sequence[str], many: int, same: Mapping[str, frozenset[str]]) -> bool:
    """Say whether so many words are a known phrase, of one or of many."""
    said = " ".join(words)
    return len(words) == many and (said in same or said.removesuffix("s") in same)


def _is_phrase(value: object) -> bool:
    return isinstance(value, str) and _PHRASE.fullmatch(value) is not None and value == fold(value)
