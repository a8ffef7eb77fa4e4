"""One way to open the database: encrypted, WAL, every commit on the disk before it is called kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from workwell_desktop.errors import DatabaseDamaged, NotKept, VaultMissing, VaultProblem

APPLICATION_ID = 0x57574B31  # "WWK1": says that a database is one of ours, also before its tables are read
PAGE_BYTES = 4096
BULK_CACHE_KIB = 65536  # for many thousand rows at once; kept warm, it would be a quarter of the program's memory
WRITER_CACHE_KIB = 8192  # a day's savings touch less
READER_CACHE_KIB = 8192
_PLAIN = b"SQLite format 3\x00"
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_BAD = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def examine(path: Path) -> None:
    """Look at a database file before it is opened.

    Raises ``VaultMissing`` when it is not there, ``DatabaseDamaged`` when it is empty (a zero-length file would
    open as a new, empty database with any key), cut off, or not encrypted.
    """
    try:
        with path.open("rb") as file:
            start = file.read(PAGE_BYTES)
    except FileNotFoundError as problem:
        raise VaultMissing(
            "The vault's database is not there any more.", "Restore the newest backup, or put the file back."
        ) from problem
    except OSError as problem:
        raise VaultMissing("The vault's database cannot be read.", "Check that its folder belongs to you.") from problem
    if len(start) < PAGE_BYTES or start.startswith(_PLAIN):
        raise database_damaged()


def connect(path: Path, key: bytes, *, mode: str = "rw", cache_kib: int = READER_CACHE_KIB) -> Any:
    """Open the database and return a bare connection, in autocommit, with every safeguard set.

    ``key`` is the raw key of 32 bytes; ``mode`` is ``rw``, ``ro`` or, to make a new database, ``rwc``. Read-only
    connections leave the journal as it is. Raises ``DatabaseDamaged`` when the key does not fit or the file is bad.
    """
    if len(key) != 32:
        raise ValueError("a database key has 32 bytes")  # a shorter one would be taken as a passphrase
    if mode == "rwc":
        _make_private_file(path)
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlcipher.connect(uri, uri=True, timeout=5, check_same_thread=False, isolation_level=None)
    try:
        _set_up(connection, key, mode, cache_kib)
    except BaseException as problem:
        connection.close()
        explained = explain(problem)
        if explained is None:
            raise
        raise explained from None  # the cause would say nothing more
    return connection


def _set_up(connection: Any, key: bytes, mode: str, cache_kib: int) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # else SQLCipher writes to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("this SQLite does not encrypt")
    settings = ["trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "locking_mode = NORMAL"]
    if mode != "ro":
        settings += ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "journal_size_limit = 4194304"]
    settings += ["foreign_keys = ON", f"cache_size = -{cache_kib}", "busy_timeout = 5000"]
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
    if mode == "rwc":
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise database_damaged()


def blank(path: Path, key: bytes) -> Any:
    """Make a new, empty, encrypted database for the backup call to copy into, and return a bare connection to it."""
    _make_private_file(path)
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _make_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read; the files that SQLite lays beside it take after it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def opened(path: Path, key: bytes, *, mode: str = "rw") -> Iterator[Any]:
    """Hand out a fresh bare connection and close it: each check has its own, since one bad page poisons it."""
    with closing(connect(path, key, mode=mode)) as connection:
        yield connection


def writer_engine(path: Path, key: bytes) -> Engine:
    """Return the engine that writes: one connection, transactions that hold the write lock from their first line."""

    def create() -> Any:
        return connect(path, key, cache_kib=WRITER_CACHE_KIB)

    return _engine(create, "BEGIN IMMEDIATE", kept=1, spare=0)


def reader_engine(path: Path, key: bytes) -> Engine:
    """Return the engine that reads, each transaction on one unchanging picture. Whatever tries to write fails."""

    def create() -> Any:
        connection = connect(path, key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    return _engine(create, "BEGIN", kept=2, spare=1)


def _engine(create: Callable[[], Any], begin: str, *, kept: int, spare: int) -> Engine:
    # hide_parameters: an error from the database never carries a participant's words.
    engine = create_engine(
        "sqlite+pysqlite:///vault", module=sqlcipher, creator=create, pool_size=kept, max_overflow=spare,
        hide_parameters=True,
    )  # fmt: skip

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", start)
    return engine


def explain(problem: BaseException) -> VaultProblem | None:
    """Return the plain error that stands for a database's error, or None where there is none: then it is a bug."""
    if isinstance(problem, DBAPIError):
        problem.params = None  # what was to be written: a participant's words must not travel with an error
    inner = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(inner, VaultProblem):
        return inner
    code = getattr(inner, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return not_kept()
    if code == sqlite3.SQLITE_BUSY:
        return NotKept("Not saved yet: the vault is busy.", "Wait a moment, then save again.")
    if code in _BAD:
        return database_damaged()
    return None


@contextmanager
def explaining() -> Iterator[None]:
    """Turn an error of the database inside the block into the plain one that stands for it. A bug passes as it is."""
    try:
        yield
    except Exception as problem:
        explained = explain(problem)
        if explained is None or explained is problem:
            raise
        raise explained from None  # the database's own words add nothing that helps


def not_kept() -> NotKept:
    """Return the error that says nothing was written because the disk is full or refuses."""
    return NotKept("Not saved yet: this PC's disk is full, or does not let WorkWell write.",
                   "Make some room, then save again. What you typed is still here.")  # fmt: skip


def database_damaged() -> DatabaseDamaged:
    """Return the error that says the database cannot be read."""
    return DatabaseDamaged(
        "The vault's database is damaged.", "Restore the newest backup. The damaged vault stays where it is."
    )
