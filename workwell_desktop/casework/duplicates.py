"""Whether somebody is known already: a few likely people with the reasons, found by keys, not by reading everybody.

The keys are written with everything else a person is found by (``person_keys.py``). Only those who share a key are
compared, and a key that very many share is no evidence and not read through. Evidence is shown, nothing is
claimed: the coach compares the two, or says that they are not the same person, and that pair never comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, match_score
from workwell_desktop.casework.date_readers import MONTHS, plain
from workwell_desktop.casework.dates import read_date
from workwell_desktop.casework.match_score import BORN, ENOUGH, NAME, NHS, NINO, RARE, Facts, Score
from workwell_desktop.casework.people import current_episode, full_name
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import MatchKey, Merge, NotTheSame, Participant
from workwell_desktop.vault.store import Vault

__all__ = ["Facts", "Likely", "candidates", "facts_of", "say_not_the_same", "typed_facts"]

MOST = 5
_FIELDS = tuple(field.name for field in fields(Facts))
_HUGE = 60  # a phone, a postcode or a name of one birth year that more people share says little about one of them
_HUGE_DAY = 200  # some birth dates are only guesses, such as the first of January
_BLOCK = (
    select(MatchKey.participant_id)
    .where(MatchKey.kind == bindparam("kind"), MatchKey.value == bindparam("value"))
    .limit(bindparam("most"))
)
_PEOPLE = select(Participant.id, *(getattr(Participant, name) for name in _FIELDS)).where(
    Participant.id.in_(bindparam("people", expanding=True))
)


@dataclass(frozen=True)
class Likely:
    """One person who may be the one that is typed: what tells them apart, and why they are shown."""

    participant_id: int
    name: str
    born: str
    state: str
    reasons: tuple[str, ...]
    score: float

    @property
    def who(self) -> str:
        """Return who it is in one line: Thomas Exampel, born 2 June 1991, closed June 2025."""
        return ", ".join(part for part in (self.name, self.born and f"born {self.born}", self.state) if part)

    @property
    def why(self) -> str:
        """Return the reasons as one sentence: Same birth date, and the name sounds alike."""
        return reasons_line(self.reasons)


def reasons_line(reasons: Sequence[str]) -> str:
    """Return reasons as one sentence: Same birth date, same postcode, and the name sounds alike."""
    first, *others = reasons
    said = [first, *(reason[0].lower() + reason[1:] for reason in others)]
    return f"{', '.join(said[:-1])}, and {said[-1]}." if others else f"{first}."


def facts_of(row: object) -> Facts:
    """Return what a participant is compared by, from their row or from a mapping of its values."""
    values: Mapping[str, Any] = row if isinstance(row, Mapping) else {name: getattr(row, name) for name in _FIELDS}
    return Facts(**{name: values[name] for name in _FIELDS if values.get(name)})


def typed_facts(typed: Mapping[str, Any], today: date) -> Facts:
    """Return what can be compared of an intake while it is typed. What is not understood yet counts as unknown."""
    words = {name: str(typed.get(name) or "").strip() for name in _FIELDS}
    checks = {
        "postcode": identifiers.check_postcode,
        "mobile": identifiers.check_phone,
        "phone": identifiers.check_phone,
        "nhs_number": identifiers.check_nhs_number,
        "nino": identifiers.check_nino,
    }
    for name, check in checks.items():
        found = check(words[name])
        words[name] = "" if found.problem else found.value
    born = read_date(words.pop("birth_date"), today, lean="birth")
    return Facts(**words, birth_date=born.when if born.exact else None)


def candidates(vault: Vault, facts: Facts, without: int = 0) -> tuple[Likely, ...]:
    """Return at most five people who may be the one with these facts, the likeliest first.

    ``without`` is the participant the facts are about, when they are kept already: they are left out, and so is
    everybody who was said not to be the same person.
    """
    with vault.reading() as session:
        blocks = dict(_blocks(session, facts, without))
        rare = blocks.pop(NAME, set())
        people = set[int]().union(rare, *blocks.values()) - _apart(session, without)
        found = _scored(session, facts, people, rare)
        return tuple(_likely(session, person, score) for person, score in found[:MOST])


def say_not_the_same(vault: Vault, one: int, other: int) -> None:
    """Keep that two participants who look alike are two people. Saying so twice changes nothing."""
    first, second = sorted((one, other))
    pair = (NotTheSame.first_id == first, NotTheSame.second_id == second)
    with vault.transaction() as transaction:
        if transaction.session.scalar(select(NotTheSame.id).where(*pair)) is None:
            row = transaction.insert(NotTheSame, {"first_id": first, "second_id": second})
            transaction.record("add", "not_the_same", row, {"first": first, "second": second})


def _blocks(session: Session, facts: Facts, without: int) -> Iterator[tuple[str, set[int]]]:
    """Give the people of each key, but not of those that too many share. All of one kind come together.

    Of the names only the rare ones come: who has a common name and nothing else in common is nobody's double.
    """
    wanted = set(match_score.keys(facts))
    other = match_score.exchanged(facts.birth_date) if facts.birth_date else None
    if other is not None:
        wanted.add((BORN, other.isoformat()))
    met: dict[str, set[int]] = {}
    for kind, value in sorted(wanted):
        most = {NAME: RARE, BORN: _HUGE_DAY}.get(kind, _HUGE)
        place = {"kind": kind, "value": value, "most": most + 2}
        people = set(session.connection().execute(_BLOCK, place).scalars()) - {without}
        if len(people) <= most or kind in (NHS, NINO):
            met.setdefault(kind, set()).update(people)
    yield from met.items()


def _apart(session: Session, person: int) -> set[int]:
    """Return who is certainly not meant: the person, those merged into them, and who was said to be somebody else."""
    if not person:
        return set()
    merged = select(Merge.merged_id).where(Merge.kept_id == person, Merge.undone_at.is_(None))
    selves = {person, *session.scalars(merged)}
    pairs = select(NotTheSame.first_id, NotTheSame.second_id).where(
        or_(NotTheSame.first_id.in_(selves), NotTheSame.second_id.in_(selves))
    )
    return selves.union(*(set(pair) for pair in session.execute(pairs)))


def _scored(session: Session, facts: Facts, people: set[int], rare: set[int]) -> list[tuple[int, Score]]:
    if not people:
        return []
    rows = session.connection().execute(_PEOPLE, {"people": sorted(people)})
    scored = [(row.id, match_score.compare(facts, facts_of(row), rare=row.id in rare)) for row in rows]
    enough = [(person, score) for person, score in scored if score.points >= ENOUGH and score.reasons]
    return sorted(enough, key=lambda found: (-found[1].points, found[0]))


def _likely(session: Session, person: int, score: Score) -> Likely:
    row = session.get_one(Participant, person)
    born = "" if row.birth_date is None else plain(row.birth_date)
    return Likely(
        person, full_name(row), born, state_words(current_episode(session, person)), score.reasons, score.points
    )


def state_words(episode: Episode) -> str:
    """Say in words how a spell of support stands."""
    ended = episode.closed_on or episode.opened_on
    month = f"{MONTHS[ended.month]} {ended.year}"
    return {
        "open": f"with us since {plain(episode.opened_on)}",
        "referred": f"referred {plain(episode.opened_on)}",
        "closed": f"closed {month}",
        "declined": f"not taken on, {month}",
    }.get(episode.state, "")
