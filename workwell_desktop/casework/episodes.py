"""Spells of support: how they stand now, how long they run, and what of them waits for the coach.

What changes them is in ``episode_deeds.py``, what earlier ones hold in ``episode_history.py``. The sums are those of
``programme.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, programme
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.local_rules import LocalRules, rules_in
from workwell_desktop.casework.people import JOINED
from workwell_desktop.casework.programme import Pause, Programme, weeks_in_words
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.models.base import Base
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, EpisodePause, Referral
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction

SCREEN = "support"
OPEN, CLOSED, REFERRED, DECLINED = "open", "closed", "referred", "declined"
WITH_A_JOB = ("in_work", "off_sick")
BEFORE_US = "before_workwell"  # a reason for an end that this program gives, and no coach; as JOINED is
NOT_ASKED = ("died", BEFORE_US, JOINED)  # reasons for an end after which nobody asks how things stood
_OVER_FOR = timedelta(days=28)  # how long support whose weeks are over still waits on the start page
_CHASED_FOR = timedelta(days=183)
_PAUSE_ENDS = timedelta(days=2)
_PERSON = (
    Participant.id.label("person_id"), Participant.first_name, Participant.known_as, Participant.last_name,
)  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """The clock of one episode, with what its limit rests on: the service's rules, or what was agreed (``agreed``)."""

    programme: Programme
    began: date
    rule_limit: int | None
    agreed: bool
    verified: bool
    rules_name: str


def clock_of(session: Session, episode: Episode, today: date) -> Clock:
    """Return the programme clock of an episode, inside the caller's transaction; of a closed one, as it ended."""
    rules, status = rules_in(session), _work_status(session, episode.id)
    rows = pauses_of(session, episode.id)
    return _clock(episode, status, rules, rows, min(today, episode.closed_on or today))


def pauses_of(session: Session, episode_id: int) -> list[EpisodePause]:
    """Return the pauses of an episode in their order, for use inside the caller's transaction only."""
    query = select(EpisodePause).where(EpisodePause.episode_id == episode_id)
    return list(session.scalars(query.order_by(EpisodePause.starts_on, EpisodePause.id)))


def recount(session: Session, episode: Episode) -> None:
    """Work out anew when the weeks of an episode are used up. Call it whenever something changed that decides this."""
    episode.weeks_end_on = None
    if episode.state == OPEN:
        limit = _limit(episode, _work_status(session, episode.id), rules_in(session))
        pauses = [Pause(row.starts_on, row.ends_on) for row in pauses_of(session, episode.id)]
        episode.weeks_end_on = programme.used_up_on(_began(episode), limit, pauses)


def recount_all(transaction: Transaction) -> None:
    """Work out anew when the weeks of every open episode are used up: the service changed its rules.

    Two questions, however many there are. It is no work on a case, so the stamps of who changed it last stay.
    """
    session, rules = transaction.session, rules_in(transaction.session)
    pauses: dict[int, list[Pause]] = {}
    for row in session.execute(select(EpisodePause).join(Episode).where(Episode.state == OPEN)).scalars():
        pauses.setdefault(row.episode_id, []).append(Pause(row.starts_on, row.ends_on))
    columns = (Episode.id, Episode.started_on, Episode.opened_on, Episode.weeks, Episode.weeks_end_on)
    query = select(*columns, Employment.work_status).outerjoin(Employment, Employment.episode_id == Episode.id)
    changed = []
    for one in session.execute(query.where(Episode.state == OPEN)):
        limit = _limit(one, one.work_status or "", rules)
        ends = programme.used_up_on(_began(one), limit, pauses.get(one.id, []))
        if ends != one.weeks_end_on:
            changed.append({"of_id": one.id, "ends": ends})
    if changed:
        table = Base.metadata.tables[Episode.__tablename__]
        deed = update(table).where(table.c.id == bindparam("of_id")).values(weeks_end_on=bindparam("ends"))
        session.connection().execute(deed, changed)
        session.expire_all()


def recount_of(session: Session, participant_id: int) -> None:
    """Work out anew when the weeks of a person's spells of support are used up: they came back as they were."""
    for episode in session.scalars(select(Episode).where(Episode.participant_id == participant_id)).all():
        recount(session, episode)


def began_on(transaction: Transaction, episode_id: int, day: date) -> None:
    """Note on which day an episode had its first meeting, unless a day stands there already."""
    episode = transaction.session.get_one(Episode, episode_id)
    if episode.started_on is None and episode.state == OPEN:
        episode.started_on = day
        recount(transaction.session, episode)


def how_long(session: Session, episode_ids: Sequence[int], today: date) -> Mapping[int, str]:
    """Say for each episode of a page how far it is: ``Week 5 of 8``, ``Paused until 1 December``. Three queries."""
    clocks = _clocks(session, episode_ids, today)
    return {number: stands_in_words(clock, today) for number, clock in clocks.items()}


def stands_in_words(clock: Programme, today: date) -> str:
    """Say where the clock stands in a few words; while it is paused, until when."""
    if not clock.paused:
        return programme.in_words(clock)
    return f"Paused until {_short(clock.back_on, today)}" if clock.back_on else "Paused"


def banner_count(session: Session, episode: Episode, today: date) -> tuple[str, str]:
    """Return the third number of the banner, in two parts: ``3 weeks``, ``left with us``; no weeks where none run."""
    if episode.state == CLOSED and episode.closed_on is not None:
        return "Support closed", f"on {plain(episode.closed_on)}"
    if episode.state == DECLINED:
        return "Referral declined", declined_in_words(referral_of(session, episode.id), today)
    clock = clock_of(session, episode, today).programme
    left = clock.weeks_left
    if clock.paused:
        return "Paused", f"until {_short(clock.back_on, today)}" if clock.back_on else "no day to come back yet"
    if left is None:
        return f"Week {clock.week}", "with us"
    if left > 0:
        return weeks_in_words(left), "left with us"
    return f"Week {clock.week} of {clock.limit}", "with us"


def referral_of(session: Session, episode_id: int) -> Referral | None:
    """Return the referral an episode began with, for use inside the caller's transaction only."""
    query = select(Referral).where(Referral.episode_id == episode_id)
    return session.scalar(query.order_by(Referral.id.desc()).limit(1))


def declined_in_words(referral: Referral | None, today: date | None = None) -> str:
    """Say when and why a referral was declined, to follow these words; near ``today`` the day has no year."""
    if referral is None or referral.decided_on is None:
        return ""
    day = _short(referral.decided_on, today) if today else plain(referral.decided_on)
    reason = lists.label("decline_reason", referral.decided_reason)
    if not reason:
        return f"on {day}"
    because = (
        "for another reason" if referral.decided_reason == "other" else f"because {reason[:1].lower()}{reason[1:]}"
    )
    return f"on {day}, {because}"


def missing_outcomes(episode: Episode) -> tuple[str, ...]:
    """Return the fields of a closed episode's outcome that nobody has answered; in the order of the form."""
    if episode.state != CLOSED or episode.close_reason in NOT_ASKED:
        return ()
    if not episode.outcome_work_status:
        return ("work_status",)
    if episode.outcome_work_status not in WITH_A_JOB:
        return ()
    missing = [] if episode.outcome_employer else ["employer"]
    missing += [] if episode.outcome_hours is not None else ["hours"]
    return (*missing, *(() if episode.outcome_adjustments else ("adjustments",)))


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give what of the coach's spells of support waits: pauses that end, weeks nearly used up, outcomes not known.

    At most a hundred of each, the soonest first, straight from indexes. For use inside the caller's transaction only.
    """
    yield from _pauses_ending(session, member_id, today)
    yield from _weeks_ending(session, member_id, today)
    yield from _outcomes(session, member_id, today)


def _pauses_ending(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    query = (
        select(EpisodePause.back_on, *_PERSON)
        .join(Episode, Episode.id == EpisodePause.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(EpisodePause.back_on <= today + _PAUSE_ENDS, EpisodePause.ends_on.is_(None))
        .where(Episode.owner_id + 0 == member_id, Episode.state == OPEN)
        .order_by(EpisodePause.back_on)
        .limit(MOST_TOLD)
    )
    for row in session.execute(query):
        days = (row.back_on - today).days
        when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days" if days > 0 else f"on {plain(row.back_on)}")
        sentence = f"The pause {'ends' if days >= 0 else 'was to end'} {when}"
        yield _row(row, f"{sentence}. Go on, or give another day.", sentence, "Pause", "Go on with support")


def _weeks_ending(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    query = (
        select(Episode.id, *_PERSON)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.weeks_end_on.between(today - _OVER_FOR, today + timedelta(programme.NEARLY_DAYS)))
        .where(Episode.owner_id + 0 == member_id, Episode.state == OPEN)
        .order_by(Episode.weeks_end_on)
        .limit(MOST_TOLD)
    )
    found = session.execute(query).all()
    clocks = _clocks(session, [row.id for row in found], today)
    for row in found:
        clock = clocks[row.id]
        if not clock.nearly_over or clock.days_left is None:  # the rules changed since it was worked out
            continue
        words, left = programme.in_words(clock), _left(clock.days_left)
        yield _row(row, f"{words}, {left}. Talk about what comes after.", words, left.capitalize(), "Look at support")


def _left(days: int) -> str:
    if days <= 0:
        return "weeks over"
    return f"{weeks_in_words(days // 7)} left" if days % 7 == 0 else f"{days} day{'' if days == 1 else 's'} left"


def _outcomes(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    incomplete = or_(
        Episode.outcome_work_status == "",
        Episode.outcome_work_status.in_(WITH_A_JOB)
        & or_(Episode.outcome_employer == "", Episode.outcome_hours.is_(None), Episode.outcome_adjustments == ""),
    )
    # Asked in a way that no index answers: the days on which support closed come first, not everybody out of the bin.
    not_binned = func.typeof(Participant.binned_at) == "null"
    query = (
        select(Episode.closed_on, *_PERSON)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.closed_on.between(today - _CHASED_FOR, today))
        .where(Episode.owner_id + 0 == member_id, Episode.state == CLOSED, Episode.close_reason.not_in(NOT_ASKED))
        .where(incomplete, not_binned)
        .order_by(Episode.closed_on)
        .limit(MOST_TOLD)
    )
    for row in session.execute(query):
        reason = f"Support closed on {plain(row.closed_on)}. How things stood is not all written down."
        yield _row(row, reason, "How it ended is missing", "To add", "Add how it ended")


def _row(row: Any, reason: str, short: str, badge: str, deed: str) -> WaitingRow:
    name = " ".join(part for part in (row.known_as or row.first_name, row.last_name) if part)
    return WaitingRow(row.person_id, name, reason, short, badge, "warn", deed, INTAKE, SCREEN)


def _clocks(session: Session, episode_ids: Sequence[int], today: date) -> dict[int, Programme]:
    """Return the clock of each of these open episodes, in three queries however many there are."""
    rules = rules_in(session)
    pauses: dict[int, list[Any]] = {}
    columns = (EpisodePause.episode_id, EpisodePause.starts_on, EpisodePause.ends_on, EpisodePause.back_on)
    for pause in session.execute(select(*columns).where(EpisodePause.episode_id.in_(episode_ids))):
        pauses.setdefault(pause.episode_id, []).append(pause)
    query = (
        select(Episode.id, Episode.started_on, Episode.opened_on, Episode.weeks, Employment.work_status)
        .outerjoin(Employment, Employment.episode_id == Episode.id)
        .where(Episode.id.in_(episode_ids))
    )
    return {
        row.id: _clock(row, row.work_status or "", rules, pauses.get(row.id, []), today).programme
        for row in session.execute(query)
    }


def _clock(episode: Any, status: str, rules: LocalRules, rows: Sequence[Any], day: date) -> Clock:
    began = _began(episode)
    pauses = [Pause(row.starts_on, row.ends_on) for row in rows]
    back = next((row.back_on for row in rows if Pause(row.starts_on, row.ends_on).holds(day)), None)
    clock = programme.programme(began, day, _limit(episode, status, rules), pauses, back)
    return Clock(clock, began, rules.weeks.get(status), episode.weeks is not None, rules.verified, rules.name)


def _began(episode: Any) -> date:
    began: date = episode.started_on or episode.opened_on
    return began


def _limit(episode: Any, status: str, rules: LocalRules) -> int | None:
    return episode.weeks if episode.weeks is not None else rules.weeks.get(status)


def _work_status(session: Session, episode_id: int) -> str:
    return session.scalar(select(Employment.work_status).where(Employment.episode_id == episode_id)) or ""


def _short(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{day.day} {day:%B}" if abs((day - today).days) < 183 else plain(day)
