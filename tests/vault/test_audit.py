"""The record of what was done: it only grows, and what was changed, put back or forged is noticed."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import IntegrityError

from tests.vaults import Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import VaultProblem
from workwell_desktop.models.audit import AuditEvent, RecordVersion
from workwell_desktop.vault import audit
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.doctor import check_database, verify
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault
from workwell_desktop.vault.versions import add_version

PAGE = 4096


def failed(vault: Vault) -> list[str]:
    return [finding.check for finding in verify(vault) if not finding.ok]


def work(vault: Vault, times: int) -> None:
    """Sign versions and record events, as a coach's day does."""
    for turn in range(times):
        with vault.transaction() as transaction:
            number = add_version(
                transaction, "plan", 1, {"goal": f"goal {turn}", "on": date(2026, 11, 5)},
                reason="changed", method="said so in the meeting", signed_on=date(2026, 11, 5),
            )  # fmt: skip
            transaction.record("viewed", "plan", 1, {"number": number})


def bare(vault: Vault) -> Any:
    """A bare connection without our triggers' protection, as somebody with the key and a tool would have."""
    connection = connect(vault.database, derive_keys(vault.opened.data_key).db)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def test_an_event_holds_who_when_and_what(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        transaction.record("printed", "letter", 9, {"to": "employer"})
        moment = transaction.now
    with open_vault.reading() as session:
        event = session.execute(sa.select(AuditEvent).order_by(AuditEvent.seq.desc())).scalars().first()
        assert event is not None
        assert (event.action, event.entity, event.entity_id, event.member_id) == ("printed", "letter", 9, 1)
        assert event.utc == moment
        expected = hashlib.sha256(json.dumps({"to": "employer"}, separators=(",", ":")).encode()).digest()
        assert event.detail_hash == expected
        offset = moment.astimezone().utcoffset()
        assert offset is not None
        assert event.utc_offset_minutes == offset.total_seconds() // 60


def test_the_chain_and_the_signatures_hold(open_vault: Vault) -> None:
    work(open_vault, 5)
    assert failed(open_vault) == []


@pytest.mark.parametrize("table", [AuditEvent, RecordVersion])
def test_nothing_is_changed_or_deleted(open_vault: Vault, table: Any) -> None:
    work(open_vault, 1)
    name = table.__tablename__
    statements: list[Any] = [sa.update(table).values(entity="x"), sa.delete(table)]
    columns = [column.name for column in table.__table__.columns]
    statements.append(
        sa.insert(table).prefix_with("OR REPLACE").from_select(columns, sa.select(table.__table__).limit(1))
    )
    for statement in statements:
        with pytest.raises(IntegrityError, match=f"{name} only grows"), open_vault.transaction() as transaction:
            transaction.session.execute(statement)
    assert failed(open_vault) == []


def test_an_event_cannot_jump_the_queue(open_vault: Vault) -> None:
    others = [column for column in AuditEvent.__table__.columns if column.name != "seq"]
    jump = sa.select(sa.literal(999), *others).limit(1)
    statement = sa.insert(AuditEvent).from_select(["seq", *(column.name for column in others)], jump)
    with pytest.raises(IntegrityError, match="only grows"), open_vault.transaction() as transaction:
        transaction.session.execute(statement)


def edit(table: str, change: str) -> str:
    return f"UPDATE {table} SET {change}"  # noqa: S608 - words of this module alone


EVENT, VERSION = "audit_event", "record_version"
OF_NOTHING = "content = '{}', content_sha256 = X'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"
TAMPERING: dict[str, tuple[str, list[str]]] = {
    "an event reworded": ("record", [edit(EVENT, "action = 'looked at' WHERE seq = 3")]),
    "an event given to another coach": ("record", [edit(EVENT, "member_id = 2 WHERE seq = 3")]),
    "an event moved in time": ("record", [edit(EVENT, "utc = '2020-01-01 00:00:00.000000' WHERE seq = 3")]),
    "an event deleted": ("record", ["DELETE FROM audit_event WHERE seq = 3"]),
    "the first event deleted": ("record", ["DELETE FROM audit_event WHERE seq = 1"]),
    "the last event deleted": ("record", ["DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)"]),
    "two events swapped": (
        "record",
        [
            edit(EVENT, "seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4)"),
            edit(EVENT, "seq = -seq WHERE seq < 0"),
        ],
    ),
    "a signature taken off": ("record", [edit(EVENT, "sig = zeroblob(64) WHERE seq = 3")]),
    "another event's signature": (
        "record",
        [edit(EVENT, "sig = (SELECT sig FROM audit_event WHERE seq = 4) WHERE seq = 3")],
    ),
    "a version reworded": ("versions", [edit(VERSION, "content = '{}' WHERE number = 2")]),
    "a version reworded with its sum": ("versions", [edit(VERSION, f"{OF_NOTHING} WHERE number = 2")]),
    "a version deleted": ("versions", ["DELETE FROM record_version WHERE number = 5"]),
    "a version moved to another record": ("versions", [edit(VERSION, "entity_id = 2 WHERE number = 2")]),
    "a row that points to nothing": ("references", [edit(VERSION, "created_by = 77 WHERE number = 2")]),
}


@pytest.mark.parametrize("what", sorted(TAMPERING))
def test_tampering_with_a_tool_is_noticed(open_vault: Vault, what: str) -> None:
    work(open_vault, 5)
    open_vault.settle()
    check, statements = TAMPERING[what]
    with closing(bare(open_vault)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
    assert check in failed(open_vault)


def test_a_chain_rebuilt_by_somebody_with_the_key_still_lacks_the_signatures(open_vault: Vault) -> None:
    work(open_vault, 2)
    key = open_vault.signer.audit_mac
    with closing(bare(open_vault)) as connection:
        events = audit.tail(connection, 100)
        prev = events[1].mac
        for event in events[2:]:
            forged = replace(event, action="forged", prev=prev)
            prev = audit.chain_mac(key, forged)
            connection.execute(
                "UPDATE audit_event SET action = 'forged', prev = ?, mac = ? WHERE seq = ?",
                (forged.prev, prev, event.seq),
            )
        rebuilt = audit.tail(connection, 100)
        assert audit.first_break(rebuilt, key) is None
    assert "record" in failed(open_vault)


def test_another_coach_cannot_sign_as_this_one(open_vault: Vault) -> None:
    stranger = replace(open_vault.signer, key=Ed25519PrivateKey.generate())
    open_vault._inside = replace(open_vault._open_inside(), signer=stranger)
    work(open_vault, 1)
    assert failed(open_vault) == ["record"]


def logical(vault_folder: Path, template: Template) -> list[Any]:
    key = derive_keys(template.opened.data_key).db
    with closing(connect(vault_folder / "vault-0001.db", key)) as connection:
        events = connection.execute("SELECT * FROM audit_event ORDER BY seq").fetchall()
        return [events, connection.execute("SELECT * FROM record_version ORDER BY id").fetchall()]


def test_an_old_page_put_back_is_noticed(vault_folder: Path, template: Template, tmp_path: Path) -> None:
    """SQLCipher itself accepts an old copy of a page; the chain and the versions' sums do not."""
    vault = template.open(vault_folder, Clock())
    work(vault, 30)
    mac = vault.signer.audit_mac
    vault.close()
    database = vault_folder / "vault-0001.db"
    old = database.read_bytes()
    vault = template.open(vault_folder, Clock())
    work(vault, 10)
    anchor_vault = vault
    vault.close()
    new, truth = database.read_bytes(), logical(vault_folder, template)
    anchor, key = anchor_vault.header.anchor, derive_keys(template.opened.data_key).db
    pages = [at for at in range(0, len(old), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    noticed = 0
    for at in pages:
        database.write_bytes(new[:at] + old[at : at + PAGE] + new[at + PAGE :])
        for log in vault_folder.glob("*-wal"):
            log.unlink()
        bad = [finding.check for finding in check_database(database, key, mac, anchor) if not finding.ok]
        if "pages" not in bad and {"record", "versions"} & set(bad):
            noticed += 1
        if not bad:
            assert logical(vault_folder, template) == truth, at
    assert len(pages) >= 5
    assert noticed >= 2  # pages that SQLCipher's own check passed, and ours did not


def test_a_broken_chain_keeps_the_vault_shut(vault_folder: Path, template: Template) -> None:
    vault = template.open(vault_folder, Clock())
    work(vault, 2)
    with closing(bare(vault)) as connection:
        connection.execute("UPDATE audit_event SET action = 'x' WHERE seq = 2")
    vault.close()
    with pytest.raises(VaultProblem, match="record of what was done does not fit"):
        template.open(vault_folder, Clock())


def test_the_newest_thousand_are_checked_at_opening_and_all_of_them_by_the_doctor(
    vault_folder: Path, template: Template
) -> None:
    vault = template.open(vault_folder, Clock())
    with vault.transaction() as transaction:
        for number in range(audit.AT_OPEN + 100):
            transaction.record("trial", "vault", number)
    with closing(bare(vault)) as connection:
        connection.execute("UPDATE audit_event SET entity_id = -1 WHERE seq = 20")
    vault.close()
    vault = template.open(vault_folder, Clock())
    assert failed(vault) == ["record"]
    vault.close()


# --- versions ------------------------------------------------------------------------------------------------------


def test_versions_count_from_one_for_each_record(open_vault: Vault) -> None:
    def add(entity_id: int, reason: str = "") -> int:
        with open_vault.transaction() as transaction:
            return add_version(
                transaction, "plan", entity_id, {"a": 1}, reason=reason, method="", signed_on=date(2026, 1, 2)
            )

    assert (add(1), add(2), add(1, "a slip")) == (1, 1, 2)


def test_a_later_version_needs_its_reason(open_vault: Vault) -> None:
    def add() -> None:
        with open_vault.transaction() as transaction:
            add_version(transaction, "plan", 1, {"a": 1}, reason="", method="", signed_on=date(2026, 1, 2))

    add()
    with pytest.raises(ValueError, match="reason"):
        add()


def test_a_version_is_kept_as_canonical_text(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        content = {"b": "ŵ", "a": (1, None, True), "on": date(2026, 3, 29)}
        add_version(transaction, "plan", 1, content, reason="", method="m", signed_on=date(2026, 3, 29))
    with open_vault.reading() as session:
        version = session.execute(sa.select(RecordVersion)).scalar_one()
        assert version.content == '{"a":[1,null,true],"b":"\\u0175","on":"2026-03-29"}'
        assert version.content_sha256 == hashlib.sha256(version.content.encode()).digest()
