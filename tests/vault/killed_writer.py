"""A coach's saves, killed at any moment: run by ``test_faults.py`` as a program of its own.

``python -m tests.vault.killed_writer FOLDER KILLS`` with the vault's keys on standard input. Each round forks a
writer that saves and acknowledges, kills it with SIGKILL after 3 to 40 ms, opens the vault again and compares.
Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from tests.vaults import keys_from_text
from workwell_desktop.clock import Clock
from workwell_desktop.models.members import VaultSecret
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.doctor import check_database
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import open_with_key
from workwell_desktop.vault.versions import add_version

WIDTH = 8  # acknowledgements are of one width, so that a cut one cannot be mistaken for another


def write_for_ever(folder: Path, keys: str, acknowledge: int) -> None:
    """Save a row, a version and its event together, and say so once they are kept."""
    vault = open_with_key(folder, keys_from_text(folder, keys), clock=Clock())
    with vault.reading() as session:
        number = session.execute(sa.text("SELECT count(*) FROM record_version")).scalar_one()
    while True:
        number += 1
        with vault.transaction() as transaction:
            transaction.session.add(VaultSecret(name=f"saved {number}", value=os.urandom(3000)))
            add_version(
                transaction, "plan", number, {"number": number}, reason="", method="", signed_on=date(2026, 11, 5)
            )
        os.write(acknowledge, f"{number:{WIDTH}d}".encode())


def one_round(folder: Path, keys: str, seconds: float) -> tuple[int, bool]:
    """Let a writer save for so long and kill it. Return the last save it acknowledged, and whether a log was left."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        write_for_ever(folder, keys, write_end)
    os.close(write_end)
    acknowledged, end = b"", None
    while end is None or time.monotonic() < end:
        wait = 30.0 if end is None else max(0.0, end - time.monotonic())
        if select.select([read_end], [], [], wait)[0]:
            acknowledged += os.read(read_end, 65536) or b""
        end = end or time.monotonic() + seconds  # the time runs from the first save
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(read_end, 65536):
        acknowledged += more
    os.close(read_end)
    whole = len(acknowledged) // WIDTH * WIDTH
    log = folder / "vault-0001.db-wal"
    return int(acknowledged[whole - WIDTH : whole] or 0), log.exists() and log.stat().st_size > 0


def main() -> None:
    """Kill the writer so many times and report what was lost, damaged or half saved."""
    folder, kills, keys = Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.read()
    opened = keys_from_text(folder, keys)
    key, chance = derive_keys(opened.data_key).db, random.Random(7)  # noqa: S311 - moments to kill at, no secret
    lost = damaged = half = logs = saves = 0
    for number in range(1, kills + 1):
        last, log = one_round(folder, keys, chance.uniform(0.003, 0.040))
        logs += log
        with closing(connect(folder / "vault-0001.db", key)) as connection:
            saved = connection.execute("SELECT count(*) FROM vault_secret WHERE name LIKE 'saved %'").fetchone()[0]
            versions = connection.execute("SELECT count(*) FROM record_version").fetchone()[0]
            audit_mac = connection.execute("SELECT value FROM vault_secret WHERE name = 'audit_mac'").fetchone()[0]
        lost += saved < last
        half += saved != versions
        saves = saved
        if number % 20 == 0:
            findings = check_database(folder / "vault-0001.db", key, audit_mac, opened.header.anchor)
            damaged += sum(not finding.ok for finding in findings)
    report = {"kills": kills, "lost": lost, "half": half, "damaged": damaged, "logs": logs, "saves": saves}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
