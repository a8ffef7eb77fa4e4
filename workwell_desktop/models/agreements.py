"""What a participant agreed to: taking part, and each sharing with each recipient for each purpose."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Agreement(Kept, Base):
    """One answer: to take part, or to share with one recipient for one purpose. Not a GDPR consent.

    A changed answer is a new row; the newest of a recipient, name and ``aim`` counts. ``state`` is asked, agreed,
    refused or withdrawn; an agreement past ``expires_on`` has expired. ``purpose`` is take_part or share, ``aim``
    what the sharing is for (a code of the lists), ``items`` the lines of one letter, and ``shared`` what may be shared
    (codes, separated by blanks). ``fingerprint`` is the SHA-256 of the lines of one letter, in hex
    (``casework/letter_release.py``).
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_participant_purpose", "participant_id", "purpose"),
        Index("ix_agreement_state_decided_on", "state", "decided_on"),
    )

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    purpose: Mapped[str] = mapped_column(String(24))
    recipient: Mapped[str] = mapped_column(String(24), default="")
    recipient_name: Mapped[str] = mapped_column(Text, default="")
    aim: Mapped[str] = mapped_column(String(32), default="")
    state: Mapped[str] = mapped_column(String(24))
    decided_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    method: Mapped[str] = mapped_column(String(32), default="")
    items: Mapped[str] = mapped_column(Text, default="")
    shared: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Shared(Kept, Base):
    """One thing that was shared with somebody other than by a paper of ours: told, e-mailed or referred.

    Papers stand in ``paper`` with their agreement. Without an agreement in force it says for what ``reason`` it was
    shared (a code of the lists), and ``note`` says more.
    """

    __tablename__ = "shared"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    recipient: Mapped[str] = mapped_column(String(24), default="")
    recipient_name: Mapped[str] = mapped_column(Text, default="")
    aim: Mapped[str] = mapped_column(String(32), default="")
    shared_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(24), default="")
    what: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(24), default="")
    note: Mapped[str] = mapped_column(Text, default="")
