"""The plan: goals in the participant's words, steps, and changes at work."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Plan(Kept, Base):
    """The working copy of one episode's plan. What was agreed stands in ``record_version``.

    What the plan is for stands in the episode (``plan_type``), and nowhere else.

    ``new_version_reason`` says why the present draft was begun after an agreement. ``set_aside`` holds the
    catalogue keys of proposals that were answered with *Not now*, as a JSON list.
    """

    __tablename__ = "plan"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    review_on: Mapped[date | None] = mapped_column(index=True)
    agreed_on: Mapped[date | None] = mapped_column(index=True)
    agreed_how: Mapped[str] = mapped_column(String(32), default="")
    new_version_reason: Mapped[str] = mapped_column(Text, default="")
    set_aside: Mapped[str] = mapped_column(Text, default="[]")


class PlanGoal(Kept, Base):
    """One goal in the participant's own words; confidence is 0 to 10."""

    __tablename__ = "plan_goal"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    by_date: Mapped[date | None]
    confidence: Mapped[int | None]
    confidence_before: Mapped[int | None]


class PlanAction(Kept, Base):
    """One step of the plan: what, who, by when and how it stands; perhaps with a service from the directory.

    ``refers``: the coach sends a referral to that service, so that it learns of the participant; ``sent_on`` is the day
    it first went, and stays however the step goes on.
    """

    __tablename__ = "plan_action"
    # Only what is still to be done: a step that is due is found without walking past all that were done.
    __table_args__ = (
        Index("ix_plan_action_open_due_on", "due_on", sqlite_where=text("state IN ('todo', 'doing', 'waiting')")),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16), default="todo")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    refers: Mapped[bool] = mapped_column(default=False)
    sent_on: Mapped[date | None]
    obstacle_words: Mapped[str] = mapped_column(Text, default="")


class Adjustment(Kept, Base):
    """One change at work: what is hard, what would help, until when, why it was proposed and how it stands.

    ``note`` is what was said about it, such as who agreed and how.
    """

    __tablename__ = "adjustment"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    difficulty: Mapped[str] = mapped_column(String(16), default="")
    catalogue_key: Mapped[str] = mapped_column(String(64), default="")
    now_words: Mapped[str] = mapped_column(Text, default="")
    helps_words: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="idea")
