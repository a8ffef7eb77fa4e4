"""The commands of workwell-admin. Each takes the command line's arguments and returns an answer."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from workwell_desktop.admin.console import Answer, WrongUse, folder_of, in_place, opened, passphrase
from workwell_desktop.casework import access
from workwell_desktop.casework.fictional import holds_real_people, make_fictional_people
from workwell_desktop.clock import Clock
from workwell_desktop.files import write_whole
from workwell_desktop.paths import Places
from workwell_desktop.policy import refuse_backup
from workwell_desktop.vault import backup, doctor, restore
from workwell_desktop.vault.connection import examine
from workwell_desktop.vault.header import VERSION, PassphraseSlot, RecoverySlot
from workwell_desktop.vault.header_file import BACKUPS, SUFFIX, first_header
from workwell_desktop.vault.shelf import backups_in
from workwell_desktop.vault.store import Vault

UNSOUND = 5
"""The exit code that says a vault is damaged."""


def create(arguments: argparse.Namespace) -> Answer:
    """Make a vault for a coach and write its recovery sheet; the coach confirms the sheet at the first sign-in."""
    sheet_file: Path = arguments.sheet
    if not arguments.coach:
        raise WrongUse("Say with --coach whom the vault is for.")
    if sheet_file.suffix.lower() not in {".pdf", ".txt"}:
        raise WrongUse("The recovery sheet is written to a .pdf or a .txt file.")
    if sheet_file.exists():
        raise WrongUse("The file for the recovery sheet is there already.", "Choose another name.")
    if not sheet_file.resolve().parent.is_dir():
        raise WrongUse("The folder for the recovery sheet is not there.", "Make it first.")
    if arguments.vault and sheet_file.resolve().is_relative_to(Path(arguments.vault).resolve()):
        raise WrongUse("The recovery sheet must not lie in the vault’s own folder.", "Choose another place for it.")
    secret = passphrase(arguments, twice=True)
    usual = Places.for_this_person().vaults

    def make(vaults: Path) -> Path:
        vault, sheet = access.create(Places(vaults, vaults), arguments.coach, secret, Clock())
        try:
            pdf = sheet_file.suffix.lower() == ".pdf"
            write_whole(sheet_file, access.sheet_paper(vault, sheet) if pdf else _sheet_text(vault, sheet))
            backup.make_backup(vault)
        except BaseException:
            sheet_file.unlink(missing_ok=True)
            vault.close()
            shutil.rmtree(vault.folder, ignore_errors=True)  # nobody has used it, and its sheet is gone
            raise
        vault.close()
        return vault.folder

    folder = in_place(arguments.vault, make) if arguments.vault else make(usual)
    return Answer(
        [f"Vault: {folder}", f"Recovery sheet: {sheet_file}", "The coach confirms the sheet at the first sign-in."],
        {"vault": str(folder), "vault_id": first_header(folder).vault_id, "sheet": str(sheet_file)},
    )


def info(arguments: argparse.Namespace) -> Answer:
    """Say what is known of a vault without its passphrase; with --passphrase-file also how many rows it holds."""
    folder = folder_of(arguments)
    header = first_header(folder)
    database = folder / header.db_file
    examine(database)
    last = backup.last_backup(folder / BACKUPS)
    figures: dict[str, Any] = {
        "vault": str(folder),
        "vault_id": header.vault_id,
        "format": VERSION,
        "generation": header.generation,
        "events": header.anchor.seq,
        "coaches": [
            {"name": slot.label, "role": slot.role, "extra_key": slot.device}
            for slot in header.slots
            if isinstance(slot, PassphraseSlot)
        ],
        "sheets": [
            {"name": slot.label, "confirmed": slot.confirmed} for slot in header.slots if isinstance(slot, RecoverySlot)
        ],
        "database_bytes": database.stat().st_size,
        "backups": len(backups_in(folder / BACKUPS)),
        "last_backup": _backup_figures(last) if last else None,
    }
    lines = [
        f"Vault: {folder}",
        *(f"Coach: {one['name']}{', with this PC’s extra key' * one['extra_key']}" for one in figures["coaches"]),
        *(f"{one['name']}: {'confirmed' if one['confirmed'] else 'not confirmed yet'}" for one in figures["sheets"]),
        f"Database: {figures['database_bytes']:,} bytes",
        f"Backups: {figures['backups']}" + (f", the last {_moment(last.made_at)}" if last else ""),
    ]
    if arguments.passphrase_file:
        with opened(arguments) as vault:
            figures["rows"] = _rows(vault)
        lines += [f"{table}: {count:,}" for table, count in figures["rows"].items() if count]
    return Answer(lines, figures)


def verify(arguments: argparse.Namespace) -> Answer:
    """Check a vault through and through."""
    with opened(arguments) as vault:
        findings = doctor.verify(vault)
    sound = all(finding.ok for finding in findings)
    return Answer(
        [f"{'good' if finding.ok else 'BAD '}  {finding.sentence}" for finding in findings],
        {"ok": sound, "checks": [vars(finding) for finding in findings]},
        0 if sound else UNSOUND,
    )


def make_backup(arguments: argparse.Namespace) -> Answer:
    """Make and prove a backup: into a folder under a name that says when, or into a new .wwbackup file."""
    out: Path = arguments.out.absolute()
    if not out.is_dir() and (out.suffix != SUFFIX or out.exists()):
        raise WrongUse(f"A backup goes into a folder, or into a new file that ends in {SUFFIX}.")
    refuse_backup(out)
    with opened(arguments) as vault:
        facts = backup.make_backup(vault, out)
    return Answer(
        [
            f"Backup: {facts.path}",
            f"It was read back and compared: {facts.participants:,} people, {facts.size:,} bytes.",
        ],
        _backup_figures(facts),
    )


def bring_back(arguments: argparse.Namespace) -> Answer:
    """Bring a backup back as a vault of its own. The first unlocking checks all of it."""
    file: Path = arguments.file
    facts = backup.read_backup_facts(file)
    folder = in_place(arguments.to, lambda vaults: restore.restore(file, vaults, clock=Clock()))
    return Answer(
        [
            f"Vault: {folder}",
            f"As it was on {_moment(facts.made_at)}: {facts.participants:,} people.",
            "It is checked through and through when it is unlocked for the first time.",
        ],
        {"vault": str(folder), "from": _backup_figures(facts)},
    )


def demo_data(arguments: argparse.Namespace) -> Answer:
    """Put fictional people into a vault that holds no others."""
    with opened(arguments) as vault:
        if holds_real_people(vault):
            raise WrongUse("This vault holds people who are not made up.", "Make a new vault for trials.")
        made = make_fictional_people(vault, arguments.participants, told=_tell_progress(arguments.participants))
        total = _rows(vault)["participant"]
    return Answer(
        [f"{made.participants:,} fictional people were made, with {made.rows:,} rows. The vault holds {total:,}."],
        {"made": made.participants, "rows": made.rows, "participants": total},
    )


def _sheet_text(vault: Vault, sheet: access.RecoverySheet) -> bytes:
    day = vault.clock.today()
    lines = [
        "WorkWell recovery sheet",
        "",
        f"Coach: {vault.coach}",
        f"Made on: {day.day} {day:%B %Y}",
        f"Vault: {vault.vault_id}",
        "",
        " ".join(sheet.groups),
        "",
        "Whoever holds this sheet can open the vault. Keep it in a locked place, away from the PC.",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _rows(vault: Vault) -> dict[str, int]:
    with vault.reading() as session:
        driver = session.connection().connection.driver_connection
        return backup.count_rows(driver)


def _backup_figures(facts: backup.BackupFacts) -> dict[str, object]:
    return {
        "path": str(facts.path),
        "vault_id": facts.vault_id,
        "made_at": facts.made_at.isoformat(),
        "proved_at": facts.proved_at.isoformat(),
        "participants": facts.participants,
        "rows": dict(facts.counts),
        "events": facts.events,
        "bytes": facts.size,
    }


def _tell_progress(number: int) -> Callable[[int], None]:
    def tell(made: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{made:,} of {number:,}" + "\n" * (made == number))

    return tell


def _moment(when: datetime) -> str:
    here = when.astimezone()
    return f"{here.day} {here:%B %Y} at {here:%H:%M}"
