"""Scans, signed plans, e-mails and other files about a participant: encrypted with the vault, each content once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from workwell_desktop.models.base import Base, Kept


class StoredFile(Kept, Base):
    """The bytes of one file, kept once however often they are attached; found by their SHA-256 (hex)."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Attachment(Kept, Base):
    """One file about one participant: its name as it came, what it is, and the day it is from."""

    __tablename__ = "attachment"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    fit_note_id: Mapped[int | None] = mapped_column(ForeignKey("fit_note.id"), index=True)
    about: Mapped[str] = mapped_column(String(24), default="")
    name: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None] = mapped_column(index=True)
