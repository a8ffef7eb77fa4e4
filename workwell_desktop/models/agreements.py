"""What a participant agreed to: taking part, and each sharing with each recipient."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Agreement(Kept, Base):
    """One agreement: to take part, or to share with one recipient. Not a GDPR consent."""

    __tablename__ = "agreement"
    __table_args__ = (Index("ix_agreement_participant_purpose", "participant_id", "purpose"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    purpose: Mapped[str] = mapped_column(String(24))
    recipient: Mapped[str] = mapped_column(String(24), default="")
    recipient_name: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(24))
    decided_on: Mapped[date | None]
    method: Mapped[str] = mapped_column(String(32), default="")
    items: Mapped[str] = mapped_column(Text, default="")
