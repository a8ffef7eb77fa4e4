"""A case with a row in every table that can belong to somebody, for tests of what happens to a whole case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, select

from workwell_desktop.casework.episodes import recount_of
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.whole_case import EPISODE, PERSON, parts
from workwell_desktop.models.attachments import StoredFile
from workwell_desktop.models.base import UtcDateTime
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Transaction, Vault

_OURS = {"id", "created_at", "created_by", "updated_at", "updated_by"}


def fill_case(vault: Vault, person: int) -> None:
    """Write one more row into each table that belongs to a person or to their present spell of support.

    Where a spell of support has only one row of a kind, that one is taken, or made where it is missing.
    """
    with vault.transaction() as t:
        made: dict[str, int] = {PERSON.name: person, EPISODE.name: current_episode(t.session, person).id}
        made[StoredFile.__tablename__] = t.insert(
            StoredFile, {"sha256": f"{person:064}", "size": 3, "kind": "text", "content": b"abc"}
        )
        made[Service.__tablename__] = t.insert(Service, {"uid": f"{person:032}", "own": True})
        for part in parts():
            if part.table is EPISODE:
                continue
            there = None
            if part.owner.unique:
                there = t.session.connection().scalar(
                    select(part.table.c.id).where(part.owner == made[part.parent.name])
                )
            made[part.table.name] = there or _write(t, part.table, made, person)
        t.session.expire_all()
        recount_of(t.session, person)


def _write(t: Transaction, table: Table, made: dict[str, int], person: int) -> int:
    values: dict[str, Any] = {}
    for column in table.columns:
        targets = [key.column.table.name for key in column.foreign_keys]
        if column.name in _OURS:
            continue
        if targets:
            values |= {column.name: made[targets[0]]} if targets[0] in made else {}
        elif not column.nullable and column.default is None:
            values[column.name] = _some(column, t, person)
    stamps = {"created_at": t.now, "updated_at": t.now, "created_by": t.member_id, "updated_by": t.member_id}
    done = t.session.connection().execute(table.insert().values(**values, **stamps))
    return int(done.inserted_primary_key[0])  # type: ignore[index]  # a row was written


def _some(column: Column[Any], t: Transaction, person: int) -> Any:
    """Return some value for a column; what is unique has the person in it."""
    if isinstance(column.type, UtcDateTime):
        return t.now
    kind = column.type.python_type
    if kind is date:
        return t.clock.today()
    if kind is str:
        length = min(getattr(column.type, "length", None) or 32, 32)
        return f"{column.name} {person}"[:length]
    return {int: 1, bytes: b"%PDF", float: 1.0, bool: False, datetime: t.now}[kind]
