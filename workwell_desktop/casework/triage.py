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

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, lists
from workwell_desktop.casework.banner import Need, to_mind
from workwell_desktop.casework.dates import ago, full, plain
from workwell_desktop.casework.eligibility import Judgement, facts_in, from_record, judge
from workwell_desktop.casework.local_rules import LocalRules, has_own_rules, rules_in
from workwell_desktop.casework.people import age_on, current_episode, full_name, participant
from workwell_desktop.casework.response_clock import ResponseClock, day_near, response_clock
from workwell_desktop.casework.waiting import MOST_TOLD, PAGE, WaitingRow
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import ContactAttempt, Episode, EpisodeChange, EpisodePause, Referral
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault

UNDECIDED = ("new", "waiting")
ANSWERS = {"accepted": "Accepted", "declined": "Declined", "signposted": "Other help", "waiting": "Waiting"}
NO_OWN_RULES = "Your service has not set its own rules yet. These are an example."


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
    """Where a page of the queue ended: the next one begins behind it. ``day`` is the one it is looked at again."""

    day: date
    referral_id: int


@dataclass(frozen=True)
class Try:
    """One try to reach somebody, in words: when, how, what came of it, and a note."""

    when: str
    way: str
    outcome: str
    note: str

    @property
    def said(self) -> str:
        """How it was tried and what came of it, as one sentence: ``Phone call: no answer``."""
        return ": ".join(part for part in (self.way, f"{self.outcome[:1].lower()}{self.outcome[1:]}") if part)


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
    """Everything about one referral that a decision rests on. ``decision`` says what was decided, by whom and when.

    ``needs`` is what to mind before somebody rings. ``can_refer_again`` says that nothing of theirs is open or waits.
    """

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
    can_refer_again: bool
    needs: tuple[Need, ...]
    panel: Panel


def queue_page(vault: Vault, after: QueuePlace | None, limit: int) -> tuple[tuple[QueueRow, ...], QueuePlace | None]:
    """Return one page of the coach's unanswered referrals, the most urgent first, and where the next begins.

    Each state is read in order straight from the index on state and day; the two are merged. Whoever waits until a
    day stands there; the day by which to answer is the service's own all the same.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        streams = [session.execute(_queue(state, vault.member_id, after, limit)).all() for state in UNDECIDED]
    found = list(islice(merge(*streams, key=lambda row: (row.day, row.id)), limit))
    rows = tuple(_queue_row(row, today) for row in found)
    return rows, QueuePlace(found[-1].day, found[-1].id) if len(found) == limit else None


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
            .where(Referral.state.concat("").in_(UNDECIDED))  # asked of this participant, not of the whole queue
            .order_by(Referral.id.desc())
            .limit(1)
        )
        if referral is None:
            return None
        return referral.id, _panel(session, referral, participant_id, today)


def referral_of(vault: Vault, participant_id: int) -> tuple[int, bool] | None:
    """Return a participant's referral that counts, and whether it still waits for an answer; nothing without one."""
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        query = (
            select(Referral.id, Referral.state).where(Referral.episode_id == episode.id).order_by(Referral.id.desc())
        )
        found = session.execute(query.limit(1)).first()
        return None if found is None else (found.id, found.state in UNDECIDED and episode.state == "referred")


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the referrals that wait for an answer, the most urgent first, for use inside the caller's transaction.

    One that waits until a day comes up again on that day.
    """
    streams = [session.execute(_queue(state, member_id, None, MOST_TOLD)).all() for state in UNDECIDED]
    streams[1] = [row for row in streams[1] if row.day <= today]
    for row in islice(merge(*streams, key=lambda row: (row.day, row.id)), MOST_TOLD):
        clock = response_clock(row.state, row.answer_by, today, row.waiting_until)
        arrived = f"Referred {ago(row.received_on, today)}" if row.received_on else "Referred"
        yield WaitingRow(
            participant_id=row.participant_id,
            name=row_name(row),
            reason=f"{arrived}. {clock.sentence}.",
            short=clock.short,
            badge=clock.badge,
            kind={"late": "bad", "waiting": "warn"}.get(clock.state, "plain"),
            deed="Answer the referral",
            tab=PAGE,
            section="triage",
        )


def has_begun(session: Session, episode_id: int) -> bool:
    """Say whether work with somebody began in this spell of support, for use inside the caller's transaction."""
    tables = (Assessment, Contact, Plan, EpisodeChange, EpisodePause)
    begun = [exists().where(table.episode_id == episode_id) for table in tables]
    return bool(session.scalar(select(or_(*begun))))


def decided_in_words(session: Session, referral: Referral, today: date) -> str:
    """Say what was decided, why, by whom and when; empty while nothing is. For use inside the caller's transaction."""
    if referral.decided_on is None or referral.state == "new":
        return ""
    member = session.get(Member, referral.decided_by) if referral.decided_by else None
    by = f" by {member.name}" if member is not None else ""
    reason = lists.label("waiting_reason" if referral.state == "waiting" else "decline_reason", referral.decided_reason)
    what = ANSWERS[referral.state]
    if referral.state == "signposted":
        what = f"Pointed to {referral.signposted_to}"
    elif referral.state == "waiting" and referral.waiting_until is not None:
        what = f"{what} until {day_near(referral.waiting_until, today)}"
    because = f" {reason}." if reason else ""
    return f"{what}{by} on {plain(referral.decided_on)}.{because}"


def _queue(state: str, member_id: int, after: QueuePlace | None, limit: int) -> Any:
    """Return the question for one state: in order of day and id, whose it is asked of each row ("+ 0": caseload.py)."""
    day = Referral.waiting_until if state == "waiting" else Referral.answer_by
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
            func.coalesce(Referral.answer_by, Referral.waiting_until).label("answer_by"),
            Referral.waiting_until,
            day.label("day"),
            Participant.id.label("participant_id"),
            Participant.first_name,
            Participant.known_as,
            Participant.last_name,
            tries.label("tries"),
        )
        .join(Episode, Episode.id == Referral.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Referral.state == state, day.is_not(None))
        .where(Episode.owner_id + 0 == member_id, Episode.state + "" == "referred")
        .order_by(day, Referral.id)
        .limit(limit)
    )
    if after is not None:
        same_day = and_(day == after.day, Referral.id > after.referral_id)
        query = query.where(day >= after.day, or_(day > after.day, same_day))
    return query


def _queue_row(row: Any, today: date) -> QueueRow:
    clock = response_clock(row.state, row.answer_by, today, row.waiting_until)
    tried = f"Tried {_times(row.tries)}" if row.tries else "Not tried yet"
    return QueueRow(
        referral_id=row.id,
        participant_id=row.participant_id,
        name=row_name(row),
        sent_by=_sent_by(row),
        arrived=f"arrived {ago(row.received_on, today)}" if row.received_on else "",
        tries=f"Answer {clock.late}. {tried}" if clock.state != "late" and clock.late else tried,
        clock=clock,
    )


def row_name(row: Any) -> str:
    """Return the name that somebody is called by, of a row of a list."""
    return " ".join(part for part in (row.known_as or row.first_name, row.last_name) if part)


def _sent_by(row: Any) -> str:
    """Say in a few words who sent somebody: the name that was given, else the kind of sender."""
    if row.source == "self":
        return "Came to us themselves"
    return row.referrer_organisation or row.referrer_name or lists.label("referral_source", row.source)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _card(session: Session, referral: Referral, today: date) -> ReferralCard:
    episode = session.get_one(Episode, referral.episode_id)
    person = participant(session, episode.participant_id)
    rules = rules_in(session)
    attempts = session.scalars(
        select(ContactAttempt).where(ContactAttempt.episode_id == episode.id).order_by(ContactAttempt.tried_at)
    ).all()
    spoke = any(one.outcome == "spoke" for one in attempts)
    undecided = referral.state in UNDECIDED
    counts = current_episode(session, person.id).id == episode.id
    return ReferralCard(
        referral_id=referral.id,
        participant_id=person.id,
        name=full_name(person),
        call_name=person.known_as or person.first_name or person.last_name,
        state=referral.state,
        facts=tuple(_facts(session, referral, person, today)),
        reason=referral.reason,
        mail=referral.mail,
        clock=response_clock(
            referral.state, referral.answer_by or referral.waiting_until or today, today, referral.waiting_until
        ),
        tries=tuple(_try(one, today) for one in attempts),
        tries_asked=rules.tries,
        propose_to_close=undecided and not spoke and len(attempts) >= rules.tries,
        decision=decided_in_words(session, referral, today),
        decision_note=referral.decided_note,
        can_undo=bool(referral.before) and counts and not (episode.state == "open" and has_begun(session, episode.id)),
        can_refer_again=counts and episode.state in {"declined", "closed"},
        needs=to_mind(session, person, today),
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
    days = (today - at.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(days) or day_near(at.date(), today)
    return Try(
        when=day + (f" at {at:%H:%M}" if row.timed else ""),
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
