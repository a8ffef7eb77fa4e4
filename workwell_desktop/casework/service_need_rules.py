"""What somebody can need help with, what points to it, and by which words a service that helps is known.

The rules are data (``resources/services/needs.toml``); a service may lay a file of its own over them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.datafiles import Table, read_table, read_text
from workwell_desktop.paths import resources

MOST_POINTS = 8.0  # of one need, however many of its words a service holds
LARGEST_KB = 200  # of a service's own file
_MOST_NEEDS = 6  # of one participant: more would make every service fit
_MOST_ENTRIES = 60
_MOST_WORDS = 400  # of one list
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"[a-z0-9]+(?: [a-z0-9]+){0,5}\*?")
_SHORTEST_STEM = 4  # letters before a star
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True)
class NeedTerm:
    """Words that speak for a service, in lower case, with their points. A star at the end takes any ending."""

    words: str
    points: float


@dataclass(frozen=True)
class Audience:
    """People whom a service may be meant for alone. ``for_all`` are words that say that others are welcome too.

    Somebody from ``from_age`` to ``to_age`` (years) belongs to it; without both only who is said to belong does.
    """

    id: str
    label: str
    words: tuple[str, ...]
    for_all: tuple[str, ...] = ()
    from_age: int | None = None
    to_age: int | None = None

    def takes(self, age: int | None) -> bool:
        """Say whether somebody of this age (years, or not known) belongs to it by age."""
        if age is None or (self.from_age is None and self.to_age is None):
            return False
        return (self.from_age or 0) <= age <= (200 if self.to_age is None else self.to_age)


@dataclass(frozen=True)
class Need:
    """One thing that somebody can need help with; its id is permanent.

    ``helps`` stands after "Helps with". ``topics`` are those of the filters, the first one first. ``codes`` and
    ``words`` of an assessment lead to it. ``not_meant`` are phrases in which a term means something else, ``against``
    words that speak against a service. ``fallback`` are keys of the national list, ``instead`` says so in words.
    ``by_topic`` are the points of a service that stands under the first topic.
    """

    id: str
    label: str
    helps: str
    topics: tuple[str, ...]
    types: tuple[str, ...]
    codes: frozenset[str]
    words: frozenset[str]
    terms: tuple[NeedTerm, ...]
    not_meant: tuple[str, ...]
    against: tuple[str, ...]
    fallback: tuple[str, ...]
    instead: str
    by_topic: float = 0.0


@dataclass(frozen=True, eq=False)  # each is itself: the index of its words is kept by it
class NeedRules:
    """All needs by id, in their order; a service with fewer than ``least`` points is not suggested for a need."""

    needs: Mapping[str, Need]
    audiences: Mapping[str, Audience]
    least: float
    source: str
    licence: str


@dataclass(frozen=True)
class FoundNeed:
    """A need of a participant, and why, as one line for the coach and the participant."""

    need: str
    why: str = ""


def needs(own_text: str | None = None) -> NeedRules:
    """Return the rules that hold: the shipped ones, with a service's own file laid over them where it has one.

    An entry of the own file takes the place of the shipped one with its id; a new id is added at the end. ``least`` is
    the own file's where it says one. Raises ``DataFileProblem`` (file, entry, line, reason).
    """
    shipped = _shipped()
    return _laid_over(own_text) if own_text and own_text.strip() else shipped


def read_needs(path: Path, topics: Collection[str], fallbacks: Collection[str]) -> NeedRules:
    """Read rules from a file. ``topics`` and ``fallbacks`` are the codes that an entry may name.

    Raises ``DataFileProblem`` naming the file, the entry, the line and the reason.
    """
    return _rules(read_table(path), frozenset(topics), frozenset(fallbacks), None)


def needs_from(obstacles: Iterable[tuple[str, str]], rules: NeedRules | None = None) -> tuple[FoundNeed, ...]:
    """Turn what gets in the way into needs, the most important first, at most six.

    Each obstacle is the participant's words and a difficulty code (either may be empty), the most important first.
    Words count by whole words, so that "backlog" is not a back.
    """
    held = (rules or needs()).needs.values()
    found: dict[str, FoundNeed] = {}
    for words, code in obstacles:
        said = spaced(words)
        for need in held:
            if need.id not in found and (code in need.codes or any(spaced(word) in said for word in need.words)):
                quoted = " ".join(words.split())
                why = f"You said: “{quoted}”" if quoted else f"On the list of what gets in the way: {_low(need.label)}."
                found[need.id] = FoundNeed(need.id, why)
    return tuple(found.values())[:_MOST_NEEDS]


def phrases_of(entry: Table, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return the phrases under a key: words in lower case, perhaps with a star. Raises ``DataFileProblem``."""
    words = entry.texts(key, default)
    if len(words) > _MOST_WORDS:
        raise entry.problem(f"“{key}” holds more than {_MOST_WORDS}.", key)
    for word in words:
        why = why_no_phrase(word)
        if why:
            raise entry.problem(f"“{word}” in “{key}” {why}", key)
    return words


def why_no_phrase(words: str) -> str:
    """Say why words cannot be looked for, as the end of a sentence; nothing where they can."""
    if not _TERM.fullmatch(words):
        return "must be one to six words in lower case without marks; a star only at the end."
    if words.endswith("*") and len(words.rpartition(" ")[2]) <= _SHORTEST_STEM:
        return "is too short for a star: it would find too much."
    return ""


def spaced(text: str) -> str:
    """Return the words of a text in lower case with one space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _low(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


@cache
def _shipped() -> NeedRules:
    folder = resources() / "services"
    return read_needs(folder / "needs.toml", _ids(folder / "topics.toml", "topics"), _national())


@cache
def _national() -> frozenset[str]:
    return _ids(resources() / "services" / "national.toml", "services")


def _ids(path: Path, key: str) -> frozenset[str]:
    """Return the ids of a file's entries; whoever reads the file itself checks the rest."""
    return frozenset(entry.text("id") for entry in read_table(path).tables(key, at_least=1))


@lru_cache(maxsize=8)
def _laid_over(text: str) -> NeedRules:
    topics = _ids(resources() / "services" / "topics.toml", "topics")
    return _rules(read_text(text, "with your needs"), topics, _national(), _shipped())


def _rules(top: Table, topics: frozenset[str], fallbacks: frozenset[str], under: NeedRules | None) -> NeedRules:
    """Read a whole file, over other rules where there are some."""
    if len(top.whole_text.encode()) > LARGEST_KB * 1024:
        raise top.problem(f"It is larger than {LARGEST_KB} KB.")
    source, licence = top.text("source"), top.text("licence")
    least = _points(top, "least", under.least if under else None)
    audiences: dict[str, Audience] = {}
    for entry in top.tables("audiences"):
        audience = _audience(entry)
        _once(entry, audience.id, audiences)
        audiences[audience.id] = audience
    found: dict[str, Need] = {}
    entries = top.tables("needs", at_least=0 if under else 1)
    if len(entries) > _MOST_ENTRIES:
        raise top.problem(f"“needs” holds more than {_MOST_ENTRIES} entries.", "needs")
    for entry in entries:
        need = _need(entry, topics, fallbacks)
        _once(entry, need.id, found)
        found[need.id] = need
    top.done()
    if under is not None:
        found, audiences = {**under.needs, **found}, {**under.audiences, **audiences}
    return NeedRules(MappingProxyType(found), MappingProxyType(audiences), least, source, licence)


def _once(entry: Table, found: str, before: Mapping[str, object]) -> None:
    if not _ID.fullmatch(found):
        raise entry.problem("“id” must be of small letters, numbers and “_”.", "id")
    if found in before:
        raise entry.problem("this id stands there twice.", "id")


def _audience(entry: Table) -> Audience:
    from_age = entry.whole("from_age") if "from_age" in entry.values else None
    to_age = entry.whole("to_age") if "to_age" in entry.values else None
    words, for_all = phrases_of(entry, "words"), phrases_of(entry, "for_all", ())
    audience = Audience(entry.text("id"), entry.text("label"), words, for_all, from_age, to_age)
    entry.done()
    return audience


def _need(entry: Table, topics: frozenset[str], fallbacks: frozenset[str]) -> Need:
    need = Need(
        id=entry.text("id"),
        label=entry.text("label"),
        helps=entry.text("helps"),
        topics=_known(entry, "topics", topics, "topic"),
        types=entry.texts("types"),
        codes=frozenset(entry.texts("codes")),
        words=frozenset(_plain_words(entry)),
        terms=_terms(entry),
        not_meant=phrases_of(entry, "not_meant", ()),
        against=phrases_of(entry, "against", ()),
        fallback=_known(entry, "fallback", fallbacks, "service of the national list"),
        instead=entry.text("instead"),
        by_topic=_points(entry, "by_topic", None) if "by_topic" in entry.values else 0.0,
    )
    if not need.topics:
        raise entry.problem("“topics” must name at least one.", "topics")
    entry.done()
    return need


def _known(entry: Table, key: str, allowed: frozenset[str], what: str) -> tuple[str, ...]:
    codes = entry.texts(key)
    for code in codes:
        if code not in allowed:
            raise entry.problem(f"“{code}” is no {what}.", key)
    return codes


def _plain_words(entry: Table) -> tuple[str, ...]:
    words = entry.texts("words")
    for word in words:
        if spaced(word) != f" {word} ":
            raise entry.problem(f"“{word}” in “words” must be words in lower case with one space between.", "words")
    return words


def _terms(entry: Table) -> tuple[NeedTerm, ...]:
    terms: dict[str, NeedTerm] = {}
    for group in entry.tables("terms", at_least=1):
        points = _points(group, "points", None)
        for words in phrases_of(group, "words"):
            if words in terms:
                raise group.problem(f"“{words}” stands there twice.", "words")
            terms[words] = NeedTerm(words, points)
        group.done()
    return tuple(terms.values())


def _points(table: Table, key: str, default: float | None) -> float:
    """Return a number over 0, at most 8."""
    table.used.add(key)
    value = table.values.get(key, default)
    if value is None:
        raise table.problem(f"“{key}” is missing.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_POINTS:
        raise table.problem(f"“{key}” must be a number over 0 and at most {MOST_POINTS:g}.", key)
    return float(value)
