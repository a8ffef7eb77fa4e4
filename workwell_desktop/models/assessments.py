"""The joint assessment: answers, the job's tasks, what gets in the way, what can be done, and scores over time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Assessment(Kept, Base):
    """The working copy of one episode's assessment. What is signed stands in ``record_version``.

    ``round`` counts from 1 how often it was talked through anew; a correction stays in its round.
    """

    __tablename__ = "assessment"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    answers: Mapped[str] = mapped_column(Text, default="{}")
    new_version_reason: Mapped[str] = mapped_column(Text, default="")
    round: Mapped[int] = mapped_column(default=1)


class JobTask(Kept, Base):
    """One task of the participant's job: how much can be done on a good and on a bad day, and the if.

    Days run from 0 (can't) to 10 (can), or are nothing while nobody said. ``difficulty`` is a code of
    ``difficulties.toml``.
    """

    __tablename__ = "job_task"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(32), default="")
    task: Mapped[str] = mapped_column(Text)
    good_day: Mapped[int | None]
    bad_day: Mapped[int | None]
    can_if: Mapped[str] = mapped_column(Text, default="")
    difficulty: Mapped[str] = mapped_column(String(16), default="")


class Obstacle(Kept, Base):
    """One thing that gets in the way, in the participant's words, with its effect on work and its place in line.

    ``can_change`` says whether it can (a code of the list of that name).
    """

    __tablename__ = "obstacle"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    domain: Mapped[str] = mapped_column(String(24), default="")
    difficulty: Mapped[str] = mapped_column(String(16), default="")
    effect: Mapped[str] = mapped_column(Text, default="")
    can_change: Mapped[str] = mapped_column(String(16), default="")


class Ability(Kept, Base):
    """One line of what the participant can do at work: now, with help, or what is to be avoided for a time.

    ``kind`` is now, with_help or avoid; ``help`` says which help, ``until_on`` until when it is to be avoided.
    """

    __tablename__ = "ability"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    help: Mapped[str] = mapped_column(Text, default="")
    until_on: Mapped[date | None]


class Measure(Kept, Base):
    """One filling-in of a questionnaire. Each text it had since it was finished stands in ``record_version``.

    ``form`` and ``version`` say what was asked, ``view`` whose view it is (person or coach), ``way`` how it was filled
    in (together, hand_over, paper, assessment). ``state`` is given (a paper is out), open or done. ``code`` stands on
    the paper. ``figures`` is the score as it was shown that day (JSON). One that came from the assessment names it,
    with its round; there is one a form and round.
    """

    __tablename__ = "measure"
    __table_args__ = (
        Index("ix_measure_episode_form_asked_on", "episode_id", "form", "asked_on"),
        Index("ix_measure_assessment_round", "assessment_id", "round"),
    )

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    form: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    view: Mapped[str] = mapped_column(String(8), default="person")
    way: Mapped[str] = mapped_column(String(16), default="together")
    state: Mapped[str] = mapped_column(String(8), default="open")
    asked_on: Mapped[date | None]
    answers: Mapped[str] = mapped_column(Text, default="{}")
    place: Mapped[str] = mapped_column(String(64), default="")
    figures: Mapped[str] = mapped_column(Text, default="{}")
    code: Mapped[str] = mapped_column(String(16), default="", index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    round: Mapped[int] = mapped_column(default=0)
