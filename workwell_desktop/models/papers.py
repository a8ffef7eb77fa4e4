"""What was issued on paper: the bytes themselves, for whom, and on whose agreement."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from workwell_desktop.models.base import Base, Kept


class Paper(Kept, Base):
    """One issued paper. ``pdf`` is exactly what left the room; ``content`` is what it was made from (JSON).

    ``reason`` says why it has another form than the one that is recorded as the participant's need.
    """

    __tablename__ = "paper"
    __table_args__ = (Index("ix_paper_kind_issued_on", "kind", "issued_on"),)

    uid: Mapped[str] = mapped_column(String(32), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(String(32), unique=True)
    recipient: Mapped[str] = mapped_column(Text, default="")
    issued_on: Mapped[date]
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("record_version.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))
