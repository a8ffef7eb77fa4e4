"""The plan: goals in the participant's words, steps, and changes at work."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept

# SQLite gives the number of a deleted last row again. A line of a plan is known by its number in agreed versions and in
# reviews, so that of a removed line is never given to another.
_NEVER_AGAIN = {"sqlite_autoincrement": True}


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
    __table_args__ = _NEVER_AGAIN

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    by_date: Mapped[date | None]
    confidence: Mapped[int | None]
    confidence_before: Mapped[int | None]


class PlanAction(Kept, Base):
    """One step of the plan: what, who, by when and how it stands; perhaps with a service from the directory.

    ``who_kind`` is a code of the list ``step_who``; ``note`` is the coach's and stands on no paper. ``carried`` is how
    often a review carried it forward, ``done_on`` the day it was done. ``obstacle_id`` and ``goal_id`` name what it is
    about; ``obstacle_words`` are those of that day, and stay when the obstacle is taken away.
    ``refers``: the coach sends a referral to that service, so that it learns of the participant; ``sent_on`` is the day
    it first went, and stays however the step goes on.
    """

    __tablename__ = "plan_action"
    # Only what is still to be done: a step that is due is found without walking past all that were done.
    __table_args__ = (
        Index("ix_plan_action_open_due_on", "due_on", sqlite_where=text("state IN ('todo', 'doing', 'waiting')")),
        _NEVER_AGAIN,
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16), default="todo")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"), index=True)
    refers: Mapped[bool] = mapped_column(default=False)
    sent_on: Mapped[date | None]
    who_kind: Mapped[str] = mapped_column(String(16), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    carried: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None]
    obstacle_id: Mapped[int | None] = mapped_column(ForeignKey("obstacle.id", ondelete="SET NULL"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("plan_goal.id", ondelete="SET NULL"), index=True)
    obstacle_words: Mapped[str] = mapped_column(Text, default="")


class Adjustment(Kept, Base):
    """One change at work: what is hard, what would help, until when, why it was proposed and how it stands.

    ``note`` is what was said about it, such as who agreed and how. ``lasting`` and ``cost`` are codes of the lists of
    those names, or nothing while nobody said. ``review_on`` is the day to look whether it still helps. What it is about
    is named as in :class:`PlanAction`.
    """

    __tablename__ = "adjustment"
    # Only what is in place is looked at again: one that is due is found without walking past the others.
    __table_args__ = (
        Index("ix_adjustment_in_place_review_on", "review_on", sqlite_where=text("state = 'in_place'")),
        _NEVER_AGAIN,
    )

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
    lasting: Mapped[str] = mapped_column(String(16), default="")
    cost: Mapped[str] = mapped_column(String(16), default="")
    access_to_work: Mapped[bool] = mapped_column(default=False)
    review_on: Mapped[date | None]
    carried: Mapped[int] = mapped_column(default=0)
    obstacle_id: Mapped[int | None] = mapped_column(ForeignKey("obstacle.id", ondelete="SET NULL"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("plan_goal.id", ondelete="SET NULL"), index=True)
    obstacle_words: Mapped[str] = mapped_column(Text, default="")


class AdjustmentEvent(Kept, Base):
    """One thing that happened to a change at work: how it stood from that day on, or that it was looked at.

    ``state`` is a code of the list ``adjustment_state``, or ``reviewed``. ``who`` said or did it; ``words`` are the
    reason that was given, or what was found.
    """

    __tablename__ = "adjustment_event"

    adjustment_id: Mapped[int] = mapped_column(ForeignKey("adjustment.id"), index=True)
    happened_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    who: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")


class PlanReview(Kept, Base):
    """One review of a plan: the day it was held, when it is looked at next, and what the coach noted."""

    __tablename__ = "plan_review"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    held_on: Mapped[date]
    next_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class PlanReviewLine(Kept, Base):
    """What a review said about one goal, step or change at work: how it stood before, and how it goes on.

    ``kind`` is goal, step or change, ``line_id`` the row it is about and ``words`` its words of that day. ``answer`` is
    done, carry, stop or sure. Of a goal ``before`` and ``after`` are how sure somebody was; else they are states.
    """

    __tablename__ = "plan_review_line"

    review_id: Mapped[int] = mapped_column(ForeignKey("plan_review.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    line_id: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(8))
    before: Mapped[str] = mapped_column(String(16), default="")
    after: Mapped[str] = mapped_column(String(16), default="")
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
