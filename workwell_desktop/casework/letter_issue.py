"""Issuing a letter: what was agreed line by line goes to the paper, and nothing else.

``documents/letter.py`` takes agreed texts only. The issued bytes are kept with the agreement that let them go.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workwell_desktop.casework import papers
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.letter_facts import Facts, facts_of, greeting, heading
from workwell_desktop.casework.letter_guard import refuse_unanswered, shared_words
from workwell_desktop.casework.letter_kinds import (
    DAYS,
    EMPLOYER,
    FIXED,
    LINES,
    OFFER,
    REPLY,
    STAGES,
    LetterKind,
    PartKind,
)
from workwell_desktop.casework.letter_line import AGREED, HELPS, NOW, LetterLine
from workwell_desktop.casework.letter_line import REPLY as REPLY_BY
from workwell_desktop.casework.letter_release import print_of
from workwell_desktop.casework.letter_slots import lines_of
from workwell_desktop.casework.letter_templates import find_kind
from workwell_desktop.casework.letters import LetterDraft, last_no, stop_letter
from workwell_desktop.casework.lists import find
from workwell_desktop.casework.plan_rows import stand
from workwell_desktop.casework.service_profile import Profile, profile_in
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.letter import (
    AgreedText,
    Changes,
    Days,
    Fixed,
    Group,
    Letter,
    LetterRow,
    Part,
    Said,
    StageRow,
    Stages,
    agree,
    letter_document,
    letter_pdf,
)
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.plans import Adjustment
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import DECIDED, agreement_detail

Agreeds = dict[str, AgreedText]


@dataclass(frozen=True)
class LetterFacts:
    """What stands in every letter besides the agreed lines: who writes to whom, and when."""

    facts: Facts
    written_on: date
    coach: str
    profile: Profile
    number: int
    reference: str
    fingerprint: str = ""


def issue_letter(vault: Vault, draft: LetterDraft, *, agreed_on: date, method: str, agreed_as: str = "") -> int:
    """Make the letter of the agreed lines, keep it with the agreement, and return the paper's id. Slow: on the worker.

    ``method`` is a code of the agreement methods; another one is a bug (``ValueError``). ``agreed_as`` is the
    fingerprint that was shown when they agreed: the letter of other words is not made. Raises ``WorkwellError`` when
    something stands in the way, and ``PaperProblem`` when a name or an address cannot be printed. Nothing is kept then.
    """
    if find("agreement_method", method) is None:
        raise ValueError("no such way of agreeing")
    if draft.why_not:
        raise WorkwellError(draft.why_not, "Go through the lines again.")
    if agreed_as and agreed_as != print_of(draft):
        raise WorkwellError("These are other words than were agreed.", "Read the letter together again.")
    with vault.reading() as session:
        letter = _letter(session, vault, draft, agreed_on)
    pdf = letter_pdf(letter)
    with vault.transaction() as transaction:
        _check(transaction.session, draft, agreed_on, vault)  # something may have been written down in the meantime
        return _keep(transaction, draft, letter, pdf, method)


def _keep(transaction: Transaction, draft: LetterDraft, letter: Letter, pdf: bytes, method: str) -> int:
    """Keep a letter with the agreement that lets it go, and note on each change that it was asked for."""
    session = transaction.session
    agreement = Agreement(
        participant_id=draft.participant_id,
        purpose="share",
        recipient=draft.kind.to,
        recipient_name=draft.recipient,
        aim=draft.kind.aim,
        state=AGREED,
        decided_on=letter.agreed_on,
        method=method,
        items=json.dumps([line.text for line in draft.agreed], ensure_ascii=False),
        fingerprint=letter.fingerprint,
    )
    session.add(agreement)
    for line in draft.agreed:
        if line.kind == HELPS and line.adjustment_id is not None:
            row = session.get_one(Adjustment, line.adjustment_id)
            if row.state == "idea" and draft.kind.to == "employer":
                stand(transaction, row, "in_letter", on=letter.agreed_on)
    session.flush()
    transaction.record(*DECIDED, agreement.id, agreement_detail(vars(agreement)))
    paper = papers.keep_paper(
        transaction,
        participant_id=draft.participant_id,
        kind=papers.LETTER,
        number=letter.number,
        reference=letter.reference,
        pdf=pdf,
        content={
            **asdict(letter),
            "title": draft.kind.title,
            "shared_about_health": shared_words(draft.agreed),
        },
        document=KeptDocument(letter_document(letter), "letter"),
        recipient=draft.recipient,
        agreement_id=agreement.id,
    )
    drop_draft(transaction, draft.screen, draft.participant_id)
    return paper


def agreed_letter(known: LetterFacts, kind: LetterKind, lines: Sequence[LetterLine], agreed_on: date) -> Letter:
    """Return the letter that holds the agreed lines and nothing else of what was prepared."""
    facts, profile = known.facts, known.profile
    said = {line.key: agree(line.text, agreed_on, of_health=line.of_health) for line in lines if line.choice == AGREED}
    kept = [line for line in lines if line.key in said]
    parts = [_part(part, [x for x in kept if x.part == part.code], said, facts, agreed_on) for part in kind.parts]
    author = " ".join(part for part in (profile.coach_role, f"at {profile.name}" if profile.name else "") if part)
    signed = (known.coach, ", ".join(x for x in (author, profile.coach_phone) if x))
    return Letter(
        kind=kind.code,
        to=kind.to,
        to_lines=facts.to_lines,
        from_lines=facts.from_lines,
        written_on=known.written_on,
        salutation=greeting(kind, facts),
        heading=heading(kind, facts),
        parts=tuple(part for part in parts if part is not None),
        closing=kind.closing,
        signed=(facts.full_name,) if kind.voice == "participant" else tuple(line for line in signed if line),
        small_print=kind.small_print,
        participant=facts.full_name,
        participant_called=facts.call_name,
        coach=known.coach,
        coach_phone=profile.coach_phone,
        coach_role=profile.coach_role,
        recipient=facts.recipient,
        agreed_on=agreed_on,
        number=known.number,
        reference=known.reference,
        service_name=profile.name,
        fingerprint=known.fingerprint,
    )


def _part(part: PartKind, lines: Sequence[LetterLine], said: Agreeds, facts: Facts, agreed_on: date) -> Part | None:
    """Return one part of the letter with its agreed lines, or nothing where none was agreed."""
    if part.sort == FIXED:
        return Fixed(part.words)
    if not lines:
        return None
    if part.sort == OFFER:
        return Said(said[lines[0].key])
    if part.sort in DAYS:
        only = said[lines[0].key]
        return Days(only, None) if part.sort == REPLY else Days(None, only)
    return _group(part, lines, said, facts.fill_any(part.heading), agreed_on)


def _group(part: PartKind, lines: Sequence[LetterLine], said: Agreeds, title: str, agreed_on: date) -> Part:
    """Return agreed lines below their heading: changes beside what is hard, weeks in columns, others as a list."""
    slot = part.words if part.sort == LINES else ""
    if slot in {"changes", "agreed"}:
        return Changes(tuple(_rows(lines, said)), title, settled=slot == "agreed")
    if slot in STAGES:
        weeks = ((agree(cell, agreed_on) for cell in line.cells) for line in lines)
        return Stages(title, tuple(StageRow(*cells) for cells in weeks))
    return Group(title, tuple(said[line.key] for line in lines))


def _rows(lines: Sequence[LetterLine], said: Agreeds) -> Iterator[LetterRow]:
    """Give both sides of each change, as far as they were agreed. A change that was left out takes its end along."""
    rows: dict[int | None, dict[str, Any]] = {}
    for line in lines:
        row = rows.setdefault(line.adjustment_id, {NOW: None, HELPS: None, "until": None})
        row[line.kind] = said[line.key]
        row["until"] = line.until if line.kind == HELPS else row["until"]
    yield from (LetterRow(row[NOW], row[HELPS], row["until"]) for row in rows.values())


def _check(session: Session, draft: LetterDraft, agreed_on: date, vault: Vault) -> Facts:
    """Return what is known for this letter. Raises ``WorkwellError`` when something stands against it now."""
    today = vault.clock.today()
    facts = facts_of(session, draft.kind, draft.participant_id, draft.recipient_id, today, vault.coach)
    _check_yes(session, draft, facts, agreed_on, today)
    _check_read(session, draft, facts, today)
    if draft.kind.to == EMPLOYER:
        refuse_unanswered(session, draft.participant_id, draft.agreed)
    return facts


def _check_read(session: Session, draft: LetterDraft, facts: Facts, today: date) -> None:
    """Raise ``WorkwellError`` when the record gives other lines now than those that were read together.

    A day to reply by may be another one: it was counted on the day of the reading.
    """
    if draft.kind != find_kind(session, draft.kind.code):
        raise WorkwellError("The words of this letter are other ones now.", "Turn back and read the letter again.")
    now = lines_of(session, draft.kind, facts, draft.recipient_id, today)
    if _read(now) != _read(draft.lines):
        raise WorkwellError("The plan is another one now.", "Turn back and read the letter again.")


def _read(lines: Iterable[LetterLine]) -> list[tuple[object, ...]]:
    """Return what the record says in lines, without what was chosen or written about them."""
    return [
        (line.key, line.part, line.plan_words, line.until, line.adjustment_id, line.cells, line.of_health)
        for line in lines
        if not line.written and line.kind != REPLY_BY
    ]


def _check_yes(session: Session, draft: LetterDraft, facts: Facts, agreed_on: date, today: date) -> None:
    """Raise ``WorkwellError`` for a yes that was for another reader, before a no, or still to come.

    ``SharingStopped`` when a no, a withdrawal or the end of an agreement stands against this letter.
    """
    kind, name = draft.kind, draft.recipient
    if facts.recipient != name:
        reader = {"employer": "employer", "gp": "GP practice"}.get(kind.to, "service")
        raise WorkwellError(f"The {reader} is another one now.", "Turn back and read the letter again.")
    if agreed_on > today:
        raise WorkwellError("The day this was agreed is still to come.", "Write today or the day it was.")
    stop_letter(session, draft.participant_id, draft.call_name, name, today, to=kind.to, aim=kind.aim)
    said_no = last_no(session, draft.participant_id, name, today, to=kind.to, aim=kind.aim)
    if said_no is not None and agreed_on < said_no:
        raise WorkwellError(
            f"{draft.call_name} said no to sharing on {plain(said_no)}.",
            "Ask again, and write the day it was agreed after that.",
        )


def _letter(session: Session, vault: Vault, draft: LetterDraft, agreed_on: date) -> Letter:
    known = LetterFacts(
        facts=_check(session, draft, agreed_on, vault),
        written_on=vault.clock.today(),
        coach=vault.coach,
        profile=profile_in(session),
        number=papers.next_number(session, draft.participant_id, papers.LETTER, draft.recipient),
        reference=papers.fresh_reference(papers.LETTER, vault.clock),
        fingerprint=print_of(draft),
    )
    return agreed_letter(known, draft.kind, draft.lines, agreed_on)
