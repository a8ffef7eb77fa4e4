"""May this be shared? One rule over the answers somebody gave, without a database: newest answer first, a no goes far.

A yes is for one recipient and one purpose. A no or a withdrawal may be wider: about every purpose, about everybody of
a kind, or both. The day an answer was given decides which is newest, and of one day the one written down last; so a yes
that is written down late does not undo a no that came after it. Somebody who stops taking part takes back every yes;
when they take part again, each is asked for anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workwell_desktop.casework.people import fold

EVERYBODY = "everybody"  # in place of a kind of recipient: the answer is about taking part
ASKED, AGREED, REFUSED, WITHDRAWN = "asked", "agreed", "refused", "withdrawn"
EXPIRED, NEVER_ASKED = "expired", "never_asked"
_COMPANY = ("ltd", "limited", "plc", "llp")
Standing = Literal["agreed", "asked", "refused", "withdrawn", "expired", "never_asked"]


@dataclass(frozen=True)
class Answer:
    """One answer as it was written down. ``number`` grows with each that is written.

    An empty ``name`` or ``aim`` of a no means every one of them. ``one_letter``: a yes to the lines of one letter,
    which is spent with that letter.
    """

    number: int
    recipient: str
    name: str
    aim: str
    state: str
    said_on: date | None
    expires_on: date | None = None
    one_letter: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether something may be shared now, why, and the answer that decided it (none when nobody asked)."""

    standing: Standing
    answer: Answer | None = None

    @property
    def may(self) -> bool:
        """Say whether it may be shared."""
        return self.standing == AGREED

    @property
    def stopped(self) -> bool:
        """Say whether a no, a withdrawal or the end of an agreement stands against it."""
        return self.standing in {REFUSED, WITHDRAWN, EXPIRED}


def may_share(answers: Iterable[Answer], recipient: str, name: str, aim: str, today: date) -> Verdict:
    """Decide whether something may be shared with one recipient (a kind and a name) for one purpose today.

    An agreement holds on its last day. A question that was asked and not answered takes nothing away and gives nothing.
    """
    asked: Answer | None = None
    takes_part_again = False
    for answer in sorted(answers, key=newest, reverse=True):
        if not _speaks_of(answer, recipient, name, aim):
            continue
        if answer.state == ASKED:
            asked = asked or answer
        elif answer.recipient == EVERYBODY and answer.state == AGREED:
            takes_part_again = True
        elif answer.recipient == EVERYBODY and takes_part_again:
            break  # what was said before they stopped holds no longer
        elif answer.state == REFUSED:
            return Verdict("refused", answer)
        elif answer.state == WITHDRAWN:
            return Verdict("withdrawn", answer)
        elif answer.state == AGREED:
            over = answer.expires_on is not None and answer.expires_on < today
            return Verdict("expired" if over else "agreed", answer)
    return Verdict("asked", asked) if asked is not None else Verdict("never_asked")


def newest(answer: Answer) -> tuple[date, int]:
    """Return by what answers are put in order: the day they were given, then the order they were written down."""
    return (answer.said_on or date.min, answer.number)


def _speaks_of(answer: Answer, recipient: str, name: str, aim: str) -> bool:
    """Say whether an answer counts for this recipient and purpose: a no may be wider, a yes never is."""
    if answer.recipient == EVERYBODY:
        return answer.state != ASKED
    if answer.recipient != recipient or answer.one_letter:
        return False
    names, aims = same_name(answer.name, name), answer.aim == aim
    if answer.state in {REFUSED, WITHDRAWN}:
        return (names or not answer.name.strip()) and (aims or not answer.aim)
    return names and aims


def same_name(one: str, other: str) -> bool:
    """Say whether two names of recipients are one, however they were typed: case, accents, blanks and full stops.

    So are "Acme Ltd", "The Acme" and "Acme Limited": what kind of company it is makes no other recipient.
    """
    key = name_key(one)
    return key == name_key(other) if key else one.strip() == other.strip()


def name_key(name: str) -> str:
    """Return what a recipient's name is told from another by; empty when nothing is left to tell it by."""
    words = fold(name).split()
    core = words[1:] if words[:1] == ["the"] else words
    while core and core[-1] in _COMPANY:
        core = core[:-1]
    return " ".join(core or words)
