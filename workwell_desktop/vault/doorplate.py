"""Who may sign in, as the header says: read without any secret, and without loading the database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workwell_desktop.vault.header import PassphraseSlot, is_label
from workwell_desktop.vault.header_file import first_header

__all__ = ["RESTORED", "CoachName", "coaches", "is_label"]

RESTORED = "restored.json"
"""Lies in a restored vault's folder until its first unlocking has checked all of it: the backup's manifest."""


@dataclass(frozen=True)
class CoachName:
    """A coach who may sign in: the slot, the name, and whether this PC's extra key is asked for too."""

    slot_id: str
    label: str
    device: bool


def coaches(folder: Path) -> list[CoachName]:
    """Return who may sign in, from the header alone: no secret is needed.

    Raises ``VaultMissing``, ``NewerVersion`` or ``HeaderDamaged``.
    """
    header = first_header(folder)
    return [CoachName(s.id, s.label, s.device) for s in header.slots if isinstance(s, PassphraseSlot)]
