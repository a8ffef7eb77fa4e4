"""What leaves this room: the fingerprint of what was agreed, and whether a letter may still go.

The fingerprint is the SHA-256 of the agreed lines in their order, with the kind of letter and who reads it. It stands
with the agreement and in the letter's record: a letter of other words is another one and needs another agreement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from workwell_desktop.casework.letter_line import LetterLine
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.people import call_name
from workwell_desktop.casework.sharing import SharingStopped, answers_of, as_answer, sharing_verdict, stopped_sentence
from workwell_desktop.casework.sharing_rule import Verdict, may_share, newest
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

_SHORT = 8  # signs of a fingerprint that people compare, in two groups


def fingerprint(kind: str, to: str, recipient: str, lines: Iterable[LetterLine]) -> str:
    """Return the SHA-256, in hex, of agreed lines in their order, the kind of letter, and who reads it.

    The last day of a change counts as one of its words.
    """
    said = [[line.part, line.kind, line.text, line.until.isoformat() if line.until else ""] for line in lines]
    whole = json.dumps([kind, to, recipient, said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def print_of(draft: LetterDraft) -> str:
    """Return the fingerprint of what is agreed in a reading now."""
    return fingerprint(draft.kind.code, draft.kind.to, draft.recipient, draft.agreed)


def short_print(whole: str) -> str:
    """Return a fingerprint as it is shown: its first eight signs in two groups, such as ``3F2A-91BC``."""
    return f"{whole[:4]}-{whole[4:_SHORT]}".upper() if whole else ""


def refuse_if_taken_back(vault: Vault, paper_id: int) -> None:
    """Raise ``SharingStopped`` when an issued paper may not leave any more: see :func:`stop_release`."""
    with vault.reading() as session:
        stop_release(session, session.get_one(Paper, paper_id), vault.clock.today())


def stop_release(session: Session, paper: Paper, today: date) -> None:
    """Raise ``SharingStopped`` when what let a paper go was refused or taken back since, or has ended.

    A later yes does not bring an old letter back: its lines are read again. A paper that went to nobody else has no
    agreement, and is the participant's own. For use inside the caller's transaction only.
    """
    if paper.agreement_id is None:
        return
    agreed = session.get_one(Agreement, paper.agreement_id)
    who = call_name(session, paper.participant_id)
    verdict = _no_since(session, agreed, today)
    if verdict.stopped:
        raise SharingStopped(
            stopped_sentence(who, agreed.recipient_name, verdict), "This letter cannot go. Read it together again."
        )


def _no_since(session: Session, agreed: Agreement, today: date) -> Verdict:
    """Return the no that was said after an agreement, or what stands today."""
    about = (agreed.recipient, agreed.recipient_name, agreed.aim, today)
    for answer in sorted(answers_of(session, agreed.participant_id), key=newest, reverse=True):
        if newest(answer) > newest(as_answer(agreed)):
            alone = may_share([answer], *about)
            if alone.standing in {"refused", "withdrawn"}:
                return alone
    return sharing_verdict(session, agreed.participant_id, *about)
