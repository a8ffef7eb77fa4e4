"""Going back in stages as tests write it: Jo's usual week from nine to five, and weeks over Christmas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workwell_desktop.casework import phased_return
from workwell_desktop.casework.phased_return_entry import StagesEntry
from workwell_desktop.vault.store import Vault

WEEKDAYS = ("09:00 to 17:00, 30 minutes break",) * 5 + ("", "")
ENTRY = StagesEntry(usual=WEEKDAYS, starts_on="7 dec 2037", weeks="4", share="50")


def plan_stages(vault: Vault, person: int, **other: Any) -> None:
    """Keep the weeks of ``ENTRY``, with other settings where they are named."""
    phased_return.save_stages(vault, person, replace(ENTRY, **other))


def agree(vault: Vault, person: int) -> None:
    """Agree the weeks as they stand, today."""
    phased_return.agree_stages(vault, person, agreed_on="today", how="said")
