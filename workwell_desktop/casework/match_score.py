"""How likely two records are about one person: evidence with weights, each with its words. Pure: no vault.

The weights follow the usual way of linking records (Fellegi and Sunter, 1969): what few people share counts much, what
many share counts little, and what differs counts against. They are our own round figures, tried on made-up people.
A last name alone, or a first name alone, never reaches ``ENOUGH``. Nothing is claimed: the coach sees the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product

from rapidfuzz.distance import JaroWinkler

from workwell_desktop.casework.name_sounds import sound
from workwell_desktop.casework.people import fold

ENOUGH = 6.0
RARE = 5  # people: a name that more of them share says little by itself

NHS, NINO, PHONE, BORN, NAME, NAME_YEAR, POST = "h", "i", "t", "b", "n", "y", "p"
"""The kinds of keys: two people are compared when they share one."""

_SAME_NHS, _OTHER_NHS = 10.0, -5.0
_SAME_NINO, _OTHER_NINO = 9.0, -4.0
_SAME_BIRTH, _EXCHANGED_BIRTH, _NEAR_BIRTH, _OTHER_BIRTH = 4.0, 3.0, 1.5, -4.0
_SAME_LAST, _ALIKE_LAST, _OTHER_LAST = 3.0, 2.0, -2.0
_SAME_FIRST, _ALIKE_FIRST, _OTHER_FIRST = 2.0, 1.5, -1.0
_RARE_NAME = 2.5
_SAME_PHONE, _SAME_POSTCODE = 3.0, 2.5
_HOUSEHOLD = 3.5  # one phone and one postcode are the evidence of one household, not two pieces of it
_ALIKE, _NOT_FAR = 0.88, 0.7  # Jaro-Winkler: Jonson and Johnson; Tomek and Thomas
_SOUNDS_COUNT = 0.6
_NINO_LETTERS = 8  # the letter behind the digits is often missing


@dataclass(frozen=True)
class Facts:
    """What two records are compared by, in the form it is kept: digits, a tidy postcode, a day. Unknown is empty."""

    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_date: date | None = None
    postcode: str = ""
    mobile: str = ""
    phone: str = ""
    nhs_number: str = ""
    nino: str = ""


@dataclass(frozen=True)
class Score:
    """How much speaks for one person: the sum of the weights, and what spoke for it in words."""

    points: float
    reasons: tuple[str, ...]


def keys(facts: Facts) -> frozenset[tuple[str, str]]:
    """Return the keys (kind, value) by which the same person may be met again."""
    found: set[tuple[str, str]] = set()
    if facts.nhs_number:
        found.add((NHS, facts.nhs_number))
    if facts.nino:
        found.add((NINO, facts.nino[:_NINO_LETTERS]))
    found |= {(PHONE, ending) for ending in _phones(facts)}
    if facts.birth_date is not None:
        found.add((BORN, facts.birth_date.isoformat()))
    names = _sounding(facts)
    found |= {(NAME, name) for name in names}
    if facts.birth_date is not None:
        found |= {(NAME_YEAR, f"{name}.{facts.birth_date.year}") for name in names}
    if facts.postcode:
        initials = {fold(name)[:1] for name in (facts.first_name, facts.known_as)} - {""}
        found |= {(POST, f"{_post(facts)}.{initial}") for initial in initials}
    return frozenset(found)


def exchanged(day: date) -> date | None:
    """Return the day with day and month exchanged, or nothing where that is no other day."""
    return None if day.day > 12 or day.day == day.month else date(day.year, day.day, day.month)


def compare(one: Facts, other: Facts, *, rare: bool = False) -> Score:
    """Weigh what two records share and what differs. ``rare`` says that few people have a name that sounds so."""
    points, reasons = 0.0, list[str]()
    for same, differ, left, right, words in (
        (_SAME_NHS, _OTHER_NHS, one.nhs_number, other.nhs_number, "Same NHS number"),
        (_SAME_NINO, _OTHER_NINO, one.nino[:_NINO_LETTERS], other.nino[:_NINO_LETTERS], "Same NI number"),
    ):
        if left and right:
            points += same if left == right else differ
            reasons += [words] if left == right else []
    for weight, words in (_birth(one, other), _names(one, other, rare=rare)):
        points += weight
        reasons += [words] if words else []
    at_home = 0.0
    if _phones(one) & _phones(other):
        at_home += _SAME_PHONE
        reasons.append("Same phone number")
    if one.postcode and _post(one) == _post(other):
        at_home += _SAME_POSTCODE
        reasons.append("Same postcode")
    return Score(points + min(at_home, _HOUSEHOLD), tuple(reasons))


def _birth(one: Facts, other: Facts) -> tuple[float, str]:
    left, right = one.birth_date, other.birth_date
    if left is None or right is None:
        return 0.0, ""
    if left == right:
        return _SAME_BIRTH, "Same birth date"
    if exchanged(left) == right:
        return _EXCHANGED_BIRTH, "Same birth date, with day and month exchanged"
    parts = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    if sum(a == b for a, b in parts) == 2:
        return _NEAR_BIRTH, "Nearly the same birth date"
    return _OTHER_BIRTH, ""


def _names(one: Facts, other: Facts, *, rare: bool) -> tuple[float, str]:
    """Weigh the names as they stand, and with first and last exchanged; the better of the two counts."""
    like_last = _best(_lasts(one), _lasts(other))
    like_first = _best(_firsts(one), _firsts(other))
    points = 0.0
    if like_last is not None:
        points += _SAME_LAST if like_last == 1 else _ALIKE_LAST if like_last >= _ALIKE else _OTHER_LAST
    if like_first is not None:
        points += (
            _SAME_FIRST
            if like_first == 1
            else _ALIKE_FIRST
            if like_first >= _ALIKE
            else 0.0
            if like_first >= _NOT_FAR
            else _OTHER_FIRST
        )  # fmt: skip - one line a degree of likeness
    last, first = like_last or 0.0, like_first or 0.0
    bonus = _RARE_NAME if rare else 0.0
    straight = points + (bonus if min(last, first) >= _ALIKE else 0.0)
    crossed = min(_best(_firsts(one), _lasts(other)) or 0.0, _best(_lasts(one), _firsts(other)) or 0.0)
    turned = bonus + (_SAME_LAST + _SAME_FIRST if crossed == 1 else _ALIKE_LAST + _ALIKE_FIRST)
    if crossed >= _ALIKE and turned > straight:
        return turned, "The names are exchanged"
    return straight, _name_words(last, first)


def _name_words(like_last: float, like_first: float) -> str:
    if like_last == 1 and like_first == 1:
        return "Same name"
    if like_last >= _ALIKE and like_first >= _NOT_FAR:
        return "The name sounds alike"
    if like_last == 1:
        return "Same last name"
    if like_last >= _ALIKE:
        return "The last name sounds alike"
    return "Same first name" if like_first == 1 else ""


def _likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, 0 to 1. One half of a double name counts as much as the whole."""
    if one == other:
        return 1.0
    parts = product({one, *one.split()}, {other, *other.split()})
    best = 0.0
    for left, right in parts:
        if left == right and len(left) > 2:
            return 0.99  # one of two last names: alike, not the same
        like = JaroWinkler.similarity(left, right)
        if _SOUNDS_COUNT <= like < _ALIKE and len(sound(left)) > 1 and sound(left) == sound(right):
            like = _ALIKE  # Sean and Shaun; a sound of one letter, as of Lee and Lou, is no evidence
        best = max(best, like)
    return min(best, 0.99)


def _best(names: set[str], others: set[str]) -> float | None:
    """Return how alike the two most alike of these names are, or nothing where one side has none."""
    return max((_likeness(a, b) for a, b in product(names, others)), default=None)


def _lasts(facts: Facts) -> set[str]:
    return {fold(facts.last_name)} - {""}


def _firsts(facts: Facts) -> set[str]:
    return {fold(facts.first_name), fold(facts.known_as)} - {""}


def _sounding(facts: Facts) -> set[str]:
    """Return how each first name sounds with each last name, in the order of the alphabet: exchanged names meet."""
    firsts = {sound(name) for name in (facts.first_name, facts.known_as)} - {""}
    lasts = {sound(facts.last_name), *map(sound, fold(facts.last_name).split())} - {""}
    return {".".join(sorted(pair)) for pair in product(firsts, lasts)}


def _phones(facts: Facts) -> set[str]:
    """Return the last nine digits of each phone number: what is left of +44 7700 ... and 07700 ..."""
    numbers = ("".join(filter(str.isdigit, number)) for number in (facts.mobile, facts.phone))
    return {digits[-9:] for digits in numbers if len(digits) >= 9}


def _post(facts: Facts) -> str:
    return "".join(facts.postcode.split()).upper()
