"""The diagnosis guard over the lines of a letter: which words still need the participant's choice before it is issued.

A word about health is answered in one of three ways: other words are written, the line is left out, or the participant
shares it as it is. The last is kept with the line, and lost when its words change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy.orm import Session

from workwell_desktop.casework.diagnosis_guard import Guard, Hit, guard_for, hits_in, words_of
from workwell_desktop.casework.guard_facts import facts_in
from workwell_desktop.casework.health_terms import plain
from workwell_desktop.errors import WorkwellError

UNANSWERED = "A word about health still needs your choice."


class Line(Protocol):
    """What the guard needs of a line: its words, and those that the participant chose to share as they are."""

    @property
    def text(self) -> str:
        """The words as the reader would see them."""

    @property
    def shared(self) -> tuple[str, ...]:
        """The words about health that are shared as they are."""


def guard_in(session: Session, participant_id: int) -> Guard:
    """Return the guard for a participant, by what their record says now, inside the caller's transaction."""
    return guard_for(facts_in(session, participant_id))


def unanswered(hits: Iterable[Hit], shared: Iterable[str]) -> tuple[str, ...]:
    """Return the words that were found and are not among those that are shared as they are."""
    chosen = {plain(words) for words in shared}
    return tuple(words for words in words_of(hits) if plain(words) not in chosen)


def refuse_unanswered(session: Session, participant_id: int, lines: Iterable[Line]) -> None:
    """Raise ``WorkwellError`` when an agreed line holds words about health that nobody chose to share.

    The record is read anew: it may say more than it did when the lines were read.
    """
    guard = guard_in(session, participant_id)
    if any(unanswered(hits_in(line.text, guard), line.shared) for line in lines):
        raise WorkwellError(UNANSWERED, "Go through the lines again.")


def shared_words(lines: Iterable[Line]) -> dict[str, list[str]]:
    """Return, by line, the words about health that the participant chose to share: kept with the letter."""
    return {line.text: list(line.shared) for line in lines if line.shared}
