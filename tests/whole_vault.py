"""Everything a vault holds, as plain values, for tests that say that nothing changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from workwell_desktop.models.base import Base
from workwell_desktop.vault.store import Vault

_STAMPS = {"created_at", "created_by", "updated_at", "updated_by"}
_GROW_ONLY = {"audit_event", "merge"}  # what was done stays written down


def everything(vault: Vault) -> dict[str, list[dict[str, Any]]]:
    """Return each row of every table but the record of what was done, without who wrote it and when."""
    with vault.reading() as session:
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name in _GROW_ONLY:
                continue
            columns = [one for one in table.columns if one.name not in _STAMPS]
            rows = session.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [dict(row._mapping) for row in rows]
        return found


def differences(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the rows that are only in one of two, by table."""
    return {
        name: [row for row in before[name] if row not in after[name]]
        + [row for row in after[name] if row not in before[name]]
        for name in before
        if before[name] != after[name]
    }
