"""Finding a person while their name is typed: the first letters of either name, in either order, with one slip."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, String, and_, exists, literal, or_, select
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework.caseload import PersonRow
from workwell_desktop.casework.people import fold
from workwell_desktop.models.participants import NameKey, Participant
from workwell_desktop.vault.store import Vault
from workwell_desktop.vault.word_list import word_list

MOST = 50
ENOUGH = 5  # with fewer exact finds than this, names one slip away are added below them
SHORTEST_FOR_A_SLIP = 3
_LAST = "\U0010ffff"  # behind every letter: closes the range of a prefix
_key = aliased(NameKey)


def find_people(vault: Vault, typed: str, limit: int = MOST) -> tuple[PersonRow, ...]:
    """Return at most ``limit`` people whose names begin as typed, in the order of names; then near misses.

    Each word of what is typed is the beginning of one of the person's names; the order does not matter. When few
    are found, names that differ in one letter (one more, one less, another, or two changed round) follow.
    """
    words = fold(typed).split()
    if not words:
        return ()
    with vault.reading() as session:
        lead = max(words, key=len)
        exact = _begins(lead, words, lead)
        rows = _find(session, [exact], limit)
        if len(rows) < ENOUGH:
            near = [way for word in dict.fromkeys(words) for way in _near(session, words, word)]
            if near:
                rows = _find(session, [exact, or_(*near)], limit)
    return rows


def _find(session: Session, ways: Sequence[ColumnElement[bool]], limit: int) -> tuple[PersonRow, ...]:
    """Run each way in turn and return every person once, in the order they were found."""
    people: dict[int, PersonRow] = {}
    for way in ways:
        query = (
            select(
                Participant.id,
                Participant.first_name,
                Participant.known_as,
                Participant.last_name,
                Participant.birth_date,
            )
            .join(NameKey, NameKey.participant_id == Participant.id)
            .where(way)
            .order_by(NameKey.name)
            .limit(2 * limit)
        )  # fmt: skip - the columns read best in one line
        for row in session.execute(query):
            born = "" if row.birth_date is None else f"Born {row.birth_date.day} {row.birth_date:%B %Y}"
            name = f"{row.known_as or row.first_name} {row.last_name}".strip()
            people.setdefault(row.id, PersonRow(row.id, name, born))
    return tuple(list(people.values())[:limit])


def _begins(start: str, words: Sequence[str], lead: str) -> ColumnElement[bool]:
    """Match names of which one begins with ``start``, which stands for the typed word ``lead``; others as typed.

    Every turn of a person's names is a key of its own, so any word can lead and use the index.
    """
    others = list(words)
    others.remove(lead)
    name = NameKey.name
    ahead = and_(name >= start, name < start + _LAST)
    return and_(ahead, *((literal(" ", String) + name).contains(f" {word}") for word in others))


def _near(session: Session, words: Sequence[str], lead: str) -> list[ColumnElement[bool]]:
    """Return conditions for the beginnings one slip away from one word that some name really has."""
    if len(lead) < SHORTEST_FOR_A_SLIP:
        return []
    start = word_list(sorted(_slips(lead)))
    real = session.scalars(select(start).where(exists().where(_key.name >= start, _key.name < start + _LAST))).all()
    return [_begins(start, words, lead) for start in _shortest(real)]


def _slips(word: str) -> set[str]:
    """Return every word one slip away: a letter left out, changed, put in, or two neighbours changed round."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = string.ascii_lowercase
    made = {a + b[1:] for a, b in cuts if b}
    made |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + c + b[1:] for a, b in cuts if b for c in letters}
    made |= {a + c + b for a, b in cuts for c in letters}
    return {one for one in made if len(one) >= SHORTEST_FOR_A_SLIP} - {word}


def _shortest(starts: Iterable[str]) -> list[str]:
    """Leave out beginnings that a shorter one covers already."""
    kept: list[str] = []
    for start in sorted(starts):
        if not kept or not start.startswith(kept[-1]):
            kept.append(start)
    return kept
