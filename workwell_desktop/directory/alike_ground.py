"""What a whole directory says about its parts: what is shared by how many, its rare words and its towns. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log, log2

from workwell_desktop.directory.alike_facts import Facts
from workwell_desktop.directory.alike_rules import AlikeRules

_MOST_BUSY = 4.0  # doublings of the two that share a thing
_FEWEST = 100  # entries: among fewer, a word that some have is no common one


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


def ground_of(facts: Iterable[Facts], rules: AlikeRules) -> Ground:
    """Return what a directory says about its parts: what is shared by how many, its rare words and its towns.

    The facts are gone through once, one after the other.
    """
    many = 0
    sites: dict[str, tuple[str, ...]] = defaultdict(tuple)
    shared: Counter[str] = Counter()
    words: Counter[str] = Counter()
    towns: Counter[str] = Counter()
    for one in facts:
        many += 1
        site = one.postcode or " ".join(sorted(one.place)) or f"#{' '.join(one.name)}"
        for reached in filter(None, {*one.phones, one.email, *one.domains, *one.pages}):
            shared[reached] += 1
            if len(sites[reached]) <= rules.most_sites and site not in sites[reached]:
                sites[reached] += (site,)
        if one.postcode:
            shared[f"at {one.postcode}"] += 1
        if one.organisation:
            shared[f"of {' '.join(sorted(one.organisation))}"] += 1
        words.update(one.known | one.said)
        towns.update(one.towns)
    most = log(max(many, _FEWEST) + 1)
    return Ground(
        frozenset(reached for reached, places in sites.items() if len(places) > rules.most_sites),
        shared,
        {word: 1 - log(number) / most for word, number in words.items()},
        frozenset(town for town, number in towns.items() if number >= rules.town_from),
    )


def busy(things: Iterable[str], ground: Ground) -> float:
    """Return how many times over the two that share a thing others do too, in doublings."""
    least = min((ground.shared.get(thing, 2) for thing in things), default=2)
    return min(_MOST_BUSY, log2(max(least, 2) / 2))
