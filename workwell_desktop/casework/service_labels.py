"""What another list's record is about, and what its building has: read from its labels and words.

The words are data (``resources/services/term_map.toml``). What is only read from words is a hint: it may fill a field
that a list does not have, it never takes the place of one. Pure; precise rather than many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.casework.service_need_rules import phrases_of
from workwell_desktop.casework.service_phrases import ELSE, Phrase, PhraseIndex, hits_in, index_of, phrase, tokens_of
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.paths import resources

_MOST_TOPICS = 4
_FIRST_SENTENCES = 2
_ENOUGH = 2  # different words of a topic in sentences
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, eq=False)
class TermMap:
    """The words of other lists, made ready. ``labels`` are what a building can have, by code, in their order."""

    topics: PhraseIndex
    getting_in: PhraseIndex
    labels: Mapping[str, str]


def read_term_map(path: Path, topic_codes: Collection[str]) -> TermMap:
    """Read the words of other lists. Raises ``DataFileProblem`` naming the file, the entry, the line and the reason."""
    top = read_table(path)
    for key in ("source", "licence"):
        top.text(key)
    about = [one for entry in _entries(top, "topics", topic_codes) for one in _phrases(entry, entry.text("id"), "")]
    labels: dict[str, str] = {}
    building: list[Phrase] = []
    for entry in _entries(top, "getting_in", None):
        labels[entry.text("id")] = entry.text("label")
        building += _phrases(entry, entry.text("id"), "")
    top.done()
    return TermMap(index_of(about), index_of(building, none=True), MappingProxyType(labels))


@cache
def term_map() -> TermMap:
    """Return the shipped words of other lists."""
    return read_term_map(resources() / "services" / "term_map.toml", frozenset(topics()))


def topics_of(record: ServiceRecord) -> tuple[str, ...]:
    """Return the topics a record is about, at most four, in the order they are shown.

    Its own where it has some. Else what its categories and its name say; only where those say nothing, what its first
    sentences say twice.
    """
    if record.topics:
        return record.topics
    index = term_map().topics
    labels = "\n".join((record.name, *(term.label for term in record.terms)))
    counted = Counter(one.owner for one, _ in hits_in(index, tokens_of(labels)))
    if not counted:
        said = {(one.owner, one.text) for one, _ in hits_in(index, tokens_of(_first_sentences(record)))}
        counted = Counter(owner for owner, _ in said)
        counted = Counter({topic: number for topic, number in counted.items() if number >= _ENOUGH})
    best = {topic for topic, _ in counted.most_common(_MOST_TOPICS)}
    return tuple(topic for topic in topics() if topic in best)


def accessibility_of(record: ServiceRecord) -> tuple[str, ...]:
    """Return what its building has, from all that is said of it: codes of :func:`getting_in_labels`, in their order."""
    texts = [record.getting_in, *(place.getting_in for place in record.places)]
    texts += [record.summary, record.description, record.eligibility, record.how_to_refer]
    codes = {one.owner for one, _ in hits_in(term_map().getting_in, tokens_of("\n".join(filter(None, texts))))}
    return tuple(code for code in term_map().labels if code in codes)


def getting_in_labels() -> Mapping[str, str]:
    """Return what a building can have, by code, in the order it is shown."""
    return term_map().labels


def _first_sentences(record: ServiceRecord) -> str:
    sentences = [one for text in (record.summary, record.description) for one in _SENTENCE.split(text[:2_000]) if one]
    return "\n".join(sentences[:_FIRST_SENTENCES])


def _entries(top: Table, key: str, allowed: Collection[str] | None) -> Iterator[Table]:
    seen: set[str] = set()
    for entry in top.tables(key, at_least=1):
        code = entry.text("id")
        if code in seen:
            raise entry.problem("this id stands there twice.", "id")
        if allowed is not None and code not in allowed:
            raise entry.problem(f"“{code}” is no topic.", "id")
        seen.add(code)
        yield entry


def _phrases(entry: Table, owner: str, kind: str) -> list[Phrase]:
    """Return an entry's phrases, and those in which its words mean something else."""
    meant = [phrase(owner, kind, words, deniable=True) for words in phrases_of(entry, "words")]
    other = [phrase(owner, ELSE, words) for words in phrases_of(entry, "not_meant", ())]
    entry.done()
    return meant + other
