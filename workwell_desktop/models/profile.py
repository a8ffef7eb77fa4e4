"""The service that the coach works for: its letterhead, how to ring, whom to ring in a crisis, and its own letters."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class ServiceProfile(Kept, Base):
    """What stands at the head of letters (one row), the service's crisis contacts as JSON, and its own rules.

    ``rules`` is the text of the file in which the service says who can join, how soon it answers and how long support
    lasts; empty means the rules that ship with the program (``casework/local_rules.py``).
    """

    __tablename__ = "service_profile"

    name: Mapped[str] = mapped_column(Text, default="")
    letterhead: Mapped[str] = mapped_column(Text, default="")
    coach_phone: Mapped[str] = mapped_column(Text, default="")
    coach_role: Mapped[str] = mapped_column(Text, default="")
    meeting_place: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(16), default="")
    crisis: Mapped[str] = mapped_column(Text, default="[]")
    crisis_confirmed_on: Mapped[date | None]
    rules: Mapped[str] = mapped_column(Text, default="")
    rules_name: Mapped[str] = mapped_column(Text, default="")
    rules_since: Mapped[date | None]


class LetterTemplate(Kept, Base):
    """A letter of the service's own: the kind it began with (``base``), and the words that were changed.

    ``words`` is JSON: by the place of each text in the kind (``casework/letter_templates.py``). One that was put away
    (``ended_at``) is offered no more, and can be taken back.
    """

    __tablename__ = "letter_template"

    base: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="{}")
    ended_at: Mapped[datetime | None]
