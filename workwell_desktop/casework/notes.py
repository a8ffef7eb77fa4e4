"""Notes about a participant: written, signed, locked, and what is added to a locked one. Three acts, never one.

A draft is changed freely. A signed note may still be changed, as the next version, with a reason. A locked note stays
as it is for ever; what comes later is an addendum with its own day and hand. Words are kept exactly as typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.last_contact import HISTORY
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import Contact, Note, NoteAddendum
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

ENTITY, ADDENDUM = "note", "note_addendum"
DRAFT, SIGNED, LOCKED = "draft", "signed", "locked"
MOST_LETTERS = 200_000
TOO_LONG = "A note holds 200,000 letters. Put the rest into a second note."


@dataclass(frozen=True)
class NoteEntry:
    """A note as it is typed. ``on`` is the day it is about, ``kind`` a code of ``note_kind``.

    ``copied`` is what was taken over from an earlier note, as it stood there; ``contact_id`` its meeting, or 0.
    """

    words: str = ""
    on: str = "today"
    kind: str = ""
    copied: str = ""
    contact_id: int = 0


@dataclass(frozen=True)
class Version:
    """One signed version: its number, the day, whose it is, why it was made after the one before, and its words."""

    number: int
    signed_on: date
    by: str
    reason: str
    words: str


@dataclass(frozen=True)
class Addendum:
    """Words that were added to a locked note, when (this PC's own time) and by whom."""

    id: int
    words: str
    added_at: datetime
    by: str


@dataclass(frozen=True)
class NoteState:
    """A note as it is shown. ``copied`` are the marks (start, end) of lines that stand as they were taken over."""

    id: int
    participant_id: int
    contact_id: int
    kind: str
    happened_on: date
    words: str
    copied: str
    state: str
    pinned: bool
    by: str
    versions: tuple[Version, ...]
    addenda: tuple[Addendum, ...]

    @property
    def entry(self) -> NoteEntry:
        """The note as it would be typed."""
        return NoteEntry(self.words, dates.plain(self.happened_on), self.kind, self.copied, self.contact_id)


def screen(note_id: int) -> str:
    """Return where the typed words of a note (0 is a new one) are kept as a draft: bound to that note alone."""
    return f"note.{note_id}"


def save_note(vault: Vault, participant_id: int, entry: NoteEntry, note_id: int = 0) -> int:
    """Keep a note that is not signed (``note_id`` 0 is a new one) and return its id.

    Raises ``InputProblem`` for words and on; ``WorkwellError`` when it is signed already; ``NotKept``.
    """
    checked(entry, vault.clock.today())
    with vault.transaction() as transaction:
        drop_draft(transaction, screen(note_id), participant_id)
        return save_in(transaction, participant_id, entry, note_id)


def sign_note(vault: Vault, participant_id: int, entry: NoteEntry, note_id: int = 0, reason: str = "") -> int:
    """Keep a note and sign it; return its id. One that was signed before becomes its next version, with a reason.

    Raises ``InputProblem`` for words, on and reason; ``WorkwellError`` when it is locked; ``NotKept``.
    """
    checked(entry, vault.clock.today())
    with vault.transaction() as transaction:
        drop_draft(transaction, screen(note_id), participant_id)
        return sign_in(transaction, participant_id, entry, note_id, reason)


def save_in(transaction: Transaction, participant_id: int, entry: NoteEntry, note_id: int = 0) -> int:
    """Do what :func:`save_note` does, inside the caller's transaction; a draft of it is the caller's."""
    return _put(transaction, participant_id, entry, note_id).id


def sign_in(transaction: Transaction, participant_id: int, entry: NoteEntry, note_id: int = 0, reason: str = "") -> int:
    """Do what :func:`sign_note` does, inside the caller's transaction; a draft of it is the caller's."""
    again = bool(note_id) and transaction.session.get_one(Note, note_id).state == SIGNED
    if again and not reason.strip():
        raise InputProblem({"reason": "Write in a few words why this note changes."})
    row = _put(transaction, participant_id, entry, note_id, signed_too=True)
    row.state, row.signed_at = SIGNED, transaction.now
    names = ("words", "copied", "kind", "happened_on", "contact_id")
    content = {name: getattr(row, name) for name in names}
    why, today = reason.strip() if again else "", transaction.clock.today()
    number = add_version(transaction, ENTITY, row.id, content, reason=why, method="", signed_on=today)
    transaction.record("sign", ENTITY, row.id, {"number": number})
    return row.id


def lock_note(vault: Vault, note_id: int) -> None:
    """Lock a signed note: it stays, only addenda follow. Raises ``WorkwellError`` for any other; ``NotKept``."""
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Note, note_id)
        if row.state != SIGNED:
            raise WorkwellError("Only a signed note can be locked.", "Sign it first.")
        row.state, row.locked_at = LOCKED, transaction.now
        transaction.record("lock", ENTITY, row.id)


def add_addendum(vault: Vault, note_id: int, words: str) -> int:
    """Add words to a locked note, signed by who adds them, and return their id.

    Raises ``InputProblem`` for words; ``WorkwellError`` when the note is not locked; ``NotKept``.
    """
    _check_words(words)
    with vault.transaction() as transaction:
        note = transaction.session.get_one(Note, note_id)
        if note.state != LOCKED:
            raise WorkwellError("This note is not locked.", "Change the note itself.")
        row = NoteAddendum(note_id=note_id, words=words)
        transaction.session.add(row)
        transaction.session.flush()
        transaction.record("add", ADDENDUM, row.id, {"note": note_id})
        content = {"note_id": note_id, "words": words}
        add_version(
            transaction, ADDENDUM, row.id, content, reason="", method="", signed_on=transaction.clock.today()
        )  # fmt: skip
        drop_draft(transaction, screen(note_id), note.participant_id)
        return row.id


def pin_note(vault: Vault, note_id: int, *, pinned: bool) -> None:
    """Keep a note at the top of the history, or let it go back to its day. Its words stay as they are."""
    with vault.transaction() as transaction:
        transaction.session.get_one(Note, note_id).pinned = pinned
        transaction.record("pin" if pinned else "unpin", ENTITY, note_id)


def remove_note(vault: Vault, note_id: int) -> NoteEntry:
    """Take out a note that was never signed, and return it as it was typed, so that it can be put back.

    Raises ``WorkwellError`` for one that was signed; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Note, note_id)
        if row.state != DRAFT:
            raise WorkwellError("A signed note stays.", "Change it with a reason, or add to it.")
        entry = NoteEntry(row.words, dates.plain(row.happened_on), row.kind, row.copied, row.contact_id or 0)
        drop_draft(transaction, screen(note_id), row.participant_id)
        transaction.session.delete(row)
        transaction.session.flush()
        transaction.record("remove", ENTITY, note_id)
        return entry


def read_note(vault: Vault, note_id: int) -> NoteState:
    """Return a note with its versions and addenda."""
    with vault.reading() as session:
        row = session.get_one(Note, note_id)
        names = {member.id: member.name for member in session.scalars(select(Member))}
        addenda = session.scalars(select(NoteAddendum).where(NoteAddendum.note_id == note_id).order_by(NoteAddendum.id))
        return NoteState(
            id=row.id,
            participant_id=row.participant_id,
            contact_id=row.contact_id or 0,
            kind=row.kind,
            happened_on=row.happened_on,
            words=row.words,
            copied=row.copied,
            state=row.state,
            pinned=row.pinned,
            by=names.get(row.created_by, ""),
            versions=_versions(session, note_id, names),
            addenda=tuple(
                Addendum(one.id, one.words, one.created_at.astimezone(), names.get(one.created_by, ""))
                for one in addenda
            ),
        )


def last_note(vault: Vault, participant_id: int, without: int = 0) -> NoteState | None:
    """Return the newest note about somebody, to take words over from; nothing when there is none."""
    with vault.reading() as session:
        found = session.scalar(
            select(Note.id)
            .where(Note.participant_id == participant_id, Note.id != without, Note.words != "")
            .order_by(Note.happened_on.desc(), Note.id.desc())
            .limit(1)
        )
    return None if found is None else read_note(vault, found)


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give at most a hundred notes of the coach not signed by the end of the day they are about, the oldest first.

    For use inside the caller's transaction only.
    """
    query = (
        select(
            Note.id.label("note_id"),
            Note.happened_on,
            Participant.id,
            Participant.known_as,
            Participant.first_name,
            Participant.last_name,
        )
        .join(Participant, Participant.id == Note.participant_id)
        .where(Note.created_by == member_id, Note.state == DRAFT, Note.happened_on < today)
        .where(Participant.binned_at.is_(None))
        .order_by(Note.happened_on)
        .limit(MOST_TOLD)
    )
    for row in session.execute(query):
        short = f"Note of {dates.short(row.happened_on, today)} not signed"
        yield WaitingRow(
            participant_id=row.id,
            name=f"{row.known_as or row.first_name} {row.last_name}".strip(),
            reason=f"The note of {dates.short(row.happened_on, today)} is not signed yet.",
            short=short,
            badge="To sign",
            kind="warn",
            deed="Read and sign it",
            tab=INTAKE,
            section=f"{HISTORY}.note.{row.note_id}",
        )


def still_copied(words: str, copied: str) -> tuple[tuple[int, int], ...]:
    """Return where whole lines of ``copied`` stand unchanged in ``words``, in order, as (start, end) pairs.

    A line that was edited is the coach's own from then on.
    """
    marks: list[tuple[int, int]] = []
    lines = [line for line in copied.split("\n") if line.strip()]
    start, place = 0, 0
    for said in words.split("\n"):
        if said.strip() and said in lines[place:]:
            place = lines.index(said, place) + 1
            marks.append((start, start + len(said)))
        start += len(said) + 1
    return tuple(marks)


def _put(
    transaction: Transaction, participant_id: int, entry: NoteEntry, note_id: int, *, signed_too: bool = False
) -> Note:
    session, day = transaction.session, checked(entry, transaction.clock.today())
    meeting = session.get(Contact, entry.contact_id) if entry.contact_id else None
    if note_id:
        row = session.get_one(Note, note_id)
        if row.state == LOCKED:
            raise WorkwellError("This note is locked.", "Add to it instead: what was locked stays.")
        if row.state == SIGNED and not signed_too:
            raise WorkwellError("This note is signed.", "Sign it again with a reason.")
    else:
        episode_id = meeting.episode_id if meeting else current_episode(session, participant_id).id
        row = Note(participant_id=participant_id, episode_id=episode_id, state=DRAFT)
        session.add(row)
    row.words, row.kind, row.happened_on = entry.words, entry.kind, day
    row.copied = entry.copied if still_copied(entry.words, entry.copied) else ""
    row.contact_id = meeting.id if meeting else None
    session.flush()
    transaction.record("change" if note_id else "add", ENTITY, row.id)
    return row


def checked(entry: NoteEntry, today: date) -> date:
    """Return the day a typed note is about. Raises ``InputProblem`` for words, on and kind."""
    problems: dict[str, str] = {}
    understood = dates.read_date(entry.on, today, lean="past")
    if understood.problem or understood.when is None:
        problems["on"] = understood.problem or "Type the day this note is about."
    elif understood.when > today:
        problems["on"] = "This day is still to come. Type the day this note is about."
    if entry.kind and lists.find("note_kind", entry.kind) is None:
        problems["kind"] = "Choose one of these."
    try:
        _check_words(entry.words)
    except InputProblem as problem:
        problems |= problem.fields
    if problems or understood.when is None:
        raise InputProblem(problems)
    return understood.when


def _check_words(words: str) -> None:
    if not words.strip():
        raise InputProblem({"words": "Write the note first."})
    if len(words) > MOST_LETTERS:
        raise InputProblem({"words": TOO_LONG})


def _versions(session: Session, note_id: int, names: dict[int, str]) -> tuple[Version, ...]:
    rows = session.scalars(
        select(RecordVersion)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == note_id)
        .order_by(RecordVersion.number)
    )
    return tuple(
        Version(row.number, row.signed_on, names.get(row.created_by, ""), row.reason, json.loads(row.content)["words"])
        for row in rows
    )
