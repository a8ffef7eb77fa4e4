"""A participant's shortlist: services they may want to try, in their own order, to compare and to carry home.

It is theirs. Why a service was suggested may speak of their health, so it is kept and shown on this screen, and stands
on paper only where they chose so; else a plain reason does, in which nothing of health can stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.planning import service_step
from workwell_desktop.casework.service_facts import ServiceFacts, facts_in, shortlist_words
from workwell_desktop.casework.service_standing import standing
from workwell_desktop.casework.where import Where, where_choices
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.services import Service
from workwell_desktop.models.shortlists import ShortlistLine
from workwell_desktop.vault.store import Transaction, Vault

MOST = 10  # more is no short list, and a paper that nobody reads
ENTITY = "shortlist_line"


@dataclass(frozen=True)
class Shortlisted:
    """One service on the list: its facts, the reasons that were shown, whether these are printed, a plain reason."""

    facts: ServiceFacts
    why: tuple[str, ...]
    why_printed: bool
    plain: str
    added_on: date

    @property
    def id(self) -> int:
        """The id of the service."""
        return self.facts.id

    @property
    def reason(self) -> str:
        """What stands on paper as the reason."""
        return " ".join(self.why) if self.why_printed and self.why else self.plain


@dataclass(frozen=True)
class Shortlist:
    """Somebody's list in their order."""

    participant_id: int
    call_name: str
    rows: tuple[Shortlisted, ...]


@dataclass(frozen=True)
class IntoPlan:
    """How many services of a list are steps of the plan now, and the names of those that take nobody."""

    put: int
    left: tuple[str, ...]


@dataclass(frozen=True)
class TakenOff:
    """What was taken off, so that it can be put back where it stood."""

    service_id: int
    name: str
    position: int
    why: tuple[str, ...]
    why_printed: bool
    added_on: date


def load_shortlist(vault: Vault, participant_id: int) -> Shortlist:
    """Return somebody's list with the present facts of its services; what nothing shows any more is left out."""
    where = counted_from(vault, participant_id)
    with vault.reading() as session:
        rows = _rows(session, participant_id)
        facts = facts_in(session, [row.service_id for row in rows], where, vault.clock.today())
        name = call_name(session, participant_id)
        listed = tuple(_shortlisted(row, facts[row.service_id]) for row in rows if row.service_id in facts)
    return Shortlist(participant_id, name, listed)


def on_shortlist(vault: Vault, participant_id: int) -> frozenset[int]:
    """Return the ids of the services on somebody's list that are still shown."""
    with vault.reading() as session:
        return frozenset(row.service_id for row in _rows(session, participant_id))


def put_on(vault: Vault, participant_id: int, service_id: int, why: Sequence[str] = ()) -> None:
    """Put a service at the end of somebody's list, with the reasons that were shown; one that is on it stays.

    Raises ``WorkwellError`` when ten stand on it, and ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        rows = _rows(session, participant_id)
        if service_id in {row.service_id for row in rows}:
            return
        if len(rows) >= MOST:
            raise WorkwellError(f"There are {MOST} services on the list.", "Take one off first, or print this list.")
        position = max((row.position for row in rows), default=-1) + 1
        said = tuple(line for one in why if (line := " ".join(one.split())))
        taken = TakenOff(service_id, "", position, said, why_printed=False, added_on=transaction.clock.today())
        _add(transaction, participant_id, taken)


def take_off(vault: Vault, participant_id: int, service_id: int) -> TakenOff | None:
    """Take a service off somebody's list and return what :func:`put_back` needs; nothing when it was not on it.

    Raises ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        mine = [row for row in _all_rows(session, participant_id) if row.service_id == service_id]
        if not mine:
            return None
        first = mine[0]
        facts = facts_in(session, [service_id], None, transaction.clock.today()).get(service_id)
        taken = TakenOff(
            service_id, facts.name if facts else "", first.position, _why(first), first.why_printed, first.added_on
        )
        for row in mine:
            transaction.record("remove", ENTITY, row.id, {"service": service_id})
            session.delete(row)
        return taken


def put_back(vault: Vault, participant_id: int, taken: TakenOff) -> None:
    """Put back what was taken off, where it stood. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        rows = _all_rows(transaction.session, participant_id)
        if taken.service_id in {row.service_id for row in rows}:
            return
        for row in rows:
            if row.position >= taken.position:
                row.position += 1
        _add(transaction, participant_id, taken)


def move(vault: Vault, participant_id: int, service_id: int, by: int) -> None:
    """Move a service up (-1) or down (1) in somebody's list; at an end it stays. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        rows = _rows(transaction.session, participant_id)
        order = [row.service_id for row in rows]
        place = order.index(service_id)
        to = min(max(place + by, 0), len(rows) - 1)
        if to == place:
            return
        rows.insert(to, rows.pop(place))
        for position, row in enumerate(rows):
            row.position = position
        moved = rows[to]
        transaction.record("change", ENTITY, moved.id, {"fields": ["position"]})


def print_why(vault: Vault, participant_id: int, service_id: int, *, yes: bool) -> None:
    """Say whether the reasons that were shown stand on paper for one service. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        for row in _all_rows(transaction.session, participant_id):
            if row.service_id == service_id and row.why_printed != yes:
                row.why_printed = yes
                transaction.record("change", ENTITY, row.id, {"fields": ["why_printed"]})


def into_plan(vault: Vault, participant_id: int) -> IntoPlan:
    """Make the services of the list steps of the plan (the participant gets in touch), in one transaction.

    What is a step already is not added again; what takes nobody now is left out and named. Raises ``WorkwellError``
    when the plan is agreed, and ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        ids = [row.service_id for row in _rows(session, participant_id)]
        shown = select(Service).where(Service.id.in_(ids), Service.face_id.is_not(None))
        names = {one.id: one.face.name for one in session.scalars(shown)}
        left = {one for one in names if standing(session, one)}
        put = [one for one in ids if one in names and one not in left]
        for one in put:
            service_step(transaction, participant_id, one, how="details")
        return IntoPlan(len(put), tuple(names[one] for one in ids if one in left))


def plain_reason(facts: ServiceFacts) -> str:
    """Return a reason in which nothing of health can stand: the fixed words for the first topic of a service.

    Nothing for one that stands under a topic without such words too: another topic is hardly why it was suggested.
    """
    words = shortlist_words().reasons
    return words[facts.topics[0]] if facts.topics and all(topic in words for topic in facts.topics) else ""


def counted_from(vault: Vault, participant_id: int) -> Where | None:
    """Return from where miles are counted for somebody: their home, else their work, as far as it is known."""
    return next((one for one in where_choices(vault, participant_id) if one.place is not None), None)


def _shortlisted(row: ShortlistLine, facts: ServiceFacts) -> Shortlisted:
    return Shortlisted(facts, _why(row), row.why_printed, plain_reason(facts), row.added_on)


def _why(row: ShortlistLine) -> tuple[str, ...]:
    return tuple(json.loads(row.why))


def _add(transaction: Transaction, participant_id: int, taken: TakenOff) -> None:
    row = ShortlistLine(
        episode_id=current_episode(transaction.session, participant_id).id,
        service_id=taken.service_id,
        position=taken.position,
        why=json.dumps(taken.why, ensure_ascii=False),
        why_printed=taken.why_printed,
        added_on=taken.added_on,
    )
    transaction.session.add(row)
    transaction.session.flush()
    transaction.record("add", ENTITY, row.id, {"service": taken.service_id})


def _all_rows(session: Session, participant_id: int) -> list[ShortlistLine]:
    episode = current_episode(session, participant_id)
    return list(
        session.scalars(
            select(ShortlistLine)
            .where(ShortlistLine.episode_id == episode.id)
            .order_by(ShortlistLine.position, ShortlistLine.id)
        )
    )


def _rows(session: Session, participant_id: int) -> list[ShortlistLine]:
    """Return the lines, each service once: two that stood on it may have been joined."""
    return list(_firsts(_all_rows(session, participant_id)))


def _firsts(rows: Iterable[ShortlistLine]) -> Iterable[ShortlistLine]:
    seen: set[int] = set()
    for row in rows:
        if row.service_id not in seen:
            seen.add(row.service_id)
            yield row
