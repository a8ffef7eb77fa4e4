"""The floor of the database: the bare driver with the same settings, and the fewest statements that do the deed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

_READER_CACHE_KIB, _WRITER_CACHE_KIB = 8192, 8192  # as in vault/connection.py; a test compares them
_SETTINGS = (
    "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "locking_mode = NORMAL", "journal_mode = WAL",
    "synchronous = FULL", "secure_delete = ON", "journal_size_limit = 4194304", "foreign_keys = ON",
    "busy_timeout = 5000",
)  # fmt: skip
_FIRST_PAGE = (
    "SELECT p.id, p.first_name, p.known_as, p.last_name, e.opened_on FROM episode e "
    "JOIN participant p ON p.id = e.participant_id WHERE e.owner_id = 1 AND e.state = 'open' "
    "ORDER BY e.sort_name, e.id LIMIT ?"
)
_BEGINS = (
    "SELECT p.id, p.first_name, p.known_as, p.last_name, p.birth_date FROM {index} f "
    "JOIN participant p ON p.id = f.rowid WHERE {index} MATCH ? LIMIT ?"
)
_BY_NAMES, _BY_NUMBERS = (_BEGINS.replace("{index}", index) for index in ("person_fts", "person_number_fts"))
_MEETINGS = (
    "SELECT c.id, c.starts_at, c.purpose, c.place, c.state, p.id, p.first_name, p.known_as, p.last_name "
    "FROM contact c JOIN episode e ON e.id = c.episode_id JOIN participant p ON p.id = e.participant_id "
    "WHERE c.starts_at >= ? AND c.starts_at < ? ORDER BY c.starts_at LIMIT 40"
)
_FIT_NOTES = (
    "SELECT f.ends_on, p.id, p.first_name, p.known_as, p.last_name FROM fit_note f JOIN episode e "
    "ON e.id = f.episode_id JOIN participant p ON p.id = e.participant_id "
    "WHERE f.ends_on >= ? ORDER BY f.ends_on LIMIT 10"
)
_SHARE = "SELECT participant_id FROM match_key WHERE kind = ? AND value = ? LIMIT ?"
_ABOUT = {
    "participant": "id",
    **dict.fromkeys(
        ("communication_need", "condition", "past_job", "absence", "agreement", "episode", "note"), "participant_id"
    ),
    **dict.fromkeys(("referral", "employment", "fit_note", "contact", "contact_attempt"), "episode_id"),
}
HISTORY = ("note", "contact", "contact_attempt", "fit_note", "agreement", "referral", "past_job", "absence")
"""The tables that a line of time is made of."""
_OWN = (
    "participant", "name_key", "communication_need", "condition", "agreement", "episode", "referral", "employment",
    "fit_note", "audit_event",
)  # fmt: skip

Statement = tuple[str, list[tuple[Any, ...]]]


def connect(path: Path, key: bytes, *, writing: bool = False) -> Any:
    """Open a database on the bare driver with the settings that the vault uses. ``key`` has 32 bytes."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlcipher.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for setting in (*_SETTINGS, f"cache_size = -{_WRITER_CACHE_KIB if writing else _READER_CACHE_KIB}"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def first_page(connection: Any, rows: int) -> list[tuple[Any, ...]]:
    """Read the first page of the caseload: one statement over the index."""
    found: list[tuple[Any, ...]] = connection.execute(_FIRST_PAGE, (rows,)).fetchall()
    return found


def begins(connection: Any, typed: str, rows: int) -> list[tuple[Any, ...]]:
    """Read people who have words that begin as typed, or these three signs and more in their numbers.

    One question to one FTS5 table, answered in whatever order comes first: no order by name, no slips.
    """
    if any(sign.isdigit() for sign in typed):
        asked = (_BY_NUMBERS, ('"' + "".join(typed.casefold().split()) + '"', rows))
    else:
        asked = (_BY_NAMES, (" ".join(f'"{word}"*' for word in typed.casefold().split()), rows))
    found: list[tuple[Any, ...]] = connection.execute(*asked).fetchall()
    return found


def today(connection: Any, start: str, end: str, day: str) -> list[list[tuple[Any, ...]]]:
    """Read a day's meetings between two moments (UTC) and the fit notes that end from a day on: one statement each."""
    asked = ((_MEETINGS, (start, end)), (_FIT_NOTES, (day,)))
    return [connection.execute(*one).fetchall() for one in asked]


def with_history(connection: Any) -> list[int]:
    """Return up to a thousand participants from all over who were met, written about, and are met again."""
    (last,) = connection.execute("SELECT max(id) FROM participant").fetchone()
    sql = (
        "SELECT DISTINCT participant_id FROM note WHERE participant_id % ? = 0 AND state = 'locked' "
        "ORDER BY participant_id"
    )
    return [row[0] for row in connection.execute(sql, (max(1, last // 1000),))]


def everything_of(connection: Any, participant: int, tables: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
    """Read every row about one participant, table by table: of these ``tables``, or of all."""
    (episode,) = connection.execute("SELECT max(id) FROM episode WHERE participant_id = ?", (participant,)).fetchone()
    rows: list[tuple[Any, ...]] = []
    for table in tables or _ABOUT:
        column = _ABOUT[table]
        value = {"id": participant, "participant_id": participant, "episode_id": episode}[column]
        rows += connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,)).fetchall()  # noqa: S608 - names from above
    return rows


def alike(connection: Any, keys: Sequence[tuple[str, str]], most: int) -> set[int]:
    """Read who shares one of these keys (kind, value), at most so many a key: one statement each, and no comparing."""
    found: set[int] = set()
    for key in keys:
        found.update(row[0] for row in connection.execute(_SHARE, (*key, most)))
    return found


def rows_of(connection: Any, participant: int, after_event: int) -> list[Statement]:
    """Read every row that an intake left behind, as the statements that would write them again."""
    (episode,) = connection.execute("SELECT id FROM episode WHERE participant_id = ?", (participant,)).fetchone()
    where = {
        "participant": ("id", participant),
        "audit_event": ("seq >", after_event),
        **dict.fromkeys(("referral", "employment", "fit_note"), ("episode_id", episode)),
    }
    statements = []
    for table in _OWN:
        column, value = where.get(table, ("participant_id", participant))
        test = f"{column} ?" if column.endswith(">") else f"{column} = ?"
        rows = connection.execute(f"SELECT * FROM {table} WHERE {test}", (value,)).fetchall()  # noqa: S608 - names from above
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            statements.append((f"INSERT INTO {table} VALUES ({marks})", rows))  # noqa: S608 - names from above
    return statements + _indexed(connection, participant)


def _indexed(connection: Any, participant: int) -> list[Statement]:
    """Return the statements that make somebody findable: what the indexes hold cannot be read back from them."""
    names = connection.execute("SELECT name FROM name_key WHERE participant_id = ?", (participant,)).fetchall()
    words = sorted({word for (name,) in names for word in name.split()})
    numbers = "SELECT mobile || ' ' || nhs_number || ' ' || postcode, birth_date FROM participant WHERE id = ?"
    row = connection.execute(numbers, (participant,)).fetchone()
    return [
        ("INSERT INTO name_word VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET people = people + 1",
         [(word,) for word in words]),
        ("INSERT INTO person_fts(rowid, words) VALUES (?, ?)", [(participant, " ".join(words))]),
        ("INSERT INTO person_number_fts(rowid, numbers, born) VALUES (?, ?, ?)", [(participant, *row)]),
    ]  # fmt: skip


def write(connection: Any, statements: Sequence[Statement]) -> None:
    """Write rows in one transaction, on the disk when it returns."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in statements:
        connection.executemany(sql, rows)
    connection.execute("COMMIT")


def warm(connection: Any) -> None:
    """Read the large tables through a connection until its cache is full."""
    for table in ("participant", "episode", "referral", "employment"):
        connection.execute(f"SELECT count(*), sum(length(created_at)) FROM {table}").fetchall()  # noqa: S608 - names from above
