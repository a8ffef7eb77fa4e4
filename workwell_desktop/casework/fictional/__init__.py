"""Fictional people in bulk: for trying the program out, for its tests and for its speed figures. Never real ones.

They are what the intake, the assessment and the plan would have kept, made with the same functions, but written many
rows at a time. One event of the record stands for each batch.

Around four in five have an open case and nearly all others a closed one, all with one coach. No coach has so many:
their lists, and what waits for them, are made to be the hardest that could come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import assessment, plan_agreement
from workwell_desktop.casework.fictional.pad import NUMBERED, Pad, Rows, Setting
from workwell_desktop.casework.fictional.person import make_people
from workwell_desktop.casework.fictional.words import fictional_words
from workwell_desktop.casework.person_keys import write_new_keys
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault import case_columns, name_search
from workwell_desktop.vault.store import Transaction, Vault

GENERATION = 5
"""Grows with every change in what is made, so that a vault of fictional people can be told from an older one."""

BATCH = 5_000  # people a transaction: larger ones touch each page of an index less often
MOST = 500_000
MOST_SIGNED = 40  # signing and agreeing goes through the program's own doors, one person at a time
_TRIAL_NUMBERS = "999%"


@dataclass(frozen=True)
class Made:
    """What was made: people, rows of all tables together, and how many assessments were signed and plans agreed."""

    participants: int
    rows: int
    signed: int


def make_fictional_people(vault: Vault, number: int, *, told: Callable[[int], None] = lambda _made: None) -> Made:
    """Put ``number`` fictional people into a vault, for the coach who is signed in, and return what was made.

    ``told`` is called with how many there are so far. What is made follows from how many people the vault holds
    already, so two equal vaults get equal people. Raises ``WorkwellError`` for an impossible number; ``NotKept``.
    """
    if not 1 <= number <= MOST:
        raise WorkwellError(f"The number of people must be from 1 to {MOST:,}.")
    pad = _pad(vault)
    rows, far_on = 0, list[int]()
    for begun in range(0, number, BATCH):
        size = min(BATCH, number - begun)
        with vault.transaction() as transaction, transaction.roomy():
            pad.turn(_last_ids(transaction.session))
            far_on += make_people(pad, size)
            gathered = pad.turn({})
            rows += _write(transaction, gathered)
            if begun + size == number and number >= BATCH:
                name_search.settle_indexes(transaction.session)
            first = gathered[Participant][0]["id"]
            transaction.record("add", "participant", first, {"fictional": size, "generation": GENERATION})
        told(begun + size)
    return Made(number, rows, _sign_some(vault, far_on[: min(MOST_SIGNED, max(1, number // 10))]))


def holds_real_people(vault: Vault) -> bool:
    """Say whether a vault holds anybody whose NHS number is not from the range for trials: fiction must stay apart."""
    with vault.reading() as session:
        real = select(Participant.id).where(Participant.nhs_number.not_like(_TRIAL_NUMBERS)).limit(1)
        return session.scalar(real) is not None


def _pad(vault: Vault) -> Pad:
    with vault.reading() as session:
        there = session.scalar(select(func.count()).select_from(Participant)) or 0
        setting = Setting(
            today=vault.clock.today(),
            coach_id=vault.member_id,
            coach=vault.coach.split()[0],
            new_uid=vault.clock.new_uid,
            nhs_numbers_in_use=frozenset(
                session.scalars(select(Participant.nhs_number).where(Participant.nhs_number.like(_TRIAL_NUMBERS)))
            ),
            last_booked=_last_booked(session, vault.member_id),
        )
    return Pad(fictional_words(), setting, Random(there))  # noqa: S311 - made-up people are no secret


def _last_booked(session: Session, coach_id: int) -> date | None:
    last = session.scalar(
        select(func.max(Contact.starts_at))
        .join(Episode, Episode.id == Contact.episode_id)
        .where(Contact.state == "booked", Episode.owner_id == coach_id)
    )
    return None if last is None else last.astimezone().date()


def _last_ids(session: Session) -> dict[type[Base], int]:
    """Return the highest id of each table. The transaction holds the write lock, so it stays the highest."""
    return {table: session.scalar(select(func.max(table.__table__.c.id))) or 0 for table in NUMBERED}


def _write(transaction: Transaction, gathered: Rows) -> int:
    with case_columns.without_triggers(transaction.session):
        for table, rows in gathered.items():
            transaction.insert_all(table, rows)
    case_columns.set_between(transaction.session, gathered[Episode][0]["id"], gathered[Episode][-1]["id"])
    keys = write_new_keys(transaction, [(row["id"], row) for row in gathered[Participant]])
    return keys + sum(len(rows) for rows in gathered.values())


def _sign_some(vault: Vault, people: Sequence[int]) -> int:
    """Sign the assessments and agree the plans of a few, as a coach would."""
    today = vault.clock.today().isoformat()
    for person in people:
        assessment.sign_assessment(vault, person, method="said", signed_on=today)
        plan_agreement.agree_plan(vault, person, agreed_on=today, how="said")
    return len(people)
