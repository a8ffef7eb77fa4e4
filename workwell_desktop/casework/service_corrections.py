"""Something in the directory is wrong: what we show from now on, and a list of it that goes back to the list's keeper.

A detail becomes a local override. That a service has closed, takes nobody until a day, or may be wrong in another way
is laid over it as its state and a sentence; the next release of the list leaves all of it. Corrections name services
and the coach, never a participant.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import plain, short
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.identifiers import check_postcode
from workwell_desktop.casework.service_details import FACT_LABELS
from workwell_desktop.casework.service_forms import (
    ServiceForm,
    change_fields,
    check_service,
    form_of,
    tidy,
    with_details,
)
from workwell_desktop.casework.service_rows import effective, write_values
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.members import Member
from workwell_desktop.models.service_referrals import ServiceCorrection
from workwell_desktop.models.services import Service, ServiceFace, ServiceOverride
from workwell_desktop.vault.store import Transaction, Vault

ENTITY = "service_correction"
SCREEN = "service_wrong"  # where what is being typed is kept, about nobody in the caseload
DETAIL, CLOSED, NOT_TAKING, OTHER = "detail", "closed", "not_taking", "other"
FIELDS: Mapping[str, str] = {
    **FACT_LABELS,
    "name": "Name",
    "summary": "What it does",
    "how_to_refer": "How to refer",
    "getting_in": "Getting in",
    "eligibility": "Who it is for",
}
"""The details that can be put right one by one, and what they are called."""
_PLACE_OF = {"address": "places.0", "postcode": "places.0", "when": "words"}  # where a whole form has them
_STATES = {CLOSED: "withdrawn", NOT_TAKING: "paused"}
_LONGEST_NOTE = 500
_GONE = "This correction is not there any more."


@dataclass(frozen=True)
class WrongEntry:
    """What is wrong, as it is typed: a code of ``service_wrong``; for a detail its field and what is right.

    ``until`` is the day from which a service may take referrals again, empty where nobody knows.
    """

    kind: str = ""
    field: str = ""
    right: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True)
class CorrectionLine:
    """One correction: which service, what is wrong in a sentence, who found it, and whether it went to the keeper."""

    id: int
    service_id: int
    name: str
    kind: str
    kind_word: str
    what: str
    found: str
    sent: str
    ended: str

    @property
    def to_send(self) -> bool:
        """Whether the keeper of the list has not heard of it yet."""
        return not self.sent and not self.ended


def report(vault: Vault, service_id: int, entry: WrongEntry) -> int:
    """Write down what is wrong, show the service accordingly, and return the correction's id.

    Raises ``InputProblem`` for kind, field, right, until and note; ``NotKept``.
    """
    with vault.transaction() as transaction:
        service = transaction.session.get_one(Service, service_id)
        before = effective(transaction.session, service_id).values
        was = form_of(before)
        until, right = _understood(transaction.clock.today(), entry, was)
        _replaced(transaction, service_id, entry)
        row = ServiceCorrection(
            service_id=service_id,
            kind=entry.kind,
            field=entry.field if entry.kind == DETAIL else "",
            was=getattr(was, entry.field) if entry.kind == DETAIL else "",
            right=right,
            note=entry.note.strip(),
            found_on=transaction.clock.today(),
            until=until,
            before=_before(transaction.session, service, before.status, before.alert),
        )
        transaction.session.add(row)
        transaction.session.flush()
        if entry.kind == DETAIL:
            change_fields(transaction, service, {entry.field: right}, entry.note)
        else:
            _show(transaction, service)
        transaction.record("report", ENTITY, row.id, {"service": service_id, "kind": entry.kind})
        return row.id


def right_again(vault: Vault, correction_id: int) -> None:
    """Take back what a correction says: it is no longer so. The service is shown without it.

    Raises ``WorkwellError`` when that was done already; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = transaction.session.get_one(ServiceCorrection, correction_id)
        if row.ended_on is not None:
            raise WorkwellError(_GONE, "Look at the list again.")
        _end(transaction, row)


def lift_pauses(vault: Vault) -> int:
    """End what was said until a day that has come; return how many there were. Writes nothing where there is none."""
    today = vault.clock.today()
    over = select(ServiceCorrection).where(ServiceCorrection.ended_on.is_(None), ServiceCorrection.until <= today)
    with vault.reading() as session:
        if session.scalar(over.limit(1)) is None:
            return 0
    with vault.transaction() as transaction:
        rows = transaction.session.scalars(over).all()
        for row in rows:
            _end(transaction, row)
        return len(rows)


def corrections(vault: Vault) -> tuple[CorrectionLine, ...]:
    """Return all corrections: those to send first, then those that went, then what is no longer so; newest first."""
    today = vault.clock.today()
    with vault.reading() as session:
        names = {row.id: row.name for row in session.execute(select(Member.id, Member.name))}
        found = session.execute(
            select(ServiceCorrection, ServiceFace.name)
            .join(Service, Service.id == ServiceCorrection.service_id)
            .join(ServiceFace, ServiceFace.id == Service.face_id)
            .order_by(ServiceCorrection.id.desc())
        ).all()
        lines = [_line(row, name, names[row.created_by], today) for row, name in found]
    return tuple(sorted(lines, key=lambda one: (bool(one.ended), bool(one.sent))))


def to_send(vault: Vault) -> int:
    """Return how many corrections the keepers of lists have not heard of yet."""
    waiting = (ServiceCorrection.sent_on.is_(None), ServiceCorrection.ended_on.is_(None))
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(ServiceCorrection).where(*waiting)) or 0


def reported(session: Session) -> frozenset[int]:
    """Return the services of which a coach here found that they have closed, take nobody or may be wrong."""
    live = (ServiceCorrection.ended_on.is_(None), ServiceCorrection.kind != DETAIL)
    return frozenset(session.scalars(select(ServiceCorrection.service_id).where(*live)))


def mark_sent(vault: Vault, correction_ids: Collection[int], *, sent: bool = True) -> None:
    """Write down that these went to the keeper of the list today, or (``sent`` false) that they did not."""
    with vault.transaction() as transaction:
        day = transaction.clock.today() if sent else None
        transaction.session.execute(
            update(ServiceCorrection).where(ServiceCorrection.id.in_(correction_ids)).values(sent_on=day)
        )
        for one in sorted(correction_ids):
            transaction.record("send" if sent else "unsend", ENTITY, one)


def wrong_words(row: ServiceCorrection, today: date) -> str:
    """Say in a sentence what a correction says."""
    if row.kind == DETAIL:
        was = f" It said: {row.was}." if row.was else ""
        return f"{FIELDS[row.field]}: {row.right}.{was}"
    if row.kind == NOT_TAKING:
        until = f" until {short(row.until, today)}" if row.until else ""
        return f"They take no referrals{until}."
    return "It has closed." if row.kind == CLOSED else "Something else is wrong."


def _line(row: ServiceCorrection, name: str, who: str, today: date) -> CorrectionLine:
    return CorrectionLine(
        id=row.id,
        service_id=row.service_id,
        name=name,
        kind=row.kind,
        kind_word=lists.label("service_wrong", row.kind),
        what=" ".join(filter(None, [wrong_words(row, today), row.note])),
        found=f"Found {short(row.found_on, today)}, by {who}",
        sent=f"Sent {short(row.sent_on, today)}" if row.sent_on else "",
        ended=f"No longer so since {short(row.ended_on, today)}" if row.ended_on else "",
    )


def _understood(today: date, entry: WrongEntry, was: ServiceForm) -> tuple[date | None, str]:
    """Return the day and the right value that were typed. Raises ``InputProblem``."""
    check = Check(today)
    if lists.find("service_wrong", entry.kind) is None:
        check.problems["kind"] = "Choose what is wrong."
    until = check.day(entry.until, "until", "future") if entry.kind == NOT_TAKING else None
    if until is not None and until <= today:
        check.problems["until"] = "Choose a day that is still to come."
    right = ""
    if entry.kind == DETAIL:
        right = _right(check, entry, was)
    elif entry.kind == OTHER:
        check.words(entry.note, "note", "Write what is wrong.")
    if len(entry.note.strip()) > _LONGEST_NOTE:
        check.problems["note"] = f"This is too long. Use at most {_LONGEST_NOTE} letters."
    check.done()
    return until, right


def _right(check: Check, entry: WrongEntry, was: ServiceForm) -> str:
    """Return the right value as it is kept, looked at as in the form of the whole service."""
    if entry.field not in FIELDS:
        check.problems["field"] = "Choose which detail is wrong."
        return ""
    form = tidy(with_details(was, {entry.field: entry.right}))
    right = str(getattr(form, entry.field))
    if entry.field == "postcode" and right:
        right = check_postcode(right).value or right
    problem = check_service(form).get(_PLACE_OF.get(entry.field, entry.field), "")
    if not right:
        problem = "Write what is right. If there is none at all, choose “Something else” and say so."
    elif right == getattr(was, entry.field):
        problem = "This is what it says already."
    if problem:
        check.problems["right"] = problem
    return right


def _replaced(transaction: Transaction, service_id: int, entry: WrongEntry) -> None:
    """End what was said before of the same kind and field: the newer one holds."""
    if entry.kind == OTHER:
        return
    same = _live(transaction.session, service_id, (entry.kind,))
    for row in same:
        if entry.kind != DETAIL or row.field == entry.field:
            row.ended_on = transaction.clock.today()
    transaction.session.flush()


def _live(session: Session, service_id: int, kinds: Collection[str]) -> Sequence[ServiceCorrection]:
    return session.scalars(
        select(ServiceCorrection)
        .where(
            ServiceCorrection.service_id == service_id,
            ServiceCorrection.ended_on.is_(None),
            ServiceCorrection.kind.in_(kinds),
        )
        .order_by(ServiceCorrection.id)
    ).all()


def _before(session: Session, service: Service, status: str, alert: str) -> str:
    """Return how a service of our own stood before anything was found wrong with it as a whole."""
    if not service.own:
        return ""
    standing = session.scalar(
        select(ServiceCorrection.before)
        .where(
            ServiceCorrection.service_id == service.id,
            ServiceCorrection.ended_on.is_(None),
            ServiceCorrection.kind != DETAIL,
        )
        .order_by(ServiceCorrection.id)
        .limit(1)
    )
    return standing or json.dumps({"status": status, "alert": alert})


def _end(transaction: Transaction, row: ServiceCorrection) -> None:
    service = transaction.session.get_one(Service, row.service_id)
    row.ended_on = transaction.clock.today()
    transaction.session.flush()
    if row.kind != DETAIL:
        _show(transaction, service, before=row.before)
    elif service.own:
        change_fields(transaction, service, {row.field: row.was})
    else:
        _end_overrides(transaction, service.id, (row.field,))
        write_values(transaction, service, effective(transaction.session, service.id).values)
    transaction.record("end", ENTITY, row.id, {"service": service.id})


def _show(transaction: Transaction, service: Service, *, before: str = "") -> None:
    """Show a service as what is found about it as a whole says: closed, paused, and why."""
    session = transaction.session
    live = _live(session, service.id, (CLOSED, NOT_TAKING, OTHER))
    status = next((_STATES[kind] for kind in _STATES for row in live if row.kind == kind), "")
    alert = " ".join(dict.fromkeys(_alert(row) for row in live))
    if service.own:
        was = json.loads(live[0].before if live else before)
        values = effective(session, service.id).values
        shown = replace(values, status=status or was["status"], alert=alert or was["alert"])
        write_values(transaction, service, shown)
        return
    _end_overrides(transaction, service.id, ("status", "alert"))
    session.add_all(
        ServiceOverride(service_id=service.id, field=name, value=json.dumps(value), reason=alert, ended_at=None)
        for name, value in (("status", status), ("alert", alert))
        if value
    )
    session.flush()
    write_values(transaction, service, effective(session, service.id).values)


def _alert(row: ServiceCorrection) -> str:
    """Return what stands above a service as long as a correction holds."""
    if row.kind == CLOSED:
        return f"A coach found on {plain(row.found_on)} that it has closed."
    if row.kind == NOT_TAKING:
        return f"They take no referrals until {plain(row.until)}." if row.until else "They take no referrals now."
    return f"Something here may be wrong: {row.note}"


def _end_overrides(transaction: Transaction, service_id: int, fields: Collection[str]) -> None:
    transaction.session.execute(
        update(ServiceOverride)
        .where(
            ServiceOverride.service_id == service_id,
            ServiceOverride.field.in_(fields),
            ServiceOverride.ended_at.is_(None),
        )
        .values(ended_at=transaction.now, updated_at=transaction.now, updated_by=transaction.member_id)
    )
    transaction.session.expire_all()
