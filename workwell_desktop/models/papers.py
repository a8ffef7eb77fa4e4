"""What was issued on paper: the bytes themselves, for whom, and on whose agreement."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from workwell_desktop.models.base import Base, Kept


class Paper(Kept, Base):
    """One issued paper. ``pdf`` is exactly what left the room; ``content`` is what it was made from (JSON).

    ``document`` is how it stands on the page in words (JSON), from which Word and web copies are made; papers that are
    given out as paper alone have none. Both hashes stand in the event of its issuing.
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
    document: Mapped[str] = deferred(mapped_column(Text, default=""))
    document_sha256: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class PaperSent(Kept, Base):
    """One time that an issued paper went to somebody: how, to whom, on which day. A paper may go several times.

    ``way`` is a code of the lists.
    """

    __tablename__ = "paper_sent"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    way: Mapped[str] = mapped_column(String(24))
    to_whom: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
