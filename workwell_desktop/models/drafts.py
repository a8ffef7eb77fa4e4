"""What is being typed and not saved yet, kept within two seconds so that nothing is lost."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Draft(Kept, Base):
    """The typed words of one screen about one participant (0 for somebody new), as JSON."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_place", "created_by", "screen", "participant_id", unique=True),
        Index("ix_draft_oldest", "created_by", "updated_at"),
    )

    screen: Mapped[str] = mapped_column(String(24))
    participant_id: Mapped[int] = mapped_column(default=0)
    content: Mapped[str] = mapped_column(Text)
