"""Sending somebody to a service: made, moved on, taken back, and asked about again when nothing was heard.

Each referral stands behind a step of the plan, and both are written in one transaction: the step leads
(``service_referral_rows``). A referral that the coach sends goes with an agreement in force only; where somebody gets
in touch themselves, nothing of them is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import ago, plain, short
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.mine import by_date, days_ago, name_columns, name_of
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plan_rows import draft_of, keep_row, plan_of, row_of, stand
from workwell_desktop.casework.planning import service_step, service_step_values
from workwell_desktop.casework.service_referral_rows import Said, begin, referral_of, write
from workwell_desktop.casework.service_referral_rules import (
    DECLINED,
    FORMAL,
    OVER,
    SIGNPOST,
    STEP_STATES,
    SUPPORTED,
    TAKEN_BACK,
)
from workwell_desktop.casework.service_standing import standing
from workwell_desktop.casework.service_steps import send_or_stop
from workwell_desktop.casework.tabs import PLAN
from workwell_desktop.casework.today_rooms import Room, not_met_on
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.models.service_referrals import ServiceReferral, ServiceReferralEvent
from workwell_desktop.models.services import Service, ServiceFace
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "service_referrals"
WAY = "referrals"  # the page behind the plan where they stand
ENTITY = "service_referral"
HOW = {FORMAL: "refer", SUPPORTED: "help", SIGNPOST: "details"}
_LISTS = {FORMAL: "service_referral_state"}


class AskFirst(WorkwellError):
    """This service takes nobody now as far as is known: asked about before somebody is sent there all the same."""


@dataclass(frozen=True)
class MoveEntry:
    """How a referral stands, as typed: a code of ``service_referral_state``, since when, who said so, why, and what.

    ``reason`` is a code of ``service_decline_reason``; ``ask`` the day to ask again, empty for the usual one.
    """

    state: str = ""
    on: str = "today"
    who: str = ""
    reason: str = ""
    note: str = ""
    ask: str = ""


@dataclass(frozen=True)
class ReferralLine:
    """One referral of a participant: to which service, how, how it stands in words, and when to ask again.

    ``then`` says how to reach the service as it was when it went, ``now`` what has changed about it since. ``events``
    are lines, oldest first.
    """

    step_id: int
    service_id: int
    name: str
    kind: str
    kind_word: str
    about: str
    state: str
    state_word: str
    since: str
    chase_on: date | None
    chase: str
    then: str
    now: str
    events: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.state not in OVER


@dataclass(frozen=True)
class Referrals:
    """Where a participant was sent in the present spell of support, in the order of the plan."""

    participant_id: int
    call_name: str
    lines: tuple[ReferralLine, ...]


def state_choices(kind: str) -> Sequence[tuple[str, str]]:
    """Return the states of a kind of referral as code and label, in the order in which they usually follow."""
    return [(one.code, one.label) for one in lists.choices(_list_of(kind))]


def make(vault: Vault, participant_id: int, service_id: int, kind: str, *, about: int = 0, sure: bool = False) -> int:
    """Put a referral into the plan as a step and return the step's id; nothing goes yet.

    ``kind`` is formal, supported or signpost, ``about`` the number of the obstacle that it is for. One that is there in
    another way, and with which nothing was done yet, is changed to this one. Raises ``AskFirst`` for a service that
    takes nobody now, unless ``sure``; ``SharingStopped`` when sharing with it was refused or taken back;
    ``WorkwellError`` when the plan is agreed or something was done already; ``NotKept``.
    """
    with vault.transaction() as transaction:
        if not sure:
            _ask_first(transaction.session, service_id)
        plan = draft_of(transaction, participant_id)
        step = transaction.session.scalar(
            select(PlanAction).where(PlanAction.plan_id == plan.id, PlanAction.service_id == service_id)
        )
        if step is None:
            return service_step(transaction, participant_id, service_id, how=HOW[kind], about=about)
        _change_kind(transaction, participant_id, plan, step, kind)
        return step.id


def move_on(vault: Vault, participant_id: int, step_id: int, entry: MoveEntry) -> None:
    """Say how the referral behind a step stands since a day; the step stands accordingly.

    Raises ``InputProblem`` for state, on, reason and ask; ``SharingStopped`` when it would go without an agreement in
    force on that day; ``WorkwellError`` when the step is gone; ``NotKept``.
    """
    said = _understood(vault.clock.today(), entry)
    with vault.transaction() as transaction:
        session = transaction.session
        plan = plan_of(session, current_episode(session, participant_id).id)
        if plan is None:
            raise WorkwellError("There is no plan yet.", "Look at the plan again.")
        step = row_of(transaction, plan, "step", step_id)
        if not isinstance(step, PlanAction) or step.service_id is None:
            raise WorkwellError("This step is not about a service.", "Choose one that is.")
        state = STEP_STATES[said.state]
        send_or_stop(session, participant_id, step, state, said.on)
        row = referral_of(session, step.id) or begin(transaction, step, FORMAL if step.refers else SIGNPOST, said.on)
        write(transaction, row, step, said)
        stand(transaction, step, state, on=said.on)
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, row.id, {"state": said.state, "on": said.on.isoformat()})


def take_back(vault: Vault, participant_id: int, step_id: int, note: str = "") -> None:
    """Take a referral back: it goes on no more. What was shared stays known. Raises as :func:`move_on` does."""
    move_on(vault, participant_id, step_id, MoveEntry(TAKEN_BACK, note=note))


def load_referrals(vault: Vault, participant_id: int) -> Referrals:
    """Return where a participant was sent in the present spell of support."""
    today = vault.clock.today()
    with vault.reading() as session:
        who = call_name(session, participant_id)
        plan = plan_of(session, current_episode(session, participant_id).id)
        rows = _rows_of(session, plan.id) if plan is not None else ()
        return Referrals(participant_id, who, tuple(_line(session, row, step, today) for row, step in rows))


def _ask_first(session: Session, service_id: int) -> None:
    if why := standing(session, service_id):
        raise AskFirst(why, "Ring first, or choose another service.")


def _change_kind(transaction: Transaction, person: int, plan: Plan, step: PlanAction, kind: str) -> None:
    session = transaction.session
    row = referral_of(session, step.id) or begin(
        transaction, step, FORMAL if step.refers else SIGNPOST, transaction.clock.today()
    )
    if row.kind == kind:
        return
    if step.state != "todo" or row.sent_on is not None:
        raise WorkwellError("This service is in the plan already.", "Say there how it goes on.")
    service = session.get_one(Service, row.service_id)
    values = service_step_values(transaction, person, service, HOW[kind])
    keep_row(transaction, plan, "step", step.id, values)
    row.kind = kind


def _understood(today: date, entry: MoveEntry) -> Said:
    check = Check(today)
    day = check.past(entry.on, "on", "Write the day: today, or the day it was.")
    if entry.state not in STEP_STATES:
        check.problems["state"] = "Choose one of these."
    if entry.state == DECLINED and lists.find("service_decline_reason", entry.reason) is None:
        check.problems["reason"] = "Choose why it was a no."
    ask = check.day(entry.ask, "ask", "future")
    if ask is not None and ask <= today:
        check.problems["ask"] = "Choose a day that is still to come."
    check.done()
    reason = entry.reason if entry.state == DECLINED else ""
    return Said(entry.state, day or today, entry.who, reason, entry.note, ask)


def _list_of(kind: str) -> str:
    return _LISTS.get(kind, "own_way_state")


def _rows_of(session: Session, plan_id: int) -> list[tuple[ServiceReferral, PlanAction]]:
    found = session.execute(
        select(ServiceReferral, PlanAction)
        .join(PlanAction, PlanAction.id == ServiceReferral.step_id)
        .where(PlanAction.plan_id == plan_id)
        .order_by(PlanAction.position, PlanAction.id)
    )
    return [(row, step) for row, step in found]


def _line(session: Session, row: ServiceReferral, step: PlanAction, today: date) -> ReferralLine:
    events = session.scalars(
        select(ServiceReferralEvent).where(ServiceReferralEvent.referral_id == row.id).order_by(ServiceReferralEvent.id)
    )
    return ReferralLine(
        step_id=step.id,
        service_id=row.service_id,
        name=row.service_name,
        kind=row.kind,
        kind_word=lists.label("service_referral_kind", row.kind),
        about=step.obstacle_words,
        state=row.state,
        state_word=lists.label(_list_of(row.kind), row.state),
        since=f"Since {short(row.state_on, today)}",
        chase_on=row.chase_on,
        chase=_chase_line(row.chase_on, today),
        then=", ".join(filter(None, [row.service_phone, row.service_address])),
        now=_changed_since(session, row),
        events=tuple(_event_line(row.kind, event, today) for event in events),
    )


def _changed_since(session: Session, row: ServiceReferral) -> str:
    """Say what of a service is not as it was when somebody was sent there."""
    face = session.get_one(Service, row.service_id).face
    said = [standing(session, row.service_id)]
    if face.name != row.service_name:
        said.append(f"It is called {face.name} now.")
    if face.phone and face.phone != row.service_phone:
        said.append(f"Their phone number is {face.phone} now.")
    return " ".join(filter(None, said))


def _chase_line(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if day > today:
        return f"Ask how it goes on {plain(day)}"
    return "Ask how it goes today" if day == today else f"Ask how it goes: was due {ago(day, today)}"


def _event_line(kind: str, event: ServiceReferralEvent, today: date) -> str:
    why = lists.label("service_decline_reason", event.reason)
    word = ": ".join(filter(None, [lists.label(_list_of(kind), event.state), why.lower()]))
    said = ", ".join(filter(None, [word, event.who and f"said {event.who}", short(event.happened_on, today)]))
    return f"{said}: {event.note}" if event.note else f"{said}."


# What waits on the start page


def _to_ask(session: Session, member_id: int, today: date) -> Select[Any]:
    query = (
        select(
            ServiceReferral.chase_on,
            ServiceReferral.state,
            ServiceReferral.state_on,
            ServiceReferral.kind,
            ServiceFace.name.label("service"),
            *name_columns(),
        )
        .join(PlanAction, PlanAction.id == ServiceReferral.step_id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .join(Service, Service.id == ServiceReferral.service_id)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(ServiceReferral.chase_on.is_not(None), not_met_on(today))
    )
    query, chase_on = by_date(session, query, member_id, ServiceReferral.chase_on)
    return query.where(chase_on <= today).order_by(chase_on, ServiceReferral.id)


def _to_ask_row(found: Any, today: date) -> WaitingRow:
    word = lists.label(_list_of(found.kind), found.state).lower()
    since = days_ago(found.state_on, today)
    reason = f"{found.service}: {word} {since}. Ask how it goes on."
    short_words = f"Ask about {found.service}"
    late = found.chase_on < today
    badge, kind = ("Late", "bad") if late else ("Today", "warn")
    return WaitingRow(found.id_1, name_of(found), reason, short_words, badge, kind, "Look at the referral", PLAN, WAY)


CHASES = Room("service_referrals", "Services to ask again", _to_ask, _to_ask_row)
