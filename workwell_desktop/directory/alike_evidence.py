"""What speaks for and against two entries being one service, each thing as a number from 0 up. Pure.

What one of the two does not say speaks neither way. The weights of these things are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import asin, cos, exp, log2, radians, sin, sqrt

from rapidfuzz.distance import OSA

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_names import Side, among, side_of, told_apart
from workwell_desktop.directory.alike_rules import AlikeRules

_EARTH_METRES = 6_371_008.8
_MOST_ODDS = 50.0
_MOST_BUSY = 4.0  # doublings of the two that share a phone
_ANY_AGE = (0, 999)
_LEAST_TOLD = 3  # words of a description that says something
_LONG, _LONG_APART = 12, 0.35  # two long texts on one thing share more of their words
_MOST_OWN = 2.0
_TOLD = 0.6  # what a word counts that the other entry tells of elsewhere, or by another word
_UNSURE, _USUAL = 0.3, 0.7  # a name of common words alone says little either way
_LITTLE, _ENOUGH = 0.6, 0.9
_NEXT_TO_NOTHING = 0.1
_OTHER_PLACE = 0.75  # of the steps from one door to another district: another street


@dataclass(frozen=True)
class Ground:
    """What a whole directory says about its parts, for holding two of its entries against each other.

    ``everywhere`` holds phones, inboxes and domains that are on so many sites that they say nothing about one of them;
    ``shared`` says how many entries have a phone, inbox, domain or postcode. ``rarity`` is 0 to 1 for the words of its
    names, ``towns`` are the words of its towns.
    """

    everywhere: frozenset[str] = frozenset()
    shared: Mapping[str, int] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    towns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against, by name; what both share ("phone", ...), the words only one name has.

    ``whom`` are those of them that say for whom or which it is.
    """

    said: Mapping[str, float]
    same: tuple[str, ...]
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()


def evidence_of(first: Facts, second: Facts, ground: Ground, rules: AlikeRules) -> Evidence:
    """Hold two entries that were made ready against each other, in this order."""
    towns = ground.towns or first.towns | second.towns
    moved = first.moved or second.moved
    said: dict[str, float] = {}
    same: list[str] = []
    _reached(first, second, ground, rules, said, same)
    _placed(first, second, ground, rules, towns, moved, said, same)
    if elsewhere(said):
        return Evidence(said, tuple(same))  # nothing that the names say would help
    if same:
        said["linked"] = 1.0
    apart = towns | rules.regions if _one_line(first, second, said) else towns
    sides = (side_of(first, second, apart, rules), side_of(second, first, apart, rules))
    _named(first, second, sides, ground, rules, towns, said)
    _told(first, second, ground, rules, towns, said)
    if said["name_most"] < _LITTLE and said.get("told", 0.0) < _TOLD and not said.keys() & {"topic", "was"}:
        said["name_none"] = 1.0
    if moved and "web" in said:
        for name in ("phone_other", "email_other"):
            said.pop(name, None)
    whom = (*told_apart(first, second, sides[1]), *told_apart(second, first, sides[0]))
    return Evidence(said, tuple(same), sides[0].own, sides[1].own, whom)


def elsewhere(said: Mapping[str, float]) -> bool:
    """Say whether two entries are surely in two places: branches of one body share all but that."""
    far, beside = said.get("far", 0.0), said.get("address", 0.0) == 1.0
    if "town_other" in said:
        return not beside or far > 0.0 or "house_other" in said
    return far > 1.0 or (far >= _OTHER_PLACE and not beside)


def alone(said: Mapping[str, float]) -> bool:
    """Say whether two entries have nothing in common but a name: nothing to reach them by, no place, no subject."""
    if said.keys() & {"linked", "address", "phone_slip"}:
        return False
    return "town" not in said or ("topic" not in said and max(said.get("told", 0.0), said["core"]) < _ENOUGH)


def _one_line(first: Facts, second: Facts, said: Mapping[str, float]) -> bool:
    """Say whether both are reached by one phone and neither is anywhere: a line for the whole country."""
    return "phone" in said and not (first.place or second.place or first.postcode or second.postcode)


def weighed(said: Mapping[str, float], rules: AlikeRules) -> float:
    """Return how likely it is, 0 to 1, that two entries are one service: each thing adds its weight to the log-odds."""
    odds = rules.evidence["start"] + sum(rules.evidence[name] * much for name, much in said.items())
    return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


def metres_between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the metres between two places in degrees of WGS84, over the round of the earth."""
    (south, west), (north, east) = ((radians(one), radians(other)) for one, other in (first, second))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1.0, sqrt(half)))


# -- how it is reached ------------------------------------------------------------------------------------------


def _busy(things: Iterable[str], ground: Ground) -> float:
    """Return how many times over the two that share a thing others do too, in doublings."""
    least = min((ground.shared.get(thing, 2) for thing in things), default=2)
    return min(_MOST_BUSY, log2(max(least, 2) / 2))


def _reached(
    first: Facts, second: Facts, ground: Ground, rules: AlikeRules, said: dict[str, float], same: list[str]
) -> None:
    phones = (first.phones & second.phones) - ground.everywhere
    if phones:
        said["phone"], said["phone_busy"] = 1.0, _busy(phones, ground)
        same.append("phone")
    elif first.phones and second.phones and not first.phones & second.phones:
        slip = any(_slip(one, other) for one in first.phones for other in second.phones)
        said["phone_slip" if slip else "phone_other"] = 1.0
    if first.email and first.email == second.email:
        if first.email not in ground.everywhere:
            said["email"], said["email_busy"] = 1.0, _busy([first.email], ground)
            same.append("e-mail")
    elif first.email and second.email:
        plain = {one.partition("@")[0] for one in (first.email, second.email)} & rules.inboxes
        said["email_plain" if plain else "email_other"] = 1.0
    _on_the_web(first, second, ground, said, same)


def _on_the_web(first: Facts, second: Facts, ground: Ground, said: dict[str, float], same: list[str]) -> None:
    pages = (first.pages & second.pages) - ground.everywhere
    domains = (first.domains & second.domains) - ground.everywhere
    if pages:
        same.append("web page")
    elif domains and "email" not in said:
        same.append("web site")
    if pages or domains:
        said["web"], said["web_busy"] = 1.0, _busy(pages or domains, ground)
    elif first.domains and second.domains and not first.domains & second.domains:
        said["web_other"] = 1.0
    if first.pages and second.pages and not pages and first.domains & second.domains:
        said["page_other"] = 1.0


def _slip(one: str, other: str) -> bool:
    """Say whether two phone numbers differ by a slip: two digits in the wrong order, or no dialling code."""
    short, long = sorted((one, other), key=len)
    if len(short) < len(long):
        return long.endswith(short)
    where = [place for place in range(len(one)) if one[place] != other[place]]
    return len(where) == 2 and where[1] == where[0] + 1 and OSA.distance(one, other) == 1


# -- where it is ------------------------------------------------------------------------------------------------


def _placed(
    first: Facts, second: Facts, ground: Ground, rules: AlikeRules, towns: frozenset[str], moved: bool,
    said: dict[str, float], same: list[str],
) -> None:  # fmt: skip
    ours, theirs = _towns(first, second, towns), _towns(second, first, towns)
    if ours and theirs:
        said["town" if ours & theirs else "town_other"] = 1.0
    moved = moved and "town_other" not in said
    far = _far(first, second, rules)
    words = _by_words(first, second, towns, rules)
    if far == 0.0:
        said["door"], said["door_busy"] = 1.0, _busy([f"at {first.postcode}"] if first.postcode else [], ground)
        same.append("postcode" if first.postcode and first.postcode == second.postcode else "address")
    elif far is not None and not moved:
        said["far"] = far
    apart = (far is not None and far >= _OTHER_PLACE) or "town_other" in said
    if words and not (apart and not first.street & second.street):
        said["address"] = words
        if words == 1.0 and far != 0.0:
            same.append("street" if far else "address")
    elif words == 0.0 and not moved and far != 0.0:
        said["address_other"] = 1.0
    if first.houses and second.houses and not first.houses & second.houses and not moved and far != 0.0:
        said["house_other"] = 1.0
    elif far == 0.0 and first.houses and second.houses and not first.houses & second.houses and not moved:
        said["door_other"] = 1.0


def _far(first: Facts, second: Facts, rules: AlikeRules) -> float | None:
    """Return how far apart two places are: 0 at one door, 1 in another district, 2 if metres say so, else nothing."""
    one, other = first.entry.position, second.entry.position
    metres = metres_between(one, other) if one and other else None
    near = metres is not None and metres <= rules.near_metres
    if metres is not None and metres > rules.far_metres:
        return 2.0
    if first.postcode and second.postcode:
        return 0.0 if first.postcode == second.postcode else 0.25 if near else _codes_apart(first, second)
    out = first.outcode, second.outcode
    if out[0] and out[1] and not out[0].startswith(out[1]) and not out[1].startswith(out[0]):
        return 1.0
    return 0.0 if near else None


def _codes_apart(first: Facts, second: Facts) -> float:
    """Return how far apart two postcodes are: a slip of the pen, one sector, one district, or another district."""
    one, other = first.postcode, second.postcode
    if len(one) == len(other) and OSA.distance(one, other) == 1:
        return 0.25
    if one[:-2] == other[:-2]:
        return 0.5
    return _OTHER_PLACE if first.outcode == second.outcode else 1.0


def _by_words(first: Facts, second: Facts, towns: frozenset[str], rules: AlikeRules) -> float | None:
    """Return how far the addresses agree, 0 to 1, but for the town; nothing where one says nothing."""
    usual = rules.weak | rules.streets | rules.address | towns
    one, other = first.place - usual, second.place - usual
    if not one or not other:
        return None
    if first.street & second.street:
        return 1.0
    short, long = sorted((one, other), key=len)
    return sum(1 for word in short if among(word, long)) / len(short)


def _towns(one: Facts, other: Facts, towns: frozenset[str]) -> frozenset[str]:
    """Return the towns of an entry, and those of the other that it writes with letters left out."""
    found = one.whole & towns
    if found:
        return found
    return frozenset(town for town in other.whole & towns for word in (*one.name, *one.place) if _left_out(word, town))


def _left_out(short: str, long: str) -> bool:
    """Say whether a word is a longer one with letters left out, or with a slip of the pen."""
    if not 4 <= len(short) < len(long) or short[0] != long[0]:
        return among(short, [long])
    rest = iter(long)
    return short[-1] == long[-1] and all(letter in rest for letter in short)


# -- what it is called ------------------------------------------------------------------------------------------


def _weight(word: str, ground: Ground, rules: AlikeRules) -> float:
    return ground.rarity.get(word, 1.0) * (0.25 if word in rules.weak else 1.0)


def _named(
    first: Facts, second: Facts, sides: tuple[Side, Side], ground: Ground, rules: AlikeRules, towns: frozenset[str],
    said: dict[str, float],
) -> None:  # fmt: skip
    covers, own, subject = [], [], []
    for one, side in zip((first, second), sides, strict=True):
        known, told, missing = (
            sum(_weight(word, ground, rules) for word in words) for words in (side.shared, side.told, side.own)
        )
        whole = known + told + missing
        covers.append((known + _TOLD * told + _UNSURE * _USUAL) / (whole + _UNSURE))
        own.append(min(_MOST_OWN, missing))
        what = (word for word in side.own if word not in rules.weak and (among(word, one.about) or rules.synonym(word)))
        subject.append(min(_MOST_OWN, sum(_weight(word, ground, rules) for word in what)))
    said["name_least"], said["name_most"] = min(covers), max(covers)
    if all(side.shared and not side.own and not side.told for side in sides):
        said["name_same"] = 1.0
    said["own_both"], said["own_most"] = min(own), max(own)
    said["own_subject"] = max(subject)
    body = first.body & second.body if first.organisation and second.organisation else frozenset()
    core = {w for side in sides for w in side.shared if w not in rules.weak and w not in body and w not in towns}
    said["core"] = min(_MOST_OWN, sum(_weight(word, ground, rules) for word in core))
    _bodies(first, second, rules, towns, ground, said)
    if first.kinds and second.kinds:
        said["kind" if first.kinds & second.kinds else "kind_other"] = 1.0
    if _was(first, second) or _was(second, first):
        said["was"] = 1.0


def _bodies(
    first: Facts, second: Facts, rules: AlikeRules, towns: frozenset[str], ground: Ground, said: dict[str, float]
) -> None:
    """Compare who runs them, and whether one entry is that of the whole organisation."""
    usual = rules.weak | towns | rules.kinds.keys()
    ours, theirs = first.organisation - usual, second.organisation - usual
    if ours and theirs:
        known = any(among(word, second.known) or word in second.letters for word in ours) or any(
            among(word, first.known) or word in first.letters for word in theirs
        )
        said["body" if known else "body_other"] = 1.0
    usual = rules.weak | towns
    if "body" in said:
        body = first.organisation | second.organisation | usual
        left, right = (frozenset(facts.name) - body for facts in (first, second))
        if left and right:
            met = any(among(w, right) or any(rules.synonym(w) & rules.synonym(v) for v in right) for w in left)
            said["rest" if met else "rest_other"] = 1.0
        elif left or right:
            said["rest_one"] = 1.0
    for one, other in ((first, second), (second, first)):
        named = frozenset(one.name) - usual
        body = other.organisation or one.organisation
        body = frozenset(body) - usual
        if named and body and all(among(w, body) for w in named) and all(among(w, named) for w in body):
            said["is_body"] = 1.0
            said["body_busy"] = max(
                said.get("body_busy", 0.0),
                _busy([f"of {' '.join(sorted(other.organisation or one.organisation))}"], ground),
            )


def _was(one: Facts, other: Facts) -> bool:
    """Say whether an entry names what the other is called as a name that it had or has now."""
    there = other.known | other.about
    return any(
        any(among(word, other.known) for word in former) and all(among(word, there) for word in former)
        for former in one.former
    )


# -- what it does -----------------------------------------------------------------------------------------------


def _told(
    first: Facts, second: Facts, ground: Ground, rules: AlikeRules, towns: frozenset[str], said: dict[str, float]
) -> None:
    topics = first.entry.topics, second.entry.topics
    if topics[0] and topics[1]:
        common = len(topics[0] & topics[1])
        if common:
            said["topic"] = common / len(topics[0] | topics[1])
            if topics[0] - topics[1] and topics[1] - topics[0]:
                said["topic_cross"] = 1.0
        else:
            said["topic_other"] = 1.0
    ours, theirs = (one.said | (frozenset(one.name) - one.organisation - rules.weak - towns) for one in (first, second))
    if first.said and second.said and min(len(ours), len(theirs)) >= _LEAST_TOLD:
        overlap = _overlap(first, second, ours, theirs, ground, rules)
        said["told"] = overlap
        if overlap < _NEXT_TO_NOTHING:
            said["told_other"] = 1.0
        if overlap < _LONG_APART and min(len(first.said), len(second.said)) >= _LONG:
            said["long_other"] = 1.0
    hits = [bool(one.subjects & other.meanings) for one, other in ((first, second), (second, first)) if one.subjects]
    if hits:
        said["subject"], said["subject_other"] = float(hits.count(True)), float(hits.count(False))
    if bool(first.whom) != bool(second.whom) or (first.ages == _ANY_AGE) != (second.ages == _ANY_AGE):
        said["for_one"] = 1.0
    if first.days and second.days:
        said["day" if first.days & second.days else "day_other"] = 1.0


def _overlap(
    first: Facts, second: Facts, ours: frozenset[str], theirs: frozenset[str], ground: Ground, rules: AlikeRules
) -> float:
    """Return which share of the shorter description the other entry has too, rare words counting for more."""
    one, words, other = (first, ours, second) if len(ours) <= len(theirs) else (second, theirs, first)
    there = theirs if one is first else ours
    whole = known = 0.0
    for word in sorted(words):
        weight = ground.rarity.get(word, 1.0)
        whole += weight
        if among(word, there):
            known += weight
        elif rules.synonym(word) & other.meanings:
            known += _TOLD * weight
    return known / whole if whole else 0.0
