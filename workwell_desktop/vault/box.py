"""The open vault: transactions, reading, closing, and who may open it next time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from workwell_desktop.clock import Clock
from workwell_desktop.errors import DatabaseDamaged, NotKept
from workwell_desktop.vault import access, audit
from workwell_desktop.vault.connection import explain, reader_engine, writer_engine
from workwell_desktop.vault.device import DeviceKeyring
from workwell_desktop.vault.header import Header, PassphraseSlot, RecoverySlot, Slot
from workwell_desktop.vault.header_file import write_header, write_header_over_both
from workwell_desktop.vault.lock import VaultLock
from workwell_desktop.vault.opened import Opened, Who
from workwell_desktop.vault.sheet import RecoverySheet
from workwell_desktop.vault.slots import Identity, derive_keys
from workwell_desktop.vault.transaction import Signer, StampedSession, Transaction

ANCHOR_EVERY_S = 300.0


@dataclass(frozen=True)
class _Inside:
    """Everything that knows a key. Closing the vault lets go of all of it at once."""

    opened: Opened
    signer: Signer
    writer: Engine
    reader: Engine


class Vault:
    """An open vault. Made by ``store.unlock`` and its sisters, never directly.

    ``member_id`` and ``coach`` say who is signed in; ``warnings`` holds sentences that the coach should see once.
    One thread writes at a time; any thread may read.
    """

    def __init__(
        self,
        folder: Path,
        opened: Opened,
        who: Who,
        *,
        clock: Clock,
        lock: VaultLock,
        keyring: DeviceKeyring | None = None,
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Take over an unlocked folder, its lock and its keys."""
        self.folder = folder
        self.clock = clock
        self.keyring = keyring
        self.warnings = warnings
        self.member_id = who.member_id
        self.coach = who.name
        self.pending_sheet: RecoverySheet | None = None
        self._header = opened.header
        self._lock = lock
        key = derive_keys(opened.data_key).db
        self._inside: _Inside | None = _Inside(
            opened, _signer(who, opened.identity), writer_engine(self.database, key), reader_engine(self.database, key)
        )
        self._heading = threading.Lock()
        self._writing = threading.Lock()
        self._writing_thread: int | None = None
        self._anchored_at = clock.monotonic()

    @property
    def vault_id(self) -> str:
        """The vault's own name: 32 hex digits."""
        return self._header.vault_id

    @property
    def header(self) -> Header:
        """The header as it was last written."""
        return self._header

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / self._header.db_file

    @property
    def opened(self) -> Opened:
        """The keys, for the vault's own modules. Raises ``RuntimeError`` once the vault is closed."""
        return self._open_inside().opened

    @property
    def signer(self) -> Signer:
        """What events are chained and signed with, for the vault's own modules. Raises ``RuntimeError`` once closed."""
        return self._open_inside().signer

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hand out one write transaction: kept on the disk when the block ends, undone on any exception.

        Raises ``NotKept`` when the disk is full or refuses (nothing of it is kept), ``DatabaseDamaged``, and
        ``RuntimeError`` for a transaction inside a transaction.
        """
        with self._alone():
            inside = self._open_inside()
            try:
                with (
                    StampedSession(inside.writer, expire_on_commit=False, close_resets_only=False) as session,
                    session.begin(),
                ):
                    yield Transaction(session, self.member_id, self.clock, inside.signer)
            except Exception as problem:
                explained = explain(problem)
                if isinstance(explained, DatabaseDamaged):
                    inside.writer.dispose()  # one bad page poisons a connection
                if explained is None or explained is problem:
                    raise
                raise explained from None  # the database's own words add nothing that helps
            if self.clock.monotonic() - self._anchored_at >= ANCHOR_EVERY_S:
                with suppress(NotKept, sqlcipher.Error):  # what was saved is saved; the anchor can wait
                    self.settle()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Hand out a session that reads one unchanging picture and holds up no writer. Writing through it fails."""
        with Session(self._open_inside().reader, close_resets_only=False) as session:
            try:
                yield session
                if session.new or session.dirty or session.deleted:
                    raise RuntimeError("a reading session was written to")
            except Exception as problem:
                explained = explain(problem)
                if isinstance(explained, DatabaseDamaged) and explained is not problem:
                    session.invalidate()
                    raise explained from None
                raise
            finally:
                if self._inside is None:  # closed meanwhile: leave no connection with a key behind
                    session.invalidate()

    @contextmanager
    def asking(self) -> Iterator[Any]:
        """Hand out the bare connection that only reads, for the few questions that are asked at every key.

        Each question sees a picture of its own. The questions stand in the vault's own modules.
        """
        pooled = self._open_inside().reader.raw_connection()
        try:
            yield pooled.driver_connection
        except Exception as problem:
            explained = explain(problem)
            if isinstance(explained, DatabaseDamaged):
                pooled.invalidate()
            if explained is None or explained is problem:
                raise
            raise explained from None
        finally:
            if self._inside is None:  # closed meanwhile: leave no connection with a key behind
                pooled.invalidate()
            pooled.close()

    def close(self) -> None:
        """Lock the box: put the log into the database, write the anchor, forget the keys, let the next program in.

        Waits for a transaction that is under way. May be called twice. A full disk does not stop it.
        """
        if self._inside is None:
            return
        with self._alone():
            inside = self._inside
            try:
                inside.reader.dispose()
                with suppress(NotKept, sqlcipher.Error):
                    self.settle("TRUNCATE")
            finally:
                inside.writer.dispose()
                self._inside = self.pending_sheet = None
                self._lock.release()

    @property
    def sheet_confirmed(self) -> bool:
        """Whether the recovery sheet was typed back in part, so that we know it was printed or written down."""
        return all(slot.confirmed for slot in self._header.slots if isinstance(slot, RecoverySlot))

    @property
    def has_extra_key(self) -> bool:
        """Whether this coach signs in with this PC's extra key too."""
        slot = self._header.slot(self.opened.slot.id)
        return isinstance(slot, PassphraseSlot) and slot.device

    def check_passphrase(self, passphrase: str) -> None:
        """Let the coach show that they know the passphrase. Slow. Raises ``WrongPassphrase``, ``TooManyTries``."""
        access.check_own_passphrase(self, passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Give this coach another passphrase. Old backups still open with the old one. Slow (two stretches).

        Raises ``WrongPassphrase``, ``TooManyTries``, ``InputProblem`` (field ``passphrase``), ``ExtraKeyMissing``.
        """
        access.change_passphrase(self, old, new)

    def new_sheet(self) -> RecoverySheet:
        """Make a new recovery sheet; the old one no longer opens this vault. It waits to be confirmed."""
        return access.new_sheet(self)

    def sheet_groups_to_confirm(self) -> tuple[int, ...]:
        """Return which groups (1 to 9) to type back from the paper; none when the sheet is confirmed."""
        return access.groups_to_confirm(self)

    def confirm_sheet(self, groups: Mapping[int, str]) -> bool:
        """Check groups (1 to 9) typed back from the paper; right ones confirm the sheet. At least two are needed."""
        return access.confirm_sheet(self, groups)

    def extra_key_on(self, passphrase: str, keyring: DeviceKeyring) -> None:
        """Ask for this PC's extra key too from now on. Raises ``WrongPassphrase``, ``ExtraKeyMissing``. Slow."""
        access.extra_key_on(self, passphrase, keyring)

    def extra_key_off(self, passphrase: str, keyring: DeviceKeyring) -> None:
        """No longer ask for this PC's extra key. Raises ``WrongPassphrase``, ``ExtraKeyMissing``. Slow."""
        access.extra_key_off(self, passphrase, keyring)

    def extra_key_test(self, keyring: DeviceKeyring) -> None:
        """Look whether this PC's keyring still holds the extra key. Raises ``ExtraKeyMissing`` with why not."""
        access.extra_key_test(self, keyring)

    def change_header(self, change: Callable[[Header], Header], *, over_both: bool = False) -> None:
        """Write a changed header (for the vault's own modules); ``over_both`` also leaves nothing of it in the copy."""
        mac_key = derive_keys(self.opened.data_key).header_mac
        write = write_header_over_both if over_both else write_header
        with self._heading:
            self._header = write(self.folder, change(self._header), mac_key)

    def remember_extra_key(self, extra_key: bytes | None) -> None:
        """Remember this PC's extra key while the vault is open (for the vault's own modules), to test it later."""
        inside = self._open_inside()
        self._inside = replace(inside, opened=replace(inside.opened, extra_key=extra_key))

    def sign_in_as(self, slot: Slot, identity: Identity, who: Who) -> None:
        """Go on as another coach (for the vault's own modules): after the recovery sheet gave them a new passphrase."""
        inside = self._open_inside()
        opened = replace(inside.opened, header=self._header, slot=slot, identity=identity, extra_key=None)
        self._inside = replace(inside, opened=opened, signer=_signer(who, identity))
        self.member_id, self.coach = who.member_id, who.name

    def settle(self, how: str = "PASSIVE") -> None:
        """Put the write-ahead log into the database and the newest event's MAC into the header (the anchor)."""
        raw = self._open_inside().writer.raw_connection()
        try:
            driver = raw.driver_connection
            driver.execute(f"PRAGMA wal_checkpoint({how})").fetchall()  # type: ignore[union-attr]  # a live connection
            anchor = audit.newest(driver)
        finally:
            raw.close()
        self._anchored_at = self.clock.monotonic()
        if anchor != self._header.anchor:
            self.change_header(lambda header: replace(header, anchor=anchor))

    def _open_inside(self) -> _Inside:
        if self._inside is None:
            raise RuntimeError("the vault is closed")
        return self._inside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one thread write at a time. Raises ``RuntimeError`` where the same thread would wait for itself."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a transaction is already under way in this thread")
        with self._writing:
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None


def _signer(who: Who, identity: Identity) -> Signer:
    return Signer(who.audit_mac, Ed25519PrivateKey.from_private_bytes(identity.ed25519))
