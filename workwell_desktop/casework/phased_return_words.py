"""What is known about going back in stages, read from ``resources/rules/phased_return.toml``: numbers, words, pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

_RULES: Mapping[str, str] = {
    "not_fit": "", "not_fit_open": "", "no_tick": "", "holiday_off": "", "holiday_on": "", "contract": "",
    "weeks_end": "", "off_pattern": "", "more_than_usual": "", "week_more_than_usual": "", "past_midnight": "",
    "long": "weeks", "jump": "percent", "fewer": "", "no_work": "", "no_review": "",
}  # fmt: skip
"""What is worth a look, by name, each with the name of its number."""


class Said(NamedTuple):
    """A sentence that is worth a look, and its reason."""

    words: str
    why: str


@dataclass(frozen=True)
class PayWords:
    """What is said about pay from a first day of work on: to the person, and to their employer."""

    since: date
    own: str
    employer: str
    checked_on: date


@dataclass(frozen=True)
class StageRules:
    """The numbers and the words. ``weeks`` and ``share`` are those of a new plan; ``short_day`` is in minutes."""

    weeks: int
    share: int
    short_day: int
    long_weeks: int
    jump_percent: int
    said: Mapping[str, Said]
    pay: tuple[PayWords, ...]

    def pay_on(self, first_day: date) -> PayWords:
        """Return what is said about pay when the first day of work is this one: the newest that applies."""
        return max((one for one in self.pay if one.since <= first_day), key=lambda one: one.since)


@cache
def rules() -> StageRules:
    """Return the rules that ship. Raises ``DataFileProblem`` naming the entry and the reason."""
    return read_rules(resources() / "rules" / "phased_return.toml")


def read_rules(path: Path) -> StageRules:
    """Read the rules of a file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    begin, short_day = _numbers(top, "begin", "weeks", "share"), _numbers(top, "short_day", "hours")
    said: dict[str, Said] = {}
    counts: dict[str, int] = {}
    for name, number in _RULES.items():
        table = _needed(top, name)
        table.text("source")
        said[name] = Said(table.text("words"), table.text("why"))
        counts |= {name: table.whole(number)} if number else {}
        table.done()
    pay = tuple(_pay(table) for table in top.tables("pay", at_least=1))
    top.done()
    if not any(one.since <= date(2000, 1, 1) for one in pay):
        raise top.problem("“pay” needs an entry from 2000-01-01 or before, so that every day has one.")
    return StageRules(
        weeks=begin["weeks"],
        share=begin["share"],
        short_day=short_day["hours"] * 60,
        long_weeks=counts["long"],
        jump_percent=counts["jump"],
        said=said,
        pay=pay,
    )


def _numbers(top: Table, name: str, *keys: str) -> dict[str, int]:
    table = _needed(top, name)
    table.text("source")
    found = {key: table.whole(key) for key in keys}
    table.done()
    return found


def _needed(top: Table, name: str) -> Table:
    table = top.table(name)
    if table is None:
        raise top.problem(f"“{name}” is missing.")
    return table


def _pay(table: Table) -> PayWords:
    table.text("source")
    words = PayWords(table.day("from"), table.text("own"), table.text("employer"), table.day("checked_on"))
    table.done()
    return words
