"""The register of changes at work: when each was asked for, agreed, refused, put in place, looked at and ended.

It goes on whether the plan is a draft or agreed. How a change stands is one thing, and what happened to it another:
every step of the way is kept with its day, who said so, and the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, plan_content
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.dates import ago, plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.fit_note_rules import months_later
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.casework.plan_content import Change
from workwell_desktop.casework.plan_rows import (
    ENTITY,
    IN_PLACE,
    events_of,
    note_event,
    plan_of,
    row_of,
    stand,
)
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.plans import Adjustment, AdjustmentEvent, Plan
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "plan_register"
REVIEWED, REFUSED, ENDED = "reviewed", "refused", "ended"
CLOSED = (REFUSED, ENDED)
NEED_WORDS = {
    REFUSED: "Write the reason that was given.",
    ENDED: "Write in a few words why it ended.",
}
"""The states of a change at work that say nothing without words, and what to say where they are missing."""
_REVIEWED_WORD = "Looked at again"
_WHO = {"asked": "Asked by {who}", "agreed": "Agreed by {who}", REFUSED: "Refused by {who}"}


@dataclass(frozen=True)
class StandEntry:
    """How a change at work stands, as typed: a code of ``adjustment_state``, since when, who said so, and what."""

    state: str = ""
    on: str = "today"
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class LookEntry:
    """A look at a change that is in place, as it is typed: the day, what was found, and when to look next."""

    on: str = "today"
    found: str = ""
    next_on: str = ""


@dataclass(frozen=True)
class EventLine:
    """One thing that happened to a change at work: the day, and what, in a few words."""

    on: date
    state: str
    line: str
    words: str


@dataclass(frozen=True)
class RegisterLine:
    """One change at work with its history, oldest first.

    ``difficulty`` names the kind of difficulty, ``source`` says where the idea comes from; ``caution`` is "Check before
    use" for a row that nobody has checked. ``review_line`` says when to look at it again.
    """

    change: Change
    events: tuple[EventLine, ...]
    source: str
    caution: str
    review_on: date | None
    review_line: str
    difficulty: str = ""

    @property
    def open(self) -> bool:
        """Whether it still goes on: it was neither refused nor has it ended."""
        return self.change.state not in CLOSED


@dataclass(frozen=True)
class Register:
    """All changes at work of the present plan. ``months``: how often one that is in place is looked at again."""

    participant_id: int
    call_name: str
    lines: tuple[RegisterLine, ...]
    months: int


def load_register(vault: Vault, participant_id: int) -> Register:
    """Return the changes at work of the present plan with their history."""
    today = vault.clock.today()
    with vault.reading() as session:
        plan = plan_of(session, current_episode(session, participant_id).id)
        lines = _lines(session, plan, today) if plan is not None else ()
        return Register(participant_id, call_name(session, participant_id), lines, rules_in(session).change_months)


def move_on(vault: Vault, participant_id: int, change_id: int, entry: StandEntry) -> None:
    """Say how a change at work stands since a day: one event of its history.

    Raises ``InputProblem`` for state, on, who and words; ``WorkwellError`` when it is gone; ``NotKept``.
    """
    check, day = _checked(vault, entry.on, entry.who, entry.words)
    if lists.find("adjustment_state", entry.state) is None:
        check.problems["state"] = "Choose one of these."
    if entry.state in NEED_WORDS and not entry.words.strip():
        check.problems["words"] = NEED_WORDS[entry.state]
    check.done()
    with vault.transaction() as transaction:
        plan, row = _change(transaction, participant_id, change_id)
        stand_on(transaction, row, entry.state, on=day, who=entry.who, words=entry.words)
        drop_draft(transaction, SCREEN, participant_id)
        drop_draft(transaction, ENTITY, participant_id)
        transaction.record("change", ENTITY, plan.id, {"kind": "change", "id": change_id, "state": entry.state})


def stand_on(
    transaction: Transaction, row: Adjustment, state: str, *, on: date, who: str = "", words: str = ""
) -> None:
    """Have a change stand in a state since a day, for use inside this transaction only. Its note is what was said last.

    In the state that it is in already, it is kept as history only when something new was said.
    """
    said, row.note = row.note, words.strip()
    if not stand(transaction, row, state, on=on, who=who, words=words):
        if who.strip() or words.strip() not in {"", said}:
            note_event(transaction, row, state, on, who, words)
        return
    if state == IN_PLACE and row.review_on is not None and row.review_on < transaction.clock.today():
        row.review_on = transaction.clock.today()  # it stood for long before it was written down


def look_at(vault: Vault, participant_id: int, change_id: int, entry: LookEntry) -> None:
    """Keep that a change in place was looked at, what was found, and when it is looked at next.

    Raises ``InputProblem`` for on, found and next_on; ``WorkwellError`` when it is not in place; ``NotKept``.
    """
    check, day = _checked(vault, entry.on, "", entry.found, words_field="found")
    check.words(entry.found, "found", "Write what was found: does it still help?")
    typed = check.day(entry.next_on, "next_on", "future")
    if typed is not None and typed <= day:
        check.problems["next_on"] = "Choose a day after the one above."
    check.done()
    with vault.transaction() as transaction:
        plan, row = _change(transaction, participant_id, change_id)
        looked_at(transaction, row, day, entry.found, typed)
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, plan.id, {"kind": "change", "id": change_id, "state": REVIEWED})


def looked_at(transaction: Transaction, row: Adjustment, on: date, found: str, next_on: date | None) -> None:
    """Keep a look at a change that is in place, for use inside this transaction only.

    Without a day, the next look is after the months that the service's rules say. Raises ``WorkwellError`` when it
    is not in place.
    """
    if row.state != IN_PLACE:
        raise WorkwellError("This change is not in place.", "Say first that it is.")
    row.review_on = next_on or months_later(on, rules_in(transaction.session).change_months)
    note_event(transaction, row, REVIEWED, on, "", found)


def event_line(event: AdjustmentEvent, today: date) -> EventLine:
    """Say one event in words: what, by whom, and the day."""
    word = _REVIEWED_WORD if event.state == REVIEWED else lists.label("adjustment_state", event.state)
    if event.who:
        word = _WHO.get(event.state, f"{word}, {{who}}").replace("{who}", event.who)
    return EventLine(
        event.happened_on, event.state, f"{word}, {plan_content.near_day(event.happened_on, today)}", event.words
    )


def _lines(session: Session, plan: Plan, today: date) -> tuple[RegisterLine, ...]:
    content = plan_content.content_of(session, plan)
    changes = plan_content.changes_in(content, today)
    rows = {row.id: row for row in plan_content.rows(session, Adjustment, plan.id)}
    return tuple(_line(session, change, rows[change.id], today) for change in changes)


def _line(session: Session, change: Change, row: Adjustment, today: date) -> RegisterLine:
    kind = catalogue().difficulties.get(change.difficulty)
    idea = catalogue().adjustments.get(change.catalogue_key)
    events = tuple(event_line(one, today) for one in events_of(session, row.id))
    return RegisterLine(
        change=change,
        events=events,
        source="; ".join(idea.sources) if idea else "",
        caution=idea.caution if idea else "",
        review_on=row.review_on,
        review_line=_review_line(row.review_on, today),
        difficulty=kind.label if kind else "",
    )


def _review_line(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if day > today:
        return f"Look at it again on {plain(day)}"
    return "Look at it again today" if day == today else f"Look at it again: was due {ago(day, today)}"


def _checked(vault: Vault, on: str, who: str, words: str, words_field: str = "words") -> tuple[Check, date]:
    today = vault.clock.today()
    check = Check(today)
    day = check.past(on, "on", "Write the day: today, or the day it was.")
    for field, typed in (("who", who), (words_field, words)):
        problem = paper_problem(typed.strip())
        if typed.strip() and problem:
            check.problems[field] = problem
    return check, day or today


def _change(transaction: Transaction, participant_id: int, change_id: int) -> tuple[Plan, Adjustment]:
    plan = plan_of(transaction.session, current_episode(transaction.session, participant_id).id)
    if plan is None:
        raise WorkwellError("There is no plan yet.", "Look at the plan again.")
    row = row_of(transaction, plan, "change", change_id)
    if not isinstance(row, Adjustment):  # ``row_of`` gives the kind that was asked for
        raise TypeError
    return plan, row
