"""The spell of support: how somebody came to us, who looks after it, its pauses, and how it ended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Episode(Kept, Base):
    """One spell of support of one participant, with the coach who owns it.

    ``state`` is referred (not decided yet), open, closed, declined, or binned; ``state_before`` is what a binned one
    goes back to. ``opened_on`` is the day it was accepted, and for one that is still referred the day it arrived.
    ``started_on`` is the first appointment. ``weeks`` is the limit that was agreed for this person, in place of the
    service's own, and ``weeks_end_on`` the day on which the weeks are used up as they stand: nothing while there is no
    limit, while a pause before that day has no end, and once it is closed. ``casework/episodes.py`` keeps it, so that
    Today need not count. ``sort_name`` repeats the participant's, so that a caseload is read in order without sorting.
    The ``outcome_`` fields are how things stood at the end.

    What a list of cases is sorted and filtered by stands here too, and in one index, so that no list looks into other
    tables for it: ``work_status``, ``area``, ``needs_format`` (an interpreter, or paper in another format),
    ``fit_note_ends_on``, ``next_contact_at`` (the earliest meeting that is still booked), ``last_contact_on``,
    ``review_on`` and ``referred_on``. Triggers keep them (``vault/case_columns.py``); nobody sets them by hand.
    """

    __tablename__ = "episode"
    # One coach's people in the order of their names, straight from the index, however many there are. What stands
    # behind the id lets a list be filtered, sorted and counted without reading the rows themselves.
    # Those nobody was in touch with for longest come first by the second index.
    __table_args__ = (
        Index(
            "ix_episode_caseload",
            *("owner_id", "state", "sort_name", "id", "participant_id", "plan_type", "support_level", "work_status"),
            *("area", "needs_format", "opened_on", "referred_on", "closed_on", "fit_note_ends_on"),
            *("next_contact_at", "last_contact_on", "review_on"),
        ),
        Index("ix_episode_quiet", "owner_id", "state", "quiet_since"),
        {"sqlite_autoincrement": True},  # no number is given twice
    )

    uid: Mapped[str] = mapped_column(String(32), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("vault_member.id"))
    sort_name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="open")
    state_before: Mapped[str] = mapped_column(String(16), default="")
    opened_on: Mapped[date] = mapped_column(index=True)
    started_on: Mapped[date | None]
    closed_on: Mapped[date | None] = mapped_column(index=True)
    support_level: Mapped[str] = mapped_column(String(24), default="")
    plan_type: Mapped[str] = mapped_column(String(24), default="")
    weeks: Mapped[int | None]
    weeks_end_on: Mapped[date | None] = mapped_column(index=True)
    close_reason: Mapped[str] = mapped_column(String(32), default="")
    close_note: Mapped[str] = mapped_column(Text, default="")
    outcome_work_status: Mapped[str] = mapped_column(String(32), default="")
    outcome_employer: Mapped[str] = mapped_column(String(24), default="")
    outcome_hours: Mapped[float | None]
    outcome_adjustments: Mapped[str] = mapped_column(String(24), default="")
    last_contact_on: Mapped[date | None] = mapped_column(index=True)
    quiet_since: Mapped[date | None]
    work_status: Mapped[str] = mapped_column(String(32), default="")
    area: Mapped[str] = mapped_column(String(16), default="")
    needs_format: Mapped[bool] = mapped_column(default=False)
    referred_on: Mapped[date | None]
    fit_note_ends_on: Mapped[date | None]
    next_contact_at: Mapped[datetime | None]
    review_on: Mapped[date | None]


class EpisodePause(Kept, Base):
    """One pause of the programme clock: from ``starts_on``, and until the day before ``ends_on`` once it ran on."""

    __tablename__ = "episode_pause"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    starts_on: Mapped[date]
    back_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class EpisodeChange(Kept, Base):
    """One thing that changed the course of an episode, and why, in words that stay readable.

    ``kind`` is weeks (``number`` is the new limit, nothing for the service's own), closed (``code`` is the reason) or
    reopened.
    """

    __tablename__ = "episode_change"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    happened_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(32), default="")
    number: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class Referral(Kept, Base):
    """How a participant came to us: from whom, when, and why in their own words; and what became of it.

    ``state`` is new, waiting, accepted, declined or signposted. ``answer_by`` is the day by which the service wants
    to have answered; it stays so while the referral waits until another day (``waiting_until``). ``rules`` are the
    eligibility rules as they were answered on the day of the decision (JSON), and ``override_reason`` says why the
    coach decided another way. ``before`` is how the referral stood before its last decision (JSON), so that one can
    be undone. ``mail`` is the e-mail it came with, where the coach kept it.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_state_answer_by", "state", "answer_by"),
        Index("ix_referral_state_waiting_until", "state", "waiting_until"),
        Index("ix_referral_decided_on", "decided_on"),
    )

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    source: Mapped[str] = mapped_column(String(24), default="")
    referrer_name: Mapped[str] = mapped_column(Text, default="")
    referrer_organisation: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    mail: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="accepted")
    answer_by: Mapped[date | None]
    waiting_until: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("vault_member.id"))
    decided_reason: Mapped[str] = mapped_column(String(32), default="")
    decided_note: Mapped[str] = mapped_column(Text, default="")
    signposted_to: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")


class ContactAttempt(Kept, Base):
    """One try to reach a participant: when, how, and what came of it (codes of the lists).

    Of an earlier day without a time only the day is known: ``timed`` is false, and its hour says nothing.
    """

    __tablename__ = "contact_attempt"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    tried_at: Mapped[datetime]
    timed: Mapped[bool] = mapped_column(default=True)
    way: Mapped[str] = mapped_column(String(24), default="")
    outcome: Mapped[str] = mapped_column(String(24), default="")
    note: Mapped[str] = mapped_column(Text, default="")
