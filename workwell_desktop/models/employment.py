"""Work: the job or the lack of one, and the fit notes about it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Employment(Kept, Base):
    """The work situation of one episode: status, employer, who to write to, job and hours a week."""

    __tablename__ = "employment"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    work_status: Mapped[str] = mapped_column(String(32), default="")
    employer: Mapped[str] = mapped_column(Text, default="")
    employer_size: Mapped[str] = mapped_column(String(16), default="")
    employer_address: Mapped[str] = mapped_column(Text, default="")
    manager_name: Mapped[str] = mapped_column(Text, default="")
    manager_role: Mapped[str] = mapped_column(Text, default="")
    job_title: Mapped[str] = mapped_column(Text, default="")
    hours_per_week: Mapped[float | None]
    started_on: Mapped[date | None]
    last_worked_on: Mapped[date | None]


class PastJob(Kept, Base):
    """One job that a participant had before the present one: where, what, how long, and why it ended in their words."""

    __tablename__ = "past_job"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    employer: Mapped[str] = mapped_column(Text, default="")
    job_title: Mapped[str] = mapped_column(Text, default="")
    hours_per_week: Mapped[float | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    why_ended: Mapped[str] = mapped_column(Text, default="")


class Absence(Kept, Base):
    """One spell off work: the first and the last day, both inclusive; without a last day it goes on."""

    __tablename__ = "absence"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class FitNote(Kept, Base):
    """One fit note (Med3): its days, both inclusive, the advice, the four ticks, and who certified it.

    ``assess_again`` is will or will_not. ``withdrawn_on`` marks one that was written down by mistake.
    """

    __tablename__ = "fit_note"
    __table_args__ = (Index("ix_fit_note_ends_on", "ends_on"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    advice: Mapped[str] = mapped_column(String(24), default="")
    phased_return: Mapped[bool] = mapped_column(default=False)
    altered_hours: Mapped[bool] = mapped_column(default=False)
    amended_duties: Mapped[bool] = mapped_column(default=False)
    workplace_adaptations: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str] = mapped_column(Text, default="")
    assessed_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    assess_again: Mapped[str] = mapped_column(String(16), default="")
    certifier_name: Mapped[str] = mapped_column(Text, default="")
    certifier_profession: Mapped[str] = mapped_column(String(32), default="")
    withdrawn_on: Mapped[date | None]
