"""Meetings: booked, met, did not come, cancelled, moved to another day; and each of these taken back.

The one door for what becomes of a meeting: Today, the history, the close-out and the plan's next review take it. What
ends in ``_in`` is for use inside the caller's transaction. Times are this PC's own, kept as UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.episodes import began_on, recount
from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Transaction, Vault

ENTITY = "contact"
BOOKED, ATTENDED, DID_NOT_COME, CANCELLED, MOVED = "booked", "attended", "did_not_attend", "cancelled", "moved"
USUAL_MINUTES = 45
NOT_BOOKED = "This meeting is not booked any more."
PAST = "This is past. Choose a time to come."
_LONGEST_MINUTES = 8 * 60


def screen(contact_id: int) -> str:
    """Return the name of the draft of a meeting; ``contact_id`` 0 is the new one."""
    return f"meeting.{contact_id}"


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting as it is typed: day, time, how long (minutes), how (list ``meeting_way``), where, what for."""

    on: str = ""
    at: str = ""
    minutes: str = str(USUAL_MINUTES)
    mode: str = ""
    place: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Meeting:
    """One meeting as it is shown. ``starts_at`` is this PC's own time; ``state`` a code of ``contact_state``.

    ``why`` says why it was cancelled or not kept, ``moved_to`` when the new one is, where it was moved; ``not_closed``
    that it was begun and waits for its close-out.
    """

    id: int
    participant_id: int
    starts_at: datetime
    minutes: int
    mode: str
    place: str
    purpose: str
    state: str
    why: str
    cancelled_by: str
    moved_to: datetime | None
    not_closed: bool = False

    @property
    def entry(self) -> MeetingEntry:
        """The meeting as it would be typed."""
        day = dates.plain(self.starts_at.date())
        return MeetingEntry(day, f"{self.starts_at:%H:%M}", str(self.minutes), self.mode, self.place, self.purpose)


@dataclass(frozen=True)
class Before:
    """How a meeting stood before its outcome was written down, and ``after``: what it takes to undo it."""

    id: int
    state: str
    state_note: str
    cancelled_by: str
    after: str
    new_id: int = 0


@dataclass(frozen=True)
class Slot:
    """A meeting as it was understood: when it begins (aware), how long in minutes, how, where, what for."""

    starts_at: datetime
    minutes: int
    mode: str
    place: str
    purpose: str


def book(vault: Vault, participant_id: int, entry: MeetingEntry, contact_id: int = 0) -> int:
    """Book a meeting (``contact_id`` 0 is a new one), or put one right that is booked; return its id.

    Raises ``InputProblem`` for on, at, minutes and mode; ``WorkwellError`` when it has an outcome; ``NotKept``.
    """
    read = understand(entry, vault.clock.local(), new=not contact_id)
    with vault.transaction() as transaction:
        if contact_id:
            row = _booked(transaction, contact_id)
            _put(transaction, row, read)
        else:
            row = book_slot_in(transaction, current_episode(transaction.session, participant_id).id, read)
        drop_draft(transaction, screen(contact_id), participant_id)
        return row.id


def attended(vault: Vault, contact_id: int) -> Before:
    """Write down that they met. Raises ``WorkwellError`` for one to come or with an outcome; ``NotKept``."""
    with vault.transaction() as transaction:
        row = _booked(transaction, contact_id)
        _not_to_come(row, transaction)
        before = _before(row, ATTENDED)
        attend_in(transaction, row)
        return before


def did_not_come(vault: Vault, contact_id: int, why: str = "") -> Before:
    """Write down that they did not come. Raises ``WorkwellError`` as :func:`attended` does; ``NotKept``."""
    with vault.transaction() as transaction:
        row = _booked(transaction, contact_id)
        _not_to_come(row, transaction)
        return did_not_come_in(transaction, row, why)


def cancelled(vault: Vault, contact_id: int, by: str, why: str = "") -> Before:
    """Cancel a booked meeting: by whom (list ``cancelled_by``) and why. Raises ``InputProblem`` for by; ``NotKept``."""
    if lists.find("cancelled_by", by) is None:
        raise InputProblem({"by": "Choose who cancelled."})
    with vault.transaction() as transaction:
        return cancel_in(transaction, _booked(transaction, contact_id), by, why)


def moved(vault: Vault, contact_id: int, entry: MeetingEntry, why: str = "", *, to_come: bool = False) -> Before:
    """Move a booked meeting to another day: the old one says so and names the new one, which keeps its agenda.

    ``to_come``: the new time has to be one. Raises ``InputProblem`` as :func:`book` does; ``WorkwellError`` when it has
    an outcome; ``NotKept``.
    """
    read = understand(entry, vault.clock.local(), new=True, to_come=to_come)
    with vault.transaction() as transaction:
        row = _booked(transaction, contact_id)
        new = book_slot_in(transaction, row.episode_id, read)
        new.agenda = row.agenda
        before = _settle(transaction, row, MOVED, why, new.id)
        row.moved_to = new.id
        return before


def moved_on(vault: Vault, contact_id: int, on: str, at: str) -> Before:
    """Move a booked meeting to another day and time to come, as they are typed; all else stays. Raises as above."""
    return moved(vault, contact_id, replace(meeting(vault, contact_id).entry, on=on, at=at), to_come=True)


def set_interpreter(vault: Vault, contact_id: int, *, booked: bool) -> None:
    """Say whether the interpreter of a meeting is booked. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        transaction.session.get_one(Contact, contact_id).interpreter_booked = booked
        transaction.record("change", ENTITY, contact_id, {"interpreter_booked": booked})


def undo(vault: Vault, before: Before) -> None:
    """Take an outcome back: the meeting stands as it stood, and one that it was moved to is taken out again.

    Raises ``WorkwellError`` when either has another outcome by now; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = transaction.session.get(Contact, before.id)
        if row is None or row.state != before.after:
            raise WorkwellError("This meeting was changed since.", "Look at the history again.")
        _undo(transaction, row, before)


def take_back(vault: Vault, contact_id: int) -> None:
    """Let a meeting stand as booked again, however long ago its outcome was written down: it was the wrong one.

    A note about it stays. Raises ``WorkwellError`` for one that has no outcome or is not closed yet, and as
    :func:`undo` does; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Contact, contact_id)
        if row.state == BOOKED or (row.began_at is not None and row.closed_at is None):
            raise WorkwellError("This meeting has no outcome yet.", "Close it, or say what became of it.")
        row.closed_at = None
        _undo(transaction, row, Before(row.id, BOOKED, "", "", row.state, row.moved_to or 0))


def meeting(vault: Vault, contact_id: int) -> Meeting:
    """Return one meeting as it is shown."""
    with vault.reading() as session:
        row = session.get_one(Contact, contact_id)
        episode = session.get_one(Episode, row.episode_id)
        to = session.get(Contact, row.moved_to) if row.moved_to else None
        return Meeting(
            id=row.id,
            participant_id=episode.participant_id,
            starts_at=row.starts_at.astimezone(),
            minutes=row.minutes,
            mode=row.mode,
            place=row.place,
            purpose=row.purpose,
            state=row.state,
            why=row.state_note,
            cancelled_by=row.cancelled_by,
            moved_to=to.starts_at.astimezone() if to else None,
            not_closed=row.state == ATTENDED and row.began_at is not None and row.closed_at is None,
        )


def overlap(vault: Vault, entry: MeetingEntry, without: int = 0) -> str:
    """Say which of the coach's booked meetings lies across this one, without a name; nothing when none does.

    It does not stand in the way: two people may come together. Typing that is not understood says nothing yet.
    """
    try:
        read = understand(entry, vault.clock.local(), new=False)
    except InputProblem:
        return ""
    ends = read.starts_at + timedelta(minutes=read.minutes)
    with vault.reading() as session:
        near = session.execute(
            select(Contact.id, Contact.starts_at, Contact.minutes)
            .join(Episode, Episode.id == Contact.episode_id)
            .where(
                Contact.state == BOOKED,
                Contact.starts_at < ends,
                Contact.starts_at > read.starts_at - timedelta(minutes=_LONGEST_MINUTES),
                Episode.owner_id + 0 == vault.member_id,
            )
            .order_by(Contact.starts_at)
        )
        for row in near:
            end = row.starts_at + timedelta(minutes=row.minutes)
            if row.id != without and end > read.starts_at:
                began = row.starts_at.astimezone()
                return f"You have another meeting then, from {began:%H:%M} to {end.astimezone():%H:%M}."
    return ""


def book_in(
    transaction: Transaction, episode_id: int, starts_at: datetime, purpose: str = "", place: str = "", mode: str = ""
) -> Contact:
    """Book a meeting inside the caller's transaction and return its row."""
    return book_slot_in(transaction, episode_id, Slot(starts_at, USUAL_MINUTES, mode, place, purpose))


def book_slot_in(transaction: Transaction, episode_id: int, slot: Slot) -> Contact:
    """Book a meeting as it was understood, inside the caller's transaction, and return its row."""
    row = Contact(episode_id=episode_id, state=BOOKED, **vars(slot))
    transaction.session.add(row)
    transaction.session.flush()
    transaction.record("add", ENTITY, row.id, {"starts_at": slot.starts_at.isoformat(), "minutes": slot.minutes})
    return row


def change_in(transaction: Transaction, row: Contact, starts_at: datetime, place: str) -> None:
    """Put the time and place of a booked meeting right inside the caller's transaction."""
    row.starts_at, row.place = starts_at, place
    transaction.record("change", ENTITY, row.id, {"starts_at": starts_at.isoformat()})


def cancel_in(transaction: Transaction, row: Contact, by: str = "", why: str = "") -> Before:
    """Cancel a booked meeting inside the caller's transaction; ``by`` is nothing where the plan was changed."""
    before = _settle(transaction, row, CANCELLED, why)
    row.cancelled_by = by
    return before


def did_not_come_in(transaction: Transaction, row: Contact, why: str = "") -> Before:
    """Write down inside the caller's transaction that they did not come."""
    return _settle(transaction, row, DID_NOT_COME, why)


def attend_in(transaction: Transaction, row: Contact) -> None:
    """Write down inside the caller's transaction that they met: on the meeting, and as the start of the support."""
    row.state = ATTENDED
    _drop_typed(transaction, row)
    began_on(transaction, row.episode_id, row.starts_at.astimezone().date())
    transaction.record("change", ENTITY, row.id, {"state": ATTENDED})


def recount_start_in(transaction: Transaction, episode_id: int, was_at: datetime) -> None:
    """Find the first appointment afresh, if it was one at this time, which did not take place, that began the support.

    For use inside the caller's transaction.
    """
    session = transaction.session
    session.flush()
    episode = session.get_one(Episode, episode_id)
    if episode.started_on == was_at.astimezone().date():
        first = session.scalar(
            select(Contact.starts_at)
            .where(Contact.episode_id == episode_id, Contact.state == ATTENDED)
            .order_by(Contact.starts_at)
            .limit(1)
        )
        episode.started_on = first.astimezone().date() if first else None
        recount(session, episode)


def understand(entry: MeetingEntry, now: datetime, *, new: bool, to_come: bool = False) -> Slot:
    """Return a typed meeting as it is understood at ``now`` (this PC's own time).

    Raises ``InputProblem`` for on, at, minutes and mode; also for a ``new`` one of long ago, and for one that is past
    where it has to be ``to_come``.
    """
    problems: dict[str, str] = {}
    today = now.date()
    understood = dates.read_date(entry.on, today, lean="future")
    at = read_time(entry.at)
    if understood.problem or understood.when is None:
        problems["on"] = understood.problem or "Type the day of the meeting."
    elif new and understood.when < today - timedelta(days=366):
        problems["on"] = "That is more than a year ago. Check the year."
    if at.problem or at.when is None:
        problems["at"] = at.problem or "Type the time, such as 11 or 2.15 pm."
    typed = entry.minutes.strip() or str(USUAL_MINUTES)
    if not (typed.isascii() and typed.isdigit()) or not 5 <= int(typed) <= _LONGEST_MINUTES:
        problems["minutes"] = "Type how many minutes, from 5 to 480."
    if entry.mode and lists.find("meeting_way", entry.mode) is None:
        problems["mode"] = "Choose one of these."
    if problems or understood.when is None or at.when is None:
        raise InputProblem(problems)
    starts_at = datetime.combine(understood.when, at.when).astimezone()
    if to_come and starts_at <= now:
        raise InputProblem({"on": PAST})
    return Slot(starts_at, int(typed), entry.mode, entry.place.strip(), entry.purpose.strip())


def _undo(transaction: Transaction, row: Contact, before: Before) -> None:
    session = transaction.session
    if before.new_id:
        new = _booked(transaction, before.new_id)
        row.moved_to = None
        for note in session.scalars(select(Note).where(Note.contact_id == new.id)):
            note.contact_id = row.id
        session.flush()
        session.delete(new)
        transaction.record("remove", ENTITY, before.new_id)
        person = session.get_one(Episode, row.episode_id).participant_id
        drop_draft(transaction, screen(before.new_id), person)
    row.state, row.state_note, row.cancelled_by = before.state, before.state_note, before.cancelled_by
    row.began_at = None
    recount_start_in(transaction, row.episode_id, row.starts_at)
    transaction.record("undo", ENTITY, row.id, {"state": before.state})


def _put(transaction: Transaction, row: Contact, read: Slot) -> None:
    row.starts_at, row.minutes, row.mode = read.starts_at, read.minutes, read.mode
    row.place, row.purpose = read.place, read.purpose
    transaction.record("change", ENTITY, row.id, {"starts_at": read.starts_at.isoformat(), "minutes": read.minutes})


def _booked(transaction: Transaction, contact_id: int) -> Contact:
    row = transaction.session.get(Contact, contact_id)
    if row is None or row.state != BOOKED:
        raise WorkwellError(NOT_BOOKED, "Look at the history again.")
    return row


def _not_to_come(row: Contact, transaction: Transaction) -> None:
    if row.starts_at.astimezone().date() > transaction.clock.today():
        raise WorkwellError("This meeting is still to come.", "Move it or cancel it, or wait until the day.")


def _before(row: Contact, after: str, new_id: int = 0) -> Before:
    return Before(row.id, row.state, row.state_note, row.cancelled_by, after, new_id)


def _settle(transaction: Transaction, row: Contact, state: str, why: str, new_id: int = 0) -> Before:
    before = _before(row, state, new_id)
    row.state, row.state_note = state, why.strip()
    if before.state == ATTENDED:  # it was begun before it was known that they would not come
        recount_start_in(transaction, row.episode_id, row.starts_at)
    _drop_typed(transaction, row)
    transaction.record("change", ENTITY, row.id, {"state": state})
    return before


def _drop_typed(transaction: Transaction, row: Contact) -> None:
    """Forget what was typed about a meeting that has its outcome now."""
    person = transaction.session.get_one(Episode, row.episode_id).participant_id
    drop_draft(transaction, screen(row.id), person)
