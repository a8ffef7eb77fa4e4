"""Files that were taken away: put back within 30 days, or gone for good when the bin is emptied.

Bytes stay as long as any attachment, removed or not, points to them, and go together with the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, select

from workwell_desktop.casework.file_drafts import drop_typed
from workwell_desktop.casework.people import full_name
from workwell_desktop.models.attachments import Attachment, StoredFile
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class RemovedFile:
    """A removed attachment in the bin: whose, its name, when it was removed and from when it may go for good."""

    id: int
    participant_id: int
    name: str
    size: int
    removed_on: date
    goes_on: date
    whose: str

    def days_left(self, today: date) -> int:
        """Return for how many days it cannot be removed for good (0: it may go)."""
        return max(0, (self.goes_on - today).days)


def remove_file(vault: Vault, attachment_id: int) -> None:
    """Take a file out of the list; for 30 days it can be put back. Raises ``NotKept``."""
    _set_removed(vault, attachment_id, "remove", vault.clock.utc())


def put_back(vault: Vault, attachment_id: int) -> None:
    """Put a removed file back into the list. Raises ``NotKept``."""
    _set_removed(vault, attachment_id, "restore", None)


def _set_removed(vault: Vault, attachment_id: int, action: str, when: datetime | None) -> None:
    with vault.transaction() as t:
        row = t.session.get_one(Attachment, attachment_id)
        row.removed_at = when
        drop_typed(t, row.participant_id, attachment_id)
        t.record(action, "attachment", attachment_id)


def removed_files(vault: Vault, participant_id: int = 0) -> tuple[RemovedFile, ...]:
    """Return the files in the bin (of one participant, or of everybody), those that go first at the top.

    The files of a whole case that is in the bin stand there with the case, and not here.
    """
    question = (
        select(Attachment, StoredFile.size, Participant)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .join(Participant, Participant.id == Attachment.participant_id)
        .where(Attachment.removed_at.is_not(None), Participant.binned_at.is_(None))
        .order_by(Attachment.removed_at, Attachment.id)
    )
    if participant_id:
        question = question.where(Attachment.participant_id == participant_id)
    with vault.reading() as session:
        return tuple(_removed(row, size, full_name(person)) for row, size, person in session.execute(question))


def _removed(row: Attachment, size: int, whose: str) -> RemovedFile:
    assert row.removed_at is not None  # noqa: S101 - the question asks for removed ones alone
    on = row.removed_at.astimezone().date()
    return RemovedFile(row.id, row.participant_id, row.name, size, on, on + KEPT_FOR, whose)


def erase_files(vault: Vault, attachment_ids: Sequence[int]) -> int:
    """Delete for good those of these files that were removed 30 days ago; return how many went. Raises ``NotKept``."""
    today = vault.clock.today()
    with vault.transaction() as t:
        rows = t.session.scalars(select(Attachment).where(Attachment.id.in_(attachment_ids))).all()
        old = [row for row in rows if row.removed_at and row.removed_at.astimezone().date() + KEPT_FOR <= today]
        for row in old:
            t.record("erase", "attachment", row.id)
            t.session.delete(row)
        t.session.flush()
        drop_unused_bytes(t)
        return len(old)


def empty_removed(t: Transaction, *, before: datetime | None = None) -> int:
    """Delete for good what was removed before a moment (30 days ago without one); return how many files went.

    Bytes go with the last attachment that points to them. For use inside the caller's transaction: the bin's own.
    """
    limit = before or t.now - KEPT_FOR
    gone = list(t.session.scalars(select(Attachment.id).where(Attachment.removed_at <= limit)))
    for number in gone:
        t.record("erase", "attachment", number)
    t.session.execute(delete(Attachment).where(Attachment.removed_at <= limit))
    drop_unused_bytes(t)
    return len(gone)


def drop_unused_bytes(t: Transaction) -> None:
    """Delete the bytes that no attachment points to any more, for instance after a person was erased for good."""
    t.session.execute(delete(StoredFile).where(~exists().where(Attachment.file_id == StoredFile.id)))
