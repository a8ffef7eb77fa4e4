"""The doors of the vault: make one, see who may sign in, open it with a passphrase or a recovery sheet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, NotKept
from workwell_desktop.files import make_private_folder
from workwell_desktop.models.members import Member, VaultSecret
from workwell_desktop.vault import access, audit, backup, restore, schema
from workwell_desktop.vault.box import Vault
from workwell_desktop.vault.connection import connect, examine, explaining, writer_engine
from workwell_desktop.vault.device import DeviceKeyring
from workwell_desktop.vault.doorplate import CoachName, coaches
from workwell_desktop.vault.folders import refuse_unsafe
from workwell_desktop.vault.header import NO_EVENT, Anchor, Header, is_label
from workwell_desktop.vault.header_file import BACKUPS, first_header, live_headers, write_header_over_both
from workwell_desktop.vault.kdf import Cost, calibrate
from workwell_desktop.vault.keyhole import device_secret_for, open_by_passphrase, open_by_sheet
from workwell_desktop.vault.lock import VaultLock, take_lock
from workwell_desktop.vault.opened import Opened, check_record, clock_warning, who_opens
from workwell_desktop.vault.passphrase import check_passphrase
from workwell_desktop.vault.sheet import RecoverySheet, make_sheet, read_sheet
from workwell_desktop.vault.shelf import newest_before_update
from workwell_desktop.vault.slots import Place, derive_keys, new_identity, seal_passphrase_slot, seal_recovery_slot
from workwell_desktop.vault.throttle import Throttle
from workwell_desktop.vault.transaction import Signer, StampedSession, Transaction

__all__ = [
    "CoachName", "RecoverySheet", "Transaction", "Vault",
    "coaches", "create_vault", "open_with_key", "unlock", "unlock_with_sheet",
]  # fmt: skip

_FIRST_MEMBER = 1


def create_vault(
    vaults: Path, *, coach: str, passphrase: str, clock: Clock, cost: Cost | None = None
) -> tuple[Vault, RecoverySheet]:
    """Make a new vault in a folder of its own below ``vaults``; return it open, with its recovery sheet. Slow.

    The sheet waits to be confirmed. ``cost`` is measured on this PC when None, and can never be below the floor.
    Raises ``InputProblem`` (``coach`` or ``passphrase``), ``FolderRefused``, ``NotKept``.
    """
    coach = coach.strip()
    if not is_label(coach):
        raise InputProblem({"coach": "Write your name, up to 100 letters."})
    check_passphrase(passphrase)
    refuse_unsafe(vaults)
    make_private_folder(vaults)
    folder = make_private_folder(vaults / clock.new_uid())
    try:
        lock = take_lock(folder, clock)
        try:
            opened, sheet = _make(folder, coach, passphrase, clock, cost or calibrate())
            vault = open_with_key(folder, opened, clock=clock, lock=lock)
        except BaseException:
            lock.release()
            raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # no half-made vault stays behind
        raise
    vault.pending_sheet = sheet
    return vault, sheet


def unlock(
    folder: Path,
    slot_id: str,
    passphrase: str,
    *,
    clock: Clock,
    keyring: DeviceKeyring | None = None,
    accept_older: bool = False,
) -> Vault:
    """Open a vault with a coach's passphrase, and this PC's extra key where it is on. Slow; run beside the window.

    With ``accept_older`` a database that is behind its header is opened as it is, and that is put on record.
    Raises ``WrongPassphrase``, ``TooManyTries``, ``HeaderDamaged``, ``DatabaseDamaged``, ``NewerVersion``,
    ``VaultMissing``, ``VaultInUse``, ``FolderRefused``, ``ExtraKeyMissing``, ``OlderCopy``.
    """

    def try_it(throttle: Throttle) -> Opened:
        headers = [found.header for found in live_headers(folder)] or [first_header(folder)]
        secret = device_secret_for(headers, slot_id, keyring)
        throttle.begin(slot_id)
        opened = open_by_passphrase(folder, slot_id, passphrase, secret)
        throttle.succeeded(slot_id)
        return opened

    return _behind_lock(folder, clock, try_it, keyring=keyring, accept_older=accept_older)


def unlock_with_sheet(
    folder: Path, sheet: str, *, new_passphrase: str, clock: Clock, slot_id: str | None = None
) -> Vault:
    """Open a vault with the recovery sheet and give a coach a new passphrase, without this PC's extra key. Slow.

    ``slot_id`` says which coach; the first lead when None. The sheet goes on opening the vault.
    Raises ``InputProblem`` (``sheet`` or ``passphrase``) and as :func:`unlock`.
    """
    typed = read_sheet(sheet)
    check_passphrase(new_passphrase)

    def try_it(throttle: Throttle) -> Opened:
        throttle.begin("sheet")
        opened = open_by_sheet(folder, typed)
        throttle.succeeded("sheet")
        return opened

    vault = _behind_lock(folder, clock, try_it)
    try:
        access.come_back(vault, slot_id, new_passphrase)
    except BaseException:
        vault.close()
        raise
    return vault


def open_with_key(
    folder: Path,
    opened: Opened,
    *,
    clock: Clock,
    lock: VaultLock | None = None,
    keyring: DeviceKeyring | None = None,
    accept_older: bool = False,
) -> Vault:
    """Open a vault whose data key is already unwrapped: the checks, a migration if one is due, and the vault.

    Takes the folder's lock when none is handed in. Raises as :func:`unlock`, but for the secrets.
    """
    held = lock or take_lock(folder, clock)
    try:
        with explaining():
            vault, behind = _checked(folder, opened, held, clock=clock, keyring=keyring, accept_older=accept_older)
    except BaseException:
        if lock is None:
            held.release()
        raise
    try:
        _mend(vault, opened, behind=behind)
    except BaseException:
        vault.close()
        raise
    return vault


def _checked(
    folder: Path,
    opened: Opened,
    lock: VaultLock,
    *,
    clock: Clock,
    keyring: DeviceKeyring | None,
    accept_older: bool,
) -> tuple[Vault, bool]:
    """Check the database and bring it up to date; return the open vault, and whether it is behind its header."""
    database, key = folder / opened.header.db_file, derive_keys(opened.data_key).db
    examine(database)
    backup.sweep(folder)
    with closing(connect(database, key)) as connection:
        due = schema.is_migration_due(connection, newest_before_update(folder / BACKUPS, schema.HEAD))
        shape = schema.version(connection)
    restore.check_if_restored(folder, opened)
    if due:
        backup.copy_before_migration(folder, opened, clock, shape)
        schema.migrate(database, key)
    with closing(connect(database, key)) as connection:
        who = who_opens(connection, opened)
        behind = not audit.at_anchor(connection, opened.header.anchor)
        events = check_record(connection, opened.header.anchor, who.audit_mac, accept_older=accept_older)
    warnings = tuple(filter(None, [_about_header(opened), clock_warning(events, clock)]))
    return Vault(folder, opened, who, clock=clock, lock=lock, keyring=keyring, warnings=warnings), behind


def _behind_lock(
    folder: Path,
    clock: Clock,
    try_it: Callable[[Throttle], Opened],
    *,
    keyring: DeviceKeyring | None = None,
    accept_older: bool = False,
) -> Vault:
    first_header(folder)  # what is no vault gets no lock file
    refuse_unsafe(folder)
    lock = take_lock(folder, clock)
    try:
        opened = try_it(Throttle(folder, clock))
        vault = open_with_key(folder, opened, clock=clock, lock=lock, keyring=keyring, accept_older=accept_older)
    except BaseException:
        lock.release()
        raise
    try:
        with suppress(NotKept), vault.transaction() as transaction:  # a full disk must not keep a coach from reading
            transaction.record("vault.opened", "vault", 1, {"slot": opened.slot.id})
    except BaseException:
        vault.close()
        raise
    return vault


def _mend(vault: Vault, opened: Opened, *, behind: bool) -> None:
    """Write a sound header where the one on the disk was damaged or ahead of its database."""
    with suppress(NotKept):
        if behind:
            with vault.transaction() as transaction:
                transaction.record("vault.older_accepted", "vault", 1, {"anchor": opened.header.anchor.seq})
            vault.settle()
        if opened.source != "header":
            vault.change_header(lambda header: header, over_both=True)


def _about_header(opened: Opened) -> str:
    if opened.source == "copy":
        return "The vault's key file was damaged. WorkWell used its copy and mended it. Nothing is lost."
    if opened.source == "backup":
        return (
            "The vault's key file was damaged. WorkWell used the one from a backup and mended it. "
            "A passphrase or sheet changed after that backup does not count: change it again."
        )
    return ""


def _make(folder: Path, coach: str, passphrase: str, clock: Clock, cost: Cost) -> tuple[Opened, RecoverySheet]:
    """Write the database and then the header of a new vault."""
    data_key, sheet = os.urandom(32), make_sheet()
    coach_identity, sheet_identity = new_identity(), new_identity()
    place = Place(folder.name, 1)
    own = seal_passphrase_slot(
        coach_identity, data_key, place, label=coach, role="lead", passphrase=passphrase, cost=cost
    )
    spare = seal_recovery_slot(sheet_identity, data_key, place, label="Sheet A", sheet=sheet)
    header = Header(place.vault_id, place.key_epoch, 0, Anchor(0, NO_EVENT), (own, spare))
    keys, database = derive_keys(data_key), folder / header.db_file
    schema.migrate(database, keys.db, create=True)
    audit_mac = os.urandom(32)
    signer = Signer(audit_mac, Ed25519PrivateKey.from_private_bytes(coach_identity.ed25519))
    engine = writer_engine(database, keys.db)
    try:
        with StampedSession(engine) as session, session.begin():
            transaction = Transaction(session, _FIRST_MEMBER, clock, signer)
            session.add(Member(id=_FIRST_MEMBER, name=coach, role="lead"))
            session.add(VaultSecret(name="audit_mac", value=audit_mac))
            session.flush()
            access.add_key(transaction, own, coach_identity)
            access.add_key(transaction, spare, sheet_identity)
            access.keep_sheet_check(transaction, spare.id, sheet)
            transaction.record("vault.made", "vault", 1, {"vault_id": place.vault_id})
    finally:
        engine.dispose()
    with closing(connect(database, keys.db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        header = replace(header, anchor=audit.newest(connection))
    written = write_header_over_both(folder, header, keys.header_mac)
    return Opened(written, "header", own, coach_identity, data_key), sheet
