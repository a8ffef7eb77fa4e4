"""What became of those who were sent to a service: figures only, counted from our own referrals. Nobody is named.

Signposting is counted apart: who only got the details says little about the service. What was taken back, or stands as
if it had not gone, counts nowhere, and neither does what is longer ago than the rules say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import short
from workwell_desktop.casework.fit_note_rules import months_later
from workwell_desktop.casework.service_referral_rules import (
    DECLINED,
    DID_NOT_COME,
    NO_REPLY,
    SIGNPOST,
    TAKEN_BACK,
    TAKEN_UP,
    TO_SEND,
    referral_rules,
)
from workwell_desktop.models.service_referrals import ServiceReferral
from workwell_desktop.vault.store import Vault

_MOST_NAMED = 500  # services named one by one in a question; of more, all are counted
_CHANGED_MIND = "changed_mind"
_WEEK, _MONTH = 7, 30.4


@dataclass(frozen=True)
class Evidence:
    """The figures of one service. ``declined`` counts each reason; ``open`` are those without an answer yet.

    ``wait_days`` is the median of the days from sent to started, over ``waited`` referrals.
    """

    taken_up: int = 0
    declined: Mapping[str, int] = field(default_factory=dict)
    no_reply: int = 0
    did_not_come: int = 0
    open: int = 0
    signposted: int = 0
    waited: int = 0
    wait_days: float | None = None
    last_used: date | None = None

    @property
    def answered(self) -> int:
        """How many referrals there are of which something came, if only that nobody replied."""
        return self.taken_up + sum(self.declined.values()) + self.no_reply + self.did_not_come

    @property
    def tried(self) -> int:
        """How many answers say something about the service: not those who changed their mind or did not come."""
        refused = sum(number for reason, number in self.declined.items() if reason != _CHANGED_MIND)
        return self.taken_up + refused + self.no_reply

    @property
    def success(self) -> float | None:
        """The share that was taken up, from 0 to 1, drawn towards the middle where few were tried; see the rules."""
        return success_of(self.taken_up, self.tried)

    @property
    def sent(self) -> int:
        """How many were sent, signposting apart."""
        return self.answered + self.open


NOTHING = Evidence()


def evidence_of(session: Session, service_ids: Collection[int], today: date) -> dict[int, Evidence]:
    """Return the figures of these services; one that was never used is left out.

    Two questions, however many services: each is answered from one index. For use inside the caller's transaction only.
    """
    since = months_later(today, -referral_rules().months)
    wanted = set(service_ids)
    some: ColumnElement[bool] = ServiceReferral.service_id.in_(wanted) if len(wanted) <= _MOST_NAMED else true()
    counted = session.execute(
        select(
            ServiceReferral.service_id,
            ServiceReferral.kind,
            ServiceReferral.state,
            ServiceReferral.reason,
            (func.coalesce(ServiceReferral.sent_on, ServiceReferral.state_on) >= since).label("fresh"),
            func.count().label("number"),
            func.max(ServiceReferral.sent_on).label("last"),
        )
        .where(some, ServiceReferral.state.not_in((TO_SEND, TAKEN_BACK)))
        .group_by("service_id", "kind", "state", "reason", "fresh")
    )
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in counted:
        if row.service_id in wanted:
            groups[row.service_id].append(row)
    waits = _waits(session, some, since)
    return {one: _evidence(rows, waits.get(one, [])) for one, rows in groups.items()}


def service_evidence(vault: Vault, service_id: int) -> Evidence:
    """Return the figures of one service; empty ones where it was never used."""
    with vault.reading() as session:
        return evidence_of(session, [service_id], vault.clock.today()).get(service_id, NOTHING)


def success_of(good: int, answers: int) -> float | None:
    """Return the share that went well, drawn towards the middle as the rules say; nothing where answers are few."""
    rules = referral_rules()
    return (good + rules.pull / 2) / (answers + rules.pull) if answers >= rules.at_least else None


def taken_up_words(evidence: Evidence, today: date) -> str:
    """Say how many took it up, what became of the others, and when it was last used; empty where nobody was sent."""
    noes = [
        f"{number} {'was' if number == 1 else 'were'} a no: {lists.label('service_decline_reason', reason).lower()}"
        for reason, number in sorted(evidence.declined.items())
    ]
    others = [
        *noes,
        evidence.no_reply and f"{evidence.no_reply} without a reply",
        evidence.did_not_come and f"{evidence.did_not_come} did not come",
        evidence.open and f"{evidence.open} still open",
        evidence.signposted and f"{evidence.signposted} got the details only",
    ]
    last = f"Last used {short(evidence.last_used, today)}" if evidence.last_used else ""
    said = [_taken_up(evidence).removesuffix("."), *filter(None, others), last]
    return "".join(f"{one}. " for one in said if one).strip()


def wait_words(evidence: Evidence) -> str:
    """Say how long people really waited, and how many that is counted from; empty where nobody knows."""
    if evidence.wait_days is None:
        return ""
    people = "1 person" if evidence.waited == 1 else f"{evidence.waited} people"
    return f"{_span(evidence.wait_days).capitalize()}, from {people}"


def _waits(session: Session, some: ColumnElement[bool], since: date) -> dict[int, list[int]]:
    """Return the days from sent to started of each referral that was started, by service."""
    rows = session.execute(
        select(ServiceReferral.service_id, ServiceReferral.sent_on, ServiceReferral.started_on).where(
            some,
            ServiceReferral.kind != SIGNPOST,
            ServiceReferral.state.not_in((TO_SEND, TAKEN_BACK)),
            ServiceReferral.sent_on >= since,
            ServiceReferral.started_on >= ServiceReferral.sent_on,
        )
    )
    found: dict[int, list[int]] = defaultdict(list)
    for service_id, sent_on, started_on in rows:
        if sent_on is not None and started_on is not None:  # asked for, which the types do not know
            found[service_id].append((started_on - sent_on).days)
    return found


def _evidence(rows: Iterable[Any], waits: list[int]) -> Evidence:
    states: dict[str, int] = defaultdict(int)
    declined: dict[str, int] = defaultdict(int)
    signposted, last = 0, None
    for row in rows:
        last = max(filter(None, [last, row.last]), default=None)
        if not row.fresh:
            continue
        if row.kind == SIGNPOST:
            signposted += row.number
        elif row.state == DECLINED:
            declined[row.reason] += row.number
        else:
            states[row.state] += row.number
    taken_up = sum(states.pop(state, 0) for state in TAKEN_UP)
    no_reply, did_not_come = states.pop(NO_REPLY, 0), states.pop(DID_NOT_COME, 0)
    return Evidence(
        taken_up=taken_up,
        declined=dict(declined),
        no_reply=no_reply,
        did_not_come=did_not_come,
        open=sum(states.values()),
        signposted=signposted,
        waited=len(waits),
        wait_days=float(median(waits)) if waits else None,
        last_used=last,
    )


def _taken_up(evidence: Evidence) -> str:
    if evidence.answered:
        return f"{evidence.taken_up} of {evidence.answered} took it up."
    return f"{evidence.sent} sent, no answer yet." if evidence.sent else ""


def _span(days: float) -> str:
    """Say a number of days as somebody would: days to two weeks, then weeks, and from ten weeks on months."""
    if days < 1:
        return "less than a day"
    for unit, size, most in (("day", 1.0, 2 * _WEEK), ("week", _WEEK, 10 * _WEEK), ("month", _MONTH, None)):
        if most is None or days < most:
            number = round(days / size)
            return f"about {number} {unit}{'' if number == 1 else 's'}"
    raise AssertionError  # the last unit has no end
