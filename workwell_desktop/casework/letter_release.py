"""What leaves this room: the fingerprint of what was agreed.

The fingerprint is the SHA-256 of the agreed lines in their order, with the kind of letter and who reads it. It stands
with the agreement and in the letter's record: a letter of other words is another one and needs another agreement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from workwell_desktop.casework.letter_line import LetterLine
from workwell_desktop.casework.letters import LetterDraft

_SHORT = 8  # signs of a fingerprint that people compare, in two groups


def fingerprint(kind: str, to: str, recipient: str, lines: Iterable[LetterLine]) -> str:
    """Return the SHA-256, in hex, of agreed lines in their order, the kind of letter, and who reads it.

    The last day of a change counts as one of its words, and so do the columns of a week.
    """
    said = [
        [line.part, line.kind, line.text, line.until.isoformat() if line.until else "", *line.cells] for line in lines
    ]
    whole = json.dumps([kind, to, recipient, said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def print_of(draft: LetterDraft) -> str:
    """Return the fingerprint of what is agreed in a reading now."""
    return fingerprint(draft.kind.code, draft.kind.to, draft.recipient, draft.agreed)


def short_print(whole: str) -> str:
    """Return a fingerprint as it is shown: its first eight signs in two groups, such as ``3F2A-91BC``."""
    return f"{whole[:4]}-{whole[4:_SHORT]}".upper() if whole else ""
