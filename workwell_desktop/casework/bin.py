"""The bin: a whole case out of sight, and back exactly as it was; removed for good only by hand and not before 30 days.

Nothing vanishes by itself. Who is in the bin is found nowhere else: their keys are gone and their spells of support are
binned, so that no list shows them. What is removed for good, and what stays, is told before (:func:`what_stays`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework import removing
from workwell_desktop.casework.comparing import COUNTED, behind
from workwell_desktop.casework.date_readers import plain
from workwell_desktop.casework.episodes import recount_of
from workwell_desktop.casework.people import fold, full_name, participant
from workwell_desktop.casework.person_keys import drop_keys, write_keys
from workwell_desktop.casework.whole_case import EPISODE, case_rows, count_cases
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

KEPT_DAYS = 30
MOST = 200
_BINNED = "binned"


@dataclass(frozen=True)
class BinRow:
    """One case in the bin: whose, since when, what it holds, and how many of the 30 days are left (0: none)."""

    participant_id: int
    name: str
    when: str
    holds: str
    days_left: int
    removable_from: str


def put_in_bin(vault: Vault, participant_id: int) -> str:
    """Put a whole case into the bin and return the name, for the way back. Raises ``WorkwellError`` when it is there.

    Words that are not saved yet go with it and come back with it.
    """
    with vault.transaction() as t:
        row = participant(t.session, participant_id)
        if row.binned_at is not None or row.merged_into is not None:
            raise WorkwellError("This record is not in the caseload any more.")
        row.binned_at = t.now
        t.session.flush()
        t.session.connection().execute(
            update(EPISODE)
            .where(EPISODE.c.participant_id == participant_id)
            .values(state_before=EPISODE.c.state, state=_BINNED)
        )
        drop_keys(t, participant_id)
        t.record("bin", "participant", participant_id)
        return full_name(row)


def restore(vault: Vault, participant_id: int) -> str:
    """Bring a case back from the bin exactly as it was, and return the name. Raises ``WorkwellError``."""
    with vault.transaction() as t:
        row = _binned(t.session, participant_id)
        row.binned_at = None
        t.session.flush()
        t.session.connection().execute(
            update(EPISODE)
            .where(EPISODE.c.participant_id == participant_id, EPISODE.c.state == _BINNED)
            .values(state=EPISODE.c.state_before, state_before="")
        )
        t.session.expire_all()
        recount_of(t.session, participant_id)
        write_keys(t, participant_id)
        t.record("restore", "participant", participant_id)
        return full_name(row)


def in_bin(vault: Vault) -> tuple[BinRow, ...]:
    """Return what is in the bin, what was put there last first; at most ``MOST``."""
    today = vault.clock.today()
    with vault.reading() as session:
        people = session.scalars(
            select(Participant)
            .where(Participant.binned_at.is_not(None), Participant.removed_at.is_(None))
            .order_by(Participant.binned_at.desc(), Participant.id.desc())
            .limit(MOST)
        ).all()
        counts = count_cases(session, [person.id for person in people], COUNTED)
        return tuple(_row(person, behind(counts[person.id]), today) for person in people)


def what_stays(vault: Vault, participant_id: int) -> tuple[str, ...]:
    """Say in sentences what stays when a case is removed for good."""
    with vault.reading() as session:
        signed = _versions(session, removing.family(session, participant_id))
    stays = ["The list of who did what and when stays. It holds numbers only, no names and no words."]
    if signed:
        count = (
            "One version of what was signed or agreed stays"
            if signed == 1
            else (f"{signed} versions of what was signed or agreed stay")
        )
        stays.append(f"{count} sealed in the vault, with the words. No list, search or screen shows this any more.")
    return (*stays, "Backups from before still hold everything, until you delete them.")


def remove_for_good(vault: Vault, participant_id: int, typed: str) -> None:
    """Remove a whole case with its papers, notes and files; ``typed`` is the last name, as proof of a second thought.

    Signed versions and the record of what was done stay, and an empty row, so that the number is never given again.
    Raises ``InputProblem`` (``typed``) for another name, ``WorkwellError`` before the 30 days are over.
    """
    with vault.transaction() as t:
        row = _binned(t.session, participant_id)
        name = row.last_name or row.first_name
        if not typed.strip() or fold(typed) != fold(name):
            raise InputProblem({"typed": "This is not the last name on the record. Check whose record this is."})
        if _days_left(row, vault.clock.today()) > 0:
            raise WorkwellError("This record has not been in the bin for 30 days.", "It can be restored until then.")
        removing.remove(t, participant_id)


def _binned(session: Session, participant_id: int) -> Participant:
    row = participant(session, participant_id)
    if row.binned_at is None or row.removed_at is not None:
        raise WorkwellError("This record is not in the bin.")
    return row


def _row(person: Participant, holds: Sequence[str], today: date) -> BinRow:
    binned = _day(person)
    return BinRow(
        participant_id=person.id,
        name=full_name(person),
        when=plain(binned),
        holds=", ".join(holds),
        days_left=_days_left(person, today),
        removable_from=plain(binned + timedelta(days=KEPT_DAYS)),
    )


def _day(person: Participant) -> date:
    if person.binned_at is None:
        raise WorkwellError("This record is not in the bin.")
    return person.binned_at.astimezone().date()


def _days_left(person: Participant, today: date) -> int:
    return max(0, KEPT_DAYS - (today - _day(person)).days)


def _versions(session: Session, people: Sequence[int]) -> int:
    """Count the signed and agreed versions of a case; how support ended is kept so too when it is opened again."""
    wanted = [
        RecordVersion.entity.in_((name, f"{name}_outcome")) & RecordVersion.entity_id.in_([row["id"] for row in rows])
        for person in people
        for name, rows in case_rows(session, person).items()
        if rows
    ]
    return session.scalar(select(func.count()).select_from(RecordVersion).where(or_(*wanted))) or 0
