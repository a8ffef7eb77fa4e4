"""In which order services that fit stand: open ones first, all needs covered, and no provider over and over.

Pure. Somebody who asks for several needs gets first what covers them together.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_words import fold

FIRST = 5  # suggestions among which one provider stands twice at most, while there are others
_MOST_OF_ONE = 2
_MOST_NATIONAL = 2
_SAME_WORDS, _PLACE_WORDS = 2, 2  # in the names of two branches
_POOL = 50  # of each need, from which those that cover them together are taken


class Fit(NamedTuple):
    """A candidate with what is left of its points by need, and its other points."""

    one: Candidate
    left: dict[str, float]
    beside: float
    km: float | None
    total: float


def in_order(fits: Sequence[Fit], needs: Sequence[str], limit: int) -> list[Fit]:
    """Return at most ``limit`` fits in order; what may be shut stands behind all that is open and meets its needs."""
    ahead, behind = _open_first(fits)
    return [*_spread(_covering(ahead, needs, limit)), *_covering(behind, (), limit)][:limit]


def _open_first(fits: Sequence[Fit]) -> tuple[list[Fit], list[Fit]]:
    """Part the fits: what is open, or alone in meeting a need; and what may be shut while something open is there."""
    shut = [fit for fit in fits if _may_be_shut(fit.one)]
    met = {need for fit in fits if not _may_be_shut(fit.one) for need in fit.left}
    behind = [fit for fit in shut if met.issuperset(fit.left)]
    ids = {fit.one.id for fit in behind}
    return [fit for fit in fits if fit.one.id not in ids], behind


def _may_be_shut(one: Candidate) -> bool:
    return one.status == "paused" or bool(one.closed_words)


def _covering(fits: list[Fit], needs: Sequence[str], limit: int) -> list[Fit]:
    """Return fits in order: first those that together cover the needs best, then the others by all their points."""
    order = sorted(fits, key=lambda fit: (-fit.total, fit.one.name, fit.one.id))
    if len(needs) < 2:
        return order
    pool = {fit.one.id: fit for fit in order[:_POOL]}
    for need in needs:
        having = [(fit.left[need] + fit.beside, -place) for place, fit in enumerate(order) if need in fit.left]
        pool.update({order[-place].one.id: order[-place] for _, place in heapq.nlargest(_POOL, having)})
    best = dict.fromkeys(needs, 0.0)
    chosen: list[Fit] = []
    for _ in range(min(len(needs), limit)):
        gains = [
            (sum(max(0.0, left + fit.beside - best[need]) for need, left in fit.left.items()), fit)
            for fit in pool.values()
        ]
        gain, first = max(gains, key=lambda pair: pair[0], default=(0.0, None))
        if first is None or gain <= 1.0 or all(best[need] for need in first.left):
            break
        chosen.append(first)
        for need, left in first.left.items():
            best[need] = max(best[need], left + first.beside)
    taken = {fit.one.id for fit in chosen}
    return [*chosen, *(fit for fit in order if fit.one.id not in taken)]


def _spread(order: list[Fit]) -> list[Fit]:
    """Return the order with no provider and no national service more than twice, no name twice, among the first five.

    Names of one provider that differ by their place alone ("Sale Work Centre", "Urmston Work Centre") are one name.

    Somebody near by can be met, and often knows the employer. Where there are not enough others, what was put back
    follows.
    """
    first: list[Fit] = []
    put_back: list[Fit] = []
    takes = _taking()
    for place, fit in enumerate(order):
        if len(first) == FIRST:
            return [*first, *put_back, *order[place:]]
        (first if takes(fit.one) else put_back).append(fit)
    return [*first, *put_back]


def stand_apart(ones: Sequence[Candidate]) -> bool:
    """Say whether these are as many as :func:`in_order` spreads, all open, and none is put back because of another.

    Then nothing with fewer points than the last of them can come among them.
    """
    takes = _taking()
    return len(ones) == FIRST and all(not _may_be_shut(one) and takes(one) for one in ones)


def _taking() -> Callable[[Candidate], bool]:
    """Return what takes one after the other, unless its provider, its name or national ones came often enough."""
    providers: Counter[str] = Counter()
    names: set[str] = set()
    of_provider: dict[str, list[str]] = {}
    national = 0

    def takes(one: Candidate) -> bool:
        nonlocal national
        provider, name = one.provider or f"#{one.id}", fold(one.name)
        alike = name in names or any(_branches(name, other) for other in of_provider.get(provider, ()))
        if providers[provider] >= _MOST_OF_ONE or alike or (one.national and national >= _MOST_NATIONAL):
            return False
        national += one.national
        providers[provider] += 1
        names.add(name)
        of_provider.setdefault(provider, []).append(name)
        return True

    return takes


def _branches(name: str, other: str) -> bool:
    """Say whether two names of one provider differ in a word or two at one end alone, as those of branches do."""
    one, two = name.split(), other.split()
    if one == two:
        return True
    for first, second in ((one, two), (one[::-1], two[::-1])):
        same = 0
        while same < min(len(first), len(second)) and first[same] == second[same]:
            same += 1
        if same >= _SAME_WORDS and max(len(first), len(second)) - same <= _PLACE_WORDS:
            return True
    return False
