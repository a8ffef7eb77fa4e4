"""Closing a meeting: the note, the steps, the next date and the papers, kept in one transaction.

The note goes through ``notes.py``, what became of the meeting and the next one through ``appointments.py``. What is
left out may be left; ``left_out`` says plainly what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import appointments, dates, lists, notes, safety_due
from workwell_desktop.casework.agenda import OPEN_STEPS, note_lines, with_lines
from workwell_desktop.casework.appointments import ATTENDED, BOOKED, CANCELLED, DID_NOT_COME, ENTITY, MeetingEntry, Slot
from workwell_desktop.casework.drafts import drop_draft, read_draft
from workwell_desktop.casework.meeting import TAKEN_UP, UNDER_WAY, read_agenda, undo_start_in
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.casework.people import call_name, current_episode, full_name, participant
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.casework.plan_content import near_day, rows, week_day
from workwell_desktop.casework.plan_rows import AGREED, draft_of, keep_row, plan_of, row_of, stand
from workwell_desktop.casework.plan_state import Meeting, next_meeting
from workwell_desktop.casework.planning import StepEntry, kind_of, step_values
from workwell_desktop.casework.service_steps import send_or_stop
from workwell_desktop.casework.today_rooms import day_bounds
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "close_out"
CAME = ATTENDED
OUTCOMES = ((CAME, "Yes"), (DID_NOT_COME, "No"), (CANCELLED, "It was cancelled"))
MISTAKE = "mistake"
OF_ONE_BEGUN = (*OUTCOMES, (MISTAKE, "Begun by mistake"))
NOTE_KIND = "meeting"


@dataclass(frozen=True)
class OpenStep:
    """A step of the plan that is not done: what, who and by when in one line, and how it stands."""

    id: int
    what: str
    about: str
    state: str


@dataclass(frozen=True)
class CloseOut:
    """A meeting that is to be closed. ``begun``: it was started here; else it is asked first whether they came.

    ``words`` is what stands in the note before anything is typed: ``begun_words``, which were written as a note about
    this meeting elsewhere (``note_id``, where it was kept) and are not signed, then ``ticked``, a line for each point
    of the agenda that was talked about. ``plan_agreed``: steps are added on the Plan tab. ``next`` is the meeting that
    is booked already, ``interpreter`` what they need, or nothing. ``under_way``: they may be in the room still.
    """

    contact_id: int
    participant_id: int
    call_name: str
    name: str
    title: str
    begun: bool
    words: str
    note_id: int
    begun_words: str
    ticked: tuple[str, ...]
    steps: tuple[OpenStep, ...]
    plan_agreed: bool
    next: Meeting | None
    next_line: str
    place: str
    interpreter: str
    under_way: bool


@dataclass(frozen=True)
class CloseOutEntry:
    """What is typed on the page. ``steps`` maps a step's id to ``done`` or to how it stood; the rest is as typed.

    ``outcome`` is one of ``OUTCOMES``, or ``MISTAKE`` for one that was begun; ``cancelled_by`` a code of the list of
    that name, for one that was cancelled; ``why`` says why they did not meet. ``next_way`` is a code of
    ``meeting_way``. ``sign``: a note that is written is signed, too. ``taken_over`` are the ``begun_words`` that are in
    this note now: where they were typed they are not needed any more.
    """

    outcome: str = CAME
    cancelled_by: str = ""
    why: str = ""
    sign: bool = False
    note: str = ""
    taken_over: str = ""
    steps: Mapping[int, str] = field(default_factory=dict)
    step: StepEntry = field(default_factory=StepEntry)
    next_on: str = ""
    next_at: str = ""
    next_way: str = ""
    next_place: str = ""
    next_purpose: str = ""
    interpreter_booked: bool = False


def to_close(vault: Vault, participant_id: int) -> int:
    """Return the id of the meeting with somebody that is to be closed, or 0.

    First one that was begun, the latest of them; then the oldest that was booked and that nothing was said about.
    """
    start_of_today = day_bounds(vault.clock.today())[0]
    with vault.reading() as session:
        of_them = (
            select(Contact.id)
            .join(Episode, Episode.id == Contact.episode_id)
            .where(Episode.participant_id == participant_id, Contact.closed_at.is_(None))
            .limit(1)
        )
        begun = of_them.where(Contact.began_at.is_not(None)).order_by(Contact.began_at.desc())
        # Asked in a way that no index of all meetings answers: those of one person are few.
        past = of_them.where(Contact.state.concat("") == "booked", Contact.starts_at < start_of_today)
        past = past.order_by(func.datetime(Contact.starts_at))
        return session.scalar(begun) or session.scalar(past) or 0


def load_close_out(vault: Vault, contact_id: int) -> CloseOut:
    """Return a meeting as its close-out shows it, before anything is typed."""
    today = vault.clock.today()
    with vault.reading() as session:
        contact = session.get_one(Contact, contact_id)
        person = participant(session, session.get_one(Episode, contact.episode_id).participant_id)
        who = call_name(session, person.id)
        plan = plan_of(session, contact.episode_id)
        steps = [one for one in rows(session, PlanAction, plan.id) if one.state in OPEN_STEPS] if plan else []
        booked = next_meeting(session, contact.episode_id, vault.clock.utc())
        begun = _begun_note(session, contact_id)
        before = _elsewhere(session, vault.member_id, contact, person.id).words
        ticked = note_lines(read_agenda(contact.agenda), who)
        wanted = person.interpreter not in {"", "none"}
        day = _day(contact)
        return CloseOut(
            contact_id=contact_id,
            participant_id=person.id,
            call_name=who,
            name=full_name(person),
            title=f"Your meeting with {who}" if day == today else f"Your meeting with {who} on {week_day(day, today)}",
            begun=contact.began_at is not None,
            words=with_lines(before, _not_in(before, ticked)),
            note_id=begun.id if begun else 0,
            begun_words=before,
            ticked=ticked,
            steps=tuple(_open_step(one, today) for one in steps),
            plan_agreed=plan is not None and plan.state == AGREED,
            next=booked,
            next_line=_booked_line(booked, today),
            place=contact.place,
            interpreter=lists.label("interpreter", person.interpreter).removeprefix("Yes, ") if wanted else "",
            under_way=contact.began_at is not None and vault.clock.utc() - contact.began_at <= TAKEN_UP,
        )


def go_on(shown: CloseOut, note: str, ticked: Sequence[str], begun_words: str) -> str:
    """Return the words of a note that was left for later, with what came since below them; none of them is changed.

    ``ticked`` and ``begun_words`` are those of the :class:`CloseOut` that it was written in.
    """
    since = shown.begun_words.removeprefix(begun_words).strip() if shown.begun_words != begun_words else ""
    words = "\n\n".join(part for part in (note.rstrip(), since) if part) if since else note
    return with_lines(words, _not_in(words, [line for line in shown.ticked if line not in ticked]))


def left_out(meeting: CloseOut, entry: CloseOutEntry) -> str:
    """Say plainly what nothing was written about, or nothing when all is there. It may be left."""
    missing = []
    if not entry.note.strip() and entry.outcome == CAME:
        missing.append("the note")
    if entry.outcome == MISTAKE:
        return ""
    if meeting.next is None and not entry.next_on.strip():
        missing.append("the next date")
    return f"Not written yet: {' and '.join(missing)}. You can leave that." if missing else ""


def closed_words(vault: Vault, closed: CloseOut, outcome: str) -> tuple[str, str]:
    """Say what became of a meeting that was just closed, and when they meet next (or nothing)."""
    who = closed.call_name
    said = {
        MISTAKE: f"The start of the meeting with {who} is taken back.",
        DID_NOT_COME: f"It is written down that {who} did not come.",
        CANCELLED: f"It is written down that the meeting with {who} was cancelled.",
    }
    if outcome == MISTAKE:
        return said[MISTAKE], ""
    with vault.reading() as session:
        coming = next_meeting(session, current_episode(session, closed.participant_id).id, vault.clock.utc())
    booked = f"{_booked_line(coming, vault.clock.today())}." if coming is not None else ""
    return said.get(outcome, f"Your meeting with {who} is closed, and everything is kept."), booked


def close_meeting(vault: Vault, contact_id: int, entry: CloseOutEntry) -> int:
    """Keep the note, the steps and the next date, and close the meeting; return the participant's id.

    All is kept in one transaction, or nothing; of one that was begun by mistake only the start is taken back. Raises
    ``InputProblem`` (``outcome``, ``cancelled_by``, ``note``, ``what``, ``who``, ``by``, ``next_on``, ``next_at``,
    ``next_way``, ``next_place``, ``next_purpose``), ``WorkwellError`` when it was closed already, or they came and
    something about safety is neither written down nor put off; ``NotKept``.
    """
    if entry.outcome == MISTAKE:
        return _take_back(vault, contact_id, entry)
    slot, step = _checked(vault, entry)
    with vault.transaction() as transaction:
        session = transaction.session
        contact = session.get_one(Contact, contact_id)
        if contact.closed_at is not None or contact.state not in {BOOKED, ATTENDED}:
            raise WorkwellError("This meeting is closed already.", "Look at the history of the person.")
        episode = session.get_one(Episode, contact.episode_id)
        if entry.outcome == CAME:
            safety_due.refuse_while_due(transaction, episode.participant_id)
        _settle(transaction, contact, entry)
        elsewhere = _elsewhere(session, transaction.member_id, contact, episode.participant_id)
        begun = _begun_note(session, contact_id)
        if entry.note.strip():
            write = notes.sign_in if entry.sign else notes.save_in
            typed = _note_entry(contact, entry, elsewhere.copied)
            write(transaction, episode.participant_id, typed, begun.id if begun else 0)
        if entry.taken_over == elsewhere.words:  # else more was written there since: that stays
            for screen in elsewhere.screens:
                drop_draft(transaction, screen, episode.participant_id)
        _keep_steps(transaction, episode.participant_id, entry, step)
        if slot is not None:
            booked = appointments.book_slot_in(transaction, episode.id, slot)
            booked.interpreter_booked = entry.interpreter_booked
        drop_draft(transaction, SCREEN, episode.participant_id)
        return episode.participant_id


def _take_back(vault: Vault, contact_id: int, entry: CloseOutEntry) -> int:
    """Take back the start of a meeting that was begun by mistake, unless words would be lost with it."""
    if entry.note.strip():
        raise InputProblem({"note": "These words would be lost. Copy them to where they belong and clear them here."})
    with vault.transaction() as transaction:
        contact = transaction.session.get_one(Contact, contact_id)
        person = transaction.session.get_one(Episode, contact.episode_id).participant_id
        undo_start_in(transaction, contact)
        drop_draft(transaction, SCREEN, person)
        return person


def _settle(transaction: Transaction, contact: Contact, entry: CloseOutEntry) -> None:
    """Write down what became of the meeting, and that it is closed."""
    if entry.outcome == DID_NOT_COME:
        appointments.did_not_come_in(transaction, contact, entry.why)
    elif entry.outcome == CANCELLED:
        appointments.cancel_in(transaction, contact, entry.cancelled_by, entry.why)
    elif contact.state == BOOKED:
        appointments.attend_in(transaction, contact)
    contact.closed_at = transaction.now
    transaction.record("close", ENTITY, contact.id, {"state": contact.state})


def _begun_note(session: Session, contact_id: int) -> Note | None:
    """Return the note about a meeting that was begun elsewhere and is not signed, or nothing."""
    query = select(Note).where(Note.contact_id == contact_id, Note.state == notes.DRAFT)
    return session.scalar(query.order_by(Note.id.desc()).limit(1))


class _Elsewhere(NamedTuple):
    """What is written about a meeting elsewhere and not signed: where it is typed, its words, and what was copied."""

    screens: tuple[str, ...]
    words: str
    copied: str


def _elsewhere(session: Session, member_id: int, contact: Contact, participant_id: int) -> _Elsewhere:
    """Find what is written about a meeting elsewhere: the note that was begun, as it is typed; then a new one."""
    begun = _begun_note(session, contact.id)
    found: list[tuple[str, str, str]] = []
    if begun is not None:
        screen = notes.screen(begun.id)
        draft = read_draft(session, member_id, screen, participant_id)
        found.append((screen, str(draft.content.get("words", "")) if draft else begun.words, begun.copied))
    new = read_draft(session, member_id, notes.screen(0), participant_id)
    if new is not None:
        about, began = new.content.get("contact_id", 0), contact.began_at
        in_it = not about and began is not None and began <= new.begun_at <= began + UNDER_WAY
        if in_it or about == contact.id:
            found.append((notes.screen(0), str(new.content.get("words", "")), str(new.content.get("copied", ""))))
    found = [one for one in found if one[1].strip()]
    return _Elsewhere(
        tuple(screen for screen, _words, _copied in found),
        "\n\n".join(words.rstrip() for _screen, words, _copied in found),
        "\n".join(copied for _screen, _words, copied in found if copied),
    )


def _not_in(words: str, lines: Sequence[str]) -> list[str]:
    there = words.splitlines()
    return [line for line in lines if line not in there]


def _note_entry(contact: Contact, entry: CloseOutEntry, copied: str) -> NoteEntry:
    """Return the note of a meeting as it would be typed in the history."""
    return NoteEntry(entry.note, dates.plain(_day(contact)), NOTE_KIND, copied, contact.id)


def _day(contact: Contact) -> date:
    return (contact.began_at or contact.starts_at).astimezone().date()


def _open_step(step: PlanAction, today: date) -> OpenStep:
    by = f"by {near_day(step.due_on, today)}" if step.due_on else "no date yet"
    about = ", ".join(part for part in (step.who, by) if part)
    return OpenStep(step.id, step.what, about, step.state)


def _booked_line(booked: Meeting | None, today: date) -> str:
    if booked is None:
        return ""
    where = f", {booked.place}" if booked.place else ""
    return f"Booked: {week_day(booked.starts_at.date(), today)} at {booked.starts_at:%H:%M}{where}"


def _checked(vault: Vault, entry: CloseOutEntry) -> tuple[Slot | None, Mapping[str, object]]:
    """Return the next meeting (nothing where none was typed) and the values of a new step (none likewise)."""
    problems: dict[str, str] = {}
    slot = _next_slot(vault, entry, problems)
    if entry.outcome not in dict(OUTCOMES):
        problems["outcome"] = "Choose one of these."
    if entry.outcome == CANCELLED and lists.find("cancelled_by", entry.cancelled_by) is None:
        problems["cancelled_by"] = "Choose who cancelled."
    if len(entry.note) > notes.MOST_LETTERS:
        problems["note"] = notes.TOO_LONG
    for name, words in (("next_place", entry.next_place), ("next_purpose", entry.next_purpose)):
        if paper_problem(words.strip()):
            problems[name] = paper_problem(words.strip())
    step: Mapping[str, object] = {}
    if any(part.strip() for part in (entry.step.what, entry.step.who, entry.step.by)):
        try:
            step = step_values(vault, entry.step)
        except InputProblem as problem:
            problems |= problem.fields
    if problems:
        raise InputProblem(problems)
    return slot, step


def _next_slot(vault: Vault, entry: CloseOutEntry, problems: dict[str, str]) -> Slot | None:
    if not entry.next_on.strip() and not entry.next_at.strip():
        if entry.next_place.strip() or entry.next_purpose.strip():
            problems["next_on"] = "Type the day, or leave the whole meeting blank."
        return None
    typed = MeetingEntry(
        on=entry.next_on,
        at=entry.next_at,
        mode=entry.next_way,
        place=entry.next_place,
        purpose=entry.next_purpose.strip() or "Meeting",
    )
    try:
        return appointments.understand(typed, vault.clock.local(), new=True, to_come=True)
    except InputProblem as problem:
        names = {"mode": "next_way"}
        problems |= {names.get(name, f"next_{name}"): sentence for name, sentence in problem.fields.items()}
        return None


def _keep_steps(
    transaction: Transaction, participant_id: int, entry: CloseOutEntry, step: Mapping[str, object]
) -> None:
    plan = plan_of(transaction.session, current_episode(transaction.session, participant_id).id)
    for step_id, state in entry.steps.items():
        if plan is None:
            break
        row = row_of(transaction, plan, "step", step_id)
        if isinstance(row, PlanAction) and row.state != state:
            send_or_stop(transaction.session, participant_id, row, state, transaction.clock.today())
            stand(transaction, row, state)
            transaction.record("change", "plan", plan.id, {"kind": "step", "id": step_id, "state": state})
    if step:
        kind = kind_of(transaction.session, participant_id, str(step["who"]))
        keep_row(transaction, draft_of(transaction, participant_id), "step", 0, {**step, "who_kind": kind})
