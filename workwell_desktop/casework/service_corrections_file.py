"""The corrections as files that go back to whoever keeps a list: a CSV list, and a valid Open Referral UK 3 page.

They are about services alone: a file is made from what lists say, from the corrections, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_corrections import CLOSED, DETAIL, NOT_TAKING, OTHER
from workwell_desktop.casework.service_forms import form_of
from workwell_desktop.casework.service_rows import effective, listed_values
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.corrections import (
    Corrected,
    Correction,
    CorrectionKind,
    corrections_csv,
    corrections_oruk,
)
from workwell_desktop.directory.credit import Credit
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.models.members import Member
from workwell_desktop.models.service_referrals import ServiceCorrection
from workwell_desktop.models.services import DirRecord, DirSaid, DirSource, Service, ServiceLink
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.vault.store import Vault

Form = Literal["csv", "oruk"]
_KINDS: dict[str, CorrectionKind] = {DETAIL: "wrong", CLOSED: "closed", NOT_TAKING: "paused", OTHER: "other"}


def save_corrections(vault: Vault, path: Path, form: Form) -> tuple[int, ...]:
    """Write the corrections that are to be sent into a file, and return their ids.

    That a readable copy leaves the vault is written down first. Raises ``NotKept`` when the disk refuses.
    """
    refuse_export(path)
    with vault.reading() as session:
        rows = _to_send(session)
        corrected = tuple(_corrected(session, rows))
        credits_due = _credits(session, {row.service_id for row in rows})
    numbers = tuple(row.id for row in rows)
    if form == "csv":
        data = b"".join(corrections_csv(corrected))
    else:
        labels = {topic.code: topic.label for topic in topics().values()}
        data = "".join(corrections_oruk(corrected, credits_due, labels)).encode()
    with vault.transaction() as transaction:
        transaction.record("export", "service_correction", 0, {"form": form, "corrections": len(numbers)})
    write_export(path, data)
    return numbers


def _to_send(session: Session) -> Sequence[ServiceCorrection]:
    return session.scalars(
        select(ServiceCorrection)
        .where(ServiceCorrection.sent_on.is_(None), ServiceCorrection.ended_on.is_(None))
        .order_by(ServiceCorrection.service_id, ServiceCorrection.id)
    ).all()


def _corrected(session: Session, rows: Sequence[ServiceCorrection]) -> Iterator[Corrected]:
    """Give each service once, as its list says it is, with what is to be corrected in it."""
    names = {row.id: row.name for row in session.execute(select(Member.id, Member.name))}
    for service_id in dict.fromkeys(row.service_id for row in rows):
        mine = [row for row in rows if row.service_id == service_id]
        record = _record(session, service_id)
        yield Corrected(record, tuple(_said(record, row, names[row.created_by]) for row in mine))


def _record(session: Session, service_id: int) -> ServiceRecord:
    """Return a service as its list says it is, under the list's own key; one of our own as it stands."""
    if session.get_one(Service, service_id).own:
        return effective(session, service_id).values
    return listed_values(session, service_id)


def _said(record: ServiceRecord, row: ServiceCorrection, who: str) -> Correction:
    return Correction(
        key=record.key,
        name=record.name,
        kind=_KINDS[row.kind],
        day=row.found_on,
        field=row.field,
        listed=_listed(record, row),
        ours=row.right,
        reason=row.note,
        until=row.until,
        said_by=who,
    )


def _listed(record: ServiceRecord, row: ServiceCorrection) -> str:
    """Return what the list says of a detail; where it says what is right by now, what stood there when it was found."""
    now = str(getattr(form_of(record), row.field)) if row.field else ""
    return row.was if now == row.right else now


def _credits(session: Session, service_ids: set[int]) -> tuple[Credit, ...]:
    """Return the lists that these services are from, as their licences ask to be named."""
    rows = session.execute(
        select(DirSource.name, DirSource.publisher, DirSource.licence, DirSource.attribution)
        .join(DirRecord, DirRecord.source_id == DirSource.id)
        .join(DirSaid, DirSaid.id == DirRecord.said_id)
        .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
        .where(ServiceLink.service_id.in_(service_ids))
        .order_by(DirSource.id)
        .distinct()
    )
    return tuple(Credit(row.name, row.publisher, row.licence, row.attribution) for row in rows)
