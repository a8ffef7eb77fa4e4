"""How well a service's own words fit each need: worked out once, when its record comes in.

Pure. Whole words only, one or many alike, nothing inside a phrase that means something else, and nothing that a
sentence denies. Weights as in the design of the directory (section 5.5): a name counts 1.6, a category 1.3, a
description 1; at most 8 points for a need.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from workwell_desktop.casework.service_need_rules import MOST_POINTS, NeedRules, needs
from workwell_desktop.casework.service_topics import topic_labels
from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.record import ServiceRecord

NAME, CATEGORY, DESCRIPTION = "name", "category", "description"
_WHO = "who"  # who can use it: says whom a service is for, not what it does
FACTORS: Mapping[str, float] = {NAME: 1.6, CATEGORY: 1.3, DESCRIPTION: 1.0, _WHO: 0.0}
_MOST_WORDS_TOLD = 3
_MOST_HITS = 2  # of one audience
_LONGEST = 20_000  # letters of one text: nobody describes a service at more length
_MOST_KEPT = 100_000  # words whose terms are remembered
_TOKEN = re.compile(r"[^\W_]+|[.!?;:\n]")
_ENDS = frozenset(".!?;:\n")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘")
_DENIED = frozenset({"not", "cannot", "cant", "dont", "doesnt", "isnt", "arent", "unable", "nor", "wont"})
_LIFTED = frozenset({"only", "just", "sure"})  # "not only debt", "if you are not sure"
_DENIES = 6  # words that a "not" reaches
_STRONG = 2.0  # points of a term that is more than a hint
_TERM, _AGAINST, _ELSE, _FOR, _FOR_ALL = "term", "against", "else", "for", "for all"


class TermScore(NamedTuple):
    """How a service's words fit one need: a row to keep beside the service; a tuple, since there are many thousands.

    ``points`` are 0 to 8 before anything is taken off. ``words`` are what was found, the weightiest first, and
    ``where`` the best place they stand in: "name", "category" or "description". ``against`` are words that speak
    against it, ``audiences`` the ids of whom it speaks of, twice where it does so more than once.
    """

    need: str
    points: float
    words: tuple[str, ...]
    where: str
    against: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """One term: the need or audience it belongs to, what it says of it, its words, and whether the last may end anyhow.

    ``term`` is how the file has it, ``points`` what it is worth.
    """

    owner: str
    kind: str
    words: tuple[str, ...]
    stem: bool
    term: str
    points: float


class _Hit(NamedTuple):
    """One term in one text: in which, and how it stands there."""

    entry: _Entry
    where: str
    said: str

    @property
    def worth(self) -> float:
        return self.entry.points * FACTORS[self.where]


@dataclass(frozen=True, eq=False)
class TermIndex:
    """The terms of all needs by their first word, so that a text is gone through once. ``known`` remembers words."""

    words: Mapping[str, tuple[_Entry, ...]]
    stems: Mapping[str, tuple[_Entry, ...]]
    lengths: tuple[int, ...]
    known: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)

    def beginning(self, word: str) -> tuple[_Entry, ...]:
        """Return the terms that this word may begin, the longest first."""
        found = self.known.get(word)
        if found is None:
            entries = [one for form in forms(word) for one in self.words.get(form, ())]
            entries += [one for length in self.lengths for one in self.stems.get(word[:length], ())]
            found = tuple(sorted(dict.fromkeys(entries), key=lambda one: (-len(one.words), one.stem)))
            if len(self.known) > _MOST_KEPT:
                self.known.clear()
            self.known[word] = found
        return found


def term_scores(record: ServiceRecord, rules: NeedRules | None = None) -> Mapping[str, TermScore]:
    """Return by need id how a record's words fit, for each need with enough points before anything is taken off.

    To be asked once for each record, when it comes in, and again when the rules change.
    """
    held = rules or needs()
    found: dict[str, dict[tuple[str, str], _Hit]] = {}
    for where, text in _texts(record):
        for entry, said in _hits(_index(held), tokens_of(text)):
            hit, kept = _Hit(entry, where, said), found.setdefault(entry.owner, {})
            before = kept.get((entry.kind, entry.term))
            if before is None or hit.worth > before.worth:
                kept[entry.kind, entry.term] = hit
    if not found:
        return {}
    audiences = _audiences(held, found)
    scores = (_score(need, tuple(found[need].values()), audiences) for need in held.needs if need in found)
    return {score.need: score for score in scores if score.points >= held.least}


def tokens_of(text: str) -> list[str]:
    """Return the words of a text in lower case without accents and apostrophes, and the marks that end sentences."""
    return _TOKEN.findall(fold(text[:_LONGEST]).translate(_APOSTROPHES))


@lru_cache(maxsize=_MOST_KEPT)
def forms(word: str) -> tuple[str, ...]:
    """Return how a word may stand in a term: as it is, and as one where it is many."""
    if len(word) < 4 or not word.endswith("s"):
        return (word,)
    if word.endswith("ies"):
        return word, word[:-1], f"{word[:-3]}y"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])


def _texts(record: ServiceRecord) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record with the place they count for."""
    yield NAME, record.name
    labels = [term.label for term in record.terms] + list(topic_labels(record.topics))
    if labels:
        yield CATEGORY, "\n".join(labels)
    yield DESCRIPTION, "\n".join((record.organisation, record.summary, record.description))
    if record.eligibility:
        yield _WHO, record.eligibility


def _hits(index: TermIndex, tokens: Sequence[str]) -> Iterator[tuple[_Entry, str]]:
    """Yield every term in these words. What stands inside a longer one of the same owner does not count."""
    covered: dict[str, int] = {}
    for at, token in enumerate(tokens):
        for entry in index.known.get(token) or index.beginning(token):
            if covered.get(entry.owner, 0) > at or not _stands(entry, tokens, at):
                continue
            end = at + len(entry.words)
            covered[entry.owner] = end
            if entry.kind != _ELSE and not (entry.kind == _TERM and _denied(tokens, at)):
                yield entry, " ".join(tokens[at:end])


def _stands(entry: _Entry, tokens: Sequence[str], at: int) -> bool:
    """Say whether a term stands here; its first word does, unless that is its last and has a star."""
    last = len(entry.words) - 1
    if at + last >= len(tokens):
        return False
    for place in range(1, last + 1):
        token, word = tokens[at + place], entry.words[place]
        if word not in forms(token) and not (entry.stem and place == last and token.startswith(word)):
            return False
    return True


def _denied(tokens: Sequence[str], at: int) -> bool:
    """Say whether a "not" stands before it in the same sentence."""
    for place in range(at - 1, max(-1, at - 1 - _DENIES), -1):
        if tokens[place] in _ENDS:
            return False
        if tokens[place] in _DENIED or tokens[max(0, place - 1) : place + 1] == ["no", "longer"]:
            return tokens[place + 1] not in _LIFTED
    return False


def _audiences(rules: NeedRules, found: Mapping[str, Mapping[tuple[str, str], _Hit]]) -> tuple[str, ...]:
    """Return whom a service speaks of, unless it says that others are welcome too."""
    told: list[str] = []
    for audience in rules.audiences:
        kinds = Counter(kind for kind, _ in found.get(_for(audience), ()))
        if not kinds[_FOR_ALL]:
            told += [audience] * min(kinds[_FOR], _MOST_HITS)
    return tuple(told)


def _score(need: str, hits: Sequence[_Hit], audiences: tuple[str, ...]) -> TermScore:
    terms = sorted((hit for hit in hits if hit.entry.kind == _TERM and hit.worth), key=lambda hit: -hit.worth)
    places = [hit.where for hit in terms if hit.entry.points >= _STRONG]
    return TermScore(
        need=need,
        points=min(MOST_POINTS, round(sum(hit.worth for hit in terms), 2)),
        words=tuple(dict.fromkeys(hit.said for hit in terms))[:_MOST_WORDS_TOLD],
        where=max(places, key=FACTORS.__getitem__, default=DESCRIPTION),
        against=tuple(hit.said for hit in hits if hit.entry.kind == _AGAINST),
        audiences=audiences,
    )


def _for(audience: str) -> str:
    """Return the owner of an audience's words, which no need can be called."""
    return f"for {audience}"


@lru_cache(maxsize=4)
def _index(rules: NeedRules) -> TermIndex:
    """Return the index of these rules' terms."""
    words: dict[str, list[_Entry]] = {}
    stems: dict[str, list[_Entry]] = {}
    for entry in _entries(rules):
        first = stems if entry.stem and len(entry.words) == 1 else words
        first.setdefault(entry.words[0], []).append(entry)
    return TermIndex(
        {word: tuple(entries) for word, entries in words.items()},
        {word: tuple(entries) for word, entries in stems.items()},
        tuple(sorted({len(word) for word in stems})),
    )


def _entries(rules: NeedRules) -> Iterator[_Entry]:
    for need in rules.needs.values():
        for term in need.terms:
            yield _entry(need.id, _TERM, term.words, term.points)
        for kind, phrases in ((_AGAINST, need.against), (_ELSE, need.not_meant)):
            yield from (_entry(need.id, kind, phrase) for phrase in phrases)
    for audience in rules.audiences.values():
        for kind, phrases in ((_FOR, audience.words), (_FOR_ALL, audience.for_all)):
            yield from (_entry(_for(audience.id), kind, phrase) for phrase in phrases)


def _entry(owner: str, kind: str, term: str, points: float = 0.0) -> _Entry:
    return _Entry(owner, kind, tuple(term.removesuffix("*").split()), term.endswith("*"), term, points)
