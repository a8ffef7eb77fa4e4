"""The meetings of a spell of support, what was written about them, and safety records, which stand apart."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Contact(Kept, Base):
    """One appointment with a participant: when it is, how, where, and what became of it.

    ``state`` is booked, attended, did_not_attend, cancelled or moved; one that was moved names the new one.
    ``cancelled_by`` is a code of the list of that name, ``state_note`` says why.
    ``agenda`` is what was to be talked about (JSON), ``closed_at`` when its close-out was done. ``interpreter_booked``
    says that the interpreter the participant needs was booked for this meeting.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_state_starts_at", "state", "starts_at"),
        # Of one episode. With its state and time, or the database would rather walk all meetings of that state.
        Index("ix_contact_episode_state_starts_at", "episode_id", "state", "starts_at"),
        # The few that were begun and not closed out: a meeting under way, and those still to be written up.
        Index("ix_contact_running", "began_at", sqlite_where=text("began_at IS NOT NULL AND closed_at IS NULL")),
    )

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=45)
    mode: Mapped[str] = mapped_column(String(24), default="")
    place: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    interpreter_booked: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(24), default="booked")
    state_note: Mapped[str] = mapped_column(Text, default="")
    cancelled_by: Mapped[str] = mapped_column(String(24), default="")
    moved_to: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    agenda: Mapped[str] = mapped_column(Text, default="")
    began_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Note(Kept, Base):
    """What a coach wrote: about a meeting, a call or anything else. Its signed text stands in ``record_version``.

    ``state`` is draft, signed (may still be changed, as a new version) or locked (only addenda follow). ``happened_on``
    is the day it is about. ``pinned`` keeps it at the top of the history.
    """

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_participant_happened_on", "participant_id", "happened_on"),
        Index("ix_note_waiting", "created_by", "state", "happened_on"),  # a coach's own notes that are not signed yet
    )

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24), default="")
    happened_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text, default="")
    copied: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="draft")
    pinned: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]


class NoteAddendum(Kept, Base):
    """Words added to a locked note, with their day; what was locked stays as it was."""

    __tablename__ = "note_addendum"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), index=True)
    words: Mapped[str] = mapped_column(Text)


class KnownWord(Kept, Base):
    """One word that this vault's coaches spell so, and the dictionary does not know."""

    __tablename__ = "known_word"

    word: Mapped[str] = mapped_column(Text, unique=True)


class SafetyRecord(Kept, Base):
    """A worry about somebody's safety, apart from ordinary notes. ``state`` is open or closed.

    Each text it ever had stands in ``record_version``; it is in no paper but its own, in no search and no
    history of other things.
    """

    __tablename__ = "safety_record"
    __table_args__ = (Index("ix_safety_record_state_review_on", "state", "review_on"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32), default="")
    noticed_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    done: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="open")
    review_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(Text, default="")


class SafetyTold(Kept, Base):
    """Who was told about a worry: who, when, how, and on their agreement (``agreed`` is yes or no) or for what reason.

    ``reason`` is a code of the lists where they did not agree or were not asked; ``note`` says more.
    """

    __tablename__ = "safety_told"

    safety_id: Mapped[int] = mapped_column(ForeignKey("safety_record.id"), index=True)
    who: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(24), default="")
    agreed: Mapped[str] = mapped_column(String(24), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class SafetyDue(Kept, Base):
    """Something said that has to be written down as a safety record, or put off with a reason.

    ``source`` is answer (``about`` is the id of the item, and of what it was answered in) or disclosure (the button).
    ``state`` is open, filled (``safety_id`` is the record) or deferred (``reason``, and the day ``until_on`` on which
    it comes back; without one it was pressed by mistake).
    """

    __tablename__ = "safety_due"
    __table_args__ = (Index("ix_safety_due_participant_state", "participant_id", "state"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    source: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(64), default="")
    raised_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), default="open")
    safety_id: Mapped[int | None] = mapped_column(ForeignKey("safety_record.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    until_on: Mapped[date | None]
