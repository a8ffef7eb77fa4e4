"""A participant's shortlist: the services they may want to try, in the order that they chose."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class ShortlistLine(Kept, Base):
    """One service on a participant's shortlist, in one episode. ``position`` counts from 0 and may leave gaps.

    ``why`` is a JSON list of the reasons that were shown when it was put on, in words; they may speak of health, so
    they are printed only where the participant chose so (``why_printed``).
    Where two services were joined, both may have stood on it: whoever reads takes the first of them.
    """

    __tablename__ = "shortlist_line"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int]
    why: Mapped[str] = mapped_column(Text)
    why_printed: Mapped[bool] = mapped_column(default=False)
    added_on: Mapped[date]
