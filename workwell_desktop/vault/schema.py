"""Which shape the tables have: read with plain SQL, changed with Alembic, and that only when a change is due.

Importing Alembic takes half a second, so the version is read without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from workwell_desktop.errors import DatabaseDamaged
from workwell_desktop.vault.connection import connect, database_damaged, explain
from workwell_desktop.vault.header import made_by_newer

HEAD = "0001"
"""The newest migration that this program knows. Migrations are numbered without gaps."""

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def version(connection: Any) -> str:
    """Return the schema's version ("0001") from a bare connection. Raises ``DatabaseDamaged`` when it has none."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlcipher.Error as problem:  # a missing table is damage too
        raise explain(problem) or database_damaged() from None
    if row is None or not str(row[0]).isdigit():
        raise database_damaged()
    return str(row[0])


def is_migration_due(connection: Any, copy_before: Path | None = None) -> bool:
    """Say whether the tables are older than this program.

    Raises ``NewerVersion`` when they are newer; it names ``copy_before``, with which this program can go on.
    """
    found = int(version(connection))
    if found > int(HEAD):
        raise made_by_newer(copy_before)
    return found < int(HEAD)


def migrate(path: Path, key: bytes, *, create: bool = False, target: str = "head") -> None:
    """Bring the tables to ``target`` in one transaction: all of it or nothing.

    With ``create`` a new database is made. Foreign keys are off while tables are rebuilt (a rebuild would else
    delete child rows) and checked as a whole before the commit. Make a proved copy first.
    """
    from alembic import command  # noqa: PLC0415 - half a second, and only when a migration is due
    from alembic.config import Config  # noqa: PLC0415 - the same

    raw = connect(path, key, mode="rwc" if create else "rw")
    engine = create_engine("sqlite+pysqlite:///vault", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")  # does nothing inside a transaction, so before it
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config = Config()
            config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            _check_references(connection)
            connection.commit()
    except Exception as problem:
        explained = explain(problem)
        if explained is None:
            raise
        raise explained from None  # the database's own words add nothing that helps
    finally:
        engine.dispose()
        raw.close()


def _check_references(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DatabaseDamaged(
            "The vault could not be brought up to date: some of its records point to nothing.",
            "Nothing was changed. Restore the newest backup.",
        )
