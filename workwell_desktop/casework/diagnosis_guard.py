"""The diagnosis guard: which words of a letter would tell its reader about this participant's health.

It looks for what stands in their own record, and also for words that always tell about health, such as the name of a
medicine, whether or not they stand there: a record is never complete. It is a help and never complete itself. What is
in the letter stays the participant's choice; here it is only said which words need one.

Pure: what is known of a person goes in with a text, and the places in the text come out. ``guard_facts.py`` reads a
record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import OSA

from workwell_desktop.casework.health_terms import (
    Found,
    HealthTerms,
    TermIndex,
    Token,
    health_terms,
    index_of,
    phrase,
    plain,
    tokens_of,
)
from workwell_desktop.paths import resources

CONDITION, TREATMENT, INSTRUMENT, NOTE, HEALTH = "condition", "treatment", "instrument", "note", "health"
_BY_WEIGHT = (CONDITION, TREATMENT, INSTRUMENT, NOTE, HEALTH)
_SHORTEST_SLIP = 7  # letters of a word that may hold one slip; shorter words have too many neighbours
_SHORTEST_OWN = 4
_ENDINGS = ("ies", "es", "s", "ed", "d", "ing", "ly", "er", "est", "ness", "ment", "able", "y")
_SMALL = "a an the my his her their your our i we am is are was were have has had be been of on in for"
_DAYS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
"""


@dataclass(frozen=True)
class HealthFacts:
    """What a record says about somebody's health, as far as it helps to find it in a letter.

    ``conditions`` are codes of the list of conditions, the rest are words as they were typed. ``instruments`` are the
    titles of questionnaires that were filled in, such as "Mood over 2 weeks (PHQ-9)".
    """

    conditions: frozenset[str] = frozenset()
    condition_words: str = ""
    treatments: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def guard(self) -> Guard:
        """What is needed to look through this person's words, made ready once."""
        return guard_for(self)


@dataclass(frozen=True)
class Guard:
    """What is known of one person, ready to look with: the kind of each family in their record, and words of their own.

    ``names`` are words that count only with a capital letter, such as the name of a hospital.
    """

    kinds: Mapping[str, str]
    own: TermIndex
    names: frozenset[str]
    long_words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hit:
    """Words of a text that tell about health: from ``start`` to ``end``, as they are written there.

    ``kind`` says where they come from: condition, treatment, instrument or note of this record, or health: a word that
    tells about health and does not stand in the record.
    """

    start: int
    end: int
    words: str
    kind: str


def guard_for(facts: HealthFacts) -> Guard:
    """Return what is needed to look through this person's letters."""
    terms = health_terms()
    kinds = dict.fromkeys(_families_in("\n".join(facts.notes), terms), NOTE)
    said = [facts.condition_words, *facts.treatments]
    for words in [*said, *facts.instruments]:
        kinds |= {one: terms.families[one].kind for one in _families_in(words, terms)}
    kinds |= {one.id: one.kind for one in terms.families.values() if one.conditions & facts.conditions}
    if facts.instruments:
        kinds |= {one.id: one.kind for one in terms.families.values() if one.kind == INSTRUMENT}
    unknown = [(word, CONDITION) for word in _unknown(facts.condition_words)]
    unknown += [(word, TREATMENT) for words in facts.treatments for word in _unknown(words)]
    titles = [(part, INSTRUMENT) for title in facts.instruments for part in re.split(r"[()]", title) if part.strip()]
    return Guard(
        kinds,
        index_of(term for words, kind in [*unknown, *titles] if (term := phrase(words, kind)).pieces),
        frozenset(name for words in said for name in _names(words)),
        tuple(
            (form, kind) for word, kind in unknown for form in tokens_of(word)[0].forms if len(form) >= _SHORTEST_SLIP
        ),
    )


def hits_in(text: str, guard: Guard) -> tuple[Hit, ...]:
    """Return the words of a text that would tell about health, in their order; none of them overlap."""
    terms, tokens = health_terms(), tokens_of(text)
    elsewhere = _elsewhere(tokens, terms)
    found = [
        (tokens[one.at : one.behind], kind)
        for one, kind in _all_found(tokens, guard, terms)
        if not _means_else(one, tokens, elsewhere)
    ]
    settled = elsewhere | {token.start for words, _ in found for token in words}
    rest = [([token], _by_its_look(token, guard, terms)) for token in tokens if token.start not in settled]
    return tuple(_merged(text, [(*_trimmed(words), kind) for words, kind in [*found, *rest] if kind]))


def words_of(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the words of hits as they are written, each once."""
    said: dict[str, str] = {}
    for hit in hits:
        said.setdefault(plain(hit.words), hit.words)
    return tuple(said.values())


def told_note(text: str, guard: Guard, reader: str) -> str:
    """Say which words of a line tell its reader about health; nothing when none was found."""
    return told_sentence(words_of(hits_in(text, guard)), reader)


def told_sentence(words: Iterable[str], reader: str) -> str:
    """Say that these words tell their reader about health; nothing where there are none."""
    named = [f"“{one}”" for one in words]
    if not named:
        return ""
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{listed} tell{'s' if len(named) == 1 else ''} {reader} about your health."


def _all_found(tokens: list[Token], guard: Guard, terms: HealthTerms) -> Iterator[tuple[Found, str]]:
    for one in terms.terms.find(tokens):
        kind = guard.kinds.get(one.family)
        if kind or not one.own:
            yield one, kind or HEALTH
    for one in guard.own.find(tokens):
        yield one, one.family
    for at, token in enumerate(tokens):
        if not token.first and token.raw[0].isupper() and not guard.names.isdisjoint(token.forms):
            yield Found(at, at + 1, "", own=True), TREATMENT


def _by_its_look(token: Token, guard: Guard, terms: HealthTerms) -> str:
    """Return the kind of a word that ends as illnesses and medicines do, or is a long term with one slip in it."""
    word = token.forms[0]
    if len(word) < _SHORTEST_SLIP:
        return ""
    if any(terms.ends_so(form) for form in token.forms):
        return HEALTH
    if not word.isalpha() or is_everyday(word):
        return ""
    for term, family in terms.slips.get(word[0], ()):
        if _one_slip(word, term):
            return guard.kinds.get(family, HEALTH)
    return next((kind for own, kind in guard.long_words if _one_slip(word, own)), "")


def _one_slip(word: str, term: str) -> bool:
    """Say whether a word is this term but for one letter; behind the ``*`` of a term anything may follow."""
    stem = term.rstrip("*")
    if stem == term:
        return abs(len(word) - len(stem)) <= 1 and OSA.distance(word, stem, score_cutoff=1) <= 1
    lengths = (len(stem) - 1, len(stem), len(stem) + 1)
    return any(OSA.distance(word[:length], stem, score_cutoff=1) <= 1 for length in lengths)


def _trimmed(words: list[Token]) -> tuple[int, int]:
    """Return where words stand, without the small ones at their ends: of "my tablets", it is the tablets that tell."""
    telling = [one for one in words if one.forms[0] not in _small()] or words
    return telling[0].start, telling[-1].end


def _merged(text: str, found: Iterable[tuple[int, int, str]]) -> Iterator[Hit]:
    """Yield hits of which none overlap: those that do become one, of the kind that says most."""
    start, end, kinds = -1, -1, {HEALTH}
    for one_start, one_end, kind in sorted(found):
        if one_start >= end:
            if end > 0:
                yield Hit(start, end, text[start:end], min(kinds, key=_BY_WEIGHT.index))
            start, end, kinds = one_start, one_end, {kind}
        else:
            end = max(end, one_end)
            kinds.add(kind)
    if end > 0:
        yield Hit(start, end, text[start:end], min(kinds, key=_BY_WEIGHT.index))


def _families_in(text: str, terms: HealthTerms) -> set[str]:
    """Return the families of which a text of the record holds a term that counts anywhere."""
    tokens = tokens_of(text)
    elsewhere = _elsewhere(tokens, terms)
    found = [one for one in terms.terms.find(tokens) if not one.own]
    return {one.family for one in found if not _means_else(one, tokens, elsewhere)}


def _elsewhere(tokens: list[Token], terms: HealthTerms) -> frozenset[int]:
    """Return where the words begin that stand in a phrase of another sense, such as "back on Monday"."""
    found = terms.other_senses.find(tokens)
    return frozenset(token.start for one in found for token in tokens[one.at : one.behind])


def _means_else(found: Found, tokens: list[Token], elsewhere: frozenset[int]) -> bool:
    """Say whether all words of it that say something ("a" and "my" do not) stand in phrases of another sense."""
    if not elsewhere:
        return False
    words = tokens[found.at : found.behind]
    return all(token.start in elsewhere for token in words if token.forms[0] not in _small())


def _unknown(text: str) -> Iterator[str]:
    """Yield the words of a text about health that the dictionary does not know: what is named in no list of ours."""
    for token in tokens_of(text):
        word = token.forms[0]
        if len(word) >= _SHORTEST_OWN and word.isalpha() and not is_everyday(word):
            yield token.raw


def _names(text: str) -> Iterator[str]:
    """Yield words with a capital inside a sentence, folded: names of places and services. Days and months are none."""
    for token in tokens_of(text):
        word = token.forms[0]
        if (
            not token.first
            and len(word) >= _SHORTEST_OWN
            and token.raw[0].isupper()
            and set(token.forms).isdisjoint(_DAYS.split())
        ):
            yield word


def is_everyday(word: str) -> bool:
    """Say whether the British dictionary knows a word, plain and in lower case, by itself or with an ending."""
    known = _dictionary_words()
    if word in known:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            doubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if not known.isdisjoint({stem, stem + "e", stem + "y", doubled}):
                return True
    return False


@cache
def _small() -> frozenset[str]:
    """Return the words that say nothing by themselves."""
    return frozenset(_SMALL.split())


@cache
def _dictionary_words() -> frozenset[str]:
    """Return the stems of the British dictionary, plain: read once, some 50,000 lines."""
    text = (resources() / "spelling" / "en_GB.dic").read_text("utf-8").casefold()
    stems = (line.partition("/")[0] for line in text.splitlines()[1:])
    return frozenset(stem if stem.isalpha() and stem.isascii() else plain(stem) for stem in stems)


def make_ready() -> None:
    """Read the terms and the dictionary, some 100 ms, so that no window waits for them; for the worker."""
    health_terms()
    _dictionary_words()


def of_their_health(words: str, guard: Guard) -> bool:
    """Say whether words tell what the person's own record says about their health; a doctor's name alone does not."""
    return any(hit.kind != HEALTH for hit in hits_in(words, guard))
