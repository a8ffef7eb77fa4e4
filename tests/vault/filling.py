"""What the tests of backups share."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa

from workwell_desktop.models.members import VaultSecret
from workwell_desktop.vault.store import Vault


def fill(vault: Vault, rows: int, size: int) -> None:
    with vault.transaction() as transaction:
        transaction.session.execute(
            sa.insert(VaultSecret), [{"name": f"filler {n:06}", "value": os.urandom(size)} for n in range(rows)]
        )
        transaction.record("filled", "vault", 1)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def rows(vault: Vault) -> int:
    with vault.reading() as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(VaultSecret)).scalar_one())
