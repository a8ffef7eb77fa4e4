"""The caseloads that are measured: made once, kept in ``build/bench``, made anew when their making has changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from sqlalchemy import func, select

from workwell_desktop.bench import bare
from workwell_desktop.bench.typed import entries
from workwell_desktop.casework.fictional import GENERATION, make_fictional_people
from workwell_desktop.casework.intake import save_intake
from workwell_desktop.casework.service_import import load_starter
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Note
from workwell_desktop.paths import Places
from workwell_desktop.vault import migrations
from workwell_desktop.vault.box import Vault
from workwell_desktop.vault.kdf import Cost
from workwell_desktop.vault.keyhole import open_by_passphrase
from workwell_desktop.vault.opened import Opened
from workwell_desktop.vault.schema import HEAD
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import coaches, create_vault, open_with_key

PASSPHRASE = "orbit candle velvet maple"  # noqa: S105 - it guards made-up people
COACH = "Sam Example"
_STAMP = "stamp.json"
_NOTES = 2  # of somebody with a full history


@dataclass(frozen=True)
class Caseload:
    """A home folder with one vault of fictional people."""

    home: Path

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        (folder,) = Places.under(self.home).vaults.iterdir()
        return folder

    def unwrap(self) -> Opened:
        """Return the keys, as the passphrase gives them. Slow: one stretch."""
        (coach,) = coaches(self.folder)
        return open_by_passphrase(self.folder, coach.slot_id, PASSPHRASE, None)

    def open(self, opened: Opened) -> Vault:
        """Open the vault with its unwrapped keys."""
        return open_with_key(self.folder, opened, clock=Clock())

    @contextmanager
    def copied(self, name: str) -> Iterator[Caseload]:
        """Hand out a copy that may be written to, and remove it."""
        home = self.home.with_name(f"{self.home.name}-{name}")
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.home, home)
        try:
            yield Caseload(home)
        finally:
            shutil.rmtree(home, ignore_errors=True)


def database_key(opened: Opened) -> bytes:
    """Return the raw key of the database, 32 bytes."""
    return derive_keys(opened.data_key).db


def caseload(into: Path, size: int, told: Callable[[str], None], cost: Cost | None = None) -> Caseload:
    """Return a caseload of ``size`` people, made now unless one of the same making lies there.

    ``cost`` of the passphrase is what this PC can bear, as for any coach, unless another is given.
    """
    home = into / f"people-{size}"
    stamp = {"size": size, "schema": HEAD, "tables": _tables(), "generation": GENERATION}
    try:
        fits = json.loads((home / _STAMP).read_text("utf-8")) == stamp
    except (OSError, ValueError):
        fits = False
    if not fits:
        shutil.rmtree(home, ignore_errors=True)
        told(f"making {size:,} fictional people")
        _make(home, size, cost)
        (home / _STAMP).write_text(json.dumps(stamp), "utf-8")
    return Caseload(home)


def _tables() -> int:
    """Return a mark of the tables as they are made now: before a release the first migration is made anew with them."""
    made = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))
    return crc32(b"".join(path.read_bytes() for path in made))


def met(vault: Vault, participants: Sequence[int]) -> set[int]:
    """Return those of some participants who were met and written about at least twice."""
    with vault.reading() as session:
        found = session.execute(
            select(Note.participant_id)
            .where(Note.participant_id.in_(participants))
            .group_by(Note.participant_id)
            .having(func.count() >= _NOTES)
        )
        return set(found.scalars())


def warm(vault: Vault) -> None:
    """Use the connection that writes until its cache is full, as a long day would: intakes, and reading through it."""
    for entry in entries(20):
        save_intake(vault, 0, entry)
    with vault.transaction() as transaction:
        bare.warm(transaction.session.connection().connection.driver_connection)


def _make(home: Path, size: int, cost: Cost | None) -> None:
    vaults = Places.under(home).vaults
    vault, sheet = create_vault(vaults, coach=COACH, passphrase=PASSPHRASE, clock=Clock(), cost=cost)
    try:
        load_starter(vault)
        vault.confirm_sheet({1: sheet.groups[0], 2: sheet.groups[1]})
        save_profile(
            vault,
            Profile(
                name="Example WorkWell Service",
                coach_phone="01632 960000",
                meeting_place="Example Library",
                crisis=(CrisisContact("Example help line", "01632 960001", "Day and night."),),
                crisis_confirmed_on=vault.clock.today(),
            ),
        )
        make_fictional_people(vault, size)
    finally:
        vault.close()
