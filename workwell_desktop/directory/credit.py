"""Says whose lists something was taken from, and under which licence: this goes along with everything that leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Credit:
    """One list: what it is called, who publishes it, its licence, and the words that its licence asks for."""

    name: str
    publisher: str = ""
    licence: str = ""
    attribution: str = ""


def credit_line(credit: Credit) -> str:
    """Return one list in one line: "Helplines, by Example Council. Open Government Licence v3.0. Contains …"."""
    by = f"{credit.name}, by {credit.publisher}" if credit.publisher else credit.name
    said = [part.strip().rstrip(".") for part in (by, credit.licence, credit.attribution) if part.strip()]
    return " ".join(f"{one}." for one in dict.fromkeys(said))


def credits_text(credits_due: Sequence[Credit], day: date) -> str:
    """Return the text that lies beside an exported file: from which lists it was made, on which day, and their words.

    ``credits_due`` may hold further sources, such as those of positions and postcodes; one that stands twice is said
    once.
    """
    lines = [
        f"This file was written with WorkWell Desktop on {day.day} {day:%B %Y}.",
        "Check a service with its provider before you rely on it.",
        "",
        "It was made from:",
        *(f"- {credit_line(one)}" for one in dict.fromkeys(credits_due)),
    ]
    return "\n".join(lines if credits_due else lines[:2]) + "\n"
