"""Says who of a spreadsheet is likely to be somebody we know: one NHS number, or one birth date and one name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Row, bindparam, select

from workwell_desktop.casework.people import name_keys
from workwell_desktop.models.participants import NameKey, Participant
from workwell_desktop.vault.store import Vault

SAME_NUMBER = "the same NHS number"
SAME_NAME = "the same name and birth date"
_WHO = (
    select(Participant.id, Participant.known_as, Participant.first_name, Participant.last_name)
    .where(Participant.binned_at.is_(None), Participant.merged_into.is_(None))
    .order_by(Participant.id)
    .limit(1)
)
_WITH_NUMBER = _WHO.where(Participant.nhs_number == bindparam("number"))
_WITH_NAME = _WHO.join(NameKey, NameKey.participant_id == Participant.id).where(
    NameKey.name.in_(bindparam("names", expanding=True)), Participant.birth_date == bindparam("born")
)


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
        found = session.execute(_WITH_NUMBER, {"number": facts.nhs_number}).first() if facts.nhs_number else None
        if found is not None:
            return Likeness(found.id, 0, _name(found), SAME_NUMBER)
        same = {"names": _keys(facts), "born": facts.birth_date}
        found = session.execute(_WITH_NAME, same).first() if facts.birth_date else None
        return None if found is None else Likeness(found.id, 0, _name(found), SAME_NAME)


def _name(found: Row[int, str, str, str]) -> str:
    return " ".join(part for part in (found.known_as or found.first_name, found.last_name) if part)


def _keys(facts: Facts) -> list[str]:
    return sorted(name_keys(facts.first_name, facts.last_name, facts.known_as))
