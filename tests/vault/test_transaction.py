"""One write is kept whole or not at all; readers see one picture and change nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tests.vaults import FakeTime, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import DatabaseDamaged, NotKept
from workwell_desktop.models.base import UtcDateTime
from workwell_desktop.models.members import Member, VaultSecret
from workwell_desktop.vault.store import Transaction, Vault


def secrets(vault: Vault) -> set[str]:
    with vault.reading() as session:
        return set(session.execute(sa.select(VaultSecret.name)).scalars())


def add_secret(transaction: Transaction, name: str, size: int = 4) -> None:
    transaction.session.add(VaultSecret(name=name, value=b"x" * size))
    transaction.session.flush()


def failing(vault: Vault, deed: Callable[[Transaction], None]) -> None:
    """Do something in a transaction that then fails."""
    with vault.transaction() as transaction:
        deed(transaction)
        raise ZeroDivisionError


def test_rows_are_undone(open_vault: Vault) -> None:
    with pytest.raises(ZeroDivisionError):
        failing(open_vault, lambda transaction: add_secret(transaction, "gone"))
    assert "gone" not in secrets(open_vault)


def test_a_released_savepoint_is_undone_too(open_vault: Vault) -> None:
    def with_savepoint(transaction: Transaction) -> None:
        with transaction.session.begin_nested():
            add_secret(transaction, "inner")

    with pytest.raises(ZeroDivisionError):
        failing(open_vault, with_savepoint)
    assert "inner" not in secrets(open_vault)


def test_a_failed_savepoint_leaves_the_rest(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        add_secret(transaction, "outer")
        with pytest.raises(IntegrityError), transaction.session.begin_nested():
            transaction.session.execute(sa.insert(VaultSecret).values(name="outer", value=b""))
    assert "outer" in secrets(open_vault)


def test_a_new_table_is_undone_too(open_vault: Vault) -> None:
    with pytest.raises(ZeroDivisionError):
        failing(open_vault, lambda t: t.session.execute(sa.text("CREATE TABLE passing (id INTEGER)")) and None)
    with open_vault.reading() as session:
        assert session.execute(sa.text("SELECT name FROM sqlite_schema WHERE name = 'passing'")).first() is None


def test_rows_are_stamped_with_who_and_when(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    with vault.transaction() as transaction:
        member = Member(name="Alex Example", role="coach")
        transaction.session.add(member)
        transaction.session.flush()
        made, number = transaction.now, member.id
    time.go(minutes=3)
    with vault.transaction() as transaction:
        member = transaction.session.get_one(Member, number)
        member.name = "Alex E. Example"
        changed = transaction.now
    with vault.reading() as session:
        member = session.get_one(Member, number)
        assert (member.created_at, member.updated_at) == (made, changed)
        assert (member.created_by, member.updated_by) == (1, 1)
        assert member.created_at.tzinfo is UTC
    vault.close()


def test_a_row_that_was_only_looked_at_keeps_its_stamps(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    with vault.transaction() as transaction:
        member = transaction.session.get_one(Member, 1)
        before = member.updated_at
        member.name = str(member.name)
    with vault.reading() as session:
        assert session.get_one(Member, 1).updated_at == before
    vault.close()


def test_now_stands_still_within_a_transaction(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    with vault.transaction() as transaction:
        before = transaction.now
        time.go(hours=1)
        assert transaction.now == before
        assert transaction.member_id == vault.member_id
    vault.close()


def test_a_transaction_inside_a_transaction_is_a_bug(open_vault: Vault) -> None:
    with open_vault.transaction(), pytest.raises(RuntimeError, match="already under way"):
        open_vault.transaction().__enter__()
    with open_vault.transaction() as transaction:
        add_secret(transaction, "after")
    assert "after" in secrets(open_vault)


def test_many_threads_write_one_after_the_other(open_vault: Vault) -> None:
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                with open_vault.transaction() as transaction:
                    transaction.session.execute(sa.select(sa.func.count()).select_from(VaultSecret)).scalar()
                    add_secret(transaction, f"{number}/{turn}")
                    transaction.record("trial", "vault", number)
        except BaseException as problem:  # noqa: BLE001 - whatever it was, the test must hear of it
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(secrets(open_vault) - {"audit_mac", "sheet_check"}) == 40


def test_a_reader_sees_one_picture_and_does_not_wait(open_vault: Vault) -> None:
    with open_vault.reading() as session:
        count = sa.select(sa.func.count()).select_from(VaultSecret)
        before = session.execute(count).scalar_one()
        with open_vault.transaction() as transaction:
            add_secret(transaction, "meanwhile")
        assert session.execute(count).scalar_one() == before
    assert "meanwhile" in secrets(open_vault)


def test_a_reader_reads_while_a_transaction_is_open(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        add_secret(transaction, "not yet")
        assert "not yet" not in secrets(open_vault)


@pytest.mark.parametrize(
    "write",
    [
        lambda s: s.execute(sa.text("DELETE FROM vault_secret")),
        lambda s: s.execute(sa.text("CREATE TABLE passing (id INTEGER)")),
        lambda s: s.execute(sa.insert(VaultSecret).values(name="x", value=b"")),
    ],
)
def test_writing_through_a_reader_fails(open_vault: Vault, write: Callable[[Session], object]) -> None:
    with pytest.raises(OperationalError, match="readonly"), open_vault.reading() as session:
        write(session)
    assert "audit_mac" in secrets(open_vault)


def added_by_a_reader(vault: Vault) -> None:
    with vault.reading() as session:
        session.add(VaultSecret(name="lost", value=b""))


def test_an_object_added_to_a_reader_is_not_lost_silently(open_vault: Vault) -> None:
    with pytest.raises(RuntimeError, match="reading session"):
        added_by_a_reader(open_vault)


def test_a_closed_vault_does_nothing_more(open_vault: Vault) -> None:
    open_vault.close()
    open_vault.close()
    with pytest.raises(RuntimeError, match="closed"):
        open_vault.transaction().__enter__()
    with pytest.raises(RuntimeError, match="closed"):
        open_vault.reading().__enter__()
    with pytest.raises(RuntimeError, match="closed"):
        _ = open_vault.opened


def test_a_transaction_that_ended_cannot_be_used(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        pass
    with pytest.raises(sa.exc.InvalidRequestError):
        transaction.session.execute(sa.text("SELECT 1"))
    with pytest.raises(sa.exc.InvalidRequestError):
        transaction.record("late", "vault", 1)


def test_opening_and_closing_leaves_no_file_open(template: Template, vault_folder: Path) -> None:
    def cycle() -> int:
        vault = template.open(vault_folder, Clock())
        with vault.transaction() as transaction:
            add_secret(transaction, vault.clock.new_uid())
        with vault.reading() as session, vault.reading() as other:
            session.execute(sa.text("SELECT 1"))
            other.execute(sa.text("SELECT 1"))
        vault.close()
        return len(list(Path("/proc/self/fd").iterdir()))

    # The header on the disk moves on; the template's keys go on fitting, as after a crash.
    counts = [cycle() for _ in range(10)]
    assert counts[-1] <= counts[1]


def test_closing_leaves_one_file_without_a_log(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        add_secret(transaction, "kept")
    open_vault.close()
    log = open_vault.database.with_name("vault-0001.db-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_the_anchor_follows_every_five_minutes(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    before = vault.header.anchor.seq
    for minutes, moved in ((4, 0), (2, 2), (1, 2)):
        time.go(minutes=minutes)
        with vault.transaction() as transaction:
            transaction.record("trial", "vault", 1)
        assert vault.header.anchor.seq == before + moved
    vault.close()
    assert vault.header.anchor.seq == before + 3


def test_an_error_carries_no_value(open_vault: Vault) -> None:
    words = "sore back and low mood"
    with pytest.raises(IntegrityError) as caught, open_vault.transaction() as transaction:
        transaction.session.execute(sa.insert(VaultSecret), [{"name": words, "value": b""}] * 2)
    assert words not in str(caught.value)
    assert words not in repr(vars(caught.value))


# --- a full disk ---------------------------------------------------------------------------------------------------


def cap(vault: Vault, pages_more: int) -> None:
    """Let the database grow by only so many pages from now on, as on a full disk."""
    with vault._open_inside().writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + pages_more}")


def add_two(transaction: Transaction) -> None:
    add_secret(transaction, "small")
    add_secret(transaction, "big", 100_000)


def test_a_full_database_keeps_what_was_there_and_says_not_saved_yet(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        add_secret(transaction, "before")
    cap(open_vault, 3)
    with pytest.raises(NotKept, match="Not saved yet"), open_vault.transaction() as transaction:
        add_two(transaction)
    assert {"before", "small", "big"} & secrets(open_vault) == {"before"}
    cap(open_vault, 1000)
    with open_vault.transaction() as transaction:
        add_secret(transaction, "after", 100_000)
    assert {"before", "after"} <= secrets(open_vault)


def test_a_page_damaged_meanwhile(template: Template, vault_folder: Path) -> None:
    vault = template.open(vault_folder, Clock())
    with vault.transaction() as transaction:
        for number in range(200):
            add_secret(transaction, f"filler {number:03}", 3000)
    vault.close()
    vault = template.open(vault_folder, Clock())
    with vault.database.open("r+b") as file:
        size = file.seek(0, 2)
        for at in range(size - 150 * 4096, size, 4096):
            file.seek(at + 2000)
            file.write(b"damage")
    everything = sa.select(VaultSecret.value)
    with pytest.raises(DatabaseDamaged), vault.reading() as session:
        session.execute(everything).all()
    with pytest.raises(DatabaseDamaged), vault.transaction() as transaction:
        transaction.session.execute(everything).all()
    assert "audit_mac" in secrets(vault)  # what is not damaged can still be read, on fresh connections
    vault.close()


# --- moments -------------------------------------------------------------------------------------------------------


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 29, 1, 30), sa.engine.default.DefaultDialect())  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("hours", [-12, 0, 1, 14])
def test_a_moment_comes_back_in_utc(hours: int) -> None:
    moment = datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=hours)))
    kind, dialect = UtcDateTime(), sa.engine.default.DefaultDialect()
    back = kind.process_result_value(kind.process_bind_param(moment, dialect), dialect)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC
