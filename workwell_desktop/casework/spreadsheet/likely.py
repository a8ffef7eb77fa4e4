"""Says who of a spreadsheet is likely to be somebody we know: one NHS number, or one birth date and one name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import full_name, name_keys
from workwell_desktop.models.participants import NameKey, Participant
from workwell_desktop.vault.store import Vault

SAME_NUMBER = "the same NHS number"
SAME_NAME = "the same name and birth date"
_THERE = (Participant.binned_at.is_(None), Participant.merged_into.is_(None))


@dataclass(frozen=True)
class Facts:
    """What is compared, in the form it is kept: digits, a tidy postcode, a day. What is not known is empty."""

    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_date: date | None = None
    postcode: str = ""
    mobile: str = ""
    phone: str = ""
    nhs_number: str = ""
    nino: str = ""


@dataclass(frozen=True)
class Likeness:
    """Whom somebody is likely to be: a participant, or the row of the same sheet; their name, and why in words."""

    participant_id: int
    row: int
    name: str
    reason: str


@dataclass
class Earlier:
    """Those of the same sheet that were met so far, by their number and by their names and birth dates."""

    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: dict[tuple[str, date], tuple[int, str]] = field(default_factory=dict)

    def likely(self, facts: Facts) -> Likeness | None:
        """Return the earlier row that is likely to be the same person, or nothing."""
        found = self.numbers.get(facts.nhs_number) if facts.nhs_number else None
        if found:
            return Likeness(0, found[0], found[1], SAME_NUMBER)
        born = facts.birth_date
        met = next((self.names[key, born] for key in _keys(facts) if (key, born) in self.names), None) if born else None
        return None if met is None else Likeness(0, met[0], met[1], SAME_NAME)

    def add(self, row: int, facts: Facts) -> None:
        """Remember a row (its number in the sheet)."""
        name = " ".join(part for part in (facts.known_as or facts.first_name, facts.last_name) if part)
        if facts.nhs_number:
            self.numbers.setdefault(facts.nhs_number, (row, name))
        if facts.birth_date:
            for key in _keys(facts):
                self.names.setdefault((key, facts.birth_date), (row, name))


def likely(vault: Vault, facts: Facts) -> Likeness | None:
    """Return the participant who is likely to be the same person, or nothing."""
    with vault.reading() as session:
        row = _with_number(session, facts) if facts.nhs_number else None
        if row is not None:
            return Likeness(row.id, 0, full_name(row), SAME_NUMBER)
        row = _with_name(session, facts) if facts.birth_date else None
        return None if row is None else Likeness(row.id, 0, full_name(row), SAME_NAME)


def _with_number(session: Session, facts: Facts) -> Participant | None:
    return session.scalar(select(Participant).where(Participant.nhs_number == facts.nhs_number, *_THERE).limit(1))


def _with_name(session: Session, facts: Facts) -> Participant | None:
    return session.scalar(
        select(Participant)
        .join(NameKey, NameKey.participant_id == Participant.id)
        .where(NameKey.name.in_(_keys(facts)), Participant.birth_date == facts.birth_date, *_THERE)
        .order_by(Participant.id)
        .limit(1)
    )


def _keys(facts: Facts) -> list[str]:
    return sorted(name_keys(facts.first_name, facts.last_name, facts.known_as))
