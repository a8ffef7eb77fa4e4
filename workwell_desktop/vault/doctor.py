"""The long checks of a vault: every page, every event, every version, the header and its copy.

Each check of the database has a connection of its own, because one bad page poisons the connection that met it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from workwell_desktop.errors import VaultProblem
from workwell_desktop.vault import audit
from workwell_desktop.vault.box import Vault
from workwell_desktop.vault.connection import opened
from workwell_desktop.vault.header import Anchor, Header, is_signed
from workwell_desktop.vault.header_file import live_headers
from workwell_desktop.vault.opened import public_keys
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.versions import (
    ACTION,
    AGREED_FIELDS,
    DECIDED,
    ISSUED,
    RELEASED,
    agreement_detail,
    paper_detail,
    version_detail,
)

_BATCH = 2000


@dataclass(frozen=True)
class Finding:
    """One check and what came of it. ``check`` is a word for programs, ``sentence`` one for people."""

    check: str
    ok: bool
    sentence: str


def verify(vault: Vault) -> tuple[Finding, ...]:
    """Check an open vault through and through. Slow (about a second for 100 MB); run beside the window."""
    keys = derive_keys(vault.opened.data_key)
    with opened(vault.database, keys.db) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the page check reads the main file only
    return (
        *check_database(vault.database, keys.db, vault.signer.audit_mac, vault.header.anchor),
        _check_headers(vault.folder, keys.header_mac),
    )


def check_database(
    path: Path, key: bytes, audit_mac: bytes, anchor: Anchor, *, mode: str = "rw"
) -> tuple[Finding, ...]:
    """Check a database file: pages, structure, references, the audit chain, versions, papers and agreements."""

    def with_connection(check: Callable[[Any], bool]) -> bool:
        try:
            with opened(path, key, mode=mode) as connection:
                return check(connection)
        except (VaultProblem, sqlcipher.Error):
            return False

    checks: tuple[tuple[str, str, str, Callable[[Any], bool]], ...] = (
        (
            "pages",
            "Every page is as it was written.",
            "Some pages of the database were changed or damaged.",
            pages_sound,
        ),
        ("structure", "The database is whole.", "The database is not whole.", structure_sound),
        ("references", "All records fit together.", "Some records point to nothing.", _references_sound),
        (
            "record",
            "The record of what was done is complete.",
            "The record of what was done has a gap or a change.",
            lambda connection: _chain_sound(connection, audit_mac, anchor),
        ),
        ("versions", "What was signed is unchanged.", "Something that was signed is not as it was.", _versions_sound),
        ("papers", "Every issued paper is as it was.", "An issued paper is not as it was.", _papers_sound),
        ("agreements", "What was agreed is unchanged.", "An agreement is not as it was.", _agreements_sound),
    )
    return tuple(
        Finding(name, ok, good if ok else bad) for name, good, bad, check in checks for ok in (with_connection(check),)
    )


def pages_sound(connection: Any) -> bool:
    """Check every page's seal. A finding is looked at twice, since a checkpoint may be writing that very page."""
    return any(not connection.execute("PRAGMA cipher_integrity_check").fetchall() for _ in range(2))


def structure_sound(connection: Any) -> bool:
    """Check the database's structure: this also notices a file that was cut off."""
    return bool(connection.execute("PRAGMA quick_check").fetchall() == [("ok",)])


def _references_sound(connection: Any) -> bool:
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _chain_sound(connection: Any, audit_mac: bytes, anchor: Anchor) -> bool:
    keys = public_keys(connection)
    connection.execute("BEGIN")  # one picture for all of it
    if not audit.at_anchor(connection, anchor):
        return False
    last: list[audit.Event] = []
    for batch in _batches(connection):
        if audit.first_break(chain(last, batch), audit_mac) is not None:
            return False
        if not last and (batch[0].seq != 1):
            return False
        if audit.first_forged(batch, lambda member: keys.get(member, ())) is not None:
            return False
        last = batch[-1:]
    return True


def _batches(connection: Any) -> Iterator[list[audit.Event]]:
    rows = connection.execute(
        f"SELECT {audit.COLUMNS} FROM audit_event ORDER BY seq"  # noqa: S608 - a constant of audit.py
    )
    while batch := [audit.from_row(row) for row in islice(rows, _BATCH)]:
        yield batch


def _versions_sound(connection: Any) -> bool:
    """Compare each version with the event of its signing, both ways: none changed, none put back, none gone."""
    connection.execute("BEGIN")
    signed: Counter[tuple[str, int, bytes]] = Counter(
        connection.execute("SELECT entity, entity_id, detail_hash FROM audit_event WHERE action = ?", (ACTION,))
    )
    kept: Counter[tuple[str, int, bytes]] = Counter()
    for entity, entity_id, number, content, stated in connection.execute(
        "SELECT entity, entity_id, number, content, content_sha256 FROM record_version"
    ):
        digest = hashlib.sha256(content.encode("utf-8")).digest()
        if digest != stated:
            return False
        kept[entity, entity_id, audit.detail_hash(version_detail(number, digest))] += 1
    return signed == kept


def _papers_sound(connection: Any) -> bool:
    """Compare each issued paper with the event of its issuing, both ways: none changed, none added, none gone."""
    connection.execute("BEGIN")
    kept: Counter[tuple[int, bytes]] = Counter()
    for paper, kind, reference, stated, pdf, words, said in connection.execute(
        "SELECT id, kind, reference, sha256, pdf, document, document_sha256 FROM paper"
    ):
        if hashlib.sha256(pdf).hexdigest() != stated:
            return False
        if bool(words) != bool(said) or (words and hashlib.sha256(words.encode("utf-8")).hexdigest() != said):
            return False
        kept[paper, audit.detail_hash(paper_detail(kind, reference, stated, said))] += 1
    return _sealed(connection, *ISSUED) == kept


def _agreements_sound(connection: Any) -> bool:
    """Compare the event of each agreement with its row: none changed, none gone."""
    connection.execute("BEGIN")
    fields = ", ".join(AGREED_FIELDS)
    for row_id, hashed in _sealed(connection, *DECIDED):
        row = connection.execute(f"SELECT {fields} FROM agreement WHERE id = ?", (row_id,)).fetchone()  # noqa: S608 - names from versions.py
        if row is None or audit.detail_hash(agreement_detail(dict(zip(AGREED_FIELDS, row, strict=True)))) != hashed:
            return False
    return True


def _sealed(connection: Any, action: str, entity: str) -> Counter[tuple[int, bytes]]:
    """Count what has to be there as its event says: everything sealed, without what was released since."""
    question = "SELECT entity_id, detail_hash FROM audit_event WHERE action = ? AND entity = ?"
    sealed: Counter[tuple[int, bytes]] = Counter(connection.execute(question, (action, entity)))
    return sealed - Counter(connection.execute(question, (RELEASED, entity)))


def _check_headers(folder: Path, mac_key: bytes) -> Finding:
    """Check that both the header and its copy read well and are authentic."""
    try:
        sound = {found.source for found in live_headers(folder) if _authentic(found.header, mac_key)}
    except VaultProblem:
        sound = set()
    if sound == {"header", "copy"}:
        return Finding("header", True, "The key file and its copy are sound.")
    if "header" in sound:
        return Finding("header", False, "The copy of the key file is damaged. The key file itself is sound.")
    return Finding("header", False, "The key file is damaged.")


def _authentic(header: Header, mac_key: bytes) -> bool:
    return is_signed(header, mac_key)
