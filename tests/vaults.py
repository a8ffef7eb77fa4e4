"""Vaults for tests: one is made at the real cost, and every test works on a copy of it.

``open_vault`` (in ``tests/conftest.py``) opens the copy with the key that is known from the making, so that a test
does not pay for a stretch of the passphrase. Whoever tests the door itself calls ``unlock`` with ``PASSPHRASE``.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workwell_desktop.clock import Clock
from workwell_desktop.vault.header import parse
from workwell_desktop.vault.kdf import FLOOR
from workwell_desktop.vault.opened import Opened
from workwell_desktop.vault.sheet import RecoverySheet
from workwell_desktop.vault.slots import Identity
from workwell_desktop.vault.store import Vault, create_vault, open_with_key

PASSPHRASE = "orbit candle velvet maple"
NEW_PASSPHRASE = "harbour thimble copper lake"
COACH = "Sam Example"
# The templates of vaults are made today, and a vault tells when its clock runs behind: tests stand in its future, and
# on a day that does not move, so that none of them hangs on the day on which it is run.
NOW = datetime(2037, 11, 24, 11, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Template:
    """A closed vault that was made once, its keys and its recovery sheet."""

    folder: Path
    opened: Opened
    sheet: RecoverySheet

    @property
    def slot_id(self) -> str:
        return self.opened.slot.id

    def copy(self, to: Path) -> Path:
        """Copy the vault into the folder ``to`` and return the copy's own folder."""
        return Path(shutil.copytree(self.folder, to / self.folder.name))

    def open(self, folder: Path, clock: Clock) -> Vault:
        """Open a copy with the known key."""
        return open_with_key(folder, self.opened, clock=clock)


def make_template(vaults: Path) -> Template:
    """Make a vault at the floor of the cost, and close it."""
    vault, sheet = create_vault(vaults, coach=COACH, passphrase=PASSPHRASE, clock=Clock(), cost=FLOOR)
    opened = vault.opened
    vault.close()
    return Template(vault.folder, opened, sheet)


@dataclass
class FakeTime:
    """A clock that stands still until a test moves it. It stands in the future of every template vault."""

    now: datetime = NOW
    steady: float = 1000.0

    def go(self, **span: float) -> None:
        """Let time pass: ``go(minutes=5)``."""
        passed = timedelta(**span)
        self.now += passed
        self.steady += passed.total_seconds()

    @property
    def clock(self) -> Clock:
        return Clock(utc=lambda: self.now, monotonic=lambda: self.steady)


def keys_as_text(opened: Opened) -> str:
    """Write the keys of an opened vault as text, for a child process of a test."""
    return " ".join(
        [opened.slot.id, opened.identity.x25519.hex(), opened.identity.ed25519.hex(), opened.data_key.hex()]
    )


def keys_from_text(folder: Path, text: str) -> Opened:
    """Read them back, with the header as it lies in the folder now."""
    slot_id, x25519, ed25519, data_key = text.split()
    header = parse((folder / "vault.json").read_bytes())
    slot = header.slot(slot_id)
    assert slot is not None
    identity = Identity(bytes.fromhex(x25519), bytes.fromhex(ed25519))
    return Opened(header, "header", slot, identity, bytes.fromhex(data_key))
