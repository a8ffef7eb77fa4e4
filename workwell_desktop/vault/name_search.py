"""Finding names by how they begin: the few questions of the search, in the words of SQLite, straight from the index.

``name_key`` holds every turn of every person's folded names in the order of the alphabet, so the names with one
beginning lie side by side. Which beginnings are asked for, and what a slip is, is decided in casework.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

Named = tuple[str, int]
"""A folded name and the participant's id."""

_LAST = "\U0010ffff"  # behind every letter: closes the range of a beginning
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM name_key WHERE name >= ? AND name < ? LIMIT ?)"
_ONE = "SELECT name, participant_id FROM name_key WHERE name >= ? AND name < ?"
# CROSS JOIN keeps the order: beginning after beginning, and the names of each in the order of the alphabet.
_ANY = (
    "SELECT name, participant_id FROM (SELECT k.name, k.participant_id FROM json_each(?) AS start "
    "CROSS JOIN name_key AS k ON k.name >= start.value AND k.name < start.value || ? LIMIT ?) WHERE true"
)
_AND_WORD = " AND ' ' || name LIKE ?"


def count_beginning(session: Session, start: str, up_to: int) -> int:
    """Count the names that begin so, but no further than ``up_to``."""
    found = session.connection().exec_driver_sql(_COUNT, (start, start + _LAST, up_to))
    return int(found.scalar_one())


def names_beginning(session: Session, start: str, others: Sequence[str], most: int) -> list[Named]:
    """Return at most ``most`` names that begin so and have words that begin with the others, in their order.

    The words must be folded: letters and digits only.
    """
    question = _ONE + _AND_WORD * len(others) + " ORDER BY name LIMIT ?"
    return _named(session, question, (start, start + _LAST, *map(_word, others), most))


def names_beginning_any(session: Session, starts: Iterable[str], others: Sequence[str], most: int) -> list[Named]:
    """Look at the first ``most`` names that begin with one of ``starts``; return those with words like the others."""
    question = _ANY + _AND_WORD * len(others)
    return _named(session, question, (json.dumps(list(starts)), _LAST, most, *map(_word, others)))


def _word(start: str) -> str:
    return f"% {start}%"


def _named(session: Session, question: str, values: tuple[object, ...]) -> list[Named]:
    return [(row[0], row[1]) for row in session.connection().exec_driver_sql(question, values)]
