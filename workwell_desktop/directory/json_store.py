"""Keeps the entries of a JSON list until all is read, so that the full form of a service can win over the thin one.

They lie in a private SQLite scratch database that goes away with it: a list may be larger than the memory it should
take. They are published lists; nothing of a participant is ever there.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from workwell_desktop.directory.json_values import Entry, tables
from workwell_desktop.directory.open_referral_shapes import Part

_TABLES = """
    create table service (seq integer primary key, key text unique, kind text, full int, sums text, place text,
                          row int, body text);
    create table organisation (seq integer primary key, key text unique, place text, row int, body text);
    create table used (key text primary key);
"""


@dataclass(frozen=True)
class Kept:
    """A service or an organisation as it was kept, and where it stands."""

    key: str
    value: Entry
    where: str
    row: int


class JsonStore:
    """A scratch database for one reading. Use it with ``with``: it is gone afterwards."""

    def __init__(self) -> None:
        """Open an empty scratch database: in memory while small, then in a file without a name."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(f"pragma journal_mode = off; pragma cache_size = -8000; {_TABLES} begin;")

    def __enter__(self) -> JsonStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of everything."""
        self._db.close()

    def add(self, part: Part, where: str, row: int) -> str:
        """Keep a service or an organisation. Returns why it was not kept, or an empty text.

        A thin entry and a full one under the same key become one, in which the full one's values win; places that
        come one at a time are gathered; the same again, and another under the same key, are not kept.
        """
        if part.kind == "organisation":
            self._db.execute(
                "insert or ignore into organisation (key, place, row, body) values (?, ?, ?, ?)",
                (part.key, where, row, _written(part.value)),
            )
            return ""
        body = _written(part.value)
        sum_ = hashlib.sha256(body.encode()).hexdigest()[:24]
        old = self._db.execute("select seq, kind, full, sums, body from service where key = ?", (part.key,)).fetchone()
        if old is None:
            self._db.execute(
                "insert into service (key, kind, full, sums, place, row, body) values (?, ?, ?, ?, ?, ?, ?)",
                (part.key, part.kind, part.full, sum_, where, row, body),
            )
            return ""
        seq, kind, full, sums, old_body = old
        if sum_ in sums:
            return "it stands there twice."
        joined = _joined(json.loads(old_body), kind, bool(full), part)
        if joined is None:
            return "another entry of this list has the same id."
        both = "placed" if kind == part.kind == "placed" else "service"
        self._db.execute(
            "update service set kind = ?, full = ?, sums = ?, body = ? where seq = ?",
            (both, bool(full) or part.full, f"{sums} {sum_}"[:20_000], _written(joined), seq),
        )
        return ""

    def services(self) -> Iterator[Kept]:
        """Give the services in the order they were met; one that only names its organisation gets it whole."""
        for key, where, row, body in self._db.execute("select key, place, row, body from service order by seq"):
            value = json.loads(body)
            own = next(iter(tables(value, "organization", "organisation")), {})
            organisation_key = str(own.get("id") or value.get("organization_id") or value.get("organisation_id") or "")
            if organisation_key:
                self._db.execute("insert or ignore into used values (?)", (organisation_key,))
                value = self._with_organisation(value, own, organisation_key)
            yield Kept(key, value, where, row)

    def _with_organisation(self, value: dict[str, Any], own: Entry, key: str) -> dict[str, Any]:
        whole = self._db.execute("select body from organisation where key = ?", (key,)).fetchone()
        return value if whole is None else {**value, "organization": {**json.loads(whole[0]), **own}}

    def lone_organisations(self) -> Iterator[Kept]:
        """Give the organisations that no service named; call it after :meth:`services` has come to its end."""
        query = "select key, place, row, body from organisation where key not in (select key from used) order by seq"
        for key, where, row, body in self._db.execute(query):
            yield Kept(key, json.loads(body), where, row)


def _written(value: Entry) -> str:
    """Write an entry so that the same content gives the same text; half characters become question marks."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, check_circular=False)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _joined(old: dict[str, Any], old_kind: str, old_full: bool, part: Part) -> Mapping[str, Any] | None:
    """Return two entries under one key as one, or nothing when they are two different ones."""
    if old_kind == part.kind == "placed":
        at = "service_at_locations"
        return {**part.value, **old, at: [*old.get(at, []), *part.value.get(at, [])]}
    if "placed" in (old_kind, part.kind) and old.get("name") == part.value.get("name"):
        whole, placed = (part.value, old) if old_kind == "placed" else (old, part.value)
        return {**placed, **whole}
    if old_full == part.full:
        return None
    full, thin = (old, part.value) if old_full else (part.value, old)
    return {**thin, **full} if thin.get("name") == full.get("name") else full
