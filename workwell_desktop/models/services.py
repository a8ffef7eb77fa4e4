"""The service directory: other people's lists as they came, our own services, and what coaches know about them.

The lists are kept apart from our own knowledge: an import writes ``dir_*`` rows and works out
the merged values of ``service`` afresh. Overrides, notes, checks, and the referrals of other tables, hang on our
own service and are never touched by an import.
"""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class DirSource(Kept, Base):
    """A list that somebody publishes. ``key`` is its permanent short name; of two lists the lower ``trust`` wins."""

    __tablename__ = "dir_source"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    publisher: Mapped[str]
    licence: Mapped[str]
    attribution: Mapped[str]
    format: Mapped[str]
    trust: Mapped[int]
    last_import: Mapped[datetime | None]


class DirRelease(Kept, Base):
    """One file of a list, as it was read. The counts are records; ``partial`` files withdraw nothing."""

    __tablename__ = "dir_release"

    source_id: Mapped[int] = mapped_column(ForeignKey("dir_source.id"), index=True)
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    released_on: Mapped[date | None]
    partial: Mapped[bool]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    withdrawn: Mapped[int]


class DirRecord(Kept, Base):
    """What one list says about one service. ``content`` and ``field_hashes`` are JSON objects keyed by field."""

    __tablename__ = "dir_record"
    __table_args__ = (UniqueConstraint("source_id", "source_key"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("dir_source.id"))
    source_key: Mapped[str]
    first_release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"))
    last_release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"))
    status: Mapped[str]  # "listed" or "withdrawn"
    content: Mapped[str] = mapped_column(Text)
    field_hashes: Mapped[str] = mapped_column(Text)


class Service(Kept, Base):
    """A community service as we show it: local override first, then the most trusted list. ``uid`` is 32 hex.

    ``own`` says that a coach here added it. ``status`` is "active", "paused" or "withdrawn". Ages are years.
    ``assured_on`` is the day the publisher last vouched for it, ``checked_on`` the day a coach here last did.
    """

    __tablename__ = "service"
    __table_args__ = (Index(None, "status", "sort_name"),)

    uid: Mapped[str] = mapped_column(unique=True)
    own: Mapped[bool]
    status: Mapped[str]
    name: Mapped[str]
    sort_name: Mapped[str]
    organisation: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(Text)
    phone: Mapped[str]
    text_number: Mapped[str]
    email: Mapped[str]
    web: Mapped[str]
    how_to_refer: Mapped[str] = mapped_column(Text)
    getting_in: Mapped[str] = mapped_column(Text)
    eligibility: Mapped[str] = mapped_column(Text)
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    cost: Mapped[str]  # "free", "low", "paid" or "" when nobody has said
    cost_note: Mapped[str]
    national: Mapped[bool]
    assured_on: Mapped[date | None]
    checked_on: Mapped[date | None]


class ServiceLink(Kept, Base):
    """Says that a list's record speaks of a service of ours. ``confidence`` runs from 0 to 1."""

    __tablename__ = "service_link"

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("dir_record.id"), unique=True)
    confidence: Mapped[float]
    decided_by: Mapped[str]  # "import" or "coach"


class ServiceOverride(Kept, Base):
    """A value that a coach here put over a list's. ``value`` is JSON. It holds until ``ended_at``."""

    __tablename__ = "service_override"
    __table_args__ = (
        Index(
            "uq_service_override_live",
            "service_id",
            "field",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    field: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str]
    ended_at: Mapped[datetime | None]


class ServiceNote(Kept, Base):
    """What a coach here wants the next coach to know about a service."""

    __tablename__ = "service_note"

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    text: Mapped[str] = mapped_column(Text)


class ServiceCheck(Kept, Base):
    """A coach made sure of a service's details. ``method`` and ``result`` are codes of casework/services.py."""

    __tablename__ = "service_check"
    __table_args__ = (Index(None, "service_id", "checked_on"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    checked_on: Mapped[date]
    method: Mapped[str]
    result: Mapped[str]


class ServiceTag(Kept, Base):
    """One thing a service can be found by. ``kind`` is "topic", "mode" or "access"; worked out at each merge."""

    __tablename__ = "service_tag"
    __table_args__ = (UniqueConstraint("service_id", "kind", "code"), Index(None, "kind", "code", "service_id"))

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    kind: Mapped[str]
    code: Mapped[str]


class ServiceLocation(Kept, Base):
    """A place where a service is given. Degrees of WGS84 where known; ``number`` keeps the list's order."""

    __tablename__ = "service_location"
    __table_args__ = (UniqueConstraint("service_id", "number"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    number: Mapped[int]
    address: Mapped[str]
    postcode: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class ServiceSchedule(Kept, Base):
    """When a service is open, in the publisher's words, and as a weekly rule where they gave one.

    ``byday`` is the publisher's list of days ("MO,TU").
    """

    __tablename__ = "service_schedule"
    __table_args__ = (UniqueConstraint("service_id", "number"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    number: Mapped[int]
    description: Mapped[str]
    byday: Mapped[str]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
