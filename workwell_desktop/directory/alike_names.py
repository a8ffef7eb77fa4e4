"""Whether two names of services are one: the words both entries know, and the words that only one of them has. Pure.

Sister services share phone, address and organisation, and each has a word of its own: that is what keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_rules import AlikeRules

_SHORTEST_SLIP = 6  # letters: shorter words that differ by one are other words
_LONG = 9
_SHORTEST_BEGUN = 5
_WEAK, _OF_ORGANISATION, _OF_PLACE = 0.25, 0.5, 0.15
_TOLD = 0.35  # what is left of a word that only one name has when the other entry's description has it
_TOLD_ALIKE, TOLD_MUCH = 0.2, 0.5  # of the words of the shorter description
_OF_SISTERS = ("age", "gender", "number", "level", "whom", "way")  # lists of which one word alone tells apart


def marked_apart(first: Facts, second: Facts) -> str:
    """Say which words of the names tell them apart: each has one that the other has not, from one list."""
    for kind in sorted(first.marks.keys() & second.marks.keys()):
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
class Names:
    """How alike two names are (0 to 1), the words only one has, and why they are two services (else empty)."""

    share: float
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    untold: bool
    apart: str


def names_of(first: Facts, second: Facts, rules: AlikeRules, *, placed: bool, reached: bool, busy: bool) -> Names:
    """Hold two names against each other.

    ``placed`` says that it is known where both are, ``reached`` that they are reached by one phone or inbox, ``busy``
    that others are too.
    """
    place = first.place | second.place
    sides = [_side(one, other, place, rules) for one, other in ((first, second), (second, first))]
    both = first.body & second.body
    cover = []
    for side in sides:
        known = sum(_weight(word, place, both, rules) for word in side.shared)
        missing = sum((_WEAK if w in rules.weak else 1.0) * (_TOLD if w in side.told else 1.0) for w in side.own)
        cover.append(known / (known + missing) if known + missing else 0.0)
    share = 0.5 * min(cover) + 0.5 * max(cover)
    untold = bool(sides[0].untold or sides[1].untold)
    return Names(
        share,
        sides[0].own,
        sides[1].own,
        untold,
        _why_apart(first, second, sides, both | place, rules, placed=placed, reached=reached, busy=busy),
    )


@dataclass(frozen=True)
class _Side:
    """The words of one name: those that the other entry knows, its own, and of these those that the other tells of.

    ``untold`` are words of its own with a meaning that the other entry has nowhere; ``subject`` those of them that its
    own description has too: that is what it does. The others may be no more than a brand.
    """

    shared: tuple[str, ...]
    own: tuple[str, ...]
    told: frozenset[str]
    strong: tuple[str, ...]
    untold: tuple[str, ...]
    subject: tuple[str, ...]


def _side(one: Facts, other: Facts, place: frozenset[str], rules: AlikeRules) -> _Side:
    shared, own = _parted(one, other)
    own = [word for word in own if word not in place]
    strong = [word for word in own if word not in rules.weak]
    told = frozenset(word for word in strong if among(word, other.about) or rules.synonym(word) & other.meanings)
    untold = tuple(word for word in strong if word not in told)
    subject = tuple(w for w in untold if not one.said or among(w, one.about))
    return _Side(tuple(shared), tuple(own), told, tuple(strong), untold, subject)


def _why_apart(
    first: Facts,
    second: Facts,
    sides: Sequence[_Side],
    common: frozenset[str],
    rules: AlikeRules,
    *,
    placed: bool,
    reached: bool,
    busy: bool,
) -> str:
    """Say why two names are those of two services, else nothing."""
    one, other = sides
    marked = [*_told_apart(first, second, other), *_told_apart(second, first, one)]
    if marked:
        return f"Only one of them is for “{written(marked, first, second)}”."
    overlap = overlap_of(first.said, second.said)
    left, right = written(one.strong, first, second), written(other.strong, first, second)
    twofold = f"Each name has words of its own: “{left}” and “{right}”."
    onefold = f"Only one of them is about “{left if one.untold else right}”."
    core = [w for w in one.shared if w not in rules.weak and w not in common]
    if one.strong and other.strong:
        if (one.untold or other.untold) and (one.subject or other.subject or overlap < _TOLD_ALIKE):
            return twofold
        subjects = all(
            among(word, facts.about) for facts, side in ((first, one), (second, other)) for word in side.strong
        )
        sisters = (
            subjects
            or overlap < TOLD_MUCH
            or (one.untold and other.untold and first.organisation and second.organisation & first.organisation)
        )
        if not core and sisters and not _mean_the_same(one.strong, other.strong, rules):
            return twofold
    if one.untold or other.untold:
        # A word more in one name is a fuller name where all else agrees, and a sister where many share a phone.
        sure = placed and (reached and (bool(core) or not busy))
        if (
            not sure
            and (overlap < _TOLD_ALIKE or not placed)
            and (one.subject or other.subject or not core or not placed)
        ):
            return onefold
    return ""


def _mean_the_same(one: Iterable[str], other: Iterable[str], rules: AlikeRules) -> bool:
    """Say whether a word of the one speaks of the same thing as one of the other."""
    first, second = (frozenset(m for word in words for m in rules.synonym(word)) for words in (one, other))
    return bool(first & second)


def _told_apart(one: Facts, other: Facts, side: _Side) -> list[str]:
    """Return the words of the other's name that say for whom or which it is, and that this entry says nowhere."""
    marks = {word for kind in _OF_SISTERS for word in other.marks.get(kind, frozenset())}
    letters = other.marks.get("letter", frozenset()) - one.marks.get("letter", frozenset())
    said = (word for word in side.own if word in marks and word not in side.told and word not in one.houses)
    return [*said, *sorted(letters)]


def _parted(one: Facts, other: Facts) -> tuple[list[str], list[str]]:
    """Return the words of a name that the other entry knows (by name or organisation), and those it does not."""
    joined = _joined(other.name) | _joined(tuple(sorted(other.organisation)))
    own_joined = {pair for pair in pairwise(one.name) if "".join(pair) in other.known}
    in_joined = {word for pair in own_joined for word in pair}
    short = {word for word in other.known if word in one.letters}
    there = one.place | other.place  # one letter makes another town
    shared: list[str] = []
    own: list[str] = []
    for word in one.name:
        found = (
            word in other.known
            or word in joined
            or word in in_joined
            or word in other.letters
            or (word in one.letters and one.organisation & other.known)
            or among(word, other.known - there if word not in there else ())
            or (short and _stands_for(word, short))
        )
        (shared if found else own).append(word)
    return shared, own


def _joined(words: tuple[str, ...]) -> set[str]:
    return {one + other for one, other in pairwise(words)}


def _stands_for(word: str, short: Iterable[str]) -> bool:
    """Say whether a word gives a letter to one of these short names."""
    return any(word[0] in letters for letters in short)


def among(word: str, others: Iterable[str]) -> bool:
    """Say whether a word, or one that is alike, is among others."""
    return word in others or any(_alike(word, other) for other in others)


def _alike(one: str, other: str) -> bool:
    """Say whether two words are one but for a slip of the pen, or one is the beginning of the other."""
    if one[0] != other[0] or one.isdigit() or other.isdigit():
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) >= _SHORTEST_BEGUN or (len(short) >= 4 and len(long) - len(short) <= 2)):
        return True
    if len(long) < _SHORTEST_SLIP or (len(short) < _SHORTEST_SLIP and len(long) == len(short)):
        return False
    most = 2 if len(short) >= _LONG else 1
    return len(long) - len(short) <= most and OSA.distance(one, other, score_cutoff=most) <= most


def _weight(word: str, place: frozenset[str], both: frozenset[str], rules: AlikeRules) -> float:
    if word in rules.weak:
        return _WEAK
    return _OF_ORGANISATION if word in both else _OF_PLACE if word in place else 1.0


def overlap_of(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the shorter description stands in the other one too."""
    short, long = sorted((one, other), key=len)
    return sum(1 for word in short if among(word, long)) / len(short) if short else 0.0


def written(words: Iterable[str], first: Facts, second: Facts) -> str:
    """Return words that are compared as the names have them."""
    return " ".join(first.written.get(word) or second.written.get(word) or word for word in words)
