"""The parts of a letter: what the participant agreed to, line by line, and the fixed sentences of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workwell_desktop.documents.agreed import AgreedText


@dataclass(frozen=True)
class Said:
    """A paragraph that was agreed."""

    line: AgreedText


@dataclass(frozen=True)
class Fixed:
    """A paragraph that stands in every letter of its kind: the file's words, with ``{names}`` still to be filled.

    It can name only what the letter itself knows (``letter.NAMES``), so that no line of somebody's record fits in.
    """

    words: str


@dataclass(frozen=True)
class LetterRow:
    """What is hard at work now beside what would help, and until when. Either side may be left out."""

    now: AgreedText | None
    helps: AgreedText | None
    until: date | None


@dataclass(frozen=True)
class Changes:
    """Changes at work. ``settled`` are those that were agreed with the employer; the others are asked for."""

    rows: tuple[LetterRow, ...]
    heading: str
    settled: bool = False


@dataclass(frozen=True)
class Group:
    """Lines below a heading."""

    heading: str
    lines: tuple[AgreedText, ...]


@dataclass(frozen=True)
class StageRow:
    """One week of going back in stages: from when, the days and times, the hours. One line, agreed as a whole."""

    week: AgreedText
    days: AgreedText
    hours: AgreedText


@dataclass(frozen=True)
class Stages:
    """The weeks of going back in stages, below a heading."""

    heading: str
    rows: tuple[StageRow, ...]


@dataclass(frozen=True)
class Days:
    """By when to reply, and when to look again: one paragraph, the first in strong letters."""

    reply: AgreedText | None
    again: AgreedText | None


Part = Said | Fixed | Changes | Group | Stages | Days


def lines_in(part: Part) -> Iterator[object]:
    """Give every line of a part, whatever somebody put there, and nothing for a fixed sentence.

    Raises ``TypeError`` for what is no part, or a row that only looks like one.
    """
    if isinstance(part, Said):
        yield part.line
    elif isinstance(part, Group):
        yield from part.lines
    elif isinstance(part, Days):
        yield from (line for line in (part.reply, part.again) if line is not None)
    elif isinstance(part, Changes | Stages):
        for row in part.rows:
            yield from _cells(row, LetterRow if isinstance(part, Changes) else StageRow)
    elif not isinstance(part, Fixed):
        raise TypeError("a part of a letter is one of those of this module")


def _cells(row: object, kind: type[LetterRow | StageRow]) -> Iterator[object]:
    if not isinstance(row, kind):
        raise TypeError("a row of a letter is a LetterRow or a StageRow")
    if isinstance(row, LetterRow):
        yield from (line for line in (row.now, row.helps) if line is not None)
    else:
        yield from (row.week, row.days, row.hours)
