"""Says who of a spreadsheet is likely to be somebody we know, or to stand in the same sheet already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.people import name_keys
from workwell_desktop.vault.store import Vault

SAME_NUMBER = "the same NHS number"
SAME_NAME = "the same name and birth date"


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
    found = next(iter(candidates(vault, facts)), None)
    if found is None:
        return None
    return Likeness(found.participant_id, 0, found.name, ", ".join(_inside(reason) for reason in found.reasons))


def _inside(reason: str) -> str:
    """Return a reason as it stands inside a sentence."""
    return f"the {reason[0].lower()}{reason[1:]}" if reason.startswith("Same ") else f"{reason[0].lower()}{reason[1:]}"


def _keys(facts: Facts) -> list[str]:
    return sorted(name_keys(facts.first_name, facts.last_name, facts.known_as))
