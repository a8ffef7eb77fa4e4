"""What is in the directory as a file for others: every service as it is shown here, without what may not leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from workwell_desktop.casework.service_rows import effective
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.credit import Credit, credits_text
from workwell_desktop.directory.export_csv import services_csv
from workwell_desktop.directory.export_oruk import oruk_page
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.files import write_whole
from workwell_desktop.models.services import DirSource, Service, ServiceFace
from workwell_desktop.places.districts import place_attributions
from workwell_desktop.vault.store import Vault

_BATCH = 200
CREDITS_SUFFIX = ".credits.txt"
"""What is added to the name of an exported file for the text beside it: which lists it was made from."""


def export_directory(vault: Vault, path: Path, form: str) -> int:
    """Write every service that is shown into ``path`` as "oruk3" or "csv", its credits beside it; return how many.

    Raises ``NotKept`` when the disk refuses; another form is a bug (``ValueError``).
    """
    today = vault.clock.today()
    counted = _Counted(vault)
    if form == "oruk3":
        chunks: Iterator[bytes] = (part.encode() for part in oruk_page(counted, _credits(vault), _labels()))
    elif form == "csv":
        chunks = services_csv(counted, _labels(), today)
    else:
        raise ValueError(form)
    write_whole(path, b"".join(chunks))
    places = [Credit("Positions of postcodes", attribution=line) for line in place_attributions()]
    write_whole(path.with_name(path.name + CREDITS_SUFFIX), credits_text([*_credits(vault), *places], today).encode())
    return counted.count


class _Counted:
    """The services that are shown, one after the other, and how many were given."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.count = 0

    def __iter__(self) -> Iterator[ServiceRecord]:
        for uid, record in shown_records(self._vault):
            self.count += 1
            yield replace(record, key=uid)  # two lists may give one id to two services


def shown_records(vault: Vault) -> Iterator[tuple[str, ServiceRecord]]:
    """Give our own id and the effective values of each service that is not withdrawn."""
    last = 0
    while True:
        with vault.reading() as session:
            rows = session.execute(
                select(Service.id, Service.uid)
                .join(ServiceFace, ServiceFace.id == Service.face_id)
                .where(Service.id > last, ServiceFace.status != "withdrawn")
                .order_by(Service.id)
                .limit(_BATCH)
            ).all()
            found = [(row.uid, effective(session, row.id).values) for row in rows]
        if not rows:
            return
        last = rows[-1].id
        yield from found


def _labels() -> Mapping[str, str]:
    return {code: topic.label for code, topic in topics().items()}


def _credits(vault: Vault) -> list[Credit]:
    with vault.reading() as session:
        lists = session.scalars(select(DirSource).where(DirSource.last_import.is_not(None)).order_by(DirSource.id))
        return [Credit(one.name, one.publisher, one.licence, one.attribution) for one in lists]
