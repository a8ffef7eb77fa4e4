"""Referrals that wait for an answer: the queue in the order of its clock, and everything about one of them.

The clock counts working days by the service's own limit. What is done with a referral stands in ``triage_deeds.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, lists
from workwell_desktop.casework.dates import ago, full, plain, short
from workwell_desktop.casework.eligibility import Judgement, facts_in, from_record, judge
from workwell_desktop.casework.local_rules import LocalRules, has_own_rules, rules_in
from workwell_desktop.casework.people import age_on, full_name, participant
from workwell_desktop.casework.waiting import MOST_TOLD, PAGE, WaitingRow
from workwell_desktop.casework.working_days import working_days_between
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import ContactAttempt, Episode, Referral
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

UNDECIDED = ("new", "waiting")
NO_OWN_RULES = "Your service has not set its own rules yet. These are an example."
_SOON = 1  # working days left from which the clock is worth a look
_THIS_WEEK = 6  # days for which the name of the day is enough


@dataclass(frozen=True)
class ResponseClock:
    """How long there is to answer: a whole sentence, a few words for a badge, and how the badge looks."""

    sentence: str
    badge: str
    state: str


@dataclass(frozen=True)
class QueueRow:
    """One referral that waits for an answer, as the queue shows it."""

    referral_id: int
    participant_id: int
    name: str
    sent_by: str
    arrived: str
    tries: str
    clock: ResponseClock


@dataclass(frozen=True)
class QueuePlace:
    """Where a page of the queue ended: the next one begins behind it."""

    answer_by: date
    referral_id: int


@dataclass(frozen=True)
class Try:
    """One try to reach somebody, in words: when, how, what came of it, and a note."""

    when: str
    way: str
    outcome: str
    note: str


@dataclass(frozen=True)
class Panel:
    """Can this person join? The rules as they are answered, or as they were on the day of the decision.

    ``decided`` is yes or no where the coach decided another way, for ``reason``; ``rules`` says whose they are.
    """

    call_name: str
    judged: Judgement
    rules: str
    check_before_use: bool
    decided: str
    reason: str
    undecided: bool

    @property
    def may_join(self) -> bool:
        """Say whether nothing stands against it: the rules, or what the coach decided in their place."""
        return (self.decided or self.judged.answer) != "no"


@dataclass(frozen=True)
class ReferralCard:
    """Everything about one referral that a decision rests on. ``decision`` says what was decided, by whom and when."""

    referral_id: int
    participant_id: int
    name: str
    call_name: str
    state: str
    facts: tuple[tuple[str, str], ...]
    reason: str
    mail: str
    clock: ResponseClock
    tries: tuple[Try, ...]
    tries_asked: int
    propose_to_close: bool
    decision: str
    decision_note: str
    can_undo: bool
    panel: Panel


def queue_page(vault: Vault, after: QueuePlace | None, limit: int) -> tuple[tuple[QueueRow, ...], QueuePlace | None]:
    """Return one page of the coach's unanswered referrals, the most urgent first, and where the next begins.

    Each state is read in order straight from the index on state and day; the two are merged. Whoever waits until a
    day has it for the day of the answer.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        streams = [session.execute(_queue(state, vault.member_id, after, limit)).all() for state in UNDECIDED]
    found = list(islice(merge(*streams, key=lambda row: (row.answer_by, row.id)), limit))
    rows = tuple(_queue_row(row, today) for row in found)
    return rows, QueuePlace(found[-1].answer_by, found[-1].id) if len(found) == limit else None


def queue_length(vault: Vault) -> int:
    """Return how many referrals of the coach wait for an answer."""
    with vault.reading() as session:
        query = (
            select(func.count(Referral.id))
            .join(Episode, Episode.id == Referral.episode_id)
            .where(Referral.state.in_(UNDECIDED), Episode.owner_id + 0 == vault.member_id, Episode.state == "referred")
        )
        return session.scalar(query) or 0


def referral_card(vault: Vault, referral_id: int) -> ReferralCard:
    """Return everything about one referral that a decision rests on. An unknown id is a bug (``NoResultFound``)."""
    with vault.reading() as session:
        return _card(session, session.get_one(Referral, referral_id), vault.clock.today())


def join_panel(vault: Vault, participant_id: int) -> tuple[int, Panel] | None:
    """Return the undecided referral of a participant and whether they can join; nothing once it is decided."""
    today = vault.clock.today()
    with vault.reading() as session:
        referral = session.scalar(
            select(Referral)
            .join(Episode, Episode.id == Referral.episode_id)
            .where(Episode.participant_id == participant_id, Episode.state == "referred")
            .where(Referral.state.in_(UNDECIDED))
            .order_by(Referral.id.desc())
            .limit(1)
        )
        if referral is None:
            return None
        return referral.id, _panel(session, referral, participant_id, today)


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the referrals that wait for an answer, the most urgent first, for use inside the caller's transaction.

    One that waits until a day comes up again on that day.
    """
    streams = [session.execute(_queue(state, member_id, None, MOST_TOLD)).all() for state in UNDECIDED]
    streams[1] = [row for row in streams[1] if row.answer_by <= today]
    for row in islice(merge(*streams, key=lambda row: (row.answer_by, row.id)), MOST_TOLD):
        clock = response_clock(row.state, row.answer_by, today)
        arrived = f"Referred {ago(row.received_on, today)}" if row.received_on else "Referred"
        yield WaitingRow(
            participant_id=row.participant_id,
            name=_name(row),
            reason=f"{arrived}. {clock.sentence}.",
            short=clock.sentence,
            badge=clock.badge,
            kind={"late": "bad", "waiting": "warn"}.get(clock.state, "plain"),
            deed="Answer the referral",
            tab=PAGE,
            section="triage",
        )


def response_clock(state: str, answer_by: date, today: date) -> ResponseClock:
    """Say in words how long there is to answer: ``Answer by Friday, 2 days left``; the days are working days."""
    left = working_days_between(today, answer_by)
    days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    if answer_by < today:
        # from a Saturday to the Sunday after it no working day has passed, and the answer is late all the same
        late = f"{days} late" if left else "Late"
        verb = "Waited until" if state == "waiting" else "Answer was due on"
        return ResponseClock(f"{verb} {_day(answer_by, today)}, {late.lower()}", late, "late")
    if state == "waiting" and answer_by > today:
        return ResponseClock(f"Waits until {_day(answer_by, today)}", "Waiting", "draft")
    if left == 0:
        return ResponseClock("Answer by today", "Today", "waiting")
    tone = "waiting" if left <= _SOON else "soon"
    return ResponseClock(f"Answer by {_day(answer_by, today)}, {days} left", f"{days} left", tone)


def decided_in_words(session: Session, referral: Referral, today: date) -> str:
    """Say what was decided, why, by whom and when; empty while nothing is. For use inside the caller's transaction."""
    if referral.decided_on is None or referral.state == "new":
        return ""
    member = session.get(Member, referral.decided_by) if referral.decided_by else None
    by = f" by {member.name}" if member is not None else ""
    reason = lists.label("waiting_reason" if referral.state == "waiting" else "decline_reason", referral.decided_reason)
    words = {"accepted": "Accepted", "declined": "Declined", "signposted": "Signposted", "waiting": "Waiting"}
    what = words[referral.state]
    if referral.state == "signposted":
        what = f"{what} to {referral.signposted_to}"
    elif referral.state == "waiting" and referral.waiting_until is not None:
        what = f"{what} until {_day(referral.waiting_until, today)}"
    because = f" {reason}." if reason else ""
    return f"{what}{by} on {plain(referral.decided_on)}.{because}"


def _queue(state: str, member_id: int, after: QueuePlace | None, limit: int) -> Any:
    """Return the question for one state: in order of day and id, whose it is asked of each row ("+ 0": caseload.py)."""
    tries = (
        select(func.count(ContactAttempt.id)).where(ContactAttempt.episode_id == Referral.episode_id).scalar_subquery()
    )
    query: Any = (
        select(
            Referral.id,
            Referral.state,
            Referral.source,
            Referral.referrer_name,
            Referral.referrer_organisation,
            Referral.received_on,
            Referral.answer_by,
            Participant.id.label("participant_id"),
            Participant.first_name,
            Participant.known_as,
            Participant.last_name,
            tries.label("tries"),
        )
        .join(Episode, Episode.id == Referral.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Referral.state == state, Referral.answer_by.is_not(None))
        .where(Episode.owner_id + 0 == member_id, Episode.state + "" == "referred")
        .order_by(Referral.answer_by, Referral.id)
        .limit(limit)
    )
    if after is not None:
        same_day = and_(Referral.answer_by == after.answer_by, Referral.id > after.referral_id)
        query = query.where(Referral.answer_by >= after.answer_by, or_(Referral.answer_by > after.answer_by, same_day))
    return query


def _queue_row(row: Any, today: date) -> QueueRow:
    return QueueRow(
        referral_id=row.id,
        participant_id=row.participant_id,
        name=_name(row),
        sent_by=_sent_by(row),
        arrived=f"arrived {ago(row.received_on, today)}" if row.received_on else "",
        tries=f"Tried {_times(row.tries)}" if row.tries else "Not tried yet",
        clock=response_clock(row.state, row.answer_by, today),
    )


def _name(row: Any) -> str:
    return " ".join(part for part in (row.known_as or row.first_name, row.last_name) if part)


def _sent_by(row: Any) -> str:
    """Say in a few words who sent somebody: the name that was given, else the kind of sender."""
    if row.source == "self":
        return "Came to us themselves"
    return row.referrer_organisation or row.referrer_name or lists.label("referral_source", row.source)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _day(day: date, today: date) -> str:
    """Return a day near by its name, and one farther away by its date."""
    if abs((day - today).days) <= _THIS_WEEK:
        return full(day).split()[0]
    return short(day, today)


def _card(session: Session, referral: Referral, today: date) -> ReferralCard:
    episode = session.get_one(Episode, referral.episode_id)
    person = participant(session, episode.participant_id)
    rules = rules_in(session)
    attempts = session.scalars(
        select(ContactAttempt).where(ContactAttempt.episode_id == episode.id).order_by(ContactAttempt.tried_at)
    ).all()
    spoke = any(one.outcome == "spoke" for one in attempts)
    undecided = referral.state in UNDECIDED
    return ReferralCard(
        referral_id=referral.id,
        participant_id=person.id,
        name=full_name(person),
        call_name=person.known_as or person.first_name or person.last_name,
        state=referral.state,
        facts=tuple(_facts(session, referral, person, today)),
        reason=referral.reason,
        mail=referral.mail,
        clock=response_clock(referral.state, referral.answer_by or today, today),
        tries=tuple(_try(one, today) for one in attempts),
        tries_asked=rules.tries,
        propose_to_close=undecided and not spoke and len(attempts) >= rules.tries,
        decision=decided_in_words(session, referral, today),
        decision_note=referral.decided_note,
        can_undo=bool(referral.before),
        panel=_panel(session, referral, person.id, today),
    )


def _facts(session: Session, referral: Referral, person: Participant, today: date) -> Iterator[tuple[str, str]]:
    """Give what is known in short lines: a label and its words, without those that are blank."""
    job = session.scalar(select(Employment).where(Employment.episode_id == referral.episode_id))
    who = ", ".join(part for part in (referral.referrer_name, referral.referrer_organisation) if part)
    source = lists.label("referral_source", referral.source)
    arrived, born = referral.received_on, person.birth_date
    phone = identifiers.check_phone(person.mobile or person.phone).shown
    lines = (
        ("From", f"{source}: {who}" if who else source),
        ("Arrived", f"{full(arrived)}, {ago(arrived, today)}" if arrived else ""),
        ("Work", lists.label("work_status", job.work_status) if job else ""),
        ("Born", f"{plain(born)} ({age_on(born, today)})" if born else ""),
        ("Phone", phone),
        ("E-mail", person.email),
    )
    yield from ((label, words) for label, words in lines if words)


def _try(row: ContactAttempt, today: date) -> Try:
    at = row.tried_at.astimezone()
    return Try(
        when=f"{_day(at.date(), today)} at {at:%H:%M}",
        way=lists.label("contact_way", row.way),
        outcome=lists.label("try_outcome", row.outcome),
        note=row.note,
    )


def _panel(session: Session, referral: Referral, participant_id: int, today: date) -> Panel:
    """Answer the rules now; once it is decided, show them as they were answered then."""
    rules = rules_in(session)
    kept = json.loads(referral.rules) if referral.rules else {}
    undecided = referral.state in UNDECIDED
    person = participant(session, participant_id)
    if kept and not undecided:
        judged, name, since = from_record(kept), str(kept["name"]), date.fromisoformat(kept["since"])
        check = False
    else:
        judged = judge(rules, facts_in(session, participant_id, referral.episode_id), today)
        name, since, check = rules.name, rules.since, not rules.verified
    whose = f"These are the rules of {name} from {plain(since)}."
    if undecided and not has_own_rules(session):
        whose = NO_OWN_RULES
    return Panel(
        call_name=person.known_as or person.first_name or person.last_name,
        judged=judged,
        rules=whose,
        check_before_use=check,
        decided=str(kept.get("decided", "")),
        reason=referral.override_reason,
        undecided=undecided,
    )


def rules_line(rules: LocalRules) -> str:
    """Say whose rules hold and since when."""
    return f"These are the rules of {rules.name} from {plain(rules.since)}."
