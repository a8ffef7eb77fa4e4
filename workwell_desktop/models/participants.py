"""The person the service is for, what they need to take part, and the keys they are found by."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Participant(Kept, Base):
    """One person. Codes are those of ``resources/rules/lists.toml``; dates are local days. No number is given twice.

    Somebody in the bin (``binned_at``) or merged into another row (``merged_into``) has no keys to be found by. Of
    somebody who was removed for good (``removed_at``) an empty row is left, so that their number is never given again.
    """

    __tablename__ = "participant"
    __table_args__ = ({"sqlite_autoincrement": True},)

    uid: Mapped[str] = mapped_column(String(32), unique=True)
    first_name: Mapped[str] = mapped_column(Text, default="")
    last_name: Mapped[str] = mapped_column(Text, default="")
    known_as: Mapped[str] = mapped_column(Text, default="")
    sort_name: Mapped[str] = mapped_column(Text, index=True)
    birth_date: Mapped[date | None]
    sex: Mapped[str] = mapped_column(String(24), default="")
    gender: Mapped[str] = mapped_column(String(24), default="")
    ethnic_group: Mapped[str] = mapped_column(String(48), default="")
    nhs_number: Mapped[str] = mapped_column(String(10), default="", index=True)
    nino: Mapped[str] = mapped_column(String(9), default="")
    right_to_work: Mapped[str] = mapped_column(String(24), default="")
    mobile: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    contact_way: Mapped[str] = mapped_column(String(24), default="")
    safe_to_message: Mapped[str] = mapped_column(String(24), default="")
    best_time: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(16), default="")
    lives_in_area: Mapped[str] = mapped_column(String(24), default="")
    gp_practice: Mapped[str] = mapped_column(Text, default="")
    gp_in_area: Mapped[str] = mapped_column(String(24), default="")
    jobcentre: Mapped[str] = mapped_column(Text, default="")
    jobcentre_in_area: Mapped[str] = mapped_column(String(24), default="")
    language: Mapped[str] = mapped_column(Text, default="")
    interpreter: Mapped[str] = mapped_column(String(24), default="")
    needs_note: Mapped[str] = mapped_column(Text, default="")
    needs_asked: Mapped[str] = mapped_column(String(24), default="")
    needs_checked_on: Mapped[date | None] = mapped_column(index=True)
    needs_review_on: Mapped[date | None] = mapped_column(index=True)
    conditions_words: Mapped[str] = mapped_column(Text, default="")
    binned_at: Mapped[datetime | None] = mapped_column(index=True)
    removed_at: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)


class NameKey(Base):
    """One folded way to type a person's name: first to last, last to first, and the name they go by.

    What a list of finds shows stands beside it, so that it is read in one go: the name, and the day of birth.
    """

    __tablename__ = "name_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    shown: Mapped[str] = mapped_column(Text, default="")
    birth_date: Mapped[date | None]


class NameWord(Base):
    """One word of somebody's folded name, and how many people have it: a slip of a letter is looked for among these."""

    __tablename__ = "name_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    people: Mapped[int]


class MatchKey(Base):
    """One thing by which the same person may be met twice: how a name sounds, a birth date, a phone, a postcode.

    ``kind`` and ``value`` are made by ``casework/duplicates.py``. Those who share a key are compared; nobody else is.
    """

    __tablename__ = "match_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class NotTheSame(Kept, Base):
    """Two people who look alike and are not one: said once, never asked again. The lower id stands first."""

    __tablename__ = "not_the_same"
    __table_args__ = (Index("ix_not_the_same_pair", "first_id", "second_id", unique=True),)

    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)


class Merge(Kept, Base):
    """Two rows found to be one person: which was kept, and both sides as they were (JSON), so that it can be undone."""

    __tablename__ = "merge"

    kept_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    before: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None]


class CommunicationNeed(Kept, Base):
    """One thing a person needs to read, hear or be reached (DAPB1605): a code of the lists."""

    __tablename__ = "communication_need"
    __table_args__ = (Index("ix_communication_need_participant_code", "participant_id", "code", unique=True),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    code: Mapped[str] = mapped_column(String(48))


class Condition(Kept, Base):
    """One health condition that affects work: a code of the lists, never printed unless agreed."""

    __tablename__ = "condition"
    __table_args__ = (Index("ix_condition_participant_code", "participant_id", "code", unique=True),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    code: Mapped[str] = mapped_column(String(48))
