"""What was said about safety and is not written down yet: it is written down as a safety record, or put off.

An answer of a questionnaire raises one, and so does the button "About safety". It stands until a safety
record was written about it, or until it is put off with a reason: then it stands again on the day that was named. While
it stands, no assessment is signed, no questionnaire finished and no meeting closed that they came to. No word of what
was said is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework import dates
from workwell_desktop.casework.mine import has_case, name_columns, name_of
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import Answer, Questionnaire, Shelf
from workwell_desktop.models.assessments import Assessment, Measure
from workwell_desktop.models.contacts import SafetyDue
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

ENTITY = "safety_due"
PLACE = "safety.due"  # the page of records behind the Intake, with the form for it open
OPEN, FILLED, DEFERRED = "open", "filled", "deferred"
ANSWER, DISCLOSURE = "answer", "disclosure"
BY_MISTAKE, ANSWERED_BY_MISTAKE = "Pressed by mistake", "Answered by mistake"
TOMORROW = "tomorrow"  # what is offered as the day on which it stands again
LONGEST = timedelta(days=14)  # put off further than this it would be forgotten
_TITLE = "To write down first"
_STATES = ("open", "closed", "referred", "declined")  # it does not end with the case


@dataclass(frozen=True)
class Due:
    """Something to be written down: since when, and whether an answer or the button raised it.

    One that was put off has the day on which it stands again, and the reason; ``stands`` says that it stands now.
    """

    id: int
    said_on: date
    answered: bool
    stands: bool
    until: date | None = None
    reason: str = ""


# -- it is raised ---------------------------------------------------------------------------------------------


def raise_for_answers(
    transaction: Transaction, participant_id: int, form: Questionnaire, answers: Mapping[str, Answer], *, of: str
) -> None:
    """Raise what these answers ask for, in the transaction that keeps them: once for each question and occasion.

    ``of`` names the occasion, such as "measure 12". An answer that is lowered again takes nothing back: it was given.
    Where that was said to be a mistake and the answer is given again, it stands again.
    """
    for item in forms.safety_items(form, answers):
        about = f"{item.id} of {of}"
        known = select(SafetyDue).where(
            SafetyDue.participant_id == participant_id, SafetyDue.source == ANSWER, SafetyDue.about == about
        )
        row = transaction.session.scalar(known)
        if row is None:
            _raise(transaction, participant_id, ANSWER, about)
        elif row.state == DEFERRED and row.until_on is None:
            _open_again(transaction, row)


def raise_disclosure(vault: Vault, participant_id: int) -> int:
    """Raise that something was said, and return its id. Each press is its own: what was said before stands beside it.

    Raises ``NotKept``.
    """
    with vault.transaction() as transaction:
        return _raise(transaction, participant_id, DISCLOSURE, "")


def _raise(transaction: Transaction, participant_id: int, source: str, about: str) -> int:
    row = SafetyDue(participant_id=participant_id, source=source, about=about, raised_at=transaction.now, state=OPEN)
    transaction.session.add(row)
    transaction.session.flush()
    transaction.record("add", ENTITY, row.id, {"source": source})
    return row.id


# -- what stands ----------------------------------------------------------------------------------------------


def open_due(vault: Vault, participant_id: int) -> tuple[Due, ...]:
    """Return what stands about somebody now, the oldest first: what was put off until today or before, too."""
    with vault.reading() as session:
        found = unwritten(session, participant_id, vault.clock.today())
    return tuple(one for one in found if one.stands)


def unwritten(session: Session, participant_id: int, today: date) -> tuple[Due, ...]:
    """Return what stands and what is put off, the oldest first. For use inside the caller's transaction only."""
    query = select(SafetyDue).where(
        SafetyDue.participant_id == participant_id,
        or_(SafetyDue.state == OPEN, and_(SafetyDue.state == DEFERRED, SafetyDue.until_on.is_not(None))),
    )
    return tuple(_due(row, today) for row in session.scalars(query.order_by(SafetyDue.raised_at, SafetyDue.id)))


def refuse_while_due(transaction: Transaction, participant_id: int) -> None:
    """Raise ``WorkwellError`` while something stands that is neither written down nor put off."""
    query = select(SafetyDue.id).where(SafetyDue.participant_id == participant_id, _stands(transaction.clock.today()))
    if transaction.session.scalar(query.limit(1)) is not None:
        raise WorkwellError(
            "Something was said about safety that is not written down yet.",
            "Write it down, or put it off with a reason.",
        )


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give this coach's people about whom something stands, each once; the words say nothing of what it is.

    For use inside the caller's transaction only.
    """
    standing = (
        select(*name_columns())
        .join(SafetyDue, SafetyDue.participant_id == Participant.id)
        .where(_stands(today), has_case(SafetyDue.__table__.c.participant_id, member_id, _STATES))
        .distinct()
        .order_by(Participant.id)
    )
    for row in session.execute(standing):
        reason = "Something is to be written down first."
        yield WaitingRow(row.id_1, name_of(row), reason, _TITLE, "First", "bad", "Write it down", INTAKE, PLACE)


def _stands(today: date) -> Any:
    again = and_(SafetyDue.state == DEFERRED, SafetyDue.until_on <= today)
    return or_(SafetyDue.state == OPEN, again)


def _due(row: SafetyDue, today: date) -> Due:
    stands = row.state == OPEN or (row.until_on is not None and row.until_on <= today)
    said_on = row.raised_at.astimezone().date()
    return Due(row.id, said_on, row.source == ANSWER, stands, row.until_on, row.reason)


# -- it is settled --------------------------------------------------------------------------------------------


def fill(transaction: Transaction, participant_id: int, due_ids: Collection[int], safety_id: int) -> None:
    """Settle what a safety record was written about, in the transaction that writes it.

    One that was settled meanwhile stays as it is.
    """
    query = select(SafetyDue).where(
        SafetyDue.participant_id == participant_id, SafetyDue.id.in_(due_ids), SafetyDue.state != FILLED
    )
    for row in transaction.session.scalars(query):
        row.state, row.safety_id, row.until_on = FILLED, safety_id, None
        transaction.record("change", ENTITY, row.id, {"state": FILLED, "safety_id": safety_id})


def defer(vault: Vault, due_id: int, reason: str, until: str = TOMORROW) -> None:
    """Put one off with a reason until a day as it is typed, on which it stands again.

    Raises ``InputProblem`` for reason and until; ``WorkwellError`` when it is written down already; ``NotKept``.
    """
    day = _checked(reason, until, vault.clock.today())
    with vault.transaction() as transaction:
        _put_off(transaction, _unwritten_row(transaction, due_id), reason.strip(), day)


def defer_all(vault: Vault, participant_id: int, reason: str, until: str = TOMORROW) -> None:
    """Put off all that stands about somebody, as :func:`defer` does, in one go."""
    day = _checked(reason, until, vault.clock.today())
    with vault.transaction() as transaction:
        mine = (SafetyDue.participant_id == participant_id, _stands(transaction.clock.today()))
        for row in transaction.session.scalars(select(SafetyDue).where(*mine).order_by(SafetyDue.id)):
            _put_off(transaction, row, reason.strip(), day)


def say_mistake(vault: Vault, due_id: int) -> None:
    """Write down that nothing was said: it was pressed by mistake, and stands on no later day.

    Raises ``WorkwellError`` when it is written down already, or an answer raised it; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = _unwritten_row(transaction, due_id)
        if row.source != DISCLOSURE:
            raise WorkwellError("This was answered, not pressed.", "Put the answer right first.")
        _put_off(transaction, row, BY_MISTAKE, None)


def take_back_answer(vault: Vault, due_id: int, shelf: Shelf) -> None:
    """Write down that an answer was a mistake, once the answer that is kept asks for nothing any more.

    Raises ``WorkwellError`` while it still does, when it is written down already, or a press raised it; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = _unwritten_row(transaction, due_id)
        if row.source != ANSWER or _still_given(transaction.session, row.about, shelf):
            raise WorkwellError(
                "Put the answer right first.",
                "Choose the answer that was meant. If it is finished or signed, choose “Correct it” there, or “Make a "
                "new version”. Then come back here.",
            )
        _put_off(transaction, row, ANSWERED_BY_MISTAKE, None)


def stand_again(transaction: Transaction, of: str, before: Mapping[str, Answer], now: Mapping[str, Answer]) -> None:
    """Let stand again what was called a mistake of an occasion, where the answer is not the one it was then.

    For a correction that is put back: the answer it put right is given again.
    """
    query = select(SafetyDue).where(
        SafetyDue.source == ANSWER, SafetyDue.state == DEFERRED, SafetyDue.until_on.is_(None),
        SafetyDue.about.endswith(f" of {of}", autoescape=True),
    )  # fmt: skip
    for row in transaction.session.scalars(query):
        item = row.about.partition(" of ")[0]
        if before.get(item) != now.get(item):
            _open_again(transaction, row)


def _open_again(transaction: Transaction, row: SafetyDue) -> None:
    row.state, row.reason = OPEN, ""
    transaction.record("change", ENTITY, row.id, {"state": OPEN})


def _still_given(session: Session, about: str, shelf: Shelf) -> bool:
    """Say whether the answer kept still asks for a record; where nobody can tell any more, it does."""
    item_id, _, of = about.partition(" of ")
    item = next((item for form in shelf.forms.values() for item in form.items if item.id == item_id), None)
    kept = _kept_answers(session, of)
    return item is None or kept is None or item.opens_safety(forms.read_answers(kept).get(item_id))


def _kept_answers(session: Session, of: str) -> str | None:
    """Return the answers of an occasion, "measure 12" or "assessment 3 round 1", as they are kept now."""
    entity, number, *more = of.split()
    if entity != "assessment":
        measure = session.get(Measure, int(number))
        return None if measure is None else measure.answers
    there = session.get(Assessment, int(number))
    if there is None or there.round == int(more[-1]):
        return None if there is None else there.answers
    # A new round is asked afresh: what was said in an earlier one stands as a measure.
    earlier = select(Measure.answers).where(Measure.assessment_id == there.id, Measure.round == int(more[-1]))
    return session.scalar(earlier.limit(1))


def _checked(reason: str, until: str, today: date) -> date:
    problems: dict[str, str] = {}
    if not reason.strip():
        problems["reason"] = "Write why this is put off."
    found = dates.read_date(until, today, lean="future")
    if found.problem or found.when is None:
        problems["until"] = found.problem or "Write the day on which this comes back."
    elif found.when <= today:
        problems["until"] = "Choose a day after today."
    elif found.when > today + LONGEST:
        problems["until"] = "Choose a day in the next two weeks."
    if problems or found.when is None:
        raise InputProblem(problems)
    return found.when


def _unwritten_row(transaction: Transaction, due_id: int) -> SafetyDue:
    row = transaction.session.get_one(SafetyDue, due_id)
    if row.state == FILLED:
        raise WorkwellError("This is written down already.", "Read it on the page Safety.")
    return row


def _put_off(transaction: Transaction, row: SafetyDue, reason: str, until: date | None) -> None:
    """Put one off. Each time is kept as a version: the row holds the last reason alone."""
    row.state, row.reason, row.until_on = DEFERRED, reason, until
    transaction.session.flush()
    content = {"state": row.state, "reason": reason, "until_on": until}
    add_version(
        transaction, ENTITY, row.id, content, reason=reason, method="written", signed_on=transaction.clock.today()
    )
    transaction.record("defer", ENTITY, row.id, {"until": until.isoformat() if until else ""})
