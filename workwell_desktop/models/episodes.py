"""The spell of support: how somebody came to us, and who looks after it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Episode(Kept, Base):
    """One spell of support of one participant, with the coach who owns it.

    ``sort_name`` repeats the participant's, so that a caseload is read in order without sorting.
    """

    __tablename__ = "episode"
    # One coach's people in the order of their names, straight from the index, however many there are.
    __table_args__ = (Index("ix_episode_caseload", "owner_id", "closed_on", "sort_name", "id"),)

    uid: Mapped[str] = mapped_column(String(32), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("vault_member.id"))
    sort_name: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date] = mapped_column(index=True)
    closed_on: Mapped[date | None]
    plan_type: Mapped[str] = mapped_column(String(24), default="")


class Referral(Kept, Base):
    """How a participant came to us: from whom, when, and why in their own words."""

    __tablename__ = "referral"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    source: Mapped[str] = mapped_column(String(24), default="")
    referrer_name: Mapped[str] = mapped_column(Text, default="")
    referrer_organisation: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
