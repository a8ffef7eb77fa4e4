"""Finding a person while their name is typed: the first letters of either name, in either order, with one slip."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.caseload import PersonRow
from workwell_desktop.casework.people import fold
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.name_search import Named, count_beginning, names_beginning, names_beginning_any
from workwell_desktop.vault.store import Vault

MOST = 50
ENOUGH = 5  # with fewer exact finds than this, names one slip away are added below them
SHORTEST_FOR_A_SLIP = 3
RARE = 3_000  # so many names are looked through in a few milliseconds

_ROWS = select(
    Participant.id, Participant.first_name, Participant.known_as, Participant.last_name, Participant.birth_date
).where(Participant.id.in_(bindparam("people", expanding=True)))


def find_people(vault: Vault, typed: str, limit: int = MOST) -> tuple[PersonRow, ...]:
    """Return at most ``limit`` people whose names begin as typed, in the order of names; then near misses.

    Each word of what is typed is the beginning of one of the person's names; the order does not matter. When few
    are found, names that differ in one letter (one more, one less, another, or two changed round) follow.
    """
    words = fold(typed).split()
    if not words:
        return ()
    with vault.reading() as session:
        people = dict.fromkeys(person for _, person in _exact(session, words, limit))
        if len(people) < ENOUGH:
            people |= dict.fromkeys(person for _, person in _near(session, words, limit))
        return _rows(session, list(people)[:limit])


def _exact(session: Session, words: Sequence[str], limit: int) -> list[Named]:
    """Return names that have every word. A person may stand there more than once, under several turns of the name.

    Every turn of a person's names is a key of its own, so any word can lead and use the index: the rarest does.
    """
    lead = words[0] if len(words) == 1 else _rarest(session, words)[0]
    return names_beginning(session, lead, _without(words, lead), 2 * limit)


def _near(session: Session, words: Sequence[str], limit: int) -> Iterator[Named]:
    """Give names that have every word but one, and for that one a word one slip away."""
    for word in dict.fromkeys(words):
        if len(word) < SHORTEST_FOR_A_SLIP:
            continue
        slips, others = _slips(word), _without(words, word)
        if not others:
            yield from names_beginning_any(session, _shortest(slips), (), 2 * limit)
            continue
        lead, count = _rarest(session, others)
        if count < RARE:
            for name, person in names_beginning(session, lead, _without(others, lead), RARE):
                if _has_one_of(name.split(), slips, len(word)):
                    yield name, person
        else:
            yield from names_beginning_any(session, _shortest(slips), others, RARE)


def _rarest(session: Session, words: Sequence[str]) -> tuple[str, int]:
    """Return the word with which the fewest names begin, and how many do (no further than ``RARE``)."""
    counted = ((word, count_beginning(session, word, RARE)) for word in words)
    return min(counted, key=lambda found: (found[1], -len(found[0])))


def _without(words: Sequence[str], one: str) -> list[str]:
    others = list(words)
    others.remove(one)
    return others


def _has_one_of(words: Iterable[str], starts: set[str], length: int) -> bool:
    """Say whether one of the words begins with one of the starts, which have ``length`` letters, one more or less."""
    return any(word[:letters] in starts for word in words for letters in (length - 1, length, length + 1))


def _rows(session: Session, people: Sequence[int]) -> tuple[PersonRow, ...]:
    """Read the rows of these people, in this order."""
    found = {row.id: row for row in session.connection().execute(_ROWS, {"people": people})}
    return tuple(
        PersonRow(
            participant_id=person,
            name=f"{row.known_as or row.first_name} {row.last_name}".strip(),
            reason="" if row.birth_date is None else f"Born {row.birth_date.day} {row.birth_date:%B %Y}",
        )
        for person in people
        for row in (found[person],)
    )


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
