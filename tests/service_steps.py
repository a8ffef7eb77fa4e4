"""Referrals to services for tests: a service, a yes to it, and every deed that moves a referral or its step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.plans import say
from workwell_desktop.casework import services
from workwell_desktop.casework.directory_live import ImportResult, make_live
from workwell_desktop.casework.directory_staging import Reading, stage
from workwell_desktop.directory.reading import Found
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.directory.starter import ListAbout
from workwell_desktop.models.services import DirSource, Service, ServiceFace
from workwell_desktop.vault.store import Vault

QUAY = "Quay Advice Example"


def add_quay(vault: Vault, name: str = QUAY) -> int:
    """Add a service and return its id."""
    form = services.ServiceForm(
        name=name, topics=("back_and_joints",), phone="01632 960114", places=(RecordPlace("1 Quay Street", "M1 1AE"),)
    )
    return services.add_service(vault, form)


def agree(vault: Vault, person: int, states: Sequence[str] = ("agreed",), name: str = QUAY) -> None:
    """Write down what was said about a referral to a service."""
    for state in states:
        say(vault, person, state, "service", name, "refer")


ABOUT = ListAbout(
    "quays", "Quays list", "Example Council", "OGL-UK-3.0", "Contains a list of Example Council.", date(2037, 11, 1),
    "quays.json", "",
)  # fmt: skip


def quay_record(**other: Any) -> ServiceRecord:
    """Return what a list says of a service."""
    said: dict[str, Any] = {"topics": ("back_and_joints",), "phone": "01632 960114", "assured_on": date(2037, 5, 4)}
    return ServiceRecord(**{"key": "q1", "name": QUAY, **said, **other})


def bring_in(vault: Vault, *records: ServiceRecord, partial: bool = False) -> ImportResult:
    """Read a release of the list with these services, and make it live."""
    about = replace(ABOUT, sha256=hashlib.sha256(repr(records).encode()).hexdigest())
    pieces = (Found(record, "quays.json", row) for row, record in enumerate(records, start=1))
    return make_live(vault, stage(vault, about, iter(pieces), Reading("test", 50, partial=partial)))


def source_of(vault: Vault) -> int:
    """Return the id of the list."""
    with vault.reading() as session:
        return session.scalars(select(DirSource.id).where(DirSource.key == ABOUT.key)).one()


def listed_quay(vault: Vault, name: str = QUAY) -> int:
    """Return the id of a service by its name."""
    with vault.reading() as session:
        return session.scalars(
            select(Service.id).join(ServiceFace, ServiceFace.id == Service.face_id).where(ServiceFace.name == name)
        ).one()
