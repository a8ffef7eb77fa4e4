"""Two services of the directory that may be one: suggested, said not to be, or joined by a coach."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class ServiceTwin(Kept, Base):
    """A pair of services, the lower id first. ``score`` runs from 0 to 1; ``reasons`` is a JSON list of sentences.

    ``state`` is "suggested", "not_a_duplicate" or "joined"; the last two were decided by ``decided_by`` (a member).
    Of joined ones ``kept_id`` is shown, and ``before`` (JSON) says what the joining moved, so that it can be undone.
    """

    __tablename__ = "service_twin"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), Index(None, "state", "score"))

    first_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    score: Mapped[float]
    reasons: Mapped[str] = mapped_column(Text)
    state: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("vault_member.id"))
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"), index=True)
    before: Mapped[str] = mapped_column(Text)
