"""Finds the pairs of entries that are worth holding against each other, among many thousands. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, takewhile

from workwell_desktop.directory.alike import Likeness, likeness_of, surely_two
from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_ground import Ground, ground_of
from workwell_desktop.directory.alike_kept import KeptFacts, number_of
from workwell_desktop.directory.alike_rules import AlikeRules, alike_rules

_PLACE_BITS = 24
_PLACE = (1 << _PLACE_BITS) - 1
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
    rules, kept = alike_rules(), KeptFacts()
    facts = (facts_of(entry, rules) for entry in takewhile(lambda _entry: not stopped(), entries))
    ground = ground_of(kept.keeping(facts), rules)
    yield from _pairs(kept, ground, range(len(kept)), rules, stopped)


def suggest_for(
    new: Iterable[Entry],
    existing: Iterable[Entry],
    *,
    same_alone: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Pair]:
    """Give the pairs of a new entry with an existing one, or with another new one. Ids must be unique over both.

    With ``same_alone`` a new entry that says word for word what an existing one says is told with that one alone: a
    whole list that comes a second time is not held against itself. It ends early when ``stopped`` says so.
    """
    rules, kept = alike_rules(), KeptFacts()
    fresh = 0

    def facts() -> Iterator[Facts]:
        nonlocal fresh
        for entry in takewhile(lambda _entry: not stopped(), new):
            fresh += 1
            yield facts_of(entry, rules)
        yield from (facts_of(entry, rules) for entry in takewhile(lambda _entry: not stopped(), existing))

    ground = ground_of(kept.keeping(facts()), rules)
    same = _word_for_word(kept, fresh, ground, rules) if same_alone else {}
    yield from (_pair(kept, one, other, like) for one, (other, like) in same.items())
    wanted = range(fresh) if not same else set(range(fresh)).difference(same)
    yield from _pairs(kept, ground, wanted, rules, stopped)


def _pairs(
    kept: KeptFacts, ground: Ground, wanted: Collection[int], rules: AlikeRules, stopped: Callable[[], bool]
) -> Iterator[Pair]:
    """Give the pairs with one of the places that are wanted."""
    blocks = _Blocks(kept, ground, rules)
    found = _found(kept, blocks, wanted, ground, rules, stopped)
    all_found = found
    if len(wanted) < len(kept):
        # What an existing entry is like among the existing ones says whether a new one is that, or its sister.
        touched = {place for pair in found for place in pair if place not in wanted}
        all_found = found | _found(kept, blocks, touched, ground, rules, stopped)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), like in all_found.items():
        near[one].append((like.score, other))
        near[other].append((like.score, one))
    for (one, other), like in found.items():
        if _is_sister(kept, one, other, like.score, near, ground, rules):
            continue
        yield _pair(kept, one, other, like)


def _pair(kept: KeptFacts, one: int, other: int, like: Likeness) -> Pair:
    ids = kept.ids[one], kept.ids[other]
    return Pair(min(ids), max(ids), like)


def _word_for_word(kept: KeptFacts, fresh: int, ground: Ground, rules: AlikeRules) -> dict[int, tuple[int, Likeness]]:
    """Return for the places before ``fresh`` the later one that says the same, where that is enough to be alike."""
    there = {kept.contents[place]: place for place in range(len(kept) - 1, fresh - 1, -1)}
    found: dict[int, tuple[int, Likeness]] = {}
    for one in range(fresh):
        other = there.get(kept.contents[one])
        if other is not None:
            like = likeness_of(kept[one], kept[other], ground, rules)
            if like.score >= rules.suggest_from:
                found[one] = other, like
    return found


def _found(
    kept: KeptFacts,
    blocks: _Blocks,
    wanted: Container[int],
    ground: Ground,
    rules: AlikeRules,
    stopped: Callable[[], bool],
) -> dict[tuple[int, int], Likeness]:
    """Return the pairs (of places) that are alike enough, with at least one of those that are wanted."""
    found: dict[tuple[int, int], Likeness] = {}
    for number, block in enumerate(blocks.members):
        if stopped():
            break
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                if (one in wanted or other in wanted) and blocks.first_of(one, other) == number:
                    like = likeness_of(kept[one], kept[other], ground, rules)
                    if like.score >= rules.suggest_from:
                        found[one, other] = like
    return found


def _is_sister(
    kept: KeptFacts, one: int, other: int, score: float, near: Mapping[int, Sequence[tuple[float, int]]],
    ground: Ground, rules: AlikeRules,
) -> bool:  # fmt: skip
    """Say whether one of two entries is more like a third one that is surely another service than the other of them.

    One that is nowhere and as like to two that are in two places is the body of both: it is neither.
    """
    return any(
        third not in (one, other)
        and (better >= score + rules.better_by or (not kept[here].placed and _two_places(kept[third], kept[rest])))
        and surely_two(kept[third], kept[rest], ground, rules)
        for here, rest in ((one, other), (other, one))
        for better, third in near[here]
    )


def _two_places(one: Facts, other: Facts) -> bool:
    return bool(one.postcode and other.postcode) and one.postcode != other.postcode


class _Blocks:
    """Groups of entries (places in order) with something in common; large ones are cut by words of the names."""

    def __init__(self, kept: KeptFacts, ground: Ground, rules: AlikeRules) -> None:
        coded: list[int] = []
        named: list[int] = []
        for place in range(len(kept)):
            one = kept[place]
            coded += (_coded(key, place) for key in _keys(one, ground))
            named += (_coded(key, place) for key in _name_keys(one, ground, rules))
        self.members: list[Sequence[int]] = []
        for group in _groups(coded):
            self.members += [group] if len(group) <= rules.most_in_block else _cut(group, kept, rules)
        # A name that more have is no rare one.
        self.members += (group for group in _groups(named) if len(group) <= rules.most_in_named)
        self._blocks_of: dict[int, list[int]] = defaultdict(list)
        for number, group in enumerate(self.members):
            for place in group:
                self._blocks_of[place].append(number)

    def first_of(self, one: int, other: int) -> int:
        """Return the number of the first block that holds both: there they are held against each other, once."""
        others = self._blocks_of[other]
        return next(number for number in self._blocks_of[one] if number in others)


def _coded(key: str, place: int) -> int:
    """Return a number that sorts the places of one key together: two keys with the same sum are looked at as one."""
    return number_of(key) << _PLACE_BITS | place


def _groups(coded: list[int]) -> Iterator[Sequence[int]]:
    """Give the places of each key that several entries have."""
    coded.sort()
    for _key, numbers in groupby(coded, lambda number: number >> _PLACE_BITS):
        places = array("l", dict.fromkeys(number & _PLACE for number in numbers))
        if len(places) > 1:
            yield places


def _cut(members: Sequence[int], kept: KeptFacts, rules: AlikeRules) -> Iterator[Sequence[int]]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for place in members:
        for word in kept[place].known - rules.weak:
            by_word[word].append(place)
    yield from (by_word[word] for word in sorted(by_word) if 2 <= len(by_word[word]) <= rules.most_in_block)


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
