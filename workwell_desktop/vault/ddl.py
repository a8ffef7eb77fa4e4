"""The SQL that no table model can say: triggers that keep the two audit tables growing only.

The insert triggers are there because ``INSERT OR REPLACE`` deletes without waking a delete trigger.
"""

from __future__ import annotations

APPEND_ONLY = ("audit_event", "record_version")


def _refuse(table: str, moment: str, when: str = "") -> str:
    name = f"{table}_no_{moment.lower()}"
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    )


AUDIT_DDL: tuple[str, ...] = (
    *(_refuse(table, deed) for table in APPEND_ONLY for deed in ("UPDATE", "DELETE")),
    _refuse("audit_event", "INSERT", "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit_event) "),
    _refuse(
        "record_version",
        "INSERT",
        "WHEN EXISTS (SELECT 1 FROM record_version WHERE id = NEW.id "
        "OR (entity = NEW.entity AND entity_id = NEW.entity_id AND number = NEW.number)) ",
    ),
)
