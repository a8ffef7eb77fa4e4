"""Write migration 0001 anew from the models and the hand-kept SQL: ``python -m tests.tools.write_first_migration``.

Only until the first release. After that 0001 never changes again, and each change is a migration of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext

import workwell_desktop.models
import workwell_desktop.vault
from workwell_desktop.models.base import Base, UtcDateTime

TARGET = Path(workwell_desktop.vault.__file__).parent / "migrations" / "versions" / "0001_first_tables.py"

_HEAD = '''"""The first tables.

Written from the models by ``python -m tests.tools.write_first_migration``; not by hand.
"""
# ruff: noqa: E501, PLR0915 - generated: one line a constraint, one statement a table

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What the models cannot say: search tables and triggers.
HAND_KEPT: tuple[str, ...] = (
{ddl})


def upgrade() -> None:
    """Make every table, then the search tables and triggers."""
    {tables}
    for statement in HAND_KEPT:
        op.get_bind().exec_driver_sql(statement)
'''


def all_models() -> sa.MetaData:
    """Import every family of models and return the metadata with all tables."""
    for module in pkgutil.iter_modules(workwell_desktop.models.__path__):
        importlib.import_module(f"workwell_desktop.models.{module.name}")
    return Base.metadata


def hand_kept() -> tuple[str, ...]:
    """Collect the SQL that modules of the vault export as a tuple or a text named ``..._DDL``."""
    found: list[str] = []
    for module in sorted(pkgutil.iter_modules(workwell_desktop.vault.__path__), key=lambda m: m.name):
        if module.ispkg:
            continue
        loaded = importlib.import_module(f"workwell_desktop.vault.{module.name}")
        for name in sorted(vars(loaded)):
            value = getattr(loaded, name)
            if name.endswith("_DDL"):
                found += [value] if isinstance(value, str) else list(value)
    return tuple(found)


def _render_item(kind: str, item: Any, context: AutogenContext) -> str | bool:
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    return False


def migration_text() -> str:
    """Return the text of migration 0001, before formatting."""
    with sa.create_engine("sqlite://").connect() as empty:
        context = MigrationContext.configure(empty, opts={"target_metadata": all_models()})
        script = produce_migrations(context, all_models())
        assert script.upgrade_ops is not None
        code = render_python_code(script.upgrade_ops, render_item=_render_item, migration_context=context)
    tables = "\n".join(line for line in code.splitlines() if "###" not in line).strip()
    ddl = "".join(f"    {statement!r},\n" for statement in hand_kept())
    return _HEAD.replace("{ddl}", ddl).replace("{tables}", tables)


def main() -> None:
    """Write the file and format it."""
    TARGET.write_text(migration_text(), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", str(TARGET)], check=True)


if __name__ == "__main__":
    main()
