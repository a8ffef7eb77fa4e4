"""The service that the coach works for: its name and letterhead, how to ring, and whom to ring in a crisis."""

from __future__ import annotations

from datetime import date

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
