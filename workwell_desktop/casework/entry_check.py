"""Reads what was typed, and gathers one plain sentence for each field that needs another look."""

from __future__ import annotations

from datetime import date, timedelta

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import Lean, Understood, read_date
from workwell_desktop.casework.intake_check import STILL_TO_COME
from workwell_desktop.errors import InputProblem

_LONGEST = timedelta(days=274)  # three quarters of a year


def read_near(typed: str, today: date) -> Understood:
    """Read a day that may be past or still to come: of two that may be meant, such as 5 nov, the nearer one."""
    ahead, behind = read_date(typed, today, lean="future"), read_date(typed, today, lean="past")
    if ahead.when is None or behind.when is None:
        return ahead
    return behind if today - behind.when < ahead.when - today else ahead


def read_end(typed: str, today: date, starts: date | None) -> Understood:
    """Read the last day of something: as :func:`read_near` does, but not a day before its first where another fits.

    One that would then lie most of a year later is left before the first day, to be asked about: it was a slip.
    """
    near = read_near(typed, today)
    if starts is None or near.when is None or near.when >= starts:
        return near
    ahead = read_date(typed, today, lean="future")
    fits = ahead.when is not None and timedelta(0) <= ahead.when - starts <= _LONGEST
    return ahead if fits else near


class Check:
    """Reads typed values and gathers one sentence for each field that needs another look."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: dict[str, str] = {}

    def day(self, typed: str, field: str, lean: Lean, missing: str = "") -> date | None:
        """Return the typed day; one that cannot be is a problem, and so is none where ``missing`` says so."""
        return self._taken(read_date(typed, self.today, lean=lean), field, missing)

    def _taken(self, understood: Understood, field: str, missing: str) -> date | None:
        if understood.problem or (understood.when is None and missing):
            self.problems[field] = understood.problem or missing
        return understood.when

    def near(self, typed: str, field: str, missing: str = "") -> date | None:
        """Return the typed day as :func:`read_near` reads it; one that cannot be is a problem, as with :meth:`day`."""
        return self._taken(read_near(typed, self.today), field, missing)

    def end(self, typed: str, field: str, starts: date | None) -> date | None:
        """Return the typed last day as :func:`read_end` reads it; one that cannot be is a problem."""
        return self._taken(read_end(typed, self.today, starts), field, "")

    def past(self, typed: str, field: str, missing: str = "") -> date | None:
        """Return the typed day as :meth:`day` does; one that is still to come is a problem."""
        day = self.day(typed, field, "past", missing)
        if day is not None and day > self.today:
            self.problems[field] = STILL_TO_COME
        return day

    def words(self, typed: str, field: str, missing: str) -> None:
        """Have something written there."""
        if not typed.strip():
            self.problems[field] = missing

    def code(self, code: str, name: str, field: str) -> str:
        """Return a code of a list, or nothing; another one is a problem."""
        if code and lists.find(name, code) is None:
            self.problems[field] = "Choose one of these."
        return code

    def done(self) -> None:
        """Raise ``InputProblem`` when something needs another look."""
        if self.problems:
            raise InputProblem(self.problems)
