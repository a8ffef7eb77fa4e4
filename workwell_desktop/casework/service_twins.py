"""Services that may be listed twice: found by the rules of the directory, shown to a coach, never joined by themselves.

What a coach has said ("not a duplicate") is kept for the pair and holds through every later import. Joining and parting
stand in ``service_joining``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework.directory_fields import in_words
from workwell_desktop.casework.service_form import ServiceForm, form_of, place_line
from workwell_desktop.casework.service_rows import effective
from workwell_desktop.casework.service_times import written
from workwell_desktop.directory.alike_blocks import Pair, suggest, suggest_for
from workwell_desktop.directory.alike_facts import Entry
from workwell_desktop.directory.merge import FORM_FIELDS
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.service_twins import ServiceTwin
from workwell_desktop.models.services import (
    DirRecord,
    DirSource,
    Service,
    ServiceCheck,
    ServiceFace,
    ServiceLink,
    ServiceLocation,
    ServiceNote,
    ServiceTag,
)
from workwell_desktop.vault.store import Transaction, Vault

SUGGESTED, NOT_A_DUPLICATE, JOINED = "suggested", "not_a_duplicate", "joined"
PAGE = 50
_BATCH = 100  # pairs of one transaction: a coach who saves meanwhile waits for no more than that
_READ = 1_000  # services read at once
_TELL_EVERY = 100  # entries
_LABELS = {
    "name": "Name", "organisation": "Organisation", "summary": "In a line", "description": "What it is",
    "phone": "Phone", "text_number": "Text number", "email": "E-mail", "web": "Web site", "places": "Where",
    "times": "When", "how_to_refer": "How to refer", "getting_in": "Getting in",
    "eligibility": "Who it is for", "cost": "Cost", "cost_note": "About the cost", "topics": "Topics",
    "modes": "How to go", "access": "Who may send somebody", "minimum_age": "Youngest age",
    "maximum_age": "Oldest age", "only_for": "Only for", "languages": "Languages", "areas": "Where people must live",
    "wait": "How long people wait", "wait_said_on": "Wait said on", "alert": "Warning", "status": "Is it open?",
    "sensitive": "Address not given out",
}  # fmt: skip

Told = Callable[[int], None]
"""Called now and then with the number of pairs found, or of entries read, so far."""


@dataclass(frozen=True)
class TwinRow:
    """One pair in the list: its id, both names and where they are, and why they are shown."""

    id: int
    first: str
    second: str
    where: str
    reasons: str


@dataclass(frozen=True)
class TwinPage:
    """A page of pairs, the most alike first, of ``total``."""

    rows: tuple[TwinRow, ...]
    total: int


@dataclass(frozen=True)
class TwinSide:
    """One service of a pair: its id, name, the lists that have it (or "Added here"), and what hangs on it."""

    service_id: int
    name: str
    lists: str
    behind: str


@dataclass(frozen=True)
class TwinField:
    """One field of both as it is shown; ``offered`` is the id of the service whose value is offered."""

    name: str
    label: str
    first: str
    second: str
    same: bool
    offered: int


@dataclass(frozen=True)
class TwinsSeen:
    """Two services side by side, with the fields that either has, and why they are shown."""

    id: int
    first: TwinSide
    second: TwinSide
    fields: tuple[TwinField, ...]
    reasons: tuple[str, ...]
    offered: int


class Stopped(Exception):
    """Somebody pressed *Stop* while the directory was looked through. What was found stays."""


def find_twins(
    vault: Vault, told: Told = lambda _found: None, stopped: Callable[[], bool] = lambda: False, *, ends: bool = False
) -> int:
    """Look the whole directory through and suggest what may be listed twice; return how many pairs now stand.

    For the worker: it reads and writes in short steps. Decided pairs stay as they are; a suggestion that does not hold
    any more goes away. When ``stopped`` says so it ends where it is, and nothing is taken away; with ``ends`` it then
    raises ``Stopped``. Raises ``NotKept``.
    """
    batch: list[Pair] = []
    seen: set[tuple[int, int]] = set()
    for pair in suggest(_entries(vault), stopped=stopped):
        seen.add((pair.first, pair.second))
        batch.append(pair)
        if len(batch) == _BATCH:
            _keep(vault, batch)
            told(len(seen))
            batch = []
    _keep(vault, batch)
    if not stopped():
        _forget_others(vault, seen)
    elif ends:
        raise Stopped
    told(len(seen))
    return twins(vault, 0, 1).total


def like_entries(
    vault: Vault,
    entries: Iterable[Entry],
    told: Told = lambda _done: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Pair]:
    """Give the pairs of new entries, whose ids are below nought, with each other and with services (by their ids).

    One that says word for word what a service says is given with that service alone. ``told`` is called now and then
    with how many entries and services were read; it ends early when ``stopped`` says so.
    """
    done = count(1)

    def passing(some: Iterable[Entry]) -> Iterator[Entry]:
        for entry in some:
            if (number := next(done)) % _TELL_EVERY == 0:
                told(number)
            yield entry

    yield from suggest_for(passing(entries), passing(_entries(vault)), same_alone=True, stopped=stopped)


def twins(vault: Vault, offset: int = 0, limit: int = PAGE) -> TwinPage:
    """Return the pairs that wait for a coach, the most alike first."""
    one, other = aliased(Service), aliased(Service)
    here, there = aliased(ServiceFace), aliased(ServiceFace)
    wanted = (
        select(
            ServiceTwin.id, ServiceTwin.reasons, here.name.label("first"), there.name.label("second"),
            here.id.label("face"),
        )
        .join(one, one.id == ServiceTwin.first_id)
        .join(other, other.id == ServiceTwin.second_id)
        .join(here, here.id == one.face_id)
        .join(there, there.id == other.face_id)
        .where(ServiceTwin.state == SUGGESTED, here.status != "withdrawn", there.status != "withdrawn")
    )  # fmt: skip
    with vault.reading() as session:
        total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        rows = session.execute(
            wanted.order_by(ServiceTwin.score.desc(), ServiceTwin.id).offset(offset).limit(limit)
        ).all()
        places = session.execute(
            select(ServiceLocation.face_id, ServiceLocation.address, ServiceLocation.postcode).where(
                ServiceLocation.face_id.in_([row.face for row in rows]), ServiceLocation.number == 0
            )
        )
        where = {row.face_id: ", ".join(filter(None, (row.address, row.postcode))) for row in places}
        return TwinPage(
            tuple(
                TwinRow(row.id, row.first, row.second, where.get(row.face, ""), " ".join(json.loads(row.reasons)))
                for row in rows
            ),
            total,
        )


def twins_seen(vault: Vault, twin_id: int) -> TwinsSeen:
    """Return a pair side by side. An id that is not there is a bug (``NoResultFound``)."""
    with vault.reading() as session:
        twin = session.get_one(ServiceTwin, twin_id)
        forms = [form_of(effective(session, one).values) for one in (twin.first_id, twin.second_id)]
        sides = [_side(session, one, form) for one, form in zip((twin.first_id, twin.second_id), forms, strict=True)]
        first = session.get_one(Service, twin.first_id)
        offered = twin.second_id if first.own else twin.first_id
        ids = (twin.first_id, twin.second_id)
        fields = tuple(_field(name, forms[0], forms[1], ids, offered) for name in FORM_FIELDS)
        return TwinsSeen(
            twin.id,
            sides[0],
            sides[1],
            tuple(one for one in fields if one.first or one.second),
            tuple(json.loads(twin.reasons)),
            offered,
        )


def not_twins(vault: Vault, twin_id: int) -> None:
    """Remember that the two are not one service; the pair is not shown again. Raises ``WorkwellError``, ``NotKept``."""
    with vault.transaction() as transaction:
        twin = transaction.session.get_one(ServiceTwin, twin_id)
        if twin.state != SUGGESTED:
            raise WorkwellError("This pair has been decided meanwhile.", "Look at the list again.")
        decide(transaction, twin, NOT_A_DUPLICATE)
        transaction.record("not_a_duplicate", "service_twin", twin.id)


def decide(transaction: Transaction, twin: ServiceTwin, state: str) -> None:
    """Write down what a coach said of a pair, and who, and when."""
    twin.state = state
    twin.decided_at = None if state == SUGGESTED else transaction.now
    twin.decided_by = None if state == SUGGESTED else transaction.member_id


# -- reading ----------------------------------------------------------------------------------------------------


def _entries(vault: Vault) -> Iterator[Entry]:
    """Give what is shown now as entries, in short reading steps."""
    after = 0
    while True:
        with vault.reading() as session:
            rows = session.execute(
                select(ServiceFace, Service.id.label("service"))
                .join(Service, Service.face_id == ServiceFace.id)
                .where(Service.id > after, ServiceFace.status != "withdrawn")
                .order_by(Service.id)
                .limit(_READ)
            ).all()
            faces = [row[0].id for row in rows]
            places: dict[int, ServiceLocation] = {
                place.face_id: place
                for place in session.scalars(
                    select(ServiceLocation).where(ServiceLocation.face_id.in_(faces), ServiceLocation.number == 0)
                )
            }
            tags: dict[int, dict[str, set[str]]] = {}
            for tag in session.execute(
                select(ServiceTag.face_id, ServiceTag.kind, ServiceTag.code).where(
                    ServiceTag.face_id.in_(faces), ServiceTag.kind.in_(("topic", "only_for"))
                )
            ):
                tags.setdefault(tag.face_id, {}).setdefault(tag.kind, set()).add(tag.code)
            entries = [_entry(row.service, row[0], places.get(row[0].id), tags.get(row[0].id, {})) for row in rows]
        if not entries:
            return
        yield from entries
        after = entries[-1].id


def _entry(service_id: int, face: ServiceFace, place: ServiceLocation | None, tags: dict[str, set[str]]) -> Entry:
    known = place is not None and place.placed == "list" and place.latitude is not None and place.longitude is not None
    return Entry(
        id=service_id,
        name=face.name,
        organisation=face.organisation,
        address=f"{place.name} {place.address}".strip() if place else "",
        postcode=place.postcode if place else "",
        position=(place.latitude, place.longitude) if known else None,  # type: ignore[union-attr,arg-type]  # known says so
        phones=tuple(one for one in (face.phone, face.text_number) if one),
        email=face.email,
        web=face.web,
        topics=frozenset(tags.get("topic", ())),
        words=" ".join((face.summary, face.description, face.eligibility))[:2_000],
        minimum_age=face.minimum_age,
        maximum_age=face.maximum_age,
        only_for=frozenset(tags.get("only_for", ())),
    )


def _side(session: Session, service_id: int, form: ServiceForm) -> TwinSide:
    lists = session.scalars(
        select(DirSource.name)
        .join(DirRecord, DirRecord.source_id == DirSource.id)
        .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
        .where(ServiceLink.service_id == service_id)
        .order_by(DirSource.trust, DirSource.id)
        .distinct()
    ).all()
    counted = []
    for table, one, many in ((ServiceNote, "note", "notes"), (ServiceCheck, "check", "checks")):
        number = session.scalar(select(func.count()).select_from(table).where(table.service_id == service_id)) or 0
        if number:
            counted.append(f"{number} {one if number == 1 else many}")
    return TwinSide(service_id, form.name, ", ".join(lists) or "Added here", ", ".join(counted))


def _field(name: str, first: ServiceForm, second: ServiceForm, ids: tuple[int, int], offered: int) -> TwinField:
    one, other = getattr(first, name), getattr(second, name)
    fuller = offered if (one if offered == ids[0] else other) else next(id_ for id_ in ids if id_ != offered)
    return TwinField(name, _LABELS[name], _shown(name, one), _shown(name, other), one == other, fuller)


def _shown(name: str, value: Any) -> str:
    if name == "places":
        return "; ".join(place_line(one) for one in value)
    if name == "times":
        return "; ".join(written(value))
    usual = value is None or value is False or value in ("", (), "active")
    return "" if usual else in_words(name, value)


# -- writing ----------------------------------------------------------------------------------------------------


def _keep(vault: Vault, pairs: Sequence[Pair]) -> None:
    """Write new suggestions, and say afresh why of those that are there."""
    if not pairs:
        return
    keys = [(pair.first, pair.second) for pair in pairs]
    with vault.transaction() as transaction:
        session = transaction.session
        rows = session.execute(
            select(ServiceTwin.id, ServiceTwin.first_id, ServiceTwin.second_id, ServiceTwin.state, ServiceTwin.score,
                   ServiceTwin.reasons)
            .where(tuple_(ServiceTwin.first_id, ServiceTwin.second_id).in_(keys))
        )  # fmt: skip
        there = {(row.first_id, row.second_id): row for row in rows}
        services = set(session.scalars(select(Service.id).where(Service.id.in_({one for key in keys for one in key}))))
        fresh = []
        for key, pair in zip(keys, pairs, strict=True):
            said = {"score": pair.likeness.score, "reasons": json.dumps(pair.likeness.reasons, ensure_ascii=False)}
            old = there.get(key)
            if old is None and services.issuperset(key):
                fresh.append({
                    "first_id": key[0], "second_id": key[1], **said, "state": SUGGESTED, "decided_at": None,
                    "decided_by": None, "kept_id": None, "before": "",
                })  # fmt: skip
            elif old is not None and old.state == SUGGESTED and (old.score, old.reasons) != tuple(said.values()):
                session.execute(update(ServiceTwin).where(ServiceTwin.id == old.id).values(**said))
        transaction.insert_all(ServiceTwin, fresh)
        if fresh:
            transaction.record("suggest", "service_twin", 0, {"pairs": len(fresh)})


def _forget_others(vault: Vault, seen: set[tuple[int, int]]) -> None:
    """Take suggestions away that do not hold any more."""
    with vault.reading() as session:
        rows = session.execute(
            select(ServiceTwin.id, ServiceTwin.first_id, ServiceTwin.second_id).where(ServiceTwin.state == SUGGESTED)
        )
        gone = [row.id for row in rows if (row.first_id, row.second_id) not in seen]
    for start in range(0, len(gone), _BATCH):
        with vault.transaction() as transaction:
            part = gone[start : start + _BATCH]
            transaction.session.execute(
                delete(ServiceTwin).where(ServiceTwin.id.in_(part), ServiceTwin.state == SUGGESTED)
            )
            transaction.record("forget", "service_twin", 0, {"pairs": len(part)})
