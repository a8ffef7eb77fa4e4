"""Finds the pairs of entries that are worth holding against each other, among many thousands. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workwell_desktop.directory.alike import Ground, Likeness, likeness_of
from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_rules import AlikeRules, alike_rules


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one service: their ids, the lower first, and how alike they are."""

    first: int
    second: int
    likeness: Likeness


def suggest(entries: Iterable[Entry], *, stopped: Callable[[], bool] = lambda: False) -> Iterator[Pair]:
    """Give every pair of entries that may be one service, one after the other; ids must be unique.

    It ends early when ``stopped`` says so, which is asked often.
    """
    rules = alike_rules()
    facts = [facts_of(entry, rules) for entry in entries if not stopped()]
    yield from _pairs(facts, None, rules, stopped)


def suggest_for(new: Iterable[Entry], existing: Iterable[Entry]) -> Iterator[Pair]:
    """Give the pairs of a new entry with an existing one, or with another new one. Ids must be unique over both."""
    rules = alike_rules()
    fresh = [facts_of(entry, rules) for entry in new]
    old = [facts_of(entry, rules) for entry in existing]
    yield from _pairs([*fresh, *old], {one.entry.id for one in fresh}, rules, lambda: False)


def ground_of(facts: Sequence[Facts], rules: AlikeRules) -> Ground:
    """Return which phones, inboxes and domains are on more sites than say anything about one of them."""
    sites: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[frozenset[str]]] = defaultdict(set)
    for one in facts:
        site = one.postcode or " ".join(sorted(one.place)) or f"#{' '.join(one.name)}"
        for reached in (*one.phones, one.email, *one.domains, *one.pages):
            if reached and len(sites[reached]) <= rules.most_sites:
                sites[reached].add(site)
            if reached and len(names[reached]) <= rules.most_names:
                names[reached].add(frozenset(one.name) - rules.weak - one.place)
    return Ground(
        frozenset(reached for reached, places in sites.items() if len(places) > rules.most_sites),
        frozenset(reached for reached, named in names.items() if len(named) > rules.most_names),
    )


def _pairs(
    facts: Sequence[Facts], fresh: set[int] | None, rules: AlikeRules, stopped: Callable[[], bool]
) -> Iterator[Pair]:
    ground = ground_of(facts, rules)
    seen: set[tuple[int, int]] = set()
    for block in _blocks(facts, ground, rules):
        if stopped():
            return
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                first, second = facts[one], facts[other]
                ids = (first.entry.id, second.entry.id)
                if fresh is not None and not (ids[0] in fresh or ids[1] in fresh):
                    continue
                pair = (min(ids), max(ids))
                if pair in seen:
                    continue
                seen.add(pair)
                found = likeness_of(first, second, ground, rules)
                if found.score >= rules.suggest_from:
                    yield Pair(*pair, found)


def _blocks(facts: Sequence[Facts], ground: Ground, rules: AlikeRules) -> Iterator[Sequence[int]]:
    """Give groups of entries (places in ``facts``) with something in common; large ones cut by words of the names."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(facts):
        for key in _keys(one, ground):
            by_key[key].append(place)
    for members in by_key.values():
        if len(members) < 2:
            continue
        if len(members) <= rules.most_in_block:
            yield members
            continue
        by_word: dict[str, list[int]] = defaultdict(list)
        for place in members:
            for word in facts[place].known - rules.weak:
                by_word[word].append(place)
        for some in by_word.values():
            if 2 <= len(some) <= rules.most_in_block:
                yield some


def _keys(one: Facts, ground: Ground) -> Iterator[str]:
    if one.postcode:
        yield f"at {one.postcode}"
    for phone in one.phones - ground.everywhere:
        yield f"phone {phone}"
    if one.email and one.email not in ground.everywhere:
        yield f"mail {one.email}"
    for domain in one.domains - ground.everywhere:
        yield f"web {domain}"
    for page in one.pages - ground.everywhere:
        yield f"page {page}"
    if not one.postcode:
        for street in one.street:
            yield f"street {street} {one.outcode}"
