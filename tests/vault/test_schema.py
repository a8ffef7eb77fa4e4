"""The tables: what the first migration makes, how the next ones run, and what happens when they cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import StaticPool

from tests.tools.write_first_migration import TARGET, all_models, hand_kept, migration_text
from tests.vaults import Template, keys_as_text
from workwell_desktop.clock import Clock
from workwell_desktop.errors import DatabaseDamaged, NewerVersion, NotKept
from workwell_desktop.vault import backup, schema
from workwell_desktop.vault.backup import read_backup_facts
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.restore import restore
from workwell_desktop.vault.shelf import newest_before_update, thin_backups
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "run: python -m tests.tools.write_first_migration"


def key_of(template: Template) -> bytes:
    return derive_keys(template.opened.data_key).db


# --- the first migration -------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_models(vault_folder: Path, template: Template) -> None:
    raw = connect(vault_folder / "vault-0001.db", key_of(template))
    engine = sa.create_engine("sqlite+pysqlite:///vault", creator=lambda: raw, poolclass=StaticPool)
    metadata = all_models()

    def ours(_object: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
        return not (kind == "table" and reflected and name not in metadata.tables)  # search tables are not models

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == [], AGAIN
    engine.dispose()
    raw.close()


def test_search_tables_and_triggers_are_there(vault_folder: Path, template: Template) -> None:
    with closing(connect(vault_folder / "vault-0001.db", key_of(template))) as connection:
        there = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    missing = [statement for statement in hand_kept() if statement not in there and not statement.startswith("INSERT")]
    assert missing == [], AGAIN


def test_the_file_is_what_the_tool_writes() -> None:
    """Until the first release 0001 follows the models; afterwards this test goes and 0001 stays."""
    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"],
        input=migration_text(), capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip
    assert TARGET.read_text("utf-8") == formatted, AGAIN


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(TARGET.parent.parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == schema.HEAD
    assert len(script.get_heads()) == 1


def test_migrations_import_nothing_of_ours() -> None:
    for file in TARGET.parent.glob("*.py"):
        assert "workwell_desktop" not in file.read_text("utf-8").replace("tests.tools", "")


def test_opening_does_not_import_alembic(vault_folder: Path, template: Template) -> None:
    code = """
import sys
from pathlib import Path
from tests.vaults import keys_from_text
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import open_with_key
folder = Path(sys.argv[1])
open_with_key(folder, keys_from_text(folder, sys.stdin.read()), clock=Clock()).close()
slow = {"alembic", "keyring", "argon2", "zxcvbn", "reportlab", "PySide6"} & set(sys.modules)
assert not slow, slow
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(vault_folder)],
        input=keys_as_text(template.opened), text=True, capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# --- the next one --------------------------------------------------------------------------------------------------

SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("vault_member") as table:
        table.add_column(sa.Column("telephone", sa.String()))
        table.alter_column("role", existing_type=sa.String(), nullable=True)
    {more}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the program one that knows a second migration, which does ``more``."""

    def make(more: str = "") -> None:
        scripts = Path(shutil.copytree(TARGET.parent.parent, tmp_path / "migrations"))
        (scripts / "versions" / "0002_next.py").write_text(SECOND.format(more=more))
        monkeypatch.setattr(schema, "_SCRIPTS", scripts)
        monkeypatch.setattr(schema, "HEAD", "0002")

    return make


def members_and_keys(folder: Path, template: Template) -> tuple[str, int, int]:
    with closing(connect(folder / "vault-0001.db", key_of(template))) as connection:
        return (
            schema.version(connection),
            connection.execute("SELECT count(*) FROM vault_member").fetchone()[0],
            connection.execute("SELECT count(*) FROM vault_member_key").fetchone()[0],
        )


def test_an_older_vault_is_backed_up_and_brought_up_to_date(
    vault_folder: Path, template: Template, next_version: Callable[[str], None]
) -> None:
    next_version("")
    vault = template.open(vault_folder, Clock())
    vault.close()
    # A rebuilt table must not take its child rows with it.
    assert members_and_keys(vault_folder, template) == ("0002", 1, 2)
    (file,) = (vault_folder / "backups").glob("*.wwbackup")
    assert read_backup_facts(file).counts["vault_member_key"] == 2
    with closing(connect(vault_folder / "vault-0001.db", key_of(template))) as connection:
        assert connection.execute("SELECT telephone FROM vault_member").fetchall() == [(None,)]
    template.open(vault_folder, Clock()).close()
    assert len(list((vault_folder / "backups").iterdir())) == 1  # not again


def test_a_migration_that_fails_changes_nothing(
    vault_folder: Path, template: Template, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version("op.create_table('passing', sa.Column('id', sa.Integer())); raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        template.open(vault_folder, Clock())
    monkeypatch.undo()
    assert members_and_keys(vault_folder, template) == ("0001", 1, 2)
    template.open(vault_folder, Clock()).close()


def test_a_migration_that_leaves_loose_ends_changes_nothing(
    vault_folder: Path, template: Template, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version("op.execute('DELETE FROM vault_member')")
    with pytest.raises(DatabaseDamaged, match="point to nothing"):
        template.open(vault_folder, Clock())
    monkeypatch.undo()
    assert members_and_keys(vault_folder, template) == ("0001", 1, 2)


def test_without_a_backup_there_is_no_migration(
    vault_folder: Path, template: Template, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version("")
    monkeypatch.setattr(backup, "SPARE_BYTES", 1 << 60)
    with pytest.raises(NotKept, match="not enough room"):
        template.open(vault_folder, Clock())
    assert members_and_keys(vault_folder, template)[0] == "0001"


def test_a_newer_vault_is_refused_and_not_touched(vault_folder: Path, template: Template) -> None:
    database = vault_folder / "vault-0001.db"
    with closing(connect(database, key_of(template))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0417'")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = database.read_bytes()
    with pytest.raises(NewerVersion) as caught:
        template.open(vault_folder, Clock())
    assert str(caught.value) == "This file was made by a newer WorkWell. Update this PC first. Nothing was changed."
    assert database.read_bytes() == before


def test_the_program_of_before_says_where_the_copy_lies_and_goes_on_with_it(
    vault_folder: Path, template: Template, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    next_version("")
    template.open(vault_folder, Clock()).close()
    monkeypatch.undo()  # the earlier package is put in again
    (copy,) = (vault_folder / "backups").glob("before-update-0001-*.wwbackup")
    with pytest.raises(NewerVersion, match="choose this copy from before it") as caught:
        template.open(vault_folder, Clock())
    assert str(copy) in caught.value.next_step
    again = restore(copy, tmp_path / "again", clock=Clock())
    assert members_and_keys(again, template) == ("0001", 1, 2)
    template.open(again, Clock()).close()


def test_the_program_of_before_is_shown_the_newest_copy_that_it_can_open(tmp_path: Path) -> None:
    names = ("0001-20260101T090000Z-g000001", "0002-20260301T090000Z-g000005", "0001-20260201T090000Z-g000003")
    first, second, again = (tmp_path / f"before-update-{name}.wwbackup" for name in names)
    for file in (first, second, again, tmp_path / "before-update-notes.wwbackup"):
        file.touch()
    assert newest_before_update(tmp_path, "0001") == again
    assert newest_before_update(tmp_path, "0003") == second
    assert newest_before_update(tmp_path / "nowhere", "0001") is None


def test_the_newest_copy_from_before_each_update_stays_for_90_days(tmp_path: Path) -> None:
    names = ("0001-20260101T090000Z-g000001", "0001-20260301T090000Z-g000003", "0002-20260401T090000Z-g000005")
    made = [tmp_path / f"before-update-{name}.wwbackup" for name in names]
    for file in [*made, tmp_path / "20260402T090000Z-g000006.wwbackup"]:
        file.touch()
    assert thin_backups(tmp_path, datetime(2026, 5, 1, tzinfo=UTC)) == made[:1]
    assert thin_backups(tmp_path, datetime(2026, 6, 15, tzinfo=UTC)) == made[1:2]
    assert thin_backups(tmp_path, datetime(2026, 8, 1, tzinfo=UTC)) == made[2:]
    assert len(list(tmp_path.iterdir())) == 1, "the newest of the plain ones always stays"


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM alembic_version", "DROP TABLE alembic_version", "UPDATE alembic_version SET version_num = 'abc'"],
)
def test_a_vault_without_a_version_is_damaged(vault_folder: Path, template: Template, statement: str) -> None:
    with closing(connect(vault_folder / "vault-0001.db", key_of(template))) as connection:
        connection.execute(statement)
    with pytest.raises(DatabaseDamaged):
        template.open(vault_folder, Clock())


# --- the connection ------------------------------------------------------------------------------------------------

SETTINGS = {
    "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000,
    "mmap_size": 0, "trusted_schema": 0, "cell_size_check": 1, "journal_size_limit": 4194304,
    "locking_mode": "normal", "temp_store": 0,
}  # fmt: skip


def setting(connection: sa.Connection, name: str) -> object:
    row = connection.exec_driver_sql(f"PRAGMA {name}").first()
    return row[0] if row is not None else 0  # a build without mmap has nothing to say of its size


@pytest.mark.parametrize(("kind", "cache", "query_only"), [("writer", -8192, 0), ("reader", -8192, 1)])
def test_every_connection_has_every_safeguard(open_vault: Vault, kind: str, cache: int, query_only: int) -> None:
    with getattr(open_vault._open_inside(), kind).connect() as connection:
        assert {name: setting(connection, name) for name in SETTINGS} == SETTINGS
        assert (setting(connection, "cache_size"), setting(connection, "query_only")) == (cache, query_only)
        assert str(setting(connection, "cipher_version")).startswith("4.")
        version = tuple(
            int(part) for part in connection.exec_driver_sql("SELECT sqlite_version()").scalar_one().split(".")
        )
        assert version >= (3, 51, 3)  # the log-reset fault of 3.7.0 to 3.51.2 could damage a database


def test_a_driver_that_does_not_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from workwell_desktop.vault import connection

    monkeypatch.setattr(connection, "sqlcipher", sqlite3)
    with pytest.raises(RuntimeError, match="does not encrypt"):
        connect(tmp_path / "plain.db", bytes(32), mode="rwc")
    assert (tmp_path / "plain.db").read_bytes() == b""


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48])
def test_a_key_of_another_length_is_refused(vault_folder: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(vault_folder / "vault-0001.db", bytes(length))
    with pytest.raises(ValueError, match="32 bytes"):
        derive_keys(bytes(length))


def test_a_wrong_key_is_damage_without_a_word_on_stderr(vault_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatabaseDamaged):
        connect(vault_folder / "vault-0001.db", bytes(32))
    assert capfd.readouterr() == ("", "")


def test_no_plain_text_reaches_the_disk(open_vault: Vault) -> None:
    word = "zzcanaryzz"
    with open_vault.transaction() as transaction:
        transaction.session.execute(sa.text("CREATE TABLE trial (words TEXT)"))
        transaction.session.execute(
            sa.text("INSERT INTO trial VALUES (:w)"), [{"w": f"{word} {n}"} for n in range(2000)]
        )
        transaction.session.execute(sa.text("CREATE INDEX trial_words ON trial (words)"))
        transaction.session.execute(sa.text("SELECT words FROM trial ORDER BY words DESC")).all()
    found = [
        file.name
        for file in open_vault.folder.rglob("*")
        if file.is_file() and (word.encode() in file.read_bytes() or word.encode("utf-16-le") in file.read_bytes())
    ]
    assert found == []
