"""Whether two names of services are one: the words both entries know, and the words that only one of them has. Pure.

Sister services share phone, address and organisation, and each has a word of its own: that is what keeps them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_rules import AlikeRules

_SHORTEST_SLIP = 6  # letters: shorter words that differ by one are other words
_LONG = 9
_MOST_IN_PLACE = 2  # words by which two names of a series differ
_SHORTEST_BEGUN = 5
_OF_SISTERS = ("nation", "age", "gender", "number", "level", "whom", "way")  # lists of which one word alone tells apart


def marked_apart(first: Facts, second: Facts) -> str:
    """Say which words of the names tell them apart: each has one that the other has not, from one list."""
    nowhere = not (first.place or second.place or first.postcode or second.postcode)
    for kind in sorted(first.marks.keys() & second.marks.keys()):
        if kind == "compass" and nowhere and first.phones & second.phones:
            continue  # one line for the country that each region lists
        one, other = first.marks[kind], second.marks[kind]
        if not one <= other and not other <= one:
            left, right = (written(sorted(words), first, second) for words in (one - other, other - one))
            return f"The names tell them apart: “{left}” and “{right}”."
    return ""


def for_others(first: Facts, second: Facts) -> str:
    """Say where descriptions or fields give two services to two kinds of people."""
    if first.ages[0] > second.ages[1] or second.ages[0] > first.ages[1]:
        return "They are for different ages."
    if first.whom and second.whom and not first.whom & second.whom:
        return "They are for different people."
    return ""


@dataclass(frozen=True)
class Side:
    """The words of one name but for towns: shared with the other's name or organisation, told of elsewhere, its own.

    The other tells of a word in its description, in its address, or by a word that means the same.
    """

    shared: tuple[str, ...]
    told: tuple[str, ...]
    own: tuple[str, ...]


def side_of(one: Facts, other: Facts, towns: frozenset[str], rules: AlikeRules) -> Side:
    """Sort the words of one name by what the other entry knows of them."""
    shared, rest = _parted(one, other, rules)
    rest = [word for word in rest if word not in towns and word not in one.towns]
    told = [
        word
        for word in rest
        if among(word, other.about) or among(word, other.place) or word in other.houses
        or rules.synonym(word) & other.meanings
    ]  # fmt: skip
    return Side(
        tuple(word for word in shared if word not in towns),
        tuple(told),
        tuple(word for word in rest if word not in told),
    )


def told_apart(one: Facts, other: Facts, side: Side) -> list[str]:
    """Return the words of the other's name that say for whom or which it is, and that this entry says nowhere."""
    marks = {word for kind in _OF_SISTERS for word in other.marks.get(kind, frozenset())}
    # "People First" is no first of several: a number that only one name has must be written as one.
    marks -= {word for word in marks if word.isdigit() and other.written.get(word, word).isalpha()}
    letters = other.marks.get("letter", frozenset()) - one.marks.get("letter", frozenset())
    return [*(word for word in side.own if word in marks and word not in one.houses), *sorted(letters)]


def in_series(first: Facts, second: Facts, sides: tuple[Side, Side], towns: frozenset[str], rules: AlikeRules) -> bool:
    """Say whether two names are one but for a word or two in one place: "Pier Walk" and "Cliff Walk" are of a series.

    A word that the other has elsewhere, words that mean the same or are of one kind of thing tell nothing apart.
    """
    explained = bool(first.aside) != bool(second.aside)
    one, other = ([w for w in facts.name if not (explained and w in facts.aside)] for facts in (first, second))
    common = 0
    while one and other and among(one[0], [other[0]]):
        common += one[0] not in rules.weak
        one, other = one[1:], other[1:]
    while one and other and among(one[-1], [other[-1]]):
        common += one[-1] not in rules.weak
        one, other = one[:-1], other[:-1]
    if not common or max(len(one), len(other)) > _MOST_IN_PLACE:
        return False
    left, right = ([word for word in words if word not in rules.weak] for words in (one, other))
    for side, words in zip(sides, (left, right), strict=True):
        if not words or set(side.shared) & set(words):
            return False
    # One that says its town where the other says what it is: no two of a series; two towns are two branches.
    if len({all(word in towns for word in words) for words in (left, right)}) > 1:
        return False
    return not any(
        rules.synonym(word) & rules.synonym(match)
        or word == match[0] or match == word[0]
        or (word in rules.kinds and rules.kinds[word] == rules.kinds.get(match))
        for word in left for match in right
    )  # fmt: skip


def _parted(one: Facts, other: Facts, rules: AlikeRules) -> tuple[list[str], list[str]]:
    """Return the words of a name that the other entry knows (by name or organisation), and those it does not."""
    in_joined = {word for whole, parts in one.joined.items() if whole in other.known for word in parts}
    short = {word for word in other.known if word in one.letters}
    there = one.place | other.place  # one letter makes another town
    shared: list[str] = []
    own: list[str] = []
    for word in one.name:
        found = (
            word in other.known
            or word in other.joined
            or word in in_joined
            or word in other.letters
            or (word in one.letters and one.organisation & other.known)
            or (word not in rules.apart and among(word, other.known - there if word not in there else ()))
            or (short and _stands_for(word, short))
        )
        (shared if found else own).append(word)
    return shared, own


def _stands_for(word: str, short: Iterable[str]) -> bool:
    """Say whether a word gives a letter to one of these short names."""
    return any(word[0] in letters for letters in short)


def among(word: str, others: Collection[str]) -> bool:
    """Say whether a word, or one that is alike, is among others."""
    if word in others:
        return True
    begins = word[0]
    for other in others:  # noqa: SIM110 - no generator: this is asked millions of times
        if other[0] == begins and _alike(word, other):
            return True
    return False


@lru_cache(maxsize=200_000)
def _alike(one: str, other: str) -> bool:
    """Say whether two words are one but for a slip of the pen, or one is the beginning of the other."""
    if one.isdigit() or other.isdigit():
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) >= _SHORTEST_BEGUN or (len(short) >= 4 and len(long) - len(short) <= 2)):
        return True
    if len(long) < _SHORTEST_SLIP or (len(short) < _SHORTEST_SLIP and len(long) == len(short)):
        return False
    most = 2 if len(short) >= _LONG else 1
    return len(long) - len(short) <= most and OSA.distance(one, other, score_cutoff=most) <= most


def written(words: Iterable[str], first: Facts, second: Facts) -> str:
    """Return words that are compared as the names have them."""
    return " ".join(first.written.get(word) or second.written.get(word) or word for word in words)
