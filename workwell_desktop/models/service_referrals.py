"""Referrals to services, what came of them, and what coaches found wrong in the directory."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class ServiceReferral(Kept, Base):
    """What stands behind a step of the plan that is about a service: how they were sent there, and how it goes.

    ``kind`` is "signpost" (the details were given), "supported" (somebody helped them to refer themself) or "formal"
    (the coach sends it: the step's ``refers``). ``state`` is a code of the list ``service_referral_state`` and
    ``state_on`` the day from which it holds; ``reason`` one of ``service_decline_reason``. ``sent_on`` is the day it
    first went (of a formal one always the step's), ``started_on`` the day they began there. The service is copied as it
    was when the referral was made, and again when it went.
    """

    __tablename__ = "service_referral"
    __table_args__ = (
        Index("ix_service_referral_chase_on", "chase_on", sqlite_where=text("chase_on IS NOT NULL")),
        # All that the figures of a service are counted from, so that those of many need no look at the rows.
        Index(None, "service_id", "kind", "state", "reason", "sent_on", "started_on", "state_on"),
    )

    step_id: Mapped[int] = mapped_column(ForeignKey("plan_action.id"), unique=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    state_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(16), default="")
    sent_on: Mapped[date | None]
    started_on: Mapped[date | None]
    chase_on: Mapped[date | None]
    service_uid: Mapped[str]
    service_name: Mapped[str]
    service_phone: Mapped[str]
    service_address: Mapped[str]


class ServiceReferralEvent(Kept, Base):
    """How a referral stood from a day on, who said so, the reason for a no, and what was said. Rows are only added."""

    __tablename__ = "service_referral_event"

    referral_id: Mapped[int] = mapped_column(ForeignKey("service_referral.id"), index=True)
    happened_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    who: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(16), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class ServiceCorrection(Kept, Base):
    """Something that a coach found wrong about a service, to be sent to whoever keeps the list. It names nobody.

    ``kind`` is a code of the list ``service_wrong``. ``field`` is the detail that was wrong, ``was`` what stood there
    and ``right`` what should; ``until`` the last day on which they take no referrals. ``before`` is what stood in our
    own service before it (JSON), to be put back. ``sent_on``: it went to the list's keeper; ``ended_on``: it is no
    longer so.
    """

    __tablename__ = "service_correction"
    __table_args__ = (Index(None, "service_id", "ended_on"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    kind: Mapped[str] = mapped_column(String(16))
    field: Mapped[str] = mapped_column(String(32), default="")
    was: Mapped[str] = mapped_column(Text, default="")
    right: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    found_on: Mapped[date]
    until: Mapped[date | None]
    before: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date | None]
    ended_on: Mapped[date | None]
