"""How much of a job task can be done on a day, from 0 (can’t) to 10 (can): which numbers count, and their words."""

from __future__ import annotations

from workwell_desktop.casework.catalogue import MOST, catalogue
from workwell_desktop.casework.lists import label

NOT_SAID = "Not said yet"


def day_of(value: object) -> int | None:
    """Return a whole number from 0 to 10 as it is, and nothing for anything else: what was never said is left out."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST else None


def word_of(number: int | None) -> str:
    """Return the word that a number stands for ("Can, if"), or nothing where nobody said."""
    return label("can", catalogue().word_for(number))


def words_of_days() -> tuple[str, ...]:
    """Return the words of the numbers from 0 to 10, in their order."""
    return tuple(word_of(number) for number in range(MOST + 1))


def day_in_words(number: int | None) -> str:
    """Return a number as it is read: "2 of 10, can’t"."""
    return NOT_SAID if number is None else f"{number} of {MOST}, {word_of(number).lower()}"
