"""What waits for a coach about the people of the caseload: one question and one sentence for each kind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, text
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, draft_places, papers
from workwell_desktop.casework.meeting import UNDER_WAY
from workwell_desktop.casework.mine import by_date, days_ago, mine, name_columns, name_of
from workwell_desktop.casework.plan_content import week_day
from workwell_desktop.casework.today_rooms import Room, day_bounds, not_met_on
from workwell_desktop.casework.triage import UNDECIDED
from workwell_desktop.casework.waiting import PAGE, WaitingRow
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.lists import ImportedRow
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction

NEW_REFERRAL = timedelta(days=28)
NOT_PRINTED = timedelta(days=28)  # later than this, a paper that nobody printed was given in another way
CLOSE_OUT = "close_out"

# As the partial indices have them, letter for letter: only then does the database use it.
_IN_PLACE = text("adjustment.state = 'in_place'")
_STILL_TO_DO = text("plan_action.state IN ('todo', 'doing', 'waiting')")


def _row(
    found: Any, reason: str, short: str, badge: tuple[str, str], deed: str, tab: int, section: str = ""
) -> WaitingRow:
    word, kind = badge
    return WaitingRow(found.id_1, name_of(found), reason, short, word, kind, deed, tab, section)


def _late(day: date, today: date) -> tuple[str, str]:
    return ("Today", "warn") if day == today else ("Late", "bad")


def not_closed(now: datetime) -> Room:
    """Return the room of the meetings that were begun, are over at ``now`` (aware), and were not closed."""

    def ask(_session: Session, member_id: int, _today: date) -> Select[Any]:
        return _not_closed(member_id, now - UNDER_WAY)

    return Room("not_closed", "Meetings that are not closed", ask, _not_closed_row)


def _not_closed(member_id: int, before: datetime) -> Select[Any]:
    query = (
        select(Contact.began_at, *name_columns())
        .join(Episode, Episode.id == Contact.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Contact.began_at.is_not(None), Contact.closed_at.is_(None), Contact.began_at < before)
        .order_by(Contact.began_at)
    )
    return mine(query, member_id)


def _not_closed_row(found: Any, today: date) -> WaitingRow:
    began = found.began_at.astimezone()
    when = f"today at {began:%H:%M}" if began.date() == today else f"on {week_day(began.date(), today)}"
    reason = f"You met {when}. The meeting is not closed yet."
    return _row(found, reason, "Meeting not closed yet", ("To do", "warn"), "Close the meeting", PAGE, CLOSE_OUT)


def _not_said(_session: Session, member_id: int, today: date) -> Select[Any]:
    query = (
        select(Contact.starts_at, *name_columns())
        .join(Episode, Episode.id == Contact.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Contact.state == "booked", Contact.starts_at < day_bounds(today)[0])
        .order_by(Contact.starts_at)
    )
    return mine(query, member_id)


def _not_said_row(found: Any, today: date) -> WaitingRow:
    day = found.starts_at.astimezone().date()
    reason = f"A meeting was booked for {week_day(day, today)}. Say what became of it."
    return _row(found, reason, f"Booked {days_ago(day, today)}", ("To do", "warn"), "Say if they came", PAGE, CLOSE_OUT)


def _steps(session: Session, member_id: int, today: date) -> Select[Any]:
    query = (
        select(PlanAction.due_on, PlanAction.what, *name_columns())
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(_STILL_TO_DO, not_met_on(today))
    )
    query, due_on = by_date(session, query, member_id, PlanAction.due_on)
    return query.where(due_on <= today).order_by(due_on, PlanAction.id)


def _step_row(found: Any, today: date) -> WaitingRow:
    was = "is" if found.due_on == today else "was"
    due = f"{was} due {days_ago(found.due_on, today)}"
    what = found.what.rstrip(".")
    return _row(found, f"A step {due}: {what}.", f"Step {due}", _late(found.due_on, today), "Look at the step", 2)


def _reviews(session: Session, member_id: int, today: date) -> Select[Any]:
    query = (
        select(Plan.review_on, *name_columns())
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Plan.review_on.is_not(None), not_met_on(today))
    )
    query, review_on = by_date(session, query, member_id, Plan.review_on)
    return query.where(review_on <= today).order_by(review_on, Plan.id)


def _review_row(found: Any, today: date) -> WaitingRow:
    days = (today - found.review_on).days
    due = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
    sentence = f"Review {'is' if days == 0 else 'was'} due {due}"
    return _row(found, f"{sentence}.", sentence, _late(found.review_on, today), "Review the plan", 2, "review")


def _changes(session: Session, member_id: int, today: date) -> Select[Any]:
    query = (
        select(Adjustment.review_on, Adjustment.helps_words, *name_columns())
        .join(Plan, Plan.id == Adjustment.plan_id)
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(_IN_PLACE, not_met_on(today))
    )
    query, review_on = by_date(session, query, member_id, Adjustment.review_on)
    return query.where(review_on <= today).order_by(review_on, Adjustment.id)


def _change_row(found: Any, today: date) -> WaitingRow:
    was = "is" if found.review_on == today else "was"
    due = f"{was} due {days_ago(found.review_on, today)}"
    reason = f"A look at a change at work {due}: {found.helps_words.rstrip('.')}."
    badge = _late(found.review_on, today)
    return _row(found, reason, f"Look at a change {due}", badge, "Look at the change", 2, "register")


def _referrals(_session: Session, member_id: int, today: date) -> Select[Any]:
    accepted = exists().where(Referral.episode_id == Episode.id, Referral.decided_on.is_not(None)).label("accepted")
    query = (
        select(Episode.opened_on, accepted, *name_columns())
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.opened_on.between(today - NEW_REFERRAL, today))
        .where(~exists().where(Assessment.episode_id == Episode.id), ~_day_not_known())
        .order_by(Episode.opened_on, Episode.id)
    )
    return mine(query, member_id)


def _day_not_known() -> Any:
    """Return the condition that an episode came from a spreadsheet which did not say when the referral arrived.

    The day it was brought in is no referral, and a whole caseload is not new because it was brought in.
    """
    came = exists().where(ImportedRow.entity == Episode.__tablename__, ImportedRow.entity_id == Episode.id)
    return and_(came, ~exists().where(Referral.episode_id == Episode.id, Referral.received_on.is_not(None)))


def _referral_row(found: Any, today: date) -> WaitingRow:
    sentence = f"{'Accepted' if found.accepted else 'Referred'} {days_ago(found.opened_on, today)}"
    reason = f"{sentence}. No assessment yet."
    return _row(found, reason, sentence, ("To do", "plain"), "Begin the assessment", 1)


def _not_printed(*kinds: str) -> Any:
    """Return the condition that no paper of these kinds about the episode went to a printer or out as a file."""
    out = exists().where(
        AuditEvent.entity_id == Paper.id, AuditEvent.entity == "paper", AuditEvent.action.in_(("print", "export"))
    )
    return Paper.kind.in_(kinds), out


def _letters(_session: Session, member_id: int, today: date) -> Select[Any]:
    is_letter, went_out = _not_printed(papers.LETTER)
    query = (
        select(Paper.issued_on, *name_columns())
        .join(Episode, Episode.id == Paper.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(is_letter, Paper.issued_on >= today - NOT_PRINTED, ~went_out)
        .order_by(Paper.issued_on, Paper.id)
    )
    return mine(query, member_id)


def _letter_row(found: Any, today: date) -> WaitingRow:
    when = days_ago(found.issued_on, today)
    reason = f"The letter to the employer was agreed {when}. It is not printed yet."
    return _row(found, reason, "Letter ready to print", ("Ready", "ready"), "Go to the plan", 2)


def _plans(_session: Session, member_id: int, today: date) -> Select[Any]:
    is_plan, went_out = _not_printed(*papers.PLAN_KINDS)
    given = exists().where(
        Paper.episode_id == Plan.episode_id,
        is_plan,
        Paper.issued_on >= Plan.agreed_on,
        went_out.correlate_except(AuditEvent),
    )
    query = (
        select(Plan.agreed_on, *name_columns())
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Plan.agreed_on >= today - NOT_PRINTED, Plan.state == "agreed", ~given)
        .order_by(Plan.agreed_on, Plan.id)
    )
    return mine(query, member_id)


def _plan_row(found: Any, today: date) -> WaitingRow:
    reason = f"The plan was agreed {days_ago(found.agreed_on, today)}. It is not printed yet."
    return _row(found, reason, "Plan not printed yet", ("Ready", "ready"), "Print the plan", 2)


def _drafts(_session: Session, member_id: int, _today: date) -> Select[Any]:
    """Ask for what this coach began to write and left open, in the order in which it was left.

    What only marks a place in a signed record is none of it, nor what was typed about an answer that was given since.
    """
    signed = (
        exists()
        .where(Episode.participant_id == Draft.participant_id, Assessment.episode_id == Episode.id)
        .where(Assessment.state == "signed")
        .correlate(Draft)
    )
    undecided = (
        exists()
        .where(Episode.participant_id == Draft.participant_id, Referral.episode_id == Episode.id)
        .where(Referral.state.in_(UNDECIDED))
        .correlate(Draft)
    )
    return (
        select(Draft.screen, Draft.updated_at, *name_columns())
        .join(Participant, Participant.id == Draft.participant_id)
        .where(Draft.created_by == member_id, or_(Draft.screen != "assessment", ~signed))
        .where(Draft.screen != draft_places.BYTES_OF_A_FILE)
        .where(or_(Draft.screen.not_in(draft_places.OF_AN_ANSWER), undecided))
        .where(Participant.binned_at.is_(None), Participant.merged_into.is_(None))
        .order_by(Draft.updated_at, Draft.id)
    )


def _draft_row(found: Any, today: date) -> WaitingRow:
    since = found.updated_at.astimezone()
    when = f"at {since:%H:%M}" if since.date() == today else f"on {dates.short(since.date(), today)}"
    what, tab, section = draft_places.place_of(found.screen)
    reason = f"{what} was left open {when}."
    return _row(found, reason, f"{what} is open", ("Not finished", "plain"), "Go on with it", tab, section)


NOT_SAID = Room("not_said", "Meetings that were booked", _not_said, _not_said_row)
STEPS = Room("steps", "Steps that are due", _steps, _step_row)
REVIEWS = Room("reviews", "Reviews that are due", _reviews, _review_row)
CHANGES = Room("changes", "Changes at work to look at again", _changes, _change_row)
REFERRALS = Room("referrals", "Assessments to begin", _referrals, _referral_row)
LETTERS = Room("letters", "Letters ready to print", _letters, _letter_row)
PLANS = Room("plans", "Plans not printed yet", _plans, _plan_row)
DRAFTS = Room("drafts", "Left open", _drafts, _draft_row)
