"""How well a service's own words fit each need: worked out once, when its record comes in.

Pure. Whole words only, one or many alike, nothing inside a phrase that means something else, and nothing that a
sentence denies. Weights as in the design of the directory (section 5.5): a name counts 1.6, a category 1.3, a
description 1; at most 8 points for a need.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from workwell_desktop.casework.service_need_rules import MOST_POINTS, NeedRules, needs
from workwell_desktop.casework.service_phrases import (
    ELSE,
    Phrase,
    PhraseIndex,
    hits_in,
    index_of,
    phrase,
    places_in,
    tokens_of,
)
from workwell_desktop.directory.record import ServiceRecord

NAME, CATEGORY, DESCRIPTION, TOPIC = "name", "category", "description", "topic"
NAME_ALONE = "name alone"  # nothing beside the name's own words speaks for it: "Technical Debt Club"
_WHO = "who"  # who can use it: says whom a service is for, not what it does
_OPENING = "opening"  # the name and the first sentence: whoever stands there is whom it is for
_LONGEST_OPENING = 200  # letters
_END = re.compile(r"[.!?]\s|\n")
_GIVER = "giver"  # the organisation: counts as a description, and is often only the name again
FACTORS: Mapping[str, float] = {NAME: 1.6, CATEGORY: 1.3, TOPIC: 1.3, DESCRIPTION: 1.0, _WHO: 0.0}
_ALONE = 0.5  # how much of its points a name keeps that nothing supports
_WAY = 3  # of scoring: one more whenever this module, or what finds phrases, comes to score otherwise
_MOST_WORDS_TOLD = 3
_MOST_SIDES = 30  # neighbours of one term that are compared: more would tell nothing new
_MOST_HITS = 2  # of one audience, and one more where it stands in the opening
_OPENING_HITS = 2  # whom a service names first is whom it is for: "Mentoring for refugees"
_STRONG = 2.0  # points of a term that is more than a hint
_TERM, _AGAINST, _FOR, _FOR_ALL = "term", "against", "for", "for all"


class TermScore(NamedTuple):
    """How a service's words fit one need: a row to keep beside the service; a tuple, since there are many thousands.

    ``points`` are 0 to 8 before anything is taken off. ``words`` are what was found, the weightiest first, and
    ``where`` the best place they stand in: "name", "name alone" (nothing else speaks for it), "category" or
    "description"; "topic" where there are no words and only its topic speaks for it. ``against`` are words that speak
    against it, ``audiences`` the ids it speaks of, twice where it does so more than once, thrice in its opening.
    """

    need: str
    points: float
    words: tuple[str, ...]
    where: str
    against: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


class _Hit(NamedTuple):
    """One term in one text: in which, and how it stands there."""

    phrase: Phrase
    where: str
    said: str

    @property
    def worth(self) -> float:
        return self.phrase.points * FACTORS[self.where]


@lru_cache(maxsize=8)
def rules_mark(rules: NeedRules) -> str:
    """Return the mark of these rules, 16 letters: rules with the same mark score every service alike.

    What is only read by people, such as a label, does not change it.
    """
    said = [
        _WAY, rules.least, FACTORS,
        [[need.id, need.by_topic, need.topics[0], need.terms, need.not_meant, need.against]
         for need in rules.needs.values()],
        [[one.id, one.words, one.for_all] for one in rules.audiences.values()],
    ]  # fmt: skip
    return sha256(json.dumps(said, default=vars).encode()).hexdigest()[:16]


def term_scores(record: ServiceRecord, rules: NeedRules | None = None) -> Mapping[str, TermScore]:
    """Return by need id how a record's words fit, for each need with enough points before anything is taken off.

    To be asked once for each record, when it comes in, and again when the rules change.
    """
    held = rules or needs()
    found: dict[str, dict[tuple[str, str], _Hit]] = {}
    borne_out: set[str] = set()
    beside: dict[str, dict[tuple[str, str], set[tuple[str, str]]]] = {NAME: {}, DESCRIPTION: {}}
    opening: set[str] = set()
    for where, text in _texts(record):
        tokens = tokens_of(text)
        for one, at in places_in(_index(held), tokens):
            said = " ".join(tokens[at : at + len(one.words)])
            if where == _OPENING:
                opening.add(one.owner)
                continue
            if one.kind == _TERM and (where == CATEGORY or (where == DESCRIPTION and len(one.words) > 1)):
                borne_out.add(one.owner)
            if one.kind == _TERM and where in beside:
                beside[where].setdefault((one.owner, one.text), set()).add(_neighbours(tokens, at))
            hit, kept = _Hit(one, DESCRIPTION if where == _GIVER else where, said), found.setdefault(one.owner, {})
            before = kept.get((one.kind, one.text))
            if before is None or hit.worth > before.worth:
                kept[one.kind, one.text] = hit
    for need in held.needs.values() if record.topics else ():
        if need.by_topic and need.topics[0] in record.topics:
            found.setdefault(need.id, {})[_TERM, ""] = _Hit(phrase(need.id, _TERM, "", need.by_topic), TOPIC, "")
    if not found:
        return {}
    borne_out.update(_said_otherwise(beside[NAME], beside[DESCRIPTION]))
    audiences = _audiences(held, found, opening)
    told = bool(record.description or record.summary)  # a bare name has nothing that could bear it out
    scores = (
        _score(need, tuple(hits.values()), audiences, alone=told and need not in borne_out and len(rule.terms) > 1)
        for need, rule in held.needs.items()
        if (hits := found.get(need))
    )
    return {score.need: score for score in scores if score.points >= held.least}


def terms_in(text: str, rules: NeedRules) -> dict[str, list[str]]:
    """Return by need id which of its terms stand in a text, as they stand there."""
    found: dict[str, list[str]] = {}
    for one, said in hits_in(_index(rules), tokens_of(text)):
        if one.kind == _TERM:
            found.setdefault(one.owner, []).append(said)
    return found


def _texts(record: ServiceRecord) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record with the place they count for."""
    yield NAME, record.name
    if record.terms:
        yield CATEGORY, "\n".join(term.label for term in record.terms)
    if record.organisation:
        yield _GIVER, record.organisation
    yield DESCRIPTION, "\n".join((record.summary, record.description))
    yield _OPENING, "\n".join((record.name, _opening(record.summary or record.description)))
    if record.eligibility:
        yield _WHO, record.eligibility


def _opening(text: str) -> str:
    """Return the first sentence of a text, or its first line."""
    return _END.split(text.lstrip()[:_LONGEST_OPENING], maxsplit=1)[0]


def _neighbours(tokens: Sequence[str], at: int) -> tuple[str, str]:
    """Return the words before and behind the first word of a term."""
    return tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""


def _said_otherwise(
    name: Mapping[tuple[str, str], set[tuple[str, str]]], told: Mapping[tuple[str, str], set[tuple[str, str]]]
) -> Iterator[str]:
    """Yield the needs of which a word of the name stands in the description beside other words.

    "A Way out of Debt" where "a debt coach visits you" is about debt; a "Technical Debt Club" where "we talk of
    technical debt" has only said its name again.
    """
    for (owner, text), found in name.items():
        sides, others = (sorted(some)[:_MOST_SIDES] for some in (found, told.get((owner, text), ())))
        if any(all(a != b or not a for side in sides for a, b in zip(one, side, strict=True)) for one in others):
            yield owner


def _audiences(
    rules: NeedRules, found: Mapping[str, Mapping[tuple[str, str], _Hit]], opening: Collection[str]
) -> tuple[str, ...]:
    """Return whom a service speaks of, unless it says that others are welcome too; thrice who stands in its opening."""
    told: list[str] = []
    for audience in rules.audiences:
        kinds = Counter(kind for kind, _ in found.get(_for(audience), ()))
        if not kinds[_FOR_ALL]:
            more = _OPENING_HITS if kinds[_FOR] and _for(audience) in opening else 0
            told += [audience] * min(kinds[_FOR] + more, _MOST_HITS + more // _OPENING_HITS)
    return tuple(told)


def _score(need: str, hits: Sequence[_Hit], audiences: tuple[str, ...], *, alone: bool) -> TermScore:
    """Score the hits of one need; ``alone``: but for other terms, nothing that is told bears out what the name says."""
    terms = sorted((hit for hit in hits if hit.phrase.kind == _TERM and hit.worth), key=lambda hit: -hit.worth)
    words = tuple(dict.fromkeys(hit.said for hit in terms if hit.said))[:_MOST_WORDS_TOLD]
    places = [hit.where for hit in terms if hit.said and hit.phrase.points >= _STRONG]
    # A topic may have been worked out from the very same name.
    alone = alone and bool(words) and all(hit.where in {NAME, TOPIC} for hit in terms)
    where = max(places, key=FACTORS.__getitem__, default=DESCRIPTION if words else TOPIC)
    return TermScore(
        need=need,
        points=min(MOST_POINTS, round(sum(hit.worth for hit in terms) * (_ALONE if alone else 1.0), 2)),
        words=words,
        where=NAME_ALONE if alone else where,
        against=tuple(hit.said for hit in hits if hit.phrase.kind == _AGAINST),
        audiences=audiences,
    )


def _for(audience: str) -> str:
    """Return the owner of an audience's words, which no need can be called."""
    return f"for {audience}"


@lru_cache(maxsize=4)
def _index(rules: NeedRules) -> PhraseIndex:
    """Return the index of these rules' words."""
    return index_of(_phrases(rules))


def _phrases(rules: NeedRules) -> Iterator[Phrase]:
    for need in rules.needs.values():
        yield from (phrase(need.id, _TERM, term.words, term.points, deniable=True) for term in need.terms)
        for kind, texts in ((_AGAINST, need.against), (ELSE, need.not_meant)):
            yield from (phrase(need.id, kind, text) for text in texts)
    for audience in rules.audiences.values():
        for kind, texts in ((_FOR, audience.words), (_FOR_ALL, audience.for_all)):
            yield from (phrase(_for(audience.id), kind, text) for text in texts)
