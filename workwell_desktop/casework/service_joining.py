"""Makes one service of two that a coach has looked at, and two of one again. Nothing is lost either way.

All that hangs on the other (records of lists, notes, checks, plan steps) goes over to the kept one, whatever the table:
tables are found by their foreign keys. What the coach chose, field by field, is laid over the lists as overrides. What
was moved is written down row by row, so that parting moves back exactly that.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Table, or_, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_form import form_from_plain, form_to_plain
from workwell_desktop.casework.service_forms import form_of, lay_over, values_of, with_details
from workwell_desktop.casework.service_rows import (
    effective,
    live_overrides,
    write_values,
)
from workwell_desktop.casework.service_twins import JOINED, SUGGESTED, decide
from workwell_desktop.directory.merge import FORM_FIELDS
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.base import Base
from workwell_desktop.models.service_twins import ServiceTwin
from workwell_desktop.models.services import DirChange, Service, ServiceFace, ServiceLink, ServiceOverride
from workwell_desktop.vault.store import Transaction, Vault

_STAY = {"service_twin", "dir_change", "service_face"}  # said of the pair, of imports, or a version of one service
_REASON = "Chosen when two entries were joined."


@dataclass(frozen=True)
class JoinedRow:
    """Two services that were joined: the pair's id, the name of what is shown, and of what went into it."""

    id: int
    name: str
    other: str


def join(vault: Vault, keep: int, other: int, picks: Mapping[str, int]) -> int:
    """Make one service of a suggested pair, in one transaction; return the id of the one that is shown.

    ``picks`` says for fields (``merge.FORM_FIELDS``) whose value is shown (``keep`` or ``other``); else it is that of
    ``keep``, or of the other where that has none. Of a listed service and one added here the listed one is kept, since
    imports go on bringing it up to date. Raises ``WorkwellError`` when the pair is not suggested any more, and
    ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        twin = _pair(session, keep, other)
        services = {one: session.get_one(Service, one) for one in (keep, other)}
        if twin is None or twin.state != SUGGESTED or any(one.face_id is None for one in services.values()):
            raise WorkwellError("This pair has been decided meanwhile.", "Look at the list again.")
        forms = {one: form_of(effective(session, one).values) for one in services}
        said = {name: getattr(forms[picks.get(name, keep)], name) for name in FORM_FIELDS}
        wanted = {name: value for name, value in said.items() if value or name in picks}  # empty: what the lists say
        if services[keep].own and services[other].own:  # no list fills in what the kept one has not
            wanted = {**{name: value for name, value in vars(forms[other]).items() if value}, **wanted}
        if services[keep].own and not services[other].own:
            keep, other = other, keep
        kept, gone = services[keep], services[other]
        before = {
            "ended": _end_overrides(transaction, other),  # before they move: only one may hold for a field
            "links": _links(session, other, keep),
            "moved": _move(session, other, keep),
            "overrides": [row.id for row in live_overrides(session, keep).values()],
            "form": form_to_plain(forms[keep]) if kept.own else None,
            "face": gone.face_id,
            "name": forms[other].name,
            "starred": kept.starred,
            "checked_on": kept.checked_on.isoformat() if kept.checked_on else None,
        }
        kept.starred = kept.starred or gone.starred
        kept.checked_on = max(filter(None, (kept.checked_on, gone.checked_on)), default=None)
        gone.face_id, gone.touched_in = None, transaction.first_event
        session.flush()
        _show(transaction, kept, wanted)
        twin.kept_id, twin.before = keep, json.dumps(before, ensure_ascii=False)
        decide(transaction, twin, JOINED)
        transaction.record("join", "service_twin", twin.id, {"kept": keep, "other": other, "picks": dict(picks)})
        return keep


def part(vault: Vault, twin_id: int) -> int:
    """Make two services of a joined one again, in one transaction; return the id of the one that is back.

    What was moved goes back; what was written since stays with the kept one. The pair is suggested again.
    Raises ``WorkwellError`` when the kept one was itself joined into another, and ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        twin = session.get_one(ServiceTwin, twin_id)
        if twin.state != JOINED or twin.kept_id is None:
            raise WorkwellError("These two are not joined any more.", "Look at the list again.")
        kept = session.get_one(Service, twin.kept_id)
        back = session.get_one(Service, _other(twin))
        if kept.face_id is None:
            raise WorkwellError("This service was joined into another one since.", "Take that apart first.")
        before = json.loads(twin.before)
        _move_back(session, before["moved"], kept.id, back.id)
        for link_id, decided_by in before["links"]:
            session.execute(update(ServiceLink).where(ServiceLink.id == link_id).values(decided_by=decided_by))
        _overrides_back(transaction, before, kept.id)
        kept.starred = before["starred"] if not back.starred else kept.starred and before["starred"]
        _checked_back(kept, back, before["checked_on"])
        session.flush()
        session.expire_all()
        _face_back(transaction, back, before["face"])
        values = effective(session, kept.id).values
        if kept.own and before["form"] is not None:
            values = values_of(form_from_plain(before["form"]), values)
        write_values(transaction, kept, values)
        twin.kept_id, twin.before = None, ""
        decide(transaction, twin, SUGGESTED)
        transaction.record("part", "service_twin", twin.id, {"kept": kept.id, "back": back.id})
        return back.id


def joined(vault: Vault, offset: int = 0, limit: int = 50) -> tuple[JoinedRow, ...]:
    """Return what was joined, the newest first, so that it can be taken apart."""
    with vault.reading() as session:
        rows = session.scalars(
            select(ServiceTwin)
            .where(ServiceTwin.state == JOINED)
            .order_by(ServiceTwin.decided_at.desc(), ServiceTwin.id.desc())
            .offset(offset)
            .limit(limit)
        ).all()
        lines = []
        for row in rows:
            kept = session.get_one(Service, row.kept_id or 0)
            name = session.scalar(select(ServiceFace.name).where(ServiceFace.id == kept.face_id))
            if name is not None:
                lines.append(JoinedRow(row.id, name, json.loads(row.before)["name"]))
        return tuple(lines)


def keep_joined(transaction: Transaction, release_id: int) -> None:
    """Keep what was joined joined, after this release went live or was undone: the kept one shows, the other does not.

    What was staged before the joining speaks of the other, and so do changes of releases before it.
    """
    session = transaction.session
    session.flush()
    session.expire_all()
    for twin in session.scalars(select(ServiceTwin).where(ServiceTwin.state == JOINED).order_by(ServiceTwin.id)).all():
        gone = session.get_one(Service, _other(twin))
        kept = session.get_one(Service, twin.kept_id or 0)
        spoken_of = session.scalar(
            select(DirChange.id)
            .where(DirChange.release_id == release_id, DirChange.service_id.in_((gone.id, kept.id)))
            .limit(1)
        )
        gone.face_id = None
        session.flush()
        inside = _pair_of_kept(session, kept.id)
        if (spoken_of or kept.face_id is None) and not inside:
            _face_back(transaction, kept, kept.face_id or 0)
    session.flush()


# -- moving -----------------------------------------------------------------------------------------------------


def columns_of_services() -> Iterator[tuple[Table, Column[Any]]]:
    """Give every column that says of which service a row is, apart from those that stay."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name not in _STAY and any(key.column.table.name == "service" for key in column.foreign_keys):
                yield table, column


def _move(session: Session, other: int, keep: int) -> list[tuple[str, str, int]]:
    """Hang all rows of the other on the kept one; return table, column and id of each."""
    moved = []
    for table, column in columns_of_services():
        ids = session.execute(select(table.c.id).where(column == other)).scalars().all()
        moved += [(table.name, column.name, row_id) for row_id in ids]
        session.execute(update(table).where(column == other).values({column.name: keep}))
    return moved


def _links(session: Session, other: int, keep: int) -> list[tuple[int, str]]:
    """Say that a coach decided the links of both; return who had before."""
    rows = session.execute(
        select(ServiceLink.id, ServiceLink.decided_by).where(ServiceLink.service_id.in_((keep, other)))
    ).all()
    session.execute(update(ServiceLink).where(ServiceLink.id.in_([row.id for row in rows])).values(decided_by="coach"))
    return [(row.id, row.decided_by) for row in rows]


def _move_back(session: Session, moved: Collection[tuple[str, str, int]], kept: int, back: int) -> None:
    for table_name, column_name, row_id in moved:
        table = Base.metadata.tables[table_name]
        session.execute(
            update(table).where(table.c.id == row_id, table.c[column_name] == kept).values({column_name: back})
        )


# -- overrides --------------------------------------------------------------------------------------------------


def _end_overrides(transaction: Transaction, other: int) -> list[int]:
    """Let the overrides of the other hold no longer: what the coach chose is laid over anew. Return which."""
    session = transaction.session
    live = live_overrides(session, other)
    for row in live.values():
        row.ended_at = transaction.now
    session.flush()
    return [row.id for row in live.values()]


def _show(transaction: Transaction, kept: Service, wanted: Mapping[str, Any]) -> None:
    """Make the kept service show the values that the coach chose."""
    session = transaction.session
    session.expire_all()
    values = effective(session, kept.id).values
    form = form_of(values)
    changed = {name: value for name, value in wanted.items() if value != getattr(form, name)}
    if changed and kept.own:
        values = values_of(with_details(form, changed), values)
    elif changed:
        lay_over(transaction, kept, changed, _REASON)
        values = effective(session, kept.id).values
    write_values(transaction, kept, values)


def _overrides_back(transaction: Transaction, before: Mapping[str, Any], kept: int) -> None:
    """End what the joining laid over the kept one, and let what held before hold again; later changes stay."""
    session = transaction.session
    mine = set(before["overrides"])
    taken = set()
    for name, row in live_overrides(session, kept).items():
        if row.id not in mine and row.reason == _REASON:
            row.ended_at = transaction.now
        else:
            taken.add(name)
    session.flush()
    again = [*before["overrides"], *before["ended"]]
    for row in session.scalars(select(ServiceOverride).where(ServiceOverride.id.in_(again))):
        if row.service_id != kept or row.field not in taken:
            row.ended_at = None
    session.flush()


def _checked_back(kept: Service, back: Service, before: str | None) -> None:
    day = date.fromisoformat(before) if before else None
    if kept.checked_on == back.checked_on:  # nobody has checked it since
        kept.checked_on = day


# -- faces ------------------------------------------------------------------------------------------------------


def _face_back(transaction: Transaction, service: Service, face_id: int) -> None:
    """Let a service be shown again, by the face it had where that is still there."""
    session = transaction.session
    face = session.get(ServiceFace, face_id) if face_id else None
    service.face_id = face_id if face is not None and face.service_id == service.id else None
    session.flush()
    session.expire_all()
    if service.face_id is None and service.own:
        return
    write_values(transaction, service, effective(session, service.id).values)


def _pair(session: Session, one: int, other: int) -> ServiceTwin | None:
    first, second = sorted((one, other))
    return session.scalar(select(ServiceTwin).where(ServiceTwin.first_id == first, ServiceTwin.second_id == second))


def _pair_of_kept(session: Session, service_id: int) -> bool:
    """Say whether a service that others were joined into was itself joined into another."""
    mine = or_(ServiceTwin.first_id == service_id, ServiceTwin.second_id == service_id)
    return bool(
        session.scalar(
            select(ServiceTwin.id).where(mine, ServiceTwin.state == JOINED, ServiceTwin.kept_id != service_id).limit(1)
        )
    )


def _other(twin: ServiceTwin) -> int:
    return twin.second_id if twin.kept_id == twin.first_id else twin.first_id
