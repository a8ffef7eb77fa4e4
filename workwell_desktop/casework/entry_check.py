"""Reads what was typed, and gathers one plain sentence for each field that needs another look."""

from __future__ import annotations

from datetime import date

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import Lean, read_date
from workwell_desktop.casework.intake_check import STILL_TO_COME
from workwell_desktop.errors import InputProblem


class Check:
    """Reads typed values and gathers one sentence for each field that needs another look."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: dict[str, str] = {}

    def day(self, typed: str, field: str, lean: Lean, missing: str = "") -> date | None:
        """Return the typed day; one that cannot be is a problem, and so is none where ``missing`` says so."""
        understood = read_date(typed, self.today, lean=lean)
        if understood.problem or (understood.when is None and missing):
            self.problems[field] = understood.problem or missing
        return understood.when

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
