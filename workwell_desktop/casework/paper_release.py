"""Before an issued paper goes out again: whom it is about, to whom it goes, and whether the agreement still stands."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework import dates
from workwell_desktop.casework.people import full_name, participant
from workwell_desktop.casework.sharing import why_stopped
from workwell_desktop.documents.kept import from_text
from workwell_desktop.documents.model import Sides
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Release:
    """What is shown again before a paper goes to somebody else: the person, the day they were born, and the address.

    ``to_lines`` is empty for the participant's own papers. ``stopped`` is the sentence that stands against it, if any.
    """

    person_id: int
    who: str
    born: str
    to_lines: tuple[str, ...]
    reference: str
    stopped: str = ""


def release_of(vault: Vault, paper_id: int) -> Release:
    """Return what is shown again before a paper goes out."""
    with vault.reading() as session:
        row = session.get_one(Paper, paper_id)
        person = participant(session, row.participant_id)
        born = dates.plain(person.birth_date) if person.birth_date else ""
        to_lines = _address(row) if row.agreement_id is not None else ()
        stopped = why_stopped(session, row, vault.clock.today())
        return Release(row.participant_id, full_name(person), born, to_lines, row.reference, stopped)


def _address(row: Paper) -> tuple[str, ...]:
    """Return the address as it stands on the paper, or the name of whom it is for."""
    blocks = from_text(row.document).document.blocks if row.document else ()
    sides = next((block for block in blocks if isinstance(block, Sides)), None)
    lines = tuple(text.words for text in sides.left if text.words) if sides else ()
    return lines or (row.recipient,)
