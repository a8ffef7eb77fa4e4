"""What fictional people are made of: names that are put together, words, and shares, from ``resources/fictional``.

Common names stand first in each list, and are chosen more often: the weight of a place falls as that of real names
does, so that the first letters typed in a search find about as many people as they would in a real caseload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from workwell_desktop.casework import lists
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

_FLAT_FIRST, _FLAT_START, _FLAT_END = 12, 8, 5  # the larger, the less the first of a list stand out
_WORDS = (
    "streets", "towns", "post_areas", "languages", "employers", "jobs", "managers", "gp_practices", "referrers",
    "places", "best_times", "reasons", "goals", "steps", "purposes", "notes",
)  # fmt: skip
_SHARES = ("work_status", "source", "condition", "sex", "safe_to_message", "ethnic_group")


@dataclass(frozen=True)
class Weighted:
    """Some texts, and how often each is to come up (running sums)."""

    texts: tuple[str, ...]
    sums: tuple[float, ...]

    def some(self, chance: Random, number: int) -> list[str]:
        """Choose ``number`` of them by their weights, each anew."""
        return chance.choices(self.texts, cum_weights=self.sums, k=number)

    def one(self, chance: Random) -> str:
        """Choose one of them by its weight."""
        return chance.choices(self.texts, cum_weights=self.sums)[0]


@dataclass(frozen=True)
class FictionalWords:
    """The whole file: names, words by list (commonest first) and shares by list."""

    first_names: Weighted
    last_starts: Weighted
    last_ends: Weighted
    called: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, Weighted]

    def common_names(self, number: int) -> list[tuple[str, str]]:
        """Return the ``number`` commonest first names, each with one of the commonest last names."""
        ends = self.last_ends.texts
        lasts = [start + ends[place % len(ends)] for place, start in enumerate(self.last_starts.texts)]
        return list(zip(self.first_names.texts, lasts, strict=False))[:number]


@cache
def fictional_words() -> FictionalWords:
    """Return the shipped file. Raises ``DataFileProblem`` when it is not sound."""
    return read_words(resources() / "fictional" / "people.toml")


def read_words(path: Path) -> FictionalWords:
    """Read what fictional people are made of. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("licence")
    top.text("source")
    found = FictionalWords(
        first_names=_falling(top.texts("first_names"), _FLAT_FIRST),
        last_starts=_falling(top.texts("last_starts"), _FLAT_START),
        last_ends=_falling(top.texts("last_ends"), _FLAT_END),
        called={entry.text("name"): entry.text("called") for entry in top.tables("known_as")},
        words={name: top.texts(name) for name in _WORDS},
        shares=_shares(top),
    )
    top.done()
    return found


def _falling(texts: Sequence[str], flat: int) -> Weighted:
    """Weigh texts by their place: 1/(flat + 1), 1/(flat + 2), and so on."""
    return Weighted(tuple(texts), tuple(accumulate(1 / (flat + place) for place in range(1, len(texts) + 1))))


def _shares(top: Table) -> dict[str, Weighted]:
    table = top.table("shares")
    if table is None:
        raise top.problem("“shares” is missing.")
    found = {}
    for name in _SHARES:
        of = table.table(name)
        if of is None:
            raise table.problem(f"“{name}” is missing.")
        known = {choice.code for choice in lists.choices(_LIST.get(name, name))}
        for code in of.values:
            if code not in known:
                raise of.problem(f"“{code}” is not in the list of choices.")
        found[name] = Weighted(tuple(of.values), tuple(accumulate(of.whole(code) for code in of.values)))
    table.done()
    return found


_LIST = {"source": "referral_source"}
