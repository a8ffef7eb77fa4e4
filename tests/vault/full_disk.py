"""A disk that is really full: run by ``test_faults.py`` as a program of its own.

``python -m tests.vault.full_disk FOLDER LIMIT`` with the vault's keys on standard input. ``LIMIT`` caps the size of
any file this program writes (0: only the disk itself does). Saves until the vault says that it cannot, and prints
what was kept, one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

import sqlalchemy as sa

from tests.vaults import keys_from_text
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.models.members import VaultSecret
from workwell_desktop.vault.doctor import check_database
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault, open_with_key


def save(vault: Vault, number: int) -> None:
    """Save one row and its event."""
    with vault.transaction() as transaction:
        transaction.session.add(VaultSecret(name=f"saved {number}", value=os.urandom(20_000)))
        transaction.record("saved", "vault", number)


def main() -> None:
    """Fill the disk, close, open again, and compare."""
    folder, limit, keys = Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.read()
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    vault = open_with_key(folder, keys_from_text(folder, keys), clock=Clock())
    kept, sentence = 0, ""
    for number in range(1, 2000):
        try:
            save(vault, number)
        except NotKept as problem:
            sentence = problem.sentence
            break
        kept = number
    readable = _count(vault)
    vault.close()
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    opened = keys_from_text(folder, keys)
    again = open_with_key(folder, opened, clock=Clock())
    found, mac = _count(again), again.signer.audit_mac
    again.close()
    findings = check_database(folder / "vault-0001.db", derive_keys(opened.data_key).db, mac, opened.header.anchor)
    damaged = [finding.check for finding in findings if not finding.ok]
    report = {"kept": kept, "readable": readable, "found": found, "damaged": damaged, "sentence": sentence}
    sys.stdout.write(json.dumps(report))


def _count(vault: Vault) -> int:
    with vault.reading() as session:
        return int(session.execute(sa.text("SELECT count(*) FROM vault_secret WHERE name LIKE 'saved %'")).scalar_one())


if __name__ == "__main__":
    main()
