"""What speaks for and against two entries being one service, each thing as a number from 0 up. Pure.

What one of the two does not say speaks neither way. The weights of these things are data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_ground import Ground, busy
from workwell_desktop.directory.alike_hours import meet_alike
from workwell_desktop.directory.alike_names import Side, among, side_of, told_apart
from workwell_desktop.directory.alike_reach import OTHER_PLACE, OTHER_STREET, placed, reached
from workwell_desktop.directory.alike_rules import AlikeRules
from workwell_desktop.directory.alike_signs import signs

_MOST_ODDS = 50.0
_OF_NAMES = {
    "series", "own_both", "own_most", "own_subject", "rest_other", "rest_one", "name_none", "body_other",
    "bodies_apart", "one_hand", "rest_busy", "body_busy",
}  # fmt: skip
_OF_CONTACTS = {"phone", "phone_busy", "email", "email_busy", "web", "web_busy", "page", "door", "door_busy", "address"}
_THIN = 0.5  # what a subject counts against an entry that does not say what it does
_ANY_AGE = (0, 999)
_LEAST_TOLD = 3  # words of a description that says something
_LONG, _LONG_APART = 12, 0.35  # two long texts on one thing share more of their words
_MOST_OWN = 2.0
_TOLD = 0.6  # what a word counts that the other entry tells of elsewhere, or by another word
_UNSURE, _USUAL = 0.3, 0.7  # a name of common words alone says little either way
_LITTLE, _ENOUGH = 0.6, 0.9
_NEXT_TO_NOTHING = 0.1
_ASIDE = 0.5  # what a word in brackets counts: it explains, or says where


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
    reached(first, second, ground, rules, said, same)
    placed(first, second, ground, rules, towns, moved, said, same)
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
    said.update(signs(first, second, sides, apart, said, same, rules))
    for name in _answered(said, moved) & said.keys():
        del said[name]
    whom = () if "was" in said else (*told_apart(first, second, sides[1]), *told_apart(second, first, sides[0]))
    if whom:
        said["whom_one"] = 1.0
    return Evidence(said, tuple(same), sides[0].own, sides[1].own, whom)


def _answered(said: Mapping[str, float], moved: bool) -> set[str]:
    """Return what says nothing any more, since something else explains it."""
    answered: set[str] = set()
    if moved and "web" in said:
        answered |= {"phone_other", "email_other"}
    if "name_same" in said:  # what others do in that house says nothing of one name
        answered |= {"door_busy"}
    if "one_hand" in said:  # the contacts are those of the house, and say nothing of one service
        answered |= _OF_CONTACTS
    if "was" in said:  # that the names differ is told
        answered |= _OF_NAMES
    return answered


def elsewhere(said: Mapping[str, float]) -> bool:
    """Say whether two entries are surely in two places: branches of one body share all but that."""
    far, beside = said.get("far", 0.0), said.get("address", 0.0) == 1.0
    if "town_other" in said:
        return not beside or far > 0.0 or "house_other" in said
    return far > 1.0 or (far >= OTHER_PLACE and not beside) or (far >= OTHER_STREET and "address_other" in said)


def alone(said: Mapping[str, float]) -> bool:
    """Say whether two entries have nothing in common but a name: nothing to reach them by, no place, no subject."""
    if said.keys() & {"linked", "address", "phone_slip"}:
        return False
    if "town" in said and ("was" in said or ("name_same" in said and said["core"] >= _LITTLE)):
        return False  # a name that no other has, in its town, or its old name there
    return "town" not in said or ("topic" not in said and max(said.get("told", 0.0), said["core"]) < _ENOUGH)


def _one_line(first: Facts, second: Facts, said: Mapping[str, float]) -> bool:
    """Say whether both are reached by one phone and neither is anywhere: a line for the whole country."""
    return "phone" in said and not (first.place or second.place or first.postcode or second.postcode)


def weighed(said: Mapping[str, float], rules: AlikeRules) -> float:
    """Return how likely it is, 0 to 1, that two entries are one service: each thing adds its weight to the log-odds."""
    odds = rules.evidence["start"] + sum(rules.evidence[name] * much for name, much in said.items())
    return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


# -- what it is called ------------------------------------------------------------------------------------------


def _weight(word: str, ground: Ground, rules: AlikeRules, aside: frozenset[str] = frozenset()) -> float:
    """Return what a word of a name counts, 0 to 1: less if many have it, if it is a weak one, if it is put aside."""
    return ground.rarity.get(word, 1.0) * (0.25 if word in rules.weak else 1.0) * (_ASIDE if word in aside else 1.0)


def _named(
    first: Facts, second: Facts, sides: tuple[Side, Side], ground: Ground, rules: AlikeRules, towns: frozenset[str],
    said: dict[str, float],
) -> None:  # fmt: skip
    covers, own, subject = [], [], []
    # What only one name has in brackets explains; where each has its own, that is what tells them apart.
    explained = not (first.aside & set(sides[0].own) and second.aside & set(sides[1].own))
    for one, other, side in zip((first, second), (second, first), sides, strict=True):
        aside = one.aside if explained else frozenset()
        known, told, missing = (
            sum(_weight(word, ground, rules, aside) for word in words) for words in (side.shared, side.told, side.own)
        )
        whole = known + told + missing
        covers.append((known + _TOLD * told + _UNSURE * _USUAL) / (whole + _UNSURE))
        own.append(min(_MOST_OWN, missing))
        # A course may be called a class: what kind of thing it is has a weight of its own.
        usual = rules.weak | rules.kinds.keys()
        what = (word for word in side.own if word not in usual and (among(word, one.about) or rules.synonym(word)))
        thin = 1.0 if other.said or other.entry.topics else _THIN
        subject.append(thin * min(_MOST_OWN, sum(_weight(word, ground, rules, aside) for word in what)))
    said["name_least"], said["name_most"] = min(covers), max(covers)
    explains = first.aside | second.aside if explained and not (first.aside and second.aside) else frozenset()
    if all(side.shared and explains.issuperset((*side.own, *side.told)) for side in sides):
        said["name_same"] = 1.0
    said["own_both"], said["own_most"] = min(own), max(own)
    said["own_subject"] = max(subject)
    body = first.body & second.body if first.organisation and second.organisation else frozenset()
    core = {w for side in sides for w in side.shared if w not in rules.weak and w not in body and w not in towns}
    said["core"] = min(_MOST_OWN, sum(_weight(word, ground, rules) for word in core))
    _bodies(first, second, rules, towns, ground, said)
    if first.kinds and second.kinds:
        said["kind" if first.kinds & second.kinds else "kind_other"] = 1.0
    if _was(first, second, rules, towns) or _was(second, first, rules, towns):
        said["was"] = 1.0


def _bodies(
    first: Facts, second: Facts, rules: AlikeRules, towns: frozenset[str], ground: Ground, said: dict[str, float]
) -> None:
    """Compare who runs them, and whether one entry is that of the whole organisation."""
    usual = rules.weak | towns
    ours, theirs = (
        some - usual - rules.kinds.keys() or some - usual for some in (first.organisation, second.organisation)
    )
    if ours and theirs:
        known = any(among(word, second.known) or word in second.letters for word in ours) or any(
            among(word, first.known) or word in first.letters for word in theirs
        )
        said["body" if known else "body_other"] = 1.0
    if "body" in said:
        body = first.organisation | second.organisation | usual
        left, right = (frozenset(facts.name) - body for facts in (first, second))
        if left and right:
            met = any(among(w, right) or any(rules.synonym(w) & rules.synonym(v) for v in right) for w in left)
            said["rest" if met else "rest_other"] = 1.0
        elif left or right:
            said["rest_one"] = 1.0
            said["rest_busy"] = max(_sisters(facts, ground) for facts in (first, second))
    for one, other in ((first, second), (second, first)):
        named, whole = frozenset(one.name) - usual, other.organisation or one.organisation
        body = whole - usual
        if named and body and all(among(w, body) for w in named) and all(among(w, named) for w in body):
            said["is_body"] = 1.0
            # At one door, how many branches it has elsewhere says nothing.
            all_over = busy([f"of {' '.join(sorted(whole))}"], ground)
            here = max(_sisters(facts, ground) for facts in (first, second)) if "door" in said else all_over
            said["body_busy"] = max(said.get("body_busy", 0.0), here)


def _was(one: Facts, other: Facts, rules: AlikeRules, towns: frozenset[str]) -> bool:
    """Say whether an entry names what the other is called as a name that it had or has now.

    A service of the body that it became has words of its own beside that name.
    """
    there, usual = other.known | other.about, rules.weak | towns | rules.kinds.keys()
    for former in one.former:
        rest = [word for word in other.name if word not in usual and not among(word, former | one.known | one.about)]
        if any(among(word, other.known) for word in former) and all(among(word, there) for word in former) and not rest:
            return True
    return False


def _sisters(one: Facts, ground: Ground) -> float:
    """Return how many entries the organisation of one has at its door, at most, in doublings of two."""
    return min(busy([f"at {one.postcode}"], ground), busy([f"of {' '.join(sorted(one.body))}"], ground))


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
    told = first.said and second.said
    if told and (bool(first.whom) != bool(second.whom) or (first.ages == _ANY_AGE) != (second.ages == _ANY_AGE)):
        said["for_one"] = 1.0
    _when(first, second, said)


def _when(first: Facts, second: Facts, said: dict[str, float]) -> None:
    if first.days and second.days:
        said["day" if first.days & second.days else "day_other"] = 1.0
    if first.sessions and second.sessions and "linked" in said:
        said["session" if meet_alike(first.sessions, second.sessions) else "session_other"] = 1.0


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
