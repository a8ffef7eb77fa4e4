"""Going back in stages: the usual working week, how the hours rise, and each day as it is planned."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class PhasedReturn(Kept, Base):
    """How one person goes back to work in stages, in one episode. What was agreed stands in ``record_version``.

    ``share`` is the part of the usual hours in the first week, in per cent. ``method`` is hours (shorter days), days
    (fewer days) or both. ``state`` is draft or agreed; ``note`` stands on the person's own calendar and nowhere else.
    """

    __tablename__ = "phased_return"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    starts_on: Mapped[date]
    weeks: Mapped[int]
    share: Mapped[int]
    method: Mapped[str] = mapped_column(String(8))
    rest_between: Mapped[bool] = mapped_column(default=False)
    on_bank_holidays: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    agreed_on: Mapped[date | None]
    agreed_how: Mapped[str] = mapped_column(String(32), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class UsualDay(Kept, Base):
    """One day of the usual working week: 0 is Monday. Times in minutes after midnight, the unpaid break in minutes.

    A day that ends after midnight ends beyond 1440.
    """

    __tablename__ = "phased_return_usual_day"
    __table_args__ = (UniqueConstraint("phased_return_id", "weekday"),)

    phased_return_id: Mapped[int] = mapped_column(ForeignKey("phased_return.id"))
    weekday: Mapped[int]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    break_minutes: Mapped[int] = mapped_column(default=0)


class PlannedDay(Kept, Base):
    """One day of work as it is planned, worked out or changed by hand; times as in :class:`UsualDay`."""

    __tablename__ = "phased_return_day"
    __table_args__ = (UniqueConstraint("phased_return_id", "worked_on"),)

    phased_return_id: Mapped[int] = mapped_column(ForeignKey("phased_return.id"))
    worked_on: Mapped[date]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    break_minutes: Mapped[int] = mapped_column(default=0)


class PhasedReview(Kept, Base):
    """One day on which the stages are looked at again."""

    __tablename__ = "phased_return_review"
    __table_args__ = (UniqueConstraint("phased_return_id", "review_on"),)

    phased_return_id: Mapped[int] = mapped_column(ForeignKey("phased_return.id"))
    review_on: Mapped[date]
