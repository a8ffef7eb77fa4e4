"""The meetings of a spell of support."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Contact(Kept, Base):
    """One meeting with a participant: when it is, how, where, and whether it took place."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_state_starts_at", "state", "starts_at"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    starts_at: Mapped[datetime]
    mode: Mapped[str] = mapped_column(String(24), default="")
    place: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(24), default="booked")
    began_at: Mapped[datetime | None]
