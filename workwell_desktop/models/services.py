"""The service directory: other people's lists as they came, our own services, and what coaches know about them.

What a list says and what we show of it are versions: ``dir_said`` and ``service_face`` rows are written beside what is
live, and a release goes live, or is undone, by turning the pointers ``said_id`` and ``face_id`` of narrow rows.
Overrides, notes, checks, and the referrals of other tables, hang on the ``service`` itself and no import touches them.
"""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class DirMapping(Kept, Base):
    """How a coach said the columns of a table are to be read; found again by the table's heads (``fingerprint``)."""

    __tablename__ = "dir_mapping"

    fingerprint: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[str] = mapped_column(Text)  # JSON of directory/columns.py


class DirRelease(Kept, Base):
    """One file of a list, as it was read. The counts are records; ``partial`` files withdraw nothing.

    ``state`` is "staging", "staged", "live", "undone" or "dropped". ``report`` is a JSON object: totals, alarms,
    refused rows. ``staged_in`` and ``live_in`` are the places of these transactions in the vault's record
    (``Transaction.first_event``): what a coach changed in a later one has to be worked in when it goes live or back.
    """

    __tablename__ = "dir_release"

    source_id: Mapped[int] = mapped_column(ForeignKey("dir_source.id"), index=True)
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    released_on: Mapped[date | None]
    partial: Mapped[bool]
    state: Mapped[str]
    staged_in: Mapped[int]
    live_in: Mapped[int | None]
    live_at: Mapped[datetime | None]
    report: Mapped[str] = mapped_column(Text)
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    withdrawn: Mapped[int]


class DirRecord(Kept, Base):
    """One service in one list. ``said_id`` is the live ``dir_said``; nothing before its release is live."""

    __tablename__ = "dir_record"
    __table_args__ = (Index(None, "source_id", "status"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("dir_source.id"))
    said_id: Mapped[int | None] = mapped_column(index=True)
    status: Mapped[str]  # "staged", "listed" or "withdrawn"
    first_release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"))
    last_release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"))


class DirSaid(Kept, Base):
    """What a list said of one service in one release. ``content`` is a JSON object keyed by field.

    ``source_key`` is the list's own id, which lists give again to others; so a service is known by its name, postcode
    and phone too (``known_*``: folded, without spaces).
    """

    __tablename__ = "dir_said"

    record_id: Mapped[int] = mapped_column(ForeignKey("dir_record.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"), index=True)
    source_key: Mapped[str]
    known_name: Mapped[str]
    known_postcode: Mapped[str]
    known_phone: Mapped[str]
    content: Mapped[str] = mapped_column(Text)


class DirChange(Kept, Base):
    """What a release does to one record and its service: which versions it leaves, and which it comes to.

    ``kind`` is "new", "changed", "unchanged" or "withdrawn"; ``where`` is the file and row it was read from.
    """

    __tablename__ = "dir_change"
    __table_args__ = (
        Index(None, "release_id", "kind"),
        # Tidying asks for these by the hundred; most releases leave nothing behind.
        *(Index(None, name, sqlite_where=text(f"{name} IS NOT NULL")) for name in ("said_before", "face_before")),
    )

    release_id: Mapped[int] = mapped_column(ForeignKey("dir_release.id"))
    record_id: Mapped[int] = mapped_column(ForeignKey("dir_record.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    kind: Mapped[str]
    where: Mapped[str]
    said_before: Mapped[int | None]
    said_after: Mapped[int | None]
    status_before: Mapped[str]
    status_after: Mapped[str]
    face_before: Mapped[int | None]
    face_after: Mapped[int | None] = mapped_column(index=True)
    release_before: Mapped[int | None]


class Service(Kept, Base):
    """A community service, whatever lists say of it. ``uid`` is 32 hex; ``own`` says that a coach here added it.

    ``face_id`` is the version that is shown; nothing while its release is not live. ``checked_on`` is the day a coach
    here last made sure of it, ``starred`` that coaches here like to find it first. ``touched_in`` is the place in the
    vault's record (``Transaction.first_event``) of the transaction in which a coach last changed something that its
    face shows: not a moment, since a clock may be put back.
    """

    __tablename__ = "service"

    uid: Mapped[str] = mapped_column(unique=True)
    own: Mapped[bool]
    face_id: Mapped[int | None] = mapped_column(index=True)
    checked_on: Mapped[date | None]
    starred: Mapped[bool] = mapped_column(default=False)
    touched_in: Mapped[int | None]
    face: Mapped[ServiceFace] = relationship(
        primaryjoin="foreign(Service.face_id) == ServiceFace.id", lazy="joined", viewonly=True
    )


class ServiceFace(Kept, Base):
    """A service as we show it: local override first, then the most trusted list.

    ``status`` is "active", "paused" or "withdrawn". Ages are years; ``hinted_*`` were only found in sentences and warn.
    ``assured_on`` is the day the publisher last vouched for it. ``scored_by`` is the mark of the rules that its
    ``service_need`` rows were worked out by (``casework/service_terms.py``).
    """

    __tablename__ = "service_face"
    __table_args__ = (Index(None, "status", "sort_name"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
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
    hinted_minimum_age: Mapped[int | None]
    hinted_maximum_age: Mapped[int | None]
    cost: Mapped[str]  # "free", "low", "paid" or "" when nobody has said
    cost_note: Mapped[str]
    national: Mapped[bool]
    assured_on: Mapped[date | None]
    updated_on: Mapped[date | None]
    alert: Mapped[str]
    closed_words: Mapped[str]
    wait: Mapped[str]
    wait_said_on: Mapped[date | None]
    sensitive: Mapped[bool]
    organisation_key: Mapped[str]
    scored_by: Mapped[str] = mapped_column(index=True)


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

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
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


class ServiceTag(Base):
    """One thing a service can be found by; worked out whenever its face is.

    ``kind`` is "topic", "mode", "access", "language", "accessibility", "only_for", "area" or "slot" (day and time).
    """

    __tablename__ = "service_tag"
    __table_args__ = (UniqueConstraint("face_id", "kind", "code"), Index(None, "kind", "code", "face_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    face_id: Mapped[int] = mapped_column(ForeignKey("service_face.id"))
    kind: Mapped[str]
    code: Mapped[str]


class ServiceLocation(Kept, Base):
    """A place where a service is given; ``number`` keeps the list's order.

    ``latitude`` and ``longitude`` (degrees of WGS84) are the list's own; ``at_latitude`` and ``at_longitude`` are where
    distances are counted from, and ``placed`` says from what: "given", "sector", "outcode" or "" for nowhere known.
    ``unsure_km`` is how far off that may be.
    """

    __tablename__ = "service_location"
    __table_args__ = (UniqueConstraint("face_id", "number"),)

    face_id: Mapped[int] = mapped_column(ForeignKey("service_face.id"))
    number: Mapped[int]
    address: Mapped[str]
    postcode: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    at_latitude: Mapped[float | None]
    at_longitude: Mapped[float | None]
    unsure_km: Mapped[float]
    placed: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    getting_in: Mapped[str] = mapped_column(Text)


class ServiceSchedule(Kept, Base):
    """When a service is open, in the publisher's words, and as a rule where they gave one (``RecordTimes``)."""

    __tablename__ = "service_schedule"
    __table_args__ = (UniqueConstraint("face_id", "number"),)

    face_id: Mapped[int] = mapped_column(ForeignKey("service_face.id"))
    number: Mapped[int]
    description: Mapped[str]
    byday: Mapped[str]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    freq: Mapped[str]
    interval: Mapped[int]
    bymonthday: Mapped[str]
    starts: Mapped[date | None]
    until: Mapped[date | None]
    place: Mapped[str]


class ServiceNeed(Base):
    """How well a service fits one need of ``resources/services/needs.toml``, by its own words.

    ``points`` run from 0 to 8; ``found`` is the rest of a ``TermScore`` as a JSON list.
    """

    __tablename__ = "service_need"
    __table_args__ = (UniqueConstraint("face_id", "need"), Index(None, "need", "points"))

    id: Mapped[int] = mapped_column(primary_key=True)
    face_id: Mapped[int] = mapped_column(ForeignKey("service_face.id"))
    need: Mapped[str]
    points: Mapped[float]
    found: Mapped[str]


class OwnNeedRules(Kept, Base):
    """What helps with what, as this service changed it (one row): the text of a file laid over the one that ships.

    Empty means that what ships holds. ``changed_on`` and ``changed_by`` say when and by whom it was last changed,
    ``scored_at`` when services were last scored again.
    """

    __tablename__ = "own_need_rules"

    text: Mapped[str] = mapped_column(Text, default="")
    changed_on: Mapped[date | None]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("vault_member.id"))
    scored_at: Mapped[datetime | None]
