"""The register of somebody's papers: what went to whom, when, how, in which version and under which reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.agreement_check import past_day
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.people import call_name
from workwell_desktop.casework.sharing import stop_release, why_stopped
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.papers import Paper, PaperSent
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "papers"  # where words about sending are kept until they are saved: the code of their page
KINDS = {
    "plan": "Plan",
    "easy_read": "Easy read",
    "pocket_card": "Pocket card",
    "stages": "Going back in stages",
    "shortlist": "List of services",
    "shortlist_easy": "List of services, easy read",
    "story": "Story of the plan",
    "letter": "Letter",
    "assessment": "Assessment",
    "card": "Card of what changed",
}


@dataclass(frozen=True)
class Sent:
    """One time that a paper went to somebody: ``how`` in words, to whom, on which day, and a note."""

    id: int
    way: str
    how: str
    to_whom: str
    on: date
    note: str = ""


@dataclass(frozen=True)
class RegisterLine:
    """One issued paper: what it is, its number and reference, for whom, and each time it went, the newest first.

    ``stopped`` says what stands against it going out again, if anything does.
    """

    id: int
    kind: str
    title: str
    number: int
    reference: str
    recipient: str
    issued_on: date
    sent: tuple[Sent, ...] = ()
    stopped: str = ""


@dataclass(frozen=True)
class Register:
    """The papers of somebody, the newest first."""

    call_name: str
    lines: tuple[RegisterLine, ...]


@dataclass(frozen=True)
class SentEntry:
    """How a paper went to somebody, as it is typed. ``way`` is a code of the lists."""

    way: str = ""
    to_whom: str = ""
    sent_on: str = ""
    note: str = ""


def load_register(vault: Vault, participant_id: int) -> Register:
    """Return somebody's issued papers and where each went."""
    today = vault.clock.today()
    with vault.reading() as session:
        papers = session.scalars(select(Paper).where(Paper.participant_id == participant_id).order_by(Paper.id.desc()))
        lines = tuple(_line(session, row, today) for row in papers)
        return Register(call_name(session, participant_id), lines)


def write_sent(vault: Vault, paper_id: int, entry: SentEntry) -> int:
    """Write down how a paper went to somebody, and return the id of that line.

    Raises ``InputProblem`` by field, ``SharingStopped`` when its agreement holds no more and it went today, and
    ``NotKept``. What went before the agreement was taken back can still be written down.
    """
    problems: dict[str, str] = {}
    today = vault.clock.today()
    missing = "Write the day on which it went."
    day = past_day(entry.sent_on, today, "sent_on", problems, missing=missing)
    if lists.find("paper_way", entry.way) is None:
        problems["way"] = "Choose how it went."
    if not entry.to_whom.strip():
        problems["to_whom"] = "Write who has it now."
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, paper_id)
        if day is not None and day < row.issued_on:
            problems["sent_on"] = "The paper was not made yet on that day."
        if problems or day is None:
            raise InputProblem(problems)
        stop_release(transaction.session, row, day)
        sent = PaperSent(
            paper_id=row.id, way=entry.way, to_whom=entry.to_whom.strip(), sent_on=day, note=entry.note.strip()
        )
        transaction.session.add(sent)
        transaction.session.flush()
        drop_draft(transaction, SCREEN, row.participant_id)
        _record(transaction, "add", sent)
        return sent.id


def remove_sent(vault: Vault, sent_id: int) -> SentEntry:
    """Take out a line that was written by mistake. Return it as it can be written down again; ``NotKept``."""
    with vault.transaction() as transaction:
        row = transaction.session.get_one(PaperSent, sent_id)
        entry = SentEntry(row.way, row.to_whom, dates.plain(row.sent_on), row.note)
        _record(transaction, "remove", row)
        transaction.session.delete(row)
        return entry


def usual_entry(vault: Vault, paper_id: int, way: str = "handed") -> SentEntry:
    """Return what is most likely when a paper was just handed out: today, and to whom it was written."""
    with vault.reading() as session:
        row = session.get_one(Paper, paper_id)
        to_whom = row.recipient or call_name(session, row.participant_id)
        return SentEntry(way, to_whom, dates.plain(vault.clock.today()))


def _record(transaction: Transaction, action: str, row: PaperSent) -> None:
    transaction.record(action, "paper_sent", row.id, {"paper": row.paper_id, "way": row.way, "on": row.sent_on})


def _title(row: Paper) -> str:
    """Return what a paper is called: its kind, its number, and to whom it is written where that is somebody else."""
    title = f"{KINDS.get(row.kind, row.kind.capitalize())} {row.number}"
    return f"{title} to {row.recipient}" if row.agreement_id is not None and row.recipient else title


def _line(session: Session, row: Paper, today: date) -> RegisterLine:
    sent = session.scalars(
        select(PaperSent).where(PaperSent.paper_id == row.id).order_by(PaperSent.sent_on.desc(), PaperSent.id.desc())
    )
    return RegisterLine(
        id=row.id,
        kind=row.kind,
        title=_title(row),
        number=row.number,
        reference=row.reference,
        recipient=row.recipient,
        issued_on=row.issued_on,
        sent=tuple(
            Sent(one.id, one.way, lists.label("paper_way", one.way), one.to_whom, one.sent_on, one.note) for one in sent
        ),
        stopped=why_stopped(session, row, today),
    )
