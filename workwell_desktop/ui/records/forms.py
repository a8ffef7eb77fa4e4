"""A form on a page of records: its fields, what they show at first, how they are kept, and how its dates are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from workwell_desktop.casework.dates import Lean, Understood, plain, read_date
from workwell_desktop.casework.entry_check import read_end, read_near
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import Thing
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.style.theme import Look

At = tuple[str, int]  # what a form is for, and the id of the record that it is about
NEW = 0

Reader = Callable[[str], Callable[[str], Understood]]
"""Gives, for the name of a date field, how a typed date is read."""


class FormFields(Editor):
    """The fields of a form; the deeds that keep and close it stand in the bar below the page, always in sight.

    ``keep_words`` say what happens when they are kept; *Not now* leaves everything as it was.
    """

    def __init__(
        self, look: Look, fields: Mapping[str, Field], lines: Sequence[Thing], keep: str, remove: str = ""
    ) -> None:
        super().__init__(look, fields, lines, remove=remove)
        self.keep_words = keep


@dataclass(frozen=True)
class Form:
    """A form that can be open.

    ``make`` draws its fields, ``first`` is what they show at first, and ``save`` writes them and may give a sentence
    for the bar. ``shown`` is called once the fields show what was typed. ``by_the_way`` says that its words are saved
    when another form is opened, as those of a line in a list are; an answer or a deed waits for its own button.
    """

    make: Callable[[], FormFields]
    save: Callable[[Mapping[str, Any]], str | None]
    first: Mapping[str, Any] = field(default_factory=dict)
    shown: Callable[[FormFields], None] = lambda _fields: None
    by_the_way: bool = False


class Unfinished(NamedTuple):
    """Words that were left in a form, the day on which they were typed, and what the form was to do."""

    values: Mapping[str, Any]
    on: date
    words: str


def as_draft(now: At | None, left: Mapping[At, Unfinished]) -> dict[str, Any]:
    """Return the forms that words are left in, and which of them stands open, as the content of a draft."""
    forms = [[*at, dict(one.values), one.on.isoformat(), one.words] for at, one in left.items()]
    return {"open": now, "forms": forms}


def from_draft(content: Mapping[str, Any]) -> tuple[At, dict[At, Unfinished]]:
    """Return which form stood open and the words that were left in each."""
    left = {
        (kind, about): Unfinished(values, date.fromisoformat(on), words)
        for kind, about, values, on, words in content["forms"]
    }
    kind, about = content["open"] or ("", NEW)
    return (kind, about), left


@dataclass(frozen=True)
class Days:
    """How the dates of a page are read.

    ``leans`` says of a field which way its date leans; ``near`` names those that may be past or still to come, and
    ``ends`` those that are the last day of something, with the field of its first; ``ends_first`` is said beside one
    that lies before it.
    """

    leans: Mapping[str, Lean] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    ends_first: str = ""

    def read(self, name: str, typed: str, today: date, starts: date | None = None) -> Understood:
        """Read a date as it is typed into a field; ``starts`` is the first day of what ends. Raises ``KeyError``."""
        if name in self.near:
            return read_near(typed, today)
        if name in self.ends:
            return read_end(typed, today, starts)
        return read_date(typed, today, lean=self.leans[name])

    def meant(self, left: Unfinished, today: date) -> dict[str, Any]:
        """Return what was typed, with dates that mean today the day they meant when they were typed."""
        then, now = self._all(left.values, left.on), self._all(left.values, today)
        changed = {name: plain(day) for name, day in then.items() if day is not None and day != now[name]}
        return {**left.values, **changed}

    def _all(self, values: Mapping[str, Any], today: date) -> dict[str, date | None]:
        names = [name for name in values if name in self.leans or name in self.near or name in self.ends]
        first = [name for name in names if name not in self.ends]
        found = {name: self.read(name, str(values[name]), today).when for name in first}
        ends = [name for name in names if name in self.ends]
        return found | {
            name: self.read(name, str(values[name]), today, found.get(self.ends[name])).when for name in ends
        }
