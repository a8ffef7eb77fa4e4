"""A file that is being added or changed: its words and, until it is kept, its bytes, as drafts in the vault.

So that a lock or another person in between loses neither what was typed nor a pasted picture, which lies nowhere else.
"""

from __future__ import annotations

import base64

from sqlalchemy import select

from workwell_desktop.casework.draft_places import BYTES_OF_A_FILE
from workwell_desktop.casework.drafts import drop_draft, load_draft, put_draft
from workwell_desktop.casework.new_files import FileProblem, NewFile, new_file
from workwell_desktop.models.drafts import Draft
from workwell_desktop.vault.store import Transaction, Vault

NEW = 0
MOST_HELD = 20 * 1000 * 1000  # bytes; a larger one has its words kept, and is chosen again
_KIND = "file"


def screen(attachment_id: int) -> str:
    """Return the name of the draft of a file's words; ``attachment_id`` 0 is a file that is being added."""
    return f"{_KIND}.{attachment_id}"


def is_held(new: NewFile) -> bool:
    """Say whether a file is small enough to be held until it is kept."""
    return new.size <= MOST_HELD


def hold(vault: Vault, participant_id: int, new: NewFile) -> None:
    """Hold a new file until it is kept or let go. Slow for large ones; run beside the window. Raises ``NotKept``."""
    data = base64.b64encode(new.data).decode("ascii") if is_held(new) else ""
    typed = load_draft(vault, screen(NEW), participant_id)
    same = typed is not None and typed.content.get("name") == new.name
    with vault.transaction() as transaction:
        put_draft(transaction, BYTES_OF_A_FILE, participant_id, {"name": new.name, "data": data})
        if not same:  # words about the same file stay when it is chosen again
            put_draft(transaction, screen(NEW), participant_id, {"name": new.name, "values": {}})


def held(vault: Vault, participant_id: int) -> NewFile:
    """Return the new file that is held. Slow for large ones. Raises ``FileProblem`` when its bytes are not."""
    draft = load_draft(vault, BYTES_OF_A_FILE, participant_id)
    if draft is None or not draft.content["data"]:
        name = draft.content["name"] if draft is not None else "A file"
        raise FileProblem(
            f"{name} was being added and is not kept yet.", "Choose it again. What you wrote about it is kept."
        )
    return new_file(vault, draft.content["name"], base64.b64decode(draft.content["data"]))


def begun(vault: Vault, participant_id: int) -> tuple[int, ...]:
    """Return the files whose words were being typed: 0 for the one that is being added, else attachments."""
    with vault.reading() as session:
        found = session.scalars(
            select(Draft.screen).where(
                Draft.created_by == vault.member_id,
                Draft.participant_id == participant_id,
                Draft.screen.startswith(f"{_KIND}.", autoescape=True),
            )
        )
        return tuple(sorted(int(name.partition(".")[2]) for name in found))


def forget(vault: Vault, participant_id: int, attachment_id: int = NEW) -> None:
    """Let go of a file that is not to be kept, or of what was typed about one. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        drop_typed(transaction, participant_id, attachment_id)


def drop_typed(transaction: Transaction, participant_id: int, attachment_id: int = NEW) -> None:
    """Forget the drafts of a file, in the same transaction that keeps or removes it."""
    drop_draft(transaction, screen(attachment_id), participant_id)
    if attachment_id == NEW:
        drop_draft(transaction, BYTES_OF_A_FILE, participant_id)
