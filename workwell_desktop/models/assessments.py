"""The joint assessment: answers, the job's tasks on good and bad days, and what gets in the way."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Assessment(Kept, Base):
    """The working copy of one episode's assessment. What is signed stands in ``record_version``."""

    __tablename__ = "assessment"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    answers: Mapped[str] = mapped_column(Text, default="{}")
    new_version_reason: Mapped[str] = mapped_column(Text, default="")


class JobTask(Kept, Base):
    """One task of the participant's job: can, can if, or can't on a good and on a bad day, and the if."""

    __tablename__ = "job_task"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(32), default="")
    task: Mapped[str] = mapped_column(Text)
    good_day: Mapped[str] = mapped_column(String(8), default="")
    bad_day: Mapped[str] = mapped_column(String(8), default="")
    can_if: Mapped[str] = mapped_column(Text, default="")


class Obstacle(Kept, Base):
    """One thing that gets in the way, in the participant's words, with its effect on work and its place in line."""

    __tablename__ = "obstacle"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    domain: Mapped[str] = mapped_column(String(24), default="")
    difficulty: Mapped[str] = mapped_column(String(16), default="")
    effect: Mapped[str] = mapped_column(Text, default="")
