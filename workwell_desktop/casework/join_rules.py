"""The kinds of rule about who can join, and what each of them needs; an unknown kind or value is refused.

A service writes these rules in a file of its own. ``casework/eligibility.py`` answers them for one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workwell_desktop.casework import lists
from workwell_desktop.casework.areas import area
from workwell_desktop.datafiles import Table

WAYS = ("lives", "gp", "jobcentre")  # what may lie in the area
_OUTWARD = re.compile(r"[A-Z]{1,2}(?:[0-9][0-9A-Z]?)?")
_MOST_WEEKS = 520
_MOST_WORDS = 200


@dataclass(frozen=True)
class JoinRule:
    """One rule about who can join: its kind, the words it is shown with, and the values it needs."""

    kind: str
    words: str
    values: Mapping[str, object] = field(default_factory=dict)


def read_join_rule(entry: Table) -> JoinRule:
    """Read one rule. Raises ``DataFileProblem`` for an unknown kind, or a value that the kind cannot use."""
    kind, words = entry.text("kind"), entry.text("words")
    if kind not in KINDS:
        raise entry.problem(f"“{kind}” is no kind of rule. Use one of: {', '.join(sorted(KINDS))}.")
    if len(words) > _MOST_WORDS or "\n" in words:
        raise entry.problem(f"“words” must be one line of at most {_MOST_WORDS} letters.")
    values = KINDS[kind](entry)
    entry.done()
    return JoinRule(kind, words, values)


def _nothing(_entry: Table) -> dict[str, object]:
    return {}


def _age(entry: Table) -> dict[str, object]:
    years = entry.whole("years")
    if not 0 <= years <= 120:
        raise entry.problem("“years” must be a whole number from 0 to 120.")
    return {"years": years}


def _statuses(entry: Table) -> dict[str, object]:
    found = entry.texts("statuses")
    known = {choice.code for choice in lists.choices("work_status")}
    for one in found:
        if one not in known:
            raise entry.problem(f"“{one}” is no work status. Use one of: {', '.join(sorted(known))}.")
    if not found:
        raise entry.problem("“statuses” needs at least 1.")
    return {"statuses": found}


def _less_than(entry: Table) -> dict[str, object]:
    units = [unit for unit in ("weeks", "months") if unit in entry.values]
    if len(units) != 1:
        raise entry.problem("one of “weeks” and “months” is needed.")
    number = entry.whole(units[0])
    if not 1 <= number <= _MOST_WEEKS:
        raise entry.problem(f"“{units[0]}” must be a whole number from 1 to {_MOST_WEEKS}.")
    return {units[0]: number}


def _area(entry: Table) -> dict[str, object]:
    ways = entry.texts("any_of", ("lives",))
    areas, postcodes = entry.texts("areas", ()), entry.texts("postcodes", ())
    for way in ways:
        if way not in WAYS:
            raise entry.problem(f"“any_of” may hold {', '.join(WAYS)}; “{way}” is not known here.")
    if not ways:
        raise entry.problem("“any_of” needs at least 1.")
    for key in areas:
        if area(key) is None:
            raise entry.problem(f"“{key}” is no care board that this program knows.")
    for code in postcodes:
        if not _OUTWARD.fullmatch(code):
            raise entry.problem(f"“{code}” is not the first half of a postcode, such as BB or WN7.")
    return {"any_of": ways, "areas": areas, "postcodes": postcodes}


KINDS: Mapping[str, Callable[[Table], dict[str, object]]] = {
    "age_at_least": _age,
    "in_area": _area,
    "work_status_in": _statuses,
    "out_of_work_less_than": _less_than,
    "health_affects_work": _nothing,
    "right_to_work": _nothing,
    "ask": _nothing,  # only people can answer it: it is shown, and never decides
}
