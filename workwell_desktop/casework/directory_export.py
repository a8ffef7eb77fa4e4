"""What is in the directory as a file for others: every service as it is shown here, without what may not leave.

The list that ships with the program is in every copy of it already, so it stays out but for what a coach changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_rows import effective
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.credit import Credit, credits_text
from workwell_desktop.directory.export_csv import services_csv
from workwell_desktop.directory.export_oruk import oruk_page
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.starter import FORMAT
from workwell_desktop.models.services import (
    DirRecord,
    DirSaid,
    DirSource,
    Service,
    ServiceFace,
    ServiceLink,
    ServiceOverride,
)
from workwell_desktop.places.districts import place_attributions
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.vault.store import Vault

_BATCH = 200
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
CREDITS_SUFFIX = ".credits.txt"
"""What is added to the name of an exported file for the text beside it: which lists it was made from."""


def export_directory(vault: Vault, path: Path, form: str) -> int:
    """Write every service that is shown into ``path`` as "oruk3" or "csv", its credits beside it; return how many.

    What only the shipped list has, unchanged, is left out.
    Raises ``NotKept`` when the disk refuses; another form is a bug (``ValueError``).
    """
    refuse_export(path)
    today = vault.clock.today()
    counted = _Counted(vault)
    if form == "oruk3":
        chunks: Iterator[bytes] = (part.encode() for part in oruk_page(counted, _credits(vault), _labels()))
    elif form == "csv":
        chunks = services_csv(counted, _labels(), today)
    else:
        raise ValueError(form)
    write_export(path, b"".join(chunks))
    places = [Credit("Positions of postcodes", attribution=line) for line in place_attributions()]
    write_export(path.with_name(path.name + CREDITS_SUFFIX), credits_text([*_credits(vault), *places], today).encode())
    return counted.count


class _Counted:
    """The services that are shown, one after the other, and how many were given."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.count = 0

    def __iter__(self) -> Iterator[ServiceRecord]:
        for uid, record in shown_records(self._vault):
            self.count += 1
            yield replace(record, key=uid)


def shown_records(vault: Vault) -> Iterator[tuple[str, ServiceRecord]]:
    """Give the id and the effective values of each service to write out.

    The id is its list's own where that is a UUID, so that it stays the same in another directory that has the list;
    else, and where two lists give one id to two services, ours.
    """
    last, given = 0, set[str]()
    while True:
        with vault.reading() as session:
            rows = session.execute(_exported().where(Service.id > last).order_by(Service.id).limit(_BATCH)).all()
            keys = _list_keys(session, [row.id for row in rows])
            found = [(row.uid, keys.get(row.id, ""), effective(session, row.id).values) for row in rows]
        if not rows:
            return
        last = rows[-1].id
        for uid, key, values in found:
            chosen = key if key and key.casefold() not in given else uid
            given.add(chosen.casefold())
            yield chosen, values


def _exported() -> Select[int, str]:
    """Select the services that are shown and that this directory alone has: from another list, or changed here."""
    elsewhere = (
        exists()
        .where(ServiceLink.service_id == Service.id, ServiceLink.record_id == DirRecord.id)
        .where(DirRecord.source_id == DirSource.id, DirRecord.status == "listed", DirSource.format != FORMAT)
    )
    changed = exists().where(ServiceOverride.service_id == Service.id, ServiceOverride.ended_at.is_(None))
    return (
        select(Service.id, Service.uid)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(ServiceFace.status != "withdrawn", or_(Service.own, elsewhere, changed))
    )


def _list_keys(session: Session, services: Sequence[int]) -> dict[int, str]:
    """Return by service the id that the most trusted of its lists gives it, where that is a UUID."""
    rows = session.execute(
        select(ServiceLink.service_id, DirSaid.source_key)
        .join(DirRecord, DirRecord.id == ServiceLink.record_id)
        .join(DirSaid, DirSaid.id == DirRecord.said_id)
        .join(DirSource, DirSource.id == DirRecord.source_id)
        .where(ServiceLink.service_id.in_(services), DirRecord.status == "listed")
        .order_by(DirSource.trust.desc(), DirRecord.id.desc())
    )
    return {row.service_id: row.source_key for row in rows if _UUID.fullmatch(row.source_key)}


def _labels() -> Mapping[str, str]:
    return {code: topic.label for code, topic in topics().items()}


def _credits(vault: Vault) -> list[Credit]:
    with vault.reading() as session:
        used = (
            select(DirRecord.source_id)
            .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
            .where(ServiceLink.service_id.in_(_exported().with_only_columns(Service.id)))
        )
        lists = session.scalars(
            select(DirSource).where(DirSource.last_import.is_not(None), DirSource.id.in_(used)).order_by(DirSource.id)
        )
        return [Credit(one.name, one.publisher, one.licence, one.attribution) for one in lists]
