"""Finds the pairs of entries that are worth holding against each other, among many thousands. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workwell_desktop.directory.alike import Likeness, likeness_of, surely_two
from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_ground import Ground, ground_of
from workwell_desktop.directory.alike_rules import AlikeRules, alike_rules

_MOST_STRONG = 6
_BEGINNING = 5  # letters: words with one beginning are looked at together
_LOCAL = 6  # the last digits of a phone, without the dialling code


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


def _pairs(
    facts: Sequence[Facts], fresh: set[int] | None, rules: AlikeRules, stopped: Callable[[], bool]
) -> Iterator[Pair]:
    ground = ground_of(facts, rules)
    blocks = list(_blocks(facts, ground, rules))
    found = _found(facts, blocks, fresh, ground, rules, stopped)
    all_found = found
    if fresh is not None:
        # What an existing entry is like among the existing ones says whether a new one is that, or its sister.
        touched = {place for pair in found for place in pair if facts[place].entry.id not in fresh}
        old = {facts[place].entry.id for place in touched}
        all_found = found | _found(facts, blocks, old, ground, rules, stopped)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), like in all_found.items():
        near[one].append((like.score, other))
        near[other].append((like.score, one))
    for (one, other), like in found.items():
        if _is_sister(facts, one, other, like.score, near, ground, rules):
            continue
        ids = facts[one].entry.id, facts[other].entry.id
        yield Pair(min(ids), max(ids), like)


def _found(
    facts: Sequence[Facts],
    blocks: Sequence[Sequence[int]],
    fresh: set[int] | None,
    ground: Ground,
    rules: AlikeRules,
    stopped: Callable[[], bool],
) -> dict[tuple[int, int], Likeness]:
    """Return the pairs (places in ``facts``) that are alike enough; only those with one of ``fresh`` where given."""
    found: dict[tuple[int, int], Likeness] = {}
    seen: set[tuple[int, int]] = set()
    new = None if fresh is None else {place for place, one in enumerate(facts) if one.entry.id in fresh}
    for block in blocks:
        if stopped():
            break
        if new is not None and new.isdisjoint(block):
            continue
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if pair in seen or (new is not None and one not in new and other not in new):
                    continue
                seen.add(pair)
                like = likeness_of(facts[one], facts[other], ground, rules)
                if like.score >= rules.suggest_from:
                    found[pair] = like
    return found


def _is_sister(
    facts: Sequence[Facts], one: int, other: int, score: float, near: Mapping[int, Sequence[tuple[float, int]]],
    ground: Ground, rules: AlikeRules,
) -> bool:  # fmt: skip
    """Say whether one of two entries is more like a third one that is surely another service than the other of them.

    One that is nowhere and as like to two that are in two places is the body of both: it is neither.
    """
    return any(
        third not in (one, other)
        and (better >= score + rules.better_by or (not facts[here].placed and _two_places(facts[third], facts[rest])))
        and surely_two(facts[third], facts[rest], ground, rules)
        for here, rest in ((one, other), (other, one))
        for better, third in near[here]
    )


def _two_places(one: Facts, other: Facts) -> bool:
    return bool(one.postcode and other.postcode) and one.postcode != other.postcode


def _blocks(facts: Sequence[Facts], ground: Ground, rules: AlikeRules) -> Iterator[Sequence[int]]:
    """Give groups of entries (places in ``facts``) with something in common; large ones cut by words of the names."""
    by_key: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(facts):
        for key in _keys(one, ground):
            by_key[key].append(place)
        for key in _name_keys(one, ground, rules):
            by_name[key].append(place)
    for members in by_key.values():
        if 2 <= len(members) <= rules.most_in_block:
            yield members
        elif len(members) > rules.most_in_block:
            yield from _cut(members, facts, rules)
    # A name that more have is no rare one.
    yield from (members for members in by_name.values() if 2 <= len(members) <= rules.most_in_named)


def _cut(members: Sequence[int], facts: Sequence[Facts], rules: AlikeRules) -> Iterator[Sequence[int]]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for place in members:
        for word in facts[place].known - rules.weak:
            by_word[word].append(place)
    yield from (some for some in by_word.values() if 2 <= len(some) <= rules.most_in_block)


def _keys(one: Facts, ground: Ground) -> Iterator[str]:
    if one.postcode:
        yield f"at {one.postcode}"
    for phone in one.phones - ground.everywhere:
        yield f"phone {phone[-_LOCAL:]}"
        if len(phone) > _LOCAL:
            yield f"dialled {''.join(sorted(phone))}"  # two digits in the wrong order
    reached = {one.email, *one.domains, *one.pages} - ground.everywhere - {""}
    yield from (f"by {thing}" for thing in reached)
    if not one.postcode:
        yield from (f"street {street} {one.outcode}" for street in one.street)


def _name_keys(one: Facts, ground: Ground, rules: AlikeRules) -> Iterator[str]:
    """Give two words of a name, or one and a town, for entries that say little else."""
    strong = sorted({word[:_BEGINNING] for word in one.name if word not in rules.weak and word not in ground.towns})
    for word in strong:
        yield from (f"{word} {town}" for town in one.whole & ground.towns)
    yield from (" ".join(pair) for pair in combinations(strong[:_MOST_STRONG], 2))
