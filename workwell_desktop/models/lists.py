"""How a coach likes to look at the caseload, and what was brought in from spreadsheets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class SavedView(Kept, Base):
    """One way of looking at the caseload that a coach keeps: its name, and filters, columns and order as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_owner_name", "created_by", "name", unique=True),)

    name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)


class SpreadsheetImport(Kept, Base):
    """One spreadsheet that was brought in, with its counts; it can be undone in one step while nobody changed its rows.

    ``sha256`` is of the file, so that the same one is not brought in twice unseen.
    """

    __tablename__ = "spreadsheet_import"

    sha256: Mapped[str] = mapped_column(String(64), index=True)
    sheet: Mapped[str] = mapped_column(Text, default="")
    new: Mapped[int]
    duplicates: Mapped[int]
    rejected: Mapped[int]
    undone_at: Mapped[datetime | None]


class ImportedRow(Base):
    """One row that an import made: in which table, and which."""

    __tablename__ = "imported_row"
    __table_args__ = (Index("ix_imported_row_entity", "entity", "entity_id"), {"sqlite_with_rowid": False})

    import_id: Mapped[int] = mapped_column(ForeignKey("spreadsheet_import.id"), primary_key=True)
    entity: Mapped[str] = mapped_column(String(24), primary_key=True)
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
