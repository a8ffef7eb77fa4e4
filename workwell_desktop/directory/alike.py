"""How likely two entries of the directory are one service, and why, in plain words. Pure; it only ever suggests."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz.distance import OSA

from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_names import (
    TOLD_MUCH,
    Names,
    among,
    for_others,
    marked_apart,
    names_of,
    overlap_of,
    written,
)
from workwell_desktop.directory.alike_rules import AlikeRules, alike_rules

_EARTH_METRES = 6_371_008.8
_SAME_NAME = 0.8
_SAME_STREET = 0.8
_OTHER_INBOX = 0.6  # of one domain


@dataclass(frozen=True)
class Ground:
    """What is on so many sites that it says nothing about one of them: phones, inboxes and domains in one form.

    ``busy`` are phones and inboxes by which several services are reached, wherever they are.
    """

    everywhere: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two entries are: ``score`` from 0 to 1, ``veto`` why not at all (else empty), and why, in sentences."""

    score: float
    veto: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Shared:
    """What two entries share: where (``place`` 0 to 1, nothing when not known; ``near``), and ways to reach."""

    place: float | None
    near: str
    phones: frozenset[str]
    inbox: str
    domains: frozenset[str]
    pages: frozenset[str]


def likeness(first: Entry, second: Entry, ground: Ground | None = None) -> Likeness:
    """Hold two entries against each other; the same whichever comes first."""
    rules = alike_rules()
    return likeness_of(facts_of(first, rules), facts_of(second, rules), ground or Ground(), rules)


def likeness_of(first: Facts, second: Facts, ground: Ground, rules: AlikeRules) -> Likeness:
    """Hold two entries that were made ready against each other; the same whichever comes first."""
    if second.order < first.order:
        first, second = second, first
    shared = _shared(first, second, ground, rules)
    veto = marked_apart(first, second) or for_others(first, second) or _nothing_near(shared)
    if veto:
        return Likeness(0.0, veto, ())
    reached = {*shared.phones, *filter(None, [shared.inbox])}
    names = names_of(
        first, second, rules,
        placed=shared.place is not None,
        reached=bool(reached) and shared.near == "same",
        busy=bool(reached & ground.busy),
    )  # fmt: skip
    veto = names.apart or _too_little(first, second, shared, names, ground, rules)
    if veto:
        return Likeness(0.0, veto, ())
    weight = rules.weights["name"]
    score = weight * names.share + (1 - weight) * _facts_share(first, second, shared, rules)
    if shared.phones and shared.near == "same" and overlap_of(first.said, second.said) >= TOLD_MUCH:
        score = max(score, rules.suggest_from)  # a new name: what is done, the place and the phone are as before
    return Likeness(round(min(1.0, score), 4), "", _reasons(first, second, shared, names))


def metres_between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the metres between two places in degrees of WGS84, over the round of the earth."""
    (south, west), (north, east) = ((radians(one), radians(other)) for one, other in (first, second))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1.0, sqrt(half)))


def _shared(first: Facts, second: Facts, ground: Ground, rules: AlikeRules) -> _Shared:
    place, near = _place(first, second, rules)
    return _Shared(
        place,
        near,
        (first.phones & second.phones) - ground.everywhere,
        first.email if first.email == second.email and first.email not in ground.everywhere else "",
        (first.domains & second.domains) - ground.everywhere,
        (first.pages & second.pages) - ground.everywhere,
    )


def _nothing_near(shared: _Shared) -> str:
    """Say what speaks against one service before the names are looked at."""
    if shared.place == 0.0:
        return "They are in different places."
    if shared.phones or shared.inbox or shared.near == "same" or shared.pages:
        return ""
    return "Only the street is the same." if shared.near else "Neither place nor phone nor e-mail is the same."


def _too_little(first: Facts, second: Facts, shared: _Shared, names: Names, ground: Ground, rules: AlikeRules) -> str:
    """Say what is missing for one service once the names are known, else nothing."""
    web = bool(shared.inbox or shared.domains or shared.pages)
    loose = names.untold or names.share < rules.name_alone_from
    if loose and not shared.phones and not shared.inbox and shared.near != "same":
        return "Only the web page is the same."
    if not shared.phones and not web:
        named = not names.untold and names.share >= rules.name_alone_from
        if not named and not _may_be_alone(first, second, names, ground):
            return "Only the place is the same."
    if not web and names.share < _SAME_NAME and _other_bodies(first, second, rules):
        return "They are of different organisations."
    return ""


def _facts_share(first: Facts, second: Facts, shared: _Shared, rules: AlikeRules) -> float:
    """Return which share of what both entries say agrees, by weight; what one does not say counts for nothing."""
    topics = first.entry.topics, second.entry.topics
    phones = bool(shared.phones) or not first.phones & second.phones
    inbox = bool(shared.inbox) or first.email != second.email
    web = bool(shared.domains or shared.pages)
    said = [
        ("address", shared.place is not None, shared.place or 0.0),
        ("phone", bool(first.phones and second.phones and phones), 1.0 if shared.phones else 0.0),
        (
            "email",
            bool(first.email and second.email and inbox),
            1.0 if shared.inbox else _OTHER_INBOX if shared.domains else 0.0,
        ),
        ("topic", bool(topics[0] and topics[1]), 1.0 if topics[0] & topics[1] else 0.0),
        (
            "domain",
            bool(first.domains and second.domains and (web or not first.domains & second.domains)),
            1.0 if web else 0.0,
        ),
    ]
    could = sum(rules.weights[name] for name, both, _share in said if both)
    return sum(rules.weights[name] * share for name, both, share in said if both) / could if could else 0.0


# -- where ------------------------------------------------------------------------------------------------------


def _place(first: Facts, second: Facts, rules: AlikeRules) -> tuple[float | None, str]:
    """Return how far two places agree (nothing when one is not known) and how: "same", "street" or ""."""
    one, other = first.entry.position, second.entry.position
    metres = metres_between(one, other) if one and other else None
    street = bool(first.street & second.street)
    door = street and bool(first.houses & second.houses)
    close = metres is not None and metres <= rules.near_metres
    if metres is not None and metres > rules.far_metres:
        return 0.0, ""
    if first.postcode and first.postcode == second.postcode:
        return 1.0, "same"
    if first.postcode and second.postcode:
        # One door under two postcodes is a slip in one of them; one street and district may be a move along it.
        words = _by_words(first, second, rules)[0]
        district = first.outcode == second.outcode and (street or words == 1.0)
        slip = OSA.distance(first.postcode, second.postcode) == 1 and words != 0.0 and not _two_doors(first, second)
        return (_SAME_STREET, "street") if close or door or district or slip else (0.0, "")
    out = first.outcode, second.outcode
    if out[0] and out[1] and not out[0].startswith(out[1]) and not out[1].startswith(out[0]):
        return 0.0, ""
    if street and not close and not door:
        return _SAME_STREET, "street"
    return (1.0, "same") if close or door else _by_words(first, second, rules)


def _by_words(first: Facts, second: Facts, rules: AlikeRules) -> tuple[float | None, str]:
    """Compare two places by the words of their addresses, where a postcode is missing and no street is the same."""
    usual = rules.weak | rules.streets | rules.address
    one, other = first.place - usual, second.place - usual
    if not one or not other:
        return None, ""
    common = len(one & other) / min(len(one), len(other))
    if common >= _SAME_NAME and min(len(one), len(other)) >= 2:
        return 1.0, "same"
    return (0.0, "") if not common or (first.street and second.street) else (None, "")


def _two_doors(first: Facts, second: Facts) -> bool:
    """Say whether both have a number in their address, and not the same."""
    return bool(first.houses and second.houses and not first.houses & second.houses)


def _other_bodies(first: Facts, second: Facts, rules: AlikeRules) -> bool:
    """Say whether both name an organisation, and the two have no word in common but places and what all have."""
    if not first.organisation or not second.organisation:
        return False
    usual = rules.weak | first.place | second.place
    one, other = first.known - usual, second.known - usual
    short = (one & second.letters) | (other & first.letters)
    return bool(first.organisation - usual and second.organisation - usual) and not (
        short or any(among(word, other) for word in one)
    )


def _may_be_alone(first: Facts, second: Facts, names: Names, ground: Ground) -> bool:
    """Say whether nothing but the place can speak for them, and nothing speaks against: contacts are not given."""
    one, other = ((facts.domains - ground.everywhere) for facts in (first, second))
    known = (first.phones and second.phones) or (first.email and second.email) or (one and other)
    sisters = names.untold and first.organisation and second.organisation
    return not sisters and not _two_doors(first, second) and not known and names.share >= 0.8


# -- in words ---------------------------------------------------------------------------------------------------


def _reasons(first: Facts, second: Facts, shared: _Shared, names: Names) -> tuple[str, ...]:
    near = {"same": "postcode" if first.postcode and first.postcode == second.postcode else "address"}
    same = [
        *(["phone"] if shared.phones else []),
        *(["e-mail"] if shared.inbox else []),
        *(["web page"] if shared.pages else ["web site"] if shared.domains and not shared.inbox else []),
        *([near.get(shared.near, "street")] if shared.near else []),
    ]
    head = f"Same {', same '.join(same)}." if same else ""
    if first.entry.name.casefold() == second.entry.name.casefold():
        told = "The names are the same."
    elif not (names.only_first or names.only_second):
        told = "The names differ only in how they are written."
    else:
        told = f"The names differ by “{written((*names.only_first, *names.only_second), first, second)}”."
    return tuple(filter(None, (head, told)))
