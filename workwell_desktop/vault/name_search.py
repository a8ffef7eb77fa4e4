"""Finding people by what is typed: the few questions of the search, in the words of SQLite, straight from indexes.

``name_key`` holds every turn of every person's folded names in the order of the alphabet, with what a list shows, so
the names with one beginning lie side by side. ``person_fts`` knows which words a person's names have, for several
beginnings at once; ``name_word`` every word there is, to look among for a slip of a letter; ``person_number_fts``
every three signs in a row of the phones, the NHS number and the postcode. Which words are asked for, and what a slip
is, is decided in casework. Questions take a bare connection (``Vault.asking``): they are asked at every key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, column, select, table, text
from sqlalchemy.orm import Session

NAME_SEARCH_DDL = (
    """CREATE VIRTUAL TABLE person_fts USING fts5(
  words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', detail='none', prefix='1 2 3'
)""",
    """CREATE VIRTUAL TABLE person_number_fts USING fts5(
  numbers, born, content='', contentless_delete=1, tokenize='trigram'
)""",
)

SHORTEST_NUMBER = 3  # fewer signs have no three in a row


class Found(NamedTuple):
    """A participant's id, their name as it is shown, and their day of birth as year-month-day or nothing."""

    id: int
    shown: str
    born: str | None


_LAST = "\U0010ffff"  # behind every letter: closes the range of a beginning
_ONE = "SELECT participant_id, shown, birth_date FROM name_key WHERE name >= ? AND name < ? ORDER BY name LIMIT ?"
# CROSS JOIN keeps the order: word after word as they were given, and the names of each in the order of the alphabet.
_HAVING = (
    "SELECT k.participant_id, k.shown, k.birth_date FROM json_each(?) AS w "
    "CROSS JOIN name_key AS k ON k.name >= w.value AND k.name < w.value || '!' LIMIT ?"
)
_WORDS = (
    "SELECT w.word, w.people FROM json_each(?) AS start "
    "CROSS JOIN name_word AS w ON w.word >= start.value AND w.word < start.value || ? ORDER BY w.people DESC LIMIT ?"
)
_FACTS = (
    "SELECT p.id, trim(CASE p.known_as WHEN '' THEN p.first_name ELSE p.known_as END || ' ' || p.last_name), "
    "p.birth_date FROM (SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?) AS f JOIN participant AS p "
    "ON p.id = f.rowid"
)
_BY_NAMES = _FACTS.replace("{index}", "person_fts")
_BY_NUMBERS = _FACTS.replace("{index}", "person_number_fts")
_BY_BOTH = _FACTS.replace("{index} WHERE {index} MATCH ?", "person_fts WHERE person_fts MATCH ? AND rowid IN "
    "(SELECT rowid FROM person_number_fts WHERE person_number_fts MATCH ?)")  # fmt: skip


def names_beginning(connection: Any, start: str, most: int) -> list[Found]:
    """Return at most ``most`` turns of names that begin so, in the order of the alphabet. ``start`` is folded."""
    return [Found(*row) for row in connection.execute(_ONE, (start, start + _LAST, most))]


def names_having(connection: Any, words: Sequence[str], most: int) -> list[Found]:
    """Return at most ``most`` people who have one of these whole words in their names, word after word."""
    return [Found(*row) for row in connection.execute(_HAVING, (json.dumps(list(words)), most))]


def words_beginning(connection: Any, starts: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Return at most ``most`` words of names that begin with one of ``starts``, and how many people have each."""
    found: list[tuple[str, int]] = connection.execute(_WORDS, (json.dumps(list(starts)), _LAST, most)).fetchall()
    return found


def people_matching(connection: Any, names: str, numbers: str, most: int) -> list[Found]:
    """Return at most ``most`` people whose names and numbers match; one of the two may be empty."""
    if names and numbers:
        rows = connection.execute(_BY_BOTH, (names, numbers, most))
    elif names:
        rows = connection.execute(_BY_NAMES, (names, most))
    else:
        rows = connection.execute(_BY_NUMBERS, (numbers, most))
    return [Found(*row) for row in rows]


def all_words(words: Iterable[str]) -> str:
    """Write the question for people who have words that begin with each of these. The words are folded."""
    return " AND ".join(f'"{word}"*' for word in words)


def any_word(words: Iterable[str]) -> str:
    """Write the question for people who have one of these whole words."""
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def number_question(numbers: Sequence[Sequence[str]], born: str) -> str:
    """Write the question for people who have one number of each group somewhere, or were born on a day (digits only).

    The numbers are of letters and digits, three or more.
    """
    having = " AND ".join("(" + " OR ".join(f'numbers : "{one}"' for one in group) + ")" for group in numbers)
    return " OR ".join(part for part in (f"({having})" if having else "", f'born : "{born}"' if born else "") if part)


def ids_matching(names: str, numbers: str) -> Select[Any]:
    """Return the query for the ids of everybody whose names and numbers match, to be used inside another."""
    asked: list[Select[Any]] = []
    for index, question in (("person_fts", names), ("person_number_fts", numbers)):
        if question:
            match = text(f"{index} MATCH :{index}").bindparams(**{index: question})
            asked.append(select(column("rowid")).select_from(table(index)).where(match))
    query = asked[0]
    return query if len(asked) == 1 else query.where(column("rowid").in_(asked[1]))


def index_people(session: Session, rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Make people findable by words, numbers and birth date, in place of what stood before.

    A row is the participant's id, the folded words, the numbers and the day of birth (digits only); blanks part them.
    """
    connection = session.connection()
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO person_fts(rowid, words) VALUES (?, ?)", [(row[0], row[1]) for row in rows]
    )
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO person_number_fts(rowid, numbers, born) VALUES (?, ?, ?)",
        [(row[0], row[2], row[3]) for row in rows],
    )


def forget_person(session: Session, participant_id: int) -> None:
    """Take a person out of the indexes of words and numbers. Nothing happens when they are not there."""
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM person_fts WHERE rowid = ?", (participant_id,))
    connection.exec_driver_sql("DELETE FROM person_number_fts WHERE rowid = ?", (participant_id,))


def count_words(session: Session, counts: Iterable[tuple[str, int]]) -> None:
    """Add to (or, below zero, take from) how many people have each word; a word that nobody has is gone."""
    rows = list(counts)
    connection = session.connection()
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO name_word(word, people) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET people = people + excluded.people",
            rows,
        )
    gone = [(word,) for word, count in rows if count < 0]
    if gone:
        connection.exec_driver_sql("DELETE FROM name_word WHERE word = ? AND people <= 0", gone)


def settle_indexes(session: Session) -> None:
    """Bring the indexes of words and numbers into one piece after many people were added."""
    connection = session.connection()
    for index in ("person_fts", "person_number_fts"):
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 - names from above
