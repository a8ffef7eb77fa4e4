"""What a list that was read would do: how many services, which fields, what to look at before it is shown to anybody.

Everything here only reads, so that it may be asked for beside the window while coaches go on saving.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_fields import FieldChange, differences
from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_twins import like_entries
from workwell_desktop.directory.alike_facts import Entry, entry_of
from workwell_desktop.directory.reading import Told
from workwell_desktop.directory.record import ServiceRecord, from_json
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.models.services import (
    DirChange,
    DirRecord,
    DirRelease,
    DirSaid,
    DirSource,
    Service,
    ServiceLink,
    ServiceNote,
)
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.sheets.reading import RUN_STARTS
from workwell_desktop.vault.store import Vault

ChangeKind = Literal["new", "changed", "withdrawn", "twice"]

_ASKS = {"renumbered", "shrunk", "truncated"}  # these may mean that the wrong file was chosen
_STILL_OPEN = ("todo", "doing", "waiting")
_ELSEWHERE_SHARE = 0.5
_AT_ONCE = 500  # services asked for at once
_FEW = 5  # new services that say nothing about a whole file
_ELSEWHERE = (
    "{number:,} of {added:,} new services are in the list {name} already. If this is a newer file of that list, throw "
    "it away and choose it again under that name: else each of them stands there twice."
)
_BACK = "It was gone from this list, and is back."
_SAME = "Nothing that can be seen here."


@dataclass(frozen=True)
class AlarmLine:
    """Something about the whole file in a sentence. ``asks``: nobody goes on without saying yes to it."""

    kind: str
    sentence: str
    asks: bool


@dataclass(frozen=True)
class RefusedRow:
    """A row that could not be used: the file's name, the row in it from 1, and why."""

    where: str
    row: int
    reason: str


@dataclass(frozen=True)
class DryRun:
    """What one file would do. All numbers but those of organisations, places and opening times are of services.

    ``alike`` are the changes of new services that may be there already under another number or in another list, and
    ``twice`` is their number; ``to_do`` counts those not in the file that coaches have notes on, or steps in plans.
    ``refused`` holds the first rows of ``refused_count``. ``lone`` counts organisations without a service among those
    added, changed, unchanged and withdrawn, each of which is shown as a service. ``seen_on`` is the day this very file
    was brought in before.
    """

    release_id: int
    source_id: int
    state: str
    name: str
    file_name: str
    partial: bool
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    alike: tuple[int, ...]
    to_do: int
    services: int
    organisations: int
    locations: int
    schedules: int
    alarms: tuple[AlarmLine, ...]
    refused: tuple[RefusedRow, ...]
    refused_count: int
    seen_on: date | None
    lone: Mapping[str, int] = field(default_factory=dict)

    @property
    def twice(self) -> int:
        """How many new services may be there already."""
        return len(self.alike)


@dataclass(frozen=True)
class Change:
    """What a release does to one service.

    ``where`` is the file and row it was read from; ``fields`` are those that differ. ``said`` is a sentence about it
    where there is one to say, ``to_do`` what coaches here have on a service that would be withdrawn.
    """

    id: int
    service_id: int
    name: str
    place: str
    where: str
    fields: tuple[FieldChange, ...] = ()
    said: str = ""
    to_do: str = ""


def dry_run(
    vault: Vault,
    release_id: int,
    told: Told = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> DryRun:
    """Return what a staged release would do. An id that is not there is a bug (``NoResultFound``).

    ``told`` gets how many services were looked at, of how many, for what may be listed twice. Raises ``Stopped`` when
    ``stopped`` says so; the release waits on.
    """
    alike = _alike(vault, release_id, told, stopped)
    with vault.reading() as session:
        release = session.get_one(DirRelease, release_id)
        report = json.loads(release.report)
        return DryRun(
            release_id=release_id,
            source_id=release.source_id,
            state=release.state,
            name=report["about"]["name"],
            file_name=release.file_name,
            partial=release.partial,
            added=release.added,
            changed=release.changed,
            unchanged=release.unchanged,
            withdrawn=release.withdrawn,
            alike=tuple(alike),
            to_do=_count(session, _of_kind(release_id, "withdrawn").where(_wanted())),
            **{name: report.get(name, 0) for name in ("services", "organisations", "locations", "schedules")},
            alarms=(
                *(AlarmLine(kind, said, kind in _ASKS) for kind, said in report.get("alarms", ())),
                *_elsewhere(session, release, alike),
            ),
            refused=_refused(report),
            refused_count=report.get("refused_count", 0),
            seen_on=_seen_on(session, release),
            lone=report.get("lone", {}),
        )


def changes(
    vault: Vault, release_id: int, kind: ChangeKind, offset: int, limit: int, alike: Sequence[int] = ()
) -> tuple[Change, ...]:
    """Return some of the services of one kind, in the order of the file; of those withdrawn the wanted ones first.

    "twice" are new services that may be there already: those of ``alike``, which the dry run found.
    """
    with vault.reading() as session:
        if kind == "twice":
            some = alike[offset : offset + limit]
            wanted = select(DirChange).where(DirChange.id.in_(some)).order_by(DirChange.id)
        else:
            first = [_wanted().desc()] if kind == "withdrawn" else []
            wanted = _of_kind(release_id, kind).order_by(*first, DirChange.id).offset(offset).limit(limit)
        rows = session.scalars(wanted).all()
        said = _contents(session, [one for row in rows for one in (row.said_before, row.said_after) if one])
        return tuple(_change(session, row, said) for row in rows)


def refused_csv(vault: Vault, release_id: int) -> bytes:
    """Return the refused rows as CSV (UTF-8 with a mark). No cell can be taken for a formula."""
    with vault.reading() as session:
        rows = _refused(json.loads(session.get_one(DirRelease, release_id).report))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("File", "Row", "Reason"))
    writer.writerows((_safe(one.where), str(one.row), _safe(one.reason)) for one in rows)
    return out.getvalue().encode("utf-8-sig")


def save_refused(vault: Vault, release_id: int, path: Path) -> None:
    """Write the refused rows to a file. Raises ``NotKept`` when the disk refuses."""
    refuse_export(path)
    write_export(path, refused_csv(vault, release_id))


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUN_STARTS) else cell


def _refused(report: dict[str, Any]) -> tuple[RefusedRow, ...]:
    return tuple(RefusedRow(where, row, reason) for where, row, reason in report.get("refused", ()))


def _seen_on(session: Session, release: DirRelease) -> date | None:
    """Return the day this very file went live for the same list and was not taken back."""
    found = session.scalar(
        select(func.max(DirRelease.live_at)).where(
            DirRelease.source_id == release.source_id,
            DirRelease.file_sha256 == release.file_sha256,
            DirRelease.state == "live",
            DirRelease.id != release.id,
        )
    )
    return found.astimezone().date() if found else None


def _count(session: Session, wanted: Select[DirChange]) -> int:
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def _of_kind(release_id: int, kind: ChangeKind) -> Select[DirChange]:
    return select(DirChange).where(DirChange.release_id == release_id, DirChange.kind == kind)


def _alike(vault: Vault, release_id: int, told: Told, stopped: Callable[[], bool]) -> dict[int, frozenset[int]]:
    """Return which new services may be another one: that is shown, or in the same file.

    By the id of the change; with the lists that have the other.
    """
    with vault.reading() as session:
        source = frozenset({session.get_one(DirRelease, release_id).source_id})
        rows = session.execute(
            select(DirChange.id, DirChange.service_id).where(
                DirChange.release_id == release_id, DirChange.kind == "new"
            )
        )
        own = {row.id: row.service_id for row in rows}
        whole = len(own) + (session.scalar(select(func.count(Service.face_id))) or 0)
    if not own:
        return {}
    lists = {-change: source for change in own}
    pairs = [
        (pair.first, pair.second)
        for pair in like_entries(vault, _new_entries(vault, release_id), lambda done: told(done, whole), stopped)
        if pair.second != own[-pair.first]
    ]
    if stopped():
        raise Stopped
    lists |= _lists_of(vault, sorted({other for _one, other in pairs if other > 0}))
    found: dict[int, frozenset[int]] = {}
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            if one < 0:
                found[-one] = found.get(-one, frozenset()) | lists.get(other, frozenset())
    return dict(sorted(found.items()))


def _new_entries(vault: Vault, release_id: int) -> Iterator[Entry]:
    """Give what is new in a release as entries with the ids of the changes below nought, in short reading steps."""
    after = 0
    while True:
        with vault.reading() as session:
            rows = session.execute(
                select(DirChange.id, DirSaid.content)
                .join(DirSaid, DirSaid.id == DirChange.said_after)
                .where(DirChange.release_id == release_id, DirChange.kind == "new", DirChange.id > after)
                .order_by(DirChange.id)
                .limit(_AT_ONCE)
            ).all()
        if not rows:
            return
        after = rows[-1].id
        yield from (entry_of(-row.id, from_json(row.content)) for row in rows)


def _lists_of(vault: Vault, services: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return for some services the lists that have them."""
    found: dict[int, frozenset[int]] = {}
    for start in range(0, len(services), _AT_ONCE):
        with vault.reading() as session:
            for row in session.execute(
                select(ServiceLink.service_id, DirRecord.source_id)
                .join(DirRecord, DirRecord.id == ServiceLink.record_id)
                .where(ServiceLink.service_id.in_(services[start : start + _AT_ONCE]))
            ):
                found[row.service_id] = found.get(row.service_id, frozenset()) | {row.source_id}
    return found


def _elsewhere(session: Session, release: DirRelease, alike: Mapping[int, frozenset[int]]) -> Iterator[AlarmLine]:
    """Warn where most new services stand in another list already: perhaps the file is a newer one of that list."""
    others = Counter(source for sources in alike.values() for source in sources - {release.source_id})
    if not others or release.added < _FEW:
        return
    source_id, number = others.most_common(1)[0]
    if number > _ELSEWHERE_SHARE * release.added:
        name = session.get_one(DirSource, source_id).name
        yield AlarmLine("elsewhere", _ELSEWHERE.format(number=number, added=release.added, name=name), asks=True)


def _wanted() -> ColumnElement[bool]:
    """Say of a change whether coaches have something on its service that they have to see to."""
    open_steps = select(PlanAction.service_id).where(
        PlanAction.service_id.is_not(None), PlanAction.state.in_(_STILL_OPEN)
    )
    return or_(DirChange.service_id.in_(select(ServiceNote.service_id)), DirChange.service_id.in_(open_steps))


def _contents(session: Session, said_ids: Sequence[int]) -> dict[int, ServiceRecord]:
    rows = session.execute(select(DirSaid.id, DirSaid.content).where(DirSaid.id.in_(said_ids)))
    return {row.id: from_json(row.content) for row in rows}


def _change(session: Session, row: DirChange, said: dict[int, ServiceRecord]) -> Change:
    before = said.get(row.said_before or 0)
    after = said.get(row.said_after or 0)
    record = after or before
    assert record is not None  # noqa: S101 - a change names what the list says now, or what it said before
    differ = differences(before, after) if row.kind == "changed" and before and after else ()
    back = row.kind == "changed" and row.status_before == "withdrawn"
    return Change(
        id=row.id,
        service_id=row.service_id,
        name=record.name,
        place=_place(record),
        where=row.where,
        fields=differ,
        said=_BACK if back else _SAME if row.kind == "changed" and not differ else "",
        to_do=_to_do(session, row.service_id) if row.kind == "withdrawn" else "",
    )


def _place(record: ServiceRecord) -> str:
    """Return who runs it and where, in one line."""
    first = record.places[0] if record.places else None
    where = ", ".join(filter(None, [first.address, first.postcode])) if first else ""
    who = record.organisation if record.organisation != record.name else ""
    return " · ".join(filter(None, [who, where or ("Everywhere in England" if record.national else "")]))


def _to_do(session: Session, service_id: int) -> str:
    """Say what coaches here have on a service; it names no participant."""
    notes = session.scalar(select(func.count()).select_from(ServiceNote).where(ServiceNote.service_id == service_id))
    steps = session.scalar(
        select(func.count())
        .select_from(PlanAction)
        .where(PlanAction.service_id == service_id, PlanAction.state.in_(_STILL_OPEN))
    )
    parts = [f"{notes} note{'' if notes == 1 else 's'}"] if notes else []
    parts += [f"{steps} open step{'' if steps == 1 else 's'} in plans"] if steps else []
    return " and ".join(parts)
