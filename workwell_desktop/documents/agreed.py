"""A text that a participant agreed to share: a type of its own, so that nothing else can stand in a letter."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from datetime import date

from workwell_desktop.errors import PaperProblem

_AGREED = object()


@dataclass(frozen=True)
class AgreedText:
    """A text that the participant agreed to share, and the day they did. Made by :func:`agree` alone.

    ``of_health``: it may tell about their health, so that no letter to an employer can hold it.
    """

    text: str
    agreed_on: date
    of_health: bool = False
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        """Refuse a text that did not come through :func:`agree`."""
        if token is not _AGREED:
            raise TypeError("an agreed text is made by agree() alone")


def agree(text: str, agreed_on: date, *, of_health: bool = False) -> AgreedText:
    """Return a text as agreed on a day: to be called where the participant's agreement is recorded.

    Raises ``PaperProblem`` for a text without words.
    """
    if not text.strip():
        raise PaperProblem("A line of the letter is empty.", "Write it or leave it out.")
    return AgreedText(text, agreed_on, of_health, _AGREED)
