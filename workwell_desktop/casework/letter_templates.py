"""A service's own letters: one that ships is the beginning, its words are changed and kept in the vault."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workwell_desktop.casework.letter_kinds import LetterKind, letter_kinds


def find_kind(session: Session, code: str) -> LetterKind:  # noqa: ARG001
    """Return the kind with this code. An unknown one is a bug (``KeyError``)."""
    return letter_kinds()[code]
