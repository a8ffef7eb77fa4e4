"""Everything about a participant in one line of time, newest first, read page by page from the database.

What is read is never more than a page; the database sorts and filters. Earlier spells of support are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, text

from workwell_desktop.casework import dates
from workwell_desktop.casework.history_rows import KINDS, QUIETLY, RUNNING, lines_sql
from workwell_desktop.casework.tabs import ASSESSMENT, INTAKE, PLAN
from workwell_desktop.vault.store import Vault

PAGE = 60
# How much is looked for: somebody may paste a whole note, and the database takes no endless question.
_MOST_WORDS, _MOST_LETTERS = 12, 200
_WANTED = "SELECT at, rank, id, kind, title, second, state, pinned"
USUAL = frozenset(kind for kind, _word in KINDS if kind != QUIETLY)
_BY_DAY = timedelta(days=92)  # further back, a month is one group

# Where each kind of line leads: a tab and a section of the Intake.
_PLACES = {
    "support": (INTAKE, "support"),
    "work": (INTAKE, "fit_notes"),
    "agreement": (INTAKE, "agreements"),
    "paper": (PLAN, ""),
    "assessment": (ASSESSMENT, ""),
    "plan": (PLAN, ""),
    "file": (INTAKE, "files"),
    "safety": (INTAKE, "safety"),
}
_BADGES = {
    "booked": ("Booked", "soon"),
    RUNNING: ("In the meeting", "doing"),
    "attended": ("Met", "done"),
    "did_not_attend": ("Did not come", "left_out"),
    "cancelled": ("Cancelled", "left_out"),
    "moved": ("Moved", "left_out"),
    "draft": ("Not signed", "draft"),
    "signed": ("Signed", "done"),
    "locked": ("Locked", "done"),
}


@dataclass(frozen=True)
class Moment:
    """Where a page ended: the next one begins behind it. No two lines share one."""

    at: str
    rank: int
    id: int


@dataclass(frozen=True)
class HistoryLine:
    """One line. ``at`` is a time as 11:00 or nothing; ``badge`` a word and a state of badges, or nothing.

    ``tab`` and ``section`` say where it opens; meetings and notes (``tab`` -1) open in the history itself.
    """

    kind: str
    id: int
    day: date
    at: str
    title: str
    second: str
    badge: tuple[str, str] | None
    pinned: bool
    tab: int
    section: str
    place: Moment

    @property
    def key(self) -> str:
        """What tells this line from every other."""
        return f"{self.kind}.{self.place.rank}.{self.id}"


def history_page(
    vault: Vault,
    participant_id: int,
    *,
    kinds: Iterable[str] = USUAL,
    find: str = "",
    after: Moment | None = None,
    limit: int = PAGE,
) -> tuple[HistoryLine, ...]:
    """Return the lines of these kinds that come next, newest first; fewer than ``limit`` mean that it is the end.

    ``find`` leaves those in which each of its words stands: in their title, second line, or in the note itself. Of
    very many words the first twelve are looked for, of a very long one its beginning.
    """
    lines = lines_sql(frozenset(kinds))
    if not lines:
        return ()
    values: dict[str, Any] = {"who": participant_id, "most": limit}
    words = list(dict.fromkeys(word[:_MOST_LETTERS] for word in find.split()))[:_MOST_WORDS]
    rules = [_has(word, number, values) for number, word in enumerate(words)]
    if after is not None:
        values |= {"at": after.at, "rank": after.rank, "id": after.id}
        rules.append("(at, rank, id) < (:at, :rank, :id)")
    return _ask(vault, lines, rules, values)


def prepare() -> None:
    """Put the questions together before they are first wanted: some 50 ms that the worker can spare."""
    lines_sql(USUAL)
    lines_sql(frozenset({"note"}))


def pinned_lines(vault: Vault, participant_id: int) -> tuple[HistoryLine, ...]:
    """Return the notes that are kept on top, newest first."""
    return _ask(vault, lines_sql(frozenset({"note"})), ["pinned"], {"who": participant_id, "most": PAGE})


def _ask(vault: Vault, lines: str, rules: Sequence[str], values: Mapping[str, Any]) -> tuple[HistoryLine, ...]:
    where = f" WHERE {' AND '.join(rules)}" if rules else ""
    sql = f"{_WANTED} FROM ({lines}){where} ORDER BY at DESC, rank DESC, id DESC LIMIT :most"
    with vault.reading() as session:
        rows = session.execute(text(sql), values).all()
    return tuple(_line(row, vault.clock.today()) for row in rows)


def heading(day: date, today: date) -> str:
    """Return what a line stands under: its day, and how long ago that is; further back its month."""
    if day > today + _BY_DAY or day < today - _BY_DAY:
        return f"{day:%B} {day.year}"
    return f"{dates.full(day)}, {dates.ago(day, today)}"


def _has(word: str, number: int, values: dict[str, Any]) -> str:
    """Say in SQL that a word stands in a line. The database folds plain letters alone: other forms are tried too."""
    said = sorted({word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()})
    tests = []
    for place, one in enumerate(said):
        name = f"word_{number}_{place}"
        values[name] = f"%{one.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
        tests += [f"{column} LIKE :{name} ESCAPE '/'" for column in ("title", "second", "search")]
    return f"({' OR '.join(tests)})"


def _line(row: Row[Any], today: date) -> HistoryLine:
    day, _blank, at = row.at.partition(" ")
    tab, section = _PLACES.get(row.kind, (-1, ""))
    second = " ".join((row.second or "").split())
    if row.kind == "work":
        second = _said_dates(second)
    forgotten = row.state == RUNNING and day != today.isoformat()  # begun on another day and never closed
    return HistoryLine(
        kind=row.kind,
        id=row.id,
        day=date.fromisoformat(day),
        at=at,
        title=row.title or "",
        second=second,
        badge=_BADGES.get("attended" if forgotten else row.state),
        pinned=bool(row.pinned),
        tab=tab,
        section=section,
        place=Moment(row.at, row.rank, row.id),
    )


def _said_dates(words: str) -> str:
    """Say the two days of a fit note as people say them."""
    parts = words.split(" ", 4)
    if len(parts) < 4 or parts[0] != "From":
        return words
    try:
        first, last = date.fromisoformat(parts[1]), date.fromisoformat(parts[3].rstrip(","))
    except ValueError:
        return words
    rest = "".join(f", {part}" for part in parts[4:])
    return f"{dates.plain(first)} to {dates.plain(last)}{rest}"
