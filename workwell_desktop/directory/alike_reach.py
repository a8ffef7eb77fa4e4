"""How far two entries are reached in one way and stand in one place, each thing as a number from 0 up. Pure."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from rapidfuzz.distance import OSA

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_ground import Ground, busy
from workwell_desktop.directory.alike_names import among
from workwell_desktop.directory.alike_rules import AlikeRules

_EARTH_METRES = 6_371_008.8
OTHER_PLACE = 0.75  # of the steps from one door to another district: another street
OTHER_STREET = 0.5


# -- how it is reached ------------------------------------------------------------------------------------------


def reached(
    first: Facts, second: Facts, ground: Ground, rules: AlikeRules, said: dict[str, float], same: list[str]
) -> None:
    """Compare phones, inboxes and web sites: what both have goes into ``said``, and by its word into ``same``."""
    # A line for the whole country is nowhere: where neither has a place, that many list it takes nothing away.
    nowhere = not (first.place or second.place or first.postcode or second.postcode)
    phones = (first.phones & second.phones) - (frozenset() if nowhere else ground.everywhere)
    if phones:
        said["phone"], said["phone_busy"] = 1.0, busy(phones, ground)
        same.append("phone")
    elif first.phones and second.phones and not first.phones & second.phones:
        slip = any(_slip(one, other) for one in first.phones for other in second.phones)
        said["phone_slip" if slip else "phone_other"] = 1.0
    if first.email and first.email == second.email:
        if first.email not in ground.everywhere:
            said["email"], said["email_busy"] = 1.0, busy([first.email], ground)
            same.append("e-mail")
    elif first.email and second.email:
        boxes, hosts = ({one.partition("@")[at] for one in (first.email, second.email)} for at in (0, 2))
        said["email_away" if len(hosts) > 1 else "email_plain" if boxes & rules.inboxes else "email_other"] = 1.0
    _on_the_web(first, second, ground, said, same)


def _on_the_web(first: Facts, second: Facts, ground: Ground, said: dict[str, float], same: list[str]) -> None:
    pages = (first.pages & second.pages) - ground.everywhere
    domains = (first.domains & second.domains) - ground.everywhere
    if pages:
        same.append("web page")
    elif domains and "email" not in said:
        same.append("web site")
    if pages or domains:
        said["web"], said["web_busy"] = 1.0, busy(pages or domains, ground)
        if pages:
            said["page"] = 1.0
    elif first.domains and second.domains and not first.domains & second.domains:
        said["web_other"] = 1.0
    if first.pages and second.pages and not pages and first.domains & second.domains:
        said["page_other"] = 1.0


def _slip(one: str, other: str) -> bool:
    """Say whether two phone numbers differ by a slip: two digits swapped, one left out, or no dialling code."""
    short, long = sorted((one, other), key=len)
    if len(short) < len(long):
        return long.endswith(short) or (len(long) - len(short) == 1 and OSA.distance(short, long) == 1)
    where = [place for place in range(len(one)) if one[place] != other[place]]
    return len(where) == 2 and where[1] == where[0] + 1 and OSA.distance(one, other) == 1


# -- where it is ------------------------------------------------------------------------------------------------


def placed(
    first: Facts, second: Facts, ground: Ground, rules: AlikeRules, towns: frozenset[str], moved: bool,
    said: dict[str, float], same: list[str],
) -> None:  # fmt: skip
    """Compare towns, postcodes and addresses: what they say goes into ``said``, and what is the same into ``same``."""
    ours, theirs = _towns(first, second, towns), _towns(second, first, towns)
    if ours and theirs:
        said["town" if ours & theirs else "town_other"] = 1.0
    moved = moved and "town_other" not in said
    far = _far(first, second, rules)
    words = _by_words(first, second, towns, rules)
    if far == 0.0:
        said["door"], said["door_busy"] = 1.0, busy([f"at {first.postcode}"] if first.postcode else [], ground)
        same.append("postcode" if first.postcode and first.postcode == second.postcode else "address")
    elif far is not None and not moved:
        said["far"] = far
    apart = (far is not None and far >= OTHER_PLACE) or "town_other" in said
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
    return OTHER_PLACE if first.outcode == second.outcode else 1.0


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


def metres_between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the metres between two places in degrees of WGS84, over the round of the earth."""
    (south, west), (north, east) = ((radians(one), radians(other)) for one, other in (first, second))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1.0, sqrt(half)))
