"""The fixed sentences of paper, read from ``resources/letters``, and the dates that stand in them.

A sentence may hold ``{names}`` to be filled and ``**strong words**``. What is filled in stays a run of its own, so
that a name keeps its own typeface and nothing in it is ever read as a sentence, a field or markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from types import MappingProxyType

from workwell_desktop import paths
from workwell_desktop.datafiles import read_table
from workwell_desktop.documents.model import Role, Run, Text

PAPERS = (
    "plan", "letter", "sheet", "since_card", "questionnaire", "assessment", "safety", "stages", "story",
    "pocket_card", "easy_read", "shortlist", "shortlist_easy",
)  # fmt: skip

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR_DAYS = 300  # within ten months nobody wonders which January is meant
_QUARTER_TO = 45
_PARTS_OF_DAY = (
    (22, "at night"),
    (18, "in the evening"),
    (12, "in the afternoon"),
    (5, "in the morning"),
    (0, "at night"),
)
_PARTS = re.compile(r"(\*\*|\{[a-z_]+\})")


@cache
def sentences(paper: str) -> Mapping[str, str]:
    """Return the fixed sentences of one of the ``PAPERS`` by name, and its ``language``.

    Raises ``DataFileProblem``.
    """
    data = read_table(paths.resources() / "letters" / f"{paper}.toml")
    for key in ("source", "licence"):
        data.text(key)
    language = data.text("language")
    table = data.table("sentences")
    if table is None:
        raise data.problem("“sentences” is missing.")
    data.done()
    return MappingProxyType({"language": language} | {name: table.text(name) for name in table.values})


def runs(sentence: str, **values: Run | str) -> tuple[Run, ...]:
    """Fill a fixed sentence: each ``{name}`` becomes the run of that name, ``**`` turns strong on and off.

    A plain string stands for words of the program's own, such as a date.
    """
    strong, filled = False, []
    for part in _PARTS.split(sentence):
        if part == "**":
            strong = not strong
        elif part.startswith("{") and part.endswith("}"):
            value = values[part[1:-1]]
            run = Run(value) if isinstance(value, str) else value
            filled.append(Run(run.words, strong or run.strong, run.field))
        elif part:
            filled.append(Run(part, strong))
    return tuple(filled)


def text(role: Role, sentence: str, **values: Run | str) -> Text:
    """Return a filled sentence in a role."""
    return Text(role, runs(sentence, **values))


def full_date(day: date) -> str:
    """Return a date with its day of the week: ``Tuesday 8 December 2026``."""
    return f"{day_of_week(day)} {plain_date(day)}"


def day_of_week(day: date) -> str:
    """Return the name of a day: ``Tuesday``."""
    return _DAYS[day.weekday()]


def plain_date(day: date) -> str:
    """Return a date as ``8 December 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def easy_date(day: date, made_on: date) -> str:
    """Return a date for easy read: its day of the week, and its year only when it is far from ``made_on``."""
    said = full_date(day)
    return said.rsplit(" ", 1)[0] if abs((day - made_on).days) <= _NEAR_DAYS else said


def easy_time(at: time) -> str:
    """Return a time as it is said: ``11 in the morning``, ``quarter past 2 in the afternoon``."""
    if (at.hour, at.minute) in {(12, 0), (0, 0)}:
        return "12 in the middle of the day" if at.hour else "12 at night"
    hour = at.hour + (at.minute == _QUARTER_TO)
    number = f"{(hour - 1) % 12 + 1}"
    words = {0: number, 15: f"quarter past {number}", 30: f"half past {number}", _QUARTER_TO: f"quarter to {number}"}
    part = next(words for first, words in _PARTS_OF_DAY if at.hour >= first)
    return f"{words.get(at.minute, f'{number}:{at.minute:02}')} {part}"


def table_date(day: date, made_on: date) -> str:
    """Return a date for a narrow column: without its year in the ten months after the paper was made."""
    if 0 <= (day - made_on).days <= 300:
        return f"{day.day} {_MONTHS[day.month - 1]}"
    return plain_date(day)
