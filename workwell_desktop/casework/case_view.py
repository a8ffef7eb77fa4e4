"""One way of looking at the whole caseload: what is asked for, in which order, and which columns are shown.

It is plain data, so that a coach can keep it under a name (``saved_views.py``) and the window can hold it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, NamedTuple

MINE = "mine"
FIT_NOTE_DAYS = (7, 14, 28)
QUIET_DAYS = (14, 28, 42, 84)


class Column(NamedTuple):
    """One column: its code, its head, the words for its order, and how many letters wide it is."""

    code: str
    head: str
    letters: int
    up: str
    down: str


_SOON, _LATE = "Soonest first", "Latest first"
COLUMNS = (
    Column("name", "Name", 19, "A to Z", "Z to A"),
    Column("state", "Case", 11, "A to Z", "Z to A"),
    Column("week", "Week", 6, "Newest first", "Longest first"),
    Column("plan_type", "Plan", 18, "A to Z", "Z to A"),
    Column("work_status", "Work", 16, "A to Z", "Z to A"),
    Column("fit_note", "Fit note ends", 12, _SOON, _LATE),
    Column("next_meeting", "Next meeting", 15, _SOON, _LATE),
    Column("last_contact", "Last contact", 12, "Longest ago first", "Newest first"),
    Column("review", "Review due", 12, _SOON, _LATE),
    Column("support_level", "Support", 12, "A to Z", "Z to A"),
    Column("area", "Area", 24, "A to Z", "Z to A"),
    Column("referred", "Days since referred", 17, "Newest first", "Longest first"),
    Column("coach", "Coach", 16, "A to Z", "Z to A"),
)
"""Every column there is, in the order in which they stand."""

BY_CODE = {column.code: column for column in COLUMNS}
_USUAL = ("name", "state", "week", "work_status", "fit_note", "next_meeting", "last_contact", "review")


@dataclass(frozen=True)
class Filters:
    """Which cases are asked for. What is empty asks for nothing in particular; days are whole days from today.

    ``whose`` is ``mine`` or nothing. ``closed_from`` and ``closed_to`` are the first and the last day, both inclusive.
    """

    states: tuple[str, ...] = ("open",)
    whose: str = MINE
    plan_types: tuple[str, ...] = ()
    work_statuses: tuple[str, ...] = ()
    support_levels: tuple[str, ...] = ()
    area: str = ""
    fit_note_within: int = 0
    quiet_for: int = 0
    review_overdue: bool = False
    needs_format: bool = False
    closed_from: date | None = None
    closed_to: date | None = None

    def count(self) -> int:
        """Return how many of them are not as they usually are."""
        usual = Filters()
        return sum(getattr(self, one.name) != getattr(usual, one.name) for one in fields(self))


@dataclass(frozen=True)
class CaseView:
    """One way of looking: the filters, what is typed, the column to sort by, and the columns that are shown."""

    filters: Filters = field(default_factory=Filters)
    text: str = ""
    sort: str = "name"
    down: bool = False
    columns: tuple[str, ...] = _USUAL

    def shown_columns(self) -> tuple[str, ...]:
        """Return the columns to show: without how a case stands where it would say the same in every row."""
        same = len(self.filters.states) == 1
        return tuple(code for code in self.columns if code != "state" or not same)

    def with_columns(self, codes: tuple[str, ...]) -> CaseView:
        """Return it with these columns, in their own order; the name is always there."""
        return replace(self, columns=tuple(one.code for one in COLUMNS if one.code in {"name", *codes}))


def as_text(view: CaseView) -> str:
    """Return a view as it is kept. What is typed in the search is not kept: it may be somebody's name."""
    kept = asdict(replace(view, text=""))
    kept.pop("text")
    return json.dumps(kept, default=lambda day: day.isoformat(), sort_keys=True)


def from_text(text: str) -> CaseView:
    """Return a view that was kept. What another program wrote into it that we do not know is left out."""
    try:
        kept = json.loads(text)
    except ValueError:
        kept = None
    kept = kept if isinstance(kept, dict) else {}
    filters, columns, sort = (kept.get(name) for name in ("filters", "columns", "sort"))
    view = CaseView(Filters(**_known(filters if isinstance(filters, dict) else {})), down=bool(kept.get("down")))
    codes = tuple(map(str, columns)) if isinstance(columns, list) else _USUAL
    return replace(view, sort=str(sort) if str(sort) in BY_CODE else "name").with_columns(codes)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filters that we know, each of the kind that it is of."""
    found: dict[str, Any] = {}
    for name, usual in vars(Filters()).items():
        value = values.get(name)
        if usual is None and isinstance(value, str):
            with suppress(ValueError):
                found[name] = date.fromisoformat(value)
        elif isinstance(usual, tuple) and isinstance(value, list):
            found[name] = tuple(map(str, value))
        elif type(value) is type(usual):
            found[name] = value
    return found
