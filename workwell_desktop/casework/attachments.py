"""Files about a participant: scanned fit notes, signed plans, e-mails, letters. Kept in the vault, each content once.

A file that is removed can be put back for 30 days. Its bytes stay as long as any attachment, removed or not, points to
them, and go for good together with the last one, when the bin is emptied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, file_kinds, lists
from workwell_desktop.casework.file_drafts import drop_typed
from workwell_desktop.casework.new_files import FileProblem, NewFile, sum_of
from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.attachments import Attachment, StoredFile
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.vault.store import Transaction, Vault

FIT_NOTE = "fit_note"

_Found: TypeAlias = "Row[Attachment, str, int]"


@dataclass(frozen=True)
class FileEntry:
    """What is typed and chosen about a file: a code of ``attachment_about``, a day, words, and a fit note's id."""

    about: str = ""
    dated_on: str = ""
    note: str = ""
    fit_note_id: int = 0


@dataclass(frozen=True)
class FileRow:
    """One attachment as it stands in a list; ``dated`` and ``added`` are days in words."""

    id: int
    name: str
    kind: str
    size: int
    about: str
    title: str
    dated: str
    added: str
    note: str
    fit_note_id: int

    @property
    def shown(self) -> bool:
        """Say whether it can be shown inside the program."""
        return self.kind in file_kinds.SHOWN


def add_file(vault: Vault, participant_id: int, new: NewFile, entry: FileEntry) -> int:
    """Keep a file about a participant, and return the attachment's id. The same bytes are kept once.

    Raises ``InputProblem`` (``about``, ``dated_on``, ``fit_note``) and ``NotKept``. Slow for large files; run beside
    the window.
    """
    digest = sum_of(new.data)
    with vault.reading() as session:
        values = _checked(session, participant_id, entry, vault.clock.today())
    with vault.transaction() as t:
        file_id = t.session.scalar(select(StoredFile.id).where(StoredFile.sha256 == digest))
        if file_id is None:
            stored = {"sha256": digest, "size": new.size, "kind": new.kind, "content": new.data}
            file_id = t.insert(StoredFile, stored)
        episode = current_episode(t.session, participant_id).id
        kept = {"participant_id": participant_id, "episode_id": episode, "file_id": file_id, "name": new.name, **values}
        made = t.insert(Attachment, kept)
        t.record("add", "attachment", made, {"sha256": digest, "size": new.size})
        drop_typed(t, participant_id)
        return made


def change_file(vault: Vault, attachment_id: int, entry: FileEntry) -> None:
    """Write down something else about a file. Raises ``InputProblem`` as :func:`add_file`, and ``NotKept``."""
    with vault.transaction() as t:
        row = t.session.get_one(Attachment, attachment_id)
        for name, value in _checked(t.session, row.participant_id, entry, vault.clock.today()).items():
            setattr(row, name, value)
        t.record("change", "attachment", attachment_id)
        drop_typed(t, row.participant_id, attachment_id)


def _checked(session: Session, participant_id: int, entry: FileEntry, today: date) -> dict[str, object]:
    problems = {}
    if lists.find("attachment_about", entry.about) is None:
        problems["about"] = "Choose what this file is, so that it is found again."
    understood = dates.read_date(entry.dated_on, today, lean="past")
    if understood.problem:
        problems["dated_on"] = understood.problem
    elif understood.when is not None and understood.when > today:
        problems["dated_on"] = "This day is still to come. Check the date."
    fit_note = entry.fit_note_id if entry.about == FIT_NOTE else 0
    if fit_note and fit_note not in {number for number, _words in _fit_notes(session, participant_id, today)}:
        problems["fit_note"] = "This fit note is not there any more. Choose another."
    if problems:
        raise InputProblem(problems)
    return {
        "about": entry.about,
        "dated_on": understood.when,
        "note": entry.note.strip(),
        "fit_note_id": fit_note or None,
    }


def files_of(vault: Vault, participant_id: int) -> tuple[FileRow, ...]:
    """Return the files about a participant that are not removed, newest first."""
    with vault.reading() as session:
        question = _rows().where(Attachment.participant_id == participant_id, Attachment.removed_at.is_(None))
        today = vault.clock.today()
        return tuple(_row(one, today) for one in session.execute(question.order_by(Attachment.id.desc())))


def file_row(vault: Vault, attachment_id: int) -> FileRow:
    """Return one attachment as it stands in a list."""
    with vault.reading() as session:
        return _row(session.execute(_rows().where(Attachment.id == attachment_id)).one(), vault.clock.today())


def file_entry(vault: Vault, attachment_id: int) -> FileEntry:
    """Return what is kept about a file as it would be typed."""
    with vault.reading() as session:
        row = session.get_one(Attachment, attachment_id)
        day = "" if row.dated_on is None else dates.plain(row.dated_on)
        return FileEntry(row.about, day, row.note, row.fit_note_id or 0)


def _rows() -> Select[Attachment, str, int]:
    return select(Attachment, StoredFile.kind, StoredFile.size).join(StoredFile, StoredFile.id == Attachment.file_id)


def _row(found: _Found, today: date) -> FileRow:
    one, kind, size = found.Attachment, found.kind, found.size
    return FileRow(
        id=one.id,
        name=one.name,
        kind=kind,
        size=size,
        about=one.about,
        title=lists.label("attachment_about", one.about),
        dated="" if one.dated_on is None else dates.short(one.dated_on, today),
        added=dates.short(one.created_at.astimezone().date(), today),
        note=one.note,
        fit_note_id=one.fit_note_id or 0,
    )


def fit_note_choices(vault: Vault, participant_id: int) -> tuple[tuple[int, str], ...]:
    """Return the fit notes that a scan can belong to, newest first: the id, and its days in words."""
    with vault.reading() as session:
        return tuple(_fit_notes(session, participant_id, vault.clock.today()))


def _fit_notes(session: Session, participant_id: int, today: date) -> list[tuple[int, str]]:
    question = (
        select(FitNote)
        .join(Episode, Episode.id == FitNote.episode_id)
        .where(Episode.participant_id == participant_id, FitNote.withdrawn_on.is_(None))
        .order_by(FitNote.id.desc())
    )
    return [(row.id, _fit_note_words(row, today)) for row in session.scalars(question)]


def _fit_note_words(row: FitNote, today: date) -> str:
    days = [dates.short(day, today) for day in (row.starts_on, row.ends_on) if day is not None]
    return " to ".join(days) if days else "A fit note without dates"


def look_at(vault: Vault, attachment_id: int) -> bytes:
    """Return the bytes of a file, and write down that they were looked at. Slow for large files.

    Raises ``FileProblem`` when they no longer have the sum they were kept with, and ``NotKept``.
    """
    with vault.transaction() as t:
        return _noted(t, attachment_id, "view")


def save_out(vault: Vault, attachment_id: int, path: Path) -> None:
    """Write down that a readable copy leaves the vault, then write it to the file that was chosen.

    In that order, because a record without a file is better than a file without a record. Raises as :func:`look_at`.
    """
    refuse_export(path)
    with vault.transaction() as t:
        data = _noted(t, attachment_id, "export")
    write_export(path, data)


def note_printed(vault: Vault, attachment_id: int) -> None:
    """Write down that a file went to a printer. Raises ``NotKept``."""
    with vault.transaction() as t:
        _noted(t, attachment_id, "print")


def _noted(t: Transaction, attachment_id: int, action: str) -> bytes:
    row = t.session.get_one(Attachment, attachment_id)
    stored = t.session.get_one(StoredFile, row.file_id)
    if sum_of(stored.content) != stored.sha256:
        raise FileProblem("This file is not as it was kept.", "Look for it in the last backup.")
    t.record(action, "attachment", attachment_id, {"sha256": stored.sha256})
    return stored.content
